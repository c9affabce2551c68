//! Restricted records (封存): kept because a period runs, a hold stands or the person wants it, and
//! otherwise not used.
//!
//! They are found by nothing but their number, typed out, and by those with the capability
//! `restricted`; no term, no word and no count takes one. Everybody else who types the number is
//! refused, and that stands in the log as any refusal does. They are never handed out. Whether a
//! record is restricted follows from its operational part and the day ([`Policy::standing`]), so a
//! search looks there as soon as it has found something in a bucket, and in no bucket otherwise.
//!
//! What is in quarantine (待核) is kept apart in the same way, and one term finds it too:
//! `state:quarantined`, for those with that capability.
//!
//! Three looks go beyond, and show no value: whether an identifier is taken, what is due, and what a
//! policy would do. Whoever destroys reaches a restricted record by its number too; and who registers
//! a consent, a request or a hold does not need the capability for it, because what the person
//! may ask for must not wait for it.

use super::bucket::Opener;
use super::due::{Duties, operational};
use super::error::{Error, Place, Result};
use super::search::Found;
use super::segment::View;
use super::session::Vault;
use crate::model::{
    Capability, FieldId, Label, Lookup, Op, Part, RecordNumber, Selector, Term, Test,
};
use crate::policy::{FieldKind, HoldKind, PLAIN_HOLD, Policy, QUARANTINED, Standing};
use crate::store::{BucketRow, Store};
use jiff::civil::Date;

/// That a record is restricted, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restriction {
    /// The record.
    pub number: RecordNumber,
    /// The last day on which it was used; none: it was restricted at the person's wish, or is in
    /// quarantine.
    pub since: Option<Date>,
    /// The id of what ended its use: a rule's, `consent:withdrawn`, `request:3`, `hold`, `wish`, `quarantine`.
    pub why: String,
    /// The name of that.
    pub named: Label,
    /// The last day it is kept, where there is one.
    pub until: Option<Date>,
    /// The id of what says so.
    pub rule: String,
}

impl Restriction {
    /// How the record `duties` stands on `today`, if it is restricted.
    pub(crate) fn of(
        policy: &Policy,
        (number, duties): (RecordNumber, &impl Lookup),
        today: Date,
    ) -> Option<Self> {
        let hold = || called(policy, PLAIN_HOLD, PLAIN_HOLD);
        let unknown = || Label { zh: String::new(), en: String::new() };
        let (since, why, named) = match policy.standing(duties, today) {
            Standing::Active => return None,
            Standing::Quarantined => (None, QUARANTINE.to_owned(), unknown()),
            Standing::Requested => (None, WISH.to_owned(), unknown()),
            Standing::Ended { day, why: None } => (Some(day), String::new(), unknown()),
            Standing::Ended { day, why: Some(why) } => (Some(day), why.id(), why.label()),
            Standing::Held { day } => (Some(day), PLAIN_HOLD.to_owned(), hold()),
        };
        let verdict = policy.verdict(duties);
        let until = verdict.map(|verdict| verdict.day);
        let rule = verdict.map_or_else(String::new, |verdict| verdict.rule.id());
        Some(Self { number, since, why, named, until, rule })
    }
}

/// What keeps a record that nobody may use yet.
const QUARANTINE: &str = "quarantine";

/// What keeps a record at its owner's wish.
pub(super) const WISH: &str = "wish";

/// What a kind of hold is called; the plain one as its field, one that is unknown by its id.
pub(super) fn called(policy: &Policy, kind: &str, id: &str) -> Label {
    if kind == PLAIN_HOLD {
        let field = policy.field(policy.known().hold);
        return Label { zh: field.label_zh.clone(), en: field.label_en.clone() };
    }
    let unknown = || Label { zh: id.to_owned(), en: id.to_owned() };
    policy.hold_kind(kind).map_or_else(unknown, HoldKind::label)
}

/// Takes those that are restricted on `today` out of `candidates`, which are of one bucket and in
/// order, and gives them; `bytes` is the bucket's operational segment.
pub(super) fn take_out(
    (opener, bucket, bytes): (&Opener<'_>, u64, &[u8]),
    today: Date,
    candidates: &mut Vec<RecordNumber>,
) -> Result<Vec<RecordNumber>> {
    let mut restricted = Vec::new();
    each_in((opener, bucket, bytes), &mut |number, duties| {
        let asked = candidates.binary_search(&number).is_ok();
        if asked && opener.policy.standing(duties, today) != Standing::Active {
            restricted.push(number);
        }
    })?;
    if !restricted.is_empty() {
        candidates.retain(|number| restricted.binary_search(number).is_err());
    }
    Ok(restricted)
}

/// Hands over what a bucket's operational segment has of each record, in the order of numbers.
pub(super) fn each(
    store: &Store,
    opener: &Opener<'_>,
    row: &BucketRow,
    take: &mut dyn FnMut(RecordNumber, &Duties<'_>),
) -> Result<()> {
    let bytes = operational(store, opener, row)?;
    each_in((opener, row.id, &bytes), take)
}

/// The same of a segment that is open.
fn each_in(
    (opener, bucket, bytes): (&Opener<'_>, u64, &[u8]),
    take: &mut dyn FnMut(RecordNumber, &Duties<'_>),
) -> Result<()> {
    let fields = opener.searchable(Part::Operational);
    let damaged = || Error::damaged(Place::new("records.db", "damage-segment").at(bucket));
    let view = View::read(bytes, opener.policy, fields).ok().flatten().ok_or_else(damaged)?;
    for record in view.records() {
        let (place, body) = record.map_err(|_| damaged())?;
        if let Some(number) = RecordNumber::at(bucket, place) {
            take(number, &Duties::new(body, fields));
        }
    }
    Ok(())
}

impl Vault {
    /// Whether this operator may look at restricted records; who administers may.
    pub(crate) fn sees_restricted(&self) -> Result<bool> {
        let able = self.member()?.capabilities;
        Ok(able.has(Capability::Restricted) || able.has(Capability::Administer))
    }

    /// All records that are restricted today, by number.
    pub(crate) fn all_restricted(&self) -> Result<Vec<RecordNumber>> {
        let (today, opener, policy) = (self.today()?, self.opener(), self.policy);
        let shares = self.in_shares(&self.state.buckets, &|store, rows| {
            let mut restricted = Vec::new();
            for row in rows {
                each(store, &opener, row, &mut |number, duties| {
                    if policy.standing(duties, today) != Standing::Active {
                        restricted.push(number);
                    }
                })?;
            }
            Ok(restricted)
        })?;
        Ok(shares.concat())
    }

    /// Why a record is restricted; nothing if it is not, or is not there.
    pub fn restriction(&self, number: RecordNumber) -> Result<Option<Restriction>> {
        let Some(row) = self.state.bucket(number.bucket()) else { return Ok(None) };
        let (today, mut found) = (self.today()?, None);
        each(&self.store, &self.opener(), row, &mut |other, duties| {
            if other == number {
                found = Restriction::of(self.policy, (number, duties), today);
            }
        })?;
        Ok(found)
    }

    /// Puts the restricted records among the found that `capability` reaches by their numbers; one
    /// that is typed out and out of reach is refused. What remains apart is only counted.
    pub(super) fn admit_restricted(
        &self,
        capability: Capability,
        selector: &Selector,
        found: &mut Found,
    ) -> Result<()> {
        let mut apart = std::mem::take(&mut found.restricted);
        found.numbers.sort_unstable();
        apart.retain(|number| found.numbers.binary_search(number).is_err());
        if self.mutated("restricted-found") {
            found.numbers.append(&mut apart);
        }
        let asked = capability == Capability::Read && self.asks_for_quarantined(selector);
        for number in apart {
            if asked && self.sees_restricted()? {
                found.numbers.push(number);
            } else if !selector.types_out(number) {
                found.restricted.push(number);
            } else if capability == Capability::Purge {
                found.numbers.push(number);
            } else if !self.sees_restricted()? {
                let restriction = self.restriction(number)?;
                let lost = Error::Bug("a restriction that is none");
                return Err(restriction.map_or(lost, |one| Error::Restricted(Box::new(one))));
            } else if capability == Capability::Export {
                found.restricted.push(number);
            } else {
                found.numbers.push(number);
            }
        }
        found.numbers.sort_unstable();
        Ok(())
    }

    /// Whether a term takes nothing but what is in quarantine. Who is to decide on such records finds
    /// them by it; no other term does.
    fn asks_for_quarantined(&self, selector: &Selector) -> bool {
        let state = self.policy.known().state;
        selector.terms.iter().any(|term| match term {
            Term::Field { field, op: Op::Is, tests } if *field == state => {
                tests.iter().all(|test| matches!(test, Test::Equal(text) if text == QUARANTINED))
            }
            _ => false,
        })
    }

    /// Whether a change of these fields registers what is owed to a person, and nothing else.
    pub(super) fn registers_duty(&self, fields: &[FieldId]) -> bool {
        let duty = |field: &FieldId| {
            let kind = self.policy.field(*field).kind;
            // With a consent the day of the older kind ends too.
            *field == self.policy.known().sensitive_consent
                || matches!(kind, FieldKind::Consent | FieldKind::Request | FieldKind::Hold)
        };
        !fields.is_empty() && fields.iter().all(duty)
    }
}
