//! Spreadsheets (xlsx, xls, ods) as a header and batches of rows.
//!
//! ```text
//! bytes, at most FILE ─▶ measured ─▶ a thread of its own ──batches──▶
//!       archive, part: unpacked sizes, pieces, depth                calamine, cell, digits, head
//!       grid: what an ods claims to hold
//!       biff: what an xls claims to hold
//! ```
//! What a file unpacks to is measured before a parser sees it, because parsers hold whole parts of
//! it in memory. The parser works on a thread: an xlsx sheet is read cell by cell from a workbook
//! that the reader borrows, and a parser that panics on a file made to hurt ends its thread, and
//! the file is called damaged.
//!
//! A cell is given as text, and what would be live gets the guard that [`unguard`] takes off, as in
//! a CSV file, unless it has one: a guarded CSV file that a spreadsheet saves as a workbook keeps its
//! guards as texts. So an export writes one more where [`unguard`] would shorten a text. Titles above the table are passed over ([`head`]); blank rows and columns that are
//! blank to the end are not there.
//!
//! [`unguard`]: super::unguard

mod archive;
mod biff;
mod cell;
mod digits;
mod grid;
pub(super) mod head;
mod money;
mod parse;
mod part;
#[cfg(test)]
mod tests;

use std::io::Read;
use std::sync::mpsc::{Receiver, sync_channel};

use super::RowBatch;
use super::rows::{Naming, RowsOptions};
use super::rows_error::RowsError;

pub use cell::Flaw;

/// The largest file, in bytes.
const FILE: u64 = 128 << 20;

/// How an xlsx and an ods file begin.
const ZIP: &[u8] = b"PK\x03\x04";

/// How an xls file begins, and an xlsx file with a password.
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// How many of the first bytes tell a spreadsheet from text.
pub(super) const MAGIC: usize = 8;

/// The parser's thread; the program's panic hook knows it by this name.
pub const PARSER: &str = "spreadsheet-parser";

/// Why a spreadsheet cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SheetError {
    /// The file is larger than the limit.
    #[error("more than {limit} bytes")]
    FileTooLarge {
        /// The limit in bytes.
        limit: u64,
    },
    /// It unpacks to more than any table needs: a file made to hurt.
    #[error("unpacks to too much")]
    TooMuchInside,
    /// It can be opened with a password only.
    #[error("protected by a password")]
    Locked,
    /// It is no spreadsheet, or a damaged one.
    #[error("malformed")]
    Malformed,
    /// No sheet has this name or number. Their names may be those of customers.
    #[error("no such sheet")]
    NoSheet {
        /// How many there are.
        sheets: usize,
    },
}

/// What the parser's thread says first.
struct Begun {
    header: Vec<String>,
    sheet: Place,
}

/// Which sheet is read; its name may be a customer's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its number, from 1.
    pub number: usize,
    /// How many sheets the file has.
    pub of: usize,
}

/// A batch, or why there are no more.
type Next = Result<RowBatch, RowsError>;

/// A sheet being read.
pub struct SheetReader {
    header: Vec<String>,
    sheet: Place,
    rows: Receiver<Next>,
    state: State,
}

/// Asking again gives the same answer.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Reading,
    Ended,
    Failed,
}

/// Whether a file that begins with `head` is a spreadsheet.
pub(super) fn is_sheet(head: &[u8]) -> bool {
    head.starts_with(ZIP) || head.starts_with(COMPOUND)
}

impl SheetReader {
    /// Reads `source` as a whole and finds the sheet and its header.
    pub(super) fn open(
        source: impl Read,
        options: RowsOptions<'_>,
        naming: Naming,
    ) -> Result<Self, RowsError> {
        let mut bytes = Vec::new();
        source.take(FILE + 1).read_to_end(&mut bytes).map_err(RowsError::Io)?;
        if bytes.len() as u64 > FILE {
            return Err(SheetError::FileTooLarge { limit: FILE }.into());
        }
        let kind = archive::examine(&bytes)?;
        if kind == archive::Kind::Xls {
            bytes = biff::workbook(&bytes)?;
        }
        let wanted = parse::Wanted {
            kind,
            sheet: options.sheet.map(str::to_owned),
            header: options.header_row,
            limits: options.limits,
            naming,
        };
        let (begin, first) = sync_channel(1);
        let (give, rows) = sync_channel(2);
        std::thread::Builder::new()
            .name(PARSER.to_owned())
            .spawn(move || parse::parse(&bytes, &wanted, &begin, &give))
            .map_err(RowsError::Io)?;
        // A thread that is gone without a word has panicked.
        let Begun { header, sheet } =
            first.recv().unwrap_or_else(|_| Err(SheetError::Malformed.into()))?;
        Ok(Self { header, sheet, rows, state: State::Reading })
    }

    /// The cells of the header row.
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// Which sheet it is.
    pub fn sheet(&self) -> Place {
        self.sheet
    }

    /// Puts the next rows in the place of what `batch` has. Says whether there are any.
    ///
    /// # Errors
    /// [`RowsError`]; asking again fails again.
    pub fn read_batch(&mut self, batch: &mut RowBatch) -> Result<bool, RowsError> {
        batch.clear(self.header.len());
        match self.state {
            State::Reading => {}
            State::Ended => return Ok(false),
            State::Failed => return Err(SheetError::Malformed.into()),
        }
        let next = self.rows.recv().unwrap_or_else(|_| Err(SheetError::Malformed.into()));
        self.state = match &next {
            Ok(rows) if rows.is_empty() => State::Ended,
            Ok(_) => State::Reading,
            Err(_) => State::Failed,
        };
        *batch = next?;
        Ok(!batch.is_empty())
    }
}
