//! What `audit log --stats` shows: who did how much, by verb.

use super::verb_name;
use crate::error::Result;
use crate::ui::{Cell, Ui, View};
use crate::vault::Tallied;

/// Shows the sums.
pub(super) fn show(ui: &Ui, sums: &[Tallied]) -> Result<()> {
    ui.rows("kedang.audit.stats/1", sums.iter().map(|sum| Row::new(ui, sum)))?;
    Ok(())
}

/// What one operator did by one verb.
#[derive(serde::Serialize)]
struct Row<'a> {
    operator: String,
    name: &'a str,
    verb: &'a str,
    entries: u64,
    shown: u64,
    pseudonymised: u64,
    changed: u64,
    created: u64,
    destroyed: u64,
    refused: u64,
    first: i64,
    last: i64,
    #[serde(skip)]
    verb_name: String,
}

impl<'a> Row<'a> {
    fn new(ui: &Ui, sum: &'a Tallied) -> Self {
        Self {
            operator: sum.operator.to_string(),
            name: &sum.name,
            verb: &sum.verb,
            entries: sum.entries,
            shown: sum.shown,
            pseudonymised: sum.pseudonymised,
            changed: sum.changed,
            created: sum.created,
            destroyed: sum.destroyed,
            refused: sum.refused,
            first: sum.first,
            last: sum.last,
            verb_name: verb_name(ui, &sum.verb),
        }
    }
}

impl View for Row<'_> {
    const COLUMNS: &'static [&'static str] = &[
        "operator",
        "verb",
        "entries",
        "shown",
        "pseudonymised",
        "changed",
        "refused",
        "first",
        "last",
    ];

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::text(self.name),
            Cell::Named { id: self.verb.to_owned(), name: self.verb_name.clone() },
            Cell::count(self.entries),
            Cell::count(self.shown),
            Cell::count(self.pseudonymised),
            Cell::count(self.changed),
            Cell::count(self.refused),
            Cell::Time(self.first),
            Cell::Time(self.last),
        ]
    }
}
