//! The records that rows without identifiers may be: those that have none either, by their names and
//! by what they say of the fields that the row speaks of.
//!
//! Many may share a name: a shop enters thousands of 散客. So the records of a name are opened once, when
//! the first row asks for it, and from then on a row opens only those that say the same by their keyed
//! hashes, and is compared with the record itself.

use std::collections::{HashMap, HashSet, VecDeque};
use std::hash::{BuildHasherDefault, Hasher};

use super::known::Plain;
use super::met::Records;
use super::rules::{Rules, Said};
use crate::model::{FieldId, Fields, RecordNumber};
use crate::vault::error::Result;

/// What is known of them while a file is gone through. Each record is only one row's.
#[derive(Default)]
pub(super) struct Twins {
    /// The first number that the file gets: what it made itself is no row's twin.
    pub(super) first: Option<u64>,
    claimed: HashSet<u64>,
    /// Records by the hash of what they say, in the order of their numbers.
    saying: HashMap<u64, VecDeque<u64>, BuildHasherDefault<Plain>>,
    /// The names whose records are there, each with the fields that were asked for.
    opened: HashSet<u64>,
    /// Up to which record rows like one were compared in vain: they say the same in other words, or
    /// from another source.
    unlike: HashMap<u64, u64, BuildHasherDefault<Plain>>,
}

impl Twins {
    /// Forgets what records say: somebody else wrote.
    pub(super) fn forget(&mut self) {
        self.saying.clear();
        self.opened.clear();
        self.unlike.clear();
    }

    /// The first of the records `named` that says all that the row says and that no earlier row was
    /// found to be.
    pub(super) fn find(
        &mut self,
        rules: &Rules,
        row: &Said<'_>,
        (name, named): (u64, &[u64]),
        records: &mut Records<'_>,
    ) -> Result<Option<RecordNumber>> {
        let hash = |record: &Fields| said(rules, name, row.spoken, record);
        if self.opened.insert(hash(&Fields::new())) {
            let is_old = |number: &u64| self.first.is_none_or(|first| *number < first);
            for number in named.iter().copied().filter(is_old) {
                let Some(record) = RecordNumber::new(number) else { continue };
                if let Some(record) = records.unidentified(rules, record)? {
                    self.saying.entry(hash(&record)).or_default().push_back(number);
                }
            }
        }
        let Some(same) = self.saying.get_mut(&hash(row.fields)) else { return Ok(None) };
        let like = rules.fingerprint(row.fields);
        let mut at = match self.unlike.get(&like) {
            Some(last) => same.partition_point(|number| number <= last),
            None => 0,
        };
        while let Some(number) = same.get(at).copied() {
            // A row that spoke of other fields may have been found to be it.
            if self.claimed.contains(&number) {
                same.remove(at);
                continue;
            }
            let record = RecordNumber::new(number);
            if let Some(record) = record
                && let Some(fields) = records.unidentified(rules, record)?
                && Rules::equal(row, &fields)
            {
                same.remove(at);
                self.claimed.insert(number);
                return Ok(Some(record));
            }
            self.unlike.insert(like, number);
            at += 1;
        }
        Ok(None)
    }
}

/// Stands for the texts that a record has of these fields, under the hash of a name.
fn said(rules: &Rules, name: u64, fields: &[FieldId], record: &Fields) -> u64 {
    let mut hasher = rules.keys.hasher();
    hasher.write_u64(name);
    for field in fields {
        hasher.write_u16(field.0);
        for value in record.all(*field) {
            hasher.write_usize(value.text.len());
            hasher.write(value.text.as_bytes());
        }
    }
    hasher.finish()
}
