//! T-B of a rotation: every bucket, with its records and their trails, opened under one generation
//! and sealed under the next. Several threads open and seal, each reading the state before the
//! transaction through a connection of its own; one writes.

use super::Progress;
use crate::crypto::{self, Key, Random};
use crate::log::Act;
use crate::model::{Digest, Part};
use crate::store::{BucketRow, RecordRow, Store, TrailRow};
use crate::vault::bucket::{Bucket, Opener, Writes};
use crate::vault::directory::{Entry, row_hash, trail_link};
use crate::vault::error::{Error, Place, Result};
use crate::vault::keyhole::Epoch;
use crate::vault::keys::KeyRing;
use crate::vault::session::Vault;
use crate::vault::transaction::Transaction;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::sync_channel;

/// From this many buckets on a second thread pays for itself.
const WORTH_A_THREAD: usize = 8;

/// So many finished buckets wait to be written, for each thread.
const WAITING: usize = 2;

const FILE: &str = "records.db";

/// Moves what hangs on record keys from one generation to another.
pub(crate) struct Reseal<'a> {
    pub(crate) from: &'a KeyRing,
    pub(crate) to: &'a KeyRing,
}

impl Reseal<'_> {
    /// Seals a record's parts and trail anew, after comparing them with its directory entry, which
    /// then speaks of them as they are now. Revisions stay: nothing changed.
    pub(crate) fn record(
        &self,
        entry: &mut Entry,
        row: &mut RecordRow,
        trail: &mut [TrailRow],
        random: &mut Random,
    ) -> Result<()> {
        let number = row.number;
        let bad = |what| Error::damaged(Place::new(FILE, what).of(number));
        if row_hash(number.get(), entry.revisions, &row.parts) != entry.row {
            return Err(bad("damage-record"));
        }
        let parts = Part::ALL.into_iter().zip(entry.revisions).zip(&mut row.parts);
        for ((part, revision), sealed) in parts.filter(|(_, sealed)| !sealed.is_empty()) {
            let context = |ring: &KeyRing| ring.compartment_context(number, part, revision);
            let key = self.from.compartment(&entry.key, number, part)?;
            let plain = crypto::open(&key, &context(self.from), sealed.as_bytes())
                .map_err(|_| bad("damage-compartment"))?;
            let key = self.to.compartment(&entry.key, number, part)?;
            *sealed = crypto::seal(&key, &context(self.to), &plain, random);
        }
        entry.row = row_hash(number.get(), entry.revisions, &row.parts);
        self.trail(entry, trail, random)
    }

    fn trail(&self, entry: &mut Entry, trail: &mut [TrailRow], random: &mut Random) -> Result<()> {
        let (mut before, mut after) = (Digest::default(), Digest::default());
        for (n, step) in (1..).zip(trail.iter_mut()) {
            let bad = || Error::damaged(Place::new(FILE, "damage-trail").of(step.record));
            let (number, part) = (step.record, step.part);
            before = trail_link(before, step.n, part, &step.sealed);
            let context = |ring: &KeyRing| ring.trail_context(number, part, n);
            let key = self.from.compartment(&entry.key, number, part)?;
            let plain = crypto::open(&key, &context(self.from), step.sealed.as_bytes())
                .map_err(|_| bad())?;
            let key = self.to.compartment(&entry.key, number, part)?;
            step.sealed = crypto::seal(&key, &context(self.to), &plain, random);
            after = trail_link(after, n, part, &step.sealed);
        }
        if u32::try_from(trail.len()).ok() != Some(entry.trail) || before != entry.trail_head {
            let number = trail.first().map(|step| step.record);
            let place = Place::new(FILE, "damage-trail");
            return Err(Error::damaged(number.map_or(place.clone(), |number| place.of(number))));
        }
        entry.trail_head = after;
        Ok(())
    }
}

/// A bucket sealed anew.
struct Resealed {
    writes: Writes,
    trail: Vec<TrailRow>,
}

impl Resealed {
    fn apply(&self, store: &Store) -> Result<()> {
        self.writes.apply(store)?;
        self.trail.iter().try_for_each(|row| Ok(store.reseal_trail(row)?))
    }
}

/// Moves buckets.
struct Move<'a> {
    from: &'a Opener<'a>,
    to: &'a Opener<'a>,
    /// `compartment-left`: the first record keeps what it has.
    leaves: bool,
}

impl Move<'_> {
    /// One bucket, under a key of its own.
    fn bucket(&self, store: &Store, row: &BucketRow, random: &mut Random) -> Result<Resealed> {
        let mut bucket = Bucket::load(store, self.from, row)?;
        for part in Part::ALL {
            bucket.open_segment(store, self.from, part)?;
        }
        let reseal = Reseal { from: self.from.ring, to: self.to.ring };
        let mut records = store.records_of(row.id)?;
        let mut trail = Vec::new();
        let bad = |number, what| Error::damaged(Place::new(FILE, what).of(number));
        let mut left = self.leaves;
        for record in &mut records {
            let number = record.number;
            let entry = bucket.directory.0.get_mut(&number.place());
            let entry = entry.ok_or_else(|| bad(number, "damage-record-unknown"))?;
            let mut steps = if entry.trail > 0 { store.trail(number)? } else { Vec::new() };
            if !std::mem::take(&mut left) {
                reseal.record(entry, record, &mut steps, random)?;
            }
            trail.extend(steps);
        }
        if records.len() != bucket.directory.0.len() {
            return Err(Error::damaged(Place::new(FILE, "damage-record-missing").at(row.id)));
        }
        bucket.rekey(Key::generate(random)?);
        let mut writes = bucket.finish(self.to, random)?;
        writes.updated = records;
        Ok(Resealed { writes, trail })
    }

    /// Every bucket; hands each to `take`, in whatever order they are done.
    fn all(
        &self,
        (own, path): (&Store, &Path),
        rows: &[BucketRow],
        random: &mut Random,
        take: &mut dyn FnMut(Resealed) -> Result<()>,
    ) -> Result<()> {
        let threads = std::thread::available_parallelism().map_or(1, usize::from).min(8);
        if threads == 1 || rows.len() < WORTH_A_THREAD {
            return rows.iter().try_for_each(|row| take(self.bucket(own, row, random)?));
        }
        let mut randoms = Vec::with_capacity(threads);
        for _ in 0..threads {
            randoms.push(random.fork()?);
        }
        let next = &AtomicUsize::new(0);
        let (send, done) = sync_channel(threads * WAITING);
        std::thread::scope(|scope| {
            for mut random in randoms {
                let send = send.clone();
                scope.spawn(move || {
                    // The lock is held, so every connection sees the state before the transaction.
                    let store = match Store::open(path) {
                        Ok(store) => store,
                        Err(error) => return drop(send.send(Err(error.into()))),
                    };
                    while let Some(row) = rows.get(next.fetch_add(1, Ordering::Relaxed)) {
                        if send.send(self.bucket(&store, row, &mut random)).is_err() {
                            return;
                        }
                    }
                });
            }
            drop(send);
            let mut count = 0;
            for moved in done {
                take(moved?)?;
                count += 1;
            }
            if count == rows.len() { Ok(()) } else { Err(Error::Bug("resealing thread")) }
        })
    }
}

impl Vault {
    /// Opens and seals everything as T-B does, and keeps nothing of it.
    pub(super) fn rehearse_rotation(&mut self, progress: Progress<'_>) -> Result<()> {
        let Self { store, ring, state, policy, random, paths, .. } = self;
        let opener = Opener::new(ring, &state.wrap, state.checkpoint.epoch, policy);
        let moves = Move { from: &opener, to: &opener, leaves: false };
        let (all, mut count) = (state.buckets.len() as u64, 0);
        moves.all((store, &paths.records()), &state.buckets, random, &mut |_| {
            count += 1;
            progress(count, all);
            Ok(())
        })
    }
}

impl Transaction<'_> {
    /// T-B, inside its transaction: everything moves under the next generation and the `next`
    /// epoch.
    pub(super) fn reseal(
        &mut self,
        rotation: u64,
        next: &Epoch,
        progress: Progress<'_>,
    ) -> Result<()> {
        let leaves = self.vault.mutated("compartment-left");
        let Vault { store, ring, state, policy, random, paths, .. } = &mut *self.vault;
        let generation = state.checkpoint.generation + 1;
        let new_ring = ring.at(generation).ok_or(Error::Bug("keys of the next generation"))?;
        let wrap = new_ring.wrap_key(next);
        let from = Opener::new(ring, &state.wrap, state.checkpoint.epoch, policy);
        let to = Opener::new(&new_ring, &wrap, next.number, policy);
        let moves = Move { from: &from, to: &to, leaves };
        let (all, mut count, mut records) = (state.buckets.len() as u64, 0, 0);
        moves.all((store, &paths.records()), &state.buckets, random, &mut |moved| {
            moved.apply(store)?;
            count += 1;
            records += moved.writes.updated.len() as u64;
            progress(count, all);
            Ok(())
        })?;
        self.checkpoint.generation = generation;
        self.checkpoint.epoch = next.number;
        self.checkpoint.epoch_hash = next.hash();
        self.log(Act::Resealed { rotation, generation, epoch: next.number, records });
        Ok(())
    }
}
