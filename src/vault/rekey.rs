//! Step 3 of a destruction: what goes is deleted, touched buckets get new keys, and every bucket
//! key is wrapped under the new epoch.
//!
//! It needs no key of any level: whoever may destroy can finish what another began.

use super::bucket::{Bucket, Opener};
use super::destruction::Facts;
use super::erase::HELD;
use super::error::Result;
use super::keyhole::Epoch;
use super::session::Vault;
use super::state::State;
use super::transaction::Transaction;
use crate::crypto::{self, Key};
use crate::log::{Act, Code, Numbers, Rows};
use crate::model::{Part, RecordNumber};
use crate::store::BucketRow;
use std::collections::BTreeMap;

impl Transaction<'_> {
    /// Step 3, inside its transaction.
    pub(crate) fn destroy(&mut self, facts: &Facts, next: &Epoch, next_wrap: &Key) -> Result<()> {
        let Facts { order, erased, .. } = facts;
        // What an erasure takes is gone from the rows since its intent.
        let whole = order.scope.is_none();
        let rows = self.destroy_rows((&order.numbers, whole), erased.clone(), (next, next_wrap))?;
        if self.vault.mutated("destroyed-unlogged") {
            self.log_nothing();
            return Ok(());
        }
        let (intent, numbers, epoch) = (facts.intent, order.numbers.clone(), next.number);
        self.log(Act::Destroyed { intent, numbers, epoch, rows });
        Ok(())
    }

    /// Records go, if they go as a whole, and every bucket moves under the new epoch, theirs
    /// under new keys; gives `rows` with what was deleted added.
    pub(crate) fn destroy_rows(
        &mut self,
        (numbers, whole): (&Numbers, bool),
        mut rows: Rows,
        (next, next_wrap): (&Epoch, &Key),
    ) -> Result<Rows> {
        let mut by_bucket: BTreeMap<u64, Vec<RecordNumber>> = BTreeMap::new();
        for number in numbers.iter() {
            let touched = by_bucket.entry(number.bucket()).or_default();
            touched.extend(whole.then_some(number));
        }
        let buckets = self.vault.store.buckets()?;
        for row in &buckets {
            match by_bucket.remove(&row.id) {
                Some(numbers) => self.destroy_in(row, &numbers, (next, next_wrap), &mut rows)?,
                None => self.rewrap(row, next, next_wrap)?,
            }
        }
        self.checkpoint.epoch = next.number;
        self.checkpoint.epoch_hash = next.hash();
        Ok(rows)
    }

    /// A touched bucket: the records go, the others move under a new bucket key.
    fn destroy_in(
        &mut self,
        row: &BucketRow,
        numbers: &[RecordNumber],
        (next, next_wrap): (&Epoch, &Key),
        rows: &mut Rows,
    ) -> Result<()> {
        let Vault { store, ring, state, policy, random, .. } = &mut *self.vault;
        let State { checkpoint, wrap, .. } = &*state;
        let old = Opener::new(ring, wrap, checkpoint.epoch, policy);
        let mut bucket = Bucket::load(store, &old, row)?;
        for part in Part::ALL {
            bucket.open_segment(store, &old, part)?;
        }
        let mut add = |id: &'static str, n: u64| *rows.entry(Code::fixed(id)).or_default() += n;
        for number in numbers {
            let Some(entry) = bucket.entry(*number) else { continue };
            for (id, revision) in HELD.into_iter().zip(entry.revisions) {
                add(id, u64::from(revision > 0));
            }
            add("trail", u64::from(entry.trail));
            add("record", 1);
            store.delete_record(*number)?;
            bucket.remove(*number);
        }
        bucket.rekey(Key::generate(random)?);
        let new = Opener::new(ring, next_wrap, next.number, policy);
        bucket.finish(&new, random)?.apply(store)
    }

    /// Any other bucket: its key moves under the new epoch.
    fn rewrap(&mut self, row: &BucketRow, next: &Epoch, next_wrap: &Key) -> Result<()> {
        let Vault { store, ring, state, policy, random, .. } = &mut *self.vault;
        let State { checkpoint, wrap, .. } = &*state;
        let old =
            Opener { ring, wrap, epoch: checkpoint.epoch, policy, searchable: Default::default() };
        let key = old.bucket_key(row)?;
        let context = ring.bucket_key_context(row.id, next.number);
        store.put_wrapped_key(row.id, &crypto::seal_key(next_wrap, &context, &key, random))?;
        Ok(())
    }
}
