//! What entries say of changes beside who made them: parts, and codes and counts, never a value.

use super::code::Code;
use super::numbers::Numbers;
use super::rights::{Consented, Held, Requested};
use super::serial;
use crate::model::Part;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How many rows of each table an act destroyed, by the table's id.
pub type Rows = BTreeMap<Code, u64>;

/// The records of one part whose revision advanced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartChange {
    /// The part: 0 operational, 1–3 the levels.
    #[serde(with = "serial::part")]
    pub part: Part,
    /// The records.
    pub numbers: Numbers,
}

/// More about a change, as codes and counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Detail {
    /// How a verification was done and what came of it.
    Verified {
        /// The id of the method.
        method: Code,
        /// The id of the result.
        result: Code,
    },
    /// What became of the rows of an import.
    Imported(ImportCounts),
    /// What an erasure found, before its intent: records that held a part, by `operational` and
    /// `level1` to `level3`; of what went, whole parts as `part`, values of single fields, present
    /// and past, as `value`, entries of trails as `trail`.
    Erased(Rows),
    /// What was done about consents.
    Consented(Consented),
    /// What was done about a request.
    Requested(Requested),
    /// What was done about holds.
    Held(Held),
}

impl std::ops::AddAssign for ImportCounts {
    fn add_assign(&mut self, more: Self) {
        self.read += more.read;
        self.created += more.created;
        self.updated += more.updated;
        self.unchanged += more.unchanged;
        self.skipped += more.skipped;
        self.rejected += more.rejected;
    }
}

/// What became of the rows of an import; the last five add up to `read`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ImportCounts {
    /// Rows in the file, without its header.
    pub read: u64,
    /// New records.
    pub created: u64,
    /// Records that a row changed.
    pub updated: u64,
    /// Rows equal to their record.
    pub unchanged: u64,
    /// Conflicts that were passed over.
    pub skipped: u64,
    /// Rows that were refused.
    pub rejected: u64,
}
