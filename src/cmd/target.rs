//! New files that a command writes for whoever runs it.

use std::path::Path;

use crate::error::{Code, Failure, Result};
use crate::files::PendingFile;
use crate::vault;

/// Begins a file that is complete or absent.
pub(super) fn create(path: &Path) -> Result<PendingFile> {
    require_apart(path)?;
    PendingFile::create(path).map_err(|error| Failure::io(path, error.source))
}

/// Refuses a place where something is, or which is [not apart](require_apart).
pub(super) fn require_vacant(path: &Path) -> Result<()> {
    if path.symlink_metadata().is_ok() {
        return Err(Failure::new(Code::FileExists).arg("path", path));
    }
    require_apart(path)
}

/// Refuses a place in a vault or a backup destination: a list of customers, or what opens a vault,
/// would lie there with what is copied, kept and moved as one.
pub(super) fn require_apart(path: &Path) -> Result<()> {
    match vault::enclosing_file(path)? {
        Some(within) => {
            let failure = Failure::new(Code::FileInside).arg("path", path);
            Err(failure.arg("within", within.as_path()))
        }
        None => Ok(()),
    }
}
