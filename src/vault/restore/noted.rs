//! The list in a vault of the places of others of its id: the file `beside`.
//!
//! It is neither sealed nor signed, as every operator may make a trial and the vault that lives on
//! may be another's. Who takes lines out of it could as well write into the vault, and one too many
//! makes a certificate partial until it is stated that nothing lies there. A hash behind each place
//! tells damage from a list that somebody shortened.
//!
//! A place where nothing lies any more was cleared, unless its disk is elsewhere: then what holds
//! the path now is another file system than that which was noted.

use crate::crypto;
use crate::files::{self, FileError};
use crate::log::Checkpoint;
use crate::model::Digest;
use crate::vault::error::{Error, Place, Result};
use crate::vault::paths::Paths;
use serde::{Deserialize, Serialize};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Bytes of the longest list.
const LIMIT: u64 = 2 << 20;

/// So many places are kept; beyond that those where nothing lies any more make room.
const MOST: usize = 256;

/// One place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct There {
    /// The absolute path.
    pub(super) at: PathBuf,
    /// The id of the file system that it is, or is to be, on.
    filesystem: u64,
    /// How many lines of destruction.log the vault there knew, and the hash of the last.
    pub(super) lines: u64,
    pub(super) head: Digest,
}

/// A line of the list.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    place: There,
    /// SHA-256 of the place as it is written.
    hash: Digest,
}

impl There {
    /// Where the vault that `newest` tells of lies, or is about to.
    pub(super) fn new(at: &Path, newest: &Checkpoint) -> Result<Self> {
        let (lines, head) = (newest.destruction_lines, newest.destruction_head);
        Ok(Self { at: at.to_path_buf(), filesystem: filesystem(at)?, lines, head })
    }

    /// Whether nothing lies there because its disk is not there.
    pub(super) fn is_away(&self) -> bool {
        !self.at.exists() && filesystem(&self.at).is_ok_and(|now| now != self.filesystem)
    }

    /// Lets it be on a disk that is not there.
    #[cfg(test)]
    pub(super) fn unplug(&mut self) {
        self.filesystem ^= 1;
    }

    /// As it is hashed and written; only a path that is no text cannot be.
    fn text(&self) -> Result<String> {
        let no_text =
            |_| FileError { path: self.at.clone(), source: ErrorKind::InvalidFilename.into() };
        Ok(serde_json::to_string(self).map_err(no_text)?)
    }
}

/// The id of the file system that holds `at`, or would.
fn filesystem(at: &Path) -> Result<u64> {
    let there = at.ancestors().find(|dir| dir.exists()).unwrap_or(at);
    Ok(files::filesystem(there)?)
}

/// What the list of a vault says.
#[derive(Debug, Default)]
pub(crate) struct Noted {
    /// The places, in the order in which they were noted.
    pub(super) places: Vec<There>,
    /// Lines that cannot be read: they stay, so that nobody forgets that something may be missing.
    unread: Vec<Vec<u8>>,
}

impl Noted {
    /// Reads the list of the vault at `paths`; where there is none, no place is noted.
    pub(crate) fn read(paths: &Paths) -> Result<Self> {
        let bytes = files::read_if_there(&paths.beside(), LIMIT)?.unwrap_or_default();
        let mut noted = Self::default();
        for line in bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
            match place_in(line) {
                Some(place) => noted.places.push(place),
                None => noted.unread.push(line.to_vec()),
            }
        }
        Ok(noted)
    }

    fn write(&self, paths: &Paths) -> Result<()> {
        let mut text = String::new();
        for place in &self.places {
            let hash = crypto::sha256(place.text()?.as_bytes());
            let entry = Entry { place: place.clone(), hash };
            text.push_str(&serde_json::to_string(&entry).map_err(|_| Error::Bug("place"))?);
            text.push('\n');
        }
        let mut bytes = text.into_bytes();
        for line in &self.unread {
            bytes.extend(line);
            bytes.push(b'\n');
        }
        Ok(files::replace(&paths.beside(), &bytes)?)
    }

    /// A list is damaged that cannot be read, or has a line that cannot.
    pub(crate) fn require_whole(paths: &Paths) -> Result<()> {
        let is_whole = Self::read(paths).is_ok_and(|noted| noted.unread.is_empty());
        let damaged = || Error::damaged(Place::new("beside", "damage-beside"));
        if is_whole { Ok(()) } else { Err(damaged()) }
    }
}

/// The place that a line names; none when it is not as it was written.
fn place_in(line: &[u8]) -> Option<There> {
    let Entry { place, hash } = serde_json::from_slice(line).ok()?;
    (crypto::sha256(place.text().ok()?.as_bytes()) == hash).then_some(place)
}

/// Notes in the vault in the directory `dir` that another of its id lies, or is about to, elsewhere.
pub(super) fn note(dir: &Path, other: There) -> Result<()> {
    let paths = files::at(dir, Paths::new(dir))?;
    let mut noted = Noted::read(&paths)?;
    if noted.places.contains(&other) {
        return Ok(());
    }
    noted.places.retain(|known| known.at != other.at);
    if noted.places.len() >= MOST {
        // A disk that is not there may come back, so this is the last resort.
        noted.places.retain(|known| known.at.exists());
    }
    noted.places.push(other);
    noted.write(&paths)
}

/// Nothing lies at `place` any more, as somebody states.
pub(crate) fn forget(paths: &Paths, place: &Path) -> Result<()> {
    let mut noted = Noted::read(paths)?;
    let before = noted.places.len();
    noted.places.retain(|known| known.at != place);
    if noted.places.len() == before { Ok(()) } else { noted.write(paths) }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "what people and crashes do to files")]
mod tests {
    use super::*;

    fn place(at: &Path) -> There {
        let filesystem = filesystem(at).unwrap();
        There { at: at.to_path_buf(), filesystem, lines: 3, head: Digest([7; 32]) }
    }

    #[test]
    fn places_come_back_and_every_flip_is_noticed() {
        let home = tempfile::tempdir().unwrap();
        let paths = Paths::new(home.path()).unwrap();
        let absent = Noted::read(&paths).unwrap();
        assert!(absent.places.is_empty());
        Noted::require_whole(&paths).unwrap();
        let places = [Path::new("/nowhere/甲\n乙"), &home.path().join("trial")].map(place);
        for place in places.iter().chain(&places) {
            note(home.path(), place.clone()).unwrap();
        }
        let noted = Noted::read(&paths).unwrap();
        assert_eq!(noted.places, places);
        Noted::require_whole(&paths).unwrap();
        let bytes = std::fs::read(paths.beside()).unwrap();
        for at in 0..bytes.len() {
            for bit in 0..8 {
                let mut flipped = bytes.clone();
                flipped[at] ^= 1 << bit;
                std::fs::write(paths.beside(), &flipped).unwrap();
                let noted = Noted::read(&paths).unwrap();
                let found = Noted::require_whole(&paths);
                assert!(found.is_err(), "byte {at}, bit {bit}");
                assert!(noted.places.iter().all(|place| places.contains(place)));
            }
        }
        // What is noted on a damaged list leaves the damage to be found.
        let mut torn = bytes.clone();
        torn.truncate(bytes.len() - 9);
        std::fs::write(paths.beside(), &torn).unwrap();
        note(home.path(), places[1].clone()).unwrap();
        assert_eq!(Noted::read(&paths).unwrap().places, places);
        assert!(Noted::require_whole(&paths).is_err());
        forget(&paths, &places[1].at).unwrap();
        assert!(!Noted::read(&paths).unwrap().places.contains(&places[1]));
    }

    #[test]
    fn places_that_are_not_there_are_kept_while_there_is_room() {
        let home = tempfile::tempdir().unwrap();
        let paths = Paths::new(home.path()).unwrap();
        note(home.path(), place(home.path())).unwrap();
        let absent = |n: usize| place(&PathBuf::from(format!("/nowhere/{n}")));
        let places = std::iter::once(place(home.path())).chain((1..MOST).map(absent)).collect();
        Noted { places, unread: Vec::new() }.write(&paths).unwrap();
        note(home.path(), absent(MOST)).unwrap();
        let kept = [place(home.path()), absent(MOST)];
        assert_eq!(Noted::read(&paths).unwrap().places, kept);
    }

    #[test]
    fn what_lies_on_a_disk_that_is_elsewhere_is_away() {
        let home = tempfile::tempdir().unwrap();
        let trial = home.path().join("trial");
        let mut noted = place(&trial);
        assert!(!noted.is_away(), "it was cleared");
        noted.unplug();
        assert!(noted.is_away());
        std::fs::create_dir(&trial).unwrap();
        assert!(!noted.is_away(), "something lies there");
    }
}
