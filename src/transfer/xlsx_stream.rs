//! Writes one large sheet, row by row, in constant memory.
//!
//! A row is made by whoever has its values, on any thread, as [`XlsxRows`]; [`XlsxStream`] gives
//! rows their places, packs them and hands them on. What counts or dates something is a number,
//! everything else is text in the cell itself: a text is never a formula, and digits of telephone,
//! card and identity numbers stay as they are. Rows wait as XML in which a NUL stands for the
//! place of a cell, since no XML has one.

use std::cell::{Cell as Flag, RefCell};
use std::io::{self, Write};
use std::rc::Rc;

use zip::ZipWriter;
use zip::write::{SimpleFileOptions, StreamWriter};

use super::guard;
use super::xlsx_parts as parts;

/// Rows that a sheet has for records, its first being the header.
pub const XLSX_ROWS: u64 = 1_048_575;

/// Characters (UTF-16 units) that a cell holds.
pub const XLSX_TEXT: usize = 32_767;

/// Stands where a cell gets its place.
const CELL: u8 = 0;
/// Ends a row.
const ROW: u8 = 1;

/// What a cell holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum XlsxCell<'a> {
    /// Nothing.
    Empty,
    /// A text as it is, but with a guard where it would be taken for guarded when it is read again.
    Text(&'a str),
    /// A whole number of up to fifteen digits.
    Number(&'a str),
    /// A number with two places behind the point, of up to fifteen digits.
    Amount(&'a str),
    /// A day, counted from 1899-12-30; the count is right from 1900-03-01 on.
    Day(u32),
}

/// Rows that wait to be given their places.
#[derive(Debug, Default)]
pub struct XlsxRows(Vec<u8>);

impl XlsxRows {
    /// No rows, with room for `bytes`.
    pub fn with_capacity(bytes: usize) -> Self {
        Self(Vec::with_capacity(bytes))
    }

    /// Adds a cell behind those of this row.
    pub fn cell(&mut self, cell: XlsxCell<'_>) {
        self.0.push(CELL);
        match cell {
            XlsxCell::Empty | XlsxCell::Text("") => {}
            XlsxCell::Text(text) => {
                let style = if text.contains('\n') { parts::LINES } else { parts::TEXT };
                self.opening(style, " t=\"inlineStr\"><is><t xml:space=\"preserve\">");
                if guard::shortened(text) {
                    self.0.push(b'\'');
                }
                parts::escape(text, &mut self.0);
                self.0.extend_from_slice(b"</t></is></c>");
            }
            XlsxCell::Number(number) => self.value(parts::NUMBER, number),
            XlsxCell::Amount(number) => self.value(parts::AMOUNT, number),
            XlsxCell::Day(day) => self.value(parts::DAY, &day.to_string()),
        }
    }

    /// Ends the row.
    pub fn end_row(&mut self) {
        self.0.push(ROW);
    }

    /// The bytes so far, which [`XlsxStream::rows`] takes; those of each row end with [`Self::end_row`].
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The bytes.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }

    fn opening(&mut self, style: u8, rest: &str) {
        self.0.extend_from_slice(b" s=\"");
        self.0.push(b'0' + style);
        self.0.push(b'"');
        self.0.extend_from_slice(rest.as_bytes());
    }

    fn value(&mut self, style: u8, number: &str) {
        self.opening(style, "><v>");
        parts::escape(number, &mut self.0);
        self.0.extend_from_slice(b"</v></c>");
    }
}

/// A column's heading, and how many narrow characters wide it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct XlsxHeading<'a> {
    /// Its heading.
    pub name: &'a str,
    /// Its width; a full-width character counts two.
    pub width: usize,
}

/// Writes a workbook of one sheet to `W`, which need not be able to seek. It is complete only after
/// [`XlsxStream::finish`].
#[must_use]
pub struct XlsxStream<W: Write> {
    zip: Option<ZipWriter<StreamWriter<Held<W>>>>,
    state: Rc<State>,
    letters: Vec<String>,
    row: u32,
    line: Vec<u8>,
}

impl<W: Write> XlsxStream<W> {
    /// A workbook whose sheet is called `sheet`, with its header row. Only a `large` one may have a
    /// sheet of more than 4 GiB: that takes a form of the container which old programs do not know.
    ///
    /// # Errors
    /// Those of the sink.
    pub fn new(
        sink: W,
        (sheet, large): (&str, bool),
        headings: &[XlsxHeading<'_>],
    ) -> io::Result<Self> {
        let state = Rc::new(State::default());
        let held = Held { sink, state: Rc::clone(&state) };
        let mut stream = Self {
            zip: Some(ZipWriter::new_stream(held)),
            state,
            letters: (0..headings.len()).map(parts::letters).collect(),
            row: 0,
            line: Vec::new(),
        };
        for (name, text) in parts::fixed(sheet) {
            stream.part(name, false)?;
            stream.write(text.as_bytes())?;
        }
        stream.part("xl/worksheets/sheet1.xml", large)?;
        stream.write(parts::sheet_head(headings).as_bytes())?;
        let mut header = XlsxRows::default();
        for heading in headings {
            header.0.push(CELL);
            header.opening(parts::HEADING, " t=\"inlineStr\"><is><t xml:space=\"preserve\">");
            parts::escape(heading.name, &mut header.0);
            header.0.extend_from_slice(b"</t></is></c>");
        }
        header.end_row();
        stream.rows(header.as_bytes())?;
        Ok(stream)
    }

    /// Writes rows, as [`XlsxRows`] has made them.
    ///
    /// # Errors
    /// Those of the sink; there may be more rows than a sheet has.
    pub fn rows(&mut self, rows: &[u8]) -> io::Result<()> {
        for row in rows.split(|byte| *byte == ROW).filter(|row| !row.is_empty()) {
            if u64::from(self.row) > XLSX_ROWS {
                return Err(io::Error::other("more rows than a sheet has"));
            }
            self.row += 1;
            let number = self.row.to_string();
            let mut line = std::mem::take(&mut self.line);
            line.clear();
            line.extend_from_slice(b"<row r=\"");
            line.extend_from_slice(number.as_bytes());
            line.extend_from_slice(b"\">");
            let cells = row.split(|byte| *byte == CELL).skip(1);
            for (cell, letters) in cells.zip(&self.letters).filter(|(cell, _)| !cell.is_empty()) {
                line.extend_from_slice(b"<c r=\"");
                line.extend_from_slice(letters.as_bytes());
                line.extend_from_slice(number.as_bytes());
                line.push(b'"');
                line.extend_from_slice(cell);
            }
            line.extend_from_slice(b"</row>");
            let written = self.write(&line);
            self.line = line;
            written?;
        }
        Ok(())
    }

    /// Ends the sheet and the workbook, flushes the sink.
    ///
    /// # Errors
    /// Those of the sink.
    pub fn finish(mut self) -> io::Result<()> {
        self.write(parts::SHEET_TAIL.as_bytes())?;
        let zip = self.zip.take().ok_or_else(closed)?;
        let done = zip.finish().map_err(io::Error::from);
        self.state.check()?;
        done?.into_inner().sink.flush()
    }

    fn part(&mut self, name: &str, large: bool) -> io::Result<()> {
        let zip = self.zip.as_mut().ok_or_else(closed)?;
        zip.start_file(name, SimpleFileOptions::default().large_file(large))
            .map_err(io::Error::from)?;
        self.state.check()
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.zip.as_mut().ok_or_else(closed)?.write_all(bytes)?;
        self.state.check()
    }
}

impl<W: Write> Drop for XlsxStream<W> {
    /// What is dropped unfinished must not get the end of a whole file.
    fn drop(&mut self) {
        self.state.abandoned.set(true);
    }
}

fn closed() -> io::Error {
    io::Error::other("the workbook is closed")
}

/// What went wrong at the sink.
#[derive(Default)]
struct State {
    failed: RefCell<Option<io::Error>>,
    abandoned: Flag<bool>,
}

impl State {
    fn check(&self) -> io::Result<()> {
        match self.failed.borrow_mut().take() {
            Some(error) => {
                self.abandoned.set(true);
                Err(error)
            }
            None => Ok(()),
        }
    }
}

/// Keeps the sink's errors to itself: a packer that is dropped after one would try to write on, and
/// say on standard error that it cannot.
struct Held<W> {
    sink: W,
    state: Rc<State>,
}

impl<W: Write> Write for Held<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let stopped = self.state.abandoned.get() || self.state.failed.borrow().is_some();
        if !stopped && let Err(error) = self.sink.write_all(bytes) {
            self.state.failed.replace(Some(error));
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
#[path = "xlsx_stream_tests.rs"]
mod tests;
