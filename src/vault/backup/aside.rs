//! What lies at a destination and is not the vault's own: nothing of it is lost unasked.
//!
//! A destination may know of a later state than a vault that was restored without it: of
//! destructions, of operators who were removed, of numbers that were given out. Unless a restore
//! gave that up knowingly, it is not overwritten; and what was given up is set aside first. Whom it
//! tells was destroyed must not live here then, whoever gave it up. Nor is it overwritten while
//! records live there only that no restore named ([`super::only_there`]). Both end where whoever backs
//! up says that he gives up what is there, which is logged before anything is written over; and where
//! it tells of nothing but destructions of records that do not live here, there is nothing to give up:
//! destroyed on two branches is destroyed. A destination that was registered on that branch must be in
//! our register for that, too.

use super::folder::Folder;
use super::logcopy::{self, Frame};
use super::only_there::OnlyThere;
use crate::crypto;
use crate::files;
use crate::log::destruction::Event;
use crate::log::{Destination, Numbers, Restored};
use crate::model::Digest;
use crate::store::LogRow;
use crate::vault::accept::given_up;
use crate::vault::error::{Error, Result, Unfit};
use crate::vault::restore::{Branch, Lines, reader_at};
use crate::vault::session::Vault;
use crate::vault::state::verified;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// What is set aside before a destination is written to.
#[derive(Default)]
pub(super) struct Kept {
    files: Vec<PathBuf>,
    /// The restore that gave it up, by the entry behind the last one that is ours.
    last: u64,
    /// What no restore gave up, and this command does.
    pub(super) given_up: Option<OnlyThere>,
}

impl Kept {
    /// Sets it aside.
    pub(super) fn set_aside(&self, folder: &Folder) -> Result<()> {
        self.files.iter().try_for_each(|file| folder.set_aside(file, self.last).map(drop))
    }
}

impl Vault {
    /// Refuses to write to a destination whose log, cut before entry `cut`, or whose
    /// destruction.log has what our own has not, unless a restore gave it up, or this command does;
    /// then these files are to be set aside first. `own` is our destruction.log.
    pub(super) fn what_to_keep(
        &self,
        destination: &Destination,
        folder: &Folder,
        (cut, own): (u64, &[u8]),
    ) -> Result<Kept> {
        let mut kept = Kept::default();
        let path = folder.destruction_log();
        let there = files::read_if_there(&path, 1 << 30)?.filter(|there| !own.starts_with(there));
        let news = there.as_deref().and_then(|there| self.news(folder, there, own));
        let only = self.only_at(folder, cut)?;
        let branch = if cut == u64::MAX { None } else { Some(branch_end(folder)?) };
        let same = news.is_none() && branch.is_none();
        let known = same || {
            let restores = self.restores()?;
            news.is_none_or(|epoch| given_up(&restores, (0, None), Some(epoch)))
                && branch.iter().all(|end| self.is_given_up(folder, end, &restores))
        };
        // Without its log nobody knows what else was done.
        let there = branch.as_ref().map(|_| Branch::at(self, folder)).transpose()?;
        let known = known
            || match &there {
                Some(there) => self.tells_destructions_only(folder, there, own)?,
                None => false,
            };
        // What was said of this destination counts for it alone; no number is given out twice.
        let may = self.gives_up == Some(destination.id) && !only.further;
        if !(known && only.is_nothing()) {
            if !may {
                let (name, path) = (destination.name.clone(), folder.dir().to_path_buf());
                let OnlyThere { numbers, further, anew, .. } = only;
                return Err(Error::Unfit(Unfit::Ahead { name, path, numbers, further, anew }));
            }
            kept.given_up = Some(only);
        }
        if same {
            self.require_nothing_told((destination, folder), &Numbers::new())?;
            return Ok(kept);
        }
        // It was given up unseen, perhaps.
        let logged = there.map(|there| there.whole).unwrap_or_default();
        self.require_nothing_told((destination, folder), &logged)?;
        kept.last =
            if branch.is_some() { cut } else { self.restored_before(u64::MAX)?.unwrap_or(0) };
        kept.files.extend(news.map(|_| path));
        kept.files.extend(branch.map(|_| folder.log()));
        Ok(kept)
    }

    /// Whether all that log and destruction.log there have and ours have not is destructions of whole
    /// records, and backups: what was destroyed on both branches is destroyed. Whoever lives here
    /// all the same is asked for afterwards.
    fn tells_destructions_only(
        &self,
        folder: &Folder,
        branch: &Branch,
        own: &[u8],
    ) -> Result<bool> {
        // Of a destination that only the branch has, nobody would know any more.
        let registered: BTreeSet<Digest> = self.destinations()?.iter().map(|one| one.id).collect();
        let all_known = branch.registered.is_subset(&registered);
        if !branch.is_of_destructions() || !(all_known || self.mutated("registers-unheard")) {
            return Ok(false);
        }
        let Ok(lines) = Lines::read(&folder.destruction_log(), Digest(*self.id().as_bytes()))
        else {
            return Ok(true);
        };
        let own = own.split(|byte| *byte == b'\n').map(crypto::sha256).collect();
        let events = lines.iter().flat_map(|lines| lines.events_beyond(&own));
        Ok(events.into_iter().all(|(_, event)| match event {
            Event::Destruction(one) => one.scope.is_none() && !one.suppressed,
            Event::Scrub(_) => true,
            _ => false,
        }))
    }

    /// Whether a copy of destruction.log that verifies has lines that our own has not: the epoch
    /// that the newest of them led to. One that does not verify is damaged, and written anew.
    fn news(&self, folder: &Folder, there: &[u8], own: &[u8]) -> Option<u64> {
        let vault = Digest(*self.id().as_bytes());
        let lines = Lines::parse(&folder.destruction_log(), there, vault).ok()?;
        let own = own.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
        let own: BTreeSet<Digest> = own.map(crypto::sha256).collect();
        lines.newest_beyond(&own)
    }

    /// Whether a restore gave up the branch that ends with this checkpoint, or nobody vouches for
    /// it.
    fn is_given_up(&self, folder: &Folder, end: &End, restores: &[Restored]) -> bool {
        let reader = reader_at(self, folder);
        let theirs = reader.as_ref().map(|(ring, roster)| (ring, roster));
        let vouched = |row: &LogRow| {
            let read = |(ring, roster)| verified(row, ring, roster).ok();
            read((&self.ring, &self.roster)).or_else(|| theirs.and_then(read))
        };
        match end.last.as_ref().and_then(vouched) {
            Some(last) => given_up(restores, (last.seq, Some(last.head)), Some(last.epoch)),
            // Sealed under keys that came after ours.
            None if end.generation > self.ring.newest() => {
                given_up(restores, (end.seq, None), None)
            }
            None => true,
        }
    }
}

/// Where the log at a destination ends.
#[derive(Default)]
struct End {
    seq: u64,
    generation: u32,
    last: Option<LogRow>,
}

fn branch_end(folder: &Folder) -> Result<End> {
    let mut end = End::default();
    logcopy::read(&folder.log(), |frame, row| {
        end.seq = row.seq;
        end.generation = row.generation;
        if frame == Frame::Checkpoint {
            end.last = Some(row);
        }
        Ok(())
    })?;
    Ok(end)
}
