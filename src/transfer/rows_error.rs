//! Why a file of rows cannot be read, whatever its form.

use std::io;

use super::decode::DecodeError;
use super::sheet::SheetError;

/// Why a file cannot be read, or not any further. Lines are counted from 1.
#[derive(Debug, thiserror::Error)]
pub enum RowsError {
    /// There is no header line.
    #[error("no header line")]
    Empty,
    /// A quoted cell is never closed.
    #[error("line {line}: quoted cell in column {column} is never closed")]
    OpenQuote {
        /// The line on which the cell begins.
        line: u64,
        /// The column, counted from 1.
        column: usize,
    },
    /// There is a NUL character: this is no text file.
    #[error("line {line}: NUL character")]
    Nul {
        /// Its line.
        line: u64,
    },
    /// A cell is longer than the limit.
    #[error("line {line}: cell in column {column} longer than {limit} bytes")]
    CellTooLong {
        /// The line on which the cell begins.
        line: u64,
        /// The column, counted from 1.
        column: usize,
        /// The limit in bytes of UTF-8.
        limit: usize,
    },
    /// A row is longer than the limit.
    #[error("line {line}: row longer than {limit} bytes")]
    RowTooLong {
        /// The line on which the row begins.
        line: u64,
        /// The limit in bytes of UTF-8.
        limit: usize,
    },
    /// A row has more columns than the limit.
    #[error("line {line}: more than {limit} columns")]
    TooManyColumns {
        /// The line on which the row begins.
        line: u64,
        /// The limit.
        limit: usize,
    },
    /// The text is malformed in its encoding.
    #[error("line {line}: malformed {encoding} at byte {offset}")]
    Malformed {
        /// The line of the malformed sequence.
        line: u64,
        /// Where it begins: bytes from the beginning of the file, counted from 0.
        offset: u64,
        /// The encoding, by its name in the WHATWG encoding standard.
        encoding: &'static str,
    },
    /// The encoding is unknown or cannot be told.
    #[error(transparent)]
    Encoding(DecodeError),
    /// It is no array of objects, or not to its end.
    #[error("line {line}: malformed JSON array")]
    Array {
        /// Where it goes wrong.
        line: u64,
    },
    /// It is no vCard, or one without an end.
    #[error("line {line}: malformed vCard")]
    Card {
        /// Where the card begins.
        line: u64,
    },
    /// It is compressed.
    #[error("compressed")]
    Compressed,
    /// An option says something of another form of file than it has.
    #[error("{option} is for files of another form")]
    WrongOption {
        /// What the command line calls it.
        option: &'static str,
    },
    /// It is a page of HTML, or XML.
    #[error("markup, and no table")]
    Markup,
    /// It is a spreadsheet that cannot be read.
    #[error(transparent)]
    Sheet(#[from] SheetError),
    /// The source could not be read.
    #[error(transparent)]
    Io(io::Error),
}
