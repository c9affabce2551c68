#![doc = include_str!("format.md")]

mod aside;
mod copied;
mod data;
pub(crate) mod folder;
mod forget;
mod given_up;
mod gone;
pub(crate) mod keyfile;
mod list;
pub(crate) mod logcopy;
pub(crate) mod manifest;
mod only_there;
mod opens;
mod owe;
mod register;
mod rewrite;
pub(crate) mod rows;
mod run;
mod settle;
mod verify;

pub use folder::{enclosing_file, lies_in};
pub use forget::{Considered, Reason as KeepReason, Rules};
pub use gone::Gone;
pub use list::{Kept, Listed};
pub use manifest::Manifest;
pub use opens::Behind;
pub(super) use owe::Copies;
pub use register::BackupTo;
pub use run::{BackedUp, Backup};
pub use settle::{Scrubbed, ScrubbedDestination};
pub use verify::{BackupFinding, VerifiedBackup, VerifiedFile};

#[cfg(test)]
mod came_back_tests;
#[cfg(test)]
mod mutant_tests;
