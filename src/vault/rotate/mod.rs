//! Rotation: every key but those of records and operators renewed, and everything sealed under the
//! new ones. It is what makes a removal true, and what helps when keys may have leaked.
//!
//! ```text
//! R0  ROTATION and the header to come logged; checkpoint.pending = ROTATION's number; places that
//!     have keys owe a rewriting from here on
//! R1  header replaced and settled: its bundles bring the next generation g+1, and g wrapped under
//!     it                                                          ← point of no return
//! R2  2   a new epoch key into the other keyhole slot
//!     3   T-B: rows, trails, directories and segments sealed under g+1; new bucket keys, wrapped
//!         under g+1 and the new epoch; checkpoint.generation = g+1; RESEALED logged
//!     3½  WAL folded back; a fresh connection opens every wrap and every directory with the slot
//!         as read back
//!     4   the old slot overwritten with zeros, read back
//! R3  T-C: ROTATED logged; pending = 0; key files rewritten at places that can be reached
//! ```
//! Two numbers say how far it is. `header.generation` is the newest generation that anybody holds,
//! `checkpoint.generation` the one in use. They are the same but between R1 and T-B, when the
//! header is one ahead: whoever opens the vault then has the keys of both, and uses the one that
//! the newest checkpoint is of. A header that is behind the checkpoint opens nothing.
//!
//! Until the header is there, the rotation can be given up, and a crash gives it up: nothing is
//! sealed under keys that went with the process. From there on the next writer goes on. That takes
//! every level's key until T-B is done; who lacks one reads meanwhile, and writes nothing but that
//! he did. Behind T-B anybody can finish.
//!
//! Record keys stay: they are what opens older backups with the newest key file. So do the lists of
//! what imports refuse, and the log, whose entries keep the generation they were written in.

mod header;
mod reseal;
mod steps;

pub(crate) use reseal::Reseal;

use super::bucket::Bucket;
use super::error::{Error, Result};
use super::session::Vault;
use crate::files;
use crate::log::Kind;
use crate::model::{Capability, Level, OperatorNumber};

/// What the log and the checkpoints of a rotation take, in bytes; generous.
const MARGIN: u64 = 1 << 20;

/// What a rotation will do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RotationPlan {
    /// The generation that begins.
    pub generation: u32,
    /// How many records are sealed anew.
    pub records: u64,
    /// How many operators get the new keys.
    pub operators: u64,
    /// Registered names of places that have keys of the generation before.
    pub copies: Vec<String>,
}

/// What a rotation did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rotated {
    /// The generation that began.
    pub generation: u32,
    /// The epoch whose key was destroyed.
    pub epoch: u64,
    /// How many records were sealed anew.
    pub records: u64,
    /// Registered names of places that still have keys of the generation before.
    pub residual: Vec<String>,
}

/// Told how much of how much is done.
pub type Progress<'a> = &'a dyn Fn(u64, u64);

impl Vault {
    /// What a rotation would do now.
    pub fn plan_rotation(&mut self) -> Result<RotationPlan> {
        self.require_rotation()?;
        self.hold_shared()?;
        let plan = self.rotation_now();
        self.release()?;
        plan
    }

    /// The same, and everything that it would open is opened, and sealed for nothing.
    pub fn try_rotation(&mut self, progress: Progress<'_>) -> Result<RotationPlan> {
        self.require_rotation()?;
        self.hold_shared()?;
        let plan = self.rotation_now().and_then(|plan| {
            self.rehearse_rotation(progress)?;
            Ok(plan)
        });
        self.release()?;
        plan
    }

    /// Renews all keys, if that still is what was `planned`; everybody in the roster but `leaving`
    /// gets the new ones.
    pub fn rotate(
        &mut self,
        leaving: Option<OperatorNumber>,
        planned: &RotationPlan,
        progress: Progress<'_>,
    ) -> Result<Rotated> {
        self.require_rotation()?;
        let done = self.hold_exclusive().and_then(|()| {
            self.recover()?;
            if self.rotation_now()?.generation != planned.generation {
                return Err(Error::SelectionChanged);
            }
            self.rotate_now(leaving, progress)
        });
        let released = self.release();
        let done = done?;
        released.map(|()| done)
    }

    /// The same under the exclusive lock, and brings it to the copies.
    pub(crate) fn rotate_now(
        &mut self,
        leaving: Option<OperatorNumber>,
        progress: Progress<'_>,
    ) -> Result<Rotated> {
        self.require_rotation()?;
        let mut rotated = self.rotate_locked(leaving, progress)?;
        rotated.residual = match self.require_keeper() {
            Ok(()) => self.scrub_owed(),
            Err(_) => self.outstanding()?,
        };
        Ok(rotated)
    }

    /// Rotates under the exclusive lock. Everything is opened once before the point of no return,
    /// so that nothing damaged is found behind it. Once the new header is there, a failure is
    /// [`Error::Unfinished`], and the next writer who holds every key goes on.
    pub(crate) fn rotate_locked(
        &mut self,
        leaving: Option<OperatorNumber>,
        progress: Progress<'_>,
    ) -> Result<Rotated> {
        self.on_ballast(|vault| vault.require_sound_destruction_log())?;
        self.require_room_to_reseal()?;
        self.rehearse_rotation(&|done, all| progress(done, 2 * all))?;
        self.bring_new_keys(leaving)?;
        self.finish_rotation(&|done, all| progress(all + done, 2 * all))
    }

    fn require_rotation(&self) -> Result<()> {
        self.require(Capability::Administer)?;
        Level::ALL.into_iter().try_for_each(|level| self.require_level(level, None))
    }

    fn rotation_now(&self) -> Result<RotationPlan> {
        let mut records = 0;
        for row in &self.state.buckets {
            records += Bucket::load(&self.store, &self.opener(), row)?.directory.0.len() as u64;
        }
        let copies = self.destinations()?.into_iter().filter(|known| known.kind != Kind::DataOnly);
        Ok(RotationPlan {
            generation: self.state.checkpoint.generation + 1,
            records,
            operators: self.roster.members().count() as u64,
            copies: copies.map(|known| known.name).collect(),
        })
    }

    /// Refuses to begin what the disk has no room to finish: every page of the database is written
    /// once more, into the WAL.
    fn require_room_to_reseal(&self) -> Result<()> {
        let records = self.paths.records();
        let size = files::at(&records, records.metadata())?.len();
        let needed = size.saturating_add(size / 4).saturating_add(MARGIN);
        if needed <= files::free_space(self.paths.dir())? {
            return Ok(());
        }
        Err(Error::Full(Box::new(std::io::Error::from(std::io::ErrorKind::StorageFull))))
    }
}

#[cfg(test)]
mod forged_tests;
#[cfg(test)]
mod leaver_tests;
#[cfg(test)]
mod tests;
