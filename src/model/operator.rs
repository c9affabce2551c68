//! Operators: their numbers and what they may do.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The number of an operator, `O-1`; the one who made the vault is 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OperatorNumber(pub u32);

impl fmt::Display for OperatorNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "O-{}", self.0)
    }
}

/// One thing an operator may be allowed to do, beside what his keys open.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Capability {
    /// See records and search them.
    Read,
    /// Add, edit, import, tag, grade, verify.
    Write,
    /// Take records out of the vault.
    Export,
    /// Destroy records.
    Purge,
    /// Read the log.
    Audit,
    /// Run backups.
    Backup,
    /// Change operators and the policy.
    Administer,
    /// Look at restricted records by their numbers; who administers may too, because operators
    /// were added before there was this.
    Restricted,
}

impl Capability {
    /// All of them, in the order of their ids.
    pub const ALL: [Self; 8] = [
        Self::Read,
        Self::Write,
        Self::Export,
        Self::Purge,
        Self::Audit,
        Self::Backup,
        Self::Administer,
        Self::Restricted,
    ];

    /// Its ASCII id.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
            Self::Export => "export",
            Self::Purge => "purge",
            Self::Audit => "audit",
            Self::Backup => "backup",
            Self::Administer => "administer",
            Self::Restricted => "restricted",
        }
    }

    /// The capability with this id.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|capability| capability.id() == id)
    }
}

/// A set of capabilities.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Capabilities(u32);

impl Capabilities {
    /// Every capability.
    pub fn all() -> Self {
        Capability::ALL.into_iter().collect()
    }

    /// Whether `capability` is among them.
    pub const fn has(self, capability: Capability) -> bool {
        self.0 & (1 << capability as u32) != 0
    }

    /// Those in the set, in the order of [`Capability::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Capability> {
        Capability::ALL.into_iter().filter(move |capability| self.has(*capability))
    }
}

impl FromIterator<Capability> for Capabilities {
    fn from_iter<T: IntoIterator<Item = Capability>>(iter: T) -> Self {
        Self(iter.into_iter().fold(0, |set, capability| set | 1 << capability as u32))
    }
}
