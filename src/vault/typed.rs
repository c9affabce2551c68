//! What a cell of a workbook is: days and counts are numbers to a spreadsheet; everything else is
//! text, so that no digit of a telephone, card or identity number is rounded and nothing is run.

use super::error::{Error, Result};
use super::export::ExportColumn;
use super::export_fault::ExportFault;
use crate::model::RecordNumber;
use crate::model::date::parse_day;
use crate::policy::{FieldKind, Policy};
use crate::transfer::{XLSX_TEXT, XlsxCell, unguard};
use jiff::civil::{Date, date};
use unicode_width::UnicodeWidthStr;

/// Digits that a spreadsheet keeps of a number.
const EXACT: usize = 15;

/// Before this day the oldest spreadsheets count one day too many.
const FIRST: Date = date(1900, 3, 1);

/// The cell for `text`, which is what the column has of a record.
pub(super) fn cell<'t>(
    policy: &Policy,
    record: RecordNumber,
    column: ExportColumn,
    text: &'t str,
) -> Result<XlsxCell<'t>> {
    let ExportColumn::Field(field) = column else { return Ok(XlsxCell::Text(text)) };
    let about = policy.field(field);
    let typed = match about.kind {
        FieldKind::Date | FieldKind::Deadline => day(text),
        FieldKind::Number if is_exact(text) => Some(XlsxCell::Number(text)),
        FieldKind::Amount if is_amount(text) => Some(XlsxCell::Amount(text)),
        _ => None,
    };
    // What begins as if it were guarded gets a guard.
    let most = XLSX_TEXT - usize::from(unguard(text).len() < text.len());
    if typed.is_none() && text.len() > most && text.encode_utf16().count() > most {
        return Err(Error::Export(ExportFault::CellTooLong(record, about.id.clone())));
    }
    Ok(typed.unwrap_or(XlsxCell::Text(text)))
}

/// Whether a column may have texts that no cell holds: others have a value of a thousand bytes.
pub(super) fn may_be_long(policy: &Policy, column: ExportColumn) -> bool {
    let ExportColumn::Field(field) = column else { return false };
    let about = policy.field(field);
    about.kind == FieldKind::Note || about.kind.is_structured() || about.traits.multi
}

/// How wide a text is at its widest line; a full-width character counts two.
pub(super) fn width(text: &str) -> usize {
    text.lines().map(UnicodeWidthStr::width).max().unwrap_or_default()
}

fn day(text: &str) -> Option<XlsxCell<'static>> {
    let day = parse_day(text).filter(|day| *day >= FIRST)?;
    let days = day.since(date(1899, 12, 30)).ok()?.get_days();
    u32::try_from(days).ok().map(XlsxCell::Day)
}

/// Whether it is a whole number of which no digit is lost.
fn is_exact(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    !digits.is_empty() && digits.len() <= EXACT && digits.bytes().all(|b| b.is_ascii_digit())
}

/// The same of an amount of yuan; another currency stands before it and makes it a text.
fn is_amount(text: &str) -> bool {
    let parts = text.split_once('.');
    parts.is_some_and(|(whole, part)| {
        part.len() == 2 && whole.len() + 2 <= EXACT && is_exact(whole) && is_exact(part)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_loses_nothing_is_a_number() {
        let policy = Policy::builtin();
        let record = RecordNumber::new(7).unwrap();
        let long = "长".repeat(XLSX_TEXT);
        for (field, text, expected) in [
            ("birth_date", "1990-01-31", XlsxCell::Day(32_904)),
            ("birth_date", "1900-03-01", XlsxCell::Day(61)),
            ("birth_date", "1899-12-31", XlsxCell::Text("1899-12-31")),
            ("staff_count", "20", XlsxCell::Number("20")),
            ("staff_count", "1234567890123456", XlsxCell::Text("1234567890123456")),
            ("registered_capital", "1234.50", XlsxCell::Amount("1234.50")),
            ("registered_capital", "-0.05", XlsxCell::Amount("-0.05")),
            ("registered_capital", "USD 1.00", XlsxCell::Text("USD 1.00")),
            ("registered_capital", "12345678901234.00", XlsxCell::Text("12345678901234.00")),
            ("phone", "13800000013", XlsxCell::Text("13800000013")),
            ("postcode", "010000", XlsxCell::Text("010000")),
            ("bank_account", "6222020000000000", XlsxCell::Text("6222020000000000")),
            ("notes", "=1+1", XlsxCell::Text("=1+1")),
            ("notes", &long, XlsxCell::Text(&long)),
        ] {
            let column = ExportColumn::Field(policy.id(field).unwrap());
            assert_eq!(cell(policy, record, column, text).unwrap(), expected, "{field}");
        }
        let column = ExportColumn::Field(policy.id("notes").unwrap());
        let longer = long + "长";
        let error = cell(policy, record, column, &longer).unwrap_err();
        assert!(
            matches!(error, Error::Export(ExportFault::CellTooLong(of, field)) if of == record && field == "notes")
        );
    }

    #[test]
    fn full_width_counts_two() {
        assert_eq!((width("张伟"), width("ab"), width("a\n张伟芳\nb"), width("")), (4, 2, 6, 0));
    }
}
