//! Every write is one transaction with its log entries and one checkpoint, signed by the operator
//! who made it: all of it is there afterwards, or nothing.

use super::anchor::AnchorFile;
use super::approval::is_decided_on;
use super::error::{Error, Place, Result};
use super::session::Vault;
use super::state::{CHECKPOINT_LABEL, State, root};
use super::syslog;
use crate::crypto::{self, Key, Purpose};
use crate::files;
use crate::log::{Act, Chain, Checkpoint, Entry, SignedCheckpoint};
use crate::model::Digest;
use crate::policy::Policy;
use crate::store::{self, BucketRow, LogRow};

/// A transaction in progress; the exclusive lock is held.
pub(crate) struct Transaction<'v> {
    pub(crate) vault: &'v mut Vault,
    /// What the checkpoint will say; the work may change epoch, pending intent, next record …
    pub(crate) checkpoint: Checkpoint,
    pub(super) acts: Vec<Act>,
    /// The policy in force as it began.
    pub(super) policy: &'static Policy,
    /// The verb that the machine's log is told.
    verb: String,
    /// The buckets as the checkpoint's root has them, once it is signed.
    buckets: Vec<BucketRow>,
}

impl Transaction<'_> {
    /// Notes what is done; it is logged when the transaction commits. Gives the entry's number.
    /// What a second person agreed to stands behind that person's decision.
    pub(crate) fn log(&mut self, act: Act) -> u64 {
        if is_decided_on(&act) {
            self.acts.extend(self.vault.decision.clone().map(Act::Decided));
        }
        let mut act = act;
        self.tell_terms(&mut act);
        self.acts.push(act);
        self.checkpoint.seq + self.acts.len() as u64
    }

    /// The number that the next entry gets.
    pub(crate) fn next_seq(&self) -> u64 {
        self.checkpoint.seq + self.acts.len() as u64 + 1
    }

    /// Forgets what was done so far: nothing of the transaction is kept.
    pub(crate) fn forget(&mut self) {
        self.acts.clear();
    }

    /// Seals and chains the entries, and signs the checkpoint behind them.
    fn finish(&mut self) -> Result<()> {
        self.require_second_person()?;
        let now = (self.vault.environment.now)();
        let machine = self.vault.machine();
        self.verb = syslog::verb(&self.acts);
        let policy = self.worked_out_under();
        let vault = &mut *self.vault;
        let mut chain = Chain::resume(self.checkpoint.seq, self.checkpoint.head);
        let generation = self.checkpoint.generation;
        let key = vault.ring.log_key(generation).ok_or(Error::Bug("log key"))?;
        for act in self.acts.drain(..) {
            let seq = chain.seq + 1;
            let (operator, policy) = (vault.operator, vault.policy_hash);
            let entry = Entry { time: now, operator, policy, machine, act };
            let context = vault.ring.log_context(Purpose::LogEntry, seq, generation);
            let sealed = crypto::seal(key, &context, &entry.to_bytes(), &mut vault.random);
            chain.advance(sealed.as_bytes(), crypto::sha256);
            vault.store.insert_entry(&LogRow { seq, generation, sealed })?;
        }
        self.buckets = vault.store.buckets()?;
        let checkpoint = Checkpoint {
            seq: chain.seq,
            head: chain.head,
            root: root(&self.buckets),
            buckets: self.buckets.len() as u64,
            roster: vault.roster.head(),
            policy,
            time: now,
            operator: vault.operator,
            ..self.checkpoint
        };
        let row = seal_checkpoint(vault, &checkpoint, key)?;
        vault.store.insert_checkpoint(&row)?;
        self.checkpoint = checkpoint;
        Ok(())
    }
}

impl Transaction<'_> {
    /// The hash that the checkpoint names: of the policy in force; while that is the program's own,
    /// which changes with the program, of the one under which the days of all records were worked
    /// out.
    fn worked_out_under(&self) -> Digest {
        let Checkpoint { policy, policy_seq, .. } = self.checkpoint;
        let applied = self.acts.iter().any(|act| matches!(act, Act::Policy { .. }));
        if policy_seq > 0 || applied || policy == Digest::default() {
            return self.vault.policy_hash;
        }
        policy
    }
}

/// Signs a checkpoint and seals it.
fn seal_checkpoint(vault: &Vault, checkpoint: &Checkpoint, key: &Key) -> Result<LogRow> {
    let bytes = checkpoint.encode();
    let signature = vault.half.signing_key.sign(CHECKPOINT_LABEL, &bytes).0;
    let signed = SignedCheckpoint { bytes, signature };
    let (seq, generation) = (checkpoint.seq, checkpoint.generation);
    let context = vault.ring.log_context(Purpose::Checkpoint, seq, generation);
    let mut random = vault.random.fork()?;
    let sealed = crypto::seal(key, &context, &signed.encode(), &mut random);
    Ok(LogRow { seq, generation, sealed })
}

impl Vault {
    /// Takes the lock alone, finishes what others left unfinished, and does `work` as one
    /// transaction. Afterwards the lock is free.
    pub(crate) fn change<T>(
        &mut self,
        work: impl FnOnce(&mut Transaction<'_>) -> Result<T>,
    ) -> Result<T> {
        let done = self.hold_exclusive().and_then(|()| {
            self.recover()?;
            self.transact(work)
        });
        let released = self.release();
        let done = done?;
        released?;
        Ok(done)
    }

    /// One transaction under the exclusive lock that is already held. Work that logs nothing
    /// leaves no trace.
    pub(crate) fn transact<T>(
        &mut self,
        work: impl FnOnce(&mut Transaction<'_>) -> Result<T>,
    ) -> Result<T> {
        self.store.begin()?;
        let checkpoint = self.state.checkpoint;
        let policy = self.policy;
        let mut transaction = Transaction {
            vault: self,
            checkpoint,
            acts: Vec::new(),
            policy,
            verb: String::new(),
            buckets: Vec::new(),
        };
        let done = transaction.vault.still_as_proved().and_then(|()| work(&mut transaction));
        let done = done.and_then(|done| {
            let silent = transaction.acts.is_empty();
            if !silent {
                transaction.finish()?;
            }
            Ok((done, silent))
        });
        let (done, silent) = match done {
            Ok(done) => done,
            Err(error) => {
                self.store.rollback();
                return Err(self.told_absent(error));
            }
        };
        if silent {
            self.store.rollback();
            return Ok(done);
        }
        let Transaction { checkpoint, buckets, verb, .. } = transaction;
        if self.mutated("anchor-first") {
            self.anchor.advance(Self::anchor_of(&checkpoint))?;
        }
        if let Err(error) = self.store.commit() {
            return Err(self.not_committed(error));
        }
        if self.mutated("late-key") && checkpoint.epoch > self.state.checkpoint.epoch {
            self.write_late_key(checkpoint.epoch)?;
        }
        self.committed(&checkpoint, buckets)?;
        self.tell_syslog(&checkpoint, &verb);
        Ok(done)
    }

    /// What a commit that failed comes to: nothing, if that can be made sure.
    fn not_committed(&mut self, error: store::Error) -> Error {
        self.store.rollback();
        if error.leaves_nothing() || self.mutated("commit-left") || self.store.retract() {
            return error.into();
        }
        self.lock.keep_mark();
        Error::Uncertain(Box::new(error.into()))
    }

    /// Refuses a database that was changed since its state was proved: whoever did it does not
    /// take the lock, and our signature must not stand under rows that we never saw.
    fn still_as_proved(&self) -> Result<()> {
        let seq = self.store.last_checkpoint()?.map_or(0, |row| row.seq);
        if seq == self.state.checkpoint.seq && self.store.buckets()? == self.state.buckets {
            return Ok(());
        }
        Err(bad_log("damage-root", seq))
    }

    /// Like [`Vault::transact`], for what a full disk must not block: the log and destruction.
    pub(crate) fn transact_on_ballast<T>(
        &mut self,
        mut work: impl FnMut(&mut Transaction<'_>) -> Result<T>,
    ) -> Result<T> {
        self.on_ballast(|vault| vault.transact(&mut work))
    }

    /// Does `work`, and once more with the room of the ballast when the disk is full.
    pub(crate) fn on_ballast<T>(
        &mut self,
        mut work: impl FnMut(&mut Self) -> Result<T>,
    ) -> Result<T> {
        match work(self) {
            Err(error) if error.is_full() => {
                self.make_room()?;
                work(self)
            }
            other => other,
        }
    }

    /// Folds the WAL back into the database, which may have to grow for it.
    pub(crate) fn fold_wal(&mut self) -> Result<()> {
        self.on_ballast(|vault| Ok(vault.store.fold_wal()?))
    }

    /// The commit is durable: what follows may fail without undoing it.
    fn committed(&mut self, checkpoint: &Checkpoint, buckets: Vec<BucketRow>) -> Result<()> {
        if self.anchor.advance(Self::anchor_of(checkpoint)).is_err() {
            (self.environment.warn)("warn-anchor");
        }
        if !self.ballast_spent && !self.paths.ballast().exists() {
            // Tried again by the next writer; a full disk is the usual reason.
            drop(write_ballast(&self.paths.ballast()));
        }
        // What is not folded now is by the next writer; a full disk may have been in the way.
        drop(self.store.fold_long_wal());
        self.use_generation_of(checkpoint)?;
        let wrap = if checkpoint.epoch == self.state.checkpoint.epoch {
            self.state.wrap.duplicate()
        } else {
            self.open_keyhole(checkpoint)?
        };
        self.state = State { checkpoint: *checkpoint, wrap, buckets };
        Ok(())
    }

    /// Gives up the ballast for the rest of this command, and what the WAL takes with it: its
    /// pages are in the database then. The next writer puts the ballast back.
    fn make_room(&mut self) -> Result<()> {
        self.ballast_spent = true;
        files::remove(&self.paths.ballast())?;
        // What cannot be folded stays where it is, and is as safe there.
        drop(self.store.fold_wal());
        Ok(())
    }
}

/// Room kept for log and destruction on a full disk: 1 MiB, filled with bytes that do not
/// compress.
pub(crate) fn write_ballast(path: &std::path::Path) -> Result<()> {
    let mut bytes = Vec::with_capacity(1 << 20);
    let mut block = Digest::default();
    while bytes.len() < 1 << 20 {
        block = crypto::sha256(&block.0);
        bytes.extend_from_slice(&block.0);
    }
    Ok(files::replace(path, &bytes)?)
}

/// The first anchor of a new vault.
pub(crate) fn first_anchor(file: &AnchorFile, checkpoint: &Checkpoint) -> Result<()> {
    file.advance(Vault::anchor_of(checkpoint))
}

/// Damage found where the log itself cannot be read.
pub(crate) const fn bad_log(what: &'static str, seq: u64) -> Error {
    Error::damaged(Place::new("records.db", what).at(seq))
}
