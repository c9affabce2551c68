//! What was written comes back exactly: any text, in every encoding, guarded or not.

use std::io::Read;

use encoding_rs::GB18030;
use proptest::prelude::*;

use super::json_lines::{ELEMENT, cells};
use super::{
    CsvReader, CsvStyle, CsvWriter, JsonFields, JsonValue, JsonWriter, RowBatch, RowsError,
    RowsOptions, unguard,
};

/// Texts with all that codecs stumble over, but no NUL.
fn cell() -> impl Strategy<Value = String> {
    let hard = prop::sample::select(
        "\"\"\"\n\r,;\t'=+-@＝＋ \u{3000}\u{FEFF}a1张伟䶮㐂𠮷😀é\u{202E}שמ\u{200D}"
            .chars()
            .collect::<Vec<_>>(),
    );
    let any = any::<char>().prop_filter("no NUL", |c| *c != '\0');
    prop::collection::vec(prop_oneof![4 => hard, 1 => any], 0..12)
        .prop_map(|chars| chars.into_iter().collect())
}

fn table() -> impl Strategy<Value = Vec<Vec<String>>> {
    (1_usize..5).prop_flat_map(|columns| {
        prop::collection::vec(prop::collection::vec(cell(), columns).prop_map(said), 1..8)
    })
}

/// Rows of blank cells are skipped when a file is read.
fn said(mut row: Vec<String>) -> Vec<String> {
    if row.iter().all(|cell| cell.trim().is_empty()) {
        row[0].push('x');
    }
    row
}

fn write(rows: &[Vec<String>], style: CsvStyle) -> Vec<u8> {
    let mut writer = CsvWriter::new(Vec::new(), style);
    for row in rows {
        writer.row(row.iter().map(String::as_str)).unwrap();
    }
    writer.finish().unwrap()
}

/// Every row of `bytes`, the header first.
fn read(bytes: impl Read, label: Option<&str>, guard: bool) -> Result<Vec<Vec<String>>, RowsError> {
    let restore = |cell: &str| if guard { unguard(cell).to_owned() } else { cell.to_owned() };
    let options = RowsOptions { encoding: label, ..RowsOptions::default() };
    let (mut reader, mut batch) = (CsvReader::new(bytes, options)?, RowBatch::new());
    let mut rows = vec![reader.header().iter().map(|cell| restore(cell)).collect()];
    while reader.read_batch(&mut batch, 3)? {
        rows.extend(batch.records().map(|r| r.cells.unwrap().iter().map(restore).collect()));
    }
    Ok(rows)
}

/// Gives its bytes out a few at a time.
struct Drip<'a>(&'a [u8]);

impl Read for Drip<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let n = buffer.len().min(3);
        self.0.read(&mut buffer[..n])
    }
}

fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(bytes).collect()
}

proptest! {
    #[test]
    fn csv_comes_back(rows in table(), guard: bool, bom: bool) {
        let bytes = write(&rows, CsvStyle { guard, bom, ..CsvStyle::GUARDED });
        // Without a mark, a text this short can be as good GBK.
        let label = (!bom).then_some("utf-8");
        prop_assert_eq!(&read(&*bytes, label, true).unwrap(), &rows);
        prop_assert_eq!(&read(Drip(&bytes), label, true).unwrap(), &rows);
    }

    #[test]
    fn csv_comes_back_in_other_encodings(rows in table()) {
        let text = String::from_utf8(write(&rows, CsvStyle::default())).unwrap();
        let wide = [utf16(&text, u16::to_le_bytes), utf16(&text, u16::to_be_bytes)];
        for bytes in wide {
            prop_assert_eq!(&read(Drip(&bytes), None, true).unwrap(), &rows);
        }
        let (bytes, _, lossy) = GB18030.encode(&text);
        // GB18030 moved some characters between its tables; those are not what is tested here.
        if !lossy && GB18030.decode_without_bom_handling(&bytes).0 == text {
            prop_assert_eq!(&read(Drip(&bytes), Some("gb18030"), true).unwrap(), &rows);
        }
    }

    /// A guarded file shows no cell that a spreadsheet would run.
    #[test]
    fn nothing_live_is_left(rows in table()) {
        for row in read(&*write(&rows, CsvStyle::default()), Some("utf-8"), false).unwrap() {
            for cell in row {
                prop_assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋']));
            }
        }
    }

    /// Whatever the bytes: rows or an error, and the rows add up to no more than the file.
    #[test]
    fn no_bytes_do_harm(bytes in prop::collection::vec(any::<u8>(), 0..200), label in 0_usize..4) {
        let label = [None, Some("utf-8"), Some("gb18030"), Some("utf-16le")][label];
        let options = RowsOptions { encoding: label, ..RowsOptions::default() };
        if let Ok(mut reader) = CsvReader::new(&*bytes, options) {
            let mut batch = RowBatch::new();
            while let Ok(true) = reader.read_batch(&mut batch, 2) {
                for record in batch.records() {
                    prop_assert!(record.raw.len() <= 3 * bytes.len());
                }
            }
        }
        drop(cells(&String::from_utf8_lossy(&bytes)));
    }

    #[test]
    fn json_comes_back(texts in prop::collection::vec(cell(), 0..4), text in cell()) {
        let refs: Vec<_> = texts.iter().map(String::as_str).collect();
        let item = [("a", JsonValue::Texts(&refs)), ("b", JsonValue::Text(&text))];
        let mut writer = JsonWriter::lines(Vec::new());
        writer.item(&JsonFields(&item)).unwrap();
        let read = cells(std::str::from_utf8(&writer.finish().unwrap()).unwrap());
        let all = texts.iter().map(|text| ["a", ELEMENT, text]).chain([["b", "", &text]]);
        let expected: Vec<&str> = all.flatten().collect();
        prop_assert_eq!(read, expected);
    }
}
