//! The clock and the local time zone.
//!
//! In a debug build `KEDANG_TEST_NOW` (RFC 3339) stops the clock, so that a transcript is the
//! same every day; a release build does not look at it.

use std::path::Path;

use jiff::{Timestamp, Zoned, civil::Date, tz::TimeZone};

use super::Host;

/// Where the time comes from.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    fixed: Option<Timestamp>,
}

impl Clock {
    #[cfg(debug_assertions)]
    pub(super) fn from_environment() -> Self {
        let text = super::process::variable("KEDANG_TEST_NOW").and_then(|v| v.into_string().ok());
        Self { fixed: text.and_then(|text| text.parse().ok()) }
    }

    #[cfg(not(debug_assertions))]
    pub(super) fn from_environment() -> Self {
        Self { fixed: None }
    }

    /// Milliseconds since 1970 in UTC.
    pub fn now_ms(self) -> i64 {
        self.now().as_millisecond()
    }

    fn now(self) -> Timestamp {
        self.fixed.unwrap_or_else(Timestamp::now)
    }
}

impl Host {
    /// Milliseconds since 1970 in UTC.
    pub fn now_ms(&self) -> i64 {
        self.clock.now_ms()
    }

    /// The present, in the local time zone.
    pub fn now(&self) -> Zoned {
        self.clock.now().to_zoned(self.time_zone())
    }

    /// Today in the local time zone: what "due today" means to the people who work here.
    pub fn today(&self) -> Date {
        self.now().date()
    }

    /// The local time zone; UTC where the system has none.
    pub fn time_zone(&self) -> TimeZone {
        // The library would first list the whole database of zones, which takes longer than the
        // rest of a short command: the file of the one zone is enough.
        let named = super::process::variable("TZ").filter(|name| !name.is_empty());
        let zone = match &named {
            None => zone_in(Path::new("/etc/localtime")),
            Some(name) => zone_in(&Path::new(ZONES).join(name)),
        };
        zone.unwrap_or_else(TimeZone::system)
    }
}

/// Where systems keep the database of time zones.
const ZONES: &str = "/usr/share/zoneinfo";

/// The zone that a file of the database holds, if it is one, by the name it has there.
fn zone_in(path: &Path) -> Option<TimeZone> {
    let file = std::fs::canonicalize(path).ok()?;
    let name = file.strip_prefix(ZONES).ok()?.to_str()?;
    TimeZone::tzif(name, &std::fs::read(&file).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_is_what_the_database_says() {
        let path = Path::new(ZONES).join("Asia/Shanghai");
        let Some(zone) = zone_in(&path) else {
            assert!(!path.exists(), "a database that cannot be read");
            return;
        };
        assert_eq!(zone.iana_name(), Some("Asia/Shanghai"));
        assert_eq!(zone, TimeZone::get("Asia/Shanghai").unwrap());
        for none in ["no such zone", "../../../etc/passwd", "zone.tab"] {
            assert_eq!(zone_in(&Path::new(ZONES).join(none)), None, "{none}");
        }
    }

    #[test]
    fn a_fixed_clock_stands_still() {
        let noon: Timestamp = "2026-03-01T12:00:00Z".parse().unwrap();
        let clock = Clock { fixed: Some(noon) };
        assert_eq!(clock.now(), noon);
        assert_eq!(clock.now().as_millisecond(), 1_772_366_400_000);
    }
}
