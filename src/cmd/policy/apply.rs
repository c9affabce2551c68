//! `kedang policy apply` puts a policy in force.

use std::cell::Cell as Counter;
use std::path::PathBuf;

use serde::Serialize;

use super::effect::{Figure, figures, tell};
use super::{plain, read};
use crate::cmd::audit::proposal;
use crate::cmd::{Example, Globals, session};
use crate::error::{Exit, Message, Result};
use crate::host::Host;
use crate::policy::{Change, Document, Policy, What, changes, locate};
use crate::ui::{Cell, Ui, View};
use crate::vault::{Applied, Apply, Error, Prospect, Vault};

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example {
        what: "See what a policy would do, and do nothing",
        line: "kedang policy apply policy.toml --dry-run",
    },
    Example { what: "Apply it without a question", line: "kedang policy apply policy.toml --yes" },
    Example { what: "Go back to the built-in policy", line: "kedang policy apply --default --yes" },
];

/// Put the policy in a file in force; one that orphans what records hold is refused
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A policy in TOML, of a higher version than the one in force; - reads it from standard input
    #[arg(value_name = "FILE", required_unless_present = "default", conflicts_with = "default")]
    pub file: Option<PathBuf>,

    /// Go back to the built-in policy
    #[arg(long)]
    pub default: bool,

    /// Propose it, for another to approve with `audit approve`, and change nothing
    #[arg(long)]
    pub propose: bool,
}

const SCHEMA: &str = "kedang.policy.apply/1";

/// Runs `kedang policy apply`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    let written = args.file.as_deref().map(|path| read(host, path)).transpose()?;
    let mut vault = session::open(ui, host, globals, "policy apply")?;
    if written.is_none() && vault.has_default_policy() && !vault.has_older_days() {
        ui.status("policy-default-already");
        return Ok(Exit::Done);
    }
    let document = written.as_ref().map(|written| &written.document);
    vault.require_newer(document)?;
    let new = document.unwrap_or_else(|| Policy::builtin().document());
    let plan = Plan::new(&mut vault, new, written.as_ref().map(|written| &*written.text))?;
    plan.tell(ui);
    let bar = Progress::new(ui);
    let apply = |vault: &mut Vault, rehearsal| {
        let (prospect, progress) = (Some(&plan.prospect), |done, all| bar.at(done, all));
        vault.apply_policy(&Apply { document, prospect, rehearsal, progress: &progress })
    };
    // What refuses it does so before anything is asked.
    let rehearsed = apply(&mut vault, true)?;
    if globals.dry_run {
        ui.record(SCHEMA, &Row::new(ui, &plan, &rehearsed, true))?;
        ui.status("policy-rehearsed");
        return Ok(Exit::Done);
    }
    if args.propose {
        let number = vault.propose_policy(document)?;
        return proposal::made(ui, &mut vault, &[number]).map(|()| Exit::Done);
    }
    vault.require_policy_alone()?;
    let count = plan.weight();
    if count > 0 {
        ui.confirm_count(&Message::new("ask-count").arg("count", count), count)?;
    }
    let applied = apply(&mut vault, false)?;
    bar.clear();
    ui.record(SCHEMA, &Row::new(ui, &plan, &applied, false))?;
    ui.status(Message::new("policy-applied").arg("version", applied.version));
    Ok(Exit::Done)
}

/// Says what a policy differs in from the one in force, and what it would do.
pub(in crate::cmd) fn foretell(ui: &Ui<'_>, vault: &mut Vault, new: &Document) -> Result<()> {
    Plan::new(vault, new, None)?.tell(ui);
    Ok(())
}

/// What it would do, with the places in the file.
pub(super) fn foreseen(
    vault: &mut Vault,
    (document, text): (&Document, Option<&str>),
    each: bool,
) -> std::result::Result<Prospect, Error> {
    let mut prospect =
        if each { vault.prospect_each(document)? } else { vault.prospect(document)? };
    if let Some(text) = text {
        let faults = prospect.orphaned.iter_mut().map(|orphaned| &mut orphaned.fault);
        locate(text, &mut faults.collect::<Vec<_>>());
    }
    Ok(prospect)
}

/// What is going to happen.
struct Plan {
    before: u32,
    version: u32,
    changes: Vec<Change>,
    prospect: Prospect,
}

/// Up to so many differences are written out.
const WRITTEN_OUT: usize = 20;

impl Plan {
    fn new(
        vault: &mut Vault,
        new: &Document,
        text: Option<&str>,
    ) -> std::result::Result<Self, Error> {
        Ok(Self {
            before: vault.policy().document().version,
            changes: changes(vault.policy().document(), new),
            prospect: foreseen(vault, (new, text), false)?,
            version: new.version,
        })
    }

    /// What is confirmed: how many rules differ; if none does, how many records get other days.
    fn weight(&self) -> u64 {
        match self.changes.len() as u64 {
            0 => self.prospect.rescheduled.unwrap_or_default(),
            differences => differences,
        }
    }

    fn tell(&self, ui: &Ui<'_>) {
        for change in self.changes.iter().take(WRITTEN_OUT) {
            let Change { what, at, before, after, .. } = change;
            let value = |value| match ui_text(plain(value)) {
                text if text.is_empty() => "–".to_owned(),
                text => text,
            };
            let id = match what {
                What::Added => "policy-change-added",
                What::Removed => "policy-change-removed",
                What::Changed => "policy-change-changed",
                What::Moved => "policy-change-moved",
            };
            let (before, after) = (value(before.as_ref()), value(after.as_ref()));
            let message = Message::new(id).arg("where", at.as_str());
            ui.status(message.arg("before", before).arg("after", after));
        }
        if let Some(more) = self.changes.len().checked_sub(WRITTEN_OUT).filter(|more| *more > 0) {
            ui.status(Message::new("policy-change-more").arg("count", more));
        }
        tell(ui, &self.prospect);
    }
}

/// The text of a plain cell.
fn ui_text(cell: Cell) -> String {
    match cell {
        Cell::Text(text) => text,
        Cell::Many(cells) => cells.into_iter().map(ui_text).collect::<Vec<_>>().join(", "),
        _ => String::new(),
    }
}

/// A bar that comes when there is something to wait for.
struct Progress<'u, 'h> {
    ui: &'u Ui<'h>,
    bar: std::cell::OnceCell<crate::ui::Progress>,
    done: Counter<u64>,
}

impl<'u, 'h> Progress<'u, 'h> {
    fn new(ui: &'u Ui<'h>) -> Self {
        Self { ui, bar: std::cell::OnceCell::new(), done: Counter::new(0) }
    }

    fn at(&self, done: u64, all: u64) {
        let new = || self.ui.progress(&Message::new("policy-progress"), Some(all));
        self.bar.get_or_init(new).advance(done.saturating_sub(self.done.replace(done)));
    }

    fn clear(&self) {
        if let Some(bar) = self.bar.get() {
            bar.clear();
        }
    }
}

/// A policy applied, or rehearsed.
#[derive(Serialize)]
struct Row {
    previous_version: u32,
    version: u32,
    hash: String,
    changes: usize,
    effect: Vec<Figure>,
    rescheduled: u64,
    entry: Option<u64>,
    dry_run: bool,
}

impl Row {
    fn new(ui: &Ui<'_>, plan: &Plan, applied: &Applied, dry_run: bool) -> Self {
        Self {
            previous_version: plan.before,
            version: plan.version,
            hash: applied.hash.to_string(),
            changes: plan.changes.len(),
            effect: figures(ui, &plan.prospect.effect),
            rescheduled: applied.rescheduled,
            entry: (!dry_run).then_some(applied.entry),
            dry_run,
        }
    }
}

impl View for Row {
    const COLUMNS: &'static [&'static str] =
        &["previous_version", "version", "hash", "changes", "rescheduled", "entry"];

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::count(self.previous_version.into()),
            Cell::count(self.version.into()),
            Cell::text(&self.hash),
            Cell::count(self.changes as u64),
            Cell::count(self.rescheduled),
            self.entry.map_or(Cell::Empty, Cell::count),
        ]
    }
}
