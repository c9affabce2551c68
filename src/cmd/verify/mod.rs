//! `kedang verify` keeps what records say true: findings, reviews due, reviews done.

pub mod due;
pub(in crate::cmd) mod health;
pub mod mark;
pub(in crate::cmd) mod pass;
pub mod scan;

use crate::cmd::Globals;
use crate::error::{Exit, Result};
use crate::host::Host;
use crate::ui::Ui;

/// Keep what records say true
#[derive(Debug, clap::Args)]
#[command(subcommand_required = true, arg_required_else_help = true)]
pub struct Args {
    /// The subcommand.
    #[command(subcommand)]
    pub command: Command,
}

/// The subcommands of `kedang verify`; each one's help is in its file.
#[derive(Debug, clap::Subcommand)]
#[expect(missing_docs, reason = "a doc comment here would replace the help in the verb's file")]
pub enum Command {
    Scan(scan::Args),
    Due(due::Args),
    Mark(mark::Args),
}

/// Runs the subcommand.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    match &args.command {
        Command::Scan(args) => scan::run(ui, host, globals, args),
        Command::Due(args) => due::run(ui, host, globals, args),
        Command::Mark(args) => mark::run(ui, host, globals, args),
    }
}
