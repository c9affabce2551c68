//! `kedang audit log` shows who did what.

use crate::cmd::{Example, Globals, not_built};
use crate::error::{Exit, Result};
use crate::host::Host;
use crate::ui::Ui;

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example { what: "Show the last twenty entries", line: "kedang audit log --limit 20" },
    Example { what: "Show what was done to one record", line: "kedang audit log K-12" },
];

/// Show the log: who did what, when, to which records
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Only entries about these records
    #[arg(value_name = "SELECTOR")]
    pub selector: Vec<String>,

    /// Show at most this many entries, the newest
    #[arg(long, value_name = "N")]
    pub limit: Option<u64>,
}

/// Runs `kedang audit log`.
pub fn run(_ui: &Ui, _host: &Host, _globals: &Globals, _args: &Args) -> Result<Exit> {
    Err(not_built("audit log"))
}
