//! Private files: born 0600 whatever the umask, replaced atomically, synced, locked.
//!
//! Every function names the path it failed on, because "permission denied" alone helps nobody.
//! All calls go through the standard library, that is through libc, so that a fault-injecting
//! shim sees each of them.

mod datagram;
mod lock;
mod pending;
mod pending_dir;
mod pieces;
mod regular;
mod slots;
mod storage;
mod swap;
mod together;
mod versions;

pub use datagram::send_datagram;
pub use lock::{Held, Lock, LockError};
pub use pending::PendingFile;
pub use pending_dir::{PendingDir, remove_dir, remove_leavings};
pub use pieces::{are_same, copy_whole, is_prefix};
pub use regular::{open_regular, read_if_there, read_regular};
pub use slots::{SLOT_BYTES, SlotFile};
pub use storage::{Kind as StorageKind, Storage, storage, storage_named};
pub use swap::open_swap;
pub use together::create_together;
pub use versions::{Keeper, keeper};

use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{Read, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

/// What failed on which path.
#[derive(Debug, thiserror::Error)]
#[error("{path}: {source}")]
pub struct FileError {
    /// The file or directory.
    pub path: PathBuf,
    /// What the system said.
    pub source: std::io::Error,
}

impl FileError {
    /// Whether the disk, or the user's part of it, is full.
    pub fn is_full(&self) -> bool {
        matches!(
            self.source.kind(),
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded
        )
    }
}

/// The outcome of a file operation.
pub type Result<T> = std::result::Result<T, FileError>;

/// Puts the path beside the system's error.
pub(crate) fn at<T>(path: &Path, result: std::io::Result<T>) -> Result<T> {
    result.map_err(|source| FileError { path: path.to_path_buf(), source })
}

/// Creates a file that must not exist yet, readable by its owner only.
pub fn create_new(path: &Path) -> Result<File> {
    at(path, OpenOptions::new().read(true).write(true).create_new(true).mode(0o600).open(path))
}

/// Creates a directory that must not exist yet, open to its owner only.
pub fn create_dir(path: &Path) -> Result<()> {
    at(path, DirBuilder::new().mode(0o700).create(path))
}

/// Creates a directory and its parents, open to their owner only; existing ones stay as they are.
pub fn create_dirs(path: &Path) -> Result<()> {
    at(path, DirBuilder::new().mode(0o700).recursive(true).create(path))
}

/// Like [`create_dirs`], and durable: each name that was made, up to one that was there.
pub fn create_dirs_durable(path: &Path) -> Result<()> {
    let made = path.ancestors().take_while(|dir| !dir.exists()).count();
    create_dirs(path)?;
    // One that was made by a process that died before it came here looks as if it had been there.
    path.ancestors().take(made.max(1)).try_for_each(|dir| sync_dir(parent(dir)))
}

/// Makes what happened to the names in `dir` durable.
pub fn sync_dir(dir: &Path) -> Result<()> {
    at(dir, File::open(dir).and_then(|handle| handle.sync_all()))
}

/// The directory a path's name stands in.
pub fn parent(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

/// Writes a new private file and makes it durable; it must not exist yet.
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<()> {
    let mut file = create_new(path)?;
    at(path, file.write_all(bytes).and_then(|()| file.sync_all()))?;
    sync_dir(parent(path))
}

/// Writes a new private file that is complete or absent; it must not exist yet.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<()> {
    let mut pending = PendingFile::create(path)?;
    at(path, pending.write_all(bytes))?;
    pending.publish_new()
}

/// Replaces a file's content: a reader or a crash sees the old bytes or the new, never a mixture.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<()> {
    let mut pending = PendingFile::create(path)?;
    at(path, pending.write_all(bytes))?;
    pending.publish_over()
}

/// Gives a finished directory its name, which must be free, and makes that durable.
pub fn rename_new(from: &Path, to: &Path) -> Result<()> {
    at(to, std::fs::rename(from, to))?;
    sync_dir(parent(to))
}

/// Lets two directories beside each other change places, durable. Where the system can, there is
/// no moment at which either name stands for nothing.
pub fn exchange(a: &Path, b: &Path) -> Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE) {
        Ok(()) => {}
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => {
            let mut name = a.file_name().unwrap_or_default().to_os_string();
            name.push(".moving");
            let between = a.with_file_name(name);
            at(a, std::fs::rename(a, &between))?;
            at(b, std::fs::rename(b, a))?;
            at(b, std::fs::rename(&between, b))?;
        }
        Err(error) => at(b, Err(error.into()))?,
    }
    sync_dir(parent(b))
}

/// Reads a whole file of at most `limit` bytes, or what comes out of a pipe; a longer one is an
/// error.
pub fn read_limited(path: &Path, limit: u64) -> Result<Vec<u8>> {
    read_all(path, at(path, File::open(path))?, limit)
}

fn read_all(path: &Path, file: File, limit: u64) -> Result<Vec<u8>> {
    // What grew would have been copied many times, in a large file.
    let length = at(path, file.metadata())?.len().min(limit);
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or_default() + 1);
    at(path, file.take(limit + 1).read_to_end(&mut bytes))?;
    if bytes.len() as u64 > limit {
        let source = std::io::Error::from(std::io::ErrorKind::FileTooLarge);
        return Err(FileError { path: path.to_path_buf(), source });
    }
    Ok(bytes)
}

/// The last `most` bytes of a file, or all of a shorter one.
pub fn read_tail(path: &Path, most: u64) -> Result<Vec<u8>> {
    use std::io::{Seek, SeekFrom};
    let mut file = open_regular(path)?;
    let mut read = || {
        let length = file.metadata()?.len();
        file.seek(SeekFrom::Start(length.saturating_sub(most)))?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    at(path, read())
}

/// The first `most` bytes of a file, or all of a shorter one.
pub fn read_start(path: &Path, most: u64) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let file = open_regular(path)?;
    at(path, file.take(most).read_to_end(&mut bytes))?;
    Ok(bytes)
}

/// How many bytes this user can still write to the file system of `path`.
pub fn free_space(path: &Path) -> Result<u64> {
    let stat = at(path, rustix::fs::statvfs(path).map_err(Into::into))?;
    Ok(stat.f_bavail.saturating_mul(stat.f_frsize))
}

/// The id of the file system that a file or directory is on: the same after the system was started
/// anew, or a disk put in again, where the file system has one of its own.
pub fn filesystem(path: &Path) -> Result<u64> {
    Ok(at(path, rustix::fs::statvfs(path).map_err(std::io::Error::from))?.f_fsid)
}

/// Cuts a file to `keep` bytes, appends `bytes` there and makes both durable.
pub fn cut_and_append(path: &Path, keep: u64, bytes: &[u8]) -> Result<()> {
    use std::io::{Seek, SeekFrom};
    let write = || {
        let mut file = OpenOptions::new().write(true).open(path)?;
        file.set_len(keep)?;
        file.seek(SeekFrom::Start(keep))?;
        file.write_all(bytes)?;
        file.sync_all()
    };
    at(path, write())
}

/// Opens a private file to append to it behind its first `keep` bytes; one that is not there is
/// made. Whoever writes makes it durable.
pub fn append_behind(path: &Path, keep: u64) -> Result<File> {
    use std::io::{Seek, SeekFrom};
    let open = || {
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(false).mode(0o600);
        let mut file = options.open(path)?;
        file.set_len(keep)?;
        file.seek(SeekFrom::Start(keep))?;
        Ok(file)
    };
    at(path, open())
}

/// Removes a file; one that is not there is as good as removed.
pub fn remove(path: &Path) -> Result<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        other => at(path, other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn files_are_born_private_and_replaced_whole() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a");
        write_new(&path, b"one").unwrap();
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert!(write_new(&path, b"two").is_err(), "an existing file is not overwritten");
        replace(&path, b"three").unwrap();
        assert_eq!(read_limited(&path, 5).unwrap(), b"three");
        assert!(read_limited(&path, 4).is_err());
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1, "no temporary file stays");
    }

    #[test]
    fn two_directories_change_places() {
        let dir = tempfile::tempdir().unwrap();
        let path = |name: &str| dir.path().join(name);
        for name in ["a", "b"] {
            create_dir(&path(name)).unwrap();
            write_new(&path(name).join("file"), name.as_bytes()).unwrap();
        }
        exchange(&path("a"), &path("b")).unwrap();
        assert_eq!(read_limited(&path("a").join("file"), 1).unwrap(), b"b");
        assert_eq!(read_limited(&path("b").join("file"), 1).unwrap(), b"a");
    }

    #[test]
    fn appending_first_cuts_what_was_left_unfinished() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("log");
        write_new(&path, b"line\nhalf a li").unwrap();
        cut_and_append(&path, 5, b"next\n").unwrap();
        assert_eq!(read_limited(&path, 99).unwrap(), b"line\nnext\n");
    }
}
