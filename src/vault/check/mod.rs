//! `check` and `audit verify`: everything is looked at, and everything wrong is named, not just
//! the first thing that an ordinary command would stop at.
//!
//! The log is replayed from its first entry: chain, signatures, who may have done what, and the
//! revisions it explains. Then the present is held against it: buckets, directories, rows,
//! compartments, trails, segments, keyhole, destruction.log, anchor, header.

mod ledger;
mod proofs;
mod records;

use super::error::{Error, Place, Result};
use super::session::{Environment, Vault};
use super::unlock::Credential;
use std::path::Path;

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Where, and what.
    pub place: Place,
    /// Whether it shows an older state put back, not damage.
    pub older: bool,
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
    /// Whether a destruction is past its point of no return and not finished.
    pub unfinished: bool,
    /// What is not damage but worth knowing, as ids of messages, each with a file's name.
    pub notices: Vec<(&'static str, String)>,
}

impl Report {
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
pub(super) struct Findings {
    area: Area,
    count: u64,
    found: Vec<Finding>,
}

impl Findings {
    pub(super) const fn new(area: Area) -> Self {
        Self { area, count: 0, found: Vec::new() }
    }

    pub(super) fn looked_at(&mut self, n: u64) {
        self.count += n;
    }

    pub(super) fn add(&mut self, place: Place) {
        self.found.push(Finding { place, older: false });
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
                let place = Place::new("records.db", "damage-older").at(here);
                self.found.push(Finding { place, older: true });
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    pub(super) fn done(self) -> Checked {
        Checked { area: self.area, count: self.count, findings: self.found }
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
        vault.store.snapshot()?;
        let replayed = vault.replay_log()?;
        let mut areas = vec![replayed.log.done(), replayed.checkpoints.done()];
        areas.push(vault.check_destruction_log(&replayed.ledger)?);
        let mut files = Findings::new(Area::Files);
        let proved = files.take(vault.load_state())?;
        files.looked_at(3);
        if let Some(state) = proved {
            vault.state = state;
            if depth == Depth::Everything {
                areas.extend(vault.check_records(&replayed.ledger)?);
            }
        } else if depth == Depth::Everything
            && let Some(state) = vault.unproved_state()?
        {
            // Something about it is wrong already; how far does it reach?
            vault.state = state;
            areas.extend(vault.check_records(&replayed.ledger)?);
        }
        areas.push(files.done());
        let (unfinished, notices) = vault.notices()?;
        vault.release()?;
        Ok(Report { areas, sound_until: replayed.sound_until, unfinished, notices })
    }
}
