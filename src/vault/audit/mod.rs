//! Reading the log: who did what, when, to which records. Reading it is itself logged, first.
//!
//! However long the log is, a bounded number of its entries is in memory at a time, and the lock is
//! free while they are handed on: an entry never changes once it is written.

mod evidence;
mod inquiry;
mod movement;
mod tally;

pub use evidence::{Evidence, Seen};
pub(crate) use inquiry::verb_of;
pub use inquiry::{Asked, Condition, Inquiry};
pub use movement::Movement;
pub use tally::Tallied;

use super::error::{Error, Result};
use super::session::Vault;
use crate::log::destruction::{Event, Line};
use crate::log::{Act, Code, Entry, Numbers};
use crate::model::{Capability, OperatorNumber, Selector};
use std::collections::VecDeque;

/// The verb of reading the log.
const READS: Code = Code::fixed("audit-log");

/// So many entries are read at once.
const CHUNK: usize = 1024;

/// One entry as an auditor sees it.
#[derive(Clone, Debug)]
pub struct Logged {
    /// Its number.
    pub seq: u64,
    /// The entry.
    pub entry: Entry,
    /// The name of the operator.
    pub name: String,
}

impl Logged {
    /// The verb that led to it, as `verb:` selects it.
    pub fn verb(&self) -> &str {
        verb_of(&self.entry.act)
    }

    /// Every record that the entry names.
    pub fn records(&self) -> Numbers {
        named(&self.entry.act)
    }
}

/// Which entries are wanted.
#[derive(Clone, Copy)]
pub struct Question<'a> {
    /// Only those that name one of these records, unless it takes everything.
    pub selector: &'a Selector,
    /// What else must hold of them.
    pub inquiry: &'a Inquiry,
}

/// A question whose records are known.
struct Wanted<'a> {
    about: Option<Numbers>,
    inquiry: &'a Inquiry,
}

impl Wanted<'_> {
    fn takes(&self, entry: &Entry) -> bool {
        let about = self.about.as_ref();
        self.inquiry.takes(entry)
            && about.is_none_or(|wanted| !named(&entry.act).intersection(wanted).is_empty())
    }
}

impl Vault {
    /// Hands on the entries that are asked for, the oldest first; with a `limit` only so many of
    /// the newest. Entries hold no value of a field.
    pub fn read_log<E: From<Error>>(
        &mut self,
        question: &Question<'_>,
        limit: Option<usize>,
        mut emit: impl FnMut(&Logged) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let (wanted, last) = self.begin_reading(question, READS)?;
        if let Some(limit) = limit {
            let newest = self.newest(&wanted, last, limit)?;
            return newest.iter().try_for_each(emit);
        }
        let mut next = 1;
        while next <= last {
            let mut chunk = Vec::new();
            self.each_wanted((next, last), &wanted, |logged| {
                chunk.push(logged);
                chunk.len() < CHUNK
            })?;
            let full = chunk.len() == CHUNK;
            next = chunk.last().filter(|_| full).map_or(last, |logged| logged.seq) + 1;
            chunk.iter().try_for_each(&mut emit)?;
        }
        Ok(())
    }

    /// What the entries that are asked for come to, by operator and verb.
    pub fn tally_log(&mut self, question: &Question<'_>) -> Result<Vec<Tallied>> {
        let (wanted, last) = self.begin_reading(question, READS)?;
        let mut tally = tally::Tally::default();
        self.each_wanted((1, last), &wanted, |logged| {
            tally.add(&logged);
            true
        })?;
        Ok(tally.done())
    }

    /// The operators, present and past, that `text` names: by number or by name, whatever its case.
    pub fn operators_named(&self, text: &str) -> Vec<OperatorNumber> {
        let all = self.roster.everybody().iter().map(|operator| &operator.member);
        let is_meant = |number: OperatorNumber, name: &str| {
            number.to_string().eq_ignore_ascii_case(text)
                || number.0.to_string() == text
                || name.to_lowercase() == text.to_lowercase()
        };
        all.filter(|one| is_meant(one.operator, &one.name)).map(|one| one.operator).collect()
    }

    /// Logs that the log is read; gives what is wanted and the last entry that belongs to it.
    fn begin_reading<'q>(
        &mut self,
        question: &Question<'q>,
        verb: Code,
    ) -> Result<(Wanted<'q>, u64)> {
        self.require(Capability::Audit)?;
        let about = self.about(question.selector)?;
        self.log_reading(verb)?;
        Ok((Wanted { about, inquiry: question.inquiry }, self.state.checkpoint.seq))
    }

    fn newest(&mut self, wanted: &Wanted<'_>, last: u64, most: usize) -> Result<VecDeque<Logged>> {
        let mut kept = VecDeque::new();
        self.each_wanted((1, last), wanted, |logged| {
            kept.push_back(logged);
            if kept.len() > most {
                kept.pop_front();
            }
            true
        })?;
        Ok(kept)
    }

    /// Reads entries `first` to `last` under the shared lock, as long as `take` wants more.
    fn each_wanted(
        &mut self,
        (first, last): (u64, u64),
        wanted: &Wanted<'_>,
        mut take: impl FnMut(Logged) -> bool,
    ) -> Result<()> {
        self.hold_shared()?;
        self.store.each_entry(first, |row| {
            if row.seq > last {
                return Ok(false);
            }
            let entry = self.open_entry(&row)?;
            if !wanted.takes(&entry) {
                return Ok(true);
            }
            let name = self.name_of(entry.operator);
            Ok::<_, Error>(take(Logged { seq: row.seq, entry, name }))
        })?;
        self.release()
    }

    /// The records asked about. Numbers are taken as they are: the log speaks of those that were
    /// destroyed too.
    fn about(&mut self, selector: &Selector) -> Result<Option<Numbers>> {
        if selector.is_empty() {
            return Ok(None);
        }
        if selector.looks_inside() {
            return self.select_for(Capability::Audit, selector).map(Some);
        }
        let ranges =
            selector.numbers.iter().map(|range| Numbers::range(*range.start(), *range.end()));
        Ok(Some(ranges.fold(Numbers::new(), |all, range| all.union(&range))))
    }

    /// The name of an operator, present or past; the number of one whom the roster does not know.
    pub(crate) fn name_of(&self, operator: OperatorNumber) -> String {
        let mut known = self.roster.everybody().iter().map(|operator| &operator.member);
        known
            .find(|member| member.operator == operator)
            .map_or_else(|| operator.to_string(), |member| member.name.clone())
    }
}

/// Every record that an act names.
pub(crate) fn named(act: &Act) -> Numbers {
    match act {
        Act::Change { parts, created, .. } => {
            parts.iter().fold(created.clone(), |all, change| all.union(&change.numbers))
        }
        Act::Disclose { numbers, .. }
        | Act::Intent { numbers, .. }
        | Act::Destroyed { numbers, .. }
        | Act::Certificate { numbers, .. } => numbers.clone(),
        // The others are not who has the number here.
        Act::GaveUp { numbers, anew, .. } => numbers.difference(anew),
        Act::Done { line, .. } => match Line::parse(line).map(|line| line.payload.event) {
            Ok(Event::Destruction(done)) => done.numbers,
            _ => Numbers::new(),
        },
        Act::Restored(restored) => {
            restored.numbers.union(&restored.destroyed).union(&restored.lost)
        }
        Act::Proposed(plan) => plan.numbers(),
        _ => Numbers::new(),
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
