//! What one entry of the log counts for, under a rule about the extraordinary.

use crate::log::Act;
use crate::model::Level;
use crate::policy::{Anomaly, Watched};
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// How the verbs begin that look at the log and not at records: whoever audits is not kept from it.
const LOG: &str = "audit-";

/// What an act of the moment `time` counts for. What was refused was not shown and counts for
/// nothing.
pub(super) fn of(rule: &Anomaly, act: &Act, time: i64, zone: &TimeZone) -> u64 {
    let Act::Disclose { verb, count, levels, .. } = act else { return 0 };
    if verb.as_str().starts_with(LOG) {
        return 0;
    }
    let personal = levels.iter().any(|level| *level != Level::Three);
    match rule.what {
        Watched::Rate => 1,
        Watched::OffHours if is_off(rule, time, zone) => 1,
        Watched::Volume if personal => *count,
        Watched::ExportAfterRoleChange if verb.as_str() == "export" || act.shared().is_some() => {
            *count
        }
        _ => 0,
    }
}

/// Whether a moment lies outside working hours, where the machine is.
fn is_off(rule: &Anomaly, time: i64, zone: &TimeZone) -> bool {
    let Ok(stamp) = Timestamp::from_millisecond(time) else { return false };
    let clock = zone.to_datetime(stamp);
    rule.is_off(clock.date(), clock.time())
}
