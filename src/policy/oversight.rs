//! The rules of a policy document about those who work with it: which acts need a second person,
//! and what is out of the ordinary.

use jiff::civil::{Date, Time, Weekday};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::document::is_default;

/// Which acts one person proposes and another approves. All are off unless said otherwise, so that
/// a vault with one operator works.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "each is a line of the document")]
pub struct Approval {
    /// Destroying records, or parts of them.
    #[serde(default, skip_serializing_if = "is_default")]
    pub purge: bool,
    /// With `purge`: whether what is due by a retention rule needs approval too; the policy itself
    /// has decided on that.
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub purge_due: bool,
    /// Exporting more than so many records at once; 0: any; absent: none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub export_above: Option<u64>,
    /// Putting another policy in force.
    #[serde(default, skip_serializing_if = "is_default")]
    pub policy: bool,
    /// Changing who is an operator.
    #[serde(default, skip_serializing_if = "is_default")]
    pub operators: bool,
    /// Handing records over to others abroad.
    #[serde(default, skip_serializing_if = "is_default")]
    pub share: bool,
    /// Days for which a proposal may be decided on, and an approved export be carried out.
    #[serde(default = "week", skip_serializing_if = "is_week")]
    #[schemars(range(min = 1, max = 365))]
    pub valid_days: u16,
}

impl Default for Approval {
    fn default() -> Self {
        Self {
            purge: false,
            purge_due: true,
            export_above: None,
            policy: false,
            operators: false,
            share: false,
            valid_days: week(),
        }
    }
}

const fn yes() -> bool {
    true
}

const fn week() -> u16 {
    7
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over references to fields")]
const fn is_yes(value: &bool) -> bool {
    *value
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over references to fields")]
const fn is_week(value: &u16) -> bool {
    *value == week()
}

/// What is out of the ordinary when somebody looks at records (异常行为).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Anomaly {
    /// ASCII id, which stands in the log.
    #[schemars(length(min = 1), regex(pattern = r"^[a-z0-9_]+$"))]
    pub id: String,
    /// What it says, in Chinese.
    #[serde(rename = "zh")]
    #[schemars(length(min = 1))]
    pub label_zh: String,
    /// What it says, in English.
    #[serde(rename = "en")]
    #[schemars(length(min = 1))]
    pub label_en: String,
    /// What is looked at.
    pub what: Watched,
    /// Over how many minutes back it is counted; absent for `new_host` and `not_own`.
    #[serde(default, skip_serializing_if = "is_default")]
    #[schemars(range(max = 44_640))]
    pub within_minutes: u32,
    /// It trips when there are more than so many.
    #[serde(default, skip_serializing_if = "is_default")]
    pub above: u64,
    /// For `off_hours`: when work ends, in the local time of the machine: `20:00`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub from: String,
    /// For `off_hours`: when work begins again: `07:00`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub until: String,
    /// For `off_hours`: days on which nobody works.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub days: Vec<Day>,
    /// Ids of the roles it is about; none: all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<String>,
    /// Ids of the roles it is not about, such as those of nightly jobs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub except_roles: Vec<String>,
    /// What happens when it trips.
    pub action: Reaction,
}

/// What a rule about the extraordinary looks at, always of one operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Watched {
    /// How many records were shown, those with nothing above level 3 aside (查阅量).
    Volume,
    /// How often something was shown (查阅频率).
    Rate,
    /// How often something was shown outside working hours (非工作时间).
    OffHours,
    /// That somebody known from other machines comes from one not seen before (首次使用的设备).
    NewHost,
    /// How many of the records shown at once are somebody else's (非本人负责的客户).
    NotOwn,
    /// How many records were exported soon after somebody got his role (角色变更后导出).
    ExportAfterRoleChange,
}

/// What happens when a rule about the extraordinary trips. It is logged either way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Reaction {
    /// A warning to who works.
    Warn,
    /// Nothing is shown.
    Refuse,
}

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the days have the names they have")]
pub enum Day {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl Watched {
    /// Its ASCII id, as in the document.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Volume => "volume",
            Self::Rate => "rate",
            Self::OffHours => "off_hours",
            Self::NewHost => "new_host",
            Self::NotOwn => "not_own",
            Self::ExportAfterRoleChange => "export_after_role_change",
        }
    }

    /// Whether it is counted over a time.
    pub const fn has_window(self) -> bool {
        !matches!(self, Self::NewHost | Self::NotOwn)
    }
}

impl Day {
    const fn of(day: Weekday) -> Self {
        match day {
            Weekday::Monday => Self::Monday,
            Weekday::Tuesday => Self::Tuesday,
            Weekday::Wednesday => Self::Wednesday,
            Weekday::Thursday => Self::Thursday,
            Weekday::Friday => Self::Friday,
            Weekday::Saturday => Self::Saturday,
            Weekday::Sunday => Self::Sunday,
        }
    }
}

impl Anomaly {
    /// Whether it is about an operator of this role.
    pub fn concerns(&self, role: &str) -> bool {
        let named = |list: &[String]| list.iter().any(|one| one == role);
        (self.roles.is_empty() || named(&self.roles)) && !named(&self.except_roles)
    }

    /// The length of its window in milliseconds.
    pub fn window_ms(&self) -> i64 {
        i64::from(self.within_minutes) * 60_000
    }

    /// Whether a moment, as the clock on the wall shows it, lies outside working hours. A night that
    /// runs over midnight belongs to both days; one whose ends are the same is no night.
    pub fn is_off(&self, day: Date, time: Time) -> bool {
        if self.days.contains(&Day::of(day.weekday())) {
            return true;
        }
        match (clock_time(&self.from), clock_time(&self.until)) {
            (Some(from), Some(until)) if from <= until => from <= time && time < until,
            (Some(from), Some(until)) => from <= time || time < until,
            _ => false,
        }
    }

    /// Whether its hours say something: two times that differ, or days, or both.
    pub(super) fn has_hours(&self) -> bool {
        let (from, until) = (clock_time(&self.from), clock_time(&self.until));
        let times = from.is_some() && until.is_some() && from != until;
        let none = self.from.is_empty() && self.until.is_empty();
        times || (none && !self.days.is_empty())
    }

    /// Whether nothing is said of hours.
    pub(super) fn is_hourless(&self) -> bool {
        self.from.is_empty() && self.until.is_empty() && self.days.is_empty()
    }
}

/// The time that `HH:MM` names.
fn clock_time(text: &str) -> Option<Time> {
    let (hour, minute) = text.split_once(':')?;
    let two = |digits: &str| {
        let plain = digits.len() == 2 && digits.bytes().all(|b| b.is_ascii_digit());
        digits.parse::<i8>().ok().filter(|_| plain)
    };
    Time::new(two(hour)?, two(minute)?, 0, 0).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::date::day;
    use crate::policy::Policy;

    fn night(from: &str, until: &str, days: &[Day]) -> Anomaly {
        Anomaly {
            id: "night".to_owned(),
            label_zh: "夜间".to_owned(),
            label_en: "at night".to_owned(),
            what: Watched::OffHours,
            within_minutes: 60,
            above: 0,
            from: from.to_owned(),
            until: until.to_owned(),
            days: days.to_vec(),
            roles: vec!["clerk".to_owned(), "viewer".to_owned()],
            except_roles: vec!["viewer".to_owned()],
            action: Reaction::Warn,
        }
    }

    #[test]
    fn a_night_runs_over_midnight_and_a_day_off_is_off_all_day() {
        // 2026-03-01 is a Sunday.
        let (sunday, monday) = (day(2026, 3, 1).unwrap(), day(2026, 3, 2).unwrap());
        let off = |rule: &Anomaly, day, hour, minute| {
            rule.is_off(day, Time::constant(hour, minute, 0, 0))
        };
        let rule = night("20:00", "07:00", &[Day::Sunday]);
        for (day, hour, minute, expected) in [
            (monday, 19, 59, false),
            (monday, 20, 0, true),
            (monday, 0, 0, true),
            (monday, 6, 59, true),
            (monday, 7, 0, false),
            (sunday, 12, 0, true),
        ] {
            assert_eq!(off(&rule, day, hour, minute), expected, "{day} {hour}:{minute}");
        }
        let noon = night("12:00", "13:00", &[]);
        assert!(off(&noon, monday, 12, 30) && !off(&noon, monday, 13, 0));
        assert!(!off(&noon, monday, 11, 59) && !off(&noon, sunday, 8, 0));
        for (from, until, fine) in [
            ("20:00", "07:00", true),
            ("20:00", "20:00", false),
            ("24:00", "07:00", false),
            ("8:00", "07:00", false),
            ("+8:00", "07:00", false),
            ("20:00", "", false),
            ("", "", false),
        ] {
            assert_eq!(night(from, until, &[]).has_hours(), fine, "{from} {until}");
        }
        assert!(night("", "", &[Day::Friday]).has_hours());
    }

    #[test]
    fn a_rule_is_about_its_roles_but_for_those_it_excepts() {
        let rule = night("20:00", "07:00", &[]);
        assert_eq!(
            ["clerk", "viewer", "reaper"].map(|role| rule.concerns(role)),
            [true, false, false]
        );
    }

    #[test]
    fn the_built_in_policy_demands_no_second_person() {
        assert_eq!(Policy::builtin().document().approval, Approval::default());
        assert!(
            Policy::builtin().document().anomalies.iter().all(|one| one.action == Reaction::Warn)
        );
    }
}
