//! Files that are of use only together: all of them are made, or none.

use super::{FileError, Result, read_if_there, remove, write_whole};
use std::io::ErrorKind;
use std::path::PathBuf;

/// Makes new private files. One that is there already with the same content is left alone; with
/// other content nothing is made.
pub fn create_together(files: &[(PathBuf, &[u8])]) -> Result<()> {
    let mut missing = Vec::new();
    for (path, bytes) in files {
        let limit = bytes.len() as u64;
        match read_if_there(path, limit) {
            Ok(None) => missing.push((path, bytes)),
            Ok(Some(there)) if there == *bytes => {}
            Err(error) if error.source.kind() != ErrorKind::FileTooLarge => return Err(error),
            _ => {
                let source = ErrorKind::AlreadyExists.into();
                return Err(FileError { path: path.clone(), source });
            }
        }
    }
    let mut made: Vec<&PathBuf> = Vec::new();
    for (path, bytes) in missing {
        if let Err(error) = write_whole(path, bytes) {
            // The first failure is the one to tell; what stays behind is complete in itself.
            for path in made {
                drop(remove(path));
            }
            return Err(error);
        }
        made.push(path);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_files_are_made_or_none() {
        let dir = tempfile::tempdir().unwrap();
        let path = |name: &str| dir.path().join(name);
        let files: [(PathBuf, &[u8]); 2] = [(path("a"), b"1"), (path("b"), b"2")];
        create_together(&files).unwrap();
        create_together(&files).unwrap();
        let other: [(PathBuf, &[u8]); 3] =
            [(path("c"), b"3"), (path("a"), b"1"), (path("b"), b"x")];
        let error = create_together(&other).unwrap_err();
        assert_eq!(error.source.kind(), ErrorKind::AlreadyExists);
        assert!(!path("c").exists());
        // A failure in the middle takes back what was made before it.
        let broken: [(PathBuf, &[u8]); 2] = [(path("d"), b"4"), (path("no/e"), b"5")];
        assert!(create_together(&broken).is_err());
        assert!(!path("d").exists());
        assert_eq!(std::fs::read(path("b")).unwrap(), b"2");
    }
}
