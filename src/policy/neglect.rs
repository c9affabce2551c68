//! Records that nobody looked after: late for verification, dead, or not as complete as their grade
//! asks for.

use jiff::civil::Date;

use super::Policy;
use super::finding::{Code, Finding};
use crate::model::date::{parse_day, plus_days};
use crate::model::{FieldId, Fields, Part};

impl Policy {
    /// A dead record, or one whose next verification is due; a dead one is not called late as
    /// well. Needs level 3.
    pub(super) fn staleness(&self, fields: &Fields, today: Date) -> Option<Finding> {
        let known = &self.known;
        let day = |field| parse_day(fields.text(field));
        // The day on which an old record was taken in is none on which anybody dealt with it.
        let changed = day(known.updated).filter(|updated| Some(*updated) > day(known.created));
        // A mark of a dealing begins with its day.
        let marks = known.activity.into_iter().flat_map(|field| fields.all(field));
        let marked = marks.filter_map(|mark| mark.text.get(..10).and_then(parse_day)).max();
        let dealings = [day(known.verified), day(known.last_contact), changed, marked];
        let last = dealings.into_iter().flatten().max().or_else(|| day(known.created))?;
        let limit = plus_days(today, -i32::from(self.document.quality.dead_after_days));
        if last < limit {
            return Some(Finding::new(known.verified, Code::Dead));
        }
        let due = self.review_day(fields, today).is_some_and(|day| day <= today);
        due.then(|| Finding::new(known.verified, Code::Overdue))
    }

    /// What a record lacks to be as complete as its grade asks for; nothing where one of the
    /// fields that count is not open. Needs level 3.
    pub(super) fn incompleteness(&self, fields: &Fields, open: &[Part]) -> Option<Finding> {
        let grade = fields.text(self.known.grade);
        let rule = self.document.quality.completeness.iter().find(|rule| rule.grade == grade)?;
        let wanted: Vec<FieldId> = rule.fields.iter().filter_map(|id| self.id(id)).collect();
        if wanted.iter().any(|field| !open.contains(&self.part(*field))) {
            return None;
        }
        let lacks = |field: &FieldId| {
            (fields.get(*field).is_none() || self.is_unstated(fields, *field))
                && !self.declined(fields, *field)
        };
        let lacking: Vec<FieldId> = wanted.iter().copied().filter(lacks).collect();
        let have = wanted.len() - lacking.len();
        let short = have * 100 < wanted.len() * usize::from(rule.percent);
        let about =
            || Finding { others: lacking, ..Finding::new(self.known.grade, Code::Incomplete) };
        short.then(about)
    }

    /// Whether `field` is the source, and nobody said what it was.
    pub(super) fn is_unstated(&self, fields: &Fields, field: FieldId) -> bool {
        field == self.known.source && matches!(fields.text(field), "" | "unstated")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Level, Value};

    fn record(values: &[(&str, &str)]) -> Fields {
        let policy = Policy::builtin();
        let pair = |(id, text): &(&str, &str)| (policy.id(id).unwrap(), Value::plain(*text));
        values.iter().map(pair).collect()
    }

    #[test]
    fn a_record_is_late_after_its_cycle_and_dead_after_two_years() {
        let today = parse_day("2026-06-30").unwrap();
        let code = |values: &[(&str, &str)]| {
            Policy::builtin().staleness(&record(values), today).map(|finding| finding.code)
        };
        assert_eq!(code(&[("created", "2026-06-01"), ("grade", "A")]), None);
        assert_eq!(code(&[("created", "2026-04-01"), ("grade", "A")]), Some(Code::Overdue));
        // Due today, as `verify due` lists it too.
        assert_eq!(code(&[("created", "2026-04-01"), ("grade", "VIP")]), Some(Code::Overdue));
        assert_eq!(code(&[("created", "2026-04-02"), ("grade", "VIP")]), None);
        assert_eq!(code(&[("created", "2020-01-01")]), Some(Code::Dead));
        let touched = [("created", "2020-01-01"), ("last_contact", "2026-01-01")];
        assert_eq!(code(&touched), Some(Code::Overdue));
        // Taken in lately, dealt with long ago.
        let old = [("last_contact", "2020-01-01"), ("created", "2026-06-01")];
        assert_eq!(code(&old), Some(Code::Dead));
        let changed =
            [("created", "2020-01-01"), ("updated", "2026-06-01"), ("verified", "2026-06-02")];
        assert_eq!(code(&changed), None);
        assert_eq!(code(&[]), None);
    }

    #[test]
    fn completeness_is_what_the_grade_asks_for() {
        let policy = Policy::builtin();
        let some = [("phone", "1"), ("email", "2"), ("region", "3"), ("source", "visit")];
        let found = |grade: &str| {
            let values: Vec<_> = some.into_iter().chain([("grade", grade)]).collect();
            policy.incompleteness(&record(&values), &Part::ALL)
        };
        assert_eq!(found("C"), None);
        let lacks = found("B").unwrap().others;
        let ids: Vec<_> = lacks.iter().map(|field| policy.field(*field).id.as_str()).collect();
        assert_eq!(ids, ["address", "industry", "owner", "stage"]);
        assert_eq!(found(""), None);
        // What is not open is not called absent.
        let three = [Part::Level(Level::Three)];
        assert_eq!(policy.incompleteness(&record(&[("grade", "VIP")]), &three), None);
    }
}
