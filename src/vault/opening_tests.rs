//! Tests of openings: what they open, and what they do not.

use super::*;
use crate::model::Selector;
use crate::vault::sample::{Sample, selector};
use crate::vault::{Depth, Target, Wanted};

fn target(selector: &Selector, reason: Reason) -> Target<'_> {
    let basis = "REQ-7".parse().unwrap();
    Target::Selected { selector, reason, basis, scope: None, suppress: false }
}

/// Destroys `text` with an opening in `opening.json`, as far as it goes.
fn purge(sample: &Sample, text: &str, reason: Reason) -> Result<Opening> {
    let (selected, file) = (selector(text), sample.home.path().join("opening.json"));
    let target = target(&selected, reason);
    let plan = sample.open().plan_purge(&target).unwrap();
    sample.open().purge_and_open(&target, &plan, &file)?;
    Ok(Opening::parse(&std::fs::read_to_string(file).unwrap()).unwrap())
}

fn two() -> Sample {
    let sample = Sample::new();
    let people = [("张伟芳", "13800000013", "11010519491231002X"), ("李娜", "13800000014", "")];
    sample.add(&people);
    sample
}

#[test]
fn it_opens_the_commitment_of_its_certificate_and_no_other() {
    let sample = two();
    let opening = purge(&sample, "K-1", Reason::Request).unwrap();
    assert_eq!(opening.record().unwrap().get(), 1);
    assert_eq!(opening.fields().collect::<Vec<_>>(), ["name", "phone", "id_number"]);
    let certificate = sample.open().certificates(Wanted::Line(2), false).unwrap().remove(0);
    assert_eq!(certificate.commitments(), [opening.commitment()]);
    let report =
        Vault::check(&sample.dir(), &sample.credential(), sample.environment(), Depth::Everything);
    assert_eq!(report.unwrap().findings().count(), 0);
    // Every part of it counts.
    let text = opening.to_text();
    let salt = opening.salt.to_string();
    for (from, to) in [
        ("张伟芳", "张伟方"),
        ("K-000001", "K-000002"),
        ("13800000013", "13800000014"),
        (&salt, &"0".repeat(64)),
        (&opening.vault.to_string(), &"1".repeat(64)),
        ("\"phone\"", "\"fax\""),
    ] {
        let other = text.replacen(from, to, 1);
        assert_ne!(*text, other, "{from}");
        assert_ne!(Opening::parse(&other).unwrap().commitment(), opening.commitment(), "{from}");
    }
}

#[test]
fn it_is_known_to_nobody_else() {
    let sample = two();
    let opening = purge(&sample, "K-1", Reason::Request).unwrap();
    let salt = opening.salt;
    for entry in std::fs::read_dir(sample.dir()).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        assert!(!bytes.windows(32).any(|piece| piece == salt.0), "the salt is in the vault");
    }
    let log = std::fs::read_to_string(sample.dir().join("destruction.log")).unwrap();
    assert!(!log.contains(&salt.to_string()) && !log.contains("张伟芳"));
}

#[test]
fn one_record_at_its_owners_request_has_one() {
    let sample = two();
    let refused = |text, reason| purge(&sample, text, reason).err().unwrap();
    assert!(matches!(refused("K-1..K-2", Reason::Request), Error::NoOpening));
    assert!(matches!(refused("K-1", Reason::Ended), Error::NoOpening));
    assert_eq!(sample.open().count(&selector("")).unwrap(), 2, "nothing was destroyed");
    assert!(!sample.home.path().join("opening.json").exists());
}

/// It is complete before the point of no return, and gone again when that is not reached.
#[test]
fn a_file_that_is_there_stops_the_destruction() {
    let sample = two();
    let file = sample.home.path().join("opening.json");
    files::write_new(&file, b"mine").unwrap();
    let refused = purge(&sample, "K-1", Reason::Request).err().unwrap();
    assert!(matches!(refused, Error::File(_)), "{refused:?}");
    assert_eq!(std::fs::read(&file).unwrap(), b"mine");
    assert_eq!(sample.open().count(&selector("")).unwrap(), 2);
}

#[test]
fn what_is_no_opening_is_refused() {
    let sample = two();
    let text = purge(&sample, "K-1", Reason::Request).unwrap().to_text();
    assert!(Opening::parse(&text).is_ok());
    for (from, to) in [
        ("kedang-opening/1", "kedang-opening/2"),
        ("K-000001", "K-1"),
        ("[\"张伟芳\"]", "\"张伟芳\""),
        ("\"salt\":\"", "\"salt\":\"0"),
    ] {
        let other = text.replacen(from, to, 1);
        assert_ne!(*text, other);
        assert!(Opening::parse(&other).is_err(), "{to}");
    }
}
