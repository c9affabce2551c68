//! Done is done: whoever holds every file of before a destruction, but the keyhole's block, and
//! every secret of after it, learns no value of what was destroyed.

use super::Vault;
use super::bucket::Bucket;
use super::keyhole::{Epoch, Keyhole};
use super::purge_tests::{copy, keys_of_now, number, set};
use super::sample::{Sample, order, person};
use crate::crypto::{self, Context, Key, Purpose};
use crate::model::{Fields, Part, Sealed, Value};
use crate::policy::Policy;
use crate::store::Store;
use std::path::{Path, PathBuf};

/// What was ever kept of the record, one value in each part and some in its past only.
const VALUES: [&str; 8] = [
    "欧阳静",
    "+8613800000077",
    "11010519491231002X",
    "临湖路一号",
    "山南路二号",
    "喜欢登山",
    "重点客户",
    "2031-07-19",
];

/// The record that is destroyed.
const GONE: u64 = 7;

/// Some people, and one with a past; nothing is folded back, so that much of it is in the WAL.
/// Gives copies of all files at several moments.
fn crowd() -> (Sample, Vec<PathBuf>) {
    let sample = Sample::new();
    sample.open().store.fold_wal().unwrap();
    let others: Vec<Fields> =
        (0..20).map(|n| person(&format!("客户{n}"), &format!("139{n:08}"), "")).collect();
    let [before, after] = [&others[..6], &others[6..]].map(<[_]>::to_vec);
    let add = |records| sample.open().change(|transaction| transaction.add("add", records));
    add(before).unwrap();
    let policy = Policy::builtin();
    let mut gone = person(VALUES[0], VALUES[1], VALUES[2]);
    let field = |id: &str| policy.id(id).unwrap();
    for (id, text) in [
        ("address", VALUES[3]),
        ("notes", VALUES[5]),
        ("tags", VALUES[6]),
        ("retain_until", VALUES[7]),
    ] {
        gone.push(field(id), Value::plain(text));
    }
    assert_eq!(add(vec![gone]).unwrap().to_string(), GONE.to_string());
    add(after).unwrap();
    let mut copies = vec![copy(&sample, "first")];
    set(&sample, GONE, "address", VALUES[4]);
    set(&sample, GONE, "notes", "不再登山");
    set(&sample, GONE, "id_number", "");
    copies.push(copy(&sample, "second"));
    (sample, copies)
}

/// Every key that `vault` leads to, in every place of the hierarchy where a key can stand.
fn every_key(vault: &Vault, epoch: u64) -> Vec<Key> {
    let ring = &vault.ring;
    let mut keys = Vec::new();
    for key in keys_of_now(vault) {
        for part in Part::ALL {
            keys.push(ring.compartment(&key, number(GONE), part).unwrap());
            keys.push(ring.segment(&key, 0, part).unwrap());
        }
        keys.push(ring.wrap_key(&Epoch { number: epoch, key: key.duplicate() }));
        keys.push(key);
    }
    keys
}

/// Every sealed blob that has to do with the record in an old copy, with its context; of the log
/// all of it. Revisions and places in a trail are few, so whoever tries them all finds the right.
fn blobs(vault: &Vault, old: &Path, epoch: u64) -> Vec<(Context, Sealed)> {
    let store = Store::open(&old.join("records.db")).unwrap();
    let ring = &vault.ring;
    let row = store.bucket(0).unwrap().unwrap();
    let directory = store.directory(0).unwrap().unwrap();
    let mut all = vec![
        (ring.bucket_key_context(0, epoch), row.wrapped_key),
        (ring.directory_context(0), directory),
    ];
    let record = store.record(number(GONE)).unwrap().unwrap();
    for part in Part::ALL {
        for revision in 1..=6 {
            let context = ring.compartment_context(number(GONE), part, revision);
            all.push((context, record.parts[part.index()].clone()));
        }
        let context = ring.segment_context(0, part, row.counters[part.index()]);
        all.push((context, store.segment(part, 0).unwrap().unwrap()));
    }
    for step in store.trail(number(GONE)).unwrap() {
        all.push((ring.trail_context(number(GONE), step.part, step.n), step.sealed));
    }
    all
}

/// What opens of an old copy: with any of `keys`, and with the log's.
fn opened(vault: &Vault, old: &Path, epoch: u64, keys: &[Key]) -> Vec<u8> {
    let mut text = Vec::new();
    for (context, sealed) in blobs(vault, old, epoch) {
        for key in keys {
            if let Ok(bytes) = crypto::open(key, &context, sealed.as_bytes()) {
                text.extend_from_slice(&bytes);
            }
            let wrapped = crypto::open_key(key, &context, sealed.as_bytes());
            text.extend(wrapped.map_or(Vec::new(), |_| b"a bucket key".to_vec()));
        }
    }
    let store = Store::open(&old.join("records.db")).unwrap();
    let mut entries = 0;
    let log = |row: crate::store::LogRow| {
        let key = vault.ring.log_key(row.generation).unwrap();
        let context = vault.ring.log_context(Purpose::LogEntry, row.seq, row.generation);
        text.extend_from_slice(&crypto::open(key, &context, row.sealed.as_bytes()).unwrap());
        entries += 1;
        Ok::<_, crate::store::Error>(true)
    };
    store.each_entry(1, log).unwrap();
    assert!(entries > 3, "the log of then is read");
    text
}

fn found_in(bytes: &[u8]) -> Vec<&'static str> {
    let is_there = |value: &&str| memchr::memmem::find(bytes, value.as_bytes()).is_some();
    VALUES.into_iter().filter(is_there).collect()
}

/// Every file below `dir`, one behind the other.
fn files_below(dir: &Path) -> Vec<u8> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        all.extend(if path.is_dir() { files_below(&path) } else { std::fs::read(path).unwrap() });
    }
    all
}

/// Breaks when a touched bucket keeps its key, when the record keys are derived from anything that
/// stays, when the old epoch's key is left in the keyhole, or when a value gets into the log.
#[test]
fn every_old_file_and_every_new_secret_yield_no_value_of_who_was_destroyed() {
    let (sample, copies) = crowd();
    let epoch = sample.open().state.checkpoint.epoch;
    let wal = copies[1].join("records.db-wal");
    assert!(std::fs::metadata(wal).unwrap().len() > 100_000, "the WAL holds what was done");
    // Whoever has the keyhole's block of then reads all of it: this test can see.
    let vault = sample.open();
    let then = every_key(&vault, epoch);
    let first = opened(&vault, &copies[0], epoch, &then);
    let second = opened(&vault, &copies[1], epoch, &then);
    assert_eq!(found_in(&[first, second].concat()), VALUES);
    drop(vault);

    sample.open().purge(&order(number(GONE).into())).unwrap();
    let vault = sample.open();
    let now = every_key(&vault, epoch);
    for old in &copies {
        let text = opened(&vault, old, epoch, &now);
        assert_eq!(found_in(&text), [""; 0]);
        assert!(memchr::memmem::find(&text, b"a bucket key").is_none());
    }
    // Nor does anything lie open: in the vault, the anchors, and every copy with its WAL.
    assert_eq!(found_in(&files_below(sample.home.path())), [""; 0]);
    // The one block that is excepted: with it, nothing would hold.
    let block = Keyhole::read(&copies[0].join("keyhole")).unwrap();
    let key = block.slots().iter().find_map(|slot| match slot {
        super::keyhole::Slot::Holds(epoch) => Some(vault.ring.wrap_key(epoch)),
        _ => None,
    });
    let store = Store::open(&copies[0].join("records.db")).unwrap();
    let row = store.bucket(0).unwrap().unwrap();
    let context = vault.ring.bucket_key_context(0, epoch);
    assert!(crypto::open_key(&key.unwrap(), &context, row.wrapped_key.as_bytes()).is_ok());
    // And whoever lives is still there.
    let row = vault.state.bucket(0).unwrap();
    let bucket = Bucket::load(&vault.store, &vault.opener(), row).unwrap();
    assert_eq!(bucket.directory.0.len(), 20);
}
