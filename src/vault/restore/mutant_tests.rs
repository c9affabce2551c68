//! A restore that breaks one of its rules is caught: by `check`, or by what the other tests of
//! restores look at. Each runs once unbroken too, so that what catches it is not always there.

use super::tests::{backup, crowd, data, grade, lose, nas, plain, purge, put, range};
use super::{Brought, RestoreOrder, prepare_restore};
use crate::log::Kind;
use crate::vault::sample::{Sample, order};
use crate::vault::tamper_tests::found;
use crate::vault::{Depth, Environment, Result};
use std::path::PathBuf;

fn weakened(sample: &Sample, order: &RestoreOrder<'_>, weakness: &'static str) -> Result<Brought> {
    let mutant = Box::new(move |named: &str| named == weakness);
    let environment = Environment { mutant, ..sample.environment() };
    prepare_restore(order, &sample.credential(), environment)?.carry_out()
}

/// Fails unless `wrong` says no of a sound restore and yes of one with the weakness.
#[track_caller]
fn assert_caught(weakness: &'static str, wrong: impl Fn(&'static str) -> bool) {
    assert!(!wrong(""), "without {weakness} it is wrong too");
    assert!(wrong(weakness), "{weakness} was not caught");
}

fn damaged(sample: &Sample) -> bool {
    !found(sample, Depth::Everything).is_empty()
}

/// A vault of four with a backup, a destruction and another record since, and the first key file
/// put back; with the name of the first data.
fn stale() -> (Sample, PathBuf, String) {
    let sample = crowd(4);
    let first = backup(&sample);
    let nas = nas(&sample);
    let kept = ["key", "keyhole"].map(|file| (file, std::fs::read(nas.join(file)).unwrap()));
    purge(&sample, range(3, 3));
    sample.add(&[("新客户", "13700000001", "")]);
    backup(&sample);
    for (file, bytes) in kept {
        put(nas.join(file), bytes);
    }
    lose(&sample);
    (sample, nas, first)
}

#[test]
fn tombstones_ignored() {
    assert_caught("restore-tombstones", |weakness| {
        let (sample, nas, first) = stale();
        let dir = sample.dir();
        let order = RestoreOrder { accept_stale: true, ..data(plain(&nas, &dir), &first) };
        let brought = weakened(&sample, &order, weakness).unwrap();
        !brought.plan.restored.intersection(&range(3, 3)).is_empty() && damaged(&sample)
    });
}

#[test]
fn a_stale_key_file_accepted() {
    assert_caught("restore-stale", |weakness| {
        let (sample, nas, first) = stale();
        let dir = sample.dir();
        weakened(&sample, &data(plain(&nas, &dir), &first), weakness).is_ok()
    });
}

#[test]
fn a_rollback_unasked() {
    assert_caught("restore-rollback", |weakness| {
        let sample = crowd(2);
        backup(&sample);
        grade(&sample, 1, "A");
        lose(&sample);
        let (nas, dir) = (nas(&sample), sample.dir());
        weakened(&sample, &plain(&nas, &dir), weakness).is_ok()
    });
}

/// A vault whose newest record is younger than the data that is restored.
fn with_a_younger_record(weakness: &'static str) -> (Sample, Brought) {
    let sample = crowd(2);
    let first = backup(&sample);
    sample.add(&[("新客户", "13700000001", "")]);
    backup(&sample);
    lose(&sample);
    let (nas, dir) = (nas(&sample), sample.dir());
    let brought = weakened(&sample, &data(plain(&nas, &dir), &first), weakness).unwrap();
    (sample, brought)
}

#[test]
fn the_epoch_not_changed() {
    assert_caught("restore-epoch", |weakness| damaged(&with_a_younger_record(weakness).0));
}

#[test]
fn numbers_given_out_again() {
    assert_caught("restore-numbers", |weakness| damaged(&with_a_younger_record(weakness).0));
}

#[test]
fn a_loss_not_named() {
    assert_caught("restore-lost", |weakness| damaged(&with_a_younger_record(weakness).0));
}

#[test]
fn the_vault_set_aside_not_registered() {
    assert_caught("restore-kept", |weakness| {
        let sample = crowd(2);
        backup(&sample);
        let (nas, dir) = (nas(&sample), sample.dir());
        weakened(&sample, &plain(&nas, &dir), weakness).unwrap();
        let all = sample.open().destinations().unwrap();
        !all.iter().any(|known| known.kind == Kind::KeptVault)
    });
}

#[test]
fn a_manifest_believed_unsigned() {
    assert_caught("restore-manifest", |weakness| {
        let sample = crowd(2);
        let name = backup(&sample);
        lose(&sample);
        let (nas, dir) = (nas(&sample), sample.dir());
        let path = nas.join(name).join("manifest");
        let text = std::fs::read_to_string(&path).unwrap();
        let other = text.replacen("kedang 0.0.0", "kedang 0.0.1", 1);
        assert_ne!(text, other);
        put(&path, other);
        weakened(&sample, &plain(&nas, &dir), weakness).is_ok()
    });
}

#[test]
fn a_trial_that_destroys_in_the_living_vaults_backup() {
    assert_caught("restore-attached", |weakness| {
        let sample = crowd(2);
        backup(&sample);
        let (nas, trial) = (nas(&sample), sample.home.path().join("trial"));
        weakened(&sample, &plain(&nas, &trial), weakness).unwrap();
        let keys = || std::fs::read(nas.join("key")).unwrap();
        let before = keys();
        sample.try_open_at(&trial).unwrap().purge(&order(range(2, 2))).unwrap();
        keys() != before
    });
}
