//! What a rotation leaves: everything as it was, under keys that nobody had before; and wherever it
//! was cut short, a vault that opens and comes to one end.

use super::Rotated;
use crate::crypto;
use crate::files;
use crate::model::{OperatorNumber, Part, RecordNumber, Value};
use crate::vault::bucket::{Bucket, Opener};
use crate::vault::purge_tests::{assert_sound, copy, keys_of_now, number, opened};
use crate::vault::sample::{Sample, order, selector};
use crate::vault::{BackupTo, Error, Result, Vault};
use std::fmt::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

/// Eleven buckets of customers, so that several threads work; some have histories and level 1.
fn crowd() -> Sample {
    let sample = few();
    let people: Vec<(String, String)> =
        (0..2800).map(|n| (format!("客户{n}"), format!("139{n:08}"))).collect();
    let people: Vec<_> = people.iter().map(|(n, p)| (n.as_str(), p.as_str(), "")).collect();
    sample.add(&people);
    sample
}

/// Three customers, of whom one has a history and one level 1.
pub(super) fn few() -> Sample {
    let sample = Sample::new();
    sample.add(&[
        ("张伟芳", "13800000013", ""),
        ("李娜", "13800000014", "11010519491231002X"),
        ("王芳", "13800000015", ""),
    ]);
    let mut vault = sample.open();
    let grade = vault.policy().known().grade;
    for value in ["A", "B"] {
        vault
            .change(|transaction| {
                transaction.edit("grade", &number(1).into(), None, |_, fields| {
                    fields.set(grade, [Value::plain(value)]);
                    Ok(())
                })
            })
            .unwrap();
    }
    sample
}

pub(super) fn rotate_in(vault: &mut Vault) -> Result<Rotated> {
    let plan = vault.plan_rotation()?;
    vault.rotate(None, &plan, &|_, _| {})
}

pub(super) fn rotate(sample: &Sample) -> Rotated {
    rotate_in(&mut sample.open()).unwrap()
}

/// What every record holds, and its history.
pub(super) fn told(sample: &Sample) -> String {
    let mut vault = sample.open();
    let all = vault.select(&selector("")).unwrap();
    let mut told = String::new();
    vault.hold_shared().unwrap();
    let records: Vec<_> = all.iter().collect();
    vault
        .stream(&records, &Part::ALL, &mut |record| {
            let values: Vec<_> = record.fields.iter().map(|(id, v)| (id, &v.text)).collect();
            writeln!(told, "{} {values:?}", record.number).unwrap();
            Ok(())
        })
        .unwrap();
    vault.release().unwrap();
    let lives = vault.history(&selector("K-1"), false).unwrap();
    let values = |values: &[Value]| values.iter().map(|v| v.text.clone()).collect::<Vec<_>>();
    let changes: Vec<_> = lives[0]
        .events
        .iter()
        .flat_map(|event| &event.changes)
        .map(|change| (change.field, values(&change.before), values(&change.after)))
        .collect();
    told + &format!("{changes:?}")
}

#[test]
fn everything_is_there_under_new_keys_and_the_old_open_nothing() {
    let sample = crowd();
    let before = told(&sample);
    let vault = sample.open();
    let (keys, epoch) = (keys_of_now(&vault), vault.state.checkpoint.epoch);
    let records = vault.paths.records();
    assert!(opened(&records, &vault, epoch, &keys) >= 6, "the test can see");
    drop(vault);
    let rotated = rotate(&sample);
    let Rotated { generation, epoch: destroyed, records: count, residual } = rotated;
    assert_eq!((generation, destroyed, count, residual.len()), (2, epoch, 2803, 0));
    assert!(told(&sample) == before);
    assert_sound(&sample);
    let vault = sample.open();
    assert_eq!((vault.ring.generation, vault.ring.newest()), (2, 2));
    assert_eq!(vault.state.checkpoint.epoch, epoch + 1);
    assert_eq!(vault.state.checkpoint.pending, 0);
    assert_eq!(opened(&records, &vault, epoch + 1, &keys), 0, "old keys on what is new");
    let old = vault.ring.at(1).unwrap();
    let opener = Opener::new(&old, &vault.state.wrap, epoch + 1, vault.policy);
    for row in &vault.state.buckets {
        assert!(Bucket::load(&vault.store, &opener, row).is_err(), "bucket {}", row.id);
    }
    drop(vault);
    // And once more, so that two older generations are carried along; what is written between is
    // kept too.
    sample.add(&[("陈静", "13800000099", "")]);
    let before = told(&sample);
    assert_eq!(rotate(&sample).generation, 3);
    assert!(told(&sample) == before);
    assert_sound(&sample);
}

/// Whoever kept level and record keys, and stands before the present rows, opens none of them.
#[test]
fn no_compartment_stays_under_a_level_key_of_before() {
    let sample = few();
    rotate(&sample);
    let vault = sample.open();
    let opens = |ring: &crate::vault::keys::KeyRing| {
        let mut count = 0;
        let bucket = Bucket::load(&vault.store, &vault.opener(), &vault.state.buckets[0]).unwrap();
        for row in vault.store.records_of(0).unwrap() {
            let entry = bucket.entry(row.number).unwrap();
            for part in Part::ALL {
                let key = ring.compartment(&entry.key, row.number, part).unwrap();
                let revision = entry.revisions[part.index()];
                let context = vault.ring.compartment_context(row.number, part, revision);
                let sealed = row.parts[part.index()].as_bytes();
                count += usize::from(crypto::open(&key, &context, sealed).is_ok());
            }
            for step in vault.store.trail(row.number).unwrap() {
                let key = ring.compartment(&entry.key, row.number, step.part).unwrap();
                let context = vault.ring.trail_context(row.number, step.part, step.n);
                count += usize::from(crypto::open(&key, &context, step.sealed.as_bytes()).is_ok());
            }
        }
        count
    };
    assert!(opens(&vault.ring) >= 9, "the test can see");
    assert_eq!(opens(&vault.ring.at(1).unwrap()), 0);
}

/// The old header on what is there now opens nothing; the old directory opens as what it was.
#[test]
fn a_header_of_before_opens_nothing_of_now() {
    let sample = few();
    let before = copy(&sample, "before");
    rotate(&sample);
    sample.add(&[("陈静", "13800000099", "")]);
    let mixed = copy(&sample, "mixed");
    std::fs::copy(before.join("header"), mixed.join("header")).unwrap();
    let Err(Error::Damaged { place, .. }) = sample.try_open_at(&mixed) else { panic!("it opened") };
    assert_eq!((place.file, place.what), ("header", "damage-unknown-header"));
    // With its own anchors, the old directory is the vault of then.
    let mut environment = sample.environment();
    environment.anchors = sample.home.path().join("other");
    let then = Vault::open(&before, &sample.credential(), environment).unwrap();
    assert_eq!((then.ring.generation, then.state.checkpoint.epoch), (1, 1));
}

#[test]
fn who_has_the_vault_open_takes_the_new_keys_up() {
    let sample = few();
    let mut other = sample.open();
    rotate(&sample);
    assert_eq!(other.select(&selector("张伟芳")).unwrap().to_string(), "1");
    assert_eq!(rotate_in(&mut other).unwrap().generation, 3);
}

#[test]
fn a_plan_of_before_another_rotation_is_refused() {
    let sample = few();
    let mut vault = sample.open();
    let plan = vault.plan_rotation().unwrap();
    assert_eq!((plan.generation, plan.records, plan.operators), (2, 3, 1));
    rotate(&sample);
    let again = vault.rotate(None, &plan, &|_, _| {});
    assert!(matches!(again, Err(Error::SelectionChanged)));
}

/// Damage is found while the rotation can still be left alone.
#[test]
fn what_is_damaged_stops_a_rotation_before_it_begins() {
    let sample = few();
    sample.open().store.tamper("UPDATE record SET level2 = zeroblob(200) WHERE number = 2");
    let mut vault = sample.open();
    let seq = vault.state.checkpoint.seq;
    assert!(matches!(vault.try_rotation(&|_, _| {}), Err(Error::Damaged { .. })));
    assert!(matches!(
        vault.hold_exclusive().and_then(|()| vault.rotate_locked(None, &|_, _| {})),
        Err(Error::Damaged { .. })
    ));
    assert_eq!(vault.state.checkpoint.seq, seq);
}

const STEPS: [&str; 9] = [
    "rotate-announced",
    "rotate-header-replaced",
    "rotate-header-settled",
    "rotate-new-epoch",
    "rotate-resealed",
    "rotate-verified",
    "rotate-key-destroyed",
    "rotate-logged",
    "recover-durable",
];

/// Rotates and stops at a step, as a crash would.
pub(super) fn stop_at(sample: &Sample, step: &'static str) {
    stopped(sample, step, None);
}

/// The same without an operator.
pub(super) fn stopped(sample: &Sample, step: &'static str, leaver: Option<OperatorNumber>) {
    let mut environment = sample.environment();
    environment.reached = Box::new(move |reached| assert!(reached != step, "stop"));
    let mut vault = Vault::open(&sample.dir(), &sample.credential(), environment).unwrap();
    let plan = vault.plan_rotation().unwrap();
    let stopped = catch_unwind(AssertUnwindSafe(|| vault.rotate(leaver, &plan, &|_, _| {})));
    assert!(stopped.is_err(), "{step} was not reached");
}

/// Some record.
pub(super) fn first() -> RecordNumber {
    number(1)
}

#[test]
fn a_crash_at_any_step_is_taken_up_by_the_next_writer() {
    for step in STEPS {
        let sample = few();
        let before = told(&sample);
        if step == "recover-durable" {
            // A crash in the recovery from one.
            stop_at(&sample, "rotate-new-epoch");
        }
        stop_at(&sample, step);
        // Whoever opens it reads it, whatever is pending.
        assert_eq!(sample.open().ring.newest(), if step == STEPS[0] { 1 } else { 2 }, "{step}");
        sample.add(&[("陈静", "13800000099", "")]);
        let vault = sample.open();
        let checkpoint = vault.state.checkpoint;
        assert_eq!((checkpoint.pending, checkpoint.header_next), (0, None), "{step}");
        let given_up = step == "rotate-announced";
        let state = (vault.ring.generation, checkpoint.epoch);
        assert_eq!(state, if given_up { (1, 1) } else { (2, 2) }, "{step}");
        drop(vault);
        assert_sound(&sample);
        assert!(told(&sample).starts_with(before.split_once("\n[").unwrap().0), "{step}");
        assert_eq!(rotate(&sample).generation, if given_up { 2 } else { 3 });
    }
}

/// The deliberate break: a compartment that T-B forgets is found, and by whom.
#[test]
fn a_compartment_that_is_left_behind_is_found() {
    let sample = few();
    let mut environment = sample.environment();
    environment.mutant = Box::new(|weakness| weakness == "compartment-left");
    let mut vault = Vault::open(&sample.dir(), &sample.credential(), environment).unwrap();
    rotate_in(&mut vault).unwrap();
    let sound = catch_unwind(AssertUnwindSafe(|| assert_sound(&sample)));
    assert!(sound.is_err());
}

fn back_up(sample: &Sample) -> PathBuf {
    let to = sample.home.path().join("nas");
    let wanted = BackupTo {
        to: &to,
        name: None,
        data_only: false,
        versioned: false,
        attach: false,
        accept_rollback: false,
    };
    sample.open().backup(&crate::vault::Backup { wanted, progress: &|_, _| {} }).unwrap();
    to
}

/// The generation that a destination's key file is sealed under.
fn generation_of(to: &Path) -> u32 {
    let closed = crate::vault::backup::keyfile::read(&to.join("key")).unwrap().unwrap();
    assert_eq!(closed.front.generation, closed.header.header.head.generation);
    closed.front.generation
}

#[test]
fn key_files_get_the_new_keys_and_who_is_away_owes() {
    let sample = few();
    let to = back_up(&sample);
    assert_eq!(rotate(&sample).residual.len(), 0);
    assert_eq!(generation_of(&to), 2);
    let away = sample.home.path().join("away");
    std::fs::rename(&to, &away).unwrap();
    let plan = sample.open().plan_rotation().unwrap();
    assert_eq!(plan.copies, ["nas"]);
    assert_eq!(rotate(&sample).residual, ["nas"]);
    std::fs::rename(&away, &to).unwrap();
    assert_eq!(generation_of(&to), 2);
    assert!(sample.open().destination("nas").unwrap().owed.is_some());
    sample.open().scrub(&[]).unwrap();
    assert_eq!(generation_of(&to), 3);
    assert_eq!(sample.open().destination("nas").unwrap().owed, None);
    assert_sound(&sample);
}

/// Data of before a rotation comes back with the key file of after it, but who was destroyed; and
/// a drill says so.
#[test]
fn older_data_comes_back_under_the_new_keys() {
    use crate::vault::restore::tests::{lose, plain, restore};
    let sample = few();
    let to = back_up(&sample);
    let before = told(&sample);
    rotate(&sample);
    sample.open().purge(&order(number(3).into())).unwrap();
    rotate(&sample);
    let drill = crate::vault::DrillOrder { destination: None, data: None, place: None };
    let drilled = sample.open().drill(&drill, &sample.credential()).unwrap();
    assert_eq!((drilled[0].records, drilled[0].findings.len()), (2, 0), "{:?}", drilled[0]);
    lose(&sample);
    let brought = restore(&sample, &plain(&to, &sample.dir())).unwrap();
    assert_eq!(brought.plan.restored.to_string(), "1-2");
    assert!(brought.unopened.is_empty());
    assert_sound(&sample);
    let now = told(&sample);
    for n in 0..2 {
        assert_eq!(now.lines().nth(n), before.lines().nth(n));
    }
    assert_eq!(sample.open().ring.generation, 3);
    rotate(&sample);
    assert_sound(&sample);
}

/// A destination whose log went ahead of its key file, as a crash between the two leaves it, is
/// stale, and restores what its key file knows to who accepts that.
#[test]
fn a_log_under_keys_that_the_key_file_lacks_is_stale() {
    use crate::vault::restore::tests::{lose, plain, restore};
    use crate::vault::restore::{RestoreOrder, Unrestorable};
    let sample = few();
    let to = back_up(&sample);
    let key: Vec<_> = ["key", "keyhole"].map(|file| std::fs::read(to.join(file)).unwrap()).into();
    rotate(&sample);
    for (file, bytes) in ["key", "keyhole"].iter().zip(&key) {
        files::replace(&to.join(file), bytes).unwrap();
    }
    lose(&sample);
    std::fs::remove_dir_all(sample.home.path().join("state")).unwrap();
    let place = sample.dir();
    let plain = plain(&to, &place);
    let Err(Error::Unrestorable(Unrestorable::Stale(stale))) = restore(&sample, &plain) else {
        panic!("not stale")
    };
    assert!(stale.header && !stale.sources.is_empty());
    restore(&sample, &RestoreOrder { accept_stale: true, ..plain }).unwrap();
    assert_sound(&sample);
    assert_eq!(sample.open().ring.generation, 1);
    assert_eq!(rotate(&sample).generation, 2);
}
