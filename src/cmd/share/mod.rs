//! `kedang share` hands records over to registered recipients, and looks after what is out.

pub mod due;
mod hand_over;
pub mod issue;
pub mod lend;
pub mod list;
pub mod returned;
pub mod revoke;
mod row;
pub mod show;
mod step;
pub mod tell;

use crate::cmd::numbered::numbered;
use crate::cmd::{Example, Globals};
use crate::error::{Code, Exit, Failure, Message, Result};
use crate::host::Host;
use crate::ui::Ui;
use crate::vault::{Numbers, Vault};

/// Records handed over to others, as numbered, sealed files with a register
#[derive(Debug, clap::Args)]
#[command(subcommand_required = true, arg_required_else_help = true)]
pub struct Args {
    /// The subcommand.
    #[command(subcommand)]
    pub command: Command,
}

/// The subcommands of `kedang share`; each one's help is in its file.
#[derive(Debug, clap::Subcommand)]
#[expect(missing_docs, reason = "a doc comment here would replace the help in the verb's file")]
pub enum Command {
    Issue(issue::Args),
    Lend(lend::Args),
    Return(returned::Args),
    Revoke(revoke::Args),
    Tell(tell::Args),
    Due(due::Args),
    List(list::Args),
    Show(show::Args),
}

impl Args {
    /// Whether it writes a file of records, of which `--format` may say the form.
    pub const fn hands_over(&self) -> bool {
        matches!(self.command, Command::Issue(_) | Command::Lend(_))
    }
}

/// Runs the subcommand.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    match &args.command {
        Command::Issue(args) => issue::run(ui, host, globals, args),
        Command::Lend(args) => lend::run(ui, host, globals, args),
        Command::Return(args) => returned::run(ui, host, globals, args),
        Command::Revoke(args) => revoke::run(ui, host, globals, args),
        Command::Tell(args) => tell::run(ui, host, globals, args),
        Command::Due(args) => due::run(ui, host, globals, args),
        Command::List(args) => list::run(ui, host, globals, args),
        Command::Show(args) => show::run(ui, host, globals, args),
    }
}

/// The examples of a subcommand.
pub(super) fn examples(verb: &str) -> &'static [Example] {
    match verb {
        "issue" => issue::EXAMPLES,
        "lend" => lend::EXAMPLES,
        "return" => returned::EXAMPLES,
        "revoke" => revoke::EXAMPLES,
        "tell" => tell::EXAMPLES,
        "due" => due::EXAMPLES,
        "list" => list::EXAMPLES,
        "show" => show::EXAMPLES,
        _ => &[],
    }
}

/// How a share is called.
pub(in crate::cmd) fn name(number: u64) -> String {
    format!("S-{number}")
}

/// The number that `S-3`, or `3`, names.
fn number(typed: &str) -> Result<u64> {
    let none = || Failure::new(Code::NoShare).arg("share", typed).hint("hint-shares");
    numbered('S', typed).ok_or_else(none)
}

/// Notes that recipients are to be told of what was done to these records. What was done stays done
/// where the register cannot be read now; then that is said.
pub(in crate::cmd) fn remind(ui: &Ui, vault: &mut Vault, numbers: &Numbers) {
    if numbers.is_empty() {
        return;
    }
    let Ok(shares) = vault.shares_to_tell(numbers) else {
        ui.warning("share-tell-unknown");
        return;
    };
    if !shares.is_empty() {
        let names: Vec<String> = shares.iter().map(|number| name(*number)).collect();
        let message = Message::new("share-tell").arg("count", shares.len());
        // Nothing else says so: whoever asked for quiet is told too.
        ui.warning(message.arg("shares", names.join(", ")));
    }
}
