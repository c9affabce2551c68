//! What the log says of a time, summed up: what came and went, what was refused, and when somebody
//! last saw to the copies.
//!
//! The sums are those of [`Tally`], so that a report says what `audit log --stats` says.

use super::tally::Tally;
use super::{Inquiry, Logged, Question, Tallied};
use crate::log::destruction::{Destruction, Event, Line, Outcome};
use crate::log::{Act, Code};
use crate::model::Selector;
use crate::vault::error::Result;
use crate::vault::report::STOCKTAKE;
use crate::vault::session::Vault;

/// What the log says of the time since a moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Movement {
    /// By operator and verb.
    pub tallied: Vec<Tallied>,
    /// Destructions that were completed, of records or of parts of them.
    pub destructions: u64,
    /// Those of which every check passed, that of statutory periods too.
    pub verified: u64,
    /// Of the records that were destroyed and due: for how many days the longest had been so.
    pub late: Option<u32>,
    /// How often something out of the ordinary was noticed.
    pub anomalies: u64,
    /// Whether a backup was restored: what is there then does not follow from the log alone.
    pub restored: bool,
    /// Of all time, in milliseconds since 1970 UTC: the last backup of data.
    pub backup: Option<i64>,
    /// The last rehearsed restore that found nothing wrong.
    pub drill: Option<i64>,
    /// The last verification of the log that found nothing wrong, and was kept.
    pub verified_log: Option<i64>,
    /// The last stocktake before that moment, with the number of its records.
    pub stocktake: Option<(i64, u64)>,
    /// Backup destinations that still open a copy of something destroyed.
    pub outstanding: u64,
}

impl Movement {
    /// A sum over everybody and every verb.
    pub fn sum(&self, of: impl Fn(&Tallied) -> u64) -> u64 {
        self.tallied.iter().map(of).sum()
    }
}

impl Vault {
    /// What the log says of the time since `since`, in milliseconds since 1970 UTC; reading it is
    /// logged.
    pub fn movement(&mut self, since: i64) -> Result<Movement> {
        let everything = (Selector::default(), Inquiry::default());
        let question = Question { selector: &everything.0, inquiry: &everything.1 };
        let (wanted, last) = self.begin_reading(&question, Code::fixed("report-log"))?;
        let mut movement = Movement::default();
        let mut tally = Tally::default();
        self.each_wanted((1, last), &wanted, |logged| {
            movement.note(&logged, since);
            if logged.entry.time >= since {
                tally.add(&logged);
            }
            true
        })?;
        movement.tallied = tally.done();
        self.hold_shared()?;
        let places = self.places();
        self.release()?;
        movement.outstanding = places?.iter().filter(|one| one.owed.is_some()).count() as u64;
        Ok(movement)
    }
}

impl Movement {
    fn note(&mut self, logged: &Logged, since: i64) {
        let (act, time) = (&logged.entry.act, logged.entry.time);
        let within = time >= since;
        match act {
            Act::Backup { artefact: Some(_), .. } => self.backup = self.backup.max(Some(time)),
            Act::Drill { findings: 0, .. } => self.drill = self.drill.max(Some(time)),
            Act::Verified { findings: 0, .. } => {
                self.verified_log = self.verified_log.max(Some(time));
            }
            Act::Disclose { verb, count, .. } if verb.as_str() == STOCKTAKE && !within => {
                self.stocktake = Some((time, *count));
            }
            Act::Intent { late, .. } if within => self.late = self.late.max(*late),
            Act::Anomaly(_) => self.anomalies += u64::from(within),
            Act::Restored(_) => self.restored |= within,
            Act::Done { line, .. } if within => {
                if let Some(done) = destruction(line) {
                    self.destructions += 1;
                    self.verified += u64::from(passed(&done));
                }
            }
            _ => {}
        }
    }
}

/// The destruction that a line tells of.
pub(super) fn destruction(line: &str) -> Option<Destruction> {
    match Line::parse(line).ok()?.payload.event {
        Event::Destruction(done) => Some(*done),
        _ => None,
    }
}

fn passed(done: &Destruction) -> bool {
    let checks = done.checks.iter().map(|check| check.result);
    checks.chain([done.retention.result]).all(|result| result == Outcome::Pass)
}

#[cfg(test)]
mod tests {
    use crate::model::RecordNumber;
    use crate::vault::Reporting;
    use crate::vault::sample::{Sample, order};

    #[test]
    fn the_log_says_what_came_and_went_since_a_moment() {
        let sample = Sample::new();
        let numbers = sample.add(&[("张伟", "13800000013", ""), ("李娜", "13800000014", "")]);
        let mut vault = sample.open();
        vault.purge(&order(RecordNumber::new(2).unwrap().into())).unwrap();
        let movement = vault.movement(0).unwrap();
        assert_eq!(movement.sum(|one| one.created), numbers.len());
        assert_eq!(movement.sum(|one| one.destroyed), 1);
        assert_eq!((movement.destructions, movement.anomalies), (1, 0));
        assert_eq!((movement.backup, movement.drill, movement.outstanding), (None, None, 0));
        // Nothing was done since the end of time; what was done last still counts.
        let none = vault.movement(i64::MAX).unwrap();
        assert_eq!((none.tallied.len(), none.destructions), (0, 0));
        // Reading the log for a stocktake is none.
        assert_eq!(none.stocktake, None);
        vault.operational(Reporting::Stocktake).unwrap();
        let after = vault.movement(i64::MAX).unwrap();
        assert_eq!(after.stocktake.map(|(_, count)| count), Some(1));
    }
}
