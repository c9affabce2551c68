//! The vault's lock: `flock` on one file, so that a dead process never leaves a stale lock.

use super::{FileError, Result, at};
use rustix::fs::{FlockOperation, flock};
use rustix::io::Errno;
use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// The lock could not be had.
#[derive(Debug, thiserror::Error)]
pub enum LockError {
    /// Someone else kept it for as long as we were told to wait.
    #[error("locked for longer than {waited:?}")]
    Timeout {
        /// How long we waited.
        waited: Duration,
        /// What the holder wrote about itself (verb and process), if it did.
        holder: String,
    },
    /// The lock file cannot be used.
    #[error(transparent)]
    File(#[from] FileError),
}

/// How a lock is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// Not at all.
    No,
    /// Together with other readers.
    Shared,
    /// Alone.
    Exclusive,
}

/// The lock file of a vault, and how we hold it. Dropping it lets go.
#[derive(Debug)]
pub struct Lock {
    file: File,
    path: PathBuf,
    held: Held,
    marked: bool,
}

/// How long a waiting process sleeps between two tries at most.
const LONGEST_NAP: Duration = Duration::from_millis(20);

impl Lock {
    /// Opens the lock file, without taking the lock.
    pub fn open(path: &Path) -> Result<Self> {
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false).mode(0o600);
        let file = at(path, options.open(path))?;
        Ok(Self { file, path: path.to_path_buf(), held: Held::No, marked: false })
    }

    /// How it is held now.
    pub fn held(&self) -> Held {
        self.held
    }

    /// Takes the lock together with other readers; waits for at most `wait` and calls `waiting`
    /// once, after a second, with what the holder says of itself.
    pub fn shared(
        &mut self,
        wait: Duration,
        waiting: &dyn Fn(&str),
    ) -> std::result::Result<(), LockError> {
        // Turning one kind of hold into the other is not atomic, and a try that fails loses both.
        self.held = Held::No;
        self.acquire(FlockOperation::NonBlockingLockShared, wait, waiting)?;
        self.held = Held::Shared;
        Ok(())
    }

    /// Takes the lock alone and writes `who` (verb and process, no personal data) into its file.
    /// A shared hold is given up first: two readers that both want to write must not wait for
    /// each other.
    pub fn exclusive(
        &mut self,
        who: &str,
        wait: Duration,
        waiting: &dyn Fn(&str),
    ) -> std::result::Result<(), LockError> {
        self.release()?;
        self.acquire(FlockOperation::NonBlockingLockExclusive, wait, waiting)?;
        self.held = Held::Exclusive;
        self.marked = !self.holder().is_empty();
        // Only a courtesy to those who wait; the lock holds without it, on a full disk too.
        drop(self.sign(who));
        Ok(())
    }

    /// Whether whoever held it alone before us did not let go of it in good order: he died, or had
    /// reason to leave a mark. It stays until it is cleared.
    pub fn is_marked(&self) -> bool {
        self.marked
    }

    /// Leaves a mark for whoever holds the lock alone next.
    pub fn keep_mark(&mut self) {
        self.marked = true;
    }

    /// Leaves no mark any more.
    pub fn clear_mark(&mut self) {
        self.marked = false;
    }

    /// Lets go of it.
    pub fn release(&mut self) -> Result<()> {
        if self.held == Held::Exclusive && !self.marked {
            // Who comes next may be a reader, and those do not sign.
            drop(self.file.set_len(0));
        }
        at(&self.path, flock(&self.file, FlockOperation::Unlock).map_err(Into::into))?;
        self.held = Held::No;
        Ok(())
    }

    fn acquire(
        &mut self,
        how: FlockOperation,
        wait: Duration,
        waiting: &dyn Fn(&str),
    ) -> std::result::Result<(), LockError> {
        let start = Instant::now();
        let mut nap = Duration::from_micros(200);
        let mut told = false;
        loop {
            match flock(&self.file, how) {
                Ok(()) => return Ok(()),
                Err(Errno::WOULDBLOCK | Errno::INTR) => {}
                Err(error) => at(&self.path, Err(error.into()))?,
            }
            let waited = start.elapsed();
            if waited >= wait {
                return Err(LockError::Timeout { waited, holder: self.holder() });
            }
            if !told && waited >= Duration::from_secs(1) {
                told = true;
                waiting(&self.holder());
            }
            std::thread::sleep(nap.min(wait.saturating_sub(waited)));
            nap = (nap * 2).min(LONGEST_NAP);
        }
    }

    fn sign(&mut self, who: &str) -> std::io::Result<()> {
        self.file.set_len(0)?;
        self.file.rewind()?;
        self.file.write_all(who.as_bytes())
    }

    fn holder(&mut self) -> String {
        let mut text = String::new();
        let read =
            self.file.rewind().and_then(|()| (&self.file).take(200).read_to_string(&mut text));
        if read.is_ok() { text } else { String::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOON: Duration = Duration::from_millis(30);

    #[test]
    fn one_writer_or_many_readers() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("lock");
        let [mut a, mut b, mut c] = std::array::from_fn(|_| Lock::open(&path).unwrap());
        let quiet = |_: &str| {};
        a.shared(SOON, &quiet).unwrap();
        b.shared(SOON, &quiet).unwrap();
        assert!(c.exclusive("c", SOON, &quiet).is_err());
        b.release().unwrap();
        a.exclusive("add, process 7", SOON, &quiet).unwrap();
        let Err(LockError::Timeout { holder, .. }) = c.shared(SOON, &quiet) else {
            panic!("a writer keeps readers out")
        };
        assert_eq!(holder, "add, process 7");
        a.release().unwrap();
        c.shared(SOON, &quiet).unwrap();
        let Err(LockError::Timeout { holder, .. }) = a.exclusive("a", SOON, &quiet) else {
            panic!("a reader keeps writers out")
        };
        assert_eq!(holder, "", "the writer of then is not the holder of now");
    }

    #[test]
    fn whoever_dies_or_wants_to_leaves_a_mark() {
        let dir = tempfile::tempdir().unwrap();
        let take = || {
            let mut lock = Lock::open(&dir.path().join("lock")).unwrap();
            lock.exclusive("add, process 7", SOON, &|_: &str| {}).unwrap();
            lock
        };
        let mut lock = take();
        assert!(!lock.is_marked());
        drop(lock);
        lock = take();
        assert!(lock.is_marked(), "its holder never let go");
        lock.release().unwrap();
        drop(lock);
        lock = take();
        assert!(lock.is_marked(), "nobody has cleared it");
        lock.clear_mark();
        lock.release().unwrap();
        drop(lock);
        lock = take();
        assert!(!lock.is_marked());
        lock.keep_mark();
        lock.release().unwrap();
        drop(lock);
        assert!(take().is_marked());
    }
}
