//! What a scan comes to: the score of each record, and of all of them together.
//!
//! Twenty-four bytes a record are kept, because duplicates show only when all have been seen.

use std::collections::BTreeMap;

use crate::model::RecordNumber;
use crate::policy::{Code, Policy, Severity};
use crate::ui::{Cell, View};

/// What was found, counted.
pub(in crate::cmd) struct Health {
    policy: &'static Policy,
    records: Vec<Condition>,
    codes: BTreeMap<Code, u64>,
    unseen: Unseen,
}

/// What could not be looked at.
#[derive(Clone, Copy, Default)]
pub(super) struct Unseen {
    /// Fields above the clearance.
    pub(super) fields: u64,
    /// Records that are others'.
    pub(super) records: u64,
}

/// How many findings a record has.
#[derive(Clone, Copy)]
struct Condition {
    number: RecordNumber,
    serious: u32,
    minor: u32,
}

impl Health {
    pub(in crate::cmd) fn new(policy: &'static Policy) -> Self {
        let (codes, unseen) = (BTreeMap::new(), Unseen::default());
        Self { policy, records: Vec::new(), codes, unseen }
    }

    /// The same where something could not be looked at.
    pub(super) fn apart_from(self, unseen: Unseen) -> Self {
        Self { unseen, ..self }
    }

    /// Begins the next record; records come in the order of their numbers.
    pub(in crate::cmd) fn begin(&mut self, number: RecordNumber) {
        self.records.push(Condition { number, serious: 0, minor: 0 });
    }

    /// Counts a finding of a record that was begun.
    pub(in crate::cmd) fn note(&mut self, number: RecordNumber, code: Code) {
        *self.codes.entry(code).or_default() += 1;
        let place = self.place(number);
        let Some(record) = place.and_then(|place| self.records.get_mut(place)) else { return };
        match code.severity() {
            Severity::Serious => record.serious += 1,
            Severity::Minor => record.minor += 1,
        }
    }

    fn place(&self, number: RecordNumber) -> Option<usize> {
        // Nearly always the last one.
        match self.records.last() {
            Some(last) if last.number == number => self.records.len().checked_sub(1),
            _ => self.records.binary_search_by_key(&number, |record| record.number).ok(),
        }
    }

    /// How often each thing was found.
    pub(in crate::cmd) fn codes(&self) -> &BTreeMap<Code, u64> {
        &self.codes
    }

    /// Each record with its score, the lowest first.
    pub(super) fn scores(&self) -> Vec<Scored> {
        let score = |record: &Condition| Scored {
            number: record.number.to_string(),
            score: self.policy.score(record.serious, record.minor),
            serious: record.serious,
            minor: record.minor,
        };
        let mut scores: Vec<Scored> = self.records.iter().map(score).collect();
        // A stable sort: records with the same score stay in the order of their numbers.
        scores.sort_by_key(|record| record.score);
        scores
    }

    /// How many records have a score below `limit`.
    pub(super) fn below(&self, limit: u8) -> u64 {
        let is_below = |r: &&Condition| self.policy.score(r.serious, r.minor) < limit;
        self.records.iter().filter(is_below).count() as u64
    }

    /// The whole.
    pub(in crate::cmd) fn summary(&self) -> Summary {
        let pass_score = self.policy.document().quality.pass_score;
        let sum = |severity| {
            let of = self.codes.iter().filter(|(code, _)| code.severity() == severity);
            of.map(|(_, count)| count).sum()
        };
        let (serious, minor): (u64, u64) = (sum(Severity::Serious), sum(Severity::Minor));
        let score = |r: &Condition| self.policy.score(r.serious, r.minor);
        let points: u64 = self.records.iter().map(|r| u64::from(score(r))).sum();
        let scanned = self.records.len() as u64;
        let tenths = (points * 10 + scanned / 2).checked_div(scanned);
        Summary {
            scanned,
            clean: self.records.iter().filter(|r| r.serious + r.minor == 0).count() as u64,
            findings: serious + minor,
            serious,
            minor,
            score: tenths.and_then(|t| u32::try_from(t).ok()).map(|t| f64::from(t) / 10.0),
            lowest: self.records.iter().map(score).min(),
            failing: self.below(pass_score),
            pass_score,
            unseen_fields: self.unseen.fields,
            unseen_records: self.unseen.records,
            codes: self.codes.iter().map(|(code, count)| (code.id(), *count)).collect(),
        }
    }
}

/// A record and its score.
#[derive(serde::Serialize)]
pub(super) struct Scored {
    number: String,
    score: u8,
    serious: u32,
    minor: u32,
}

impl View for Scored {
    const COLUMNS: &'static [&'static str] = &["number", "score", "serious", "minor"];

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::text(&self.number),
            Cell::Number(self.score.into()),
            Cell::Number(self.serious.into()),
            Cell::Number(self.minor.into()),
        ]
    }
}

/// What a scan comes to.
#[derive(serde::Serialize)]
pub(in crate::cmd) struct Summary {
    /// Records that were scanned.
    pub(super) scanned: u64,
    /// Those of which nothing was found.
    clean: u64,
    /// Findings.
    findings: u64,
    /// Serious ones.
    pub(super) serious: u64,
    /// Minor ones.
    pub(super) minor: u64,
    /// The mean of the scores, to a tenth; none without a record.
    score: Option<f64>,
    /// The lowest score.
    lowest: Option<u8>,
    /// Records below the policy's pass mark.
    pub(in crate::cmd) failing: u64,
    /// The pass mark.
    pub(super) pass_score: u8,
    /// Fields above the clearance, which were not looked at.
    pub(super) unseen_fields: u64,
    /// Records of others, which were not looked at.
    pub(super) unseen_records: u64,
    /// How often each thing was found.
    codes: BTreeMap<&'static str, u64>,
}

impl Summary {
    /// The mean of the scores in words.
    pub(in crate::cmd) fn mean(&self) -> Option<String> {
        self.score.map(|score| format!("{score:.1}"))
    }
}

impl View for Summary {
    const COLUMNS: &'static [&'static str] = &[
        "scanned",
        "clean",
        "findings",
        "serious",
        "minor",
        "score",
        "lowest",
        "failing",
        "pass_score",
        "unseen_fields",
        "unseen_records",
    ];

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::count(self.scanned),
            Cell::count(self.clean),
            Cell::count(self.findings),
            Cell::count(self.serious),
            Cell::count(self.minor),
            Cell::maybe(self.mean()),
            self.lowest.map_or(Cell::Empty, |lowest| Cell::Number(lowest.into())),
            Cell::count(self.failing),
            Cell::Number(self.pass_score.into()),
            Cell::count(self.unseen_fields),
            Cell::count(self.unseen_records),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_and_their_mean_follow_from_the_findings() {
        let mut health = Health::new(Policy::builtin());
        let number = |n| RecordNumber::new(n).unwrap();
        for n in [1, 2, 5] {
            health.begin(number(n));
        }
        health.note(number(5), Code::NoSource);
        // A duplicate shows after all records were seen.
        for _ in 0..3 {
            health.note(number(1), Code::Duplicate);
        }
        health.note(number(3), Code::Duplicate);
        let scores: Vec<_> = health.scores().iter().map(|s| (s.number.clone(), s.score)).collect();
        assert_eq!(
            scores,
            [("K-000001".into(), 40), ("K-000005".into(), 95), ("K-000002".into(), 100)]
        );
        assert_eq!((health.below(41), health.below(40)), (1, 0));
        let summary = health.summary();
        assert_eq!(summary.mean().as_deref(), Some("78.3"));
        assert_eq!((summary.clean, summary.failing, summary.lowest), (1, 1, Some(40)));
    }

    #[test]
    fn without_records_there_is_no_score() {
        let summary = Health::new(Policy::builtin()).summary();
        assert_eq!((summary.mean(), summary.lowest, summary.scanned), (None, None, 0));
    }
}
