//! `kedang backup` writes copies that bring back every record but the destroyed ones, and keeps them so.

pub mod drill;
pub mod forget;
pub mod list;
pub mod restore;
pub mod run;
pub mod scrub;
pub mod verify;

use crate::cmd::Globals;
use crate::error::{Exit, Result};
use crate::host::Host;
use crate::ui::Ui;

/// Copies that bring back every record but the destroyed ones
#[derive(Debug, clap::Args)]
#[command(subcommand_required = true, arg_required_else_help = true)]
pub struct Args {
    /// The subcommand.
    #[command(subcommand)]
    pub command: Command,
}

/// The subcommands of `kedang backup`; each one's help is in its file.
#[derive(Debug, clap::Subcommand)]
#[expect(missing_docs, reason = "a doc comment here would replace the help in the verb's file")]
pub enum Command {
    Run(run::Args),
    List(list::Args),
    Verify(verify::Args),
    Drill(drill::Args),
    Restore(restore::Args),
    Scrub(scrub::Args),
    Forget(forget::Args),
}

/// Runs the subcommand.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    match &args.command {
        Command::Run(args) => run::run(ui, host, globals, args),
        Command::List(args) => list::run(ui, host, globals, args),
        Command::Verify(args) => verify::run(ui, host, globals, args),
        Command::Drill(args) => drill::run(ui, host, globals, args),
        Command::Restore(args) => restore::run(ui, host, globals, args),
        Command::Scrub(args) => scrub::run(ui, host, globals, args),
        Command::Forget(args) => forget::run(ui, host, globals, args),
    }
}
