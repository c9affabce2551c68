//! `kedang grade list` lists the grades of the policy.

use crate::cmd::{Example, Globals, not_built};
use crate::error::{Exit, Result};
use crate::host::Host;
use crate::ui::Ui;

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[Example { what: "List the grades", line: "kedang grade list" }];

/// List the grades, their review cycles and how many records have each
#[derive(Debug, clap::Args)]
pub struct Args {}

/// Runs `kedang grade list`.
pub fn run(_ui: &Ui, _host: &Host, _globals: &Globals, _args: &Args) -> Result<Exit> {
    Err(not_built("grade list"))
}
