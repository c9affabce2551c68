//! What is registered, and what lies there.

use super::folder::Folder;
use super::manifest::Manifest;
use crate::log::{Destination, Kind};
use crate::vault::error::Result;
use crate::vault::restore::artefact::signed_manifest;
use crate::vault::session::Vault;
use std::path::Path;

/// A registered destination.
#[derive(Clone, Debug)]
pub struct Listed {
    /// What the register says, and what it owes as it lies there.
    pub destination: Destination,
    /// The data artefacts there, the oldest first; none when it cannot be reached.
    pub artefacts: Option<Vec<Kept>>,
}

/// A data artefact.
#[derive(Clone, Debug)]
pub struct Kept {
    /// Its name.
    pub name: String,
    /// What its manifest says; none when nobody entitled signed what is there.
    pub manifest: Option<Manifest>,
}

impl Vault {
    /// Every registered destination with what lies there. Data is not opened.
    pub fn list_backups(&mut self) -> Result<Vec<Listed>> {
        self.require_keeper()?;
        self.hold_shared()?;
        let all = self.places();
        self.release()?;
        all?.into_iter().map(|destination| self.listed(destination)).collect()
    }

    fn listed(&self, destination: Destination) -> Result<Listed> {
        let artefacts = match self.reach(&destination) {
            Some(folder) => Some(self.kept(&folder)?),
            // A vault that was set aside is no destination, and has no copies of data.
            None if destination.kind == Kind::KeptVault => {
                Path::new(&destination.path).exists().then(Vec::new)
            }
            None => None,
        };
        Ok(Listed { destination, artefacts })
    }

    /// The artefacts of a destination, the oldest first: by the state of the vault that each is of,
    /// since clocks go wrong. What nobody entitled signed stays where its name puts it.
    pub(crate) fn kept(&self, folder: &Folder) -> Result<Vec<Kept>> {
        let kept = |name: String| {
            let manifest = signed_manifest(self, &folder.artefact(&name));
            let manifest = manifest.ok().filter(|manifest| manifest.artefact == name);
            Kept { name, manifest }
        };
        let mut all: Vec<Kept> = folder.artefacts()?.into_iter().map(kept).collect();
        if self.mutated("copies-by-clock") {
            return Ok(all);
        }
        // A restore begins an epoch that nobody had before.
        let state = |one: &Kept| one.manifest.as_ref().map(|said| (said.epoch, said.seq));
        let (places, mut signed): (Vec<usize>, Vec<Kept>) =
            all.iter().cloned().enumerate().filter(|(_, one)| one.manifest.is_some()).unzip();
        signed.sort_by_key(state);
        for (place, one) in places.into_iter().zip(signed) {
            if let Some(there) = all.get_mut(place) {
                *there = one;
            }
        }
        Ok(all)
    }

    /// The destination of this name or path, and its directory; an error when it cannot be reached.
    pub(crate) fn reached(&self, name: &str) -> Result<(Destination, Folder)> {
        let destination = self.meant_by(name)?;
        match self.reach(&destination) {
            Some(folder) => Ok((destination, folder)),
            None => Err(Self::unreachable(&destination)),
        }
    }
}
