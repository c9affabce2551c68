//! What the verbs that change selected records have in common: plan, question, execution, report.

use serde::ser::{SerializeStruct, Serializer};

use super::Globals;
use crate::error::{Exit, Message, Result};
use crate::model::{Capability, Selector};
use crate::ui::{Cell, Format, Ui, View};
use crate::vault::{Aim, Altered, Numbers, Result as VaultResult, Vault};

/// What is to be changed.
pub(super) struct Task<'a> {
    /// The schema of its JSON.
    pub(super) schema: &'static str,
    /// Which records.
    pub(super) selector: &'a Selector,
    /// Whether somebody must confirm it when terms select more than one record. Numbers that were
    /// typed out say for themselves that they are meant.
    pub(super) asks: bool,
}

/// Changes the records with `apply`: shows how many there are and asks where it must, then does
/// it, or with `--dry-run` does it and keeps nothing, and reports.
pub(super) fn run(
    ui: &Ui<'_>,
    globals: &Globals,
    vault: &mut Vault,
    task: &Task<'_>,
    apply: impl FnOnce(&mut Vault, Aim<'_>) -> VaultResult<Altered>,
) -> Result<Exit> {
    let apply = |vault: &mut Vault, aim: Aim<'_>| Ok(apply(vault, aim)?);
    let done = carry_out(ui, globals, vault, task, apply)?;
    report::<()>(ui, task.schema, (&done, globals.dry_run), &[])?;
    Ok(Exit::Done)
}

/// The same without the report.
pub(super) fn carry_out<T>(
    ui: &Ui<'_>,
    globals: &Globals,
    vault: &mut Vault,
    task: &Task<'_>,
    apply: impl FnOnce(&mut Vault, Aim<'_>) -> Result<T>,
) -> Result<T> {
    let mut confirmed = None;
    if task.asks && task.selector.looks_inside() && !globals.dry_run && !ui.says_yes() {
        let planned = vault.select_for(Capability::Write, task.selector)?;
        if planned.len() > 1 {
            ask(ui, &planned)?;
            confirmed = Some(planned);
        }
    }
    let aim =
        Aim { selector: task.selector, confirmed: confirmed.as_ref(), rehearsal: globals.dry_run };
    apply(vault, aim)
}

fn ask(ui: &Ui<'_>, planned: &Numbers) -> Result<()> {
    let mut plan = Message::new("edit-plan").arg("count", planned.len());
    if let (Some(first), Some(last)) = (planned.first(), planned.last()) {
        plan = plan.arg("first", first).arg("last", last);
    }
    ui.status(plan);
    ui.confirm_count(&Message::new("ask-count").arg("count", planned.len()), planned.len())
}

/// Tells what became of the records, or would in a dry run; in JSON also what became of a contact
/// of each.
pub(super) fn report<T: serde::Serialize>(
    ui: &Ui<'_>,
    schema: &str,
    (done, dry_run): (&Altered, bool),
    contacts: &[T],
) -> Result<()> {
    tell(ui, schema, (done, dry_run), contacts)?;
    if done.restricted > 0 {
        ui.note(Message::new("edit-restricted").arg("count", done.restricted));
    }
    Ok(())
}

fn tell<T: serde::Serialize>(
    ui: &Ui<'_>,
    schema: &str,
    (done, dry_run): (&Altered, bool),
    contacts: &[T],
) -> Result<()> {
    if ui.format() != Format::Table {
        return ui.record(schema, &Outcome { done, dry_run, contacts });
    }
    let Altered { selected, changed, .. } = done;
    let id = match (dry_run, *selected, changed.len()) {
        (_, 0, _) => "list-none",
        (true, ..) => "edit-rehearsed",
        (false, _, 0) => "edit-unchanged",
        (false, selected, changed) if selected == changed => "edit-done",
        _ => "edit-done-some",
    };
    let message = Message::new(id).arg("selected", *selected).arg("changed", changed.len());
    if dry_run {
        return ui.say(message);
    }
    ui.status(message);
    Ok(())
}

/// What became of the selected records.
struct Outcome<'a, T> {
    done: &'a Altered,
    dry_run: bool,
    contacts: &'a [T],
}

impl<T: serde::Serialize> View for Outcome<'_, T> {
    const COLUMNS: &'static [&'static str] = &["selected", "changed", "numbers"];

    fn cells(&self) -> Vec<Cell> {
        let Altered { selected, changed, .. } = self.done;
        vec![
            Cell::count(*selected),
            Cell::count(changed.len()),
            Cell::Many(changed.iter().map(Cell::from).collect()),
        ]
    }
}

impl<T: serde::Serialize> serde::Serialize for Outcome<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let Altered { selected, changed, .. } = self.done;
        let mut object = serializer.serialize_struct("Outcome", 5)?;
        object.serialize_field("selected", selected)?;
        object.serialize_field("changed", &changed.len())?;
        let numbers: Vec<String> = changed.iter().map(|number| number.to_string()).collect();
        object.serialize_field("numbers", &numbers)?;
        object.serialize_field("dry_run", &self.dry_run)?;
        if !self.contacts.is_empty() {
            object.serialize_field("contacts", self.contacts)?;
        }
        object.end()
    }
}
