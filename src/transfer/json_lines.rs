//! JSON lines: one object on each line, as rows of a [`RowBatch`].
//!
//! Which keys there are is known only when the last line was read, so a row has no header: its cells
//! are, for each value, the key, what the value was, and its text. An array is several values of
//! one key, an object inside is its JSON text, `null` and `[]` are no value. A line that is no
//! object has a single cell, and one with a key twice has two, so whoever reads the row can tell and
//! go on with the next.

use std::io::Read;

use serde_json::Value;

use super::RowBatch;
use super::csv_read::BATCH_BYTES;
use super::decode::Decoder;
use super::rows_error::RowsError;
use super::text_source::{TextSource, line_length};
use crate::model::{NotAnObject, object};

/// What the middle cell of a value says when it was an object.
pub const OBJECT: &str = "object";

/// The same of one of several values, in an array.
pub const ELEMENT: &str = "element";

/// The first of the two cells of a line in which a key stands twice; the other is that of the
/// object's own keys that is it, or in whose value it is.
pub const REPEATED: &str = "repeated";

/// Reads JSON lines from `R`, in any supported encoding. Empty lines are skipped.
pub struct JsonLines<R> {
    text: TextSource<R>,
}

impl<R: Read> JsonLines<R> {
    /// Goes on with `source`, of which `text` has been read; no line is longer than `limit` bytes.
    pub(super) fn over(source: Decoder<R>, text: String, limit: usize) -> Self {
        Self { text: TextSource::over(source, text, limit) }
    }

    /// The name of the file's encoding.
    pub fn encoding(&self) -> &'static str {
        self.text.encoding()
    }

    /// Puts the next rows into `batch`, in the place of those it has. Says whether there are any;
    /// none is the end.
    ///
    /// # Errors
    /// Those of [`RowsError`] that are about the text as such.
    pub fn read_batch(&mut self, batch: &mut RowBatch, rows: usize) -> Result<bool, RowsError> {
        batch.clear_unruled();
        while batch.len() < rows && batch.bytes() < BATCH_BYTES {
            let rest = self.text.rest();
            let Some(length) = line_length(rest, self.text.ended()) else {
                if self.text.ended() {
                    break;
                }
                self.text.read_more()?;
                continue;
            };
            let line = rest.get(..length).unwrap_or_default().trim();
            if !line.is_empty() {
                batch.push_cells(self.text.line(), line, &cells(line));
            }
            self.text.advance(length);
        }
        Ok(!batch.is_empty())
    }
}

/// The cells of a line: three for each value; one for a line that is no object, or has numbers
/// with an exponent; two where a key stands twice.
pub(super) fn cells(line: &str) -> Vec<String> {
    let pairs = match object(line) {
        Ok(pairs) => pairs,
        Err(NotAnObject::Malformed { .. } | NotAnObject::Exponent { .. }) => {
            return vec![String::new()];
        }
        Err(NotAnObject::Repeated(keys)) => {
            let first = keys.into_iter().next().unwrap_or_default();
            return vec![REPEATED.to_owned(), first];
        }
    };
    let mut cells = Vec::with_capacity(pairs.len() * 3);
    for (key, value) in pairs {
        put(&mut cells, &key, value);
    }
    cells
}

fn put(cells: &mut Vec<String>, key: &str, value: Value) {
    let (kind, text) = match value {
        Value::Null => return,
        Value::Array(all) => {
            for one in all {
                let from = cells.len();
                put(cells, key, one);
                if let Some(kind) = cells.get_mut(from + 1).filter(|kind| kind.is_empty()) {
                    ELEMENT.clone_into(kind);
                }
            }
            return;
        }
        Value::Number(number) => ("", number.to_string()),
        Value::String(text) => ("", text),
        Value::Bool(flag) => ("", flag.to_string()),
        Value::Object(_) => (OBJECT, value.to_string()),
    };
    cells.extend([key.to_owned(), kind.to_owned(), text]);
}

#[cfg(test)]
mod tests {
    use super::super::{Rows, RowsOptions};
    use super::*;

    fn read(bytes: &[u8]) -> Vec<(u64, Vec<String>)> {
        let Ok(Rows::Json(mut lines)) = Rows::open(bytes, RowsOptions::default()) else {
            panic!("not taken for JSON lines")
        };
        let (mut batch, mut all) = (RowBatch::new(), Vec::new());
        while lines.read_batch(&mut batch, 2).unwrap() {
            for record in batch.records() {
                let cells = record.cells.unwrap().iter().map(str::to_owned).collect();
                all.push((record.line, cells));
            }
        }
        all
    }

    #[test]
    fn lines_become_rows_of_keys_kinds_and_texts() {
        let text = "\n{\"name\":\"张伟\",\"n\":7,\"none\":null,\"no\":[]}\r\n\n\
                    {\"tags\":[\"a\",\"b\"],\"phone\":{\"value\":\"1\"},\"yes\":true}\n{}";
        let object = r#"{"value":"1"}"#;
        let expected = [
            (2, vec!["name", "", "张伟", "n", "", "7"]),
            (
                4,
                vec![
                    "tags", ELEMENT, "a", "tags", ELEMENT, "b", "phone", OBJECT, object, "yes", "",
                    "true",
                ],
            ),
            (5, vec![]),
        ];
        let expected =
            expected.map(|(line, cells)| (line, cells.into_iter().map(str::to_owned).collect()));
        assert_eq!(read(text.as_bytes()), expected);
    }

    #[test]
    fn a_line_that_is_no_object_has_one_cell_and_the_next_is_read() {
        let text = "{\"a\":1}\n{\"a\":\n[1]\n{\"a\":1.5e22}\n{\"a\":1,\"a\":2}\nx";
        let counts: Vec<usize> = read(text.as_bytes()).iter().map(|(_, row)| row.len()).collect();
        assert_eq!(counts, [3, 1, 1, 1, 2, 1]);
    }

    #[test]
    fn a_line_without_end_does_not_fill_the_memory() {
        let long = b"{\"a\":\"".chain(std::io::repeat(b'a'));
        let Ok(Rows::Json(mut lines)) = Rows::open(long, RowsOptions::default()) else { panic!() };
        let failed = lines.read_batch(&mut RowBatch::new(), 2);
        assert!(matches!(failed, Err(RowsError::RowTooLong { line: 1, .. })));
    }
}
