//! `kedang purge` destroys records with proof, says which are due, and records what was destroyed
//! by hand.

pub mod due;
mod part;
pub mod physical;
pub mod run;

pub(in crate::cmd) use run::read_reason;

use crate::cmd::Globals;
use crate::error::{Exit, Message, Result};
use crate::host::Host;
use crate::model::Reason;
use crate::ui::{Ui, name_list};
use crate::vault::Numbers;

/// Destroy records, with proof
#[derive(Debug, clap::Args)]
#[command(subcommand_required = true, arg_required_else_help = true)]
pub struct Args {
    /// The subcommand.
    #[command(subcommand)]
    pub command: Command,
}

/// The subcommands of `kedang purge`; each one's help is in its file.
#[derive(Debug, clap::Subcommand)]
#[expect(missing_docs, reason = "a doc comment here would replace the help in the verb's file")]
pub enum Command {
    Due(due::Args),
    Run(run::Args),
    Physical(physical::Args),
}

/// Runs the subcommand.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    match &args.command {
        Command::Due(args) => due::run(ui, host, globals, args),
        Command::Run(args) => run::run(ui, host, globals, args),
        Command::Physical(args) => physical::run(ui, host, globals, args),
    }
}

/// Up to so many ranges are written out for a person.
const WRITTEN_OUT: usize = 6;

/// Record numbers for a person: all of them when they are few, else where they lie.
pub(in crate::cmd) fn brief(numbers: &Numbers) -> String {
    match (numbers.first(), numbers.last()) {
        (Some(first), Some(last)) if numbers.ranges().count() > WRITTEN_OUT => {
            format!("{first} … {last}")
        }
        _ => numbers.human(),
    }
}

/// Says where copies remain that still open, and gives the exit status.
pub(in crate::cmd) fn left_behind(ui: &Ui, names: &[String]) -> Exit {
    if names.is_empty() {
        return Exit::Done;
    }
    let list: Vec<&str> = names.iter().map(String::as_str).collect();
    let names = name_list(ui.language(), &list);
    let message = Message::new("purge-residual").arg("count", list.len());
    ui.warning(Message { args: [message.args, vec![("names", names)]].concat(), ..message });
    Exit::Residual
}

/// The message that names a reason.
pub(in crate::cmd) const fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::Request => "cell-request",
        Reason::Expired => "cell-expired",
        Reason::Ended => "cell-ended",
        Reason::Withdrawn => "cell-withdrawn",
        Reason::Other => "cell-other",
    }
}
