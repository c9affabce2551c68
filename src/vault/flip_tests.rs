//! Single bytes flipped in every file of a vault.

use super::sample::Sample;
use super::tamper_tests::{busy, found, path, refused};
use super::{Depth, Error, Vault};
use crate::files;
use crate::store::Store;

fn flip(sample: &Sample, file: &str, at: usize) {
    let path = path(sample, file);
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[at] ^= 0x10;
    files::replace(&path, &bytes).unwrap();
}

/// The header at open, the keyhole's key at open, destruction.log by a check.
#[test]
fn a_flipped_byte_in_the_small_files_is_damage() {
    let sample = busy();
    let header = std::fs::read(path(&sample, "header")).unwrap();
    for at in (0..header.len()).step_by(97) {
        flip(&sample, "header", at);
        let refused = sample.try_open_at(&sample.dir()).err().unwrap();
        assert!(matches!(refused, Error::Damaged { .. }), "header {at}: {refused:?}");
        flip(&sample, "header", at);
    }
    let keyhole = std::fs::read(path(&sample, "keyhole")).unwrap();
    let used = keyhole.iter().position(|byte| *byte != 0).unwrap();
    for at in (used..used + 4096).step_by(31) {
        flip(&sample, "keyhole", at);
        assert_eq!(refused(sample.try_open_at(&sample.dir())), Some("damage-no-epoch"), "{at}");
        flip(&sample, "keyhole", at);
    }
    let lines = std::fs::read(path(&sample, "destruction.log")).unwrap();
    // The last byte is a line end: without it the line was never finished, and is written anew.
    for at in (0..lines.len() - 1).step_by(101) {
        flip(&sample, "destruction.log", at);
        let found = found(&sample, Depth::Log);
        assert!(!found.is_empty(), "destruction.log {at}");
        flip(&sample, "destruction.log", at);
    }
    assert_eq!(found(&sample, Depth::Everything), [].into());
}

/// Everything that the database holds, as one text.
fn content(store: &Store) -> Option<String> {
    let mut all = vec![format!("{:?}{:?}", store.buckets().ok()?, store.directory_ids().ok()?)];
    for id in 0..2 {
        let rows = store.records_of(id).ok()?;
        for row in &rows {
            all.push(format!("{:?}", store.trail(row.number).ok()?));
        }
        all.push(format!("{:?}{rows:?}", store.directory(id).ok()?));
        for part in crate::model::Part::ALL {
            all.push(format!("{:?}", store.segment(part, id).ok()?));
        }
    }
    let entries = store.each_entry(1, |row| {
        all.push(format!("{row:?}"));
        Ok::<_, crate::store::Error>(true)
    });
    entries.ok()?;
    all.push(format!("{:?}", store.checkpoints().ok()?));
    Some(all.concat())
}

/// A flipped byte in records.db is found, unless it lies where nothing is stored at all.
#[test]
fn a_flipped_byte_in_the_database_is_damage_wherever_something_is_stored() {
    let sample = busy();
    let db = path(&sample, "records.db");
    let before = content(&Store::open(&db).unwrap()).unwrap();
    let length = usize::try_from(std::fs::metadata(&db).unwrap().len()).unwrap();
    let mut caught = 0;
    for at in (19..length).step_by(length / 60) {
        flip(&sample, "records.db", at);
        let same =
            Store::open(&db).ok().and_then(|store| content(&store)).as_ref() == Some(&before);
        let checked = Vault::check(
            &sample.dir(),
            &sample.credential(),
            sample.environment(),
            Depth::Everything,
        );
        let damaged = match checked {
            Ok(report) => report.findings().next().is_some(),
            Err(Error::Damaged { .. }) => true,
            Err(error) => panic!("{at}: {error:?}"),
        };
        assert!(damaged || same, "byte {at} of {length}");
        caught += usize::from(damaged);
        flip(&sample, "records.db", at);
    }
    assert!(caught > 20, "{caught}");
    assert_eq!(found(&sample, Depth::Everything), [].into());
}
