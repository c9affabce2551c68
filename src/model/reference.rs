//! Why something is destroyed: a reason of the fixed list, and a reference to its basis.
//!
//! Both outlive the record, in the log and in the destruction log, so neither may be free text
//! about a customer. A reference may name a request, a contract or an article ("REQ-2026/17",
//! "PIPL 47"), and is refused as soon as it holds seven digits in a row, which is how phone,
//! identity, account numbers and most member numbers begin. A number broken up by hyphens or
//! blanks passes, as dates and file numbers do; the rule stops accidents, not intent.

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// The most characters a reference may have.
const LONGEST: usize = 64;
/// The shortest run of digits that is refused.
const DIGITS: usize = 7;

/// What a destruction is based on: 1 to 64 of `A–Z a–z 0–9`, blank, `.`, `/`, `_`, `-`, beginning
/// and ending with none of the blanks, and without seven digits in a row.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reference(String);

/// Why a text is no reference. The text itself is never carried: it may be what it must not be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReferenceError {
    /// There is nothing, or it begins or ends with a blank.
    #[error("a blank reference")]
    Blank,
    /// It has more than 64 characters.
    #[error("a reference of more than 64 characters")]
    TooLong,
    /// It has a character outside `[A-Za-z0-9 ./_-]`.
    #[error("a character that references do not have")]
    Character,
    /// It has seven digits in a row.
    #[error("seven digits in a row")]
    Digits,
}

impl Reference {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Reference {
    type Err = ReferenceError;

    fn from_str(text: &str) -> Result<Self, ReferenceError> {
        let allowed = |c: char| c.is_ascii_alphanumeric() || " ./_-".contains(c);
        let long_run = |run: &str| run.len() >= DIGITS;
        if text.chars().count() > LONGEST {
            Err(ReferenceError::TooLong)
        } else if !text.chars().all(allowed) {
            Err(ReferenceError::Character)
        } else if text.split(|c: char| !c.is_ascii_digit()).any(long_run) {
            Err(ReferenceError::Digits)
        } else if text.is_empty() || text.trim() != text {
            Err(ReferenceError::Blank)
        } else {
            Ok(Self(text.to_owned()))
        }
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for Reference {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Reference {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d)?.parse().map_err(serde::de::Error::custom)
    }
}

/// Why a record is destroyed.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// 客户请求: the customer asked for it.
    Request,
    /// 期限到期: the retention period has ended.
    Expired,
    /// 业务结束: the purpose is achieved or the business has ended.
    Ended,
    /// 撤回同意: consent was withdrawn.
    Withdrawn,
    /// 其他: another reason, which the reference names.
    Other,
}

/// The text names no reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a reason")]
pub struct UnknownReason;

impl Reason {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::Request, Self::Expired, Self::Ended, Self::Withdrawn, Self::Other];

    /// Its ASCII id, which is what is stored.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Expired => "expired",
            Self::Ended => "ended",
            Self::Withdrawn => "withdrawn",
            Self::Other => "other",
        }
    }

    /// Its Chinese name.
    pub const fn chinese(self) -> &'static str {
        match self {
            Self::Request => "客户请求",
            Self::Expired => "期限到期",
            Self::Ended => "业务结束",
            Self::Withdrawn => "撤回同意",
            Self::Other => "其他",
        }
    }
}

impl FromStr for Reason {
    type Err = UnknownReason;

    /// Reads the id or the Chinese name.
    fn from_str(text: &str) -> Result<Self, UnknownReason> {
        let named = |reason: &Self| reason.id() == text || reason.chinese() == text;
        Self::ALL.into_iter().find(named).ok_or(UnknownReason)
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_basis_is_named_and_nobody_is() {
        for text in ["REQ-2026/17", "PIPL 47", "2026-01-31", "policy_3.2", "123456", "12345 67890"]
        {
            assert_eq!(text.parse::<Reference>().map(|r| r.to_string()).as_deref(), Ok(text));
        }
        let long = "a".repeat(65);
        for (text, error) in [
            ("", ReferenceError::Blank),
            ("  ", ReferenceError::Blank),
            ("a ", ReferenceError::Blank),
            (&long, ReferenceError::TooLong),
            ("张三", ReferenceError::Character),
            ("a@b.example", ReferenceError::Character),
            ("a\tb", ReferenceError::Character),
            ("13800000013", ReferenceError::Digits),
            ("REQ-20260131", ReferenceError::Digits),
            ("x1234567y", ReferenceError::Digits),
        ] {
            assert_eq!(text.parse::<Reference>(), Err(error), "{text:?}");
        }
        assert_eq!("a".repeat(64).parse::<Reference>().map(|r| r.as_str().len()), Ok(64));
    }

    #[test]
    fn a_reason_has_two_names_and_is_stored_under_its_id() {
        for reason in Reason::ALL {
            assert_eq!(reason.id().parse(), Ok(reason));
            assert_eq!(reason.chinese().parse(), Ok(reason));
            assert_eq!(serde_json::to_value(reason).unwrap(), reason.id());
        }
        assert_eq!("Request".parse::<Reason>(), Err(UnknownReason));
    }
}
