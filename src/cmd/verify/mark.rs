//! `kedang verify mark` records that a customer was asked.

use crate::cmd::{Example, Globals, not_built};
use crate::error::{Exit, Result};
use crate::host::Host;
use crate::ui::Ui;

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example {
        what: "Record a telephone call",
        line: "kedang verify mark K-12 --method 电话 --result confirmed",
    },
    Example {
        what: "Record that nobody was reached",
        line: "kedang verify mark K-12 --method phone --result unreachable",
    },
];

/// Record that records were verified, how, and with what result
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Records: numbers (K-12, K-15..K-40) or terms (grade:A, tag:expo); - reads them from
    /// standard input
    #[arg(value_name = "SELECTOR", required = true)]
    pub selector: Vec<String>,

    /// How it was verified: phone, email, visit, … or the Chinese name
    #[arg(long, value_name = "METHOD")]
    pub method: String,

    /// What came of it
    #[arg(long, value_name = "RESULT", value_enum)]
    pub result: Outcome,
}

/// What came of a verification.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Outcome {
    /// The record is true
    #[value(alias = "属实")]
    Confirmed,
    /// The record had to be changed
    #[value(alias = "有变更")]
    Changed,
    /// Nobody was reached
    #[value(alias = "未联系上")]
    Unreachable,
}

/// Runs `kedang verify mark`.
pub fn run(_ui: &Ui, _host: &Host, _globals: &Globals, _args: &Args) -> Result<Exit> {
    Err(not_built("verify mark"))
}
