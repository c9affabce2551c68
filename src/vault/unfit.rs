//! Why a directory is no backup destination, or not the one that was asked for.

use crate::files::Keeper;
use crate::log::Numbers;
use std::path::PathBuf;

/// Why a backup destination is not used as it was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// Its name is empty, too long, or has what a name must not have.
    Name,
    /// Its path cannot be written down: it is not UTF-8.
    Path,
    /// Another destination has this name.
    NameTaken(String),
    /// No destination has this name.
    Unknown(String),
    /// What is registered under this name does not lie where it should.
    Unreachable(String),
    /// The directory holds something else.
    Occupied(PathBuf),
    /// The directory is a destination of another vault.
    Foreign(PathBuf),
    /// The destination of this name lies at another place as well.
    Copied(String),
    /// The destination of this name is that of the vault beside which this one was restored; with
    /// the directory of that vault, where it is still there.
    Detached(String, Option<PathBuf>),
    /// The destination of this name is of another kind, or registered under another name.
    Other(String),
    /// The directory lies in a vault or in another destination.
    Inside {
        /// The directory.
        path: PathBuf,
        /// What it lies in.
        within: PathBuf,
    },
    /// The storage keeps versions of what is overwritten.
    KeepsVersions(PathBuf, Keeper),
    /// The log at the destination of this name goes on differently from this entry on.
    Branch(String, u64),
    /// The destination of this name has what the vault does not have, and no restore gave that up: in
    /// its log or destruction.log, or records that no restore named.
    Ahead {
        /// Its registered name.
        name: String,
        /// Where it lies.
        path: PathBuf,
        /// The records that live there only.
        numbers: Numbers,
        /// Whether numbers were given out there that the vault would give out again: then nobody can
        /// give up what is there.
        further: bool,
        /// Those of them whose numbers were given out here as well, to others.
        anew: Numbers,
    },
    /// The destination of this name tells of destructions that the vault does not know.
    Tells {
        /// Its registered name.
        name: String,
        /// Where it lies.
        path: PathBuf,
        /// The records that live here.
        numbers: Numbers,
        /// The numbers of the certificates, where lines say so.
        certificates: Vec<String>,
        /// Whether they are listed among what is to be destroyed: lines or a key file tell of them,
        /// not the log alone.
        listed: bool,
    },
    /// Nothing would be left at the destination of this name.
    LastCopy(String),
    /// The key file of the destination of this name is of a vault that was set aside.
    KeptVault(String),
    /// What is said to exist no more lies where it is registered.
    StillThere {
        /// Its registered name.
        name: String,
        /// Where it lies.
        path: String,
        /// Whether it is a vault that was set aside.
        kept: bool,
    },
    /// What was stated to exist no more lies where it was registered, again.
    BackAgain {
        /// The name it was registered by.
        name: String,
        /// Where it lies.
        path: String,
        /// Whether it is a vault that was set aside.
        kept: bool,
    },
    /// The storage of the destination of this name is not registered as keeping versions.
    NoVersions(String),
    /// The key file of the destination of this name was not rewritten since the last destruction.
    NotRewritten(String),
    /// This artefact is of before the keys were renewed, and only who holds level keys seals it anew.
    BeforeRotation {
        /// The destination's registered name.
        name: String,
        /// The name of the artefact.
        artefact: String,
    },
}
