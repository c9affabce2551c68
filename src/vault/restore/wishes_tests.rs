//! Whoever wished never to be entered again is refused after a restore that went back to before that
//! wish, or it is said that nobody is.

use super::Lines;
use super::others_tests::{accepting, at, rename};
use super::tests::{assert_sound, backup, backup_to, crowd, lose, nas, number, range};
use super::{Brought, prepare_restore};
use crate::vault::sample::{Sample, order, person};
use crate::vault::{Certificate, Depth, Environment, Error, Order, Unkept, Vault, Wanted};
use std::collections::BTreeSet;

/// K-2 of three was destroyed and is not to be entered again, while `nas` was away; then the vault is
/// lost, and restored from `nas`. `usb` has its lines, and its log too unless that is lost.
fn nas_was_away(log: bool, weakness: &'static str) -> (Sample, Brought) {
    let sample = crowd(3);
    let (nas, usb, dir) = (nas(&sample), at(&sample, "usb"), sample.dir());
    backup(&sample);
    backup_to(&sample, &usb);
    rename(&nas, &at(&sample, "safe/nas"));
    sample.open().purge(&Order { suppress: true, ..order(range(2, 2)) }).unwrap();
    lose(&sample);
    rename(&at(&sample, "safe/nas"), &nas);
    if !log {
        std::fs::remove_file(usb.join("log")).unwrap();
    }
    let mutant = Box::new(move |named: &str| named == weakness);
    let environment = Environment { mutant, ..sample.environment() };
    let order = accepting(&nas, &dir);
    let restoring = prepare_restore(&order, &sample.credential(), environment).unwrap();
    let brought = restoring.carry_out().unwrap();
    assert_eq!(brought.plan.stale.withheld, range(2, 2));
    assert_sound(&sample);
    (sample, brought)
}

/// Enters the person of K-2 again.
fn enter(sample: &Sample) -> Result<(), Error> {
    sample.open().add_record(person("某人", "13900000001", ""), false).map(|_| ())
}

fn unkept(sample: &Sample) -> Vec<Unkept> {
    let (dir, credential) = (sample.dir(), sample.credential());
    Vault::check(&dir, &credential, sample.environment(), Depth::Everything).unwrap().unkept
}

fn certificate(sample: &Sample) -> Certificate {
    let two = [number(2)..=number(2)];
    sample.open().certificates(Wanted::Records(&two), true).unwrap().remove(0)
}

#[test]
fn hashes_are_taken_over_from_a_log_in_reach() {
    let (sample, brought) = nas_was_away(true, "");
    assert!(brought.plan.unsuppressed.is_empty());
    assert!(matches!(enter(&sample), Err(Error::Suppressed(field)) if field == "phone"));
    assert_eq!((unkept(&sample), certificate(&sample).unrefused), (vec![], None));
    // Given up once more, with the log at hand that has them.
    backup(&sample);
    lose(&sample);
    let (nas, dir) = (nas(&sample), sample.dir());
    let again = super::tests::restore(&sample, &accepting(&nas, &dir)).unwrap();
    assert!(again.plan.unsuppressed.is_empty());
    assert!(enter(&sample).is_err());

    // And from the log that got them with the restore.
    let (sample, _) = nas_was_away(true, "");
    backup_to(&sample, &at(&sample, "usb"));
    lose(&sample);
    let (nas, dir) = (super::tests::nas(&sample), sample.dir());
    let again = super::tests::restore(&sample, &accepting(&nas, &dir)).unwrap();
    assert!(again.plan.unsuppressed.is_empty());
    assert!(enter(&sample).is_err());

    let (sample, brought) = nas_was_away(true, "restore-wishes");
    assert_eq!(brought.plan.unsuppressed, range(2, 2), "not caught");
    enter(&sample).unwrap();
}

#[test]
fn lost_hashes_are_told() {
    let (sample, brought) = nas_was_away(false, "");
    assert_eq!(brought.plan.unsuppressed, range(2, 2));
    enter(&sample).unwrap();
    let [one] = &unkept(&sample)[..] else { panic!("one") };
    assert_eq!((one.entry < brought.seq, &one.numbers), (true, &range(2, 2)));
    let said = certificate(&sample).unrefused.unwrap();
    assert_eq!((said.entry, &said.numbers), (one.entry, &range(2, 2)));
    // The next restore has as little.
    backup(&sample);
    lose(&sample);
    let (nas, dir) = (nas(&sample), sample.dir());
    super::tests::restore(&sample, &accepting(&nas, &dir)).unwrap();
    assert_eq!(&unkept(&sample)[..], std::slice::from_ref(one));
}

/// A line tells of whom nothing is left but that he was not to be entered again.
#[test]
fn only_lines_that_the_log_has_not_are_heard() {
    let (sample, _) = nas_was_away(true, "");
    let path = sample.dir().join("destruction.log");
    let vault = crate::model::Digest(*sample.open().id().as_bytes());
    let lines = Lines::read(&path, vault).unwrap().unwrap();
    assert_eq!(lines.wished_beyond(&BTreeSet::default()).0, range(2, 2));
    assert!(lines.wished_beyond(&lines.hashes()).0.is_empty());
}
