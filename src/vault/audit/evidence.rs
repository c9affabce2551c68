//! When something of a kind was first and last done, as the log shows it: evidence for duties.

use super::{Inquiry, Question, verb_of};
use crate::log::Code;
use crate::model::Selector;
use crate::vault::error::Result;
use crate::vault::session::Vault;
use std::collections::BTreeMap;

/// What the log shows of everything that was ever done here.
#[derive(Clone, Debug, Default)]
pub struct Evidence(BTreeMap<String, Seen>);

/// When something was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// First, in milliseconds since 1970 UTC.
    pub first: i64,
    /// Last, likewise.
    pub last: i64,
    /// How many entries.
    pub count: u64,
}

impl Seen {
    const fn at(time: i64) -> Self {
        Self { first: time, last: time, count: 0 }
    }

    fn join(self, other: Self) -> Self {
        Self {
            first: self.first.min(other.first),
            last: self.last.max(other.last),
            count: self.count + other.count,
        }
    }
}

impl Evidence {
    /// When anything of `kinds` was done: names of acts, or verbs (`backup` is `backup-drill` too).
    pub fn of(&self, kinds: &[String]) -> Option<Seen> {
        let is = |key: &str, kind: &str| {
            key.strip_prefix(kind).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
        };
        let among = |key: &str| match key.split_once(' ') {
            Some(("act", act)) => kinds.iter().any(|kind| kind == act),
            Some((_, verb)) => kinds.iter().any(|kind| is(verb, kind)),
            None => false,
        };
        self.0.iter().filter(|(key, _)| among(key)).map(|(_, seen)| *seen).reduce(Seen::join)
    }

    fn note(&mut self, key: String, time: i64) {
        let seen = self.0.entry(key).or_insert(Seen::at(time));
        *seen = seen.join(Seen { count: 1, ..Seen::at(time) });
    }
}

impl Vault {
    /// Reads the whole log for evidence; that is logged, as reading it always is.
    pub fn evidence(&mut self) -> Result<Evidence> {
        let everything = (Selector::default(), Inquiry::default());
        let question = Question { selector: &everything.0, inquiry: &everything.1 };
        let (wanted, last) = self.begin_reading(&question, Code::fixed("audit-standard"))?;
        let mut evidence = Evidence::default();
        self.each_wanted((1, last), &wanted, |logged| {
            let (act, time) = (&logged.entry.act, logged.entry.time);
            // Of a verb that is an act's own name one note is enough.
            if verb_of(act) != act.name() {
                evidence.note(format!("verb {}", verb_of(act)), time);
            }
            evidence.note(format!("act {}", act.name()), time);
            true
        })?;
        Ok(evidence)
    }
}
