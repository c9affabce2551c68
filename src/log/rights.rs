//! What entries say of the duties towards persons: notices, and what was done about consents,
//! requests and holds. Codes, numbers and days, never a value of a record.

use super::change::Rows;
use super::code::Code;
use crate::model::{Digest, Reference};
use serde::{Deserialize, Serialize};

/// A notice to persons about what is done with their data (告知书). It is the organisation's own text
/// and says nothing of anybody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notice {
    /// Counts from 1.
    pub version: u32,
    /// The day from which it is given, `2026-01-31`.
    pub from: String,
    /// The ids of the purposes that it is about.
    pub purposes: Vec<Code>,
    /// How long data is kept and what happens then, in words.
    pub retention: String,
    /// Whether it changes purpose, method or categories, so that consents under an older version
    /// hold no more for its purposes.
    pub renews: bool,
    /// SHA-256 of the text.
    pub hash: Digest,
    /// The text.
    pub text: String,
    /// The entry of the notice before this one; 0 for none.
    pub previous: u64,
}

/// What was done about a request of a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Requested {
    /// The number of the request; a step `opened` gives out the next one.
    pub number: u64,
    /// The id of the right.
    pub right: Code,
    /// `opened`, `extended`, `granted`, `refused` or `closed`.
    pub step: Code,
    /// The id of why it was refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refusal: Option<Code>,
    /// The id of why its answer was put off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extension: Option<Code>,
}

/// What was done about consents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Consented {
    /// The id of the purpose.
    pub purpose: Code,
    /// `granted`, `refused` or `withdrawn`.
    pub answer: Code,
    /// Whether it is the separate consent to level-1 values.
    pub sensitive: bool,
    /// The version of the notice; 0 where none is named.
    pub notice: u32,
}

/// What was done about holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Held {
    /// The id of the kind.
    pub kind: Code,
    /// Whether it was placed; otherwise lifted.
    pub placed: bool,
}

/// Under which terms records were shown, beyond their purpose.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    /// How many of the selected records were left out because the purpose does not cover them, by
    /// the id of why.
    #[serde(default, skip_serializing_if = "Rows::is_empty")]
    pub left_out: Rows,
    /// The number of the impact assessment that was named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assessment: Option<Reference>,
}

/// Under which terms records were collected (收集): for what, and who agreed to it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Collected {
    /// The id of the purpose.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purpose: Option<Code>,
    /// Why more was collected than the purpose uses.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub justified: Option<Reference>,
    /// The ticket by which it was approved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket: Option<Reference>,
}
