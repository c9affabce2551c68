//! `kedang policy diff` says what a policy in a file would change.

use std::path::PathBuf;

use serde_json::Value;

use super::{in_force, read};
use crate::cmd::{Example, Globals};
use crate::error::{Exit, Message, Result};
use crate::host::Host;
use crate::policy::{Change, changes};
use crate::ui::{Cell, Ui, View};

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example {
        what: "Compare a file with the policy in force",
        line: "kedang policy diff policy.toml",
    },
    Example {
        what: "Compare two files, without a vault",
        line: "kedang policy diff policy.toml --from old.toml",
    },
];

/// Show what differs between the policy in force and the one in a file
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A policy in TOML; - reads it from standard input
    #[arg(value_name = "FILE")]
    pub file: PathBuf,

    /// Compare with the policy in this file; needs no vault
    #[arg(long, value_name = "FILE", conflicts_with = "default")]
    pub from: Option<PathBuf>,

    /// Compare with the built-in policy; needs no vault
    #[arg(long)]
    pub default: bool,

    /// Exit with status 4 if the list is not empty
    #[arg(long)]
    pub exit_code: bool,
}

/// Runs `kedang policy diff`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    let after = read(host, &args.file)?;
    let changes = if let Some(path) = &args.from {
        changes(&read(host, path)?, &after)
    } else {
        let policy = in_force(ui, host, globals, (args.default, "policy diff"))?;
        changes(policy.document(), &after)
    };
    let count = ui.rows("kedang.policy.diff/1", changes.into_iter().map(Row))?;
    ui.status(Message::new("policy-differs").arg("count", count));
    Ok(if args.exit_code && count > 0 { Exit::Found } else { Exit::Done })
}

/// One difference.
struct Row(Change);

/// A value for a person: text without quotes, the id or name of an entry instead of all of it.
fn shown(value: Option<&Value>) -> Cell {
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

impl View for Row {
    const COLUMNS: &'static [&'static str] = &["change", "where", "before", "after"];

    fn cells(&self) -> Vec<Cell> {
        let Change { what, at, before, after, .. } = &self.0;
        vec![
            Cell::Word(what.id()),
            Cell::text(at.as_str()),
            shown(before.as_ref()),
            shown(after.as_ref()),
        ]
    }
}

impl serde::Serialize for Row {
    fn serialize<S: serde::Serializer>(
        &self,
        serializer: S,
    ) -> std::result::Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let Change { what, section, at, before, after } = &self.0;
        let mut object = serializer.serialize_struct("Change", 5)?;
        object.serialize_field("change", what.id())?;
        object.serialize_field("section", section)?;
        object.serialize_field("where", at)?;
        object.serialize_field("before", before)?;
        object.serialize_field("after", after)?;
        object.end()
    }
}
