//! `kedang event` keeps what happened with customers: purchases, contacts, complaints.

pub mod add;
pub mod list;

use crate::cmd::Globals;
use crate::error::{Code, Exit, Failure, Result};
use crate::host::Host;
use crate::model::FieldId;
use crate::policy::Policy;
use crate::ui::Ui;

/// What happened with customers
#[derive(Debug, clap::Args)]
#[command(subcommand_required = true, arg_required_else_help = true)]
pub struct Args {
    /// The subcommand.
    #[command(subcommand)]
    pub command: Command,
}

/// The subcommands of `kedang event`; each one's help is in its file.
#[derive(Debug, clap::Subcommand)]
#[expect(missing_docs, reason = "a doc comment here would replace the help in the verb's file")]
pub enum Command {
    Add(add::Args),
    List(list::Args),
}

/// Runs the subcommand.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    match &args.command {
        Command::Add(args) => add::run(ui, host, globals, args),
        Command::List(args) => list::run(ui, host, globals, args),
    }
}

/// The field of events, which the policy may do without.
pub(super) fn field(policy: &Policy) -> Result<FieldId> {
    policy.known().events.ok_or_else(|| Failure::new(Code::UnknownField).arg("field", "events"))
}

/// The id of the type of event that `name` means.
fn type_id<'p>(ui: &Ui, policy: &'p Policy, name: &str) -> Result<&'p str> {
    let types = policy.document().events.iter();
    policy.event_type(name).map(|about| about.id.as_str()).ok_or_else(|| {
        let names = types.map(|about| (about.id.as_str(), about.label_zh.as_str()));
        crate::cmd::fields::not_listed(ui, ("--type", name), names)
    })
}
