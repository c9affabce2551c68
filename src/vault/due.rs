//! Which records are to be destroyed because their time is up.
//!
//! Looks at nothing but the operational segments, so that a credential that opens no level can
//! destroy on schedule. Days that an older program worked out without the dealings of a record, or
//! without telling its transactions, are worked out again by who opens its dates, and its events
//! where it had any; who does not leaves such a record alone.

use super::bucket::{Bucket, Opener};
use super::error::{Error, Result};
use super::purge::Order;
use super::restricted::{self, Restriction};
use super::retained::Retained;
use super::revived::Revived;
use super::search::Found;
use super::segment::{View, any_value};
use super::session::Vault;
use crate::crypto;
use crate::log::{Act, Code};
use crate::model::date::plus_days;
use crate::model::{
    Capability, Consent, FieldId, Hold, Lookup, Part, Proposed, Reason, RecordNumber, Selector,
};
use crate::policy::{Bound, Policy, Verdict};
use crate::store::{BucketRow, Store};
use jiff::civil::Date;
use std::cell::Cell;
use std::collections::BTreeMap;
use zeroize::Zeroizing;

/// What is said when a record is left alone because its dealings are not open.
pub(super) const UNREAD: &str = "warn-unread";

/// A record whose time is up, or will be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// The record.
    pub number: RecordNumber,
    /// The last day it is kept, what gave that day, and what ended its use; none of a record that
    /// only somebody's proposal is about.
    pub verdict: Option<Verdict<'static>>,
    /// That somebody proposes to destroy it.
    pub proposed: Option<Proposed>,
    /// The name of who does, where that was asked for.
    pub proposed_by: Option<String>,
    /// What a restore brought back of it that had been erased.
    pub revived: Option<Revived>,
    /// Whether it is to be destroyed now.
    pub state: DueState,
    /// Since when and why it is restricted, if it is.
    pub restricted: Option<Restriction>,
    /// The statutory period that binds it, past or to come.
    pub law: Bound,
    /// The holds that stand.
    pub holds: Vec<Hold>,
    /// What its owner agreed to or refused, by purpose.
    pub consents: Vec<Consent>,
}

/// Whether a record is to be destroyed now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DueState {
    /// It is.
    Due,
    /// Its day is still to come.
    Upcoming,
    /// Its day has not come, and somebody proposes to destroy it all the same.
    Proposed,
    /// A restore brought back what had been erased of it, and that is to be erased again.
    Revived,
    /// A hold stops it, now or when its day comes.
    Held,
    /// Its day has come, but was worked out without its dealings, and those are not open.
    Unread,
}

impl DueState {
    /// Its ASCII id.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Due => "due",
            Self::Upcoming => "upcoming",
            Self::Proposed => "proposed",
            Self::Revived => "restored",
            Self::Held => "held",
            Self::Unread => "unread",
        }
    }
}

impl Due {
    /// Whether it is to be done now. What came back is owed to somebody, whatever holds it up.
    fn is_now(&self) -> bool {
        matches!(self.state, DueState::Due | DueState::Proposed) || self.revived.is_some()
    }
}

impl Vault {
    /// The records that are due or proposed to be destroyed, or to be erased again after a restore,
    /// by number, of those that `selector` takes; the look is logged.
    pub fn due(&mut self, selector: &Selector) -> Result<Vec<Due>> {
        self.look_at_due(selector, &Due::is_now)
    }

    /// The same with those that a hold stops, and those whose day comes up to `horizon`. Nothing is
    /// destroyed earlier for being listed.
    pub fn foresee_due(&mut self, selector: &Selector, horizon: Date) -> Result<Vec<Due>> {
        let comes = |due: &Due| due.verdict.is_some_and(|verdict| verdict.day < horizon);
        let asked = |due: &Due| due.proposed.is_some() || due.revived.is_some();
        self.look_at_due(selector, &|due| comes(due) || asked(due))
    }

    fn look_at_due(
        &mut self,
        selector: &Selector,
        wanted: &dyn Fn(&Due) -> bool,
    ) -> Result<Vec<Due>> {
        self.require(Capability::Purge)?;
        self.hold_exclusive()?;
        let listed = self.recover_to_look().and_then(|()| self.list_due(selector, wanted));
        self.release()?;
        listed
    }

    fn list_due(&mut self, selector: &Selector, wanted: &dyn Fn(&Due) -> bool) -> Result<Vec<Due>> {
        let unread = Cell::new(false);
        let noticing = |due: &Due| {
            unread.set(unread.get() || due.state == DueState::Unread);
            wanted(due)
        };
        let mut due = self.find_due_with(&self.revived_by_record()?, &noticing)?;
        if unread.get() {
            (self.environment.warn)(UNREAD);
        }
        let mut found = Found::default();
        if !selector.is_empty() {
            // Numbers, days and rules are no personal data, and what was restricted falls due too.
            found = self.find_everywhere(selector)?;
            due.retain(|due| found.numbers.binary_search(&due.number).is_ok());
        }
        let proposed = due.iter().filter(|due| due.proposed.is_some()).map(|due| due.number);
        let names = self.proposers(&proposed.collect())?;
        for one in &mut due {
            one.proposed_by = names.get(&one.number).cloned();
        }
        let act = Act::Disclose {
            verb: Code::fixed("purge-due"),
            numbers: due.iter().map(|due| due.number).collect(),
            count: due.len() as u64,
            levels: Vec::new(),
            purpose: None,
            revealed: false,
            terms: None,
        };
        self.log_look(&act, &found)?;
        Ok(due)
    }

    /// What is due now, as one order for each reason and basis, in their order. The lock is held.
    pub(crate) fn due_orders(&self) -> Result<Vec<Order>> {
        Ok(self.due_orders_and_unread()?.0)
    }

    /// The same, and whether a record is left alone because its dealings are not open.
    pub(super) fn due_orders_and_unread(&self) -> Result<(Vec<Order>, bool)> {
        let mut grounds: BTreeMap<(Reason, String), Vec<RecordNumber>> = BTreeMap::new();
        let wanted = |due: &Due| matches!(due.state, DueState::Due | DueState::Unread);
        let (unread, all): (Vec<_>, Vec<_>) =
            self.find_due(&wanted)?.into_iter().partition(|due| due.state == DueState::Unread);
        for due in all {
            if let Some(verdict) = due.verdict {
                grounds.entry(self.policy.reason(verdict.why)).or_default().push(due.number);
            }
        }
        let order = |((reason, basis), numbers): ((Reason, String), Vec<RecordNumber>)| {
            let basis = basis.parse().map_err(|_| Error::Bug("basis of a rule"))?;
            let numbers = numbers.into_iter().collect();
            Ok(Order { numbers, reason, basis, scope: None, suppress: false })
        };
        let orders: Result<Vec<Order>> = grounds.into_iter().map(order).collect();
        Ok((orders?, !unread.is_empty()))
    }

    pub(super) fn find_due(&self, wanted: &dyn Fn(&Due) -> bool) -> Result<Vec<Due>> {
        self.find_due_with(&BTreeMap::new(), wanted)
    }

    /// The same with what restores brought back.
    fn find_due_with(
        &self,
        revived: &BTreeMap<RecordNumber, Revived>,
        wanted: &dyn Fn(&Due) -> bool,
    ) -> Result<Vec<Due>> {
        let (policy, today) = (self.policy, self.today()?);
        let (mut due, mut unread) = (Vec::new(), Vec::new());
        let (reads, blind) = (self.opens_dates(), self.mutated("days-without-dealings"));
        for row in &self.state.buckets {
            self.each_operational(row, &mut |number, duties| {
                let back = revived.get(&number).cloned();
                let mut judged = judge(policy, (number, duties), today, back);
                let is_due = |due: &&mut Due| due.state == DueState::Due;
                if let Some(due) = judged.as_mut().filter(is_due)
                    && !policy.counts_dealings(duties)
                    && !blind
                {
                    unread.push(number);
                    due.state = DueState::Unread;
                    judged = judged.filter(|_| !reads);
                }
                due.extend(judged.filter(wanted));
            })?;
        }
        if reads && !unread.is_empty() {
            let (parts, events) = self.dates_and_events();
            self.stream(&unread, &parts, &mut |record| {
                let mut fields = record.fields.clone();
                let told = policy.rework(&mut fields, events);
                let back = revived.get(&record.number).cloned();
                let mut judged = judge(policy, (record.number, &fields), today, back);
                if let Some(due) = judged.as_mut().filter(|due| due.state == DueState::Due)
                    && !told
                {
                    due.state = DueState::Unread;
                }
                due.extend(judged.filter(wanted));
                Ok(())
            })?;
            due.sort_unstable_by_key(|due| due.number);
        }
        Ok(due)
    }

    /// Hands over what a bucket's operational segment has of each record.
    pub(crate) fn each_operational(
        &self,
        row: &BucketRow,
        each: &mut dyn FnMut(RecordNumber, &Duties<'_>),
    ) -> Result<()> {
        restricted::each(&self.store, &self.opener(), row, each)
    }
}

/// Whether [`Vault::due`] would list a record under `policy`, had all of it been worked out under that.
pub(super) fn is_listed(
    policy: &'static Policy,
    (number, duties): (RecordNumber, &impl Lookup),
    today: Date,
    revived: bool,
) -> bool {
    let proposed = || policy.proposed(duties).and(judge(policy, (number, duties), today, None));
    revived
        || policy.due(duties, today).is_some()
        || proposed().is_some_and(|due| due.state == DueState::Proposed)
}

/// When a record is to be destroyed, if any day is set for it, somebody proposes it, or what was
/// erased of it came back.
fn judge(
    policy: &'static Policy,
    (number, duties): (RecordNumber, &impl Lookup),
    today: Date,
    revived: Option<Revived>,
) -> Option<Due> {
    let (verdict, proposed) = (policy.verdict(duties), policy.proposed(duties));
    let now = (proposed.is_some() || revived.is_some()).then_some(today);
    let comes = verdict.map(|verdict| plus_days(verdict.day, 1)).or(now)?;
    let holds = policy.holds_of(duties, today);
    let stopped = |day: Date| holds.iter().any(|hold| hold.stands(day));
    let law = policy.bound(duties);
    let kept = || Retained::by(policy, (number, duties, law.clone()), today).is_some();
    let state = if policy.due(duties, today).is_some() {
        DueState::Due
    } else if proposed.is_some() || revived.is_some() {
        match revived {
            _ if kept() => DueState::Held,
            Some(_) => DueState::Revived,
            None => DueState::Proposed,
        }
    } else if stopped(comes.max(today)) {
        DueState::Held
    } else {
        DueState::Upcoming
    };
    let restricted = Restriction::of(policy, (number, duties), today);
    let mut consents = Vec::new();
    if let Some(field) = policy.known().consents {
        duties.any(field, |text| {
            consents.extend(Consent::parse(text));
            false
        });
    }
    Some(Due {
        number,
        verdict,
        proposed,
        proposed_by: None,
        revived,
        state,
        restricted,
        law,
        holds,
        consents,
    })
}

/// The operational segment of a bucket: the stored one, or made from the records when that is
/// absent or stale.
pub(super) fn operational(
    store: &Store,
    opener: &Opener<'_>,
    row: &BucketRow,
) -> Result<Zeroizing<Vec<u8>>> {
    let part = Part::Operational;
    let [counter, ..] = row.counters;
    let context = opener.ring.segment_context(row.id, part, counter);
    let key = opener.ring.segment(&opener.bucket_key(row)?, row.id, part)?;
    let stored = store.with_segment(part, row.id, |sealed| {
        sealed.and_then(|sealed| crypto::open(&key, &context, sealed).ok())
    })?;
    let fields = opener.searchable(part);
    if let Some(bytes) = stored
        && matches!(View::read(&bytes, opener.policy, fields), Ok(Some(_)))
    {
        return Ok(bytes);
    }
    let bucket = Bucket::load(store, opener, row)?;
    Ok(bucket.rebuilt_segment(store, opener, part)?.encode(opener.policy, fields))
}

/// What one record holds in its operational part, as far as that is searched.
pub(crate) struct Duties<'a> {
    body: &'a [u8],
    fields: &'a [FieldId],
}

impl<'a> Duties<'a> {
    /// What `body` of an operational segment holds, which lists `fields`.
    pub(super) fn new(body: &'a [u8], fields: &'a [FieldId]) -> Self {
        Self { body, fields }
    }
}

impl Lookup for Duties<'_> {
    fn any(&self, field: FieldId, mut test: impl FnMut(&str) -> bool) -> bool {
        let place = self.fields.iter().position(|known| *known == field);
        place.is_some_and(|index| any_value(self.body, index, &mut test))
    }
}
