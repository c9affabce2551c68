//! Calendar days: read, shifted, and told from an instant.
//!
//! A day is kept as `2026-01-31`, so that days compare as their texts do.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

/// The day written `2026-01-31`; nothing for any other text.
pub fn parse_day(text: &str) -> Option<Date> {
    let bytes: &[u8; 10] = text.as_bytes().try_into().ok()?;
    let [y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1] = *bytes else { return None };
    let year = i16::from(two_digits(y0, y1)?) * 100 + i16::from(two_digits(y2, y3)?);
    day(year, two_digits(m0, m1)?, two_digits(d0, d1)?)
}

fn two_digits(tens: u8, ones: u8) -> Option<i8> {
    let both = tens.is_ascii_digit() && ones.is_ascii_digit();
    both.then(|| i8::try_from((tens - b'0') * 10 + (ones - b'0')).ok())?
}

/// The day `year`-`month`-`day`, where the calendar has it and the year is one of four digits.
pub fn day(year: i16, month: i8, day: i8) -> Option<Date> {
    (1..=9999).contains(&year).then(|| Date::new(year, month, day).ok())?
}

/// The day in `zone` at `millis` milliseconds after 1970-01-01 00:00 UTC.
pub fn day_at(millis: i64, zone: &TimeZone) -> Option<Date> {
    Timestamp::from_millisecond(millis).ok().map(|at| at.to_zoned(zone.clone()).date())
}

/// `days` later (earlier when negative); stays at the ends of the calendar.
pub fn plus_days(date: Date, days: i32) -> Date {
    shifted(date, Span::new().try_days(days))
}

/// `months` later (earlier when negative); 31 January and one month is the end of February.
pub fn plus_months(date: Date, months: i32) -> Date {
    shifted(date, Span::new().try_months(months))
}

fn shifted(date: Date, span: Result<Span, jiff::Error>) -> Date {
    span.map_or(date, |span| date.saturating_add(span))
}

/// A length of time as people write it: `30d`, `6m`, `1y`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Duration {
    /// Days.
    Days(u16),
    /// Calendar months; a year is twelve.
    Months(u16),
}

impl Duration {
    /// Reads `30d`, `2w`, `6m`, `1y` and `30天`, `2周`, `6个月`, `1年`.
    pub fn parse(text: &str) -> Option<Self> {
        let end = text.find(|c: char| !c.is_ascii_digit())?;
        let (count, unit) = text.split_at_checked(end)?;
        let count: u16 = count.parse().ok()?;
        match unit {
            "d" | "D" | "天" | "日" => Some(Self::Days(count)),
            "w" | "W" | "周" => count.checked_mul(7).map(Self::Days),
            "m" | "M" | "月" | "个月" => Some(Self::Months(count)),
            "y" | "Y" | "年" => count.checked_mul(12).map(Self::Months),
            _ => None,
        }
    }

    /// The day that lies this long after `date`.
    pub fn after(self, date: Date) -> Date {
        match self {
            Self::Days(n) => plus_days(date, i32::from(n)),
            Self::Months(n) => plus_months(date, i32::from(n)),
        }
    }

    /// The day that lies this long before `date`.
    pub fn before(self, date: Date) -> Date {
        match self {
            Self::Days(n) => plus_days(date, -i32::from(n)),
            Self::Months(n) => plus_months(date, -i32::from(n)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_days_of_the_calendar_are_read() {
        assert_eq!(parse_day("2024-02-29").unwrap().to_string(), "2024-02-29");
        for text in ["2023-02-29", "2026-1-31", "2026-13-01", "0000-01-01", "2026-01-3x", ""] {
            assert_eq!(parse_day(text), None, "{text}");
        }
    }

    #[test]
    fn months_end_where_the_month_ends() {
        let date = parse_day("2026-01-31").unwrap();
        assert_eq!(plus_months(date, 1).to_string(), "2026-02-28");
        assert_eq!(plus_days(date, -31).to_string(), "2025-12-31");
        assert_eq!(plus_days(Date::MAX, 1), Date::MAX);
    }

    #[test]
    fn a_day_begins_at_midnight_of_its_zone() {
        let shanghai = TimeZone::fixed(jiff::tz::offset(8));
        let seven_utc_eve = 1_767_193_200_000; // 2025-12-31T15:00:00Z
        assert_eq!(day_at(seven_utc_eve, &TimeZone::UTC).unwrap().to_string(), "2025-12-31");
        let next = seven_utc_eve + 3_600_000;
        assert_eq!(day_at(next, &shanghai).unwrap().to_string(), "2026-01-01");
    }

    #[test]
    fn durations_are_read_in_both_languages() {
        let today = parse_day("2026-03-31").unwrap();
        let before = |text| Duration::parse(text).map(|d| d.before(today).to_string());
        assert_eq!(before("30d").as_deref(), Some("2026-03-01"));
        assert_eq!(before("1个月").as_deref(), Some("2026-02-28"));
        assert_eq!(before("1y"), before("12m"));
        for text in ["", "d", "30", "30x", "99999d", "-1d"] {
            assert_eq!(Duration::parse(text), None, "{text}");
        }
    }
}
