//! Copies that lie without keys are held to log and key file of the destination that opens most.

use super::Visit;
use crate::vault::backup::folder::Folder;
use crate::vault::backup::keyfile::KeyFile;
use crate::vault::backup::logcopy::{self, Frame};
use crate::vault::error::Result;

impl Visit<'_> {
    /// The key file elsewhere that opens copies up to the latest state. Where all of those that are
    /// registered are away nobody can tell; where none is, nothing opens.
    pub(super) fn keys_elsewhere(&mut self) -> Result<Option<KeyFile>> {
        let openers = self.vault.openers()?;
        let away = openers.iter().any(|known| self.vault.reach(known).is_none());
        let mut best = None;
        for folder in openers.iter().filter_map(|known| self.vault.reach(known)) {
            // What is wrong with one of them is told where it is looked at.
            let Ok(keys) = self.vault.read_key_file(&folder) else { continue };
            let to = self.log_reaches(&folder).unwrap_or_default();
            if best.as_ref().is_none_or(|(reaches, _)| *reaches < to) {
                best = Some((to, keys));
            }
        }
        if best.is_none() && away {
            let name = self.destination.name.clone();
            self.notices.push(("backup-keys-unseen", name));
            return Ok(None);
        }
        let (to, keys) = best.map_or((0, None), |(to, keys)| (to, Some(keys)));
        self.opens_to = Some(to);
        Ok(keys)
    }

    /// The last state of ours that the log of a destination knows.
    fn log_reaches(&self, folder: &Folder) -> Result<u64> {
        let (mut ours, mut reaches) = (true, 0);
        logcopy::read(&folder.log(), |frame, row| {
            ours = ours && self.vault.is_own_frame(frame, &row)?;
            if ours && frame == Frame::Checkpoint {
                reaches = row.seq;
            }
            Ok(())
        })?;
        Ok(reaches)
    }
}
