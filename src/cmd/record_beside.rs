//! What the JSON of a record tells beside its values: what is known of contacts, where other values
//! came from, and what the policy does not know.

use serde::ser::SerializeMap;

use super::{Columns, Row, Shown};
use crate::cmd::contact::{Stems, Told};
use crate::model::{Level, Part, Stray};
use crate::policy::{CONTACTS, SOURCES};

/// A value of a field that the policy does not know. Nobody knows how to mask it, so of level 1 it
/// shows nothing.
#[derive(serde::Serialize)]
struct Unknown<'a> {
    field: &'a str,
    level: u8,
    value: String,
}

impl Row<'_> {
    /// Tells what there is of it.
    pub(super) fn beside<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        let unknown: Vec<Unknown<'_>> = self.unknown().collect();
        if !unknown.is_empty() {
            map.serialize_entry("unknown", &unknown)?;
        }
        let contacts = self.contacts();
        if !contacts.is_empty() {
            map.serialize_entry(CONTACTS, &contacts)?;
        }
        let sources = self.sources();
        if !sources.is_empty() {
            map.serialize_entry(SOURCES, &sources)?;
        }
        Ok(())
    }

    /// What is known of the contacts among the columns.
    fn contacts(&self) -> Vec<Told<'_>> {
        let Columns { policy, shown, .. } = self.columns;
        let mut all = Vec::new();
        for (field, value) in self.record.fields.iter() {
            if let Some(about) = value.about.as_deref().filter(|_| policy.is_contact(field))
                && shown.contains(&Shown::Field(field))
            {
                let id = policy.field(field).id.as_str();
                all.push(Told::new(Some(id), self.columns.text(field, &value.text), about));
            }
        }
        all
    }

    /// Values of fields that the policy does not know, where everything is shown.
    fn unknown(&self) -> impl Iterator<Item = Unknown<'_>> {
        let Columns { sparse, reveal, .. } = self.columns;
        let strays = self.record.fields.strays().iter().filter(|_| *sparse);
        strays.map(move |Stray { part, id, value }| {
            let secret = *part == Part::Level(Level::One) && !reveal;
            let text = &value.text;
            let value = if secret { "*".repeat(text.chars().count()) } else { text.clone() };
            Unknown { field: id, level: part.get(), value }
        })
    }

    /// Where values of the other columns came from.
    fn sources(&self) -> Vec<Stems<'_>> {
        let Columns { policy, shown, .. } = self.columns;
        let others = self.record.fields.iter().filter(|(field, _)| {
            !policy.is_contact(*field) && shown.contains(&Shown::Field(*field))
        });
        let told = others.filter_map(|(id, value)| {
            let (field, value_shown) = (&policy.field(id).id, self.columns.text(id, &value.text));
            Some(Stems { field, value: value_shown, source: value.source()? })
        });
        told.collect()
    }
}
