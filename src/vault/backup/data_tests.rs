//! What is written, whoever reads it; and that nothing damaged is.

use super::*;
use crate::crypto::digest;
use crate::log::Numbers;
use crate::vault::backup::rows::Rows;
use crate::vault::sample::{Sample, person};

/// A vault of several buckets in which every third record has a history, some of two entries.
fn sample() -> Sample {
    let sample = Sample::new();
    let people = (0..700).map(|n| person("张伟芳", &format!("138{n:08}"), ""));
    let people: Vec<_> = people.collect();
    let mut vault = sample.open();
    vault.change(|transaction| transaction.add("add", people)).unwrap();
    for (step, other) in [(3, 0), (30, 1)] {
        let numbers: Numbers = (1..=700).step_by(step).filter_map(RecordNumber::new).collect();
        let phone = vault.policy.known().phone;
        let edited = vault.change(|transaction| {
            let mut next = 0;
            transaction.edit("edit", &numbers, None, |_, fields| {
                next += 1;
                let new = person("", &format!("139{other}{next:07}"), "");
                fields.set(phone, new.all(phone).cloned().collect::<Vec<_>>());
                Ok(())
            })
        });
        edited.unwrap();
    }
    sample
}

#[test]
fn the_file_is_the_one_that_a_single_thread_would_write() {
    let sample = sample();
    let mut vault = sample.open();
    vault.hold_shared().unwrap();
    let written = |threads: usize| {
        let path = sample.home.path().join(format!("data-{threads}"));
        let copied = write_by(threads, &vault, &path, &|_, _| {}).unwrap();
        (copied, std::fs::read(path).unwrap())
    };
    let (copied, bytes) = written(1);
    assert_eq!((copied.records, copied.bytes), (700, bytes.len() as u64));
    assert_eq!(copied.trail, 2 * (234 + 24), "of two parts");
    for threads in [2, 3, 8] {
        let (also, same) = written(threads);
        assert_eq!(also, copied);
        assert!(bytes == same, "{threads}");
    }
    // Every bit of it is in the hash.
    let sum = |bytes: &[u8]| {
        let (mut rows, mut sum) = (Rows::new(bytes).ok()?, Sum::new());
        while let Some(row) = rows.next().ok()? {
            sum.add(&row.line());
        }
        Some(sum.finish())
    };
    assert_eq!(sum(&bytes), Some(copied.hash));
    assert_ne!(copied.hash, digest::sha256(&bytes), "of the records, not of the bytes");
    let mut flipped = bytes;
    for at in (0..flipped.len()).step_by(1009) {
        flipped[at] ^= 1 << (at % 8);
        assert_ne!(sum(&flipped), Some(copied.hash), "byte {at}");
        flipped[at] ^= 1 << (at % 8);
    }
}

/// One thing changed in the database: the write names the record.
#[test]
fn nothing_damaged_is_copied() {
    let sample = sample();
    let flip = "CAST(substr(sealed, 1, 20) || x'00' || substr(sealed, 22) AS BLOB)";
    let whole = [
        ("UPDATE record SET level1 = level2, level2 = level1 WHERE number = 301", 301),
        ("UPDATE record SET level2 = CAST(level2 || x'00' AS BLOB) WHERE number = 700", 700),
        ("DELETE FROM record WHERE number = 400", 400),
        ("DELETE FROM trail WHERE record = 31 AND n = 2", 31),
        ("DELETE FROM trail WHERE record = 31", 31),
        ("UPDATE trail SET n = 20 - n WHERE record = 61", 61),
        ("UPDATE trail SET part = 3 - part WHERE record = 301", 301),
        ("UPDATE trail SET record = 3 WHERE record = 4", 4),
        ("INSERT INTO trail (record, n, part, sealed) VALUES (31, 5, 0, x'00')", 31),
    ];
    let flipped = |of: u64| format!("UPDATE trail SET sealed = {flip} WHERE record = {of}");
    let all = whole.map(|(sql, record)| (sql.to_owned(), record));
    let all = all.into_iter().chain([1, 31, 700].map(|of| (flipped(of), of)));
    for (sql, record) in all {
        let copy = sample.home.path().join("copy");
        crate::vault::sample::copy_dir(&sample.dir(), &copy);
        let mut vault = sample.try_open_at(&copy).unwrap();
        vault.hold_shared().unwrap();
        vault.store.tamper(&sql);
        let refused = write_by(2, &vault, &copy.join("data"), &|_, _| {}).unwrap_err();
        let named = RecordNumber::new(record);
        assert!(
            matches!(&refused, Error::Damaged { place, .. } if place.record == named),
            "{sql}: {refused}"
        );
        drop(vault);
        std::fs::remove_dir_all(&copy).unwrap();
    }
}
