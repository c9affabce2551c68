//! What the log says of the control that people have over each other: plans that one proposes and
//! another approves, and what was out of the ordinary.
//!
//! A plan stands in the log whole, so that whoever approves it sees exactly what will be done, and
//! what is done can be held against it. Like everything in the log it names records by number and
//! holds no value of a field.

use super::share::Handover;
use super::statement::Step;
use super::{Code, Numbers, Scope};
use crate::model::{Reason, Reference, hex};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// What somebody proposes to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "plan", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Plan {
    /// To destroy.
    Purge {
        /// Which records.
        numbers: Numbers,
        /// Why.
        reason: Reason,
        /// On what basis.
        basis: Reference,
        /// What of them; none is the whole.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        scope: Option<Scope>,
        /// Whether imports are to refuse the persons.
        suppress: bool,
    },
    /// To hand out.
    Export {
        /// Which records.
        numbers: Numbers,
        /// The ids of the fields, and `number`, in their order.
        columns: Vec<Code>,
        /// How it is written: `csv`, `json`, `jsonl`, `xlsx`, `vcard`, `html`.
        form: Code,
        /// The id of the purpose.
        purpose: Code,
        /// Whether level 1 leaves too.
        reveal: bool,
        /// The impact assessment (评估编号) that it rests on.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        assessment: Option<Reference>,
        /// The age recipients that the file is sealed to, in order; none where it is not sealed.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        to: Vec<String>,
    },
    /// To hand over to a registered recipient.
    Share {
        /// Which records.
        numbers: Numbers,
        /// The id of the purpose.
        purpose: Code,
        /// Whether level 1 leaves too.
        reveal: bool,
        /// On which terms.
        handover: Box<Handover>,
    },
    /// To put another policy in force.
    Policy {
        /// Its version.
        version: u32,
        /// It, as canonical JSON; none for the one that the program brings along.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        document: Option<String>,
    },
    /// To change who is an operator.
    Operators {
        /// How.
        step: Step,
        /// Whether all keys are renewed with it.
        rotate: bool,
        /// For a newcomer: the private half, sealed to what will open it, as the header has it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        slot: Option<String>,
    },
}

/// What became of a proposal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decided {
    /// The number of its entry.
    pub proposal: u64,
    /// Whether it was approved.
    pub approved: bool,
    /// What the decision is based on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<Reference>,
}

impl Decided {
    /// The verb that decides so.
    pub const fn verb(&self) -> &'static str {
        if self.approved { "audit-approve" } else { "audit-reject" }
    }
}

/// A rule about the extraordinary that tripped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tripped {
    /// The id of the rule.
    pub rule: Code,
    /// What was counted.
    pub count: u64,
    /// The verb that did it.
    pub verb: Code,
    /// Whether it was refused for that.
    pub refused: bool,
}

impl Plan {
    /// The id of what is proposed, the same as in the policy.
    pub const fn id(&self) -> &'static str {
        match self {
            Self::Purge { .. } => "purge",
            Self::Export { .. } => "export",
            Self::Share { .. } => "share",
            Self::Policy { .. } => "policy",
            Self::Operators { .. } => "operators",
        }
    }

    /// Whether an approval only lets who proposed it carry it out, once.
    pub const fn is_granted(&self) -> bool {
        matches!(self, Self::Export { .. } | Self::Share { .. })
    }

    /// The records that it names.
    pub fn numbers(&self) -> Numbers {
        match self {
            Self::Purge { numbers, .. }
            | Self::Export { numbers, .. }
            | Self::Share { numbers, .. } => numbers.clone(),
            Self::Policy { .. } | Self::Operators { .. } => Numbers::new(),
        }
    }
}

/// A machine, by the first bytes of a hash over the vault's id and its own: told apart from
/// others, and not named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Machine(pub [u8; 8]);

impl Serialize for Machine {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl fmt::Display for Machine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        hex::write(f, &self.0)
    }
}

impl<'de> Deserialize<'de> for Machine {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let bytes = hex::decode(&String::deserialize(d)?);
        bytes.map(Self).ok_or_else(|| serde::de::Error::custom("not a machine"))
    }
}
