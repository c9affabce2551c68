//! Days as people and spreadsheets write them, always with the year first; kept as `2026-01-31`.

use crate::model::date::{day, parse_day};
use crate::policy::Code;

/// Years that a customer record can speak of.
const YEARS: std::ops::RangeInclusive<i16> = 1850..=2200;

/// The normal form. A time of day behind the day is dropped.
pub(in crate::policy) fn read(text: &str) -> Result<String, Code> {
    if parse_day(text).is_some_and(|date| YEARS.contains(&date.year())) {
        return Ok(text.to_owned());
    }
    let mut numbers = [""; 3];
    let mut rest = text;
    for (place, number) in numbers.iter_mut().enumerate() {
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let (digits, behind) = rest.split_at_checked(end).ok_or(Code::Day)?;
        if place == 0 && end == 8 && is_time(behind) {
            return compact_form(digits);
        }
        *number = digits;
        rest = if place < 2 { behind.strip_prefix(marks).unwrap_or(behind) } else { behind };
    }
    let [year, month, of_month] = numbers;
    if year.len() <= 2 && of_month.len() == 4 {
        // Of 13/02 and of 03/03 it can be told; no other order is read all the same.
        let months = [year, month].map(|text| text.parse().is_ok_and(|one: u8| one <= 12));
        let told = months != [true; 2] || year == month;
        return Err(if told { Code::YearLast } else { Code::AmbiguousDay });
    }
    let rest = rest.strip_prefix(['日', '号']).unwrap_or(rest);
    if is_time(rest) { written([year, month, of_month]) } else { Err(Code::Day) }
}

/// Whether `text` is a day without its year, `--03-07` or `--0307`, as address books write it.
pub(in crate::policy) fn is_yearless(text: &str) -> bool {
    let Some(rest) = text.trim().strip_prefix("--") else { return false };
    let digits = |text: &str| text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit());
    let halves = rest.split_once('-').or_else(|| rest.split_at_checked(2));
    halves.is_some_and(|(month, day)| digits(month) && digits(day))
}

fn marks(c: char) -> bool {
    matches!(c, '-' | '/' | '.' | '年' | '月')
}

/// `20260131`.
fn compact_form(digits: &str) -> Result<String, Code> {
    let (year, rest) = digits.split_at_checked(4).ok_or(Code::Day)?;
    let (month, of_month) = rest.split_at_checked(2).ok_or(Code::Day)?;
    written([year, month, of_month])
}

fn written(numbers: [&str; 3]) -> Result<String, Code> {
    match numbers.map(str::len) {
        [4, 1..=2, 1..=2] => {}
        [2, 1..=2, 1..=2] => return Err(Code::DayShortYear),
        _ => return Err(Code::Day),
    }
    let [year, month, of_month] = numbers;
    let small = |text: &str| text.parse().map_err(|_| Code::Day);
    let year: i16 = year.parse().map_err(|_| Code::Day)?;
    let date = day(year, small(month)?, small(of_month)?).ok_or(Code::NoSuchDay)?;
    if YEARS.contains(&year) { Ok(date.to_string()) } else { Err(Code::DayYear) }
}

/// Nothing, or a time of day: `10:20`, `T10:20:30Z`.
fn is_time(text: &str) -> bool {
    let time = text.trim_start_matches([' ', 'T']);
    text.is_empty()
        || (time.len() < text.len()
            && time.contains(':')
            && time.bytes().all(|b| b.is_ascii_digit() || b":.+-Z".contains(&b)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_with_the_year_first_is_read() {
        for text in [
            "2026-01-31",
            "2026-1-31",
            "2026/1/31",
            "2026.01.31",
            "20260131",
            "2026年1月31日",
            "2026年01月31号",
            "2026-01-31 10:20:30",
            "2026-01-31T10:20:30.5+08:00",
            "2026/1/31 0:00",
        ] {
            assert_eq!(read(text).as_deref(), Ok("2026-01-31"), "{text}");
        }
    }

    #[test]
    fn day_and_month_are_never_guessed() {
        for text in ["1-2-2026", "01.02.2026", "12/11/2026"] {
            assert_eq!(read(text), Err(Code::AmbiguousDay), "{text}");
        }
        for text in ["31/01/2026", "02/13/1990", "3/3/2026"] {
            assert_eq!(read(text), Err(Code::YearLast), "{text}");
        }
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for (text, code) in [
            ("", Code::Day),
            ("2026", Code::Day),
            ("2026-01", Code::Day),
            ("2026年1月", Code::Day),
            ("2026-01-31x", Code::Day),
            ("2026-01-31 soon", Code::Day),
            ("2026-001-31", Code::Day),
            ("202601310", Code::Day),
            ("昨天", Code::Day),
            ("2026-02-30", Code::NoSuchDay),
            ("20260230", Code::NoSuchDay),
            ("2026-13-01", Code::NoSuchDay),
            ("26-01-31", Code::DayShortYear),
            ("0026-01-31", Code::DayYear),
            ("9999-01-01", Code::DayYear),
        ] {
            assert_eq!(read(text), Err(code), "{text}");
        }
    }
}
