//! What is streamed is a workbook that other readers open, and our own gives back.

use std::io::{Cursor, Read};

use calamine::{Data, Reader, Xlsx};

use super::*;
use crate::transfer::{RowBatch, Rows, RowsOptions};

fn headings<'a>(names: &[&'a str]) -> Vec<XlsxHeading<'a>> {
    names.iter().map(|name| XlsxHeading { name, width: 12 }).collect()
}

fn book(names: &[&str], rows: &[&[XlsxCell<'_>]]) -> Vec<u8> {
    sized_book(false, names, rows)
}

fn sized_book(large: bool, names: &[&str], rows: &[&[XlsxCell<'_>]]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut stream = XlsxStream::new(&mut bytes, ("客户", large), &headings(names)).unwrap();
    let mut waiting = XlsxRows::default();
    for row in rows {
        row.iter().for_each(|cell| waiting.cell(*cell));
        waiting.end_row();
    }
    stream.rows(waiting.as_bytes()).unwrap();
    stream.finish().unwrap();
    bytes
}

fn read(bytes: Vec<u8>) -> Vec<Vec<Data>> {
    let mut book = Xlsx::new(Cursor::new(bytes)).unwrap();
    assert_eq!(book.sheet_names(), ["客户"]);
    let range = book.worksheet_range("客户").unwrap();
    assert!(book.worksheet_formula("客户").unwrap().is_empty());
    range.rows().map(<[Data]>::to_vec).collect()
}

#[test]
fn texts_numbers_and_days_are_what_they_are() {
    let texts = [
        "=1+1",
        "+86138",
        "007",
        "11010519491231002X",
        "6222020000000000000",
        " a ",
        "甲\n乙",
        "<&>\"'",
        "_x0041_",
        "\u{FFFD}\u{FEFF}",
        "𠮷😀",
        "שמ\u{202E}",
        "a\tb",
    ];
    let text: Vec<XlsxCell<'_>> = texts.iter().map(|text| XlsxCell::Text(text)).collect();
    let other = [
        XlsxCell::Empty,
        XlsxCell::Number("20"),
        XlsxCell::Amount("1234.50"),
        XlsxCell::Day(46_082),
    ];
    let names: Vec<String> = (0..texts.len()).map(|at| format!("列{at}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let rows = read(book(&names, &[&text, &other]));
    assert_eq!(rows[0][1], Data::String("列1".to_owned()));
    for (cell, text) in rows[1].iter().zip(texts) {
        assert_eq!(*cell, Data::String(text.to_owned()), "{text:?}");
    }
    assert_eq!(rows[2][..3], [Data::Empty, Data::Float(20.0), Data::Float(1234.5)]);
    let Data::DateTime(day) = &rows[2][3] else { panic!("{:?}", rows[2][3]) };
    assert_eq!(day.to_ymd_hms_milli(), (2026, 3, 1, 0, 0, 0, 0));
}

#[test]
fn the_header_stays_in_sight_and_columns_are_as_wide_as_told() {
    let bytes = book(&["编号", "姓名"], &[]);
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut page = String::new();
    archive.by_name("xl/worksheets/sheet1.xml").unwrap().read_to_string(&mut page).unwrap();
    assert!(page.contains("state=\"frozen\"") && !page.contains("<f>"), "{page}");
    assert!(page.contains("<col min=\"2\" max=\"2\" width=\"14\""), "{page}");
    assert!(page.contains("<c r=\"B1\" s=\"1\""), "{page}");
}

#[test]
fn a_sheet_that_may_be_large_is_read_like_any_other() {
    let rows: &[&[XlsxCell<'_>]] = &[&[XlsxCell::Text("张伟芳"), XlsxCell::Number("20")]];
    let names = ["姓名", "人数"];
    let large = sized_book(true, &names, rows);
    assert_eq!(read(large.clone()), read(book(&names, rows)));
    assert_ne!(large, book(&names, rows));
    let Ok(Rows::Sheet(mut ours)) = Rows::open(&large[..], RowsOptions::default()) else {
        panic!("no sheet");
    };
    let mut batch = RowBatch::new();
    assert!(ours.read_batch(&mut batch).unwrap());
    assert_eq!(
        (ours.header().to_vec(), batch.records().count()),
        (names.map(str::to_owned).into(), 1)
    );
}

#[test]
fn columns_have_letters() {
    let named: Vec<String> = [0, 25, 26, 51, 701, 702].into_iter().map(parts::letters).collect();
    assert_eq!(named, ["A", "Z", "AA", "AZ", "ZZ", "AAA"]);
}

/// Takes so many bytes and no more.
struct Full(usize);

impl Write for Full {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 = self.0.checked_sub(bytes.len()).ok_or(io::ErrorKind::StorageFull)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_sink_that_fails_is_an_error_and_what_is_left_has_no_end() {
    for room in [0, 100, 1000] {
        let done = XlsxStream::new(Full(room), ("a", false), &headings(&["a"]))
            .and_then(XlsxStream::finish);
        assert_eq!(done.unwrap_err().kind(), io::ErrorKind::StorageFull, "{room}");
    }
    let mut bytes = Vec::new();
    drop(XlsxStream::new(&mut bytes, ("a", false), &headings(&["a"])).unwrap());
    assert!(zip::ZipArchive::new(Cursor::new(bytes)).is_err());
}

#[test]
fn a_row_more_than_a_sheet_has_is_refused() {
    let mut stream = XlsxStream::new(io::sink(), ("a", false), &headings(&["a"])).unwrap();
    stream.row = u32::try_from(XLSX_ROWS).unwrap();
    let mut rows = XlsxRows::default();
    rows.cell(XlsxCell::Empty);
    rows.end_row();
    stream.rows(rows.as_bytes()).unwrap();
    assert!(stream.rows(rows.as_bytes()).is_err());
}
