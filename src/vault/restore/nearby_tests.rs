//! Vaults of one id that lie beside each other: what one destroys, the other owes, and neither is
//! overlooked.

use super::others_tests::{accepting, at, usb_was_in_the_safe};
use super::tests::{backup, crowd, giving_up, nas, number, plain, purge, range, restore};
use super::{RestoreOrder, Unrestorable};
use crate::log::{CopyKind, Kind, Numbers};
use crate::model::OperatorNumber;
use crate::vault::backup::{Backup, BackupTo, Gone};
use crate::vault::sample::{Sample, copy_dir, order, selector};
use crate::vault::{Depth, Environment, Error, Result, Unfit, Vault, Wanted};
use std::path::{Path, PathBuf};

pub(super) fn weak(sample: &Sample, weakness: &'static str) -> Environment {
    Environment { mutant: Box::new(move |named: &str| named == weakness), ..sample.environment() }
}

fn trial(sample: &Sample) -> PathBuf {
    let to = at(sample, "trial");
    let plan = restore(sample, &plain(&nas(sample), &to)).unwrap().plan;
    assert_eq!(plan.living.as_deref(), Some(sample.dir().canonicalize().unwrap().as_path()));
    to
}

/// What `check` says is back there, and who tells.
fn told(sample: &Sample, dir: &Path, weakness: &'static str) -> Vec<(Numbers, String)> {
    let environment = weak(sample, weakness);
    let report = Vault::check(dir, &sample.credential(), environment, Depth::Everything).unwrap();
    assert_eq!(report.findings().count(), 0);
    let told = |one: &crate::vault::Revived| (one.numbers.clone(), one.told.clone().unwrap().name);
    report.revived.iter().map(told).collect()
}

/// What the living vault destroys, a trial beside it owes, whether the destination is there or not.
#[test]
fn a_trial_hears_what_the_living_vault_destroys() {
    let sample = crowd(3);
    backup(&sample);
    let trial = trial(&sample);
    assert_eq!(told(&sample, &trial, ""), []);
    purge(&sample, range(2, 2));
    assert_eq!(told(&sample, &trial, ""), [(range(2, 2), "nas".to_owned())]);
    std::fs::remove_dir_all(nas(&sample)).unwrap();
    let living = sample.dir().canonicalize().unwrap().display().to_string();
    assert_eq!(told(&sample, &trial, ""), [(range(2, 2), living)]);
    assert_eq!(told(&sample, &trial, "living-unheard"), [], "the weakness was not caught");
    sample.try_open_at(&trial).unwrap().purge(&order(range(2, 2))).unwrap();
    assert_eq!(told(&sample, &trial, ""), []);
    assert_eq!(told(&sample, &sample.dir(), ""), [], "a trial is none to hear");
}

/// A trial has every key: what is destroyed beside it is destroyed when it is gone.
#[test]
fn a_trial_is_a_copy_of_what_is_destroyed_since() {
    for weakness in ["", "beside-unregistered"] {
        let sample = crowd(3);
        backup(&sample);
        let trial = trial(&sample);
        let dir = sample.dir();
        let noticed = || {
            let (credential, environment) = (sample.credential(), sample.environment());
            let report = Vault::check(&dir, &credential, environment, Depth::Everything).unwrap();
            report.notices.iter().any(|(id, _)| *id == "check-beside")
        };
        assert!(noticed());
        let environment = weak(&sample, weakness);
        let mut vault = Vault::open(&dir, &sample.credential(), environment).unwrap();
        let done = vault.purge(&order(range(2, 2))).unwrap();
        if !weakness.is_empty() {
            assert!(done.residual.is_empty(), "the weakness was not caught");
            continue;
        }
        assert_eq!(done.residual, ["vault-beside"]);
        let wanted = [number(2)..=number(2)];
        let partial = vault.certificates(Wanted::Records(&wanted), true).unwrap().remove(0);
        assert!(partial.is_partial());
        drop(vault);
        assert!(!noticed(), "it is registered now");
        assert!(sample.open().scrub_gone("vault-beside", Gone::Copy).is_err(), "it lies there");
        std::fs::remove_dir_all(&trial).unwrap();
        sample.open().scrub_gone("vault-beside", Gone::Copy).unwrap();
        let whole = sample.open().certificates(Wanted::Records(&wanted), true).unwrap().remove(0);
        assert!(!whole.is_partial());
        assert!(sample.open().purge(&order(range(3, 3))).unwrap().residual.is_empty());
    }
}

/// Who purges at night is not who restored: he hears of the trial all the same, and whoever purges in the
/// trial of the vault that lives on.
#[test]
fn other_users_hear_of_a_trial() {
    for weakness in ["", "beside-unnoted"] {
        let sample = crowd(3);
        backup(&sample);
        let trial = trial(&sample);
        for dir in [&sample.dir(), &trial] {
            let environment =
                Environment { anchors: at(&sample, "else"), ..weak(&sample, weakness) };
            let mut vault = Vault::open(dir, &sample.credential(), environment).unwrap();
            let residual = vault.purge(&order(range(2, 2))).unwrap().residual;
            let named = residual.iter().any(|name| name == "vault-beside");
            assert_eq!(named, weakness.is_empty(), "not caught");
            drop(vault);
            std::fs::remove_dir_all(at(&sample, "else")).unwrap();
        }
    }
}

/// The disk that a trial is on is not there while somebody purges: nobody sees it, and it owes.
#[test]
fn a_trial_whose_disk_is_not_there_owes() {
    let sample = crowd(3);
    purge(&sample, range(1, 1));
    backup(&sample);
    let trial = trial(&sample);
    let list = sample.dir().join("beside");
    std::fs::rename(&trial, at(&sample, "drawer")).unwrap();
    std::fs::remove_dir_all(at(&sample, "state")).unwrap();
    // What holds the path is another file system now.
    let paths = crate::vault::paths::Paths::new(&sample.dir()).unwrap();
    let mut elsewhere = super::noted::There::clone(&super::Noted::read(&paths).unwrap().places[0]);
    elsewhere.unplug();
    super::noted::note(&sample.dir(), elsewhere).unwrap();
    let noted = std::fs::read(&list).unwrap();
    let purged = |weakness: &'static str, n: u64| {
        let environment = weak(&sample, weakness);
        let mut vault = Vault::open(&sample.dir(), &sample.credential(), environment).unwrap();
        vault.purge(&order(range(n, n))).unwrap().residual
    };
    assert_eq!(purged("unplugged-forgotten", 2), [""; 0], "not caught");
    assert_eq!(purged("", 3), ["vault-beside"]);
    let partial = |n: u64| {
        let wanted = [number(n)..=number(n)];
        let told = sample.open().certificates(Wanted::Records(&wanted), true).unwrap();
        told[0].is_partial()
    };
    assert_eq!([1, 2, 3].map(partial), [false, true, true]);
    sample.open().scrub_gone("vault-beside", Gone::Copy).unwrap();
    assert_eq!([1, 2, 3].map(partial), [false; 3]);
    assert_ne!(std::fs::read(&list).unwrap(), noted, "forgotten");
    assert_eq!(sample.open().outstanding().unwrap(), [""; 0]);
}

/// A list of which a line is lost may hide a copy; one that cannot be written hides it from other users.
#[test]
fn a_damaged_list_is_found_and_one_that_cannot_be_written_is_said() {
    let sample = crowd(2);
    backup(&sample);
    let trial = trial(&sample);
    let list = sample.dir().join("beside");
    let whole = std::fs::read(&list).unwrap();
    let found = || {
        let (credential, environment) = (sample.credential(), sample.environment());
        let report = Vault::check(&sample.dir(), &credential, environment, Depth::Log).unwrap();
        report.findings().map(|finding| finding.place.what).collect::<Vec<_>>()
    };
    assert_eq!(found(), [""; 0]);
    std::fs::write(&list, &whole[..whole.len() - 2]).unwrap();
    assert_eq!(found(), ["damage-beside"]);
    std::fs::write(&list, &whole).unwrap();
    std::fs::remove_dir_all(&trial).unwrap();

    std::fs::remove_file(&list).unwrap();
    std::fs::create_dir(&list).unwrap();
    let warned = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    let heard = std::sync::Arc::clone(&warned);
    let warn = Box::new(move |id| heard.lock().unwrap().push(id));
    let environment = Environment { warn, ..sample.environment() };
    let nas = nas(&sample);
    let order = plain(&nas, &trial);
    let restoring = super::prepare_restore(&order, &sample.credential(), environment).unwrap();
    restoring.carry_out().unwrap();
    assert!(warned.lock().unwrap().contains(&"warn-beside"));
}

/// The vault that lived on is gone, and the trial is moved to its place, before that is stated or
/// after: no copy lies where the vault itself lies.
#[test]
fn a_trial_that_takes_the_place_of_the_vault_is_no_copy_that_came_back() {
    for moved_first in [true, false] {
        let sample = crowd(3);
        backup(&sample);
        let (trial, dir) = (trial(&sample), sample.dir());
        let trial_open = |dir: &Path| sample.try_open_at(dir).unwrap();
        let done = trial_open(&trial).purge(&order(range(2, 2))).unwrap();
        assert_eq!(done.residual, ["nas", "vault-beside"]);
        std::fs::remove_dir_all(nas(&sample)).unwrap();
        trial_open(&trial).scrub_gone("nas", Gone::Copy).unwrap();
        std::fs::remove_dir_all(&dir).unwrap();
        if moved_first {
            std::fs::rename(&trial, &dir).unwrap();
            trial_open(&dir).scrub_gone("vault-beside", Gone::Copy).unwrap();
        } else {
            trial_open(&trial).scrub_gone("vault-beside", Gone::Copy).unwrap();
            std::fs::rename(&trial, &dir).unwrap();
        }
        let weak = Vault::open(&dir, &sample.credential(), weak(&sample, "itself-a-copy")).unwrap();
        assert_eq!(weak.outstanding().unwrap(), ["vault-beside"], "not caught");
        drop(weak);
        let mut moved = trial_open(&dir);
        assert_eq!(moved.outstanding().unwrap(), [""; 0]);
        let wanted = [number(2)..=number(2)];
        let whole = moved.certificates(Wanted::Records(&wanted), true).unwrap().remove(0);
        assert!(!whole.is_partial());
    }
}

/// Where a trial lay lies another vault now, or the trial again.
#[test]
fn a_vault_of_another_id_is_no_copy_that_came_back() {
    let sample = crowd(2);
    backup(&sample);
    let (trial, drawer) = (trial(&sample), at(&sample, "drawer"));
    purge(&sample, range(2, 2));
    std::fs::rename(&trial, &drawer).unwrap();
    copy_dir(&crowd(1).dir(), &trial);
    sample.open().scrub_gone("vault-beside", Gone::Copy).unwrap();
    assert_eq!(sample.open().outstanding().unwrap(), [""; 0]);
    let environment = weak(&sample, "other-vaults-copies");
    let other = Vault::open(&sample.dir(), &sample.credential(), environment).unwrap();
    assert_eq!(other.outstanding().unwrap(), ["vault-beside"], "not caught");
    drop(other);
    std::fs::remove_dir_all(&trial).unwrap();
    std::fs::rename(&drawer, &trial).unwrap();
    let names = ["vault-beside".to_owned()];
    let mut vault = sample.open();
    assert_eq!(vault.outstanding().unwrap(), names);
    let back = vault.plan_gone("vault-beside", Gone::Copy).unwrap_err();
    assert!(matches!(back, Error::Unfit(Unfit::BackAgain { kept: true, .. })), "{back:?}");
    assert_eq!(vault.kinds_of_copies(&names).unwrap(), [(CopyKind::SetAside, names.to_vec())]);
}

/// Without an anchor the vault that a person works with is known by its id.
#[test]
fn a_living_vault_is_known_without_an_anchor() {
    let sample = crowd(3);
    backup(&sample);
    let (nas, dir, new) = (nas(&sample), sample.dir(), at(&sample, "new"));
    sample.add(&[("后来", "13700000001", "")]);
    std::fs::remove_dir_all(at(&sample, "state")).unwrap();
    let order = RestoreOrder { named: Some(&dir), ..plain(&nas, &new) };
    let plan = restore(&sample, &order).unwrap().plan;
    assert_eq!(plan.living.as_deref(), Some(dir.canonicalize().unwrap().as_path()));
    assert_eq!(plan.next_record, 5, "no number twice");
    let detached = |one: &crate::log::Destination| one.detached && one.kind == Kind::Full;
    let trial = sample.try_open_at(&new).unwrap();
    assert!(trial.destinations().unwrap().iter().all(detached));
    assert!(trial.beside().unwrap().is_some());
    drop(trial);
    sample.open();
    // Another user works with another vault.
    let other = crowd(1);
    std::fs::remove_dir_all(at(&sample, "state")).unwrap();
    let (named, third) = (other.dir(), at(&sample, "third"));
    let order = RestoreOrder { named: Some(&named), ..plain(&nas, &third) };
    assert_eq!(restore(&sample, &order).unwrap().plan.living, None);
}

/// What the vault that lies at the place has seen is not given up unasked, anchor or not.
#[test]
fn a_vault_at_the_place_is_heard_without_an_anchor() {
    let forget = |sample: &Sample| std::fs::remove_dir_all(at(sample, "state")).unwrap();
    let prepared = |weakness: &'static str, accepted: bool| -> (Sample, Result<()>) {
        let sample = crowd(3);
        let (dir, twin, usb) = (sample.dir(), at(&sample, "twin"), at(&sample, "usb"));
        copy_dir(&dir, &twin);
        sample.add(&[("后来", "13700000001", "")]);
        forget(&sample);
        let wanted = BackupTo {
            to: &usb,
            name: None,
            data_only: false,
            versioned: false,
            attach: false,
            accept_rollback: false,
        };
        let backup = Backup { wanted, progress: &|_, _| {} };
        sample.try_open_at(&twin).unwrap().backup(&backup).unwrap();
        std::fs::remove_dir_all(&twin).unwrap();
        forget(&sample);
        let order = RestoreOrder { accept_rollback: accepted, ..plain(&usb, &dir) };
        let environment = weak(&sample, weakness);
        let done = super::prepare_restore(&order, &sample.credential(), environment);
        (sample, done.and_then(super::Restoring::carry_out).map(drop))
    };
    let refused = prepared("", false).1.unwrap_err();
    assert!(matches!(refused, Error::Unrestorable(Unrestorable::Behind { .. })), "{refused:?}");
    assert!(prepared("place-unheard", false).1.is_ok(), "the weakness was not caught");
    assert!(prepared("", true).1.is_ok());
}

/// Of two restores in one second none takes the place of what the other set aside.
#[test]
fn restores_in_one_second_set_aside_each_by_itself() {
    let sample = crowd(2);
    backup(&sample);
    let (nas, dir) = (nas(&sample), sample.dir());
    let [first, second] = [(); 2].map(|()| {
        sample.add(&[("后来", "13700000001", "")]);
        restore(&sample, &giving_up(&nas, &dir)).unwrap().kept.unwrap()
    });
    assert_ne!(first.0, second.0);
    assert_ne!(first.1, second.1);
    for (path, records) in [(&first.0, 3), (&second.0, 3)] {
        let environment = Environment { anchors: at(&sample, "else"), ..sample.environment() };
        std::fs::remove_dir_all(at(&sample, "else")).ok();
        let vault = Vault::open(path, &sample.credential(), environment);
        assert_eq!(vault.unwrap().count(&selector("")).unwrap(), records);
    }
    let kept = sample.open().destinations().unwrap();
    let kept: Vec<_> = kept.iter().filter(|one| one.kind == Kind::KeptVault).collect();
    assert_eq!(
        kept.iter().map(|one| Path::new(&one.path)).collect::<Vec<_>>(),
        [first.0, second.0]
    );
}

/// A copy of destruction.log that was given to the restore lies nowhere in reach afterwards: who was
/// removed by it is named all the same, until he is removed again.
#[test]
fn operators_who_come_back_are_named_until_they_are_removed() {
    let (sample, nas, usb, _) = usb_was_in_the_safe();
    let (dir, lines) = (sample.dir(), at(&sample, "lines"));
    std::fs::copy(nas.join("destruction.log"), &lines).unwrap();
    std::fs::remove_dir_all(&nas).unwrap();
    let logs = [lines.clone()];
    let order = RestoreOrder { destruction_logs: &logs, ..accepting(&usb, &dir) };
    assert_eq!(restore(&sample, &order).unwrap().plan.returned, ["sales 1"]);
    std::fs::remove_file(&lines).unwrap();
    let returned = |weakness: &'static str| -> Vec<(String, bool)> {
        let (credential, environment) = (sample.credential(), weak(&sample, weakness));
        let report = Vault::check(&dir, &credential, environment, Depth::Everything).unwrap();
        assert_eq!(report.owes(), !report.returned.is_empty());
        report.returned.iter().map(|one| (one.name.clone(), one.restore.is_some())).collect()
    };
    assert_eq!(returned(""), [("sales 1".to_owned(), true)]);
    assert_eq!(returned("returned-forgotten"), [], "the weakness was not caught");
    sample.open().remove_operator(OperatorNumber(2)).unwrap();
    assert_eq!(returned(""), []);
}
