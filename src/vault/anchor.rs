//! The anchor: the last head of the log that this user has seen, kept outside the vault.
//!
//! It makes a roll-back visible: a vault whose log does not continue the anchored head is older
//! than, or another branch of, what was there before.

use super::error::{Error, Result};
use super::paths::Paths;
use super::session::read_header;
use crate::crypto::{self, VaultId};
use crate::files;
use crate::model::Digest;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// What this user has seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Anchor {
    /// Number of the newest log entry seen.
    pub(crate) seq: u64,
    /// The chain's value at that entry.
    pub(crate) head: Digest,
    /// The epoch at that moment.
    pub(crate) epoch: u64,
    /// The number that the next record was to get then: a restore gives none out twice.
    pub(crate) next: u64,
}

/// What the anchor file says besides.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Trace {
    /// Where the vault lay when the anchor last moved.
    pub(crate) at: Option<PathBuf>,
    /// The epochs that began with a restore, as far as this user knows.
    pub(crate) begun: Vec<u64>,
}

/// The file, one line.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    seq: u64,
    head: Digest,
    epoch: u64,
    #[serde(default)]
    next: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    begun: Vec<u64>,
}

/// Where this user's anchor of one vault lies.
pub(crate) struct AnchorFile {
    /// The file.
    pub(crate) path: PathBuf,
    /// The vault's directory.
    vault: PathBuf,
}

/// An anchor is one short line.
const LIMIT: u64 = 16 << 10;

/// So many restores are remembered, the newest.
const RESTORES: usize = 64;

impl AnchorFile {
    /// The file at `path`, for the vault in the directory `vault`.
    pub(crate) fn new(path: PathBuf, vault: &Path) -> Self {
        Self { path, vault: vault.to_path_buf() }
    }

    /// The anchor of the vault `id`, wherever it lies.
    pub(crate) fn main(anchors: &Path, id: VaultId, vault: &Path) -> Self {
        Self::new(anchors.join(id.to_string()), vault)
    }

    /// The anchor of what lies in the directory `vault`: its own, when it was restored beside a
    /// vault that lives on.
    pub(crate) fn of(anchors: &Path, id: VaultId, vault: &Path) -> Self {
        let main = Self::main(anchors, id, vault);
        let own = main.beside(vault);
        if own.path.exists() { own } else { main }
    }

    /// The anchor that a vault in the directory `vault` has for itself, while another of the same
    /// id lives on.
    pub(crate) fn beside(&self, vault: &Path) -> Self {
        let place = crypto::sha256(vault.as_os_str().as_encoded_bytes()).to_string();
        let mut name = self.path.file_name().unwrap_or_default().to_os_string();
        name.push(".at-");
        name.push(place.chars().take(16).collect::<String>());
        Self::new(self.path.with_file_name(name), vault)
    }

    /// The anchor, or nothing at the first sight of a vault.
    pub(crate) fn read(&self) -> Result<Option<Anchor>> {
        let anchor = |Line { seq, head, epoch, next, .. }| Anchor { seq, head, epoch, next };
        Ok(self.line()?.map(anchor))
    }

    /// What it says besides.
    pub(crate) fn trace(&self) -> Result<Trace> {
        let trace = |Line { at, begun, .. }| Trace { at: at.map(PathBuf::from), begun };
        Ok(self.line()?.map(trace).unwrap_or_default())
    }

    fn line(&self) -> Result<Option<Line>> {
        let Some(bytes) = files::read_if_there(&self.path, LIMIT)? else { return Ok(None) };
        serde_json::from_slice(&bytes)
            .map(Some)
            .map_err(|_| Error::damaged_file(self.path.clone(), "anchor"))
    }

    /// Where the vault lives on that this anchor is of, when that is another place than ours.
    pub(crate) fn lives_elsewhere(&self, id: VaultId) -> Result<Option<PathBuf>> {
        Ok(self.trace()?.at.filter(|at| self.lives_at(at, id)))
    }

    /// Whether a whole vault of this id lies in the directory `at`, which is another than ours.
    pub(crate) fn lives_at(&self, at: &Path, id: VaultId) -> bool {
        // One directory may be mounted at two places.
        let Some(paths) = Paths::new(at).ok().filter(|_| !is_one(at, &self.vault)) else {
            return false;
        };
        let whole = paths.records().exists() && paths.keyhole().exists();
        whole && read_header(&paths).is_ok_and(|header| header.vault == id)
    }

    /// Where other whole vaults of this id lie, as far as this user has seen them: those that were
    /// restored beside it and, for one of these, the one that lives on. Where that lay before is no
    /// other one: it may have been moved, with this file.
    pub(crate) fn others(&self, id: VaultId) -> Vec<PathBuf> {
        let own = self.beside(&self.vault).path.exists();
        let (main, beside) = (id.to_string(), format!("{id}.at-"));
        // What cannot be listed or read shows nothing.
        let listed = std::fs::read_dir(files::parent(&self.path)).into_iter().flatten().flatten();
        let anchors = listed.filter(|entry| {
            let name = entry.file_name();
            name.to_str().is_some_and(|name| (own && name == main) || name.starts_with(&beside))
        });
        let there = anchors.filter_map(|entry| {
            Self::new(entry.path(), &self.vault).lives_elsewhere(id).ok().flatten()
        });
        there.collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// Where a vault lies that this anchor is of, at another place than ours, and that nobody can
    /// open any more as it is: with its keys, and what else is there of it may be put right.
    pub(crate) fn left_elsewhere(&self, id: VaultId) -> Result<Option<PathBuf>> {
        let Some(at) = self.trace()?.at.filter(|at| !is_one(at, &self.vault)) else {
            return Ok(None);
        };
        let Ok(paths) = Paths::new(&at) else { return Ok(None) };
        let other = read_header(&paths).is_ok_and(|header| header.vault != id);
        let gone = other || self.lives_elsewhere(id)?.is_some();
        Ok((!gone && paths.keyhole().symlink_metadata().is_ok()).then_some(at))
    }

    /// Moves the anchor forwards, never back.
    pub(crate) fn advance(&self, to: Anchor) -> Result<()> {
        let now = self.line()?;
        if now.as_ref().is_some_and(|now| now.seq >= to.seq) {
            return Ok(());
        }
        self.write(to, now.map(|now| now.begun).unwrap_or_default())
    }

    /// Puts the anchor where a person accepted it to be: a restore may be behind what was seen.
    /// `begun` are the epochs that are known to have begun with a restore.
    pub(crate) fn set(&self, to: Anchor, mut begun: Vec<u64>) -> Result<()> {
        begun.sort_unstable();
        begun.dedup();
        let old = begun.len().saturating_sub(RESTORES);
        self.write(to, begun.split_off(old))
    }

    fn write(&self, Anchor { seq, head, epoch, next }: Anchor, begun: Vec<u64>) -> Result<()> {
        let at = self.vault.to_str().map(ToOwned::to_owned);
        let line = Line { seq, head, epoch, next, at, begun };
        let mut line = serde_json::to_vec(&line).map_err(|_| Error::Bug("anchor"))?;
        line.push(b'\n');
        files::create_dirs(files::parent(&self.path))?;
        Ok(files::replace(&self.path, &line)?)
    }
}

/// Whether both are one directory.
pub(crate) fn is_one(a: &Path, b: &Path) -> bool {
    let of = |path: &Path| path.metadata().ok().map(|meta| (meta.dev(), meta.ino()));
    a == b || of(a).is_some_and(|one| of(b) == Some(one))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_anchor_moves_forwards_only() {
        let dir = tempfile::tempdir().unwrap();
        let file = AnchorFile::new(dir.path().join("kedang/abc"), dir.path());
        assert_eq!(file.read().unwrap(), None);
        let at = |seq| Anchor { seq, head: Digest([7; 32]), epoch: 1, next: 4 };
        file.advance(at(5)).unwrap();
        file.advance(at(3)).unwrap();
        assert_eq!(file.read().unwrap(), Some(at(5)));
        files::replace(&file.path, b"{\"seq\":5").unwrap();
        assert!(matches!(file.read(), Err(Error::Damaged { .. })));
    }
}
