//! Rows of a CSV file that can go to another thread together.
//!
//! A batch is one text and two lists of places in it, whatever the number of rows, so that a
//! file of a million rows is not twenty million small allocations. Rows keep the text they had in
//! the file beside their cells, for a list of rejects.

use super::csv_split::{Span, unquote};
use super::sheet::Flaw;

/// Up to some number of rows in one buffer; it can be filled again and again.
///
/// It has no `Debug`, because it holds customers' values.
#[derive(Default)]
pub struct RowBatch {
    /// Each row as it stood in the file, followed by those of its cells that had to be composed.
    text: String,
    /// The cells of all rows as places in `text`.
    cells: Vec<(usize, usize)>,
    rows: Vec<Row>,
    /// Columns (from 0) whose cells do not say what was entered, row by row.
    flaws: Vec<(usize, Flaw)>,
    /// How many cells a row must have; none: any number.
    columns: Option<usize>,
}

/// How much a batch holds: bytes, cells and rows.
#[derive(Default)]
pub struct Room {
    text: usize,
    cells: usize,
    rows: usize,
}

struct Row {
    line: u64,
    /// Its place in `text`.
    raw: (usize, usize),
    /// Its place in `cells`.
    cells: (usize, usize),
    /// Its place in `flaws`.
    flaws: (usize, usize),
}

/// One row of a file.
#[derive(Clone, Copy)]
pub struct Record<'a> {
    /// The line on which it begins, counted from 1; a quoted cell can go over several lines.
    pub line: u64,
    /// The row as it stood in the file, decoded, without the line break that ended it.
    pub raw: &'a str,
    /// Its cells, or why they cannot be told to the columns of the header. The other rows of the
    /// file can be read all the same.
    pub cells: Result<Cells<'a>, ColumnCount>,
    /// The columns (from 0) whose cells do not say what was entered; spreadsheets have such, and
    /// quotes in the middle of a cell make such.
    pub flaws: &'a [(usize, Flaw)],
}

impl Record<'_> {
    /// A batch of this row alone, with other texts in cells at some places (from 0).
    pub fn alone(&self, changed: &[(usize, String)]) -> RowBatch {
        let cells = self.cells.into_iter().flat_map(|cells| cells.iter());
        let mut cells: Vec<String> = cells.map(str::to_owned).collect();
        for (at, text) in changed {
            if let Some(cell) = cells.get_mut(*at) {
                cell.clone_from(text);
            }
        }
        let mut batch = RowBatch::new();
        batch.push_cells(self.line, self.raw, &cells);
        batch.add_flaws(self.flaws);
        batch
    }
}

/// The row has another number of cells than the header.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {found} columns, {expected} expected")]
pub struct ColumnCount {
    /// The line on which the row begins, counted from 1.
    pub line: u64,
    /// How many cells the row has.
    pub found: usize,
    /// How many the header has.
    pub expected: usize,
}

/// The cells of one row, as many as the header has, without their quotes. Guards are still on
/// them; [`unguard`](super::unguard) takes them off.
#[derive(Clone, Copy)]
pub struct Cells<'a> {
    text: &'a str,
    places: &'a [(usize, usize)],
}

impl<'a> Cells<'a> {
    /// The cell of column `column`, counted from 0.
    pub fn get(&self, column: usize) -> Option<&'a str> {
        self.places.get(column).map(|place| slice(self.text, *place))
    }

    /// All cells in their order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &'a str> + use<'a> {
        let text = self.text;
        self.places.iter().map(move |place| slice(text, *place))
    }
}

impl RowBatch {
    /// A batch without rows.
    pub fn new() -> Self {
        Self::default()
    }

    /// A batch without rows for about as many as another one had: what grows is copied each time.
    pub fn with_room(room: &Room) -> Self {
        let more = |length: usize| length + length / 16;
        Self {
            text: String::with_capacity(more(room.text)),
            cells: Vec::with_capacity(more(room.cells)),
            rows: Vec::with_capacity(room.rows),
            ..Self::default()
        }
    }

    /// How much it holds.
    pub fn room(&self) -> Room {
        Room { text: self.text.len(), cells: self.cells.len(), rows: self.rows.len() }
    }

    /// The rows in the order of the file.
    pub fn records(&self) -> impl ExactSizeIterator<Item = Record<'_>> {
        self.rows.iter().map(|row| self.record(row))
    }

    /// The number of rows.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    fn record(&self, row: &Row) -> Record<'_> {
        let places = self.cells.get(row.cells.0..row.cells.1).unwrap_or_default();
        let found = places.len();
        let expected = self.columns.unwrap_or(found);
        let cells = if found == expected {
            Ok(Cells { text: &self.text, places })
        } else {
            Err(ColumnCount { line: row.line, found, expected })
        };
        let flaws = self.flaws.get(row.flaws.0..row.flaws.1).unwrap_or_default();
        Record { line: row.line, raw: slice(&self.text, row.raw), cells, flaws }
    }

    /// The cells of all rows, whatever their columns.
    pub(super) fn cells(&self) -> impl Iterator<Item = &str> {
        self.cells.iter().map(|place| slice(&self.text, *place))
    }

    /// Forgets all rows; those that come must have `columns` cells.
    pub(super) fn clear(&mut self, columns: usize) {
        self.clear_unruled();
        self.columns = Some(columns);
    }

    /// Forgets all rows; those that come may have any number of cells.
    pub(super) fn clear_unruled(&mut self) {
        self.text.clear();
        self.cells.clear();
        self.rows.clear();
        self.flaws.clear();
        self.columns = None;
    }

    /// Adds the row that stands on `line`, reads `raw`, and has these cells.
    pub(super) fn push_cells(&mut self, line: u64, raw: &str, cells: &[String]) {
        let base = self.text.len();
        self.text.push_str(raw);
        let (end, first) = (self.text.len(), self.cells.len());
        for cell in cells {
            let begin = self.text.len();
            self.text.push_str(cell);
            self.cells.push((begin, self.text.len()));
        }
        self.end_row(line, (base, end), first);
    }

    /// Adds flaws to the row that was added last.
    pub(super) fn add_flaws(&mut self, flaws: &[(usize, Flaw)]) {
        self.flaws.extend_from_slice(flaws);
        if let Some(row) = self.rows.last_mut() {
            row.flaws.1 = self.flaws.len();
        }
    }

    fn end_row(&mut self, line: u64, raw: (usize, usize), first: usize) {
        let flaws = (self.flaws.len(), self.flaws.len());
        self.rows.push(Row { line, raw, cells: (first, self.cells.len()), flaws });
    }

    /// How many bytes of text it holds.
    pub fn bytes(&self) -> usize {
        self.text.len()
    }

    /// Adds the row that stands on `line` and reads `raw`.
    pub(super) fn push(&mut self, line: u64, raw: &str, spans: &[Span]) {
        let base = self.text.len();
        self.text.push_str(raw);
        let (end, first, flawed) = (self.text.len(), self.cells.len(), self.flaws.len());
        for (column, span) in spans.iter().enumerate() {
            let place = if span.composed {
                let begin = self.text.len();
                let cell = raw.get(span.start..span.end).unwrap_or_default();
                if unquote(cell, &mut self.text) {
                    self.flaws.push((column, Flaw::Quotes));
                }
                (begin, self.text.len())
            } else {
                (base + span.start, base + span.end)
            };
            self.cells.push(place);
        }
        self.end_row(line, (base, end), first);
        if let Some(row) = self.rows.last_mut() {
            row.flaws.0 = flawed;
        }
    }
}

/// The places come from the splitter and lie between characters, so nothing is lost here.
fn slice(text: &str, (start, end): (usize, usize)) -> &str {
    text.get(start..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_keep_line_text_and_cells() {
        let mut batch = RowBatch::new();
        batch.clear(2);
        let span = |start, end, composed| Span { start, end, composed };
        batch.push(2, "\"a\"\"b\",伟", &[span(0, 6, true), span(7, 10, false)]);
        batch.push(3, "x", &[span(0, 1, false)]);
        batch.push(4, "\"甲\"乙,\"丙\" ", &[span(0, 8, true), span(9, 15, true)]);
        let records: Vec<_> = batch.records().collect();
        let cells = records[0].cells.unwrap();
        assert_eq!((records[0].line, records[0].raw), (2, "\"a\"\"b\",伟"));
        assert_eq!(cells.iter().collect::<Vec<_>>(), ["a\"b", "伟"]);
        assert_eq!((cells.get(1), cells.get(2)), (Some("伟"), None));
        assert_eq!(records[1].cells.err(), Some(ColumnCount { line: 3, found: 1, expected: 2 }));
        assert_eq!(records[1].raw, "x");
        // Blanks behind a closing quote are nobody's data; text may be anything.
        assert_eq!(records[2].flaws, [(0, Flaw::Quotes)]);
        assert!(records[0].flaws.is_empty() && records[1].flaws.is_empty());
        let alone = records[0].alone(&[(1, "另".to_owned())]);
        let alone = alone.records().next().unwrap();
        assert_eq!((alone.line, alone.raw), (2, "\"a\"\"b\",伟"));
        assert_eq!(alone.cells.unwrap().iter().collect::<Vec<_>>(), ["a\"b", "另"]);
        batch.clear(1);
        assert!(batch.is_empty());
    }
}
