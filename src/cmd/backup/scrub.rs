//! `kedang backup scrub` puts copies of the destroyed out of reach.

use serde::Serialize;

use crate::cmd::{Example, Globals, purge, session};
use crate::error::{Exit, Failure, Message, Result};
use crate::host::Host;
use crate::ui::{Cell, Ui, View};
use crate::vault::{Gone, Scrubbed, ScrubbedDestination, Vault};

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example {
        what: "Reach what a purge could not reach, once the disk is back",
        line: "kedang backup scrub",
    },
    Example {
        what: "Give one destination new keys, whether it owes or not",
        line: "kedang backup scrub nas",
    },
    Example {
        what: "State that a lost disk's copy exists no more",
        line: "kedang --yes backup scrub --gone nas",
    },
    Example {
        what: "State that a store of versions keeps none from before the last destruction",
        line: "kedang --yes backup scrub --versions-gone cloud",
    },
];

/// Rewrite the keys of destinations that a purge could not reach, and sign for it
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Names or directories of destinations [default: all that still open a copy of something destroyed]
    #[arg(value_name = "NAME", conflicts_with = "gone")]
    pub names: Vec<String>,

    /// State that the copy at a destination exists no more; it leaves the register
    #[arg(long, value_name = "NAME")]
    pub gone: Option<String>,

    /// State that no version of key file and keyhole from before the last destruction is kept
    #[arg(long, value_name = "NAME", conflicts_with_all = ["names", "gone"])]
    pub versions_gone: Option<String>,
}

/// One destination and what became of it.
#[derive(Serialize)]
struct Row {
    destination: String,
    result: &'static str,
    key: Option<u64>,
    dry_run: bool,
}

impl View for Row {
    const COLUMNS: &'static [&'static str] = &["destination", "result", "key"];

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::text(&self.destination),
            Cell::Word(self.result),
            self.key.map_or(Cell::Empty, Cell::count),
        ]
    }
}

const SCHEMA: &str = "kedang.backup.scrub/1";

/// Runs `kedang backup scrub`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    let mut vault = session::open(ui, host, globals, "backup scrub")?;
    let done = match (&args.gone, &args.versions_gone) {
        (Some(name), _) => vec![gone(ui, globals, &mut vault, (name, Gone::Copy))?],
        (None, Some(name)) => vec![gone(ui, globals, &mut vault, (name, Gone::Versions))?],
        (None, None) if globals.dry_run => vault.plan_scrub(&args.names)?,
        (None, None) => vault.scrub(&args.names)?,
    };
    let dry_run = globals.dry_run;
    let rows = done.iter().map(|one| Row {
        destination: one.name.clone(),
        result: one.what.id(),
        key: (one.key > 0).then_some(one.key),
        dry_run,
    });
    ui.rows(SCHEMA, rows)?;
    if done.is_empty() {
        ui.status("backup-nothing-owed");
    }
    if dry_run {
        ui.status("backup-rehearsed");
        return Ok(Exit::Done);
    }
    let (mut left, mut unwritten) = (Vec::new(), false);
    for one in done {
        if matches!(one.what, Scrubbed::Outstanding | Scrubbed::Versions | Scrubbed::SetAside) {
            left.push(one.name.clone());
        }
        unwritten |= one.what == Scrubbed::Unwritten;
        if let Some(why) = one.why {
            // What tells of destructions names the way out by itself.
            let reason = ui.text(&Failure::from(why).message());
            ui.warning(
                Message::new("backup-not-written").arg("name", one.name).arg("reason", reason),
            );
        } else if one.what == Scrubbed::Unreachable {
            ui.warning(Message::new("backup-unreachable").arg("name", one.name));
        } else if one.what == Scrubbed::LeftAlone {
            ui.status(Message::new("backup-left-alone").arg("name", one.name));
        }
    }
    let told = purge::left_behind(ui, &vault, &left)?;
    Ok(if unwritten { Exit::Residual } else { told })
}

/// States it after a question: nothing can prove what is stated.
fn gone(
    ui: &Ui,
    globals: &Globals,
    vault: &mut Vault,
    (name, what): (&str, Gone),
) -> Result<ScrubbedDestination> {
    let planned = vault.plan_gone(name, what)?;
    if globals.dry_run {
        return Ok(planned);
    }
    if !ui.says_yes() {
        let plan = match what {
            Gone::Copy => "backup-gone-plan",
            Gone::Versions => "backup-versions-gone-plan",
        };
        ui.warning(Message::new(plan).arg("name", name));
        ui.confirm_count(&Message::new("ask-count").arg("count", 1), 1)?;
    }
    Ok(vault.scrub_gone(name, what)?)
}
