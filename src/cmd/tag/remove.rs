//! `kedang tag remove` takes a tag off records.

use crate::cmd::{Example, Globals, not_built};
use crate::error::{Exit, Result};
use crate::host::Host;
use crate::ui::Ui;

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] =
    &[Example { what: "Take a tag off one customer", line: "kedang tag remove expo K-12" }];

/// Take a tag off records
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The tag
    #[arg(value_name = "TAG")]
    pub tag: String,

    /// Records: numbers (K-12, K-15..K-40) or terms (grade:A, tag:expo); - reads them from
    /// standard input
    #[arg(value_name = "SELECTOR", required = true)]
    pub selector: Vec<String>,
}

/// Runs `kedang tag remove`.
pub fn run(_ui: &Ui, _host: &Host, _globals: &Globals, _args: &Args) -> Result<Exit> {
    Err(not_built("tag remove"))
}
