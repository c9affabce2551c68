//! Destruction: what is ordered, and the step from which there is no way back.
//!
//! A plan is made, shown and confirmed; what is carried out must still be the same. The steps
//! behind the first are in [`super::protocol`]. An erasure of a part of records changes the first
//! alone ([`super::erase`]). INTENT in the log is the only mark of what is being destroyed.

use super::bucket::Bucket;
use super::due::UNREAD;
use super::error::{Error, Result};
use super::opening::Handed;
use super::session::Vault;
use crate::files;
use crate::log::{Act, Numbers, Reason, Reference, Scope};
use crate::model::{Capability, Digest, Level, RecordNumber, Selector};
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
    /// What a batch of an import made and nobody touched since.
    Batch {
        /// Its number.
        number: u64,
    },
    /// What somebody proposed to destroy, for the reason of each proposal.
    Proposed {
        /// On what basis it is decided.
        basis: Reference,
    },
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
        let orders = match target {
            Target::Due => self.due_orders_and_unread(),
            _ => self.orders(target).map(|orders| (orders, false)),
        };
        self.release()?;
        let (orders, unread) = orders?;
        if unread {
            (self.environment.warn)(UNREAD);
        }
        Ok(orders)
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
            self.look_at_storage();
            let now = self.orders(target)?;
            if now != confirmed {
                return Err(Error::SelectionChanged);
            }
            self.require_purge_alone(confirmed)
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
        let mut done = ready.and_then(|()| {
            self.look_at_storage();
            self.purge_locked(order, None)
        });
        if let Ok(done) = &mut done {
            self.settle_purge(std::slice::from_mut(done), false);
        }
        let released = self.release();
        let done = done?;
        released?;
        Ok(done)
    }

    /// The orders of `target`, under the lock.
    pub(super) fn orders(&self, target: &Target<'_>) -> Result<Vec<Order>> {
        let (selector, reason, basis, scope, suppress) = match target {
            Target::Due => return self.due_orders(),
            Target::Proposed { basis } => return self.proposed_orders(basis),
            Target::Batch { number } => return self.reverted_orders(*number),
            Target::Selected { selector, reason, basis, scope, suppress } => {
                (selector, reason, basis, scope, suppress)
            }
        };
        if *suppress {
            self.require_level(Level::One, None)?;
        }
        let mut numbers: Numbers =
            self.find_for(Capability::Purge, selector)?.numbers.into_iter().collect();
        if let Some(scope) = scope {
            // What keeps a record is told first, also to whom what remains of it does not open.
            let holding = self.holding(&numbers, scope).map_err(|error| self.told_absent(error));
            numbers = match holding {
                Ok(holding) => holding.union(&self.owed_again(&numbers, scope)?),
                Err(error) => return self.require_free(&numbers).and(Err(error)),
            };
        }
        self.require_free(&numbers)?;
        if numbers.is_empty() {
            return Ok(Vec::new());
        }
        let (reason, basis) = (*reason, basis.clone());
        Ok(vec![Order { numbers, reason, basis, scope: scope.clone(), suppress: *suppress }])
    }

    pub(super) fn purge_locked(
        &mut self,
        order: &Order,
        opening: Option<&Path>,
    ) -> Result<Destroyed> {
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
        let promised = match order.scope {
            None => self.promised(&order.numbers)?,
            // The requests live on with what remains.
            Some(_) => Vec::new(),
        };
        if let Err(error) = self.intend(order, handed.as_ref(), promised) {
            if let (Some(file), false) = (opening, matches!(error, Error::Uncertain(_))) {
                // It opens nothing that was signed.
                drop(files::remove(file));
            }
            return Err(error);
        }
        (self.environment.reached)("purge-intent");
        self.finish_destruction()
    }

    /// Step 1; `promised` are the commitments that requesters were given before.
    fn intend(
        &mut self,
        order: &Order,
        handed: Option<&Handed>,
        promised: Vec<Digest>,
    ) -> Result<()> {
        let handed_out = handed.map(|handed| handed.commitment);
        let commitments: Vec<Digest> = promised.into_iter().chain(handed_out).collect();
        let epoch = self.state.checkpoint.epoch;
        let (retention, late) = self.floors_over(&order.numbers)?;
        let retention = Some(retention);
        // What is due is the whole of a record.
        let late = late.filter(|_| order.scope.is_none());
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
                commitments: commitments.clone(),
                scope: order.scope.clone(),
                retention,
                late,
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
            let Some(row) = self.state.bucket(first.bucket()) else {
                return Err(self.absent(*first)?);
            };
            let bucket = Bucket::load(&self.store, &self.opener(), row)?;
            if let Some(absent) = group.iter().find(|number| bucket.entry(**number).is_none()) {
                return Err(self.absent(*absent)?);
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
}
