//! `kedang import` takes customers in from a CSV file.

use std::path::PathBuf;

use crate::cmd::{Example, Globals, not_built};
use crate::error::{Exit, Result};
use crate::host::Host;
use crate::ui::Ui;

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example { what: "Import a file, whatever its encoding", line: "kedang import customers.csv" },
    Example { what: "See first what it would do", line: "kedang import customers.csv --dry-run" },
    Example {
        what: "Import the good rows and keep the bad ones apart",
        line: "kedang import customers.csv --on-error skip --rejects rejects.csv",
    },
    Example {
        what: "Update the customers that are there already",
        line: "kedang import - --on-conflict update < customers.csv",
    },
];

/// Take customers in from a CSV file, all or nothing
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The CSV file, its first line naming the columns; - is standard input
    #[arg(value_name = "FILE")]
    pub file: PathBuf,

    /// Encoding of the file, instead of finding it out (utf-8, gb18030, utf-16le, …)
    #[arg(long, value_name = "ENCODING")]
    pub encoding: Option<String>,

    /// What to do with a phone, e-mail or ID number that is there already
    #[arg(long, value_name = "WHAT", value_enum, default_value_t)]
    pub on_conflict: OnConflict,

    /// What to do with a row that is wrong
    #[arg(long, value_name = "WHAT", value_enum, default_value_t)]
    pub on_error: OnError,

    /// Write the rows left out to a new file, with line, field and reason
    #[arg(long, value_name = "FILE")]
    pub rejects: Option<PathBuf>,
}

/// What to do with a row whose phone, e-mail or ID number belongs to another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum OnConflict {
    /// Import nothing
    #[default]
    Fail,
    /// Leave the row out
    Skip,
    /// Update the record that is there
    Update,
}

/// What to do with a row that is wrong.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum OnError {
    /// Import nothing
    #[default]
    Fail,
    /// Leave the row out
    Skip,
}

/// Runs `kedang import`.
pub fn run(_ui: &Ui, _host: &Host, _globals: &Globals, _args: &Args) -> Result<Exit> {
    Err(not_built("import"))
}
