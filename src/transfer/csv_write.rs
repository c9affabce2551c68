//! Writes CSV that spreadsheets open without harm and that [`CsvReader`](super::CsvReader) gives
//! back exactly.
//!
//! RFC 4180 with LF at the end of a row. Cells are quoted where they must be, and also where they
//! hold a tab or a semicolon, because programs guess those to be separators. Cells that a
//! spreadsheet would run are guarded: phone numbers in international form are among them.

use std::io::{self, Write};

use super::guard;

/// How much is collected before it is handed on.
const BUFFER: usize = 64 * 1024;

/// A byte order mark in UTF-8.
const MARK: &[u8] = "\u{FEFF}".as_bytes();

/// How a file is to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CsvStyle {
    /// Guard the cells that a spreadsheet would run; only for programs that read exactly should
    /// this be off. A cell that would be taken for guarded, or for an error, has one more
    /// apostrophe all the same.
    pub guard: bool,
    /// Begin with a byte order mark, by which some spreadsheets know UTF-8.
    pub bom: bool,
    /// What stands between cells: a comma or a tab.
    pub separator: Separator,
}

/// What stands between cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Separator {
    /// CSV.
    #[default]
    Comma,
    /// TSV.
    Tab,
}

impl CsvStyle {
    /// Guarded, with commas, without a byte order mark.
    pub const GUARDED: Self = Self { guard: true, bom: false, separator: Separator::Comma };
}

impl Default for CsvStyle {
    fn default() -> Self {
        Self::GUARDED
    }
}

/// Writes rows to `W`. What is written is complete only after [`CsvWriter::finish`].
#[must_use]
pub struct CsvWriter<W> {
    sink: W,
    buffer: Vec<u8>,
    style: CsvStyle,
    /// Whether a cell that reads as an error (`#N/A`) is one, and goes without a guard.
    errors: bool,
}

impl CsvWriter<Vec<u8>> {
    /// How many bytes were written so far.
    pub fn size(&self) -> usize {
        self.sink.len() + self.buffer.len()
    }
}

impl<W: Write> CsvWriter<W> {
    /// A file without rows.
    pub fn new(sink: W, style: CsvStyle) -> Self {
        let mut buffer = Vec::with_capacity(2 * BUFFER);
        if style.bom {
            buffer.extend_from_slice(MARK);
        }
        Self { sink, buffer, style, errors: false }
    }

    /// The same, of which a cell that reads as an error is one: it comes in as an error again.
    pub fn with_errors(self) -> Self {
        Self { errors: true, ..self }
    }

    /// Writes one row; the header is a row too.
    ///
    /// # Errors
    /// Those of the sink; the row may then be there in part.
    pub fn row(&mut self, cells: impl IntoIterator<Item: AsRef<str>>) -> io::Result<()> {
        let mut start = self.buffer.len();
        for (column, cell) in cells.into_iter().enumerate() {
            if column > 0 {
                self.buffer.push(match self.style.separator {
                    Separator::Comma => b',',
                    Separator::Tab => b'\t',
                });
            } else {
                start = self.buffer.len();
            }
            self.cell(cell.as_ref());
        }
        if self.buffer.len() == start {
            // An empty line would be no row.
            self.buffer.extend_from_slice(b"\"\"");
        }
        self.buffer.push(b'\n');
        if self.buffer.len() >= BUFFER {
            self.hand_on()?;
        }
        Ok(())
    }

    /// Writes a line as it is.
    ///
    /// # Errors
    /// Those of the sink.
    pub fn line(&mut self, line: &str) -> io::Result<()> {
        self.buffer.extend_from_slice(line.as_bytes());
        self.buffer.push(b'\n');
        if self.buffer.len() >= BUFFER { self.hand_on() } else { Ok(()) }
    }

    /// Hands on what is left, and gives the sink with all rows in it.
    ///
    /// # Errors
    /// Those of the sink.
    pub fn sink(&mut self) -> io::Result<&mut W> {
        self.hand_on()?;
        Ok(&mut self.sink)
    }

    /// Hands on what is left, flushes the sink and gives it back.
    ///
    /// # Errors
    /// Those of the sink.
    pub fn finish(mut self) -> io::Result<W> {
        self.hand_on()?;
        self.sink.flush()?;
        Ok(self.sink)
    }

    fn hand_on(&mut self) -> io::Result<()> {
        self.sink.write_all(&self.buffer)?;
        self.buffer.clear();
        Ok(())
    }

    fn cell(&mut self, cell: &str) {
        // Plain is what a reader gives back as it was, whatever it begins with; without a guard an
        // error would be no value.
        let style = self.style.guard;
        let reads = if style { guard::guarded(cell) } else { guard::shows_error(cell) };
        let is_error = || self.errors && guard::shows_error(cell);
        let guarded = (guard::shortened(cell) || reads) && !is_error();
        if !must_be_quoted(cell.as_bytes()) {
            if guarded {
                self.guard();
            }
            self.buffer.extend_from_slice(cell.as_bytes());
            return;
        }
        self.buffer.push(b'"');
        if guarded {
            self.guard();
        }
        let mut pieces = cell.split('"');
        self.buffer.extend_from_slice(pieces.next().unwrap_or_default().as_bytes());
        for piece in pieces {
            self.buffer.extend_from_slice(b"\"\"");
            self.buffer.extend_from_slice(piece.as_bytes());
        }
        self.buffer.push(b'"');
    }

    fn guard(&mut self) {
        self.buffer.extend_from_slice(guard::GUARD.encode_utf8(&mut [0; 4]).as_bytes());
    }
}

/// Whether `cell` would otherwise end early, be taken for several, or lose a mark at its
/// beginning.
fn must_be_quoted(cell: &[u8]) -> bool {
    cell.iter().any(|b| *b <= b';' && matches!(b, b'"' | b',' | b'\n' | b'\r' | b';' | b'\t'))
        || cell.starts_with(MARK)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(style: CsvStyle, rows: &[&[&str]]) -> String {
        let mut writer = CsvWriter::new(Vec::new(), style);
        for row in rows {
            writer.row(row.iter().copied()).unwrap();
        }
        String::from_utf8(writer.finish().unwrap()).unwrap()
    }

    #[test]
    fn cells_are_quoted_only_where_they_must_be() {
        let text = written(CsvStyle::default(), &[&["张 伟", "a,b", "x\"y\"", "1\r\n2", ""]]);
        assert_eq!(text, "张 伟,\"a,b\",\"x\"\"y\"\"\",\"1\r\n2\",\n");
        assert_eq!(
            written(CsvStyle::default(), &[&["a;b", "\u{FEFF}c"]]),
            "\"a;b\",\"\u{FEFF}c\"\n"
        );
    }

    #[test]
    fn a_row_is_never_an_empty_line() {
        assert_eq!(written(CsvStyle::default(), &[&[""], &[], &["", ""]]), "\"\"\n\"\"\n,\n");
    }

    #[test]
    fn live_cells_are_guarded_unless_told_otherwise() {
        let cells: &[&str] = &["+8613800000013", "=HYPERLINK(\"x\")", "'-1", "a"];
        let text = written(CsvStyle::default(), &[cells]);
        assert_eq!(text, "'+8613800000013,\"'=HYPERLINK(\"\"x\"\")\",''-1,a\n");
        let bare = written(CsvStyle { guard: false, bom: true, ..CsvStyle::GUARDED }, &[cells]);
        assert_eq!(bare, "\u{FEFF}+8613800000013,\"=HYPERLINK(\"\"x\"\")\",''-1,a\n");
    }

    #[test]
    fn a_sink_that_fails_is_an_error() {
        let mut room = [0; 10];
        let mut writer = CsvWriter::new(&mut room[..], CsvStyle::default());
        writer.row(["0123456789"]).unwrap();
        assert!(writer.finish().is_err());
        let mut writer = CsvWriter::new(&mut room[..], CsvStyle::default());
        assert!(writer.row(["x".repeat(BUFFER).as_str()]).is_err());
    }
}
