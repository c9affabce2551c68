//! Restores: everybody but the destroyed, whatever is missing, stale or older.

use super::{Brought, RestoreOrder, Unrestorable, prepare_restore};
use crate::files;
use crate::log::Numbers;
use crate::model::{RecordNumber, Value};
use crate::vault::backup::{Backup, BackupTo};
use crate::vault::sample::{Sample, order, selector};
use crate::vault::{Depth, Environment, Error, Result, Vault};
use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::rc::Rc;

pub(super) fn number(n: u64) -> RecordNumber {
    RecordNumber::new(n).unwrap()
}

pub(super) fn range(first: u64, last: u64) -> Numbers {
    Numbers::range(number(first), number(last))
}

/// A vault with so many customers, in as many buckets as that takes.
pub(super) fn crowd(count: usize) -> Sample {
    let sample = Sample::new();
    let people: Vec<(String, String)> =
        (0..count).map(|n| (format!("客户{n}"), format!("139{n:08}"))).collect();
    let people: Vec<_> = people.iter().map(|(n, p)| (n.as_str(), p.as_str(), "")).collect();
    sample.add(&people);
    sample
}

pub(super) fn nas(sample: &Sample) -> PathBuf {
    sample.home.path().join("nas")
}

/// Backs the vault up; gives the name of the artefact.
pub(super) fn backup(sample: &Sample) -> String {
    backup_to(sample, &nas(sample))
}

pub(super) fn backup_to(sample: &Sample, to: &Path) -> String {
    let wanted = run_to(to);
    let backup = Backup { wanted, progress: &|_, _| {} };
    sample.open().backup(&backup).unwrap().artefact.unwrap()
}

/// A full backup there, nothing else said.
pub(super) fn run_to(to: &Path) -> BackupTo<'_> {
    BackupTo {
        to,
        name: None,
        data_only: false,
        versioned: false,
        attach: false,
        accept_rollback: false,
    }
}

pub(super) fn purge(sample: &Sample, numbers: Numbers) {
    sample.open().purge(&order(numbers)).unwrap();
}

pub(super) fn grade(sample: &Sample, n: u64, grade: &str) {
    let mut vault = sample.open();
    let field = vault.policy().known().grade;
    vault
        .change(|transaction| {
            transaction.edit("grade", &number(n).into(), None, |_, fields| {
                fields.set(field, [Value::plain(grade)]);
                Ok(())
            })
        })
        .unwrap();
}

/// What is to be restored, by default the newest data to where the vault was.
pub(in crate::vault) fn plain<'a>(destination: &'a Path, to: &'a Path) -> RestoreOrder<'a> {
    RestoreOrder {
        destination,
        data: None,
        to,
        named: None,
        destruction_logs: &[],
        accept_stale: false,
        accept_rollback: false,
    }
}

/// The same, giving up what only the vault at the place has.
pub(super) fn giving_up<'a>(destination: &'a Path, to: &'a Path) -> RestoreOrder<'a> {
    RestoreOrder { accept_rollback: true, ..plain(destination, to) }
}

pub(in crate::vault) fn restore(sample: &Sample, order: &RestoreOrder<'_>) -> Result<Brought> {
    prepare_restore(order, &sample.credential(), sample.environment())?.carry_out()
}

pub(in crate::vault) fn lose(sample: &Sample) {
    std::fs::remove_dir_all(sample.dir()).unwrap();
}

#[track_caller]
pub(super) fn assert_sound(sample: &Sample) {
    let report =
        Vault::check(&sample.dir(), &sample.credential(), sample.environment(), Depth::Everything)
            .unwrap();
    let findings: Vec<_> = report.findings().collect();
    assert!(findings.is_empty(), "{findings:?}");
    let told = ["check-never-drilled", "check-beside"];
    let notices = report.notices.iter().filter(|(id, _)| !told.contains(id));
    assert_eq!(notices.count(), 0, "{:?}", report.notices);
}

pub(super) fn count(sample: &Sample) -> u64 {
    sample.open().count(&selector("")).unwrap()
}

#[test]
fn a_lost_vault_comes_back_as_it_was() {
    let sample = crowd(300);
    grade(&sample, 2, "A");
    let artefact = backup(&sample);
    lose(&sample);
    let (nas, dir) = (nas(&sample), sample.dir());
    let brought = restore(&sample, &plain(&nas, &dir)).unwrap();
    assert_eq!(brought.plan.artefact, artefact);
    assert_eq!(brought.plan.restored, range(1, 300));
    assert!(brought.plan.lost.is_empty() && brought.plan.destroyed.is_empty());
    assert_sound(&sample);
    assert_eq!(count(&sample), 300);
    grade(&sample, 2, "B");
    let added = sample.add(&[("新客户", "13700000001", "")]);
    assert_eq!(added, range(301, 301));
    purge(&sample, range(2, 2));
    assert_sound(&sample);
    let names: Vec<_> = std::fs::read_dir(sample.home.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(names.len(), 3, "{names:?}");
}

/// Puts other bytes in the place of a file.
pub(super) fn put(path: impl AsRef<Path>, bytes: impl AsRef<[u8]>) {
    files::replace(path.as_ref(), bytes.as_ref()).unwrap();
}

pub(super) fn data<'a>(order: RestoreOrder<'a>, name: &'a str) -> RestoreOrder<'a> {
    RestoreOrder { data: Some(Path::new(name)), ..order }
}

/// What the directory of a sample has beside vault, backup and anchors.
fn leavings(sample: &Sample) -> Vec<String> {
    let known = ["vault", "nas", "state"];
    let listed = std::fs::read_dir(sample.home.path()).unwrap();
    let names = listed.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| !known.contains(&name.as_str())).collect()
}

/// Restored again and again, over what is there and from what was before: the log explains it all.
#[test]
fn restores_follow_each_other() {
    let sample = crowd(6);
    let first = backup(&sample);
    sample.add(&[("新客户", "13700000001", "")]);
    grade(&sample, 2, "A");
    purge(&sample, range(3, 3));
    backup(&sample);
    let (nas, dir) = (nas(&sample), sample.dir());
    let before = data(giving_up(&nas, &dir), &first);
    let one = restore(&sample, &before).unwrap();
    assert_eq!((&one.plan.destroyed, &one.plan.lost), (&range(3, 3), &range(7, 7)));
    assert_eq!(one.plan.next_record, 8);
    assert_sound(&sample);
    grade(&sample, 1, "B");
    assert_eq!(sample.add(&[("又一个", "13700000002", "")]), range(8, 8));
    // The newest data has K-7 again, which the restore before gave up; the key file of then still
    // has its key. K-8 goes, and the vault at the place tells of it.
    std::fs::rename(
        dir.with_file_name(one.kept.unwrap().0.file_name().unwrap()),
        dir.with_file_name("gone"),
    )
    .unwrap();
    let two = restore(&sample, &giving_up(&nas, &dir)).unwrap();
    assert_eq!(two.plan.restored, range(1, 7).difference(&range(3, 3)));
    assert_eq!((&two.plan.lost, two.plan.next_record), (&range(8, 8), 9));
    assert!(two.plan.epoch > one.plan.epoch);
    assert_sound(&sample);
    assert_eq!(count(&sample), 6);
    backup(&sample);
    purge(&sample, range(7, 7));
    assert_sound(&sample);
}

/// A part of a record was erased: the old data has it under a key that is gone, newer data has what
/// was left. Without newer data the record is named as lost.
#[test]
fn what_was_erased_in_part_comes_from_newer_data() {
    for newer in [true, false] {
        let sample = crowd(3);
        grade(&sample, 2, "A");
        let first = backup(&sample);
        let policy = crate::policy::Policy::builtin();
        let scope = crate::vault::scope(policy, &[], &[policy.known().grade]);
        let erase = crate::vault::Order { scope, ..order(range(2, 2)) };
        sample.open().purge(&erase).unwrap();
        if newer {
            backup(&sample);
        }
        grade(&sample, 1, "B");
        let (nas, dir) = (nas(&sample), sample.dir());
        let brought = restore(&sample, &data(giving_up(&nas, &dir), &first)).unwrap();
        let lost = if newer { Numbers::new() } else { range(2, 2) };
        assert_eq!(brought.plan.lost, lost);
        assert_eq!(brought.plan.restored, range(1, 3).difference(&lost));
        assert_sound(&sample);
        assert_eq!(sample.open().count(&selector("grade:A")).unwrap(), 0);
    }
}

/// Numbers that only this user's anchor has seen are not given out again.
#[test]
fn no_number_is_given_out_twice() {
    let sample = crowd(3);
    backup(&sample);
    sample.add(&[("甲", "13700000001", ""), ("乙", "13700000002", "")]);
    lose(&sample);
    let (nas, dir) = (nas(&sample), sample.dir());
    let refused = restore(&sample, &plain(&nas, &dir)).unwrap_err();
    assert!(matches!(refused, Error::Unrestorable(Unrestorable::Behind { .. })), "{refused:?}");
    assert_eq!(leavings(&sample), [""; 0]);
    let accepted = RestoreOrder { accept_rollback: true, ..plain(&nas, &dir) };
    let brought = restore(&sample, &accepted).unwrap();
    assert!(brought.plan.lost_head.is_some());
    assert_sound(&sample);
    assert_eq!(sample.add(&[("丙", "13700000003", "")]), range(6, 6));
}

/// The history of a record is that of its data: what was done after it is undone.
#[test]
fn history_ends_where_the_data_ends() {
    let sample = crowd(2);
    grade(&sample, 1, "A");
    let first = backup(&sample);
    grade(&sample, 1, "B");
    backup(&sample);
    let (nas, dir) = (nas(&sample), sample.dir());
    restore(&sample, &data(giving_up(&nas, &dir), &first)).unwrap();
    grade(&sample, 1, "C");
    let life = sample.open().history(&selector("K-1"), false).unwrap().remove(0);
    let verbs: Vec<&str> = life.events.iter().map(|event| event.verb.as_str()).collect();
    assert_eq!(verbs, ["add", "grade", "restored", "grade"]);
    let texts = |values: &[Value]| values.iter().map(|v| v.text.clone()).collect::<Vec<_>>();
    let field = sample.open().policy().known().grade;
    let changes = life.events.iter().flat_map(|event| &event.changes);
    let grades: Vec<_> = changes.filter(|change| change.field == field).collect();
    let last = grades.last().unwrap();
    assert_eq!((texts(&last.before), texts(&last.after)), (vec!["A".into()], vec!["C".into()]));
}

/// An artefact that was copied elsewhere is as good, and needs nothing else from there.
#[test]
fn data_may_lie_anywhere() {
    let sample = crowd(3);
    let name = backup(&sample);
    let (nas, dir) = (nas(&sample), sample.dir());
    let elsewhere = sample.home.path().join("elsewhere");
    std::fs::rename(nas.join(&name), &elsewhere).unwrap();
    lose(&sample);
    let refused = restore(&sample, &plain(&nas, &dir)).unwrap_err();
    assert!(matches!(refused, Error::Unrestorable(Unrestorable::NoArtefact(_))), "{refused:?}");
    let order = RestoreOrder { data: Some(&elsewhere), ..plain(&nas, &dir) };
    assert_eq!(restore(&sample, &order).unwrap().plan.restored, range(1, 3));
    assert_sound(&sample);
}

/// What somebody copied in part only, or made by hand: what is older is never taken unsaid, and never
/// for what was named.
#[test]
fn a_copy_without_a_manifest_is_passed_over_and_named() {
    let sample = crowd(3);
    let whole = backup(&sample);
    let (nas, dir) = (nas(&sample), sample.dir());
    let part = "20991231T000000Z";
    std::fs::create_dir(nas.join(part)).unwrap();
    lose(&sample);
    let named = restore(&sample, &data(plain(&nas, &dir), part)).unwrap_err();
    assert!(matches!(named, Error::Unrestorable(Unrestorable::NoArtefact(_))), "{named:?}");
    let told = Rc::new(RefCell::new(Vec::new()));
    let teller = Rc::clone(&told);
    let warn_at = Box::new(move |id, name: &str| teller.borrow_mut().push((id, name.to_owned())));
    let environment = Environment { warn_at, ..sample.environment() };
    let prepared = prepare_restore(&plain(&nas, &dir), &sample.credential(), environment).unwrap();
    assert_eq!(
        (prepared.plan().artefact.as_str(), &prepared.plan().restored),
        (&*whole, &range(1, 3))
    );
    assert_eq!(*told.borrow(), [("warn-copy-in-part", part.to_owned())]);
    drop(prepared);
    std::fs::remove_dir_all(nas.join(&whole)).unwrap();
    let none = restore(&sample, &plain(&nas, &dir)).unwrap_err();
    assert!(matches!(none, Error::Unrestorable(Unrestorable::NoArtefact(_))), "{none:?}");
}

/// What lies at the place and is no vault, or another one, is left alone.
#[test]
fn nothing_but_the_vault_itself_is_set_aside() {
    let sample = crowd(1);
    backup(&sample);
    let nas = nas(&sample);
    let other = sample.home.path().join("other");
    std::fs::create_dir(&other).unwrap();
    put(other.join("letter"), b"mine");
    let refused = restore(&sample, &plain(&nas, &other)).unwrap_err();
    assert!(matches!(refused, Error::Taken(_)), "{refused:?}");
    let stranger = Sample::new();
    let theirs = stranger.dir();
    let refused = restore(&sample, &plain(&nas, &theirs)).unwrap_err();
    assert!(matches!(refused, Error::Unrestorable(Unrestorable::OtherVault(_))), "{refused:?}");
    assert!(stranger.try_open_at(&theirs).is_ok());
    // An empty directory is no reason to stop, nor is a vault whose header is gone.
    std::fs::remove_file(other.join("letter")).unwrap();
    restore(&sample, &plain(&nas, &other)).unwrap();
    std::fs::remove_file(other.join("header")).unwrap();
    let brought = restore(&sample, &plain(&nas, &other)).unwrap();
    assert!(brought.kept.is_some());
}

/// Another destination has the log of what was given up: the next backup there goes on from where
/// the restored log left it, and can be restored from.
#[test]
fn other_destinations_follow_the_restored_log() {
    let sample = crowd(3);
    let (nas, dir, usb) = (nas(&sample), sample.dir(), sample.home.path().join("usb"));
    backup(&sample);
    sample.add(&[("新客户", "13700000001", "")]);
    backup_to(&sample, &usb);
    lose(&sample);
    let accepted = RestoreOrder { accept_rollback: true, ..plain(&nas, &dir) };
    assert_eq!(restore(&sample, &accepted).unwrap().plan.restored, range(1, 3));
    grade(&sample, 1, "A");
    backup_to(&sample, &usb);
    backup_to(&sample, &usb);
    lose(&sample);
    let brought = restore(&sample, &plain(&usb, &dir)).unwrap();
    assert_eq!(brought.plan.restored, range(1, 3));
    assert_sound(&sample);
    assert_eq!(sample.open().count(&selector("grade:A")).unwrap(), 1);
}
