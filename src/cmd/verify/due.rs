//! `kedang verify due` lists the records whose review is due.

use crate::cmd::{Example, Globals, not_built};
use crate::error::{Exit, Result};
use crate::host::Host;
use crate::ui::Ui;

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example { what: "List what is due today", line: "kedang verify due" },
    Example { what: "List what falls due within a month", line: "kedang verify due --within 30d" },
    Example {
        what: "Let cron speak up only when something is due",
        line: "kedang verify due --exit-code --quiet",
    },
];

/// List the records to be reviewed, by the cycle of their grade
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Records: numbers (K-12, K-15..K-40) or terms (grade:A, tag:expo); - reads them from
    /// standard input
    #[arg(value_name = "SELECTOR")]
    pub selector: Vec<String>,

    /// Include what falls due within this time, such as 30d
    #[arg(long, value_name = "TIME")]
    pub within: Option<String>,

    /// Exit with status 4 if the list is not empty
    #[arg(long)]
    pub exit_code: bool,
}

/// Runs `kedang verify due`.
pub fn run(_ui: &Ui, _host: &Host, _globals: &Globals, _args: &Args) -> Result<Exit> {
    Err(not_built("verify due"))
}
