//! What entries say of the duties towards persons: notices, and what was done about consents,
//! requests and holds. Codes, numbers and days, never a value of a record.

use super::change::Rows;
use super::code::Code;
use super::numbers::Numbers;
use super::share::Shared;
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
    /// With a step `opened`, the commitment that the destruction will name: whoever holds its
    /// opening relies on it, also after a restore of data from before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commitment: Option<Digest>,
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
    /// The recipient that it names; none where it is about the organisation's own use.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recipient: Option<String>,
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
    /// Those of the records of which level 1 stayed, as no separate consent covers it.
    #[serde(default, skip_serializing_if = "Numbers::is_empty")]
    pub withheld: Numbers,
    /// To whom it was handed over, as a numbered share.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<Box<Shared>>,
    /// That pseudonyms left in the place of what identifies; none where values did, and of what a
    /// program logged that did not say so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pseudonyms: Option<Pseudonymised>,
    /// For whom an export was sealed: names of the register of recipients, and of keys that nobody has
    /// there the keys themselves; none where it was not, and of what a program logged that did not say
    /// so. A share has its recipient among its terms.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sealed_for: Vec<String>,
}

/// For whom the pseudonyms of an export were (去标识化).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pseudonymised {
    /// Names of the register of recipients, or the reference that was given for one; a name that is
    /// neither may be anybody's and is not kept.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recipients: Vec<String>,
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
    /// The id of the policy's channel by which a whole file came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<Code>,
    /// What the persons of all new records agreed to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub consented: Vec<Consented>,
}
