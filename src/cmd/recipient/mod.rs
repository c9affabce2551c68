//! `kedang recipient` keeps the register of who may be given records.

pub mod add;
pub mod list;
pub mod remove;
pub mod show;

use crate::cmd::{Example, Globals};
use crate::error::{Exit, Result};
use crate::host::Host;
use crate::ui::{Cell, Ui, View};
use crate::vault::Recipient;

/// Who may be given records: recipients, with their agreements and keys
#[derive(Debug, clap::Args)]
#[command(subcommand_required = true, arg_required_else_help = true)]
pub struct Args {
    /// The subcommand.
    #[command(subcommand)]
    pub command: Command,
}

/// The subcommands of `kedang recipient`; each one's help is in its file.
#[derive(Debug, clap::Subcommand)]
#[expect(missing_docs, reason = "a doc comment here would replace the help in the verb's file")]
pub enum Command {
    Add(add::Args),
    List(list::Args),
    Show(show::Args),
    Remove(remove::Args),
}

/// Runs the subcommand.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    match &args.command {
        Command::Add(args) => add::run(ui, host, globals, args),
        Command::List(args) => list::run(ui, host, globals, args),
        Command::Show(args) => show::run(ui, host, globals, args),
        Command::Remove(args) => remove::run(ui, host, globals, args),
    }
}

/// The examples of a subcommand.
pub(super) fn examples(verb: &str) -> &'static [Example] {
    match verb {
        "add" => add::EXAMPLES,
        "list" => list::EXAMPLES,
        "show" => show::EXAMPLES,
        "remove" => remove::EXAMPLES,
        _ => &[],
    }
}

/// One recipient.
#[derive(serde::Serialize)]
struct Row<'a> {
    name: &'a str,
    contact: &'a str,
    internal: bool,
    country: &'a str,
    agreement: Option<&'a str>,
    agreed: Option<&'a str>,
    until: Option<&'a str>,
    to: &'a [String],
}

impl<'a> Row<'a> {
    fn new(one: &'a Recipient) -> Self {
        let some = |text: &'a String| Some(text.as_str()).filter(|text| !text.is_empty());
        Self {
            name: &one.name,
            contact: &one.contact,
            internal: one.internal,
            country: &one.country,
            agreement: one.agreement.as_ref().map(crate::vault::Reference::as_str),
            agreed: some(&one.agreed),
            until: some(&one.until),
            to: &one.to,
        }
    }
}

impl View for Row<'_> {
    const COLUMNS: &'static [&'static str] =
        &["recipient", "contact", "internal", "country", "agreement", "agreed", "until", "to"];

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::text(self.name),
            Cell::text(self.contact),
            Cell::Word(if self.internal { "yes" } else { "no" }),
            Cell::text(self.country),
            Cell::maybe(self.agreement),
            Cell::maybe(self.agreed),
            Cell::maybe(self.until),
            Cell::Many(self.to.iter().map(Cell::text).collect()),
        ]
    }
}
