//! Accepting the head of a log that a restore made: once, by each user who saw the vault before.
//!
//! Whoever puts an older copy in a vault's place would like to be accepted too. So the log must
//! explain what this user misses: by a restore that names the very head last seen, or by one that
//! began an epoch later than any this user has seen, so that it cannot have been part of what was
//! seen. An administrator signed for it either way.

use super::anchor::Anchor;
use super::check::{head_at, replayed};
use super::error::{Error, Result};
use super::restore::Unrestorable;
use super::session::{Environment, Vault};
use super::unlock::Credential;
use crate::log::{Act, Checkpoint, LostHead, Restored};
use crate::model::Digest;
use std::path::Path;

/// A head that may be accepted.
pub struct Acceptance {
    vault: Vault,
    to: Anchor,
    /// The entry last seen.
    pub seen: u64,
    /// The head there.
    pub seen_head: Digest,
    /// The newest entry here.
    pub here: u64,
    /// The head here.
    pub here_head: Digest,
    /// The entry of the restore that explains it.
    pub restore: u64,
}

impl Acceptance {
    /// Accepts it: from here on this user goes on from the head that is here.
    pub fn accept(mut self) -> Result<()> {
        let restores = self.vault.restores()?;
        self.vault.anchor.set(self.to, restores.iter().map(|one| one.epoch).collect())?;
        self.vault.release()
    }
}

impl Vault {
    /// The head that this user may accept; nothing when the log goes on from what was seen, so
    /// that there is nothing to accept.
    pub fn head_to_accept(
        dir: &Path,
        credential: &Credential,
        environment: Environment,
    ) -> Result<Option<Acceptance>> {
        let mut vault = Self::unlocked(dir, credential, environment)?;
        vault.store.snapshot()?;
        replayed(&vault)?;
        let checkpoint = vault.newest_checkpoint()?;
        vault.use_generation_of(&checkpoint)?;
        // Everything else that is asked at every open holds.
        vault.prove_state(&checkpoint)?;
        let Some(anchor) = vault.anchor.read()? else { return Ok(None) };
        if head_at(&vault, anchor.seq)? == Some(anchor.head) {
            return Ok(None);
        }
        let Checkpoint { seq: here, head: here_head, .. } = checkpoint;
        let refused = Unrestorable::HeadNotExplained { here, seen: anchor.seq };
        let restore = vault.explaining(&anchor)?.ok_or(refused)?;
        vault.store.rollback();
        let next = anchor.next.max(checkpoint.next_record);
        let to = Anchor { next, ..Self::anchor_of(&checkpoint) };
        let Anchor { seq: seen, head: seen_head, .. } = anchor;
        Ok(Some(Acceptance { vault, to, seen, seen_head, here, here_head, restore }))
    }

    /// Every restore that the log tells of.
    pub(crate) fn restores(&self) -> Result<Vec<Restored>> {
        let mut all = Vec::new();
        self.store.each_entry(1, |row| {
            if let Act::Restored(restored) = self.open_entry(&row)?.act {
                all.push(*restored);
            }
            Ok::<_, Error>(true)
        })?;
        Ok(all)
    }

    /// The entry of the newest restore that explains why the log does not go on from `anchor`.
    fn explaining(&self, anchor: &Anchor) -> Result<Option<u64>> {
        let mut found = None;
        self.store.each_entry(1, |row| {
            if let Act::Restored(restored) = self.open_entry(&row)?.act
                && explains(&restored, anchor)
            {
                found = Some(row.seq);
            }
            Ok::<_, Error>(true)
        })?;
        Ok(found)
    }
}

/// Whether a state that lies on another branch of the log, at entry `seq` with this head and perhaps
/// in `epoch`, was known when it was given up: a restore names it as lost, or one that goes further.
pub(crate) fn given_up(
    restores: &[Restored],
    (seq, head): (u64, Option<Digest>),
    epoch: Option<u64>,
) -> bool {
    let same = |lost: LostHead| lost.seq > seq || head.is_none_or(|head| lost.head == head);
    let lost = restores.iter().filter_map(|restored| restored.lost_head);
    lost.into_iter()
        .any(|lost| lost.seq >= seq && same(lost) && epoch.is_none_or(|epoch| lost.epoch >= epoch))
}

fn explains(restored: &Restored, anchor: &Anchor) -> bool {
    let named =
        restored.lost_head.is_some_and(|lost| (lost.seq, lost.head) == (anchor.seq, anchor.head));
    named || restored.epoch > anchor.epoch
}
