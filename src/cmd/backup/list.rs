//! `kedang backup list` shows where copies lie.

use serde::Serialize;

use crate::cmd::{Example, Globals, session};
use crate::error::{Exit, Result};
use crate::host::Host;
use crate::ui::{Cell, Ui, View};
use crate::vault::{Kept, Listed};

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example { what: "List the destinations", line: "kedang backup list" },
    Example {
        what: "With every copy of each, for a script",
        line: "kedang backup list --format json",
    },
];

/// List the destinations and what lies there
#[derive(Debug, clap::Args)]
pub struct Args {}

/// A destination.
#[derive(Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts for a script")]
struct Row {
    destination: String,
    kind: &'static str,
    path: String,
    reachable: bool,
    artefacts: Vec<Artefact>,
    newest: Option<i64>,
    reached: Option<i64>,
    drilled: Option<i64>,
    owes: bool,
    owed_from_line: Option<u64>,
    versioned_storage: bool,
    /// Left to the vault beside which this one was restored.
    detached: bool,
    key: Option<u64>,
}

/// A data artefact; without facts when its manifest is not what an operator signed.
#[derive(Serialize)]
struct Artefact {
    #[serde(rename = "artefact")]
    name: String,
    sound: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    facts: Option<Facts>,
}

#[derive(Serialize)]
struct Facts {
    created: i64,
    operator: String,
    tool: String,
    entry: u64,
    epoch: u64,
    next_record: u64,
    records: u64,
    trail: u64,
    bytes: u64,
    hash: String,
}

impl View for Row {
    const COLUMNS: &'static [&'static str] =
        &["destination", "kind", "artefacts", "newest", "reached", "drilled", "state", "path"];

    fn cells(&self) -> Vec<Cell> {
        let time = |time: Option<i64>| time.map_or(Cell::Empty, Cell::Time);
        let mut state = match (self.owes, self.reachable) {
            (true, _) => vec![Cell::Word("outstanding")],
            (false, false) if !self.detached => vec![Cell::Word("unreachable")],
            _ => Vec::new(),
        };
        if self.detached {
            state.push(Cell::Word("detached"));
        }
        if self.versioned_storage {
            state.push(Cell::Word("keeps-versions"));
        }
        vec![
            Cell::text(&self.destination),
            Cell::Word(self.kind),
            if self.reachable { Cell::count(self.artefacts.len() as u64) } else { Cell::Empty },
            time(self.newest),
            time(self.reached),
            time(self.drilled),
            if state.is_empty() { Cell::Empty } else { Cell::Many(state) },
            Cell::text(&self.path),
        ]
    }
}

/// Runs `kedang backup list`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, _args: &Args) -> Result<Exit> {
    let mut vault = session::open(ui, host, globals, "backup list")?;
    let all = vault.list_backups()?;
    let count = ui.rows("kedang.backup.list/1", all.into_iter().map(row))?;
    if count == 0 {
        ui.status("backup-none");
    }
    Ok(Exit::Done)
}

fn row(listed: Listed) -> Row {
    let Listed { destination, artefacts } = listed;
    let reachable = artefacts.is_some();
    let kept = artefacts.unwrap_or_default();
    let newest = kept.iter().filter_map(|kept| kept.manifest.as_ref()).map(|m| m.created).max();
    let known = |time: i64| (time > 0).then_some(time);
    Row {
        kind: destination.kind.id(),
        path: destination.path,
        reachable,
        artefacts: kept.into_iter().map(artefact).collect(),
        newest,
        reached: known(destination.reached),
        drilled: known(destination.drilled),
        owes: destination.owed.is_some(),
        owed_from_line: destination.owed,
        versioned_storage: destination.versions,
        detached: destination.detached,
        key: (destination.key > 0).then_some(destination.key),
        destination: destination.name,
    }
}

fn artefact(kept: Kept) -> Artefact {
    let facts = kept.manifest.map(|manifest| Facts {
        created: manifest.created,
        operator: manifest.operator().to_string(),
        tool: manifest.tool,
        entry: manifest.seq,
        epoch: manifest.epoch,
        next_record: manifest.next_record,
        records: manifest.records,
        trail: manifest.trail,
        bytes: manifest.bytes,
        hash: manifest.data.to_string(),
    });
    Artefact { name: kept.name, sound: facts.is_some(), facts }
}
