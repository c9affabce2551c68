//! `kedang purge` destroys records with proof, says which are due, and records what was destroyed
//! by hand.

pub mod due;
mod part;
pub mod physical;
pub mod run;

pub(in crate::cmd) use part::{Back, again, unexplained, what};
pub(in crate::cmd) use run::read_reason;

use crate::cmd::Globals;
use crate::error::{Exit, Message, Result};
use crate::host::Host;
use crate::model::Reason;
use crate::ui::{Ui, name_list};
use crate::vault::{CopyKind, Numbers, Vault};

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

/// Says where copies remain that still open and what settles each, and gives the exit status.
pub(in crate::cmd) fn left_behind(ui: &Ui, vault: &Vault, names: &[String]) -> Result<Exit> {
    left(ui, vault, ("purge-residual", names))
}

/// The same with the message for those that could not be reached.
pub(in crate::cmd) fn left(
    ui: &Ui,
    vault: &Vault,
    (unreached, names): (&'static str, &[String]),
) -> Result<Exit> {
    for (kind, some) in vault.kinds_of_copies(names)? {
        let list: Vec<&str> = some.iter().map(String::as_str).collect();
        let listed = name_list(ui.language(), &list);
        let message = Message::new(match kind {
            CopyKind::KeyFile => unreached,
            CopyKind::Versioned => "purge-residual-versioned",
            CopyKind::SetAside => "purge-residual-set-aside",
        });
        let message = message.arg("count", list.len());
        ui.warning(Message { args: [message.args, vec![("names", listed)]].concat(), ..message });
    }
    Ok(if names.is_empty() { Exit::Done } else { Exit::Residual })
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
