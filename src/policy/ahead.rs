//! Days that cannot lie ahead: those of a `date`, of what happened, was judged or verified, and the
//! birth in an identity number. A `deadline`, the next step of an event and the period of one that
//! plans may. Days are those of where the program runs.

use jiff::civil::Date;

use super::Policy;
use super::dictionary::FieldKind;
use super::finding::Code;
use super::upkeep::Carries;
use super::validate::id_number;
use crate::model::date::{day, parse_day};
use crate::model::{Event, FieldId, Fields, Value};

impl Policy {
    /// What of a value lies ahead of `today` and cannot.
    pub(super) fn ahead(&self, id: FieldId, value: &Value, today: Date) -> Option<Code> {
        let field = self.field(id);
        let later = |text: &str| parse_day(text).is_some_and(|day| day > today);
        let is_ahead = match field.kind {
            FieldKind::Date => later(&value.text),
            FieldKind::Event => self.event_ahead(&Event::parse(&value.text)?, today),
            FieldKind::Assessment => self.day_of(id, &value.text)? > today,
            FieldKind::IdNumber if id_number::birth(value.text.as_bytes())? > today => {
                return Some(Code::IdDate);
            }
            _ => value.about.as_ref().and_then(|it| it.verified.as_deref()).is_some_and(later),
        };
        is_ahead.then_some(Code::FutureDay)
    }

    /// A period has to have begun: there is no result of one that has not.
    fn event_ahead(&self, event: &Event, today: Date) -> bool {
        let about = self.document.events.iter().find(|about| about.id == event.kind);
        let plans = about.is_some_and(|about| about.carries.contains(&Carries::NextStep));
        let began = |first: Date| plans || first <= today;
        parse_day(&event.date).is_some_and(|day| day > today)
            || !first_day(&event.period).is_none_or(began)
    }

    /// The first of the values that are new in `after` of which something lies ahead and cannot.
    /// What the program itself keeps has the day of the clock.
    pub(super) fn newly_ahead(
        &self,
        before: &Fields,
        after: &Fields,
        today: Date,
    ) -> Option<(FieldId, Code)> {
        let verified = |value: &Value| value.about.as_ref().and_then(|it| it.verified.clone());
        let found = after.iter().filter(|(id, _)| !self.field(*id).traits.system);
        let mut found =
            found.filter_map(|(id, value)| Some((id, value, self.ahead(id, value, today)?)));
        let was = |id, value: &Value| {
            before.all(id).any(|old| old.text == value.text && verified(old) == verified(value))
        };
        let new = found.find(|(id, value, _)| !was(*id, value));
        new.map(|(id, _, code)| (id, code))
    }
}

/// The first day of a period, `2026` or `2026Q3`.
fn first_day(period: &str) -> Option<Date> {
    let (year, quarter) = period.split_once('Q').unwrap_or((period, "1"));
    let quarter: i8 = quarter.parse().ok()?;
    day(year.parse().ok()?, quarter.checked_mul(3)?.checked_sub(2)?, 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_behind_is_refused_ahead_of_today_and_plans_are_not() {
        let policy = Policy::builtin();
        let today = parse_day("2026-06-30").unwrap();
        let found = |field: &str, entered: &str| {
            let id = policy.id(field).unwrap();
            let after: Fields =
                policy.enter(id, entered).unwrap().into_iter().map(|value| (id, value)).collect();
            let known = policy.newly_ahead(&after, &after, today);
            assert_eq!(known, None, "what was there is not judged");
            policy.newly_ahead(&Fields::new(), &after, today).map(|(_, code)| code)
        };
        let ahead = Some(Code::FutureDay);
        for (field, entered, code) in [
            ("birth_date", "2026-06-30", None),
            ("birth_date", "2026-07-01", ahead),
            ("last_contact", "2100-01-01", ahead),
            ("first_contact", "2026-07-01", ahead),
            ("consent_date", "2026-07-01", ahead),
            ("sensitive_consent", "2026-07-01", ahead),
            ("founded", "2027-01-01", ahead),
            ("next_visit", "2026-07-01", None),
            ("id_number", "110105209912310002", Some(Code::IdDate)),
            ("phone", r#"{"value":"13800000013","verified":"2026-06-30"}"#, None),
            ("phone", r#"{"value":"13800000013","verified":"2026-07-01"}"#, ahead),
            ("events", r#"{"type":"contact","date":"2026-06-30","next":"2026-08-01"}"#, None),
            ("events", r#"{"type":"contact","date":"2026-07-01"}"#, ahead),
            ("events", r#"{"type":"periodic","date":"2026-06-30","period":"2026Q2"}"#, None),
            ("events", r#"{"type":"periodic","date":"2026-06-30","period":"2026"}"#, None),
            ("events", r#"{"type":"periodic","date":"2026-06-30","period":"2026Q3"}"#, ahead),
            ("events", r#"{"type":"periodic","date":"2026-06-30","period":"2027"}"#, ahead),
        ] {
            assert_eq!(found(field, entered), code, "{field} {entered}");
        }
    }
}
