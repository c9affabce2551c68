//! `kedang demo` shows the whole life of some customers in a throw-away vault.

use std::path::PathBuf;

use crate::cmd::{Example, Globals, not_built};
use crate::error::{Exit, Result};
use crate::host::Host;
use crate::ui::Ui;

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example { what: "Watch the tour", line: "kedang demo" },
    Example { what: "Keep the vault to try things out", line: "kedang demo --keep ./demo" },
];

/// Show the whole life of some made-up customers in a throw-away vault
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Leave the vault in this directory instead of deleting it
    #[arg(long, value_name = "DIR")]
    pub keep: Option<PathBuf>,
}

/// Runs `kedang demo`.
pub fn run(_ui: &Ui, _host: &Host, _globals: &Globals, _args: &Args) -> Result<Exit> {
    Err(not_built("demo"))
}
