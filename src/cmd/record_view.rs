//! Records as rows: the columns are fields of the policy, chosen at run time.
//!
//! JSON and CSV have the ids of options, tables their names in the language shown. Level 1 comes
//! masked unless it is to be revealed.

use std::collections::BTreeSet;
use std::rc::Rc;

use jiff::civil::Date;
use serde::ser::{SerializeMap, Serializer};

use super::contact::Beside;
use super::covering::require_used;
use super::duties::Words;
use super::fields::{find, label};
use crate::error::{Message, Result};
use crate::model::{FieldId, Level, Link, Part, RecordNumber, Value};
use crate::policy::{FieldKind, Policy};
use crate::ui::{Catalogue, Cell, Column, Language, Ui, View};
use crate::vault::{Disclosed, Error, Record, Request, Vault};

/// One column of records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// The record's number.
    Number,
    /// A field.
    Field(FieldId),
}

/// Which columns are shown, and how.
#[derive(Clone, Debug)]
pub(super) struct Columns {
    policy: &'static Policy,
    shown: Vec<Shown>,
    language: Language,
    reveal: bool,
    /// What stands behind a value that is held for want of consent, and the day on which that is asked.
    held: String,
    today: Option<Date>,
    /// What stands behind a link to a record that was destroyed.
    destroyed: String,
    /// Those records, as far as they were looked up.
    gone: BTreeSet<RecordNumber>,
    beside: Beside,
    /// Where words come from.
    catalogue: Rc<Catalogue>,
    /// Fields without a value are left out of JSON.
    sparse: bool,
}

impl Columns {
    /// The columns that were named, by ids or names in either language; one above the clearance
    /// is refused.
    pub(super) fn named(ui: &Ui<'_>, vault: &Vault, names: &[String]) -> Result<Self> {
        let column = |name: &String| match name.trim() {
            name if is_number(name) => Ok(Shown::Number),
            name => {
                let field = find(vault.policy(), name)?;
                vault.require_field(field)?;
                Ok(Shown::Field(field))
            }
        };
        Ok(Self::of(ui, vault, names.iter().map(column).collect::<Result<_>>()?))
    }

    /// The number and the policy's default columns; one note for those above the clearance.
    pub(super) fn default(ui: &Ui<'_>, vault: &Vault) -> Self {
        let policy = vault.policy();
        let wanted = policy.fields().filter(|(_, field)| field.traits.default_column);
        let (open, closed): (Vec<_>, Vec<_>) =
            wanted.map(|(id, _)| id).partition(|id| vault.clearance().opens_part(policy.part(*id)));
        if !closed.is_empty() {
            let names: Vec<_> = closed.iter().map(|id| label(policy, *id, ui.language())).collect();
            ui.note(Message::new("list-left-out").arg("columns", names.join(", ")));
        }
        let fields = open.into_iter().map(Shown::Field);
        Self::of(ui, vault, [Shown::Number].into_iter().chain(fields).collect())
    }

    /// The number and every field that the clearance reaches.
    pub(super) fn everything(ui: &Ui<'_>, vault: &Vault) -> Result<Self> {
        let policy = vault.policy();
        let fields = policy.fields().map(|(id, _)| id);
        let open = fields.filter(|id| vault.clearance().opens_part(policy.part(*id)));
        let columns = [Shown::Number].into_iter().chain(open.map(Shown::Field)).collect();
        Ok(Self { sparse: true, today: Some(vault.today()?), ..Self::of(ui, vault, columns) })
    }

    fn of(ui: &Ui<'_>, vault: &Vault, shown: Vec<Shown>) -> Self {
        let (policy, language) = (vault.policy(), ui.language());
        let held = ui.text(&"show-held".into());
        let destroyed = ui.text(&"show-destroyed".into());
        let gone = BTreeSet::new();
        let (today, reveal, sparse) = (None, false, false);
        let beside = Beside::new(ui);
        let catalogue = Rc::new(Catalogue::new(language));
        Self {
            policy,
            shown,
            language,
            reveal,
            held,
            today,
            destroyed,
            gone,
            beside,
            catalogue,
            sparse,
        }
    }

    /// Only those that a purpose may see: one that was named is refused otherwise, others are left
    /// out with a note, and where everything is shown without one.
    pub(super) fn used_for(
        mut self,
        ui: &Ui<'_>,
        vault: &Vault,
        (purpose, named): (Option<&str>, bool),
    ) -> Result<Self> {
        let Some(seen) = vault.purpose(purpose)? else { return Ok(self) };
        let used = |column: &Shown| match column {
            Shown::Number => true,
            Shown::Field(field) => self.policy.sees(seen, *field),
        };
        let (open, closed): (Vec<_>, Vec<_>) = self.shown.iter().copied().partition(used);
        let fields = closed.iter().filter_map(|column| match column {
            Shown::Number => None,
            Shown::Field(field) => Some(*field),
        });
        let fields: Vec<FieldId> = fields.collect();
        if named {
            fields.iter().try_for_each(|field| require_used(vault, purpose, *field))?;
        } else if !fields.is_empty() && !self.sparse {
            let label = |field: &FieldId| label(self.policy, *field, self.language);
            let labels: Vec<_> = fields.iter().map(label).collect();
            let chinese = self.language == Language::Chinese;
            let purpose = if chinese { &seen.label_zh } else { &seen.label_en };
            let message = Message::new("list-outside").arg("purpose", purpose.as_str());
            ui.note(message.arg("columns", labels.join(", ")));
        }
        self.shown = open;
        Ok(self)
    }

    /// Shows level 1 unmasked.
    #[must_use]
    pub(super) fn reveal(self, reveal: bool) -> Self {
        Self { reveal, ..self }
    }

    /// Says of each value where it came from, in a table too.
    #[must_use]
    pub(super) fn sources(self, sources: bool) -> Self {
        if sources { Self { beside: self.beside.with_sources(), ..self } } else { self }
    }

    /// The parts that must be open for them.
    pub(super) fn parts(&self) -> Vec<Part> {
        let mut parts: Vec<Part> = self
            .shown
            .iter()
            .filter_map(|column| match column {
                Shown::Number => None,
                Shown::Field(field) => Some(self.policy.part(*field)),
            })
            .collect();
        parts.sort_unstable();
        parts.dedup();
        parts
    }

    /// The levels that the output has values of.
    pub(super) fn levels(&self) -> Vec<Level> {
        levels(&self.parts())
    }

    /// Those of which a record has values.
    #[must_use]
    pub(super) fn filled(&self, record: &Record) -> Self {
        let is_filled = |column: &&Shown| match column {
            Shown::Number => true,
            Shown::Field(field) => record.fields.get(*field).is_some(),
        };
        let columns = self.shown.iter().filter(is_filled).copied().collect();
        Self { shown: columns, ..self.clone() }
    }

    /// As the output wants them.
    pub(super) fn headings(&self) -> Vec<Column> {
        let heading = |column: &Shown| match column {
            Shown::Number => Column::new("number"),
            Shown::Field(field) => {
                let id = self.policy.field(*field).id.clone();
                Column::named(id, capital(label(self.policy, *field, self.language)))
            }
        };
        self.shown.iter().map(heading).collect()
    }

    /// `text` of `field` as this output may show it.
    fn text<'a>(&self, field: FieldId, text: &'a str) -> std::borrow::Cow<'a, str> {
        if self.reveal {
            self.policy.bare(field, text).into()
        } else {
            masked(self.policy, field, text)
        }
    }

    /// What is no word yet in words, where it may be shown whole.
    fn told(&self, field: FieldId, value: &Value) -> Option<String> {
        let whole = self.reveal || self.policy.part(field) != Part::Level(Level::One);
        let words = Words { catalogue: &self.catalogue, policy: self.policy };
        let told = words.told(field, &value.text).filter(|_| whole)?;
        let destroyed = Link::parse(&value.text).is_some_and(|link| self.gone.contains(&link.to));
        Some(if destroyed { format!("{told} {}", self.destroyed) } else { told })
    }

    /// Marks links that lead to these records, which were destroyed.
    #[must_use]
    pub(super) fn without(self, gone: BTreeSet<RecordNumber>) -> Self {
        Self { gone, ..self }
    }

    fn cell(&self, field: FieldId, value: &Value, held: bool) -> Cell {
        let text = self.text(field, &value.text);
        let chinese = self.language == Language::Chinese;
        if held {
            return Cell::Named { name: format!("{text} {}", self.held), id: text.into_owned() };
        }
        if let Some(told) = self.told(field, value) {
            return Cell::Named { name: told, id: text.into_owned() };
        }
        if let Some(about) = value.about.as_deref().filter(|_| self.sparse) {
            let beside = self.beside.text(self.policy, about);
            let shown = self.policy.shown(field, &text, chinese);
            return Cell::Named { name: format!("{shown}{beside}"), id: text.into_owned() };
        }
        match self.policy.field(field).kind {
            FieldKind::Choice | FieldKind::OpenChoice | FieldKind::Region => Cell::Named {
                name: self.policy.shown(field, &text, chinese).to_owned(),
                id: text.into_owned(),
            },
            _ => Cell::Text(text.into_owned()),
        }
    }
}

/// `text` of `field`, masked where it is level 1; a level-1 field without a mask shows nothing.
pub(super) fn masked<'a>(
    policy: &Policy,
    field: FieldId,
    text: &'a str,
) -> std::borrow::Cow<'a, str> {
    if policy.part(field) != Part::Level(Level::One) {
        return policy.bare(field, text).into();
    }
    let shown = policy.mask(field, text);
    if shown == text { "*".repeat(text.chars().count()).into() } else { shown.into() }
}

/// The levels among `parts`.
pub(super) fn levels(parts: &[Part]) -> Vec<Level> {
    let level = |part: &Part| match part {
        Part::Operational => None,
        Part::Level(level) => Some(*level),
    };
    parts.iter().filter_map(level).collect()
}

/// A label as the heading of a column: names of fields are written small in English.
pub(super) fn capital(label: &str) -> String {
    let mut chars = label.chars();
    let first = chars.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(chars).collect()
}

/// Whether a column's name means the record's number.
pub(super) fn is_number(name: &str) -> bool {
    RecordNumber::is_in_column(name)
}

/// One record as a row.
pub(super) struct Row<'a> {
    /// Its columns.
    pub(super) columns: &'a Columns,
    /// The record, of which the columns' parts are open.
    pub(super) record: &'a Record,
}

impl Row<'_> {
    /// Whether a field's values are held for want of a separate consent. Only where everything is
    /// shown is the operational part open that tells it.
    fn is_held(&self, field: FieldId) -> bool {
        let Columns { policy, today, .. } = self.columns;
        policy.part(field) == Part::Level(Level::One)
            && today.is_some_and(|today| policy.awaits_consent(&self.record.fields, today))
    }
}

impl View for Row<'_> {
    fn cells(&self) -> Vec<Cell> {
        let cell = |column: &Shown| match column {
            Shown::Number => self.record.number.into(),
            Shown::Field(field) => {
                let held = self.is_held(*field);
                let mut values = self.record.fields.all(*field);
                if self.columns.policy.field(*field).kind.is_structured() {
                    let cells: Vec<_> =
                        values.map(|v| self.columns.cell(*field, v, held)).collect();
                    return if cells.is_empty() { Cell::Empty } else { Cell::Array(cells) };
                }
                match (values.next(), values.next()) {
                    (None, _) => Cell::Empty,
                    (Some(one), None) => self.columns.cell(*field, one, held),
                    _ => {
                        let all = self.record.fields.all(*field);
                        Cell::Many(all.map(|v| self.columns.cell(*field, v, held)).collect())
                    }
                }
            }
        };
        self.columns.shown.iter().map(cell).collect()
    }
}

impl serde::Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let Columns { policy, shown, sparse, .. } = self.columns;
        let mut map = serializer.serialize_map(None)?;
        let mut held = Vec::new();
        for column in shown {
            let Shown::Field(field) = column else {
                map.serialize_entry("number", &self.record.number.to_string())?;
                continue;
            };
            let description = policy.field(*field);
            let id = &description.id;
            let mut texts =
                self.record.fields.all(*field).map(|v| self.columns.text(*field, &v.text));
            let empty = self.record.fields.get(*field).is_none();
            if empty && *sparse {
                continue;
            }
            if self.is_held(*field) {
                held.push(id);
            }
            let whole = self.columns.reveal || policy.part(*field) != Part::Level(Level::One);
            if description.kind.is_structured() && whole {
                let objects: Option<Vec<_>> = texts.map(|text| object(&text)).collect();
                map.serialize_entry(id, &objects)?;
            } else if description.traits.multi {
                map.serialize_entry(id, &texts.collect::<Vec<_>>())?;
            } else {
                map.serialize_entry(id, &texts.next())?;
            }
        }
        if !held.is_empty() {
            map.serialize_entry("awaiting_consent", &held)?;
        }
        self.beside(&mut map)?;
        map.end()
    }
}

/// The object that the text of an event, a scorecard or a link spells.
pub(super) fn object(text: &str) -> Option<serde_json::Value> {
    serde_json::from_str(text).ok()
}

/// Hands each record of a disclosure to `each`, whose failure is told as it is.
pub(super) fn disclose(
    vault: &mut Vault,
    request: &Request<'_>,
    mut each: impl FnMut(&Record) -> Result<()>,
) -> Result<Disclosed> {
    let mut failed = None;
    let done = vault.disclose(request, &mut |record| {
        each(record).map_err(|failure| {
            failed = Some(failure);
            Error::Bug("the output failed")
        })
    });
    match failed {
        Some(failure) => Err(failure),
        None => Ok(done?),
    }
}

#[path = "record_beside.rs"]
mod beside;

#[cfg(test)]
#[path = "record_view_tests.rs"]
mod tests;
