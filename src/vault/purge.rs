//! Destruction: the protocol that makes a record unreadable for good, step by step.
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
//! An erasure of a part of records changes step 1 alone ([`super::erase`]); step 3 is in
//! [`super::renewal`]. INTENT in the log is the only mark of what is being destroyed. Whatever step
//! a crash leaves it at, [`super::recover`] goes on from what the database shows.

use super::bucket::{Bucket, Opener};
use super::destruction::Facts;
use super::error::{Error, Place, Result};
use super::keyhole::{Epoch, Keyhole, Slot};
use super::mutant;
use super::opening::Handed;
use super::session::Vault;
use crate::crypto::{self, Key};
use crate::files;
use crate::log::{Act, Numbers, Reason, Reference, Scope};
use crate::model::{Capability, Level, RecordNumber, Selector};
use crate::store::Store;
use std::path::Path;

/// What somebody wants destroyed.
pub enum Target<'a> {
    /// What is selected, for one reason.
    Selected {
        /// Which records.
        selector: &'a Selector,
        /// Why.
        reason: Reason,
        /// On what basis.
        basis: Reference,
        /// What of them; none is the whole.
        scope: Option<Scope>,
        /// Whether imports are to refuse the persons.
        suppress: bool,
    },
    /// What is due, for the reason and on the basis of each rule.
    Due,
}

/// What rewriting a full bucket's directory, segments and row pages takes in the WAL at most, what
/// one more wrapped key takes, and what the log takes, in bytes; generous, from measured sizes.
const TOUCHED: u64 = 256 << 10;
const REWRAPPED: u64 = 256;
const MARGIN: u64 = 256 << 10;

/// Room that the ballast gives back.
const BALLAST: u64 = 1 << 20;

/// An order to destroy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// Which records.
    pub numbers: Numbers,
    /// Why.
    pub reason: Reason,
    /// On what basis.
    pub basis: Reference,
    /// What of them; none is the whole.
    pub scope: Option<Scope>,
    /// Whether keyed hashes are kept, so that imports refuse the persons.
    pub suppress: bool,
}

/// What was destroyed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Destroyed {
    /// What had been ordered.
    pub order: Order,
    /// The line of destruction.log, from 1.
    pub line: u64,
    /// The number of the certificate.
    pub certificate: String,
    /// The epoch whose key was destroyed.
    pub epoch: u64,
    /// Registered names of destinations that still hold a copy that opens.
    pub residual: Vec<String>,
}

/// How far a plan was carried out.
pub struct Purged {
    /// What is destroyed and proved.
    pub done: Vec<Destroyed>,
    /// What stopped the rest.
    pub failed: Option<Error>,
}

impl Vault {
    /// The orders that `target` comes to now; none when it takes no record. Nothing is logged:
    /// a plan shows numbers only.
    pub fn plan_purge(&mut self, target: &Target<'_>) -> Result<Vec<Order>> {
        self.require(Capability::Purge)?;
        self.hold_shared()?;
        let orders = self.orders(target);
        self.release()?;
        orders
    }

    /// Destroys what `target` comes to, if that is still what was `confirmed`; otherwise nothing
    /// is done.
    pub fn purge_planned(&mut self, target: &Target<'_>, confirmed: &[Order]) -> Result<Purged> {
        self.carry_out(target, confirmed, None)
    }

    /// The same for one record whose owner asked for it, with a commitment in the line; `file`,
    /// which must not exist, gets the [`Opening`](super::Opening) that opens it.
    pub fn purge_and_open(
        &mut self,
        target: &Target<'_>,
        confirmed: &[Order],
        file: &Path,
    ) -> Result<Purged> {
        self.carry_out(target, confirmed, Some(file))
    }

    fn carry_out(
        &mut self,
        target: &Target<'_>,
        confirmed: &[Order],
        opening: Option<&Path>,
    ) -> Result<Purged> {
        self.require(Capability::Purge)?;
        let ready = self.hold_exclusive().and_then(|()| {
            self.recover()?;
            let now = self.orders(target)?;
            if now == confirmed { Ok(()) } else { Err(Error::SelectionChanged) }
        });
        let mut purged = Purged { done: Vec::new(), failed: ready.err() };
        for order in confirmed {
            if purged.failed.is_some() {
                break;
            }
            match self.purge_locked(order, opening) {
                Ok(destroyed) => purged.done.push(destroyed),
                Err(error) => purged.failed = Some(error),
            }
        }
        self.settle_purge(&mut purged.done, purged.failed.is_some());
        let released = self.release();
        match purged {
            Purged { done, failed: Some(error) } if done.is_empty() => Err(error),
            purged => released.map(|()| purged),
        }
    }

    /// Destroys records. Once the intent is durable there is no way back: a failure after it is
    /// [`Error::Unfinished`], and the next writing command finishes.
    pub fn purge(&mut self, order: &Order) -> Result<Destroyed> {
        self.require(Capability::Purge)?;
        let ready = self.hold_exclusive().and_then(|()| self.recover());
        let mut done = ready.and_then(|()| self.purge_locked(order, None));
        if let Ok(done) = &mut done {
            self.settle_purge(std::slice::from_mut(done), false);
        }
        let released = self.release();
        let done = done?;
        released?;
        Ok(done)
    }

    /// The orders of `target`, under the lock.
    fn orders(&self, target: &Target<'_>) -> Result<Vec<Order>> {
        let Target::Selected { selector, reason, basis, scope, suppress } = target else {
            return self.due_orders();
        };
        if *suppress {
            self.require_level(Level::One, None)?;
        }
        let mut numbers: Numbers = self.find(selector)?.numbers.into_iter().collect();
        self.require_free(&numbers)?;
        if let Some(scope) = scope {
            numbers = self.holding(&numbers, scope)?;
        }
        if numbers.is_empty() {
            return Ok(Vec::new());
        }
        let (reason, basis) = (*reason, basis.clone());
        Ok(vec![Order { numbers, reason, basis, scope: scope.clone(), suppress: *suppress }])
    }

    fn purge_locked(&mut self, order: &Order, opening: Option<&Path>) -> Result<Destroyed> {
        self.on_ballast(|vault| vault.require_sound_destruction_log())?;
        self.require_there(&order.numbers)?;
        self.require_room(&order.numbers)?;
        if self.mutated("log-last") {
            self.destroy_unlogged(&order.numbers)?;
        }
        if order.suppress && order.scope.is_some() {
            return Err(Error::Bug("who lives on is not suppressed"));
        }
        self.store.overwrite_deleted(true)?;
        let hand_out = |file| self.hand_out((&order.numbers, order.reason), file);
        let handed = opening.map(hand_out).transpose()?;
        if let Err(error) = self.intend(order, handed.as_ref()) {
            if let (Some(file), false) = (opening, matches!(error, Error::Uncertain(_))) {
                // It opens nothing that was signed.
                drop(files::remove(file));
            }
            return Err(error);
        }
        (self.environment.reached)("purge-intent");
        self.finish_destruction()
    }

    /// Step 1.
    fn intend(&mut self, order: &Order, handed: Option<&Handed>) -> Result<()> {
        let epoch = self.state.checkpoint.epoch;
        self.transact_on_ballast(|transaction| {
            if let Some(handed) = handed {
                transaction.log(handed.disclosed.clone());
            }
            if let Some(scope) = &order.scope {
                transaction.erase(&order.numbers, scope)?;
            }
            if order.suppress {
                transaction.suppress(&order.numbers)?;
            }
            let act = Act::Intent {
                numbers: order.numbers.clone(),
                reason: order.reason,
                basis: order.basis.clone(),
                epoch,
                commitments: handed.iter().map(|handed| handed.commitment).collect(),
                scope: order.scope.clone(),
            };
            transaction.checkpoint.pending = transaction.log(act);
            Ok(())
        })
    }

    /// Refuses an order that names nobody, or a record that is not there.
    fn require_there(&self, numbers: &Numbers) -> Result<()> {
        if numbers.is_empty() {
            return Err(Error::Bug("an order to destroy nothing"));
        }
        let all: Vec<RecordNumber> = numbers.iter().collect();
        for group in all.chunk_by(|a, b| a.bucket() == b.bucket()) {
            let Some(first) = group.first() else { continue };
            let gone = |number| super::records::gone(number, self.state.checkpoint.next_record);
            let row = self.state.bucket(first.bucket()).ok_or_else(|| gone(*first))?;
            let bucket = Bucket::load(&self.store, &self.opener(), row)?;
            if let Some(absent) = group.iter().find(|number| bucket.entry(**number).is_none()) {
                return Err(gone(*absent));
            }
        }
        Ok(())
    }

    /// Refuses to begin what the disk has no room to finish: behind the intent there is no way
    /// back, and every command would have to wait for room.
    fn require_room(&self, numbers: &Numbers) -> Result<()> {
        let all: Vec<u64> = numbers.iter().map(RecordNumber::bucket).collect();
        let touched = all.chunk_by(|a, b| a == b).count() as u64;
        // An erasure writes what it touches twice: in its first step, and under the new bucket key.
        let needed = 2 * touched * TOUCHED + self.state.buckets.len() as u64 * REWRAPPED + MARGIN;
        let free = files::free_space(self.paths.dir())?.saturating_add(BALLAST);
        if needed <= free {
            return Ok(());
        }
        Err(Error::Full(Box::new(std::io::Error::from(std::io::ErrorKind::StorageFull))))
    }

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
            let (next, key) = self.write_next_epoch()?;
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
        self.prove_closed(&facts)?;
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
    pub(crate) fn write_next_epoch(&mut self) -> Result<(Epoch, Key)> {
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
        let wrap = self.ring.wrap_key(&next);
        Ok((next, wrap))
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
        if !self.mutated("old-slot-kept") && !keyhole.destroy(1 - current)? {
            return Err(Error::damaged(Place::new("keyhole", "damage-not-overwritten")));
        }
        Ok((self.environment.now)())
    }

    /// Proves that the old wraps no longer open: the one key that did is in no slot, read anew.
    fn prove_closed(&self, facts: &Facts) -> Result<()> {
        let keyhole = Keyhole::read(&self.paths.keyhole())?;
        let checkpoint = &self.state.checkpoint;
        let current = keyhole.find(checkpoint.epoch, checkpoint.epoch_hash).map(|(slot, _)| slot);
        let other_is_empty =
            current.is_some_and(|slot| matches!(keyhole.slots().get(1 - slot), Some(Slot::Empty)));
        let closed = other_is_empty || self.mutated("old-slot-kept");
        if closed && checkpoint.epoch > facts.epoch {
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
