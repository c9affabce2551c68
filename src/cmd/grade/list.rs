//! `kedang grade list` lists the grades of the policy.

use crate::cmd::{Example, Globals, session};
use crate::error::{Exit, Result};
use crate::host::Host;
use crate::model::{Level, Selector};
use crate::ui::{Cell, Ui, View};

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[Example { what: "List the grades", line: "kedang grade list" }];

/// List the grades, their review cycles and how many records have each
#[derive(Debug, clap::Args)]
pub struct Args {}

/// Runs `kedang grade list`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, _args: &Args) -> Result<Exit> {
    let mut vault = session::open(ui, host, globals, "grade list")?;
    let policy = vault.policy();
    // The ladder is the policy's and no secret; the counts are of level 3.
    let counts = if vault.clearance().opens(Level::Three) {
        Some(vault.tally("grade", &Selector::default(), policy.known().grade)?)
    } else {
        None
    };
    let rows = policy.ladder().iter().map(|grade| Row {
        grade: &grade.id,
        cycle_days: grade.cycle_days,
        aliases: &grade.aliases,
        count: counts.as_ref().map(|counts| counts.get(&grade.id).copied().unwrap_or_default()),
    });
    ui.rows("kedang.grade.list/1", rows)?;
    Ok(Exit::Done)
}

/// One rung of the ladder, the highest first.
#[derive(serde::Serialize)]
struct Row<'a> {
    grade: &'a str,
    cycle_days: u16,
    aliases: &'a [String],
    count: Option<u64>,
}

impl View for Row<'_> {
    const COLUMNS: &'static [&'static str] = &["grade", "cycle_days", "count", "aliases"];

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::text(self.grade),
            Cell::count(self.cycle_days.into()),
            self.count.map_or(Cell::Empty, Cell::count),
            Cell::Many(self.aliases.iter().map(Cell::text).collect()),
        ]
    }
}
