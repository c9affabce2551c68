//! Why a record must not be destroyed for the time being (暂缓销毁): a value of the operational field
//! `holds`. The text is JSON without blanks, keys in the order below.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::date::parse_day;
use super::json::is_default;

/// One hold; it stands beside others until it is lifted or has run out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hold {
    /// Id of its kind in the policy: litigation, statutory …
    pub kind: String,
    /// The day it was placed.
    pub since: String,
    /// The last day it stands; empty: until it is lifted.
    #[serde(default, skip_serializing_if = "is_default")]
    pub until: String,
    /// A reference: the number of a case.
    #[serde(default, skip_serializing_if = "is_default")]
    pub reference: String,
}

impl Hold {
    /// The hold that `text` spells.
    pub fn parse(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    /// Whether it stands on `today`.
    pub fn stands(&self, today: Date) -> bool {
        parse_day(&self.until).is_none_or(|last| today <= last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hold_stands_through_its_last_day() {
        let text = r#"{"kind":"litigation","since":"2026-01-02","until":"2026-12-31"}"#;
        let mut hold = Hold::parse(text).unwrap();
        assert_eq!(serde_json::to_string(&hold).unwrap(), text);
        let stands = |hold: &Hold, day: &str| hold.stands(parse_day(day).unwrap());
        assert!(stands(&hold, "2026-12-31") && !stands(&hold, "2027-01-01"));
        hold.until.clear();
        assert!(stands(&hold, "2099-01-01"));
    }
}
