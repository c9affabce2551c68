//! When a record is to be verified again, and the term `due` that asks for it.

use jiff::civil::Date;

use super::{FieldId, Lookup, Op, Test};
use crate::model::date::{parse_day, plus_days};

/// How the day of a record's next verification follows from its grade and its dates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// The field of the grade.
    pub grade: FieldId,
    /// Fields of dates; the cycle runs from the first of them that has a value.
    pub since: Vec<FieldId>,
    /// Days between two verifications for each grade, by its id.
    pub cycles: Vec<(String, u16)>,
    /// The same for any other record.
    pub otherwise_days: u16,
}

impl Review {
    /// The day on which `record` is to be verified again; nothing if it has no date to count from.
    pub fn due(&self, record: &impl Lookup) -> Option<Date> {
        let mut date = None;
        for field in &self.since {
            record.any(*field, |text| {
                date = text.get(..10).and_then(parse_day);
                date.is_some()
            });
            if date.is_some() {
                break;
            }
        }
        let days = self.cycles.iter().find(|(grade, _)| record.any(self.grade, |g| g == grade));
        date.map(|date| plus_days(date, days.map_or(self.otherwise_days, |(_, d)| *d).into()))
    }

    /// The term that asks whether that day lies on the `op` side of `day`.
    pub(super) fn test(&self, op: Op, day: Date) -> DueTest {
        let limit = |days: u16| {
            let limit = plus_days(day, -i32::from(days)).to_string();
            if op == Op::After { Test::After(limit) } else { Test::Before(limit) }
        };
        DueTest {
            grade: self.grade,
            since: self.since.clone(),
            limits: self.cycles.iter().map(|(g, days)| (g.clone(), limit(*days))).collect(),
            otherwise: limit(self.otherwise_days),
        }
    }
}

/// The term `due`: for each grade, the day that the last verification must lie before or after.
/// Shifting the limits instead of each record's date leaves only comparisons of texts to do.
#[derive(Clone, Debug)]
pub struct DueTest {
    grade: FieldId,
    since: Vec<FieldId>,
    limits: Vec<(String, Test)>,
    otherwise: Test,
}

impl DueTest {
    pub(super) fn fields(&self) -> Vec<FieldId> {
        self.since.iter().copied().chain([self.grade]).collect()
    }

    pub(super) fn matches(&self, record: &impl Lookup) -> bool {
        let graded =
            self.limits.iter().find(|(grade, _)| record.any(self.grade, |text| text == grade));
        let limit = graded.map_or(&self.otherwise, |(_, limit)| limit);
        let mut holds = false;
        let mut look = |field: &FieldId| {
            record.any(*field, |text| {
                holds = limit.holds(text);
                true
            })
        };
        let dated = self.since.iter().any(&mut look);
        dated && holds
    }
}
