//! R2 and R3: from the new header to the proof that the old keys open nothing any more.

use super::{Progress, Rotated};
use crate::files;
use crate::log::{Act, Code};
use crate::model::{Capability, Clearance, Level};
use crate::store::Store;
use crate::vault::bucket::{Bucket, Opener};
use crate::vault::error::{Error, Place, Result};
use crate::vault::keyhole::Keyhole;
use crate::vault::pending::not_genuine;
use crate::vault::session::Vault;

impl Vault {
    /// Takes up a rotation that was left unfinished: gives it up where its header never came, and
    /// carries it to its end otherwise.
    pub(crate) fn take_up_rotation(&mut self) -> Result<()> {
        let checkpoint = self.state.checkpoint;
        let came = match checkpoint.header_next {
            Some(next) => self.header.hash == next,
            None => true,
        };
        let sealed = self.is_resealed();
        let reaches = self.clearance() == Clearance::FULL;
        if checkpoint.header_next.is_some() || sealed || reaches {
            // Whoever replaced the header may not have lived to make its name durable.
            files::sync_dir(self.paths.dir())?;
            self.transact_on_ballast(|transaction| {
                let intent = Some(checkpoint.pending);
                transaction.log(Act::Recovered { intent, from: Code::fixed("rotation") });
                if checkpoint.header_next.is_some() {
                    transaction.settle_header()?;
                }
                if !came {
                    transaction.checkpoint.pending = 0;
                }
                Ok(())
            })?;
            self.fold_wal()?;
            (self.environment.reached)("recover-durable");
        }
        if !came {
            return Ok(());
        }
        if !sealed && !reaches {
            let needed = Error::Clearance { needed: Level::One, field: None };
            return Err(Error::LeftUnfinished(Box::new(needed)));
        }
        self.finish_rotation(&|_, _| {}).map(|_| ()).map_err(|error| match error {
            Error::Unfinished { source, .. } => Error::LeftUnfinished(source),
            error => error,
        })
    }

    /// Whether everything is sealed under the generation of the header.
    fn is_resealed(&self) -> bool {
        self.state.checkpoint.generation == self.header.header.head.generation
    }

    /// Carries the pending rotation to its end, from whichever step the database shows.
    pub(crate) fn finish_rotation(&mut self, progress: Progress<'_>) -> Result<Rotated> {
        let mut step = "rotation";
        self.rotation_steps(&mut step, progress).map_err(|error| match error {
            // What does not verify is not carried out at all.
            error @ Error::Damaged { .. } if step == "rotation" => error,
            error => Error::Unfinished { step, source: Box::new(error) },
        })
    }

    fn rotation_steps(
        &mut self,
        step: &mut &'static str,
        progress: Progress<'_>,
    ) -> Result<Rotated> {
        let (rotation, epoch) = self.verified_rotation()?;
        if self.state.checkpoint.epoch == epoch {
            *step = "new-epoch";
            let next = self.write_next_epoch()?;
            (self.environment.reached)("rotate-new-epoch");
            *step = "reseal";
            self.store.overwrite_deleted(true)?;
            self.transact_on_ballast(|transaction| transaction.reseal(rotation, &next, progress))?;
            if self.mutated("header-late") {
                self.put_header_back()?;
            }
            (self.environment.reached)("rotate-resealed");
        }
        *step = "verify";
        self.prove_durable()?;
        let records = self.prove_directories()?;
        (self.environment.reached)("rotate-verified");
        *step = "destroy-key";
        self.destroy_old_slot()?;
        self.prove_closed(epoch)?;
        (self.environment.reached)("rotate-key-destroyed");
        *step = "log";
        self.log_rotated(rotation)?;
        (self.environment.reached)("rotate-logged");
        let generation = self.state.checkpoint.generation;
        Ok(Rotated { generation, epoch, records, residual: Vec::new() })
    }

    /// The pending rotation's entry, and the epoch that it ends.
    fn verified_rotation(&self) -> Result<(u64, u64)> {
        let seq = self.state.checkpoint.pending;
        let pending = self.verified_pending()?;
        let Act::Rotation { generation, epoch } = pending.entry.act else {
            return Err(not_genuine(seq));
        };
        let able = pending.signer.capabilities.has(Capability::Administer);
        let next = generation == pending.covering.generation + 1;
        let here = generation == self.header.header.head.generation;
        if able && next && here && epoch == pending.covering.epoch {
            return Ok((seq, epoch));
        }
        Err(not_genuine(seq))
    }

    /// Every directory opens from the disk with the slot as read back, through a connection that
    /// shares nothing with ours: what hangs on them is lost if they do not. Counts the records.
    fn prove_directories(&self) -> Result<u64> {
        let checkpoint = &self.state.checkpoint;
        let keyhole = Keyhole::read(&self.paths.keyhole())?;
        let (_, epoch) = keyhole
            .find(checkpoint.epoch, checkpoint.epoch_hash)
            .ok_or(Error::damaged(Place::new("keyhole", "damage-no-epoch")))?;
        let wrap = self.ring.wrap_key(epoch);
        let opener = Opener::new(&self.ring, &wrap, checkpoint.epoch, self.policy);
        let store = Store::open(&self.paths.records())?;
        let mut records = 0;
        for row in &store.buckets()? {
            records += Bucket::load(&store, &opener, row)?.directory.0.len() as u64;
        }
        Ok(records)
    }

    /// T-C.
    fn log_rotated(&mut self, rotation: u64) -> Result<()> {
        self.transact_on_ballast(|transaction| {
            transaction.checkpoint.pending = 0;
            transaction.log(Act::Rotated { rotation });
            Ok(())
        })
    }
}
