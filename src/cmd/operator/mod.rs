//! `kedang operator` manages who may open the vault.

pub mod add;
pub mod list;
pub mod passphrase;
pub mod recover;
pub mod remove;
pub mod rotate;
mod row;
pub mod show;
mod way_in;

use crate::cmd::{Example, Globals};
use crate::error::{Code, Exit, Failure, Result};
use crate::host::Host;
use crate::ui::Ui;
use crate::vault::{Enrolled, Vault};

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
    Add(add::Args),
    List(list::Args),
    Show(show::Args),
    Remove(remove::Args),
    Rotate(rotate::Args),
    Passphrase(passphrase::Args),
    Recover(recover::Args),
}

/// Runs the subcommand.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    match &args.command {
        Command::Add(args) => add::run(ui, host, globals, args),
        Command::List(args) => list::run(ui, host, globals, args),
        Command::Show(args) => show::run(ui, host, globals, args),
        Command::Remove(args) => remove::run(ui, host, globals, args),
        Command::Rotate(args) => rotate::run(ui, host, globals, args),
        Command::Recover(args) => recover::run(ui, host, globals, args),
        Command::Passphrase(args) => passphrase::run(ui, host, globals, args),
    }
}

/// The operator that a name or a number means.
fn named(vault: &Vault, text: &str) -> Result<Enrolled> {
    let missing = || Failure::new(Code::NoOperator).hint("hint-operators");
    vault.operator_named(text).ok_or_else(missing)
}

/// The examples of a subcommand.
pub(super) fn examples(verb: &str) -> &'static [Example] {
    match verb {
        "add" => add::EXAMPLES,
        "list" => list::EXAMPLES,
        "show" => show::EXAMPLES,
        "remove" => remove::EXAMPLES,
        "rotate" => rotate::EXAMPLES,
        "recover" => recover::EXAMPLES,
        "passphrase" => passphrase::EXAMPLES,
        _ => &[],
    }
}
