//! The register of shares (借阅发放登记), read back from the newest entry that the checkpoint names.

use crate::log::{Act, Handover, Numbers, Reference, ShareEvent, ShareStep, Terms};
use crate::model::date::{day_at, parse_day};
use crate::model::{Level, Selector};
use crate::vault::error::{Error, Place, Result};
use crate::vault::session::Vault;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// One share and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// Its number.
    pub number: u64,
    /// Its entry in the log.
    pub seq: u64,
    /// When it was handed over, in milliseconds since 1970 UTC.
    pub time: i64,
    /// That day.
    pub day: Option<Date>,
    /// The name of who handed it over.
    pub name: String,
    /// On which terms.
    pub handover: Handover,
    /// The id of the purpose.
    pub purpose: String,
    /// Of which records.
    pub numbers: Numbers,
    /// Of which levels.
    pub levels: Vec<Level>,
    /// Of which of the records nothing of level 1.
    pub withheld: Numbers,
    /// What became of it, the oldest first.
    pub steps: Vec<Taken>,
}

/// A step that was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// Which.
    pub step: ShareStep,
    /// When, in milliseconds since 1970 UTC.
    pub time: i64,
    /// The name of who noted it.
    pub name: String,
    /// What proves it.
    pub reference: Option<Reference>,
}

/// Where a share stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShareStanding {
    /// It is out, and its time is not over.
    Out,
    /// It is out beyond its last day.
    Overdue,
    /// It is revoked, and neither given back nor confirmed destroyed.
    Revoked,
    /// It was given back.
    Returned,
    /// The recipient confirmed that it is destroyed.
    Destroyed,
}

impl ShareStanding {
    /// Its ASCII id.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Out => "out",
            Self::Overdue => "overdue",
            Self::Revoked => "revoked",
            Self::Returned => "returned",
            Self::Destroyed => "destroyed",
        }
    }

    /// Whether something of it may still be out.
    pub const fn is_open(self) -> bool {
        !matches!(self, Self::Returned | Self::Destroyed)
    }
}

impl Share {
    /// Where it stands on `today`.
    pub fn standing(&self, today: Date) -> ShareStanding {
        let mut steps = self.steps.iter().rev().map(|taken| taken.step);
        let last = steps.clone().find(|step| step.ends());
        match last.or_else(|| steps.find(|step| *step == ShareStep::Revoked)) {
            Some(ShareStep::Returned) => ShareStanding::Returned,
            Some(ShareStep::Destroyed) => ShareStanding::Destroyed,
            Some(ShareStep::Revoked) => ShareStanding::Revoked,
            _ if self.until().is_some_and(|last| last < today) => ShareStanding::Overdue,
            _ => ShareStanding::Out,
        }
    }

    /// Its last day.
    pub fn until(&self) -> Option<Date> {
        parse_day(&self.handover.until)
    }

    /// Whether nothing of it is out any more.
    pub(super) fn is_over(&self) -> bool {
        self.steps.iter().any(|taken| taken.step.ends())
    }
}

impl Vault {
    /// Every share there was, the oldest first.
    pub fn shares(&mut self) -> Result<Vec<Share>> {
        self.require_one_of(&super::MAY_LOOK)?;
        self.hold_shared()?;
        let all = self.shares_seen();
        self.release()?;
        all
    }

    /// What of the register this operator may see. Who is limited to records of his own sees what was
    /// shared of these; of what he handed over himself also the records that are gone since, of
    /// which the recipient is to be told.
    pub(super) fn shares_seen(&self) -> Result<Vec<Share>> {
        let mut shares = self.shares_now()?;
        let Some(own) = self.own_numbers(&super::MAY_LOOK)? else { return Ok(shares) };
        let living = self.find_everywhere(&Selector::default())?.numbers;
        let others = living.into_iter().collect::<Numbers>().difference(&own);
        let name = self.operator_name()?;
        shares.retain_mut(|share| {
            let is_his = share.name == name;
            share.numbers = if is_his {
                share.numbers.difference(&others)
            } else {
                share.numbers.intersection(&own)
            };
            share.withheld = share.withheld.intersection(&share.numbers);
            is_his || !share.numbers.is_empty()
        });
        Ok(shares)
    }

    /// The same as [`Vault::shares`] under the lock that is held.
    pub(super) fn shares_now(&self) -> Result<Vec<Share>> {
        let mut shares = Vec::new();
        let mut steps: BTreeMap<u64, Vec<Taken>> = BTreeMap::new();
        let mut seq = self.state.checkpoint.shares;
        while seq > 0 {
            let damaged = || Error::damaged(Place::new("records.db", "damage-log-entry").at(seq));
            let row = self.store.entry(seq)?.ok_or_else(damaged)?;
            let entry = self.open_entry(&row)?;
            let (time, name) = (entry.time, self.name_of(entry.operator));
            let previous = match entry.act {
                Act::Share(event) => {
                    let ShareEvent { share, step, reference, previous } = *event;
                    let taken = Taken { step, time, name, reference };
                    steps.entry(share).or_default().push(taken);
                    previous
                }
                Act::Disclose { numbers, levels, purpose, terms, .. } => {
                    let Terms { share, withheld, assessment, .. } = *terms.ok_or_else(damaged)?;
                    let mut one = share.ok_or_else(damaged)?;
                    // It was not always one of the terms of the share, but always one of the look.
                    one.handover.assessment = one.handover.assessment.or(assessment);
                    let mut steps = steps.remove(&one.number).unwrap_or_default();
                    steps.reverse();
                    shares.push(Share {
                        number: one.number,
                        seq,
                        time,
                        day: day_at(time, &self.environment.zone),
                        name,
                        handover: one.handover,
                        purpose: purpose.map(|id| id.to_string()).unwrap_or_default(),
                        numbers,
                        levels,
                        withheld,
                        steps,
                    });
                    one.previous
                }
                _ => return Err(damaged()),
            };
            if previous >= seq {
                return Err(damaged());
            }
            seq = previous;
        }
        shares.reverse();
        Ok(shares)
    }
}
