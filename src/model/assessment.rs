//! A filled-in scorecard, as a value of a field: 5C, 5P, 6A or another that the policy has.
//!
//! As with events the value's text is JSON without blanks. The total is kept with the scores: it is
//! what was found then, whatever weights a later policy has.

use std::fmt;

use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use zeroize::{Zeroize, ZeroizeOnDrop};

use super::json::is_default;

/// One scorecard.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub struct Assessment {
    /// Id of the standard in the policy.
    pub standard: String,
    /// The day it was made.
    pub date: String,
    /// The score of each factor, in the order of the standard.
    pub scores: Scores,
    /// The weighted total, in percent of the highest there can be.
    #[serde(default)]
    pub total: u8,
    /// Who assessed.
    #[serde(default, skip_serializing_if = "is_default")]
    pub by: String,
    /// What it rests on.
    #[serde(default, skip_serializing_if = "is_default")]
    pub evidence: String,
}

impl Assessment {
    /// The scorecard that `text` spells.
    pub fn parse(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }
}

/// Says nothing of the customer.
impl fmt::Debug for Assessment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Assessment(…)")
    }
}

/// Scores by factor: an object in JSON, whose keys keep their order and come once.
#[derive(Clone, Default, PartialEq, Eq, Zeroize)]
pub struct Scores(pub Vec<(String, u16)>);

impl Serialize for Scores {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(factor, score)| (factor, score)))
    }
}

impl<'de> Deserialize<'de> for Scores {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_map(Pairs)
    }
}

/// Reads the pairs of an object.
struct Pairs;

impl<'de> Visitor<'de> for Pairs {
    type Value = Scores;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("scores by factor")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Scores, A::Error> {
        let mut pairs: Vec<(String, u16)> = Vec::new();
        while let Some((factor, score)) = map.next_entry::<String, u16>()? {
            if pairs.iter().any(|(other, _)| *other == factor) {
                return Err(A::Error::custom("a factor twice"));
            }
            pairs.push((factor, score));
        }
        Ok(Scores(pairs))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_keep_their_order_and_come_once() {
        let text = r#"{"standard":"5c","date":"2026-01-31","scores":{"b":4,"a":3},"total":70}"#;
        let card = Assessment::parse(text).unwrap();
        assert_eq!(serde_json::to_string(&card).unwrap(), text);
        assert!(Assessment::parse(&text.replace("\"a\"", "\"b\"")).is_none());
        assert!(Assessment::parse(&text.replace('3', "-3")).is_none());
    }
}
