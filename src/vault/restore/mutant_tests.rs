//! A restore that breaks one of its rules is caught: by `check`, or by what the other tests of
//! restores look at. Each runs once unbroken too, so that what catches it is not always there.

use super::others_tests::{accepting, at, rename, usb_was_in_the_safe};
use super::tests::{
    backup, crowd, data, giving_up, grade, lose, nas, number, plain, purge, put, range,
};
use super::undone_tests::{ask, five, give, grant, hold, withdraw};
use super::{Brought, RestoreOrder, prepare_restore};
use crate::log::Kind;
use crate::model::Right;
use crate::vault::backup::{Backup, BackupTo};
use crate::vault::sample::{Sample, order, selector};
use crate::vault::tamper_tests::found;
use crate::vault::{Depth, Environment, Error, Result, Unfit, Vault};
use std::path::{Path, PathBuf};

fn weak(sample: &Sample, weakness: &'static str) -> Environment {
    let mutant = Box::new(move |named: &str| named == weakness);
    Environment { mutant, ..sample.environment() }
}

fn weakened(sample: &Sample, order: &RestoreOrder<'_>, weakness: &'static str) -> Result<Brought> {
    prepare_restore(order, &sample.credential(), weak(sample, weakness))?.carry_out()
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

/// Of the two destinations the one that is restored from was in a safe while a customer came,
/// another was destroyed and an operator went.
#[test]
fn nobody_else_heard() {
    assert_caught("restore-hears-nobody", |weakness| {
        let (sample, _, usb, _) = usb_was_in_the_safe();
        weakened(&sample, &plain(&usb, &sample.dir()), weakness).is_ok()
    });
    // Whoever accepts the loss accepts nobody's coming back, and no number twice.
    assert_caught("restore-hears-nobody", |weakness| {
        let (sample, _, usb, _) = usb_was_in_the_safe();
        let plan = weakened(&sample, &accepting(&usb, &sample.dir()), weakness).unwrap().plan;
        !plan.restored.intersection(&range(2, 2)).is_empty() && plan.next_record == 4
    });
}

fn weak_backup(sample: &Sample, to: &Path, weakness: &'static str) -> Result<()> {
    let wanted = BackupTo {
        to,
        name: None,
        data_only: false,
        versioned: false,
        attach: false,
        accept_rollback: false,
    };
    let mut vault = Vault::open(&sample.dir(), &sample.credential(), weak(sample, weakness))?;
    vault.backup(&Backup { wanted, progress: &|_, _| {} }).map(|_| ())
}

/// What a vault that was restored from `usb` does at `nas`, which knows more.
#[test]
fn what_a_destination_knows_overwritten() {
    const WEAKNESS: &str = "backup-overwrites-what-it-lacks";
    let known =
        |nas: &Path| ["log", "destruction.log"].map(|f| std::fs::read(nas.join(f)).unwrap());
    // Nobody gave it up: there was nobody to be heard.
    assert_caught(WEAKNESS, |weakness| {
        let (sample, nas, usb, _) = usb_was_in_the_safe();
        let hidden = at(&sample, "cupboard/nas");
        rename(&nas, &hidden);
        weakened(&sample, &plain(&usb, &sample.dir()), "").unwrap();
        rename(&hidden, &nas);
        let before = known(&nas);
        match weak_backup(&sample, &nas, weakness) {
            Ok(()) => known(&nas) != before,
            Err(Error::Unfit(Unfit::Ahead { .. })) => false,
            Err(other) => panic!("{other:?}"),
        }
    });
    // It was given up, and is set aside.
    assert_caught(WEAKNESS, |weakness| {
        let (sample, nas, usb, _) = usb_was_in_the_safe();
        weakened(&sample, &accepting(&usb, &sample.dir()), "").unwrap();
        let before = known(&nas);
        weak_backup(&sample, &nas, weakness).unwrap();
        let files = std::fs::read_dir(&nas).unwrap().map(|entry| entry.unwrap().path());
        let left: Vec<_> =
            files.filter(|p| p.is_file()).map(|p| std::fs::read(p).unwrap()).collect();
        !before.iter().all(|bytes| left.contains(bytes))
    });
}

/// K-1 is put on hold, the consent of K-2 withdrawn, K-3 restricted, the erasure of K-5 granted
/// after the data was written: each is undone, though the plan names it.
#[test]
fn what_was_owed_since_forgotten() {
    let forgotten = |weakness| {
        let sample = five();
        give(&sample, 2);
        let first = backup(&sample);
        hold(&sample, "K-1");
        withdraw(&sample, "K-2");
        grant(&sample, ask(&sample, "K-3", Right::Restriction));
        grant(&sample, ask(&sample, "K-5", Right::Erasure));
        let (nas, dir) = (nas(&sample), sample.dir());
        let brought = weakened(&sample, &data(giving_up(&nas, &dir), &first), weakness).unwrap();
        assert!(brought.plan.undone.by_duty().len() >= 4, "{:?}", brought.plan.undone);
        let mut vault = sample.open();
        let holds = vault.list_holds(&selector("K-1")).unwrap();
        let answers = vault.answers(&selector("K-2")).unwrap();
        let due = vault.due(&selector("K-5")).unwrap();
        let free = vault.restriction(number(3)).unwrap().is_none();
        [
            ("hold", holds.is_empty()),
            ("consent", answers.iter().all(|one| one.consent.withdrawn.is_empty())),
            ("restriction", free),
            ("erasure", due.is_empty()),
        ]
    };
    assert_eq!(forgotten("").map(|(_, lost)| lost), [false; 4]);
    for (duty, lost) in forgotten("restore-forgets-duties") {
        assert!(lost, "{duty} was done again: the test would not see that it was not");
    }
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
