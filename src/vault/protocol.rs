//! The steps of a destruction that make records unreadable for good.
//!
//! ```text
//! 1   T-A: INTENT logged, pending set                       ← point of no return
//! 2   a new epoch key into the other keyhole slot
//! 3   T-B: rows deleted; touched buckets get new keys; every bucket key wrapped under the new
//!     epoch; DESTROYED logged
//! 3½  WAL folded back and synced; a fresh connection opens every wrap with the slot read back
//! 4   the old slot overwritten with zeros, read back
//! 5   T-C: DONE logged with the signed line; pending cleared; the line appended
//! 6   key files of backup destinations that can be reached rewritten; SCRUB logged
//! ```
//! Step 1 is in [`super::purge`], step 3 in [`super::rekey`], step 6 in [`super::backup`]. Whatever
//! step a crash leaves it at, [`super::recover`] goes on from what the database shows.

use super::bucket::Opener;
use super::destruction::Facts;
use super::error::{Error, Place, Result};
use super::keyhole::{Epoch, Keyhole, Slot};
use super::mutant;
use super::purge::Destroyed;
use super::session::Vault;
use crate::crypto::{self, Key};
use crate::log::Act;
use crate::store::Store;

impl Vault {
    /// Carries the pending intent to its end, from whichever step the database shows. Any failure
    /// is one of a destruction that cannot be taken back.
    pub(crate) fn finish_destruction(&mut self) -> Result<Destroyed> {
        let mut step = "intent";
        self.finish_steps(&mut step).map_err(|error| match error {
            // What does not verify is not carried out at all.
            error @ Error::Damaged { .. } if step == "intent" => error,
            error => Error::Unfinished { step, source: Box::new(error) },
        })
    }

    fn finish_steps(&mut self, step: &mut &'static str) -> Result<Destroyed> {
        let facts = self.verified_intent()?;
        if self.state.checkpoint.epoch == facts.epoch {
            *step = "new-epoch";
            let next = self.write_next_epoch()?;
            let key = self.ring.wrap_key(&next);
            (self.environment.reached)("purge-new-epoch");
            *step = "rewrap";
            self.store.overwrite_deleted(true)?;
            self.transact_on_ballast(|transaction| transaction.destroy(&facts, &next, &key))?;
            (self.environment.reached)("purge-rewrapped");
        }
        *step = "verify";
        if !self.mutated("unproved") {
            self.prove_durable()?;
        }
        (self.environment.reached)("purge-verified");
        *step = "destroy-key";
        let cleared = self.destroy_old_slot()?;
        self.prove_closed(facts.epoch)?;
        (self.environment.reached)("purge-key-destroyed");
        *step = "log";
        let destroyed = self.log_done(&facts, cleared)?;
        (self.environment.reached)("purge-logged");
        *step = "destruction-log";
        // The file must never say what a power cut could take from the log again.
        self.fold_wal()?;
        self.on_ballast(|vault| vault.repair_destruction_log())?;
        (self.environment.reached)("purge-done");
        Ok(destroyed)
    }

    /// Step 2: a fresh epoch key beside the present one. A stray key of an attempt that was cut
    /// short before its step 3 is overwritten: nothing is wrapped under it.
    pub(crate) fn write_next_epoch(&mut self) -> Result<Epoch> {
        let checkpoint = self.state.checkpoint;
        let keyhole = Keyhole::open(&self.paths.keyhole())?;
        let (slot, _) = keyhole
            .find(checkpoint.epoch, checkpoint.epoch_hash)
            .ok_or(Error::damaged(Place::new("keyhole", "damage-no-epoch")))?;
        let number = checkpoint.epoch + 1;
        let next = Epoch { number, key: Key::generate(&mut self.random)? };
        let next = if self.mutated("late-key") { mutant::late(number) } else { next };
        let other = if self.mutated("one-slot") { slot } else { 1 - slot };
        if self.mutated("keyhole-unsynced") {
            keyhole.put(other, &next)?;
        } else if !self.mutated("late-key") {
            keyhole.write(other, &next)?;
        }
        if self.mutated("old-key-first") {
            keyhole.destroy(slot)?;
        }
        Ok(next)
    }

    /// Step 3½: what step 3 wrote is in the database file, on the device, and opens with the key
    /// as it stands in the slot; seen through a connection that shares nothing with ours.
    pub(crate) fn prove_durable(&mut self) -> Result<()> {
        self.store.rollback();
        self.fold_wal()?;
        let checkpoint = self.state.checkpoint;
        let keyhole = Keyhole::read(&self.paths.keyhole())?;
        let (_, epoch) = keyhole
            .find(checkpoint.epoch, checkpoint.epoch_hash)
            .ok_or(Error::damaged(Place::new("keyhole", "damage-no-epoch")))?;
        let wrap = self.ring.wrap_key(epoch);
        let opener = Opener::new(&self.ring, &wrap, checkpoint.epoch, self.policy);
        let store = Store::open(&self.paths.records())?;
        let rows = store.buckets()?;
        if super::state::root(&rows) != checkpoint.root || store.last_seq()? != checkpoint.seq {
            return Err(Error::damaged(Place::new("records.db", "damage-root").at(checkpoint.seq)));
        }
        rows.iter().try_for_each(|row| opener.bucket_key(row).map(|_| ()))
    }

    /// Step 4: zeros over every slot but the one that was just proved. Gives the time.
    pub(crate) fn destroy_old_slot(&mut self) -> Result<i64> {
        let checkpoint = self.state.checkpoint;
        let keyhole = Keyhole::open(&self.paths.keyhole())?;
        let (current, _) = keyhole
            .find(checkpoint.epoch, checkpoint.epoch_hash)
            .ok_or(Error::damaged(Place::new("keyhole", "damage-no-epoch")))?;
        // One that reads as zeros too: whoever wrote them may have died, or failed, before they were
        // on the device.
        let empty = matches!(keyhole.slots().get(1 - current), Some(Slot::Empty));
        let left = self.mutated("old-slot-kept") || (empty && self.mutated("zeros-trusted"));
        if !left && !keyhole.destroy(1 - current)? {
            return Err(Error::damaged(Place::new("keyhole", "damage-not-overwritten")));
        }
        Ok((self.environment.now)())
    }

    /// Proves that the old wraps no longer open: the one key that did is in no slot, read anew.
    pub(crate) fn prove_closed(&self, destroyed: u64) -> Result<()> {
        let keyhole = Keyhole::read(&self.paths.keyhole())?;
        let checkpoint = &self.state.checkpoint;
        let current = keyhole.find(checkpoint.epoch, checkpoint.epoch_hash).map(|(slot, _)| slot);
        let other_is_empty =
            current.is_some_and(|slot| matches!(keyhole.slots().get(1 - slot), Some(Slot::Empty)));
        let closed = other_is_empty || self.mutated("old-slot-kept");
        if closed && checkpoint.epoch > destroyed {
            return Ok(());
        }
        Err(Error::damaged(Place::new("keyhole", "damage-not-overwritten")))
    }

    /// Proves what recovery relies on too, then clears a slot that no destruction is using.
    pub(crate) fn clear_stray_slot(&mut self) -> Result<()> {
        self.prove_durable()?;
        self.destroy_old_slot().map(|_| ())
    }

    /// Step 5.
    fn log_done(&mut self, facts: &Facts, cleared: i64) -> Result<Destroyed> {
        let rows = self.destroyed_rows(facts)?;
        self.transact_on_ballast(|transaction| {
            let (line, text) = transaction.vault.destruction_line(facts, &rows, cleared)?;
            let certificate = transaction.vault.certificate_number(line);
            let checkpoint = &mut transaction.checkpoint;
            checkpoint.pending = 0;
            checkpoint.destruction_head = crypto::sha256(text.as_bytes());
            checkpoint.destruction_lines = line;
            let residual = transaction.owe(line)?;
            let (intent, epoch) = (facts.intent, facts.epoch);
            transaction.log(Act::Done { intent, line: text, residual: residual.clone() });
            Ok(Destroyed { order: facts.order.clone(), line, certificate, epoch, residual })
        })
    }
}
