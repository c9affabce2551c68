//! `kedang operator` manages who may open the vault.

pub mod passphrase;

use crate::cmd::Globals;
use crate::error::{Exit, Result};
use crate::host::Host;
use crate::ui::Ui;

/// Who may open the vault
#[derive(Debug, clap::Args)]
#[command(subcommand_required = true, arg_required_else_help = true)]
pub struct Args {
    /// The subcommand.
    #[command(subcommand)]
    pub command: Command,
}

/// The subcommands of `kedang operator`; each one's help is in its file.
#[derive(Debug, clap::Subcommand)]
#[expect(missing_docs, reason = "a doc comment here would replace the help in the verb's file")]
pub enum Command {
    Passphrase(passphrase::Args),
}

/// Runs the subcommand.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    match &args.command {
        Command::Passphrase(args) => passphrase::run(ui, host, globals, args),
    }
}
