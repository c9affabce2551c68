//! Reads parsed TOML by the schema: everything that does not fit it is a fault, and stands for
//! something harmless that does, so that all else can be judged in the same run.

use std::collections::HashSet;

use serde_json::{Map, Value};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::schema::{resolved, words};
use crate::policy::fault::{Fault, FaultCode, Path, Step};
use crate::policy::names::nearest;

/// What was read.
pub(super) struct Read {
    /// A document that fits the schema.
    pub(super) value: Value,
    /// What did not.
    pub(super) faults: Vec<Fault>,
    /// Entries in which something else stands than what was written.
    pub(super) mended: HashSet<Vec<Step>>,
}

/// Reads `table` by `schema`.
pub(super) fn read(schema: &Value, table: &DeTable<'_>) -> Read {
    let mut reader = Reader { root: schema, faults: Vec::new(), mended: HashSet::new() };
    let value = reader.table(schema, table, &Path::default());
    Read { value, faults: reader.faults, mended: reader.mended }
}

struct Reader<'s> {
    root: &'s Value,
    faults: Vec<Fault>,
    mended: HashSet<Vec<Step>>,
}

impl Reader<'_> {
    fn table(&mut self, schema: &Value, table: &DeTable<'_>, at: &Path) -> Value {
        let none = Map::new();
        let keys = schema.get("properties").and_then(Value::as_object).unwrap_or(&none);
        for key in table.keys().map(Spanned::get_ref) {
            if !keys.contains_key(&**key) {
                let near = nearest(key, keys.keys().map(|known| (&**known, &**known)));
                let fault = Fault::new(FaultCode::UnknownKey, at.key(key));
                self.faults.push(fault.word(&**key).nearest(near));
            }
        }
        let required = schema.get("required").and_then(Value::as_array);
        let needed = |key: &str| required.is_some_and(|list| list.iter().any(|one| one == key));
        let mut read = Map::new();
        for (key, schema) in keys {
            if let Some(value) = table.get(key.as_str()) {
                read.insert(key.clone(), self.value(schema, value, &at.key(key)));
            } else if needed(key) {
                self.mended.insert(at.key(key).entry_of().to_vec());
                self.mend(Fault::new(FaultCode::MissingKey, at.clone()).word(key));
                read.insert(key.clone(), self.stand_in(schema));
            }
        }
        Value::Object(read)
    }

    fn value(&mut self, schema: &Value, value: &Spanned<DeValue<'_>>, at: &Path) -> Value {
        let root = self.root;
        let schema = resolved(root, schema);
        let known = words(schema);
        let kind = kind(schema);
        match (kind, value.get_ref()) {
            (_, DeValue::String(text)) if !known.is_empty() => self.word(&known, text, at),
            (Some("string"), DeValue::String(text)) if known.is_empty() => {
                self.text(schema, text, at)
            }
            (Some("integer"), DeValue::Integer(number)) => {
                let number = i64::from_str_radix(number.as_str(), number.radix()).ok();
                self.number(schema, number, at)
            }
            (Some("boolean"), DeValue::Boolean(yes)) => Value::Bool(*yes),
            (Some("array"), DeValue::Array(list)) => {
                if list.is_empty() && minimum(schema, "minItems") > 0 {
                    self.mend(Fault::new(FaultCode::Empty, at.clone()));
                }
                let one = schema.get("items").unwrap_or(&Value::Null);
                let read = |(place, value)| self.value(one, value, &at.at(place));
                Value::Array(list.iter().enumerate().map(read).collect())
            }
            (Some("object"), DeValue::Table(table)) => self.table(schema, table, at),
            (kind, found) => {
                let expected = if known.is_empty() { kind.unwrap_or_default() } else { "string" };
                let fault = Fault::new(FaultCode::WrongType, at.clone()).word(found.type_str());
                self.mend(fault.expected(expected));
                self.stand_in(schema)
            }
        }
    }

    fn word(&mut self, known: &[&str], text: &str, at: &Path) -> Value {
        if known.contains(&text) {
            return text.into();
        }
        let near = nearest(text, known.iter().map(|known| (*known, *known)));
        let fault = Fault::new(FaultCode::UnknownWord, at.clone()).word(text);
        self.mend(fault.nearest(near).expected(known.join(", ")));
        known.first().copied().unwrap_or_default().into()
    }

    fn text(&mut self, schema: &Value, text: &str, at: &Path) -> Value {
        if text.trim().is_empty() && minimum(schema, "minLength") > 0 {
            self.mend(Fault::new(FaultCode::Empty, at.clone()));
        }
        text.into()
    }

    fn number(&mut self, schema: &Value, number: Option<i64>, at: &Path) -> Value {
        let least = minimum(schema, "minimum");
        let most = schema.get("maximum").and_then(Value::as_i64);
        let most = most.unwrap_or(match schema.get("format").and_then(Value::as_str) {
            Some("uint8") => i64::from(u8::MAX),
            Some("uint16") => i64::from(u16::MAX),
            _ => i64::from(u32::MAX),
        });
        match number {
            Some(number) if (least..=most).contains(&number) => number.into(),
            number => {
                let fault = Fault::new(FaultCode::OutOfRange, at.clone());
                let fault = fault.word(number.map(|n| n.to_string()).unwrap_or_default());
                self.mend(fault.expected(format!("{least}–{most}")));
                least.into()
            }
        }
    }

    /// Something harmless that fits.
    fn stand_in(&self, schema: &Value) -> Value {
        let schema = resolved(self.root, schema);
        if let Some(first) = words(schema).first() {
            return (*first).into();
        }
        match kind(schema) {
            Some("integer") => minimum(schema, "minimum").into(),
            Some("boolean") => Value::Bool(true),
            Some("array") => Value::Array(Vec::new()),
            Some("object") => {
                let required = schema.get("required").and_then(Value::as_array);
                let keys = required.into_iter().flatten().filter_map(Value::as_str);
                let filled = |key: &str| {
                    let schema = schema.get("properties")?.get(key)?;
                    Some((key.to_owned(), self.stand_in(schema)))
                };
                Value::Object(keys.filter_map(filled).collect())
            }
            _ => "".into(),
        }
    }

    fn mend(&mut self, fault: Fault) {
        self.mended.insert(fault.at.path.entry_of().to_vec());
        self.faults.push(fault);
    }
}

/// The type of what stands there; an optional value may also be null, which TOML does not have.
fn kind(schema: &Value) -> Option<&str> {
    let kind = schema.get("type")?;
    let all = kind.as_array().into_iter().flatten().chain([kind]);
    all.filter_map(Value::as_str).find(|kind| *kind != "null")
}

fn minimum(schema: &Value, key: &str) -> i64 {
    schema.get(key).and_then(Value::as_i64).unwrap_or_default()
}
