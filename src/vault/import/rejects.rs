//! The list of rows that were left out: a CSV file with the rows as they stood, line, field and
//! reason, so that it can be mended and imported again.

use std::path::{Path, PathBuf};

use super::Fault;
use crate::files::{FileError, PendingFile};
use crate::transfer::{CsvStyle, CsvWriter, RowBatch, unguard};
use crate::vault::error::Result;

/// How many faults are kept to be told.
const TOLD: usize = 5;

/// Headings of what is added to a row.
const ADDED: [&str; 3] = ["line", "field", "reason"];

/// The list; its file appears when [`Rejects::publish`] is called, if any row is in it.
pub(super) struct Rejects<'a> {
    path: Option<PathBuf>,
    /// Of JSON lines it has one column, the whole line.
    header: Vec<String>,
    whole: bool,
    word: &'a dyn Fn(&Fault) -> (String, String),
    writer: Option<CsvWriter<PendingFile>>,
    pub(super) listed: u64,
    pub(super) told: Vec<Fault>,
}

impl<'a> Rejects<'a> {
    pub(super) fn new(
        path: Option<&Path>,
        header: Option<&[String]>,
        word: &'a dyn Fn(&Fault) -> (String, String),
    ) -> Self {
        let path = path.map(Path::to_path_buf);
        let whole = header.is_none();
        let header = header.map_or_else(|| vec!["json".to_owned()], <[String]>::to_vec);
        Self { path, header, whole, word, writer: None, listed: 0, told: Vec::new() }
    }

    /// An empty list of the same kind: the rows are gone through once more.
    #[must_use]
    pub(super) fn again(self) -> Self {
        Self { writer: None, listed: 0, told: Vec::new(), ..self }
    }

    /// Adds the row at `at` of `batch`.
    pub(super) fn add(&mut self, (batch, at): (&RowBatch, usize), faults: &[Fault]) -> Result<()> {
        if let Some(fault) = faults.first()
            && self.told.len() < TOLD
        {
            self.told.push(fault.clone());
        }
        let Some(path) = &self.path else { return Ok(()) };
        let wrong = |source| FileError { path: path.clone(), source };
        let writer = match &mut self.writer {
            Some(writer) => writer,
            none => {
                let mut writer = CsvWriter::new(PendingFile::create(path)?, CsvStyle::default());
                let header = self.header.iter().map(String::as_str).chain(ADDED);
                writer.row(header).map_err(wrong)?;
                none.insert(writer)
            }
        };
        let Some(record) = batch.records().nth(at) else { return Ok(()) };
        // Cells that cannot be told to the columns stand together in the first.
        let mut cells: Vec<&str> = match record.cells {
            Ok(cells) if !self.whole => cells.iter().map(unguard).collect(),
            _ => vec![record.raw],
        };
        cells.resize(self.header.len(), "");
        let (fields, reasons): (Vec<String>, Vec<String>) = faults.iter().map(self.word).unzip();
        let line = record.line.to_string();
        let (field, reason) = (fields.join("; "), reasons.join("; "));
        cells.extend([line.as_str(), field.as_str(), reason.as_str()]);
        writer.row(cells).map_err(wrong)?;
        self.listed += 1;
        Ok(())
    }

    /// Gives the file its name.
    pub(super) fn publish(&mut self) -> Result<()> {
        let (Some(writer), Some(path)) = (self.writer.take(), &self.path) else { return Ok(()) };
        let file = writer.finish().map_err(|source| FileError { path: path.clone(), source })?;
        Ok(file.publish_over()?)
    }
}
