//! The directory of a destination: what lies where, and the line that says whose it is.

use super::keyfile::{self, Front};
use crate::files;
use crate::log::Kind;
use crate::model::Digest;
use crate::vault::error::{Error, Result};
use crate::vault::paths::resolved;
use crate::vault::session::absolute;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// What `about` says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct About {
    format: Format,
    /// The vault's id.
    pub(crate) vault: Digest,
    /// The destination's id, as it is registered.
    pub(crate) id: Digest,
    /// Its registered name.
    pub(crate) name: String,
    /// What it holds.
    pub(crate) kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Format {
    #[serde(rename = "kedang-destination/1")]
    One,
}

impl About {
    /// A destination of this vault.
    pub(crate) const fn new(vault: Digest, id: Digest, name: String, kind: Kind) -> Self {
        Self { format: Format::One, vault, id, name, kind }
    }
}

/// The directory of a destination.
#[derive(Clone, Debug)]
pub(crate) struct Folder(PathBuf);

/// Behind the name of a file that was set aside stands this, and the entry of a restore.
const GIVEN_UP: &str = ".given-up-";

/// `about` is one short line.
const LIMIT: u64 = 64 << 10;

/// The vault or the destination that a place lies in, if it lies in one: what is written there would
/// be in the way of what lies there, and be lost with it.
pub(crate) fn enclosing(place: &Path) -> Result<Option<PathBuf>> {
    // `new/../vault/here` lies in a vault, too, once `new` is made.
    for above in files::at(place, resolved(place))?.ancestors().skip(1) {
        let paths = absolute(above)?;
        let parts = [paths.header(), paths.records(), paths.keyhole()];
        let vault = parts.iter().all(|path| path.symlink_metadata().is_ok());
        if vault || matches!(Folder::new(above).about(), Ok(Some(_))) {
            return Ok(Some(above.to_path_buf()));
        }
    }
    Ok(None)
}

/// The same of a file that is to be there, in a directory that may be made before it.
///
/// # Errors
/// The place has no absolute path.
pub fn enclosing_file(file: &Path) -> Result<Option<PathBuf>> {
    enclosing(&file_at(file)?)
}

/// Whether a file that is to be there would lie in a directory, neither of which need be there.
///
/// # Errors
/// One of them has no absolute path.
pub fn lies_in(file: &Path, dir: &Path) -> Result<bool> {
    Ok(file_at(file)?.starts_with(files::at(dir, resolved(dir))?))
}

/// A place in the directory of a file: what the file itself is, a link for one, does not matter.
fn file_at(file: &Path) -> Result<PathBuf> {
    let dir = files::parent(file);
    Ok(files::at(dir, resolved(dir))?.join("file"))
}

impl Folder {
    /// The one at `path`, whether it is there or not.
    pub(crate) fn new(path: &Path) -> Self {
        Self(path.to_path_buf())
    }

    pub(crate) fn dir(&self) -> &Path {
        &self.0
    }

    pub(crate) fn about_path(&self) -> PathBuf {
        self.0.join("about")
    }

    pub(crate) fn keyhole(&self) -> PathBuf {
        self.0.join("keyhole")
    }

    pub(crate) fn key(&self) -> PathBuf {
        self.0.join("key")
    }

    pub(crate) fn log(&self) -> PathBuf {
        self.0.join("log")
    }

    pub(crate) fn destruction_log(&self) -> PathBuf {
        self.0.join("destruction.log")
    }

    /// The copy of destruction.log, and those that were set aside because they tell of what a
    /// restore gave up.
    pub(crate) fn destruction_logs(&self) -> Vec<PathBuf> {
        let mut all = vec![self.destruction_log()];
        all.extend(self.set_aside_of("destruction.log"));
        all
    }

    /// What was set aside of a file.
    pub(crate) fn set_aside_of(&self, file: &str) -> Vec<PathBuf> {
        let listed = std::fs::read_dir(&self.0).into_iter().flatten().flatten();
        let aside = format!("{file}{GIVEN_UP}");
        let ours = listed.filter(|e| e.file_name().to_string_lossy().starts_with(&aside));
        ours.map(|entry| entry.path()).collect()
    }

    /// Keeps what a file says before it is overwritten: under its name with the entry of the
    /// restore behind it that gave that up. Durable.
    pub(crate) fn set_aside(&self, path: &Path, restore: u64) -> Result<()> {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        for n in 1_u32.. {
            let end = if n == 1 { String::new() } else { format!("-{n}") };
            let aside = path.with_file_name(format!("{name}{GIVEN_UP}{restore}{end}"));
            if aside.symlink_metadata().is_err() {
                files::copy_whole(path, &aside)?;
                break;
            }
            if files::are_same(path, &aside) {
                // Whoever wrote it may not have made its name durable.
                break;
            }
        }
        Ok(files::sync_dir(&self.0)?)
    }

    /// Keeps a damaged file before it is written anew, under a name that nobody reads. Durable.
    pub(crate) fn keep_damaged(&self, path: &Path) -> Result<()> {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let mut names = (1_u32..).map(|n| path.with_file_name(format!("{name}.damaged-{n}")));
        let free =
            names.find(|aside| aside.symlink_metadata().is_err() || files::are_same(path, aside));
        if let Some(aside) = free.filter(|aside| aside.symlink_metadata().is_err()) {
            files::copy_whole(path, &aside)?;
        }
        Ok(files::sync_dir(&self.0)?)
    }

    /// Where the artefact of this name lies.
    pub(crate) fn artefact(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// What `about` says; nothing when there is none.
    pub(crate) fn about(&self) -> Result<Option<About>> {
        let path = self.about_path();
        let Some(bytes) = files::read_if_there(&path, LIMIT)? else { return Ok(None) };
        serde_json::from_slice(&bytes).map(Some).map_err(|_| Error::damaged_file(path, "about"))
    }

    /// Whose this is: what `about` says and, where that is lost or damaged, the line in clear of the
    /// key file, which says as much but for the name. Neither is signed; keys and log are.
    pub(crate) fn identity(&self) -> Result<Option<About>> {
        let lost = match self.about() {
            lost @ (Ok(None) | Err(Error::Damaged { .. })) => lost,
            told => return told,
        };
        keyfile::front_at(&self.key()).map_or(lost, |front| Ok(Some(self.by_key_file(&front))))
    }

    /// What the key file here says it is; it does not know its name.
    pub(crate) fn by_key_file(&self, front: &Front) -> About {
        let name = self.0.file_name().unwrap_or_default().to_string_lossy().into_owned();
        About::new(front.vault, front.destination, name, Kind::Full)
    }

    /// Writes `about`, complete or not at all, durable.
    pub(crate) fn describe(&self, about: &About) -> Result<()> {
        let mut line = serde_json::to_vec(about).map_err(|_| Error::Bug("about"))?;
        line.push(b'\n');
        Ok(files::replace(&self.about_path(), &line)?)
    }

    /// The names of the artefacts, the oldest first.
    pub(crate) fn artefacts(&self) -> Result<Vec<String>> {
        let listed = files::at(&self.0, std::fs::read_dir(&self.0))?;
        let mut names = Vec::new();
        for entry in listed {
            let name = files::at(&self.0, entry)?.file_name().to_string_lossy().into_owned();
            if is_artefact(&name) {
                names.push(name);
            }
        }
        names.sort();
        Ok(names)
    }
}

/// Whether `name` is one that an artefact has: `20261121T233015Z`, with `-2`, `-3` … behind it
/// where several were written in one second.
pub(crate) fn is_artefact(name: &str) -> bool {
    let (stamp, rest) = name.split_at_checked(16).unwrap_or_default();
    let shape = |(at, byte): (usize, u8)| match at {
        8 => byte == b'T',
        15 => byte == b'Z',
        _ => byte.is_ascii_digit(),
    };
    let counted = rest.strip_prefix('-').is_some_and(|n| n.parse::<u32>().is_ok_and(|n| n > 1));
    stamp.len() == 16 && stamp.bytes().enumerate().all(shape) && (rest.is_empty() || counted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_says_whose_it_is_and_lists_its_artefacts() {
        let dir = tempfile::tempdir().unwrap();
        let folder = Folder::new(dir.path());
        assert_eq!(folder.about().unwrap(), None);
        let about = About::new(Digest([1; 32]), Digest([2; 32]), "异地".to_owned(), Kind::Full);
        folder.describe(&about).unwrap();
        assert_eq!(folder.about().unwrap(), Some(about));
        let names = ["20261121T233015Z-2", "20251121T233015Z", "20261121T233015Z"];
        for name in names.iter().chain(&["20261121T233015Z.new-1", "log", "keyhole"]) {
            std::fs::create_dir(dir.path().join(name)).unwrap();
        }
        assert_eq!(folder.artefacts().unwrap(), [names[1], names[2], names[0]]);
    }
}
