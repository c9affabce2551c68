//! Power cuts: images of what a command, and the one after it, may leave on the disk.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

use super::disk::Disk;
use super::held::{Hold, Holder};
use super::shim::{Fault, Kind, Shim};
use super::stage::{self, Home};
use super::tally::{Tally, in_parallel};
use super::trial::{Said, Trial, said, said_beside_reader};

/// What happened to a disk before the power went, and what was acknowledged.
#[derive(Debug)]
pub(super) struct Story {
    disk: Disk,
    /// Where it happened, and where images come: destinations are known by their paths.
    home: Home,
    /// What the command on trial said.
    said: Said,
    /// Whether there was a writer behind it, with work of its own that it said is done.
    followed: bool,
    told: String,
    judged: Mutex<HashSet<(u64, usize)>>,
}

/// How many images come of one story.
const IMAGES: usize = 10;

/// A column of the table.
const COLUMN: &str = "power cut";

impl Story {
    /// A clean run, with nothing behind it.
    pub(super) fn clean(shim: &Shim, trial: &Trial) -> Result<Self, String> {
        Self::tell(shim, trial, None, None)
    }

    /// The command with a fault, and behind it a writer that adds a record.
    pub(super) fn with_fault(shim: &Shim, trial: &Trial, fault: Fault) -> Result<Self, String> {
        Self::tell(shim, trial, Some(fault), None)
    }

    /// The same while somebody else reads the database until the power goes: SQLite keeps its WAL,
    /// whatever became of it, and the next writer goes on behind it.
    pub(super) fn beside_reader(shim: &Shim, trial: &Trial, fault: Fault) -> Result<Self, String> {
        Self::tell(shim, trial, Some(fault), Some(Hold::Reading))
    }

    fn tell(
        shim: &Shim,
        trial: &Trial,
        fault: Option<Fault>,
        hold: Option<Hold>,
    ) -> Result<Self, String> {
        let home = trial.prepared();
        let holder = hold.map(|hold| hold.take(&home));
        let mut disk = Disk::of(home.home());
        let (run, ops) = trial.run(shim, &home, fault);
        disk.add(&ops);
        let said = if holder.is_some() { said_beside_reader(&run) } else { said(&run) }?;
        let mut told = format!("{fault:?}: {run}");
        let mut followed = false;
        if fault.is_some() && home.path("vault").exists() {
            let (run, ops) = shim.run(trial.follower(&home), home.home(), None);
            disk.add(&ops);
            // Beside a reader a destruction cannot be finished (22), nor what a failed commit left
            // be folded away (11).
            let waits = holder.is_some() && matches!(run.status, Some(11 | 22));
            if run.status != Some(0) && !waits {
                return Err(format!("after {told} the next writer failed: {run}"));
            }
            followed = !waits;
            told += &run.to_string();
        }
        holder.map_or(Ok(()), Holder::end)?;
        Ok(Self { disk, home, said, followed, told, judged: Mutex::default() })
    }

    /// Judges one image; the seed tells which.
    pub(super) fn judge(&self, trial: &Trial, seed: u64) -> Result<(), String> {
        self.judge_from(0, trial, seed)
    }

    /// The same with the power gone after the command on trial.
    pub(super) fn judge_behind(&self, trial: &Trial, seed: u64) -> Result<(), String> {
        self.judge_from(self.disk.end(0), trial, seed)
    }

    fn judge_from(&self, earliest: usize, trial: &Trial, seed: u64) -> Result<(), String> {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let length = self.disk.len();
        // Often nothing more was to come: then everything acknowledged has to be there.
        let cut = match rng.next_u32() % 4 {
            0 => length,
            _ => earliest + rng.next_u32() as usize % (length + 1 - earliest),
        };
        let ended = self.disk.ended_at(cut);
        let said = if ended == 0 { Said::Nothing } else { self.said };
        let followed = self.followed && ended == 2;
        let image = self.disk.image(cut, &mut rng);
        let known = (image.hash(), ended);
        if !self.judged.lock().unwrap_or_else(PoisonError::into_inner).insert(known) {
            // Another seed led to the same.
            return Ok(());
        }
        let home = &self.home;
        stage::clear(home.home());
        image.write(home.home());
        trial.judge_with(home, said, followed).map_err(|error| {
            format!("{error}\nimage of the disk cut at {cut} of {length}, after {}", self.told)
        })
    }
}

/// Cuts the power in runs of the command without a fault, and in some with one.
pub(super) fn power(shim: &Shim, trial: &Trial, images: usize, tally: &Tally) {
    let mut rng = ChaCha8Rng::seed_from_u64(images as u64);
    let name = trial.scenario.name;
    let clean = images / 3;
    let mut faults = vec![None];
    while faults.len() <= (images - clean) / IMAGES {
        let kinds = [
            Kind::Eio,
            Kind::Eio,
            Kind::EioKill,
            Kind::Kill,
            Kind::Full,
            Kind::EioEver,
            Kind::Torn,
        ];
        let points = trial.points(kinds[rng.next_u32() as usize % kinds.len()]);
        if !points.is_empty() {
            faults.push(Some(points[rng.next_u32() as usize % points.len()]));
        }
    }
    let jobs: Vec<(u64, Option<Fault>)> = (0..).zip(faults).collect();
    let faults = jobs.len();
    in_parallel(&jobs, |(number, fault)| {
        let story = match fault {
            None => Story::clean(shim, trial),
            Some(fault) if number % 3 == 2 && trial.has_vault() => {
                Story::beside_reader(shim, trial, *fault)
            }
            Some(fault) => Story::with_fault(shim, trial, *fault),
        };
        let story = match story {
            Ok(story) => story,
            Err(error) => return tally.count(name, COLUMN, Err(error), || format!("{fault:?}")),
        };
        let many = if fault.is_some() { IMAGES } else { images - (faults - 1) * IMAGES };
        for image in 0..many as u64 {
            let seed = number * images as u64 + image;
            tally
                .count(name, COLUMN, story.judge(trial, seed), || format!("{fault:?} seed {seed}"));
        }
    });
}
