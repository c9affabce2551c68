//! `kedang check` checks the whole vault.

use crate::cmd::{Example, Globals, not_built};
use crate::error::{Exit, Result};
use crate::host::Host;
use crate::ui::Ui;

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[Example { what: "Check the vault", line: "kedang check" }];

/// Open and check everything: log, signatures, records, keyhole, destruction log
#[derive(Debug, clap::Args)]
pub struct Args {}

/// Runs `kedang check`.
pub fn run(_ui: &Ui, _host: &Host, _globals: &Globals, _args: &Args) -> Result<Exit> {
    Err(not_built("check"))
}
