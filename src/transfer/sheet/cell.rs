//! A spreadsheet's cell as text.
//!
//! Phones and account numbers are numbers to a spreadsheet. It keeps fifteen digits, so a longer
//! number has lost the rest before anybody could read it: such a cell has a [`Flaw`], and so has
//! one that shows an error. Dates become ISO dates.

use std::fmt::Write;

use calamine::{CellErrorType, DataRef, ExcelDateTime};

use super::digits::Digits;
use super::money::Money;
use crate::transfer::guard::{GUARD, guarded, shortened, shows_error, unguard};

/// A number of this size and more has sixteen digits.
const EXACT: f64 = 1e15;
/// The same of a whole number.
const SIXTEEN: u64 = 1_000_000_000_000_000;

/// Why a cell does not say what was entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// A number of more digits than a spreadsheet keeps.
    Digits,
    /// An error, as of a formula that failed.
    Error,
    /// A formula without a value: whoever wrote the file did not work it out.
    Formula,
    /// A number whose format shows another amount, or a currency that cannot be told.
    Format,
    /// A number whose format shows more than it, such as letters before it.
    Shown,
    /// Text behind the quote that closes a cell of CSV.
    Quotes,
}

/// Adds what `cell` says to `text`, which is empty.
pub(super) fn write(cell: &DataRef<'_>, text: &mut String) -> Option<Flaw> {
    match cell {
        DataRef::Empty => {}
        DataRef::String(string) => text.push_str(string),
        DataRef::SharedString(string) => text.push_str(string),
        DataRef::Bool(flag) => text.push_str(if *flag { "true" } else { "false" }),
        DataRef::Int(number) => {
            _ = write!(text, "{number}");
            if number.unsigned_abs() >= SIXTEEN {
                return Some(Flaw::Digits);
            }
        }
        DataRef::Float(number) if number.abs() >= EXACT || !number.is_finite() => {
            _ = write!(text, "{number:E}");
            return Some(Flaw::Digits);
        }
        DataRef::Float(number) => {
            // Fifteen digits, as a spreadsheet shows them, make 0.3 of 0.1 + 0.2 again.
            let shown = format!("{number:.14e}").parse().unwrap_or(*number);
            _ = write!(text, "{shown}");
        }
        DataRef::DateTime(time) => instant(time, text),
        DataRef::DateTimeIso(time) => {
            // A day alone is written with midnight by some.
            text.push_str(time.strip_suffix("T00:00:00").unwrap_or(time));
        }
        DataRef::DurationIso(time) => match iso_seconds(time) {
            Some(seconds) => duration(seconds, text),
            None => text.push_str(time),
        },
        DataRef::Error(error) => {
            _ = write!(text, "{error}");
            return Some(Flaw::Error);
        }
    }
    // An export that a spreadsheet has opened and saved again has its guards in the texts of cells.
    if guarded(text) && !shortened(text) {
        text.insert(0, GUARD);
    }
    None
}

/// The error that a cell of an ods file has as its text.
pub(super) fn error_of(value: &DataRef<'_>) -> Option<CellErrorType> {
    let DataRef::SharedString(text) = value else { return None };
    let text = text.trim();
    let known = [
        CellErrorType::NA,
        CellErrorType::Div0,
        CellErrorType::Name,
        CellErrorType::Ref,
        CellErrorType::Num,
        CellErrorType::Null,
    ];
    let found = known.into_iter().find(|error| error.to_string() == text);
    shows_error(text).then(|| found.unwrap_or(CellErrorType::Value))
}

/// The same of a number that is an amount as `money` says, or is shown as `digits` says.
pub(super) fn write_number(
    cell: &DataRef<'_>,
    (money, digits): &(Money, Digits),
    text: &mut String,
) -> Option<Flaw> {
    let flaw = write(cell, text);
    if !matches!(cell, DataRef::Float(_) | DataRef::Int(_)) || flaw.is_some() {
        return flaw;
    }
    if !digits.restore(text) {
        return Some(Flaw::Shown);
    }
    match money {
        Money::Plain => None,
        Money::In(code) => {
            *text = format!("{code} {}", unguard(text));
            None
        }
        Money::Untold => Some(Flaw::Format),
    }
}

/// A day, or a day and a time, or a time alone; a duration may have more hours than a day.
fn instant(time: &ExcelDateTime, text: &mut String) {
    if time.is_duration() {
        // A duration of a sheet has a few digits only, and is never near the end of what this holds.
        #[expect(clippy::cast_possible_truncation, reason = "rounded, and saturating")]
        return duration((time.as_f64() * 86_400.0).round() as i64, text);
    }
    let (year, month, day, hour, minute, second, _) = time.to_ymd_hms_milli();
    let (days, is_whole) = (time.as_f64(), time.as_f64().fract() == 0.0);
    let clock = format!("{hour:02}:{minute:02}:{second:02}");
    _ = if days < 1.0 {
        write!(text, "{clock}")
    } else if is_whole {
        write!(text, "{year:04}-{month:02}-{day:02}")
    } else {
        write!(text, "{year:04}-{month:02}-{day:02} {clock}")
    };
}

/// Hours, minutes and seconds.
fn duration(seconds: i64, text: &mut String) {
    let (sign, all) = (if seconds < 0 { "-" } else { "" }, seconds.unsigned_abs());
    _ = write!(text, "{sign}{:02}:{:02}:{:02}", all / 3600, all / 60 % 60, all % 60);
}

/// The seconds of a duration as an ods file has it, `PT13H30M00S`.
fn iso_seconds(time: &str) -> Option<i64> {
    let (sign, rest) = time.strip_prefix('-').map_or((1, time), |rest| (-1, rest));
    let (days, mut rest) = rest.strip_prefix('P')?.split_once('T')?;
    let days: i64 = if days.is_empty() { 0 } else { days.strip_suffix('D')?.parse().ok()? };
    let mut seconds = days.checked_mul(86_400)?;
    for (unit, length) in [('H', 3600), ('M', 60), ('S', 1)] {
        let Some((number, behind)) = rest.split_once(unit) else { continue };
        let number = if unit == 'S' { number.split('.').next()? } else { number };
        let whole: i64 = number.parse().ok()?;
        seconds = whole.checked_mul(length)?.checked_add(seconds)?;
        rest = behind;
    }
    rest.is_empty().then_some(sign * seconds)
}

#[cfg(test)]
mod tests {
    use calamine::ExcelDateTimeType;

    use super::*;

    fn text(cell: &DataRef<'_>) -> (String, Option<Flaw>) {
        let mut text = String::new();
        let flaw = write(cell, &mut text);
        (text, flaw)
    }

    #[test]
    fn numbers_come_back_as_the_digits_that_were_typed() {
        for (number, expected) in [
            (13_800_000_013.0, "13800000013"),
            (0.0, "0"),
            (0.1 + 0.2, "0.3"),
            (1234.5, "1234.5"),
            (999_999_999_999_999.0, "999999999999999"),
            (-12.0, "'-12"),
        ] {
            assert_eq!(text(&DataRef::Float(number)), (expected.to_owned(), None));
        }
    }

    #[test]
    fn digits_that_are_lost_are_told() {
        let (_, flaw) = text(&DataRef::Float(440_301_199_001_011_231.0));
        assert_eq!(flaw, Some(Flaw::Digits));
        assert_eq!(text(&DataRef::Int(440_301_199_001_011_230)).1, Some(Flaw::Digits));
        assert_eq!(text(&DataRef::Int(13_800_000_013)), ("13800000013".to_owned(), None));
        assert_eq!(text(&DataRef::Float(f64::NAN)).1, Some(Flaw::Digits));
        assert_eq!(text(&DataRef::Error(CellErrorType::NA)).1, Some(Flaw::Error));
    }

    #[test]
    fn an_ods_file_has_errors_as_texts() {
        let error = |text| error_of(&DataRef::SharedString(text));
        assert_eq!(error("#DIV/0!"), Some(CellErrorType::Div0));
        assert_eq!(error("Err:502"), Some(CellErrorType::Value));
        assert_eq!(error("Err 502"), None);
        // Text of another form is what somebody wrote.
        assert_eq!(text(&DataRef::SharedString("#N/A")), ("'#N/A".to_owned(), None));
    }

    #[test]
    fn dates_are_iso_dates() {
        let date = |value| {
            let time = ExcelDateTime::new(value, ExcelDateTimeType::DateTime, false);
            text(&DataRef::DateTime(time)).0
        };
        assert_eq!(date(45_658.0), "2025-01-01");
        assert_eq!(date(45_658.5), "2025-01-01 12:00:00");
        assert_eq!(date(0.25), "06:00:00");
        let iso = DataRef::DateTimeIso("2025-01-01T00:00:00".to_owned());
        assert_eq!(text(&iso).0, "2025-01-01");
    }

    #[test]
    fn durations_have_the_hours_that_are_shown() {
        let days = |days| {
            let time = ExcelDateTime::new(days, ExcelDateTimeType::TimeDelta, false);
            text(&DataRef::DateTime(time)).0
        };
        assert_eq!(
            (days(1.25), days(0.5), days(2.0)),
            ("30:00:00".into(), "12:00:00".into(), "48:00:00".into())
        );
        for (iso, shown) in [
            ("PT13H30M", "13:30:00"),
            ("PT30H00M00S", "30:00:00"),
            ("P1DT6H00M00.500S", "30:00:00"),
            ("-PT1H", "'-01:00:00"),
            ("PT1X", "PT1X"),
        ] {
            assert_eq!(text(&DataRef::DurationIso(iso.to_owned())).0, shown);
        }
    }

    #[test]
    fn a_live_text_is_guarded() {
        assert_eq!(text(&DataRef::SharedString("=1+1")).0, "'=1+1");
        // What has a guard already, as an export that a spreadsheet has saved, gets no second one.
        for guarded in ["'=1+1", "'+8613800000013", "''=1+1", "'13800000013"] {
            assert_eq!(text(&DataRef::SharedString(guarded)).0, guarded);
        }
        assert_eq!(text(&DataRef::SharedString("'t Hooft")).0, "'t Hooft");
        assert_eq!(text(&DataRef::SharedString("张伟")).0, "张伟");
    }
}
