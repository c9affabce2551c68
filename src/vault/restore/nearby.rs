//! Vaults that know the state of what is restored, though this user's anchor does not: the one that lies
//! at the place, and the one that he works with.
//!
//! An anchor may be lost, with the machine or a home directory. Whoever names a vault of the same id, as
//! the one he works with, has it all the same: it lives on, and what is restored is another one beside
//! it. Its head counts like an anchor, as does that of a vault which is to be set aside.

use super::evidence::Witness;
use super::noted::{self, There};
use super::publish::Occupied;
use crate::log::Checkpoint;
use crate::store::Store;
use crate::vault::anchor::{Anchor, AnchorFile};
use crate::vault::check::head_at;
use crate::vault::error::Result;
use crate::vault::paths::Paths;
use crate::vault::session::{Vault, read_header};
use crate::vault::state::verified;
use crate::vault::unlock;
use std::path::{Path, PathBuf};

/// Where the vault lives on beside which another is restored.
pub(super) struct Living {
    /// Its directory.
    pub(super) dir: PathBuf,
    /// Whether this user has no anchor of it.
    unanchored: bool,
}

impl Living {
    /// Where this user saw it last, or, without an anchor, where he says that his vault is.
    pub(super) fn find(
        vault: crate::crypto::VaultId,
        anchor: &AnchorFile,
        named: Option<&Path>,
    ) -> Result<Option<Self>> {
        if let Some(dir) = anchor.lives_elsewhere(vault)? {
            return Ok(Some(Self { dir, unanchored: false }));
        }
        let named = named.filter(|_| !anchor.path.exists());
        let named = named.and_then(|dir| Paths::new(dir).ok()).map(|paths| paths.dir().into());
        let named = named.filter(|dir: &PathBuf| anchor.lives_at(dir, vault));
        Ok(named.map(|dir| Self { dir, unanchored: true }))
    }

    /// Notes in each of the two, this one and what is restored beside it, where the other lies: before
    /// the new one has its place, so that no other user overlooks it.
    pub(super) fn note(&self, vault: &Vault, to: &Path) -> Result<()> {
        let end = &vault.state.checkpoint;
        let theirs = Paths::new(&self.dir).ok().and_then(|paths| newest(vault, &paths));
        let theirs = There::new(&self.dir, theirs.as_ref().unwrap_or(end))?;
        noted::note(vault.paths.dir(), theirs)?;
        noted::note(&self.dir, There::new(to, end)?)
    }

    /// Notes the head of one that this user has no anchor of: what is restored beside it asks there.
    pub(super) fn keep_anchor(&self, vault: &Vault, anchor: &AnchorFile) -> Result<()> {
        let newest = Paths::new(&self.dir).ok().and_then(|paths| newest(vault, &paths));
        match newest.filter(|_| self.unanchored) {
            Some(newest) => {
                let of = AnchorFile::new(anchor.path.clone(), &self.dir);
                of.advance(Vault::anchor_of(&newest))
            }
            None => Ok(()),
        }
    }
}

/// What the newest checkpoint of the vault at `paths` says, which an operator signed; nothing where
/// that cannot be read.
pub(super) fn newest(vault: &Vault, paths: &Paths) -> Option<Checkpoint> {
    let row = Store::open(&paths.records()).and_then(|store| store.last_checkpoint()).ok()??;
    let there = read_header(paths).ok();
    // Its keys may have been renewed since.
    let reader = there.and_then(|header| unlock::enter(&header, vault.operator, &vault.half).ok());
    let theirs = reader.and_then(|(ring, roster)| verified(&row, &ring, &roster).ok());
    theirs.or_else(|| vault.verified_checkpoint(&row).ok())
}

/// What this user has seen: by his anchor, and by the vaults that lie at the place and where he works.
pub(super) fn witnesses(
    vault: &Vault,
    file: &AnchorFile,
    (occupied, living): (Option<&Occupied>, Option<&Path>),
) -> Result<Vec<Witness>> {
    let mut seen: Vec<(String, Anchor)> = Vec::new();
    seen.extend(file.read()?.map(|anchor| (file.path.display().to_string(), anchor)));
    let living = living.and_then(|dir| Paths::new(dir).ok());
    for paths in occupied.map(|old| &old.paths).into_iter().chain(&living) {
        let newest = newest(vault, paths).filter(|_| !vault.mutated("place-unheard"));
        let of = |end: &Checkpoint| (paths.dir().display().to_string(), Vault::anchor_of(end));
        seen.extend(newest.as_ref().map(of));
    }
    let begun = file.trace()?.begun;
    let witness = |(name, Anchor { seq, head, epoch, next }): (String, Anchor)| {
        let here = head_at(vault, seq)? == Some(head);
        let (begun, at, minor) = (begun.clone(), None, false);
        Ok(Witness { name, seq, head, epoch, next, here, begun, at, minor })
    };
    seen.into_iter().map(witness).collect()
}
