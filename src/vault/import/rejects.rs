//! The list of rows that were left out: a CSV file with the rows as they stood, line, field and
//! reason, so that it can be mended and imported again; of JSON, lines of JSON with the same members;
//! of vCards the cards, each with the same in a property of its own.

use std::path::Path;

use super::listing::{Listing, told};
use super::{Fault, Word};
use crate::transfer::{Form, RowBatch, unguard};
use crate::vault::error::Result;

/// How many faults are kept to be told.
const TOLD: usize = 5;

/// Headings of what is added to a row.
const ADDED: [&str; 3] = ["line", "field", "reason"];

/// The property of a card that has the same.
const REJECTED: &str = "X-KEDANG-REJECTED";

/// The list; its file appears when [`Rejects::publish`] is called, if any row is in it.
pub(super) struct Rejects<'a> {
    list: Option<Listing>,
    form: Form,
    word: Word<'a>,
    /// The first faults, and how many of them are of batches that are committed.
    pub(super) told: Vec<Fault>,
    kept: usize,
}

impl<'a> Rejects<'a> {
    pub(super) fn new(
        path: Option<&Path>,
        (form, header): (Form, Option<&[String]>),
        word: Word<'a>,
    ) -> Self {
        let mut columns = Vec::new();
        if let Some(header) = header {
            columns.extend_from_slice(header);
            columns.extend(ADDED.map(str::to_owned));
        }
        let list = path.map(|path| Listing::new(path, columns));
        Self { list, form, word, told: Vec::new(), kept: 0 }
    }

    /// Adds the row at `at` of `batch`.
    pub(super) fn add(&mut self, (batch, at): (&RowBatch, usize), faults: &[Fault]) -> Result<()> {
        if let Some(fault) = faults.first()
            && self.told.len() < TOLD
        {
            self.told.push(fault.clone());
        }
        let Some(list) = &mut self.list else { return Ok(()) };
        let Some(record) = batch.records().nth(at) else { return Ok(()) };
        let (field, reason) = told(faults, self.word);
        if self.form == Form::Json {
            return list.line(&as_json(record.raw, (record.line, &field, &reason)));
        }
        if self.form == Form::Cards {
            return list.line(&as_card(record.raw, (record.line, &field, &reason)));
        }
        // Cells that cannot be told to the columns stand together in the first.
        let mut cells: Vec<&str> = match record.cells {
            Ok(cells) => cells.iter().map(unguard).collect(),
            Err(_) => vec![record.raw],
        };
        cells.resize(list.width() - ADDED.len(), "");
        let line = record.line.to_string();
        cells.extend([line.as_str(), field.as_str(), reason.as_str()]);
        list.row(cells)
    }

    /// How many rows are in the list.
    pub(super) fn listed(&self) -> u64 {
        self.list.as_ref().map_or(0, Listing::rows)
    }

    /// What is listed so far stays.
    pub(super) fn keep(&mut self) -> Result<()> {
        self.kept = self.told.len();
        self.list.as_mut().map_or(Ok(()), Listing::keep)
    }

    /// Forgets what was listed since then: the rows are gone through once more, or came to nothing.
    pub(super) fn rewind(&mut self) -> Result<()> {
        self.told.truncate(self.kept);
        self.list.as_mut().map_or(Ok(()), Listing::rewind)
    }

    /// Gives the file its name.
    pub(super) fn publish(&mut self) -> Result<()> {
        self.list.as_mut().map_or(Ok(()), Listing::publish)
    }
}

/// An object as one line with what is added to it; what is none stands in one as a text.
fn as_json(raw: &str, (line, field, reason): (u64, &str, &str)) -> String {
    // A line break cannot stand in a string of JSON, so it is only space between members.
    let raw = raw.trim().replace(['\r', '\n'], " ");
    let text = |text: &str| serde_json::Value::from(text).to_string();
    let is_object = serde_json::from_str::<serde::de::IgnoredAny>(&raw).is_ok();
    let inside = raw.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
    let members = match inside.filter(|_| is_object) {
        Some(members) if members.trim().is_empty() => String::new(),
        Some(members) => format!("{},", members.trim_end()),
        None => format!("\"json\":{},", text(&raw)),
    };
    let (field, reason) = (text(field), text(reason));
    format!("{{{members}\"line\":{line},\"field\":{field},\"reason\":{reason}}}")
}

/// A card with what is added to it, in the place of what an earlier list added.
fn as_card(raw: &str, (line, field, reason): (u64, &str, &str)) -> String {
    let added = format!("{REJECTED}:line {line}; {field}: {reason}").replace(['\r', '\n'], " ");
    let is_added = |line: &&str| line.get(..REJECTED.len()) == Some(REJECTED);
    let mut lines: Vec<&str> = raw.trim().lines().filter(|line| !is_added(line)).collect();
    lines.insert(lines.len().saturating_sub(1), &added);
    lines.join("\r\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_says_once_why_it_was_left_out() {
        let card = "BEGIN:VCARD\nVERSION:4.0\nFN:张伟\nNOTE:a\n b\nEND:VCARD\n";
        let first = as_card(card, (7, "Phone", "no"));
        let again = as_card(&first, (1, "Phone", "still\nno"));
        let kept = "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:张伟\r\nNOTE:a\r\n b\r\n";
        assert_eq!(first, format!("{kept}X-KEDANG-REJECTED:line 7; Phone: no\r\nEND:VCARD"));
        assert_eq!(again, format!("{kept}X-KEDANG-REJECTED:line 1; Phone: still no\r\nEND:VCARD"));
    }
}
