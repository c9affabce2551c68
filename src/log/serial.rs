//! How the types of the domain look in the JSON of the log.
//!
//! The domain knows no serialisation; these modules are for `#[serde(with = "…")]`. Each reads
//! exactly what it writes.

#![expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over references to fields")]

use crate::model::{Capabilities, Capability, Clearance, Level, OperatorNumber, Part};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An operator's number as an integer from 1.
pub(super) mod operator {
    use super::{Deserialize, Deserializer, Error, OperatorNumber, Serializer};

    pub(in crate::log) fn serialize<S: Serializer>(
        operator: &OperatorNumber,
        s: S,
    ) -> Result<S::Ok, S::Error> {
        s.serialize_u32(operator.0)
    }

    pub(in crate::log) fn deserialize<'de, D: Deserializer<'de>>(
        d: D,
    ) -> Result<OperatorNumber, D::Error> {
        match u32::deserialize(d)? {
            0 => Err(D::Error::custom("operators count from 1")),
            n => Ok(OperatorNumber(n)),
        }
    }
}

/// An operator's number as `O-2`, for what people read.
pub(super) mod operator_text {
    use super::{Deserialize, Deserializer, Error, OperatorNumber, Serializer};

    pub(in crate::log) fn serialize<S: Serializer>(
        operator: &OperatorNumber,
        s: S,
    ) -> Result<S::Ok, S::Error> {
        s.collect_str(operator)
    }

    pub(in crate::log) fn deserialize<'de, D: Deserializer<'de>>(
        d: D,
    ) -> Result<OperatorNumber, D::Error> {
        let text = String::deserialize(d)?;
        let number = text.strip_prefix("O-").and_then(|n| n.parse().ok()).filter(|n| *n > 0);
        number.map(OperatorNumber).ok_or_else(|| D::Error::custom("not an operator"))
    }
}

/// A part of a record as 0–3.
pub(super) mod part {
    use super::{Deserialize, Deserializer, Error, Part, Serializer};

    pub(in crate::log) fn serialize<S: Serializer>(part: &Part, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_u8(part.get())
    }

    pub(in crate::log) fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<Part, D::Error> {
        Part::from_number(u8::deserialize(d)?).ok_or_else(|| D::Error::custom("not a part"))
    }
}

fn to_level(n: u8) -> Option<Level> {
    Level::ALL.into_iter().find(|level| level.get() == n)
}

/// Levels as a list of 1–3, in the order given.
pub(super) mod levels {
    use super::{Deserialize, Deserializer, Error, Level, Serializer};

    pub(in crate::log) fn serialize<S: Serializer>(
        levels: &[Level],
        s: S,
    ) -> Result<S::Ok, S::Error> {
        s.collect_seq(levels.iter().map(|level| level.get()))
    }

    pub(in crate::log) fn deserialize<'de, D: Deserializer<'de>>(
        d: D,
    ) -> Result<Vec<Level>, D::Error> {
        let levels = Vec::<u8>::deserialize(d)?.into_iter().map(super::to_level).collect();
        Option::ok_or_else(levels, || D::Error::custom("not a level"))
    }
}

/// One level or none as 1–3 or absent.
pub(super) mod maybe_level {
    use super::{Deserialize, Deserializer, Error, Level, Serialize, Serializer};

    #[expect(clippy::ref_option, reason = "serde hands over a reference to the field")]
    pub(in crate::log) fn serialize<S: Serializer>(
        level: &Option<Level>,
        s: S,
    ) -> Result<S::Ok, S::Error> {
        level.map(Level::get).serialize(s)
    }

    pub(in crate::log) fn deserialize<'de, D: Deserializer<'de>>(
        d: D,
    ) -> Result<Option<Level>, D::Error> {
        let level = super::to_level(u8::deserialize(d)?);
        level.map(Some).ok_or_else(|| D::Error::custom("not a level"))
    }
}

/// A clearance as 0–3.
pub(super) mod clearance {
    use super::{Clearance, Deserialize, Deserializer, Error, Serializer};

    pub(in crate::log) fn serialize<S: Serializer>(
        clearance: &Clearance,
        s: S,
    ) -> Result<S::Ok, S::Error> {
        s.serialize_u8(clearance.get())
    }

    pub(in crate::log) fn deserialize<'de, D: Deserializer<'de>>(
        d: D,
    ) -> Result<Clearance, D::Error> {
        Clearance::new(u8::deserialize(d)?).ok_or_else(|| D::Error::custom("not a clearance"))
    }
}

/// Capabilities as a list of their ids, in their fixed order.
pub(super) mod capabilities {
    use super::{Capabilities, Capability, Deserialize, Deserializer, Error, Serializer};

    pub(in crate::log) fn serialize<S: Serializer>(
        capabilities: &Capabilities,
        s: S,
    ) -> Result<S::Ok, S::Error> {
        s.collect_seq(capabilities.iter().map(Capability::id))
    }

    pub(in crate::log) fn deserialize<'de, D: Deserializer<'de>>(
        d: D,
    ) -> Result<Capabilities, D::Error> {
        let ids = Vec::<String>::deserialize(d)?;
        let known: Option<Vec<_>> = ids.iter().map(|id| Capability::from_id(id)).collect();
        let known = known.ok_or_else(|| D::Error::custom("not a capability"))?;
        Ok(known.into_iter().collect())
    }
}

/// Compact JSON. Our types have string keys and no floats, so that this cannot fail.
pub(super) fn json<T: Serialize>(value: &T) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_default()
}

/// Why JSON was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unread {
    /// Not what [`json`] gives for any value.
    Malformed,
    /// A kind of value that a newer version writes.
    Newer,
}

/// Reads what [`json`] gives and nothing else. `kind` is the JSON pointer of the tag that tells
/// kinds of values apart, and `known` are those of this version.
pub(super) fn parse<T>(bytes: &[u8], kind: &str, known: &[&str]) -> Result<T, Unread>
where
    T: Serialize + for<'de> Deserialize<'de>,
{
    if let Ok(value) = serde_json::from_slice(bytes)
        && json(&value) == bytes
    {
        return Ok(value);
    }
    let value: Option<serde_json::Value> = serde_json::from_slice(bytes).ok();
    let found = value.as_ref().and_then(|value| value.pointer(kind)?.as_str());
    let newer = found.is_some_and(|found| !known.contains(&found));
    Err(if newer { Unread::Newer } else { Unread::Malformed })
}
