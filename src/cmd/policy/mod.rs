//! `kedang policy` shows and checks the rules by which records are kept.

pub mod apply;
pub mod check;
pub mod diff;
mod effect;
pub mod levels;
pub mod show;

use std::path::Path;

use super::session;
use crate::cmd::{Globals, input};
use crate::error::{Code, Exit, Failure, Message, Result};
use crate::host::Host;
use crate::policy::{self, Document, Fault, Policy, Spot};
use crate::ui::{Cell, Language, Ui};
use serde_json::Value;

/// The rules by which records are kept
#[derive(Debug, clap::Args)]
#[command(subcommand_required = true, arg_required_else_help = true)]
pub struct Args {
    /// The subcommand.
    #[command(subcommand)]
    pub command: Command,
}

/// The subcommands of `kedang policy`; each one's help is in its file.
#[derive(Debug, clap::Subcommand)]
#[expect(missing_docs, reason = "a doc comment here would replace the help in the verb's file")]
pub enum Command {
    Show(show::Args),
    Check(check::Args),
    Diff(diff::Args),
    Apply(apply::Args),
    Levels(levels::Args),
}

/// Runs the subcommand.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    match &args.command {
        Command::Show(args) => show::run(ui, host, globals, args),
        Command::Check(args) => check::run(ui, host, args),
        Command::Diff(args) => diff::run(ui, host, globals, args),
        Command::Apply(args) => apply::run(ui, host, globals, args),
        Command::Levels(args) => levels::run(ui, host, globals, args),
    }
}

/// The policy in force: the vault's, or with `--default`, which needs no vault, the built-in one.
fn in_force(
    ui: &Ui<'_>,
    host: &Host,
    globals: &Globals,
    (default, verb): (bool, &str),
) -> Result<&'static Policy> {
    if default {
        return Ok(Policy::builtin());
    }
    Ok(session::open(ui, host, globals, verb)?.policy())
}

/// A policy in a file, with the text in which places are told.
struct Written {
    text: String,
    document: Document,
}

/// Reads the policy in a file; `-` is standard input.
fn parse(host: &Host, path: &Path) -> Result<std::result::Result<Written, Vec<Fault>>> {
    let text = input::text(host, path, policy::LONGEST)?;
    Ok(policy::parse(&text).map(|document| Written { text, document }))
}

/// Reads the policy in a file where a faulty one is of no use.
fn read(host: &Host, path: &Path) -> Result<Written> {
    parse(host, path)?.map_err(|faults| {
        let (line, column) = faults.first().and_then(|fault| fault.at.place).unwrap_or((1, 1));
        Failure::new(Code::BadPolicy)
            .arg("path", path)
            .arg("count", faults.len())
            .arg("line", line)
            .arg("column", column)
            .hint(Message::new("hint-policy-check").arg("path", path))
    })
}

/// A value of a document for a person: text without quotes, the name of an entry instead of all of
/// it.
fn plain(value: Option<&Value>) -> Cell {
    match value {
        Some(Value::Object(entry)) => {
            let name = ["en", "zh", "id"].into_iter().find_map(|key| entry.get(key)?.as_str());
            Cell::maybe(name)
        }
        Some(Value::String(text)) => Cell::text(text.as_str()),
        Some(Value::Array(list)) if list.iter().all(Value::is_string) => {
            Cell::Many(list.iter().filter_map(Value::as_str).map(Cell::text).collect())
        }
        Some(other) => Cell::text(other.to_string()),
        None => Cell::Empty,
    }
}

/// What is wrong, in words: the fault, a word that may have been meant, the other place.
fn told(ui: &Ui<'_>, fault: &Fault) -> String {
    let id = format!("policy-{}", fault.code.id());
    let message = Message::new(id).arg("word", &*fault.word).arg("expected", &*fault.expected);
    let mut told = vec![ui.text(&message)];
    if let Some(name) = &fault.nearest {
        told.push(ui.text(&Message::new("hint-nearest").arg("name", &**name)));
    }
    if let Some(Spot { place: Some((line, column)), name, .. }) = &fault.other {
        let other = Message::new("policy-other").arg("name", &**name);
        told.push(ui.text(&other.arg("line", *line).arg("column", *column)));
    }
    told.join(if ui.language() == Language::Chinese { "；" } else { "; " })
}

/// A name in the language shown.
fn either<'a>(ui: &Ui<'_>, zh: &'a str, en: &'a str) -> &'a str {
    if ui.language() == Language::Chinese { zh } else { en }
}
