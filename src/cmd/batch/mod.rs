//! `kedang batch` shows what imports did, and takes one back.

pub mod list;
pub mod revert;
pub mod show;

use crate::cmd::Globals;
use crate::cmd::numbered::numbered;
use crate::error::{Code, Exit, Failure, Result};
use crate::host::Host;
use crate::ui::Ui;

/// Show what imports did, and take one back
#[derive(Debug, clap::Args)]
#[command(subcommand_required = true, arg_required_else_help = true)]
pub struct Args {
    /// The subcommand.
    #[command(subcommand)]
    pub command: Command,
}

/// The subcommands of `kedang batch`; each one's help is in its file.
#[derive(Debug, clap::Subcommand)]
#[expect(missing_docs, reason = "a doc comment here would replace the help in the verb's file")]
pub enum Command {
    List(list::Args),
    Show(show::Args),
    Revert(revert::Args),
}

/// Runs the subcommand.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    match &args.command {
        Command::List(args) => list::run(ui, host, globals, args),
        Command::Show(args) => show::run(ui, host, globals, args),
        Command::Revert(args) => revert::run(ui, host, globals, args),
    }
}

/// The number that `B-41`, or `41`, names.
fn number(typed: &str) -> Result<u64> {
    let none = || Failure::new(Code::NoBatch).arg("batch", typed).hint("hint-batches");
    numbered('B', typed).ok_or_else(none)
}

/// A batch as it is written.
pub(in crate::cmd) fn name(number: u64) -> String {
    format!("B-{number}")
}
