//! What a bundle holds, and what it must not.

use super::super::Error;
use super::super::sample::{Sample, order, selector};
use super::*;
use crate::log::{Chain, Entry};
use crate::model::RecordNumber;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use std::path::PathBuf;

/// What must not be found: a name, a telephone number, an ID number.
const CANARIES: [&str; 3] = ["张伟芳", "13800000013", "11010519491231002X"];

fn busy() -> Sample {
    let sample = Sample::new();
    let [name, phone, id] = CANARIES;
    sample.add(&[(name, phone, id), ("李娜", "13800000014", "")]);
    sample.open().count(&selector("伟芳")).unwrap();
    let mut purged = order(RecordNumber::new(1).unwrap().into());
    purged.suppress = true;
    sample.open().purge(&purged).unwrap();
    sample
}

fn bundle(vault: &mut Vault, dir: &Path, since: Option<i64>) -> Result<Bundled> {
    vault.bundle(&BundleOrder { dir, since, pages: &[("README.md", "page")] })
}

fn made(sample: &Sample, since: Option<i64>) -> (PathBuf, Bundled) {
    let dir = sample.home.path().join("audit");
    let made = bundle(&mut sample.open(), &dir, since).unwrap();
    (dir, made)
}

fn lines(dir: &Path, name: &str) -> Vec<Value> {
    let text = std::fs::read_to_string(dir.join(name)).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn the_sealed_bytes_lead_to_the_head_and_the_keys_to_the_entries() {
    let sample = busy();
    let (dir, made) = made(&sample, None);
    let vault = sample.open();
    let mut chain = Chain::start(Digest(*vault.id().as_bytes()));
    for line in lines(&dir, "log.jsonl") {
        let sealed = STANDARD.decode(line["sealed"].as_str().unwrap()).unwrap();
        chain.advance(&sealed, crypto::sha256);
        assert_eq!(line["seq"], chain.seq);
        let bytes = serde_json::to_vec(&line["entry"]).unwrap();
        Entry::from_bytes(&bytes).unwrap();
    }
    assert_eq!((chain.seq, chain.head), (made.last, made.head));
    let last = lines(&dir, "log.jsonl").pop().unwrap();
    assert_eq!(last["entry"]["act"]["verb"], "audit-bundle", "it is logged before it is made");
    assert_eq!(lines(&dir, "heads.json")[0]["head"], made.head.to_string());
}

#[test]
fn no_file_of_it_holds_a_value_or_a_key_of_the_vault() {
    let sample = busy();
    let (dir, _) = made(&sample, None);
    let vault = sample.open();
    let log_key = hex(vault.ring.current_log_key().unwrap().expose());
    let secrets = [log_key, hex(vault.ring.header_mac_key().expose())];
    for entry in std::fs::read_dir(&dir).unwrap() {
        let text = std::fs::read(entry.unwrap().path()).unwrap();
        let text = String::from_utf8(text).unwrap();
        for canary in CANARIES.into_iter().chain(secrets.iter().map(String::as_str)) {
            assert!(!text.contains(canary), "{canary}");
        }
    }
}

#[test]
fn it_is_complete_or_absent_and_never_in_the_place_of_another() {
    let sample = busy();
    let (dir, _) = made(&sample, None);
    let before = sample.open().state.checkpoint.seq;
    let again = bundle(&mut sample.open(), &dir, None);
    assert!(matches!(again, Err(Error::File(_))), "{again:?}");
    assert_eq!(sample.open().state.checkpoint.seq, before, "nothing is logged for it");
    let nowhere = sample.home.path().join("no/such/place");
    assert!(bundle(&mut sample.open(), &nowhere, None).is_err());
    let names: Vec<_> = std::fs::read_dir(sample.home.path()).unwrap().collect();
    assert!(!names.into_iter().any(|n| n.unwrap().file_name().to_string_lossy().contains(".new-")));
}

#[test]
fn whoever_may_not_audit_makes_none() {
    let sample = busy();
    let clerk = sample.operator("clerk", 2, &[Capability::Read, Capability::Write]);
    let dir = sample.home.path().join("audit");
    let refused = bundle(&mut sample.open_as(&clerk).unwrap(), &dir, None);
    assert!(matches!(refused, Err(Error::Capability(Capability::Audit))), "{refused:?}");
    let auditor = sample.operator("auditor", 0, &[Capability::Audit]);
    bundle(&mut sample.open_as(&auditor).unwrap(), &dir, None).unwrap();
    assert!(dir.join("SHA256SUMS.sig").exists());
}

#[test]
fn a_later_beginning_stands_on_the_checkpoint_before_it() {
    let sample = busy();
    let now = (sample.environment().now)();
    let later =
        crate::vault::Environment { now: Box::new(move || now + 1000), ..sample.environment() };
    let mut vault = Vault::open(&sample.dir(), &sample.credential(), later).unwrap();
    let before = vault.state.checkpoint.seq;
    let dir = sample.home.path().join("audit");
    let made = bundle(&mut vault, &dir, Some(now + 1)).unwrap();
    assert_eq!((made.first, made.last, made.checkpoints), (before + 1, before + 1, 2));
    let first = &lines(&dir, "checkpoints.jsonl")[0];
    assert_eq!(first["seq"], before);
}

/// Entries keep the generation of keys that they were sealed under.
#[test]
fn a_rotation_does_not_stand_in_its_way() {
    let sample = busy();
    let mut vault = sample.open();
    let plan = vault.plan_rotation().unwrap();
    vault.rotate(None, &plan, &|_, _| {}).unwrap();
    drop(vault);
    let (dir, made) = made(&sample, None);
    let generations: std::collections::BTreeSet<_> =
        lines(&dir, "log.jsonl").iter().map(|line| line["generation"].to_string()).collect();
    assert_eq!(generations, ["1".to_owned(), "2".to_owned()].into());
    assert_eq!(lines(&dir, "log.jsonl").len() as u64, made.last);
}
