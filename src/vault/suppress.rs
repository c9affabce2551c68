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

use super::bucket::Bucket;
use super::error::{Error, Place, Result};
use super::import::folded;
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
            let sealed = STANDARD.decode(sealed).map_err(|_| damaged())?;
            let keys = self.ring.suppressed_keys(row.generation).ok_or(Error::SuppressedAbove)?;
            let context = self.ring.suppressed_context(seq, row.generation);
            let bytes = crypto::open(&keys.seal, &context, &sealed).map_err(|_| damaged())?;
            let (hashes, rest) = bytes.as_chunks::<HASH>();
            if previous >= seq || !rest.is_empty() {
                return Err(damaged());
            }
            let at = all.0.iter().position(|known| known.number == row.generation);
            match at.and_then(|at| all.0.get_mut(at)) {
                Some(known) => known.hashes.extend(hashes),
                None => all.0.push(Generation {
                    number: row.generation,
                    key: keys.hash,
                    hashes: hashes.iter().copied().collect(),
                }),
            }
            seq = previous;
        }
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

impl Transaction<'_> {
    /// Logs the hashes of what the records hold, if they hold anything of the kind; the intent to
    /// destroy them is to follow at once.
    pub(crate) fn suppress(&mut self, numbers: &Numbers) -> Result<()> {
        self.vault.require_level(Level::One, None)?;
        let Vault { ring, .. } = &*self.vault;
        let generation = ring.generation;
        let keys = ring.suppressed_keys(generation).ok_or(Error::SuppressedAbove)?;
        let mut hashes = BTreeSet::new();
        let all: Vec<RecordNumber> = numbers.iter().collect();
        for group in all.chunk_by(|a, b| a.bucket() == b.bucket()) {
            self.hashes_in(group, &keys.hash, &mut hashes)?;
        }
        if hashes.is_empty() {
            return Ok(());
        }
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

    fn hashes_in(
        &self,
        numbers: &[RecordNumber],
        key: &Key,
        hashes: &mut BTreeSet<[u8; HASH]>,
    ) -> Result<()> {
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
