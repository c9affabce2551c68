//! `kedang operator rotate` makes all keys anew and seals everything under them.

use std::cell::Cell as Counter;

use serde::Serialize;

use crate::cmd::{Example, Globals, purge, session};
use crate::error::{Exit, Message, Result};
use crate::host::Host;
use crate::model::OperatorNumber;
use crate::ui::{Cell, Ui, View};
use crate::vault::{Rotated, RotationPlan, Vault};

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example { what: "Make all keys anew", line: "kedang operator rotate" },
    Example { what: "See what that comes to", line: "kedang operator rotate --dry-run" },
    Example { what: "The same in a script", line: "kedang operator rotate --yes" },
];

/// Make all keys anew and seal everything under them
#[derive(Debug, clap::Args)]
pub struct Args {}

/// What was rotated, or with `--dry-run` would be.
#[derive(Debug, Serialize)]
struct Row {
    generation: u32,
    records: u64,
    operators: u64,
    epoch: Option<u64>,
    done: bool,
    residual: Vec<String>,
}

impl View for Row {
    const COLUMNS: &'static [&'static str] = &["generation", "records", "operators"];

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::count(self.generation.into()),
            Cell::count(self.records),
            Cell::count(self.operators),
        ]
    }
}

impl Row {
    fn new(plan: &RotationPlan, done: Option<&Rotated>) -> Self {
        Self {
            generation: plan.generation,
            records: done.map_or(plan.records, |done| done.records),
            operators: plan.operators,
            epoch: done.map(|done| done.epoch),
            done: done.is_some(),
            residual: done.map_or_else(Vec::new, |done| done.residual.clone()),
        }
    }
}

const SCHEMA: &str = "kedang.operator.rotate/1";

/// Runs `kedang operator rotate`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, _: &Args) -> Result<Exit> {
    let mut vault = session::open(ui, host, globals, "operator rotate")?;
    if globals.dry_run {
        let plan = rehearse(ui, &mut vault)?;
        ui.record(SCHEMA, &Row::new(&plan, None))?;
        ui.status("operator-planned");
        return Ok(Exit::Done);
    }
    let plan = vault.plan_rotation()?;
    let of = |id| {
        let operators = Message::new(id).arg("operators", plan.operators);
        operators.arg("count", plan.records)
    };
    if !ui.says_yes() {
        ui.warning(of("operator-rotating"));
    }
    ui.confirm_count(&Message::new("ask-count").arg("count", plan.records), plan.records)?;
    let done = rotate(ui, &mut vault, None, &plan)?;
    ui.record(SCHEMA, &Row::new(&plan, Some(&done)))?;
    ui.status(of("operator-rotated"));
    left_behind(ui, &vault, &done)
}

/// Goes through a rotation and keeps nothing of it.
pub(super) fn rehearse(ui: &Ui<'_>, vault: &mut Vault) -> Result<RotationPlan> {
    watched(ui, |progress| vault.try_rotation(progress))
}

/// Rotates all keys; nobody whose number is `leaving` gets the new ones.
pub(super) fn rotate(
    ui: &Ui<'_>,
    vault: &mut Vault,
    leaving: Option<OperatorNumber>,
    plan: &RotationPlan,
) -> Result<Rotated> {
    watched(ui, |progress| vault.rotate(leaving, plan, progress))
}

/// Does `work` with a bar.
fn watched<T>(
    ui: &Ui<'_>,
    work: impl FnOnce(crate::vault::Progress<'_>) -> crate::vault::Result<T>,
) -> Result<T> {
    // Nobody knows the size beforehand; parts of a thousand are as good as buckets.
    let bar = ui.progress(&Message::new("operator-progress"), Some(1000));
    let seen = Counter::new(0);
    let done = work(&|done, all| {
        let now = done.saturating_mul(1000) / all.max(1);
        bar.advance(now.saturating_sub(seen.replace(now)));
    });
    bar.clear();
    Ok(done?)
}

/// Says where keys of before remain, and gives the exit status.
pub(in crate::cmd) fn left_behind(ui: &Ui<'_>, vault: &Vault, done: &Rotated) -> Result<Exit> {
    purge::left(ui, vault, ("operator-residual", &done.residual))
}
