//! What rows say of records that are there: it waits, and is applied for many at once.

use super::Sequencer;
use super::conflict::Owner;
use crate::model::{FieldId, Fields, RecordNumber};
use crate::policy::{Code, LaidBy};
use crate::transfer::RowBatch;
use crate::vault::error::Result;
use crate::vault::import::others;
use crate::vault::import::reading::Good;
use crate::vault::import::results::{Applied, Became, print};
use crate::vault::import::{Fault, Why};
use std::collections::{BTreeMap, BTreeSet};

impl Sequencer<'_, '_> {
    /// Puts the values that a row has of `wanted` over those that `owner` has or is to have; a cell
    /// that is empty says nothing.
    pub(super) fn update(
        &mut self,
        (batch, at): (&RowBatch, usize),
        (line, good): (u64, &Good),
        (owner, wanted): (&Owner, &[FieldId]),
    ) {
        let Some(Ok(cells)) = batch.records().nth(at).map(|record| record.cells) else { return };
        let (values, _) = self.rules.values(cells);
        let number = owner.number;
        let is_wanted = |(field, _): &&(FieldId, u64)| wanted.contains(field);
        let said: Vec<_> = good.identifiers.iter().filter(is_wanted).collect();
        if self.changed.contains(&number) || self.fingerprint(number).is_some() {
            self.renew(&said, number);
        }
        self.remember(said.into_iter(), number);
        self.freed.extend(owner.replaced.iter().filter(is_wanted).map(|(_, hash)| hash));
        self.changed.insert(number);
        if let Some(at) = self.place(number) {
            if let Some(made) = self.made.get_mut(at) {
                made.called.complete(good.called);
                made.has |= others::bits(self.rules, &good.identifiers);
            }
            self.fingerprints.get_mut(at).into_iter().for_each(|print| *print = 0);
            self.contacts.get_mut(at).into_iter().for_each(|has| *has |= good.contacts);
        }
        self.counts.updated += 1;
        if !self.seals {
            return;
        }
        let size: usize = values.iter().map(|(_, value)| value.text.len() + 96).sum();
        self.update_bytes += size + 128;
        let channels = self.rules.channels(&values).map(str::to_owned);
        self.told.entry(number).or_default().extend(channels);
        let policy = self.rules.policy;
        let update = self.updates.entry(number).or_default();
        let mut said = Vec::new();
        for field in wanted.iter().filter(|field| values.get(**field).is_some()) {
            // What a row leaves of the record, it leaves of the earlier rows as well.
            let values: Vec<_> = values.all(*field).cloned().collect();
            if policy.row_adds(*field) {
                policy.lay(LaidBy::Row, (*field, &values), update);
            } else {
                update.update(*field, &values);
            }
            said.push((*field, print(*field, update)));
        }
        self.course.results.wait(line, number, said);
    }

    /// The updates of records before number `from`, with the channels by which they were told; the
    /// others go on waiting.
    pub(in crate::vault::import) fn updates_before(
        &mut self,
        from: Option<RecordNumber>,
    ) -> (BTreeMap<RecordNumber, Fields>, BTreeMap<RecordNumber, BTreeSet<String>>) {
        let (mut later, mut told_later) = (BTreeMap::new(), BTreeMap::new());
        if let Some(from) = from {
            later = self.updates.split_off(&from);
            told_later = self.told.split_off(&from);
        }
        let updates = std::mem::replace(&mut self.updates, later);
        (updates, std::mem::replace(&mut self.told, told_later))
    }

    /// Identifiers of a record take the place of what earlier rows said of the same fields, but where
    /// the row leaves those.
    fn renew(&mut self, identifiers: &[&(FieldId, u64)], number: RecordNumber) {
        let leaves = |of: FieldId| {
            let mut of_field = identifiers.iter().filter(|(field, _)| *field == of);
            self.rules.policy.row_adds(of) && of_field.any(|(_, hash)| self.has(number, of, *hash))
        };
        let mut fields: Vec<(FieldId, bool)> =
            identifiers.iter().map(|(field, _)| (*field, leaves(*field))).collect();
        fields.dedup();
        for (field, _) in fields.iter().filter(|(_, leaves)| !leaves) {
            self.renewed.insert((number, *field), Vec::new());
        }
        for (field, hash) in identifiers {
            // Nothing there: all that was said is kept.
            if let Some(kept) = self.renewed.get_mut(&(number, *field)) {
                kept.push(*hash);
            }
        }
    }

    /// Whether a record has an identifier, as far as rows have told.
    pub(super) fn has(&self, number: RecordNumber, field: FieldId, hash: u64) -> bool {
        let told = self.file.get(&hash) == Some(&number.get());
        let known = self.known.owners.get(&hash) == Some(&number.get());
        (told || known && !self.freed.contains(&hash))
            && self.renewed.get(&(number, field)).is_none_or(|kept| kept.contains(&hash))
    }

    /// Updates were applied: rows that waited for them are counted and listed.
    pub(in crate::vault::import) fn settle(&mut self, applied: &Applied) -> Result<()> {
        self.course.results.settle(applied, &mut self.counts)
    }

    /// What rows say of a record, each of which is sound, is not when it comes together: the import
    /// fails, and names the last of them. Others may have been laid over it, so it cannot be left out.
    pub(in crate::vault::import) fn refuse_together(
        &mut self,
        number: RecordNumber,
        (field, code): (FieldId, Code),
    ) -> Result<()> {
        let line = self.course.results.last_waiting(number);
        let fault = Fault { line, field: Some(field), why: Why::Value(code) };
        self.wrong.note(&fault);
        self.fails()?;
        self.course.results.note((line, Became::Rejected), Some(number), &[fault])
    }

    /// Whether so much waits for updates that they should be applied.
    pub(in crate::vault::import) fn waits_long(&self, most: usize) -> bool {
        debug_assert!(self.seals || self.updates.is_empty(), "nobody would apply them");
        self.update_bytes > most || self.course.results.is_long()
    }
}
