//! The anchor: the last head of the log that this user has seen, kept outside the vault.
//!
//! It makes a roll-back visible: a vault whose log does not continue the anchored head is older
//! than, or another branch of, what was there before.

use super::error::{Error, Result};
use crate::files;
use crate::model::Digest;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// What the anchor file says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Anchor {
    /// Number of the newest log entry seen.
    pub(crate) seq: u64,
    /// The chain's value at that entry.
    pub(crate) head: Digest,
    /// The epoch at that moment.
    pub(crate) epoch: u64,
    /// The number that the next record was to get then: a restore gives none out twice.
    #[serde(default)]
    pub(crate) next: u64,
}

/// Where this user's anchor of one vault lies.
pub(crate) struct AnchorFile(pub(crate) PathBuf);

/// An anchor is one short line.
const LIMIT: u64 = 4096;

impl AnchorFile {
    /// The anchor, or nothing at the first sight of a vault.
    pub(crate) fn read(&self) -> Result<Option<Anchor>> {
        let Some(bytes) = files::read_if_there(&self.0, LIMIT)? else { return Ok(None) };
        serde_json::from_slice(&bytes)
            .map(Some)
            .map_err(|_| Error::damaged_file(self.0.clone(), "anchor"))
    }

    /// Moves the anchor forwards, never back.
    pub(crate) fn advance(&self, to: Anchor) -> Result<()> {
        if self.read()?.is_some_and(|now| now.seq >= to.seq) {
            return Ok(());
        }
        self.set(to)
    }

    /// Puts the anchor where a person accepted it to be: a restore may be behind what was seen.
    pub(crate) fn set(&self, to: Anchor) -> Result<()> {
        let mut line = serde_json::to_vec(&to).map_err(|_| Error::Bug("anchor"))?;
        line.push(b'\n');
        files::create_dirs(files::parent(&self.0))?;
        Ok(files::replace(&self.0, &line)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_anchor_moves_forwards_only() {
        let dir = tempfile::tempdir().unwrap();
        let file = AnchorFile(dir.path().join("kedang/abc"));
        assert_eq!(file.read().unwrap(), None);
        let at = |seq| Anchor { seq, head: Digest([7; 32]), epoch: 1, next: 4 };
        file.advance(at(5)).unwrap();
        file.advance(at(3)).unwrap();
        assert_eq!(file.read().unwrap(), Some(at(5)));
        files::replace(&file.0, b"{\"seq\":5").unwrap();
        assert!(matches!(file.read(), Err(Error::Damaged { .. })));
    }
}
