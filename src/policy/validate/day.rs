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
        if place == 0 && end == 8 {
            return compact_form(digits).filter(|_| is_time(behind)).ok_or(Code::Day);
        }
        *number = digits;
        rest = if place < 2 { behind.strip_prefix(marks).unwrap_or(behind) } else { behind };
    }
    let [year, month, of_month] = numbers;
    if year.len() <= 2 && of_month.len() == 4 {
        return Err(Code::AmbiguousDay);
    }
    let rest = rest.strip_prefix(['日', '号']).unwrap_or(rest);
    written(year, month, of_month).filter(|_| is_time(rest)).ok_or(Code::Day)
}

fn marks(c: char) -> bool {
    matches!(c, '-' | '/' | '.' | '年' | '月')
}

/// `20260131`.
fn compact_form(digits: &str) -> Option<String> {
    let (year, rest) = digits.split_at_checked(4)?;
    let (month, of_month) = rest.split_at_checked(2)?;
    written(year, month, of_month)
}

fn written(year: &str, month: &str, of_month: &str) -> Option<String> {
    let short = |text: &str| (1..=2).contains(&text.len()).then(|| text.parse().ok())?;
    let year: i16 = (year.len() == 4).then(|| year.parse().ok())??;
    let date = day(year, short(month)?, short(of_month)?)?;
    YEARS.contains(&year).then(|| date.to_string())
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
        for text in ["31/01/2026", "1-2-2026", "01.02.2026"] {
            assert_eq!(read(text), Err(Code::AmbiguousDay), "{text}");
        }
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for text in [
            "",
            "2026",
            "2026-01",
            "2026年1月",
            "2026-02-30",
            "20260230",
            "0026-01-31",
            "26-01-31",
            "2026-01-31x",
            "2026-01-31 soon",
            "2026-001-31",
            "202601310",
            "昨天",
            "9999-01-01",
        ] {
            assert_eq!(read(text), Err(Code::Day), "{text}");
        }
    }
}
