//! The keys a credential opened, and the contexts that pin what they seal.
//!
//! A bundle gives keys of every generation. One of them is in use: that of the newest checkpoint,
//! which is the newest of the bundle but while a rotation is under way, when the header brings the
//! keys that are to come already.

use super::error::{Error, Result};
use crate::crypto::{Bundle, Context, Generation, Key, Older, Purpose, VaultId, derive};
use crate::model::{Clearance, Level, Part, RecordNumber};

/// What an operator holds: the vault key, and the level keys of his clearance.
pub(crate) struct KeyRing {
    pub(crate) vault: VaultId,
    /// The generation in use.
    pub(crate) generation: u32,
    pub(crate) clearance: Clearance,
    vault_key: Key,
    levels: [Option<Key>; 3],
    /// Every generation, the oldest first. What was suppressed under an older one is not sealed
    /// again, and old data may come back.
    all: Vec<Generation>,
    /// The log keys of all generations; the log is never sealed again.
    log: Vec<(u32, Key)>,
    /// The keys of older generations, wrapped, as every operator's bundle has them.
    pub(crate) wraps: Vec<Older>,
}

/// The keys of what imports refuse, of one generation.
pub(crate) struct SuppressedKeys {
    /// Seals a list.
    pub(crate) seal: Key,
    /// Keys the hashes in it.
    pub(crate) hash: Key,
}

impl KeyRing {
    /// A ring of all generations of a bundle, of which the newest is in use.
    pub(crate) fn new(vault: VaultId, newest: &Generation, older: &[Generation]) -> Self {
        let all: Vec<Generation> =
            older.iter().chain([newest]).map(|one| one.for_clearance(Clearance::FULL)).collect();
        let log = all.iter().map(|one| (one.number, derive::log_key(&one.vault_key))).collect();
        let clearance = Level::ALL
            .into_iter()
            .find(|level| newest.level(*level).is_some())
            .and_then(|level| Clearance::new(level.get()))
            .unwrap_or(Clearance::NONE);
        let Generation { number: generation, vault_key, levels } =
            newest.for_clearance(Clearance::FULL);
        let wraps = Vec::new();
        Self { vault, generation, clearance, vault_key, levels, all, log, wraps }
    }

    /// The number of the newest generation, which the header is of.
    pub(crate) fn newest(&self) -> u32 {
        self.all.iter().map(|one| one.number).max().unwrap_or_default()
    }

    /// Takes another generation into use; no when the bundle has not brought it.
    pub(crate) fn use_generation(&mut self, number: u32) -> bool {
        let found = self.all.iter().find(|one| one.number == number);
        let Some(found) = found.map(|one| one.for_clearance(Clearance::FULL)) else { return false };
        Generation { number: self.generation, vault_key: self.vault_key, levels: self.levels } =
            found;
        true
    }

    /// A ring of the same keys with another generation in use, if the bundle has brought it.
    pub(crate) fn at(&self, number: u32) -> Option<Self> {
        let older = self.all.split_last().map_or(&[][..], |(_, older)| older);
        let mut ring = Self::new(self.vault, &self.newest_keys(), older);
        ring.wraps.clone_from(&self.wraps);
        ring.use_generation(number).then_some(ring)
    }

    /// What an operator of `clearance` is handed, as far as these keys reach.
    pub(crate) fn bundle_for(&self, clearance: Clearance) -> Bundle {
        let current = self.newest_keys().for_clearance(clearance);
        Bundle { vault: self.vault, current, older: self.wraps.clone() }
    }

    /// The keys of the newest generation.
    pub(crate) fn newest_keys(&self) -> Generation {
        let levels = || self.levels.each_ref().map(|key| key.as_ref().map(Key::duplicate));
        let vault_key = || self.vault_key.duplicate();
        let in_use =
            || Generation { number: self.generation, vault_key: vault_key(), levels: levels() };
        self.all.last().map_or_else(in_use, |newest| newest.for_clearance(Clearance::FULL))
    }

    /// The ring of an operator of the same vault with a lower clearance.
    #[cfg(test)]
    pub(crate) fn limited(&self, clearance: Clearance) -> Self {
        let kept = |(level, key): (Level, &Option<Key>)| {
            key.as_ref().filter(|_| clearance.opens(level)).map(Key::duplicate)
        };
        let mut levels = Level::ALL.into_iter().zip(&self.levels).map(kept);
        let levels = std::array::from_fn(|_| levels.next().flatten());
        let vault_key = self.vault_key.duplicate();
        Self::new(self.vault, &Generation { number: self.generation, vault_key, levels }, &[])
    }

    /// The key of the header's MAC; the header is of the newest generation.
    pub(crate) fn header_mac_key(&self) -> Key {
        derive::header_mac_key(&self.newest_keys().vault_key)
    }

    /// The key of the MAC of a header of that generation, if the bundle has brought it.
    pub(crate) fn header_mac_key_of(&self, generation: u32) -> Option<Key> {
        let one = self.all.iter().find(|one| one.number == generation)?;
        Some(derive::header_mac_key(&one.vault_key))
    }

    pub(crate) fn wrap_key(&self, epoch: &super::keyhole::Epoch) -> Key {
        derive::wrap_key(&self.vault_key, &epoch.key, epoch.number, self.generation)
    }

    /// The key of the log entries of a generation, if the ring has it.
    pub(crate) fn log_key(&self, generation: u32) -> Option<&Key> {
        self.log.iter().find(|(g, _)| *g == generation).map(|(_, key)| key)
    }

    /// The key of the log entries written now.
    #[cfg(test)]
    pub(crate) fn current_log_key(&self) -> Result<&Key> {
        self.log_key(self.generation).ok_or(Error::Bug("log key"))
    }

    fn level_key(&self, level: Level) -> Result<&Key> {
        let [one, two, three] = &self.levels;
        let key = match level {
            Level::One => one,
            Level::Two => two,
            Level::Three => three,
        };
        key.as_ref().ok_or(Error::Clearance { needed: level, field: None })
    }

    /// The key that seals one part of a record, if the clearance reaches it.
    pub(crate) fn compartment(
        &self,
        record_key: &Key,
        number: RecordNumber,
        part: Part,
    ) -> Result<Key> {
        Ok(match part {
            Part::Operational => {
                derive::operational_compartment_key(record_key, &self.vault_key, number.get())
            }
            Part::Level(level) => {
                derive::compartment_key(record_key, self.level_key(level)?, number.get(), level)
            }
        })
    }

    /// The key that seals a bucket's search segment, if the clearance reaches it.
    pub(crate) fn segment(&self, bucket_key: &Key, bucket: u64, part: Part) -> Result<Key> {
        Ok(match part {
            Part::Operational => derive::operational_segment_key(bucket_key, bucket),
            Part::Level(level) => {
                derive::segment_key(bucket_key, self.level_key(level)?, bucket, level)
            }
        })
    }

    /// The key of a backup destination's key file under that destination's own `key`.
    pub(crate) fn key_file_key(&self, key: &super::keyhole::Epoch) -> Key {
        derive::key_file_key(&self.vault_key, &key.key, key.number, self.generation)
    }

    /// Piece `piece` of the `pieces` of a key file, sealed under the destination's key `number`.
    pub(crate) fn key_file_context(&self, piece: u64, pieces: u64, number: u64) -> Context {
        Context { epoch: number, revision: pieces, ..self.context(Purpose::KeyFile, piece) }
    }

    /// The keys of what was suppressed in a generation, if the clearance reaches them.
    pub(crate) fn suppressed_keys(&self, generation: u32) -> Option<SuppressedKeys> {
        let one = self.all.iter().find(|one| one.number == generation)?.level(Level::One)?;
        let (seal, hash) = (derive::suppressed_key(one), derive::suppressed_hash_key(one));
        Some(SuppressedKeys { seal, hash })
    }

    /// The key of the pseudonyms that a recipient gets of values of a level, if the clearance
    /// reaches it: that of the generation in use, so that a rotation makes new pseudonyms.
    pub(crate) fn pseudonym_key(&self, level: Level, recipient: &str) -> Result<Key> {
        Ok(derive::pseudonym_key(self.level_key(level)?, level, recipient))
    }

    /// What was suppressed by log entry `seq`.
    pub(crate) fn suppressed_context(&self, seq: u64, generation: u32) -> Context {
        Context { generation, ..self.context(Purpose::Suppressed, seq) }
    }

    fn context(&self, purpose: Purpose, subject: u64) -> Context {
        Context { subject, generation: self.generation, ..Context::new(purpose, self.vault) }
    }

    pub(crate) fn bucket_key_context(&self, bucket: u64, epoch: u64) -> Context {
        Context { epoch, ..self.context(Purpose::BucketKey, bucket) }
    }

    pub(crate) fn directory_context(&self, bucket: u64) -> Context {
        self.context(Purpose::Directory, bucket)
    }

    pub(crate) fn compartment_context(
        &self,
        number: RecordNumber,
        part: Part,
        revision: u32,
    ) -> Context {
        Context {
            part: part.get(),
            schema: u16::from(super::content::VERSION),
            revision: u64::from(revision),
            ..self.context(Purpose::Compartment, number.get())
        }
    }

    pub(crate) fn trail_context(&self, number: RecordNumber, part: Part, n: u32) -> Context {
        Context {
            part: part.get(),
            revision: u64::from(n),
            ..self.context(Purpose::Trail, number.get())
        }
    }

    pub(crate) fn segment_context(&self, bucket: u64, part: Part, counter: u32) -> Context {
        Context {
            part: part.get(),
            revision: u64::from(counter),
            ..self.context(Purpose::Segment, bucket)
        }
    }

    /// Log entries and checkpoints keep the generation they were written in.
    pub(crate) fn log_context(&self, purpose: Purpose, seq: u64, generation: u32) -> Context {
        Context { generation, ..self.context(purpose, seq) }
    }
}
