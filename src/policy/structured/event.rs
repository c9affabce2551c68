//! Events against the types of the policy: what a type carries, and how each piece is written.

use super::{Fault, nearest, spelt};
use crate::model::{Dictionary, Event, FieldId, Value};
use crate::policy::dictionary::FieldKind;
use crate::policy::finding::Code;
use crate::policy::normalise::{tidy, tidy_lines};
use crate::policy::upkeep::{Carries, EventType};
use crate::policy::validate::{amount, day};
use crate::policy::{Policy, names};
use std::borrow::Cow;

/// The highest score that a customer gives.
const BEST: u16 = 100;

/// How the spelling of an event names a contact that failed, and says that this is counted.
const FAILED: &str = r#""failed":"#;
const COUNTED: &str = r#","counted":true"#;

impl Policy {
    /// The type of event known by `name`.
    pub fn event_type(&self, name: &str) -> Option<&EventType> {
        names::named(&self.document.events, name)
    }

    /// Puts an event into its normal form.
    pub(super) fn event(&self, event: &mut Event) -> Result<(), Fault> {
        let Some(about) = self.event_type(&tidy(&event.kind)) else {
            return Err((Code::EventType, nearest(&self.document.events, &event.kind)));
        };
        event.kind.clone_from(&about.id);
        event.date = day_of(&event.date)?;
        carried(about, event)?;
        if !event.amount.is_empty() {
            event.amount = amount::read(&tidy(&event.amount)).map_err(|code| (code, None))?;
        }
        if event.score.is_some_and(|score| score > BEST) {
            return Err((Code::EventScore, None));
        }
        if !event.period.is_empty() {
            event.period = period(&tidy(&event.period)).ok_or((Code::Period, None))?;
        }
        if !event.next.is_empty() {
            event.next = day_of(&event.next)?;
        }
        if !event.failed.is_empty() {
            event.failed =
                self.failed_contact(&tidy(&event.failed)).ok_or((Code::FailedContact, None))?;
        }
        event.by = tidy(&event.by).into_owned();
        event.remark = tidy_lines(&event.remark).into_owned();
        Ok(())
    }

    /// An event as it is handed out. What became of a contact that failed is told of the contact, if at
    /// all; its place may be another's where the event comes in.
    pub fn handed_out<'t>(&self, field: FieldId, text: &'t str) -> Cow<'t, str> {
        let failed = self.field(field).kind == FieldKind::Event && text.contains(FAILED);
        match text.strip_suffix('}').filter(|_| failed) {
            Some(head) => Cow::Owned(format!("{head}{COUNTED}}}")),
            None => Cow::Borrowed(text),
        }
    }

    /// A contact by the id of its field, and its place among several: `phone`, `phone:2`.
    fn failed_contact(&self, text: &str) -> Option<String> {
        let (name, place) = match text.split_once(':') {
            Some((name, place)) => (name, Some(place.trim().parse::<u8>().ok()?)),
            None => (text, None),
        };
        let field = self.resolve(name)?;
        if !self.is_contact(field) || place == Some(0) {
            return None;
        }
        let id = &self.field(field).id;
        Some(place.map_or_else(|| id.clone(), |place| format!("{id}:{place}")))
    }
}

/// An event in its one spelling, and that its failure is counted where that was said.
pub(super) fn value(event: &Event) -> Result<Value, Fault> {
    let mut value = Value::plain(spelt(event)?);
    if event.counted {
        value.about.get_or_insert_default().counted = true;
    }
    Ok(value)
}

/// A day in its normal form.
pub(super) fn day_of(text: &str) -> Result<String, Fault> {
    day::read(&tidy(text)).map_err(|code| (code, None))
}

/// Refuses what the type does not carry.
fn carried(about: &EventType, event: &Event) -> Result<(), Fault> {
    let pieces = [
        (!event.amount.is_empty(), Carries::Amount, Code::EventNoAmount),
        (event.score.is_some(), Carries::Score, Code::EventNoScore),
        (!event.period.is_empty(), Carries::Period, Code::EventNoPeriod),
        (!event.next.is_empty(), Carries::NextStep, Code::EventNoNext),
        (!event.failed.is_empty(), Carries::FailedContact, Code::EventNoFailed),
        (event.major, Carries::Major, Code::EventNoMajor),
    ];
    let strange =
        |(given, piece, _): &&(bool, Carries, Code)| *given && !about.carries.contains(piece);
    match pieces.iter().find(strange) {
        Some((.., code)) => Err((*code, None)),
        None => Ok(()),
    }
}

/// A year or a quarter: `2026`, `2026Q3`, `2026年三季度`.
fn period(text: &str) -> Option<String> {
    let (year, rest) = text.split_at_checked(4)?;
    let number: u16 = year.parse().ok()?;
    let rest = rest.trim_start_matches(['年', '-', ' ', '第']);
    if !(1850..=2200).contains(&number) {
        return None;
    }
    if rest.is_empty() {
        return Some(year.to_owned());
    }
    let quarter = rest.strip_prefix(['Q', 'q']).or_else(|| rest.strip_suffix("季度"))?;
    let quarter = match quarter {
        "1" | "一" => 1,
        "2" | "二" => 2,
        "3" | "三" => 3,
        "4" | "四" => 4,
        _ => return None,
    };
    Some(format!("{year}Q{quarter}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::Finding;

    fn read(entered: &str) -> Result<String, Finding> {
        let policy = Policy::builtin();
        let field = policy.known().events.unwrap();
        policy.normalise(field, entered).map(|all| all[0].text.clone())
    }

    #[test]
    fn every_piece_has_its_normal_form() {
        let event = read(
            r#"{"type":"采购计划","date":"2026/1/5","amount":"3万","next":"2026-02-01","by":" 李　四 "}"#,
        );
        assert_eq!(
            event.unwrap(),
            r#"{"type":"project","date":"2026-01-05","amount":"30000.00","next":"2026-02-01","by":"李 四"}"#
        );
    }

    #[test]
    fn a_type_carries_what_the_policy_says() {
        for (pieces, code) in [
            (r#""type":"complaint","amount":"1""#, Code::EventNoAmount),
            (r#""type":"purchase","score":5"#, Code::EventNoScore),
            (r#""type":"purchase","period":"2026""#, Code::EventNoPeriod),
            (r#""type":"purchase","next":"2026-01-01""#, Code::EventNoNext),
            (r#""type":"purchase","failed":"phone""#, Code::EventNoFailed),
            (r#""type":"purchase","major":true"#, Code::EventNoMajor),
            (r#""type":"feedback","score":101"#, Code::EventScore),
            (r#""type":"periodic","period":"2026Q5""#, Code::Period),
            (r#""type":"bounce","failed":"grade""#, Code::FailedContact),
            (r#""type":"bounce","failed":"phone:0""#, Code::FailedContact),
            (r#""type":"purchase","amount":"much""#, Code::Amount),
            (r#""type":"purchase","nonsense":1"#, Code::EventForm),
        ] {
            let refused = read(&format!(r#"{{{pieces},"date":"2026-01-31"}}"#)).unwrap_err();
            assert_eq!(refused.code, code, "{pieces}");
        }
        let unknown = read(r#"{"type":"purchas","date":"2026-01-31"}"#).unwrap_err();
        assert_eq!((unknown.code, unknown.nearest.as_deref()), (Code::EventType, Some("purchase")));
        assert_eq!(
            read(r#"{"type":"contact","date":"1/2/2026"}"#).unwrap_err().code,
            Code::AmbiguousDay
        );
    }

    #[test]
    fn periods_are_years_and_quarters() {
        for (text, normal) in [
            ("2026", Some("2026")),
            ("2026年", Some("2026")),
            ("2026q3", Some("2026Q3")),
            ("2026-Q3", Some("2026Q3")),
            ("2026年第三季度", Some("2026Q3")),
            ("2026年4季度", Some("2026Q4")),
            ("2026Q5", None),
            ("1026", None),
            ("年2026", None),
            ("", None),
        ] {
            assert_eq!(period(text).as_deref(), normal, "{text}");
        }
    }
}
