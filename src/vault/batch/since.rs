//! What was done to the records of a batch after it, as the log tells it. Later imports that were
//! taken back are as if they had never been.

use super::{Batch, is_import, revert};
use crate::log::{Act, Detail, Entry, Numbers, PartChange, Restored};
use crate::model::RecordNumber;
use crate::vault::audit::{named, verb_of};
use crate::vault::error::{Error, Result};
use crate::vault::restore::reapply;
use crate::vault::rules;
use crate::vault::session::Vault;
use std::collections::BTreeMap;

/// What became of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fate {
    /// When it was last changed or destroyed, in milliseconds since 1970 UTC.
    pub time: i64,
    /// By which verb of the log.
    pub verb: String,
    /// Whether it is there no more.
    pub destroyed: bool,
    /// Whether that is so because a restore gave it up: nobody destroyed it.
    pub lost: bool,
    /// The number of the entry by which it was first changed.
    first: u64,
}

/// The records that are not as the batch left them.
#[derive(Clone, Debug, Default)]
pub struct Since(pub BTreeMap<RecordNumber, Fate>, BTreeMap<RecordNumber, Track>);

/// What was written to a record behind a batch.
#[derive(Clone, Debug, Default)]
struct Track {
    /// What still stands, the oldest first.
    standing: Vec<Touch>,
    /// The entries of the record's trail that imports and their taking back left.
    cancelled: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Touch {
    /// By the import of this ordinal; with the entries of the record's trail.
    Import(usize, usize),
    Other,
}

impl Track {
    /// Takes the last import away, of which a revert has left `steps` entries; false if there is
    /// none: the revert is of the batch itself.
    fn cancel(&mut self, steps: usize) -> bool {
        let Some(Touch::Import(last, _)) = self.standing.last().copied() else { return false };
        self.cancelled += steps;
        while let Some(Touch::Import(import, entries)) = self.standing.last().copied() {
            if import != last {
                break;
            }
            self.cancelled += entries;
            self.standing.pop();
        }
        true
    }
}

/// How many entries of a record's trail a change has left.
fn steps(parts: &[PartChange], number: RecordNumber) -> usize {
    parts.iter().filter(|change| change.numbers.contains(number)).count()
}

impl Since {
    /// Those of `numbers` that nobody touched.
    pub fn untouched(&self, numbers: &Numbers) -> Numbers {
        numbers.difference(&self.0.keys().copied().collect())
    }

    /// Those of `numbers` that are there, and that somebody changed.
    pub fn edited(&self, numbers: &Numbers) -> Numbers {
        self.those(numbers, |fate| !fate.destroyed)
    }

    /// Those of `numbers` that were destroyed.
    pub fn destroyed(&self, numbers: &Numbers) -> Numbers {
        self.those(numbers, |fate| fate.destroyed && !fate.lost)
    }

    /// Those of `numbers` that a restore gave up.
    pub fn lost(&self, numbers: &Numbers) -> Numbers {
        self.those(numbers, |fate| fate.lost)
    }

    /// The newest entries of a record's trail that stand for nothing: those of later imports, and of
    /// their taking back.
    pub(super) fn cancelled(&self, number: RecordNumber) -> usize {
        self.1.get(&number).map_or(0, |track| track.cancelled)
    }

    /// Notes a change of records of the batch, by the import of the ordinal `import` if by one.
    fn change(
        &mut self,
        told: (u64, &Entry),
        (numbers, parts): (&Numbers, &[PartChange]),
        import: Option<usize>,
    ) {
        let reverts = verb_of(&told.1.act) == revert::VERB;
        for number in numbers.iter() {
            let (track, count) = (self.1.entry(number).or_default(), steps(parts, number));
            if reverts && track.cancel(count) {
                if track.standing.is_empty() {
                    self.0.remove(&number);
                }
                continue;
            }
            track.standing.push(import.map_or(Touch::Other, |nth| Touch::Import(nth, count)));
            self.note(told, &number.into(), false);
        }
    }

    fn those(&self, numbers: &Numbers, wanted: impl Fn(&Fate) -> bool) -> Numbers {
        let all = self.0.iter().filter(|(_, fate)| wanted(fate));
        all.map(|(number, _)| *number).collect::<Numbers>().intersection(numbers)
    }

    fn note(&mut self, (seq, entry): (u64, &Entry), numbers: &Numbers, destroyed: bool) {
        for number in numbers.iter() {
            let fate = self.0.entry(number).or_insert_with(|| Fate {
                time: entry.time,
                verb: String::new(),
                destroyed,
                lost: false,
                first: seq,
            });
            fate.time = entry.time;
            verb_of(&entry.act).clone_into(&mut fate.verb);
            (fate.destroyed, fate.lost) = (destroyed, false);
        }
    }

    /// A restore takes back what was done behind its data, or the batch itself.
    fn restore(&mut self, (seq, entry): (u64, &Entry), (restored, batch): (&Restored, &Batch)) {
        let all = batch.records();
        for number in restored.numbers.intersection(&all).iter() {
            let later = restored.later.iter().find(|later| later.numbers.contains(number));
            let base = later.map_or(restored.base, |later| later.base);
            if base < batch.number {
                self.note((seq, entry), &number.into(), false);
            } else if self.0.get(&number).is_some_and(|fate| fate.first > base) {
                self.0.remove(&number);
                self.1.remove(&number);
            }
        }
        let lost = restored.lost.intersection(&all);
        let destroyed = restored.destroyed.intersection(&all);
        // Whose destruction the log has keeps its day; others only a copy of destruction.log knows.
        let untold = destroyed.difference(&self.destroyed(&destroyed));
        self.note((seq, entry), &untold.union(&lost), true);
        for number in lost.iter() {
            if let Some(fate) = self.0.get_mut(&number) {
                fate.lost = true;
            }
        }
    }
}

impl Vault {
    pub(super) fn since(&self, batch: &Batch) -> Result<Since> {
        let (mut since, all, mut imports) = (Since::default(), batch.records(), 0);
        self.store.each_entry(batch.number + 1, |row| {
            let entry = self.open_entry(&row)?;
            let told = (row.seq, &entry);
            match &entry.act {
                // A new policy moves days of destruction, and a restore does duties again; nobody
                // touched the record for it.
                Act::Change { verb, parts, detail, .. }
                    if ![rules::VERB, reapply::VERB].contains(&verb.as_str()) =>
                {
                    let import = is_import(&entry.act).then_some(imports);
                    imports += usize::from(matches!(detail, Some(Detail::Imported(_))));
                    let numbers = named(&entry.act).intersection(&all);
                    since.change(told, (&numbers, parts), import);
                }
                Act::Intent { numbers, scope: None, .. } => {
                    since.note(told, &numbers.intersection(&all), true);
                }
                Act::Restored(restored) => since.restore(told, (restored, batch)),
                _ => {}
            }
            Ok::<_, Error>(true)
        })?;
        Ok(since)
    }
}
