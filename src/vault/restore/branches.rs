//! Destinations at which two branches of a vault lie: what a restore gave up, and what came after.
//!
//! A backup sets the log that was given up aside, writes the new one, then the key file, then data.
//! Wherever that ends, by a crash or because a purge rewrites keys and no data, what is there still
//! restores: a key file goes with the log that knows its state, and data with the log that is used.

use super::artefact::{Artefact, locate, signed_manifest};
use super::refusal::Unrestorable;
use super::source::Source;
use crate::crypto;
use crate::log::{Chain, Checkpoint, Restored};
use crate::model::Digest;
use crate::vault::accept::given_up;
use crate::vault::backup::folder::Folder;
use crate::vault::backup::keyfile::Facts;
use crate::vault::backup::logcopy::{self, Frame};
use crate::vault::backup::manifest::Manifest;
use crate::vault::check::head_at;
use crate::vault::error::{Error, Result};
use crate::vault::session::Vault;
use std::collections::BTreeSet;
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
fn knows(vault: Digest, path: &Path, wanted: (u64, Digest)) -> Result<bool> {
    let mut knows = false;
    each_state(vault, path, |state| knows |= state == wanted)?;
    Ok(knows)
}

/// Hands every entry of the log at `path` to `each`, by its number and the head there.
fn each_state(vault: Digest, path: &Path, mut each: impl FnMut((u64, Digest))) -> Result<()> {
    let mut chain = Chain::start(vault);
    logcopy::read(path, |frame, row| {
        if frame == Frame::Entry {
            chain.advance(row.sealed.as_bytes(), crypto::sha256);
            each((chain.seq, chain.head));
        }
        Ok(())
    })?;
    Ok(())
}

/// The states that logs know; each of them is read once, however many states are asked for.
#[derive(Default)]
pub(super) struct States(BTreeSet<(u64, Digest)>);

impl States {
    /// Those of what was set aside at a destination; a file that cannot be read says nothing more.
    pub(super) fn set_aside_at(vault: &Vault, folder: &Folder) -> Self {
        let (id, mut states) = (Digest(*vault.id().as_bytes()), Self::default());
        for log in folder.set_aside_of("log") {
            let _read = states.take(id, &log);
        }
        states
    }

    /// Takes those of one more; as far as it can be read, where it cannot.
    fn take(&mut self, vault: Digest, log: &Path) -> Result<()> {
        each_state(vault, log, |state| self.0.extend([state]))
    }

    /// Whether one of the logs has this head at this entry.
    pub(super) fn know(&self, state: (u64, Digest)) -> bool {
        self.0.contains(&state)
    }
}

impl Artefact {
    /// The artefact that is wanted; without a wish the newest that no restore gave up. One without
    /// a manifest, of which somebody copied a part only, is passed over where an older one is whole,
    /// and `teller` warns of it.
    pub(super) fn choose(
        vault: &Vault,
        folder: &Folder,
        wanted: Option<&Path>,
        teller: &Vault,
    ) -> Result<Self> {
        let newest = locate(vault, folder, wanted)?;
        let opened = Self::open(vault, &newest);
        if wanted.is_some() || opened.is_ok() {
            return opened;
        }
        let given_up = GivenUp::at(vault, folder)?;
        let mut parts = Vec::new();
        for kept in vault.kept(folder)?.into_iter().rev() {
            let dir = folder.artefact(&kept.name);
            if given_up.has(&dir)? {
                continue;
            }
            match Self::open(vault, &dir) {
                Err(Error::Unrestorable(Unrestorable::NoArtefact(_))) => parts.push(kept.name),
                whole => {
                    let whole = whole?;
                    for name in &parts {
                        (teller.environment.warn_at)("warn-copy-in-part", name);
                    }
                    return Ok(whole);
                }
            }
        }
        opened
    }
}

/// What tells which artefacts of a destination are of a state that was given up.
pub(in crate::vault) struct GivenUp<'a> {
    vault: &'a Vault,
    restores: Vec<Restored>,
    /// Nobody set a log aside that was not given up.
    aside: States,
}

impl<'a> GivenUp<'a> {
    pub(in crate::vault) fn at(vault: &'a Vault, folder: &Folder) -> Result<Self> {
        let (id, mut aside) = (Digest(*vault.id().as_bytes()), States::default());
        for log in folder.set_aside_of("log") {
            aside.take(id, &log)?;
        }
        Ok(Self { vault, restores: vault.restores()?, aside })
    }

    /// Whether the artefact in `dir` is of a state that the log here does not have, because a restore
    /// gave it up, or whoever backed up there. What nobody signed says nothing.
    pub(in crate::vault) fn has(&self, dir: &Path) -> Result<bool> {
        let Ok(Manifest { seq, head, epoch, .. }) = signed_manifest(self.vault, dir) else {
            return Ok(false);
        };
        if head_at(self.vault, seq)? == Some(head) {
            return Ok(false);
        }
        let by_restore = given_up(&self.restores, (seq, Some(head)), Some(epoch));
        Ok(by_restore || self.aside.know((seq, head)))
    }
}

/// Whether two states differ in nothing but what was noted of backups.
pub(super) fn is_same(a: &Checkpoint, b: &Checkpoint) -> bool {
    let of = |c: &Checkpoint| {
        let sealed = (c.root, c.epoch, c.next_record, c.header, c.header_next);
        let kept = (c.policy_seq, c.notices, c.suppressed, c.requests);
        (sealed, kept, c.destruction_lines, c.pending)
    };
    of(a) == of(b)
}
