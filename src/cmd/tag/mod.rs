//! `kedang tag` puts tags on records, takes them off, lists them.

pub mod add;
pub mod list;
pub mod remove;

use crate::cmd::selection::near;
use crate::cmd::{Globals, fields};
use crate::error::{Arg, Code, Exit, Failure, Result};
use crate::host::Host;
use crate::model::Value;
use crate::ui::Ui;
use crate::vault::Vault;

/// Tags of records
#[derive(Debug, clap::Args)]
#[command(subcommand_required = true, arg_required_else_help = true)]
pub struct Args {
    /// The subcommand.
    #[command(subcommand)]
    pub command: Command,
}

/// The subcommands of `kedang tag`; each one's help is in its file.
#[derive(Debug, clap::Subcommand)]
#[expect(missing_docs, reason = "a doc comment here would replace the help in the verb's file")]
pub enum Command {
    Add(add::Args),
    Remove(remove::Args),
    List(list::Args),
}

/// Runs the subcommand.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    match &args.command {
        Command::Add(args) => add::run(ui, host, globals, args),
        Command::Remove(args) => remove::run(ui, host, globals, args),
        Command::List(args) => list::run(ui, host, globals, args),
    }
}

/// The tags that an argument names: one, or several with semicolons between.
fn named(ui: &Ui, vault: &Vault, text: &str) -> Result<Vec<Value>> {
    let policy = vault.policy();
    let field = policy.known().tags;
    let refused = |reason: Arg| {
        let label = fields::label(policy, field, ui.language());
        Failure::new(Code::BadValue).arg("field", label).arg("reason", reason)
    };
    match policy.normalise(field, text) {
        Ok(tags) if tags.is_empty() => Err(refused(Arg::Message("finding-missing"))),
        Ok(tags) => Ok(tags),
        Err(finding) => {
            let failure = refused(Arg::Text(fields::reason(ui, &finding)));
            Err(near(failure, fields::meant(ui, policy, &finding)))
        }
    }
}
