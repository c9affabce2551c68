//! `kedang policy check` says all that is wrong with a policy in a file.

use std::path::PathBuf;

use serde::ser::{SerializeStruct, Serializer};

use super::{parse, told};
use crate::cmd::Example;
use crate::error::{Exit, Message, Result};
use crate::host::Host;
use crate::policy::{Fault, Spot};
use crate::ui::{Cell, Ui, View};

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example {
        what: "Check a policy before it is applied",
        line: "kedang policy check policy.toml",
    },
    Example {
        what: "Check the built-in policy, read from standard input",
        line: "kedang policy show --default | kedang policy check -",
    },
];

/// Tell all that is wrong with the policy in a file, by line and column; exit status 7 if anything is
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A policy in TOML; - reads it from standard input
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
}

/// Runs `kedang policy check`.
pub fn run(ui: &Ui, host: &Host, args: &Args) -> Result<Exit> {
    let faults = parse(host, &args.file)?.err().unwrap_or_default();
    let count = faults.len();
    let rows = faults.into_iter().map(|fault| Row { told: told(ui, &fault), fault });
    ui.rows("kedang.policy.check/1", rows)?;
    let path = args.file.as_path();
    if count == 0 {
        ui.status(Message::new("policy-fine").arg("path", path));
        return Ok(Exit::Done);
    }
    ui.status(Message::new("policy-faults").arg("path", path).arg("count", count));
    Ok(Exit::Malformed)
}

/// One fault.
struct Row {
    fault: Fault,
    told: String,
}

impl View for Row {
    const COLUMNS: &'static [&'static str] = &["line", "column", "where", "finding"];

    fn cells(&self) -> Vec<Cell> {
        let Spot { place, name, .. } = &self.fault.at;
        let number = |number: Option<usize>| {
            number.and_then(|n| u64::try_from(n).ok()).map_or(Cell::Empty, Cell::count)
        };
        vec![
            number(place.map(|(line, _)| line)),
            number(place.map(|(_, column)| column)),
            Cell::text(name.as_str()),
            Cell::Named { id: self.fault.code.id().to_owned(), name: self.told.clone() },
        ]
    }
}

impl serde::Serialize for Row {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let Fault { code, at, other, word, nearest, expected } = &self.fault;
        let other = other.as_ref();
        let mut object = serializer.serialize_struct("Fault", 10)?;
        object.serialize_field("code", code.id())?;
        object.serialize_field("line", &at.place.map(|(line, _)| line))?;
        object.serialize_field("column", &at.place.map(|(_, column)| column))?;
        object.serialize_field("where", &at.name)?;
        object.serialize_field("word", word)?;
        object.serialize_field("expected", expected)?;
        object.serialize_field("nearest", nearest)?;
        object.serialize_field("other_where", &other.map(|other| &other.name))?;
        let place = other.and_then(|other| other.place);
        object.serialize_field("other_line", &place.map(|(line, _)| line))?;
        object.serialize_field("other_column", &place.map(|(_, column)| column))?;
        object.end()
    }
}
