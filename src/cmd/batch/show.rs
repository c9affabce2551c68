//! `kedang batch show` lists the records of an import, and what became of them since.

use super::number;
use crate::cmd::{Example, Globals, session};
use crate::error::{Exit, Message, Result};
use crate::host::Host;
use crate::model::RecordNumber;
use crate::ui::{Cell, Ui, View};
use crate::vault::Fate;

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[Example {
    what: "See what became of the customers that an import brought",
    line: "kedang batch show B-4",
}];

/// List the records of an import, and what was changed or destroyed since
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Number of the batch, as `batch list` lists it
    #[arg(value_name = "BATCH")]
    pub batch: String,

    /// Only the records that are not as the import left them
    #[arg(long)]
    pub changed: bool,
}

/// Runs `kedang batch show`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    let number = number(&args.batch)?;
    let mut vault = session::open(ui, host, globals, "batch show")?;
    let (batch, since) = vault.batch(number)?;
    let all = batch.created.union(&batch.updated);
    let row = |number| {
        let fate: Option<&Fate> = since.0.get(&number);
        let was = if batch.created.contains(number) { "created" } else { "updated" };
        let became = match fate {
            None => "untouched",
            Some(fate) if fate.lost => "given-up",
            Some(fate) if fate.destroyed => "destroyed",
            Some(_) => "edited",
        };
        let verb = fate.map(|fate| {
            let id = format!("verb-{}", fate.verb);
            ui.catalogue().get(&id).unwrap_or_else(|| fate.verb.clone())
        });
        Row { number, was, became, time: fate.map(|fate| fate.time), fate, verb }
    };
    let rows = all.iter().map(row).filter(|row| !args.changed || row.fate.is_some());
    if ui.rows("kedang.batch.show/1", rows)? == 0 {
        ui.status(Message::new("batch-untouched").arg("count", all.len()));
    }
    Ok(Exit::Done)
}

/// One record.
struct Row<'a> {
    number: RecordNumber,
    was: &'static str,
    became: &'static str,
    time: Option<i64>,
    fate: Option<&'a Fate>,
    /// What was done to it, in words.
    verb: Option<String>,
}

impl View for Row<'_> {
    const COLUMNS: &'static [&'static str] = &["number", "result", "since", "time", "verb"];

    fn cells(&self) -> Vec<Cell> {
        let verb = self.fate.zip(self.verb.as_ref()).map_or(Cell::Empty, |(fate, name)| {
            Cell::Named { id: fate.verb.clone(), name: name.clone() }
        });
        vec![
            Cell::from(self.number),
            Cell::Word(self.was),
            Cell::Word(self.became),
            self.time.map_or(Cell::Empty, Cell::Time),
            verb,
        ]
    }
}

impl serde::Serialize for Row<'_> {
    fn serialize<S: serde::Serializer>(
        &self,
        serializer: S,
    ) -> std::result::Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let mut object = serializer.serialize_struct("Record", 5)?;
        object.serialize_field("number", &self.number.to_string())?;
        object.serialize_field("result", self.was)?;
        object.serialize_field("since", self.became)?;
        object.serialize_field("time", &self.time)?;
        object.serialize_field("verb", &self.fate.map(|fate| &fate.verb))?;
        object.end()
    }
}
