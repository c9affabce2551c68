//! A directory that is complete or absent.
//!
//! It is built under a hidden name, `.new-<process>`, and locked as long as its builder lives: so
//! whoever comes next knows what a dead process left behind, also on a disk that several machines
//! write to.

use super::{FileError, Result, at, create_dir, parent, rename_new, sync_dir};
use rustix::fs::{FlockOperation, flock};
use rustix::io::Errno;
use std::fs::File;
use std::path::{Path, PathBuf};

/// How the names of directories begin that are being built or taken away.
const HIDDEN: [&str; 2] = [".new-", ".old-"];

/// A private directory that has no final name yet. Dropped without publishing, it disappears.
#[derive(Debug)]
pub struct PendingDir {
    path: PathBuf,
    _lock: File,
    published: bool,
}

impl PendingDir {
    /// Starts a directory that will stand in `inside`.
    pub fn create(inside: &Path) -> Result<Self> {
        let path = inside.join(format!(".new-{}", std::process::id()));
        // Left by a process of the same number that was killed: nobody else can own it.
        remove_all(&path)?;
        create_dir(&path)?;
        let lock = at(&path, File::open(&path))?;
        // Where a file system has no locks, the number of the process has to do.
        flock(&lock, FlockOperation::NonBlockingLockExclusive).ok();
        Ok(Self { path, _lock: lock, published: false })
    }

    /// Where it is built.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Gives it its name, which must be free. What is in it must be durable; that it is there is
    /// made so.
    pub fn publish(mut self, target: &Path) -> Result<()> {
        sync_dir(&self.path)?;
        if target.symlink_metadata().is_ok() {
            let source = std::io::ErrorKind::AlreadyExists.into();
            return Err(FileError { path: target.to_path_buf(), source });
        }
        rename_new(&self.path, target)?;
        self.published = true;
        Ok(())
    }
}

impl Drop for PendingDir {
    fn drop(&mut self) {
        if !self.published {
            // Whoever comes next takes away what stays.
            drop(remove_all(&self.path));
        }
    }
}

/// Takes a directory away as a whole: a crash leaves it under its name or under a hidden one,
/// never half of it under its name.
pub fn remove_dir(path: &Path) -> Result<()> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let hidden = path.with_file_name(format!(".old-{name}"));
    remove_all(&hidden)?;
    at(path, std::fs::rename(path, &hidden))?;
    sync_dir(parent(path))?;
    remove_all(&hidden)
}

/// Takes away what dead processes left in `dir`: hidden directories that nobody holds, and files
/// that were to replace another. The caller sees to it that nobody is replacing files there.
pub fn remove_leavings(dir: &Path) -> Result<()> {
    for entry in at(dir, std::fs::read_dir(dir))? {
        let entry = at(dir, entry)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = entry.path();
        if HIDDEN.iter().any(|begin| name.starts_with(begin)) {
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) && !is_held(&path, &name) {
                remove_all(&path)?;
            }
        } else if is_replacement(&name) {
            super::remove(&path)?;
        }
    }
    Ok(())
}

/// Whether `name` is one that [`super::PendingFile`] uses: `key.new-123`.
fn is_replacement(name: &str) -> bool {
    name.rsplit_once(".new-").is_some_and(|(target, process)| {
        !target.is_empty() && !process.is_empty() && process.bytes().all(|b| b.is_ascii_digit())
    })
}

/// Whether the process that builds a hidden directory lives.
fn is_held(path: &Path, name: &str) -> bool {
    let Ok(dir) = File::open(path) else { return true };
    match flock(&dir, FlockOperation::NonBlockingLockExclusive) {
        Ok(()) => false,
        Err(Errno::WOULDBLOCK) => true,
        Err(_) => {
            let process = name.rsplit('-').next().unwrap_or_default();
            Path::new("/proc").join(process).exists()
        }
    }
}

fn remove_all(path: &Path) -> Result<()> {
    match std::fs::remove_dir_all(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        other => at(path, other),
    }
}

#[expect(clippy::disallowed_methods, reason = "files of strangers and of dead processes")]
#[cfg(test)]
mod tests {
    use super::*;

    fn names(dir: &Path) -> Vec<String> {
        let names = std::fs::read_dir(dir).unwrap();
        let mut names: Vec<_> =
            names.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn nothing_has_its_name_until_it_is_complete() {
        let dir = tempfile::tempdir().unwrap();
        let target = dir.path().join("a");
        let pending = PendingDir::create(dir.path()).unwrap();
        super::super::write_new(&pending.path().join("x"), b"1").unwrap();
        assert!(!target.exists());
        drop(pending);
        assert!(names(dir.path()).is_empty());
        PendingDir::create(dir.path()).unwrap().publish(&target).unwrap();
        assert_eq!(names(dir.path()), ["a"]);
        let error = PendingDir::create(dir.path()).unwrap().publish(&target).unwrap_err();
        assert_eq!(error.source.kind(), std::io::ErrorKind::AlreadyExists);
        remove_dir(&target).unwrap();
        assert!(names(dir.path()).is_empty());
    }

    #[test]
    fn only_what_the_dead_left_is_taken_away() {
        let dir = tempfile::tempdir().unwrap();
        let pending = PendingDir::create(dir.path()).unwrap();
        for left in [".new-1", ".old-20260301T000000Z", "mine"] {
            std::fs::create_dir(dir.path().join(left)).unwrap();
            std::fs::write(dir.path().join(left).join("data"), b"half").unwrap();
        }
        for file in ["key.new-77", "key", "key.new-", "notes.new-a", ".new-file"] {
            std::fs::write(dir.path().join(file), b"x").unwrap();
        }
        remove_leavings(dir.path()).unwrap();
        let own = pending.path().file_name().unwrap().to_str().unwrap().to_owned();
        let mut kept = vec![own.as_str(), "mine", "key", "key.new-", "notes.new-a", ".new-file"];
        kept.sort_unstable();
        assert_eq!(names(dir.path()), kept);
    }
}
