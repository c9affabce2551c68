//! `kedang audit verify` proves the log.

use crate::cmd::{Example, Globals, check};
use crate::error::{Exit, Result};
use crate::host::Host;
use crate::ui::Ui;
use crate::vault::Depth;

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[Example { what: "Check the log", line: "kedang audit verify" }];

/// Check every entry, link and signature of the log
#[derive(Debug, clap::Args)]
pub struct Args {}

/// Runs `kedang audit verify`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, _args: &Args) -> Result<Exit> {
    check::examine(ui, host, globals, ("audit verify", Depth::Log))
}
