//! Values that have several pieces: events, scorecards, links, and what is owed to a person. Each comes in as JSON (a link also
//! as `works_at:K-7`), is checked piece by piece, and is kept in one spelling.
//!
//! They are values of fields like any other, so whatever is done with values (sealing, history,
//! erasure, search, export) is done with them too.

mod assessment;
mod event;
mod link;
mod told;

pub use link::{NamedLink, SaidLinks};

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::dictionary::{Field, FieldKind};
use super::finding::{Code, Finding};
use super::{Policy, names};
use crate::model::{Assessment, Consent, Event, FieldId, Hold, Link, SubjectRequest, Value};

/// The most values that a field may hold.
pub(super) const MOST: usize = 2_000;
/// Bytes that one of these values may have.
const BYTES: usize = 16 * 1024;

/// What is wrong with a piece, and what may have been meant.
type Fault = (Code, Option<String>);

impl Policy {
    /// Hands each value that `entered` spells to `take`: one JSON object or an array of them.
    pub(super) fn each_structured(
        &self,
        (id, field): (FieldId, &Field),
        entered: &str,
        take: &mut impl FnMut(Value),
    ) -> Result<(), Finding> {
        let entered = entered.trim();
        let read = match field.kind {
            _ if entered.is_empty() => return Ok(()),
            FieldKind::Event => {
                let all = self.each(entered, Code::EventForm, Self::event);
                all.and_then(|all| all.iter().map(event::value).collect())
            }
            FieldKind::Assessment => self
                .each(entered, Code::AssessmentForm, Self::assessment)
                .and_then(|all| plain(&all)),
            FieldKind::Link if entered.starts_with(['{', '[']) => {
                let check = |_: &Self, one: &mut Link| link::check(field, one);
                self.each(entered, Code::LinkForm, check).and_then(|all| plain(&all))
            }
            FieldKind::Consent => self.duty::<Consent>(entered),
            FieldKind::Request => self.duty::<SubjectRequest>(entered),
            FieldKind::Hold => self.duty::<Hold>(entered),
            _ => link::shorthand(field, entered)
                .map(|all| all.into_iter().map(Value::plain).collect()),
        };
        let values: Vec<Value> =
            read.map_err(|(code, nearest)| Finding { nearest, ..Finding::new(id, code) })?;
        if values.len() > if field.traits.multi { MOST } else { 1 } {
            return Err(Finding::new(id, Code::TooMany));
        }
        if values.iter().any(|value| value.text.len() > BYTES) {
            return Err(Finding::new(id, Code::TooLong));
        }
        values.into_iter().for_each(take);
        Ok(())
    }

    /// What a command of its own makes and checks.
    fn duty<T: DeserializeOwned + Serialize>(&self, text: &str) -> Result<Vec<Value>, Fault> {
        self.each(text, Code::DutyForm, |_, _: &mut T| Ok(())).and_then(|all| plain(&all))
    }

    /// Parses and checks one value or a list of them.
    fn each<T: DeserializeOwned>(
        &self,
        text: &str,
        form: Code,
        check: impl Fn(&Self, &mut T) -> Result<(), Fault>,
    ) -> Result<Vec<T>, Fault> {
        let parsed: Result<Vec<T>, _> = if text.starts_with('[') {
            serde_json::from_str(text)
        } else {
            serde_json::from_str(text).map(|one| vec![one])
        };
        // The parser's own words are not kept: they can quote the input.
        let mut all = parsed.map_err(|_| (form, None))?;
        all.iter_mut().try_for_each(|one| check(self, one))?;
        Ok(all)
    }

    /// The day of an event or a scorecard; nothing for other values.
    pub(super) fn day_of(&self, field: FieldId, text: &str) -> Option<jiff::civil::Date> {
        let date = match self.field(field).kind {
            FieldKind::Event => Event::parse(text)?.date.clone(),
            FieldKind::Assessment => Assessment::parse(text)?.date.clone(),
            _ => return None,
        };
        crate::model::date::parse_day(&date)
    }
}

/// Values of which there is nothing more to know than their one spelling.
fn plain<T: Serialize>(all: &[T]) -> Result<Vec<Value>, Fault> {
    all.iter().map(|one| spelt(one).map(Value::plain)).collect()
}

/// The one spelling of a value.
fn spelt(value: &impl Serialize) -> Result<String, Fault> {
    serde_json::to_string(value).map_err(|_| (Code::TooLong, None))
}

/// The id of what in `list` looks most like `name`.
fn nearest<'a, T: names::Named + 'a>(list: &'a [T], name: &str) -> Option<String> {
    let names = list.iter().flat_map(|one| one.all_names().map(|name| (name, one.parts().0)));
    names::nearest(name, names)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(field: &str, entered: &str) -> Result<Vec<String>, (Code, Option<String>)> {
        let policy = Policy::builtin();
        let values = policy.normalise(policy.id(field).unwrap(), entered);
        let texts = |all: Vec<Value>| all.iter().map(|value| value.text.clone()).collect();
        values.map(texts).map_err(|finding| (finding.code, finding.nearest))
    }

    #[test]
    fn a_list_is_several_values_and_blank_is_none() {
        let one = r#"{"type":"contact","date":"2026-01-31"}"#;
        assert_eq!(read("events", one).unwrap(), [one]);
        assert_eq!(read("events", &format!(" [{one}, {one}] ")).unwrap(), [one, one]);
        assert_eq!(read("events", "  ").unwrap(), [""; 0]);
        assert_eq!(read("events", "[]").unwrap(), [""; 0]);
        assert_eq!(read("events", "contact"), Err((Code::EventForm, None)));
        let many = vec![one; MOST + 1].join(",");
        assert_eq!(read("events", &format!("[{many}]")), Err((Code::TooMany, None)));
    }

    #[test]
    fn what_is_kept_is_its_own_spelling() {
        for (field, entered) in [
            (
                "events",
                r#"{"date":"2026年1月31日","type":"购买","amount":"1.2万元","remark":" a；b "}"#,
            ),
            ("events", r#"{"type":"年报","date":"20260131","period":"2025年第3季度","amount":7}"#),
            ("events", r#"{"type":"无人接听","date":"2026-01-31","failed":"手机：2"}"#),
            (
                "assessments",
                r#"{"standard":"5C","date":"2026-01-31","scores":{"能力":3,"品格":4,"资本":5,"担保品":0,"环境状况":1}}"#,
            ),
            ("links", "任职于：K-7；refers:12"),
        ] {
            for text in read(field, entered).unwrap() {
                assert_eq!(read(field, &text).unwrap(), [text.as_str()], "{entered}");
            }
        }
    }
}
