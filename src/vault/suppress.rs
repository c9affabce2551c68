//! What imports refuse: keyed hashes of a destroyed person's phone, e-mail and ID numbers, kept
//! because the person wished never to be entered again.
//!
//! A list lies in the log, in entries that each name the one before; the checkpoint names the
//! newest. What an entry holds is sealed under a key derived from that of level 1, and the hashes
//! are keyed from the same: ten thousand million phone numbers are quickly tried by whoever has
//! the hash key, so it must lie as deep as the numbers themselves did.
//!
//! Whoever cannot open the list cannot know whether a value is on it. So while there is one, a
//! lower clearance enters no such value at all.
//!
//! A restore that goes back to before a destruction which stands takes its hashes over from the log
//! of another branch, or says whose it has not ([`KeptOut`]): those persons are not refused any more.

use super::bucket::Bucket;
use super::error::{Error, Place, Result};
use super::import::folded;
use super::keys::KeyRing;
use super::records::gone;
use super::session::Vault;
use super::transaction::Transaction;
use crate::crypto::{self, Key, mac};
use crate::log::{Act, Numbers};
use crate::model::{FieldId, Fields, Level, Part, RecordNumber, Value};
use crate::policy::{FieldKind, Policy};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::collections::{BTreeSet, HashSet};
use zeroize::Zeroizing;

/// The length of a hash.
const HASH: usize = 32;

/// Hashes of what is not to be entered.
pub(crate) type Hashes = BTreeSet<[u8; HASH]>;

/// Destroyed persons who are not to be entered again, as the log tells.
#[derive(Default)]
pub(crate) struct KeptOut {
    /// The records whose hashes there are.
    pub(crate) kept: Numbers,
    /// Those whose hashes a restore did not have.
    pub(crate) lost: Vec<Unkept>,
}

/// Records whose persons wished never to be entered again, and whose hashes a restore did not have:
/// imports do not refuse them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unkept {
    /// The entry of the restore.
    pub entry: u64,
    /// When that was, in milliseconds since 1970 UTC.
    pub time: i64,
    /// The records.
    pub numbers: Numbers,
}

/// What is not to be entered; mostly nothing.
#[derive(Default)]
pub(crate) struct Suppressed(Vec<Generation>);

/// The hashes that were made with one key.
struct Generation {
    number: u32,
    key: Key,
    hashes: HashSet<[u8; HASH]>,
}

/// Which kind of identifier a field holds, as it is hashed; only what is one person's counts.
fn kind(policy: &Policy, field: FieldId) -> Option<u8> {
    let field = policy.field(field);
    match field.kind {
        _ if !field.traits.unique => None,
        FieldKind::Phone => Some(1),
        FieldKind::Email => Some(2),
        FieldKind::IdNumber => Some(3),
        _ => None,
    }
}

/// The hash of a value under the key of a list; nothing for a value that is no identifier.
fn hash(policy: &Policy, key: &Key, field: FieldId, text: &str) -> Option<[u8; HASH]> {
    hash_of(policy, key, field, &folded(policy, field, text))
}

fn hash_of(policy: &Policy, key: &Key, field: FieldId, text: &str) -> Option<[u8; HASH]> {
    let kind = kind(policy, field)?;
    let mut bytes = Zeroizing::new(Vec::with_capacity(32 + text.len()));
    bytes.extend_from_slice(b"kedang/k1/suppressed");
    bytes.push(kind);
    bytes.extend_from_slice(text.as_bytes());
    Some(mac::authenticate(key, &bytes))
}

impl Suppressed {
    /// Whether a value is on the list.
    pub(crate) fn has(&self, policy: &Policy, field: FieldId, text: &str) -> bool {
        if kind(policy, field).is_none() {
            return false;
        }
        let text = folded(policy, field, text);
        // Lists of before identity numbers were compared in one form may have the shorter one.
        let forms = [Some(text.to_string()), policy.other_form(field, &text)];
        self.0.iter().any(|generation| {
            forms.iter().flatten().any(|text| {
                let hash = hash_of(policy, &generation.key, field, text);
                hash.is_some_and(|hash| generation.hashes.contains(&hash))
            })
        })
    }

    /// The first field one of whose values is on the list.
    pub(crate) fn first(&self, policy: &Policy, fields: &Fields) -> Option<FieldId> {
        if self.0.is_empty() {
            return None;
        }
        let mut all = fields.iter();
        all.find(|(field, value)| self.has(policy, *field, &value.text)).map(|(field, _)| field)
    }
}

impl Vault {
    /// Everything that is not to be entered. A clearance that does not reach it is refused, where
    /// there is anything.
    pub(crate) fn suppressed(&self) -> Result<Suppressed> {
        let mut seq = self.state.checkpoint.suppressed;
        let mut all = Suppressed::default();
        if seq > 0 && !self.clearance().opens(Level::One) {
            return Err(Error::SuppressedAbove);
        }
        while seq > 0 {
            let damaged = || Error::damaged(Place::new("records.db", "damage-suppressed").at(seq));
            let row = self.store.entry(seq)?.ok_or_else(damaged)?;
            let Act::Suppressed { previous, sealed, .. } = self.open_entry(&row)?.act else {
                return Err(damaged());
            };
            let keys = self.ring.suppressed_keys(row.generation).ok_or(Error::SuppressedAbove)?;
            let place = (seq, row.generation);
            let hashes = open_hashes(&self.ring, place, &sealed).ok_or_else(damaged)?;
            if previous >= seq {
                return Err(damaged());
            }
            let at = all.0.iter().position(|known| known.number == row.generation);
            match at.and_then(|at| all.0.get_mut(at)) {
                Some(known) => known.hashes.extend(hashes),
                None => all.0.push(Generation {
                    number: row.generation,
                    key: keys.hash,
                    hashes: hashes.into_iter().collect(),
                }),
            }
            seq = previous;
        }
        Ok(all)
    }

    /// Whose hashes there are, and whose a restore did not have, as the log tells.
    pub(crate) fn kept_out(&self) -> Result<KeptOut> {
        let mut all = KeptOut::default();
        let mut last = 0;
        self.store.each_entry(1, |row| {
            let entry = self.open_entry(&row)?;
            match entry.act {
                Act::Suppressed { .. } => last = row.seq,
                // What two persons decided on has that in between.
                Act::Decided(_) if last + 1 == row.seq => last = row.seq,
                Act::Intent { numbers, .. } if last > 0 && last + 1 == row.seq => {
                    all.keep(&numbers);
                }
                Act::Restored(restored) => {
                    all.keep(&restored.suppressed);
                    let mut numbers = restored.unsuppressed.difference(&all.kept);
                    for one in &all.lost {
                        numbers = numbers.difference(&one.numbers);
                    }
                    let one = Unkept { entry: row.seq, time: entry.time, numbers };
                    all.lost.extend(Some(one).filter(|one| !one.numbers.is_empty()));
                }
                _ => {}
            }
            Ok::<_, Error>(true)
        })?;
        Ok(all)
    }

    /// Refuses values that are not to be entered.
    pub(crate) fn refuse_suppressed(&self, values: &[(FieldId, &Value)]) -> Result<()> {
        let concerned = |(field, _): &&(FieldId, &Value)| kind(self.policy, *field).is_some();
        if self.state.checkpoint.suppressed == 0 || !values.iter().any(|value| concerned(&value)) {
            return Ok(());
        }
        let list = self.suppressed()?;
        let on_it =
            |(field, value): &&(FieldId, &Value)| list.has(self.policy, *field, &value.text);
        match values.iter().find(on_it) {
            Some((field, _)) => Err(Error::Suppressed(self.policy.field(*field).id.clone())),
            None => Ok(()),
        }
    }
}

impl KeptOut {
    fn keep(&mut self, numbers: &Numbers) {
        self.kept = self.kept.union(numbers);
        for one in &mut self.lost {
            one.numbers = one.numbers.difference(numbers);
        }
        self.lost.retain(|one| !one.numbers.is_empty());
    }

    /// The restore that did not have the hashes of some of `numbers`, with those.
    pub(crate) fn lost_of(&self, numbers: &Numbers) -> Option<Unkept> {
        let of =
            |one: &Unkept| Unkept { numbers: one.numbers.intersection(numbers), ..one.clone() };
        self.lost.iter().map(of).find(|one| !one.numbers.is_empty())
    }
}

/// The hashes that the entry of this number and generation holds; nothing where the clearance does
/// not reach them, or they are not what was sealed.
pub(crate) fn open_hashes(
    ring: &KeyRing,
    (seq, generation): (u64, u32),
    sealed: &str,
) -> Option<Hashes> {
    let keys = ring.suppressed_keys(generation)?;
    let sealed = STANDARD.decode(sealed).ok()?;
    let bytes =
        crypto::open(&keys.seal, &ring.suppressed_context(seq, generation), &sealed).ok()?;
    let (hashes, rest) = bytes.as_chunks::<HASH>();
    rest.is_empty().then(|| hashes.iter().copied().collect())
}

impl Transaction<'_> {
    /// Logs the hashes of what the records hold, if they hold anything of the kind; the intent to
    /// destroy them is to follow at once.
    pub(crate) fn suppress(&mut self, numbers: &Numbers) -> Result<()> {
        self.vault.require_level(Level::One, None)?;
        let ring = &self.vault.ring;
        let keys = ring.suppressed_keys(ring.generation).ok_or(Error::SuppressedAbove)?;
        let mut hashes = Hashes::new();
        let all: Vec<RecordNumber> = numbers.iter().collect();
        for group in all.chunk_by(|a, b| a.bucket() == b.bucket()) {
            self.hashes_in(group, &keys.hash, &mut hashes)?;
        }
        self.log_hashes(&hashes)
    }

    /// Logs hashes that were made with the keys of the generation in use, if there are any.
    pub(crate) fn log_hashes(&mut self, hashes: &Hashes) -> Result<()> {
        if hashes.is_empty() {
            return Ok(());
        }
        let generation = self.vault.ring.generation;
        let keys = self.vault.ring.suppressed_keys(generation).ok_or(Error::SuppressedAbove)?;
        let bytes = Zeroizing::new(hashes.iter().flatten().copied().collect::<Vec<u8>>());
        let previous = self.checkpoint.suppressed;
        let act = |sealed| Act::Suppressed { previous, count: hashes.len() as u64, sealed };
        // The number of the entry is in what is sealed, so it is given out first.
        let seq = self.next_seq();
        let context = self.vault.ring.suppressed_context(seq, generation);
        let sealed = crypto::seal(&keys.seal, &context, &bytes, &mut self.vault.random);
        self.checkpoint.suppressed = self.log(act(STANDARD.encode(sealed.as_bytes())));
        Ok(())
    }

    fn hashes_in(&self, numbers: &[RecordNumber], key: &Key, hashes: &mut Hashes) -> Result<()> {
        let vault = &*self.vault;
        let (opener, policy) = (vault.opener(), vault.policy);
        let Some(first) = numbers.first() else { return Ok(()) };
        let missing = || gone(*first, self.checkpoint.next_record);
        let row = vault.state.bucket(first.bucket()).ok_or_else(missing)?;
        let bucket = Bucket::load(&vault.store, &opener, row)?;
        for number in numbers {
            let entry = bucket.entry(*number).ok_or_else(missing)?;
            let row = bucket.row(&vault.store, *number)?;
            let fields = opener.fields(entry, &row, &Part::ALL)?;
            let texts = fields.iter().map(|(field, value)| (field, &value.text));
            hashes.extend(texts.filter_map(|(field, text)| hash(policy, key, field, text)));
        }
        Ok(())
    }
}
