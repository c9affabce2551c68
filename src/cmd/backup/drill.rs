//! `kedang backup drill` rehearses a restore.

use std::path::PathBuf;

use serde::Serialize;

use crate::cmd::{Example, Globals, purge, session};
use crate::error::{Code, Exit, Failure, Message, Result};
use crate::host::Host;
use crate::ui::{Cell, Ui, View};
use crate::vault::{DrillFinding, DrillOrder, Drilled, Numbers};

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example { what: "Rehearse a restore from every backup", line: "kedang backup drill" },
    Example {
        what: "Rehearse one every Sunday, heard of only when something is wrong",
        line: "kedang backup drill nas --quiet",
    },
];

/// Rehearse a restore: open everything, compare it with the vault, keep nothing
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Name or directory of a backup [default: every one that has keys]
    #[arg(value_name = "DEST")]
    pub dest: Option<PathBuf>,

    /// Rehearse with this data: a name in the backup, or a directory anywhere [default: the newest]
    #[arg(long, value_name = "DATA")]
    pub data: Option<PathBuf>,

    /// Check the backup's log in this directory [default: beside the anchors]; no key goes there
    #[arg(long, value_name = "DIR")]
    pub tmp: Option<PathBuf>,
}

/// Runs `kedang backup drill`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    // The key file is opened with what opens the vault, as it would have to be.
    let credential = session::credential(ui, host, globals)?;
    let mut vault = session::open_with(ui, host, globals, &credential, "backup drill")?;
    let order = DrillOrder {
        destination: args.dest.as_deref(),
        data: args.data.as_deref(),
        place: args.tmp.as_deref(),
    };
    if globals.dry_run {
        let names = vault.plan_drill(&order)?;
        ui.note(Message::new("drill-planned").arg("names", names.join(", ")));
        return Ok(Exit::Done);
    }
    let (drilled, away): (Vec<_>, Vec<_>) =
        vault.drill(&order, &credential)?.into_iter().partition(|one| one.reached);
    for one in &away {
        ui.warning(Message::new("drill-away").arg("name", one.destination.as_str()));
    }
    let only_older = drilled.iter().flat_map(|one| &one.findings).all(DrillFinding::is_older);
    let mut sound = true;
    let rows: Vec<Row> = drilled.into_iter().map(|drilled| Row::new(ui, drilled)).collect();
    for row in &rows {
        sound &= row.sound;
        for finding in &row.findings {
            let warning = Message::new("drill-finding").arg("name", row.destination.as_str());
            ui.warning(warning.arg("what", finding.as_str()));
        }
    }
    let count = ui.rows("kedang.backup.drill/1", rows)?;
    if let (0, Some(first)) = (count, away.first()) {
        let name = first.destination.as_str();
        return Err(Failure::new(Code::DestinationUnreachable).arg("name", name));
    }
    match (count == 0, sound) {
        (true, _) => ui.status("drill-none"),
        (false, true) => ui.status("drill-passed"),
        (false, false) if only_older => return Ok(Exit::Older),
        (false, false) => return Ok(Exit::Damaged),
    }
    Ok(Exit::Done)
}

fn finding(finding: DrillFinding) -> Message {
    let numbered = |id: &'static str, numbers: &Numbers| {
        Message::new(id).arg("count", numbers.len()).arg("numbers", purge::brief(numbers))
    };
    match finding {
        DrillFinding::Refused(error) => Failure::from(error).message(),
        DrillFinding::OtherLog => "drill-other-log".into(),
        DrillFinding::Missing(numbers) => numbered("drill-missing", &numbers),
        DrillFinding::Unopened(numbers) => numbered("drill-unopened", &numbers),
        DrillFinding::Differ(numbers) => numbered("drill-differ", &numbers),
        DrillFinding::Rekeyed(numbers) => numbered("drill-rekeyed", &numbers),
        DrillFinding::GivenUp(numbers) => numbered("drill-given-up", &numbers),
    }
}

/// A drill.
#[derive(Serialize)]
struct Row {
    destination: String,
    artefact: String,
    records: u64,
    sampled: u64,
    lines: u64,
    sound: bool,
    #[serde(skip)]
    older: bool,
    findings: Vec<String>,
}

impl Row {
    fn new(ui: &Ui<'_>, drilled: Drilled) -> Self {
        let Drilled { destination, artefact, records, sampled, lines, findings, .. } = drilled;
        let sound = findings.is_empty();
        let older = findings.iter().all(DrillFinding::is_older);
        let words = |found| ui.text(&finding(found));
        let findings = findings.into_iter().map(words).collect();
        Self { destination, artefact, records, sampled, lines, sound, older, findings }
    }
}

impl View for Row {
    const COLUMNS: &'static [&'static str] =
        &["destination", "artefact", "records", "sampled", "lines", "result"];

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::text(&self.destination),
            Cell::text(&self.artefact),
            Cell::count(self.records),
            Cell::count(self.sampled),
            Cell::count(self.lines),
            Cell::Word(match (self.sound, self.older) {
                (true, _) => "sound",
                (false, true) => "older",
                (false, false) => "damaged",
            }),
        ]
    }
}
