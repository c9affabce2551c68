//! Two disks with one id, in turn at one place or both at once: whom one of them opens is not
//! destroyed.

use super::super::run::tests::{back_up, nas, three, wanted};
use super::super::{Gone, Scrubbed};
use super::*;
use crate::log::Certificate;
use crate::model::RecordNumber;
use crate::vault::sample::{Sample, copy_dir, order};
use crate::vault::{Environment, Wanted};
use std::path::PathBuf;

fn weak(sample: &Sample, weakness: &'static str) -> Vault {
    let mutant = Box::new(move |named: &str| named == weakness);
    let environment = Environment { mutant, ..sample.environment() };
    Vault::open(&sample.dir(), &sample.credential(), environment).unwrap()
}

fn purge(vault: &mut Vault, number: u64) -> Vec<String> {
    let number = RecordNumber::new(number).unwrap();
    vault.purge(&order(number.into())).unwrap().residual
}

fn certificate(sample: &Sample, number: u64) -> Certificate {
    let number = RecordNumber::new(number).unwrap();
    let wanted = [number..=number];
    sample.open().certificates(Wanted::Records(&wanted), true).unwrap().remove(0)
}

fn rename(from: &Path, to: &Path) {
    std::fs::rename(from, to).unwrap();
}

/// Two disks, cloned; K-2 is destroyed while the first is there, K-3 while the second is.
struct Disks {
    sample: Sample,
    /// Where they are used in turn.
    place: PathBuf,
    /// Where the first one lies now.
    drawer: PathBuf,
    residual: Vec<String>,
}

fn disks(weakness: &'static str) -> Disks {
    let sample = three();
    let (place, other) = (nas(&sample), sample.home.path().join("other"));
    let drawer = place.with_file_name("drawer");
    back_up(&mut sample.open(), &place).unwrap();
    copy_dir(&place, &other);
    assert_eq!(purge(&mut sample.open(), 2), [""; 0]);
    rename(&place, &drawer);
    rename(&other, &place);
    assert!(certificate(&sample, 2).is_partial(), "it is seen");
    let residual = purge(&mut weak(&sample, weakness), 3);
    Disks { sample, place, drawer, residual }
}

/// The other disk owes, whether it is there or not, until it is rewritten; then both say who they are.
#[test]
fn two_disks_in_turn_at_one_place_both_owe() {
    let Disks { sample, place, drawer, residual } = disks("");
    assert_eq!(residual, ["nas-2"]);
    assert!(!certificate(&sample, 2).is_partial(), "both know");
    assert!(certificate(&sample, 3).is_partial());
    let listed = |sample: &Sample| {
        let all = sample.open().list_backups().unwrap().into_iter();
        all.map(|one| (one.destination.name, one.artefacts.is_some())).collect::<Vec<_>>()
    };
    let both = |first, second| [("nas".to_owned(), first), ("nas-2".to_owned(), second)];
    assert_eq!(listed(&sample), both(true, false));
    let outstanding = sample.open().scrub(&[]).unwrap();
    assert_eq!((outstanding.len(), outstanding[0].what), (1, Scrubbed::Outstanding));

    let second = place.with_file_name("second");
    rename(&place, &second);
    rename(&drawer, &place);
    assert_eq!(listed(&sample), both(false, true));
    let still = sample.open().scrub_gone("nas-2", Gone::Copy).unwrap_err();
    assert!(matches!(still, Error::Unfit(Unfit::StillThere { .. })), "{still:?}");
    assert!(certificate(&sample, 3).is_partial());
    let findings = |sample: &Sample| {
        let all = sample.open().verify_backups(None, None).unwrap().into_iter();
        let all = all.flat_map(|one| one.files).flat_map(|file| file.findings);
        all.map(|finding| finding.what).collect::<Vec<_>>()
    };
    assert!(!findings(&sample).contains(&"damage-about"));
    let settled = sample.open().scrub(&[]).unwrap();
    let settled: Vec<_> = settled.iter().map(|one| (one.name.as_str(), one.what)).collect();
    assert_eq!(settled, [("nas-2", Scrubbed::Settled)]);
    assert!(!certificate(&sample, 3).is_partial());
    assert_eq!(findings(&sample), [""; 0]);
    // From now on each is itself, wherever it is.
    assert!(sample.open().destinations().unwrap().iter().all(|one| one.copy_of.is_none()));
    rename(&place, &drawer);
    rename(&second, &place);
    assert_eq!(listed(&sample), both(true, false));
    assert_eq!(sample.open().outstanding().unwrap(), [""; 0]);
    assert_eq!(back_up(&mut sample.open(), &drawer).unwrap().destination, "nas-2");
    assert_eq!(back_up(&mut sample.open(), &place).unwrap().destination, "nas");
    assert_eq!(purge(&mut sample.open(), 1), [""; 0]);
}

#[test]
fn a_second_disk_that_nobody_notes_is_in_no_certificate() {
    let Disks { sample, drawer, residual, .. } = disks("copies-unnoted");
    assert!(residual.is_empty() && !certificate(&sample, 3).is_partial(), "not caught");
    let keys = sample.open().read_key_file(&Folder::new(&drawer)).unwrap();
    assert!(keys.key(RecordNumber::new(3).unwrap()).is_some(), "it opens whom that says destroyed");

    // Taken for the other one it is rewritten as that, and owes for ever.
    let Disks { sample, place, drawer, .. } = disks("");
    rename(&place, &place.with_file_name("second"));
    rename(&drawer, &place);
    weak(&sample, "copies-confounded").scrub(&[]).unwrap();
    assert!(certificate(&sample, 3).is_partial(), "not caught");
}

/// Whoever has no second disk says so.
#[test]
fn a_second_disk_may_be_stated_to_be_gone() {
    let Disks { sample, .. } = disks("");
    sample.open().scrub_gone("nas-2", Gone::Copy).unwrap();
    assert!(!certificate(&sample, 3).is_partial());
    assert_eq!(sample.open().outstanding().unwrap(), [""; 0]);
    assert_eq!(purge(&mut sample.open(), 1), [""; 0]);
}

/// What is found beside the one that is registered becomes a destination of its own, however it is
/// rewritten, and no purge passes it over.
#[test]
fn a_copy_that_lies_beside_it_becomes_a_destination() {
    for scrubbed in [false, true] {
        let sample = three();
        let (place, copy) = (nas(&sample), sample.home.path().join("copy"));
        back_up(&mut sample.open(), &place).unwrap();
        copy_dir(&place, &copy);
        assert_eq!(purge(&mut sample.open(), 2), [""; 0]);
        if scrubbed {
            let text = [copy.to_str().unwrap().to_owned()];
            let planned = sample.open().plan_scrub(&text).unwrap().remove(0);
            assert_eq!((planned.name.as_str(), planned.what), ("nas-2", Scrubbed::Settled));
            let done = sample.open().scrub(&text).unwrap().remove(0);
            assert_eq!((done.name.as_str(), done.what), ("nas-2", Scrubbed::Settled));
        } else {
            assert_eq!(sample.open().plan_backup(&wanted(&copy)).unwrap().destination, "nas-2");
            assert_eq!(back_up(&mut sample.open(), &copy).unwrap().destination, "nas-2");
        }
        assert!(!certificate(&sample, 2).is_partial());
        assert_eq!(purge(&mut sample.open(), 3), [""; 0]);
        for dir in [&place, &copy] {
            let keys = sample.open().read_key_file(&Folder::new(dir)).unwrap();
            assert_eq!(keys.living().count(), 1, "{}", dir.display());
        }
        rename(&copy, &copy.with_file_name("away"));
        assert_eq!(purge(&mut sample.open(), 1), ["nas-2"]);
    }
}

/// Written half it is registered, and owes: a power cut loses sight of nothing.
#[test]
fn a_copy_owes_from_the_moment_that_it_is_seen() {
    for step in ["backup-registered", "backup-log", "backup-new-key", "backup-key-file"] {
        let sample = three();
        let (place, copy) = (nas(&sample), sample.home.path().join("copy"));
        back_up(&mut sample.open(), &place).unwrap();
        copy_dir(&place, &copy);
        purge(&mut sample.open(), 2);
        let died = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            let reached = Box::new(move |at: &str| assert_ne!(at, step));
            let environment = Environment { reached, ..sample.environment() };
            let vault = Vault::open(&sample.dir(), &sample.credential(), environment);
            back_up(&mut vault.unwrap(), &copy)
        }));
        assert!(died.is_err(), "{step}");
        assert_eq!(sample.open().outstanding().unwrap(), ["nas-2"], "{step}");
        assert!(certificate(&sample, 2).is_partial(), "{step}");
        let done = sample.open().scrub(&[]).unwrap();
        assert_eq!((done.len(), done[0].what), (1, Scrubbed::Settled), "{step}");
        assert!(!certificate(&sample, 2).is_partial(), "{step}");
    }
}
