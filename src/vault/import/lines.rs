//! What a row of JSON or a vCard says: each row names its own values, in the spelling that `export`
//! writes, and an object where a field takes one.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use super::{Why, header};
use crate::model::{About, Dictionary, FieldId, Fields, Value};
use crate::policy::{
    CONTACTS, Code, Column, ColumnMap, HeaderError, Headers, Listed, Policy, SOURCES,
};
use crate::transfer::{Cells, ELEMENT, Form, OBJECT, PASSED, REPEATED, UNDECODED, YEARLESS};

/// So much that is passed over is remembered to be told.
const TOLD: usize = 100;

/// What of a file is passed over.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PassedOver {
    /// A column or member that no field has, by its name.
    Column(String),
    /// A column that no field has and whose heading is none, or may be a customer's data, by its place
    /// (from 1).
    Unnamed(usize),
    /// A member that no field has and whose key may be a customer's data.
    Member,
    /// A column or member of what only the program itself decides, by its name, and how many rows say
    /// something there.
    Kept(String, u64),
    /// Totals of scorecards, by the field's name, that the scores of so many rows do not come to.
    Totals(String, u64),
    /// Something that a row says of what is known, as it is told: a second address of a card, a
    /// birthday without its year.
    Value(String),
}

/// What rows said that was passed over.
#[derive(Default)]
pub(super) struct Unknown {
    told: Mutex<BTreeSet<PassedOver>>,
    /// What only the program itself decides, and the lines that say something of it: a row may be read
    /// more than once.
    kept: Mutex<BTreeMap<String, Lines>>,
}

impl Unknown {
    /// A name that no field has.
    pub(super) fn add(&self, name: &str) {
        let is_told = header::is_heading(name.trim());
        self.put(if is_told { PassedOver::Column(name.to_owned()) } else { PassedOver::Member });
    }

    /// What the row on `line` says of something that only the program itself decides.
    pub(super) fn add_kept(&self, name: &str, line: u64) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(lines) = kept.get_mut(name) {
            lines.insert(line);
        } else if kept.len() < TOLD {
            kept.entry(name.to_owned()).or_default().insert(line);
        }
    }

    /// A value that no field takes.
    pub(super) fn add_value(&self, name: String) {
        self.put(PassedOver::Value(name));
    }

    fn put(&self, passed: PassedOver) {
        let mut all = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() < TOLD {
            all.insert(passed);
        }
    }

    /// All of it, in order.
    pub(super) fn into_passed(self) -> Vec<PassedOver> {
        let told = self.told.into_inner().unwrap_or_else(PoisonError::into_inner);
        let kept = self.kept.into_inner().unwrap_or_else(PoisonError::into_inner);
        let kept = kept.into_iter().map(|(name, lines)| match name.strip_suffix(TOTAL) {
            Some(field) => PassedOver::Totals(field.to_owned(), lines.count()),
            None => PassedOver::Kept(name, lines.count()),
        });
        told.into_iter().chain(kept).collect()
    }
}

/// Numbers of lines, a bit for each.
#[derive(Default)]
struct Lines(Vec<u64>);

impl Lines {
    fn insert(&mut self, line: u64) {
        let Ok(at) = usize::try_from(line / 64) else { return };
        if self.0.len() <= at {
            self.0.resize(at + 1, 0);
        }
        if let Some(bits) = self.0.get_mut(at) {
            *bits |= 1 << (line % 64);
        }
    }

    fn count(&self) -> u64 {
        self.0.iter().map(|bits| u64::from(bits.count_ones())).sum()
    }
}

/// What a vault decides of a record by itself, and an export may tell: no file decides it.
const KEPT: [&str; 9] = [
    "state",
    "verified",
    "verify_method",
    "verify_result",
    "review_by",
    "proposed",
    "consents",
    "declined",
    "holds",
];

/// Whether somebody who has a column for this field may think that it is taken over.
pub(super) fn is_kept(policy: &Policy, column: Column) -> bool {
    matches!(column, Column::System(field) if KEPT.contains(&policy.field(field).id.as_str()))
}

/// Whether a row whose cell of such a column says this loses something: that a record is in use is
/// true of every new one.
pub(super) fn loses(policy: &Policy, column: Column, text: &str) -> bool {
    let Column::System(_) = column else { return false };
    let state = policy.known().state;
    let is_usual = || {
        let values = policy.normalise(state, text).unwrap_or_default();
        values.iter().any(|value| value.text == "active")
    };
    !(text.trim().is_empty() || column == Column::System(state) && is_usual())
}

/// What stands behind the name of scorecards of which the total is not taken over.
pub(super) const TOTAL: &str = ".total";

/// What is wrong with a row, and with which field.
pub(super) type Wrong = (Option<FieldId>, Why);

/// Reads a row: its values, and what is wrong with it. With its `line` it is counted where it says
/// something of what only the program itself decides.
pub(super) fn read(
    (policy, map): (&Policy, Option<&ColumnMap>),
    cells: Cells<'_>,
    (form, unknown, line): (Form, &Unknown, Option<u64>),
) -> (Fields, Vec<Wrong>) {
    let cells: Vec<&str> = cells.iter().collect();
    let (values, rest) = cells.as_chunks::<3>();
    if !rest.is_empty() {
        let why = match (form, rest) {
            (Form::Cards, [UNDECODED]) => Why::CardEncoding,
            (Form::Cards, _) => Why::NotACard,
            (_, [REPEATED, key]) => {
                return (Fields::new(), vec![(policy.resolve(key), Why::Repeated)]);
            }
            _ => Why::NotAnObject,
        };
        return (Fields::new(), vec![(None, why)]);
    }
    let (mut names, mut texts, mut listed) = (Vec::new(), Vec::new(), Vec::new());
    let (mut wrong, mut objects, mut elements) = (Vec::new(), Vec::new(), Vec::new());
    for [name, kind, text] in values {
        if *kind == PASSED {
            unknown.add_value((*name).to_owned());
        } else if [CONTACTS, SOURCES].contains(name) && policy.id(name).is_none() {
            listed.push(*text);
        } else {
            let field = policy.resolve(name);
            if *kind == OBJECT && !field.is_some_and(|field| policy.takes_object(field, text)) {
                objects.push((names.len(), field));
            }
            names.push(*name);
            texts.push(*text);
            elements.push(*kind == ELEMENT);
        }
    }
    let mut fields = match policy.headers_by(&names, map) {
        Ok(headers) => {
            tell_passed((policy, &headers), (&names, &texts), (form, unknown, line));
            // What nobody understands is passed over whatever it is, as a column is.
            let is_known = |at: &usize| {
                let column = headers.columns().get(*at);
                column.is_some_and(|column| {
                    !column.is_passed_over() && !matches!(column, Column::System(_))
                })
            };
            let given = headers.columns().iter().zip(texts.iter().zip(&elements));
            wrong.extend(given.filter_map(|(column, (text, is_element))| match *column {
                Column::Field(field) if *is_element && policy.divides(field, text) => {
                    Some((Some(field), Why::Value(Code::Divided)))
                }
                _ => None,
            }));
            let objects = objects.into_iter().filter(|(at, _)| is_known(at));
            wrong.extend(objects.map(|(_, field)| (field, Why::Object)));
            for at in headers.yearless(policy, &texts) {
                let name = names.get(at).copied().unwrap_or_default();
                unknown.add_value(format!("{name}{YEARLESS}"));
            }
            let (fields, faults) = headers.read(policy, &texts);
            let value = |(_, finding): (_, crate::policy::Finding)| {
                (Some(finding.field), Why::of(policy, &finding))
            };
            wrong.extend(faults.into_iter().map(value));
            fields
        }
        Err(HeaderError::NoneKnown) => {
            for name in &names {
                unknown.add(name);
            }
            Fields::new()
        }
        Err(HeaderError::Twice { field, .. }) => {
            wrong.push((Some(field), Why::Twice));
            Fields::new()
        }
    };
    for text in listed {
        wrong.extend(contact(policy, text, &mut fields).err());
    }
    (fields, wrong)
}

/// Tells what is passed over of the columns of a row: what no field has, what only the program itself
/// decides, and totals that it works out otherwise.
fn tell_passed(
    (policy, headers): (&Policy, &Headers),
    (names, texts): (&[&str], &[&str]),
    (form, unknown, line): (Form, &Unknown, Option<u64>),
) {
    for ((name, column), text) in names.iter().zip(headers.columns()).zip(texts) {
        let of_address = form == Form::Cards && *column == Column::Country;
        if headers.is_unknown(*column) && !of_address {
            unknown.add(name);
        } else if let Some(line) = line
            && is_kept(policy, *column)
            && loses(policy, *column, text)
        {
            unknown.add_kept(name, line);
        } else if let (Some(line), Column::Field(field)) = (line, *column)
            && policy.counts_otherwise(field, text)
        {
            unknown.add_kept(&format!("{name}{TOTAL}"), line);
        }
    }
}

/// What a row says of a field that only the program sets.
pub(super) fn said_of<'c>(
    field: FieldId,
    (policy, map): (&Policy, Option<&ColumnMap>),
    cells: Cells<'c>,
) -> Option<&'c str> {
    let cells: Vec<&str> = cells.iter().collect();
    let (values, _) = cells.as_chunks::<3>();
    let is_meant = |name: &str| policy.system_column(name, map) == Some(field);
    values.iter().find(|[name, ..]| is_meant(name)).map(|[_, _, text]| *text)
}

/// Adds one of a list of contacts or of sourced values, or what is known of it where its value is
/// there.
fn contact(policy: &Policy, text: &str, fields: &mut Fields) -> Result<(), Wrong> {
    let (field, object) = policy.listed_contact(text).map_err(|listed| match listed {
        Listed::NotAContact(field) => (Some(field), Why::Object),
        Listed::Malformed | Listed::Unknown(_) => (None, Why::Object),
    })?;
    let entered = policy.enter(field, &object);
    let entered = entered.map_err(|finding| (Some(finding.field), Why::of(policy, &finding)))?;
    let mut all: Vec<Value> = fields.all(field).cloned().collect();
    for value in entered {
        match all.iter_mut().find(|kept| kept.text == value.text) {
            Some(kept) => {
                let Some(about) = &value.about else { continue };
                // A field that has a key of its own lists all that it is to hold.
                let (beside, counted) = (kept.is_beside(), kept.is_counted());
                let mut about = about.over(kept.about.as_deref().unwrap_or(&About::default()));
                (about.beside, about.counted) = (beside, counted);
                kept.about = (!about.is_blank()).then(|| Box::new(about));
            }
            None => all.push(value),
        }
    }
    if all.len() > 1 && !policy.field(field).traits.multi {
        return Err((Some(field), Why::Twice));
    }
    fields.set(field, all);
    Ok(())
}

#[cfg(test)]
#[path = "lines_tests.rs"]
mod tests;
