//! A file, CSV or lines of JSON, that lists rows of an import: complete or absent, and able to forget what was listed
//! since a batch began that came to nothing. What is wrong many times with a row is said once.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::{Fault, Word};
use crate::files::{FileError, PendingFile};
use crate::transfer::{CsvStyle, CsvWriter};
use crate::vault::error::Result;

/// A list; its file has no name before [`Listing::publish`].
pub(super) struct Listing {
    path: PathBuf,
    header: Vec<String>,
    writer: Option<CsvWriter<PendingFile>>,
    rows: u64,
    /// Bytes and rows that are there for good.
    kept: Option<(u64, u64)>,
}

impl Listing {
    /// A list that has no file before its first row. Without a header it is one of whole lines.
    pub(super) fn new(path: &Path, header: Vec<String>) -> Self {
        Self { path: path.to_path_buf(), header, writer: None, rows: 0, kept: None }
    }

    /// Begins the file, so that there is one even if it gets no row.
    pub(super) fn begin(&mut self) -> Result<()> {
        self.writer()?;
        self.keep()
    }

    fn writer(&mut self) -> Result<&mut CsvWriter<PendingFile>> {
        if self.writer.is_none() {
            // A rejected error comes in as one again.
            let mut writer =
                CsvWriter::new(PendingFile::create(&self.path)?, CsvStyle::default()).with_errors();
            if !self.header.is_empty() {
                writer.row(&self.header).map_err(|source| self.failed(source))?;
            }
            self.writer = Some(writer);
        }
        self.writer.as_mut().ok_or(crate::vault::Error::Bug("a list that was begun"))
    }

    fn failed(&self, source: std::io::Error) -> FileError {
        FileError { path: self.path.clone(), source }
    }

    /// How many rows are listed.
    pub(super) fn rows(&self) -> u64 {
        self.rows
    }

    /// How many columns there are.
    pub(super) fn width(&self) -> usize {
        self.header.len()
    }

    /// Lists a row.
    pub(super) fn row(&mut self, cells: impl IntoIterator<Item: AsRef<str>>) -> Result<()> {
        let done = self.writer()?.row(cells);
        done.map_err(|source| self.failed(source))?;
        self.rows += 1;
        Ok(())
    }

    /// Lists a row that is a line.
    pub(super) fn line(&mut self, line: &str) -> Result<()> {
        let done = self.writer()?.line(line);
        done.map_err(|source| self.failed(source))?;
        self.rows += 1;
        Ok(())
    }

    /// What is listed so far stays: what it tells of is committed.
    pub(super) fn keep(&mut self) -> Result<()> {
        let Some(writer) = &mut self.writer else { return Ok(()) };
        let sink = writer.sink();
        let length = match sink {
            Ok(sink) => sink.length()?,
            Err(source) => return Err(self.failed(source).into()),
        };
        self.kept = Some((length, self.rows));
        Ok(())
    }

    /// Forgets what was listed since [`Listing::keep`].
    pub(super) fn rewind(&mut self) -> Result<()> {
        let Some((length, rows)) = self.kept else {
            (self.writer, self.rows) = (None, 0);
            return Ok(());
        };
        self.rows = rows;
        let Some(writer) = &mut self.writer else { return Ok(()) };
        match writer.sink() {
            Ok(sink) => Ok(sink.cut(length)?),
            Err(source) => Err(self.failed(source).into()),
        }
    }

    /// Forgets of what was listed since [`Listing::keep`] the lines that are not to stay.
    pub(super) fn retain(&mut self, stays: &dyn Fn(&[u8]) -> bool) -> Result<()> {
        let (Some((length, _)), Some(writer)) = (self.kept, &mut self.writer) else {
            return Ok(());
        };
        match writer.sink() {
            Ok(sink) => Ok(sink.retain_lines(length, stays)?),
            Err(source) => Err(self.failed(source).into()),
        }
    }

    /// Gives the file its name; nothing where none was begun.
    pub(super) fn publish(&mut self) -> Result<()> {
        let Some(writer) = self.writer.take() else { return Ok(()) };
        let file = writer.finish().map_err(|source| self.failed(source))?;
        Ok(file.publish_over()?)
    }
}

/// The fields and the reasons of what is wrong with a row, as they are listed.
pub(super) fn told(faults: &[Fault], word: Word<'_>) -> (String, String) {
    let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
    let mut order = Vec::new();
    for fault in faults {
        let words = word(fault);
        if !counts.contains_key(&words) {
            order.push(words.clone());
        }
        *counts.entry(words).or_default() += 1;
    }
    let told = order.into_iter().map(|words| match counts.get(&words) {
        Some(count) if *count > 1 => (words.0, format!("{} (×{count})", words.1)),
        _ => words,
    });
    let (fields, reasons): (Vec<String>, Vec<String>) = told.unzip();
    (fields.join("; "), reasons.join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vault::import::Why;

    #[test]
    fn what_is_wrong_many_times_is_said_once() {
        let fault = |why: Why| Fault { line: 2, field: None, why };
        let faults = [Why::Twice, Why::Object, Why::Twice, Why::Twice].map(fault);
        let word = |fault: &Fault| ("Events".to_owned(), format!("{:?}", fault.why));
        let reasons = "Twice (×3); Object".to_owned();
        assert_eq!(told(&faults, &word), ("Events; Events".to_owned(), reasons));
        assert_eq!(told(&[], &word), (String::new(), String::new()));
    }

    #[test]
    fn what_came_to_nothing_is_not_listed() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("list.csv");
        let mut list = Listing::new(&path, vec!["a".to_owned()]);
        list.row(["1"]).unwrap();
        list.rewind().unwrap();
        assert_eq!(list.rows(), 0);
        list.publish().unwrap();
        assert!(!path.exists(), "no row, no file");
        for cells in [["2"], ["3"]] {
            list.row(cells).unwrap();
        }
        list.keep().unwrap();
        list.row(["4".repeat(100_000)]).unwrap();
        list.rewind().unwrap();
        list.row(["5"]).unwrap();
        assert!(!path.exists(), "complete or absent");
        list.publish().unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "a\n2\n3\n5\n");
    }
}
