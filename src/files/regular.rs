//! Files that are ours to read: what else lies under such a name, a pipe for one, is refused, and
//! nobody waits for whom it may have at its other end.

use super::{FileError, Result, at, read_all};
use std::fs::{File, OpenOptions};
use std::io::{Error, ErrorKind};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

/// Opens a regular file for reading.
pub fn open_regular(path: &Path) -> Result<File> {
    open_regular_with(path, OpenOptions::new().read(true))
}

/// Opens a regular file as `options` say.
pub(super) fn open_regular_with(path: &Path, options: &mut OpenOptions) -> Result<File> {
    // Opening a pipe waits for its other end; to a regular file this makes no difference.
    let flags = rustix::fs::OFlags::NONBLOCK.bits().cast_signed();
    let mut open = || {
        let file = options.custom_flags(flags).open(path)?;
        let kind = file.metadata()?.file_type();
        match (kind.is_file(), kind.is_dir()) {
            (true, _) => Ok(file),
            (_, true) => Err(ErrorKind::IsADirectory.into()),
            _ => Err(Error::new(ErrorKind::InvalidInput, "not a regular file")),
        }
    };
    at(path, open())
}

/// Reads a whole regular file of at most `limit` bytes; a longer one is an error.
pub fn read_regular(path: &Path, limit: u64) -> Result<Vec<u8>> {
    read_all(path, open_regular(path)?, limit)
}

/// Like [`read_regular`], but a missing file is nothing.
pub fn read_if_there(path: &Path, limit: u64) -> Result<Option<Vec<u8>>> {
    match read_regular(path, limit) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(FileError { source, .. }) if source.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

#[expect(clippy::disallowed_methods, reason = "files as somebody left them")]
#[cfg(test)]
mod tests {
    use super::super::{SlotFile, copy_whole, read_start, read_tail};
    use super::*;
    use rustix::fs::{CWD, FileType, Mode, mknodat};

    #[test]
    fn a_pipe_is_refused_and_nobody_waits_for_it() {
        let dir = tempfile::tempdir().unwrap();
        let [pipe, file, copy] = ["pipe", "file", "copy"].map(|name| dir.path().join(name));
        mknodat(CWD, &pipe, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).unwrap();
        std::fs::write(&file, b"here").unwrap();
        assert_eq!(read_if_there(&file, 4).unwrap().unwrap(), b"here");
        assert!(read_if_there(&copy, 4).unwrap().is_none());
        let refused = [
            read_if_there(&pipe, 4).map(drop),
            read_start(&pipe, 4).map(drop),
            read_tail(&pipe, 4).map(drop),
            SlotFile::open(&pipe).map(drop),
            SlotFile::open_read_only(&pipe).map(drop),
            copy_whole(&pipe, &copy),
        ];
        for refused in refused {
            let said = refused.unwrap_err().to_string();
            assert!(said.ends_with("pipe: not a regular file"), "{said}");
        }
        let at_dir = read_if_there(dir.path(), 4).unwrap_err();
        assert_eq!(at_dir.source.kind(), ErrorKind::IsADirectory);
    }
}
