//! The place of a restored vault: what lies there, and how the two change places.

use super::bench::{Place, is_marked, unmark};
use super::refusal::Unrestorable;
use super::source::Source;
use crate::files::{self, Lock};
use crate::vault::backup::folder::{Folder, enclosing};
use crate::vault::error::{Error, Result};
use crate::vault::paths::Paths;
use crate::vault::session::{Environment, absolute, read_header};
use std::path::{Path, PathBuf};

/// A vault that lies where another is to be restored to. Nobody else writes to it meanwhile.
pub(super) struct Occupied {
    pub(super) paths: Paths,
    _lock: Lock,
}

/// Refuses a place that is a backup destination, or lies in one or in a vault: what is written
/// there would be in the way of what lies there, and be lost with it.
pub(super) fn require_own_place(target: &Path) -> Result<()> {
    let inside = |within: &Path| -> Result<()> {
        let (path, within) = (target.to_path_buf(), within.to_path_buf());
        Err(Unrestorable::Inside { path, within }.into())
    };
    // A destination has a keyhole too; one whose `about` cannot be read is no vault either.
    if Folder::new(target).about_path().symlink_metadata().is_ok() {
        return inside(target);
    }
    enclosing(target)?.map_or(Ok(()), |within| inside(&within))
}

impl Occupied {
    /// What lies at `target`: nothing, or a vault that is this one or not to be told any more.
    /// Anything else is refused.
    pub(super) fn find(
        target: &Path,
        source: &Source,
        environment: &Environment,
    ) -> Result<Option<Self>> {
        let listed = match std::fs::read_dir(target) {
            Ok(mut listed) => listed.next(),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) if error.kind() == std::io::ErrorKind::NotADirectory => {
                return Err(Error::Taken(target.to_path_buf()));
            }
            other => return files::at(target, other.map(|_| None)).map_err(Into::into),
        };
        if listed.is_none() {
            return Ok(None);
        }
        let paths = absolute(target)?;
        let there = |path: PathBuf| path.symlink_metadata().is_ok();
        if ![paths.header(), paths.records(), paths.keyhole()].into_iter().any(there) {
            return Err(Error::Taken(target.to_path_buf()));
        }
        match read_header(&paths) {
            Ok(header) if header.vault != source.header.vault => {
                return Err(Unrestorable::OtherVault(target.to_path_buf()).into());
            }
            // Damaged, it may well be why there is a restore.
            Ok(_) | Err(Error::NoVault(_) | Error::Damaged { .. } | Error::Newer(_)) => {}
            Err(error) => return Err(error),
        }
        let mut lock = Lock::open(&paths.lock())?;
        lock.exclusive(&environment.process, environment.wait, &*environment.waiting)?;
        Ok(Some(Self { paths, _lock: lock }))
    }
}

/// Where a vault is set aside that is replaced now, at a place of its own also where there was another
/// restore in the same second, and the name it is registered by: one that can stand in a certificate,
/// without seven digits in a row.
pub(super) fn aside(target: &Path, now: i64) -> Result<(PathBuf, String)> {
    let time = jiff::Timestamp::from_millisecond(now).map_err(|_| Error::Bug("clock"))?;
    let mut name = target.file_name().unwrap_or_default().to_os_string();
    name.push(format!(".before-restore-{}", time.strftime("%Y%m%dT%H%M%SZ")));
    let registered = format!("before-restore-{}", time.strftime("%Y-%m-%d-%H%M%S"));
    let first = target.with_file_name(&name);
    let mut others = (2_u32..).map(|n| {
        let mut other = name.clone();
        other.push(format!("-{n}"));
        target.with_file_name(other)
    });
    let is_free = |path: &PathBuf| path.symlink_metadata().is_err();
    let free = if is_free(&first) { None } else { others.find(is_free) };
    Ok((free.unwrap_or(first), registered))
}

/// Gives a finished vault its place. What lay there lies at `aside` afterwards.
pub(super) fn publish(
    place: &mut Place,
    (target, aside): (&Path, Option<&Path>),
    reached: &dyn Fn(&'static str),
) -> Result<()> {
    let placed = if let Some(aside) = aside {
        files::rename_new(place.dir(), aside)?;
        place.moved(aside);
        reached("restore-aside");
        files::exchange(aside, target)
    } else {
        files::rename_new(place.dir(), target)
    };
    if let Err(error) = placed {
        if !is_marked(target) {
            return Err(error.into());
        }
        // It has its place, only nobody can say for how long. What lay there lies at `aside` now.
        place.publish();
        return Err(Error::Uncertain(Box::new(error.into())));
    }
    place.publish();
    reached("restore-published");
    // Only a mark; a vault that still has it is one all the same.
    drop(unmark(target));
    Ok(())
}
