//! `kedang init` makes a vault and its first operator.

use std::path::PathBuf;

use crate::cmd::{Example, Globals, not_built};
use crate::error::{Exit, Result};
use crate::host::Host;
use crate::ui::Ui;

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example { what: "Make a vault, answering questions", line: "kedang init" },
    Example {
        what: "Make one in a script, opened by an identity file",
        line: "kedang --vault ./vault init --operator wang --new-identity ./wang.identity --no-recovery",
    },
];

/// Make a vault and its first operator
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Name of the first operator
    #[arg(long, value_name = "NAME")]
    pub operator: Option<String>,

    /// Name of the vault; the directory's if not given
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,

    /// Make an identity file that opens the vault; it must not exist yet
    #[arg(long, value_name = "FILE")]
    pub new_identity: Option<PathBuf>,

    /// Make no recovery code
    #[arg(long, conflicts_with = "recovery_file")]
    pub no_recovery: bool,

    /// Write the recovery code to a new file instead of showing it
    #[arg(long, value_name = "FILE")]
    pub recovery_file: Option<PathBuf>,
}

/// Runs `kedang init`.
pub fn run(_ui: &Ui, _host: &Host, _globals: &Globals, _args: &Args) -> Result<Exit> {
    Err(not_built("init"))
}
