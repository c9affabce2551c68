//! What a person agreed to, or did not: a value of the operational field `consents`.
//!
//! One value is one answer about one purpose, from the day it was given to the day it ended. A new
//! answer is a new value behind the others, so the last one about a purpose is what holds, and what
//! was agreed to before stays provable. The text is JSON without blanks, keys in the order below.
//! There are codes, days and references in it and nothing else: it is read without any level's key.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::date::parse_day;
use super::json::is_default;

/// One answer about one purpose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Consent {
    /// Id of the purpose.
    pub purpose: String,
    /// Whether it is the separate consent to use level-1 values for this purpose (单独同意).
    #[serde(default, skip_serializing_if = "is_default")]
    pub sensitive: bool,
    /// The registered recipient to whom the data may be handed over (向第三方提供的单独同意); empty: it is
    /// about the organisation's own use.
    #[serde(default, skip_serializing_if = "is_default")]
    pub recipient: String,
    /// What the person said.
    pub answer: Answer,
    /// The day it was said.
    pub date: String,
    /// Id of the method: on a form, by word of mouth …
    pub method: String,
    /// A reference to the evidence: a form's number, a recording.
    #[serde(default, skip_serializing_if = "is_default")]
    pub evidence: String,
    /// The version of the notice that was given before.
    pub notice: u32,
    /// The last day it holds; empty: until it is withdrawn.
    #[serde(default, skip_serializing_if = "is_default")]
    pub until: String,
    /// The day it was withdrawn; empty: it was not.
    #[serde(default, skip_serializing_if = "is_default")]
    pub withdrawn: String,
}

/// What a person said to a purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// 同意.
    Granted,
    /// 拒绝.
    Refused,
}

impl Consent {
    /// The consent that `text` spells.
    pub fn parse(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    /// The day it was given.
    pub fn day(&self) -> Option<Date> {
        parse_day(&self.date)
    }

    /// The last day on which it holds; none for a refusal and for one that has no end.
    /// Whoever withdraws is obeyed at once: the day before is the last.
    pub fn last_day(&self) -> Option<Date> {
        let withdrawn = parse_day(&self.withdrawn).map(|day| super::date::plus_days(day, -1));
        withdrawn.into_iter().chain(parse_day(&self.until)).min()
    }

    /// Whether it holds on `today`.
    pub fn holds(&self, today: Date) -> bool {
        self.answer == Answer::Granted
            && self.day().is_some_and(|day| day <= today)
            && self.last_day().is_none_or(|last| today <= last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_consent_holds_from_its_day_until_it_ends() {
        let text = r#"{"purpose":"marketing","answer":"granted","date":"2026-01-02","method":"form","notice":3,"until":"2026-12-31"}"#;
        let mut consent = Consent::parse(text).unwrap();
        assert_eq!(serde_json::to_string(&consent).unwrap(), text);
        let holds = |consent: &Consent, day: &str| consent.holds(parse_day(day).unwrap());
        for (day, expected) in [
            ("2026-01-01", false),
            ("2026-01-02", true),
            ("2026-12-31", true),
            ("2027-01-01", false),
        ] {
            assert_eq!(holds(&consent, day), expected, "{day}");
        }
        "2026-05-04".clone_into(&mut consent.withdrawn);
        assert!(holds(&consent, "2026-05-03") && !holds(&consent, "2026-05-04"));
        consent.answer = Answer::Refused;
        assert!(!holds(&consent, "2026-05-03"));
    }
}
