#![doc = include_str!("format.md")]

mod data;
pub(crate) mod folder;
pub(crate) mod keyfile;
pub(crate) mod logcopy;
pub(crate) mod manifest;
mod owe;
mod register;
mod rewrite;
pub(crate) mod rows;
mod run;
mod settle;

pub(super) use owe::Copies;
pub use register::BackupTo;
pub use run::{BackedUp, Backup};
pub use settle::{Scrubbed, ScrubbedDestination};
