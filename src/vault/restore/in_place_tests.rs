//! Restores to where the vault lives: what only that one has is not given up unasked.

use super::nearby_tests::weak;
use super::others_tests::{at, rename};
use super::tests::{
    assert_sound, backup, count, crowd, data, giving_up, grade, lose, nas, number, plain, purge,
    range, restore,
};
use super::{Unrestorable, prepare_restore};
use crate::log::Numbers;
use crate::vault::sample::{Sample, copy_dir, selector};
use crate::vault::{Error, Result, Vault};
use std::path::{Path, PathBuf};

/// A living vault that has K-4, and a later K-2, that its backup has not; its first data with it.
fn ahead_of_its_backup() -> (Sample, String) {
    let sample = crowd(3);
    let first = backup(&sample);
    sample.add(&[("后来", "13700000001", "")]);
    grade(&sample, 2, "A");
    (sample, first)
}

/// Whom a restore to the place would give up, and who would be older.
fn refused<T>(done: Result<T>) -> Option<(Numbers, Numbers)> {
    match done {
        Ok(_) => None,
        Err(Error::Unrestorable(Unrestorable::OnlyAtPlace { lost, older, .. })) => {
            Some((lost, older))
        }
        Err(other) => panic!("{other:?}"),
    }
}

#[test]
fn what_only_the_vault_at_the_place_has_is_not_given_up_unasked() {
    let (sample, _) = ahead_of_its_backup();
    let (nas, dir) = (nas(&sample), sample.dir());
    let both = Some((range(4, 4), range(2, 2)));
    assert_eq!(refused(restore(&sample, &plain(&nas, &dir))), both);
    let order = plain(&nas, &dir);
    let unheard = weak(&sample, "rows-at-place-unheard");
    let taken = prepare_restore(&order, &sample.credential(), unheard);
    assert!(taken.is_ok(), "not caught");
    drop(taken);
    std::fs::remove_dir_all(at(&sample, "state")).unwrap();
    assert_eq!(refused(restore(&sample, &plain(&nas, &dir))), both, "no anchor is needed");
    assert_eq!(count(&sample), 4);
    restore(&sample, &giving_up(&nas, &dir)).unwrap();
    assert_eq!(count(&sample), 3);
    assert_sound(&sample);
}

/// Once everything is in the data there is nothing to ask; nor is there where somebody was destroyed.
#[test]
fn nothing_is_asked_where_the_data_has_everything() {
    let (sample, first) = ahead_of_its_backup();
    let (nas, dir) = (nas(&sample), sample.dir());
    backup(&sample);
    purge(&sample, range(3, 3));
    assert_eq!(refused(restore(&sample, &plain(&nas, &dir))), None);
    assert_sound(&sample);
    assert_eq!(count(&sample), 3);
    let older = data(plain(&nas, &dir), &first);
    assert_eq!(refused(restore(&sample, &older)), Some((range(4, 4), range(2, 2))));
}

/// An older copy of the vault that lies at the place loses nothing that it has.
#[test]
fn a_copy_at_the_place_is_asked_for_what_it_has() {
    let sample = crowd(3);
    let (nas, dir, copy) = (nas(&sample), sample.dir(), at(&sample, "copy"));
    let first = backup(&sample);
    copy_dir(&dir, &copy);
    sample.add(&[("后来", "13700000001", "")]);
    grade(&sample, 2, "A");
    backup(&sample);
    lose(&sample);
    rename(&copy, &dir);
    let brought = restore(&sample, &data(plain(&nas, &dir), &first)).unwrap();
    assert_eq!((brought.plan.lost, brought.plan.undone.outdated), (range(4, 4), range(2, 2)));
}

/// Who was given up is at the vault that was set aside, while that lies there; the backup never had him.
#[test]
fn who_was_given_up_is_said_to_be_where_he_is() {
    let (sample, _) = ahead_of_its_backup();
    let (nas, dir) = (nas(&sample), sample.dir());
    let kept = restore(&sample, &giving_up(&nas, &dir)).unwrap().kept.unwrap().0;
    let told = |weakness: &'static str| {
        let environment = weak(&sample, weakness);
        let mut vault = Vault::open(&dir, &sample.credential(), environment).unwrap();
        match vault.select(&selector("K-4")) {
            Err(Error::GivenUp(four, _, places)) if four == number(4) => places,
            other => panic!("{other:?}"),
        }
    };
    let path = |path: &Path| path.display().to_string();
    assert_eq!(told(""), [path(&kept)]);
    assert_eq!(told("copies-without-it-named"), ["nas".to_owned(), path(&kept)], "not caught");
    let moved: PathBuf = at(&sample, "drawer/kept");
    rename(&kept, &moved);
    assert_eq!(told(""), [""; 0]);
}

/// A backup that has who was given up is said to have him too.
#[test]
fn a_backup_that_has_who_was_given_up_is_named() {
    let (sample, first) = ahead_of_its_backup();
    let (nas, dir) = (nas(&sample), sample.dir());
    backup(&sample);
    let kept = restore(&sample, &data(giving_up(&nas, &dir), &first)).unwrap().kept.unwrap().0;
    let absent = sample.open().select(&selector("K-4")).unwrap_err();
    let Error::GivenUp(_, _, places) = absent else { panic!("{absent:?}") };
    assert_eq!(places, ["nas".to_owned(), kept.display().to_string()]);
}
