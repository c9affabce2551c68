//! Which records are to be destroyed because their time is up.
//!
//! Looks at nothing but the operational segments, so that a credential that opens no level can
//! destroy on schedule.

use super::bucket::{Bucket, Opener};
use super::error::{Error, Place, Result};
use super::purge::Order;
use super::search::Found;
use super::segment::{View, any_value};
use super::session::Vault;
use crate::crypto;
use crate::log::{Act, Code, Numbers};
use crate::model::{Capability, FieldId, Lookup, Part, Reason, RecordNumber, Selector};
use crate::policy::Verdict;
use crate::store::{BucketRow, Store};
use std::collections::BTreeMap;
use zeroize::Zeroizing;

/// A record whose time is up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// The record.
    pub number: RecordNumber,
    /// The last day it was kept, what gave that day, and what ended its use.
    pub verdict: Verdict<'static>,
}

impl Vault {
    /// The records that are due, by number, of those that `selector` takes; the look is logged.
    pub fn due(&mut self, selector: &Selector) -> Result<Vec<Due>> {
        self.require(Capability::Purge)?;
        self.hold_exclusive()?;
        let listed = self.recover_to_look().and_then(|()| self.list_due(selector));
        self.release()?;
        listed
    }

    fn list_due(&mut self, selector: &Selector) -> Result<Vec<Due>> {
        let mut due = self.find_due()?;
        let mut found = Found::default();
        if !selector.is_empty() {
            found = self.find_for(Capability::Purge, selector)?;
            due.retain(|due| found.numbers.binary_search(&due.number).is_ok());
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
        let mut grounds: BTreeMap<(Reason, String), Vec<RecordNumber>> = BTreeMap::new();
        for due in self.find_due()? {
            grounds.entry(self.policy.reason(due.verdict.why)).or_default().push(due.number);
        }
        let order = |((reason, basis), numbers): ((Reason, String), Vec<RecordNumber>)| {
            let basis = basis.parse().map_err(|_| Error::Bug("basis of a rule"))?;
            let numbers = numbers.into_iter().collect();
            Ok(Order { numbers, reason, basis, scope: None, suppress: false })
        };
        grounds.into_iter().map(order).collect()
    }

    fn find_due(&self) -> Result<Vec<Due>> {
        let (policy, today) = (self.policy, self.today()?);
        let mut due = Vec::new();
        for row in &self.state.buckets {
            self.each_operational(row, &mut |number, duties| {
                if let Some(verdict) = policy.due(duties, today) {
                    due.push(Due { number, verdict });
                }
            })?;
        }
        Ok(due)
    }

    /// Refuses when one of `numbers` is on hold, or restricted for a period that still runs.
    pub(crate) fn require_free(&self, numbers: &Numbers) -> Result<()> {
        let (policy, today) = (self.policy, self.today()?);
        let known = policy.known();
        let mut held = None;
        for row in &self.state.buckets {
            let in_bucket = |(first, last): (RecordNumber, RecordNumber)| {
                first.bucket() <= row.id && row.id <= last.bucket()
            };
            if !numbers.ranges().any(in_bucket) {
                continue;
            }
            self.each_operational(row, &mut |number, duties| {
                let on_hold = policy.is_held(duties, today);
                let restricted = duties.any(known.state, |text| text == "restricted")
                    && policy.due(duties, today).is_none();
                if (on_hold || restricted) && numbers.contains(number) {
                    held = held.or(Some(number));
                }
            })?;
        }
        held.map_or(Ok(()), |number| Err(Error::Held(number)))
    }

    /// Hands over what a bucket's operational segment has of each record.
    pub(crate) fn each_operational(
        &self,
        row: &BucketRow,
        each: &mut dyn FnMut(RecordNumber, &Duties<'_>),
    ) -> Result<()> {
        let opener = self.opener();
        let bytes = operational(&self.store, &opener, row)?;
        let fields = opener.searchable(Part::Operational);
        let damaged = || Error::damaged(Place::new("records.db", "damage-segment").at(row.id));
        let view = View::read(&bytes, self.policy, fields).ok().flatten().ok_or_else(damaged)?;
        for record in view.records() {
            let (place, body) = record.map_err(|_| damaged())?;
            if let Some(number) = RecordNumber::at(row.id, place) {
                each(number, &Duties { body, fields });
            }
        }
        Ok(())
    }
}

/// The operational segment of a bucket: the stored one, or made from the records when that is
/// absent or stale.
fn operational(store: &Store, opener: &Opener<'_>, row: &BucketRow) -> Result<Zeroizing<Vec<u8>>> {
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

impl Lookup for Duties<'_> {
    fn any(&self, field: FieldId, mut test: impl FnMut(&str) -> bool) -> bool {
        let place = self.fields.iter().position(|known| *known == field);
        place.is_some_and(|index| any_value(self.body, index, &mut test))
    }
}
