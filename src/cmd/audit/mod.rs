//! `kedang audit` shows and proves the log, says what was out of the ordinary, and is where a
//! second person agrees.

pub mod anomalies;
pub mod approve;
pub mod bundle;
pub mod log;
pub mod pending;
pub(in crate::cmd) mod proposal;
pub mod reject;
pub mod standard;
mod stats;
mod terms;
pub mod verify;

use crate::cmd::Globals;
use crate::error::{Exit, Result};
use crate::host::Host;
use crate::ui::Ui;

/// The log of everything done
#[derive(Debug, clap::Args)]
#[command(subcommand_required = true, arg_required_else_help = true)]
pub struct Args {
    /// The subcommand.
    #[command(subcommand)]
    pub command: Command,
}

/// The subcommands of `kedang audit`; each one's help is in its file.
#[derive(Debug, clap::Subcommand)]
#[expect(missing_docs, reason = "a doc comment here would replace the help in the verb's file")]
pub enum Command {
    Log(log::Args),
    Verify(verify::Args),
    Anomalies(anomalies::Args),
    Pending(pending::Args),
    Approve(approve::Args),
    Reject(reject::Args),
    Bundle(bundle::Args),
    Standard(standard::Args),
}

/// Runs the subcommand.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    match &args.command {
        Command::Log(args) => log::run(ui, host, globals, args),
        Command::Verify(args) => verify::run(ui, host, globals, args),
        Command::Anomalies(args) => anomalies::run(ui, host, globals, args),
        Command::Pending(args) => pending::run(ui, host, globals, args),
        Command::Approve(args) => approve::run(ui, host, globals, args),
        Command::Reject(args) => reject::run(ui, host, globals, args),
        Command::Bundle(args) => bundle::run(ui, host, globals, args),
        Command::Standard(args) => standard::run(ui, host, globals, args),
    }
}

/// A verb of the log in the language shown; one without a text stands as it is.
fn verb_name(ui: &Ui, verb: &str) -> String {
    ui.catalogue().get(&format!("verb-{verb}")).unwrap_or_else(|| verb.to_owned())
}
