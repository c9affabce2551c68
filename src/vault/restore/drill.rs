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
use super::evidence::{Clues, Evidence};
use super::lines::Lines;
use super::others::Seen;
use super::plan::held_to_key_file;
use super::rebuild::{Rows, With};
use super::refusal::Unrestorable;
use super::sorting::{By, Sorted};
use super::source::Source;
use crate::crypto::Key;
use crate::log::{Act, Destination, Kind, Numbers};
use crate::model::{Capability, RecordNumber};
use crate::vault::backup::folder::Folder;
use crate::vault::backup::rows::Row;
use crate::vault::bucket::{Bucket, Opener, reachable};
use crate::vault::check::{Replay, head_at};
use crate::vault::error::{Error, Result, Unfit};
use crate::vault::session::{Environment, Vault};
use crate::vault::unlock::{Credential, Unlocked};
use std::path::{Path, PathBuf};

/// In a larger backup so many records are compared value by value; in a smaller one all are.
const SAMPLED: u64 = 100;

/// Up to so many records all are compared value by value.
const FEW: u64 = 1000;

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
}

/// What a drill came to.
#[derive(Debug)]
pub struct Drilled {
    /// The registered name of the destination.
    pub destination: String,
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

impl Vault {
    /// Rehearses a restore from each destination that is meant, and logs what came of it.
    pub fn drill(
        &mut self,
        order: &DrillOrder<'_>,
        credential: &Credential,
    ) -> Result<Vec<Drilled>> {
        self.require(Capability::Backup)?;
        self.hold_shared()?;
        let meant = self.meant(order.destination);
        self.release()?;
        let mut all = Vec::new();
        for (destination, folder) in meant? {
            self.hold_shared()?;
            let drilled = self.rehearse(order, &destination, folder.dir(), credential);
            self.release()?;
            let drilled = drilled?;
            self.log_drill(&destination, &folder, &drilled)?;
            all.push(drilled);
        }
        Ok(all)
    }

    /// The names of the destinations that [`Vault::drill`] would take.
    pub fn plan_drill(&mut self, order: &DrillOrder<'_>) -> Result<Vec<String>> {
        self.require(Capability::Backup)?;
        self.hold_shared()?;
        let meant = self.meant(order.destination);
        self.release()?;
        Ok(meant?.into_iter().map(|(destination, _)| destination.name).collect())
    }

    /// The destinations that are meant, with where they lie.
    fn meant(&self, wanted: Option<&Path>) -> Result<Vec<(Destination, Folder)>> {
        let id = wanted.and_then(|path| Folder::new(path).about().ok().flatten());
        let is_meant = |known: &Destination| match wanted {
            None => known.kind == Kind::Full,
            Some(path) => {
                path.to_str() == Some(&known.name) || id.as_ref().is_some_and(|a| a.id == known.id)
            }
        };
        let mut meant = Vec::new();
        for known in self.destinations()?.into_iter().filter(is_meant) {
            if known.kind != Kind::Full {
                return Err(Unrestorable::NoKeyFile(PathBuf::from(known.path)).into());
            }
            let there = id.as_ref().filter(|about| about.id == known.id).and(wanted);
            let folder = there.map(Folder::new).or_else(|| self.reach(&known));
            let name = known.name.clone();
            meant.push((known, folder.ok_or(Error::Unfit(Unfit::Unreachable(name)))?));
        }
        match wanted.filter(|_| meant.is_empty()) {
            Some(path) => Err(Error::Unfit(Unfit::Unknown(path.display().to_string()))),
            None => Ok(meant),
        }
    }

    fn rehearse(
        &self,
        order: &DrillOrder<'_>,
        destination: &Destination,
        dir: &Path,
        credential: &Credential,
    ) -> Result<Drilled> {
        let mut drilled = Drilled {
            destination: destination.name.clone(),
            artefact: String::new(),
            records: 0,
            sampled: 0,
            lines: 0,
            findings: Vec::new(),
        };
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
        let log = source.folder.log();
        bench.take_log(&log)?;
        let replay = bench.prove_log(&log)?;
        held_to_key_file(&bench.vault, &source)?;
        let end = bench.vault.state.checkpoint;
        if head_at(self, end.seq)? != Some(end.head) {
            drilled.findings.push(DrillFinding::OtherLog);
        }
        let mut lines =
            vec![Lines::parse(&source.folder.key(), &source.keys.destruction_log, source.vault())?];
        lines.extend(Lines::read(&source.folder.destruction_log(), source.vault())?);
        drilled.lines = lines.iter().map(Lines::count).max().unwrap_or_default();
        lines.extend(Lines::read(&self.paths.destruction_log(), source.vault())?);
        let clues = Clues {
            keys: &source.keys,
            replay: &replay,
            ordered: &bench.ordered,
            log: log.display().to_string(),
            lines: &lines,
            witnesses: &[],
            seen: &Seen::default(),
            log_end: end.seq,
            header_fits: source.header.hash == self.header.hash,
        };
        let evidence = clues.weigh();
        if !evidence.stale.is_empty() {
            let stale = Box::new(evidence.stale.clone());
            drilled.findings.push(DrillFinding::Refused(Unrestorable::Stale(stale).into()));
        }
        let chosen = Artefact::open(&bench.vault, &locate(&source.folder, order.data)?)?;
        drilled.artefact.clone_from(&chosen.manifest.artefact);
        let rehearsed = Rehearsed { vault: self, bench: &bench.vault, source: &source };
        rehearsed.go_through(chosen, (&replay, &evidence), drilled)
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
                (self.environment.warn)("warn-backup-log");
            }
            Ok(())
        });
        let released = self.release();
        logged?;
        released
    }
}

/// The living vault, and the backup that is held against it.
struct Rehearsed<'a> {
    vault: &'a Vault,
    bench: &'a Vault,
    source: &'a Source,
}

/// The records of one bucket as they are compared.
struct Compared {
    sampled: u64,
    unopened: Numbers,
    differ: Numbers,
}

impl Rehearsed<'_> {
    fn go_through(
        &self,
        chosen: Artefact,
        (replay, evidence): (&Replay, &Evidence),
        drilled: &mut Drilled,
    ) -> Result<()> {
        let Self { bench, source, .. } = self;
        let lost = replay.lost();
        let by = By { keys: &source.keys, tombstones: &evidence.tombstones, lost: &lost };
        let sorted = by.sort(&chosen)?;
        let newer = by.newer(bench, &source.folder, (&chosen, &sorted.rekeyed))?;
        let Sorted { restore, destroyed, withheld, rekeyed, lost, .. } = sorted;
        let then = replay.past(bench, chosen.manifest.seq)?.all_living();
        let told = [&restore, &destroyed, &withheld, &rekeyed, &lost];
        let missing = told.into_iter().fold(then, |rest, some| rest.difference(some));
        if !missing.is_empty() {
            drilled.findings.push(DrillFinding::Missing(missing));
        }
        let mut wanted = vec![(chosen, restore)];
        wanted.extend(newer);
        let count: u64 = wanted.iter().map(|(_, numbers)| numbers.len()).sum();
        let compared = self.compare(&wanted, count)?;
        drilled.records = count - compared.unopened.len();
        drilled.sampled = compared.sampled;
        if !compared.unopened.is_empty() {
            drilled.findings.push(DrillFinding::Unopened(compared.unopened));
        }
        if !compared.differ.is_empty() {
            drilled.findings.push(DrillFinding::Differ(compared.differ));
        }
        Ok(())
    }

    /// Puts every bucket together and holds its records against the living ones.
    fn compare(&self, wanted: &[(Artefact, Numbers)], count: u64) -> Result<Compared> {
        let Self { vault, bench, source } = self;
        let wrap = Key::from_bytes([0; 32]);
        // By the policy of the living vault, with whose records they are compared.
        let opener = Opener::new(&bench.ring, &wrap, bench.state.checkpoint.epoch, vault.policy);
        let with = With::new(&opener, &source.keys, wanted);
        let mut random = vault.random.fork()?;
        let mut rows = Rows::new(wanted)?;
        let mut all = Compared { sampled: 0, unopened: Numbers::new(), differ: Numbers::new() };
        // Another choice every time, and spread over all of them.
        let stride = if count <= FEW { 1 } else { count / SAMPLED };
        let [first] = random.nonce::<1>();
        let mut place = u64::from(first) % stride;
        while let Some(job) = rows.bucket()? {
            let living = match vault.state.bucket(job.id) {
                Some(row) => Some(Bucket::load(&vault.store, &vault.opener(), row)?),
                None => None,
            };
            let mut rebuilt = Bucket::new(job.id, Key::generate(&mut random)?);
            for (generation, row) in job.rows {
                let number = row.record.number;
                place += 1;
                let present = with.present(generation, row, &mut random);
                let put = present.and_then(|row| with.record(&mut rebuilt, &row).map(|()| row));
                let row = match put {
                    Ok(row) => row,
                    Err(Error::Damaged { .. }) => {
                        all.unopened.insert(number);
                        continue;
                    }
                    Err(error) => return Err(error),
                };
                let Some(living) = &living else { continue };
                let sampled = place % stride == 0;
                // Sealed anew, it says the same in other bytes.
                let resealed = generation != vault.state.checkpoint.generation;
                let how = (resealed, sampled);
                match self.is_same((&rebuilt, &row), (&opener, living), how)? {
                    Some(true) => all.sampled += u64::from(sampled),
                    Some(false) => all.differ.insert(number),
                    None => {}
                }
            }
            // Sealed as a restore would, under a key that nobody keeps.
            drop(rebuilt.finish(&opener, &mut random)?);
        }
        Ok(all)
    }

    /// Whether a record is the same in the vault; nothing when it changed since or is gone.
    fn is_same(
        &self,
        (rebuilt, row): (&Bucket, &Row),
        (opener, living): (&Opener<'_>, &Bucket),
        (resealed, sampled): (bool, bool),
    ) -> Result<Option<bool>> {
        let number: RecordNumber = row.record.number;
        let (Some(then), Some(now)) = (rebuilt.entry(number), living.entry(number)) else {
            return Ok(None);
        };
        if then.revisions != now.revisions || then.trail != now.trail || then.key != now.key {
            return Ok(None);
        }
        let same = resealed || (then.row == now.row && then.trail_head == now.trail_head);
        if !same || !sampled {
            return Ok(Some(same));
        }
        let present = living.row(&self.vault.store, number)?;
        let parts = reachable(&self.vault.ring);
        let before = opener.fields(then, &row.record, &parts)?;
        let after = self.vault.opener().fields(now, &present, &parts)?;
        Ok(Some(before == after))
    }
}
