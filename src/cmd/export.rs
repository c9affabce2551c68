//! `kedang export` hands records out as CSV or JSON.

use std::path::PathBuf;

use crate::cmd::{Example, Globals, not_built};
use crate::error::{Exit, Result};
use crate::host::Host;
use crate::ui::Ui;

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example {
        what: "Export a tag's customers for a service call",
        line: "kedang export tag:expo --purpose service -o expo.csv",
    },
    Example {
        what: "Export some fields as JSON lines to a program",
        line: "kedang export grade:A --purpose analysis --fields number,grade,city --format jsonl",
    },
    Example {
        what: "Export for a spreadsheet on Windows",
        line: "kedang export --purpose 客户服务 --bom -o all.csv",
    },
];

/// Write records to a file for a stated purpose
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Records: numbers (K-12, K-15..K-40) or terms (grade:A, tag:expo); - reads them from
    /// standard input
    #[arg(value_name = "SELECTOR")]
    pub selector: Vec<String>,

    /// What it is for: service, analysis, recommend, marketing or the Chinese name
    #[arg(long, value_name = "PURPOSE")]
    pub purpose: String,

    /// Fields to export, separated by commas
    #[arg(long, value_name = "FIELDS", value_delimiter = ',')]
    pub fields: Vec<String>,

    /// Export level-1 values in full; this is logged
    #[arg(long)]
    pub reveal: bool,

    /// Write to a new file, complete or not at all
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// Begin a CSV file with a byte order mark, for spreadsheets
    #[arg(long)]
    pub bom: bool,
}

/// Runs `kedang export`.
pub fn run(_ui: &Ui, _host: &Host, _globals: &Globals, _args: &Args) -> Result<Exit> {
    Err(not_built("export"))
}
