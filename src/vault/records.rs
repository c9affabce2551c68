//! Adding and changing records.

use super::batch::REVERT;
use super::bucket::{Bucket, Change, Opener, reachable};
use super::error::{Error, Result};
use super::hold;
use super::packed::Packed;
use super::restore::reapply;
use super::rules;
use super::session::Vault;
use super::sound::Living;
use super::state::State;
use super::trail;
use super::transaction::Transaction;
use crate::crypto::Key;
use crate::log::{Act, Code, Detail, Numbers, PartChange};
use crate::model::{FieldId, Fields, Part, RecordNumber, Value};
use crate::policy::{Policy, Standing};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// A record as far as it was opened.
#[derive(Clone, Debug)]
pub struct Record {
    /// Its number.
    pub number: RecordNumber,
    /// Its values, of the parts that were opened.
    pub fields: Fields,
}

/// Which parts of which records advanced by one revision.
#[derive(Default)]
pub(crate) struct Touched {
    parts: [Vec<RecordNumber>; 4],
    /// Whether of an operational part more advanced than days that follow from the rest.
    decided: bool,
    /// Whose use ended.
    pub(crate) ended: Ended,
}

/// Records whose use a change ended.
#[derive(Clone, Debug, Default)]
pub struct Ended {
    /// They were not due for destruction, and are.
    pub due: Numbers,
    /// They were used, and are restricted without being due.
    pub restricted: Numbers,
    /// They are new, and due for destruction from the first day.
    pub born: Numbers,
    /// They have values again that had been erased of them.
    pub back: Numbers,
    /// They were due for destruction, and are not.
    freed: Numbers,
}

impl Ended {
    /// Takes what came later.
    pub fn add(&mut self, more: &Self) {
        self.due = self.due.union(&more.due);
        self.back = self.back.union(&more.back);
        self.restricted = self.restricted.union(&more.restricted).difference(&self.due);
        // In order and above all others: there may be half a million of them.
        more.born.iter().for_each(|number| self.born.insert(number));
        if !more.freed.is_empty() {
            self.born = self.born.difference(&more.freed);
        }
    }
}

impl Touched {
    pub(crate) fn note(&mut self, part: Part, number: RecordNumber) {
        if let Some(numbers) = self.parts.get_mut(part.index()) {
            numbers.push(number);
        }
    }

    /// Notes whose use a change ends.
    fn note_end(
        &mut self,
        (policy, today): (&Policy, Date),
        number: RecordNumber,
        (before, after): (&Fields, &Fields),
    ) {
        let is_due = |fields: &Fields| policy.due(fields, today).is_some();
        let is_restricted = |fields: &Fields| {
            !matches!(policy.standing(fields, today), Standing::Active | Standing::Quarantined)
        };
        if is_due(after) {
            if !is_due(before) {
                self.ended.due.insert(number);
            }
            return;
        }
        if is_due(before) {
            self.ended.freed.insert(number);
        }
        if is_restricted(after) && !is_restricted(before) {
            self.ended.restricted.insert(number);
        }
    }

    /// Whether the operational part of some advanced, and of none of them more than days that
    /// follow from the rest.
    pub(crate) fn follows(&self) -> bool {
        !self.decided && self.parts.first().is_some_and(|duties| !duties.is_empty())
    }

    /// As the log names them.
    pub(crate) fn into_parts(self) -> Vec<PartChange> {
        let changes = Part::ALL.into_iter().zip(self.parts);
        let listed = changes.filter(|(_, numbers)| !numbers.is_empty());
        listed
            .map(|(part, numbers)| PartChange { part, numbers: numbers.into_iter().collect() })
            .collect()
    }
}

/// Sets the fields that the program itself keeps: state, dates, marks, and when the rules destroy
/// it. Nothing is before a new record. A consent, a request or a hold changes nothing that is known
/// of the customer: who registers one does not put off the day from which periods run.
pub(crate) fn keep_system_fields(
    policy: &Policy,
    (before, fields): (Option<&Fields>, &mut Fields),
    today: Date,
) {
    keep_dates(policy, (before, fields), today);
    policy.follow(before, fields, today);
    policy.forget_declined(fields);
    policy.schedule(fields);
}

/// The same without what follows from other fields: whoever takes a change back gives what followed
/// from it back as it was.
fn keep_dates(policy: &Policy, (before, fields): (Option<&Fields>, &mut Fields), today: Date) {
    let known = policy.known();
    let today_text = today.to_string();
    if before.is_none() {
        fields.settle();
        fields.set(known.created, [Value::plain(today_text.clone())]);
        policy.complete(fields);
        policy.quarantine(fields, false);
        policy.inherit_source(fields);
    }
    let is_duty = |part: &Part| *part == Part::Operational;
    if before.is_none_or(|before| !differing(policy, before, fields).iter().all(is_duty)) {
        fields.set(known.updated, [Value::plain(today_text)]);
    }
}

/// The parts in which two versions of a record differ.
pub(crate) fn differing(policy: &Policy, before: &Fields, after: &Fields) -> Vec<Part> {
    let differs = |part: &Part| {
        let of = |(id, _): &(FieldId, &Value)| policy.part(*id) == *part;
        !before.iter().filter(of).eq(after.iter().filter(of))
    };
    Part::ALL.into_iter().filter(differs).collect()
}

/// Whether two versions of a record differ in an operational field that does not merely follow
/// from others.
fn decides(policy: &Policy, before: &Fields, after: &Fields) -> bool {
    let of =
        |(id, _): &(FieldId, &Value)| policy.part(*id) == Part::Operational && !policy.follows(*id);
    !before.iter().filter(of).eq(after.iter().filter(of))
}

impl Transaction<'_> {
    /// Adds records with new numbers; gives the numbers.
    pub(crate) fn add(&mut self, verb: &'static str, records: Vec<Fields>) -> Result<Numbers> {
        let today = self.vault.today()?;
        let mut next = self.checkpoint.next_record;
        let mut by_bucket: BTreeMap<u64, Vec<(RecordNumber, Fields)>> = BTreeMap::new();
        let opener = self.vault.opener();
        let (store, next_record) = (&self.vault.store, next);
        let living = Living { store, opener: &opener, next_record, gives_back: false };
        for mut fields in records {
            keep_system_fields(self.vault.policy, (None, &mut fields), today);
            let number = RecordNumber::new(next).ok_or(Error::Bug("record numbers ran out"))?;
            living.require_sound(number, (None, &fields), today)?;
            by_bucket.entry(number.bucket()).or_default().push((number, fields));
            next += 1;
        }
        let mut touched = Touched::default();
        let mut created = Numbers::new();
        for (id, records) in by_bucket {
            for (number, _) in &records {
                created.insert(*number);
            }
            self.add_to_bucket(id, records, &mut touched)?;
        }
        self.checkpoint.next_record = next;
        let parts = touched.into_parts();
        self.log(Act::Change {
            verb: Code::fixed(verb),
            parts,
            created: created.clone(),
            detail: None,
            collected: None,
            follows: false,
        });
        Ok(created)
    }

    fn add_to_bucket(
        &mut self,
        id: u64,
        records: Vec<(RecordNumber, Fields)>,
        touched: &mut Touched,
    ) -> Result<()> {
        let Vault { store, ring, state, policy, random, .. } = &mut *self.vault;
        let State { checkpoint, wrap, .. } = &*state;
        let opener = Opener::new(ring, wrap, checkpoint.epoch, policy);
        let mut bucket = match store.bucket(id)? {
            Some(row) => Bucket::load(store, &opener, &row)?,
            None => Bucket::new(id, Key::generate(random)?),
        };
        for part in Part::ALL {
            bucket.open_segment(store, &opener, part)?;
        }
        let mut inserted = Vec::new();
        for (number, fields) in records {
            let key = Key::generate(random)?;
            let packed = Packed::new(&opener, &fields);
            let row = bucket.insert(&opener, (number, key), &packed, random)?;
            for part in Part::ALL {
                if row.parts.get(part.index()).is_some_and(|sealed| !sealed.is_empty()) {
                    touched.note(part, number);
                }
            }
            inserted.push(row);
        }
        let mut writes = bucket.finish(&opener, random)?;
        writes.inserted = inserted;
        writes.apply(store)
    }

    /// Opens each record with all parts the clearance reaches, lets `edit` change it, and writes
    /// those that did change, with their history. Gives the numbers of those.
    pub(crate) fn edit(
        &mut self,
        verb: &'static str,
        numbers: &Numbers,
        detail: Option<Detail>,
        mut edit: impl FnMut(RecordNumber, &mut Fields) -> Result<()>,
    ) -> Result<Numbers> {
        let mut touched = Touched::default();
        let mut changed = Numbers::new();
        let all: Vec<RecordNumber> = numbers.iter().collect();
        for group in all.chunk_by(|a, b| a.bucket() == b.bucket()) {
            for number in self.edit_bucket(verb, group, &mut touched, &mut edit)? {
                changed.insert(number);
            }
        }
        if !changed.is_empty() {
            let follows = touched.follows();
            self.log(Act::Change {
                verb: Code::fixed(verb),
                parts: touched.into_parts(),
                created: Numbers::new(),
                detail,
                collected: None,
                follows,
            });
        }
        Ok(changed)
    }

    /// Edits records of one bucket; gives those that changed. Nothing is logged.
    pub(crate) fn edit_bucket(
        &mut self,
        verb: &str,
        numbers: &[RecordNumber],
        touched: &mut Touched,
        edit: &mut impl FnMut(RecordNumber, &mut Fields) -> Result<()>,
    ) -> Result<Vec<RecordNumber>> {
        let today = self.vault.today()?;
        let now = (self.vault.environment.now)();
        let next_record = self.checkpoint.next_record;
        let clears_holds = self.vault.clears_holds()?;
        let loses_strays = self.vault.mutated("strays-lost");
        let Vault { store, ring, state, policy, random, operator, .. } = &mut *self.vault;
        let State { checkpoint, wrap, .. } = &*state;
        let opener = Opener::new(ring, wrap, checkpoint.epoch, policy);
        let Some(first) = numbers.first() else { return Ok(Vec::new()) };
        let row = store.bucket(first.bucket())?;
        let row = row.ok_or_else(|| gone(*first, next_record))?;
        let mut bucket = Bucket::load(store, &opener, &row)?;
        let (mut changed, mut updated, mut trail) = (Vec::new(), Vec::new(), Vec::new());
        let reachable = reachable(ring);
        for number in numbers {
            let entry = bucket.entry(*number).ok_or_else(|| gone(*number, next_record))?;
            let mut row = bucket.row(store, *number)?;
            let before = opener.fields(entry, &row, &reachable)?;
            let mut after = before.clone();
            edit(*number, &mut after)?;
            after.settle();
            if differing(policy, &before, &after).is_empty() {
                continue;
            }
            // A new policy moves days of destruction; nobody touched the record for it.
            // Nor for what a restore does again, which leads to nobody else.
            if verb != rules::VERB && verb != reapply::VERB {
                let gives_back = verb == REVERT;
                let living = Living { store, opener: &opener, next_record, gives_back };
                living.require_sound(*number, (Some(&before), &after), today)?;
                if !clears_holds {
                    hold::require_held(policy, &before, &after)?;
                }
                if verb == REVERT {
                    keep_dates(policy, (Some(&before), &mut after), today);
                    policy.doubt_dealings(&before, &mut after);
                    policy.schedule(&mut after);
                } else {
                    keep_system_fields(policy, (Some(&before), &mut after), today);
                }
            }
            if loses_strays {
                after.retain_strays(|_| false);
            }
            let parts: Vec<_> = differing(policy, &before, &after)
                .into_iter()
                .map(|part| {
                    let who = (now, *operator, verb);
                    (part, Some(trail::past(policy, part, (&before, &after), who)))
                })
                .collect();
            touched.decided |= decides(policy, &before, &after);
            touched.note_end((policy, today), *number, (&before, &after));
            for (part, _) in &parts {
                if let Part::Level(level) = part
                    && !ring.clearance.opens(*level)
                {
                    return Err(Error::Clearance { needed: *level, field: None });
                }
                bucket.open_segment(store, &opener, *part)?;
                touched.note(*part, *number);
            }
            let change = Change { fields: &after, parts: &parts };
            trail.extend(bucket.update(&opener, &mut row, &change, random)?);
            updated.push(row);
            changed.push(*number);
        }
        if changed.is_empty() {
            return Ok(changed);
        }
        let mut writes = bucket.finish(&opener, random)?;
        writes.updated = updated;
        writes.trail = trail;
        writes.apply(store)?;
        Ok(changed)
    }
}

impl Transaction<'_> {
    /// Stores segments that a search had to make from the records; no revision changes.
    pub(crate) fn rebuild_segments(&mut self, stale: &[(Part, u64)]) -> Result<()> {
        for part in Part::ALL {
            let mut buckets: Vec<u64> =
                stale.iter().filter(|(p, _)| *p == part).map(|(_, id)| *id).collect();
            buckets.sort_unstable();
            if !buckets.is_empty() {
                buckets.iter().try_for_each(|id| self.rebuild_segment(part, *id))?;
                self.log(Act::Segments { part, buckets });
            }
        }
        Ok(())
    }

    fn rebuild_segment(&mut self, part: Part, id: u64) -> Result<()> {
        let Vault { store, ring, state, policy, random, .. } = &mut *self.vault;
        let State { checkpoint, wrap, .. } = &*state;
        let opener = Opener::new(ring, wrap, checkpoint.epoch, policy);
        // Read anew: another part's segment of this bucket may have been rebuilt just now.
        let Some(row) = store.bucket(id)? else { return Ok(()) };
        let mut bucket = Bucket::load(store, &opener, &row)?;
        bucket.open_segment(store, &opener, part)?;
        bucket.finish(&opener, random)?.apply(store)
    }
}

/// A number that is not in its bucket was never given out, or its record was destroyed.
pub(crate) fn gone(number: RecordNumber, next_record: u64) -> Error {
    if number.get() < next_record { Error::Destroyed(number) } else { Error::NoRecord(number) }
}
