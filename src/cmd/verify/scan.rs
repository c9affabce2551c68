//! `kedang verify scan` looks for records that cannot be true or complete.

use crate::cmd::{Example, Globals, not_built};
use crate::error::{Exit, Result};
use crate::host::Host;
use crate::ui::Ui;

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example { what: "Check all records", line: "kedang verify scan" },
    Example {
        what: "Check one source's customers, for a script",
        line: "kedang verify scan source:展会 --format jsonl",
    },
];

/// Find records whose values are wrong in form or missing; exit status 4 if there are any
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Records: numbers (K-12, K-15..K-40) or terms (grade:A, tag:expo); - reads them from
    /// standard input
    #[arg(value_name = "SELECTOR")]
    pub selector: Vec<String>,
}

/// Runs `kedang verify scan`.
pub fn run(_ui: &Ui, _host: &Host, _globals: &Globals, _args: &Args) -> Result<Exit> {
    Err(not_built("verify scan"))
}
