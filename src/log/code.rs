//! A code: the id of something the program or the policy names, in place of free text.
//!
//! Whatever the log says in words is a code, so that a name or a remark about a customer has no
//! field to slip into.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

/// An ASCII id: 1 to 64 of `a`–`z`, `0`–`9`, `-`, `_`, `.`, beginning with a letter, without
/// seven digits in a row.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(Cow<'static, str>);

/// The text is not a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a code")]
pub struct NotACode;

impl Code {
    /// A code written in the source of the program or of the built-in policy.
    ///
    /// # Panics
    /// When it has not a code's form; in a constant the compiler says so. An entry that carried
    /// it could be written and never be read back, which is worse.
    pub const fn fixed(code: &'static str) -> Self {
        assert!(is_code(code.as_bytes()), "not a code");
        Self(Cow::Borrowed(code))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether `text` has the form of a code.
#[expect(clippy::indexing_slicing, reason = "a const function has no iterators")]
const fn is_code(text: &[u8]) -> bool {
    let mut at = 0;
    let mut digits = 0;
    while at < text.len() {
        digits = if text[at].is_ascii_digit() { digits + 1 } else { 0 };
        if digits == 7 || !matches!(text[at], b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.') {
            return false;
        }
        at += 1;
    }
    0 < at && at <= 64 && text[0].is_ascii_lowercase()
}

impl FromStr for Code {
    type Err = NotACode;

    fn from_str(text: &str) -> Result<Self, NotACode> {
        if is_code(text.as_bytes()) { Ok(Self(Cow::Owned(text.to_owned()))) } else { Err(NotACode) }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_codes_and_remarks_are_not() {
        for code in ["add", "key-block-overwrite", "kedang.v1_2", "p3", "e20260101"] {
            assert_eq!(code.parse::<Code>().is_ok(), code != "e20260101", "{code}");
        }
        let long = "a".repeat(65);
        for text in ["", "Add", "3a", "张三", "two words", "a\n", "-a", "t13800000013", &long] {
            assert_eq!(text.parse::<Code>(), Err(NotACode), "{text:?}");
        }
        assert_eq!(Code::fixed("add"), "add".parse().unwrap());
    }
}
