//! The keys a credential opened, and the contexts that pin what they seal.

use super::error::{Error, Result};
use crate::crypto::{Bundle, Context, Generation, Key, Older, Purpose, VaultId, derive};
use crate::model::{Clearance, Level, Part, RecordNumber};

/// What an operator holds: the vault key, and the level keys of his clearance.
pub(crate) struct KeyRing {
    pub(crate) vault: VaultId,
    pub(crate) generation: u32,
    pub(crate) clearance: Clearance,
    vault_key: Key,
    levels: [Option<Key>; 3],
    /// The log keys of all generations up to the present one; the log is never re-sealed.
    log: Vec<(u32, Key)>,
    /// The keys of level 1 of older generations, as far as the clearance reaches: what was
    /// suppressed under them is not sealed again either.
    older_ones: Vec<(u32, Key)>,
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
    /// A ring of the present generation's keys, and of the older ones.
    pub(crate) fn new(
        vault: VaultId,
        generation: u32,
        vault_key: Key,
        levels: [Option<Key>; 3],
        older: &[Generation],
    ) -> Self {
        let mut log: Vec<_> =
            older.iter().map(|old| (old.number, derive::log_key(&old.vault_key))).collect();
        let one = |old: &Generation| Some((old.number, old.level(Level::One)?.duplicate()));
        let older_ones = older.iter().filter_map(one).collect();
        log.push((generation, derive::log_key(&vault_key)));
        let clearance = Level::ALL
            .into_iter()
            .zip(&levels)
            .find(|(_, key)| key.is_some())
            .and_then(|(level, _)| Clearance::new(level.get()))
            .unwrap_or(Clearance::NONE);
        let wraps = Vec::new();
        Self { vault, generation, clearance, vault_key, levels, log, older_ones, wraps }
    }

    /// What an operator of `clearance` is handed, as far as these keys reach.
    pub(crate) fn bundle_for(&self, clearance: Clearance) -> Bundle {
        let levels = self.levels.each_ref().map(|key| key.as_ref().map(Key::duplicate));
        let vault_key = self.vault_key.duplicate();
        let all = Generation { number: self.generation, vault_key, levels };
        let current = all.for_clearance(clearance);
        Bundle { vault: self.vault, current, older: self.wraps.clone() }
    }

    /// The ring of an operator of the same vault with a lower clearance.
    #[cfg(test)]
    pub(crate) fn limited(&self, clearance: Clearance) -> Self {
        let kept = |(level, key): (Level, &Option<Key>)| {
            key.as_ref().filter(|_| clearance.opens(level)).map(Key::duplicate)
        };
        let mut levels = Level::ALL.into_iter().zip(&self.levels).map(kept);
        let levels = std::array::from_fn(|_| levels.next().flatten());
        Self::new(self.vault, self.generation, self.vault_key.duplicate(), levels, &[])
    }

    pub(crate) fn header_mac_key(&self) -> Key {
        derive::header_mac_key(&self.vault_key)
    }

    pub(crate) fn wrap_key(&self, epoch: &super::keyhole::Epoch) -> Key {
        derive::wrap_key(&self.vault_key, &epoch.key, epoch.number, self.generation)
    }

    /// The key of the log entries of a generation, if the ring has it.
    pub(crate) fn log_key(&self, generation: u32) -> Option<&Key> {
        self.log.iter().find(|(g, _)| *g == generation).map(|(_, key)| key)
    }

    /// The key of the log entries written now.
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
        let older = || self.older_ones.iter().find(|(number, _)| *number == generation);
        let one = match self.level_key(Level::One) {
            Ok(key) if generation == self.generation => key,
            _ => older().map(|(_, key)| key)?,
        };
        let (seal, hash) = (derive::suppressed_key(one), derive::suppressed_hash_key(one));
        Some(SuppressedKeys { seal, hash })
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
