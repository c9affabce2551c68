//! Decides, row by row and in the order of the file, what becomes of each: a new record with the
//! next number, an update, nothing, or a refusal.

mod conflict;
mod linked;
mod updates;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use super::crew::Job;
use super::known::{Known, Learnt, Owners};
use super::linking::References;
use super::others::{self, Made, Met};
use super::reading::{Good, Reader, Row};
use super::results::Became;
use super::rules::Rules;
use super::{Course, Fault, OnConflict, Why};
use crate::log::{ImportCounts, Numbers};
use crate::model::{FieldId, Fields, Part, RecordNumber};
use crate::policy::Code;
use crate::transfer::RowBatch;
use crate::vault::bucket::Bucket;
use crate::vault::error::{Error, Result};
use crate::vault::packed::Packed;
use crate::vault::records::Ended;
use conflict::Owner;
use linked::Waiting;

/// What is known while the file is gone through.
pub(super) struct Sequencer<'a, 'w> {
    pub(super) rules: &'a Rules,
    known: &'a Known,
    skip_errors: bool,
    /// Whether there will be anything to write: not after a row that makes the import fail.
    seals: bool,
    pub(super) course: &'a mut Course<'w>,
    /// Identifiers that the file has brought.
    file: Owners,
    /// Those that records have of a field by a second row about them or a later one; what the file
    /// brought of it before they have lost.
    renewed: HashMap<(RecordNumber, FieldId), Vec<u64>>,
    /// Hashes of identifiers that records of the vault have lost to updates.
    freed: HashSet<u64>,
    /// The first number that the file gets, and the next one.
    first: u64,
    pub(super) next: u64,
    /// Of whom they are, where rows update what they meet.
    made: Vec<Made>,
    /// Whom rows have met otherwise, beside those that the course knows of.
    pub(super) met: HashMap<RecordNumber, Met>,
    /// What the rows that made records said; 0 when a later row has changed it.
    fingerprints: Vec<u64>,
    /// By which contacts those records are reached, with what later rows brought.
    contacts: Vec<u32>,
    /// How many values those records were made of in the fields to which rows add, at most.
    sizes: Vec<u16>,
    /// Rows of the bucket that is being filled, and the bucket if it has been there before.
    open: Vec<(RecordNumber, Arc<Packed>)>,
    base: Option<Bucket>,
    /// Whole buckets that are to be sealed.
    pub(super) jobs: Vec<Job>,
    /// Updates that have not been applied, by record.
    pub(super) updates: BTreeMap<RecordNumber, Fields>,
    pub(super) update_bytes: usize,
    /// By which channels the rows came that told something of a record.
    pub(super) told: BTreeMap<RecordNumber, BTreeSet<String>>,
    changed: HashSet<RecordNumber>,
    pub(super) created: Numbers,
    pub(super) touched: [Numbers; 4],
    pub(super) counts: ImportCounts,
    pub(super) held: u64,
    pub(super) quarantined: u64,
    /// Records of the vault whose use updates ended.
    pub(super) ended: Ended,
    /// The numbers of other programs that rows have, and those that they had in their file, where
    /// links may name them.
    references: References,
    /// Rows whose links name records by values.
    waiting: Vec<Waiting>,
    waiting_bytes: usize,
    wrong: Failed,
    conflicting: Failed,
    /// A row met a record that may not be opened now; what follows has not been looked at.
    pub(super) stalled: bool,
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
        course: &'a mut Course<'w>,
        skip_errors: bool,
    ) -> Self {
        Self {
            rules,
            known: start.known,
            skip_errors,
            seals: true,
            course,
            file: Owners::default(),
            renewed: HashMap::new(),
            freed: HashSet::new(),
            first: start.next,
            next: start.next,
            made: Vec::new(),
            met: HashMap::new(),
            fingerprints: Vec::new(),
            contacts: Vec::new(),
            sizes: Vec::new(),
            open: Vec::new(),
            base: start.base,
            jobs: Vec::new(),
            updates: BTreeMap::new(),
            update_bytes: 0,
            told: BTreeMap::new(),
            changed: HashSet::new(),
            created: Numbers::new(),
            touched: Default::default(),
            counts: ImportCounts::default(),
            held: 0,
            quarantined: 0,
            ended: Ended::default(),
            references: References::default(),
            waiting: Vec::new(),
            waiting_bytes: 0,
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
                Ok(good) if !good.links.is_empty() => {
                    self.counts.read += 1;
                    self.wait((batch, at), row.line, good)?;
                }
                Ok(good) => {
                    self.counts.read += 1;
                    self.good(reader, (batch, at), row.line, *good)?;
                }
                Err(faults) => {
                    self.counts.read += 1;
                    self.refuse((batch, at), Became::Rejected, &faults)?;
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
        let unfounded = |good: &Good| {
            let fault = |field, why| Fault { line, field: Some(field), why };
            let unmet = good.unmet.map(|field| fault(field, Why::Value(Code::FailedContact)));
            good.unfounded.map(|field| fault(field, Why::NoSeparateConsent)).or(unmet)
        };
        match owners.as_slice() {
            [] if !good.missing.is_empty() => {
                let lacks =
                    |field: &_| Fault { line, field: Some(*field), why: Why::Value(Code::Missing) };
                let faults: Vec<_> = good.missing.iter().map(lacks).collect();
                self.refuse(place, Became::Rejected, &faults)
            }
            [] => match self.twin(reader, place, &good)? {
                Some(number) => {
                    self.refer((line, &good), number);
                    self.unchanged(line, number)
                }
                // An earlier row may have taken the identifier by which it met a record.
                None => match unfounded(&good) {
                    Some(fault) => self.refuse(place, Became::Rejected, &[fault]),
                    None => self.create(reader, place, (line, good)),
                },
            },
            all if let Some(same) = all.iter().find(|owner| owner.equal) => {
                self.refer((line, &good), same.number);
                self.unchanged(line, same.number)
            }
            [one]
                if one.in_file
                    && good.unfounded.is_some()
                    && let Some(fault) = unfounded(&good) =>
            {
                self.refuse(place, Became::Rejected, &[fault])
            }
            [one] => {
                let before = self.left_out();
                self.met(reader, place, (line, &good), one)?;
                // A row that does not go in is nobody that others are linked to.
                if self.left_out() == before {
                    self.refer((line, &good), one.number);
                }
                Ok(())
            }
            [one, ..] => self.conflict(place, (&fault(one, Why::Several), None)),
        }
    }

    /// How many rows did not go in, but for those that were to be skipped.
    fn left_out(&self) -> u64 {
        self.counts.rejected + self.wrong.count + self.conflicting.count
    }

    /// The place of a record among those that the file made.
    fn place(&self, number: RecordNumber) -> Option<usize> {
        usize::try_from(number.get().checked_sub(self.first)?).ok()
    }

    fn fingerprint(&self, number: RecordNumber) -> Option<&u64> {
        self.fingerprints.get(self.place(number)?)
    }

    fn create(
        &mut self,
        reader: &mut Reader<'_>,
        (batch, at): (&RowBatch, usize),
        (line, good): (u64, Good),
    ) -> Result<()> {
        let number = RecordNumber::new(self.next).ok_or(Error::Bug("record numbers ran out"))?;
        self.next += 1;
        self.counts.created += 1;
        self.held += u64::from(good.held);
        self.quarantined += u64::from(good.quarantined);
        if good.due {
            self.ended.born.insert(number);
        }
        self.remember(good.identifiers.iter(), number);
        self.refer((line, &good), number);
        if self.rules.on_conflict == OnConflict::Update {
            let has = others::bits(self.rules, &good.identifiers);
            self.made.push(Made { line, called: good.called, has });
        }
        self.fingerprints.push(good.fingerprint);
        self.contacts.push(good.contacts);
        self.sizes.push(good.size);
        self.course.results.note((line, Became::Created), Some(number), &[])?;
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

    fn remember(
        &mut self,
        identifiers: impl Iterator<Item = impl std::borrow::Borrow<(FieldId, u64)>>,
        number: RecordNumber,
    ) {
        for identifier in identifiers {
            let (_, hash) = identifier.borrow();
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

    /// A row makes the import fail: nothing will be written, so nothing waits for it.
    fn fails(&mut self) -> Result<()> {
        self.seals = false;
        self.updates.clear();
        self.told.clear();
        self.update_bytes = 0;
        self.course.results.fail()
    }

    /// Refuses when a row made the import fail; what there is to mend is listed all the same.
    pub(super) fn verdict(&mut self) -> Result<()> {
        if self.seals {
            return Ok(());
        }
        self.course.results.publish()?;
        self.course.rejects.rewind()?;
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

    /// Forgets what was said of the rows so far.
    pub(super) fn start_over(self) -> Result<()> {
        self.course.rewind()
    }

    /// What the next batch of the file has to know of this one.
    pub(super) fn into_learnt(self) -> Learnt {
        Learnt { brought: self.file, freed: self.freed, references: self.references }
    }

    /// The records that it made or changed.
    pub(super) fn wrote(&self) -> Numbers {
        let made = (self.first..self.next).filter_map(RecordNumber::new);
        made.chain(self.changed.iter().copied()).collect()
    }

    /// Whether rows are still turned into records.
    pub(super) fn seals(&self) -> bool {
        self.seals
    }
}
