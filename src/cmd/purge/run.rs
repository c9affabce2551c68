//! `kedang purge run` destroys records, with proof.

use crate::cmd::{Example, Globals, not_built};
use crate::error::{Exit, Result};
use crate::host::Host;
use crate::ui::Ui;

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example {
        what: "Destroy a record at the customer's request",
        line: "kedang purge run K-12 --reason request --basis REQ-2026-014",
    },
    Example {
        what: "The same in a script",
        line: "kedang purge run K-12 --reason request --basis REQ-2026-014 --yes --count 1",
    },
    Example {
        what: "Destroy what is due, every night",
        line: "kedang purge run --due --yes --max 200",
    },
];

/// Destroy records for good and sign that it was done
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Records: numbers (K-12, K-15..K-40) or terms (grade:C); - reads them from standard input
    #[arg(value_name = "SELECTOR", required_unless_present = "due", conflicts_with = "due")]
    pub selector: Vec<String>,

    /// Destroy exactly what `purge due` lists, reason and basis from each rule
    #[arg(long, conflicts_with_all = ["reason", "basis"])]
    pub due: bool,

    /// Why: request, expired, ended, withdrawn, other or the Chinese name
    #[arg(long, value_name = "REASON", required_unless_present = "due")]
    pub reason: Option<String>,

    /// Reference of the decision, free of personal data: up to 64 of A-Z a-z 0-9 space . / _ -
    #[arg(long, value_name = "REF", required_unless_present = "due")]
    pub basis: Option<String>,

    /// With --yes: destroy only if it is exactly this many
    #[arg(long, value_name = "N")]
    pub count: Option<u64>,

    /// Do nothing if it would be more than this many
    #[arg(long, value_name = "N")]
    pub max: Option<u64>,
}

/// Runs `kedang purge run`.
pub fn run(_ui: &Ui, _host: &Host, _globals: &Globals, _args: &Args) -> Result<Exit> {
    Err(not_built("purge run"))
}
