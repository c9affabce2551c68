//! Sheets as workbooks really are, and some made to hurt.

use std::io::{Cursor, Write as _};

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use zip::write::{SimpleFileOptions, ZipWriter};

use super::*;
use crate::transfer::{Limits, Rows};

/// A row: its number, its cells or how many there are, and its flaws.
type Row = (u64, Result<Vec<String>, usize>, Vec<(usize, Flaw)>);

fn open(bytes: &[u8], options: RowsOptions<'_>) -> Result<SheetReader, RowsError> {
    match Rows::open(bytes, options)? {
        Rows::Sheet(sheet) => Ok(sheet),
        _ => panic!("not taken for a spreadsheet"),
    }
}

fn read(bytes: &[u8], options: RowsOptions<'_>) -> Result<(Vec<String>, Vec<Row>), RowsError> {
    let mut sheet = open(bytes, options)?;
    let (mut batch, mut rows) = (RowBatch::new(), Vec::new());
    while sheet.read_batch(&mut batch)? {
        rows.extend(batch.records().map(|row| {
            let cells = row.cells.map(|cells| cells.iter().map(str::to_owned).collect());
            (row.line, cells.map_err(|count| count.found), row.flaws.to_vec())
        }));
    }
    assert!(!sheet.read_batch(&mut batch)?, "the end stays the end");
    Ok((sheet.header().to_vec(), rows))
}

fn texts(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|&text| text.to_owned()).collect()
}

/// A workbook as people have them: a title, numbers that are phones, a date, a blank row, a total.
fn workbook() -> Vec<u8> {
    let mut book = Workbook::new();
    let page = book.add_worksheet().set_name("说明").unwrap();
    page.write_string(0, 0, "请先阅读").unwrap();
    let page = book.add_worksheet().set_name("客户").unwrap();
    let date = Format::new().set_num_format("yyyy-mm-dd");
    page.merge_range(0, 0, 0, 3, "客户名单", &Format::new()).unwrap();
    for (at, name) in ["姓名", "手机", "生日", "备注"].into_iter().enumerate() {
        page.write_string(2, u16::try_from(at).unwrap(), name).unwrap();
    }
    page.write_string(3, 0, "张伟").unwrap();
    page.write_number(3, 1, 13_800_000_013.0).unwrap();
    let day = ExcelDateTime::from_ymd(1990, 1, 31).unwrap();
    page.write_datetime_with_format(3, 2, day, &date).unwrap();
    page.write_string(3, 3, "=1+1").unwrap();
    page.write_string(6, 0, "李娜").unwrap();
    page.write_number(6, 1, 440_301_199_001_011_230.0).unwrap();
    page.write_formula(6, 3, Formula::new("=NA()").set_result("#N/A")).unwrap();
    page.write_string(7, 0, "王芳").unwrap();
    page.write_string(7, 5, "在表头之外").unwrap();
    book.save_to_buffer().unwrap()
}

#[test]
fn a_sheet_is_read_below_its_titles() {
    let options = RowsOptions { sheet: Some("客户"), ..RowsOptions::default() };
    let (header, rows) = read(&workbook(), options).unwrap();
    assert_eq!(header, ["姓名", "手机", "生日", "备注"]);
    let first = (4, Ok(texts(&["张伟", "13800000013", "1990-01-31", "'=1+1"])), vec![]);
    assert_eq!(rows[0], first);
    assert_eq!((rows[1].0, &rows[1].2), (7, &vec![(1, Flaw::Digits), (3, Flaw::Error)]));
    assert_eq!(rows[2], (8, Err(6), vec![]));
    assert_eq!(rows.len(), 3);
}

#[test]
fn a_format_that_shows_a_currency_gives_it_to_the_amount() {
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    page.write_string(0, 0, "姓名").unwrap();
    page.write_string(0, 1, "合同金额").unwrap();
    let rows = [
        ("\"$\"#,##0.00", "USD 1000"),
        ("[$€-407]#,##0", "EUR 1000"),
        ("#,##0.00", "1000"),
        ("0.00\"万\"", "1000"),
    ];
    for (at, (format, _)) in (1..).zip(rows) {
        let format = Format::new().set_num_format(format);
        page.write_formula(at, 0, Formula::new("=\"a\"").set_result("a")).unwrap();
        page.write_number_with_format(at, 1, 1000.0, &format).unwrap();
    }
    let format = Format::new().set_num_format(rows[0].0);
    page.write_number_with_format(5, 1, -5.5, &format).unwrap();
    page.write_string_with_format(6, 1, "-", &format).unwrap();
    let (_, read) = read(&book.save_to_buffer().unwrap(), RowsOptions::default()).unwrap();
    let amounts: Vec<_> = read.iter().map(|row| row.1.as_ref().unwrap()[1].as_str()).collect();
    assert_eq!(amounts, ["USD 1000", "EUR 1000", "1000", "1000", "USD -5.5", "'-"]);
    let flawed: Vec<_> = read.iter().map(|row| row.2.as_slice()).collect();
    assert_eq!(flawed[3], [(1, Flaw::Format)]);
    assert!([0, 1, 2, 4, 5].iter().all(|at: &usize| flawed[*at].is_empty()));
}

#[test]
fn the_sheet_is_named_or_the_first() {
    let bytes = workbook();
    let first = open(&bytes, RowsOptions::default()).unwrap();
    let place = Place { number: 1, of: 2 };
    assert_eq!((first.sheet(), first.header()), (place, &["请先阅读".to_owned()][..]));
    let second = open(&bytes, RowsOptions { sheet: Some("2"), ..RowsOptions::default() }).unwrap();
    assert_eq!(second.sheet(), Place { number: 2, of: 2 });
    let Err(error) = open(&bytes, RowsOptions { sheet: Some("3"), ..RowsOptions::default() })
    else {
        panic!("there are two")
    };
    assert!(matches!(error, RowsError::Sheet(SheetError::NoSheet { sheets: 2 })));
}

#[test]
fn the_header_row_can_be_named() {
    let options =
        RowsOptions { sheet: Some("客户"), header_row: Some(4), ..RowsOptions::default() };
    let (header, rows) = read(&workbook(), options).unwrap();
    assert_eq!((header[0].as_str(), rows.len()), ("张伟", 2));
}

#[test]
fn large_sheets_come_in_batches_and_in_order() {
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    page.write_string(0, 0, "备注").unwrap();
    for row in 1..3000 {
        page.write_number(row, 0, f64::from(row)).unwrap();
    }
    let (_, rows) = read(&book.save_to_buffer().unwrap(), RowsOptions::default()).unwrap();
    let numbers: Vec<_> = rows.iter().map(|row| row.1.clone().unwrap()[0].clone()).collect();
    let expected: Vec<_> = (1..3000).map(|number: u32| number.to_string()).collect();
    assert_eq!(numbers, expected);
}

#[test]
fn limits_are_those_of_every_table() {
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    page.write_string(0, 0, "备注").unwrap();
    page.write_string(1, 0, "很长的备注").unwrap();
    page.write_string(2, 1500, "x").unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let failed = read(&bytes, RowsOptions::default());
    assert!(matches!(failed, Err(RowsError::TooManyColumns { line: 3, limit: 1024 })));
    let limits = Limits { cell: 9, ..Limits::default() };
    let failed = read(&bytes, RowsOptions { limits, ..RowsOptions::default() });
    assert!(matches!(failed, Err(RowsError::CellTooLong { line: 2, column: 1, .. })));
}

/// An archive with one more part than a workbook needs.
fn with_part(name: &str, content: &mut dyn Read) -> Vec<u8> {
    let mut archive = ZipWriter::new_append(Cursor::new(workbook())).unwrap();
    archive.start_file(name, SimpleFileOptions::default()).unwrap();
    std::io::copy(content, &mut archive).unwrap();
    archive.finish().unwrap().into_inner()
}

#[test]
fn what_unpacks_to_too_much_is_refused_before_it_is_parsed() {
    let zeros = |megabytes: u64| std::io::repeat(b' ').take(megabytes << 20);
    let bomb = with_part("xl/worksheets/sheet9.xml", &mut zeros(64));
    assert!(bomb.len() < 100 << 10);
    let refused = |bytes: &[u8]| match open(bytes, RowsOptions::default()) {
        Err(RowsError::Sheet(error)) => Some(error),
        _ => None,
    };
    assert_eq!(refused(&bomb), Some(SheetError::TooMuchInside));
    // One text in a part that is small enough.
    let run = with_part("xl/strings9.xml", &mut b"<sst>".chain(zeros(7)).chain(&b"</sst>"[..]));
    assert_eq!(refused(&run), Some(SheetError::TooMuchInside));
    let harmless = with_part("xl/media/image1.png", &mut zeros(7));
    assert_eq!(refused(&harmless), None);
}

#[test]
fn damaged_and_foreign_files_are_told() {
    let refused = |bytes: &[u8]| match read(bytes, RowsOptions::default()) {
        Err(RowsError::Sheet(error)) => Some(error),
        _ => None,
    };
    let whole = workbook();
    for cut in [8, 100, whole.len() / 2, whole.len() - 10] {
        assert_eq!(refused(&whole[..cut]), Some(SheetError::Malformed), "{cut}");
    }
    let mut other = ZipWriter::new(Cursor::new(Vec::new()));
    other.start_file("../../etc/passwd", SimpleFileOptions::default()).unwrap();
    other.write_all(b"x").unwrap();
    let other = other.finish().unwrap().into_inner();
    assert_eq!(refused(&other), Some(SheetError::Malformed));
    assert_eq!(refused(&[COMPOUND, &[0; 600]].concat()), Some(SheetError::Malformed));
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(refused(&[COMPOUND, &name].concat()), Some(SheetError::Locked));
}

/// An ods file with this table.
fn ods(table: &str) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file("mimetype", SimpleFileOptions::default()).unwrap();
    archive.write_all(b"application/vnd.oasis.opendocument.spreadsheet").unwrap();
    archive.start_file("META-INF/manifest.xml", SimpleFileOptions::default()).unwrap();
    archive.write_all(b"<manifest:manifest/>").unwrap();
    archive.start_file("content.xml", SimpleFileOptions::default()).unwrap();
    let content = format!(
        "<office:document-content><office:body><office:spreadsheet>\
         <table:table table:name=\"客户\">{table}</table:table>\
         </office:spreadsheet></office:body></office:document-content>"
    );
    archive.write_all(content.as_bytes()).unwrap();
    archive.finish().unwrap().into_inner()
}

fn ods_cell(text: &str, repeated: u64) -> String {
    format!(
        "<table:table-cell table:number-columns-repeated=\"{repeated}\" \
         office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"
    )
}

#[test]
fn an_ods_is_read_and_one_that_claims_too_much_is_not() {
    let row = |repeated: u64, cells: &str| {
        format!(
            "<table:table-row table:number-rows-repeated=\"{repeated}\">{cells}</table:table-row>"
        )
    };
    let blank = "<table:table-cell table:number-columns-repeated=\"16384\"></table:table-cell>";
    let head = row(1, &(ods_cell("姓名", 1) + &ods_cell("备注", 1) + blank));
    let one = row(1, &(ods_cell("张伟", 2) + blank));
    let plain = head.clone() + &one + &row(1_048_574, blank);
    let (header, rows) = read(&ods(&plain), RowsOptions::default()).unwrap();
    assert_eq!((header.join(","), rows.len()), ("姓名,备注".to_owned(), 1));
    assert_eq!(rows[0].1, Ok(texts(&["张伟", "张伟"])));
    for hurting in [
        head.clone() + &row(1_048_574, &ods_cell("x", 1024)),
        head.clone() + &row(1_048_574, blank) + &row(1, &ods_cell("x", 1000)),
        head + &row(u64::MAX, &ods_cell("x", u64::MAX)),
    ] {
        let failed = read(&ods(&hurting), RowsOptions::default());
        assert!(matches!(failed, Err(RowsError::Sheet(SheetError::TooMuchInside))));
    }
}

/// An xlsx file with these rows of cells.
fn xlsx(rows: &str) -> Vec<u8> {
    let mut book = Workbook::new();
    book.add_worksheet();
    let empty = book.save_to_buffer().unwrap();
    let mut parts = zip::ZipArchive::new(Cursor::new(empty)).unwrap();
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..parts.len() {
        let mut part = parts.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        archive.start_file(&*name, SimpleFileOptions::default()).unwrap();
        if name == "xl/worksheets/sheet1.xml" {
            let space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
            let text =
                format!("<worksheet xmlns=\"{space}\"><sheetData>{rows}</sheetData></worksheet>");
            archive.write_all(text.as_bytes()).unwrap();
        } else {
            std::io::copy(&mut part, &mut archive).unwrap();
        }
    }
    archive.finish().unwrap().into_inner()
}

/// What nobody worked out is no empty cell: programs that write files leave the values to others.
#[test]
fn a_formula_without_a_value_is_told() {
    let text = |place: &str, text: &str| {
        format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
    };
    let header = text("A1", "姓名") + &text("B1", "手机");
    let xlsx = xlsx(&format!(
        "<row r=\"1\">{header}</row>\
         <row r=\"2\">{}<c r=\"B2\"><f>1+1</f><v/></c></row>\
         <row r=\"3\"><c r=\"A3\"><f>B3</f></c></row>\
         <row r=\"4\"><c r=\"A4\" t=\"str\"><f>T(B4)</f><v></v></c><c r=\"B4\"><f>1+1</f><v>2</v></c></row>",
        text("A2", "张伟"),
    ));
    let formula = |value: &str| {
        format!("<table:table-cell table:formula=\"of:=1+1\" {value}></table:table-cell>")
    };
    let row = |cells: &str| format!("<table:table-row>{cells}</table:table-row>");
    let empty = "office:value-type=\"string\" office:string-value=\"\"";
    let ods = ods(&[
        row(&(ods_cell("姓名", 1) + &ods_cell("手机", 1))),
        row(&(ods_cell("张伟", 1) + &formula(""))),
        row(&formula("")),
        row(&(formula(empty) + &formula("office:value-type=\"float\" office:value=\"2\""))),
    ]
    .concat());
    for bytes in [xlsx, ods] {
        let (header, rows) = read(&bytes, RowsOptions::default()).unwrap();
        assert_eq!(header, ["姓名", "手机"]);
        let expected = [
            (2, Ok(texts(&["张伟", ""])), vec![(1, Flaw::Formula)]),
            (3, Ok(texts(&["", ""])), vec![(0, Flaw::Formula)]),
            (4, Ok(texts(&["", "2"])), vec![]),
        ];
        assert_eq!(rows, expected);
    }
}

/// Headings that group columns have a cell for many of them, and may be as full as the header.
#[test]
fn the_row_that_names_fields_is_the_header() {
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    for (row, cells) in (0..).zip([
        ["基本信息", "联系方式", "备注"],
        ["姓名", "手机", "备注"],
        ["张伟", "13800000013", "很好"],
    ]) {
        for (at, cell) in (0..).zip(cells) {
            page.write_string(row, at, cell).unwrap();
        }
    }
    let bytes = book.save_to_buffer().unwrap();
    let naming: Naming = std::sync::Arc::new(|name| ["姓名", "手机", "备注"].contains(&name));
    let Ok(Rows::Sheet(sheet)) = Rows::named(&*bytes, RowsOptions::default(), naming) else {
        panic!("not taken for a spreadsheet")
    };
    assert_eq!(sheet.header(), ["姓名", "手机", "备注"]);
    assert_eq!(open(&bytes, RowsOptions::default()).unwrap().header()[0], "基本信息");
}

/// The three forms of one workbook, as `LibreOffice` saved them.
const SAVED: [&[u8]; 3] = [
    include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/spreadsheets/customers.xlsx")),
    include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/spreadsheets/customers.xls")),
    include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/spreadsheets/customers.ods")),
];

#[test]
fn the_forms_that_a_real_program_saves_say_the_same() {
    for bytes in SAVED {
        let (header, rows) = read(bytes, RowsOptions::default()).unwrap();
        assert_eq!(header, ["姓名", "手机", "出生日期", "备注"]);
        let cells: Vec<_> = rows.iter().map(|row| row.1.clone().unwrap().join("|")).collect();
        assert_eq!(
            cells,
            [
                "张伟芳|13800000013|1990-01-31|'=1+1",
                "李娜|13800000014||两\n行",
                "王芳|13800000015|1985-12-01|'@x"
            ]
        );
    }
}

/// A file with any byte changed is read or called damaged; a parser that panics takes nobody along.
#[test]
fn a_flipped_byte_ends_nothing_but_the_reading() {
    for bytes in SAVED {
        let mut damaged = 0;
        for at in (0..bytes.len()).step_by(11) {
            let mut flipped = bytes.to_vec();
            flipped[at] ^= 0xFF;
            match Rows::open(&*flipped, RowsOptions::default()) {
                Ok(mut rows) => {
                    let mut batch = RowBatch::new();
                    while matches!(rows.read_batch(&mut batch, 9), Ok(true)) {}
                }
                Err(_) => damaged += 1,
            }
        }
        assert!(damaged > 0);
    }
}

#[test]
fn a_thread_that_is_gone_without_a_word_is_a_damaged_file() {
    let (give, rows) = sync_channel(1);
    let mut sheet = SheetReader {
        header: Vec::new(),
        sheet: Place { number: 1, of: 1 },
        rows,
        state: State::Reading,
    };
    let parser = std::thread::Builder::new().name(PARSER.to_owned());
    let parser = parser.spawn(move || {
        let _held = give;
        panic!("as a parser does");
    });
    assert!(parser.unwrap().join().is_err());
    for _ in 0..2 {
        let failed = sheet.read_batch(&mut RowBatch::new());
        assert!(matches!(failed, Err(RowsError::Sheet(SheetError::Malformed))));
    }
}
