//! `kedang audit verify` proves the log.

use crate::cmd::check::{self, Check};
use crate::cmd::{Example, Globals};
use crate::error::{Exit, Result};
use crate::host::Host;
use crate::ui::Ui;

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example { what: "Check the log", line: "kedang audit verify" },
    Example {
        what: "Check it every night, and keep for the indicators that it was done",
        line: "kedang audit verify --log",
    },
];

/// Check every entry, link and signature of the log
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Sign the result into the log, where `report kpi` looks for it; one with findings is no pass
    #[arg(long)]
    pub log: bool,
}

/// Runs `kedang audit verify`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    check::examine(ui, host, globals, Check::log(args.log))
}
