//! Spreadsheets.

use std::io::{Cursor, Write as _};

use rust_xlsxwriter::Workbook;

use super::{Case, archive};

const SST: &str = "xl/sharedStrings.xml";
const SHEET: &str = "xl/worksheets/sheet1.xml";

pub(super) fn cases() -> Vec<Case> {
    xlsx().into_iter().chain(ods()).chain(xls()).collect()
}

/// A workbook with a customer.
fn workbook() -> Vec<u8> {
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    for (at, (name, value)) in (0..).zip([("姓名", "张伟"), ("手机", "13800000013")]) {
        page.write_string(0, at, name).unwrap();
        page.write_string(1, at, value).unwrap();
    }
    book.save_to_buffer().unwrap()
}

/// The workbook with parts of it replaced, or more of them.
fn with(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut old = zip::ZipArchive::new(Cursor::new(workbook())).unwrap();
    let mut all = Vec::new();
    for at in 0..old.len() {
        let mut part = old.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut content = Vec::new();
        std::io::copy(&mut part, &mut content).unwrap();
        if parts.iter().all(|(new, _)| *new != name) {
            all.push((name, content));
        }
    }
    let kept = all.iter().map(|(name, content)| (name.as_str(), content.as_slice()));
    archive(&kept.chain(parts.iter().copied()).collect::<Vec<_>>())
}

/// A sheet with this before its root, and this in a cell.
fn sheet(prolog: &str, text: &str) -> Vec<u8> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    format!(
        "<?xml version=\"1.0\"?>{prolog}<worksheet xmlns=\"{main}\"><sheetData><row r=\"1\">\
         <c r=\"A1\" t=\"inlineStr\"><is><t>姓名</t></is></c></row><row r=\"2\">\
         <c r=\"A2\" t=\"inlineStr\"><is><t>{text}</t></is></c></row></sheetData></worksheet>"
    )
    .into_bytes()
}

fn xlsx() -> Vec<Case> {
    let whole = workbook();
    let tags = |text: &str, times: usize| text.repeat(times).into_bytes();
    let claimed = format!("<sst uniqueCount=\"{}\"></sst>", 1_u64 << 44);
    let flood = [b"<sst>".to_vec(), tags("<si/>", 8_000_000), b"</sst>".to_vec()].concat();
    let styles =
        [b"<styleSheet><cellXfs>".to_vec(), tags("<xf/>", 2_000_000), b"</cellXfs>".to_vec()];
    let laughs: Vec<String> = (1..10)
        .map(|at| format!("<!ENTITY l{at} \"{}\">", format!("&l{};", at - 1).repeat(10)))
        .collect();
    let laughs = format!("<!DOCTYPE s [<!ENTITY l0 \"lol\">{}]>", laughs.join(""));
    let outside = "<!DOCTYPE s [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>";
    let many: Vec<String> = (0..20_000).map(|at| format!("xl/media/{at}.png")).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), &b""[..])).collect();
    let comment = [b"<!--".to_vec(), tags("< ", 8 << 20), b"-->".to_vec()].concat();
    let mut book = Workbook::new();
    book.add_worksheet().write_string(0, 1030, "姓名").unwrap();
    vec![
        Case::new("cut.xlsx", &whole[..whole.len() / 2], "bad-sheet"),
        Case::new("no-directory.xlsx", [&b"PK\x03\x04"[..], &[7; 5000]].concat(), "bad-sheet"),
        Case::new("blanks.xlsx", with(&[("xl/a.xml", &[b' '; 64 << 20])]), "unpacks-too-much"),
        Case::new("claimed.xlsx", with(&[(SST, claimed.as_bytes())]), "unpacks-too-much"),
        Case::new("strings.xlsx", with(&[(SST, &flood)]), "unpacks-too-much"),
        Case::new("styles.xlsx", with(&[("xl/styles.xml", &styles.concat())]), "unpacks-too-much"),
        Case::new("deep.xlsx", with(&[(SHEET, &tags("<a>", 5 << 20))]), "unpacks-too-much"),
        Case::new("open.xlsx", with(&[(SHEET, b"<worksheet><sheetData>")]), "bad-sheet"),
        Case::new("comment.xlsx", with(&[(SHEET, &comment)]), "unpacks-too-much"),
        Case::new("laughs.xlsx", with(&[(SHEET, &sheet(&laughs, "&l9;"))]), "bad-sheet"),
        Case::new("outside.xlsx", with(&[(SHEET, &sheet(outside, "&e;"))]), "bad-sheet"),
        Case::new(
            "long.xlsx",
            with(&[(SHEET, &sheet("", &"x".repeat(5 << 20)))]),
            "field-too-long",
        ),
        Case::new("wide.xlsx", book.save_to_buffer().unwrap(), "too-many-columns"),
        Case::new("slip.xlsx", archive(&[("../../../etc/cron.d/x", b"x")]), "bad-sheet"),
        Case::new("parts.xlsx", archive(&many), "unpacks-too-much"),
    ]
}

/// An ods file with these tables.
fn ods_of(tables: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:body><office:spreadsheet>{tables}\
         </office:spreadsheet></office:body></office:document-content>"
    );
    archive(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", b"<manifest:manifest></manifest:manifest>"),
        ("content.xml", content.as_bytes()),
    ])
}

fn ods() -> Vec<Case> {
    let table = |rows: &str| format!("<table:table table:name=\"a\">{rows}</table:table>");
    let row = |times: u64, cell: &str| {
        format!("<table:table-row table:number-rows-repeated=\"{times}\">{cell}</table:table-row>")
    };
    let cell = |times: u64, text: &str| {
        format!(
            "<table:table-cell table:number-columns-repeated=\"{times}\" \
             office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"
        )
    };
    let long = "x".repeat(1 << 20);
    vec![
        Case::new("cells.ods", ods_of(&table(&row(1 << 20, &cell(1000, "x")))), "unpacks-too-much"),
        Case::new("texts.ods", ods_of(&table(&row(100, &cell(100, &long)))), "unpacks-too-much"),
        Case::new(
            "blanks.ods",
            ods_of(&table(&row(1, &cell(1, "<text:s text:c=\"99999999999\"/>")))),
            "unpacks-too-much",
        ),
        Case::new(
            "tables.ods",
            ods_of(&table(&row(60_000, &cell(60, "x"))).repeat(100)),
            "unpacks-too-much",
        ),
        Case::new("open.ods", ods_of("<table:table table:name=\"a\">"), "bad-sheet"),
    ]
}

/// A record of an xls stream.
fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).unwrap();
    [&kind.to_le_bytes()[..], &length.to_le_bytes(), data].concat()
}

/// A text in a cell that claims to have so many characters.
fn label(row: u16, column: u16, claimed: u16, text: &str) -> Vec<u8> {
    let numbers = [row, column, 0, claimed].map(u16::to_le_bytes).concat();
    record(0x0204, &[&numbers[..], b"\0", text.as_bytes()].concat())
}

/// An xls file with a sheet of these records, which is in the list so often.
fn xls_of(sheet: &[Vec<u8>], times: usize) -> Vec<u8> {
    xls_with(&[], sheet, times)
}

/// The same with records that hold for all sheets.
fn xls_with(common: &[Vec<u8>], sheet: &[Vec<u8>], times: usize) -> Vec<u8> {
    let begin = |part: u16| record(0x0809, &[0x0600, part, 0, 0].map(u16::to_le_bytes).concat());
    let entry = |at: u32| record(0x0085, &[&at.to_le_bytes()[..], b"\0\0\x01\0a"].concat());
    let common = common.concat();
    let start = begin(5).len() + common.len() + entry(0).len() * times + 4;
    let end = record(0x000A, b"");
    let list = entry(u32::try_from(start).unwrap()).repeat(times);
    let stream = [begin(5), common, list, end.clone(), begin(0x10), sheet.concat(), end].concat();
    let mut container =
        cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new())).unwrap();
    container.create_stream("/Workbook").unwrap().write_all(&stream).unwrap();
    container.flush().unwrap();
    container.into_inner().into_inner()
}

/// The file with the chain of its directory going in a circle.
fn circle(mut file: Vec<u8>) -> Vec<u8> {
    let number = |at: usize| u32::from_le_bytes(file[at..at + 4].try_into().unwrap()) as usize;
    let (directory, table) = (number(48), number(76));
    let place = 512 * (table + 1) + 4 * directory;
    file[place..place + 4].copy_from_slice(&u32::try_from(directory).unwrap().to_le_bytes());
    file
}

fn xls() -> Vec<Case> {
    let head = vec![label(0, 0, 4, "name"), label(0, 1, 5, "phone")];
    let row = [label(1, 0, 1, "a"), label(1, 1, 11, "13800000013")];
    let plain = [head.clone(), row.to_vec()].concat();
    let far = [head.clone(), vec![label(65_535, 255, 1, "x")]].concat();
    let dimensions = [0_u32, u32::MAX].map(u32::to_le_bytes).concat();
    let dimensions = record(0x0200, &[&dimensions[..], &[0, 0, 0xFF, 0xFF, 0, 0]].concat());
    let claimed = (0..60_000).map(|at| label(at, 0, u16::MAX, "x")).collect::<Vec<_>>();
    // The text of a formula that is not there stands in the first cell.
    let far_number = [&[0xFF; 2][..], &255_u16.to_le_bytes(), &[0; 10]].concat();
    let corner = vec![record(0x0207, &[0, 0]), record(0x0203, &far_number)];
    // 256 numbers, all in the same row, and again.
    let many = [&[0; 4][..], &[0; 6 * 256], &255_u16.to_le_bytes()].concat();
    let again = vec![record(0x00BD, &many); 8000];
    let strings = vec![record(0x00FC, &[0; 8 + 8214]), record(0x003C, &[0; 8223]).repeat(800)];
    let whole = xls_of(&plain, 1);
    assert_eq!(read(&whole), 2, "the writer of these files is at fault");
    let rows: Vec<_> = (1..2000).map(|at| label(at, 0, 2, "ab")).collect();
    assert_eq!(read(&xls_of(&[head.clone(), rows].concat(), 1)), 2000);
    // Its claim is not looked at.
    assert_eq!(read(&xls_of(&[vec![dimensions], plain.clone()].concat(), 1)), 2);
    vec![
        Case::new("cut.xls", &whole[..whole.len() / 2], "bad-sheet"),
        Case::new("far.xls", xls_of(&far, 1), "unpacks-too-much"),
        Case::new("claimed.xls", xls_of(&claimed, 1), "bad-sheet"),
        Case::new("corner.xls", xls_of(&corner, 1), "unpacks-too-much"),
        Case::new("again.xls", xls_of(&again, 1), "unpacks-too-much"),
        Case::new("strings.xls", xls_with(&strings, &plain, 1), "unpacks-too-much"),
        Case::new("twice.xls", xls_of(&plain, 1000), "bad-sheet"),
        Case::new("circle.xls", circle(whole), "bad-sheet"),
    ]
}

/// How many rows are read of a file, its header among them.
fn read(bytes: &[u8]) -> usize {
    use kedang::transfer::{RowBatch, Rows, RowsOptions};
    let mut rows = Rows::open(bytes, RowsOptions::default()).unwrap();
    let (mut batch, mut count) = (RowBatch::new(), 1);
    while rows.read_batch(&mut batch, 9).unwrap() {
        count += batch.len();
    }
    count
}
