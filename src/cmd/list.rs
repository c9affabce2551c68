//! `kedang list` lists records.

use crate::cmd::{Example, Globals, not_built};
use crate::error::{Exit, Result};
use crate::host::Host;
use crate::ui::Ui;

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example {
        what: "List the customers of two grades with a tag",
        line: "kedang list grade:A,VIP tag:expo",
    },
    Example {
        what: "Find a customer by part of the name, or by phone", line: "kedang list 伟芳"
    },
    Example { what: "Count them", line: "kedang list grade:C updated.before:365d --count" },
    Example {
        what: "Choose columns and order for a script",
        line: "kedang list --columns number,grade,last_contact --sort grade --format csv",
    },
];

/// List records, all of them or those selected
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Records: numbers (K-12, K-15..K-40) or terms (grade:A, tag:expo); - reads them from
    /// standard input
    #[arg(value_name = "SELECTOR")]
    pub selector: Vec<String>,

    /// Print only how many there are
    #[arg(long)]
    pub count: bool,

    /// Sort by this field; -FIELD turns the order round
    #[arg(long, value_name = "FIELD", allow_hyphen_values = true)]
    pub sort: Option<String>,

    /// List at most this many
    #[arg(long, value_name = "N")]
    pub limit: Option<u64>,

    /// Columns to show, separated by commas
    #[arg(long, value_name = "FIELDS", value_delimiter = ',')]
    pub columns: Vec<String>,

    /// Show level-1 values in full; this is logged
    #[arg(long)]
    pub reveal: bool,
}

/// Runs `kedang list`.
pub fn run(_ui: &Ui, _host: &Host, _globals: &Globals, _args: &Args) -> Result<Exit> {
    Err(not_built("list"))
}
