//! What was done to the records of a batch after it, as the log tells it.

use super::Batch;
use crate::log::{Act, Entry, Numbers, Restored};
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
pub struct Since(pub BTreeMap<RecordNumber, Fate>);

impl Since {
    /// Those of `numbers` that nobody touched.
    pub fn untouched(&self, numbers: &Numbers) -> Numbers {
        numbers.difference(&self.0.keys().copied().collect())
    }

    /// Those of `numbers` that are there, and that somebody changed.
    pub fn edited(&self, numbers: &Numbers) -> Numbers {
        self.those(numbers, false)
    }

    /// Those of `numbers` that are there no more.
    pub fn destroyed(&self, numbers: &Numbers) -> Numbers {
        self.those(numbers, true)
    }

    fn those(&self, numbers: &Numbers, destroyed: bool) -> Numbers {
        let all = self.0.iter().filter(|(_, fate)| fate.destroyed == destroyed);
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
        let (mut since, all) = (Since::default(), batch.records());
        self.store.each_entry(batch.number + 1, |row| {
            let entry = self.open_entry(&row)?;
            let told = (row.seq, &entry);
            match &entry.act {
                // A new policy moves days of destruction, and a restore does duties again; nobody
                // touched the record for it.
                Act::Change { verb, .. }
                    if ![rules::VERB, reapply::VERB].contains(&verb.as_str()) =>
                {
                    since.note(told, &named(&entry.act).intersection(&all), false);
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
