//! A destination, opened with a credential and nothing else of the vault that wrote there.

use super::refusal::Unrestorable;
use crate::model::Digest;
use crate::vault::backup::folder::{About, Folder};
use crate::vault::backup::keyfile::{self, Closed, KeyFile};
use crate::vault::error::{Error, Place, Result};
use crate::vault::header::Unverified;
use crate::vault::keyhole::{Epoch, Keyhole, Slot};
use crate::vault::session::Summary;
use crate::vault::unlock::{self, Credential, Unlocked};
use std::path::Path;

/// A destination whose key file was opened.
pub(crate) struct Source {
    pub(crate) folder: Folder,
    pub(crate) about: About,
    /// The vault's header, as the key file has it.
    pub(crate) header: Unverified,
    /// Its bytes.
    pub(crate) header_bytes: Vec<u8>,
    /// The number of the key that seals the key file.
    pub(crate) number: u64,
    /// The key file.
    pub(crate) keys: KeyFile,
    /// Whether `about` says something else than the key file, which keys and operators vouch for.
    pub(crate) contradicted: bool,
}

/// What can be said of the vault that writes to a destination, without a credential.
pub fn summary(destination: &Path) -> Result<Summary> {
    let (_, _, closed) = closed(destination)?;
    Ok(Summary::of(&closed.header))
}

fn closed(destination: &Path) -> Result<(Folder, About, Closed)> {
    let folder = Folder::new(destination);
    let about =
        folder.identity()?.ok_or_else(|| Unrestorable::NoDestination(destination.to_path_buf()))?;
    let closed = keyfile::read(&folder.key())?;
    let closed = closed.ok_or_else(|| Unrestorable::NoKeyFile(destination.to_path_buf()))?;
    Ok((folder, about, closed))
}

/// Damage of a file at a destination.
pub(crate) fn damaged(path: &Path, file: &'static str, what: &'static str) -> Error {
    Error::Damaged { place: Place::new(file, what), path: Some(path.to_path_buf()) }
}

impl Source {
    /// Opens the key file of a destination with the header in it and the key in its keyhole.
    pub(crate) fn open(destination: &Path, credential: &Credential) -> Result<(Self, Unlocked)> {
        let (folder, told, closed) = closed(destination)?;
        let about = folder.by_key_file(&closed.front);
        let told_vault = told.vault;
        let contradicted = (told_vault, told.id) != (about.vault, about.id);
        let about = if contradicted { about } else { told };
        let unlocked = unlock::unlock(&closed.header, credential).map_err(|error| {
            // Nobody is told that the credential is wrong who has the wrong file.
            let other = about.vault != told_vault;
            if other { damaged(&folder.key(), "key file", "damage-other-vault") } else { error }
        })?;
        let path = folder.keyhole();
        let keyhole = match Keyhole::read(&path) {
            Err(error) if error.source.kind() == std::io::ErrorKind::NotFound => {
                return Err(damaged(&path, "keyhole", "damage-missing"));
            }
            read => read?,
        };
        let number = closed.front.number;
        let under = keyhole.slots().iter().find_map(|slot| holds(slot, number));
        let under = under.ok_or_else(|| damaged(&path, "keyhole", "damage-key-slot"))?;
        let keys = closed.open(&folder.key(), &unlocked.ring, under)?;
        let Closed { header, header_bytes, .. } = closed;
        Ok((Self { folder, about, header, header_bytes, number, keys, contradicted }, unlocked))
    }

    /// The vault's id.
    pub(crate) fn vault(&self) -> Digest {
        self.about.vault
    }
}

/// The key of this number, if a slot holds it.
fn holds(slot: &Slot, number: u64) -> Option<&Epoch> {
    match slot {
        Slot::Holds(epoch) if epoch.number == number => Some(epoch),
        _ => None,
    }
}
