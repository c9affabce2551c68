//! Which epochs began with a rotation of the keys, as logs at destinations say: whoever knows that
//! need not be afraid that it was a destruction.

use super::others::reader_at;
use crate::log::Act;
use crate::store::LogRow;
use crate::vault::backup::folder::Folder;
use crate::vault::backup::logcopy::{self, Frame};
use crate::vault::session::Vault;
use crate::vault::state::entry_of;
use std::collections::BTreeSet;

/// The epochs that began with a rotation, by entries in order. Its announcement is sealed under the
/// keys from before it, so whoever has only those still learns of it.
#[derive(Default)]
pub(super) struct Rotations {
    /// The generation that is to come, with its epoch.
    announced: Option<(u32, u64)>,
    pub(super) begun: BTreeSet<u64>,
}

impl Rotations {
    /// Takes the next entry, where it could be opened.
    pub(super) fn follow(&mut self, row: &LogRow, act: Option<&Act>) {
        let came = self.announced.take_if(|(generation, _)| row.generation >= *generation);
        self.begun.extend(came.map(|(_, epoch)| epoch));
        match act {
            Some(Act::Rotation { generation, epoch }) => {
                self.announced = Some((*generation, epoch + 1));
            }
            Some(Act::Resealed { epoch, .. }) => {
                self.begun.insert(*epoch);
            }
            _ => {}
        }
    }
}

/// The epochs that began with a rotation, as the log of a destination says, and what was set aside of
/// it.
pub(crate) fn rotated_at(vault: &Vault, folder: &Folder) -> BTreeSet<u64> {
    let reader = reader_at(vault, folder);
    let ring = reader.as_ref().map_or(&vault.ring, |(ring, _)| ring);
    let mut begun = BTreeSet::new();
    for path in std::iter::once(folder.log()).chain(folder.set_aside_of("log")) {
        let mut rotations = Rotations::default();
        // A medium that cannot be read says nothing more.
        let _read = logcopy::read(&path, |frame, row| {
            if frame == Frame::Entry {
                let entry = entry_of(ring, &row).ok();
                rotations.follow(&row, entry.as_ref().map(|entry| &entry.act));
            }
            Ok(())
        });
        begun.append(&mut rotations.begun);
    }
    begun
}
