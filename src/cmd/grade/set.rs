//! `kedang grade set` gives records a grade.

use crate::cmd::{Example, Globals, not_built};
use crate::error::{Exit, Result};
use crate::host::Host;
use crate::ui::Ui;

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example { what: "Grade one customer", line: "kedang grade set A K-12" },
    Example { what: "Use the words of another ladder", line: "kedang grade set 主力 K-12" },
];

/// Give records a grade
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The grade: VIP, A, B, C or a word that means one of them
    #[arg(value_name = "GRADE")]
    pub grade: String,

    /// Records: numbers (K-12, K-15..K-40) or terms (grade:A, tag:expo); - reads them from
    /// standard input
    #[arg(value_name = "SELECTOR", required = true)]
    pub selector: Vec<String>,
}

/// Runs `kedang grade set`.
pub fn run(_ui: &Ui, _host: &Host, _globals: &Globals, _args: &Args) -> Result<Exit> {
    Err(not_built("grade set"))
}
