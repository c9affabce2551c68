//! A file of rows, in whichever of the two forms it has.

use std::io::Read;

use super::RowBatch;
use super::csv_read::{CsvError, CsvOptions, CsvReader, begin};
use super::json_lines::JsonLines;

/// A file of rows being read.
pub enum Rows<R> {
    /// CSV: a header, and cells in its order.
    Csv(CsvReader<R>),
    /// JSON lines: each row names its own values.
    Json(JsonLines<R>),
}

impl<R: Read> Rows<R> {
    /// Opens a file. It is JSON lines when it begins with a brace, which no header does.
    ///
    /// # Errors
    /// Every [`CsvError`].
    pub fn open(source: R, options: CsvOptions<'_>) -> Result<Self, CsvError> {
        let (source, text) = begin(source, options.encoding)?;
        if text.trim_start().starts_with('{') {
            return Ok(Self::Json(JsonLines::over(source, text, options.limits.row)));
        }
        CsvReader::over(source, text, options.limits).map(Self::Csv)
    }

    /// The cells of a CSV header; JSON lines have none.
    pub fn header(&self) -> Option<&[String]> {
        match self {
            Self::Csv(csv) => Some(csv.header()),
            Self::Json(_) => None,
        }
    }

    /// The name of the file's encoding, as in the WHATWG encoding standard.
    pub fn encoding(&self) -> &'static str {
        match self {
            Self::Csv(csv) => csv.encoding(),
            Self::Json(json) => json.encoding(),
        }
    }

    /// Puts the next rows into `batch`, in the place of those it has: at most `rows` of them. Says
    /// whether there are any; none is the end.
    ///
    /// # Errors
    /// [`CsvError`].
    pub fn read_batch(&mut self, batch: &mut RowBatch, rows: usize) -> Result<bool, CsvError> {
        match self {
            Self::Csv(csv) => csv.read_batch(batch, rows),
            Self::Json(json) => json.read_batch(batch, rows),
        }
    }
}
