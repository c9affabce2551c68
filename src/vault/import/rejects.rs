//! The list of rows that were left out: a CSV file with the rows as they stood, line, field and
//! reason, so that it can be mended and imported again.

use std::path::Path;

use super::listing::Listing;
use super::{Fault, Word};
use crate::transfer::{Form, RowBatch, unguard};
use crate::vault::error::Result;

/// How many faults are kept to be told.
const TOLD: usize = 5;

/// Headings of what is added to a row.
const ADDED: [&str; 3] = ["line", "field", "reason"];

/// The list; its file appears when [`Rejects::publish`] is called, if any row is in it.
pub(super) struct Rejects<'a> {
    list: Option<Listing>,
    /// JSON and vCards have one column, the whole row.
    whole: bool,
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
        let whole = header.is_none();
        let whole_row = if form == Form::Cards { "vcard" } else { "json" };
        let mut header = header.map_or_else(|| vec![whole_row.to_owned()], <[String]>::to_vec);
        header.extend(ADDED.map(str::to_owned));
        let list = path.map(|path| Listing::new(path, header));
        Self { list, whole, word, told: Vec::new(), kept: 0 }
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
        // Cells that cannot be told to the columns stand together in the first.
        let mut cells: Vec<&str> = match record.cells {
            Ok(cells) if !self.whole => cells.iter().map(unguard).collect(),
            _ => vec![record.raw],
        };
        cells.resize(list.width() - ADDED.len(), "");
        let (fields, reasons): (Vec<String>, Vec<String>) = faults.iter().map(self.word).unzip();
        let line = record.line.to_string();
        let (field, reason) = (fields.join("; "), reasons.join("; "));
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
