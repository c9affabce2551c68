//! Maps of columns: what the columns and choices of another system's exports are here.
//!
//! A map is TOML, and short, so that whoever has another file writes his own:
//!
//! ```toml
//! [columns]
//! "Account Name" = "company"     # the id or any name of a field
//! "Last Name" = "family_name"    # the parts of a name are put together
//! "Mailing City" = "city"        # and so are the pieces of a region
//! "Mailing Country" = "country"  # tells what postcode and region mean
//! "Record ID" = ""               # passed over
//!
//! [otherwise]
//! "Account Owner" = "owner"      # counts where no other column says anything
//!
//! [values.stage]
//! "Open Deal" = "prospect"
//!
//! [labels]
//! "Phone 1 - Label" = "Phone 1 - Value"  # tells whether the number in that column is a fax
//!
//! [separators]
//! phone = ":::"                  # stands between the values of a cell
//! ```
//! `empty = ["-None-"]` at the top names what a cell says that says nothing.
//!
//! What a map does not name is found by the policy's own names. Those of systems that people leave
//! stand in `maps/`; a field of theirs that a policy does not have is passed over.

use std::collections::HashMap;

use serde::Deserialize;

use super::Policy;
use super::headers::{Column, NamePart, is_country, piece};
use super::names::fold;
use crate::model::{Dictionary, FieldId};

/// The maps that come with the program: names, and the text.
const READY: [(&[&str], &str); 7] = [
    (&["espocrm"], include_str!("maps/espocrm.toml")),
    (&["fxiaoke", "纷享销客"], include_str!("maps/fxiaoke.toml")),
    (&["google", "谷歌通讯录"], include_str!("maps/google.toml")),
    (&["hubspot"], include_str!("maps/hubspot.toml")),
    (&["outlook"], include_str!("maps/outlook.toml")),
    (&["salesforce"], include_str!("maps/salesforce.toml")),
    (&["zoho"], include_str!("maps/zoho.toml")),
];

/// What some exports and templates put behind the name of a column that must be filled in.
const REQUIRED: [&str; 3] = ["(必填)", "[必填]", "(required)"];

/// What columns and choices are called elsewhere.
#[derive(Clone, Debug, Default)]
pub struct ColumnMap {
    columns: HashMap<String, Column>,
    /// What columns hold where no other column does.
    otherwise: HashMap<String, Column>,
    values: HashMap<FieldId, HashMap<String, String>>,
    /// Which columns say of what kind the value in another one is.
    labels: HashMap<String, String>,
    /// What stands between the values of a field.
    separators: HashMap<FieldId, String>,
    /// What says nothing.
    empty: Vec<String>,
}

/// Why a map cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MapFault {
    /// It is no TOML, or none of this form.
    #[error("line {line}: malformed")]
    Malformed {
        /// The line, counted from 1.
        line: usize,
    },
    /// The policy has no such field.
    #[error("no such field")]
    UnknownField {
        /// The name.
        name: String,
    },
    /// Only the program sets this field.
    #[error("only the program sets it")]
    SystemField {
        /// The name.
        name: String,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    #[serde(default)]
    empty: Vec<String>,
    #[serde(default)]
    columns: HashMap<String, String>,
    #[serde(default)]
    otherwise: HashMap<String, String>,
    #[serde(default)]
    labels: HashMap<String, String>,
    #[serde(default)]
    separators: HashMap<String, String>,
    #[serde(default)]
    values: HashMap<String, HashMap<String, String>>,
}

/// The names of the maps that come with the program.
pub fn ready_maps() -> impl Iterator<Item = &'static str> {
    READY.iter().filter_map(|(names, _)| names.first().copied())
}

impl Policy {
    /// The map of a system that is known by this name.
    pub fn ready_map(&self, name: &str) -> Option<ColumnMap> {
        let (_, text) = READY.iter().find(|(names, _)| names.contains(&&*fold(name)))?;
        // A policy without a field of theirs does without the column.
        self.mapped(text, &|_| Ok(Column::Unknown)).ok()
    }

    /// Reads a map.
    ///
    /// # Errors
    /// [`MapFault`].
    pub fn column_map(&self, text: &str) -> Result<ColumnMap, MapFault> {
        self.mapped(text, &|name| Err(MapFault::UnknownField { name: name.to_owned() }))
    }

    fn mapped(
        &self,
        text: &str,
        unknown: &dyn Fn(&str) -> Result<Column, MapFault>,
    ) -> Result<ColumnMap, MapFault> {
        let document: Document = toml::from_str(text).map_err(|error| {
            let before = text.get(..error.span().map_or(0, |span| span.start)).unwrap_or_default();
            MapFault::Malformed { line: before.matches('\n').count() + 1 }
        })?;
        let mut map = ColumnMap { empty: document.empty, ..ColumnMap::default() };
        for (column, name) in &document.columns {
            map.columns.insert(heading(column), self.target(name, unknown)?);
        }
        for (column, name) in &document.otherwise {
            map.otherwise.insert(heading(column), self.target(name, unknown)?);
        }
        let labels = document.labels.iter();
        map.labels = labels.map(|(label, value)| (heading(label), heading(value))).collect();
        for (name, between) in document.separators {
            let Column::Field(field) = self.target(&name, unknown)? else { continue };
            map.separators.insert(field, between);
        }
        for (name, values) in &document.values {
            let Column::Field(field) = self.target(name, unknown)? else { continue };
            let values = values.iter().map(|(from, to)| (fold(from), to.clone())).collect();
            map.values.insert(field, values);
        }
        Ok(map)
    }

    fn target(
        &self,
        name: &str,
        unknown: &dyn Fn(&str) -> Result<Column, MapFault>,
    ) -> Result<Column, MapFault> {
        let part = match name {
            "" => return Ok(Column::Unknown),
            "family_name" => Some(NamePart::Family),
            "given_name" => Some(NamePart::Given),
            _ => None,
        };
        if let Some(part) = part {
            return Ok(Column::NamePart(part));
        }
        if let Some(piece) = piece(&fold(name)) {
            return Ok(Column::RegionPiece(piece));
        }
        match self.resolve(name) {
            None if is_country(&fold(name)) => Ok(Column::Country),
            None => unknown(name),
            // It is not kept, but tells which of two values is newer.
            Some(field) if field == self.known().updated => Ok(Column::System(field)),
            Some(field) if self.field(field).traits.system => {
                Err(MapFault::SystemField { name: name.to_owned() })
            }
            Some(field) => Ok(Column::Field(field)),
        }
    }
}

impl ColumnMap {
    /// What the column of this name holds, if the map says so.
    pub(super) fn column(&self, name: &str) -> Option<Column> {
        self.columns.get(&heading(name)).copied()
    }

    /// What the column of this name holds where no other does, if the map says so.
    pub(super) fn otherwise(&self, name: &str) -> Option<Column> {
        self.otherwise.get(&heading(name)).copied()
    }

    /// Whether it says what the column of this name holds.
    pub fn names_column(&self, name: &str) -> bool {
        self.column(name).or(self.otherwise(name)).is_some_and(|column| column != Column::Unknown)
    }

    /// The name of the column of whose value the column of this name says of what kind it is.
    pub(super) fn labelled(&self, name: &str) -> Option<&str> {
        self.labels.get(&heading(name)).map(String::as_str)
    }

    /// What stands between the values of a field, if the map says so.
    pub(super) fn separator(&self, field: FieldId) -> Option<&str> {
        self.separators.get(&field).map(String::as_str).filter(|between| !between.is_empty())
    }

    /// Whether a cell says nothing.
    pub(super) fn is_nothing(&self, text: &str) -> bool {
        self.empty.iter().any(|nothing| nothing == text.trim())
    }

    /// What `text` is called here, as a value of `field`.
    pub(super) fn value(&self, field: FieldId, text: &str) -> Option<&str> {
        self.values.get(&field)?.get(&fold(text)).map(String::as_str)
    }
}

/// The name of a column as it is compared.
pub(super) fn heading(name: &str) -> String {
    let folded = fold(name);
    let plain = REQUIRED.iter().find_map(|mark| folded.strip_suffix(mark)).map(str::to_owned);
    plain.unwrap_or(folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn policy() -> &'static Policy {
        Policy::builtin()
    }

    fn read(map: &ColumnMap, header: &[&str], row: &[&str]) -> Vec<(String, String)> {
        let headers = policy().headers_by(header, Some(map)).unwrap();
        let (fields, faults) = headers.read(policy(), row);
        assert_eq!(faults, [], "{header:?}");
        let text = |(field, value): (FieldId, &crate::model::Value)| {
            (policy().field(field).id.clone(), value.text.clone())
        };
        fields.iter().map(text).collect()
    }

    #[test]
    fn a_map_of_ones_own_names_columns_and_choices() {
        let map = policy()
            .column_map(
                "[columns]\n\"Kunde\" = \"姓名\"\n\"Nr\" = \"\"\n\"Ort\" = \"city\"\n\"Phase\" = \"stage\"\n\
                 [values.stage]\n\"Offen\" = \"潜在\"\n",
            )
            .unwrap();
        let header = ["KUNDE", "Nr", "Ort", "Phase", "手机"];
        let found = read(&map, &header, &["张伟", "7", "深圳市", "offen", "13800000013"]);
        let expected = [
            ("name", "张伟"),
            ("phone", "+8613800000013"),
            ("stage", "prospect"),
            ("region", "440300 广东省深圳市"),
        ];
        assert_eq!(found, expected.map(|(id, text)| (id.to_owned(), text.to_owned())));
    }

    #[test]
    fn a_map_that_means_nothing_is_refused() {
        let fault = |text: &str| policy().column_map(text).unwrap_err();
        assert_eq!(fault("[columns]\n\"a\" = \n"), MapFault::Malformed { line: 2 });
        assert_eq!(fault("[columns]\na = \"name\"\n[colums]\n"), MapFault::Malformed { line: 3 });
        let name = |text: &str| text.to_owned();
        assert_eq!(fault("[columns]\na = \"nmae\""), MapFault::UnknownField { name: name("nmae") });
        assert_eq!(
            fault("[columns]\na = \"created\""),
            MapFault::SystemField { name: name("created") }
        );
    }

    #[test]
    fn parts_of_a_name_are_put_together_as_it_is_said() {
        let map = policy().ready_map("Salesforce").unwrap();
        let name = |given: &str, family: &str| {
            read(&map, &["First Name", "Last Name"], &[given, family])[0].1.clone()
        };
        assert_eq!(name("伟", "张"), "张伟");
        assert_eq!(name("Anna", "Example"), "Anna Example");
        assert_eq!(name("", "Example"), "Example");
    }

    /// The headers are those that the systems write, the rows are made up.
    #[test]
    fn the_exports_of_other_systems_are_understood() {
        let mut wrong = Vec::new();
        for (system, header, row, expected) in super::super::maps_tests::EXPORTS {
            let map = policy().ready_map(system).unwrap();
            let header: Vec<&str> = header.split(',').collect();
            let row: Vec<&str> = row.split(',').collect();
            assert_eq!(header.len(), row.len(), "{system}");
            let headers = policy().headers_by(&header, Some(&map)).unwrap();
            let (fields, faults) = headers.read(policy(), &row);
            let text = |(field, value): (FieldId, &crate::model::Value)| {
                format!("{}={}", policy().field(field).id, value.text)
            };
            let found = fields.iter().map(text).collect::<Vec<_>>().join("|");
            if found != *expected || !faults.is_empty() {
                wrong.push(format!("{system}: {faults:?}\n{found}\n{expected}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn every_name_in_a_ready_map_means_something() {
        for (names, text) in READY {
            assert!(
                policy().column_map(text).is_ok(),
                "{names:?}: {:?}",
                policy().column_map(text)
            );
        }
        assert!(policy().ready_map("纷享销客").is_some() && policy().ready_map("x").is_none());
        assert_eq!(ready_maps().count(), READY.len());
    }
}
