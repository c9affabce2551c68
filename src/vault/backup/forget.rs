//! `backup forget`: which data artefacts are kept, and deleting the others.
//!
//! The rules mean what they mean in restic: going from the newest to the oldest, a rule keeps the
//! first artefact of each new day (ISO week, month, year) until its number is used up, and the
//! oldest of all while some of it is left, so that the history reaches as far back as it can.
//! Keys, log and keyhole are never touched.

use super::folder::Folder;
use super::list::Kept;
use crate::files;
use crate::log::{Act, Destination, Kind};
use crate::model::Capability;
use crate::vault::error::{Error, Result, Unfit};
use crate::vault::session::Vault;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::collections::BTreeSet;

/// How many are kept by each rule.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rules {
    /// The newest ones.
    pub last: u32,
    /// The newest of each day.
    pub daily: u32,
    /// The newest of each ISO week.
    pub weekly: u32,
    /// The newest of each month.
    pub monthly: u32,
    /// The newest of each year.
    pub yearly: u32,
}

/// Why an artefact is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It is among the newest.
    Last,
    /// It is the newest of its day.
    Daily,
    /// It is the newest of its week.
    Weekly,
    /// It is the newest of its month.
    Monthly,
    /// It is the newest of its year.
    Yearly,
    /// It is the oldest, and a rule is not used up.
    Oldest,
    /// Its manifest cannot be believed: it neither counts nor goes.
    Unreadable,
}

impl Reason {
    /// Its ASCII id.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Last => "last",
            Self::Daily => "daily",
            Self::Weekly => "weekly",
            Self::Monthly => "monthly",
            Self::Yearly => "yearly",
            Self::Oldest => "oldest",
            Self::Unreadable => "unreadable",
        }
    }
}

/// An artefact that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Considered {
    /// The registered name of its destination.
    pub destination: String,
    /// Its name.
    pub artefact: String,
    /// When it was written, in milliseconds since 1970 UTC; 0 when that cannot be believed.
    pub created: i64,
    /// Why it is kept; without a reason it goes.
    pub reasons: Vec<Reason>,
}

impl Vault {
    /// What [`Vault::forget`] would keep and delete, the newest first. With `all`, a destination
    /// may be left without any.
    pub fn plan_forget(
        &mut self,
        name: Option<&str>,
        rules: &Rules,
        all: bool,
    ) -> Result<Vec<Considered>> {
        self.require(Capability::Backup)?;
        self.hold_shared()?;
        let planned = self.considered(name, rules, all);
        self.release()?;
        planned
    }

    /// Deletes what the rules keep for no reason, if that is still what was `confirmed`. The log
    /// says first what will be gone.
    pub fn forget(
        &mut self,
        name: Option<&str>,
        rules: &Rules,
        confirmed: &[Considered],
    ) -> Result<()> {
        self.require(Capability::Backup)?;
        let done = self.hold_exclusive().and_then(|()| {
            self.recover()?;
            if self.considered(name, rules, true)? != confirmed {
                return Err(Error::SelectionChanged);
            }
            self.forget_confirmed(confirmed)
        });
        let released = self.release();
        done?;
        released
    }

    fn forget_confirmed(&mut self, confirmed: &[Considered]) -> Result<()> {
        let mut going = Vec::new();
        for group in confirmed.chunk_by(|a, b| a.destination == b.destination) {
            let goes = group.iter().filter(|one| one.reasons.is_empty());
            let artefacts: Vec<String> = goes.map(|one| one.artefact.clone()).collect();
            if let Some(first) = group.first().filter(|_| !artefacts.is_empty()) {
                going.push((self.reached(&first.destination)?, artefacts));
            }
        }
        self.transact(|transaction| {
            for ((destination, _), artefacts) in &going {
                let (destination, artefacts) = (destination.name.clone(), artefacts.clone());
                transaction.log(Act::Forgot { destination, artefacts });
            }
            Ok(())
        })?;
        (self.environment.reached)("forget-logged");
        for ((destination, folder), artefacts) in &going {
            for artefact in artefacts {
                files::remove_dir(&folder.artefact(artefact))?;
            }
            if destination.kind == Kind::Full && self.copy_log(destination, folder).is_err() {
                (self.environment.warn_at)("warn-backup-log", &destination.name);
            }
        }
        Ok(())
    }

    fn considered(&self, name: Option<&str>, rules: &Rules, all: bool) -> Result<Vec<Considered>> {
        let mut considered = Vec::new();
        for (destination, folder) in self.to_forget_at(name)? {
            let kept = self.kept(&folder)?;
            let some = judge(&destination.name, &kept, rules, &self.environment.zone)?;
            let readable = some.iter().filter(|one| one.reasons != [Reason::Unreadable]);
            let (stay, go): (Vec<_>, Vec<_>) = readable.partition(|one| !one.reasons.is_empty());
            if stay.is_empty() && !go.is_empty() && !all {
                return Err(Error::Unfit(Unfit::LastCopy(destination.name)));
            }
            considered.extend(some);
        }
        Ok(considered)
    }

    fn to_forget_at(&self, name: Option<&str>) -> Result<Vec<(Destination, Folder)>> {
        if let Some(name) = name {
            return Ok(vec![self.reached(name)?]);
        }
        let all = self.destinations()?.into_iter();
        let reached = all.filter(|known| known.kind != Kind::KeptVault).filter_map(|known| {
            let folder = self.reach(&known)?;
            Some((known, folder))
        });
        Ok(reached.collect())
    }
}

/// Judges the artefacts of one destination; the newest first.
fn judge(
    destination: &str,
    kept: &[Kept],
    rules: &Rules,
    zone: &TimeZone,
) -> Result<Vec<Considered>> {
    let mut times = Vec::new();
    for one in kept.iter().rev() {
        times.push(one.manifest.as_ref().map(|manifest| manifest.created));
    }
    let readable: Vec<i64> = times.iter().copied().flatten().collect();
    let mut reasons = select(&readable, rules, zone)?.into_iter();
    let judged = kept.iter().rev().zip(times).map(|(one, created)| Considered {
        destination: destination.to_owned(),
        artefact: one.name.clone(),
        created: created.unwrap_or_default(),
        reasons: match created {
            Some(_) => reasons.next().unwrap_or_default(),
            None => vec![Reason::Unreadable],
        },
    });
    Ok(judged.collect())
}

/// The reasons to keep each of `times`, which stand from what knows most to what knows least. A clock
/// may have been ahead, so that a period may come twice.
fn select(times: &[i64], rules: &Rules, zone: &TimeZone) -> Result<Vec<Vec<Reason>>> {
    let mut left = [
        (Reason::Last, rules.last, BTreeSet::new()),
        (Reason::Daily, rules.daily, BTreeSet::new()),
        (Reason::Weekly, rules.weekly, BTreeSet::new()),
        (Reason::Monthly, rules.monthly, BTreeSet::new()),
        (Reason::Yearly, rules.yearly, BTreeSet::new()),
    ];
    let mut all = Vec::new();
    for (at, time) in (0_i64..).zip(times) {
        let stamp = Timestamp::from_millisecond(*time).map_err(|_| Error::Bug("clock"))?;
        let day = stamp.to_zoned(zone.clone()).date();
        let week = day.iso_week_date();
        let oldest = all.len() + 1 == times.len();
        let mut reasons = Vec::new();
        for (reason, left, met) in left.iter_mut().filter(|(_, left, _)| *left > 0) {
            let period = match reason {
                Reason::Daily => (i64::from(day.year()), i64::from(day.day_of_year())),
                Reason::Weekly => (i64::from(week.year()), i64::from(week.week())),
                Reason::Monthly => (i64::from(day.year()), i64::from(day.month())),
                Reason::Yearly => (i64::from(day.year()), 0),
                Reason::Last | Reason::Oldest | Reason::Unreadable => (at, 0),
            };
            if met.insert(period) {
                *left -= 1;
                reasons.push(*reason);
            } else if oldest {
                *left -= 1;
                reasons.push(Reason::Oldest);
            }
        }
        reasons.dedup();
        all.push(reasons);
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const DAY: i64 = 86_400_000;

    fn picked(times: &[i64], rules: &Rules) -> Vec<Vec<&'static str>> {
        let selected = select(times, rules, &TimeZone::UTC).unwrap();
        selected.iter().map(|reasons| reasons.iter().map(|reason| reason.id()).collect()).collect()
    }

    #[test]
    fn the_newest_of_each_period_stays_and_the_oldest_while_some_is_left() {
        // Two on Monday 2026-03-02, one on Sunday before, one on 2026-02-27, one in 2025.
        let monday = 20_514 * DAY;
        let times = [monday + 7000, monday, monday - DAY, monday - 3 * DAY, monday - 100 * DAY];
        let rules = Rules { daily: 2, weekly: 2, ..Rules::default() };
        let expected: [&[&str]; 5] = [&["daily", "weekly"], &[], &["daily", "weekly"], &[], &[]];
        assert_eq!(picked(&times, &rules), expected);
        let rules = Rules { monthly: 4, last: 1, ..Rules::default() };
        let expected: [&[&str]; 5] = [&["last", "monthly"], &[], &[], &["monthly"], &["monthly"]];
        assert_eq!(picked(&times, &rules), expected);
        let rules = Rules { yearly: 3, ..Rules::default() };
        assert_eq!(picked(&times[..4], &rules), [&["yearly"][..], &[], &[], &["oldest"]]);
        assert!(picked(&times, &Rules::default()).iter().all(Vec::is_empty));
        // The second was written by a clock that was ahead.
        let times = [monday, monday + DAY, monday - 5, monday - DAY];
        let rules = Rules { daily: 3, ..Rules::default() };
        let expected: [&[&str]; 4] = [&["daily"], &["daily"], &["daily"], &[]];
        assert_eq!(picked(&times, &rules), expected, "of one day the last");
        let times = [monday, monday + DAY, monday + 5, monday - DAY];
        let expected: [&[&str]; 4] = [&["daily"], &["daily"], &[], &["daily"]];
        assert_eq!(picked(&times, &rules), expected);
    }

    fn rules() -> impl Strategy<Value = Rules> {
        (0_u32..4, 0_u32..9, 0_u32..6, 0_u32..6, 0_u32..3).prop_map(
            |(last, daily, weekly, monthly, yearly)| Rules { last, daily, weekly, monthly, yearly },
        )
    }

    proptest! {
        #[test]
        fn each_rule_keeps_what_it_says(mut times in proptest::collection::btree_set(0..900 * DAY, 0..60), rules in rules()) {
            let times: Vec<i64> = std::mem::take(&mut times).into_iter().rev().collect();
            let kept = picked(&times, &rules);
            let day = |n: usize| times[n] / DAY;
            let by = |reason: &str| (0..times.len()).filter(|n| kept[*n].contains(&reason)).collect::<Vec<_>>();
            // No day is kept twice for its own sake, each kept is the newest of its day, and no
            // day is passed over while the rule is not used up.
            let days: Vec<i64> = by("daily").into_iter().map(day).collect();
            let mut all: Vec<i64> = (0..times.len()).map(day).collect();
            all.dedup();
            all.truncate(rules.daily as usize);
            prop_assert_eq!(days, all);
            for n in by("daily") {
                prop_assert!(n == 0 || day(n - 1) != day(n));
            }
            prop_assert_eq!(by("last").len(), times.len().min(rules.last as usize));
            prop_assert!(by("weekly").len() <= rules.weekly as usize);
            prop_assert!(by("monthly").len() <= rules.monthly as usize);
            prop_assert!(by("yearly").len() <= rules.yearly as usize);
            if rules != Rules::default() && !times.is_empty() {
                prop_assert!(!kept[0].is_empty(), "the newest always stays");
            }
            // More of any rule never keeps less.
            let more = picked(&times, &Rules { daily: rules.daily + 1, ..rules });
            for (fewer, more) in kept.iter().zip(&more) {
                let oldest = fewer.as_slice() == ["oldest"];
                prop_assert!(fewer.is_empty() || !more.is_empty() || oldest);
            }
        }
    }
}
