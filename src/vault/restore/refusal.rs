//! Why nothing is restored, or a restored log not accepted.

use super::evidence::Stale;
use crate::log::Numbers;
use crate::vault::error::Error;
use std::path::PathBuf;

/// What stands against it.
#[derive(Debug)]
pub enum Unrestorable {
    /// The directory says nowhere that it is a backup destination.
    NoDestination(PathBuf),
    /// The destination has no key file, without which its data opens for nobody.
    NoKeyFile(PathBuf),
    /// There is no data artefact.
    NoArtefact(PathBuf),
    /// A data artefact lies under the name of another one.
    Renamed {
        /// Where it lies.
        path: PathBuf,
        /// The name that its manifest gives it.
        name: String,
    },
    /// The key file is older than what is known from elsewhere.
    Stale(Box<Stale>),
    /// This user has seen more of the log than there is here.
    Behind {
        /// Newest log entry here.
        here: u64,
        /// Newest log entry seen before.
        seen: u64,
    },
    /// The vault at the place has what would not come back.
    OnlyAtPlace {
        /// Where it lies.
        path: PathBuf,
        /// The destination that is restored from.
        name: String,
        /// Records that would be given up.
        lost: Numbers,
        /// Records that would come back as they were before their last change.
        older: Numbers,
    },
    /// Another destination knows of a later state.
    Elsewhere {
        /// Where it lies.
        at: PathBuf,
        /// Newest log entry here.
        here: u64,
        /// Newest log entry there.
        seen: u64,
    },
    /// A data artefact is of a later state than log and keys that it would be restored with.
    Newer {
        /// Its manifest.
        path: PathBuf,
        /// Newest log entry here.
        here: u64,
        /// The entry that the data is of.
        of: u64,
    },
    /// Records of the data have no key, and nothing says that they were destroyed.
    Unexplained(Numbers),
    /// Another vault lies where one should be restored to.
    OtherVault(PathBuf),
    /// A backup destination lies there, or the place lies in one, or in a vault.
    Inside {
        /// Where a vault should be restored to.
        path: PathBuf,
        /// The destination or vault.
        within: PathBuf,
    },
    /// What this user saw last does not lie on a branch that a restore gave up.
    HeadNotExplained {
        /// Newest log entry here.
        here: u64,
        /// Newest log entry seen before.
        seen: u64,
    },
}

impl From<Unrestorable> for Error {
    fn from(why: Unrestorable) -> Self {
        Self::Unrestorable(why)
    }
}
