//! The list in a vault of the places of others of its id: the file `beside`.
//!
//! It is neither sealed nor signed, as every operator may make a trial and the vault that lives on
//! may be another's. What it says is believed only where such a vault lies, so it can name none that
//! is not there; who takes lines out of it could as well write into the vault. A hash behind each
//! place tells damage from a list that somebody shortened.

use crate::crypto;
use crate::files::{self, FileError};
use crate::vault::error::{Error, Place, Result};
use crate::vault::paths::Paths;
use serde::{Deserialize, Serialize};
use std::io::ErrorKind;
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};

/// Bytes of the longest list.
const LIMIT: u64 = 2 << 20;

/// So many places are kept; beyond that those where nothing lies any more make room.
const MOST: usize = 256;

/// One line.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    /// The absolute path.
    at: PathBuf,
    /// SHA-256 of it.
    hash: String,
}

/// What the list of a vault says.
#[derive(Debug, Default)]
pub(crate) struct Noted {
    /// The places, in the order in which they were noted.
    pub(super) places: Vec<PathBuf>,
    /// Whether every line could be read.
    is_whole: bool,
}

impl Noted {
    /// Reads the list of the vault at `paths`; where there is none, no place is noted.
    pub(crate) fn read(paths: &Paths) -> Result<Self> {
        let bytes = files::read_if_there(&paths.beside(), LIMIT)?.unwrap_or_default();
        let mut places = Vec::new();
        let mut is_whole = bytes.is_empty() || bytes.ends_with(b"\n");
        for line in bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
            match place_in(line) {
                Some(place) => places.push(place),
                None => is_whole = false,
            }
        }
        Ok(Self { places, is_whole })
    }

    /// A list with a line that cannot be read is damaged.
    pub(crate) fn require_whole(&self) -> Result<()> {
        let damaged = || Error::damaged(Place::new("beside", "damage-beside"));
        if self.is_whole { Ok(()) } else { Err(damaged()) }
    }
}

/// The place that a line names; none when it is not as it was written.
fn place_in(line: &[u8]) -> Option<PathBuf> {
    let noted: Entry = serde_json::from_slice(line).ok()?;
    (noted.hash == hash_of(&noted.at)).then_some(noted.at)
}

fn hash_of(place: &Path) -> String {
    crypto::sha256(place.as_os_str().as_bytes()).to_string()
}

/// Notes in the vault in the directory `dir` that another of its id lies, or is about to, in `other`.
pub(super) fn note(dir: &Path, other: &Path) -> Result<()> {
    let paths = files::at(dir, Paths::new(dir))?;
    let Noted { mut places, is_whole } = Noted::read(&paths)?;
    if is_whole && places.iter().any(|known| known == other) {
        return Ok(());
    }
    if places.len() >= MOST {
        // A disk that is not there may come back, so this is the last resort.
        places.retain(|known| known.exists());
    }
    places.retain(|known| known != other);
    places.push(other.to_path_buf());
    let mut text = String::new();
    for place in places {
        let hash = hash_of(&place);
        let line = serde_json::to_string(&Entry { at: place, hash });
        // Only a path that is no text has no line.
        let line = line.map_err(|_| FileError {
            path: other.to_path_buf(),
            source: ErrorKind::InvalidFilename.into(),
        })?;
        text.push_str(&line);
        text.push('\n');
    }
    Ok(files::replace(&paths.beside(), text.as_bytes())?)
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "what people and crashes do to files")]
mod tests {
    use super::*;

    #[test]
    fn places_come_back_and_every_flip_is_noticed() {
        let home = tempfile::tempdir().unwrap();
        let paths = Paths::new(home.path()).unwrap();
        let absent = Noted::read(&paths).unwrap();
        assert!(absent.places.is_empty());
        absent.require_whole().unwrap();
        let places = [PathBuf::from("/mnt/甲\n乙"), home.path().join("trial")];
        for place in places.iter().chain(&places) {
            note(home.path(), place).unwrap();
        }
        let noted = Noted::read(&paths).unwrap();
        assert_eq!(noted.places, places);
        noted.require_whole().unwrap();
        let bytes = std::fs::read(paths.beside()).unwrap();
        for at in 0..bytes.len() {
            for bit in 0..8 {
                let mut flipped = bytes.clone();
                flipped[at] ^= 1 << bit;
                std::fs::write(paths.beside(), &flipped).unwrap();
                let noted = Noted::read(&paths).unwrap();
                assert!(noted.require_whole().is_err(), "byte {at}, bit {bit}");
                assert!(noted.places.iter().all(|place| places.contains(place)));
            }
        }
        // A damaged list is written whole again, with what can be read of it.
        note(home.path(), &places[1]).unwrap();
        let noted = Noted::read(&paths).unwrap();
        noted.require_whole().unwrap();
        assert_eq!(noted.places.last(), Some(&places[1]));
    }

    #[test]
    fn places_that_are_not_there_are_kept_while_there_is_room() {
        let home = tempfile::tempdir().unwrap();
        let paths = Paths::new(home.path()).unwrap();
        note(home.path(), home.path()).unwrap();
        for n in 1..MOST {
            note(home.path(), &PathBuf::from(format!("/nowhere/{n}"))).unwrap();
        }
        assert_eq!(Noted::read(&paths).unwrap().places.len(), MOST);
        note(home.path(), Path::new("/nowhere/last")).unwrap();
        let kept = [home.path(), Path::new("/nowhere/last")];
        assert_eq!(Noted::read(&paths).unwrap().places, kept);
    }
}
