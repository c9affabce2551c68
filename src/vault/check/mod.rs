//! `check` and `audit verify`: everything is looked at, and everything wrong is named, not just
//! the first thing that an ordinary command would stop at.
//!
//! The log is replayed from its first entry: chain, signatures, who may have done what, and the
//! revisions it explains. Then the present is held against it: buckets, directories, rows,
//! compartments, trails, segments, keyhole, destruction.log, anchor, header. Header and keys are
//! opened as strictly as ever; from there on the check goes on with what is left. Nothing is
//! written, and nothing is repaired.

mod approvals;
mod buckets;
mod copies;
mod directories;
mod files;
mod left;
mod log;
mod replay;
mod restored;
mod rotation;
mod shares;
mod told;
mod verdict;

pub(crate) use replay::Replay;
pub(crate) use restored::{Ended, head_at};

use super::elsewhere::Unexplained;
use super::error::{Error, Place, Result};
use super::restore::Noted;
use super::returned::Returned;
use super::revived::Revived;
use super::session::{Environment, Vault};
use super::state::{State, root};
use super::suppress::Unkept;
use super::unlock::Credential;
use crate::log::{Checkpoint, Kind};
use crate::model::{Capability, Clearance, Digest, Level, date};
use crate::policy::Policy;
use jiff::civil::Date;
use std::path::Path;

const FILE: &str = "records.db";

/// So many findings of one area are kept; what has more is wrong as a whole.
const KEPT: usize = 1000;

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Where, and what.
    pub place: Place,
    /// Whether it shows an older state put back, not damage.
    pub older: bool,
    /// The registered name of the destination where it is; none in the vault.
    pub destination: Option<String>,
}

/// What was looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Area {
    /// Entries of the log with their chain.
    Log,
    /// Signed checkpoints.
    Checkpoints,
    /// Lines of destruction.log.
    DestructionLog,
    /// Directories of buckets.
    Buckets,
    /// Records with their parts, revisions and trails.
    Records,
    /// Search segments.
    Segments,
    /// Header, keyhole and anchor.
    Files,
    /// Key files at destinations in reach.
    KeyFiles,
}

impl Area {
    /// Its ASCII id.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Log => "log",
            Self::Checkpoints => "checkpoints",
            Self::DestructionLog => "destruction-log",
            Self::Buckets => "buckets",
            Self::Records => "records",
            Self::Segments => "segments",
            Self::Files => "files",
            Self::KeyFiles => "key-files",
        }
    }
}

/// One area: how many things were looked at, and what is wrong with them.
#[derive(Clone, Debug)]
pub struct Checked {
    /// What was looked at.
    pub area: Area,
    /// How many.
    pub count: u64,
    /// What is wrong.
    pub findings: Vec<Finding>,
}

/// What was found.
#[derive(Clone, Debug)]
pub struct Report {
    /// Area by area.
    pub areas: Vec<Checked>,
    /// The last entry of the log before the first break; what came until then can be trusted.
    pub sound_until: u64,
    /// When that was signed, in milliseconds since 1970 UTC; none when nothing is sound.
    pub sound_time: Option<i64>,
    /// The last entry that is there.
    pub last: u64,
    /// The head of the log there.
    head: Digest,
    /// What the log says of rehearsed restores.
    pub drills: Drills,
    /// Whether a destruction is past its point of no return and not finished.
    pub unfinished: bool,
    /// What restores brought back that had been erased, and nobody erased again.
    pub revived: Vec<Revived>,
    /// Destructions before restores of which nothing in reach says whom they took.
    pub unexplained: Vec<Unexplained>,
    /// Destroyed persons whom imports do not refuse any more, against their wish.
    pub unkept: Vec<Unkept>,
    /// Operators who are back, though a destination in reach tells that they were removed.
    pub returned: Vec<Returned>,
    /// What is not damage but worth knowing.
    pub notices: Vec<Notice>,
    /// The policy in force, where it could be read.
    pub policy: Option<&'static Policy>,
}

/// Something worth knowing: the id of a message, and a file's name or a number that goes into it.
pub type Notice = (&'static str, String);

/// When a restore was rehearsed, and when it is to be again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drills {
    /// The last one that found nothing wrong: when, in milliseconds since 1970 UTC, and from where.
    pub last: Option<(i64, String)>,
    /// The last day for the next one, where the policy has a cycle.
    pub due: Option<Date>,
    /// Whether that day has passed.
    pub overdue: bool,
}

impl Report {
    /// The first break of the log: of what is wrong with it, the entry that comes first.
    pub fn first_break(&self) -> Option<&Finding> {
        let log = |area: &&Checked| matches!(area.area, Area::Log | Area::Checkpoints);
        let found = self.areas.iter().filter(log).flat_map(|area| &area.findings);
        found.min_by_key(|finding| finding.place.index.unwrap_or(u64::MAX))
    }

    /// Every finding.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.areas.iter().flat_map(|area| &area.findings)
    }
}

/// How much is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// The log and what proves it.
    Log,
    /// Everything.
    Everything,
}

/// Collects what is wrong in one area.
pub(in crate::vault) struct Findings {
    area: Area,
    count: u64,
    found: Vec<Finding>,
}

impl Findings {
    pub(in crate::vault) const fn new(area: Area) -> Self {
        Self { area, count: 0, found: Vec::new() }
    }

    pub(super) fn looked_at(&mut self, n: u64) {
        self.count += n;
    }

    pub(super) fn add(&mut self, place: Place) {
        self.keep(Finding { place, older: false, destination: None });
    }

    pub(super) fn add_older(&mut self, seq: u64) {
        let place = Place::new(FILE, "damage-older").at(seq);
        self.keep(Finding { place, older: true, destination: None });
    }

    fn keep(&mut self, finding: Finding) {
        if self.found.len() < KEPT && !self.found.contains(&finding) {
            self.found.push(finding);
        }
    }

    /// Takes damage as a finding; gives back any other error, which stops the check.
    pub(super) fn take<T>(&mut self, result: Result<T>) -> Result<Option<T>> {
        match result {
            Ok(value) => Ok(Some(value)),
            Err(Error::Damaged { place, .. }) => {
                self.add(place);
                Ok(None)
            }
            Err(Error::Older { here, .. }) => {
                self.add_older(here);
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    pub(super) fn append(&mut self, other: Self) {
        self.count += other.count;
        other.found.into_iter().for_each(|finding| self.keep(finding));
    }

    pub(in crate::vault) fn done(self) -> Checked {
        Checked { area: self.area, count: self.count, findings: self.found }
    }
}

/// The log carried out from its first entry. The first thing that is wrong with it is an error.
pub(crate) fn replayed(vault: &Vault) -> Result<Replay> {
    let log::Walked { replay, log, checkpoints, .. } = log::check(vault)?;
    match log.found.into_iter().chain(checkpoints.found).next() {
        Some(finding) => Err(Error::damaged(finding.place)),
        None => Ok(replay),
    }
}

impl Vault {
    /// Checks the vault in `dir`. What cannot even be unlocked is an error; everything else that
    /// is wrong is a finding.
    pub fn check(
        dir: &Path,
        credential: &Credential,
        environment: Environment,
        depth: Depth,
    ) -> Result<Report> {
        let mut vault = Self::unlocked(dir, credential, environment)?;
        if depth == Depth::Log {
            vault.require(Capability::Audit)?;
        }
        vault.store.snapshot()?;
        let mut report = Report {
            areas: Vec::new(),
            sound_until: 0,
            sound_time: None,
            last: 0,
            head: Digest::default(),
            drills: Drills::default(),
            unfinished: false,
            revived: Vec::new(),
            unexplained: Vec::new(),
            unkept: Vec::new(),
            returned: Vec::new(),
            notices: Vec::new(),
            policy: None,
        };
        // A database that does not even answer any more is a finding like any other.
        let mut structure = Findings::new(Area::Log);
        let done = vault.check_all(depth, &mut report);
        structure.take(done)?;
        if !structure.found.is_empty() {
            report.areas.push(structure.done());
        }
        vault.release()?;
        Ok(report)
    }

    fn check_all(&mut self, depth: Depth, report: &mut Report) -> Result<()> {
        let walked = log::check(self)?;
        let log::Told { sound_until, sound_time, began, drilled, last, head } = walked.told;
        (report.sound_until, report.sound_time) = (sound_until, sound_time);
        (report.last, report.head) = (last, head);
        report.drills.last = drilled;
        let replay = walked.replay;
        report.areas.extend([walked.log.done(), walked.checkpoints.done()]);
        let mut files = Findings::new(Area::Files);
        let newest = if let Some(row) = self.store.last_checkpoint()? {
            files.take(self.verified_checkpoint(&row))?
        } else {
            files.add(Place::new(FILE, "damage-no-checkpoint"));
            None
        };
        self.check_anchor_against(&walked.ends, &mut files)?;
        files.take(Noted::require_whole(&self.paths))?;
        let mut ruled = false;
        if let Some(checkpoint) = &newest {
            files.take(self.use_generation_of(checkpoint))?;
            ruled = files.take(self.take_policy(checkpoint))?.is_some();
            report.policy = ruled.then_some(self.policy);
            if ruled && replay.sound {
                report.revived = self.revived()?;
                report.unkept = self.kept_out()?.lost;
            }
            if ruled {
                self.check_drills(began, &mut report.drills)?;
                let older = checkpoint.policy_seq == 0 && checkpoint.policy != self.policy_hash;
                report.notices.extend(older.then(|| ("check-older-days", String::new())));
            }
            report.unfinished = checkpoint.pending != 0;
            self.check_header(checkpoint, &mut files);
            report.areas.push(self.check_destruction_log(
                checkpoint,
                &replay,
                &mut report.notices,
            )?);
        }
        if let Some(checkpoint) = newest.as_ref().filter(|_| depth == Depth::Log) {
            report.areas.push(self.check_directories(checkpoint)?);
        }
        // Without the policy no record can be read as what it says.
        if depth == Depth::Everything && ruled {
            self.notice_files(&mut report.notices)?;
            if let Some(checkpoint) = &newest
                && let Some(state) = self.check_state(checkpoint, &mut files, report)?
            {
                self.state = state;
                if replay.sound {
                    self.check_elsewhere(&replay, report)?;
                }
                let all = self.destinations()?.into_iter();
                let never = all.filter(|known| known.kind == Kind::Full && known.drilled == 0);
                report.notices.extend(never.map(|known| ("check-never-drilled", known.name)));
                let back = self.back_again();
                let back = if replay.sound { back? } else { back.unwrap_or_default() };
                report
                    .notices
                    .extend(back.into_iter().map(|known| ("check-came-back", known.path)));
                report.areas.push(self.check_key_files(&mut report.notices)?.done());
                if self.clearance().opens(Level::One) {
                    files.take(self.suppressed())?;
                }
                report.areas.extend(self.check_buckets(&replay, &mut report.notices)?);
            }
        }
        report.areas.push(files.done());
        Ok(())
    }

    /// When the next restore is to be rehearsed: the policy's cycle after the last, or after the
    /// vault was made.
    fn check_drills(&self, began: Option<i64>, drills: &mut Drills) -> Result<()> {
        let days = self.policy().document().backup.drill_days;
        let since = drills.last.as_ref().map(|(time, _)| *time).or(began);
        let since = since.and_then(|time| date::day_at(time, &self.environment.zone));
        if let Some(since) = since.filter(|_| days > 0) {
            let due = date::plus_days(since, i32::from(days));
            drills.overdue = due < self.today()?;
            drills.due = Some(due);
        }
        Ok(())
    }

    fn check_header(&self, checkpoint: &Checkpoint, files: &mut Findings) {
        files.looked_at(1);
        if !self.roster_follows(checkpoint) {
            files.add(Place::new("header", "damage-roster"));
        }
        let header = self.header.hash;
        if header != checkpoint.header && Some(header) != checkpoint.header_next {
            files.add(Place::new("header", "damage-unknown-header"));
        }
    }

    /// What the newest checkpoint says of keyhole and buckets; nothing when no key opens them.
    fn check_state(
        &self,
        checkpoint: &Checkpoint,
        files: &mut Findings,
        report: &mut Report,
    ) -> Result<Option<State>> {
        if !self.store.structure_is_sound()? {
            files.add(Place::new(FILE, "damage-structure"));
        }
        let buckets = self.store.buckets()?;
        if root(&buckets) != checkpoint.root || buckets.len() as u64 != checkpoint.buckets {
            files.add(Place::new(FILE, "damage-root").at(checkpoint.seq));
        }
        files.looked_at(1);
        let wrap = files.take(self.open_keyhole(checkpoint))?;
        if wrap.is_some() {
            self.check_keyhole(checkpoint, files, &mut report.notices)?;
        }
        if self.clearance() != Clearance::FULL {
            report.notices.push(("check-clearance", self.clearance().get().to_string()));
        }
        Ok(wrap.map(|wrap| State { checkpoint: *checkpoint, wrap, buckets }))
    }
}
