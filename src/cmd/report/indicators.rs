//! The indicators worked out from the figures (指标), each with the verb that shows the same number.

use super::cells::share;
use super::figures::Figures;
use crate::model::date::day_at;
use crate::model::{Level, RequestState};
use crate::policy::Measured;
use crate::vault::{Became, ListedRequest, ShareSums};
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// What an indicator comes to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Value {
    /// A part of a whole.
    Share(u64, u64),
    /// How many.
    Count(u64),
    /// How many days.
    Days(f64),
    /// There was no case of it.
    NoCase,
    /// It should have been done, and never was: any target is missed.
    Never,
    /// Who asks may not see it.
    Unseen,
    /// Nothing that is kept tells it.
    NotKept,
}

/// The unit of an indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Percent,
    Days,
    Count,
}

impl Unit {
    /// Its ASCII id.
    pub(super) const fn id(self) -> &'static str {
        match self {
            Self::Percent => "percent",
            Self::Days => "days",
            Self::Count => "count",
        }
    }
}

impl Value {
    /// The number, to a tenth; a share of nothing is none.
    pub(super) fn number(self) -> Option<f64> {
        match self {
            Self::Share(part, whole) => share(part, whole),
            Self::Count(count) => u32::try_from(count).ok().map(f64::from),
            Self::Days(days) => Some(days),
            _ => None,
        }
    }

    /// Why there is no number.
    pub(super) const fn lack(self) -> Option<&'static str> {
        match self {
            Self::Share(_, 0) | Self::NoCase => Some("no-case"),
            Self::Never => Some("never"),
            Self::Unseen => Some("not-seen"),
            Self::NotKept => Some("not-kept"),
            _ => None,
        }
    }
}

/// The unit of what is measured.
pub(super) const fn unit(measured: Measured) -> Unit {
    match measured {
        Measured::RequestDays
        | Measured::PurgeLate
        | Measured::DestructionsLate
        | Measured::BackupAge
        | Measured::DrillAge
        | Measured::AuditVerifyAge => Unit::Days,
        Measured::PurgeDue
        | Measured::Purged
        | Measured::CopiesOutstanding
        | Measured::SharesHandedOver
        | Measured::SharesOut
        | Measured::SharesOverdue
        | Measured::SharesUntold
        | Measured::Refusals
        | Measured::Anomalies => Unit::Count,
        _ => Unit::Percent,
    }
}

/// The command that shows the number behind an indicator.
pub(super) const fn source(measured: Measured) -> &'static str {
    match measured {
        Measured::Completeness
        | Measured::Validity
        | Measured::Duplicates
        | Measured::Dead
        | Measured::SensitiveConsent => "verify scan",
        Measured::Timeliness => "verify due",
        Measured::ConsentCoverage => "consent list",
        Measured::RequestsInTime | Measured::RequestDays => "request list --all",
        Measured::PurgeDue | Measured::PurgeLate => "purge due",
        Measured::Purged | Measured::Refusals => "audit log --stats",
        Measured::DestructionsLate => "audit log",
        Measured::DestructionsVerified => "certificate show",
        Measured::CopiesOutstanding | Measured::BackupAge | Measured::DrillAge => "backup list",
        Measured::SharesHandedOver | Measured::SharesOut | Measured::SharesOverdue => "share list",
        Measured::SharesUntold => "share due",
        Measured::Anomalies => "audit log act:anomaly",
        Measured::AuditVerifyAge => "audit log act:verified",
    }
}

/// What indicators are worked out from.
pub(super) struct Measuring<'a> {
    /// The figures.
    pub(super) figures: &'a Figures,
    /// Every request there ever was; none where the policy knows of none.
    pub(super) requests: Option<&'a [ListedRequest]>,
    /// The shares, handed over since that day or out.
    pub(super) shares: &'a ShareSums,
    /// From when on, and until when.
    pub(super) since: Date,
    /// The day they are of.
    pub(super) today: Date,
    /// Where the user is.
    pub(super) zone: TimeZone,
}

impl Measuring<'_> {
    /// What is measured, as one value; for each purpose, one each.
    pub(super) fn values(&self, measured: Measured) -> Vec<(Option<&'static str>, Value)> {
        if measured != Measured::ConsentCoverage {
            return vec![(None, self.value(measured))];
        }
        let sums = &self.figures.operational;
        let by_consent = sums.coverage.iter().filter(|one| one.by_consent());
        let value = |one: &crate::vault::Coverage| Value::Share(one.covered, sums.in_use());
        by_consent.map(|one| (Some(one.purpose.id.as_str()), value(one))).collect()
    }

    fn value(&self, measured: Measured) -> Value {
        let sums = &self.figures.operational;
        match measured {
            Measured::Completeness
            | Measured::Validity
            | Measured::Timeliness
            | Measured::Duplicates
            | Measured::Dead
            | Measured::SensitiveConsent => self.of_records(measured),
            Measured::ConsentCoverage => Value::NoCase,
            Measured::RequestsInTime | Measured::RequestDays => self.of_requests(measured),
            Measured::PurgeDue => Value::Count(sums.due),
            Measured::PurgeLate => Value::Days(f64::from(sums.late.unwrap_or_default())),
            Measured::SharesHandedOver
            | Measured::SharesOut
            | Measured::SharesOverdue
            | Measured::SharesUntold => Value::Count(self.of_shares(measured)),
            _ => self.of_log(measured),
        }
    }

    /// What the register of shares tells, which whoever reports may look into.
    const fn of_shares(&self, measured: Measured) -> u64 {
        match measured {
            Measured::SharesHandedOver => self.shares.issued.shares + self.shares.lent.shares,
            Measured::SharesOut => self.shares.out.shares,
            Measured::SharesOverdue => self.shares.overdue.shares,
            _ => self.shares.untold.shares,
        }
    }

    /// What the records tell, as far as the keys open them.
    fn of_records(&self, measured: Measured) -> Value {
        let Some(census) = &self.figures.census else { return Value::Unseen };
        let (seen, with) = (census.seen(), census.with);
        let good = |bad: u64| Value::Share(seen - bad, seen);
        let (level, value) = match measured {
            Measured::Completeness => (Level::Two, good(with.absent)),
            Measured::Validity => (Level::Two, good(with.wrong)),
            Measured::Duplicates => (Level::Two, Value::Share(with.double, seen)),
            Measured::Dead => (Level::Three, Value::Share(with.dead, seen)),
            Measured::SensitiveConsent => {
                let agreed = with.sensitive - with.unconsented;
                (Level::One, Value::Share(agreed, with.sensitive))
            }
            _ => (Level::Three, good(census.overdue)),
        };
        if census.opens(level) { value } else { Value::Unseen }
    }

    /// What was asked for: as far as it was answered since the day, or should have been.
    fn of_requests(&self, measured: Measured) -> Value {
        let Some(all) = self.requests else { return Value::NotKept };
        let answered = all.iter().filter(|one| one.answered.is_some_and(|day| day >= self.since));
        if measured == Measured::RequestDays {
            let days = answered.filter_map(|one| {
                let span = one.answered?.since(one.opened?).ok()?;
                Some(span.get_days())
            });
            return median(days.collect()).map_or(Value::NoCase, Value::Days);
        }
        // Of a record that is gone nobody knows by when the answer was due.
        let known: Vec<bool> = answered.filter_map(|one| Some(one.answered? <= one.due?)).collect();
        let late = all.iter().filter(|one| one.became == Became::Overdue).count();
        let in_time = known.iter().filter(|in_time| **in_time).count();
        Value::Share(in_time as u64, (known.len() + late) as u64)
    }

    fn of_log(&self, measured: Measured) -> Value {
        let Some(movement) = &self.figures.movement else { return Value::Unseen };
        match measured {
            Measured::Purged => Value::Count(movement.sum(|one| one.destroyed)),
            Measured::DestructionsVerified => {
                Value::Share(movement.verified, movement.destructions)
            }
            Measured::DestructionsLate => {
                movement.late.map_or(Value::NoCase, |days| Value::Days(f64::from(days)))
            }
            Measured::CopiesOutstanding => Value::Count(movement.outstanding),
            Measured::Refusals => Value::Count(movement.sum(|one| one.refused)),
            Measured::Anomalies => Value::Count(movement.anomalies),
            Measured::BackupAge => self.age(movement.backup),
            Measured::AuditVerifyAge => self.age(movement.verified_log),
            _ => self.age(movement.drill),
        }
    }

    /// Days since a moment.
    fn age(&self, time: Option<i64>) -> Value {
        let day = time.and_then(|time| day_at(time, &self.zone));
        let days = day.and_then(|day| self.today.since(day).ok());
        days.map_or(Value::Never, |span| Value::Days(f64::from(span.get_days())))
    }
}

/// How many answered requests are of records that are gone, so that nobody knows their last day.
pub(super) fn undated(requests: &[ListedRequest], since: Date) -> u64 {
    let answered = |one: &&ListedRequest| {
        one.answered.is_some_and(|day| day >= since)
            && matches!(one.answer, Some(RequestState::Granted | RequestState::Refused))
    };
    requests.iter().filter(answered).filter(|one| one.due.is_none()).count() as u64
}

/// The middle one; of an even number the mean of the two in the middle.
fn median(mut days: Vec<i32>) -> Option<f64> {
    days.sort_unstable();
    let high = days.get(days.len() / 2)?;
    let low = days.get((days.len() - 1) / 2)?;
    Some(f64::midpoint(f64::from(*low), f64::from(*high)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_middle_or_between_the_two_in_it() {
        assert_eq!(median(vec![]), None);
        assert_eq!(median(vec![9, 1, 5]), Some(5.0));
        assert_eq!(median(vec![9, 2, 5, 1]), Some(3.5));
    }

    #[test]
    fn what_has_no_number_says_why() {
        assert_eq!(Value::Share(0, 0).lack(), Some("no-case"));
        assert_eq!(Value::Share(0, 0).number(), None);
        assert_eq!(
            (Value::Share(19, 20).number(), Value::Share(19, 20).lack()),
            (Some(95.0), None)
        );
        assert_eq!(Value::Never.lack(), Some("never"));
    }
}
