//! The stretches of an import, before and under the lock, and the entries of the log.

use super::crew::{Ends, Opening, Round};
use super::known::{self, Known, Learnt};
use super::met::lost;
use super::others::Met;
use super::results::{Applied, print};
use super::rules::Rules;
use super::sequencer::{Sequencer, Start};
use super::source::Source;
use super::{AHEAD, Course, Import};
use crate::log::{Act, Code, Detail, ImportCounts, Numbers, PartChange};
use crate::model::{FieldId, Fields, Part, RecordNumber};
use crate::policy::{self, LaidBy, Policy};
use crate::transfer::RowBatch;
use crate::vault::bucket::{Bucket, Writes};
use crate::vault::error::{Error, Result};
use crate::vault::records::{Ended, Touched};
use crate::vault::session::Vault;
use crate::vault::transaction::Transaction;
use std::collections::HashMap;

/// Updates that wait take at most about so many bytes.
const UPDATES: usize = 32 << 20;

/// The verb under which log and history speak of an import.
pub(in crate::vault) const VERB: &str = "import";

/// From so many changed records on the WAL is not left to grow.
const MANY: u64 = 10_000;

/// What came of the rows.
#[derive(Default)]
pub(super) struct Done {
    pub(super) batches: Vec<u64>,
    pub(super) counts: ImportCounts,
    pub(super) held: u64,
    pub(super) quarantined: u64,
    /// Records that were there, and whose use it ended.
    pub(super) ended: Ended,
    /// The records that it made or changed.
    pub(super) wrote: Numbers,
    /// Whom its rows met otherwise.
    pub(super) met: HashMap<RecordNumber, Met>,
}

impl Done {
    pub(super) fn of(sequencer: &mut Sequencer<'_, '_>, batch: Option<u64>) -> Self {
        let met = std::mem::take(&mut sequencer.met);
        let Sequencer { counts, held, quarantined, .. } = *sequencer;
        let (batches, wrote) = (batch.into_iter().collect(), sequencer.wrote());
        let ended = sequencer.ended.clone();
        Self { batches, counts, held, quarantined, ended, wrote, met }
    }

    pub(super) fn add(&mut self, more: Self) {
        self.batches.extend(more.batches);
        self.counts += more.counts;
        self.held += more.held;
        self.quarantined += more.quarantined;
        self.ended.add(&more.ended);
        self.wrote = self.wrote.union(&more.wrote);
        self.met.extend(more.met);
    }
}

impl Vault {
    /// Imports the file, batch by batch. A dry run keeps nothing of them.
    pub(super) fn import_batches(
        &mut self,
        rules: &Rules,
        source: Source,
        course: &mut Course<'_>,
        order: &Import<'_>,
    ) -> Result<()> {
        if let Some(rows) = order.commit_every.filter(|_| order.dry_run) {
            self.rehearse_import(rules, (source, rows), course, order)?;
            return course.publish(order);
        }
        let (mut source, mut taken) = (Some(source), Ok(()));
        while let Some(file) = source.as_mut().filter(|file| taken.is_ok() && !file.has_ended()) {
            if let Some(rows) = order.commit_every {
                file.allow(rows.get());
            }
            let batch = self.import_rows(rules, &mut source, course, order);
            taken = batch.and(self.release());
        }
        let is_there = !course.done.batches.is_empty();
        let told = match taken {
            Ok(()) => course.publish(order),
            // What became of the batches that are there is told all the same.
            Err(_) if is_there => course.rewind().and_then(|()| course.publish(order)),
            Err(_) => Ok(()),
        };
        // The records are there whatever becomes of the lists.
        let halfway = |error| if is_there { Error::Halfway(Box::new(error)) } else { error };
        taken.and(told).map_err(halfway)
    }

    fn import_rows(
        &mut self,
        rules: &Rules,
        source: &mut Option<Source>,
        course: &mut Course<'_>,
        order: &Import<'_>,
    ) -> Result<()> {
        self.hold_shared()?;
        let mut known = match course.known.take() {
            Some((seq, known)) if !self.written_since(seq)? => known,
            _ => {
                course.forget();
                known::scan(self, rules)?
            }
        };
        let start = self.start(&known, self.state.checkpoint.next_record)?;
        course.twins.first.get_or_insert(start.next);
        let mut sequencer = Sequencer::new(rules, start, &mut *course, order.skip_errors);
        let seen = self.state.checkpoint.seq;
        self.release()?;
        let ahead = if self.mutated("little-ahead") { 16 << 10 } else { AHEAD };
        let (mut kept, mut sealed): (Vec<RowBatch>, Vec<Writes>) = Default::default();
        let mut sink = |writes| {
            sealed.push(writes);
            Ok(())
        };
        let ends = Ends { sink: &mut sink, keep: Some((&mut kept, ahead)), updates: usize::MAX };
        let ended = Round::new(rules, &known, Opening::Nobody, order).run(
            self,
            source,
            &mut sequencer,
            ends,
        )?;
        if ended && !sequencer.seals() && !sequencer.stalled {
            // It fails, and nobody has to wait for that. What is not judged yet may meet records.
            sequencer.verdict()?;
        }
        self.hold_exclusive()?;
        if !order.dry_run {
            // A rehearsal finishes nobody's work.
            self.recover()?;
        }
        if !sequencer.stalled && !self.written_since(seen)? {
            drop(kept);
            // What is left is large: it goes straight into its place, unless somebody is reading.
            let large = !ended && !order.dry_run && sequencer.seals();
            let direct = large && self.store.leave_wal()?;
            let opening = if direct { Opening::Writer } else { Opening::Workers };
            let round = Round::new(rules, &known, opening, order);
            let rest = Stretch { round: &round, source, ended, rehearsal: order.dry_run };
            let done = self.import_locked(rest, sealed, sequencer);
            let returned = if direct { self.store.return_to_wal() } else { Ok(()) };
            let (done, learnt) = done?;
            known.learn(learnt);
            course.known = Some((self.state.checkpoint.seq, known));
            course.keep(order, done)?;
            return Ok(returned?);
        }
        // Somebody wrote, or records have to be opened: the same rows once more.
        drop(sealed);
        sequencer.start_over()?;
        if self.written_since(seen)? {
            course.forget();
            drop(known);
            known = known::scan(self, rules)?;
        }
        let start = self.start(&known, self.state.checkpoint.next_record)?;
        let sequencer = Sequencer::new(rules, start, &mut *course, order.skip_errors);
        if let Some(source) = source.as_mut() {
            source.again(kept);
        }
        let round = Round::new(rules, &known, Opening::Workers, order);
        let rest = Stretch { round: &round, source, ended: false, rehearsal: order.dry_run };
        let (done, learnt) = self.import_locked(rest, Vec::new(), sequencer)?;
        known.learn(learnt);
        course.known = Some((self.state.checkpoint.seq, known));
        course.keep(order, done)
    }

    /// Where numbering goes on: the next number and, when it is there, its bucket.
    pub(super) fn start<'a>(&self, known: &'a Known, next: u64) -> Result<Start<'a>> {
        let opener = self.opener();
        let id = RecordNumber::new(next).map_or(0, RecordNumber::bucket);
        let mut base = None;
        if let Some(row) = self.store.bucket(id)? {
            let mut bucket = Bucket::load(&self.store, &opener, &row)?;
            for part in Part::ALL {
                bucket.open_segment(&self.store, &opener, part)?;
            }
            base = Some(bucket);
        }
        Ok(Start { known, next, base })
    }

    /// Everything that is written, as one transaction.
    fn import_locked(
        &mut self,
        Stretch { round, source, ended, rehearsal }: Stretch<'_>,
        sealed: Vec<Writes>,
        mut sequencer: Sequencer<'_, '_>,
    ) -> Result<(Done, Learnt)> {
        let done = self.transact(|transaction| {
            for writes in sealed {
                writes.apply(&transaction.vault.store)?;
            }
            transaction.take_rows((round, ended), source, &mut sequencer)?;
            if rehearsal {
                transaction.forget();
            }
            let batch = (!transaction.acts.is_empty()).then(|| transaction.next_seq() - 1);
            Ok(Done::of(&mut sequencer, batch))
        })?;
        // A large WAL goes back into the database now; whoever reads meanwhile may delay it.
        if done.counts.created + done.counts.updated > MANY {
            self.store.fold_wal().ok();
        }
        Ok((done, sequencer.into_learnt()))
    }
}

/// What remains to be done under the lock.
struct Stretch<'a> {
    round: &'a Round<'a>,
    source: &'a mut Option<Source>,
    /// Whether all rows have been read.
    ended: bool,
    /// Whether nothing is to be kept.
    rehearsal: bool,
}

/// Puts the values of rows over those of a record; gives the fields that change.
fn overlay(policy: &Policy, values: &Fields, record: &mut Fields) -> Vec<FieldId> {
    let mut changed = Vec::new();
    let mut fields: Vec<FieldId> = values.iter().map(|(field, _)| field).collect();
    fields.dedup();
    for field in fields {
        let before: Vec<_> = record.all(field).cloned().collect();
        let values: Vec<_> = values.all(field).cloned().collect();
        policy.lay(LaidBy::Row, (field, &values), record);
        record.settle();
        if !record.all(field).eq(&before) {
            changed.push(field);
        }
    }
    changed
}

impl Transaction<'_> {
    /// Takes the rows to the end of the file, or as far as they may be read, and writes what comes of
    /// them.
    pub(super) fn take_rows(
        &mut self,
        (round, mut ended): (&Round<'_>, bool),
        source: &mut Option<Source>,
        sequencer: &mut Sequencer<'_, '_>,
    ) -> Result<()> {
        loop {
            if !ended {
                let vault = &*self.vault;
                let mut sink = |writes: Writes| writes.apply(&vault.store);
                let ends = Ends { sink: &mut sink, keep: None, updates: UPDATES };
                ended = round.run(vault, source, sequencer, ends)?;
            }
            if sequencer.seals() {
                self.write_round(sequencer, ended)?;
            }
            if ended {
                break;
            }
        }
        sequencer.verdict()?;
        self.checkpoint.next_record = sequencer.next;
        Ok(())
    }

    /// Logs the records that were created, then applies the updates that wait and logs them. The
    /// last entry has the counts, by which it is known as a batch.
    fn write_round(&mut self, sequencer: &mut Sequencer<'_, '_>, last: bool) -> Result<()> {
        let from = sequencer.unwritten_from();
        let (updates, told) = sequencer.updates_before(from);
        let (rules, holds) = (sequencer.rules, !self.vault.mutated("told-in-use"));
        sequencer.update_bytes = 0;
        let numbers: Vec<RecordNumber> = updates.keys().copied().collect();
        if numbers.is_empty() && !last {
            return Ok(());
        }
        let mut applied = Applied::default();
        let (mut touched, mut written, mut held) = (Touched::default(), 0, 0);
        for group in numbers.chunk_by(|a, b| a.bucket() == b.bucket()) {
            let mut edit = |number: RecordNumber, fields: &mut Fields| {
                if let Some(update) = updates.get(&number) {
                    let mut said: Vec<FieldId> = update.iter().map(|(field, _)| field).collect();
                    said.dedup();
                    let before = said.into_iter().map(|field| (field, print(field, fields)));
                    let mut before: Vec<(FieldId, u64)> = before.collect();
                    let was = fields.clone();
                    let changed = overlay(rules.policy, update, fields);
                    if holds && !changed.is_empty() {
                        // Each by itself: what one of them told does not speak for another.
                        let channels = told.get(&number).into_iter().flatten();
                        let needs = channels.filter(|one| rules.told(fields, one)).count();
                        held += u64::from(needs > 0);
                    }
                    if let Some(field) = lost(rules, &was, fields) {
                        let field = rules.policy.field(field).id.clone();
                        let code = policy::Code::Missing;
                        return Err(Error::Refused { record: Some(number), field, code });
                    }
                    before.retain(|(field, _)| changed.contains(field));
                    applied.changed.insert(number, before);
                }
                Ok(())
            };
            match self.edit_bucket(VERB, group, &mut touched, &mut edit) {
                Ok(changed) => written += changed.len(),
                // Nothing of this transaction stays.
                Err(Error::Refused { record: Some(number), field, code }) => {
                    let field = rules.policy.id(&field).ok_or(Error::Bug("id of a field"))?;
                    return sequencer.refuse_together(number, (field, code));
                }
                Err(error) => return Err(error),
            }
        }
        sequencer.quarantined += held;
        sequencer.ended.add(&touched.ended);
        if !self.vault.mutated("erased-back-unsaid") {
            let back = self.vault.erased_before(&applied.changed)?;
            sequencer.ended.back = sequencer.ended.back.union(&back);
        }
        applied.numbers = numbers.into_iter().collect();
        sequencer.settle(&applied)?;
        self.log_created(sequencer);
        if written > 0 {
            let follows = touched.follows();
            self.log_import(touched.into_parts(), Numbers::new(), follows);
        }
        if last && let Some(Act::Change { detail, .. }) = self.acts.last_mut() {
            *detail = Some(Detail::Imported(sequencer.counts));
        }
        Ok(())
    }

    /// Logs the records created since the last time.
    fn log_created(&mut self, sequencer: &mut Sequencer<'_, '_>) {
        let created = std::mem::take(&mut sequencer.created);
        let touched = std::mem::take(&mut sequencer.touched);
        if !created.is_empty() {
            let parts = Part::ALL.into_iter().zip(touched);
            let parts = parts.filter(|(_, numbers)| !numbers.is_empty());
            let parts = parts.map(|(part, numbers)| PartChange { part, numbers }).collect();
            self.log_import(parts, created, false);
        }
    }

    fn log_import(&mut self, parts: Vec<PartChange>, created: Numbers, follows: bool) {
        let (verb, detail, collected) = (Code::fixed(VERB), None, None);
        self.log(Act::Change { verb, parts, created, detail, collected, follows });
    }
}
