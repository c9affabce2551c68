//! New files that a command writes for whoever runs it.

use std::io::ErrorKind;
use std::path::Path;

use crate::error::{Code, Failure, Result};
use crate::files::{self, PendingFile};
use crate::vault;

/// Begins a file that is complete or absent.
pub(super) fn create(path: &Path) -> Result<PendingFile> {
    require_apart(path)?;
    PendingFile::create(path).map_err(|error| Failure::io(path, error.source))
}

/// Refuses a place where no file can be made: one that is [not free](require_free), or whose directory
/// is not there.
pub(super) fn require_vacant(path: &Path) -> Result<()> {
    require_free(path)?;
    let parent = files::parent(path).metadata().map_err(|error| Failure::io(path, error))?;
    if parent.is_dir() { Ok(()) } else { Err(Failure::io(path, ErrorKind::NotADirectory.into())) }
}

/// Refuses a place where something is, or which is [not apart](require_apart).
pub(super) fn require_free(path: &Path) -> Result<()> {
    if path.symlink_metadata().is_ok() {
        return Err(Failure::new(Code::FileExists).arg("path", path));
    }
    require_apart(path)
}

/// Refuses a place in a vault or a backup destination: a list of customers, or what opens a vault,
/// would lie there with what is copied, kept and moved as one.
pub(super) fn require_apart(path: &Path) -> Result<()> {
    vault::enclosing_file(path)?.map_or(Ok(()), |within| Err(inside(path, &within)))
}

/// Refuses a place in a vault that is about to be made at `vault`, or one that is not
/// [free](require_free). Directories above the vault are made before the file.
pub(super) fn require_beside(path: &Path, vault: &Path) -> Result<()> {
    require_free(path)?;
    if vault::lies_in(path, vault)? { Err(inside(path, vault)) } else { Ok(()) }
}

fn inside(path: &Path, within: &Path) -> Failure {
    Failure::new(Code::FileInside).arg("path", path).arg("within", within)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_vacant_where_a_file_can_be_made() {
        let home = tempfile::tempdir().unwrap();
        files::write_new(&home.path().join("file"), b"").unwrap();
        let said = |name: &str| require_vacant(&home.path().join(name)).map_err(|no| no.code);
        assert_eq!(said("new"), Ok(()));
        assert_eq!(said("file"), Err(Code::FileExists));
        assert_eq!(said("none/new"), Err(Code::NoFile));
        assert_eq!(said("file/new"), Err(Code::Io));
    }
}
