//! The state of a vault at one moment, and the proof that it is one: newest checkpoint, its
//! signature, the anchor, the keyhole, the root over all buckets.

use super::anchor::Anchor;
use super::error::{Error, Place, Result};
use super::keyhole::Keyhole;
use super::keys::KeyRing;
use super::session::Vault;
use crate::crypto::{self, Key, Purpose, Signature};
use crate::files::FileError;
use crate::log::{Chain, Checkpoint, Entry, EntryError, Roster, SignedCheckpoint};
use crate::model::Digest;
use crate::store::{BucketRow, LogRow};

const FILE: &str = "records.db";

/// The label under which checkpoints are signed.
pub(crate) const CHECKPOINT_LABEL: &str = "kedang/k1/checkpoint";

/// What a vault is after its newest transaction.
pub(crate) struct State {
    pub(crate) checkpoint: Checkpoint,
    /// The wrap key of the checkpoint's epoch.
    pub(crate) wrap: Key,
    /// Every bucket, by number.
    pub(crate) buckets: Vec<BucketRow>,
}

impl State {
    /// Before the first [`Vault::refresh`]: opens nothing.
    pub(crate) fn nothing() -> Self {
        let none = Digest::default();
        let checkpoint = Checkpoint {
            seq: 0,
            head: none,
            root: none,
            buckets: 0,
            epoch: 0,
            epoch_hash: none,
            generation: 0,
            next_record: 0,
            pending: 0,
            roster: none,
            header: none,
            header_next: None,
            policy: none,
            destruction_lines: 0,
            destruction_head: none,
            time: 0,
            operator: crate::model::OperatorNumber(0),
            destinations: 0,
            suppressed: 0,
            policy_seq: 0,
            notices: 0,
            requests: 0,
            recipients: 0,
            shares: 0,
            share_numbers: 0,
        };
        Self { checkpoint, wrap: Key::from_bytes([0; 32]), buckets: Vec::new() }
    }

    /// The row of a bucket.
    pub(crate) fn bucket(&self, id: u64) -> Option<&BucketRow> {
        let at = self.buckets.binary_search_by_key(&id, |row| row.id).ok()?;
        self.buckets.get(at)
    }
}

/// The root: SHA-256 over the label and, for each bucket by number, its number, the hash of its
/// directory and the counters of its four segments.
pub(crate) fn root(buckets: &[BucketRow]) -> Digest {
    let mut hasher = crypto::digest::Hasher::new();
    hasher.update(b"kedang/k1/root");
    for bucket in buckets {
        hasher.update(&bucket.id.to_be_bytes());
        hasher.update(&bucket.directory_hash.0);
        bucket.counters.iter().for_each(|counter| hasher.update(&counter.to_be_bytes()));
    }
    hasher.finish()
}

/// The header is not one that the log speaks of.
fn older_header() -> Error {
    Error::damaged(Place::new("header", "damage-unknown-header"))
}

/// A vault without its keyhole is damaged; one that may not be read is another matter.
fn no_keyhole(error: FileError) -> Error {
    match error.source.kind() {
        std::io::ErrorKind::NotFound => Error::damaged(Place::new("keyhole", "damage-missing")),
        _ => error.into(),
    }
}

/// Opens a checkpoint with the keys of `ring`, and checks that an operator signed it who was in
/// `roster` then.
pub(crate) fn verified(row: &LogRow, ring: &KeyRing, roster: &Roster) -> Result<Checkpoint> {
    let bad = |what| Error::damaged(Place::new(FILE, what).at(row.seq));
    let newer = row.generation > ring.newest();
    let unknown = || if newer { older_header() } else { bad("damage-checkpoint") };
    let key = ring.log_key(row.generation).ok_or_else(unknown)?;
    let context = ring.log_context(Purpose::Checkpoint, row.seq, row.generation);
    let bytes =
        crypto::open(key, &context, row.sealed.as_bytes()).map_err(|_| bad("damage-checkpoint"))?;
    let signed = SignedCheckpoint::decode(&bytes).map_err(|_| bad("damage-checkpoint"))?;
    let checkpoint = signed.checkpoint().map_err(|_| bad("damage-checkpoint"))?;
    let member = roster
        .count_at(checkpoint.roster)
        .and_then(|count| roster.get_at(checkpoint.operator, count))
        .ok_or_else(|| bad("damage-checkpoint-signer"))?;
    let key: crypto::VerifyingKey =
        member.signing_key.parse().map_err(|_| bad("damage-checkpoint-signer"))?;
    key.verify(CHECKPOINT_LABEL, &signed.bytes, &Signature(signed.signature))
        .map_err(|_| bad("damage-checkpoint-signature"))?;
    if checkpoint.seq == row.seq { Ok(checkpoint) } else { Err(bad("damage-checkpoint")) }
}

/// Opens a log entry with the keys of `ring`.
pub(crate) fn entry_of(ring: &KeyRing, row: &LogRow) -> Result<Entry> {
    let bad = || Error::damaged(Place::new(FILE, "damage-log-entry").at(row.seq));
    let key = ring.log_key(row.generation).ok_or_else(bad)?;
    let context = ring.log_context(Purpose::LogEntry, row.seq, row.generation);
    let bytes = crypto::open(key, &context, row.sealed.as_bytes()).map_err(|_| bad())?;
    Entry::from_bytes(&bytes).map_err(|error| match error {
        EntryError::Newer => Error::Newer("log"),
        EntryError::Malformed => bad(),
    })
}

impl Vault {
    /// Reads the state inside the read or write transaction that is open.
    pub(crate) fn load_state(&mut self) -> Result<State> {
        let checkpoint = self.newest_checkpoint()?;
        self.use_generation_of(&checkpoint)?;
        self.check_anchor(&checkpoint)?;
        self.prove_state(&checkpoint)
    }

    /// The newest checkpoint, behind which no entry of the log may lie.
    pub(crate) fn newest_checkpoint(&self) -> Result<Checkpoint> {
        let row = self
            .store
            .last_checkpoint()?
            .ok_or(Error::damaged(Place::new(FILE, "damage-no-checkpoint")))?;
        let checkpoint = self.verified_checkpoint(&row)?;
        if self.store.last_seq()? != checkpoint.seq {
            return Err(Error::damaged(Place::new(FILE, "damage-log-tail").at(checkpoint.seq)));
        }
        Ok(checkpoint)
    }

    /// Takes the keys into use that a checkpoint's state is sealed under.
    pub(crate) fn use_generation_of(&mut self, checkpoint: &Checkpoint) -> Result<()> {
        if self.ring.use_generation(checkpoint.generation) { Ok(()) } else { Err(older_header()) }
    }

    /// Holds roster, header, keyhole and buckets to the newest checkpoint.
    pub(crate) fn prove_state(&self, checkpoint: &Checkpoint) -> Result<State> {
        let header = Some(self.header.hash);
        if !self.roster_follows(checkpoint) {
            return Err(Error::damaged(Place::new("header", "damage-roster")));
        }
        if header != Some(checkpoint.header) && header != checkpoint.header_next {
            return Err(older_header());
        }
        let wrap = self.open_keyhole(checkpoint)?;
        let buckets = self.store.buckets()?;
        if root(&buckets) != checkpoint.root || buckets.len() as u64 != checkpoint.buckets {
            return Err(Error::damaged(Place::new(FILE, "damage-root")));
        }
        Ok(State { checkpoint: *checkpoint, wrap, buckets })
    }

    /// Whether the header's roster is the checkpoint's, or goes on from it in the header that the
    /// checkpoint announces: then the next writer logs the statements that are new.
    pub(crate) fn roster_follows(&self, checkpoint: &Checkpoint) -> bool {
        let announced = checkpoint.header_next == Some(self.header.hash);
        match self.roster.count_at(checkpoint.roster) {
            Some(count) => count > 0 && (announced || count == self.roster.count()),
            None => false,
        }
    }

    /// Opens a checkpoint and checks that an operator signed it who was in the roster then.
    pub(crate) fn verified_checkpoint(&self, row: &LogRow) -> Result<Checkpoint> {
        verified(row, &self.ring, &self.roster)
    }

    /// The log must continue what this user saw last.
    fn check_anchor(&self, checkpoint: &Checkpoint) -> Result<()> {
        let Some(anchor) = self.anchor.read()? else { return Ok(()) };
        let older = || Error::Older { here: checkpoint.seq, seen: anchor.seq };
        if anchor.seq > checkpoint.seq {
            return Err(older());
        }
        let mut chain = Chain::resume(anchor.seq, anchor.head);
        self.store.each_entry(anchor.seq + 1, |row| {
            chain.advance(row.sealed.as_bytes(), crypto::sha256);
            Ok::<_, Error>(true)
        })?;
        match (chain.seq == checkpoint.seq, chain.head == checkpoint.head) {
            (true, true) => Ok(()),
            (true, false) if anchor.seq == checkpoint.seq => Err(older()),
            // Whole from its first entry, and yet not what was seen: a restore goes on from there,
            // or somebody put another branch in its place.
            (true, false) if self.chain_is_whole(checkpoint)? => Err(older()),
            _ => Err(Error::damaged(Place::new(FILE, "damage-log-chain").at(checkpoint.seq))),
        }
    }

    /// Whether the chain from the vault's id leads to a checkpoint.
    fn chain_is_whole(&self, checkpoint: &Checkpoint) -> Result<bool> {
        let mut chain = Chain::start(Digest(*self.id().as_bytes()));
        self.store.each_entry(1, |row| {
            chain.advance(row.sealed.as_bytes(), crypto::sha256);
            Ok::<_, Error>(true)
        })?;
        Ok((chain.seq, chain.head) == (checkpoint.seq, checkpoint.head))
    }

    /// Derives the wrap key from the slot that holds the checkpoint's epoch.
    pub(crate) fn open_keyhole(&self, checkpoint: &Checkpoint) -> Result<Key> {
        let keyhole = Keyhole::read(&self.paths.keyhole()).map_err(no_keyhole)?;
        match keyhole.find(checkpoint.epoch, checkpoint.epoch_hash) {
            Some((_, epoch)) => Ok(self.ring.wrap_key(epoch)),
            // The keyhole went on without this database: it is a copy of an earlier one.
            None if keyhole.newest().is_some_and(|newest| newest > checkpoint.epoch) => {
                Err(Error::Older { here: checkpoint.seq, seen: 0 })
            }
            None => Err(Error::damaged(Place::new("keyhole", "damage-no-epoch"))),
        }
    }

    /// What the anchor is to say after this checkpoint.
    pub(crate) fn anchor_of(checkpoint: &Checkpoint) -> Anchor {
        let Checkpoint { seq, head, epoch, next_record: next, .. } = *checkpoint;
        Anchor { seq, head, epoch, next }
    }
}
