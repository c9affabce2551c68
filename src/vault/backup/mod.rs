#![doc = include_str!("format.md")]

mod data;
mod folder;
mod keyfile;
mod logcopy;
mod manifest;
mod owe;
mod register;
mod rewrite;
mod rows;
mod run;
mod settle;

pub(super) use owe::Copies;
pub use register::BackupTo;
pub use run::{BackedUp, Backup};
pub use settle::{Scrubbed, ScrubbedDestination};
