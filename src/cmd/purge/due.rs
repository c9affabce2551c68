//! `kedang purge due` lists the records that are to be destroyed.

use serde::ser::{SerializeStruct, Serializer};

use crate::cmd::selection::{self, Takes};
use crate::cmd::{Example, Globals, session};
use crate::error::{Exit, Result};
use crate::host::Host;
use crate::policy::Policy;
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
    let (chinese, policy) = (ui.language() == Language::Chinese, vault.policy());
    let rows = due.into_iter().map(|due| Row { due, policy, chinese });
    let count = ui.rows("kedang.purge.due/1", rows)?;
    if count == 0 {
        ui.status("purge-none-due");
    }
    Ok(if args.exit_code && count > 0 { Exit::Found } else { Exit::Done })
}

/// A record that is due.
struct Row {
    due: Due,
    policy: &'static Policy,
    chinese: bool,
}

impl View for Row {
    const COLUMNS: &'static [&'static str] = &["number", "kept_until", "rule", "reason", "basis"];

    fn cells(&self) -> Vec<Cell> {
        let Due { number, verdict } = &self.due;
        let (reason, basis) = self.policy.reason(verdict.why);
        vec![
            Cell::from(*number),
            Cell::Date(verdict.day),
            Cell::Named { id: verdict.rule.id(), name: verdict.rule.name(self.chinese) },
            Cell::Word(reason.id()),
            Cell::text(basis),
        ]
    }
}

impl serde::Serialize for Row {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let Due { number, verdict } = &self.due;
        let (reason, basis) = self.policy.reason(verdict.why);
        let mut object = serializer.serialize_struct("Due", 5)?;
        object.serialize_field("number", &number.to_string())?;
        object.serialize_field("kept_until", &verdict.day.to_string())?;
        object.serialize_field("rule", &verdict.rule.id())?;
        object.serialize_field("reason", reason.id())?;
        object.serialize_field("basis", &basis)?;
        object.end()
    }
}
