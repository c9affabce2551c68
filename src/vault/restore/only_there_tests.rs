//! Destinations that come back after a restore that did not know what they have.

use super::others_tests::{accepting, at, lose_all, rename};
use super::prepare_restore;
use super::tests::{
    assert_sound, backup, backup_to, crowd, grade, lose, nas, number, plain, purge, range, restore,
    run_to,
};
use crate::log::{Act, Numbers};
use crate::model::Capability;
use crate::vault::backup::folder::Folder;
use crate::vault::backup::{Backup, BackupTo};
use crate::vault::sample::{Sample, order, selector};
use crate::vault::{Credential, Environment, Error, IdentityFile, Result, Unfit, Vault};
use std::path::{Path, PathBuf};

fn back_up(sample: &Sample, to: &Path, (give_up, weakness): (bool, &'static str)) -> Result<()> {
    let mutant = Box::new(move |named: &str| named == weakness);
    let environment = Environment { mutant, ..sample.environment() };
    let mut vault = Vault::open(&sample.dir(), &sample.credential(), environment).unwrap();
    let wanted = BackupTo { accept_rollback: give_up, ..run_to(to) };
    let planned = vault.plan_backup(&wanted);
    let done = vault.backup(&Backup { wanted, progress: &|_, _| {} });
    assert_eq!(planned.is_ok(), done.is_ok(), "a plan says as much");
    done.map(|_| ())
}

fn ahead(done: Result<()>) -> (Numbers, bool) {
    match done {
        Err(Error::Unfit(Unfit::Ahead { name, numbers, further, .. })) if name == "usb" => {
            (numbers, further)
        }
        other => panic!("{other:?}"),
    }
}

/// What the log says was given up: where, which records, and which of these are others here.
fn given_up(sample: &Sample) -> Vec<(String, Numbers, Numbers)> {
    let (vault, mut all) = (sample.open(), Vec::new());
    let each = |row| {
        if let Act::GaveUp { destination, numbers, anew } = vault.open_entry(&row)?.act {
            all.push((destination, numbers, anew));
        }
        Ok::<_, Error>(true)
    };
    vault.store.each_entry(1, each).unwrap();
    all
}

fn key_file(sample: &Sample, place: &Path) -> (Numbers, Numbers) {
    let keys = sample.open().read_key_file(&Folder::new(place)).unwrap();
    (keys.living().collect(), keys.facts.tombstones)
}

/// K-4 was added and is at `usb` only, when the vault is restored from `nas` while `usb` is away; then
/// `usb` comes back. `meanwhile` is what else is done while only `usb` is in reach.
fn usb_comes_back(meanwhile: impl Fn(&Sample)) -> (Sample, PathBuf) {
    let sample = crowd(3);
    let (nas, usb) = (nas(&sample), at(&sample, "usb"));
    backup(&sample);
    backup_to(&sample, &usb);
    backup(&sample);
    rename(&nas, &at(&sample, "safe/nas"));
    sample.add(&[("新客户", "13700000001", "")]);
    backup_to(&sample, &usb);
    meanwhile(&sample);
    lose(&sample);
    rename(&usb, &at(&sample, "drawer/usb"));
    rename(&at(&sample, "safe/nas"), &nas);
    let plan = restore(&sample, &accepting(&nas, &sample.dir())).unwrap().plan;
    assert_eq!((&plan.lost, plan.next_record), (&Numbers::new(), 5), "nobody heard of K-4");
    rename(&at(&sample, "drawer/usb"), &usb);
    (sample, usb)
}

#[test]
fn records_that_only_a_destination_has_are_not_lost_unasked() {
    let (sample, usb) = usb_comes_back(|_| {});
    let files = ["log", "destruction.log", "key", "keyhole"];
    let read = || files.map(|file| std::fs::read(usb.join(file)).unwrap());
    let before = read();
    assert_eq!(ahead(back_up(&sample, &usb, (false, ""))), (range(4, 4), false));
    let scrubbed = sample.open().scrub(&["usb".to_owned()]).unwrap().remove(0);
    assert_eq!(ahead(Err(scrubbed.why.unwrap())), (range(4, 4), false));
    // What is there is not destroyed, and is said to be there.
    let absent = sample.open().select(&selector("K-4")).unwrap_err();
    let Error::GivenUp(four, _, names) = absent else { panic!("{absent:?}") };
    assert_eq!((four, names), (number(4), vec!["nas".to_owned(), "usb".to_owned()]));
    // A purge leaves it as it is and says that it owes.
    assert_eq!(sample.open().purge(&order(range(2, 2))).unwrap().residual, ["usb"]);
    assert!(read() == before, "nothing was written");
    let (elsewhere, stale) = (at(&sample, "elsewhere"), at(&sample, "stale"));
    assert!(restore(&sample, &plain(&usb, &elsewhere)).is_err(), "it does not know of K-2");
    let brought = restore(&sample, &accepting(&usb, &stale)).unwrap().plan.restored;
    assert_eq!(brought, Numbers::from_iter([1, 3, 4].map(number)));
    std::fs::remove_dir_all(&stale).unwrap();

    assert_eq!(given_up(&sample), []);
    back_up(&sample, &usb, (true, "")).unwrap();
    assert_eq!(given_up(&sample), [("usb".to_owned(), range(4, 4), Numbers::new())]);
    assert_eq!(key_file(&sample, &usb).0, Numbers::from_iter([1, 3, 4].map(number)));
    assert_eq!(sample.open().outstanding().unwrap(), [""; 0]);
    back_up(&sample, &usb, (true, "")).unwrap();
    assert_eq!(given_up(&sample).len(), 1, "there is nothing more to give up");
    assert_sound(&sample);
    let seen = sample.open().verify_backups(Some("usb"), None).unwrap().remove(0);
    assert!(seen.files.iter().all(|file| file.findings.is_empty()), "{seen:?}");
    // The switch counts for one command.
    let (unheard, usb) = usb_comes_back(|_| {});
    back_up(&unheard, &usb, (false, "left-behind-unheard")).unwrap();
    let (unlogged, usb) = usb_comes_back(|_| {});
    back_up(&unlogged, &usb, (true, "given-up-unlogged")).unwrap();
    assert_eq!(given_up(&unlogged), [], "not caught");
}

/// The destruction of a record that is not here is told by nothing but a key file there: the next one
/// tells it too.
#[test]
fn a_tombstone_that_only_a_destination_has_is_kept() {
    let kept = |weakness: &'static str| {
        let (sample, usb) = usb_comes_back(|sample| purge(sample, range(4, 4)));
        for file in ["log", "destruction.log"] {
            std::fs::remove_file(usb.join(file)).unwrap();
        }
        for _ in 0..2 {
            back_up(&sample, &usb, (false, weakness)).unwrap();
        }
        assert_sound(&sample);
        key_file(&sample, &usb).1
    };
    assert_eq!(kept(""), range(4, 4));
    assert_eq!(kept("tombstones-not-carried"), Numbers::new(), "not caught");
}

/// Without an anchor nothing tells a restore how far the vault went. What was destroyed before it, and is
/// destroyed again, is destroyed on both branches: nobody has to give anything up.
#[test]
fn destroyed_on_both_branches_is_no_conflict() {
    let sample = crowd(3);
    let (nas, usb) = (nas(&sample), at(&sample, "usb"));
    backup(&sample);
    backup_to(&sample, &usb);
    backup(&sample);
    rename(&nas, &at(&sample, "safe/nas"));
    purge(&sample, range(2, 2));
    backup_to(&sample, &usb);
    lose_all(&sample);
    rename(&usb, &at(&sample, "drawer/usb"));
    rename(&at(&sample, "safe/nas"), &nas);
    restore(&sample, &plain(&nas, &sample.dir())).unwrap();
    rename(&at(&sample, "drawer/usb"), &usb);
    for accept in [false, true] {
        let told = back_up(&sample, &usb, (accept, "")).unwrap_err();
        let Error::Unfit(Unfit::Tells { numbers, .. }) = told else { panic!("{told:?}") };
        assert_eq!(numbers, range(2, 2));
    }
    purge(&sample, range(2, 2));
    back_up(&sample, &usb, (false, "")).unwrap();
    assert_sound(&sample);
    assert_eq!(sample.open().outstanding().unwrap(), [""; 0]);
    lose_all(&sample);
    std::fs::remove_dir_all(&nas).unwrap();
    let plan = restore(&sample, &plain(&usb, &sample.dir())).unwrap().plan;
    assert_eq!(plan.restored, Numbers::from_iter([1, 3].map(number)));
    assert_sound(&sample);
}

/// Anything else that was done there is given up by who says so; numbers that were given out there are
/// not given out again by anybody.
#[test]
fn what_a_destination_knows_is_given_up_by_who_says_so() {
    let changed = |more: bool| {
        let sample = crowd(3);
        let (nas, usb) = (nas(&sample), at(&sample, "usb"));
        backup(&sample);
        backup_to(&sample, &usb);
        backup(&sample);
        rename(&nas, &at(&sample, "safe/nas"));
        grade(&sample, 3, "A");
        if more {
            sample.add(&[("新客户", "13700000001", "")]);
        }
        backup_to(&sample, &usb);
        lose_all(&sample);
        rename(&usb, &at(&sample, "drawer/usb"));
        rename(&at(&sample, "safe/nas"), &nas);
        restore(&sample, &plain(&nas, &sample.dir())).unwrap();
        rename(&at(&sample, "drawer/usb"), &usb);
        (sample, usb)
    };
    let (sample, usb) = changed(false);
    assert_eq!(ahead(back_up(&sample, &usb, (false, ""))), (Numbers::new(), false));
    back_up(&sample, &usb, (true, "")).unwrap();
    back_up(&sample, &usb, (false, "")).unwrap();
    assert_sound(&sample);
    let (sample, usb) = changed(true);
    assert_eq!(ahead(back_up(&sample, &usb, (true, ""))), (range(4, 4), true));
    // Once K-4 is somebody else here, it is not he who lives there.
    sample.add(&[("另一人", "13700000002", "")]);
    assert_eq!(ahead(back_up(&sample, &usb, (false, ""))), (range(4, 4), false));
    let refused = back_up(&sample, &usb, (false, "")).unwrap_err();
    assert!(matches!(&refused, Error::Unfit(Unfit::Ahead { anew, .. }) if *anew == range(4, 4)));
    let unnamed = ahead(back_up(&sample, &usb, (false, "numbers-are-persons")));
    assert_eq!(unnamed, (Numbers::new(), false), "not caught");
    back_up(&sample, &usb, (true, "")).unwrap();
    assert_eq!(given_up(&sample), [("usb".to_owned(), range(4, 4), range(4, 4))]);
    back_up(&sample, &usb, (false, "")).unwrap();
    assert_sound(&sample);
}

/// The log there is lost, so nothing says at which of two restores it parted: K-4 there is not the K-4 of
/// here, however many entries it has.
#[test]
fn a_branch_without_a_log_parts_at_the_first_restore_that_it_did_not_see() {
    let sample = crowd(3);
    let (nas, usb, safe) = (nas(&sample), at(&sample, "usb"), at(&sample, "safe/nas"));
    backup(&sample);
    backup_to(&sample, &usb);
    backup(&sample);
    rename(&nas, &safe);
    sample.add(&[("新客户", "13700000001", "")]);
    for better in ["A", "B"].repeat(9) {
        grade(&sample, 3, better);
    }
    backup_to(&sample, &usb);
    lose_all(&sample);
    rename(&usb, &at(&sample, "drawer/usb"));
    rename(&safe, &nas);
    assert_eq!(restore(&sample, &plain(&nas, &sample.dir())).unwrap().plan.next_record, 4);
    sample.add(&[("另一人", "13700000002", "")]);
    backup(&sample);
    lose_all(&sample);
    assert_eq!(restore(&sample, &plain(&nas, &sample.dir())).unwrap().plan.next_record, 5);
    rename(&at(&sample, "drawer/usb"), &usb);
    for file in ["log", "destruction.log"] {
        std::fs::remove_file(usb.join(file)).unwrap();
    }
    assert_eq!(ahead(back_up(&sample, &usb, (false, ""))), (range(4, 4), false));
    back_up(&sample, &usb, (false, "forks-by-length")).unwrap();
}

/// A number that was destroyed there and was given anew here since is nobody to be destroyed.
#[test]
fn a_destruction_is_not_of_who_got_the_number_later() {
    for lost in [None, Some("destruction.log")] {
        let sample = crowd(3);
        let (nas, usb, safe) = (nas(&sample), at(&sample, "usb"), at(&sample, "safe/nas"));
        backup(&sample);
        backup_to(&sample, &usb);
        backup(&sample);
        rename(&nas, &safe);
        sample.add(&[("新客户", "13700000001", "")]);
        purge(&sample, range(2, 2));
        purge(&sample, range(4, 4));
        backup_to(&sample, &usb);
        lose_all(&sample);
        rename(&usb, &at(&sample, "drawer/usb"));
        rename(&safe, &nas);
        restore(&sample, &plain(&nas, &sample.dir())).unwrap();
        sample.add(&[("另一人", "13700000002", "")]);
        rename(&at(&sample, "drawer/usb"), &usb);
        if let Some(file) = lost {
            std::fs::remove_file(usb.join(file)).unwrap();
        }
        let due = |weakness: &'static str| {
            let mutant = Box::new(move |named: &str| named == weakness);
            let environment = Environment { mutant, ..sample.environment() };
            let vault = Vault::open(&sample.dir(), &sample.credential(), environment);
            let due = vault.unwrap().due(&selector("")).unwrap();
            due.iter().map(|due| due.number.get()).collect::<Vec<_>>()
        };
        assert_eq!(due(""), [2], "{lost:?}");
        assert_eq!(due("numbers-are-persons"), [2, 4], "not caught");
        purge(&sample, range(2, 2));
        back_up(&sample, &usb, (true, "")).unwrap();
        back_up(&sample, &usb, (false, "")).unwrap();
        assert_eq!(key_file(&sample, &usb).0, [1, 3, 4].map(number).into_iter().collect());
        assert_sound(&sample);
        backup(&sample);
        lose(&sample);
        let mutant = Box::new(|named: &str| named == "numbers-are-persons");
        let environment = Environment { mutant, ..sample.environment() };
        let (place, dir) = (nas.clone(), sample.dir());
        let order = plain(&place, &dir);
        let refused = prepare_restore(&order, &sample.credential(), environment);
        // Without the lines nothing tells of K-4 any more.
        assert!(refused.is_err() || lost.is_some(), "not caught");
        drop(refused);
        let plan = restore(&sample, &order).unwrap().plan;
        assert_eq!(plan.restored, [1, 3, 4].map(number).into_iter().collect());
    }
}

/// Both branches rotated: their keys are different ones of the same generation.
#[test]
fn a_destination_that_rotated_by_itself_loses_nothing_unasked() {
    let rotate = |sample: &Sample| {
        let mut vault = sample.open();
        let plan = vault.plan_rotation().unwrap();
        vault.rotate(None, &plan, &|_, _| {}).unwrap();
    };
    let (sample, usb) = usb_comes_back(|sample| {
        rotate(sample);
        backup_to(sample, &at(sample, "usb"));
    });
    rename(&usb, &at(&sample, "drawer/usb"));
    rotate(&sample);
    rename(&at(&sample, "drawer/usb"), &usb);
    assert_eq!(ahead(back_up(&sample, &usb, (false, ""))), (range(4, 4), false));
    let unread = ahead(back_up(&sample, &usb, (false, "other-branch-unread")));
    assert_eq!(unread, (Numbers::new(), false), "not caught");
}

/// A key file that whoever works here cannot read may have anybody: it is not written over unasked.
#[test]
fn a_key_file_that_nobody_here_can_read_is_not_written_over() {
    let (sample, usb) = usb_comes_back(|sample| {
        let mut vault = sample.open();
        let plan = vault.plan_rotation().unwrap();
        vault.rotate(None, &plan, &|_, _| {}).unwrap();
        drop(vault);
        backup_to(sample, &at(sample, "usb"));
    });
    for file in ["log", "destruction.log"] {
        std::fs::remove_file(usb.join(file)).unwrap();
    }
    // Whom only this branch let in.
    let newcomer = sample.operator("keeper", 1, &[Capability::Backup]);
    let back_up = |weakness: &'static str| {
        let mutant = Box::new(move |named: &str| named == weakness);
        let environment = Environment { mutant, ..sample.environment() };
        let credential = Credential::Identity(IdentityFile::parse(&newcomer).unwrap());
        let mut vault = Vault::open(&sample.dir(), &credential, environment).unwrap();
        vault.backup(&Backup { wanted: run_to(&usb), progress: &|_, _| {} }).map(drop)
    };
    assert_eq!(ahead(back_up("")), (Numbers::new(), false));
    back_up("unread-is-nothing").unwrap();
}

/// A destination that was registered on a branch of destructions only is not forgotten unasked.
#[test]
fn a_destination_of_the_branch_alone_is_not_forgotten_unasked() {
    let sample = crowd(3);
    let (nas, usb, safe) = (nas(&sample), at(&sample, "usb"), at(&sample, "safe/nas"));
    backup(&sample);
    backup_to(&sample, &usb);
    backup(&sample);
    rename(&nas, &safe);
    backup_to(&sample, &at(&sample, "third"));
    backup_to(&sample, &usb);
    lose_all(&sample);
    for name in ["usb", "third"] {
        rename(&at(&sample, name), &at(&sample, "drawer").join(name));
    }
    rename(&safe, &nas);
    restore(&sample, &plain(&nas, &sample.dir())).unwrap();
    rename(&at(&sample, "drawer/usb"), &usb);
    assert_eq!(ahead(back_up(&sample, &usb, (false, ""))), (Numbers::new(), false));
    back_up(&sample, &usb, (false, "registers-unheard")).unwrap();
}

/// Copies of the branch that was given up lie at the destination still: they are no later state.
#[test]
fn copies_of_what_was_given_up_there_stop_no_restore() {
    let sample = crowd(3);
    let (nas, usb, dir) = (nas(&sample), at(&sample, "usb"), sample.dir());
    backup(&sample);
    backup_to(&sample, &usb);
    backup(&sample);
    rename(&nas, &at(&sample, "safe/nas"));
    for better in ["A", "B"].repeat(9) {
        grade(&sample, 3, better);
    }
    backup_to(&sample, &usb);
    lose_all(&sample);
    rename(&usb, &at(&sample, "drawer/usb"));
    rename(&at(&sample, "safe/nas"), &nas);
    restore(&sample, &plain(&nas, &dir)).unwrap();
    rename(&at(&sample, "drawer/usb"), &usb);
    back_up(&sample, &usb, (true, "")).unwrap();
    backup(&sample);
    lose_all(&sample);
    // One that cannot be read stops nobody who restores from elsewhere.
    std::fs::create_dir(usb.join("log.given-up-99")).unwrap();
    let mutant = Box::new(|named: &str| named == "set-aside-unheard");
    let environment = Environment { mutant, ..sample.environment() };
    let taken = prepare_restore(&plain(&nas, &dir), &sample.credential(), environment);
    assert!(taken.is_err(), "not caught");
    let plan = restore(&sample, &plain(&nas, &dir)).unwrap().plan;
    assert_eq!(plan.restored, range(1, 3));
}
