//! Copies beside a restored vault, and old ones that were put back: what they open is told.

use super::others_tests::{accepting, at, rename};
use super::tests::{backup, crowd, lose, nas, number, plain, purge, put, range, restore};
use super::{Brought, RestoreOrder, prepare_restore};
use crate::log::{Certificate, CopyKind, Destination, Kind};
use crate::model::RecordNumber;
use crate::vault::backup::{Gone, Scrubbed};
use crate::vault::sample::{Sample, copy_dir, selector};
use crate::vault::{Environment, Vault, Wanted};
use std::path::{Path, PathBuf};

/// The certificate of a record.
fn certificate(sample: &Sample, n: u64) -> Certificate {
    let wanted: Vec<_> = vec![number(n)..=number(n)];
    let mut all = sample.open().certificates(Wanted::Records(&wanted), true).unwrap();
    assert_eq!(all.len(), 1);
    all.remove(0)
}

/// The names and kinds of copies that a certificate says remain.
fn remains(certificate: &Certificate) -> Vec<(String, CopyKind)> {
    let open = certificate.residual().filter(|copy| copy.settled.is_none());
    open.map(|copy| (copy.name.to_owned(), copy.kind)).collect()
}

fn kept(sample: &Sample) -> Destination {
    let mut all = sample.open().destinations().unwrap();
    all.retain(|known| known.kind == Kind::KeptVault);
    assert_eq!(all.len(), 1);
    all.remove(0)
}

/// How many records somebody else finds in there.
fn living(dir: &Path, sample: &Sample) -> u64 {
    let environment = Environment { anchors: at(sample, "else"), ..sample.environment() };
    let vault = Vault::open(dir, &sample.credential(), environment);
    vault.unwrap().count(&selector("")).unwrap()
}

/// K-2 is destroyed, and a copy of the vault from before is put in its place.
fn put_back(weakness: &'static str) -> (Sample, PathBuf, Brought) {
    let sample = crowd(3);
    backup(&sample);
    let (old, dir) = (at(&sample, "old"), sample.dir());
    copy_dir(&dir, &old);
    purge(&sample, range(2, 2));
    assert!(!certificate(&sample, 2).is_partial());
    lose(&sample);
    rename(&old, &dir);
    let mutant = Box::new(move |named: &str| named == weakness);
    let environment = Environment { mutant, ..sample.environment() };
    let nas = nas(&sample);
    let order = plain(&nas, &dir);
    let brought = prepare_restore(&order, &sample.credential(), environment).unwrap();
    let brought = brought.carry_out().unwrap();
    (sample, dir, brought)
}

/// What the vault that was set aside opens is not destroyed, until somebody states that it is gone.
#[test]
fn a_vault_from_before_a_destruction_owes_it() {
    let (sample, _, brought) = put_back("");
    let (aside, name) = brought.kept.unwrap();
    assert_eq!(living(&aside, &sample), 3, "it opens what was destroyed");
    let partial = certificate(&sample, 2);
    assert_eq!(kept(&sample).owed, Some(partial.line));
    assert_eq!(remains(&partial), [(name.clone(), CopyKind::SetAside)]);
    let scrubbed = sample.open().scrub(&[]).unwrap();
    assert_eq!((scrubbed.len(), scrubbed[0].what), (1, Scrubbed::SetAside));
    std::fs::remove_dir_all(&aside).unwrap();
    sample.open().scrub_gone(&name, Gone::Copy).unwrap();
    assert!(!certificate(&sample, 2).is_partial());

    for weakness in ["restore-owes-nothing", "restore-kept"] {
        let (sample, ..) = put_back(weakness);
        assert!(!certificate(&sample, 2).is_partial(), "{weakness} was not caught");
    }
}

/// As it lay there when it was replaced it knows every destruction; one that cannot be read may know
/// none.
#[test]
fn what_a_vault_set_aside_knows_it_does_not_owe() {
    let owed = |harm: &dyn Fn(&Path)| {
        let sample = crowd(3);
        purge(&sample, range(1, 1));
        backup(&sample);
        purge(&sample, range(2, 2));
        harm(&sample.dir());
        restore(&sample, &plain(&nas(&sample), &sample.dir())).unwrap();
        let partial = [1, 2].map(|n| certificate(&sample, n).is_partial());
        (kept(&sample).owed.is_some(), partial)
    };
    assert_eq!(owed(&|_| {}), (false, [false; 2]));
    assert_eq!(owed(&|dir| put(dir.join("header"), "torn")), (false, [false; 2]));
    assert_eq!(owed(&|dir| put(dir.join("records.db"), "torn")), (true, [true; 2]));
}

/// A damaged vault stays where it was while another is restored elsewhere: it is registered, and
/// every destruction waits for it.
#[test]
fn a_damaged_vault_elsewhere_is_registered() {
    let sample = crowd(3);
    purge(&sample, range(1, 1));
    backup(&sample);
    let (dir, new) = (sample.dir(), at(&sample, "new"));
    put(dir.join("header"), "torn");
    let brought = restore(&sample, &plain(&nas(&sample), &new)).unwrap();
    let (left, name) = brought.left.unwrap();
    assert_eq!(
        (left.as_path(), brought.plan.living),
        (dir.canonicalize().unwrap().as_path(), None)
    );
    let mut vault = sample.try_open_at(&new).unwrap();
    let done = vault.purge(&crate::vault::sample::order(range(2, 2))).unwrap();
    assert_eq!(done.residual, std::slice::from_ref(&name));
    for n in [1, 2] {
        let wanted: Vec<std::ops::RangeInclusive<RecordNumber>> = vec![number(n)..=number(n)];
        let told = vault.certificates(Wanted::Records(&wanted), true).unwrap().remove(0);
        assert_eq!(remains(&told), [(name.clone(), CopyKind::SetAside)]);
    }
    assert!(vault.scrub_gone(&name, Gone::Copy).is_err(), "it lies there");
    std::fs::remove_dir_all(&dir).unwrap();
    vault.scrub_gone(&name, Gone::Copy).unwrap();
    assert_eq!(vault.outstanding().unwrap(), [""; 0]);
    drop(vault);

    // Without its keys it opens nothing.
    let sample = crowd(1);
    backup(&sample);
    std::fs::remove_file(sample.dir().join("keyhole")).unwrap();
    let brought = restore(&sample, &plain(&nas(&sample), &at(&sample, "new"))).unwrap();
    assert_eq!(brought.left, None);
}

/// A restore from a copy of a destination from before the destruction names that copy: in a trial, which
/// writes nowhere, until somebody states that it is gone, and otherwise until it is rewritten.
#[test]
fn the_old_copy_that_a_vault_came_from_owes() {
    let restored = |trial: bool, weakness: &'static str| {
        let sample = crowd(3);
        let (old, to) = (at(&sample, "drawer/old"), at(&sample, "trial"));
        backup(&sample);
        copy_dir(&nas(&sample), &old);
        purge(&sample, range(2, 2));
        if !trial {
            lose(&sample);
        }
        let mutant = Box::new(move |named: &str| named == weakness);
        let environment = Environment { mutant, ..sample.environment() };
        let order = accepting(&old, &to);
        let prepared = prepare_restore(&order, &sample.credential(), environment).unwrap();
        let brought = prepared.carry_out().unwrap();
        assert_eq!(brought.plan.living.is_some(), trial);
        (sample, old, to)
    };
    let told = |sample: &Sample, to: &Path| {
        let mut vault = sample.try_open_at(to).unwrap();
        let wanted: Vec<_> = vec![number(2)..=number(2)];
        let certificate = vault.certificates(Wanted::Records(&wanted), true).unwrap().remove(0);
        let listed = vault.list_backups().unwrap().into_iter();
        let owing = listed.filter(|one| one.destination.owed.is_some());
        let owing: Vec<String> = owing.map(|one| one.destination.name).collect();
        assert_eq!(vault.outstanding().unwrap(), owing);
        let remaining: Vec<_> = remains(&certificate).into_iter().map(|(name, _)| name).collect();
        assert_eq!(remaining, owing);
        owing
    };
    for trial in [true, false] {
        let (sample, old, to) = restored(trial, "");
        assert_eq!(told(&sample, &to), ["nas-2"], "{trial}");
        let mut vault = sample.try_open_at(&to).unwrap();
        let still = vault.scrub_gone("nas-2", Gone::Copy);
        assert!(still.is_err(), "it lies there");
        let done = vault.scrub(&[]).unwrap();
        let done: Vec<_> = done.iter().map(|one| (one.name.as_str(), one.what)).collect();
        drop(vault);
        if trial {
            assert_eq!(done, [("nas-2", Scrubbed::Outstanding)]);
            std::fs::remove_dir_all(&old).unwrap();
            sample.try_open_at(&to).unwrap().scrub_gone("nas-2", Gone::Copy).unwrap();
        } else {
            assert!(done.contains(&("nas-2", Scrubbed::Settled)), "{done:?}");
        }
        assert_eq!(told(&sample, &to), [""; 0], "{trial}");

        let (sample, _, to) = restored(trial, "restore-copy-forgotten");
        assert_eq!(told(&sample, &to), [""; 0], "the weakness was not caught");
    }
}

/// The same where the old key file was put back.
#[test]
fn an_old_key_file_that_a_trial_came_from_owes() {
    let sample = crowd(3);
    let (nas, old, to) = (nas(&sample), at(&sample, "drawer/old"), at(&sample, "trial"));
    backup(&sample);
    copy_dir(&nas, &old);
    purge(&sample, range(2, 2));
    std::fs::remove_dir_all(&nas).unwrap();
    rename(&old, &nas);
    restore(&sample, &accepting(&nas, &to)).unwrap();
    assert_eq!(sample.try_open_at(&to).unwrap().outstanding().unwrap(), ["nas"]);
}

/// A key file from before the destruction, put back: the line that says that the destination was
/// rewritten does not settle it, nor does it hide a destination that could not be asked.
#[test]
fn a_key_file_that_was_put_back_goes_before_an_older_line() {
    let sample = crowd(3);
    let (nas, usb, dir) = (nas(&sample), at(&sample, "usb"), sample.dir());
    backup(&sample);
    super::tests::backup_to(&sample, &usb);
    let (old, lines) = (at(&sample, "old"), at(&sample, "lines"));
    copy_dir(&nas, &old);
    purge(&sample, range(2, 2));
    std::fs::copy(dir.join("destruction.log"), &lines).unwrap();
    assert!(!certificate(&sample, 2).is_partial());
    lose(&sample);
    std::fs::remove_dir_all(&nas).unwrap();
    rename(&old, &nas);
    rename(&usb, &at(&sample, "safe/usb"));
    let logs = [lines];
    let order = RestoreOrder { destruction_logs: &logs, ..accepting(&nas, &dir) };
    let plan = restore(&sample, &order).unwrap().plan;
    assert_eq!(plan.stale.withheld, range(2, 2));
    let partial = certificate(&sample, 2);
    assert_eq!(remains(&partial), [("nas".to_owned(), CopyKind::KeyFile)]);
    assert_eq!(partial.settled.len(), 2, "both were rewritten");
    let mutant = Box::new(|named: &str| named == "older-lines-believed");
    let weak = Environment { mutant, ..sample.environment() };
    let mut weak = Vault::open(&dir, &sample.credential(), weak).unwrap();
    let believed = weak.certificates(Wanted::Line(partial.line), true).unwrap().remove(0);
    assert!(!believed.is_partial(), "the weakness was not caught");
    drop(weak);
    backup(&sample);
    assert!(!certificate(&sample, 2).is_partial());
}
