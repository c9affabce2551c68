//! The identifiers that the vault holds, by keyed hash: from the search segments, in parallel.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher, BuildHasherDefault, Hasher, RandomState};
use std::path::Path;

use super::linking::References;
use super::rules::Rules;
use crate::model::{FieldId, Part, shown};
use crate::policy::{FieldKind, Policy};
use crate::store::{BucketRow, Store};
use crate::vault::bucket::{Bucket, Opener};
use crate::vault::error::{Error, Result};
use crate::vault::opened::segment_bytes;
use crate::vault::segment::{View, any_value};
use crate::vault::session::Vault;
use crate::vault::suppress::Suppressed;

/// Records by the hashes of their identifiers. Sixteen bytes an entry, and no value in it.
pub(super) type Owners = Hashed<u64>;

/// A map by hashes under the keys of this run.
pub(super) type Hashed<T> = HashMap<u64, T, BuildHasherDefault<Plain>>;

/// What the vault knows of identifiers before the first row is read.
#[derive(Default)]
pub(super) struct Known {
    /// Who has them.
    pub(super) owners: Owners,
    /// Who has which number of another program, where links may name that.
    pub(super) references: References,
    /// Records without any, by the hash of their name; a few more may be among them.
    pub(super) nameable: HashMap<u64, Vec<u64>, BuildHasherDefault<Plain>>,
    /// Those that are not to be entered.
    pub(super) suppressed: Suppressed,
}

/// What a batch of the file changed of that.
pub(super) struct Learnt {
    /// Identifiers that it brought.
    pub(super) brought: Owners,
    /// Those that records lost.
    pub(super) freed: HashSet<u64>,
    /// Numbers of other programs that its rows have.
    pub(super) references: References,
}

impl Known {
    /// Takes a batch over that is committed. A record that lost an identifier again may stand among
    /// those that the batch brought: whoever meets it there is compared with the record.
    pub(super) fn learn(&mut self, Learnt { brought, freed, references }: Learnt) {
        for (hash, meant) in references {
            self.references.entry(hash).or_default().join(meant);
        }
        for hash in &freed {
            self.owners.remove(hash);
        }
        self.owners.extend(brought);
    }
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

    /// The hash of a name as it is compared.
    pub(super) fn name(&self, field: FieldId, folded: &str) -> u64 {
        let mut hasher = self.0.build_hasher();
        hasher.write_u16(field.0);
        hasher.write(folded.as_bytes());
        hasher.finish()
    }

    /// What stands for the number of a record in its file.
    pub(super) fn number(&self, text: &str) -> u64 {
        let mut hasher = self.0.build_hasher();
        hasher.write_u16(u16::MAX);
        hasher.write(text.as_bytes());
        hasher.finish()
    }

    /// A hasher for whole rows.
    pub(super) fn hasher(&self) -> impl Hasher {
        self.0.build_hasher()
    }
}

/// An identifier as it is compared, so that two are the same where [`Policy::equal`] holds, by which
/// one is looked for that is typed: whatever the case of letters, which in theory matters before the
/// @ of an e-mail address, and whatever does not show in a name; and an identity number of fifteen
/// digits is the one of eighteen that its holder has now. Lists of who is not to be entered again
/// keep hashes of phone numbers, e-mail addresses and identity numbers in this form.
pub(in crate::vault) fn folded<'a>(policy: &Policy, field: FieldId, text: &'a str) -> Cow<'a, str> {
    if policy.field(field).kind == FieldKind::Email && text.bytes().any(|b| !b.is_ascii_lowercase())
    {
        return Cow::Owned(text.to_lowercase());
    }
    if text.len() == 15
        && let Some(long) = policy.other_form(field, text)
    {
        return Cow::Owned(long);
    }
    let about = policy.field(field);
    // Of a phone number nothing has a case but the word before its extension.
    if !about.traits.unique || about.kind == FieldKind::Phone {
        return Cow::Borrowed(text);
    }
    let text = if about.kind == FieldKind::Name { shown(text) } else { text.into() };
    if text.bytes().any(|b| b.is_ascii_lowercase()) {
        text.to_ascii_uppercase().into()
    } else {
        text
    }
}

/// The identifiers of all records that rows may have or name, and, if the file has names, the names of
/// those that have none; the shared lock is held.
pub(super) fn scan(vault: &Vault, rules: &Rules) -> Result<Known> {
    #[cfg(test)]
    SCANS.set(SCANS.get() + 1);
    let policy = vault.policy;
    let hash = |field, text: &str| {
        let is_reference = Some(field) == rules.reference;
        let identifies = !is_reference || rules.unique.contains(&field);
        ((is_reference, identifies), rules.keys.identifier(policy, field, text))
    };
    let name = Some(policy.known().name).filter(|name| rules.mapped.contains(name));
    let mut known = Known::default();
    for Found { identifiers, bare } in found(vault, (&rules.looked_up(), name), &hash)? {
        for (((is_reference, identifies), hash), number) in identifiers {
            if is_reference {
                known.references.entry(hash).or_default().add(number);
            }
            if identifies {
                // The first record that has an identifier keeps it, whoever else has it too.
                known.owners.entry(hash).or_insert(number);
            }
        }
        for ((_, hash), number) in bare {
            known.nameable.entry(hash).or_default().push(number);
        }
    }
    if !rules.unique.is_empty() {
        known.suppressed = vault.suppressed()?;
    }
    Ok(known)
}

#[cfg(test)]
thread_local! {
    /// How often a thread looked through the vault.
    pub(super) static SCANS: std::cell::Cell<u32> = const { std::cell::Cell::new(0) };
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
    Ok(found(vault, (fields, None), hash)?.into_iter().map(|found| found.identifiers).collect())
}

/// What a thread found.
struct Found<T> {
    identifiers: Vec<(T, u64)>,
    /// Names of records that have no identifier beside them.
    bare: Vec<(T, u64)>,
}

fn found<T: Send>(
    vault: &Vault,
    (fields, name): (&[FieldId], Option<FieldId>),
    hash: Hash<'_, T>,
) -> Result<Vec<Found<T>>> {
    let rows = &vault.state.buckets;
    let (opener, path) = (vault.opener(), vault.paths.records());
    let (opener, path) = (&opener, path.as_path());
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(8);
    let share = rows.len().div_ceil(threads).max(32);
    let scan = |rows| {
        let (found, bare) = (Vec::new(), Vec::new());
        Scan { opener, fields, name, hash, found, bare }.run(path, rows)
    };
    let found: Vec<Result<Found<T>>> = std::thread::scope(|scope| {
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
    /// The field of names, where those without identifiers are wanted.
    name: Option<FieldId>,
    hash: Hash<'a, T>,
    found: Vec<(T, u64)>,
    bare: Vec<(T, u64)>,
}

impl<T> Scan<'_, T> {
    fn run(mut self, path: &Path, rows: &[BucketRow]) -> Result<Found<T>> {
        let store = Store::open(path)?;
        for part in Part::ALL {
            let searchable = self.opener.searchable(part);
            let fields: Vec<(usize, FieldId)> = searchable
                .iter()
                .enumerate()
                .filter(|(_, field)| self.fields.contains(field))
                .map(|(index, field)| (index, *field))
                .collect();
            let named = self.name.is_some_and(|name| searchable.contains(&name));
            if named || !fields.is_empty() {
                rows.iter().try_for_each(|row| self.bucket(&store, row, part, &fields))?;
            }
        }
        Ok(Found { identifiers: self.found, bare: self.bare })
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
        let Self { opener, name, hash, found, bare, .. } = self;
        let policy = opener.policy;
        let searchable = opener.searchable(part);
        let place = |wanted: &dyn Fn(FieldId) -> bool| {
            let all = searchable.iter().enumerate();
            all.filter(|(_, field)| wanted(**field)).map(|(at, _)| at).collect::<Vec<_>>()
        };
        let unique = place(&|field| policy.field(field).traits.unique);
        let named = place(&|field| Some(field) == *name);
        let view = View::read(bytes, opener.policy, opener.searchable(part));
        let Ok(Some(view)) = view else { return false };
        for record in view.records() {
            let Ok((place, body)) = record else { return false };
            let number = bucket * 256 + u64::from(place);
            if let (Some(field), Some(at)) = (*name, named.first())
                && !unique.iter().any(|index| any_value(body, *index, &mut |_| true))
            {
                any_value(body, *at, &mut |text| {
                    bare.push((hash(field, text), number));
                    true
                });
            }
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
