//! A drill: a restore rehearsed to its end, and nothing of it kept.
//!
//! A vault that was really restored would lie there with a key that opens it, and whoever found a
//! leftover of it, or a block that the disk did not let go, could open everybody who is destroyed
//! later. So a drill writes no key: the log, which is sealed, is put into a database of its own in
//! a private directory and checked there as `check` does it; records are opened, put into
//! directories and segments and sealed in memory only, by the code that restores them, and are
//! compared with the living vault.

use super::artefact::{Artefact, locate};
use super::bench::{Bench, clear_rehearsals};
use super::evidence::Clues;
use super::lines::{Lines, leave_out_settled};
use super::others::Seen;
use super::plan::held_to_key_file;
use super::refusal::Unrestorable;
use super::rehearse::Rehearsed;
use super::source::Source;
use crate::log::{Act, Destination, Kind, Numbers};
use crate::model::Capability;
use crate::vault::backup::folder::Folder;
use crate::vault::check::head_at;
use crate::vault::error::{Error, Result, Unfit};
use crate::vault::session::{Environment, Vault};
use crate::vault::unlock::{Credential, Unlocked};
use std::path::{Path, PathBuf};

/// What is to be rehearsed.
pub struct DrillOrder<'a> {
    /// The name of a registered destination, or its directory; every one without.
    pub destination: Option<&'a Path>,
    /// The data artefact: a name at the destination, or a path anywhere; the newest without.
    pub data: Option<&'a Path>,
    /// Where the log is checked; beside this user's anchors without.
    pub place: Option<&'a Path>,
}

/// Something that a drill found wrong.
#[derive(Debug)]
pub enum DrillFinding {
    /// A restore would be refused.
    Refused(Error),
    /// The log there is not that of the vault.
    OtherLog,
    /// Records that were living then and are not in the data.
    Missing(Numbers),
    /// Records whose rows are not what their key sealed.
    Unopened(Numbers),
    /// Records that did not change since and differ from the vault's.
    Differ(Numbers),
    /// Living records of which a part was erased since: no data here has what is left of them.
    Rekeyed(Numbers),
    /// Records that a restore gave up, and that no key here opens.
    GivenUp(Numbers),
}

impl DrillFinding {
    /// Whether the data is only older than something that was done, and nothing is damaged.
    pub fn is_older(&self) -> bool {
        matches!(self, Self::Rekeyed(_) | Self::GivenUp(_))
    }
}

/// What a drill came to.
#[derive(Debug)]
pub struct Drilled {
    /// The registered name of the destination.
    pub destination: String,
    /// Whether it could be reached; otherwise nothing was rehearsed.
    pub reached: bool,
    /// The name of the data artefact; empty when none could be read.
    pub artefact: String,
    /// How many records would come back.
    pub records: u64,
    /// How many were compared with the vault's, value by value.
    pub sampled: u64,
    /// How many lines of the backup's destruction.log verify.
    pub lines: u64,
    /// What is wrong.
    pub findings: Vec<DrillFinding>,
}

impl Drilled {
    fn new(destination: String, reached: bool) -> Self {
        let (artefact, findings) = (String::new(), Vec::new());
        Self { destination, reached, artefact, records: 0, sampled: 0, lines: 0, findings }
    }
}

/// The destinations that a drill takes.
#[derive(Default)]
struct Meant {
    /// Those that can be reached, and where.
    there: Vec<(Destination, Folder)>,
    /// The names of the others.
    away: Vec<String>,
}

impl Vault {
    /// Rehearses a restore from each destination that is meant and can be reached, and logs what
    /// came of it.
    pub fn drill(
        &mut self,
        order: &DrillOrder<'_>,
        credential: &Credential,
    ) -> Result<Vec<Drilled>> {
        self.require(Capability::Backup)?;
        self.hold_shared()?;
        let meant = self.meant(order);
        self.release()?;
        let Meant { there, away } = meant?;
        let mut all = Vec::new();
        for (destination, folder) in there {
            self.hold_shared()?;
            let drilled = self.rehearse(order, &destination, folder.dir(), credential);
            self.release()?;
            let drilled = drilled?;
            self.log_drill(&destination, &folder, &drilled)?;
            all.push(drilled);
        }
        all.extend(away.into_iter().map(|name| Drilled::new(name, false)));
        Ok(all)
    }

    /// The names of the destinations that [`Vault::drill`] would take.
    pub fn plan_drill(&mut self, order: &DrillOrder<'_>) -> Result<Vec<String>> {
        self.require(Capability::Backup)?;
        self.hold_shared()?;
        let meant = self.meant(order);
        self.release()?;
        Ok(meant?.there.into_iter().map(|(destination, _)| destination.name).collect())
    }

    /// The destinations that are meant: the one that is named, which must be there, or every one
    /// that has keys. Where certain data is named, those that have it.
    fn meant(&self, order: &DrillOrder<'_>) -> Result<Meant> {
        let mut meant = Meant::default();
        if let Some(path) = order.destination {
            let text = path.to_str().ok_or(Error::Unfit(Unfit::Path))?;
            let known = self.meant_by(text)?;
            if known.kind != Kind::Full {
                return Err(Unrestorable::NoKeyFile(PathBuf::from(known.path)).into());
            }
            meant.there.push(self.reached(text)?);
        } else {
            for known in self.destinations()?.into_iter().filter(|known| known.kind == Kind::Full) {
                match self.reach(&known) {
                    Some(folder) => meant.there.push((known, folder)),
                    None => meant.away.push(known.name),
                }
            }
        }
        if let (Some(data), false) = (order.data, meant.there.is_empty()) {
            let has =
                |folder: &Folder| locate(self, folder, Some(data)).is_ok_and(|dir| dir.exists());
            meant.there.retain(|(_, folder)| has(folder));
            if meant.there.is_empty() {
                return Err(Unrestorable::NoArtefact(data.to_path_buf()).into());
            }
        }
        Ok(meant)
    }

    fn rehearse(
        &self,
        order: &DrillOrder<'_>,
        destination: &Destination,
        dir: &Path,
        credential: &Credential,
    ) -> Result<Drilled> {
        let mut drilled = Drilled::new(destination.name.clone(), true);
        let done = Source::open(dir, credential)
            .and_then(|opened| self.rehearse_from(order, opened, &mut drilled));
        match done {
            Ok(()) => Ok(drilled),
            Err(error @ (Error::Damaged { .. } | Error::Newer(_) | Error::Unrestorable(_))) => {
                drilled.findings.push(DrillFinding::Refused(error));
                Ok(drilled)
            }
            Err(error) => Err(error),
        }
    }

    fn rehearse_from(
        &self,
        order: &DrillOrder<'_>,
        (source, unlocked): (Source, Unlocked),
        drilled: &mut Drilled,
    ) -> Result<()> {
        let place = order.place.unwrap_or(&self.environment.anchors);
        clear_rehearsals(place);
        crate::files::create_dirs(place)?;
        let dir = place.join(format!("drill-{}", std::process::id()));
        let mut bench = Bench::new(&dir, &source, unlocked, self.rehearsal(&dir))?;
        let log = source.log()?;
        bench.take_log(&log)?;
        let replay = bench.prove_log(&log)?;
        held_to_key_file(&bench.vault, &source)?;
        let end = bench.vault.state.checkpoint;
        if head_at(self, end.seq)? != Some(end.head) {
            drilled.findings.push(DrillFinding::OtherLog);
        }
        let mut lines =
            vec![Lines::parse(&source.folder.key(), &source.keys.destruction_log, source.vault())?];
        for path in source.folder.destruction_logs() {
            lines.extend(Lines::read(&path, source.vault())?);
        }
        drilled.lines = lines.iter().map(Lines::count).max().unwrap_or_default();
        lines.extend(Lines::read(&self.paths.destruction_log(), source.vault())?);
        let own = lines.first().map(Lines::hashes).unwrap_or_default();
        let known = own.into_iter().chain(replay.done.iter().copied()).collect();
        let mut seen = Seen::gather(&bench.vault, &source, &known)?;
        lines.append(&mut seen.lines);
        leave_out_settled(&bench.vault, &mut lines, &known)?;
        let clues = Clues {
            keys: &source.keys,
            replay: &replay,
            ordered: &bench.ordered,
            log: log.display().to_string(),
            lines: &lines,
            witnesses: &[],
            seen: &seen,
            log_end: end.seq,
            header_fits: source.header.hash == self.header.hash,
        };
        let evidence = clues.weigh();
        if !evidence.stale.is_empty() {
            let stale = Box::new(evidence.stale.clone());
            drilled.findings.push(DrillFinding::Refused(Unrestorable::Stale(stale).into()));
        }
        let chosen = Artefact::choose(&bench.vault, &source.folder, order.data, self)?;
        drilled.artefact.clone_from(&chosen.manifest.artefact);
        let rehearsed = Rehearsed { vault: self, bench: &bench.vault, source: &source };
        let resealed = chosen.manifest.generation != self.ring.generation;
        let gone_through = rehearsed.go_through(chosen, (&replay, &evidence), drilled);
        gone_through.map_err(|error| match error {
            // Rows of older keys are sealed anew, which takes the keys of their level.
            Error::Clearance { .. } if resealed => {
                let (name, artefact) = (drilled.destination.clone(), drilled.artefact.clone());
                Error::Unfit(Unfit::BeforeRotation { name, artefact })
            }
            other => other,
        })
    }

    /// What a bench needs, with nobody to talk to and no place but its own.
    fn rehearsal(&self, dir: &Path) -> Environment {
        let now = (self.environment.now)();
        Environment {
            now: Box::new(move || now),
            random: self.environment.random,
            zone: self.environment.zone.clone(),
            anchors: dir.to_path_buf(),
            wait: self.environment.wait,
            waiting: Box::new(|_| {}),
            process: self.environment.process.clone(),
            reached: Box::new(|_| {}),
            warn: Box::new(|_| {}),
            warn_at: Box::new(|_, _| {}),
            tool: self.environment.tool,
            mutant: Box::new(|_| false),
            storage: None,
            machine: None,
            noticed: Box::new(|_| {}),
            syslog: None,
        }
    }

    /// Signs what came of it into the log, and brings that to the destination: otherwise the log
    /// there would end before what this user has seen.
    fn log_drill(
        &mut self,
        destination: &Destination,
        folder: &Folder,
        drilled: &Drilled,
    ) -> Result<()> {
        let logged = self.hold_exclusive().and_then(|()| {
            self.recover()?;
            let now = (self.environment.now)();
            self.transact(|transaction| {
                transaction.log(Act::Drill {
                    destination: drilled.destination.clone(),
                    artefact: drilled.artefact.clone(),
                    records: drilled.records,
                    sampled: drilled.sampled,
                    lines: drilled.lines,
                    findings: drilled.findings.len() as u64,
                });
                let all = transaction.vault.destinations()?;
                let known = all.into_iter().find(|known| known.id == destination.id);
                match known.filter(|_| drilled.findings.is_empty()) {
                    Some(known) => transaction.register_one(Destination { drilled: now, ..known }),
                    None => Ok(()),
                }
            })?;
            if drilled.findings.is_empty() && self.copy_log(destination, folder).is_err() {
                (self.environment.warn_at)("warn-backup-log", &destination.name);
            }
            Ok(())
        });
        let released = self.release();
        logged?;
        released
    }
}
