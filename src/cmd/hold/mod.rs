//! `kedang hold` stops the destruction of records for the time being.

pub mod lift;
pub mod list;
pub mod place;

use crate::cmd::{Globals, covering};
use crate::error::{Code, Exit, Failure, Result};
use crate::host::Host;
use crate::model::Reference;
use crate::policy::{HoldKind, Policy};
use crate::ui::{Language, Ui, name_list};

/// Stop the destruction of records for the time being
#[derive(Debug, clap::Args)]
#[command(subcommand_required = true, arg_required_else_help = true)]
pub struct Args {
    /// The subcommand.
    #[command(subcommand)]
    pub command: Command,
}

/// The subcommands of `kedang hold`; each one's help is in its file.
#[derive(Debug, clap::Subcommand)]
#[expect(missing_docs, reason = "a doc comment here would replace the help in the verb's file")]
pub enum Command {
    Place(place::Args),
    Lift(lift::Args),
    List(list::Args),
}

/// Runs the subcommand.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    match &args.command {
        Command::Place(args) => place::run(ui, host, globals, args),
        Command::Lift(args) => lift::run(ui, host, globals, args),
        Command::List(args) => list::run(ui, host, globals, args),
    }
}

/// The kind of hold that `text` names.
fn kind<'p>(ui: &Ui<'_>, policy: &'p Policy, text: &str) -> Result<&'p HoldKind> {
    policy.hold_kind(text).ok_or_else(|| unknown(ui, policy, text))
}

/// That `text` names no kind.
fn unknown(ui: &Ui<'_>, policy: &Policy, text: &str) -> Failure {
    let kinds = policy.hold_kinds().iter();
    let chinese = ui.language() == Language::Chinese;
    let names: Vec<&str> =
        kinds.map(|kind| if chinese { &*kind.label_zh } else { &*kind.id }).collect();
    Failure::new(Code::UnknownValue)
        .arg("value", text)
        .arg("option", "--kind")
        .arg("known", name_list(ui.language(), &names))
}

/// The reference that `text` is.
fn reference(text: Option<&str>) -> Result<Option<Reference>> {
    covering::reference("--reference", text)
}
