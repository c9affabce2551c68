//! Text that is read piece by piece: what is not used yet, and on which line it begins.

use std::io::Read;

use super::csv_read::line_breaks;
use super::decode::{DecodeError, Decoder};
use super::rows_error::RowsError;

/// A text being read. What was used is dropped when more is read.
pub(super) struct TextSource<R> {
    source: Decoder<R>,
    text: String,
    at: usize,
    line: u64,
    ended: bool,
    /// The longest piece that may be wanted at once, in bytes.
    limit: usize,
}

impl<R: Read> TextSource<R> {
    /// Goes on with `source`, of which `text` has been read.
    pub(super) fn over(source: Decoder<R>, text: String, limit: usize) -> Self {
        Self { source, text, at: 0, line: 1, ended: false, limit }
    }

    pub(super) fn encoding(&self) -> &'static str {
        self.source.encoding()
    }

    /// The line on which [`Self::rest`] begins, counted from 1.
    pub(super) fn line(&self) -> u64 {
        self.line
    }

    /// What has been read and not been used.
    pub(super) fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Whether nothing follows the rest.
    pub(super) fn ended(&self) -> bool {
        self.ended
    }

    /// Uses the first `length` bytes of the rest.
    pub(super) fn advance(&mut self, length: usize) {
        self.line += line_breaks(self.rest().get(..length).unwrap_or_default());
        self.at += length;
    }

    /// Adds to the rest.
    ///
    /// # Errors
    /// [`RowsError`]; the rest is longer than any row may be.
    pub(super) fn read_more(&mut self) -> Result<(), RowsError> {
        self.text.drain(..self.at);
        self.at = 0;
        if self.text.len() > self.limit {
            return Err(RowsError::RowTooLong { line: self.line, limit: self.limit });
        }
        self.ended = fill(&mut self.source, &mut self.text, self.line)?;
        Ok(())
    }
}

/// Adds the next piece of a text to `text`, which begins on `line`. Whether it was the end.
///
/// # Errors
/// [`RowsError`].
pub(super) fn fill<R: Read>(
    source: &mut Decoder<R>,
    text: &mut String,
    line: u64,
) -> Result<bool, RowsError> {
    match source.fill(text) {
        Ok(length) => Ok(length == 0),
        Err(DecodeError::Malformed { offset, encoding }) => {
            let line = line + line_breaks(text);
            Err(RowsError::Malformed { line, offset, encoding })
        }
        Err(DecodeError::Io(error)) => Err(RowsError::Io(error)),
        Err(error) => Err(RowsError::Encoding(error)),
    }
}

/// The length of the first line with its break, if it is whole.
pub(super) fn line_length(text: &str, ended: bool) -> Option<usize> {
    match memchr::memchr(b'\n', text.as_bytes()) {
        Some(at) => Some(at + 1),
        None => (ended && !text.is_empty()).then_some(text.len()),
    }
}
