//! A JSON array of objects as batches of rows, alone or as the first array inside an object, as
//! `export --format json` writes it.
//!
//! Elements are found without being parsed, by counting brackets outside of strings, so memory does
//! not grow with the file; each is then read as a line of JSON lines is.

use std::io::Read;

use super::RowBatch;
use super::csv_read::BATCH_BYTES;
use super::decode::Decoder;
use super::json_lines::cells;
use super::rows_error::RowsError;
use super::text_source::TextSource;

/// Reads the elements of an array from `R`.
pub struct JsonArray<R> {
    text: TextSource<R>,
    /// Brackets that are open around the array and must be closed behind it.
    around: usize,
    state: State,
    /// The line on which it begins, and how many elements were read.
    begins: u64,
    read: u64,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// The next is an element, or the end of an array that is empty.
    First,
    /// The next is an element.
    Element,
    /// The next is a comma or the end.
    Between,
    Ended,
}

/// Whether a file that begins with `text` is an array, or an object over several lines with one
/// inside. JSON lines have a whole object on the first line, and none of them says that it is an export.
pub(super) fn begins(text: &str) -> bool {
    let text = text.trim_start();
    let line = text.lines().next().unwrap_or_default().trim_end();
    text.starts_with('[')
        || line == "{"
        || line.starts_with('{') && (line.ends_with('[') || is_export(line))
}

/// Whether an object begins as `export --format json` begins, which writes no records, and other programs
/// write all of them, on one line.
fn is_export(line: &str) -> bool {
    let plain = line.chars().filter(|c| !c.is_whitespace());
    "{\"schema\":\"kedang.export/".chars().eq(plain.take(25))
}

/// Counts brackets over a piece of JSON.
#[derive(Default)]
struct Depth {
    open: usize,
    in_string: bool,
    escaped: bool,
}

impl Depth {
    /// Takes the next byte. Whether it stands outside of strings and of what is open.
    fn step(&mut self, byte: u8) -> bool {
        if self.in_string {
            match byte {
                _ if self.escaped => self.escaped = false,
                b'\\' => self.escaped = true,
                b'"' => self.in_string = false,
                _ => {}
            }
            return false;
        }
        let outside = self.open == 0;
        match byte {
            b'"' => self.in_string = true,
            b'{' | b'[' => self.open += 1,
            b'}' | b']' => self.open = self.open.saturating_sub(1),
            _ => {}
        }
        outside
    }
}

impl<R: Read> JsonArray<R> {
    /// Goes on with `source`, of which `text` has been read, behind the bracket of the array.
    pub(super) fn over(source: Decoder<R>, text: String, limit: usize) -> Result<Self, RowsError> {
        let mut text = TextSource::over(source, text, limit);
        let (mut depth, mut seen) = (Depth::default(), 0);
        let around = loop {
            let rest = text.rest().as_bytes();
            let mut found = None;
            for (at, byte) in rest.iter().enumerate().skip(seen) {
                if *byte == b'[' && !depth.in_string && depth.open <= 1 {
                    found = Some(at);
                    break;
                }
                _ = depth.step(*byte);
            }
            seen = rest.len();
            match found {
                Some(at) => {
                    text.advance(at + 1);
                    break depth.open;
                }
                None if text.ended() => {
                    return Err(RowsError::Array { line: text.line() });
                }
                None => text.read_more()?,
            }
        };
        let begins = text.line();
        Ok(Self { text, around, state: State::First, begins, read: 0 })
    }

    /// The name of the file's encoding.
    pub fn encoding(&self) -> &'static str {
        self.text.encoding()
    }

    /// Puts the next rows into `batch`, in the place of those it has. Says whether there are any;
    /// none is the end.
    ///
    /// # Errors
    /// [`RowsError`].
    pub fn read_batch(&mut self, batch: &mut RowBatch, rows: usize) -> Result<bool, RowsError> {
        batch.clear_unruled();
        while batch.len() < rows && batch.bytes() < BATCH_BYTES && self.read_element(batch)? {}
        Ok(!batch.is_empty())
    }

    fn read_element(&mut self, batch: &mut RowBatch) -> Result<bool, RowsError> {
        loop {
            if self.state == State::Ended {
                return Ok(false);
            }
            let blank = {
                let rest = self.text.rest();
                rest.len() - rest.trim_start().len()
            };
            self.text.advance(blank);
            let wrong = RowsError::Array { line: self.text.line() };
            match (self.text.rest().bytes().next(), self.state) {
                (None, _) if self.text.ended() => return Err(wrong),
                (None, _) => self.text.read_more()?,
                (Some(b']'), State::First | State::Between) => {
                    self.text.advance(1);
                    self.end()?;
                }
                (Some(b','), State::Between) => {
                    self.text.advance(1);
                    self.state = State::Element;
                }
                (Some(b']' | b','), _) | (_, State::Between) => return Err(wrong),
                _ => {
                    let length = self.element()?;
                    self.read += 1;
                    // Where all stands on one line, its number would tell nothing.
                    let on = self.text.line();
                    let line = if on == self.begins { self.read } else { on };
                    let element =
                        self.text.rest().get(..length).unwrap_or_default().trim_end().to_owned();
                    batch.push_cells(line, &element, &cells(&element));
                    self.text.advance(length);
                    self.state = State::Between;
                    return Ok(true);
                }
            }
        }
    }

    /// The length of the element that the rest begins with.
    fn element(&mut self) -> Result<usize, RowsError> {
        let (mut depth, mut seen) = (Depth::default(), 0);
        loop {
            let rest = self.text.rest().as_bytes();
            for (at, byte) in rest.iter().enumerate().skip(seen) {
                if depth.step(*byte) && matches!(byte, b',' | b']') {
                    return Ok(at);
                }
            }
            seen = rest.len();
            if self.text.ended() {
                return Err(RowsError::Array { line: self.text.line() });
            }
            self.text.read_more()?;
        }
    }

    /// What follows the array: other members of the object around it, and the object's end.
    fn end(&mut self) -> Result<(), RowsError> {
        let mut depth = Depth { open: self.around, ..Depth::default() };
        loop {
            let rest = self.text.rest();
            let length = rest.len();
            let stray = rest.bytes().any(|byte| depth.step(byte) && !byte.is_ascii_whitespace());
            if stray {
                return Err(RowsError::Array { line: self.text.line() });
            }
            self.text.advance(length);
            if self.text.ended() {
                break;
            }
            self.text.read_more()?;
        }
        if depth.open > 0 || depth.in_string {
            return Err(RowsError::Array { line: self.text.line() });
        }
        self.state = State::Ended;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Rows, RowsOptions};
    use super::*;

    fn read(text: &str) -> Result<Vec<(u64, usize)>, RowsError> {
        let mut rows = Rows::open(text.as_bytes(), RowsOptions::default())?;
        assert!(matches!(rows, Rows::Array(_)), "not taken for an array: {text}");
        let (mut batch, mut all) = (RowBatch::new(), Vec::new());
        while rows.read_batch(&mut batch, 2)? {
            let found = batch.records().map(|row| (row.line, row.cells.unwrap().iter().count()));
            all.extend(found);
        }
        Ok(all)
    }

    #[test]
    fn elements_become_rows_wherever_they_break() {
        let expected = vec![(2, 3), (3, 6), (6, 1)];
        let text = "[\n{\"a\":\"],{\\\"\"},\n{\"b\":[1,2],\n\"c\":\n[]},\n 7 ]\n";
        assert_eq!(read(text).unwrap(), expected);
        let around = "{\"schema\":\"x\",\"items\":[\n{\"a\":1},\n{\"a\":2}\n],\"n\":{}}\n";
        assert_eq!(read(around).unwrap(), [(2, 3), (3, 3)]);
        assert_eq!(read("{\n  \"items\": []\n}").unwrap(), []);
        assert_eq!(read("[]").unwrap(), []);
        assert_eq!(read("{\"schema\":\"kedang.export/1\",\"items\":[]}\n").unwrap(), []);
        let minified = "{\"schema\": \"kedang.export/1\", \"items\": [{\"a\":1},{\"a\":2}]}";
        assert_eq!(read(minified).unwrap(), [(1, 3), (2, 3)]);
    }

    #[test]
    fn what_is_no_array_is_refused_with_its_line() {
        for (text, at) in [
            ("[\n{\"a\":1}", 2),
            ("[{\"a\":1},\n]", 2),
            ("[,{}]", 1),
            ("[{\"a\":\"\n", 1),
            ("[{}]\nx", 1),
            ("{\n\"items\":[{}]\n", 3),
            ("{\n\"items\":1}\n", 1),
        ] {
            let result = read(text);
            let line = match result {
                Err(RowsError::Array { line }) => Some(line),
                _ => None,
            };
            assert_eq!(line, Some(at), "{text}: {result:?}");
        }
    }

    #[test]
    fn an_array_without_end_does_not_fill_the_memory() {
        for head in ["[", "[\"", "[{\"a\":"] {
            let endless = head.as_bytes().chain(std::io::repeat(b'['));
            let mut rows = Rows::open(endless, RowsOptions::default()).unwrap();
            let failed = rows.read_batch(&mut RowBatch::new(), 2);
            assert!(matches!(failed, Err(RowsError::RowTooLong { line: 1, .. })), "{head}");
        }
    }
}
