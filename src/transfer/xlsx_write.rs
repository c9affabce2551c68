//! Writes small workbooks: forms to be filled in, tables to be read.
//!
//! Every cell is text and its column is formatted as text, so that a spreadsheet neither makes
//! floating-point numbers of telephone and ID numbers nor runs what begins with `=`. The whole is
//! made in memory; for what is as large as an export there is CSV.

use rust_xlsxwriter::{
    Color, DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder,
    Workbook, Worksheet, XlsxError,
};

/// The last row that a sheet has, counted from 0.
const LAST_ROW: u32 = 1_048_575;

/// Widest column that fitting to the texts makes, in pixels.
const WIDEST: u32 = 400;

/// One sheet.
#[derive(Clone, Debug, Default)]
pub struct XlsxSheet {
    /// Its name, at most 31 characters and none of `[]:*?/\`.
    pub name: String,
    /// Its columns.
    pub columns: Vec<XlsxColumn>,
    /// Rows under the headings; cells beyond the columns are left out.
    pub rows: Vec<Vec<String>>,
}

/// One column of a sheet.
#[derive(Clone, Debug, Default)]
pub struct XlsxColumn {
    /// Its heading.
    pub heading: String,
    /// Whether the heading stands out, because the column must be filled in.
    pub marked: bool,
    /// What may be chosen in each cell under the heading; none for anything. A list of more than
    /// 255 characters, which a spreadsheet cannot hold, is left out.
    pub choices: Vec<String>,
    /// Whether something else may be entered than what may be chosen.
    pub open: bool,
}

/// The sheets as a workbook in the format xlsx that says it was made on the day `made` (year,
/// month, day); the same sheets always give the same bytes.
pub fn workbook(sheets: &[XlsxSheet], made: (u16, u8, u8)) -> std::io::Result<Vec<u8>> {
    write(sheets, made).map_err(std::io::Error::other)
}

fn write(sheets: &[XlsxSheet], (year, month, day): (u16, u8, u8)) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let made = ExcelDateTime::from_ymd(year, month, day)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
    for sheet in sheets {
        fill(workbook.add_worksheet(), sheet)?;
    }
    workbook.save_to_buffer()
}

fn fill(page: &mut Worksheet, sheet: &XlsxSheet) -> Result<(), XlsxError> {
    let text = Format::new().set_num_format("@").set_align(FormatAlign::Top);
    let head = Format::new().set_bold().set_border_bottom(FormatBorder::Thin);
    let marked = head.clone().set_background_color(Color::RGB(0x00FF_E699));
    page.set_name(&sheet.name)?;
    page.set_freeze_panes(1, 0)?;
    for (at, column) in (0_u16..).zip(&sheet.columns) {
        page.set_column_format(at, &text)?;
        let style = if column.marked { &marked } else { &head };
        page.write_string_with_format(0, at, &column.heading, style)?;
        // What a list cannot hold is in the data dictionary.
        if let Some(list) = list(column).filter(|_| !column.choices.is_empty()) {
            page.add_data_validation(1, at, LAST_ROW, at, &list)?;
        }
    }
    for (row, cells) in (1_u32..).zip(&sheet.rows) {
        for ((at, cell), _) in (0_u16..).zip(cells).zip(&sheet.columns) {
            page.write_string_with_format(row, at, cell, &text)?;
        }
    }
    page.set_autofit_max_width(WIDEST);
    page.autofit();
    Ok(())
}

fn list(column: &XlsxColumn) -> Option<DataValidation> {
    let list = DataValidation::new().allow_list_strings(&column.choices).ok()?;
    Some(list.ignore_blank(true).show_error_message(!column.open))
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    /// The text of a file inside a workbook.
    fn part(workbook: &[u8], name: &str) -> String {
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(workbook)).unwrap();
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    }

    fn column(heading: &str, choices: &[&str]) -> XlsxColumn {
        let choices = choices.iter().map(|choice| (*choice).to_owned()).collect();
        XlsxColumn { heading: heading.to_owned(), choices, ..XlsxColumn::default() }
    }

    fn sheet(columns: Vec<XlsxColumn>) -> XlsxSheet {
        let rows =
            vec![vec!["+8613800000013".to_owned(), "=1+1".to_owned(), "left out".to_owned()]];
        XlsxSheet { name: "客户".to_owned(), columns, rows }
    }

    #[test]
    fn cells_are_text_and_short_lists_can_be_chosen_from() {
        let sheet = sheet(vec![column("手机", &[]), column("性别", &["男", "女"])]);
        let bytes = workbook(&[sheet], (2026, 3, 1)).unwrap();
        let texts = part(&bytes, "xl/sharedStrings.xml");
        for text in ["手机", "性别", "+8613800000013", "=1+1"] {
            assert!(texts.contains(text), "{texts}");
        }
        assert!(!texts.contains("left out"), "{texts}");
        let page = part(&bytes, "xl/worksheets/sheet1.xml");
        assert!(page.contains("\"男,女\"") && !page.contains("<f>"), "{page}");
        assert!(part(&bytes, "docProps/core.xml").contains("2026-03-01"));
    }

    #[test]
    fn the_same_sheets_give_the_same_bytes_and_a_long_list_is_left_out() {
        let many: Vec<String> = (0..100).map(|n| format!("choice {n}")).collect();
        let long = XlsxColumn { choices: many, ..column("来源", &[]) };
        let sheet = sheet(vec![long]);
        let bytes = workbook(std::slice::from_ref(&sheet), (2026, 3, 1)).unwrap();
        assert_eq!(workbook(&[sheet], (2026, 3, 1)).unwrap(), bytes);
        assert!(!part(&bytes, "xl/worksheets/sheet1.xml").contains("dataValidation"));
    }

    #[test]
    fn a_name_that_no_sheet_can_have_is_refused() {
        let sheet = XlsxSheet { name: "a/b".to_owned(), ..XlsxSheet::default() };
        assert!(workbook(&[sheet], (2026, 3, 1)).is_err());
    }
}
