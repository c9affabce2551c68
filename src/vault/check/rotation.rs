//! What the log says of rotations of all keys: one at a time, each begun by an administrator, carried
//! out by somebody who holds every key, and given up only where the header that brings the new keys
//! never came.

use super::replay::{Replay, holds};
use crate::log::{Act, Member};
use crate::model::{Capability, Clearance, Digest};

/// A rotation that is not done.
pub(super) struct Rotation {
    seq: u64,
    resealed: bool,
}

impl Replay {
    /// Carries out a step of a rotation; gives what is wrong with it.
    pub(super) fn rotate(
        &mut self,
        seq: u64,
        act: &Act,
        member: &Member,
    ) -> Result<(), &'static str> {
        match act {
            Act::Rotation { generation, epoch } => {
                let next = (self.generation + 1, self.epoch);
                let fits = self.pending() == 0 && (*generation, *epoch) == next;
                self.rotation = Some(Rotation { seq, resealed: false });
                holds(fits, "damage-rotation")?;
                let able = member.capabilities.has(Capability::Administer);
                holds(able, "damage-log-capability")
            }
            Act::Resealed { rotation, generation, epoch, .. } => {
                self.reseal(*rotation, (*generation, *epoch))?;
                holds(member.clearance == Clearance::FULL, "damage-log-capability")
            }
            Act::Rotated { rotation, .. } => {
                let pending = self.rotation.take();
                let fits = pending.is_some_and(|one| one.resealed && one.seq == *rotation);
                holds(fits, "damage-rotation")
            }
            _ => Ok(()),
        }
    }

    /// Everything is sealed under the next generation, in the next epoch.
    pub(super) fn reseal(&mut self, seq: u64, now: (u32, u64)) -> Result<(), &'static str> {
        let next = (self.generation + 1, self.epoch + 1);
        let pending = self.rotation.as_mut().filter(|one| one.seq == seq && !one.resealed);
        let fits = pending.map(|one| one.resealed = true).is_some() && now == next;
        (self.generation, self.epoch) = now;
        holds(fits, "damage-rotation")
    }

    /// A header is settled, before the replay takes that up. Where it is not the one that was
    /// announced, a rotation that waited for its keys is given up.
    pub(super) fn settle_rotation(&mut self, hash: Digest) {
        if Some(hash) != self.header_next {
            self.rotation.take_if(|rotation| !rotation.resealed);
        }
    }

    /// The entry of what is past its point of no return and not done; 0 for nothing.
    pub(super) fn pending(&self) -> u64 {
        let intent = self.intent.as_ref().map(|intent| intent.seq);
        intent.or(self.rotation.as_ref().map(|rotation| rotation.seq)).unwrap_or(0)
    }
}
