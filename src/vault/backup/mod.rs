#![doc = include_str!("format.md")]

mod data;
pub(crate) mod folder;
pub(crate) mod keyfile;
pub(crate) mod logcopy;
pub(crate) mod manifest;
mod register;
mod rewrite;
pub(crate) mod rows;
mod run;
mod settle;

pub use register::Wanted;
pub use run::{BackedUp, Backup};
pub use settle::{Scrubbed, ScrubbedDestination};
