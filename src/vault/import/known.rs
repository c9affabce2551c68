//! The identifiers that the vault holds, by keyed hash: from the search segments, in parallel.

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::{BuildHasher, BuildHasherDefault, Hasher, RandomState};
use std::path::Path;

use crate::model::{FieldId, Part};
use crate::policy::{FieldKind, Policy};
use crate::store::{BucketRow, Store};
use crate::vault::bucket::{Bucket, Opener};
use crate::vault::error::{Error, Result};
use crate::vault::opened::segment_bytes;
use crate::vault::segment::{View, any_value};
use crate::vault::session::Vault;
use crate::vault::suppress::Suppressed;

/// Records by the hashes of their identifiers. Sixteen bytes an entry, and no value in it.
pub(super) type Owners = HashMap<u64, u64, BuildHasherDefault<Plain>>;

/// What the vault knows of identifiers before the first row is read.
#[derive(Default)]
pub(super) struct Known {
    /// Who has them.
    pub(super) owners: Owners,
    /// Those that are not to be entered.
    pub(super) suppressed: Suppressed,
}

/// The keys are hashes already.
#[derive(Default)]
pub(super) struct Plain(u64);

impl Hasher for Plain {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

/// Hashes identifiers under keys of this run, so that nobody can prepare collisions.
#[derive(Default)]
pub(super) struct Keys(RandomState);

impl Keys {
    /// The hash of an identifier.
    pub(super) fn identifier(&self, policy: &Policy, field: FieldId, text: &str) -> u64 {
        let mut hasher = self.0.build_hasher();
        hasher.write_u16(field.0);
        hasher.write(folded(policy, field, text).as_bytes());
        hasher.finish()
    }

    /// A hasher for whole rows.
    pub(super) fn hasher(&self) -> impl Hasher {
        self.0.build_hasher()
    }
}

/// An identifier as it is compared: the name before the @ of an e-mail address may be case
/// sensitive in theory, but two people who differ in it alone do not exist.
pub(in crate::vault) fn folded<'a>(policy: &Policy, field: FieldId, text: &'a str) -> Cow<'a, str> {
    if policy.field(field).kind == FieldKind::Email && text.bytes().any(|b| !b.is_ascii_lowercase())
    {
        return Cow::Owned(text.to_lowercase());
    }
    Cow::Borrowed(text)
}

/// The identifiers of all records in the fields `unique`; the shared lock is held.
pub(super) fn scan(vault: &Vault, unique: &[FieldId], keys: &Keys) -> Result<Known> {
    let policy = vault.policy;
    let hash = |field, text: &str| keys.identifier(policy, field, text);
    let mut owners = Owners::default();
    for found in identifiers(vault, unique, &hash)? {
        // The first record that has an identifier keeps it, whoever else has it too.
        for (hash, number) in found {
            owners.entry(hash).or_insert(number);
        }
    }
    let suppressed = if unique.is_empty() { Suppressed::default() } else { vault.suppressed()? };
    Ok(Known { owners, suppressed })
}

/// How an identifier of a field is remembered.
type Hash<'a, T> = &'a (dyn Fn(FieldId, &str) -> T + Sync);

/// What `hash` makes of each identifier of all records in `fields`, which are searchable ones, with
/// the record's number, in lists in the order of numbers; the shared lock is held.
pub(in crate::vault) fn identifiers<T: Send>(
    vault: &Vault,
    fields: &[FieldId],
    hash: Hash<'_, T>,
) -> Result<Vec<Vec<(T, u64)>>> {
    let rows = &vault.state.buckets;
    let (opener, path) = (vault.opener(), vault.paths.records());
    let (opener, path) = (&opener, path.as_path());
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(8);
    let share = rows.len().div_ceil(threads).max(32);
    let scan = |rows| Scan { opener, fields, hash, found: Vec::new() }.run(path, rows);
    let found: Vec<Result<Vec<(T, u64)>>> = std::thread::scope(|scope| {
        let workers: Vec<_> =
            rows.chunks(share).map(|rows| scope.spawn(move || scan(rows))).collect();
        let bug = || Err(Error::Bug("a scanning thread panicked"));
        workers.into_iter().map(|worker| worker.join().unwrap_or_else(|_| bug())).collect()
    });
    found.into_iter().collect()
}

/// One thread's share of the buckets.
struct Scan<'a, T> {
    opener: &'a Opener<'a>,
    fields: &'a [FieldId],
    hash: Hash<'a, T>,
    found: Vec<(T, u64)>,
}

impl<T> Scan<'_, T> {
    fn run(mut self, path: &Path, rows: &[BucketRow]) -> Result<Vec<(T, u64)>> {
        let store = Store::open(path)?;
        for part in Part::ALL {
            let searchable = self.opener.searchable(part);
            let fields: Vec<(usize, FieldId)> = searchable
                .iter()
                .enumerate()
                .filter(|(_, field)| self.fields.contains(field))
                .map(|(index, field)| (index, *field))
                .collect();
            if !fields.is_empty() {
                rows.iter().try_for_each(|row| self.bucket(&store, row, part, &fields))?;
            }
        }
        Ok(self.found)
    }

    fn bucket(
        &mut self,
        store: &Store,
        row: &BucketRow,
        part: Part,
        fields: &[(usize, FieldId)],
    ) -> Result<()> {
        let key = self.opener.bucket_key(row)?;
        let opened = segment_bytes(store, self.opener, (row, &key), part)?;
        if opened.is_some_and(|bytes| self.identifiers(row.id, part, &bytes, fields)) {
            return Ok(());
        }
        // Absent or stale: the records themselves say it.
        let bucket = Bucket::load(store, self.opener, row)?;
        let segment = bucket.rebuilt_segment(store, self.opener, part)?;
        let bytes = segment.encode(self.opener.policy, self.opener.searchable(part));
        self.identifiers(row.id, part, &bytes, fields);
        Ok(())
    }

    /// Takes the identifiers of a segment; no for one that cannot be used.
    fn identifiers(
        &mut self,
        bucket: u64,
        part: Part,
        bytes: &[u8],
        fields: &[(usize, FieldId)],
    ) -> bool {
        let Self { opener, hash, found, .. } = self;
        let view = View::read(bytes, opener.policy, opener.searchable(part));
        let Ok(Some(view)) = view else { return false };
        for record in view.records() {
            let Ok((place, body)) = record else { return false };
            let number = bucket * 256 + u64::from(place);
            for (index, field) in fields {
                any_value(body, *index, &mut |text| {
                    found.push((hash(*field, text), number));
                    false
                });
            }
        }
        true
    }
}
