//! The header of a table: whether it is one, which fields its columns hold, and what of it is passed
//! over. A word of a customer's row may be a field's name too, so a header that looks like a row is
//! taken only where it was named, and what may be a customer's value is not told.

use std::sync::Arc;

use super::Import;
use super::lines::{PassedOver, Unknown};
use super::rules::Names;
use super::source::Source;
use crate::model::{FieldId, Part};
use crate::policy::{ColumnMap, HeaderError};
use crate::transfer::Naming;
use crate::vault::error::{Error, Result};
use crate::vault::session::Vault;

/// A heading is hardly longer.
const HEADING: usize = 32;

/// The columns that no field has.
pub(super) fn unknown(names: &Names, header: &[String]) -> Vec<PassedOver> {
    let Names::Header(headers) = names else { return Vec::new() };
    headers.unknown().map(|at| unknown_column(at, header.get(at).map_or("", |cell| cell))).collect()
}

/// A column that no field has; what may be a customer's data instead of a heading is not told.
fn unknown_column(at: usize, heading: &str) -> PassedOver {
    let heading = heading.trim();
    if is_heading(heading) {
        PassedOver::Column(heading.to_owned())
    } else {
        PassedOver::Unnamed(at + 1)
    }
}

/// Whether a text looks like the heading of a column or the key of a member, and no customer's data.
pub(super) fn is_heading(text: &str) -> bool {
    let short = (1..=HEADING).contains(&text.chars().count());
    short && !text.contains(['\r', '\n', '@']) && !has_digits(text, 5)
}

/// Whether the cells of a header, so many of which name fields, are rather those of a customer.
fn is_doubtful(header: &[String], named: usize) -> bool {
    let filled = header.iter().filter(|cell| !cell.trim().is_empty()).count();
    named < 2 && named * 2 < filled
        || header.iter().any(|cell| cell.contains('@') || has_digits(cell, 7))
}

fn has_digits(text: &str, run: usize) -> bool {
    text.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() >= run)
}

impl Vault {
    /// Tells the names of fields from titles, for whoever looks for the header.
    pub(super) fn naming(&self, map: Option<&ColumnMap>) -> Naming {
        let (policy, map) = (self.policy, map.cloned());
        Arc::new(move |name| policy.names_field(name, map.as_ref()))
    }

    /// Where the names of values stand, and which fields they may be of. A header that names one
    /// above the clearance is refused; rows that do are refused when they are read.
    pub(super) fn names(
        &self,
        source: &Source,
        order: &Import<'_>,
    ) -> Result<(Names, Vec<FieldId>)> {
        let (policy, map) = (self.policy, order.map);
        let Some(header) = source.header() else {
            let open = |field: &FieldId| {
                let about = policy.field(*field);
                !about.traits.system && self.ring.clearance.opens_part(about.part)
            };
            let mapped = policy.fields().map(|(field, _)| field).filter(open).collect();
            let unknown = Unknown::default();
            return Ok((Names::Rows(source.form(), unknown, map.cloned()), mapped));
        };
        let headers = policy.headers_by(header, map).map_err(|error| match error {
            HeaderError::NoneKnown => Error::NoHeader,
            HeaderError::Twice { columns, .. } => {
                Error::ColumnTwice(columns.map(|at| header.get(at).cloned().unwrap_or_default()))
            }
        })?;
        let known = headers.columns().iter().filter(|column| !column.is_passed_over()).count();
        let told = map.is_some() || order.read.header_row.is_some();
        if !told && is_doubtful(header, known) {
            return Err(Error::NoHeader);
        }
        let mapped = headers.fields(policy);
        for field in &mapped {
            if let Part::Level(level) = policy.part(*field) {
                self.require_level(level, Some(&policy.field(*field).id))?;
            }
            self.collecting.require(policy, *field)?;
        }
        Ok((Names::Header(headers), mapped))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_of_a_customer_is_no_header() {
        let doubtful = |cells: &[&str], named| {
            is_doubtful(&cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>(), named)
        };
        assert!(doubtful(&["张伟", "13800000001", "微信", "电话"], 2), "a phone");
        assert!(doubtful(&["张伟", "a@example.com", "微信"], 2), "an address");
        assert!(doubtful(&["张伟", "上海", "微信"], 1), "one word of three");
        assert!(!doubtful(&["", "姓名", "x"], 1), "one word of two");
        assert!(!doubtful(&["姓名", "手机", "a", "b", "c", "2026"], 2));
    }

    #[test]
    fn a_key_that_may_be_a_value_is_not_told() {
        let unknown = Unknown::default();
        for key in ["13811112222", "a@example.com", "Score 2026"] {
            unknown.add(key);
        }
        let told = PassedOver::Column("Score 2026".to_owned());
        assert_eq!(unknown.into_passed(), [told, PassedOver::Member]);
    }

    #[test]
    fn only_what_looks_like_a_heading_is_told() {
        let column = |text: &str| PassedOver::Column(text.to_owned());
        assert_eq!(unknown_column(0, " Score 2026 "), column("Score 2026"));
        for text in ["", "  ", "13800", "a@example.com", "BEGIN\nFN:张伟", &"长".repeat(33)] {
            assert_eq!(unknown_column(2, text), PassedOver::Unnamed(3), "{text}");
        }
    }
}
