//! `kedang backup run` writes a backup.

use std::cell::Cell as Counter;
use std::path::PathBuf;

use serde::Serialize;

use crate::cmd::{Example, Globals, session};
use crate::error::{Exit, Failure, Message, Result};
use crate::host::Host;
use crate::ui::{Cell, Ui, View};
use crate::vault::{BackedUp, Backup, BackupTo, Behind};

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example { what: "Back up to a directory, every night", line: "kedang backup run ./offsite" },
    Example {
        what: "Back up under another name than the directory's",
        line: "kedang backup run ./usb-disk --name safe",
    },
    Example {
        what: "Put sealed rows only where versions are kept: nothing there can open them",
        line: "kedang backup run ./bucket --data-only",
    },
];

/// Copy the vault to a destination: log, keys, then data
#[derive(Debug, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "independent switches of a command line")]
pub struct Args {
    /// Directory, made if it is not there, or the name of a registered destination
    #[arg(value_name = "DEST")]
    pub dest: PathBuf,

    /// Name of a new destination, as certificates call it [default: the directory's]
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,

    /// Put sealed rows only into a new destination: no keys and no log
    #[arg(long)]
    pub data_only: bool,

    /// Accept that the storage keeps versions of what is overwritten, old keys too
    #[arg(long, conflicts_with = "data_only")]
    pub versioned_storage: bool,

    /// Take over a destination that was left to the vault beside which this one was restored, now
    /// that this one takes its place
    #[arg(long)]
    pub attach: bool,

    /// Give up what only the destination has: a later state, and its records, that a restore did not
    /// know
    #[arg(long)]
    pub accept_rollback: bool,
}

/// What was backed up, or with `--dry-run` would be.
#[derive(Serialize)]
struct Row {
    destination: String,
    kind: &'static str,
    path: String,
    artefact: Option<String>,
    records: u64,
    bytes: u64,
    key: Option<u64>,
    /// The destinations whose keys open the copy; none: it opens after the next full backup.
    opened_at: Vec<String>,
    /// Those with keys that could not be brought up to date.
    behind: Vec<String>,
    dry_run: bool,
}

impl View for Row {
    const COLUMNS: &'static [&'static str] =
        &["destination", "kind", "artefact", "records", "bytes", "key"];

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::text(&self.destination),
            Cell::Word(self.kind),
            Cell::maybe(self.artefact.as_ref()),
            Cell::count(self.records),
            if self.dry_run { Cell::Empty } else { Cell::count(self.bytes) },
            self.key.map_or(Cell::Empty, Cell::count),
        ]
    }
}

/// Runs `kedang backup run`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    let mut vault = session::open(ui, host, globals, "backup run")?;
    let wanted = BackupTo {
        to: &args.dest,
        name: args.name.as_deref(),
        data_only: args.data_only,
        versioned: args.versioned_storage,
        attach: args.attach,
        accept_rollback: args.accept_rollback,
    };
    let done = if globals.dry_run {
        vault.plan_backup(&wanted)?
    } else {
        // Nobody knows the size beforehand; parts of a thousand are as good as bytes.
        let bar = ui.progress(&Message::new("backup-progress"), Some(1000));
        let seen = Counter::new(0);
        let progress = |done: u64, all: u64| {
            let now = done.saturating_mul(1000) / all.max(1);
            bar.advance(now.saturating_sub(seen.replace(now)));
        };
        let done = vault.backup(&Backup { wanted, progress: &progress });
        bar.clear();
        done?
    };
    let count = done.records;
    ui.record("kedang.backup.run/1", &row(&done, globals.dry_run))?;
    let opens = !done.opened_at.is_empty();
    let said = if globals.dry_run { "backup-planned" } else { "backup-done" };
    ui.status(Message::new(said).arg("count", count));
    for Behind { name, why } in done.behind {
        ui.warning(match why {
            Some(why) => {
                let reason = ui.text(&Failure::from(why).message());
                Message::new("backup-keys-behind").arg("name", name).arg("reason", reason)
            }
            None => Message::new("backup-keys-away").arg("name", name),
        });
    }
    if !opens {
        ui.warning("backup-opens-later");
    }
    Ok(Exit::Done)
}

fn row(done: &BackedUp, dry_run: bool) -> Row {
    Row {
        destination: done.destination.clone(),
        kind: done.kind.id(),
        path: done.path.clone(),
        artefact: done.artefact.clone(),
        records: done.records,
        bytes: done.bytes,
        key: (done.key > 0).then_some(done.key),
        opened_at: done.opened_at.clone(),
        behind: done.behind.iter().map(|one| one.name.clone()).collect(),
        dry_run,
    }
}
