//! That somebody who verified a record proposes to destroy it (建议销毁): the value of the operational
//! field `proposed`. Whoever destroys decides; no period and no nightly job follows from it.

use jiff::civil::Date;
use std::fmt;

use super::Reason;
use super::date::parse_day;

/// A proposal to destroy a record, kept as `2026-03-01 ended`. By whom it is, the log tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proposed {
    /// The day of the verification.
    pub day: Date,
    /// Why it should be destroyed.
    pub reason: Reason,
}

impl Proposed {
    /// The proposal that `text` spells.
    pub fn parse(text: &str) -> Option<Self> {
        let (day, reason) = text.split_once(' ')?;
        Some(Self { day: parse_day(day)?, reason: reason.parse().ok()? })
    }
}

impl fmt::Display for Proposed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.day, self.reason.id())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proposal_has_one_spelling() {
        for text in ["2026-03-01 ended", "2024-02-29 other"] {
            assert_eq!(Proposed::parse(text).unwrap().to_string(), text);
        }
        for text in ["", "2026-03-01", "2026-02-30 ended", "2026-03-01 stale"] {
            assert_eq!(Proposed::parse(text), None, "{text}");
        }
    }
}
