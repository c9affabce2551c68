//! What the entries of the log come to, by operator and verb: who works with what, how often, and
//! what he was refused (监督检查、绩效考核).

use super::movement::destruction;
use super::{Logged, verb_of};
use crate::log::{Act, Numbers};
use crate::model::OperatorNumber;
use std::collections::BTreeMap;

/// What one operator did by one verb.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tallied {
    /// Who.
    pub operator: OperatorNumber,
    /// The operator's name.
    pub name: String,
    /// The verb.
    pub verb: String,
    /// How many entries of the log.
    pub entries: u64,
    /// How many records were shown; one that was shown twice counts twice.
    pub shown: u64,
    /// How many of these left with pseudonyms in the place of what identifies.
    pub pseudonymised: u64,
    /// How many records were written or destroyed, counted alike.
    pub changed: u64,
    /// How many of those that were written are new.
    pub created: u64,
    /// How many whole records were destroyed, and that is proved.
    pub destroyed: u64,
    /// How many of the entries are refusals.
    pub refused: u64,
    /// When the first was, in milliseconds since 1970 UTC.
    pub first: i64,
    /// When the last was, likewise.
    pub last: i64,
}

/// The sums so far.
#[derive(Default)]
pub(super) struct Tally(BTreeMap<(OperatorNumber, String), Tallied>);

impl Tally {
    pub(super) fn add(&mut self, logged: &Logged) {
        let entry = &logged.entry;
        let key = (entry.operator, verb_of(&entry.act).to_owned());
        let sums = self.0.entry(key.clone()).or_insert_with(|| Tallied {
            operator: key.0,
            name: logged.name.clone(),
            verb: key.1,
            entries: 0,
            shown: 0,
            pseudonymised: 0,
            changed: 0,
            created: 0,
            destroyed: 0,
            refused: 0,
            first: entry.time,
            last: entry.time,
        });
        sums.entries += 1;
        // Clocks differ between machines: the order of entries is not that of their times.
        sums.first = sums.first.min(entry.time);
        sums.last = sums.last.max(entry.time);
        match &entry.act {
            Act::Disclose { count, .. } => {
                sums.shown += count;
                let hidden = entry.act.pseudonyms().is_some();
                sums.pseudonymised += if hidden { *count } else { 0 };
            }
            Act::Change { parts, created, .. } => {
                let all = parts.iter().fold(created.clone(), |all, one| all.union(&one.numbers));
                sums.changed += Numbers::len(&all);
                sums.created += Numbers::len(created);
            }
            Act::Destroyed { numbers, .. } => sums.changed += numbers.len(),
            Act::Done { line, .. } => {
                let whole = destruction(line).filter(|done| done.scope.is_none());
                sums.destroyed += whole.map_or(0, |done| done.numbers.len());
            }
            Act::Refused { .. } => sums.refused += 1,
            _ => {}
        }
    }

    /// The sums, by operator and verb.
    pub(super) fn done(self) -> Vec<Tallied> {
        self.0.into_values().collect()
    }
}
