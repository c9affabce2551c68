//! What a writer does first: finish what another process left unfinished.
//!
//! A durable entry of its own comes before anything else, and the WAL is folded back behind it:
//! after that, what the database shows is what a power cut would leave, and the keyhole may be
//! touched on the strength of it. After a failed commit a process touches no keyhole and ends.

use super::error::{Error, Result};
use super::keyhole::{Keyhole, Slot};
use super::session::Vault;
use crate::files;
use crate::log::{Act, Code};
use crate::store;

impl Vault {
    /// The same for whoever only looks: what hinders it keeps the look out of the log as well.
    pub(crate) fn recover_to_look(&mut self) -> Result<()> {
        self.recover()
            .or_else(|error| match error {
                // Under the keys that are still in use he sees what he always saw.
                Error::LeftUnfinished(source) if matches!(*source, Error::Clearance { .. }) => {
                    Ok(())
                }
                error => Err(error),
            })
            .map_err(|error| match error {
                error @ (Error::Damaged { .. }
                | Error::LeftUnfinished(_)
                | Error::Store(store::Error::Busy)) => error,
                error => Error::NotLogged(Box::new(error)),
            })
    }

    /// Finishes a pending destruction or rotation, clears a stray slot, settles the header; under the
    /// exclusive lock. Usually there is nothing to do.
    pub(crate) fn recover(&mut self) -> Result<()> {
        if self.lock.is_marked() && !self.mutated("mark-ignored") {
            // Its last commit may be one that never became durable, though everybody sees it: what
            // is written behind it would go with it. A stranger who reads may be in the way.
            match self.fold_wal() {
                Err(Error::Store(store::Error::Busy)) => {}
                folded => {
                    folded?;
                    self.lock.clear_mark();
                }
            }
        }
        let keyhole = Keyhole::read(&self.paths.keyhole())?;
        let used = keyhole.slots().iter().filter(|slot| !matches!(slot, Slot::Empty)).count();
        let checkpoint = self.state.checkpoint;
        let pending = checkpoint.pending != 0;
        let stray = used > 1;
        let unsettled = checkpoint.header_next.is_some();
        if stray && self.mutated("zero-before-commit") {
            self.destroy_old_slot()?;
        }
        let rotates = self.rotation_is_pending()?;
        if rotates {
            self.take_up_rotation()?;
        } else if pending || stray || unsettled {
            let from = if pending {
                "destruction"
            } else if stray {
                "stray-slot"
            } else {
                "header"
            };
            // Whoever replaced the header may not have lived to make its name durable.
            files::sync_dir(self.paths.dir())?;
            self.transact_on_ballast(|transaction| {
                let intent = pending.then_some(checkpoint.pending);
                transaction.log(Act::Recovered { intent, from: Code::fixed(from) });
                if unsettled {
                    transaction.settle_header()?;
                }
                Ok(())
            })?;
            self.fold_wal()?;
            (self.environment.reached)("recover-durable");
        }
        if pending && !rotates {
            self.finish_destruction().map_err(|error| match error {
                Error::Unfinished { source, .. } => Error::LeftUnfinished(source),
                error => error,
            })?;
        } else if stray && !rotates {
            self.clear_stray_slot()?;
        }
        if self.on_ballast(|vault| vault.repair_destruction_log()).is_err() {
            // It hinders no other work; a purge refuses, and `check` names what is wrong.
            (self.environment.warn)("warn-destruction-log");
        }
        Ok(())
    }
}
