//! Workbooks of old programs, and such with a password.

use std::io::{Cursor, Write};
use std::sync::Arc;

use super::super::{RowBatch, SheetError, SheetReader};
use crate::transfer::{RowsError, RowsOptions};

fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).unwrap();
    [&kind.to_le_bytes()[..], &length.to_le_bytes(), data].concat()
}

fn shorts(all: &[u16]) -> Vec<u8> {
    all.iter().flat_map(|one| one.to_le_bytes()).collect()
}

/// A workbook of Excel 95 with these records before its sheet.
fn old(common: &[Vec<u8>]) -> Vec<u8> {
    let label = |row, column, text: &str| {
        let length = u16::try_from(text.len()).unwrap();
        record(0x0204, &[shorts(&[row, column, 0, length]), text.into()].concat())
    };
    let begin = |part| record(0x0809, &shorts(&[0x0500, part, 0, 0]));
    let sheet = |at: u32| record(0x0085, &[&at.to_le_bytes()[..], b"\0\0\x01a"].concat());
    // Western letters.
    let page = record(0x0042, &shorts(&[1252]));
    let common = [page, common.concat()].concat();
    let end = record(0x000A, b"");
    let start = begin(5).len() + common.len() + sheet(0).len() + end.len();
    let cells = [(0, 0, "name"), (0, 1, "phone"), (1, 0, "Zhang Wei"), (1, 1, "13800000013")];
    let cells = cells.map(|(row, column, text)| label(row, column, text)).concat();
    let list = sheet(u32::try_from(start).unwrap());
    let stream = [begin(5), common, list, end.clone(), begin(0x10), cells, end].concat();
    let mut container =
        cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new())).unwrap();
    container.create_stream("/Book").unwrap().write_all(&stream).unwrap();
    container.flush().unwrap();
    container.into_inner().into_inner()
}

#[test]
fn a_workbook_of_excel_95_is_read() {
    // The name of a format has one byte for its length there.
    let format = record(0x041E, &[&shorts(&[164])[..], b"\x070.00 EU"].concat());
    let mut reader =
        SheetReader::open(&*old(&[format]), RowsOptions::default(), Arc::new(|_| false)).unwrap();
    assert_eq!(reader.header(), ["name", "phone"]);
    let mut batch = RowBatch::new();
    assert!(reader.read_batch(&mut batch).unwrap());
    let rows: Vec<Vec<String>> =
        batch.records().map(|row| row.cells.unwrap().iter().map(str::to_owned).collect()).collect();
    assert_eq!(rows, [["Zhang Wei", "13800000013"]]);
}

/// By a key, or by the weak method that has none: neither is damaged.
#[test]
fn a_workbook_with_a_password_is_told_from_a_damaged_one() {
    for method in [0, 1] {
        // What stands behind is enciphered, and claims anything.
        let locked = [record(0x002F, &shorts(&[method, 0xBEEF])), record(0x00FC, &[0xEE; 20])];
        let refused =
            SheetReader::open(&*old(&locked), RowsOptions::default(), Arc::new(|_| false))
                .map(drop);
        assert!(matches!(refused, Err(RowsError::Sheet(SheetError::Locked))), "{refused:?}");
    }
}
