//! Checkpoints: what the vault is after a transaction, signed by the operator who wrote.
//!
//! A fixed binary record, because these bytes are signed, are read at every open, and one of them
//! stands for the whole vault:
//!
//! ```text
//! offset size  field, integers big-endian
//!      0    1  version, 1
//!      1    8  seq               the last entry covered
//!      9   32  head              of the chain at seq
//!     41   32  root              over (id, directory hash) of all buckets
//!     73    8  buckets           how many there are
//!     81    8  epoch
//!     89   32  epoch hash        of the epoch key
//!    121    4  generation        of the vault key
//!    125    8  next record       the number that the next record gets
//!    133    8  pending           seq of an intent that is not done, 0 for none
//!    141   32  roster            head of the roster
//!    173   32  header            hash of the header in force
//!    205    1  1 when a header is to come, else 0
//!    206   32  header next       its hash, else zeros
//!    238   32  policy            hash of the policy in force
//!    270    8  destruction lines how many destruction.log has
//!    278   32  destruction head  hash of its last line, zeros for none
//!    310    8  time              milliseconds since 1970 UTC, two's complement
//!    318    8  operator          who signs, from 1
//!    326      end of version 1
//!    326    8  destinations      the entry with the register of destinations in force, 0 for none
//!    334    8  suppressed        the newest entry of hashes that imports refuse, 0 for none
//!    342      end of version 2
//!    342    8  policy seq        the entry with the policy in force, 0 for the program's own
//!    350      end of version 3
//!    350    8  notices           the newest entry of a notice to persons, 0 for none
//!    358    8  requests          how many numbers of requests were given out
//!    366      end of version 4
//!    366    8  recipients        the newest entry of a recipient, 0 for none
//!    374    8  shares            the newest entry of the register of shares, 0 for none
//!    382    8  share numbers     how many numbers of shares were given out
//!    390      end of version 5
//! ```
//!
//! The oldest version is written that has no place for anything but zeros: so each checkpoint has
//! one spelling, and a vault without backups and a policy of its own reads as ever.
//!
//! It needs no vault id: `head` hangs on it. A signed checkpoint is the record and, behind it, the
//! 64 bytes of the signature.

use crate::model::{Digest, OperatorNumber};

/// The versions of the record, each with its length.
const VERSIONS: [(u8, usize); 5] = [(1, 326), (2, 342), (3, 350), (4, 366), (5, 390)];

/// The length of a record of `version`, if this program knows it.
fn length(version: u8) -> Option<usize> {
    VERSIONS.iter().find(|(known, _)| *known == version).map(|(_, length)| *length)
}

/// Tells a newer version from bytes that are none.
fn unknown(version: Option<&u8>) -> CheckpointError {
    let newest = VERSIONS.last().map_or(0, |(version, _)| *version);
    match version {
        Some(version) if *version > newest => CheckpointError::Newer,
        _ => CheckpointError::Malformed,
    }
}

/// What the vault is after entry `seq`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// The last entry covered.
    pub seq: u64,
    /// The head of the chain at `seq`.
    pub head: Digest,
    /// The hash over (id, directory hash) of all buckets.
    pub root: Digest,
    /// How many buckets there are.
    pub buckets: u64,
    /// The current epoch.
    pub epoch: u64,
    /// The hash of its key.
    pub epoch_hash: Digest,
    /// The generation of the vault key.
    pub generation: u32,
    /// The number that the next record gets.
    pub next_record: u64,
    /// The entry of an intent that is not done; 0 for none.
    pub pending: u64,
    /// The head of the roster.
    pub roster: Digest,
    /// The hash of the header in force.
    pub header: Digest,
    /// The hash of a header that was announced and is not settled.
    pub header_next: Option<Digest>,
    /// The hash of the policy in force.
    pub policy: Digest,
    /// How many lines destruction.log has.
    pub destruction_lines: u64,
    /// The hash of its last line; zeros for none.
    pub destruction_head: Digest,
    /// When, in milliseconds since 1970 UTC.
    pub time: i64,
    /// Who signs.
    pub operator: OperatorNumber,
    /// The entry with the register of destinations in force; 0 for none.
    pub destinations: u64,
    /// The newest entry of hashes that imports refuse; 0 for none.
    pub suppressed: u64,
    /// The entry with the policy in force; 0 for the one that the program brings along.
    pub policy_seq: u64,
    /// The newest entry of a notice to persons; 0 for none.
    pub notices: u64,
    /// How many numbers of requests were given out.
    pub requests: u64,
    /// The newest entry of a recipient; 0 for none.
    pub recipients: u64,
    /// The newest entry of the register of shares; 0 for none.
    pub shares: u64,
    /// How many numbers of shares were given out.
    pub share_numbers: u64,
}

/// Why bytes are no checkpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointError {
    /// A version that this program does not know.
    #[error("a checkpoint of a newer version")]
    Newer,
    /// Too short, too long, or a field that no writer leaves so.
    #[error("not a checkpoint")]
    Malformed,
}

impl Checkpoint {
    /// The bytes that are signed.
    pub fn encode(&self) -> Vec<u8> {
        let next = self.header_next.unwrap_or_default();
        let (version, later) = self.later();
        let version = [version];
        let later: Vec<u8> = later.into_iter().flat_map(u64::to_be_bytes).collect();
        let bytes = [
            version.as_slice(),
            &self.seq.to_be_bytes(),
            &self.head.0,
            &self.root.0,
            &self.buckets.to_be_bytes(),
            &self.epoch.to_be_bytes(),
            &self.epoch_hash.0,
            &self.generation.to_be_bytes(),
            &self.next_record.to_be_bytes(),
            &self.pending.to_be_bytes(),
            &self.roster.0,
            &self.header.0,
            &[u8::from(self.header_next.is_some())],
            &next.0,
            &self.policy.0,
            &self.destruction_lines.to_be_bytes(),
            &self.destruction_head.0,
            &self.time.to_be_bytes(),
            &u64::from(self.operator.0).to_be_bytes(),
            later.as_slice(),
        ];
        bytes.concat()
    }

    /// The oldest version that has no place for anything but zeros, and what it has beyond the first.
    fn later(&self) -> (u8, Vec<u64>) {
        let backups = [self.destinations, self.suppressed];
        let (policy, rights) = ([self.policy_seq], [self.notices, self.requests]);
        let shares = [self.recipients, self.shares, self.share_numbers];
        let steps: [(u8, &[u64]); 4] = [(2, &backups), (3, &policy), (4, &rights), (5, &shares)];
        let needed = steps.iter().rposition(|(_, fields)| fields.iter().any(|field| *field > 0));
        let written = steps.get(..needed.map_or(0, |last| last + 1)).unwrap_or_default();
        let version = written.last().map_or(1, |(version, _)| *version);
        (version, written.iter().flat_map(|(_, fields)| fields.iter().copied()).collect())
    }

    /// Reads exactly what [`Checkpoint::encode`] gives.
    pub fn decode(bytes: &[u8]) -> Result<Self, CheckpointError> {
        let version = bytes.first();
        let length = version.and_then(|version| length(*version)).ok_or(unknown(version))?;
        if bytes.len() != length {
            return Err(CheckpointError::Malformed);
        }
        let checkpoint = Fields(bytes.get(1..).unwrap_or_default()).checkpoint();
        // Comparing catches what lies behind the record and any second spelling.
        checkpoint.filter(|read| read.encode() == bytes).ok_or(CheckpointError::Malformed)
    }
}

/// What is left to read of a record.
struct Fields<'a>(&'a [u8]);

impl Fields<'_> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (field, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*field)
    }

    fn integer(&mut self) -> Option<u64> {
        self.take().map(u64::from_be_bytes)
    }

    fn digest(&mut self) -> Option<Digest> {
        self.take().map(Digest)
    }

    fn flag(&mut self) -> Option<bool> {
        let [flag] = self.take()?;
        Some(flag == 1)
    }

    fn operator(&mut self) -> Option<OperatorNumber> {
        let number = u32::try_from(self.integer()?).ok()?;
        (number > 0).then_some(OperatorNumber(number))
    }

    fn checkpoint(mut self) -> Option<Checkpoint> {
        Some(Checkpoint {
            seq: self.integer()?,
            head: self.digest()?,
            root: self.digest()?,
            buckets: self.integer()?,
            epoch: self.integer()?,
            epoch_hash: self.digest()?,
            generation: self.take().map(u32::from_be_bytes)?,
            next_record: self.integer()?,
            pending: self.integer()?,
            roster: self.digest()?,
            header: self.digest()?,
            header_next: self.flag()?.then_some(self.digest()?),
            policy: self.digest()?,
            destruction_lines: self.integer()?,
            destruction_head: self.digest()?,
            time: self.take().map(i64::from_be_bytes)?,
            operator: self.operator()?,
            destinations: self.later()?,
            suppressed: self.later()?,
            policy_seq: self.later()?,
            notices: self.later()?,
            requests: self.later()?,
            recipients: self.later()?,
            shares: self.later()?,
            share_numbers: self.later()?,
        })
    }

    /// A field that an older version has not.
    fn later(&mut self) -> Option<u64> {
        if self.0.is_empty() { Some(0) } else { self.integer() }
    }
}

/// The bytes of a checkpoint and their signature, as both are stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedCheckpoint {
    /// The exact bytes that are signed.
    pub bytes: Vec<u8>,
    /// The Ed25519 signature.
    pub signature: [u8; 64],
}

impl SignedCheckpoint {
    /// The bytes to store.
    pub fn encode(&self) -> Vec<u8> {
        [self.bytes.as_slice(), &self.signature].concat()
    }

    /// Splits stored bytes; neither the record nor the signature is looked at beyond its version
    /// and length.
    pub fn decode(stored: &[u8]) -> Result<Self, CheckpointError> {
        let (bytes, signature) = stored.split_last_chunk().ok_or(CheckpointError::Malformed)?;
        let version = bytes.first();
        let length = version.and_then(|version| length(*version)).ok_or(unknown(version))?;
        if bytes.len() == length {
            Ok(Self { bytes: bytes.to_vec(), signature: *signature })
        } else {
            Err(CheckpointError::Malformed)
        }
    }

    /// What the bytes say. Believe it only after the signature.
    pub fn checkpoint(&self) -> Result<Checkpoint, CheckpointError> {
        Checkpoint::decode(&self.bytes)
    }
}

#[cfg(test)]
#[path = "checkpoint_tests.rs"]
mod tests;
