//! What other destinations, other vaults and the anchor know when a restore is asked for, and what
//! a backup does at a destination that knows more than the vault.

use super::tests::{
    assert_sound, backup, backup_to, count, crowd, lose, nas, number, plain, purge, range, restore,
    run_to,
};
use super::{RestoreOrder, Unrestorable};
use crate::log::Numbers;
use crate::model::{Capability, OperatorNumber};
use crate::vault::backup::folder::Folder;
use crate::vault::backup::{Backup, BackupTo};
use crate::vault::sample::{Sample, order};
use crate::vault::tamper_tests::found;
use crate::vault::{Depth, Environment, Error, Unfit, Vault};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

pub(super) fn at(sample: &Sample, name: &str) -> PathBuf {
    sample.home.path().join(name)
}

pub(super) fn rename(from: &Path, to: &Path) {
    std::fs::create_dir_all(to.parent().unwrap()).unwrap();
    std::fs::rename(from, to).unwrap();
}

/// The vault is gone, and with it what this user has seen.
pub(super) fn lose_all(sample: &Sample) {
    lose(sample);
    std::fs::remove_dir_all(at(sample, "state")).unwrap();
}

fn try_backup(sample: &Sample, to: &Path) -> Result<(), Error> {
    let wanted = BackupTo { versioned: true, ..run_to(to) };
    sample.open().backup(&Backup { wanted, progress: &|_, _| {} }).map(|_| ())
}

pub(super) fn accepting<'a>(from: &'a Path, to: &'a Path) -> RestoreOrder<'a> {
    RestoreOrder { accept_stale: true, accept_rollback: true, ..plain(from, to) }
}

/// Three customers and a second operator, backed up to two destinations, of which `usb` is in a
/// safe while K-4 comes, K-2 is destroyed and the operator goes; `nas` learns of it.
pub(super) fn usb_was_in_the_safe() -> (Sample, PathBuf, PathBuf, String) {
    let sample = crowd(3);
    let leaver = sample.operator("sales", 1, &[Capability::Write]);
    let (nas, usb) = (nas(&sample), at(&sample, "usb"));
    backup(&sample);
    backup_to(&sample, &usb);
    rename(&usb, &at(&sample, "safe/usb"));
    sample.add(&[("新客户", "13700000001", "")]);
    purge(&sample, range(2, 2));
    sample.open().remove_operator(OperatorNumber(2)).unwrap();
    backup(&sample);
    lose_all(&sample);
    rename(&at(&sample, "safe/usb"), &usb);
    (sample, nas, usb, leaver)
}

/// Whom `check` says a destination tells were removed.
fn returned(sample: &Sample) -> Vec<String> {
    let (dir, credential) = (sample.dir(), sample.credential());
    let report = Vault::check(&dir, &credential, sample.environment(), Depth::Everything).unwrap();
    report.returned.iter().map(|one| format!("{} at {}", one.name, one.destination)).collect()
}

#[test]
fn what_another_destination_knows_stops_a_restore() {
    let (sample, nas, usb, _) = usb_was_in_the_safe();
    let dir = sample.dir();
    let refused = restore(&sample, &plain(&usb, &dir)).unwrap_err();
    let Error::Unrestorable(Unrestorable::Stale(stale)) = refused else { panic!("{refused:?}") };
    assert_eq!((&stale.withheld, stale.header, stale.unknown), (&range(2, 2), true, 0));
    assert_eq!(stale.newest, Some(nas.canonicalize().unwrap()));
    assert!(stale.sources.iter().any(|source| source.contains("nas")), "{stale:?}");
    let stale = RestoreOrder { accept_stale: true, ..plain(&usb, &dir) };
    let refused = restore(&sample, &stale).unwrap_err();
    let elsewhere = matches!(refused, Error::Unrestorable(Unrestorable::Elsewhere { .. }));
    assert!(elsewhere, "{refused:?}");
    assert!(!dir.exists());
    let brought = restore(&sample, &plain(&nas, &dir)).unwrap();
    assert_eq!(brought.plan.restored, Numbers::from_iter([1, 3, 4].map(number)));
    assert_sound(&sample);
}

/// Whoever accepts the loss gets nobody back who was destroyed, and goes on backing up to the
/// destination that knew better: what stood there is set aside, and still heard.
#[test]
fn what_was_given_up_knowingly_is_set_aside() {
    let (sample, nas, usb, _) = usb_was_in_the_safe();
    let dir = sample.dir();
    let brought = restore(&sample, &accepting(&usb, &dir)).unwrap();
    let plan = &brought.plan;
    assert_eq!((&plan.stale.withheld, plan.next_record), (&range(2, 2), 5));
    assert_eq!(plan.lost, range(4, 4), "whom only nas has");
    assert_eq!(plan.returned, ["sales 1"]);
    let (log, lines) =
        ["log", "destruction.log"].map(|file| std::fs::read(nas.join(file)).unwrap()).into();
    try_backup(&sample, &nas).unwrap();
    let aside = |name: &str| {
        let begin = format!("{name}.given-up-");
        let listed = std::fs::read_dir(&nas).unwrap().map(|entry| entry.unwrap());
        let mut found = listed.filter(|e| e.file_name().to_string_lossy().starts_with(&begin));
        std::fs::read(found.next().unwrap().path()).unwrap()
    };
    assert_eq!((aside("log"), aside("destruction.log")), (log, lines));
    try_backup(&sample, &nas).unwrap();
    assert_sound(&sample);
    assert_eq!(returned(&sample), ["sales 1 at nas"]);
    sample.open().remove_operator(OperatorNumber(2)).unwrap();
    assert_eq!(returned(&sample), [""; 0]);
    try_backup(&sample, &nas).unwrap();
    lose_all(&sample);
    let again = restore(&sample, &plain(&nas, &dir)).unwrap();
    assert_eq!(again.plan.restored, Numbers::from_iter([1, 3].map(number)));
}

/// Restored without it, a vault does not overwrite what a destination knows; a new directory takes
/// backups.
#[test]
fn a_backup_overwrites_nothing_that_the_vault_does_not_know() {
    let (sample, nas, usb, _) = usb_was_in_the_safe();
    let (dir, hidden) = (sample.dir(), at(&sample, "cupboard/nas"));
    rename(&nas, &hidden);
    restore(&sample, &plain(&usb, &dir)).unwrap();
    rename(&hidden, &nas);
    let files = ["log", "destruction.log", "key", "keyhole"];
    let read = || files.map(|file| std::fs::read(nas.join(file)).unwrap());
    let before = read();
    let refused = try_backup(&sample, &nas).unwrap_err();
    assert!(
        matches!(&refused, Error::Unfit(Unfit::Ahead { name, .. }) if name == "nas"),
        "{refused}"
    );
    assert!(read() == before);
    // Without the log beside it, the lines alone are enough.
    std::fs::remove_file(nas.join("log")).unwrap();
    let refused = try_backup(&sample, &nas).unwrap_err();
    assert!(matches!(refused, Error::Unfit(Unfit::Ahead { .. })), "{refused}");
    try_backup(&sample, &at(&sample, "new")).unwrap();
}

/// A backup dies when it has set the newer log aside and written its own, before the key file: what is
/// there restores, and whoever was destroyed on either branch stays so.
#[test]
fn a_destination_restores_while_another_branch_is_written_there() {
    let (sample, nas, usb, _) = usb_was_in_the_safe();
    let (dir, hidden) = (sample.dir(), at(&sample, "cupboard/nas"));
    restore(&sample, &accepting(&usb, &dir)).unwrap();
    rename(&nas, &hidden);
    purge(&sample, range(3, 3));
    rename(&hidden, &nas);
    let dies = |step: &str| assert_ne!(step, "backup-log", "it dies here");
    let environment = Environment { reached: Box::new(dies), ..sample.environment() };
    let mut vault = Vault::open(&dir, &sample.credential(), environment).unwrap();
    let backup = Backup { wanted: run_to(&nas), progress: &|_, _| {} };
    catch_unwind(AssertUnwindSafe(|| vault.backup(&backup).map(|_| ()))).unwrap_err();
    drop(vault);
    lose_all(&sample);
    std::fs::remove_dir_all(&usb).unwrap();
    let refused = restore(&sample, &plain(&nas, &dir)).unwrap_err();
    let Error::Unrestorable(Unrestorable::Stale(stale)) = refused else { panic!("{refused:?}") };
    assert_eq!(stale.withheld, range(3, 3));
    let brought = restore(&sample, &accepting(&nas, &dir)).unwrap();
    assert_eq!(brought.plan.restored, Numbers::from_iter([1, 4].map(number)));
    assert!(found(&sample, Depth::Everything).is_empty());
}

/// A purge rewrites keys and log of a destination that knew more, and no data: the newest there is of
/// what was given up, and a restore takes the one before.
#[test]
fn data_of_what_was_given_up_is_passed_over() {
    let (sample, nas, usb, _) = usb_was_in_the_safe();
    let dir = sample.dir();
    restore(&sample, &accepting(&usb, &dir)).unwrap();
    assert_eq!(sample.open().purge(&order(range(3, 3))).unwrap().residual, [""; 0]);
    let seen = sample.open().verify_backups(Some("nas"), None).unwrap().remove(0);
    assert!(seen.files.iter().all(|file| file.findings.is_empty()), "{seen:?}");
    assert!(seen.notices.iter().any(|(notice, _)| *notice == "backup-given-up"), "{seen:?}");
    lose_all(&sample);
    let plan = restore(&sample, &plain(&nas, &dir)).unwrap().plan;
    let first = Folder::new(&nas).artefacts().unwrap().remove(0);
    assert_eq!((plan.artefact, plan.restored), (first, range(1, 1)));
    assert_sound(&sample);
}

/// A destination that only noted backups since is no reason to stop.
#[test]
fn a_later_backup_alone_stops_nobody() {
    let sample = crowd(2);
    backup(&sample);
    backup_to(&sample, &at(&sample, "usb"));
    lose_all(&sample);
    restore(&sample, &plain(&nas(&sample), &sample.dir())).unwrap();
    try_backup(&sample, &at(&sample, "usb")).unwrap();
    assert_sound(&sample);
}

/// The manifests of a destination without keys know which numbers were given out.
#[test]
fn the_manifests_of_other_destinations_are_heard() {
    let sample = crowd(3);
    let (nas, cloud, dir) = (nas(&sample), at(&sample, "cloud"), sample.dir());
    backup(&sample);
    sample.add(&[("新客户", "13700000001", "")]);
    let wanted = BackupTo { data_only: true, versioned: true, ..run_to(&cloud) };
    // In reach it would have been brought up to date.
    let hidden = at(&sample, "hidden");
    rename(&nas, &hidden);
    sample.open().backup(&Backup { wanted, progress: &|_, _| {} }).unwrap();
    rename(&hidden, &nas);
    lose_all(&sample);
    let refused = restore(&sample, &plain(&nas, &dir)).unwrap_err();
    let elsewhere = matches!(refused, Error::Unrestorable(Unrestorable::Elsewhere { .. }));
    assert!(elsewhere, "{refused:?}");
    let accepted = RestoreOrder { accept_rollback: true, ..plain(&nas, &dir) };
    assert_eq!(restore(&sample, &accepted).unwrap().plan.next_record, 5);
}

/// An epoch that a restore began is no destruction of which nothing is known.
#[test]
fn a_second_restore_from_the_same_backup_is_no_later_state() {
    let sample = crowd(3);
    backup(&sample);
    lose(&sample);
    let (nas, one, two) = (nas(&sample), at(&sample, "one"), at(&sample, "two"));
    restore(&sample, &plain(&nas, &one)).unwrap();
    let second = restore(&sample, &plain(&nas, &two)).unwrap();
    assert_eq!((second.plan.stale.unknown, second.plan.living), (0, Some(one.clone())));
    std::fs::remove_dir_all(&one).unwrap();
    std::fs::remove_dir_all(&two).unwrap();
    let refused = restore(&sample, &plain(&nas, &sample.dir())).unwrap_err();
    assert!(matches!(refused, Error::Unrestorable(Unrestorable::Behind { .. })), "{refused:?}");
}

/// A restore beside the vault leaves its anchor alone; both open, each held to its own.
#[test]
fn a_trial_leaves_the_living_vault_as_it_is() {
    let sample = crowd(3);
    backup(&sample);
    let (nas, trial, older) = (nas(&sample), at(&sample, "trial"), at(&sample, "older"));
    let brought = restore(&sample, &plain(&nas, &trial)).unwrap();
    assert_eq!(brought.plan.living, Some(sample.dir().canonicalize().unwrap()));
    sample.add(&[("新客户", "13700000001", "")]);
    assert_sound(&sample);
    crate::vault::sample::copy_dir(&trial, &older);
    let mut opened = sample.try_open_at(&trial).unwrap();
    opened
        .transact(|transaction| {
            transaction.log_nothing();
            Ok(())
        })
        .unwrap();
    drop(opened);
    sample.open();
    // An older copy of the trial in its place is told, and so is one in the place of the vault.
    std::fs::remove_dir_all(&trial).unwrap();
    rename(&older, &trial);
    assert!(matches!(sample.try_open_at(&trial), Err(Error::Older { .. })));
    lose(&sample);
    rename(&trial, &sample.dir());
    let refused = Vault::open(&sample.dir(), &sample.credential(), sample.environment());
    assert!(matches!(refused, Err(Error::Older { .. })));
}

/// A vault has a place of its own: no destination, and nothing inside one or inside a vault.
#[test]
fn nothing_is_restored_into_a_destination_or_a_vault() {
    let sample = crowd(1);
    backup(&sample);
    let (nas, usb) = (nas(&sample), at(&sample, "usb"));
    backup_to(&sample, &usb);
    for to in [usb.clone(), nas.clone(), nas.join("sub"), sample.dir().join("sub/deep")] {
        let refused = restore(&sample, &plain(&nas, &to)).unwrap_err();
        let inside = matches!(refused, Error::Unrestorable(Unrestorable::Inside { .. }));
        assert!(inside, "{}: {refused:?}", to.display());
    }
    assert!(!usb.join("lock").exists() && !nas.join("sub").exists());
    assert!(!sample.dir().join("sub").exists());
}

/// The disks are mounted elsewhere: a purge reaches them there.
#[test]
fn destinations_are_registered_where_they_are_found() {
    let sample = crowd(3);
    let usb = at(&sample, "usb");
    backup(&sample);
    backup_to(&sample, &usb);
    lose_all(&sample);
    let (there, other) = (at(&sample, "mnt/nas"), at(&sample, "mnt/usb"));
    rename(&nas(&sample), &there);
    rename(&usb, &other);
    // The log there knows both.
    restore(&sample, &plain(&other, &sample.dir())).unwrap();
    purge(&sample, range(2, 2));
    assert_eq!(sample.open().outstanding().unwrap(), [""; 0]);
    let paths: Vec<String> =
        sample.open().destinations().unwrap().into_iter().map(|known| known.path).collect();
    let real = |path: &Path| path.canonicalize().unwrap().display().to_string();
    assert_eq!(paths, [real(&there), real(&other)]);
}

/// A log that is missing is called by its name.
#[test]
fn a_missing_log_is_said_to_be_missing() {
    let sample = crowd(1);
    backup(&sample);
    lose(&sample);
    std::fs::remove_file(nas(&sample).join("log")).unwrap();
    let refused = restore(&sample, &plain(&nas(&sample), &sample.dir())).unwrap_err();
    let Error::Damaged { place, path } = refused else { panic!("{refused:?}") };
    assert_eq!((place.file, place.what), ("log", "damage-missing"));
    assert_eq!(path, Some(nas(&sample).join("log")));
}

/// A trial writes to no destination of the vault that lives on, and says of each that it is left
/// alone; once that vault is gone, who wants it takes one over.
#[test]
fn a_trial_leaves_the_destinations_alone() {
    let sample = crowd(3);
    let usb = at(&sample, "usb");
    backup(&sample);
    backup_to(&sample, &usb);
    let (nas, trial) = (nas(&sample), at(&sample, "trial"));
    restore(&sample, &plain(&nas, &trial)).unwrap();
    let files = ["key", "keyhole", "log", "destruction.log"];
    let read = || files.map(|file| [&nas, &usb].map(|dir| std::fs::read(dir.join(file)).unwrap()));
    let before = read();
    let mut tried = sample.try_open_at(&trial).unwrap();
    assert!(tried.destinations().unwrap().iter().all(|known| known.detached));
    let wanted = |to, attach| {
        let wanted = BackupTo { attach, ..run_to(to) };
        Backup { wanted, progress: &|_, _| {} }
    };
    for (to, attach) in [(nas.as_path(), false), (usb.as_path(), true), (Path::new("nas"), true)] {
        let refused = tried.backup(&wanted(to, attach)).unwrap_err();
        let detached = matches!(refused, Error::Unfit(Unfit::Detached(_, Some(_))));
        assert!(detached, "{}: {refused:?}", to.display());
    }
    let done = tried.purge(&order(range(2, 2))).unwrap();
    let left = ["nas", "usb", "vault-beside"];
    assert_eq!(done.residual, left, "what lies there opens it still");
    tried.scrub(&[]).unwrap();
    tried.scrub(&["nas".to_owned()]).unwrap();
    drop(tried);
    assert!(read() == before, "nothing was written");
    assert_eq!(count(&sample), 3);
    let own = at(&sample, "own");
    sample.try_open_at(&trial).unwrap().backup(&wanted(&own, false)).unwrap();

    let away = at(&sample, "away");
    std::fs::rename(&nas, &away).unwrap();
    let left = ["nas", "vault-beside"];
    assert_eq!(sample.open().purge(&order(range(1, 1))).unwrap().residual, left);
    std::fs::rename(&away, &nas).unwrap();
    lose(&sample);
    let mut promoted = sample.try_open_at(&trial).unwrap();
    let refused = promoted.backup(&wanted(Path::new("nas"), false)).unwrap_err();
    assert!(matches!(refused, Error::Unfit(Unfit::Detached(_, None))), "{refused:?}");
    promoted.backup(&wanted(Path::new("nas"), true)).unwrap();
    // What knows more than this vault is not taken over, and a plan says so.
    let to_usb = wanted(Path::new("usb"), true);
    for refused in [promoted.plan_backup(&to_usb.wanted), promoted.backup(&to_usb)] {
        let refused = refused.unwrap_err();
        assert!(matches!(refused, Error::Unfit(Unfit::Ahead { .. })), "{refused:?}");
    }
    let all = promoted.destinations().unwrap();
    let left: Vec<_> = all.iter().filter(|one| one.detached).map(|one| one.name.as_str()).collect();
    assert_eq!(left, ["usb"]);
}

/// Made after the source was last written, a destination stands in no log there: found beside it, it
/// is registered, and a purge reaches it.
#[test]
fn a_destination_that_the_log_does_not_know_is_registered() {
    let sample = crowd(3);
    let usb = at(&sample, "usb");
    backup(&sample);
    backup_to(&sample, &usb);
    lose_all(&sample);
    let (nas, dir) = (nas(&sample), sample.dir());
    restore(&sample, &accepting(&nas, &dir)).unwrap();
    let names: Vec<String> =
        sample.open().destinations().unwrap().into_iter().map(|known| known.name).collect();
    assert_eq!(names, ["nas", "usb"]);
    purge(&sample, range(2, 2));
    assert_eq!(sample.open().outstanding().unwrap(), [""; 0]);
    let lines = std::fs::read(dir.join("destruction.log")).unwrap();
    assert!(std::fs::read(usb.join("destruction.log")).unwrap() == lines, "it was reached");
}
