//! Which column of a file holds which field, and the first rows as they would be stored.

use crate::cmd::fields;
use crate::error::{Exit, Message, Result};
use crate::model::{FieldId, Level, Part};
use crate::policy::Policy;
use crate::ui::{Cell, Column, Ui, View};
use crate::vault::{Preview, PreviewRow};

/// How many rows are shown.
pub(super) const ROWS: usize = 3;

/// One column of the file.
#[derive(serde::Serialize)]
struct Row {
    column: String,
    /// The id of the field; none if the column is passed over.
    field: Option<String>,
    #[serde(skip)]
    label: String,
    /// Its values, row by row, level-1 values masked.
    values: Vec<Vec<String>>,
}

impl View for Row {
    fn cells(&self) -> Vec<Cell> {
        let mut cells = vec![Cell::text(&self.column)];
        cells.push(match &self.field {
            Some(id) => Cell::Named { id: id.clone(), name: self.label.clone() },
            None => Cell::Empty,
        });
        let shown = |values: &Vec<String>| Cell::Many(values.iter().map(Cell::text).collect());
        cells.extend(self.values.iter().map(shown));
        cells
    }
}

/// Shows a preview.
pub(super) fn show(ui: &Ui, policy: &Policy, done: &Preview) -> Result<Exit> {
    let mut columns = vec![Column::new("column"), Column::new("field")];
    columns.extend(done.rows.iter().map(|row| {
        let heading = ui.text(&Message::new("import-line").arg("line", row.line));
        Column::named(format!("line_{}", row.line), heading)
    }));
    let mut list = ui.list("kedang.import.preview/1", columns)?;
    let mut told: Vec<FieldId> = Vec::new();
    for (column, field) in &done.columns {
        // Several columns can hold one field; its values stand beside the first.
        let first = field.is_some_and(|field| !told.contains(&field));
        told.extend(field);
        let values = |row: &PreviewRow| match field {
            Some(field) if first => {
                row.fields.all(*field).map(|value| stored(policy, *field, &value.text)).collect()
            }
            _ => Vec::new(),
        };
        list.push(&Row {
            column: column.clone(),
            field: field.map(|field| policy.field(field).id.clone()),
            label: field.map_or_else(String::new, |field| {
                fields::label(policy, field, ui.language()).to_owned()
            }),
            values: done.rows.iter().map(values).collect(),
        })?;
    }
    list.finish()?;
    for fault in done.rows.iter().flat_map(|row| &row.faults) {
        let (field, reason) = super::words(ui, policy, fault);
        let message = Message::new("import-left-out").arg("line", fault.line);
        ui.note(message.arg("field", field).arg("reason", reason));
    }
    super::report::report_form(ui, &done.passed, done.sheet);
    ui.status("import-dry-run");
    Ok(Exit::Done)
}

fn stored(policy: &Policy, field: FieldId, text: &str) -> String {
    if policy.part(field) == Part::Level(Level::One) {
        return policy.mask(field, text);
    }
    text.to_owned()
}
