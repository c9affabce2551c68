//! `kedang purge due` lists the records that are to be destroyed.

use serde::ser::{SerializeStruct, Serializer};

use crate::cmd::selection::{self, Takes};
use crate::cmd::{Example, Globals, session};
use crate::error::{Exit, Result};
use crate::host::Host;
use crate::ui::{Cell, Language, Ui, View};
use crate::vault::Due;

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example { what: "List them", line: "kedang purge due" },
    Example {
        what: "Let cron speak up only when there are some",
        line: "kedang purge due --exit-code --quiet",
    },
];

/// List the records whose time is up, with the rule that says so
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Records: numbers (K-12, K-15..K-40) or terms (grade:A, tag:expo); - reads them from
    /// standard input
    #[arg(value_name = "SELECTOR")]
    pub selector: Vec<String>,

    /// Exit with status 4 if the list is not empty
    #[arg(long)]
    pub exit_code: bool,
}

/// Runs `kedang purge due`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    let mut vault = session::open(ui, host, globals, "purge due")?;
    let selector = selection::read(host, &vault, &args.selector, Takes::Look)?;
    let due = vault.due(&selector)?;
    let chinese = ui.language() == Language::Chinese;
    let count = ui.rows("kedang.purge.due/1", due.into_iter().map(|due| Row { due, chinese }))?;
    if count == 0 {
        ui.status("purge-none-due");
    }
    Ok(if args.exit_code && count > 0 { Exit::Found } else { Exit::Done })
}

/// A record that is due.
struct Row {
    due: Due,
    chinese: bool,
}

impl View for Row {
    const COLUMNS: &'static [&'static str] = &["number", "kept_until", "rule", "reason", "basis"];

    fn cells(&self) -> Vec<Cell> {
        let Due { number, day, rule } = &self.due;
        let name = if self.chinese { &rule.label_zh } else { &rule.label_en };
        vec![
            Cell::from(*number),
            Cell::Date(*day),
            Cell::Named { id: rule.id.clone(), name: name.clone() },
            Cell::Word(rule.reason.id()),
            Cell::text(rule.basis.as_str()),
        ]
    }
}

impl serde::Serialize for Row {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let Due { number, day, rule } = &self.due;
        let mut object = serializer.serialize_struct("Due", 5)?;
        object.serialize_field("number", &number.to_string())?;
        object.serialize_field("kept_until", &day.to_string())?;
        object.serialize_field("rule", &rule.id)?;
        object.serialize_field("reason", rule.reason.id())?;
        object.serialize_field("basis", &rule.basis)?;
        object.end()
    }
}
