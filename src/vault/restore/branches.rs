//! Destinations at which two branches of a vault lie: what a restore gave up, and what came after.
//!
//! A backup sets the log that was given up aside, writes the new one, then the key file, then data.
//! Wherever that ends, by a crash or because a purge rewrites keys and no data, what is there still
//! restores: a key file goes with the log that knows its state, and data with the log that is used.

use super::artefact::{Artefact, locate, signed_manifest};
use super::source::Source;
use crate::crypto;
use crate::files;
use crate::log::Chain;
use crate::model::Digest;
use crate::vault::accept::given_up;
use crate::vault::backup::folder::Folder;
use crate::vault::backup::keyfile::Facts;
use crate::vault::backup::logcopy::{self, Frame};
use crate::vault::backup::manifest::Manifest;
use crate::vault::check::head_at;
use crate::vault::error::Result;
use crate::vault::session::Vault;
use std::path::{Path, PathBuf};

impl Source {
    /// The log that knows the state which the key file speaks of: one that was set aside, where a
    /// backup ended before it wrote the key file anew.
    pub(super) fn log(&self) -> Result<PathBuf> {
        let own = self.folder.log();
        let aside = self.folder.set_aside_of("log");
        if aside.is_empty() || self.knows_keys(&own)? {
            return Ok(own);
        }
        for path in aside {
            if self.knows_keys(&path)? {
                return Ok(path);
            }
        }
        // What it lacks is told when it is held to the key file.
        Ok(own)
    }

    fn knows_keys(&self, path: &Path) -> Result<bool> {
        let Facts { seq, head, .. } = self.keys.facts;
        knows(self.vault(), path, (seq, head))
    }
}

/// Whether the log at `path` has this head at this entry.
fn knows(vault: Digest, path: &Path, state: (u64, Digest)) -> Result<bool> {
    let mut chain = Chain::start(vault);
    let mut knows = false;
    logcopy::read(path, |frame, row| {
        if frame == Frame::Entry {
            chain.advance(row.sealed.as_bytes(), crypto::sha256);
            knows |= (chain.seq, chain.head) == state;
        }
        Ok(())
    })?;
    Ok(knows)
}

impl Artefact {
    /// The artefact that is wanted; without a wish the newest that no restore gave up.
    pub(super) fn choose(vault: &Vault, folder: &Folder, wanted: Option<&Path>) -> Result<Self> {
        let newest = locate(vault, folder, wanted)?;
        let opened = Self::open(vault, &newest);
        if wanted.is_some() || opened.is_ok() {
            return opened;
        }
        for kept in vault.kept(folder)?.iter().rev() {
            let dir = folder.artefact(&kept.name);
            if !is_given_up(vault, &dir)? {
                return Self::open(vault, &dir);
            }
        }
        opened
    }
}

/// Whether the artefact in `dir` is of a state that the log here does not have, because a restore
/// gave it up, or whoever backed up there. What nobody signed says nothing.
pub(in crate::vault) fn is_given_up(vault: &Vault, dir: &Path) -> Result<bool> {
    let Ok(Manifest { seq, head, epoch, .. }) = signed_manifest(vault, dir) else {
        return Ok(false);
    };
    if head_at(vault, seq)? == Some(head) {
        return Ok(false);
    }
    if given_up(&vault.restores()?, (seq, Some(head)), Some(epoch)) {
        return Ok(true);
    }
    // Nobody set a log aside that was not given up.
    let id = Digest(*vault.id().as_bytes());
    any_knows(id, &Folder::new(files::parent(dir)).set_aside_of("log"), (seq, head))
}

/// Whether one of these logs has this head at this entry.
pub(super) fn any_knows(vault: Digest, logs: &[PathBuf], state: (u64, Digest)) -> Result<bool> {
    for path in logs {
        if knows(vault, path, state)? {
            return Ok(true);
        }
    }
    Ok(false)
}
