//! Taking a batch back, as far as nobody has worked on with it.
//!
//! What it made and nobody touched is destroyed by the one protocol that destroys
//! ([`crate::vault::purge`]), with all that may stand against it. What it changed and nobody touched
//! gets back the values that the records' own trails kept, as an edit that is in the history like any
//! other. The rest is told and left. What is restricted is not to be changed, unless it is so by the batch
//! alone: with its former values it is used again, and taking the batch back is how it comes to that.

use super::{Batch, Since};
use crate::log::{Act, Code, Numbers, Reason, Reference};
use crate::model::{Capability, FieldId, Fields, Part, RecordNumber, Selector, Value};
use crate::policy::Standing;
use crate::vault::bucket::{Bucket, reachable};
use crate::vault::error::{Error, Result};
use crate::vault::import::{VERB as IMPORT, folded, identifiers};
use crate::vault::purge::Order;
use crate::vault::records::{Touched, gone};
use crate::vault::restore::reapply;
use crate::vault::rules;
use crate::vault::session::Vault;
use crate::vault::trail;
use crate::vault::transaction::Transaction;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{BuildHasher, RandomState};

/// The verb under which log and history speak of it.
pub(crate) const VERB: &str = "batch-revert";

/// What taking a batch back comes to now.
#[derive(Clone, Debug)]
pub struct Reverting {
    /// The batch.
    pub batch: Batch,
    /// What is destroyed: what it made and nobody touched.
    pub orders: Vec<Order>,
    /// What gets its former values back: what it changed and nobody touched.
    pub restores: Numbers,
    /// What was changed since, and stays as it is.
    pub edited: Numbers,
    /// What was destroyed since.
    pub destroyed: Numbers,
    /// What a restore gave up.
    pub lost: Numbers,
    /// What it changed and nobody touched, and stays as it is all the same: it is restricted, or a
    /// former phone, e-mail or ID number is another record's now, or not to be entered any more.
    pub kept: Numbers,
    /// Those of `kept` that are restricted, and would be with their former values too.
    pub restricted: Numbers,
    /// What was done to its records since.
    since: Since,
    /// The entry of the log that this is true of.
    seq: u64,
}

impl Reverting {
    /// How many records it destroys or changes.
    pub fn count(&self) -> u64 {
        self.orders.iter().map(|order| order.numbers.len()).sum::<u64>() + self.restores.len()
    }
}

/// What was given back to records.
#[derive(Clone, Debug, Default)]
pub struct Reverted {
    /// The records.
    pub restored: Numbers,
}

/// The values that fields of a record had before.
type Former = Vec<(FieldId, Vec<Value>)>;

impl Vault {
    /// What taking back the batch `number` comes to; refuses what a purge refuses.
    pub fn plan_revert(&mut self, number: u64) -> Result<Reverting> {
        self.require_one_of(&[Capability::Write, Capability::Purge])?;
        self.hold_shared()?;
        let plan = self.reverting(number);
        self.release()?;
        plan
    }

    fn reverting(&self, number: u64) -> Result<Reverting> {
        let (batch, since) = self.find_batch(number)?;
        let orders = self.orders_of(&batch, &since)?;
        let restores = since.untouched(&batch.updated);
        if !restores.is_empty() {
            self.require(Capability::Write)?;
        }
        let (kept, restricted) = self.staying((&batch, &since), &restores, &orders)?;
        let all = batch.records();
        Ok(Reverting {
            orders,
            restores: restores.difference(&kept),
            edited: since.edited(&all),
            destroyed: since.destroyed(&all),
            lost: since.lost(&all),
            kept,
            restricted,
            since,
            batch,
            seq: self.state.checkpoint.seq,
        })
    }

    /// The order to destroy what the batch made and nobody touched.
    fn orders_of(&self, batch: &Batch, since: &Since) -> Result<Vec<Order>> {
        let numbers = since.untouched(&batch.created);
        if numbers.is_empty() {
            return Ok(Vec::new());
        }
        self.require(Capability::Purge)?;
        if self.own(Capability::Purge)?.is_some() {
            let ranges = numbers.ranges().map(|(first, last)| first..=last).collect();
            let selector = Selector { numbers: ranges, ..Selector::default() };
            let reached = self.find_for(Capability::Purge, &selector)?.numbers;
            let beyond = numbers.difference(&reached.into_iter().collect());
            beyond.first().map_or(Ok(()), |other| Err(Error::NotOwn(other)))?;
        }
        self.require_free(&numbers)?;
        let basis: Reference = format!("B-{}", batch.number)
            .parse()
            .map_err(|_| Error::Bug("a batch's number is no reference"))?;
        Ok(vec![Order { numbers, reason: Reason::Other, basis, scope: None, suppress: false }])
    }

    /// The same under the lock of a purge.
    pub(in crate::vault) fn reverted_orders(&self, number: u64) -> Result<Vec<Order>> {
        let (batch, since) = self.find_batch(number)?;
        self.orders_of(&batch, &since)
    }

    /// Gives the records that `plan` names their former values back; in a rehearsal nothing is kept.
    pub fn restore_former(&mut self, plan: &Reverting, rehearsal: bool) -> Result<Reverted> {
        self.require(Capability::Write)?;
        if plan.restores.is_empty() {
            return Ok(Reverted::default());
        }
        self.alone(rehearsal, |transaction| {
            // Each record and its trail would be opened once more to find the same.
            if transaction.vault.written_since(plan.seq)? {
                let now = transaction.vault.reverting(plan.batch.number)?;
                if now.restores != plan.restores || now.orders != plan.orders {
                    return Err(Error::SelectionChanged);
                }
            }
            let restored = transaction.restore_former(plan)?;
            Ok(Reverted { restored })
        })
    }

    /// Those of `numbers` that stay restricted, or of which a former identifier is another record's
    /// now, one that keeps it, or was suppressed since; and those of them that stay restricted.
    fn staying(
        &self,
        of: (&Batch, &Since),
        numbers: &Numbers,
        orders: &[Order],
    ) -> Result<(Numbers, Numbers)> {
        let (policy, mut kept, mut restricted) = (self.policy, Numbers::new(), Numbers::new());
        let unique: Vec<FieldId> = policy
            .fields()
            .filter(|(_, field)| field.traits.unique && self.ring.clearance.opens_part(field.part))
            .map(|(id, _)| id)
            .collect();
        let keys = RandomState::new();
        let hash =
            |field: FieldId, text: &str| keys.hash_one((field.0, folded(policy, field, text)));
        let mut wanted: HashMap<u64, Vec<RecordNumber>> = HashMap::new();
        let mut suppressed = None;
        let all: Vec<RecordNumber> = numbers.iter().collect();
        for group in all.chunk_by(|a, b| a.bucket() == b.bucket()) {
            for (number, (present, former)) in self.former(of, group)? {
                if self.stays_restricted(&present, &former)? {
                    restricted.insert(number);
                    kept.insert(number);
                    continue;
                }
                let identifiers = former.iter().filter(|(field, _)| unique.contains(field));
                let values = identifiers.flat_map(|(field, all)| all.iter().map(|v| (*field, v)));
                let values: Vec<_> = values.collect();
                let mut back = values
                    .iter()
                    .filter(|(field, value)| present.all(*field).all(|now| now.text != value.text));
                if back.clone().next().is_some() {
                    let list = match suppressed.take() {
                        Some(list) => list,
                        None => self.suppressed()?,
                    };
                    let refused = back.any(|(field, value)| list.has(policy, *field, &value.text));
                    suppressed = Some(list);
                    if refused {
                        kept.insert(number);
                        continue;
                    }
                }
                for (field, value) in values {
                    wanted.entry(hash(field, &value.text)).or_default().push(number);
                }
            }
        }
        if wanted.is_empty() {
            return Ok((kept, restricted));
        }
        let goes = |number| orders.iter().any(|order| order.numbers.contains(number));
        // One that the batch gave it to is destroyed, or gives it up, unless it stays as it is itself.
        let mut blocks: HashMap<RecordNumber, Vec<RecordNumber>> = HashMap::new();
        for (hash, number) in identifiers(self, &unique, &hash)?.into_iter().flatten() {
            let (Some(wanting), Some(owner)) = (wanted.get(&hash), RecordNumber::new(number))
            else {
                continue;
            };
            if !goes(owner) {
                let others = wanting.iter().filter(|mine| **mine != owner);
                blocks.entry(owner).or_default().extend(others);
            }
        }
        let strangers = blocks.keys().copied().filter(|owner| !numbers.contains(*owner));
        let mut staying: Vec<RecordNumber> = kept.iter().chain(strangers).collect();
        let mut more = BTreeSet::new();
        while let Some(owner) = staying.pop() {
            for mine in blocks.remove(&owner).into_iter().flatten() {
                more.insert(mine);
                staying.push(mine);
            }
        }
        Ok((kept.union(&more.into_iter().collect()), restricted))
    }

    /// Whether a record is restricted or in quarantine, and would be with its former values too.
    fn stays_restricted(&self, present: &Fields, former: &Former) -> Result<bool> {
        let today = self.today()?;
        let is_used = |fields: &Fields| self.policy.standing(fields, today) == Standing::Active;
        if is_used(present) {
            return Ok(false);
        }
        let mut after = present.clone();
        give_back(former, &mut after);
        self.policy.doubt_dealings(present, &mut after);
        self.policy.schedule(&mut after);
        Ok(!is_used(&after))
    }

    /// Records of one bucket, and what their fields held before the batch wrote them.
    fn former(
        &self,
        (batch, since): (&Batch, &Since),
        numbers: &[RecordNumber],
    ) -> Result<BTreeMap<RecordNumber, (Fields, Former)>> {
        let (mut all, opener) = (BTreeMap::new(), self.opener());
        let Some(first) = numbers.first() else { return Ok(all) };
        let missing = |number| gone(number, self.state.checkpoint.next_record);
        let row = self.store.bucket(first.bucket())?.ok_or_else(|| missing(*first))?;
        let bucket = Bucket::load(&self.store, &opener, &row)?;
        for number in numbers {
            let entry = bucket.entry(*number).ok_or_else(|| missing(*number))?;
            let row = bucket.row(&self.store, *number)?;
            let present = opener.fields(entry, &row, &reachable(&self.ring))?;
            let steps = trail::open(&self.store, &opener, (*number, entry))?;
            let count = (since.cancelled(*number), batch.steps(*number));
            let former = self.before(present.clone(), steps, count)?;
            all.insert(*number, (present, former));
        }
        Ok(all)
    }

    /// Undoes the last `count` steps that an import left, and what was done since: by a new policy,
    /// and in `cancelled` steps by imports that were taken back, and by that.
    fn before(
        &self,
        mut fields: Fields,
        steps: Vec<trail::Step>,
        (mut cancelled, mut count): (usize, usize),
    ) -> Result<Former> {
        let mut former: BTreeMap<FieldId, Vec<Value>> = BTreeMap::new();
        // The quarantine is the batch's own, unless something else decided on it since.
        let (state, mut decided) = (self.policy.known().state, false);
        for trail::Step { part, past } in steps.into_iter().rev() {
            if count == 0 {
                break;
            }
            let above = match part {
                Part::Level(needed) => Error::Clearance { needed, field: None },
                Part::Operational => Error::Bug("the operational part was not opened"),
            };
            let past = past.ok_or(above)?;
            let undone = cancelled > 0 && [IMPORT, VERB].contains(&past.verb.as_str());
            let imported = !undone && past.verb == IMPORT;
            let passes = [rules::VERB, reapply::VERB].contains(&past.verb.as_str());
            if !undone && !imported && !passes {
                return Err(Error::Bug("a change that the log does not tell"));
            }
            cancelled -= usize::from(undone);
            count -= usize::from(imported);
            for was in past.before {
                let after: Vec<Value> = fields.all(was.field).cloned().collect();
                let (whole, _) = was.whole(&after);
                fields.set(was.field, whole.iter().cloned());
                decided |= passes && was.field == state;
                if imported && (self.is_given_back(was.field) || was.field == state && !decided) {
                    former.insert(was.field, whole);
                }
            }
        }
        Ok(former.into_iter().collect())
    }
}

impl Vault {
    /// Whether a field is as before when a batch is taken back: what was entered, and what followed
    /// from that, such as the day by which a complaint wants a review. Not what duties and periods keep,
    /// and when the record was written.
    fn is_given_back(&self, field: FieldId) -> bool {
        let known = self.policy.known();
        let follows = self.policy.part(field) != Part::Operational
            && ![known.created, known.updated].contains(&field);
        follows || !self.policy.field(field).traits.system
    }
}

fn give_back(former: &Former, fields: &mut Fields) {
    for (field, values) in former {
        fields.set(*field, values.iter().cloned());
    }
}

impl Transaction<'_> {
    fn restore_former(&mut self, plan: &Reverting) -> Result<Numbers> {
        let own = self.vault.own(Capability::Write)?;
        let (mut touched, mut restored) = (Touched::default(), Numbers::new());
        let all: Vec<RecordNumber> = plan.restores.iter().collect();
        for group in all.chunk_by(|a, b| a.bucket() == b.bucket()) {
            let former = self.vault.former((&plan.batch, &plan.since), group)?;
            let mut edit = |number: RecordNumber, fields: &mut Fields| {
                let Some((_, former)) = former.get(&number) else { return Ok(()) };
                if own.as_ref().is_some_and(|own| !own.has(fields)) {
                    return Err(Error::NotOwn(number));
                }
                give_back(former, fields);
                Ok(())
            };
            for number in self.edit_bucket(VERB, group, &mut touched, &mut edit)? {
                restored.insert(number);
            }
        }
        if !restored.is_empty() {
            let follows = touched.follows();
            self.log(Act::Change {
                verb: Code::fixed(VERB),
                parts: touched.into_parts(),
                created: Numbers::new(),
                detail: None,
                collected: None,
                follows,
            });
        }
        Ok(restored)
    }
}
