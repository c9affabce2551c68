//! Decides, row by row and in the order of the file, what becomes of each: a new record with the
//! next number, an update, nothing, or a refusal.

use std::collections::{BTreeMap, HashSet};

use super::crew::Job;
use super::known::{Known, Owners};
use super::reading::{Good, Reader, Row, Rules};
use super::rejects::Rejects;
use super::{Fault, OnConflict, Why};
use crate::log::{ImportCounts, Numbers};
use crate::model::{FieldId, Fields, Part, RecordNumber};
use crate::policy::Code;
use crate::transfer::RowBatch;
use crate::vault::bucket::Bucket;
use crate::vault::error::{Error, Result};
use crate::vault::packed::Packed;

/// What is known while the file is gone through.
pub(super) struct Sequencer<'a, 'w> {
    rules: &'a Rules,
    known: &'a Known,
    skip_errors: bool,
    /// Whether there will be anything to write: not in a dry run, nor after a row that makes the
    /// import fail.
    seals: bool,
    pub(super) rejects: Rejects<'w>,
    /// Identifiers that the file has brought.
    file: Owners,
    /// Hashes of identifiers that records of the vault have lost to updates.
    freed: HashSet<u64>,
    /// The first number that the file gets, and the next one.
    first: u64,
    pub(super) next: u64,
    /// What the rows that made records said; 0 when a later row has changed it.
    fingerprints: Vec<u64>,
    /// Rows of the bucket that is being filled, and the bucket if it has been there before.
    open: Vec<(RecordNumber, Packed)>,
    base: Option<Bucket>,
    /// Whole buckets that are to be sealed.
    pub(super) jobs: Vec<Job>,
    /// Updates that have not been applied, by record.
    pub(super) updates: BTreeMap<RecordNumber, Update>,
    pub(super) update_bytes: usize,
    changed: HashSet<RecordNumber>,
    pub(super) created: Numbers,
    pub(super) touched: [Numbers; 4],
    pub(super) counts: ImportCounts,
    pub(super) held: u64,
    pub(super) quarantined: u64,
    wrong: Failed,
    conflicting: Failed,
    /// A row met a record that may not be opened now; what follows has not been looked at.
    pub(super) stalled: bool,
}

/// What later becomes of a record.
pub(super) struct Update {
    pub(super) fields: Fields,
    pub(super) rows: u64,
}

/// Rows that make the import fail.
#[derive(Default)]
struct Failed {
    count: u64,
    first: Option<Fault>,
}

impl Failed {
    fn note(&mut self, fault: &Fault) {
        self.count += 1;
        self.first.get_or_insert_with(|| fault.clone());
    }
}

/// A record or earlier row that has an identifier of the row at hand.
struct Owner {
    number: RecordNumber,
    field: FieldId,
    equal: bool,
    closed: Option<Why>,
    in_file: bool,
    replaced: Vec<u64>,
}

/// Where a sequencer begins.
pub(super) struct Start<'a> {
    pub(super) known: &'a Known,
    /// The next record's number, and its bucket if that is there.
    pub(super) next: u64,
    pub(super) base: Option<Bucket>,
}

impl<'a, 'w> Sequencer<'a, 'w> {
    pub(super) fn new(
        rules: &'a Rules,
        start: Start<'a>,
        rejects: Rejects<'w>,
        (skip_errors, seals): (bool, bool),
    ) -> Self {
        Self {
            rules,
            known: start.known,
            skip_errors,
            seals,
            rejects,
            file: Owners::default(),
            freed: HashSet::new(),
            first: start.next,
            next: start.next,
            fingerprints: Vec::new(),
            open: Vec::new(),
            base: start.base,
            jobs: Vec::new(),
            updates: BTreeMap::new(),
            update_bytes: 0,
            changed: HashSet::new(),
            created: Numbers::new(),
            touched: Default::default(),
            counts: ImportCounts::default(),
            held: 0,
            quarantined: 0,
            wrong: Failed::default(),
            conflicting: Failed::default(),
            stalled: false,
        }
    }

    /// Takes the rows of a batch.
    pub(super) fn batch(
        &mut self,
        reader: &mut Reader<'_>,
        batch: &RowBatch,
        rows: Vec<Row>,
    ) -> Result<()> {
        for (at, mut row) in rows.into_iter().enumerate() {
            if self.stalled {
                return Ok(());
            }
            if reader.records.is_some() && row.read.as_ref().is_ok_and(|good| good.unverified) {
                row = reader.again(batch, at)?;
            }
            match row.read {
                Ok(good) if good.unverified => self.stalled = true,
                Ok(good) => {
                    self.counts.read += 1;
                    self.good(reader, (batch, at), row.line, *good)?;
                }
                Err(faults) => {
                    self.counts.read += 1;
                    self.refuse((batch, at), &faults)?;
                }
            }
        }
        Ok(())
    }

    fn good(
        &mut self,
        reader: &mut Reader<'_>,
        place: (&RowBatch, usize),
        line: u64,
        mut good: Good,
    ) -> Result<()> {
        let owners = self.owners(&mut good);
        let fault = |owner: &Owner, why| Fault { line, field: Some(owner.field), why };
        match owners.as_slice() {
            [] if !good.missing.is_empty() => {
                let lacks =
                    |field: &_| Fault { line, field: Some(*field), why: Why::Value(Code::Missing) };
                self.refuse(place, &good.missing.iter().map(lacks).collect::<Vec<_>>())
            }
            [] => self.create(reader, place, good),
            all if all.iter().any(|owner| owner.equal) => {
                self.counts.unchanged += 1;
                Ok(())
            }
            [one] => {
                let why = if one.in_file { Why::InFile } else { Why::InVault(one.number) };
                match self.rules.on_conflict {
                    OnConflict::Fail => self.fail(&fault(one, why)),
                    OnConflict::Skip => self.skip(place, &fault(one, why))?,
                    OnConflict::Update => match one.closed {
                        Some(why) => self.refuse(place, &[fault(one, why)])?,
                        None => self.update(place, &good, one),
                    },
                }
                Ok(())
            }
            [one, ..] => {
                let fault = fault(one, Why::Several);
                match self.rules.on_conflict {
                    OnConflict::Skip => self.skip(place, &fault),
                    OnConflict::Update if self.skip_errors => self.refuse(place, &[fault]),
                    _ => {
                        self.fail(&fault);
                        Ok(())
                    }
                }
            }
        }
    }

    /// Who has an identifier of the row, each once.
    fn owners(&self, good: &mut Good) -> Vec<Owner> {
        let mut owners: Vec<Owner> = Vec::new();
        for hit in good.hits.drain(..) {
            let number = Some(hit.number.get());
            let still = |(_, hash): &(FieldId, u64)| {
                self.known.owners.get(hash).copied() == number && !self.freed.contains(hash)
            };
            if good.identifiers.iter().any(still) {
                owners.push(Owner {
                    number: hit.number,
                    field: hit.field,
                    equal: hit.equal && !self.changed.contains(&hit.number),
                    closed: hit.closed,
                    in_file: false,
                    replaced: hit.replaced,
                });
            }
        }
        for (field, hash) in &good.identifiers {
            let number = self.file.get(hash).copied().and_then(RecordNumber::new);
            let Some(number) = number else { continue };
            if owners.iter().all(|owner| owner.number != number) {
                owners.push(Owner {
                    number,
                    field: *field,
                    equal: self.fingerprint(number).copied() == Some(good.fingerprint),
                    closed: None,
                    in_file: true,
                    replaced: Vec::new(),
                });
            }
        }
        owners
    }

    fn fingerprint(&self, number: RecordNumber) -> Option<&u64> {
        let at = number.get().checked_sub(self.first)?;
        self.fingerprints.get(usize::try_from(at).ok()?)
    }

    fn create(
        &mut self,
        reader: &mut Reader<'_>,
        (batch, at): (&RowBatch, usize),
        good: Good,
    ) -> Result<()> {
        let number = RecordNumber::new(self.next).ok_or(Error::Bug("record numbers ran out"))?;
        self.next += 1;
        self.counts.created += 1;
        self.held += u64::from(good.held);
        self.quarantined += u64::from(good.quarantined);
        self.remember(&good, number);
        self.fingerprints.push(good.fingerprint);
        if !self.seals {
            return Ok(());
        }
        let packed = match good.packed {
            Some(packed) => packed,
            // The record that it met has lost the identifier to an earlier row.
            None => reader.pack(batch, at).ok_or(Error::Bug("a row is gone"))?,
        };
        self.created.insert(number);
        for (part, touched) in Part::ALL.into_iter().zip(&mut self.touched) {
            if !packed.part(part).is_empty() {
                touched.insert(number);
            }
        }
        if self.open.first().is_some_and(|(first, _)| first.bucket() != number.bucket()) {
            self.close_bucket();
        }
        self.open.push((number, packed));
        Ok(())
    }

    fn remember(&mut self, good: &Good, number: RecordNumber) {
        for (_, hash) in &good.identifiers {
            self.file.insert(*hash, number.get());
        }
    }

    /// Hands on the bucket that is being filled.
    pub(super) fn close_bucket(&mut self) {
        let rows = std::mem::take(&mut self.open);
        if let Some((first, _)) = rows.first() {
            let id = first.bucket();
            let base = self.base.take().filter(|base| base.id == id);
            self.jobs.push(Job { id, base, rows });
        }
    }

    /// The first number that has not been handed on.
    pub(super) fn unwritten_from(&self) -> Option<RecordNumber> {
        self.open.first().map(|(number, _)| *number)
    }

    /// Puts the values of a row over those that `owner` has or is to have; a cell that is empty
    /// says nothing.
    fn update(&mut self, (batch, at): (&RowBatch, usize), good: &Good, owner: &Owner) {
        let Some(Ok(cells)) = batch.records().nth(at).map(|record| record.cells) else { return };
        let (values, _) = self.rules.values(cells);
        let number = owner.number;
        self.remember(good, number);
        self.freed.extend(&owner.replaced);
        self.changed.insert(number);
        if let Some(at) = number.get().checked_sub(self.first)
            && let Some(print) =
                usize::try_from(at).ok().and_then(|at| self.fingerprints.get_mut(at))
        {
            *print = 0;
        }
        self.counts.updated += 1;
        let size: usize = values.iter().map(|(_, value)| value.text.len() + 96).sum();
        self.update_bytes += size + 128;
        let update =
            self.updates.entry(number).or_insert_with(|| Update { fields: Fields::new(), rows: 0 });
        update.rows += 1;
        for field in &self.rules.mapped {
            if values.get(*field).is_some() {
                update.fields.set(*field, values.all(*field).cloned());
            }
        }
    }

    /// A row that is wrong: left out, or the import fails for it.
    fn refuse(&mut self, place: (&RowBatch, usize), faults: &[Fault]) -> Result<()> {
        if self.skip_errors {
            self.counts.rejected += 1;
            return self.rejects.add(place, faults);
        }
        faults.iter().take(1).for_each(|fault| self.wrong.note(fault));
        self.seals = false;
        Ok(())
    }

    /// A conflict that makes the import fail.
    fn fail(&mut self, fault: &Fault) {
        self.conflicting.note(fault);
        self.seals = false;
    }

    fn skip(&mut self, place: (&RowBatch, usize), fault: &Fault) -> Result<()> {
        self.counts.skipped += 1;
        self.rejects.add(place, std::slice::from_ref(fault))
    }

    /// Refuses when a row made the import fail.
    pub(super) fn verdict(&self) -> Result<()> {
        match (&self.wrong, &self.conflicting) {
            (Failed { count, first: Some(first) }, _) => {
                Err(Error::BadRows { count: *count, first: first.clone() })
            }
            (_, Failed { count, first: Some(first) }) => {
                Err(Error::Conflicts { count: *count, first: first.clone() })
            }
            _ => Ok(()),
        }
    }

    /// Forgets everything but the kind of list that rejects are written to.
    pub(super) fn start_over(self) -> Rejects<'w> {
        self.rejects.again()
    }

    /// Whether rows are still turned into records.
    pub(super) fn seals(&self) -> bool {
        self.seals
    }
}
