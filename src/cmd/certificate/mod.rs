//! `kedang certificate` issues and checks certificates of destruction.

mod document;
mod first;
mod html;
mod issued;
pub mod open;
mod physical;
mod records;
#[cfg(test)]
mod sample;
pub mod show;
mod text;
mod verdict;
pub mod verify;
mod verify_log;

use crate::cmd::Globals;
use crate::error::{Exit, Result};
use crate::host::Host;
use crate::ui::Ui;

/// Certificates of destruction
#[derive(Debug, clap::Args)]
#[command(subcommand_required = true, arg_required_else_help = true)]
pub struct Args {
    /// The subcommand.
    #[command(subcommand)]
    pub command: Command,
}

/// The subcommands of `kedang certificate`; each one's help is in its file.
#[derive(Debug, clap::Subcommand)]
#[expect(missing_docs, reason = "a doc comment here would replace the help in the verb's file")]
pub enum Command {
    Show(show::Args),
    Verify(verify::Args),
    Open(open::Args),
}

/// Runs the subcommand.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    match &args.command {
        Command::Show(args) => show::run(ui, host, globals, args),
        Command::Verify(args) => verify::run(ui, host, globals, args),
        Command::Open(args) => open::run(ui, host, globals, args),
    }
}
