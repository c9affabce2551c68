//! Something that happened with a customer, as a value of a field: a purchase, a call, a complaint.
//!
//! The value's text is this as JSON without blanks, keys in the order below, so that one event has
//! one spelling. What a type may carry and how each piece is written is the policy's business.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop};

use super::json::is_default;

/// One event. An empty text says nothing.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// Id of the type in the policy.
    #[serde(rename = "type")]
    pub kind: String,
    /// The day it happened.
    pub date: String,
    /// The amount of money it was about.
    #[serde(default, skip_serializing_if = "is_default", deserialize_with = "text_or_number")]
    pub amount: String,
    /// The score that the customer gave.
    #[serde(default, skip_serializing_if = "is_default")]
    pub score: Option<u16>,
    /// The year or quarter it is about: `2026`, `2026Q3`.
    #[serde(default, skip_serializing_if = "is_default", deserialize_with = "text_or_number")]
    pub period: String,
    /// The day of the next step.
    #[serde(default, skip_serializing_if = "is_default")]
    pub next: String,
    /// The contact that failed: `phone`, or `phone:2` for the second of those that the customer had then.
    #[serde(default, skip_serializing_if = "is_default")]
    pub failed: String,
    /// Of an event that comes in: that the failure was counted where it comes from. It is not kept.
    #[serde(default, skip_serializing)]
    pub counted: bool,
    /// That it is a major change.
    #[serde(default, skip_serializing_if = "is_default")]
    pub major: bool,
    /// Who dealt with the customer.
    #[serde(default, skip_serializing_if = "is_default")]
    pub by: String,
    /// What else there is to say.
    #[serde(default, skip_serializing_if = "is_default")]
    pub remark: String,
}

impl Event {
    /// The event that `text` spells.
    pub fn parse(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    /// The contact that failed: the id of its field, and which of its values, if that was said.
    pub fn failed(&self) -> Option<(&str, Option<&str>)> {
        let (field, which) = match self.failed.split_once(':') {
            Some((field, which)) => (field, Some(which)),
            None => (self.failed.as_str(), None),
        };
        (!field.is_empty()).then_some((field, which))
    }
}

/// Says nothing of the customer.
impl fmt::Debug for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Event(…)")
    }
}

/// People write amounts and years as numbers too.
fn text_or_number<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Either {
        Text(String),
        Number(serde_json::Number),
    }
    Ok(match Either::deserialize(from)? {
        Either::Text(text) => text,
        Either::Number(number) => number.to_string(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_has_one_spelling_and_takes_no_strange_keys() {
        let text = r#"{"type":"purchase","date":"2026-01-31","amount":1200.5,"remark":"two"}"#;
        let event = Event::parse(text).unwrap();
        let spelt = r#"{"type":"purchase","date":"2026-01-31","amount":"1200.5","remark":"two"}"#;
        assert_eq!(serde_json::to_string(&event).unwrap(), spelt);
        assert_eq!(Event::parse(spelt).unwrap(), event);
        for text in [
            "[]",
            r#"{"type":"purchase"}"#,
            r#"{"type":"a","date":"b","x":1}"#,
            r#"{"type":"a","type":"b","date":"c"}"#,
        ] {
            assert!(Event::parse(text).is_none(), "{text}");
        }
        assert_eq!(format!("{event:?}"), "Event(…)");
    }
}
