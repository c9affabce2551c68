//! The number of a record, `K-000123`: given once, never used again.

use std::fmt;
use std::str::FromStr;

/// A record number; counts from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordNumber(u64);

/// The text is not a record number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a record number")]
pub struct NotANumber;

/// How many consecutive record numbers share a bucket.
const BUCKET: u64 = 256;

impl RecordNumber {
    /// The number `n`, or nothing for 0 and for what SQLite's signed 64 bits cannot hold.
    pub fn new(n: u64) -> Option<Self> {
        (n > 0 && i64::try_from(n).is_ok()).then_some(Self(n))
    }

    /// What a column or member of numbers of records is called.
    pub const COLUMNS: [&str; 3] = ["number", "编号", "档案编号"];

    /// Whether a column or member of this name holds numbers of records, as an export names it.
    pub fn is_in_column(name: &str) -> bool {
        Self::COLUMNS.iter().any(|known| known.eq_ignore_ascii_case(name))
    }

    /// The plain integer.
    pub const fn get(self) -> u64 {
        self.0
    }

    /// The bucket that holds this number: 256 consecutive numbers, bucket 0 holds 0–255.
    pub const fn bucket(self) -> u64 {
        self.0 / BUCKET
    }

    /// The place within its bucket.
    #[expect(clippy::cast_possible_truncation, reason = "a remainder of 256 fits a byte")]
    pub const fn place(self) -> u8 {
        (self.0 % BUCKET) as u8
    }

    /// The number at `place` of `bucket`, or nothing for number 0.
    pub fn at(bucket: u64, place: u8) -> Option<Self> {
        bucket.checked_mul(BUCKET)?.checked_add(u64::from(place)).and_then(Self::new)
    }
}

impl fmt::Display for RecordNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "K-{:06}", self.0)
    }
}

impl FromStr for RecordNumber {
    type Err = NotANumber;

    /// Reads `K-12`, `k-000012`, `K12` and `12`.
    fn from_str(text: &str) -> Result<Self, NotANumber> {
        let digits =
            text.strip_prefix(['K', 'k']).map_or(text, |t| t.strip_prefix('-').unwrap_or(t));
        if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(NotANumber);
        }
        digits.parse().ok().and_then(Self::new).ok_or(NotANumber)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_is_the_same_number() {
        for spelling in ["12", "K-12", "k-000012", "K12", "K-000012"] {
            assert_eq!(spelling.parse(), Ok(RecordNumber(12)), "{spelling}");
        }
        assert_eq!(RecordNumber(12).to_string(), "K-000012");
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in ["", "K-", "0", "K-0", "-1", "1.5", "12a", "99999999999999999999"] {
            assert_eq!(text.parse::<RecordNumber>(), Err(NotANumber), "{text}");
        }
    }

    #[test]
    fn buckets_hold_256_numbers() {
        let last = RecordNumber(511);
        assert_eq!((last.bucket(), last.place()), (1, 255));
        assert_eq!(RecordNumber::at(1, 255), Some(last));
        assert_eq!(RecordNumber::at(0, 0), None);
    }
}
