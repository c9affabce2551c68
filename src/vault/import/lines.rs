//! What a row of JSON or a vCard says: each row names its own values, in the spelling that `export`
//! writes, and an object where a field takes one.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use super::{Why, header};
use crate::model::{Dictionary, FieldId, Fields, Value};
use crate::policy::{CONTACTS, Column, ColumnMap, HeaderError, Listed, Policy, SOURCES};
use crate::transfer::{Cells, Form, OBJECT, PASSED, REPEATED, UNDECODED, YEARLESS};

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
        let kept = kept.into_iter().map(|(name, lines)| PassedOver::Kept(name, lines.count()));
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
    let state = policy.known().state;
    let is_usual = || {
        let values = policy.normalise(state, text).unwrap_or_default();
        values.iter().any(|value| value.text == "active")
    };
    !(text.trim().is_empty() || column == Column::System(state) && is_usual())
}

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
    let (mut wrong, mut objects) = (Vec::new(), Vec::new());
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
        }
    }
    let mut fields = match policy.headers_by(&names, map) {
        Ok(headers) => {
            for ((name, column), text) in names.iter().zip(headers.columns()).zip(&texts) {
                let of_address = form == Form::Cards && *column == Column::Country;
                if headers.is_unknown(*column) && !of_address {
                    unknown.add(name);
                } else if let Some(line) = line
                    && is_kept(policy, *column)
                    && loses(policy, *column, text)
                {
                    unknown.add_kept(name, line);
                }
            }
            // What nobody understands is passed over whatever it is, as a column is.
            let is_known = |at: &usize| {
                let column = headers.columns().get(*at);
                column.is_some_and(|column| {
                    !column.is_passed_over() && !matches!(column, Column::System(_))
                })
            };
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
                // A field that has a key of its own lists all that it is to hold.
                let (beside, counted) = (kept.is_beside(), kept.is_counted());
                kept.about.clone_from(&value.about);
                if let Some(about) = &mut kept.about {
                    (about.beside, about.counted) = (beside, counted);
                }
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
mod tests {
    use super::*;
    use crate::policy::Code;
    use crate::transfer::{RowBatch, Rows, RowsOptions};

    fn row(line: &str) -> (Fields, Vec<Wrong>, Vec<PassedOver>) {
        let mut rows = Rows::open(line.as_bytes(), RowsOptions::default()).unwrap();
        let mut batch = RowBatch::new();
        assert!(rows.read_batch(&mut batch, 1).unwrap());
        let unknown = Unknown::default();
        let cells = batch.records().next().unwrap().cells.unwrap();
        let (fields, wrong) =
            read((Policy::builtin(), None), cells, (Form::Json, &unknown, Some(1)));
        (fields, wrong, unknown.into_passed())
    }

    fn columns(names: &[&str]) -> Vec<PassedOver> {
        names.iter().map(|name| PassedOver::Column((*name).to_owned())).collect()
    }

    #[test]
    fn a_row_is_what_export_writes() {
        let (fields, wrong, unknown) = row(concat!(
            r#"{"number":"K-000012","name":"张伟","phone":["+8613800000013","13800000014"],"#,
            r#""省":"广东省","市":"深圳","created":"2026-01-01","wechat":"w","contacts":["#,
            r#"{"field":"phone","value":"+8613800000014","state":"invalid","failures":3},"#,
            r#"{"字段":"微信","值":"w","状态":"有效"},{"field":"email","value":"a@example.com"}]}"#
        ));
        let known = Policy::builtin().known();
        assert_eq!((wrong, unknown), (vec![], columns(&["number"])));
        assert_eq!(fields.text(known.region), "440300 广东省深圳市");
        let states: Vec<_> = fields
            .iter()
            .filter_map(|(_, value)| {
                Some((value.text.as_str(), value.about.as_ref()?.state.clone()?))
            })
            .collect();
        let word = |text, state: &str| (text, state.to_owned());
        assert_eq!(states, [word("+8613800000014", "invalid"), word("w", "valid")]);
        assert_eq!(fields.text(known.email), "a@example.com");
        assert!(fields.get(known.created).is_none(), "the program sets it");
    }

    #[test]
    fn what_happened_twice_on_a_day_happened_twice() {
        let event = r#"{"type":"purchase","date":"2026-01-05","amount":"1"}"#;
        let (fields, wrong, _) = row(&format!(r#"{{"name":"张伟","events":[{event},{event}]}}"#));
        let known = Policy::builtin().known();
        assert_eq!((fields.all(known.events.unwrap()).count(), wrong), (2, vec![]));
        let (fields, ..) = row(r#"{"name":"张伟","tags":["a","a"]}"#);
        assert_eq!(fields.all(known.tags).count(), 1);
    }

    #[test]
    fn contacts_beside_others_are_told_from_those_a_field_lists() {
        let phone = Policy::builtin().known().phone;
        let beside = |line: &str| row(line).0.all(phone).map(Value::is_beside).collect::<Vec<_>>();
        let contacts = r#""contacts":[{"field":"phone","value":"13800000014","state":"invalid"}]"#;
        assert_eq!(beside(&format!("{{{contacts}}}")), [true]);
        let listed = format!(r#"{{"phone":["13800000013","13800000014"],{contacts}}}"#);
        assert_eq!(beside(&listed), [false, false]);
    }

    #[test]
    fn what_is_wrong_is_told_by_field() {
        let known = Policy::builtin().known();
        for (line, wrong) in [
            (r#"{"name":"a","#, (None, Why::NotAnObject)),
            (r#"{"name":"a","姓名":"b"}"#, (Some(known.name), Why::Twice)),
            (r#"{"name":["a","b"]}"#, (Some(known.name), Why::Twice)),
            (r#"{"name":{"value":"a"}}"#, (Some(known.name), Why::Object)),
            (r#"{"phone":"12345"}"#, (Some(known.phone), Why::Value(Code::PhoneShort))),
            (
                r#"{"phone":{"value":"1","x":1}}"#,
                (Some(known.phone), Why::Value(Code::ContactObject)),
            ),
            (
                r#"{"contacts":[{"field":"notes","value":"1"}]}"#,
                (Policy::builtin().id("notes"), Why::Object),
            ),
            (r#"{"contacts":["1"]}"#, (None, Why::Object)),
            (r#"{"province":{"a":1},"name":"a"}"#, (Some(known.region), Why::Object)),
        ] {
            assert_eq!(row(line).1, [wrong], "{line}");
        }
        let (fields, wrong, unknown) = row(r#"{"colour":"red"}"#);
        assert!(fields.is_empty() && wrong.is_empty() && unknown == columns(&["colour"]));
    }

    #[test]
    fn what_no_field_has_is_passed_over_whatever_it_is() {
        let known = Policy::builtin().known();
        let line =
            r#"{"name":"张伟","extra":{"a":[1]},"more":[{"b":2},{"c":3}],"birth_date":"--03-07"}"#;
        let (fields, wrong, unknown) = row(line);
        assert_eq!((fields.text(known.name), wrong), ("张伟", vec![]));
        let mut passed = columns(&["extra", "more"]);
        passed.push(PassedOver::Value("birth_date (--MM-DD)".to_owned()));
        assert_eq!(unknown, passed);
        let (fields, wrong, unknown) = row(r#"{"extra":{"a":1}}"#);
        assert!(fields.is_empty() && wrong.is_empty() && unknown == columns(&["extra"]));
    }
}
