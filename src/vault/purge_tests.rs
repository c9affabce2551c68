//! What is destroyed stays destroyed, whatever copy is put back; and only what was confirmed is.

use super::bucket::Bucket;
use super::keyhole::{Keyhole, Slot};
use super::sample::{Sample, order, person, selector};
use super::{Depth, Error, Numbers, Order, Subject, Target, Vault, Wanted, examine_log};
use crate::crypto::{self, Key};
use crate::files;
use crate::log::Reason;
use crate::model::{Part, RecordNumber, Value};
use crate::store::Store;
use std::path::{Path, PathBuf};

pub(super) fn number(n: u64) -> RecordNumber {
    RecordNumber::new(n).unwrap()
}

/// Two buckets of customers, so that one is touched and one is only wrapped anew.
fn crowd() -> Sample {
    let sample = Sample::new();
    let people: Vec<(String, String)> =
        (0..300).map(|n| (format!("客户{n}"), format!("139{n:08}"))).collect();
    let people: Vec<_> = people.iter().map(|(n, p)| (n.as_str(), p.as_str(), "")).collect();
    sample.add(&people);
    sample
}

/// A copy of every file of the vault as it is now.
pub(super) fn copy(sample: &Sample, name: &str) -> PathBuf {
    let to = sample.home.path().join(name);
    std::fs::create_dir(&to).unwrap();
    for entry in std::fs::read_dir(sample.dir()).unwrap() {
        let from = entry.unwrap().path();
        std::fs::copy(&from, to.join(from.file_name().unwrap())).unwrap();
    }
    to
}

fn put_back(file: &str, from: &Path, to: &Path) {
    match from.join(file) {
        source if source.exists() => drop(std::fs::copy(source, to.join(file)).unwrap()),
        _ => drop(std::fs::remove_file(to.join(file))),
    }
}

#[track_caller]
pub(super) fn assert_sound(sample: &Sample) {
    let report =
        Vault::check(&sample.dir(), &sample.credential(), sample.environment(), Depth::Everything)
            .unwrap();
    let findings: Vec<_> = report.findings().collect();
    assert!(findings.is_empty(), "{findings:?}");
    let notices = report.notices.iter().filter(|(id, _)| *id != "check-never-drilled");
    assert_eq!(notices.count(), 0, "{:?}", report.notices);
}

/// Every key that somebody has who holds everything of now.
pub(super) fn keys_of_now(vault: &Vault) -> Vec<Key> {
    let opener = vault.opener();
    let keyhole = Keyhole::read(&vault.paths.keyhole()).unwrap();
    let mut keys = vec![vault.state.wrap.duplicate()];
    for slot in keyhole.slots() {
        if let Slot::Holds(epoch) = slot {
            keys.extend([epoch.key.duplicate(), vault.ring.wrap_key(epoch)]);
        }
    }
    for row in &vault.state.buckets {
        let bucket = Bucket::load(&vault.store, &opener, row).unwrap();
        keys.push(bucket.key.duplicate());
        keys.extend(bucket.directory.0.values().map(|entry| entry.key.duplicate()));
        for part in Part::ALL {
            keys.push(vault.ring.segment(&bucket.key, row.id, part).unwrap());
        }
    }
    keys
}

/// How many blobs of the database at `path`, as it was at `epoch`, one of `keys` opens: wraps,
/// directories, segments of bucket 0.
pub(super) fn opened(path: &Path, vault: &Vault, epoch: u64, keys: &[Key]) -> usize {
    let store = Store::open(path).unwrap();
    let ring = &vault.ring;
    let mut count = 0;
    let row = store.bucket(0).unwrap().unwrap();
    let directory = store.directory(0).unwrap().unwrap();
    for key in keys {
        let wrap = ring.bucket_key_context(0, epoch);
        count += usize::from(crypto::open_key(key, &wrap, row.wrapped_key.as_bytes()).is_ok());
        let context = ring.directory_context(0);
        count += usize::from(crypto::open(key, &context, directory.as_bytes()).is_ok());
        for part in Part::ALL {
            let counter = row.counters[part.index()];
            let sealed = store.segment(part, 0).unwrap().unwrap();
            let context = ring.segment_context(0, part, counter);
            count += usize::from(crypto::open(key, &context, sealed.as_bytes()).is_ok());
        }
    }
    count
}

/// A copy of the whole directory from before, with records.db of then and all else of now, yields
/// nothing of what was destroyed: neither to the program nor to somebody with every key there is.
/// Breaks when a touched bucket keeps its key, or the old epoch key is left anywhere.
#[test]
fn an_old_database_with_everything_of_now_yields_nothing_that_was_destroyed() {
    let sample = crowd();
    let before = copy(&sample, "before");
    let epoch = sample.open().state.checkpoint.epoch;
    // With the keyhole of then, the copy is worth everything: the test can see.
    let then = keys_of_now(&sample.open());
    assert!(opened(&before.join("records.db"), &sample.open(), epoch, &then) >= 6);

    sample.open().purge(&order(number(7).into())).unwrap();
    let vault = sample.open();
    let now = keys_of_now(&vault);
    assert_eq!(opened(&before.join("records.db"), &vault, epoch, &now), 0);
    drop(vault);

    let mixed = copy(&sample, "mixed");
    for file in ["records.db", "records.db-wal", "records.db-shm"] {
        put_back(file, &before, &mixed);
    }
    assert!(matches!(sample.try_open_at(&mixed), Err(Error::Older { .. })));
    // Whoever has seen nothing before is told by the keyhole.
    std::fs::remove_dir_all(sample.home.path().join("state")).unwrap();
    assert!(matches!(sample.try_open_at(&mixed), Err(Error::Older { seen: 0, .. })));
    let report =
        Vault::check(&mixed, &sample.credential(), sample.environment(), Depth::Everything);
    assert!(report.unwrap().findings().any(|finding| finding.older));
}

/// What was destroyed is not in any file any more, sealed or not: neither the rows, of now or of
/// an earlier revision, nor the wrapped key and directory of then. Breaks without `secure_delete`
/// in every connection, or without the folding of the WAL.
#[test]
fn the_sealed_bytes_are_gone_from_every_file() {
    let sample = crowd();
    let mut needles: Vec<Vec<u8>> = Vec::new();
    let mut collect = || {
        let vault = sample.open();
        let row = vault.store.record(number(7)).unwrap().unwrap();
        let steps = vault.store.trail(number(7)).unwrap();
        let bucket = vault.store.bucket(0).unwrap().unwrap();
        let directory = vault.store.directory(0).unwrap().unwrap();
        let sealed = row.parts.iter().chain(steps.iter().map(|step| &step.sealed));
        let sealed = sealed.chain([&bucket.wrapped_key, &directory]);
        needles.extend(sealed.filter(|s| !s.is_empty()).map(|s| s.as_bytes()[..32].to_vec()));
    };
    collect();
    set(&sample, 7, "grade", "A");
    collect();
    let found = || -> usize {
        let files = std::fs::read_dir(sample.dir()).unwrap();
        let in_file = |file: std::io::Result<std::fs::DirEntry>| {
            let bytes = std::fs::read(file.unwrap().path()).unwrap();
            let is_there = |needle: &&Vec<u8>| memchr::memmem::find(&bytes, needle).is_some();
            needles.iter().filter(is_there).count()
        };
        files.map(in_file).sum()
    };
    assert!(found() >= needles.len());
    sample.open().purge(&order(number(7).into())).unwrap();
    assert_eq!(found(), 0);
    assert_sound(&sample);
}

#[test]
fn a_vault_is_sound_after_every_kind_of_destruction() {
    let sample = crowd();
    let many: Numbers = (1..=256).filter_map(RecordNumber::new).collect();
    sample.open().purge(&order(many)).unwrap();
    assert_sound(&sample);
    sample.open().purge(&order(number(300).into())).unwrap();
    assert_sound(&sample);
    assert_eq!(sample.add(&[("赵敏", "13800000016", "")]).to_string(), "301");
    assert_sound(&sample);
    let log = std::fs::read(sample.dir().join("destruction.log")).unwrap();
    let examined = examine_log(log.as_slice(), None).unwrap();
    assert_eq!((examined.lines, examined.counts.destruction, examined.wrong), (3, 2, Vec::new()));
}

#[test]
fn only_what_was_confirmed_is_destroyed() {
    let sample = crowd();
    let target = |text| Target::Selected {
        selector: Box::leak(Box::new(selector(text))),
        reason: Reason::Ended,
        basis: "C-1".parse().unwrap(),
        scope: None,
        suppress: false,
    };
    let name = target("name:客户5");
    let plan = sample.open().plan_purge(&name).unwrap();
    assert_eq!(plan[0].numbers, number(6).into());
    // Somebody else gets the same name in between.
    sample.add(&[("客户5", "13800000099", "")]);
    let refused = sample.open().purge_planned(&name, &plan).err().unwrap();
    assert!(matches!(refused, Error::SelectionChanged), "{refused:?}");
    assert_eq!(sample.open().count(&selector("")).unwrap(), 301);

    let plan = sample.open().plan_purge(&name).unwrap();
    let purged = sample.open().purge_planned(&name, &plan).unwrap();
    assert_eq!(purged.done.len(), 1);
    assert_eq!(purged.done[0].order.numbers.to_string(), "6,301");
    assert!(sample.open().plan_purge(&target("name:客户5")).unwrap().is_empty());
    let gone = sample.open().purge(&order(number(6).into())).err().unwrap();
    assert!(matches!(gone, Error::Destroyed(_)), "{gone:?}");
}

/// Sets a field of a record that no verb sets, and lets the rules follow.
pub(super) fn set(sample: &Sample, n: u64, field: &str, text: &str) {
    let mut vault = sample.open();
    let policy = vault.policy();
    let id = policy.id(field).unwrap();
    let change = |fields: &mut crate::model::Fields| {
        fields.set(id, [Value::plain(text)]);
    };
    vault
        .change(|transaction| {
            transaction.edit("edit", &number(n).into(), None, |_, fields| {
                change(fields);
                Ok(())
            })
        })
        .unwrap();
}

/// One order for each rule, in the order of the rules, and nobody who is on hold.
#[test]
fn what_is_due_is_destroyed_rule_by_rule() {
    let sample = Sample::new();
    for n in 0..4 {
        let mut fields = person(&format!("客户{n}"), &format!("1380000001{n}"), "");
        let policy = crate::policy::Policy::builtin();
        let stage = if n == 0 { "prospect" } else { "churned" };
        fields.set(policy.known().stage, [Value::plain(stage)]);
        fields.set(policy.known().last_contact, [Value::plain("2020-01-01")]);
        sample.open().change(|transaction| transaction.add("add", vec![fields])).unwrap();
    }
    sample.add(&[("长住", "13800000019", "")]);
    set(&sample, 3, "hold", "yes");
    let due = sample.open().due(&selector("")).unwrap();
    let due: Vec<_> = due
        .iter()
        .map(|d| (d.number, d.verdict.unwrap()))
        .map(|(number, verdict)| format!("{number} {} {}", verdict.day, verdict.rule.id()))
        .collect();
    assert_eq!(
        due,
        [
            "K-000001 2022-01-01 prospect_idle",
            "K-000002 2023-01-01 churned",
            "K-000004 2023-01-01 churned"
        ]
    );
    assert_eq!(sample.open().due(&selector("K-2..K-3")).unwrap().len(), 1);
    let held = Target::Selected {
        selector: &selector("K-3"),
        reason: Reason::Request,
        basis: "R-1".parse().unwrap(),
        scope: None,
        suppress: false,
    };
    let refused = sample.open().plan_purge(&held).err().unwrap();
    assert!(matches!(&refused, Error::Held(kept) if kept.number == number(3)), "{refused:?}");

    let plan = sample.open().plan_purge(&Target::Due).unwrap();
    let told = |order: &Order| (order.numbers.to_string(), order.reason, order.basis.to_string());
    assert_eq!(
        plan.iter().map(told).collect::<Vec<_>>(),
        [
            ("1".to_owned(), Reason::Expired, "PIPL 19 47-1-1".to_owned()),
            ("2,4".to_owned(), Reason::Ended, "PIPL 47-1-1 ECL 31".to_owned())
        ]
    );
    let purged = sample.open().purge_planned(&Target::Due, &plan).unwrap();
    assert_eq!(purged.done.iter().map(|done| done.line).collect::<Vec<_>>(), [2, 3]);
    assert!(sample.open().due(&selector("")).unwrap().is_empty());
    assert_sound(&sample);
}

/// What stands in the other slot is named, and cleared only after everything was proved to open.
#[test]
fn a_stray_slot_is_cleared_by_the_next_writer() {
    let sample = crowd();
    let path = sample.dir().join("keyhole");
    let mut bytes = std::fs::read(&path).unwrap();
    let at = bytes.len() - 4000;
    bytes[at] = 7;
    files::replace(&path, &bytes).unwrap();
    let report =
        Vault::check(&sample.dir(), &sample.credential(), sample.environment(), Depth::Everything)
            .unwrap();
    let found: Vec<_> = report.findings().map(|finding| finding.place.what).collect();
    assert_eq!(found, ["damage-stray-bytes"]);
    sample.add(&[("赵敏", "13800000016", "")]);
    assert_sound(&sample);
}

/// The certificate is taken from the log, and is the same bytes whenever it is issued.
#[test]
fn a_certificate_is_for_those_who_were_destroyed() {
    let sample = crowd();
    sample.open().purge(&order((1..=3).filter_map(RecordNumber::new).collect())).unwrap();
    sample.open().purge(&order(number(9).into())).unwrap();
    let ask =
        |text: &str| sample.open().certificates(Wanted::Records(&selector(text).numbers), false);
    let one = ask("K-2").unwrap();
    assert_eq!((one.len(), one[0].numbers.to_string(), one[0].line), (1, "2".to_owned(), 2));
    let Subject::Records(destruction) = &one[0].subject else { panic!("not of records") };
    assert_eq!(destruction.count, 3);
    let by_line = sample.open().certificates(Wanted::Line(3), false).unwrap();
    assert_eq!(by_line[0].numbers, number(9).into());
    let genesis = sample.open().certificates(Wanted::Line(1), false);
    assert!(matches!(genesis, Err(Error::NoSuchLine(1))));
    assert_eq!(ask("K-2").unwrap(), one);
    let both: Vec<_> = ask("K-1..K-20").unwrap().iter().map(|c| c.numbers.to_string()).collect();
    assert_eq!(both, ["1-3", "9"]);
    assert!(matches!(ask("K-5"), Err(Error::NotDestroyed(n)) if n == number(5)));
    assert!(matches!(ask("K-999"), Err(Error::NoRecord(_))));
    assert!(ask("K-20..K-30").unwrap().is_empty());
}
