//! What opens a copy of data that lies without keys: the key files of other destinations.
//!
//! Rows by themselves open with a key file elsewhere, and only where log and keys know the state
//! that the rows are of. So a data-only backup first brings every key file in reach up to date, as a
//! full one does with its own, and afterwards the logs beside them. What cannot be brought there
//! stops nothing: the copy is written, and whoever asked for it hears that it does not open yet.

use super::folder::Folder;
use crate::log::{Destination, Kind};
use crate::vault::error::{Error, Result, Unfit};
use crate::vault::session::Vault;
use std::path::PathBuf;

/// The destinations with key files, as a data-only backup found them.
#[derive(Debug, Default)]
pub(super) struct Openers {
    /// Their logs and keys know the state that the copy is of.
    pub(super) ahead: Vec<(Destination, Folder)>,
    /// They do not.
    pub(super) behind: Vec<Behind>,
}

/// A destination with a key file that could not be brought up to date.
#[derive(Debug)]
pub struct Behind {
    /// Its registered name.
    pub name: String,
    /// Why, where it was reached.
    pub why: Option<Error>,
}

impl Openers {
    /// The names of those that open the copy.
    pub(super) fn names(&self) -> Vec<String> {
        self.ahead.iter().map(|(destination, _)| destination.name.clone()).collect()
    }
}

impl Vault {
    /// The registered destinations with a key file that are not left to another vault.
    pub(super) fn openers(&self) -> Result<Vec<Destination>> {
        let mut all = self.destinations()?;
        all.retain(|known| known.kind == Kind::Full && known.key > 0 && !known.detached);
        Ok(all)
    }

    /// Those that could be brought up to date now; nothing is written.
    pub(super) fn find_openers(&self) -> Result<Openers> {
        let mut found = Openers::default();
        for destination in self.openers()? {
            let name = destination.name.clone();
            let leave = |why| found.behind.push(Behind { name, why });
            let Some(folder) = self.reach(&destination) else {
                leave(None);
                continue;
            };
            // A purge has to rewrite keys on storage that keeps versions by now; nobody else does.
            match self.new_keeper(&destination) {
                Ok(None) => match self.require_writable(&destination, &folder) {
                    Ok(()) => found.ahead.push((destination, folder)),
                    Err(why) => leave(Some(why)),
                },
                Ok(Some(keeper)) => {
                    let path = PathBuf::from(destination.path);
                    leave(Some(Error::Unfit(Unfit::KeepsVersions(path, keeper))));
                }
                Err(why) => leave(Some(why)),
            }
        }
        Ok(found)
    }

    /// Brings log and key file there up to date, under the exclusive lock.
    pub(super) fn bring_openers_up_to_date(&mut self) -> Result<Openers> {
        if self.mutated("data-only-alone") {
            return Ok(Openers::default());
        }
        let Openers { ahead, mut behind } = self.find_openers()?;
        let wanted = ahead.into_iter().map(|(destination, _)| destination).collect();
        let (rewritten, done) = self.rewrite_these(wanted)?;
        let left = done.into_iter().filter(|one| one.key == 0);
        behind.extend(left.map(|one| Behind { name: one.name, why: one.why }));
        let everywhere = self.settle(&rewritten)?;
        let mut ahead = Vec::new();
        for one in rewritten {
            // The entry that tells of the rewriting is part of the state that the rows will be of.
            let log =
                if everywhere { Ok(()) } else { self.copy_log(&one.destination, &one.folder) };
            match log {
                Ok(()) => ahead.push((one.destination, one.folder)),
                Err(why) => behind.push(Behind { name: one.destination.name, why: Some(why) }),
            }
        }
        Ok(Openers { ahead, behind })
    }
}
