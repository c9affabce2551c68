//! Where the files of a vault lie.

use std::path::{Path, PathBuf};

/// The directory of a vault, absolute.
#[derive(Clone, Debug)]
pub(crate) struct Paths(PathBuf);

impl Paths {
    /// SQLite reads some relative names as URIs, and refuses to open through a symbolic link
    /// anywhere in a path; so the directory is made absolute and, as far as it exists, resolved.
    pub(crate) fn new(dir: &Path) -> std::io::Result<Self> {
        let absolute = std::path::absolute(dir)?;
        for there in absolute.ancestors() {
            if let Ok(resolved) = there.canonicalize() {
                let rest = absolute.strip_prefix(there).unwrap_or(Path::new(""));
                // Joining nothing would leave a slash behind.
                let whole = rest.as_os_str().is_empty();
                return Ok(Self(if whole { resolved } else { resolved.join(rest) }));
            }
        }
        Ok(Self(absolute))
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
