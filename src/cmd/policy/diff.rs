//! `kedang policy diff` says what a policy in a file would change.

use std::path::PathBuf;

use super::apply::foreseen;
use super::effect::{Figure, Orphan, figures, tell};
use super::{plain, read};
use crate::cmd::{Example, Globals, session};
use crate::error::{Exit, Message, Result};
use crate::host::Host;
use crate::policy::{Change, Policy, changes};
use crate::ui::{Cell, Column, Ui, View};
use crate::vault::{Error, Move, Schedule};

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example {
        what: "Compare a file with the policy in force",
        line: "kedang policy diff policy.toml",
    },
    Example {
        what: "See which records get other days, and by which rule",
        line: "kedang policy diff policy.toml --records",
    },
    Example {
        what: "Compare two files, without a vault",
        line: "kedang policy diff policy.toml --from old.toml",
    },
];

/// Show what differs between the policy in force and the one in a file, and what it would do to the
/// records
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A policy in TOML; - reads it from standard input
    #[arg(value_name = "FILE")]
    pub file: PathBuf,

    /// Compare with the policy in this file; needs no vault
    #[arg(long, value_name = "FILE", conflicts_with = "default")]
    pub from: Option<PathBuf>,

    /// Compare with the built-in policy; needs no vault
    #[arg(long)]
    pub default: bool,

    /// List each record whose days of restriction or destruction would move, with both
    #[arg(long, conflicts_with_all = ["from", "default"])]
    pub records: bool,

    /// Exit with status 4 if the list is not empty
    #[arg(long)]
    pub exit_code: bool,
}

/// Runs `kedang policy diff`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    let after = read(host, &args.file)?;
    let mut prospect = None;
    let changes = if let Some(path) = &args.from {
        changes(&read(host, path)?.document, &after.document)
    } else if args.default {
        changes(Policy::builtin().document(), &after.document)
    } else {
        let mut vault = session::open(ui, host, globals, "policy diff")?;
        prospect = match foreseen(&mut vault, (&after.document, Some(&after.text)), args.records) {
            Ok(prospect) => Some(prospect),
            // Rules are no secret; what they do to records is for those who may look at records.
            Err(Error::Capability(_)) if !args.records => None,
            Err(error) => return Err(error.into()),
        };
        changes(vault.policy().document(), &after.document)
    };
    let count = changes.len();
    let columns = Row::COLUMNS.iter().map(|id| Column::new(id)).collect();
    let mut list = ui.list("kedang.policy.diff/1", columns)?;
    changes.into_iter().try_for_each(|change| list.push(&Row::Change(change)))?;
    if let Some(prospect) = &prospect {
        let figures = figures(ui, &prospect.effect);
        figures.into_iter().try_for_each(|figure| list.push(&Row::Figure(figure)))?;
        let mut orphans = prospect.orphaned.iter().map(|one| Orphan::new(ui, one));
        orphans.try_for_each(|orphan| list.push(&Row::Orphan(orphan)))?;
        prospect.moves.iter().try_for_each(|one| list.push(&Row::Record(one)))?;
    }
    list.finish()?;
    ui.status(Message::new("policy-differs").arg("count", count));
    if let Some(prospect) = &prospect {
        tell(ui, prospect);
    }
    Ok(if args.exit_code && count > 0 { Exit::Found } else { Exit::Done })
}

/// One row: a difference, a figure that moves with it, or what records would lose the meaning of.
enum Row<'a> {
    Change(Change),
    Figure(Figure),
    Orphan(Orphan<'a>),
    Record(&'a Move),
}

/// A day and the rule that gives it, first of keeping, then of use where that ends before.
fn days(schedule: &Schedule) -> Cell {
    let Schedule { kept_until, rule, used_until, used_rule } = schedule;
    let kept = format!("{kept_until} {rule}");
    let used = format!(" / {used_until} {used_rule}");
    match (kept_until.is_empty(), used_until.is_empty()) {
        (true, true) => Cell::Empty,
        (false, true) => Cell::Text(kept),
        _ => Cell::Text(kept.trim().to_owned() + &used),
    }
}

impl View for Row<'_> {
    const COLUMNS: &'static [&'static str] = &["change", "where", "before", "after"];

    fn cells(&self) -> Vec<Cell> {
        match self {
            Self::Change(Change { what, at, before, after, .. }) => vec![
                Cell::Word(what.id()),
                Cell::text(at.as_str()),
                plain(before.as_ref()),
                plain(after.as_ref()),
            ],
            Self::Figure(figure) => figure.cells(),
            Self::Orphan(orphan) => orphan.cells(),
            Self::Record(Move { number, before, after }) => {
                vec![Cell::Word("schedule"), Cell::from(*number), days(before), days(after)]
            }
        }
    }
}

impl serde::Serialize for Row<'_> {
    fn serialize<S: serde::Serializer>(
        &self,
        serializer: S,
    ) -> std::result::Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let Change { what, section, at, before, after } = match self {
            Self::Change(change) => change,
            Self::Figure(figure) => return figure.serialize(serializer),
            Self::Orphan(orphan) => return orphan.serialize(serializer),
            Self::Record(Move { number, before, after }) => {
                let mut object = serializer.serialize_struct("Schedule", 5)?;
                object.serialize_field("change", "schedule")?;
                object.serialize_field("section", &None::<&str>)?;
                object.serialize_field("where", &number.to_string())?;
                object.serialize_field("before", before)?;
                object.serialize_field("after", after)?;
                return object.end();
            }
        };
        let mut object = serializer.serialize_struct("Change", 5)?;
        object.serialize_field("change", what.id())?;
        object.serialize_field("section", section)?;
        object.serialize_field("where", at)?;
        object.serialize_field("before", before)?;
        object.serialize_field("after", after)?;
        object.end()
    }
}
