//! Backups that somebody had his hands in, logs that tell of restores that never were, and drills
//! of both.

use super::lines::Lines;
use super::tests::{
    assert_sound, backup, count, crowd, lose, nas, number, plain, purge, put, range, restore,
};
use super::{DrillFinding, DrillOrder, RestoreOrder, Unrestorable};
use crate::crypto::Key;
use crate::log::{Act, Numbers, Restored};
use crate::model::Digest;
use crate::vault::backup::folder::Folder;
use crate::vault::backup::keyfile::{self, Written};
use crate::vault::keyhole::{Epoch, Keyhole, Slot};
use crate::vault::restore::source::Source;
use crate::vault::sample::{Sample, copy_dir};
use crate::vault::tamper_tests::found;
use crate::vault::{Depth, Error, Vault};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// A backup whose vault is gone, and the name of its data.
fn lost() -> (Sample, PathBuf, String) {
    let sample = crowd(4);
    backup(&sample);
    purge(&sample, range(3, 3));
    let name = backup(&sample);
    lose(&sample);
    let nas = nas(&sample);
    (sample, nas, name)
}

#[track_caller]
fn assert_refused(sample: &Sample, order: &RestoreOrder<'_>, how: &str) -> Error {
    let refused = restore(sample, order).err().unwrap_or_else(|| panic!("{how}: restored"));
    assert!(!order.to.exists(), "{how}");
    refused
}

/// Every byte of manifest, key file, log and data is vouched for by something; a flip of any is
/// found before anything is at the place.
#[test]
fn no_flipped_byte_is_restored() {
    let (sample, nas, name) = lost();
    let dir = sample.dir();
    for (file, steps) in [("key", 40), ("log", 40), ("manifest", 40), ("data", 40)] {
        let path = match file {
            "manifest" | "data" => nas.join(&name).join(file),
            _ => nas.join(file),
        };
        let whole = std::fs::read(&path).unwrap();
        for at in (0..whole.len()).step_by(whole.len() / steps) {
            let mut flipped = whole.clone();
            flipped[at] ^= 1;
            put(&path, &flipped);
            let error = assert_refused(&sample, &plain(&nas, &dir), &format!("{file} byte {at}"));
            // Behind what the key file vouches for, the log ends early, as after a power cut.
            let told = matches!(
                error,
                Error::Damaged { .. }
                    | Error::Newer(_)
                    | Error::Unrestorable(
                        Unrestorable::NoKeyFile(_)
                            | Unrestorable::Behind { .. }
                            | Unrestorable::Newer { .. }
                    )
            );
            assert!(told, "{file} byte {at}: {error:?}");
        }
        for cut in [0, whole.len() / 2, whole.len() - 1] {
            put(&path, &whole[..cut]);
            assert_refused(&sample, &plain(&nas, &dir), &format!("{file} cut at {cut}"));
        }
        put(&path, &whole);
    }
    restore(&sample, &plain(&nas, &dir)).unwrap();
    assert_sound(&sample);
}

/// A destruction.log that was changed is not believed, and not passed over either.
#[test]
fn a_changed_destruction_log_is_refused() {
    let (sample, nas, _) = lost();
    let dir = sample.dir();
    let path = nas.join("destruction.log");
    let text = std::fs::read_to_string(&path).unwrap();
    put(&path, text.replacen("REQ-7", "REQ-8", 1));
    let error = assert_refused(&sample, &plain(&nas, &dir), "another basis");
    assert!(matches!(error, Error::Damaged { .. }), "{error:?}");
    // A zero hides no line: no power cut leaves a single one.
    let mut blank = text.clone().into_bytes();
    let second = text.find('\n').unwrap() + 40;
    blank[second] = 0;
    put(&path, &blank);
    let error = assert_refused(&sample, &plain(&nas, &dir), "a zero");
    assert!(matches!(error, Error::Damaged { .. }), "{error:?}");
    put(&path, &text);
    // What somebody hands over says whom it names, to the last line.
    let handed = sample.home.path().join("handed.log");
    let given = [handed.clone()];
    for cut in [text.len() - 40, text.len() / 2] {
        put(&handed, &text.as_bytes()[..cut]);
        let order = RestoreOrder { destruction_logs: &given, ..plain(&nas, &dir) };
        let error = assert_refused(&sample, &order, "broken off");
        let broken = matches!(&error, Error::Damaged { place, .. }
            if place.what == "damage-line-unfinished");
        assert!(broken, "{cut}: {error:?}");
    }
    let id = Folder::new(&nas).about().unwrap().unwrap().vault;
    let whole = Lines::parse(&handed, text.trim_end().as_bytes(), id).unwrap();
    assert_eq!(whole.count(), text.lines().count() as u64, "only its line end is missing");
    let theirs = Sample::new().dir().join("destruction.log");
    let given = [theirs];
    let order = RestoreOrder { destruction_logs: &given, ..plain(&nas, &dir) };
    let error = assert_refused(&sample, &order, "of another vault, gone meanwhile");
    assert!(matches!(error, Error::File(_)), "{error:?}");
}

/// Data of another vault, a key file from another destination, the keyhole of another, an older
/// keyhole: none fits, and each is said to be what it is.
#[test]
fn nothing_fits_that_comes_from_elsewhere() {
    let (sample, nas, name) = lost();
    let dir = sample.dir();
    let stranger = crowd(4);
    let theirs = backup(&stranger);
    let data = super::tests::nas(&stranger).join(theirs);
    let order = RestoreOrder { data: Some(&data), ..plain(&nas, &dir) };
    let error = assert_refused(&sample, &order, "data of another vault");
    assert!(matches!(&error, Error::Damaged { place, .. } if place.what == "damage-other-vault"));
    // Their rows under our manifest.
    let ours = nas.join(&name).join("data");
    let whole = std::fs::read(&ours).unwrap();
    std::fs::copy(data.join("data"), &ours).unwrap();
    assert_refused(&sample, &plain(&nas, &dir), "rows of another vault");
    put(&ours, whole);
    let wrong = super::tests::nas(&stranger);
    let error = assert_refused(&sample, &plain(&wrong, &dir), "another vault's backup");
    assert!(matches!(error, Error::WrongIdentity), "{error:?}");
    for file in ["key", "keyhole"] {
        let whole = std::fs::read(nas.join(file)).unwrap();
        std::fs::copy(wrong.join(file), nas.join(file)).unwrap();
        let error = assert_refused(&sample, &plain(&nas, &dir), file);
        assert!(matches!(error, Error::Damaged { .. }), "{file}: {error:?}");
        put(nas.join(file), whole);
    }
    restore(&sample, &plain(&nas, &dir)).unwrap();
    assert_eq!(count(&sample), 3);
}

/// The key file of one destination in the place of another's, of the same vault: `about`, which
/// nobody vouches for, is not believed, and nobody is locked out for it.
#[test]
fn about_is_not_believed_against_the_key_file() {
    let sample = crowd(2);
    backup(&sample);
    let usb = sample.home.path().join("usb");
    super::tests::backup_to(&sample, &usb);
    lose(&sample);
    let (nas, dir) = (nas(&sample), sample.dir());
    for file in ["key", "keyhole", "log", "destruction.log"] {
        std::fs::copy(usb.join(file), nas.join(file)).unwrap();
    }
    let (source, _) = Source::open(&nas, &sample.credential()).unwrap();
    assert!(
        source.contradicted && source.about.id == Folder::new(&usb).about().unwrap().unwrap().id
    );
    restore(&sample, &plain(&nas, &dir)).unwrap();
    assert_eq!(count(&sample), 2);
}

/// Writes the key file anew with what `change` leaves of it, as a holder of every key could.
fn rewrite(sample: &Sample, change: impl Fn(u64) -> bool, forget: &Numbers) {
    let nas = nas(sample);
    let (source, unlocked) = Source::open(&nas, &sample.credential()).unwrap();
    let folder = Folder::new(&nas);
    let mut facts = source.keys.facts.clone();
    facts.tombstones = facts.tombstones.difference(forget);
    let kept: Vec<_> = source.keys.living().filter(|number| change(number.get())).collect();
    facts.keys = kept.len() as u64;
    let keyhole = Keyhole::read(&folder.keyhole()).unwrap();
    let under = keyhole.slots().iter().find_map(|slot| match slot {
        Slot::Holds(epoch) => Some(Epoch { number: epoch.number, key: epoch.key.duplicate() }),
        _ => None,
    });
    let written = Written {
        destination: source.about.id,
        header: &source.header_bytes,
        facts: &facts,
        destruction_log: &source.keys.destruction_log,
    };
    let keys = kept.iter().map(|number| (*number, source.keys.key(*number).unwrap()));
    let keys: Vec<_> = keys.collect();
    let mut random = crate::crypto::Random::new(crate::vault::sample::os_random).unwrap();
    let under = (&unlocked.ring, &under.unwrap());
    keyfile::write(&folder.key(), &written, under, &keys, &mut random).unwrap();
}

/// A record without a key that nobody destroyed is never passed over; and a key file that forgot
/// somebody's tombstone is made up for by every other place that has it.
#[test]
fn a_key_that_is_missing_is_an_error_and_a_tombstone_is_not() {
    let (sample, nas, _) = lost();
    let dir = sample.dir();
    rewrite(&sample, |n| n != 2, &Numbers::new());
    let error = assert_refused(&sample, &plain(&nas, &dir), "no key for K-2");
    let Error::Unrestorable(Unrestorable::Unexplained(numbers)) = &error else {
        panic!("{error:?}")
    };
    assert_eq!(*numbers, range(2, 2));

    let (sample, nas, _) = lost();
    rewrite(&sample, |_| true, &range(3, 3));
    let first = Folder::new(&nas).artefacts().unwrap().remove(0);
    let dir = sample.dir();
    let order = RestoreOrder { data: Some(Path::new(&first)), ..plain(&nas, &dir) };
    let brought = restore(&sample, &order).unwrap();
    assert_eq!(brought.plan.destroyed, range(3, 3));
    assert_sound(&sample);
}

/// A restore as it could be logged of a vault of four, of whom K-3 was destroyed since the data.
fn told_truly(vault: &Vault) -> Restored {
    let rows = vault.store.checkpoints().unwrap();
    // The first transaction made the vault, the second added the four.
    let base = vault.verified_checkpoint(&rows[1]).unwrap();
    Restored {
        artefact: "20260301T000000Z".to_owned(),
        base: base.seq,
        base_head: base.head,
        numbers: range(1, 4).difference(&range(3, 3)),
        destroyed: range(3, 3),
        lost: Numbers::new(),
        epoch: vault.state.checkpoint.epoch + 1,
        next_record: vault.state.checkpoint.next_record,
        lines: Vec::new(),
        later: Vec::new(),
        unknown: Vec::new(),
        suppressed: Numbers::new(),
        unsuppressed: Numbers::new(),
        returned: Vec::new(),
        lost_head: None,
    }
}

/// What is not true of it.
type Change = fn(&mut Restored);

/// What `audit verify` finds when an administrator signs that restore, changed.
fn found_when(change: Change) -> BTreeSet<&'static str> {
    let sample = crowd(4);
    purge(&sample, range(3, 3));
    let mut vault = sample.open();
    let mut restored = told_truly(&vault);
    change(&mut restored);
    let done = vault.change(|transaction| {
        transaction.checkpoint.next_record = restored.next_record;
        transaction.checkpoint.epoch = restored.epoch;
        transaction.log(Act::Restored(Box::new(restored)));
        Ok(())
    });
    // It is committed, but nobody wrote a key for that epoch.
    drop(done);
    drop(vault);
    found(&sample, Depth::Log)
}

/// What an administrator could sign of a restore that was otherwise: `check` holds every word of it
/// to the log. Each is what a restore would log that broke one of its rules.
#[test]
fn a_restore_that_the_log_does_not_bear_out_is_found() {
    assert_eq!(found_when(|_| {}), BTreeSet::new(), "the truth");
    let forgeries: [(&str, Change); 8] = [
        ("brings back who was destroyed", |r| r.numbers = range(1, 4)),
        ("loses somebody without a word", |r| r.numbers = range(1, 2)),
        ("destroys without a word", |r| r.destroyed = Numbers::new()),
        ("stays in its epoch", |r| r.epoch -= 1),
        ("gives numbers out again", |r| r.next_record -= 1),
        ("goes on from another head", |r| r.base_head = Digest([7; 32])),
        ("goes on from no checkpoint", |r| r.base -= 1),
        ("brings back who never was", |r| {
            (r.numbers, r.next_record) = (r.numbers.union(&range(9, 9)), 10);
        }),
    ];
    for (how, change) in forgeries {
        let found = found_when(change);
        assert!(found.contains("damage-restored"), "{how}: {found:?}");
    }
    let found = found_when(|r| r.lines = vec!["{}".to_owned()]);
    assert!(found.contains("damage-done"), "a line that follows from nothing: {found:?}");
}

/// An older copy in the place of the vault is explained by nothing, a restore by itself.
#[test]
fn a_head_is_accepted_only_as_a_restore_explains_it() {
    let sample = crowd(2);
    backup(&sample);
    let (nas, dir) = (nas(&sample), sample.dir());
    let copy = sample.home.path().join("older");
    copy_dir(&dir, &copy);
    sample.add(&[("新客户", "13700000001", "")]);
    lose(&sample);
    copy_dir(&copy, &dir);
    let accept = || Vault::head_to_accept(&dir, &sample.credential(), sample.environment());
    let refused = accept().err().unwrap();
    let unexplained = Unrestorable::HeadNotExplained { here: 0, seen: 0 };
    let same = |error: &Error| match error {
        Error::Unrestorable(why) => {
            std::mem::discriminant(why) == std::mem::discriminant(&unexplained)
        }
        _ => false,
    };
    assert!(same(&refused), "{refused:?}");
    // A restore that names what was seen explains it.
    let anchor = sample.home.path().join("state");
    let anchor = std::fs::read_dir(anchor).unwrap().next().unwrap().unwrap().path();
    let seen = std::fs::read(&anchor).unwrap();
    let order = RestoreOrder { accept_rollback: true, ..plain(&nas, &dir) };
    let brought = restore(&sample, &order).unwrap();
    put(&anchor, seen);
    assert!(sample.try_open_at(&dir).is_err());
    let acceptance = accept().unwrap().unwrap();
    assert_eq!((acceptance.here, acceptance.here_head), (brought.seq, brought.head));
    acceptance.accept().unwrap();
    assert!(accept().unwrap().is_none());
    assert_sound(&sample);
}

fn drill(sample: &Sample) -> Vec<DrillFinding> {
    let order = DrillOrder { destination: None, data: None, place: None };
    let mut drilled = sample.open().drill(&order, &sample.credential()).unwrap();
    assert_eq!(drilled.len(), 1);
    drilled.remove(0).findings
}

/// A drill finds what a restore would stumble over, and what differs from the vault.
#[test]
fn a_drill_finds_what_is_wrong() {
    let sample = crowd(4);
    let name = backup(&sample);
    assert_eq!(drill(&sample).len(), 0);
    rewrite(&sample, |n| n != 2, &Numbers::new());
    let findings = drill(&sample);
    let unexplained = |finding: &DrillFinding| {
        matches!(finding, DrillFinding::Refused(Error::Unrestorable(Unrestorable::Unexplained(_))))
    };
    assert!(findings.iter().any(unexplained), "{findings:?}");
    backup(&sample);
    assert_eq!(drill(&sample).len(), 0, "the key file was rewritten");
    // A key file of before a destruction, put back.
    let nas = nas(&sample);
    let kept: Vec<_> =
        ["key", "keyhole"].map(|file| (file, std::fs::read(nas.join(file)).unwrap())).into();
    purge(&sample, range(4, 4));
    for (file, bytes) in kept {
        put(nas.join(file), bytes);
    }
    let findings = drill(&sample);
    let stale = |finding: &DrillFinding| {
        matches!(finding, DrillFinding::Refused(Error::Unrestorable(Unrestorable::Stale(_))))
    };
    assert!(findings.iter().any(stale), "{findings:?}");
    // The last drill that passed is the one that counts.
    let vault = sample.open();
    assert!(vault.destinations().unwrap()[0].drilled > 0);
    drop(vault);
    std::fs::remove_dir_all(nas.join(name)).unwrap();
}

/// What a drill leaves on disk has no key in it: neither one of the vault's nor one of a record's.
#[test]
fn a_drill_writes_no_key() {
    let sample = crowd(4);
    backup(&sample);
    let (source, _) = Source::open(&nas(&sample), &sample.credential()).unwrap();
    let keys: Vec<Key> = (1..=4).map(|n| source.keys.key(number(n)).unwrap().duplicate()).collect();
    let place = sample.home.path().join("place");
    std::fs::create_dir(&place).unwrap();
    let order = DrillOrder { destination: None, data: None, place: Some(&place) };
    // The directory of a drill that died is kept for a look into it.
    let (_, unlocked) = Source::open(&nas(&sample), &sample.credential()).unwrap();
    let dir = place.join("drill-1");
    let mut bench =
        super::bench::Bench::new(&dir, &source, unlocked, sample.environment()).unwrap();
    bench.take_log(&nas(&sample).join("log")).unwrap();
    bench.prove_log(&nas(&sample).join("log")).unwrap();
    for file in std::fs::read_dir(&dir).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        for key in &keys {
            assert!(!bytes.windows(32).any(|window| window == key.expose()));
        }
    }
    assert!(!dir.join("keyhole").exists());
    copy_dir(&dir, &place.join("drill-2"));
    drop(bench);
    // The next drill clears it, and leaves nothing itself.
    sample.open().drill(&order, &sample.credential()).unwrap();
    assert_eq!(std::fs::read_dir(&place).unwrap().count(), 0);
}
