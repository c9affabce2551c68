//! `kedang backup restore` puts a vault together again.

use std::path::PathBuf;

use serde::Serialize;

use crate::cmd::{Example, Globals, purge, session};
use crate::error::{Exit, Message, Result};
use crate::host::Host;
use crate::model::RecordNumber;
use crate::ui::{Cell, Ui, View};
use crate::vault::{
    Brought, Credential, Numbers, OwedSince, RestoreOrder, RestorePlan, backup_summary,
    prepare_restore,
};

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example {
        what: "Show what the newest backup would bring back",
        line: "kedang backup restore ./nas --to ./restored --dry-run",
    },
    Example {
        what: "Restore it, with the identity file alone",
        line: "kedang --identity ./identity backup restore ./nas --to ./restored --yes",
    },
    Example {
        what: "Restore with the recovery code, typed at a question",
        line: "kedang backup restore ./nas --to ./restored --recovery",
    },
];

/// Put the vault together again from a backup: every record but the destroyed ones
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Directory of the backup, with its key file
    #[arg(value_name = "DEST")]
    pub dest: PathBuf,

    /// Where the vault is to be; one that lies there is set aside
    #[arg(long, value_name = "DIR")]
    pub to: PathBuf,

    /// Restore this data: a name in the backup, or a directory anywhere [default: the newest]
    #[arg(long, value_name = "DATA")]
    pub data: Option<PathBuf>,

    /// Heed this copy of destruction.log too; may be given several times
    #[arg(long, value_name = "FILE")]
    pub destruction_log: Vec<PathBuf>,

    /// Go on with a key file that is out of date, though destroyed records may come back
    #[arg(long)]
    pub accept_stale: bool,

    /// Go on though you have seen the vault in a later state than the backup's
    #[arg(long)]
    pub accept_rollback: bool,

    /// Open the backup with the recovery code, typed at a question
    #[arg(long, conflicts_with_all = ["recovery_file", "recovery_fd"])]
    pub recovery: bool,

    /// Read the recovery code from a file
    #[arg(long, value_name = "FILE", conflicts_with = "recovery_fd")]
    pub recovery_file: Option<PathBuf>,

    /// Read the recovery code from an open file descriptor
    #[arg(long, value_name = "N")]
    pub recovery_fd: Option<u32>,
}

const SCHEMA: &str = "kedang.backup.restore/1";

/// Runs `kedang backup restore`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    let credential = credential(ui, host, globals, args)?;
    let environment = session::environment(ui, host, globals, "backup restore")?;
    let named = globals.vault(host).ok();
    let order = RestoreOrder {
        destination: &args.dest,
        data: args.data.as_deref(),
        to: &args.to,
        named: named.as_deref(),
        destruction_logs: &args.destruction_log,
        accept_stale: args.accept_stale,
        accept_rollback: args.accept_rollback,
    };
    let restoring = prepare_restore(&order, &credential, environment)
        .map_err(|error| session::not_opened(host, globals, error))?;
    tell(ui, restoring.plan());
    if globals.dry_run {
        ui.record(SCHEMA, &Row::new(restoring.plan(), None))?;
        ui.status("restore-rehearsed");
        return Ok(Exit::Done);
    }
    let count = restoring.plan().restored.len();
    ui.confirm_count(&Message::new("ask-count").arg("count", count), count)?;
    let brought = restoring.carry_out()?;
    ui.record(SCHEMA, &Row::new(&brought.plan, Some(&brought)))?;
    let guarded = brought.plan.undone.guarded();
    if !guarded.is_empty() {
        ui.warning(numbered("restore-reapplied", &guarded));
    }
    let path = brought.plan.to.as_path();
    let count = brought.plan.restored.len();
    ui.status(Message::new("restore-done").arg("count", count).arg("path", path));
    if let Some((path, name)) = &brought.kept {
        let kept = Message::new("restore-kept").arg("path", path.as_path());
        ui.warning(kept.arg("name", name.as_str()));
    }
    if let Some((path, name)) = &brought.left {
        let left = Message::new("restore-left").arg("path", path.as_path());
        ui.warning(left.arg("name", name.as_str()));
    }
    if brought.unopened.is_empty() {
        return Ok(Exit::Done);
    }
    ui.warning(numbered("restore-unopened", &brought.unopened));
    Ok(Exit::Partly)
}

/// What opens the backup: the recovery code, if it is to be that, else whatever opens vaults.
fn credential(ui: &Ui<'_>, host: &Host, globals: &Globals, args: &Args) -> Result<Credential> {
    let given = (args.recovery_file.as_deref(), args.recovery_fd);
    if args.recovery || given.0.is_some() || given.1.is_some() {
        return session::recovery_code(ui, host, given);
    }
    session::credential_of(ui, host, globals, || backup_summary(&args.dest))
}

fn numbered(id: &'static str, numbers: &Numbers) -> Message {
    Message::new(id).arg("count", numbers.len()).arg("numbers", purge::brief(numbers))
}

/// Says what is going to happen, and what a person should think twice about.
fn tell(ui: &Ui<'_>, plan: &RestorePlan) {
    let count = plan.restored.len();
    let coming = Message::new("restore-plan").arg("count", count);
    ui.note(coming.arg("vault", plan.vault.as_str()).arg("artefact", plan.artefact.as_str()));
    if !plan.destroyed.is_empty() {
        ui.note(numbered("restore-destroyed", &plan.destroyed));
    }
    if !plan.lost.is_empty() {
        ui.warning(numbered("restore-lost", &plan.lost));
    }
    let stale = &plan.stale;
    tell_undone(ui, plan);
    if !stale.withheld.is_empty() {
        ui.warning(numbered("restore-withheld", &stale.withheld));
    }
    if !stale.erased.is_empty() {
        ui.warning(numbered("restore-erased", &stale.erased));
    }
    if stale.unknown > 0 {
        ui.warning(Message::new("restore-unknown").arg("count", stale.unknown));
    }
    if stale.header {
        ui.warning("restore-header");
    }
    for name in &plan.returned {
        ui.warning(Message::new("restore-returned").arg("name", name.as_str()));
    }
    for path in &plan.passed {
        ui.warning(Message::new("restore-passed").arg("path", path.as_path()));
    }
    if !plan.unsuppressed.is_empty() {
        ui.warning(numbered("restore-unrefused", &plan.unsuppressed));
    }
    if let Some(living) = &plan.living {
        ui.warning(Message::new("restore-living").arg("path", living.as_path()));
    } else if let Some(seen) = plan.lost_head {
        let message = Message::new("restore-given-up").arg("found", plan.log_end);
        ui.warning(message.arg("seen", seen));
    }
    if let Some(left) = &plan.left {
        ui.warning(Message::new("restore-leaves").arg("path", left.as_path()));
    }
    if plan.occupied {
        ui.warning(Message::new("restore-occupied").arg("path", plan.to.as_path()));
    }
}

/// Says of which records the log knows more than the data: duties first, by what was done.
fn tell_undone(ui: &Ui<'_>, plan: &RestorePlan) {
    let undone = &plan.undone;
    let day = undone.day.map(|day| day.to_string()).unwrap_or_default();
    let dated = |id, numbers: &Numbers| numbered(id, numbers).arg("day", day.as_str());
    for (act, numbers) in undone.by_duty() {
        ui.warning(dated("restore-undone", &numbers).arg("act", act));
    }
    let guarded = undone.guarded();
    if !guarded.is_empty() {
        ui.warning(numbered("restore-guarded", &guarded));
    }
    if !undone.outdated.is_empty() {
        ui.warning(dated("restore-outdated", &undone.outdated));
    }
}

/// A restore, planned or done.
#[derive(Serialize)]
struct Row<'a> {
    vault_name: &'a str,
    destination: &'a str,
    artefact: &'a str,
    created: i64,
    directory: String,
    restored: u64,
    destroyed: Vec<String>,
    lost: Vec<String>,
    undone: Vec<UndoneDuty>,
    guarded: Vec<String>,
    outdated: Vec<String>,
    withheld: Vec<String>,
    erased: Vec<String>,
    unrefused: Vec<String>,
    returned: &'a [String],
    passed: Vec<String>,
    unknown_destructions: u64,
    data_entry: u64,
    log_entry: u64,
    lost_entry: Option<u64>,
    new_entry: Option<u64>,
    new_head: Option<String>,
    epoch: u64,
    next_record: u64,
    kept: Option<String>,
    left: Option<String>,
    living: Option<String>,
    done: bool,
}

/// What was done for a person after the data, which the data does not have.
#[derive(Serialize)]
struct UndoneDuty {
    record: String,
    act: String,
    day: String,
}

fn undone(plan: &RestorePlan) -> Vec<UndoneDuty> {
    let each = plan.undone.duties.iter();
    let each = each.flat_map(|(number, all)| all.iter().map(move |one| (number, one)));
    let told = |(number, one): (&RecordNumber, &OwedSince)| UndoneDuty {
        record: number.to_string(),
        act: one.duty.id(),
        day: one.day.to_string(),
    };
    each.map(told).collect()
}

impl<'a> Row<'a> {
    fn new(plan: &'a RestorePlan, done: Option<&Brought>) -> Self {
        let all = |numbers: &Numbers| numbers.iter().map(|number| number.to_string()).collect();
        let kept = done.and_then(|done| done.kept.as_ref());
        Self {
            vault_name: &plan.vault,
            destination: &plan.destination,
            artefact: &plan.artefact,
            created: plan.created,
            directory: plan.to.display().to_string(),
            restored: plan.restored.len(),
            destroyed: all(&plan.destroyed),
            lost: all(&plan.lost),
            undone: undone(plan),
            guarded: all(&plan.undone.guarded()),
            outdated: all(&plan.undone.outdated),
            withheld: all(&plan.stale.withheld),
            erased: all(&plan.stale.erased),
            unrefused: all(&plan.unsuppressed),
            returned: &plan.returned,
            passed: plan.passed.iter().map(|path| path.display().to_string()).collect(),
            unknown_destructions: plan.stale.unknown,
            data_entry: plan.base,
            log_entry: plan.log_end,
            lost_entry: plan.lost_head,
            new_entry: done.map(|done| done.seq),
            new_head: done.map(|done| done.head.to_string()),
            epoch: plan.epoch,
            next_record: plan.next_record,
            kept: kept.map(|(path, _)| path.display().to_string()),
            left: plan.left.as_ref().map(|path| path.display().to_string()),
            living: plan.living.as_ref().map(|path| path.display().to_string()),
            done: done.is_some(),
        }
    }
}

impl View for Row<'_> {
    const COLUMNS: &'static [&'static str] = &[
        "vault_name",
        "destination",
        "artefact",
        "copied",
        "directory",
        "restored",
        "destroyed",
        "lost",
        "guarded",
        "outdated",
        "data_entry",
        "log_entry",
        "new_entry",
        "epoch",
        "kept",
    ];

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::text(self.vault_name),
            Cell::text(self.destination),
            Cell::text(self.artefact),
            Cell::Time(self.created),
            Cell::text(&self.directory),
            Cell::count(self.restored),
            Cell::count(self.destroyed.len() as u64),
            Cell::count(self.lost.len() as u64),
            Cell::count(self.guarded.len() as u64),
            Cell::count(self.outdated.len() as u64),
            Cell::count(self.data_entry),
            Cell::count(self.log_entry),
            self.new_entry.map_or(Cell::Empty, Cell::count),
            Cell::count(self.epoch),
            Cell::maybe(self.kept.as_deref()),
        ]
    }
}
