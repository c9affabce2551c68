//! Rules of backups broken on purpose: each break is seen.

use super::run::tests::{back_up, nas, opens_with, three, wanted};
use super::{Backup, BackupTo, Gone};
use crate::model::RecordNumber;
use crate::vault::sample::{Sample, order};
use crate::vault::{Error, Scrubbed, Unfit, Vault};
use std::path::Path;

/// The vault with one rule broken.
fn weak(sample: &Sample, weakness: &'static str) -> Vault {
    let mut environment = sample.environment();
    environment.mutant = Box::new(move |asked| asked == weakness);
    Vault::open(&sample.dir(), &sample.credential(), environment).unwrap()
}

/// Purges the second record with one rule broken; the key files of before lie beside the vault.
fn purged(weakness: &'static str) -> Sample {
    let sample = three();
    back_up(&mut sample.open(), &nas(&sample)).unwrap();
    for file in ["key", "keyhole"] {
        std::fs::copy(nas(&sample).join(file), sample.home.path().join(file)).unwrap();
    }
    let number = RecordNumber::new(2).unwrap();
    weak(&sample, weakness).purge(&order(number.into())).unwrap();
    sample
}

/// The codes of everything that is wrong at the destination.
fn found(sample: &Sample) -> Vec<&'static str> {
    let found = sample.open().verify_backups(Some("nas"), None).unwrap().remove(0);
    let findings = found.files.into_iter().flat_map(|file| file.findings);
    findings.map(|finding| finding.what).chain(found.notices.iter().map(|n| n.0)).collect()
}

#[test]
fn without_a_weakness_there_is_nothing_to_see() {
    let sample = purged("none");
    let to = nas(&sample);
    assert!(!opens_with(&sample, &sample.home.path().join("key"), &to.join("keyhole"), 2, &to));
    assert_eq!(found(&sample), Vec::<&str>::new());
}

#[test]
fn a_slot_that_is_not_zeroed_lets_an_old_key_file_open() {
    let sample = purged("backup-slot-kept");
    let to = nas(&sample);
    let old = sample.home.path().join("key");
    assert!(opens_with(&sample, &old, &to.join("keyhole"), 2, &to), "old blocks open");
    assert_eq!(found(&sample), ["backup-stray-slot"]);
}

#[test]
fn a_line_signed_before_the_key_file_is_written_is_a_lie_that_shows() {
    let sample = purged("signed-unwritten");
    let to = nas(&sample);
    assert!(opens_with(&sample, &to.join("key"), &to.join("keyhole"), 2, &to));
    assert_eq!(found(&sample), ["damage-key-older"]);
}

#[test]
fn a_purge_that_lets_nothing_owe_leaves_a_copy_that_opens() {
    let sample = purged("nothing-owed");
    let to = nas(&sample);
    assert!(opens_with(&sample, &to.join("key"), &to.join("keyhole"), 2, &to));
    assert_eq!(found(&sample), ["damage-key-older"]);
    let scrubbed = sample.open().scrub(&["nas".to_owned()]).unwrap();
    assert_eq!(scrubbed[0].what, Scrubbed::Rewritten);
    assert_eq!(found(&sample), Vec::<&str>::new());
}

#[test]
fn a_key_file_without_tombstones_knows_nothing_of_the_destroyed() {
    assert!(found(&purged("tombstones-lost")).contains(&"damage-key-lacks"));
}

#[test]
fn a_key_file_ahead_of_its_log_is_noticed() {
    let sample = purged("log-uncopied");
    assert!(found(&sample).contains(&"damage-log-gap"), "{:?}", found(&sample));
    back_up(&mut sample.open(), Path::new("nas")).unwrap();
    assert_eq!(found(&sample), Vec::<&str>::new());
}

/// Whether anything still opens the second record at the destination, and whether that is owed.
fn open_and_owed(sample: &Sample) -> (bool, bool) {
    let to = nas(sample);
    let opens = opens_with(sample, &to.join("key"), &to.join("keyhole"), 2, &to);
    (opens, !sample.open().outstanding().unwrap().is_empty())
}

/// A copy that was away during a purge and is back: whoever states that it is gone is refused, and
/// it is owed, also where the statement was signed all the same.
#[test]
fn what_lies_there_is_not_stated_to_be_gone() {
    for (weakness, settled) in [("none", false), ("gone-without-looking", true)] {
        let sample = three();
        let (to, away) = (nas(&sample), sample.home.path().join("away"));
        back_up(&mut sample.open(), &to).unwrap();
        std::fs::rename(&to, &away).unwrap();
        let number = RecordNumber::new(2).unwrap();
        assert_eq!(sample.open().purge(&order(number.into())).unwrap().residual, ["nas"]);
        std::fs::rename(&away, &to).unwrap();
        let stated = weak(&sample, weakness).scrub_gone("nas", Gone::Copy);
        if let Err(refused) = &stated {
            assert!(matches!(refused, Error::Unfit(Unfit::StillThere { .. })), "{refused:?}");
        }
        assert_eq!(stated.is_ok(), settled, "{weakness}");
        assert_eq!(open_and_owed(&sample), (true, true), "{weakness}");
    }
}

/// On storage that keeps versions the key file of before opens for whoever takes it from there: a
/// rewriting leaves that owed until somebody states that the versions are gone.
#[test]
fn versions_that_are_kept_are_owed() {
    for (weakness, settled) in [("none", false), ("versions-settled", true)] {
        let sample = three();
        let to = nas(&sample);
        let wanted = BackupTo { versioned: true, ..wanted(&to) };
        sample.open().backup(&Backup { wanted, progress: &|_, _| {} }).unwrap();
        let number = RecordNumber::new(2).unwrap();
        let purged = weak(&sample, weakness).purge(&order(number.into())).unwrap();
        assert_eq!(purged.residual.is_empty(), settled, "{weakness}");
        assert_eq!(open_and_owed(&sample), (false, !settled), "{weakness}");
        let scrubbed = weak(&sample, weakness).scrub(&["nas".to_owned()]).unwrap();
        let what = if settled { Scrubbed::Rewritten } else { Scrubbed::Versions };
        assert_eq!(scrubbed[0].what, what, "{weakness}");
        let lines = std::fs::read_to_string(sample.dir().join("destruction.log")).unwrap();
        assert_eq!(lines.contains("key-file-rewritten"), settled, "{weakness}: who signs for it");
    }
}
