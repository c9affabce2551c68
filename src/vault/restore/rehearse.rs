//! The records of a backup, put together in memory as a restore would and held against the living
//! vault.

use super::artefact::Artefact;
use super::drill::{DrillFinding, Drilled};
use super::evidence::Evidence;
use super::rebuild::{Rows, With};
use super::sorting::{By, Sorted};
use super::source::Source;
use crate::crypto::Key;
use crate::log::Numbers;
use crate::model::RecordNumber;
use crate::vault::backup::rows::Row;
use crate::vault::bucket::{Bucket, Opener, reachable};
use crate::vault::check::Replay;
use crate::vault::error::{Error, Result};
use crate::vault::session::Vault;

/// In a larger backup so many records are compared value by value; in a smaller one all are.
const SAMPLED: u64 = 100;

/// Up to so many records all are compared value by value.
const FEW: u64 = 1000;

/// The living vault, and the backup that is held against it.
pub(super) struct Rehearsed<'a> {
    pub(super) vault: &'a Vault,
    pub(super) bench: &'a Vault,
    pub(super) source: &'a Source,
}

/// The records of one bucket as they are compared.
struct Compared {
    sampled: u64,
    unopened: Numbers,
    differ: Numbers,
}

impl Rehearsed<'_> {
    /// Counts what would come back, puts it together and compares it with what lives.
    pub(super) fn go_through(
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
        let found = newer.iter().fold(Numbers::new(), |all, (_, numbers)| all.union(numbers));
        let stranded = rekeyed.difference(&found);
        if !stranded.is_empty() {
            drilled.findings.push(DrillFinding::Rekeyed(stranded));
        }
        if !lost.is_empty() {
            drilled.findings.push(DrillFinding::GivenUp(lost.clone()));
        }
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
