//! The records of the vault that rows meet: opened to see whether they really are the same, and what
//! an update would take from them.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::civil::Date;

use super::known::folded;
use super::others;
use super::reading::Hit;
use super::rules::{Rules, Said};
use super::{OnConflict, Why};
use crate::model::date::{day_at, parse_day};
use crate::model::{FieldId, Fields, Link, Part, RecordNumber, Value};
use crate::policy::{Code, LaidBy, Policy, Standing};
use crate::store::Store;
use crate::vault::bucket::{Bucket, Opener, reachable};
use crate::vault::error::Result;
use crate::vault::trail;

/// Why a record is not to be updated: somebody else's, where only one's own may be written, or
/// restricted, or in quarantine.
fn closed(rules: &Rules, number: RecordNumber, record: &Fields) -> Option<Why> {
    if rules.own.as_ref().is_some_and(|own| !own.has(record)) {
        return Some(Why::NotOwn(number));
    }
    match rules.policy.standing(record, rules.today) {
        Standing::Active => None,
        Standing::Quarantined => Some(Why::Quarantined(number)),
        _ => Some(Why::Restricted(number)),
    }
}

/// What `record` must not hold or would lose with what `row` is to change of it, over what earlier
/// rows are to change: what makes an edit fail is no row's to do.
pub(super) fn unsound(
    rules: &Rules,
    (row, wanted): (&Fields, &[FieldId]),
    (record, earlier): (&Fields, Option<&Fields>),
) -> Option<(FieldId, Why)> {
    let policy = rules.policy;
    let mut met = record.clone();
    if let Some(earlier) = earlier {
        lay(policy, earlier, &|_| true, &mut met);
    }
    let mut laid = met.clone();
    lay(policy, row, &|field| wanted.contains(&field), &mut laid);
    let refusal = policy.refusal(Some(record), &laid, rules.today);
    // An event of an earlier row may lose its contact by this one.
    let unmet = || policy.unmet_failure(Some(record), &laid);
    let unmet = || unmet().or_else(|| policy.unmet_in_row(&met, row, &laid));
    if let Some(finding) = refusal.or_else(unmet) {
        return Some((finding.field, Why::Value(finding.code)));
    }
    if let Some(field) = policy.without_separate(Some(record), &laid, rules.today) {
        return Some((field, Why::NoSeparateConsent));
    }
    lost(rules, record, &laid).map(|field| (field, Why::Value(Code::Missing)))
}

/// A field that a record must have, has, and would have no more; nothing where that cannot be seen.
pub(super) fn lost(rules: &Rules, before: &Fields, after: &Fields) -> Option<FieldId> {
    let lacks = rules.judges.then(|| rules.policy.missing(after)).filter(|all| !all.is_empty())?;
    let lacked = rules.policy.missing(before);
    lacks.into_iter().find(|group| !lacked.contains(group))?.first().copied()
}

/// Lays of the values of a row those that are wanted over a record.
pub(super) fn lay(
    policy: &Policy,
    row: &Fields,
    wanted: &dyn Fn(FieldId) -> bool,
    record: &mut Fields,
) {
    let mut said: Vec<FieldId> = row.iter().map(|(field, _)| field).collect();
    said.dedup();
    for field in said.into_iter().filter(|field| wanted(*field)) {
        let values: Vec<Value> = row.all(field).cloned().collect();
        policy.lay(LaidBy::Row, (field, &values), record);
    }
}

/// How the day of a row stands to the days when the values of its record were last changed.
pub(super) enum Age {
    /// It does not matter.
    Unasked,
    /// The row has no day.
    Undated,
    /// It says nothing that the record does not say.
    Same,
    /// All that it says otherwise was changed on its day or later.
    Older,
    /// These fields, which it says otherwise, were last changed before.
    Newer(Vec<FieldId>),
}

impl Age {
    /// Which fields of the row go in, if any.
    pub(super) fn wanted<'a>(&'a self, rules: &'a Rules) -> Option<&'a [FieldId]> {
        match self {
            Self::Unasked => Some(&rules.mapped),
            Self::Newer(fields) => Some(fields),
            Self::Undated | Self::Same | Self::Older => None,
        }
    }
}

#[cfg(test)]
thread_local! {
    /// How many records without identifiers a thread has opened.
    pub(super) static OPENED: std::cell::Cell<u32> = const { std::cell::Cell::new(0) };
}

/// How many buckets stay open: rows that meet records usually come in the records' order.
const OPEN: usize = 128;

/// Through what records are read.
pub(super) enum Access<'a> {
    /// A connection of one's own, opened when it is wanted.
    Own(&'a Path, Option<Store>),
    /// The connection that writes, which sees what it has written.
    Writer(&'a Store),
}

impl Access<'_> {
    fn store(&mut self) -> Result<&Store> {
        match self {
            Self::Writer(store) => Ok(store),
            Self::Own(_, Some(store)) => Ok(store),
            Self::Own(path, none) => Ok(none.insert(Store::open(path)?)),
        }
    }
}

/// Opens the records that rows meet.
pub(super) struct Records<'a> {
    access: Access<'a>,
    opener: &'a Opener<'a>,
    buckets: Vec<Bucket>,
    /// All that may be opened: what a record must have is asked of the whole of it.
    parts: Vec<Part>,
}

impl<'a> Records<'a> {
    pub(super) fn new(access: Access<'a>, opener: &'a Opener<'a>) -> Self {
        Self { access, opener, buckets: Vec::new(), parts: reachable(opener.ring) }
    }

    /// Those of `owners` whose record really has the identifier.
    pub(super) fn hits(
        &mut self,
        rules: &Rules,
        (row, day): (&Said<'_>, Option<Date>),
        (owners, entered): (Vec<(FieldId, u64)>, &dyn Fn() -> Fields),
    ) -> Result<Vec<Hit>> {
        let mut hits: Vec<Hit> = Vec::new();
        for (field, number) in owners {
            let Some(number) = RecordNumber::new(number) else { continue };
            if hits.iter().any(|hit| hit.number == number) {
                continue;
            }
            let Some(record) = self.open(number)? else { continue };
            let same = |text: &str, other: &str| {
                folded(rules.policy, field, text) == folded(rules.policy, field, other)
            };
            let has = |value: &str| record.all(field).any(|other| same(&other.text, value));
            if row.fields.all(field).any(|value| has(&value.text)) {
                let age = self.age(rules, (row, day), (number, &record))?;
                let unsound = || {
                    let wanted = age.wanted(rules)?;
                    unsound(rules, (&entered(), wanted), (&record, None))
                };
                let closed = closed(rules, number, &record).map(|why| (field, why));
                hits.push(Hit {
                    number,
                    equal: rules.adds_nothing(row, &record),
                    other: others::contradict(rules, row.fields, &record),
                    closed: closed.or_else(unsound),
                    age,
                    replaced: replaced(rules, row.fields, &record),
                    links: links(rules, &record),
                });
            }
        }
        Ok(hits)
    }

    /// What of `row`, which is of `day`, is newer than what the record says. A field that it never
    /// had, and nobody took from it, is filled in whatever the day.
    fn age(
        &mut self,
        rules: &Rules,
        (row, day): (&Said<'_>, Option<Date>),
        (number, record): (RecordNumber, &Fields),
    ) -> Result<Age> {
        if rules.on_conflict != OnConflict::KeepNewer {
            return Ok(Age::Unasked);
        }
        let Said { fields: row, spoken } = row;
        let says =
            |field: &&FieldId| row.get(**field).is_some() && !rules.is_known(**field, row, record);
        let mut differing: Vec<FieldId> = spoken.iter().filter(says).copied().collect();
        if differing.is_empty() {
            return Ok(Age::Same);
        }
        let Some(day) = day else { return Ok(Age::Undated) };
        let created = parse_day(record.text(rules.policy.known().created));
        let last = self.last_changed(rules, number)?;
        differing.retain(|field| match last.get(field) {
            // What happened did, whatever else was noted since.
            _ if rules.policy.only_grows(*field) => true,
            Some(changed) => *changed < day,
            None => record.get(*field).is_none() || created.is_some_and(|created| created < day),
        });
        Ok(if differing.is_empty() { Age::Older } else { Age::Newer(differing) })
    }

    /// The days when fields of a record were last changed, those that were.
    fn last_changed(
        &mut self,
        rules: &Rules,
        number: RecordNumber,
    ) -> Result<BTreeMap<FieldId, Date>> {
        let mut last = BTreeMap::new();
        let Some(at) = self.bucket_of(number)? else { return Ok(last) };
        let Some(entry) = self.buckets.get(at).and_then(|bucket| bucket.entry(number)) else {
            return Ok(last);
        };
        let store = self.access.store()?;
        for past in
            trail::open(store, self.opener, (number, entry))?.into_iter().filter_map(|s| s.past)
        {
            let Some(day) = day_at(past.time, &rules.zone) else { continue };
            last.extend(past.before.iter().map(|was| (was.field, day)));
        }
        Ok(last)
    }

    /// A record that has no identifier, which rows without any may be. Where only one's own may be
    /// written, somebody else's is another customer. A restricted one is the same customer: a second
    /// record of it would be free of what holds for the first.
    pub(super) fn unidentified(
        &mut self,
        rules: &Rules,
        number: RecordNumber,
    ) -> Result<Option<Fields>> {
        #[cfg(test)]
        OPENED.set(OPENED.get() + 1);
        let policy = rules.policy;
        let fits = |record: &Fields| {
            rules.own.as_ref().is_none_or(|own| own.has(record))
                && !record.iter().any(|(field, _)| policy.field(field).traits.unique)
        };
        Ok(self.open(number)?.filter(fits))
    }

    /// The record's fields; nothing when there is none.
    pub(super) fn open(&mut self, number: RecordNumber) -> Result<Option<Fields>> {
        let Some(at) = self.bucket_of(number)? else { return Ok(None) };
        let Some(bucket) = self.buckets.get(at) else { return Ok(None) };
        let Some(entry) = bucket.entry(number) else { return Ok(None) };
        let row = bucket.row(self.access.store()?, number)?;
        self.opener.fields(entry, &row, &self.parts).map(Some)
    }

    /// Whether there is a record of this number.
    pub(super) fn lives(&mut self, number: RecordNumber) -> Result<bool> {
        let at = self.bucket_of(number)?;
        let bucket = at.and_then(|at| self.buckets.get(at));
        Ok(bucket.is_some_and(|bucket| bucket.entry(number).is_some()))
    }

    /// The place of the record's bucket among those that are open.
    fn bucket_of(&mut self, number: RecordNumber) -> Result<Option<usize>> {
        let id = number.bucket();
        if let Some(at) = self.buckets.iter().position(|bucket| bucket.id == id) {
            return Ok(Some(at));
        }
        let store = self.access.store()?;
        let Some(row) = store.bucket(id)? else { return Ok(None) };
        if self.buckets.len() >= OPEN {
            self.buckets.remove(0);
        }
        self.buckets.push(Bucket::load(store, self.opener, &row)?);
        Ok(Some(self.buckets.len() - 1))
    }
}

/// The links of a record, where rows have any.
fn links(rules: &Rules, record: &Fields) -> Vec<Link> {
    let field = rules.policy.known().links.filter(|_| !rules.linked_by.is_empty());
    let texts = field.into_iter().flat_map(|field| record.all(field));
    texts.filter_map(|value| Link::parse(&value.text)).collect()
}

/// Hashes of the identifiers that `record` has and would not have with the values of `row`.
fn replaced(rules: &Rules, row: &Fields, record: &Fields) -> Vec<(FieldId, u64)> {
    let mut gone = Vec::new();
    let said = |field: &&FieldId| {
        let values: Vec<Value> = row.all(**field).cloned().collect();
        !values.is_empty() && !rules.policy.row_leaves((**field, &values), record)
    };
    for field in rules.unique.iter().filter(said) {
        for value in record.all(*field) {
            if row.all(*field).all(|other| other.text != value.text) {
                gone.push((*field, rules.keys.identifier(rules.policy, *field, &value.text)));
            }
        }
    }
    gone
}
