//! `kedang operator passphrase` changes the operator's own passphrase.

use std::path::PathBuf;

use crate::cmd::{Example, Globals, not_built};
use crate::error::{Exit, Result};
use crate::host::Host;
use crate::ui::Ui;

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example { what: "Change it, answering questions", line: "kedang operator passphrase" },
    Example {
        what: "Change it in a script",
        line: "kedang operator passphrase --passphrase-file old --new-passphrase-file new",
    },
];

/// Change your passphrase
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Read the new passphrase from a file
    #[arg(long, value_name = "FILE", conflicts_with = "new_passphrase_fd")]
    pub new_passphrase_file: Option<PathBuf>,

    /// Read the new passphrase from an open file descriptor
    #[arg(long, value_name = "N")]
    pub new_passphrase_fd: Option<u32>,
}

/// Runs `kedang operator passphrase`.
pub fn run(_ui: &Ui, _host: &Host, _globals: &Globals, _args: &Args) -> Result<Exit> {
    Err(not_built("operator passphrase"))
}
