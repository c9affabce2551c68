//! How many cells the tables of an ods file come to.
//!
//! A cell and a row can say that they stand there many times, so a file of some kilobytes can claim
//! more cells than any memory holds. The parser lays out the rectangle that holds all cells that
//! are not blank; its size is worked out here first.

use std::io::{BufReader, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::SheetError;

/// Cells of one table, blank ones within it too. A cell takes the parser 32 bytes.
const CELLS: u64 = 4_000_000;

/// What has been seen of a table.
#[derive(Default)]
struct Table {
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
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

impl Table {
    fn begin(&mut self, tag: &BytesStart<'_>) -> Result<(), SheetError> {
        match tag.name().as_ref() {
            "table:table" => *self = Self::default(),
            "table:table-row" => {
                let repeated = number(tag, "table:number-rows-repeated")?;
                self.row = Row { repeated, ..Row::default() };
            }
            "table:table-cell" | "table:covered-table-cell" => {
                let repeated = number(tag, "table:number-columns-repeated")?;
                self.row.cells = self.row.cells.saturating_add(repeated);
                // Whatever has an attribute of this kind, or text inside, may hold something.
                let blank = tag.attributes().flatten().all(|attribute| {
                    let name = attribute.key.as_ref();
                    !name.starts_with("office:") && name != "table:formula"
                });
                if !blank {
                    self.row.used_cells = self.row.cells;
                }
            }
            "text:p" if self.row.cells > 0 => self.row.used_cells = self.row.cells,
            _ => {}
        }
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), SheetError> {
        let row = std::mem::take(&mut self.row);
        self.rows = self.rows.saturating_add(row.repeated);
        if row.used_cells > 0 {
            self.used_rows = self.rows;
            self.width = self.width.max(row.used_cells);
        }
        if self.used_rows.saturating_mul(self.width) > CELLS {
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
