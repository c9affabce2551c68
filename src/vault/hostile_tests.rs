//! What surrounds an open vault: paths, missing files, strangers, crashes and a full disk.

use super::sample::{Sample, order, selector};
use super::{Environment, Error, Numbers, Place, Vault};
use crate::model::RecordNumber;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

fn two_people() -> Sample {
    let sample = Sample::new();
    sample.add(&[("张伟芳", "13800000013", ""), ("李娜", "13800000014", "")]);
    sample
}

fn number(n: u64) -> RecordNumber {
    RecordNumber::new(n).unwrap()
}

/// Opens the vault so that the process "dies" when it reaches `step`.
fn dies_at(sample: &Sample, step: &'static str) -> Vault {
    let reached = Box::new(move |at: &'static str| assert!(at != step, "killed at {step}"));
    let environment = Environment { reached, ..sample.environment() };
    Vault::open(&sample.dir(), &sample.credential(), environment).unwrap()
}

/// Destroys K-1 up to `step`.
fn die_in_purge(sample: &Sample, step: &'static str) {
    let mut vault = dies_at(sample, step);
    let dying = std::panic::AssertUnwindSafe(|| vault.purge(&order(Numbers::from(number(1)))));
    assert!(std::panic::catch_unwind(dying).is_err(), "{step} was not reached");
}

fn damage(result: super::Result<Vault>) -> Place {
    match result {
        Err(Error::Damaged { place, .. }) => place,
        Err(other) => panic!("{other:?}"),
        Ok(_) => panic!("it opened"),
    }
}

#[test]
fn a_vault_opens_through_symbolic_links() {
    let sample = two_people();
    let link = sample.home.path().join("link");
    std::os::unix::fs::symlink(sample.home.path(), &link).unwrap();
    let mut vault = sample.try_open_at(&link.join("vault")).unwrap();
    assert_eq!(vault.select(&selector("")).unwrap().len(), 2);
}

#[test]
fn a_missing_file_is_damage_and_named() {
    for file in ["records.db", "keyhole"] {
        let sample = two_people();
        std::fs::remove_file(sample.dir().join(file)).unwrap();
        assert_eq!(damage(sample.try_open_at(&sample.dir())), Place::new(file, "damage-missing"));
    }
}

#[test]
fn nobody_else_may_read_what_a_vault_consists_of() {
    let sample = two_people();
    let modes = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(modes(&sample.dir()), 0o700);
    for entry in std::fs::read_dir(sample.dir()).unwrap() {
        let path = entry.unwrap().path();
        assert_eq!(modes(&path), 0o600, "{}", path.display());
    }
}

/// A reader finds two records while a destruction of one stands past its point of no return: the
/// look that is logged recovers first, and must not tell what was true before.
#[test]
fn a_count_does_not_include_what_recovery_destroys() {
    let sample = two_people();
    die_in_purge(&sample, "purge-intent");
    assert_eq!(sample.open().count(&selector("")).unwrap(), 1);
}

/// Whoever changes the database without the lock, between the proof of the state and the
/// transaction, does not get our signature under it.
#[test]
fn a_database_that_was_put_back_under_our_hands_is_not_signed() {
    let sample = two_people();
    let copy = sample.home.path().join("copy");
    let paths = |name: &str| (sample.dir().join(name), copy.join(name));
    std::fs::create_dir(&copy).unwrap();
    sample.open().store.fold_wal().unwrap();
    let (records, kept) = paths("records.db");
    std::fs::copy(&records, &kept).unwrap();
    sample.add(&[("王芳", "13800000015", "")]);
    let mut vault = sample.open();
    vault.hold_exclusive().unwrap();
    // What an SQLite client of the attacker does: the bucket rows of then, in one transaction.
    let sql = format!(
        "ATTACH '{}' AS old; DELETE FROM bucket; INSERT INTO bucket SELECT * FROM old.bucket;
         DELETE FROM directory; INSERT INTO directory SELECT * FROM old.directory;",
        kept.display()
    );
    crate::store::Store::open(&records).unwrap().tamper(&sql);
    let refused = vault.transact(|transaction| {
        transaction.log(crate::log::Act::Init {});
        Ok(())
    });
    assert!(matches!(refused, Err(Error::Damaged { .. })), "{refused:?}");
}

const STEPS: [&str; 8] = [
    "purge-intent",
    "purge-new-epoch",
    "purge-rewrapped",
    "purge-verified",
    "purge-key-destroyed",
    "purge-logged",
    "purge-done",
    "recover-durable",
];

/// Nothing of a destruction is left to do, and what it should not touch is there.
#[track_caller]
fn assert_destroyed(sample: &Sample, how: &str) {
    assert_eq!(sample.open().count(&selector("")).unwrap(), 1, "{how}");
    let error = sample.open().select(&selector("K-1")).unwrap_err();
    assert!(matches!(error, Error::Destroyed(n) if n == number(1)), "{how}: {error}");
    let lines = std::fs::read_to_string(sample.dir().join("destruction.log")).unwrap();
    assert_eq!(lines.lines().count(), 2, "{how}");
    assert_eq!(sample.add(&[("赵敏", "13800000016", "")]).to_string(), "3", "{how}");
}

/// Who dies at any step leaves a vault that the next command brings to the end of it, and so does
/// whoever dies while he does that.
#[test]
fn a_destruction_that_dies_anywhere_is_finished_by_the_next_command() {
    for first in STEPS.iter().filter(|step| step.starts_with("purge")) {
        let sample = two_people();
        die_in_purge(&sample, first);
        assert_destroyed(&sample, first);
    }
    for first in ["purge-intent", "purge-new-epoch", "purge-rewrapped", "purge-key-destroyed"] {
        for second in STEPS {
            let sample = two_people();
            die_in_purge(&sample, first);
            let mut vault = dies_at(&sample, second);
            let everybody = selector("");
            let recovering = std::panic::AssertUnwindSafe(|| vault.count(&everybody));
            // Not every step is left to recovery.
            drop(std::panic::catch_unwind(recovering));
            drop(vault);
            assert_destroyed(&sample, &format!("{first}, then {second}"));
        }
    }
}

/// Every command reads the WAL from end to end before it does anything.
#[test]
fn the_wal_stays_short_however_many_commands_write() {
    let sample = two_people();
    for _ in 0..120 {
        sample.open().count(&selector("")).unwrap();
        let wal = std::fs::metadata(sample.dir().join("records.db-wal")).unwrap();
        assert!(wal.len() < 1 << 20, "{} bytes", wal.len());
    }
}
