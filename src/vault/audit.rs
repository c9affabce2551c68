//! Reading the log: who did what, when, to which records. Reading it is itself logged, first.

use super::error::{Error, Result};
use super::session::Vault;
use crate::log::destruction::{Event, Line};
use crate::log::{Act, Code, Entry, Numbers};
use crate::model::{Capability, Selector};
use std::collections::VecDeque;

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
    /// Every record that the entry names.
    pub fn records(&self) -> Numbers {
        named(&self.entry.act)
    }
}

impl Vault {
    /// The newest entries, at most `limit`, the oldest of them first; only those that name a
    /// record of `selector`, unless it takes everything. Entries hold no value of a field.
    pub fn read_log(&mut self, selector: &Selector, limit: Option<usize>) -> Result<Vec<Logged>> {
        self.require(Capability::Audit)?;
        let about = self.about(selector)?;
        self.log_only(&Act::Disclose {
            verb: Code::fixed("audit-log"),
            numbers: Numbers::new(),
            count: 0,
            levels: Vec::new(),
            purpose: None,
            revealed: false,
        })?;
        let limit = limit.unwrap_or(usize::MAX);
        let mut kept: VecDeque<Logged> = VecDeque::new();
        self.hold_shared()?;
        self.store.each_entry(1, |row| {
            let entry = self.open_entry(&row)?;
            if about.as_ref().is_none_or(|wanted| names_any(&entry.act, wanted)) {
                let name = self.name_of(&entry);
                kept.push_back(Logged { seq: row.seq, entry, name });
                if kept.len() > limit {
                    kept.pop_front();
                }
            }
            Ok::<_, Error>(true)
        })?;
        self.release()?;
        Ok(kept.into())
    }

    /// The records asked about. Numbers are taken as they are: the log speaks of those that were
    /// destroyed too.
    fn about(&mut self, selector: &Selector) -> Result<Option<Numbers>> {
        if selector.is_empty() {
            return Ok(None);
        }
        if selector.looks_inside() {
            return self.select(selector).map(Some);
        }
        let ranges =
            selector.numbers.iter().map(|range| Numbers::range(*range.start(), *range.end()));
        Ok(Some(ranges.fold(Numbers::new(), |all, range| all.union(&range))))
    }

    pub(super) fn name_of(&self, entry: &Entry) -> String {
        let known = self.roster.everybody().iter();
        known
            .map(|operator| &operator.member)
            .find(|member| member.operator == entry.operator)
            .map_or_else(|| entry.operator.to_string(), |member| member.name.clone())
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

fn names_any(act: &Act, wanted: &Numbers) -> bool {
    !named(act).intersection(wanted).is_empty()
}
