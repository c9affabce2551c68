//! `kedang show` shows records in full.

use crate::cmd::{Example, Globals, not_built};
use crate::error::{Exit, Result};
use crate::host::Host;
use crate::ui::Ui;

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example { what: "Show one customer", line: "kedang show K-12" },
    Example { what: "Show ID number and bank account in full", line: "kedang show K-12 --reveal" },
    Example { what: "Show them to a program", line: "kedang show K-12 --format json" },
];

/// Show everything a record holds
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Records: numbers (K-12, K-15..K-40) or terms (grade:A, tag:expo); - reads them from
    /// standard input
    #[arg(value_name = "SELECTOR", required = true)]
    pub selector: Vec<String>,

    /// Show level-1 values in full; this is logged
    #[arg(long)]
    pub reveal: bool,
}

/// Runs `kedang show`.
pub fn run(_ui: &Ui, _host: &Host, _globals: &Globals, _args: &Args) -> Result<Exit> {
    Err(not_built("show"))
}
