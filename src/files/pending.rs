//! A file that is complete or absent: written under a temporary name, then renamed.

use super::{Result, at, create_new, parent, remove, sync_dir};
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

/// A private file under a temporary name beside its target. Dropped without publishing, it
/// disappears.
#[derive(Debug)]
pub struct PendingFile {
    file: File,
    temporary: PathBuf,
    target: PathBuf,
    published: bool,
}

impl PendingFile {
    /// Starts a file that will be called `target`.
    pub fn create(target: &Path) -> Result<Self> {
        let mut name = target.file_name().unwrap_or_default().to_os_string();
        name.push(format!(".new-{}", std::process::id()));
        let temporary = target.with_file_name(name);
        // Left by a process of the same number that was killed: nobody else can own it.
        remove(&temporary)?;
        let file = create_new(&temporary)?;
        Ok(Self { file, temporary, target: target.to_path_buf(), published: false })
    }

    /// Makes it durable and gives it its name, replacing what is there.
    pub fn publish_over(mut self) -> Result<()> {
        at(&self.temporary, self.file.sync_all())?;
        at(&self.target, std::fs::rename(&self.temporary, &self.target))?;
        self.published = true;
        sync_dir(parent(&self.target))
    }
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
        if !self.published {
            // Nothing can be done about a failure here, and the name says what the file is.
            drop(remove(&self.temporary));
        }
    }
}
