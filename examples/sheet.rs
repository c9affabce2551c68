//! Workbooks for measuring: `sheet write IN.csv OUT.xlsx ROWS` makes one of the first rows of a table,
//! and `sheet read FILE.xlsx` reads its cells as the library does by itself, and says how many.
#![expect(clippy::disallowed_methods, reason = "a program of its own, with no host to ask")]

use std::io::Write as _;

use anyhow::{Context, Result, bail};
use calamine::Reader as _;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match *arguments.as_slice() {
        ["write", from, to, rows] => write(from, to, rows.parse()?),
        ["read", file] => {
            let cells = read(file)?;
            Ok(writeln!(std::io::stdout(), "{cells}")?)
        }
        _ => bail!("write IN.csv OUT.xlsx ROWS, or read FILE.xlsx"),
    }
}

fn write(from: &str, to: &str, rows: usize) -> Result<()> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let page = book.add_worksheet();
    let mut table = csv::ReaderBuilder::new().has_headers(false).from_path(from)?;
    for (at, row) in (0..).zip(table.records().take(rows + 1)) {
        for (column, cell) in (0..).zip(&row?) {
            page.write_string(at, column, cell)?;
        }
    }
    Ok(book.save(to)?)
}

fn read(file: &str) -> Result<u64> {
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(file)?;
    let name = book.sheet_names().into_iter().next().context("no sheet")?;
    let mut cells = book.worksheet_cells_reader(&name)?;
    let mut count = 0;
    while cells.next_cell()?.is_some() {
        count += 1;
    }
    Ok(count)
}
