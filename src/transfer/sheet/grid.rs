//! How many cells the tables of an ods file come to, and how much text.
//!
//! A cell and a row can say that they stand there many times, so a file of some kilobytes can claim
//! more than any memory holds. The parser lays out, for each table, the rectangle that holds all
//! cells that are not blank, each with its text; what that comes to is worked out here first.

use std::io::{BufReader, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::SheetError;

/// Cells of all tables, blank ones within them too. A cell takes the parser some 100 bytes.
const CELLS: u64 = 4_000_000;

/// Bytes of text in them, as often as it stands there.
const TEXT: u64 = 128 << 20;

/// What has been seen of a table.
#[derive(Default)]
struct Table {
    /// Cells of the tables before it.
    before: u64,
    /// Bytes of text in all tables so far.
    text: u64,
    rows: u64,
    /// Those up to the last one that is not blank.
    used_rows: u64,
    width: u64,
    row: Row,
}

#[derive(Default)]
struct Row {
    repeated: u64,
    cells: u64,
    used_cells: u64,
    /// How often the cell stands there that is being read.
    cell: u64,
    text: u64,
}

/// Refuses a table that comes to too many cells.
pub(super) fn examine(content: impl Read) -> Result<(), SheetError> {
    let mut xml = Reader::from_reader(BufReader::new(content));
    let (mut buffer, mut table) = (Vec::new(), Table::default());
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(|_| SheetError::Malformed)? {
            Event::Start(tag) => table.begin(&tag)?,
            Event::Empty(tag) => {
                table.begin(&tag)?;
                if tag.name().as_ref() == "table:table-row" {
                    table.end_row()?;
                }
            }
            Event::End(tag) if tag.name().as_ref() == "table:table-row" => table.end_row()?,
            Event::Text(text) => table.row.take(text.len()),
            Event::CData(text) => table.row.take(text.len()),
            Event::GeneralRef(_) => table.row.take(4),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

impl Row {
    /// Takes text of the cell that is being read.
    fn take(&mut self, bytes: usize) {
        self.text = self.text.saturating_add((bytes as u64).saturating_mul(self.cell));
    }
}

impl Table {
    /// The cells that the parser lays out.
    fn cells(&self) -> u64 {
        self.used_rows.saturating_mul(self.width)
    }

    fn begin(&mut self, tag: &BytesStart<'_>) -> Result<(), SheetError> {
        match tag.name().as_ref() {
            "table:table" => {
                let before = self.before.saturating_add(self.cells());
                *self = Self { before, text: self.text, ..Self::default() };
            }
            "table:table-row" => {
                let repeated = number(tag, "table:number-rows-repeated")?;
                self.row = Row { repeated, ..Row::default() };
            }
            "table:table-cell" | "table:covered-table-cell" => {
                let repeated = number(tag, "table:number-columns-repeated")?;
                self.row.cells = self.row.cells.saturating_add(repeated);
                self.row.cell = repeated;
                // Whatever has an attribute of this kind, or text inside, may hold something.
                let blank = tag.attributes().flatten().all(|attribute| {
                    let name = attribute.key.as_ref();
                    !name.starts_with("office:") && name != "table:formula"
                });
                if !blank {
                    self.row.used_cells = self.row.cells;
                    self.row.take(tag.len());
                }
            }
            "text:p" if self.row.cells > 0 => self.row.used_cells = self.row.cells,
            "text:s" => {
                let blanks = number(tag, "text:c")?;
                self.row.take(usize::try_from(blanks).unwrap_or(usize::MAX));
            }
            _ => {}
        }
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), SheetError> {
        let row = std::mem::take(&mut self.row);
        self.text = self.text.saturating_add(row.text.saturating_mul(row.repeated));
        self.rows = self.rows.saturating_add(row.repeated);
        if row.used_cells > 0 {
            self.used_rows = self.rows;
            self.width = self.width.max(row.used_cells);
        }
        if self.before.saturating_add(self.cells()) > CELLS || self.text > TEXT {
            return Err(SheetError::TooMuchInside);
        }
        Ok(())
    }
}

/// How often something stands there.
fn number(tag: &BytesStart<'_>, name: &str) -> Result<u64, SheetError> {
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(|_| SheetError::Malformed)?;
        if attribute.key.as_ref() == name {
            return attribute.value.parse().map_err(|_| SheetError::Malformed);
        }
    }
    Ok(1)
}
