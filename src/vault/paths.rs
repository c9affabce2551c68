//! Where the files of a vault lie.

use std::path::{Path, PathBuf};

/// The directory of a vault, absolute.
#[derive(Clone, Debug)]
pub(crate) struct Paths(PathBuf);

impl Paths {
    /// SQLite reads some relative names as URIs, so the directory is made absolute first.
    pub(crate) fn new(dir: &Path) -> std::io::Result<Self> {
        std::path::absolute(dir).map(Self)
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

    pub(crate) fn ballast(&self) -> PathBuf {
        self.0.join("ballast")
    }
}
