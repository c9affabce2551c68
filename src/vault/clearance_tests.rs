//! Keys, not rules, keep a low clearance from what lies above it: with the whole directory in
//! hand, and every key that can be derived, nothing more sensitive opens.

use super::bucket::Bucket;
use super::header::Slot;
use super::keyhole::Keyhole;
use super::sample::{Sample, order, selector};
use super::{Error, Request, Vault};
use crate::crypto::{self, Bundle, Context, Key, Purpose, derive};
use crate::model::{Capability, Clearance, Level, Part, RecordNumber, Sealed, Value};

const SECRET: &str = "11010519491231002X";

fn sample() -> Sample {
    let sample = Sample::new();
    sample.add(&[("张伟芳", "13800000013", SECRET), ("李娜", "13800000014", "")]);
    // A history entry in each part that an edit touches.
    let mut vault = sample.open();
    let known = vault.policy().known();
    let (name, grade, id) = (known.name, known.grade, known.id_number);
    let one = RecordNumber::new(1).unwrap();
    vault
        .change(|transaction| {
            transaction.edit("edit", &one.into(), None, |_, fields| {
                fields.set(name, [Value::plain("张伟")]);
                fields.set(grade, [Value::plain("A")]);
                fields.set(id, []);
                Ok(())
            })
        })
        .unwrap();
    drop(vault);
    sample
}

fn limited(sample: &Sample, clearance: u8) -> Vault {
    let mut vault = sample.open();
    vault.ring = vault.ring.limited(Clearance::new(clearance).unwrap());
    vault
}

/// Every sealed blob of a part, with the context it was sealed in.
fn blobs(vault: &Vault, part: Part) -> Vec<(Context, Sealed)> {
    let mut blobs = Vec::new();
    for row in &vault.state.buckets {
        let bucket = Bucket::load(&vault.store, &vault.opener(), row).unwrap();
        let counter = row.counters[part.index()];
        let segment = vault.store.segment(part, row.id).unwrap().unwrap();
        blobs.push((vault.ring.segment_context(row.id, part, counter), segment));
        for record in vault.store.records_of(row.id).unwrap() {
            let number = record.number;
            let revision = bucket.entry(number).unwrap().revisions[part.index()];
            let sealed = record.parts[part.index()].clone();
            if !sealed.is_empty() {
                blobs.push((vault.ring.compartment_context(number, part, revision), sealed));
            }
            for step in vault.store.trail(number).unwrap().into_iter().filter(|s| s.part == part) {
                blobs.push((vault.ring.trail_context(number, part, step.n), step.sealed));
            }
        }
    }
    blobs
}

/// Every key that a ring and the whole directory give, derived for every part that works.
fn keys(vault: &Vault) -> Vec<Key> {
    let ring = &vault.ring;
    let mut keys = vec![
        vault.state.wrap.duplicate(),
        ring.header_mac_key(),
        ring.current_log_key().unwrap().duplicate(),
    ];
    for row in &vault.state.buckets {
        let bucket = Bucket::load(&vault.store, &vault.opener(), row).unwrap();
        keys.push(bucket.key.duplicate());
        keys.extend(Part::ALL.into_iter().flat_map(|p| ring.segment(&bucket.key, row.id, p)));
        for (place, entry) in &bucket.directory.0 {
            let number = RecordNumber::at(row.id, *place).unwrap();
            keys.push(entry.key.duplicate());
            keys.extend(
                Part::ALL.into_iter().flat_map(|p| ring.compartment(&entry.key, number, p)),
            );
        }
    }
    keys
}

fn opened(blobs: &[(Context, Sealed)], keys: &[Key]) -> usize {
    let opens = |(context, sealed): &&(Context, Sealed)| {
        keys.iter().any(|key| crypto::open(key, context, sealed.as_bytes()).is_ok())
    };
    blobs.iter().filter(opens).count()
}

/// Breaks when a level's key is derived without the level key, or one level's from another's.
#[test]
fn no_key_of_a_low_clearance_opens_anything_above_it() {
    let sample = sample();
    let full = sample.open();
    for clearance in 0..=3 {
        let vault = limited(&sample, clearance);
        let keys = keys(&vault);
        for part in Part::ALL {
            let blobs = blobs(&full, part);
            // Segment, compartments, history: there is something to be opened.
            assert!(blobs.len() >= 2, "{part:?}");
            let reaches = Clearance::new(clearance).unwrap().opens_part(part);
            let expected = if reaches { blobs.len() } else { 0 };
            assert_eq!(opened(&blobs, &keys), expected, "clearance {clearance}, {part:?}");
        }
    }
}

/// Everything sealed that the database holds beside records: directories, bucket keys, log and
/// checkpoints, with the context of each.
fn frame(vault: &Vault) -> Vec<(Context, Sealed)> {
    let (ring, store) = (&vault.ring, &vault.store);
    let epoch = vault.state.checkpoint.epoch;
    let mut blobs = Vec::new();
    for row in &vault.state.buckets {
        let directory = store.directory(row.id).unwrap().unwrap();
        blobs.push((ring.directory_context(row.id), directory));
        blobs.push((ring.bucket_key_context(row.id, epoch), row.wrapped_key.clone()));
    }
    let log = |purpose, row: crate::store::LogRow| {
        (ring.log_context(purpose, row.seq, row.generation), row.sealed)
    };
    store
        .each_entry(1, |row| {
            blobs.push(log(Purpose::LogEntry, row));
            Ok::<_, Error>(true)
        })
        .unwrap();
    blobs.extend(store.checkpoints().unwrap().into_iter().map(|row| log(Purpose::Checkpoint, row)));
    blobs
}

/// What an operator's bundle gives, as a program of his own gets it: no command line, no rule. Each
/// sealed blob of the database is tried with each key and each context that there is.
#[test]
fn the_credentials_of_jobs_open_no_value_above_their_keys() {
    let sample = sample();
    let roles: [(&str, u8, &[Capability]); 4] = [
        ("reviewer", 3, &[Capability::Read]),
        ("auditor", 0, &[Capability::Audit]),
        ("reaper", 0, &[Capability::Purge]),
        ("backup", 0, &[Capability::Backup]),
    ];
    let identities = roles.map(|(role, clearance, may)| sample.operator(role, clearance, may));
    let full = sample.open();
    let parts = Part::ALL.map(|part| (part, blobs(&full, part)));
    let frame = frame(&full);
    let everything = parts.iter().flat_map(|(_, blobs)| blobs).chain(&frame);
    let contexts: Vec<Context> = everything.clone().map(|(context, _)| *context).collect();
    for ((role, clearance, _), identity) in roles.into_iter().zip(&identities) {
        let vault = sample.open_as(identity).unwrap();
        assert_eq!(vault.clearance().get(), clearance, "{role}");
        let keys = keys(&vault);
        for (part, blobs) in &parts {
            let expected = if vault.clearance().opens_part(*part) { blobs.len() } else { 0 };
            let opened =
                blobs.iter().filter(|(_, sealed)| !texts(sealed, &contexts, &keys).is_empty());
            assert_eq!(opened.count(), expected, "{role}, {part:?}");
        }
        // What opens beside records says nothing of anybody's values.
        let open: Vec<_> = frame.iter().flat_map(|(_, one)| texts(one, &contexts, &keys)).collect();
        assert!(open.len() >= frame.len() / 2, "{role}: log, checkpoints, directories open");
        for text in open {
            for value in ["张伟", "李娜", "13800000013", "13800000014", SECRET] {
                let found = text.windows(value.len()).any(|window| window == value.as_bytes());
                assert!(!found, "{role} reads {value}");
            }
        }
    }
}

/// Everything that any of `keys` makes of a blob, in whatever place it is taken to be.
fn texts(sealed: &Sealed, contexts: &[Context], keys: &[Key]) -> Vec<Vec<u8>> {
    let tried = contexts.iter().flat_map(|context| keys.iter().map(move |key| (context, key)));
    tried
        .filter_map(|(context, key)| crypto::open(key, context, sealed.as_bytes()).ok())
        .map(|plain| plain.to_vec())
        .collect()
}

/// Every key of every generation that a credential of now holds, and all that follows from it
/// without a key of a record: for the log, the header, and the wraps of each epoch that the keyhole
/// has.
fn generations(vault: &Vault) -> Vec<Key> {
    let header = &vault.header.header;
    let own = header.slots.iter().find_map(|slot| match slot {
        Slot::Bundle { sealed, .. } if slot.operator() == vault.operator => Some(&sealed.0),
        _ => None,
    });
    let bundle = Bundle::open(own.unwrap(), &vault.half.box_key, vault.id()).unwrap();
    let keyhole = Keyhole::read(&vault.paths.keyhole()).unwrap();
    let epoch = vault.state.checkpoint.epoch;
    let (_, epoch_key) = keyhole.find(epoch, vault.state.checkpoint.epoch_hash).unwrap();
    let mut keys = vec![epoch_key.key.duplicate()];
    for number in 1..=header.head.generation {
        let Some(generation) = bundle.generation(number).unwrap() else { continue };
        let vault_key = &generation.vault_key;
        keys.extend([derive::log_key(vault_key), derive::header_mac_key(vault_key)]);
        for epoch in 1..=epoch {
            keys.push(derive::wrap_key(vault_key, &epoch_key.key, epoch, number));
        }
        keys.extend(
            Level::ALL.into_iter().filter_map(|level| generation.level(level).map(Key::duplicate)),
        );
        keys.push(vault_key.duplicate());
    }
    keys
}

/// A database of before a rotation, in the hands of somebody whose bundle has the older keys too:
/// what wrapped its bucket keys is destroyed, so that but for the log nothing opens for anybody.
#[test]
fn older_keys_open_nothing_of_an_older_database_but_its_log() {
    let sample = sample();
    let auditor = sample.operator("auditor", 0, &[Capability::Audit]);
    let reviewer = sample.operator("reviewer", 3, &[Capability::Read]);
    let full = sample.open();
    let mut before: Vec<_> = Part::ALL.into_iter().flat_map(|part| blobs(&full, part)).collect();
    before.extend(frame(&full));
    drop(full);
    let mut vault = sample.open();
    let plan = vault.plan_rotation().unwrap();
    vault.rotate(None, &plan, &|_, _| {}).unwrap();
    drop(vault);
    let holders =
        [sample.open(), sample.open_as(&auditor).unwrap(), sample.open_as(&reviewer).unwrap()];
    for vault in holders {
        let keys = generations(&vault);
        assert!(keys.len() >= 8, "two generations");
        let mut log = 0;
        for (context, sealed) in &before {
            let is_log = matches!(context.purpose, Purpose::LogEntry | Purpose::Checkpoint);
            let opens = keys.iter().any(|key| {
                crypto::open(key, context, sealed.as_bytes()).is_ok()
                    || crypto::open_key(key, context, sealed.as_bytes()).is_ok()
            });
            assert_eq!(opens, is_log, "{:?} of {}", context.purpose, context.subject);
            log += usize::from(is_log);
        }
        assert!(log > 4 && log < before.len() - 8);
    }
}

#[test]
fn what_is_above_the_clearance_is_refused_and_not_guessed() {
    let sample = sample();
    for (clearance, level) in [(0, Level::Three), (0, Level::Two), (3, Level::Two), (2, Level::One)]
    {
        let mut vault = limited(&sample, clearance);
        let everything = selector("");
        let request = Request {
            verb: "list",
            selector: &everything,
            parts: vec![Part::Level(level)],
            levels: vec![level],
            purpose: None,
            revealed: false,
            order: None,
            limit: None,
        };
        let mut shown = 0;
        let refused = vault.disclose(&request, &mut |_| {
            shown += 1;
            Ok(())
        });
        assert!(matches!(refused, Err(Error::Clearance { needed, .. }) if needed == level));
        assert_eq!(shown, 0);
    }
    for text in ["伟芳", "name.has:张", "id_number:11010519491231002X"] {
        let refused = limited(&sample, 3).select(&selector(text));
        assert!(matches!(refused, Err(Error::Clearance { .. })), "{text}");
    }
    assert_eq!(limited(&sample, 3).select(&selector("grade:A")).unwrap().len(), 1);
}

/// A credential that opens no level destroys on schedule: nothing it cannot read is needed for it,
/// and the segments that it cannot write are made again by somebody who can.
#[test]
fn clearance_0_destroys() {
    let sample = sample();
    let mut reaper = limited(&sample, 0);
    assert!(reaper.due(&selector("")).unwrap().is_empty());
    reaper.purge(&order(RecordNumber::new(1).unwrap().into())).unwrap();
    drop(reaper);
    assert_eq!(sample.open().select(&selector("李娜")).unwrap().to_string(), "2");
    assert!(sample.open().select(&selector("13800000013")).unwrap().is_empty());
}
