//! `kedang backup forget` deletes old copies of data by rules.

use serde::Serialize;

use crate::cmd::{Example, Globals, session};
use crate::error::{Exit, Message, Result};
use crate::host::Host;
use crate::ui::{Cell, Ui, View};
use crate::vault::{Considered, Rules};

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example {
        what: "See what a week of days, five weeks and a year of months would keep",
        line: "kedang --dry-run backup forget --keep-daily 7 --keep-weekly 5 --keep-monthly 12",
    },
    Example {
        what: "Keep the last thirty copies of one destination, every night",
        line: "kedang --yes backup forget nas --keep-last 30",
    },
];

/// Delete old copies of data; keys and log are never touched
#[derive(Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("rules").required(true).multiple(true))]
pub struct Args {
    /// Name or directory of a destination [default: all that can be reached]
    #[arg(value_name = "NAME")]
    pub name: Option<String>,

    /// Keep the newest copies
    #[arg(long, value_name = "N", group = "rules")]
    pub keep_last: Option<u32>,

    /// Keep the newest copy of so many days
    #[arg(long, value_name = "N", group = "rules")]
    pub keep_daily: Option<u32>,

    /// Keep the newest copy of so many weeks
    #[arg(long, value_name = "N", group = "rules")]
    pub keep_weekly: Option<u32>,

    /// Keep the newest copy of so many months
    #[arg(long, value_name = "N", group = "rules")]
    pub keep_monthly: Option<u32>,

    /// Keep the newest copy of so many years
    #[arg(long, value_name = "N", group = "rules")]
    pub keep_yearly: Option<u32>,

    /// Delete even the last copy of a destination when the rules keep none
    #[arg(long)]
    pub even_last: bool,
}

impl Args {
    fn rules(&self) -> Rules {
        Rules {
            last: self.keep_last.unwrap_or_default(),
            daily: self.keep_daily.unwrap_or_default(),
            weekly: self.keep_weekly.unwrap_or_default(),
            monthly: self.keep_monthly.unwrap_or_default(),
            yearly: self.keep_yearly.unwrap_or_default(),
        }
    }
}

/// A copy and what becomes of it.
#[derive(Serialize)]
struct Row {
    destination: String,
    artefact: String,
    created: Option<i64>,
    kept: bool,
    reasons: Vec<&'static str>,
    dry_run: bool,
}

impl View for Row {
    const COLUMNS: &'static [&'static str] =
        &["destination", "artefact", "written", "result", "reasons"];

    fn cells(&self) -> Vec<Cell> {
        let result = match (self.kept, self.dry_run) {
            (true, _) => "kept",
            (false, true) => "would-go",
            (false, false) => "deleted",
        };
        vec![
            Cell::text(&self.destination),
            Cell::text(&self.artefact),
            self.created.map_or(Cell::Empty, Cell::Time),
            Cell::Word(result),
            Cell::Many(self.reasons.iter().map(|reason| Cell::Word(reason)).collect()),
        ]
    }
}

/// Runs `kedang backup forget`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    let mut vault = session::open(ui, host, globals, "backup forget")?;
    let (name, rules) = (args.name.as_deref(), args.rules());
    let plan = vault.plan_forget(name, &rules, args.even_last)?;
    let going = plan.iter().filter(|one| one.reasons.is_empty()).count() as u64;
    if !globals.dry_run && going > 0 {
        if !ui.says_yes() {
            ui.warning(Message::new("backup-forget-plan").arg("count", going));
            ui.confirm_count(&Message::new("ask-count").arg("count", going), going)?;
        }
        vault.forget(name, &rules, &plan)?;
    }
    let rows = plan.into_iter().map(|one| row(one, globals.dry_run));
    ui.rows("kedang.backup.forget/1", rows)?;
    let said = if globals.dry_run { "backup-would-forget" } else { "backup-forgot" };
    ui.status(Message::new(said).arg("count", going));
    Ok(Exit::Done)
}

fn row(one: Considered, dry_run: bool) -> Row {
    Row {
        destination: one.destination,
        artefact: one.artefact,
        created: (one.created > 0).then_some(one.created),
        kept: !one.reasons.is_empty(),
        reasons: one.reasons.iter().map(|reason| reason.id()).collect(),
        dry_run,
    }
}
