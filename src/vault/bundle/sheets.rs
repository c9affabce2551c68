//! The files of a bundle: private, written once, each with its hash.

use crate::crypto::digest::Hasher;
use crate::files::{self, FileError, at};
use crate::log::Entry;
use crate::model::Digest;
use crate::vault::error::{Error, Result};
use crate::vault::header::Base64;
use serde::Serialize;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// The files of a directory that is being made.
pub(super) struct Sheets<'d> {
    dir: &'d Path,
    done: Vec<(String, Digest)>,
}

/// A file that is being written.
pub(super) struct Sheet {
    name: String,
    path: PathBuf,
    file: BufWriter<File>,
    hasher: Hasher,
}

impl<'d> Sheets<'d> {
    pub(super) const fn new(dir: &'d Path) -> Self {
        Self { dir, done: Vec::new() }
    }

    pub(super) fn begin(&self, name: &str) -> Result<Sheet> {
        let path = self.dir.join(name);
        let file = BufWriter::new(files::create_new(&path)?);
        Ok(Sheet { name: name.to_owned(), path, file, hasher: Hasher::new() })
    }

    /// Makes a file durable.
    pub(super) fn end(&mut self, sheet: Sheet) -> Result<()> {
        let Sheet { name, path, file, hasher } = sheet;
        let synced = file.into_inner().map_err(std::io::IntoInnerError::into_error);
        at(&path, synced.and_then(|file| file.sync_all()))?;
        self.done.push((name, hasher.finish()));
        Ok(())
    }

    pub(super) fn write(&mut self, name: &str, bytes: &[u8]) -> Result<()> {
        let mut sheet = self.begin(name)?;
        sheet.bytes(bytes)?;
        self.end(sheet)
    }

    pub(super) fn write_json(&mut self, name: &str, value: &impl Serialize) -> Result<()> {
        let mut sheet = self.begin(name)?;
        sheet.line(value)?;
        self.end(sheet)
    }

    /// What `sha256sum -c` reads.
    pub(super) fn sums(&self) -> String {
        let line = |(name, digest): &(String, Digest)| format!("{digest}  {name}");
        let lines: Vec<String> = self.done.iter().map(line).collect();
        lines.join("\n") + "\n"
    }
}

impl Sheet {
    pub(super) fn line(&mut self, value: &impl Serialize) -> Result<()> {
        let mut line = serde_json::to_vec(value).map_err(|_| Error::Bug("bundle"))?;
        line.push(b'\n');
        self.bytes(&line)
    }

    fn bytes(&mut self, bytes: &[u8]) -> Result<()> {
        self.hasher.update(bytes);
        Ok(at(&self.path, self.file.write_all(bytes))?)
    }
}

/// An entry, sealed and open.
#[derive(Serialize)]
pub(super) struct EntryLine<'a> {
    pub(super) seq: u64,
    pub(super) generation: u32,
    pub(super) sealed: Base64,
    /// The key of this one sealed value.
    pub(super) key: String,
    pub(super) entry: &'a Entry,
}

/// A signed record.
#[derive(Serialize)]
pub(super) struct CheckpointLine {
    pub(super) seq: u64,
    pub(super) bytes: String,
    pub(super) signature: String,
}

/// Where everything ends.
#[derive(Serialize)]
pub(super) struct Heads {
    pub(super) format: &'static str,
    pub(super) vault: String,
    pub(super) made_by: u32,
    pub(super) made: i64,
    pub(super) tool: &'static str,
    pub(super) since: Option<i64>,
    pub(super) first: u64,
    pub(super) last: u64,
    pub(super) head: Digest,
    pub(super) epoch: u64,
    pub(super) roster: Digest,
    pub(super) policy: Digest,
    pub(super) destruction_lines: u64,
    pub(super) destruction_head: Digest,
}

/// Lower-case hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    let mut text = String::new();
    // Writing to a string cannot fail.
    crate::model::hex::write(&mut text, bytes).ok();
    text
}

/// Refuses a path without a last name, such as `..`, which nothing can be built beside.
pub(super) fn require_named(dir: &Path) -> Result<()> {
    if dir.file_name().is_some() {
        return Ok(());
    }
    let source = std::io::ErrorKind::InvalidInput.into();
    Err(FileError { path: dir.to_path_buf(), source }.into())
}
