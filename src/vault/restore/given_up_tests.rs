//! Whom a restore gave up: the newer copy that has him still opens after the next key file, and a copy is
//! newer by what it knows, whatever the clock said.

use super::others_tests::{accepting, at, lose_all, rename};
use super::tests::{
    assert_sound, backup, backup_to, count, crowd, lose, nas, number, plain, purge, range, restore,
};
use super::{Brought, DrillFinding, DrillOrder, RestoreOrder};
use crate::log::Numbers;
use crate::model::{Capability, OperatorNumber};
use crate::vault::backup::{Backup, BackupTo, Rules};
use crate::vault::sample::{Sample, order};
use crate::vault::{Environment, Error, Unfit, Vault};
use std::path::Path;

fn weak(sample: &Sample, weakness: &'static str) -> Vault {
    let mutant = Box::new(move |named: &str| named == weakness);
    let environment = Environment { mutant, ..sample.environment() };
    Vault::open(&sample.dir(), &sample.credential(), environment).unwrap()
}

fn back_up(vault: &mut Vault, to: &Path) -> String {
    let wanted = BackupTo {
        to,
        name: None,
        data_only: false,
        versioned: false,
        attach: false,
        accept_rollback: false,
    };
    vault.backup(&Backup { wanted, progress: &|_, _| {} }).unwrap().artefact.unwrap()
}

fn restore_from(sample: &Sample, data: &str) -> Brought {
    let (nas, dir) = (nas(sample), sample.dir());
    let data = Some(Path::new(data));
    let order = RestoreOrder { data, accept_rollback: true, ..plain(&nas, &dir) };
    restore(sample, &order).unwrap()
}

/// A vault that went back to data of before K-4 was added, and the copy that has K-4.
fn went_back() -> (Sample, String) {
    let sample = crowd(3);
    let first = backup(&sample);
    sample.add(&[("新人", "13900000099", "")]);
    let newer = backup(&sample);
    lose(&sample);
    assert_eq!(restore_from(&sample, &first).plan.lost, range(4, 4));
    (sample, newer)
}

fn keys(sample: &Sample) -> Numbers {
    keys_at(sample, &nas(sample))
}

fn keys_at(sample: &Sample, place: &Path) -> Numbers {
    let vault = sample.open();
    let folder = crate::vault::backup::folder::Folder::new(place);
    vault.read_key_file(&folder).unwrap().living().collect()
}

fn drilled(sample: &Sample, data: &str) -> Vec<DrillFinding> {
    let to = nas(sample);
    let order = DrillOrder { destination: Some(&to), data: Some(Path::new(data)), place: None };
    sample.open().drill(&order, &sample.credential()).unwrap().remove(0).findings
}

#[test]
fn a_newer_copy_opens_after_a_backup_of_what_went_back() {
    let (sample, newer) = went_back();
    back_up(&mut sample.open(), &nas(&sample));
    sample.open().scrub(&["nas".to_owned()]).unwrap();
    sample.open().purge(&order(number(2).into())).unwrap();
    assert_eq!(keys(&sample), [1, 3, 4].map(number).into_iter().collect());
    assert!(drilled(&sample, &newer).is_empty());
    lose(&sample);
    let brought = restore_from(&sample, &newer);
    assert_eq!(brought.plan.restored, [1, 3, 4].map(number).into_iter().collect());
    assert_sound(&sample);
}

#[test]
fn a_key_file_that_forgets_them_loses_them_and_a_drill_says_so() {
    let (sample, newer) = went_back();
    back_up(&mut weak(&sample, "given-up-keys-dropped"), &nas(&sample));
    assert_eq!(keys(&sample), range(1, 3));
    let found = drilled(&sample, &newer);
    assert!(matches!(found.as_slice(), [DrillFinding::GivenUp(who)] if *who == range(4, 4)));
    // Nobody destroyed him, and it is known why there is no key: he is named as lost, again.
    lose(&sample);
    let brought = restore_from(&sample, &newer);
    assert_eq!((&brought.plan.restored, &brought.plan.lost), (&range(1, 3), &range(4, 4)));
    assert_sound(&sample);
}

#[test]
fn keys_of_the_given_up_go_with_the_last_copy_that_has_them() {
    let (sample, newer) = went_back();
    back_up(&mut sample.open(), &nas(&sample));
    let rules = Rules { last: 1, ..Rules::default() };
    let mut vault = sample.open();
    let plan = vault.plan_forget(None, &rules, false).unwrap();
    assert!(plan.iter().any(|one| one.artefact == newer && one.reasons.is_empty()));
    vault.forget(None, &rules, &plan).unwrap();
    drop(vault);
    back_up(&mut sample.open(), &nas(&sample));
    assert_eq!(keys(&sample), range(1, 3));
}

/// A copy written while the clock was a day ahead, then one more customer and another copy.
fn clock_was_ahead() -> (Sample, String, String) {
    let sample = crowd(3);
    let now = (sample.environment().now)() + 86_400_000;
    let ahead = Environment { now: Box::new(move || now), ..sample.environment() };
    let mut vault = Vault::open(&sample.dir(), &sample.credential(), ahead).unwrap();
    let older = back_up(&mut vault, &nas(&sample));
    drop(vault);
    sample.add(&[("新人", "13900000099", "")]);
    let newer = backup(&sample);
    assert!(older > newer, "by name");
    (sample, older, newer)
}

#[test]
fn the_newest_copy_is_the_one_that_knows_most() {
    let (sample, older, newer) = clock_was_ahead();
    let listed = |mut vault: Vault| {
        let artefacts = vault.list_backups().unwrap().remove(0).artefacts.unwrap();
        artefacts.into_iter().map(|kept| kept.name).collect::<Vec<_>>()
    };
    assert_eq!(listed(sample.open()), [&*older, &*newer]);
    assert_eq!(listed(weak(&sample, "copies-by-clock")), [&*newer, &*older]);
    let rules = Rules { last: 1, ..Rules::default() };
    let plan = sample.open().plan_forget(None, &rules, false).unwrap();
    let kept: Vec<_> = plan.iter().filter(|one| !one.reasons.is_empty()).collect();
    assert!(kept.len() == 1 && kept[0].artefact == newer);
    lose(&sample);
    let (nas, elsewhere) = (nas(&sample), at(&sample, "elsewhere"));
    let brought = restore(&sample, &plain(&nas, &elsewhere)).unwrap();
    assert_eq!((brought.plan.artefact, brought.plan.restored), (newer, range(1, 4)));
    let brought = restore(&sample, &plain(&nas, &sample.dir())).unwrap();
    assert_eq!(brought.plan.restored, range(1, 4));
    assert_eq!(count(&sample), 4);
}

/// A destination was in a safe while K-2 was destroyed on a branch that was given up after an operator
/// went, so that its line does not go on from ours: what restores there have withheld stays dead.
#[test]
fn the_key_of_one_who_was_withheld_is_not_carried_on() {
    let kept = |weakness: &'static str| {
        let sample = crowd(3);
        let _leaver = sample.operator("sales", 1, &[Capability::Write]);
        let usb = at(&sample, "usb");
        backup(&sample);
        backup_to(&sample, &usb);
        rename(&usb, &at(&sample, "safe/usb"));
        sample.open().remove_operator(OperatorNumber(2)).unwrap();
        sample.open().purge(&order(range(2, 2))).unwrap();
        backup(&sample);
        lose_all(&sample);
        rename(&at(&sample, "safe/usb"), &usb);
        let brought = restore(&sample, &accepting(&usb, &sample.dir())).unwrap();
        assert_eq!(brought.plan.destroyed, range(2, 2));
        back_up(&mut weak(&sample, weakness), &usb);
        keys_at(&sample, &usb)
    };
    assert_eq!(kept(""), [1, 3].map(number).into_iter().collect());
    assert_eq!(kept("withheld-not-told"), range(1, 3), "not caught");
}

/// K-4 was given up here, and only the key file at `usb` tells that he was destroyed. It goes on from ours by
/// then; when a newer copy brings K-4 back while `usb` is away, it still tells.
#[test]
fn a_tombstone_that_was_carried_on_is_heard_when_a_newer_copy_brings_him_back() {
    let sample = crowd(3);
    let (nas, usb, drawer) = (nas(&sample), at(&sample, "usb"), at(&sample, "drawer/usb"));
    let first = backup(&sample);
    backup_to(&sample, &usb);
    sample.add(&[("新人", "13900000099", "")]);
    backup_to(&sample, &usb);
    let newer = backup(&sample);
    rename(&nas, &at(&sample, "safe/nas"));
    purge(&sample, range(4, 4));
    lose_all(&sample);
    rename(&usb, &drawer);
    rename(&at(&sample, "safe/nas"), &nas);
    assert_eq!(restore_from(&sample, &first).plan.lost, range(4, 4));
    for file in ["log", "destruction.log"] {
        std::fs::remove_file(drawer.join(file)).unwrap();
    }
    rename(&drawer, &usb);
    back_up(&mut sample.open(), &usb);
    assert_eq!(keys_at(&sample, &usb), range(1, 3));
    rename(&usb, &drawer);
    back_up(&mut sample.open(), &nas);
    lose_all(&sample);
    assert_eq!(restore_from(&sample, &newer).plan.restored, range(1, 4));
    rename(&drawer, &usb);
    let scrubbed = |weakness: &'static str| {
        let done = weak(&sample, weakness).scrub(&["usb".to_owned()]).unwrap().remove(0);
        done.why
    };
    let told = scrubbed("");
    let Some(Error::Unfit(Unfit::Tells { numbers, .. })) = told else { panic!("{told:?}") };
    assert_eq!(numbers, range(4, 4));
    assert!(scrubbed("key-files-mute").is_none(), "not caught");
}
