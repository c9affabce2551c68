//! A link from one record to another, as a value of a field: works at, legal representative of,
//! refers.
//!
//! As with events the value's text is JSON without blanks. Only the number of the other record is
//! kept: it is never given to somebody else, so a link to a destroyed record names nobody.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::RecordNumber;

/// One link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// Id of what it says, one of the options of its field.
    pub kind: String,
    /// The other record.
    #[serde(serialize_with = "spell", deserialize_with = "read")]
    pub to: RecordNumber,
}

impl Link {
    /// The link that `text` spells.
    pub fn parse(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    /// What the text of every link to `number` contains.
    pub fn needle(number: RecordNumber) -> String {
        format!("\"to\":\"{number}\"}}")
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature serde calls")]
fn spell<S: Serializer>(number: &RecordNumber, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(number)
}

fn read<'de, D: Deserializer<'de>>(from: D) -> Result<RecordNumber, D::Error> {
    let text = String::deserialize(from)?;
    text.trim().parse().map_err(|_| serde::de::Error::custom("not a record"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_of_a_number_is_one_link() {
        let link = Link::parse(r#"{"kind":"refers","to":"k-7"}"#).unwrap();
        let text = serde_json::to_string(&link).unwrap();
        assert_eq!(text, r#"{"kind":"refers","to":"K-000007"}"#);
        assert!(text.ends_with(&Link::needle(link.to)));
        assert!(Link::parse(r#"{"kind":"refers","to":"K-0"}"#).is_none());
    }
}
