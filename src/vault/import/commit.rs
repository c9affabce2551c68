//! The stretches of an import, before and under the lock, and the entries of the log.

use super::crew::{Ends, Opening, Round};
use super::known::{self, Known};
use super::reading::Rules;
use super::rejects::Rejects;
use super::sequencer::{Sequencer, Start};
use super::source::Source;
use super::{AHEAD, Fault, Import};
use crate::log::{Act, Code, Detail, ImportCounts, Numbers, PartChange};
use crate::model::{Fields, Part, RecordNumber};
use crate::transfer::RowBatch;
use crate::vault::bucket::{Bucket, Writes};
use crate::vault::error::{Error, Result};
use crate::vault::hold;
use crate::vault::records::Touched;
use crate::vault::session::Vault;
use crate::vault::transaction::Transaction;

/// Updates that wait take at most about so many bytes.
const UPDATES: usize = 32 << 20;

/// From so many changed records on the WAL is not left to grow.
const MANY: u64 = 10_000;

/// What came of the rows.
pub(super) struct Done {
    pub(super) counts: ImportCounts,
    pub(super) held: u64,
    pub(super) quarantined: u64,
    pub(super) left_out: Vec<Fault>,
    pub(super) listed: u64,
}

impl Done {
    fn of(sequencer: &mut Sequencer<'_, '_>) -> Self {
        Self {
            counts: sequencer.counts,
            held: sequencer.held,
            quarantined: sequencer.quarantined,
            left_out: std::mem::take(&mut sequencer.rejects.told),
            listed: sequencer.rejects.listed,
        }
    }
}

impl Vault {
    pub(super) fn import_rows(
        &mut self,
        rules: &Rules,
        source: Source,
        rejects: Rejects<'_>,
        order: &Import<'_>,
    ) -> Result<Done> {
        self.hold_shared()?;
        let known = known::scan(self, &rules.unique, &rules.keys)?;
        let modes = (order.skip_errors, !order.dry_run);
        let start = self.start(&known)?;
        let mut sequencer = Sequencer::new(rules, start, rejects, modes);
        let mut source = Some(source);
        if order.dry_run {
            let mut sink = |_| Ok(());
            let mut ended = false;
            while !ended {
                let ends = Ends { sink: &mut sink, keep: None, updates: UPDATES };
                ended = Round::new(rules, &known, Opening::Workers, order).run(
                    self,
                    &mut source,
                    &mut sequencer,
                    ends,
                )?;
                self.try_updates(rules, &mut sequencer)?;
            }
            sequencer.verdict()?;
            return Ok(Done::of(&mut sequencer));
        }
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
            &mut source,
            &mut sequencer,
            ends,
        )?;
        if !sequencer.seals() {
            // It fails already; nobody has to wait for the rest.
            let mut sink = |_| Ok(());
            let ends = Ends { sink: &mut sink, keep: None, updates: usize::MAX };
            if !ended {
                Round::new(rules, &known, Opening::Nobody, order).run(
                    self,
                    &mut source,
                    &mut sequencer,
                    ends,
                )?;
            }
            sequencer.verdict()?;
        }
        self.hold_exclusive()?;
        self.recover()?;
        if !sequencer.stalled && !self.written_since(seen)? {
            drop(kept);
            // What is left is large: it goes straight into its place, unless somebody is reading.
            let direct = !ended && self.store.leave_wal()?;
            let opening = if direct { Opening::Writer } else { Opening::Workers };
            let round = Round::new(rules, &known, opening, order);
            let rest = Stretch { rules, round: &round, source, ended };
            let done = self.import_locked(rest, sealed, sequencer);
            let returned = if direct { self.store.return_to_wal() } else { Ok(()) };
            let done = done?;
            // The records are there whatever becomes of the journal.
            returned.map_err(|error| Error::Halfway(Box::new(error.into())))?;
            return Ok(done);
        }
        // Somebody wrote, or records have to be opened: the same rows once more.
        drop(sealed);
        let rejects = sequencer.start_over();
        drop(known);
        let known = known::scan(self, &rules.unique, &rules.keys)?;
        let sequencer = Sequencer::new(rules, self.start(&known)?, rejects, modes);
        if let Some(source) = &mut source {
            source.again(kept);
        }
        let round = Round::new(rules, &known, Opening::Workers, order);
        let rest = Stretch { rules, round: &round, source, ended: false };
        self.import_locked(rest, Vec::new(), sequencer)
    }

    /// Where numbering goes on: the next number and, when it is there, its bucket.
    fn start<'a>(&self, known: &'a Known) -> Result<Start<'a>> {
        let next = self.state.checkpoint.next_record;
        let opener = self.opener();
        let id = RecordNumber::new(next).map_or(0, RecordNumber::bucket);
        let mut base = None;
        if let Some(row) = self.state.bucket(id) {
            let mut bucket = Bucket::load(&self.store, &opener, row)?;
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
        mut stretch: Stretch<'_>,
        sealed: Vec<Writes>,
        mut sequencer: Sequencer<'_, '_>,
    ) -> Result<Done> {
        let done = self.transact(|transaction| {
            for writes in sealed {
                writes.apply(&transaction.vault.store)?;
            }
            let mut ended = stretch.ended;
            loop {
                if !ended {
                    let vault = &*transaction.vault;
                    let mut sink = |writes: Writes| writes.apply(&vault.store);
                    let ends = Ends { sink: &mut sink, keep: None, updates: UPDATES };
                    ended = stretch.round.run(vault, &mut stretch.source, &mut sequencer, ends)?;
                }
                if sequencer.seals() {
                    transaction.write_round(stretch.rules, &mut sequencer, ended)?;
                }
                if ended {
                    break;
                }
            }
            sequencer.verdict()?;
            transaction.checkpoint.next_record = sequencer.next;
            Ok(Done::of(&mut sequencer))
        })?;
        // A large WAL goes back into the database now; whoever reads meanwhile may delay it.
        if done.counts.created + done.counts.updated > MANY {
            self.store.fold_wal().ok();
        }
        sequencer.rejects.publish().map_err(|error| Error::Halfway(Box::new(error)))?;
        Ok(done)
    }

    /// Of a dry run: which of the updates that wait would change anything.
    fn try_updates(&self, rules: &Rules, sequencer: &mut Sequencer<'_, '_>) -> Result<()> {
        let (opener, clears_holds) = (self.opener(), self.clears_holds()?);
        sequencer.update_bytes = 0;
        for (number, update) in std::mem::take(&mut sequencer.updates) {
            let Some(row) = self.state.bucket(number.bucket()) else { continue };
            let bucket = Bucket::load(&self.store, &opener, row)?;
            let Some(entry) = bucket.entry(number) else { continue };
            let parts = crate::vault::bucket::reachable(&self.ring);
            let before = opener.fields(entry, &bucket.row(&self.store, number)?, &parts)?;
            let mut after = before.clone();
            overlay(rules, &update.fields, &mut after);
            if !clears_holds {
                hold::require_held(self.policy, &before, &after)?;
            }
            if before == after {
                sequencer.counts.updated -= update.rows;
                sequencer.counts.unchanged += update.rows;
            }
        }
        Ok(())
    }
}

/// What remains to be done under the lock.
struct Stretch<'a> {
    rules: &'a Rules,
    round: &'a Round<'a>,
    source: Option<Source>,
    /// Whether the whole file has been read.
    ended: bool,
}

/// Puts the values of rows over those of a record.
fn overlay(rules: &Rules, values: &Fields, record: &mut Fields) {
    for field in &rules.mapped {
        if values.get(*field).is_some() {
            let values: Vec<_> = values.all(*field).cloned().collect();
            record.update(*field, &values);
        }
    }
}

impl Transaction<'_> {
    /// Logs the records that were created, then applies the updates that wait and logs them.
    fn write_round(
        &mut self,
        rules: &Rules,
        sequencer: &mut Sequencer<'_, '_>,
        last: bool,
    ) -> Result<()> {
        let from = sequencer.unwritten_from();
        let mut later = match from {
            Some(from) => sequencer.updates.split_off(&from),
            None => std::collections::BTreeMap::new(),
        };
        let updates = std::mem::take(&mut sequencer.updates);
        sequencer.updates.append(&mut later);
        sequencer.update_bytes = 0;
        let numbers: Vec<RecordNumber> = updates.keys().copied().collect();
        if numbers.is_empty() && !last {
            return Ok(());
        }
        let (mut touched, mut changed) = (Touched::default(), Vec::new());
        for group in numbers.chunk_by(|a, b| a.bucket() == b.bucket()) {
            let mut edit = |number: RecordNumber, fields: &mut Fields| {
                if let Some(update) = updates.get(&number) {
                    overlay(rules, &update.fields, fields);
                }
                Ok(())
            };
            changed.append(&mut self.edit_bucket("import", group, &mut touched, &mut edit)?);
        }
        for (number, update) in &updates {
            if changed.binary_search(number).is_err() {
                sequencer.counts.updated -= update.rows;
                sequencer.counts.unchanged += update.rows;
            }
        }
        self.log_created(sequencer, last && changed.is_empty());
        if !changed.is_empty() {
            self.log(Act::Change {
                verb: Code::fixed("import"),
                parts: touched.into_parts(),
                created: Numbers::new(),
                detail: last.then_some(Detail::Imported(sequencer.counts)),
                collected: None,
            });
        }
        Ok(())
    }

    /// Logs the records created since the last time.
    fn log_created(&mut self, sequencer: &mut Sequencer<'_, '_>, last: bool) {
        let created = std::mem::take(&mut sequencer.created);
        let touched = std::mem::take(&mut sequencer.touched);
        if created.is_empty() {
            return;
        }
        let parts = Part::ALL.into_iter().zip(touched).filter(|(_, numbers)| !numbers.is_empty());
        self.log(Act::Change {
            verb: Code::fixed("import"),
            parts: parts.map(|(part, numbers)| PartChange { part, numbers }).collect(),
            created,
            detail: last.then_some(Detail::Imported(sequencer.counts)),
            collected: None,
        });
    }
}
