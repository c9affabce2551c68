//! The records of the vault that rows meet: opened to see whether they really are the same, and what
//! an update would take from them.

use std::path::Path;

use super::Why;
use super::known::folded;
use super::reading::{Hit, Rules};
use crate::model::{FieldId, Fields, Part, RecordNumber};
use crate::policy::Standing;
use crate::store::Store;
use crate::vault::bucket::{Bucket, Opener};
use crate::vault::error::Result;
use crate::vault::own::Own;

/// Why a record is not to be updated: somebody else's, where only one's own may be written, or
/// restricted.
fn closed(rules: &Rules, number: RecordNumber, record: &Fields) -> Option<Why> {
    if rules.own.as_ref().is_some_and(|own| !own.has(record)) {
        return Some(Why::NotOwn(number));
    }
    let standing = rules.policy.standing(record, rules.today);
    (standing != Standing::Active).then_some(Why::Restricted(number))
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
    parts: Vec<Part>,
}

impl<'a> Records<'a> {
    pub(super) fn new(access: Access<'a>, opener: &'a Opener<'a>, rules: &Rules) -> Self {
        let mut parts = vec![Part::Operational];
        let owner = rules.own.as_ref().and_then(Own::field);
        for field in rules.mapped.iter().chain(&owner) {
            let part = rules.policy.part(*field);
            if !parts.contains(&part) {
                parts.push(part);
            }
        }
        Self { access, opener, buckets: Vec::new(), parts }
    }

    /// Those of `owners` whose record really has the identifier.
    pub(super) fn hits(
        &mut self,
        rules: &Rules,
        row: &Fields,
        owners: Vec<(FieldId, u64)>,
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
            if row.all(field).any(|value| has(&value.text)) {
                hits.push(Hit {
                    number,
                    field,
                    equal: rules.equal(row, &record),
                    closed: closed(rules, number, &record),
                    replaced: replaced(rules, row, &record),
                });
            }
        }
        Ok(hits)
    }

    /// The record's fields; nothing when there is none.
    fn open(&mut self, number: RecordNumber) -> Result<Option<Fields>> {
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

/// Hashes of the identifiers that `record` has and would not have with the values of `row`.
fn replaced(rules: &Rules, row: &Fields, record: &Fields) -> Vec<u64> {
    let mut gone = Vec::new();
    for field in rules.unique.iter().filter(|field| row.get(**field).is_some()) {
        for value in record.all(*field) {
            if row.all(*field).all(|other| other.text != value.text) {
                gone.push(rules.keys.identifier(rules.policy, *field, &value.text));
            }
        }
    }
    gone
}
