//! Imports as batches: which there were, what became of their records since, and taking one back.
//!
//! A batch is told by the log alone: the entries of one import stand together, and the last of them
//! has the counts. Its number is that entry's, `B-41` as a proposal is `P-41`. Nothing else is kept
//! of it, so every vault knows the batches that it ever had, and a restored one does too.

#[cfg(test)]
mod restricted_tests;
mod revert;
mod since;
#[cfg(test)]
mod tests;

pub(crate) use revert::VERB as REVERT;
pub use revert::{Reverted, Reverting};
pub use since::{Fate, Since};

use super::error::{Error, Result};
use super::import::VERB;
use super::session::Vault;
use crate::log::{Act, Code, Detail, Entry, ImportCounts, Numbers, PartChange};
use crate::model::{Capability, OperatorNumber, RecordNumber, Selector};

/// One import that wrote something.
#[derive(Clone, Debug)]
pub struct Batch {
    /// Its number: that of its last entry in the log.
    pub number: u64,
    /// When, in milliseconds since 1970 UTC.
    pub time: i64,
    /// Who.
    pub operator: OperatorNumber,
    /// The name of who.
    pub name: String,
    /// The id of the channel by which the file came; none where it is not one of the policy's.
    pub channel: Option<Code>,
    /// What became of its rows.
    pub counts: ImportCounts,
    /// The records that it made.
    pub created: Numbers,
    /// Records that were there, and that it changed.
    pub updated: Numbers,
    /// What each of its entries wrote.
    parts: Vec<PartChange>,
}

/// The entries of an import so far.
#[derive(Default)]
struct Gathered {
    created: Numbers,
    parts: Vec<PartChange>,
    last: Option<(u64, Entry)>,
}

impl Gathered {
    /// Takes an entry of an import; gives the batch when it is the last.
    fn take(&mut self, seq: u64, entry: Entry) -> Option<Batch> {
        let Act::Change { parts, created, detail, .. } = &entry.act else { return None };
        self.created = self.created.union(created);
        self.parts.extend(parts.iter().cloned());
        let ends = matches!(detail, Some(Detail::Imported(_)));
        self.last = Some((seq, entry));
        if ends { self.end() } else { None }
    }

    /// The batch that ends here; entries without counts are of an older program.
    fn end(&mut self) -> Option<Batch> {
        let Self { created, parts, last } = std::mem::take(self);
        let (number, Entry { time, operator, act, .. }) = last?;
        let all = parts.iter().fold(Numbers::new(), |all, change| all.union(&change.numbers));
        let updated = all.difference(&created);
        let Act::Change { detail, collected, .. } = act else { return None };
        let counts = if let Some(Detail::Imported(counts)) = detail {
            counts
        } else {
            let (created, updated) = (created.len(), updated.len());
            ImportCounts { read: created + updated, created, updated, ..Default::default() }
        };
        let (name, channel) = (String::new(), collected.and_then(|terms| terms.channel));
        Some(Batch { number, time, operator, name, channel, counts, created, updated, parts })
    }
}

fn is_import(act: &Act) -> bool {
    matches!(act, Act::Change { verb, .. } if verb.as_str() == VERB)
}

impl Batch {
    /// How many entries of its trail a record has of the batch.
    fn steps(&self, number: RecordNumber) -> usize {
        self.parts.iter().filter(|change| change.numbers.contains(number)).count()
    }

    /// Every record that it wrote.
    fn records(&self) -> Numbers {
        self.created.union(&self.updated)
    }
}

impl Vault {
    /// Every import that wrote something, the oldest first. Numbers and counts only, of which no
    /// look is logged.
    pub fn batches(&mut self) -> Result<Vec<Batch>> {
        self.require_one_of(&[Capability::Read, Capability::Write])?;
        self.hold_shared()?;
        let mut all = Vec::new();
        let read = self.each_batch(&mut |batch| {
            all.push(batch);
            true
        });
        self.release()?;
        read.map(|()| all)
    }

    /// One of them, and what was done since to each of its records that is not as it left it. Who
    /// reads only records of his own is told of those alone.
    pub fn batch(&mut self, number: u64) -> Result<(Batch, Since)> {
        self.require_one_of(&[Capability::Read, Capability::Write])?;
        self.hold_shared()?;
        let found = self.find_batch(number).and_then(|found| self.in_reach(found));
        self.release()?;
        found
    }

    fn in_reach(&self, (mut batch, mut since): (Batch, Since)) -> Result<(Batch, Since)> {
        if self.own(Capability::Read)?.is_some() {
            let found = self.find_for(Capability::Read, &Selector::default())?;
            let mine: Numbers = found.numbers.into_iter().collect();
            batch.created = batch.created.intersection(&mine);
            batch.updated = batch.updated.intersection(&mine);
            since.0.retain(|number, _| mine.contains(*number));
        }
        Ok((batch, since))
    }

    /// The same under a lock that is held.
    fn find_batch(&self, number: u64) -> Result<(Batch, Since)> {
        let mut found = None;
        self.each_batch(&mut |batch| {
            let more = batch.number < number;
            found = Some(batch).filter(|batch| batch.number == number);
            more
        })?;
        let batch: Batch = found.ok_or(Error::NoBatch(number))?;
        let since = self.since(&batch)?;
        Ok((batch, since))
    }

    /// Hands on the batches, the oldest first, as long as `take` wants more.
    fn each_batch(&self, take: &mut dyn FnMut(Batch) -> bool) -> Result<()> {
        let mut gathered = Gathered::default();
        let mut hand_on = |batch: Option<Batch>| {
            batch.is_none_or(|mut batch| {
                batch.name = self.name_of(batch.operator);
                take(batch)
            })
        };
        let mut more = true;
        self.store.each_entry(1, |row| {
            let entry = self.open_entry(&row)?;
            more = if is_import(&entry.act) {
                hand_on(gathered.take(row.seq, entry))
            } else {
                hand_on(gathered.end())
            };
            Ok::<_, Error>(more)
        })?;
        if more {
            hand_on(gathered.end());
        }
        Ok(())
    }
}
