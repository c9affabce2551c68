//! The text form of a set of record numbers: ranges or a bitmap, whichever is shorter.
//!
//! ```text
//! 1-256,300            ranges, both ends included, ascending, joined where they touch
//! ~1001:qqqqqg==       a bitmap: bit i (from the lowest bit of the first byte) is number 1001 + i
//! ```
//!
//! The first bit of a bitmap and the last byte are never empty; ranges win when both are equally
//! long; the empty set is the empty text. So each set has exactly one text, and only that one is
//! read back.

use super::base64;
use super::numbers::Numbers;
use crate::model::RecordNumber;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt::{self, Write};
use std::str::FromStr;

/// The text is not a set of record numbers in its one canonical form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a canonical set of record numbers")]
pub struct NumbersError;

impl Numbers {
    /// The form for people: `K-000001…K-000256, K-000300`.
    pub fn human(&self) -> String {
        let one = |(first, last): (RecordNumber, RecordNumber)| {
            if first == last { first.to_string() } else { format!("{first}…{last}") }
        };
        self.ranges().map(one).collect::<Vec<_>>().join(", ")
    }

    fn ranges_text(&self) -> String {
        let mut text = String::new();
        for (first, last) in self.ranges() {
            let comma = if text.is_empty() { "" } else { "," };
            // Writing to a string cannot fail.
            let _ = if first == last {
                write!(text, "{comma}{}", first.get())
            } else {
                write!(text, "{comma}{}-{}", first.get(), last.get())
            };
        }
        text
    }

    /// The bitmap, unless it would be `limit` bytes or longer. Its length is known beforehand, so
    /// that two numbers far apart do not allocate the distance.
    fn bitmap_text(&self, limit: usize) -> Option<String> {
        let (base, last) = (self.first()?.get(), self.last()?.get());
        let prefix = format!("~{base}:");
        let length = usize::try_from((last - base) / 8 + 1).ok()?;
        if length.div_ceil(3).checked_mul(4)?.checked_add(prefix.len())? >= limit {
            return None;
        }
        let mut bytes = vec![0_u8; length];
        for number in self.iter() {
            let bit = number.get() - base;
            let at = usize::try_from(bit / 8).ok()?;
            *bytes.get_mut(at)? |= 1 << (bit % 8);
        }
        Some(prefix + &base64::encode(&bytes))
    }

    fn from_ranges_text(text: &str) -> Option<Self> {
        let number = |text: &str| text.parse().ok().and_then(RecordNumber::new);
        let mut all = Self::new();
        for item in text.split(',') {
            let (first, last) = item.split_once('-').unwrap_or((item, item));
            let (first, last) = (number(first)?, number(last)?);
            if last < first || all.last().is_some_and(|before| first <= before) {
                return None;
            }
            all.push_range(first, last);
        }
        Some(all)
    }

    fn from_bitmap_text(text: &str) -> Option<Self> {
        let (base, bits) = text.split_once(':')?;
        let base: u64 = base.parse().ok()?;
        let mut at = base;
        let mut all = Self::new();
        for byte in base64::decode(bits)? {
            for bit in 0..8 {
                if byte & 1 << bit != 0 {
                    all.insert(RecordNumber::new(at.checked_add(bit)?)?);
                }
            }
            at = at.checked_add(8)?;
        }
        Some(all)
    }
}

impl fmt::Display for Numbers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ranges = self.ranges_text();
        f.write_str(&self.bitmap_text(ranges.len()).unwrap_or(ranges))
    }
}

impl FromStr for Numbers {
    type Err = NumbersError;

    /// Reads exactly what `Display` gives.
    fn from_str(text: &str) -> Result<Self, NumbersError> {
        let numbers = match text.strip_prefix('~') {
            _ if text.is_empty() => Some(Self::new()),
            Some(bitmap) => Self::from_bitmap_text(bitmap),
            None => Self::from_ranges_text(text),
        };
        numbers.filter(|numbers| numbers.to_string() == text).ok_or(NumbersError)
    }
}

impl Serialize for Numbers {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Numbers {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn set(numbers: impl IntoIterator<Item = u64>) -> Numbers {
        numbers.into_iter().filter_map(RecordNumber::new).collect()
    }

    #[test]
    fn the_shorter_form_is_chosen() {
        assert_eq!(set([]).to_string(), "");
        assert_eq!(set((1..=256).chain([300])).to_string(), "1-256,300");
        assert_eq!(set([1, 1_000_000]).to_string(), "1,1000000");
        assert_eq!(set((0..20).map(|i| 1001 + 2 * i)).to_string(), "~1001:VVVVVVU=");
        assert_eq!(set([1, u64::MAX / 2]).to_string(), "1,9223372036854775807");
    }

    #[test]
    fn people_read_ranges() {
        assert_eq!(set((1..=3).chain([300])).human(), "K-000001…K-000003, K-000300");
    }

    #[test]
    fn a_second_spelling_is_refused() {
        let refused = [
            " ",
            "0",
            "01",
            "+1",
            "2,1",
            "1,1",
            "1,2",
            "1-1",
            "2-1",
            "1-2,3",
            "1-",
            "-1",
            "1,",
            ",1",
            "1;2",
            "K-1",
            "９",
            "~",
            "~1:",
            "~1:AQ==",
            "~1001:VVVVVVUA",
            "~1000:qqqqqqo=",
            "~1001:VVVVVVU",
            "9223372036854775808",
            "~9223372036854775807:VVVVVVU=",
            "~18446744073709551615:VVVVVVU=",
        ];
        for text in refused {
            assert_eq!(text.parse::<Numbers>(), Err(NumbersError), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn every_set_is_read_back(base in 1_u64..2_000_000, steps in proptest::collection::vec(1_u64..9, 0..400)) {
            let numbers = set(steps.iter().scan(base, |at, step| { *at += step; Some(*at) }));
            prop_assert_eq!(numbers.to_string().parse(), Ok(numbers));
        }

        #[test]
        fn what_is_read_is_canonical(text in "(~[0-9]{1,3}:[A-D]{4}|[0-9]{1,2}(-[0-9]{1,2})?(,[0-9]{1,2}){0,3})") {
            if let Ok(numbers) = text.parse::<Numbers>() {
                prop_assert_eq!(numbers.to_string(), text);
            }
        }
    }
}
