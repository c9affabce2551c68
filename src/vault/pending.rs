//! What a vault is in the middle of: the entry that its newest checkpoint names as past the point of
//! no return and not done, believed only when its place in the chain holds and the checkpoint over it
//! is signed.

use super::error::{Error, Place, Result};
use super::session::Vault;
use crate::crypto;
use crate::log::{Act, Chain, Checkpoint, Entry, Member};
use crate::model::Digest;

/// A pending entry that was verified.
pub(crate) struct Pending<'v> {
    /// The entry.
    pub(crate) entry: Entry,
    /// What stands before it in its transaction.
    pub(crate) before: Vec<Act>,
    /// The checkpoint over it.
    pub(crate) covering: Checkpoint,
    /// What the roster then said of who signed.
    pub(crate) signer: &'v Member,
}

impl Vault {
    /// Whether what is pending is a rotation, which another protocol finishes than a destruction.
    pub(crate) fn rotation_is_pending(&self) -> Result<bool> {
        let seq = self.state.checkpoint.pending;
        if seq == 0 {
            return Ok(false);
        }
        let row = self.store.entry(seq)?.ok_or_else(|| not_genuine(seq))?;
        Ok(matches!(self.open_entry(&row)?.act, Act::Rotation { .. }))
    }

    /// Reads what is pending.
    pub(crate) fn verified_pending(&self) -> Result<Pending<'_>> {
        let seq = self.state.checkpoint.pending;
        let bad = || not_genuine(seq);
        let row = self.store.checkpoint_covering(seq)?.ok_or_else(bad)?;
        let covering = self.verified_checkpoint(&row)?;
        let mut chain = match self.store.checkpoint_before(seq)? {
            Some(row) => {
                let before = self.verified_checkpoint(&row)?;
                Chain::resume(before.seq, before.head)
            }
            None => Chain::start(Digest(*self.id().as_bytes())),
        };
        let (mut found, mut before) = (None, Vec::new());
        self.store.each_entry(chain.seq + 1, |row| {
            chain.advance(row.sealed.as_bytes(), crypto::sha256);
            if row.seq < seq {
                before.push(self.open_entry(&row)?.act);
            } else if row.seq == seq {
                found = Some(self.open_entry(&row)?);
            }
            Ok::<_, Error>(row.seq < covering.seq)
        })?;
        if chain.seq != covering.seq || chain.head != covering.head || covering.pending != seq {
            return Err(bad());
        }
        let entry = found.ok_or_else(bad)?;
        let count = self.roster.count_at(covering.roster).ok_or_else(bad)?;
        let signer = self.roster.get_at(covering.operator, count).ok_or_else(bad)?;
        if entry.operator != covering.operator {
            return Err(bad());
        }
        Ok(Pending { entry, before, covering, signer })
    }
}

/// What is pending was not ordered by anybody entitled.
pub(crate) fn not_genuine(seq: u64) -> Error {
    Error::damaged(Place::new("records.db", "damage-intent").at(seq))
}
