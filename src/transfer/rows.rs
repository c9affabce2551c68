//! A file of rows, in whichever form it has; its first bytes tell.

use std::io::{Chain, Cursor, Read};
use std::sync::Arc;

use super::csv_read::{CsvReader, begin};
use super::csv_split::Limits;
use super::json_array::{self, JsonArray};
use super::json_lines::JsonLines;
use super::rows_error::RowsError;
use super::sheet::{self, Place, SheetReader};
use super::vcard::{self, Cards};
use super::{Form, RowBatch};

/// How a compressed file begins.
const GZIP: &[u8] = b"\x1F\x8B";

/// Whether a text is the name of a field.
pub type Naming = Arc<dyn Fn(&str) -> bool + Send + Sync>;

/// How a file is to be read.
#[derive(Clone, Copy, Debug, Default)]
pub struct RowsOptions<'a> {
    /// The encoding of a text, by its label in the WHATWG encoding standard; none is to find out.
    pub encoding: Option<&'a str>,
    /// What separates the cells of a CSV file; none is to find out.
    pub delimiter: Option<u8>,
    /// The sheet of a spreadsheet, by its name or its number from 1; none is the first that is shown.
    pub sheet: Option<&'a str>,
    /// The row of a table that names its columns, from 1; none is the first below the titles.
    pub header_row: Option<u32>,
    /// How large the parts of the file may be.
    pub limits: Limits,
}

/// A source whose first bytes have been looked at.
type Begun<R> = Chain<Cursor<Vec<u8>>, R>;

/// A file of rows being read.
pub enum Rows<R> {
    /// CSV: a header, and cells in its order.
    Csv(CsvReader<Begun<R>>),
    /// A sheet: the same.
    Sheet(SheetReader),
    /// JSON lines: each row names its own values.
    Json(JsonLines<Begun<R>>),
    /// A JSON array: the same.
    Array(JsonArray<Begun<R>>),
    /// vCards: the same.
    Cards(Cards<Begun<R>>),
}

impl<R: Read> Rows<R> {
    /// Opens a file. What begins with a brace or a bracket is JSON, as no header does.
    ///
    /// # Errors
    /// Every [`RowsError`].
    pub fn open(source: R, options: RowsOptions<'_>) -> Result<Self, RowsError> {
        Self::named(source, options, Arc::new(|_| false))
    }

    /// The same; among the first rows of a table the header is that which names fields.
    ///
    /// # Errors
    /// Every [`RowsError`].
    pub fn named(
        mut source: R,
        options: RowsOptions<'_>,
        naming: Naming,
    ) -> Result<Self, RowsError> {
        let mut head = Vec::new();
        let looked_at = u64::try_from(sheet::MAGIC).unwrap_or(u64::MAX);
        source.by_ref().take(looked_at).read_to_end(&mut head).map_err(RowsError::Io)?;
        let is_sheet = sheet::is_sheet(&head);
        if head.starts_with(GZIP) {
            return Err(RowsError::Compressed);
        }
        let source = Cursor::new(head).chain(source);
        let misplaced = [
            ("--encoding", is_sheet && options.encoding.is_some()),
            ("--delimiter", is_sheet && options.delimiter.is_some()),
            ("--sheet", !is_sheet && options.sheet.is_some()),
        ];
        if let Some((option, _)) = misplaced.into_iter().find(|(_, is_misplaced)| *is_misplaced) {
            return Err(RowsError::WrongOption { option });
        }
        if is_sheet {
            return SheetReader::open(source, options, naming).map(Self::Sheet);
        }
        let (source, text) = begin(source, options.encoding)?;
        if is_markup(&text) {
            return Err(RowsError::Markup);
        }
        if json_array::begins(&text) {
            return JsonArray::over(source, text, options.limits.row).map(Self::Array);
        }
        if text.trim_start().starts_with('{') {
            return Ok(Self::Json(JsonLines::over(source, text, options.limits.row)));
        }
        if vcard::begins(&text) {
            return Ok(Self::Cards(Cards::over(source, text, options)));
        }
        CsvReader::over(source, text, (options, &naming)).map(Self::Csv)
    }

    /// The form it has.
    pub fn form(&self) -> Form {
        match self {
            Self::Csv(_) => Form::Csv,
            Self::Sheet(_) => Form::Sheet,
            Self::Json(_) | Self::Array(_) => Form::Json,
            Self::Cards(_) => Form::Cards,
        }
    }

    /// The cells of the header; where each row names its own values there is none.
    pub fn header(&self) -> Option<&[String]> {
        match self {
            Self::Csv(csv) => Some(csv.header()),
            Self::Sheet(sheet) => Some(sheet.header()),
            Self::Json(_) | Self::Array(_) | Self::Cards(_) => None,
        }
    }

    /// Which sheet is read, if it is one.
    pub fn sheet(&self) -> Option<Place> {
        match self {
            Self::Sheet(sheet) => Some(sheet.sheet()),
            _ => None,
        }
    }

    /// The name of a text's encoding, as in the WHATWG encoding standard; of a spreadsheet `sheet`.
    pub fn encoding(&self) -> &'static str {
        match self {
            Self::Csv(csv) => csv.encoding(),
            Self::Sheet(_) => "sheet",
            Self::Json(json) => json.encoding(),
            Self::Array(json) => json.encoding(),
            Self::Cards(cards) => cards.encoding(),
        }
    }

    /// Puts the next rows into `batch`, in the place of those it has: about `rows` of them. Says
    /// whether there are any; none is the end.
    ///
    /// # Errors
    /// [`RowsError`].
    pub fn read_batch(&mut self, batch: &mut RowBatch, rows: usize) -> Result<bool, RowsError> {
        match self {
            Self::Csv(csv) => csv.read_batch(batch, rows),
            Self::Sheet(sheet) => sheet.read_batch(batch),
            Self::Json(json) => json.read_batch(batch, rows),
            Self::Array(json) => json.read_batch(batch, rows),
            Self::Cards(cards) => cards.read_batch(batch, rows),
        }
    }
}

/// Whether a text is a page or XML: some programs write such under the name of a workbook.
fn is_markup(text: &str) -> bool {
    let text = text.trim_start();
    let begins = |tag: &&str| {
        let head = text.get(..tag.len());
        head.is_some_and(|head| head.eq_ignore_ascii_case(tag))
    };
    ["<html", "<!doctype", "<?xml", "<table", "<head", "<meta", "<style"].iter().any(begins)
}
