//! What became of each row: counted, and with `--results` listed in the order of the file.
//!
//! Whether an update changes anything is known when it is applied, so such a row waits, and those
//! behind it with it; how many may wait is bounded by [`Results::is_long`]. When a row makes the
//! import fail, what was said of the batch so far is taken back, and only the rows that are to be
//! mended are listed.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::hash::{Hash, Hasher};
use std::path::Path;

use super::listing::{Listing, told};
use super::{Fault, Word};
use crate::log::ImportCounts;
use crate::model::{FieldId, Fields, RecordNumber};
use crate::policy::Policy;
use crate::vault::error::Result;

/// The columns.
const HEADER: [&str; 5] = ["line", "result", "record", "fields", "reason"];

/// So many rows may wait for an update before them.
const LONG: usize = if cfg!(test) { 100 } else { 50_000 };

/// What became of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Became {
    /// A new record.
    Created,
    /// It changed a record.
    Updated,
    /// Its record says the same.
    Unchanged,
    /// Passed over, as was asked for.
    Skipped,
    /// It is wrong.
    Rejected,
    /// It belongs to another record or row.
    Conflict,
}

impl Became {
    const fn id(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Updated => "updated",
            Self::Unchanged => "unchanged",
            Self::Skipped => "skipped",
            Self::Rejected => "rejected",
            Self::Conflict => "conflict",
        }
    }

    /// Whether the row is to be mended before it can go in.
    const fn to_mend(self) -> bool {
        matches!(self, Self::Rejected | Self::Conflict)
    }
}

/// One row.
struct Row {
    line: u64,
    /// None while its update waits.
    became: Option<Became>,
    number: Option<RecordNumber>,
    /// The fields that it changed; while it waits those that it may change, with a print of what it
    /// says of each.
    fields: Vec<(FieldId, u64)>,
    faults: Vec<Fault>,
}

/// Which updates were applied, and what they changed.
#[derive(Default)]
pub(super) struct Applied {
    pub(super) numbers: BTreeSet<RecordNumber>,
    /// Which fields changed, with a print of what each said before.
    pub(super) changed: BTreeMap<RecordNumber, Vec<(FieldId, u64)>>,
}

/// Stands for the texts of a field.
pub(super) fn print(field: FieldId, fields: &Fields) -> u64 {
    let mut hasher = std::hash::DefaultHasher::new();
    fields.all(field).for_each(|value| value.text.hash(&mut hasher));
    hasher.finish()
}

/// Whether a line of the list is of a row that is to be mended; no reason has a line break in it.
fn is_to_mend(line: &[u8]) -> bool {
    let became = line.split(|byte| *byte == b',').nth(1);
    let ids = [Became::Rejected, Became::Conflict].map(|one| one.id().as_bytes());
    became.is_some_and(|became| ids.contains(&became))
}

/// The results so far.
pub(super) struct Results<'a> {
    policy: &'static Policy,
    word: Word<'a>,
    list: Option<Listing>,
    waiting: VecDeque<Row>,
    /// Whether a row made the import fail.
    failing: bool,
}

impl<'a> Results<'a> {
    pub(super) fn new(
        policy: &'static Policy,
        path: Option<&Path>,
        word: Word<'a>,
    ) -> Result<Self> {
        let header = HEADER.map(str::to_owned).to_vec();
        let mut list = path.map(|path| Listing::new(path, header));
        list.as_mut().map_or(Ok(()), Listing::begin)?;
        Ok(Self { policy, word, list, waiting: VecDeque::new(), failing: false })
    }

    /// Whether so many rows wait that the updates should be applied.
    pub(super) fn is_long(&self) -> bool {
        self.waiting.len() > LONG
    }

    /// The line of the last row that waits to change a record.
    pub(super) fn last_waiting(&self, number: RecordNumber) -> u64 {
        let of_it = |row: &&Row| row.number == Some(number);
        self.waiting.iter().rev().find(of_it).map_or(0, |row| row.line)
    }

    /// A row of which it is known what became of it.
    pub(super) fn note(
        &mut self,
        (line, became): (u64, Became),
        number: Option<RecordNumber>,
        faults: &[Fault],
    ) -> Result<()> {
        if self.list.is_none() || self.failing && !became.to_mend() {
            return Ok(());
        }
        let (became, faults) = (Some(became), faults.to_vec());
        let row = Row { line, became, number, fields: Vec::new(), faults };
        if self.waiting.is_empty() {
            return self.write(&row);
        }
        self.waiting.push_back(row);
        Ok(())
    }

    /// A row that may change `fields` of a record.
    pub(super) fn wait(&mut self, line: u64, number: RecordNumber, fields: Vec<(FieldId, u64)>) {
        if !self.failing {
            let number = Some(number);
            self.waiting.push_back(Row { line, became: None, number, fields, faults: Vec::new() });
        }
    }

    /// Updates were applied: rows that waited for them are counted and listed.
    pub(super) fn settle(&mut self, applied: &Applied, counts: &mut ImportCounts) -> Result<()> {
        // Of several rows about one record each has changed what it says otherwise than the one before;
        // what none of them does, such as the source of a value, was the last one.
        let mut now: BTreeMap<(RecordNumber, FieldId), (u64, u64)> = BTreeMap::new();
        for (number, changed) in &applied.changed {
            now.extend(changed.iter().map(|(field, before)| ((*number, *field), (*before, 0))));
        }
        let is_applied = |row: &&mut Row| {
            row.became.is_none() && row.number.is_some_and(|one| applied.numbers.contains(&one))
        };
        for row in self.waiting.iter().filter(|row| row.became.is_none()) {
            for (field, _) in &row.fields {
                let key = row.number.map(|number| (number, *field));
                key.and_then(|key| now.get_mut(&key)).into_iter().for_each(|(_, left)| *left += 1);
            }
        }
        let mut claimed = BTreeSet::new();
        for row in self.waiting.iter_mut().filter(is_applied) {
            let Some(number) = row.number else { continue };
            row.fields.retain(|(field, says)| {
                let Some((before, left)) = now.get_mut(&(number, *field)) else { return false };
                *left -= 1;
                let other = std::mem::replace(before, *says) != *says;
                let its = other || *left == 0 && !claimed.contains(&(number, *field));
                its && {
                    claimed.insert((number, *field));
                    true
                }
            });
            row.became = Some(if row.fields.is_empty() {
                counts.updated -= 1;
                counts.unchanged += 1;
                Became::Unchanged
            } else {
                Became::Updated
            });
        }
        while let Some(row) = self.waiting.pop_front() {
            if row.became.is_none() {
                self.waiting.push_front(row);
                break;
            }
            self.write(&row)?;
        }
        Ok(())
    }

    fn write(&mut self, row: &Row) -> Result<()> {
        let (Some(list), Some(became)) = (&mut self.list, row.became) else { return Ok(()) };
        let to_blame = row.faults.iter().filter_map(|fault| fault.field);
        let mut fields: Vec<&str> = Vec::new();
        for field in row.fields.iter().map(|(field, _)| *field).chain(to_blame) {
            let id = self.policy.field(field).id.as_str();
            if !fields.contains(&id) {
                fields.push(id);
            }
        }
        let (_, reasons) = told(&row.faults, self.word);
        let number = row.number.map(|number| number.to_string()).unwrap_or_default();
        let line = row.line.to_string();
        list.row([&line, became.id(), &number, &fields.join(" "), &reasons])
    }

    /// A row makes the import fail: of the batch only the rows that are to be mended are listed.
    pub(super) fn fail(&mut self) -> Result<()> {
        if std::mem::replace(&mut self.failing, true) {
            return Ok(());
        }
        let mut waiting = std::mem::take(&mut self.waiting);
        if let Some(list) = &mut self.list {
            list.retain(&is_to_mend)?;
        }
        waiting.retain(|row| row.became.is_some_and(Became::to_mend));
        waiting.iter().try_for_each(|row| self.write(row))
    }

    /// What is listed so far stays.
    pub(super) fn keep(&mut self) -> Result<()> {
        self.list.as_mut().map_or(Ok(()), Listing::keep)
    }

    /// Forgets what was listed since then.
    pub(super) fn rewind(&mut self) -> Result<()> {
        self.waiting.clear();
        self.list.as_mut().map_or(Ok(()), Listing::rewind)
    }

    /// The rows of the batch are gone through once more.
    pub(super) fn again(&mut self) -> Result<()> {
        self.failing = false;
        self.rewind()
    }

    /// Gives the file its name.
    pub(super) fn publish(&mut self) -> Result<()> {
        self.list.as_mut().map_or(Ok(()), Listing::publish)
    }
}
