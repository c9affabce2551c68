//! `kedang report stocktake` counts what is there (盘点).

use std::io::Write;
use std::path::{Path, PathBuf};

use super::figures::Figures;
use super::stock::Maker;
use super::{moment, print, since};
use crate::cmd::{Example, Globals, session, target};
use crate::error::{Exit, Failure, Message, Result};
use crate::files::FileError;
use crate::host::Host;
use crate::model::date::day_at;
use crate::ui::Ui;
use crate::vault::Reporting;

/// The schema of its JSON.
const SCHEMA: &str = "kedang.report.stocktake/1";

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example { what: "Count what is there", line: "kedang report stocktake" },
    Example {
        what: "Compare with the year before",
        line: "kedang report stocktake --since 1y --format csv",
    },
    Example {
        what: "Write it to be printed and signed, without counts below five",
        line: "kedang --lang zh report stocktake --k 5 --html stocktake.html",
    },
];

/// Count the records by kind, stage, grade, owner, source and last verification, what they lack,
/// and what is due; counts only, nobody's value
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Also what the log says came and went since this day, or since so long ago, such as 1y
    #[arg(long, value_name = "DATE")]
    pub since: Option<String>,

    /// Leave out counts below this (default: what the policy says)
    #[arg(long, value_name = "N")]
    pub k: Option<u64>,

    /// Write it to a new file as a page to print on A4, complete or not at all
    #[arg(long, value_name = "FILE", conflicts_with = "format")]
    pub html: Option<PathBuf>,
}

/// Runs `kedang report stocktake`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    args.html.as_deref().map(target::require_vacant).transpose()?;
    let mut vault = session::open(ui, host, globals, "report stocktake")?;
    let (policy, today) = (vault.policy(), vault.today()?);
    let day = args.since.as_deref().map(|text| since(&vault, text)).transpose()?;
    let from = day.map(|day| moment(host, day)).transpose()?;
    let figures = Figures::take(&mut vault, Reporting::Stocktake, from)?;
    let k = super::small(args.k, policy.document().report.small_cells.into())?;
    let before = figures.movement.as_ref().and_then(|movement| movement.stocktake);
    let before = before.and_then(|(time, _)| day_at(time, &host.time_zone()));
    let maker = Maker { ui, policy, k };
    let sections = maker.sections(&figures, day.map(|day| (day, before)));
    let unseen = figures.unseen(day.is_some());
    if let Some(path) = &args.html {
        let title = Message::new("report-title-stocktake").arg("day", today.to_string());
        let few = (k > 1).then(|| Message::new("report-suppressed").arg("k", k));
        let notes = unseen.iter().chain(&few).map(|message| ui.text(message)).collect::<Vec<_>>();
        write(path, &print::page(ui, &ui.text(&title), &sections, &notes))?;
        ui.status(Message::new("report-written").arg("path", path.as_path()));
        return Ok(Exit::Done);
    }
    let summary = Summary {
        day: today.to_string(),
        small_cells: k,
        levels_not_seen: figures.closed().iter().map(|level| level.get()).collect(),
        records_not_seen: figures.operational.records - figures.operational.within,
        log_seen: figures.movement.is_some(),
    };
    print::rows(ui, SCHEMA, &sections, &summary)?;
    for message in unseen {
        ui.note(message);
    }
    Ok(Exit::Done)
}

/// What the lines are to be read with.
#[derive(serde::Serialize)]
struct Summary {
    /// The day they are of.
    day: String,
    /// Counts below this are left out.
    small_cells: u64,
    /// Levels whose figures are not among them.
    levels_not_seen: Vec<u8>,
    /// Records of others.
    records_not_seen: u64,
    /// Whether the log was asked.
    log_seen: bool,
}

fn write(path: &Path, page: &str) -> Result<()> {
    let wrong = |error: FileError| Failure::io(path, error.source);
    let mut file = target::create(path)?;
    file.write_all(page.as_bytes()).map_err(|error| Failure::io(path, error))?;
    // That records were counted stands in the log by now.
    file.publish_new().map_err(|error| wrong(error).committed())?;
    Ok(())
}
