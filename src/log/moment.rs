//! A moment as people and auditors read it: in UTC and in local time with its offset.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};
use serde::{Deserialize, Deserializer, Serialize};

/// A moment in whole seconds, in RFC 3339, twice: `2026-11-03T02:10:11Z` and
/// `2026-11-03T10:10:11+08:00`. Both always name the same moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Moment {
    utc: String,
    local: String,
}

impl Moment {
    /// The moment `time`, in milliseconds since 1970 UTC and rounded down to a second, where local
    /// time is `offset` seconds ahead of UTC. Nothing for years that RFC 3339 cannot write and for
    /// offsets that are not whole minutes.
    pub fn new(time: i64, offset: i32) -> Option<Self> {
        let moment = Timestamp::from_second(time.div_euclid(1000)).ok()?;
        let zone = TimeZone::fixed(Offset::from_seconds(offset).ok()?);
        let utc = moment.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
        let local = moment.to_zoned(zone).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string();
        (offset % 60 == 0 && utc.len() == 20).then_some(Self { utc, local })
    }

    /// In UTC, with `Z`.
    pub fn utc(&self) -> &str {
        &self.utc
    }

    /// In local time, with its offset.
    pub fn local(&self) -> &str {
        &self.local
    }

    /// The moment that both texts name, if they are what [`Moment::new`] writes.
    fn read(utc: &str, local: &str) -> Option<Self> {
        let moment: Timestamp = utc.parse().ok()?;
        let clock: DateTime = local.get(..19)?.parse().ok()?;
        let clock = clock.to_zoned(TimeZone::UTC).ok()?.timestamp().as_second();
        let offset = i32::try_from(clock.checked_sub(moment.as_second())?).ok()?;
        Self::new(moment.as_millisecond(), offset).filter(|m| m.utc == utc && m.local == local)
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Texts {
            utc: String,
            local: String,
        }
        let Texts { utc, local } = Texts::deserialize(d)?;
        Self::read(&utc, &local).ok_or_else(|| serde::de::Error::custom("not a moment"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn local_time_shows_its_offset() {
        let moment = Moment::new(1_793_671_811_999, 8 * 3600).unwrap();
        assert_eq!(moment.utc(), "2026-11-03T02:10:11Z");
        assert_eq!(moment.local(), "2026-11-03T10:10:11+08:00");
        assert_eq!(Moment::new(-1, 0).unwrap().utc(), "1969-12-31T23:59:59Z");
        assert_eq!(Moment::new(0, 1), None);
        assert_eq!(Moment::new(i64::MAX, 0), None);
    }

    #[test]
    fn two_different_moments_are_refused() {
        for (utc, local) in [
            ("2026-11-03T02:10:11Z", "2026-11-03T10:10:12+08:00"),
            ("2026-11-03T02:10:11Z", "2026-11-03T10:10:11+07:00"),
            ("2026-11-03T02:10:11Z", "2026-11-03 10:10:11+08:00"),
            ("2026-11-03T02:10:11.5Z", "2026-11-03T10:10:11+08:00"),
            ("2026-11-03T02:10:11Z", "2026年"),
        ] {
            assert_eq!(Moment::read(utc, local), None, "{utc} {local}");
        }
    }

    proptest! {
        #[test]
        fn every_moment_is_read_back(time in -60_000_000_000_000_i64..250_000_000_000_000, minutes in -1000..1000) {
            let moment = Moment::new(time, minutes * 60).unwrap();
            let json = serde_json::to_string(&moment).unwrap();
            prop_assert_eq!(serde_json::from_str::<Moment>(&json).unwrap(), moment);
        }
    }
}
