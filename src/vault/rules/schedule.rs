//! What a policy writes into a record of how long it is used and kept.

use crate::model::{FieldId, Fields, RecordNumber};
use crate::policy::Policy;

/// What one policy says of when a record is used and kept; texts are empty where it says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Schedule {
    /// The last day it is kept.
    pub kept_until: String,
    /// The id of what gives that day.
    pub rule: String,
    /// The last day it is used, where it is kept longer.
    pub used_until: String,
    /// The id of what ends its use.
    pub used_rule: String,
}

/// A record whose days move.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    /// The record.
    pub number: RecordNumber,
    /// What the policy in force says.
    pub before: Schedule,
    /// What the other would.
    pub after: Schedule,
}

impl Schedule {
    pub(super) fn of(policy: &Policy, fields: &Fields) -> Self {
        let known = policy.known();
        let text = |field: Option<FieldId>| {
            field.map_or_else(String::new, |field| fields.text(field).to_owned())
        };
        Self {
            kept_until: text(Some(known.destroy_on)),
            rule: text(Some(known.destroy_rule)),
            used_until: text(known.restrict_on),
            used_rule: text(known.restrict_rule),
        }
    }
}

/// What a record has of the statutory period that binds it, and the marks of dealings.
pub(super) fn floor(policy: &Policy, fields: &Fields) -> Vec<String> {
    let known = policy.known();
    let kept = [known.floor_on, known.floor_rule, known.activity].into_iter();
    let texts = |field: Option<FieldId>| -> Vec<&str> {
        field.map_or_else(Vec::new, |field| fields.all(field).map(|v| v.text.as_str()).collect())
    };
    kept.map(|field| texts(field).join("\n")).collect()
}
