//! Power cuts: images of what a command, and the one after it, may leave on the disk.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

use super::disk::Disk;
use super::shim::{Fault, Kind, Shim};
use super::tally::{Tally, in_parallel};
use super::trial::{Said, Trial, said};

/// What happened to a disk before the power went, and what was acknowledged.
#[derive(Debug)]
pub(super) struct Story {
    disk: Disk,
    /// What the command on trial said.
    said: Said,
    /// Whether there was a writer behind it, with work of its own that it said is done.
    followed: bool,
    told: String,
}

/// How many images come of one story.
const IMAGES: usize = 10;

/// A column of the table.
const COLUMN: &str = "power cut";

impl Story {
    /// A clean run, with nothing behind it.
    pub(super) fn clean(shim: &Shim, trial: &Trial) -> Result<Self, String> {
        Self::tell(shim, trial, None, false)
    }

    /// The command with a fault, and behind it a writer that adds a record.
    pub(super) fn with_fault(shim: &Shim, trial: &Trial, fault: Fault) -> Result<Self, String> {
        Self::tell(shim, trial, Some(fault), true)
    }

    fn tell(shim: &Shim, trial: &Trial, fault: Option<Fault>, more: bool) -> Result<Self, String> {
        let home = trial.base.copy();
        let mut disk = Disk::of(home.home());
        let (run, ops) = trial.run(shim, &home, fault);
        disk.add(&ops);
        let said = said(&run)?;
        let mut told = format!("{fault:?}: {run}");
        let mut followed = false;
        if more && home.path("vault").exists() {
            let (run, ops) = shim.run(trial.follower(&home), home.home(), None);
            disk.add(&ops);
            if run.status != Some(0) {
                return Err(format!("after {told} the next writer failed: {run}"));
            }
            followed = true;
            told += &run.to_string();
        }
        Ok(Self { disk, said, followed, told })
    }

    /// Judges one image; the seed tells which.
    pub(super) fn judge(&self, trial: &Trial, seed: u64) -> Result<(), String> {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let length = self.disk.len();
        // Often nothing more was to come: then everything acknowledged has to be there.
        let cut = match rng.next_u32() % 4 {
            0 => length,
            _ => usize::try_from(rng.next_u64()).unwrap_or(usize::MAX) % (length + 1),
        };
        let home = trial.base.blank();
        self.disk.image(cut, &mut rng, home.home());
        let ended = self.disk.ended_at(cut);
        let said = if ended == 0 { Said::Nothing } else { self.said };
        let followed = self.followed && ended == 2;
        trial.judge_with(&home, said, followed).map(|_| ()).map_err(|error| {
            format!("{error}\nimage of the disk cut at {cut} of {length}, after {}", self.told)
        })
    }
}

/// Cuts the power in runs of the command without a fault, and in some with one.
pub(super) fn power(shim: &Shim, trial: &Trial, images: usize, tally: &Tally) {
    let mut rng = ChaCha8Rng::seed_from_u64(images as u64);
    let name = trial.scenario.name;
    let mut faults = vec![None; (images / IMAGES).div_ceil(3)];
    while faults.len() < images / IMAGES {
        let kind = [Kind::Eio, Kind::Eio, Kind::Kill, Kind::Full, Kind::EioEver, Kind::Torn]
            [rng.next_u32() as usize % 6];
        let points = trial.points(kind);
        if !points.is_empty() {
            faults.push(Some(points[rng.next_u32() as usize % points.len()]));
        }
    }
    let jobs: Vec<(u64, Option<Fault>)> = (0..).zip(faults).collect();
    in_parallel(&jobs, |(number, fault)| {
        let story = match fault {
            None => Story::clean(shim, trial),
            Some(fault) => Story::with_fault(shim, trial, *fault),
        };
        let story = match story {
            Ok(story) => story,
            Err(error) => return tally.count(name, COLUMN, Err(error), || format!("{fault:?}")),
        };
        for image in 0..IMAGES as u64 {
            let seed = number * IMAGES as u64 + image;
            tally
                .count(name, COLUMN, story.judge(trial, seed), || format!("{fault:?} seed {seed}"));
        }
    });
}
