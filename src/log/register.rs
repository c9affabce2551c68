//! The register of places that hold copies of the vault: backup destinations, and vaults that a
//! restore set aside.
//!
//! The whole register is one entry of the log, written anew whenever it changes, and a checkpoint
//! names the entry that is in force: what is known of a destination is found without reading the
//! log from its beginning.

use super::serial;
use crate::model::{Digest, Level};
use serde::{Deserialize, Serialize};

/// A place that holds copies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Destination {
    /// Its registered name, unique in the register; certificates call it so.
    pub name: String,
    /// What it holds.
    pub kind: Kind,
    /// The absolute path of its directory. It stays in the log, which is sealed.
    pub path: String,
    /// A random id, which the directory states too, so that another disk under the same path is
    /// not taken for it.
    pub id: Digest,
    /// The number of the key that its key file was last sealed under; 0 where it has none.
    pub key: u64,
    /// The log entry that its key file and its log go up to; 0 before the first backup. Of a vault that
    /// was set aside its last one, where that is known.
    pub seq: u64,
    /// When it was last written, in milliseconds since 1970 UTC; 0 for never.
    pub reached: i64,
    /// When a drill from it last passed, likewise.
    pub drilled: i64,
    /// Whether its key file lies, as an operator accepted, on storage that keeps versions.
    #[serde(default, skip_serializing_if = "is_not")]
    pub versions: bool,
    /// Whether this vault leaves it alone: it was restored for a trial beside the vault whose
    /// destination it is. Nothing is read or written there until somebody attaches it.
    #[serde(default, skip_serializing_if = "is_not")]
    pub detached: bool,
    /// The first line of destruction.log that its key file does not know yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owed: Option<u64>,
    /// The destination that what lies there still says it is: somebody copied it from that, and its
    /// key file was not written since. The number of that tells the two apart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copy_of: Option<Digest>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over references to fields")]
pub(super) const fn is_not(flag: &bool) -> bool {
    !*flag
}

/// What a destination holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Key file, log and data.
    Full,
    /// Sealed rows only, which no key there opens.
    DataOnly,
    /// A whole vault that a restore set aside, with its keys.
    KeptVault,
}

impl Kind {
    /// Its ASCII id.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::DataOnly => "data-only",
            Self::KeptVault => "kept-vault",
        }
    }
}

/// What of a record is erased, when it is not the whole of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scope {
    /// Whole levels.
    #[serde(with = "serial::levels")]
    pub levels: Vec<Level>,
    /// Single fields, by their ids.
    pub fields: Vec<super::Code>,
}

/// What a restore put together, as the entry that continues the log says it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Restored {
    /// The name of the data artefact.
    pub artefact: String,
    /// The log entry that the data is of: records and revisions are again as they were then.
    pub base: u64,
    /// The head of the log at that entry.
    pub base_head: Digest,
    /// Records that are there again.
    pub numbers: super::Numbers,
    /// Records of the data that were not brought back: destroyed since.
    pub destroyed: super::Numbers,
    /// Records that were living and are not in the data, or not as a key opens them.
    pub lost: super::Numbers,
    /// The epoch that begins.
    pub epoch: u64,
    /// The number that the next record gets.
    pub next_record: u64,
    /// Lines of destruction.log that a surviving copy has and the log here lacks, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<String>,
    /// Records of which a part was erased since, as newer artefacts have them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub later: Vec<Later>,
    /// The newest entry that anybody is known to have seen, when the log here ends before it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lost_head: Option<LostHead>,
    /// Epochs before that of which nothing says what they began with: destructions, perhaps.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unknown: Vec<u64>,
    /// Destroyed records whose persons are not to be entered again, by hashes that are taken over
    /// from another branch: the entry of the log that has them stands in the same transaction.
    #[serde(default, skip_serializing_if = "super::Numbers::is_empty")]
    pub suppressed: super::Numbers,
    /// The same where nobody here has the hashes, so that nothing refuses those persons any more.
    #[serde(default, skip_serializing_if = "super::Numbers::is_empty")]
    pub unsuppressed: super::Numbers,
    /// The numbers of operators who are let in again, though a copy of destruction.log that was given
    /// to the restore says that they were removed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub returned: Vec<u32>,
}

/// Records that a restore took from another artefact than the rest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Later {
    /// The name of the data artefact.
    pub artefact: String,
    /// The log entry that its data is of.
    pub base: u64,
    /// The head of the log at that entry.
    pub base_head: Digest,
    /// The records; they are among the restored ones.
    pub numbers: super::Numbers,
}

/// The end of a branch of the log that is given up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LostHead {
    /// Its last known entry.
    pub seq: u64,
    /// The head there.
    pub head: Digest,
    /// The epoch then.
    pub epoch: u64,
}
