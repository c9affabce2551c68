//! What must not be destroyed: held, within a statutory period, or kept at the person's wish.
//!
//! A statutory period (法定保存期限) binds a record as a whole, so it stops the erasure of a level or a
//! field as much. It binds a record in use too; that stands in the operational part, and so a
//! credential that opens no level is refused as well. Of a record written under a policy that does
//! not keep it there, or by a program that did not count dealings, the dates tell, as far as they can
//! be read.

use super::due::Duties;
use super::error::{Error, Result};
use super::restricted::{WISH, called};
use super::session::Vault;
use crate::log::Numbers;
use crate::log::destruction::Outcome;
use crate::model::{Label, Level, Lookup, Part, RecordNumber};
use crate::policy::{Bound, PLAIN_HOLD, Policy, Standing};
use jiff::civil::Date;

/// The parts by which it can be told what binds a record, and when it is due.
pub(super) const DATES: [Part; 2] = [Part::Operational, Part::Level(Level::Three)];

/// Why a record must not be destroyed today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retained {
    /// The record.
    pub number: RecordNumber,
    /// The id of what keeps it: `hold`, `hold:litigation`, `floor:ecommerce`, `wish`.
    pub by: String,
    /// The name of that; empty for a wish.
    pub named: Label,
    /// The last day on which it does, where there is one.
    pub until: String,
    /// Where a statutory period is written.
    pub source: Option<String>,
    /// Whether it is used nevertheless: a statutory period does not ask for that.
    pub in_use: bool,
}

impl Retained {
    /// Whether a statutory period keeps it.
    pub fn by_law(&self) -> bool {
        self.by.starts_with("floor:")
    }

    /// What keeps the record `duties`: a hold; a statutory period that runs by `bound`, whether it is
    /// in use or restricted for that; the person's wish, while no day is set.
    pub(super) fn by(
        policy: &Policy,
        (number, duties, bound): (RecordNumber, &impl Lookup, Bound),
        today: Date,
    ) -> Option<Self> {
        let standing = policy.standing(duties, today);
        let in_use = standing == Standing::Active;
        if let Some(hold) = policy.holds_of(duties, today).into_iter().next() {
            let is_plain = hold.kind == PLAIN_HOLD;
            let by = if is_plain { hold.kind.clone() } else { format!("hold:{}", hold.kind) };
            let named = called(policy, &hold.kind, &by);
            return Some(Self { number, by, named, until: hold.until, source: None, in_use });
        }
        if let Some((day, by)) = bound.running(today) {
            let ground = policy.ground(&by);
            let source = ground.map(|ground| policy.source(&ground).to_owned());
            let unknown = || Label { zh: by.clone(), en: by.clone() };
            let named = ground.map_or_else(unknown, |ground| ground.label());
            return Some(Self { number, by, named, until: day.to_string(), source, in_use });
        }
        let kept = standing == Standing::Requested && policy.due(duties, today).is_none();
        let until = policy.verdict(duties).map_or_else(String::new, |one| one.day.to_string());
        let named = Label { zh: String::new(), en: String::new() };
        kept.then(|| Self { number, by: WISH.to_owned(), named, until, source: None, in_use })
    }
}

impl Vault {
    /// Whether every statutory period that binds `numbers` is over: of a record that does not say,
    /// by its dates, as far as these can be read.
    /// And for how many days the longest of those that are due has been so; none where none is.
    pub(super) fn floors_over(&self, numbers: &Numbers) -> Result<(Outcome, Option<u32>)> {
        let (policy, today) = (self.policy, self.today()?);
        let (mut outcome, mut unsaid, mut late) = (Outcome::Pass, Vec::new(), None);
        self.each_of(numbers, &mut |number, duties| {
            let due = policy.due(duties, today);
            late = late.max(due.and_then(|verdict| verdict.days_ago(today)));
            match bound(policy, duties, today) {
                Bound::Unsaid => unsaid.push(number),
                bound if bound.clone().running(today).is_some() => outcome = Outcome::Failed,
                _ => {}
            }
        })?;
        if outcome == Outcome::Pass && !unsaid.is_empty() && !self.opens_dates() {
            return Ok((Outcome::Unknown, late));
        }
        let mut untold = false;
        let (parts, events) = self.dates_and_events();
        self.stream(&unsaid, &parts, &mut |record| {
            let mut fields = record.fields.clone();
            untold |= !policy.rework(&mut fields, events);
            if policy.floor_of(&fields).running(today).is_some() {
                outcome = Outcome::Failed;
            }
            Ok(())
        })?;
        if untold && outcome == Outcome::Pass {
            outcome = Outcome::Unknown;
        }
        Ok((outcome, late))
    }

    /// Refuses when one of `numbers` is on hold, within a statutory period that still runs, or
    /// restricted at its owner's wish.
    pub(crate) fn require_free(&self, numbers: &Numbers) -> Result<()> {
        let (policy, today) = (self.policy, self.today()?);
        let (mut kept, mut unsaid) = (None, Vec::new());
        let blind = self.mutated("floors-of-restricted-only");
        self.each_of(numbers, &mut |number, duties| {
            let bound = bound(policy, duties, today);
            if bound == Bound::Unsaid {
                unsaid.push(number);
            }
            let in_use = policy.standing(duties, today) == Standing::Active;
            let bound = if blind && in_use { Bound::Free } else { bound };
            if kept.is_none() {
                kept = Retained::by(policy, (number, duties, bound), today);
            }
        })?;
        if kept.is_none() && self.opens_dates() {
            self.stream(&unsaid, &self.dates_and_events().0, &mut |record| {
                let fields = &record.fields;
                let bound = policy.floor_of(fields);
                kept = kept.take().or(Retained::by(policy, (record.number, fields, bound), today));
                Ok(())
            })?;
        }
        kept.map_or(Ok(()), |kept| Err(Error::Held(Box::new(kept))))
    }

    /// The parts by which that can be told, and the events that dealings are told from, if open.
    /// And whether these are open, or there are none.
    pub(super) fn dates_and_events(&self) -> (Vec<Part>, bool) {
        let events = self.policy.known().events.map(|events| self.policy.part(events));
        let open = events.filter(|part| self.clearance().opens_part(*part));
        let parts = DATES.into_iter().chain(open.filter(|part| !DATES.contains(part)));
        (parts.collect(), open == events)
    }

    pub(super) fn opens_dates(&self) -> bool {
        DATES.iter().all(|part| self.clearance().opens_part(*part))
    }

    /// Hands over what the operational segments have of each of `numbers`.
    fn each_of(
        &self,
        numbers: &Numbers,
        each: &mut dyn FnMut(RecordNumber, &Duties<'_>),
    ) -> Result<()> {
        for row in &self.state.buckets {
            let here = |(first, last): (RecordNumber, RecordNumber)| {
                first.bucket() <= row.id && row.id <= last.bucket()
            };
            if numbers.ranges().any(here) {
                self.each_operational(row, &mut |number, duties| {
                    if numbers.contains(number) {
                        each(number, duties);
                    }
                })?;
            }
        }
        Ok(())
    }
}

/// What the law wants of a record by its operational part; into the day of one that is due the
/// statutory periods were reckoned. Dealings that were not counted only lengthen a period.
fn bound(policy: &Policy, duties: &impl Lookup, today: Date) -> Bound {
    let binds = || policy.floors().next().is_some();
    match policy.bound(duties) {
        bound if bound.clone().running(today).is_some() => bound,
        _ if !policy.counts_dealings(duties) && binds() => Bound::Unsaid,
        Bound::Unsaid if policy.due(duties, today).is_some() => Bound::Free,
        bound => bound,
    }
}
