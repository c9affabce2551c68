//! A CSV file as a header and batches of rows.
//!
//! Two kinds of faults are kept apart by their types. A row with the wrong number of cells comes
//! as a [`Record`](super::Record) whose cells are an error: the caller rejects it and goes on.
//! What makes the rest of the file unreadable is a [`RowsError`] and ends the reading; memory
//! stays below the limits for any input.

use std::io::Read;
use std::sync::Arc;

use super::RowBatch;
use super::csv_head;
use super::csv_split::{Fault, FaultKind, Limits, Splitter, Step};
use super::decode::{DecodeError, Decoder};
use super::rows::{Naming, RowsOptions};
use super::rows_error::RowsError;
use super::sheet::head;
use super::text_source::fill;

/// A batch is not filled beyond this many bytes of text, so that rows may be long.
pub(super) const BATCH_BYTES: usize = 1 << 20;

/// Reads a CSV file from `R`, in any supported encoding, with commas, tabs or semicolons, whichever
/// the header has. Rows of blank cells are skipped: spreadsheets
/// leave such at the end.
pub struct CsvReader<R> {
    source: Decoder<R>,
    /// Text from the row that is being read onwards begins at `text[at..]`.
    text: String,
    at: usize,
    /// The line on which that row begins, counted from 1.
    line: u64,
    ended: bool,
    splitter: Splitter,
    limits: Limits,
    header: Vec<String>,
}

impl<R: Read> CsvReader<R> {
    /// Reads the header of `source`.
    ///
    /// # Errors
    /// Every [`RowsError`]: a header is a row like others.
    pub fn new(source: R, options: RowsOptions<'_>) -> Result<Self, RowsError> {
        let (source, text) = begin(source, options.encoding)?;
        Self::over(source, text, (options, &(Arc::new(|_: &str| false) as Naming)))
    }

    /// Goes on with `source`, of which `text` has been read; the header is that of the first rows
    /// which names fields.
    pub(super) fn over(
        mut source: Decoder<R>,
        mut text: String,
        (options, naming): (RowsOptions<'_>, &Naming),
    ) -> Result<Self, RowsError> {
        let limits = options.limits;
        let mut ended = text.is_empty();
        while !ended && !csv_head::is_enough(&text) {
            ended = fill(&mut source, &mut text, 1)?;
        }
        // What Excel is told so is no row.
        let told = told_delimiter(&text);
        let (at, line) = told.map_or((0, 1), |(_, length)| (length, 2));
        let named = options.delimiter.or(told.map(|(delimiter, _)| delimiter));
        let delimiter = named.unwrap_or_else(|| delimiter((&text, ended), limits, naming));
        let splitter = Splitter::new(delimiter, limits);
        let mut reader =
            Self { source, text, at, line, ended, splitter, limits, header: Vec::new() };
        let titled = options.header_row.map(u64::from).or_else(|| reader.first_named(naming));
        reader.header = reader.read_header(titled)?;
        Ok(reader)
    }

    /// The cells of the first row that is not empty, as they stand there.
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// The name of the file's encoding, as in the WHATWG encoding standard.
    pub fn encoding(&self) -> &'static str {
        self.source.encoding()
    }

    /// Puts the next rows into `batch`, in the place of those it has: `rows` of them, or fewer
    /// where the file ends or rows are long. Says whether there are any; none is the end.
    ///
    /// # Errors
    /// [`RowsError`]; the rows before the fault are in `batch`, and asking again fails again.
    pub fn read_batch(&mut self, batch: &mut RowBatch, rows: usize) -> Result<bool, RowsError> {
        batch.clear(self.header.len());
        while batch.len() < rows && batch.bytes() < BATCH_BYTES && self.read_row(batch)? {}
        Ok(!batch.is_empty())
    }

    /// The line of the header, where titles stand above it.
    fn first_named(&self, naming: &Naming) -> Option<u64> {
        let splitter = self.splitter.fresh();
        let text = self.text.get(self.at..).unwrap_or_default();
        let found = csv_head::find_header((text, self.line, self.ended), splitter, naming);
        found.map(|(line, _)| line)
    }

    /// The first row that is not empty, or that begins on this line or behind it.
    fn read_header(&mut self, line: Option<u64>) -> Result<Vec<String>, RowsError> {
        let mut batch = RowBatch::new();
        loop {
            batch.clear_unruled();
            if !self.read_row(&mut batch)? {
                return Err(RowsError::Empty);
            }
            let begins = batch.records().next().map_or(0, |row| row.line);
            if line.is_none_or(|line| begins >= line) {
                break;
            }
        }
        Ok(batch.cells().map(str::to_owned).collect())
    }

    /// Adds the next row that is not blank to `batch`.
    fn read_row(&mut self, batch: &mut RowBatch) -> Result<bool, RowsError> {
        loop {
            let text = self.text.get(self.at..).unwrap_or_default();
            match self.splitter.step(text.as_bytes(), self.ended) {
                Ok(Step::More) => self.read_more()?,
                Ok(Step::End) => return Ok(false),
                Ok(Step::Row { end, next }) => {
                    let raw = text.get(..end).unwrap_or_default();
                    let line = self.line;
                    let says = self.splitter.cells().iter().any(|span| {
                        raw.get(span.start..span.end).is_some_and(|cell| !cell.trim().is_empty())
                    });
                    if says {
                        batch.push(line, raw, self.splitter.cells());
                    }
                    if self.splitter.any_quoted() {
                        self.line += line_breaks(raw);
                    }
                    self.line += 1;
                    self.at += next;
                    self.splitter.begin_row();
                    if says {
                        return Ok(true);
                    }
                }
                Err(fault) => return Err(self.error(fault)),
            }
        }
    }

    /// Drops the rows that have been read and adds text behind.
    fn read_more(&mut self) -> Result<(), RowsError> {
        self.text.drain(..self.at);
        self.at = 0;
        self.ended = fill(&mut self.source, &mut self.text, self.line)?;
        Ok(())
    }

    fn error(&self, fault: Fault) -> RowsError {
        let before = self.text.get(self.at..self.at + fault.place).unwrap_or_default();
        let line = self.line + line_breaks(before);
        let (column, limits) = (fault.column, self.limits);
        match fault.kind {
            FaultKind::OpenQuote => RowsError::OpenQuote { line, column },
            FaultKind::Nul => RowsError::Nul { line },
            FaultKind::CellTooLong => RowsError::CellTooLong { line, column, limit: limits.cell },
            FaultKind::RowTooLong => RowsError::RowTooLong { line, limit: limits.row },
            FaultKind::TooManyColumns => {
                RowsError::TooManyColumns { line: self.line, limit: limits.columns }
            }
        }
    }
}

/// Opens a file and reads the first of its text; none is an empty file.
pub(super) fn begin<R: Read>(
    source: R,
    encoding: Option<&str>,
) -> Result<(Decoder<R>, String), RowsError> {
    let wrong = |error| match error {
        DecodeError::Io(error) => RowsError::Io(error),
        DecodeError::Malformed { offset, encoding } => {
            RowsError::Malformed { line: 1, offset, encoding }
        }
        error => RowsError::Encoding(error),
    };
    let mut source = Decoder::new(source, encoding).map_err(wrong)?;
    let mut text = String::new();
    source.fill(&mut text).map_err(wrong)?;
    Ok((source, text))
}

/// The line breaks in `text`: LF, CRLF, or CR alone.
pub(super) fn line_breaks(text: &str) -> u64 {
    let text = text.as_bytes();
    let pairs = memchr::memmem::find_iter(text, b"\r\n").count();
    let single = memchr::memchr2_iter(b'\r', b'\n', text).count();
    u64::try_from(single - pairs).unwrap_or(u64::MAX)
}

/// What a first line `sep=;` says, and its length with the line break.
fn told_delimiter(text: &str) -> Option<(u8, usize)> {
    let length = text.find('\n').map_or(text.len(), |at| at + 1);
    let line = text.get(..length)?.trim_end_matches(['\r', '\n']).trim_matches('"');
    let (name, delimiter) = line.split_once('=')?;
    match delimiter.as_bytes() {
        [byte @ (b',' | b';' | b'|' | b'\t')] if name.eq_ignore_ascii_case("sep") => {
            Some((*byte, length))
        }
        _ => None,
    }
}

/// What separates the cells: that with which the header names the most fields, because a title may
/// have any of them. Where none names anything, or two as many, what the first lines look like.
fn delimiter((text, ended): (&str, bool), limits: Limits, naming: &Naming) -> u8 {
    let mut best = (0, first_delimiter(text, naming));
    for delimiter in [best.1, b',', b'\t', b';', b'|'] {
        let splitter = Splitter::new(delimiter, limits);
        let found = csv_head::find_header((text, 1, ended), splitter, naming);
        if let Some((_, names)) = found.filter(|(_, names)| *names > best.0) {
            best = (names, delimiter);
        }
    }
    best.1
}

/// A comma, or when the header line has none outside of quotes, a tab or else a semicolon. A line
/// without any is a title, unless it names a field.
fn first_delimiter(text: &str, naming: &Naming) -> u8 {
    let (mut quoted, mut begin, mut titles) = (false, 0, 0);
    let mut seen = [b'\t', b';'].map(|delimiter| (delimiter, false));
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            _ if quoted => {}
            b',' => return b',',
            b'\r' | b'\n' => {
                let line = text.get(begin..at).unwrap_or_default().trim().trim_matches('"');
                begin = at + 1;
                titles += usize::from(!line.is_empty());
                if seen.iter().any(|(_, seen)| *seen) || naming(line) || titles == head::LOOKED_AT {
                    break;
                }
            }
            _ => seen.iter_mut().for_each(|(delimiter, seen)| *seen |= *delimiter == byte),
        }
    }
    seen.iter().find(|(_, seen)| *seen).map_or(b',', |(delimiter, _)| *delimiter)
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;

    fn open(text: &[u8]) -> Result<CsvReader<&[u8]>, RowsError> {
        CsvReader::new(text, RowsOptions::default())
    }

    /// The line and cells of a row, or how many columns were found.
    type Row = (u64, Result<Vec<String>, usize>);

    /// What reading `text` to its end gives.
    fn rows(text: &[u8]) -> Result<Vec<Row>, RowsError> {
        let (mut reader, mut batch, mut rows) = (open(text)?, RowBatch::new(), Vec::new());
        while reader.read_batch(&mut batch, 2)? {
            rows.extend(batch.records().map(|record| {
                let cells = record.cells.map(|cells| cells.iter().map(str::to_owned).collect());
                (record.line, cells.map_err(|count| count.found))
            }));
        }
        Ok(rows)
    }

    fn fault(text: &[u8]) -> RowsError {
        rows(text).unwrap_err()
    }

    #[test]
    fn a_row_with_the_wrong_count_is_passed_over() {
        let cells = |cells: [&str; 2]| Ok(cells.map(str::to_owned).to_vec());
        let expected =
            vec![(4, cells(["张伟", "1\r\n2"])), (6, Err(3)), (9, Err(1)), (12, cells(["b", ""]))];
        let text = "\n\n姓名,备注\r\n张伟,\"1\r\n2\"\r\na,b,c\n\n \nx\n,,,\n\"\",\" \"\nb,";
        assert_eq!(rows(text.as_bytes()).unwrap(), expected);
        assert_eq!(open(text.as_bytes()).unwrap().header(), ["姓名", "备注"]);
    }

    #[test]
    fn the_raw_row_is_what_stood_in_the_file() {
        let text = "a,b\r\n\"x\"\"y\",\"1\n2\"\r\nz\r\n";
        let (mut reader, mut batch) = (open(text.as_bytes()).unwrap(), RowBatch::new());
        assert!(reader.read_batch(&mut batch, 9).unwrap());
        let raw: Vec<_> = batch.records().map(|record| record.raw).collect();
        assert_eq!(raw, ["\"x\"\"y\",\"1\n2\"", "z"]);
    }

    #[test]
    fn the_separator_is_told_from_the_header() {
        for text in ["a,b;c\td", "a\tb;c", "a;b", "a", "\"x,y\";b", "\"a\nb,c\"\td"] {
            let found = open(text.as_bytes()).unwrap().header().len();
            let wanted = if text == "a" { 1 } else { 2 };
            assert_eq!(found, wanted, "{text}");
        }
        let told = rows(b"sep=;\r\na;b,c\n1;2\n").unwrap();
        assert_eq!(told, [(3, Ok(vec!["1".to_owned(), "2".to_owned()]))]);
        let rows = rows("a;b\n1,5;2".as_bytes()).unwrap();
        assert_eq!(rows, [(2, Ok(vec!["1,5".to_owned(), "2".to_owned()]))]);
    }

    #[test]
    fn faults_name_their_line_and_stay() {
        assert!(matches!(fault(b""), RowsError::Empty));
        assert!(matches!(
            fault(b"\r\n\n\xEF"),
            RowsError::Encoding(DecodeError::Undetected { .. })
        ));
        assert!(matches!(fault(b"\xEF\xBB\xBF\n"), RowsError::Empty));
        assert!(matches!(
            fault(b"a,b\n1,\"x\ny\"\n2,\"\n3,4\n"),
            RowsError::OpenQuote { line: 4, column: 2 }
        ));
        assert!(matches!(fault(b"a,b\n1,\"x\ny\0\""), RowsError::Nul { line: 3 }));
        let mut bytes = "姓名,备注\n张伟,很好\n李娜,".repeat(9).into_bytes();
        bytes.push(0xFF);
        let offset = u64::try_from(bytes.len() - 1).unwrap();
        let malformed = fault(&bytes);
        assert!(
            matches!(malformed, RowsError::Malformed { line: 19, offset: o, .. } if o == offset),
            "{malformed:?}"
        );
        let text = "姓名,备注\n很好很好,\"1\n2\r\n".as_bytes();
        let malformed = fault(&[text, b"\xFF"].concat());
        assert!(matches!(malformed, RowsError::Malformed { line: 4, .. }), "{malformed:?}");
        let mut reader = open(b"a\n\"").unwrap();
        for _ in 0..2 {
            let result = reader.read_batch(&mut RowBatch::new(), 9);
            assert!(matches!(result, Err(RowsError::OpenQuote { line: 2, column: 1 })));
        }
    }

    #[test]
    fn rows_before_a_fault_are_given() {
        let (mut reader, mut batch) = (open(b"a\n1\n2\n\0").unwrap(), RowBatch::new());
        assert!(matches!(reader.read_batch(&mut batch, 9), Err(RowsError::Nul { line: 4 })));
        assert_eq!(batch.len(), 2);
    }

    /// Gives `head` and then `byte` for ever.
    fn endless(head: &'static [u8], byte: u8) -> impl Read {
        head.chain(io::repeat(byte))
    }

    #[test]
    fn files_without_an_end_are_refused_in_bounded_memory() {
        let read = |source: &mut dyn Read| {
            let mut reader = CsvReader::new(source, RowsOptions::default())?;
            let (mut batch, limits) = (RowBatch::new(), Limits::default());
            let result = reader.read_batch(&mut batch, 9);
            assert!(reader.text.capacity() < 4 * limits.row, "{}", reader.text.capacity());
            result
        };
        let quoted = read(&mut endless(b"a,b\n1,2\n1,\"", b'x'));
        assert!(
            matches!(quoted, Err(RowsError::CellTooLong { line: 3, column: 2, .. })),
            "{quoted:?}"
        );
        let plain = read(&mut endless(b"a,b\n1,2\n", b'x'));
        assert!(matches!(plain, Err(RowsError::CellTooLong { line: 3, column: 1, .. })));
        let header = read(&mut endless(b"", b'x'));
        assert!(matches!(header, Err(RowsError::CellTooLong { line: 1, .. })));
        let commas = read(&mut endless(b"a,b\n", b','));
        assert!(matches!(commas, Err(RowsError::TooManyColumns { line: 2, limit: 1024 })));
        let long = format!("a\n{}\n", "x".repeat(3 << 20));
        assert!(read(&mut long.as_bytes()).unwrap(), "an export may write it");
        let cell = "x".repeat(1 << 20);
        let row = format!("a\n{}", format!("{cell},").repeat(9));
        assert!(matches!(read(&mut row.as_bytes()), Err(RowsError::RowTooLong { line: 2, .. })));
    }

    #[test]
    fn a_batch_of_long_rows_is_a_short_one() {
        let row = format!("{}\n", "x".repeat(600_000));
        let text = format!("a\n{}", row.repeat(5));
        let (mut reader, mut batch) = (open(text.as_bytes()).unwrap(), RowBatch::new());
        let mut sizes = Vec::new();
        while reader.read_batch(&mut batch, 100).unwrap() {
            sizes.push(batch.len());
        }
        assert_eq!(sizes, [2, 2, 1]);
    }
}
