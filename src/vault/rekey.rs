//! Step 3 of a destruction, inside its transaction: the records go, the buckets that had them get
//! new keys, and every bucket key moves under the next epoch.

use super::bucket::{Bucket, Opener};
use super::destruction::Facts;
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
    /// Step 3.
    pub(crate) fn destroy(&mut self, facts: &Facts, next: &Epoch, next_wrap: &Key) -> Result<()> {
        let numbers = facts.order.numbers.clone();
        let rows = self.destroy_rows(&numbers, next, next_wrap)?;
        if self.vault.mutated("destroyed-unlogged") {
            self.log_nothing();
            return Ok(());
        }
        let (intent, epoch) = (facts.intent, next.number);
        self.log(Act::Destroyed { intent, numbers, epoch, rows });
        Ok(())
    }

    /// The records go, and every bucket moves under the new epoch; gives what was counted.
    pub(crate) fn destroy_rows(
        &mut self,
        numbers: &Numbers,
        next: &Epoch,
        next_wrap: &Key,
    ) -> Result<Rows> {
        let mut by_bucket: BTreeMap<u64, Vec<RecordNumber>> = BTreeMap::new();
        for number in numbers.iter() {
            by_bucket.entry(number.bucket()).or_default().push(number);
        }
        let mut rows = Rows::new();
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
            let ids = ["operational", "level1", "level2", "level3"];
            for (id, revision) in ids.into_iter().zip(entry.revisions) {
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
