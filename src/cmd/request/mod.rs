//! `kedang request` registers what persons ask about their own data, and what they are answered.

pub mod answer;
pub mod close;
pub mod extend;
pub mod list;
pub mod open;
mod row;
mod subject;

pub(in crate::cmd) use row::{name, state};

use crate::cmd::Globals;
use crate::cmd::fields::not_listed;
use crate::cmd::numbered::numbered;
use crate::error::{Code, Exit, Failure, Result};
use crate::host::Host;
use crate::model::Right;
use crate::policy::{Choice, Policy};
use crate::ui::Ui;

/// What persons ask about their own data
#[derive(Debug, clap::Args)]
#[command(subcommand_required = true, arg_required_else_help = true)]
pub struct Args {
    /// The subcommand.
    #[command(subcommand)]
    pub command: Command,
}

/// The subcommands of `kedang request`; each one's help is in its file.
#[derive(Debug, clap::Subcommand)]
#[expect(missing_docs, reason = "a doc comment here would replace the help in the verb's file")]
pub enum Command {
    Open(open::Args),
    List(list::Args),
    Extend(extend::Args),
    Answer(answer::Args),
    Close(close::Args),
}

/// Runs the subcommand.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    match &args.command {
        Command::Open(args) => open::run(ui, host, globals, args),
        Command::List(args) => list::run(ui, host, globals, args),
        Command::Extend(args) => extend::run(ui, host, globals, args),
        Command::Answer(args) => answer::run(ui, host, globals, args),
        Command::Close(args) => close::run(ui, host, globals, args),
    }
}

/// The number of a request: `R-3`, `r3` or `3`.
fn number(typed: &str) -> Result<u64> {
    let none = || Failure::new(Code::NoRequest).arg("request", "R-…").hint("hint-requests");
    numbered('R', typed).ok_or_else(none)
}

/// The right that `name` means.
fn right(ui: &Ui, policy: &Policy, name: &str) -> Result<Right> {
    policy.right(name).ok_or_else(|| {
        let kinds = Right::ALL.into_iter().filter_map(|right| policy.request_kind(right));
        not_listed(ui, ("--right", name), kinds.map(|one| (one.right.id(), one.label_zh.as_str())))
    })
}

/// The id of the choice that `name` means.
fn choice<'c>(
    ui: &Ui,
    choices: &'c [Choice],
    (option, name): (&'static str, &str),
) -> Result<&'c str> {
    let is = |choice: &&Choice| choice.names().any(|known| known.eq_ignore_ascii_case(name));
    choices.iter().find(is).map(|choice| choice.id.as_str()).ok_or_else(|| {
        let names = choices.iter().map(|one| (one.id.as_str(), one.label_zh.as_str()));
        not_listed(ui, (option, name), names)
    })
}
