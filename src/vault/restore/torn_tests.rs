//! Copies of destruction.log that break off, or have blank sectors: what they may have told is not
//! passed over in silence.

use super::others_tests::{accepting, at, lose_all, rename};
use super::tests::{backup, backup_to, crowd, lose, nas, plain, purge, put, range, restore};
use super::{RestoreOrder, Unrestorable, prepare_restore};
use crate::vault::sample::{Sample, copy_dir};
use crate::vault::{Environment, Error, Vault, examine_log};
use std::cell::RefCell;
use std::path::Path;
use std::rc::Rc;

fn weak(sample: &Sample, weakness: &'static str) -> Environment {
    Environment { mutant: Box::new(move |named: &str| named == weakness), ..sample.environment() }
}

/// The lines of a log, as it is whole, cut in its last line, and with its last sector blank.
fn torn(whole: &[u8]) -> [Vec<u8>; 2] {
    let mut blank = whole.to_vec();
    let sector = (whole.len() - 1) / 512 * 512;
    blank[sector..].fill(0);
    [whole[..whole.len() - 40].to_vec(), blank]
}

/// What the key file tells as well is not missed, and yet it is said that the file is damaged.
#[test]
fn a_torn_copy_is_named() {
    let sample = crowd(3);
    backup(&sample);
    purge(&sample, range(2, 2));
    lose(&sample);
    let (nas, dir) = (nas(&sample), sample.dir());
    let path = nas.join("destruction.log");
    for torn in torn(&std::fs::read(&path).unwrap()) {
        put(path.clone(), &torn);
        let plan = restore(&sample, &plain(&nas, &dir)).unwrap().plan;
        let real = path.canonicalize().unwrap();
        assert_eq!(
            plan.passed.iter().map(|p| p.canonicalize().unwrap()).collect::<Vec<_>>(),
            [real]
        );
        assert!(plan.stale.is_empty());
        assert_eq!(plan.restored, range(1, 3).difference(&range(2, 2)));
        lose_all(&sample);
    }
}

/// Where nothing else tells of the line in which it breaks off, somebody may have been destroyed by it.
#[test]
fn a_line_that_nobody_else_has_may_have_destroyed() {
    let sample = crowd(3);
    backup(&sample);
    let (nas, dir, old) = (nas(&sample), sample.dir(), at(&sample, "old"));
    copy_dir(&nas, &old);
    let before = std::fs::read(dir.join("destruction.log")).unwrap().len();
    purge(&sample, range(2, 2));
    let newer = std::fs::read(dir.join("destruction.log")).unwrap();
    lose_all(&sample);
    std::fs::remove_dir_all(&nas).unwrap();
    rename(&old, &nas);
    put(nas.join("destruction.log"), &newer[..before + 100]);
    let order = plain(&nas, &dir);
    let refused = restore(&sample, &order).unwrap_err();
    let Error::Unrestorable(Unrestorable::Stale(stale)) = &refused else { panic!("{refused:?}") };
    assert_eq!(stale.unknown, 1);
    assert!(stale.sources.iter().any(|source| source.ends_with("destruction.log")));
    let environment = weak(&sample, "restore-torn");
    let taken = prepare_restore(&order, &sample.credential(), environment);
    assert!(taken.is_ok(), "the weakness was not caught");
    drop(taken);
    let accepted = RestoreOrder { accept_rollback: false, ..accepting(&nas, &dir) };
    assert_eq!(restore(&sample, &accepted).unwrap().plan.restored, range(1, 3));
    let found = sample.open().unexplained().unwrap();
    assert_eq!(found.iter().map(|one| one.count).collect::<Vec<_>>(), [1], "it is told on");
}

/// An epoch that is known to have begun with a rotation is not the one that such a line may have
/// begun: otherwise the copy that tells of the rotation would explain the destruction away.
#[test]
fn a_line_that_nobody_else_has_began_no_epoch_of_a_rotation() {
    let told = |weakness: &'static str| {
        let sample = crowd(3);
        let (nas, dir, usb, old) =
            (nas(&sample), sample.dir(), at(&sample, "usb"), at(&sample, "safe/old"));
        backup(&sample);
        rename(&nas, &old);
        let mut vault = sample.open();
        let plan = vault.plan_rotation().unwrap();
        vault.rotate(None, &plan, &|_, _| {}).unwrap();
        drop(vault);
        backup_to(&sample, &usb);
        rename(&usb, &at(&sample, "safe/usb"));
        let before = std::fs::read(dir.join("destruction.log")).unwrap().len();
        purge(&sample, range(2, 2));
        let newer = std::fs::read(dir.join("destruction.log")).unwrap();
        lose_all(&sample);
        rename(&old, &nas);
        put(nas.join("destruction.log"), &newer[..before + 100]);
        rename(&at(&sample, "safe/usb"), &usb);
        let environment = weak(&sample, weakness);
        let order = accepting(&nas, &dir);
        let restoring = prepare_restore(&order, &sample.credential(), environment).unwrap();
        assert_eq!(restoring.carry_out().unwrap().plan.stale.unknown, 1);
        sample.open().unexplained().unwrap().len()
    };
    assert_eq!(told(""), 1);
    assert_eq!(told("rotations-unheard"), 0, "not caught");
}

/// A backup writes it anew, and keeps what it was.
#[test]
fn a_damaged_copy_is_kept_before_it_is_written_anew() {
    for weakness in ["", "damaged-lines-overwritten"] {
        let sample = crowd(3);
        backup(&sample);
        purge(&sample, range(2, 2));
        let path = nas(&sample).join("destruction.log");
        let own = std::fs::read(&path).unwrap();
        let [cut, blank] = torn(&own);
        let mut altered = own.clone();
        altered[20] ^= 1;
        for (n, (damaged, kept)) in
            [(cut, false), (blank, true), (altered, true)].iter().enumerate()
        {
            put(path.clone(), damaged);
            let told = Rc::new(RefCell::new(Vec::new()));
            let teller = Rc::clone(&told);
            let warn_at =
                Box::new(move |id, name: &str| teller.borrow_mut().push((id, name.to_owned())));
            let environment = Environment { warn_at, ..weak(&sample, weakness) };
            let mut vault = Vault::open(&sample.dir(), &sample.credential(), environment).unwrap();
            vault.scrub(&[]).unwrap();
            back_up(vault, &nas(&sample));
            let there = std::fs::read(&path).unwrap();
            assert!(there.len() >= own.len() && there.starts_with(&own), "{n}");
            let aside = path.with_file_name(format!("destruction.log.damaged-{n}"));
            let is_kept = std::fs::read(&aside).is_ok_and(|bytes| bytes == *damaged);
            assert_eq!(is_kept, *kept && weakness.is_empty(), "{n} {weakness}");
            let named = told.borrow().contains(&("warn-lines-damaged", "nas".to_owned()));
            assert_eq!(named, is_kept, "{n} {weakness}");
        }
    }
}

fn back_up(mut vault: Vault, to: &Path) {
    use crate::vault::backup::{Backup, BackupTo};
    let wanted = BackupTo {
        to,
        name: None,
        data_only: false,
        versioned: false,
        attach: false,
        accept_rollback: false,
    };
    vault.backup(&Backup { wanted, progress: &|_, _| {} }).unwrap();
}

/// Whoever has the file alone cannot know what stood in a blank sector.
#[test]
fn a_blank_sector_is_damage_to_whoever_has_the_file_alone() {
    let sample = crowd(3);
    purge(&sample, range(2, 2));
    purge(&sample, range(3, 3));
    let whole = std::fs::read(sample.dir().join("destruction.log")).unwrap();
    let lines = whole.split(|byte| *byte == b'\n').count() as u64 - 1;
    let [cut, blank] = torn(&whole);
    let examined = |bytes: &[u8]| {
        let log = examine_log(bytes, None).unwrap();
        (log.wrong.iter().map(|wrong| wrong.line).collect::<Vec<_>>(), log.unfinished)
    };
    assert_eq!(examined(&whole), (vec![], false));
    assert_eq!(examined(&cut), (vec![], true), "an append that was interrupted");
    assert_eq!(examined(&blank), (vec![lines], false));
    let mut middle = whole.clone();
    middle[1024..1536].fill(0);
    let line = whole[..1024].split(|byte| *byte == b'\n').count() as u64;
    assert_eq!(examined(&middle), (vec![line], false));
}
