//! A file that is complete or absent.
//!
//! Where the file system can, it is written without a name (`O_TMPFILE`): a process that is killed
//! leaves nothing behind, not even an unfinished export. Elsewhere it has a temporary name until
//! it is published.

use super::{Result, at, create_new, parent, remove, sync_dir};
use rustix::fs::{AtFlags, CWD, Mode, OFlags, RenameFlags, linkat, openat, renameat_with};
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::os::fd::AsRawFd;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

/// A private file that has no name yet, or a temporary one. Dropped without publishing, it
/// disappears.
#[derive(Debug)]
pub struct PendingFile {
    file: File,
    temporary: PathBuf,
    target: PathBuf,
    named: bool,
}

impl PendingFile {
    /// Starts a file that will be called `target`.
    pub fn create(target: &Path) -> Result<Self> {
        let mut name = target.file_name().unwrap_or_default().to_os_string();
        name.push(format!(".new-{}", std::process::id()));
        let temporary = target.with_file_name(name);
        // Left by a process of the same number that was killed: nobody else can own it.
        remove(&temporary)?;
        let (file, named) = match nameless(target) {
            Some(file) => (file, false),
            None => (create_new(&temporary)?, true),
        };
        Ok(Self { file, temporary, target: target.to_path_buf(), named })
    }

    /// How many bytes are written.
    pub fn length(&self) -> Result<u64> {
        at(&self.target, self.file.metadata().map(|about| about.len()))
    }

    /// Takes back what was written behind the first `length` bytes.
    pub fn cut(&mut self, length: u64) -> Result<()> {
        let cut = self.file.set_len(length).and_then(|()| self.file.seek(SeekFrom::Start(length)));
        at(&self.target, cut).map(drop)
    }

    /// Takes back the lines behind the first `length` bytes that are not to stay.
    pub fn retain_lines(&mut self, length: u64, stays: &dyn Fn(&[u8]) -> bool) -> Result<()> {
        let kept = at(&self.target, retain_lines(&self.file, length, stays))?;
        self.cut(kept)
    }

    /// Makes it durable and gives it its name, which must be free.
    pub fn publish_new(self) -> Result<()> {
        at(&self.target, self.file.sync_all())?;
        let named = if self.named {
            // Where a link is not to be had (on a memory stick), the name itself moves.
            std::fs::hard_link(&self.temporary, &self.target).or_else(|error| match error.kind() {
                std::io::ErrorKind::AlreadyExists => Err(error),
                _ => self.move_to(&self.target),
            })
        } else {
            self.link_to(&self.target)
        };
        at(&self.target, named)?;
        sync_dir(parent(&self.target)).inspect_err(|_| drop(remove(&self.target)))
    }

    /// Gives the nameless file a name.
    fn link_to(&self, path: &Path) -> std::io::Result<()> {
        let link = PathBuf::from(format!("/proc/self/fd/{}", self.file.as_raw_fd()));
        Ok(linkat(CWD, &link, CWD, path, AtFlags::SYMLINK_FOLLOW)?)
    }

    /// Gives the file another name, which must be free.
    fn move_to(&self, path: &Path) -> std::io::Result<()> {
        Ok(renameat_with(CWD, &self.temporary, CWD, path, RenameFlags::NOREPLACE)?)
    }

    /// Makes it durable and gives it its name, replacing what is there.
    pub fn publish_over(mut self) -> Result<()> {
        at(&self.target, self.file.sync_all())?;
        if !self.named {
            // A link never replaces anything, so it goes by way of the temporary name.
            at(&self.temporary, self.link_to(&self.temporary))?;
            self.named = true;
        }
        at(&self.target, std::fs::rename(&self.temporary, &self.target))?;
        self.named = false;
        sync_dir(parent(&self.target))
    }
}

/// Moves the lines that stay to the front; gives where they end.
fn retain_lines(file: &File, from: u64, stays: &dyn Fn(&[u8]) -> bool) -> std::io::Result<u64> {
    let mut lines = BufReader::new(Behind(file, from));
    let (mut line, mut end) = (Vec::new(), from);
    while lines.read_until(b'\n', &mut line)? > 0 {
        if stays(&line) {
            file.write_all_at(&line, end)?;
            end += line.len() as u64;
        }
        line.clear();
    }
    Ok(end)
}

/// What stands in a file behind a place, whatever is written before it.
struct Behind<'f>(&'f File, u64);

impl Read for Behind<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let length = self.0.read_at(buffer, self.1)?;
        self.1 += length as u64;
        Ok(length)
    }
}

/// A file without a name in the target's directory, if the system can make one and name it later.
fn nameless(target: &Path) -> Option<File> {
    if !Path::new("/proc/self/fd").exists() {
        return None;
    }
    let flags = OFlags::TMPFILE | OFlags::RDWR | OFlags::CLOEXEC;
    let mode = Mode::RUSR | Mode::WUSR;
    openat(CWD, parent(target), flags, mode).ok().map(File::from)
}

impl Write for PendingFile {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.file.flush()
    }
}

impl Drop for PendingFile {
    fn drop(&mut self) {
        if self.named {
            // Nothing can be done about a failure here, and the name says what the file is.
            drop(remove(&self.temporary));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn lines_that_do_not_stay_are_gone() {
        let dir = tempfile::tempdir().unwrap();
        let target = dir.path().join("out.csv");
        let mut pending = PendingFile::create(&target).unwrap();
        let long = format!("b{}\n", "x".repeat(20_000));
        let text = format!("b head\n{}end", format!("a1\n{long}a2\n").repeat(3));
        pending.write_all(text.as_bytes()).unwrap();
        pending.retain_lines(7, &|line| !line.starts_with(b"b")).unwrap();
        pending.write_all(b"ed").unwrap();
        pending.publish_new().unwrap();
        let text = format!("b head\n{}ended", "a1\na2\n".repeat(3));
        assert_eq!(std::fs::read_to_string(&target).unwrap(), text);
    }

    #[test]
    fn nothing_has_a_name_until_it_is_complete() {
        let dir = tempfile::tempdir().unwrap();
        let target = dir.path().join("out.csv");
        let names = || std::fs::read_dir(dir.path()).unwrap().count();
        let mut pending = PendingFile::create(&target).unwrap();
        pending.write_all(b"half").unwrap();
        assert!(!target.exists());
        assert_eq!(names(), usize::from(pending.named), "nameless where the system can");
        drop(pending);
        assert_eq!(names(), 0);
        let mut pending = PendingFile::create(&target).unwrap();
        pending.write_all(b"new").unwrap();
        pending.publish_new().unwrap();
        assert_eq!(names(), 1);
        let refused = PendingFile::create(&target).unwrap().publish_new().unwrap_err();
        assert_eq!(refused.source.kind(), std::io::ErrorKind::AlreadyExists);
        assert_eq!(std::fs::read_to_string(&target).unwrap(), "new");
        for text in ["one", "two"] {
            let mut pending = PendingFile::create(&target).unwrap();
            pending.write_all(text.as_bytes()).unwrap();
            pending.publish_over().unwrap();
            assert_eq!(std::fs::read_to_string(&target).unwrap(), text);
            assert_eq!(names(), 1);
        }
        let mode = std::fs::metadata(&target).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}
