//! `kedang certificate show` issues the certificate of a destroyed record.

use std::path::PathBuf;

use crate::cmd::{Example, Globals, not_built};
use crate::error::{Exit, Result};
use crate::host::Host;
use crate::ui::Ui;

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example { what: "Show it", line: "kedang certificate show K-3" },
    Example {
        what: "Write it with its signature and the signers' keys beside it",
        line: "kedang certificate show K-3 -o c.txt",
    },
];

/// Show or write the certificate of a destroyed record
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Records: numbers (K-12, K-15..K-40) or terms (grade:A, tag:expo); - reads them from
    /// standard input
    #[arg(value_name = "SELECTOR", required = true)]
    pub selector: Vec<String>,

    /// Write to a new file, with FILE.sig and `allowed_signers` beside it
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// Runs `kedang certificate show`.
pub fn run(_ui: &Ui, _host: &Host, _globals: &Globals, _args: &Args) -> Result<Exit> {
    Err(not_built("certificate show"))
}
