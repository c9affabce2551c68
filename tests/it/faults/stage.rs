//! Homes in which a command can begin, prepared once and put back for each run.
//!
//! Whatever was prepared stays at its path, because destinations are known by theirs. There are as
//! many as are in use at once; a copy of what each began with lies beside it.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::base::{Base, copy};
use crate::sandbox::Sandbox;

/// In the name of a directory that is to become a vault, before the number of the process.
const UNPUBLISHED: &str = ".restoring-";

/// Those that nobody uses at the moment.
#[derive(Clone, Debug, Default)]
pub(super) struct Stages(Arc<Mutex<Vec<Stage>>>);

#[derive(Debug)]
struct Stage {
    home: Sandbox,
    kept: Sandbox,
}

/// A home that somebody uses; the next one gets it when it goes.
#[derive(Debug)]
pub(super) struct Home {
    stage: Option<Stage>,
    stages: Stages,
}

impl Stages {
    /// A home as `prepare` made it, now or earlier.
    pub(super) fn take(&self, base: &Base, prepare: impl FnOnce(&Sandbox)) -> Home {
        let free = self.0.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let stage = if let Some(stage) = free {
            clear(stage.home.home());
            copy(stage.kept.home(), stage.home.home());
            stage
        } else {
            let home = base.copy();
            prepare(&home);
            let kept = base.blank();
            copy(home.home(), kept.home());
            Stage { home, kept }
        };
        Home { stage: Some(stage), stages: self.clone() }
    }
}

impl Home {
    fn stage(&self) -> &Stage {
        self.stage.as_ref().expect("it has one until it goes")
    }

    /// A file as it was at the beginning.
    pub(super) fn kept(&self, name: &str) -> PathBuf {
        self.stage().kept.path(name)
    }
}

impl Deref for Home {
    type Target = Sandbox;

    fn deref(&self) -> &Sandbox {
        &self.stage().home
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        let stage = self.stage.take();
        self.stages.0.lock().unwrap_or_else(PoisonError::into_inner).extend(stage);
    }
}

/// Empties a directory.
pub(super) fn clear(dir: &Path) {
    for entry in std::fs::read_dir(dir).unwrap() {
        let entry = entry.unwrap();
        let is_dir = entry.file_type().unwrap().is_dir();
        let path = entry.path();
        if is_dir { std::fs::remove_dir_all(path) } else { std::fs::remove_file(path) }.unwrap();
    }
}

/// Tells apart what lies in `dir` and was `kept` at the beginning, in whichever home that is: of a file
/// that is as it was only the name counts. So it does in a directory that is to become a vault, whose
/// own goes on with the number of a process.
pub(super) fn hash(dir: &Path, kept: &Path) -> u64 {
    let mut hasher = DefaultHasher::new();
    hash_into(dir, Some(kept), &mut hasher);
    hasher.finish()
}

fn hash_into(dir: &Path, kept: Option<&Path>, hasher: &mut DefaultHasher) {
    let mut entries: Vec<_> = std::fs::read_dir(dir).unwrap().map(|entry| entry.unwrap()).collect();
    entries.sort_by_key(std::fs::DirEntry::file_name);
    entries.len().hash(hasher);
    for entry in entries {
        let name = entry.file_name().to_string_lossy().into_owned();
        let unpublished = name.split_once(UNPUBLISHED);
        unpublished.map_or(name.as_str(), |(target, _)| target).hash(hasher);
        let kept = kept.filter(|_| unpublished.is_none()).map(|kept| kept.join(&name));
        if entry.file_type().unwrap().is_dir() {
            hash_into(&entry.path(), kept.as_deref(), hasher);
        } else if let Some(kept) = kept {
            let now = std::fs::read(entry.path()).unwrap();
            let differs = std::fs::read(kept).ok().as_ref() != Some(&now);
            differs.then_some(now).hash(hasher);
        }
    }
}
