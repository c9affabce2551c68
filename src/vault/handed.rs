//! The file around the rows that are handed out: what stands before, between and behind them.

use super::cover::LeftOut;
use super::error::{Error, Result};
use super::export::Form;
use super::sheet::Sheet;
use super::typed;
use crate::policy::SHARE_COLUMNS;
use crate::transfer::{CsvWriter, HTML_TAIL, XlsxHeading, XlsxStream, html_head};
use std::io::{self, Write};

/// Cells without long texts that 4 GiB hold.
const LARGE: usize = 5_000_000;

/// As many such cells take the room of one that is as long as it can be.
const LONG: usize = 128;

/// Where the bytes of a file go.
pub(super) type Emit<'e> = dyn FnMut(&[u8]) -> io::Result<()> + 'e;

/// A file that is being written.
pub(super) struct Handed<'s, 'e> {
    sheet: &'s Sheet<'s>,
    /// How many records it will have.
    records: usize,
    out: Out<'e>,
    empty: bool,
}

enum Out<'e> {
    Text(Sink<'e>),
    /// A workbook begins with the widths of its columns, which the first rows tell.
    Waiting(Sink<'e>),
    Book(Box<XlsxStream<Sink<'e>>>),
    Gone,
}

/// What stands for the place to write to.
struct Sink<'e>(&'e mut Emit<'e>);

impl Write for Sink<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        (self.0)(bytes)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'s, 'e> Handed<'s, 'e> {
    /// Begins the file for so many records.
    pub(super) fn begin(
        (sheet, records): (&'s Sheet<'s>, usize),
        emit: &'e mut Emit<'e>,
    ) -> Result<Self> {
        let mut sink = Sink(emit);
        let out = if matches!(sheet.form, Form::Xlsx { .. }) {
            Out::Waiting(sink)
        } else {
            sink.write_all(&head(sheet)?).map_err(Error::Output)?;
            Out::Text(sink)
        };
        Ok(Self { sheet, records, out, empty: true })
    }

    /// Writes whole rows; `widths` are those of the columns as far as they are known.
    pub(super) fn rows(&mut self, rows: &[u8], widths: &[usize]) -> Result<()> {
        if rows.is_empty() {
            return Ok(());
        }
        let first = std::mem::replace(&mut self.empty, false);
        self.open(widths)?;
        let rows = match (self.sheet.form, rows) {
            (Form::Json, [b',', rest @ ..]) if first => rest,
            (_, rows) => rows,
        };
        let written = match &mut self.out {
            Out::Text(sink) => sink.write_all(rows),
            Out::Book(book) => book.rows(rows),
            Out::Waiting(_) | Out::Gone => return Err(Error::Bug("workbook")),
        };
        written.map_err(Error::Output)
    }

    /// Ends the file; a JSON document tells there what was left out.
    pub(super) fn finish(mut self, left_out: &LeftOut) -> Result<()> {
        self.open(&[])?;
        let tail = tail(self.sheet.form, self.empty, left_out);
        let written = match self.out {
            Out::Text(mut sink) => sink.write_all(tail.as_bytes()),
            Out::Book(book) => book.finish(),
            Out::Waiting(_) | Out::Gone => return Err(Error::Bug("workbook")),
        };
        written.map_err(Error::Output)
    }

    /// Begins a workbook that waits.
    fn open(&mut self, widths: &[usize]) -> Result<()> {
        let Form::Xlsx { chinese } = self.sheet.form else { return Ok(()) };
        self.out = match std::mem::replace(&mut self.out, Out::Gone) {
            Out::Waiting(sink) => {
                let widths = widths.iter().copied().chain(std::iter::repeat(0));
                let heading = |(name, width): (_, usize)| XlsxHeading {
                    name,
                    width: width.max(typed::width(name)),
                };
                let headings: Vec<_> = self.sheet.names().zip(widths).map(heading).collect();
                let name = if chinese { "客户" } else { "customers" };
                let named = (name, is_large(self.sheet, self.records));
                let book = XlsxStream::new(sink, named, &headings).map_err(Error::Output)?;
                Out::Book(Box::new(book))
            }
            other => other,
        };
        Ok(())
    }
}

/// Whether a sheet of so many records may come to more than 4 GiB. Where a cell may be long it is
/// taken to be as long as it can be, else to have some eight hundred bytes.
fn is_large(sheet: &Sheet<'_>, records: usize) -> bool {
    let columns = sheet.columns.iter();
    let long = columns.filter(|column| typed::may_be_long(sheet.policy, **column)).count();
    records.saturating_mul(sheet.columns.len() + LONG * long) > LARGE
}

fn head(sheet: &Sheet<'_>) -> Result<Vec<u8>> {
    match sheet.form {
        Form::Csv { style, .. } => {
            let mut writer = CsvWriter::new(Vec::new(), style);
            writer.row(sheet.names()).map_err(Error::Output)?;
            writer.finish().map_err(Error::Output)
        }
        Form::Json => {
            let [name, _] = SHARE_COLUMNS;
            let mark = sheet.mark.map(|mark| format!("\"{name}\":\"{mark}\","));
            let mark = mark.unwrap_or_default();
            Ok(format!("{{\"schema\":\"kedang.export/1\",{mark}\"items\":[").into_bytes())
        }
        Form::Html { chinese } => {
            let language = if chinese { "zh-Hans" } else { "en" };
            Ok(html_head(language, &sheet.lens.title(chinese), sheet.names()).into_bytes())
        }
        Form::JsonLines | Form::Xlsx { .. } | Form::Cards => Ok(Vec::new()),
    }
}

fn tail(form: Form, empty: bool, left_out: &LeftOut) -> String {
    match form {
        Form::Json => {
            let count =
                |(why, count): (crate::policy::Uncovered, u64)| format!("\"{}\":{count}", why.id());
            let counts: Vec<String> = left_out.reasons().map(count).collect();
            let told = match counts.as_slice() {
                [] => String::new(),
                counts => format!(",\"left_out\":{{{}}}", counts.join(",")),
            };
            format!("{}]{told}}}\n", if empty { "" } else { "\n" })
        }
        Form::Html { .. } => HTML_TAIL.to_owned(),
        _ => String::new(),
    }
}
