//! What becomes of a row that meets records or earlier rows: by the identifiers that it shares, and by
//! what was asked for when it does.

use super::Sequencer;
use crate::model::{FieldId, Fields, RecordNumber};
use crate::policy::{Code, Policy};
use crate::transfer::RowBatch;
use crate::vault::error::Result;
use crate::vault::import::met::{Age, lay};
use crate::vault::import::others::{self, Called, Met};
use crate::vault::import::reading::{Good, Reader};
use crate::vault::import::results::Became;
use crate::vault::import::{Fault, OnConflict, Why};

/// A record or earlier row that has an identifier of the row at hand.
pub(super) struct Owner {
    pub(super) number: RecordNumber,
    pub(super) field: FieldId,
    pub(super) equal: bool,
    /// It is of the vault, and another customer by all that it and the row say.
    pub(super) other: bool,
    pub(super) closed: Option<(FieldId, Why)>,
    pub(super) in_file: bool,
    pub(super) replaced: Vec<(FieldId, u64)>,
    pub(super) age: Age,
}

impl Sequencer<'_, '_> {
    /// A row that has an identifier of one record.
    pub(super) fn met(
        &mut self,
        reader: &mut Reader<'_>,
        place: (&RowBatch, usize),
        (line, good): (u64, &Good),
        one: &Owner,
    ) -> Result<()> {
        let fault = |why| Fault { line, field: Some(one.field), why };
        let why = if one.in_file { Why::InFile } else { Why::InVault(one.number) };
        let again = one.in_file
            || self.changed.contains(&one.number)
            || self.course.done.wrote.contains(one.number);
        match self.rules.on_conflict {
            // Which of two rows about one customer is newer is not asked field by field.
            OnConflict::KeepNewer if again => {
                self.conflict(place, (&fault(Why::InFile), Some(one.number)))
            }
            OnConflict::KeepNewer if let Some(why) = self.renamed(good, one.number) => {
                self.conflict(place, (&fault(why), Some(one.number)))
            }
            OnConflict::Update if let Some(why) = self.another(place, good, one) => {
                self.conflict(place, (&fault(why), Some(one.number)))
            }
            OnConflict::Update | OnConflict::KeepNewer if self.rules.is_key(one.field) => {
                if let Some((field, why)) = self.closed(reader, place, (good, one))? {
                    let closed = Fault { line, field: Some(field), why };
                    return self.refuse(place, Became::Rejected, &[closed]);
                }
                match &one.age {
                    Age::Unasked => self.update(place, (line, good), (one, &self.rules.mapped)),
                    Age::Newer(fields) => self.update(place, (line, good), (one, fields)),
                    Age::Same => return self.unchanged(line, one.number),
                    Age::Older => return self.skip(place, &fault(Why::Older(one.number))),
                    Age::Undated => {
                        let fault = Fault { line, field: None, why: Why::Undated };
                        return self.refuse(place, Became::Rejected, &[fault]);
                    }
                }
                Ok(())
            }
            _ => self.conflict(place, (&fault(why), Some(one.number))),
        }
    }

    /// Whether a row calls a record otherwise than an earlier one of the file that met it.
    fn renamed(&self, good: &Good, number: RecordNumber) -> Option<Why> {
        let met = self.met.get(&number).or_else(|| self.course.done.met.get(&number))?;
        let other = self.rules.tells_apart && met.called.differs(good.called);
        other.then_some(Why::OtherInFile(Some(met.line)))
    }

    /// A row that says this is about a record.
    pub(super) fn call(&mut self, number: RecordNumber, row: Met) {
        if self.rules.updates() && row.called != Called::default() {
            let before = self.course.done.met.get(&number).copied();
            let met = self.met.entry(number).or_insert(before.unwrap_or(row));
            met.called.complete(row.called);
        }
    }

    /// Whether a row is of another customer than the one whom this file brought or met before.
    fn another(&self, (batch, at): (&RowBatch, usize), good: &Good, one: &Owner) -> Option<Why> {
        if let Some(made) = self.place(one.number).and_then(|at| self.made.get(at)) {
            let differs = |(field, place): (&FieldId, u32)| {
                let mut own = good.identifiers.iter().filter(|(of, _)| of == field).peekable();
                made.has & 1 << place != 0
                    && own.peek().is_some()
                    && !own.any(|(_, hash)| self.has(one.number, *field, *hash))
            };
            let other = made.called.differs(good.called)
                || self.rules.unique.iter().zip(0..u32::BITS).any(differs);
            return other.then_some(Why::OtherInFile(Some(made.line)));
        }
        if let Some(why) = self.renamed(good, one.number) {
            return Some(why);
        }
        let first = self.course.twins.first.unwrap_or(u64::MAX);
        if one.number.get() < first || !self.course.done.wrote.contains(one.number) {
            return None;
        }
        // A batch of the file that is committed made it; earlier rows of this one may have told more.
        let told = || {
            let said = self.updates.get(&one.number)?;
            let (row, _) = self.rules.values(batch.records().nth(at)?.cells.ok()?);
            Some(others::contradict(self.rules, &row, said))
        };
        (one.other || told() == Some(true)).then_some(Why::OtherInFile(None))
    }

    /// Why a row is not to update whom it met, and the field that is to blame. A record of the vault
    /// was asked when it was opened, and is asked again where earlier rows are to change it.
    fn closed(
        &self,
        reader: &mut Reader<'_>,
        place: (&RowBatch, usize),
        (good, one): (&Good, &Owner),
    ) -> Result<Option<(FieldId, Why)>> {
        let is_judged = |why: &Why| matches!(why, Why::Value(_) | Why::NoSeparateConsent);
        let closed = one.closed.filter(|(_, why)| !is_judged(why));
        if closed.is_some() || !self.seals {
            return Ok(closed.or(one.closed));
        }
        if self.place(one.number).is_some() {
            let (batch, at) = place;
            return Ok(self.crowded(place, (good, one)).or_else(|| {
                self.unmet(reader, (batch, at), (good, one))
                    .zip(self.rules.policy.known().events)
                    .map(|(why, events)| (events, why))
            }));
        }
        let wanted = one.age.wanted(self.rules);
        let row = place.0.records().nth(place.1).and_then(|record| record.cells.ok());
        match (row, wanted) {
            (Some(cells), Some(wanted)) if self.changed.contains(&one.number) => {
                let (row, _) = self.rules.values(cells);
                reader.unsound((&row, wanted), (one.number, self.updates.get(&one.number)))
            }
            _ => Ok(one.closed),
        }
    }

    /// A field of a record of this file that may have too many values with the row: those that it was
    /// made of are sealed, so they are only counted.
    fn crowded(
        &self,
        (batch, at): (&RowBatch, usize),
        (good, one): (&Good, &Owner),
    ) -> Option<(FieldId, Why)> {
        let said = self.updates.get(&one.number);
        let before = self.place(one.number).and_then(|at| self.sizes.get(at).copied());
        let before = usize::from(before.unwrap_or(0));
        if usize::from(good.size) + before + said.map_or(0, Fields::len) <= Policy::MOST_VALUES {
            return None;
        }
        let cells = batch.records().nth(at)?.cells.ok()?;
        let (row, _) = self.rules.values(cells);
        let mut laid = said.cloned().unwrap_or_default();
        lay(self.rules.policy, &row, &|_| true, &mut laid);
        let crowded = |field: &&FieldId| {
            let added = if self.rules.policy.row_adds(**field) { before } else { 0 };
            row.get(**field).is_some() && laid.all(**field).count() + added > Policy::MOST_VALUES
        };
        let field = self.rules.mapped.iter().find(crowded)?;
        Some((*field, Why::Value(Code::TooMany)))
    }

    /// Whether nobody was reached by a contact that the record of an earlier row has not.
    fn unmet(
        &self,
        reader: &Reader<'_>,
        (batch, at): (&RowBatch, usize),
        (good, one): (&Good, &Owner),
    ) -> Option<Why> {
        good.unmet.filter(|_| one.in_file)?;
        let made = self.place(one.number).and_then(|at| self.contacts.get(at));
        // A row that gave a record of the vault this identifier says nothing of the others it has.
        let unmet = made.is_some_and(|contacts| reader.is_unmet(batch, at, *contacts));
        unmet.then_some(Why::Value(Code::FailedContact))
    }

    /// A row that belongs to other records or rows, and is not to change them.
    pub(super) fn conflict(
        &mut self,
        place: (&RowBatch, usize),
        (fault, number): (&Fault, Option<RecordNumber>),
    ) -> Result<()> {
        match self.rules.on_conflict {
            OnConflict::Skip => self.skip(place, fault),
            OnConflict::Update | OnConflict::KeepNewer if self.skip_errors => {
                self.refuse(place, Became::Conflict, std::slice::from_ref(fault))
            }
            _ => {
                self.conflicting.note(fault);
                self.fails()?;
                let faults = std::slice::from_ref(fault);
                self.course.results.note((fault.line, Became::Conflict), number, faults)
            }
        }
    }

    pub(super) fn unchanged(&mut self, line: u64, number: RecordNumber) -> Result<()> {
        self.counts.unchanged += 1;
        self.course.results.note((line, Became::Unchanged), Some(number), &[])
    }

    /// The record that a row without identifiers is, if there is one that says the same and that no
    /// earlier row was found to be: two equal rows are two records.
    pub(super) fn twin(
        &mut self,
        reader: &mut Reader<'_>,
        place: (&RowBatch, usize),
        good: &Good,
    ) -> Result<Option<RecordNumber>> {
        let Some(name) = good.named else { return Ok(None) };
        reader.twin(place, name, &mut self.course.twins)
    }

    /// Who has an identifier of the row, each once.
    pub(super) fn owners(&self, good: &mut Good) -> Vec<Owner> {
        let mut owners: Vec<Owner> = Vec::new();
        for hit in good.hits.drain(..) {
            let number = Some(hit.number.get());
            let still = |(_, hash): &(FieldId, u64)| {
                self.known.owners.get(hash).copied() == number && !self.freed.contains(hash)
            };
            if let Some((field, _)) = good.identifiers.iter().find(|one| still(one)) {
                owners.push(Owner {
                    number: hit.number,
                    field: *field,
                    equal: hit.equal && !self.changed.contains(&hit.number),
                    other: hit.other,
                    // What the file itself did to a record does not close it; what its record lacks
                    // it lacks whoever wrote it.
                    closed: hit.closed.filter(|(_, why)| {
                        matches!(why, Why::Value(_) | Why::NoSeparateConsent)
                            || !self.course.ours.contains(hit.number)
                    }),
                    in_file: false,
                    replaced: hit.replaced,
                    age: hit.age,
                });
            }
        }
        for (field, hash) in &good.identifiers {
            let number = self.file.get(hash).copied().and_then(RecordNumber::new);
            let kept = |number: &RecordNumber| {
                self.renewed.get(&(*number, *field)).is_none_or(|has| has.contains(hash))
            };
            let Some(number) = number.filter(kept) else { continue };
            if owners.iter().all(|owner| owner.number != number) {
                owners.push(Owner {
                    number,
                    field: *field,
                    equal: self.fingerprint(number).copied() == Some(good.fingerprint),
                    other: false,
                    closed: None,
                    in_file: true,
                    replaced: Vec::new(),
                    age: Age::Unasked,
                });
            }
        }
        owners
    }

    /// A row that is wrong: left out, or the import fails for it.
    pub(super) fn refuse(
        &mut self,
        place: (&RowBatch, usize),
        became: Became,
        faults: &[Fault],
    ) -> Result<()> {
        let line = faults.first().map_or(0, |fault| fault.line);
        let number = faults.first().and_then(|fault| fault.why.record());
        if self.skip_errors {
            self.counts.rejected += 1;
            self.course.rejects.add(place, faults)?;
        } else {
            faults.iter().take(1).for_each(|fault| self.wrong.note(fault));
            self.fails()?;
        }
        self.course.results.note((line, became), number, faults)
    }

    pub(super) fn skip(&mut self, place: (&RowBatch, usize), fault: &Fault) -> Result<()> {
        self.counts.skipped += 1;
        let faults = std::slice::from_ref(fault);
        self.course.rejects.add(place, faults)?;
        self.course.results.note((fault.line, Became::Skipped), fault.why.record(), faults)
    }
}
