//! What the machine does to a vault's promises: storage, swap, clock, permissions, key files.
//!
//! None of it is damage, and a vault works in most of it; but a block that copy-on-write keeps or
//! a page in an open swap undoes what destruction promises, so it is said.

use super::error::{Error, Result};
use super::session::Vault;
use crate::files::{self, Keeper, SLOT_BYTES, SlotFile, Storage, StorageKind, at};
use crate::log::Kind;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

/// A key file older than this leaves too much to lose, in milliseconds.
const DAY: i64 = 24 * 60 * 60 * 1000;

/// How bad a circumstance is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grade {
    /// As it should be.
    Fine,
    /// It weakens a promise.
    Warn,
    /// It breaks one.
    Fail,
}

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Circumstance {
    /// What was looked at, as an ASCII id.
    pub check: &'static str,
    /// How bad it is.
    pub grade: Grade,
    /// What was found, as the id of a message.
    pub detail: &'static str,
    /// What goes into the message: a name of a file system, files, devices.
    pub what: Vec<String>,
}

impl Circumstance {
    fn new(check: &'static str, judged: (Grade, &'static str), what: &str) -> Self {
        Self::of(check, judged, vec![what.to_owned()])
    }

    const fn of(
        check: &'static str,
        (grade, detail): (Grade, &'static str),
        what: Vec<String>,
    ) -> Self {
        Self { check, grade, detail, what }
    }
}

/// The storage of a directory that need not exist; a test may name one that is not there.
fn storage_of(dir: &Path, named: Option<&str>) -> Result<Storage> {
    match named {
        Some(name) => Ok(files::storage_named(name)),
        None => Ok(files::storage(dir)?),
    }
}

/// Refuses a directory that another machine serves: neither locks nor overwriting hold there.
pub fn require_local(dir: &Path, named: Option<&str>) -> Result<()> {
    let storage = storage_of(dir, named)?;
    if storage.kind == StorageKind::Network {
        return Err(Error::OnNetwork { path: dir.to_path_buf(), name: storage.name });
    }
    Ok(())
}

/// What can be said before there is a vault: of the storage, and of swap.
pub fn surroundings_of(dir: &Path, named: Option<&str>) -> Result<Vec<Circumstance>> {
    let storage = storage_of(dir, named)?;
    // Who names the storage tells the program what to see.
    let (keeper, swap) = match named {
        Some(_) => (None, Some(Vec::new())),
        None => (files::keeper(dir)?, files::open_swap()),
    };
    let storage = [file_system(&storage), journal(&storage)];
    Ok(storage.into_iter().chain([versions(keeper), swapping(swap.as_deref())]).collect())
}

fn file_system(storage: &Storage) -> Circumstance {
    let judged = match storage.kind {
        StorageKind::InPlace if storage.name == "xfs" => (Grade::Fine, "environment-in-place-xfs"),
        StorageKind::InPlace => (Grade::Fine, "environment-in-place"),
        StorageKind::Memory => (Grade::Warn, "environment-memory"),
        StorageKind::CopyOnWrite => (Grade::Warn, "environment-copy-on-write"),
        StorageKind::Shared => (Grade::Warn, "environment-shared"),
        StorageKind::Network => (Grade::Fail, "environment-network"),
        StorageKind::Unknown => (Grade::Warn, "environment-unknown"),
    };
    Circumstance::new("file-system", judged, &storage.name)
}

fn journal(storage: &Storage) -> Circumstance {
    let judged = if storage.journals_data {
        (Grade::Warn, "environment-journals-data")
    } else {
        (Grade::Fine, "environment-journals-no-data")
    };
    Circumstance::new("journal", judged, &storage.name)
}

/// Snapshots, version control, synchronisation: each keeps the old block of a keyhole.
fn versions(keeper: Option<Keeper>) -> Circumstance {
    let what = match keeper {
        // What it does to blocks is said of the file system.
        None | Some(Keeper::FileSystem(_)) => {
            let judged = (Grade::Fine, "environment-no-versions");
            return Circumstance::new("versions", judged, "");
        }
        Some(Keeper::Snapshots(dir) | Keeper::WorkTree(dir)) => dir.display().to_string(),
        Some(Keeper::Synchronised(service)) => service.to_owned(),
        Some(Keeper::ObjectStore(kind)) => kind,
    };
    Circumstance::new("versions", (Grade::Warn, "environment-versions"), &what)
}

fn swapping(open: Option<&[String]>) -> Circumstance {
    let judged = match open {
        Some([]) => (Grade::Fine, "environment-no-swap"),
        Some(_) => (Grade::Warn, "environment-open-swap"),
        None => (Grade::Fine, "environment-swap-unseen"),
    };
    Circumstance::of("swap", judged, open.unwrap_or_default().to_vec())
}

impl Vault {
    /// What the machine does to this vault's promises.
    pub fn surroundings(&mut self) -> Result<Vec<Circumstance>> {
        self.hold_shared()?;
        let found = self.look_around();
        self.release()?;
        found
    }

    fn look_around(&self) -> Result<Vec<Circumstance>> {
        let mut found = surroundings_of(self.paths.dir(), self.environment.storage.as_deref())?;
        found.push(self.overwriting());
        found.extend(self.key_files()?);
        found.extend([self.clock(), self.permissions()?]);
        Ok(found)
    }

    /// Overwrites a slot of a file of the keyhole's shape beside it, and reads it back.
    fn overwriting(&self) -> Circumstance {
        let path = self.paths.dir().join(format!("keyhole.try-{}", std::process::id()));
        let tried = try_overwrite(&path);
        let removed = files::remove(&path);
        let judged = match (tried, removed) {
            (Ok(true), Ok(())) => (Grade::Fine, "environment-overwritten"),
            _ => (Grade::Fail, "environment-not-overwritten"),
        };
        Circumstance::new("overwrite", judged, "keyhole")
    }

    /// What lies at the destinations that have keys and can be reached.
    fn key_files(&self) -> Result<Vec<Circumstance>> {
        let mut all = self.destinations()?;
        all.retain(|place| place.kind == Kind::Full && place.key > 0);
        let (mut found, mut reached, mut newest) = (Vec::new(), false, None);
        let mut note = |check, grade, detail, what: &str| {
            found.push(Circumstance::new(check, (grade, detail), what));
        };
        for place in &all {
            let keeper = files::keeper(Path::new(&place.path)).ok().flatten();
            if place.versions || keeper.is_some() {
                note("versions", Grade::Warn, "environment-copies-versioned", &place.name);
            }
            let Some(folder) = self.reach(place) else { continue };
            reached = true;
            if folder.key().symlink_metadata().is_err() {
                note("key-file", Grade::Fail, "environment-key-file-missing", &place.name);
                continue;
            }
            match self.read_key_file(&folder) {
                Ok(keys) if keys.facts.seq < place.seq => {
                    note("key-file", Grade::Warn, "environment-key-file-older", &place.name);
                }
                Ok(keys) => newest = newest.max(Some(keys.facts.time)),
                Err(Error::Damaged { .. } | Error::Newer(_) | Error::File(_)) => {
                    note("key-file", Grade::Fail, "environment-key-file-damaged", &place.name);
                }
                Err(error) => return Err(error),
            }
        }
        match newest {
            _ if all.is_empty() => note("key-file", Grade::Warn, "environment-no-key-file", ""),
            None if reached => {}
            None => {
                let names = all.into_iter().map(|place| place.name).collect();
                let judged = (Grade::Warn, "environment-key-file-away");
                found.push(Circumstance::of("key-file", judged, names));
            }
            Some(written) if (self.environment.now)() - written > DAY => {
                note("key-file", Grade::Warn, "environment-old-key-file", "");
            }
            Some(_) => note("key-file", Grade::Fine, "environment-key-file", ""),
        }
        Ok(found)
    }

    /// A log entry of the future was written when the clock was ahead, or it was put back since.
    fn clock(&self) -> Circumstance {
        let judged = if self.state.checkpoint.time > (self.environment.now)() {
            (Grade::Warn, "environment-clock-behind")
        } else {
            (Grade::Fine, "environment-clock")
        };
        Circumstance::new("clock", judged, "")
    }

    fn permissions(&self) -> Result<Circumstance> {
        let dir = self.paths.dir();
        let is_open = |meta: std::fs::Metadata| meta.permissions().mode() & 0o077 != 0;
        let mut open = Vec::new();
        if is_open(at(dir, std::fs::metadata(dir))?) {
            open.push(".".to_owned());
        }
        for entry in at(dir, std::fs::read_dir(dir))? {
            let entry = at(dir, entry)?;
            if entry.metadata().is_ok_and(is_open) {
                open.push(entry.file_name().to_string_lossy().into_owned());
            }
        }
        open.sort();
        let judged = if open.is_empty() {
            (Grade::Fine, "environment-private")
        } else {
            (Grade::Fail, "environment-open")
        };
        Ok(Circumstance::of("permissions", judged, open))
    }
}

/// Whether zeros come back where something else was, and only there.
fn try_overwrite(path: &Path) -> files::Result<bool> {
    let (first, second) = ([0xa5; SLOT_BYTES], [0x5a; SLOT_BYTES]);
    SlotFile::create(path, &first)?;
    let slots = SlotFile::open(path)?;
    slots.write(1, &second)?;
    let written = slots.read(0)? == first && slots.read(1)? == second;
    slots.write(0, &[0; SLOT_BYTES])?;
    let slots = SlotFile::open_read_only(path)?;
    slots.forget_cached();
    Ok(written && slots.read(0)? == [0; SLOT_BYTES] && slots.read(1)? == second)
}

#[expect(clippy::disallowed_methods, reason = "what people do to files")]
#[cfg(test)]
#[path = "surroundings_tests.rs"]
mod tests;
