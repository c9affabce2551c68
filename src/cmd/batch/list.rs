//! `kedang batch list` lists the imports that wrote something.

use super::name;
use crate::cmd::{Example, Globals, session};
use crate::error::{Exit, Result};
use crate::host::Host;
use crate::policy::Policy;
use crate::ui::{Cell, Language, Ui, View};
use crate::vault::Batch;

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] =
    &[Example { what: "List what was imported, when, and by whom", line: "kedang batch list" }];

/// List the imports that wrote something, with what became of their rows
#[derive(Debug, clap::Args)]
pub struct Args {}

/// Runs `kedang batch list`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, _: &Args) -> Result<Exit> {
    let mut vault = session::open(ui, host, globals, "batch list")?;
    let batches = vault.batches()?;
    let (policy, chinese) = (vault.policy(), ui.language() == Language::Chinese);
    let rows = batches.iter().map(|batch| Row { batch, policy, chinese });
    if ui.rows("kedang.batch.list/1", rows)? == 0 {
        ui.status("batch-none");
    }
    Ok(Exit::Done)
}

/// One import.
pub(super) struct Row<'a> {
    pub(super) batch: &'a Batch,
    pub(super) policy: &'static Policy,
    pub(super) chinese: bool,
}

impl View for Row<'_> {
    const COLUMNS: &'static [&'static str] = &[
        "batch",
        "time",
        "operator",
        "channel",
        "read",
        "created",
        "updated",
        "unchanged",
        "skipped",
        "rejected",
    ];

    fn cells(&self) -> Vec<Cell> {
        let Batch { number, time, name: who, channel, counts, .. } = self.batch;
        let channels = self.policy.choices(self.policy.known().source);
        let channel = channel.as_ref().map_or(Cell::Empty, |id| {
            let known = channels.iter().find(|choice| choice.id == id.as_str());
            let label = known.map(|one| if self.chinese { &one.label_zh } else { &one.label_en });
            let id = id.as_str().to_owned();
            Cell::Named { name: label.cloned().unwrap_or_else(|| id.clone()), id }
        });
        let numbers = [
            counts.read,
            counts.created,
            counts.updated,
            counts.unchanged,
            counts.skipped,
            counts.rejected,
        ];
        let first = [Cell::text(name(*number)), Cell::Time(*time), Cell::text(who), channel];
        first.into_iter().chain(numbers.map(Cell::count)).collect()
    }
}

impl serde::Serialize for Row<'_> {
    fn serialize<S: serde::Serializer>(
        &self,
        serializer: S,
    ) -> std::result::Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let Batch { number, time, operator, name: who, channel, counts, .. } = self.batch;
        let mut object = serializer.serialize_struct("Batch", 11)?;
        object.serialize_field("batch", &name(*number))?;
        object.serialize_field("time", time)?;
        object.serialize_field("operator", &operator.to_string())?;
        object.serialize_field("name", who)?;
        object.serialize_field("channel", channel)?;
        for (key, count) in [
            ("read", counts.read),
            ("created", counts.created),
            ("updated", counts.updated),
            ("unchanged", counts.unchanged),
            ("skipped", counts.skipped),
            ("rejected", counts.rejected),
        ] {
            object.serialize_field(key, &count)?;
        }
        object.end()
    }
}
