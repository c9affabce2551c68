//! Where the files of a vault lie.

use std::path::{Component, Path, PathBuf};

/// The directory of a vault, absolute.
#[derive(Clone, Debug)]
pub(crate) struct Paths(PathBuf);

/// A place, absolute, without links and steps back as far as it is there. `new/../vault` is `vault`,
/// whether `new` is there or is yet to be made.
pub(crate) fn resolved(place: &Path) -> std::io::Result<PathBuf> {
    if let Ok(there) = place.canonicalize() {
        return Ok(there);
    }
    let mut real = PathBuf::new();
    for part in std::path::absolute(place)?.components() {
        match part {
            Component::ParentDir => drop(real.pop()),
            part => real.push(part),
        }
        if let Ok(there) = real.canonicalize() {
            real = there;
        }
    }
    Ok(real)
}

impl Paths {
    /// SQLite reads some relative names as URIs, and refuses to open through a symbolic link
    /// anywhere in a path; so the directory is made absolute and, as far as it exists, resolved.
    pub(crate) fn new(dir: &Path) -> std::io::Result<Self> {
        resolved(dir).map(Self)
    }

    pub(crate) fn dir(&self) -> &Path {
        &self.0
    }

    pub(crate) fn header(&self) -> PathBuf {
        self.0.join("header")
    }

    pub(crate) fn records(&self) -> PathBuf {
        self.0.join("records.db")
    }

    pub(crate) fn keyhole(&self) -> PathBuf {
        self.0.join("keyhole")
    }

    pub(crate) fn destruction_log(&self) -> PathBuf {
        self.0.join("destruction.log")
    }

    pub(crate) fn lock(&self) -> PathBuf {
        self.0.join("lock")
    }

    /// Where vaults of the same id lie that were restored beside this one, or beside which it was.
    pub(crate) fn beside(&self) -> PathBuf {
        self.0.join("beside")
    }

    pub(crate) fn ballast(&self) -> PathBuf {
        self.0.join("ballast")
    }
}
