//! Streaming codecs for what comes in and goes out: CSV, JSON, and the encodings of text.
//!
//! Pure: a codec is given something to read from or to write to and knows no path, no policy and
//! no vault. Memory is bounded whatever the input, because every codec either streams or has a
//! limit; files of a hundred gigabytes and files made to hurt take the same few megabytes.
//!
//! ```text
//! bytes → decode (detect) → csv_split → csv_read → RowBatch → guard::unguard → the vault
//!                          → json_lines, json_array, vcard → RowBatch        → the vault
//! bytes → sheet (measured, then parsed on a thread) → RowBatch → guard::unguard → the vault
//! the vault → csv_write (guard) | json_write | xlsx_stream | card_write | html_write → bytes
//! a form → csv_write | xlsx_write → bytes
//! ```
//!
//! What `csv_write` wrote, `csv_read` gives back exactly, for every text without a NUL, but for rows of
//! blank cells.

mod batch;
mod card_charset;
mod card_fields;
mod card_write;
mod csv_head;
mod csv_read;
mod csv_split;
mod csv_write;
mod decode;
mod detect;
mod guard;
mod html_write;
mod json_array;
mod json_lines;
mod json_write;
#[cfg(test)]
mod round_trip;
mod rows;
mod rows_error;
mod sheet;
mod text_source;
mod vcard;
mod xlsx_parts;
mod xlsx_stream;
mod xlsx_write;

/// The form of a file of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Lines of cells.
    Csv,
    /// A spreadsheet.
    Sheet,
    /// Objects.
    Json,
    /// vCards.
    Cards,
}

pub use batch::{Cells, ColumnCount, Record, Room, RowBatch};
pub use card_fields::{PASSED, UNDECODED, YEARLESS};
pub use card_write::CardWriter;
pub use csv_read::CsvReader;
pub use csv_split::Limits;
pub use csv_write::{CsvStyle, CsvWriter, Separator};
pub use decode::{DecodeError, Decoder};
pub use guard::{guarded, shows_error, unguard};
pub use html_write::{HTML_TAIL, IS_TEXT, html_head, html_row};
pub use json_lines::{ELEMENT, JsonLines, OBJECT, REPEATED};
pub use json_write::{JsonFields, JsonValue, JsonWriter};
pub use rows::{Naming, Rows, RowsOptions};
pub use rows_error::RowsError;
pub use sheet::{Flaw, PARSER, Place as SheetPlace, SheetError};
pub use xlsx_stream::{XLSX_ROWS, XLSX_TEXT, XlsxCell, XlsxHeading, XlsxRows, XlsxStream};
pub use xlsx_write::{XlsxColumn, XlsxSheet, workbook};
