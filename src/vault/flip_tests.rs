//! Single bytes flipped in every file of a vault.

use super::check::{Area, Findings};
use super::pages::{Use, uses};
use super::sample::{Sample, order, selector};
use super::tamper_tests::{busy, found, grade, number, path};
use super::{Backup, BackupTo, Depth, Error, Finding, Place, Vault};
use crate::files;
use std::collections::BTreeMap;
use std::fs::OpenOptions;
use std::os::unix::fs::FileExt;
use std::path::Path;

/// The byte at `at` with one bit the other way round; another bit in each place.
fn flipped(bytes: &[u8], at: usize) -> u8 {
    bytes[at] ^ (1 << (at % 8))
}

/// Calls `look` with each of `places` of a file flipped in turn; nothing is synced.
fn flip_each(file: &Path, places: impl Iterator<Item = usize>, mut look: impl FnMut(usize, &[u8])) {
    let bytes = std::fs::read(file).unwrap();
    let open = OpenOptions::new().write(true).open(file).unwrap();
    for at in places {
        open.write_all_at(&[flipped(&bytes, at)], at as u64).unwrap();
        look(at, &bytes);
        open.write_all_at(&bytes[at..=at], at as u64).unwrap();
    }
}

/// What a check says; what ends it is a finding too.
fn findings(sample: &Sample, depth: Depth) -> Vec<Finding> {
    match Vault::check(&sample.dir(), &sample.credential(), sample.environment(), depth) {
        Ok(report) => report.findings().cloned().collect(),
        Err(Error::Damaged { place, .. }) => {
            vec![Finding { place, older: false, destination: None }]
        }
        // Of the number that says so nobody knows whether it was always that one.
        Err(Error::Newer("schema")) => {
            vec![Finding {
                place: Place::new("records.db", "newer"),
                older: false,
                destination: None,
            }]
        }
        Err(error) => panic!("{error:?}"),
    }
}

/// Whoever wants to unlock the vault is told, before any key is derived.
#[test]
fn every_byte_of_the_header_counts() {
    let sample = few(true);
    let file = path(&sample, "header");
    let length = std::fs::read(&file).unwrap().len();
    flip_each(&file, 0..length, |at, _| {
        let found = findings(&sample, Depth::Log);
        assert!(matches!(&found[..], [one] if one.place.file == "header"), "{at}: {found:?}");
    });
    assert_eq!(findings(&sample, Depth::Everything), []);
}

/// What `check` does with the keyhole, byte by byte; the whole of `check` for some of them.
#[test]
fn every_byte_of_the_keyhole_counts() {
    let sample = few(true);
    let file = path(&sample, "keyhole");
    let length = std::fs::read(&file).unwrap().len();
    let vault = sample.open();
    let checkpoint = vault.state.checkpoint;
    flip_each(&file, 0..length, |at, bytes| {
        let mut files = Findings::new(Area::Files);
        files.take(vault.open_keyhole(&checkpoint)).unwrap();
        vault.check_keyhole(&checkpoint, &mut files, &mut Vec::new()).unwrap();
        let found = files.done().findings;
        assert!(found.iter().any(|finding| finding.place.file == "keyhole"), "{at}: {found:?}");
        if at % 4001 == 0 || bytes[at] != 0 && at % 9 == 0 {
            let found = findings(&sample, Depth::Everything);
            assert!(found.iter().any(|one| one.place.file == "keyhole"), "{at}: {found:?}");
        }
    });
    assert_eq!(findings(&sample, Depth::Everything), []);
}

#[test]
fn a_flipped_byte_in_the_destruction_log_is_damage() {
    let sample = busy();
    let file = path(&sample, "destruction.log");
    let length = std::fs::read(&file).unwrap().len();
    // The last byte is a line end: without it the line was never finished, and is written anew.
    flip_each(&file, (0..length - 1).step_by(31), |at, _| {
        let found = findings(&sample, Depth::Log);
        assert!(found.iter().any(|one| one.place.file == "destruction.log"), "{at}: {found:?}");
    });
    // Any byte may become a zero, and a blank by one bit.
    let bytes = std::fs::read(&file).unwrap();
    for at in (200..length - 1).step_by(97) {
        let mut blank = bytes.clone();
        blank[at] = 0;
        files::replace(&file, &blank).unwrap();
        let found = findings(&sample, Depth::Log);
        assert!(found.iter().any(|one| one.place.file == "destruction.log"), "{at}: {found:?}");
    }
    files::replace(&file, &bytes).unwrap();
    assert_eq!(found(&sample, Depth::Everything), [].into());
}

/// A few records of every kind of past; everything in records.db itself when `folded`, else all
/// but the first of it in the WAL.
fn few(folded: bool) -> Sample {
    let sample = Sample::new();
    let people: Vec<(String, String)> =
        (0..12).map(|n| (format!("客户{n}"), format!("139{n:08}"))).collect();
    let people: Vec<_> = people.iter().map(|(n, p)| (n.as_str(), p.as_str(), "")).collect();
    sample.open().store.fold_wal().unwrap();
    sample.add(&people);
    for n in [2, 3, 2] {
        grade(&sample, n, if n == 3 { "B" } else { "A" });
    }
    if folded {
        sample.open().purge(&order(number(5).into())).unwrap();
        sample.open().store.fold_wal().unwrap();
    }
    sample
}

/// Puts every file of the vault back; whoever opens a damaged database may write to it.
fn put_back(sample: &Sample, files: &BTreeMap<String, Vec<u8>>) {
    for entry in std::fs::read_dir(sample.dir()).unwrap() {
        let entry = entry.unwrap();
        match files.get(entry.file_name().to_str().unwrap()) {
            Some(bytes) if std::fs::read(entry.path()).unwrap() == *bytes => {}
            Some(bytes) => {
                let file = OpenOptions::new().write(true).open(entry.path()).unwrap();
                file.set_len(bytes.len() as u64).unwrap();
                file.write_all_at(bytes, 0).unwrap();
            }
            None => std::fs::remove_file(entry.path()).unwrap(),
        }
    }
}

fn all_files(sample: &Sample) -> BTreeMap<String, Vec<u8>> {
    let read = |entry: std::io::Result<std::fs::DirEntry>| {
        let entry = entry.unwrap();
        (entry.file_name().into_string().unwrap(), std::fs::read(entry.path()).unwrap())
    };
    std::fs::read_dir(sample.dir()).unwrap().map(read).collect()
}

/// Every byte of the database's header, and a sample of the rest. What is not found lies where
/// nothing is stored, or in a field that says nothing about what is; a flipped value of a
/// record's row names the record.
#[test]
fn a_flipped_byte_in_the_database_is_found_unless_nothing_is_stored_there() {
    let sample = few(true);
    let (file, kept) = (path(&sample, "records.db"), all_files(&sample));
    let uses = uses(&kept["records.db"]);
    let places = (0..100).chain((100..uses.len()).filter(|at| match uses[*at] {
        Use::Free | Use::Idle => at % 1511 == 0,
        Use::Sequence => true,
        Use::Kept => at % 61 == 0,
        Use::Record(_) => at % 97 == 0,
    }));
    let (mut silent, mut caught) = (0, 0);
    flip_each(&file, places, |at, _| {
        let found = findings(&sample, Depth::Everything);
        put_back(&sample, &kept);
        assert!(found.iter().all(|one| one.place.file == "records.db"), "{at}: {found:?}");
        match uses[at] {
            Use::Free | Use::Idle | Use::Sequence if found.is_empty() => silent += 1,
            Use::Record(id) => {
                let names = |one: &Finding| one.place.record.is_some_and(|n| n.get() == id);
                assert!(found.iter().any(names), "{at}: {found:?}");
            }
            what => assert!(!found.is_empty(), "{at} is {what:?}"),
        }
        caught += u32::from(!found.is_empty());
    });
    assert!(caught > 250 && silent > 50, "{caught}, {silent}");
    assert_eq!(findings(&sample, Depth::Everything), []);
}

/// The checksums of the WAL are a chain: from a flipped byte on SQLite takes nothing of it, and
/// what is left is older than what was last seen.
#[test]
fn a_flipped_byte_in_the_wal_is_found() {
    let sample = few(false);
    sample.open().count(&selector("")).unwrap();
    let (file, kept) = (path(&sample, "records.db-wal"), all_files(&sample));
    let length = kept["records.db-wal"].len();
    assert!(length > 20 * 8192, "{length}");
    let places = (0..32).chain((32..length).step_by(419));
    flip_each(&file, places, |at, _| {
        let found = findings(&sample, Depth::Everything);
        put_back(&sample, &kept);
        assert!(found.iter().any(|one| one.place.file == "records.db"), "{at}: {found:?}");
    });
    assert_eq!(findings(&sample, Depth::Everything), []);
}

/// The key file of a backup lies elsewhere, and is looked at where it lies.
#[test]
fn a_flipped_byte_of_a_key_file_or_its_keyhole_is_found() {
    let sample = few(true);
    let to = sample.home.path().join("nas");
    let wanted = BackupTo {
        to: &to,
        name: None,
        data_only: false,
        versioned: false,
        attach: false,
        accept_rollback: false,
    };
    sample.open().backup(&Backup { wanted, progress: &|_, _| {} }).unwrap();
    for owes in [false, true] {
        if owes {
            // It was away while somebody was destroyed; that it is older is no damage.
            let away = sample.home.path().join("away");
            std::fs::rename(&to, &away).unwrap();
            sample.open().purge(&order(number(1).into())).unwrap();
            std::fs::rename(&away, &to).unwrap();
            assert_eq!(findings(&sample, Depth::Everything), []);
        }
        for name in ["key", "keyhole"] {
            let file = to.join(name);
            let length = std::fs::read(&file).unwrap().len();
            flip_each(&file, (0..length).step_by(length / 23), |at, _| {
                let found = findings(&sample, Depth::Everything);
                let told = found.iter().any(|one| one.place.file.starts_with("destination/key"));
                assert!(told, "{name} {at}: {found:?}");
            });
            let bytes = std::fs::read(&file).unwrap();
            std::fs::remove_file(&file).unwrap();
            assert_ne!(findings(&sample, Depth::Everything), [], "{name}");
            files::replace(&file, &bytes).unwrap();
        }
    }
    assert_eq!(findings(&sample, Depth::Everything), []);
}
