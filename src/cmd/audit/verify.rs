//! `kedang audit verify` proves the log.

use crate::cmd::{Example, Globals, not_built};
use crate::error::{Exit, Result};
use crate::host::Host;
use crate::ui::Ui;

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[Example { what: "Check the log", line: "kedang audit verify" }];

/// Check every entry, link and signature of the log
#[derive(Debug, clap::Args)]
pub struct Args {}

/// Runs `kedang audit verify`.
pub fn run(_ui: &Ui, _host: &Host, _globals: &Globals, _args: &Args) -> Result<Exit> {
    Err(not_built("audit verify"))
}
