//! The records themselves: every directory, row, compartment, trail and segment, several buckets
//! at a time.

use super::ledger::Ledger;
use super::{Area, Checked, Findings};
use crate::crypto;
use crate::model::{Digest, Part, RecordNumber};
use crate::store::{BucketRow, RecordRow, Store};
use crate::vault::bucket::{Bucket, Opener, reachable};
use crate::vault::directory::{Entry, trail_link};
use crate::vault::error::{Error, Place, Result};
use crate::vault::session::Vault;

const FILE: &str = "records.db";

/// From this many buckets on a second thread pays for itself.
const WORTH_A_THREAD: usize = 8;

/// What is found in some buckets.
struct Found {
    buckets: Findings,
    records: Findings,
    segments: Findings,
    trail: u64,
}

impl Found {
    const fn new() -> Self {
        Self {
            buckets: Findings::new(Area::Buckets),
            records: Findings::new(Area::Records),
            segments: Findings::new(Area::Segments),
            trail: 0,
        }
    }

    fn append(&mut self, other: Self) {
        for (to, from) in [
            (&mut self.buckets, other.buckets),
            (&mut self.records, other.records),
            (&mut self.segments, other.segments),
        ] {
            to.count += from.count;
            to.found.extend(from.found);
        }
        self.trail += other.trail;
    }
}

impl Vault {
    /// Looks at every bucket.
    pub(super) fn check_records(&self, ledger: &Ledger) -> Result<Vec<Checked>> {
        let threads = std::thread::available_parallelism().map_or(1, usize::from).min(8);
        let rows = &self.state.buckets;
        let mut all = Found::new();
        if threads == 1 || rows.len() < WORTH_A_THREAD {
            let checker = Checker { store: &self.store, opener: self.opener(), ledger };
            all = checker.buckets(rows)?;
        } else {
            let path = self.paths.records();
            let Self { ring, state, policy, .. } = self;
            let found: Vec<Result<Found>> = std::thread::scope(|scope| {
                let start = |rows| {
                    let path = &path;
                    scope.spawn(move || {
                        let store = Store::open(path)?;
                        let epoch = state.checkpoint.epoch;
                        let opener = Opener::new(ring, &state.wrap, epoch, policy);
                        Checker { store: &store, opener, ledger }.buckets(rows)
                    })
                };
                let workers: Vec<_> =
                    rows.chunks(rows.len().div_ceil(threads)).map(start).collect();
                let bug = || Err(Error::Bug("a checking thread panicked"));
                workers.into_iter().map(|worker| worker.join().unwrap_or_else(|_| bug())).collect()
            });
            for part in found {
                all.append(part?);
            }
        }
        self.check_counts(ledger, &mut all)?;
        Ok(vec![all.buckets.done(), all.records.done(), all.segments.done()])
    }

    /// Nothing may be there that no bucket accounts for.
    fn check_counts(&self, ledger: &Ledger, all: &mut Found) -> Result<()> {
        if self.store.count_records()? != ledger.living() {
            all.records.add(Place::new(FILE, "damage-record-count"));
        }
        if self.store.count_trail()? != all.trail {
            all.records.add(Place::new(FILE, "damage-trail-count"));
        }
        let ids: Vec<u64> = self.state.buckets.iter().map(|row| row.id).collect();
        if self.store.directory_ids()? != ids {
            all.buckets.add(Place::new(FILE, "damage-directory-count"));
        }
        if !self.store.structure_is_sound()? {
            all.buckets.add(Place::new(FILE, "damage-structure"));
        }
        Ok(())
    }
}

struct Checker<'a> {
    store: &'a Store,
    opener: Opener<'a>,
    ledger: &'a Ledger,
}

impl Checker<'_> {
    fn buckets(&self, rows: &[BucketRow]) -> Result<Found> {
        let mut found = Found::new();
        for row in rows {
            found.buckets.looked_at(1);
            let loaded = Bucket::load(self.store, &self.opener, row);
            if let Some(bucket) = found.buckets.take(loaded)? {
                self.records(&bucket, &mut found)?;
                self.segments(&bucket, &mut found)?;
            }
        }
        Ok(found)
    }

    fn records(&self, bucket: &Bucket, found: &mut Found) -> Result<()> {
        let listed: Vec<RecordNumber> = bucket
            .directory
            .0
            .keys()
            .filter_map(|place| RecordNumber::at(bucket.id, *place))
            .collect();
        for number in self.ledger.living_in(bucket.id) {
            if bucket.entry(number).is_none() {
                found.records.add(Place::new(FILE, "damage-record-missing").of(number));
            }
        }
        let rows = self.store.records_of(bucket.id)?;
        for row in &rows {
            if bucket.entry(row.number).is_none() {
                found.records.add(Place::new(FILE, "damage-record-unknown").of(row.number));
            }
        }
        for number in listed {
            found.records.looked_at(1);
            let row = rows.iter().find(|row| row.number == number);
            let (Some(entry), Some(row)) = (bucket.entry(number), row) else {
                found.records.add(Place::new(FILE, "damage-record-missing").of(number));
                continue;
            };
            self.record(entry, row, found)?;
        }
        Ok(())
    }

    fn record(&self, entry: &Entry, row: &RecordRow, found: &mut Found) -> Result<()> {
        let number = row.number;
        if self.ledger.revisions(number) != Some(entry.revisions) {
            found.records.add(Place::new(FILE, "damage-revision").of(number));
        }
        let reachable = reachable(self.opener.ring);
        found.records.take(self.opener.fields(entry, row, &reachable))?;
        let mut head = Digest::default();
        let steps = self.store.trail(number)?;
        found.trail += steps.len() as u64;
        for step in &steps {
            head = trail_link(head, step.n, step.part, &step.sealed);
            if !reachable.contains(&step.part) {
                continue;
            }
            let key = self.opener.ring.compartment(&entry.key, number, step.part)?;
            let context = self.opener.ring.trail_context(number, step.part, step.n);
            if crypto::open(&key, &context, step.sealed.as_bytes()).is_err() {
                found.records.add(Place::new(FILE, "damage-trail").of(number));
            }
        }
        if steps.len() as u64 != u64::from(entry.trail) || head != entry.trail_head {
            found.records.add(Place::new(FILE, "damage-trail").of(number));
        }
        Ok(())
    }

    /// A segment that is there must open under its counter and say what the records say; one that
    /// is absent is only rebuilt at the next search.
    fn segments(&self, bucket: &Bucket, found: &mut Found) -> Result<()> {
        for part in Part::ALL {
            let there = self.opener.ring.clearance.opens_part(part)
                && self.store.segment(part, bucket.id)?.is_some();
            if !there {
                continue;
            }
            found.segments.looked_at(1);
            let rebuilt = bucket.rebuilt_segment(self.store, &self.opener, part);
            // A record that does not open was named already.
            let Ok(rebuilt) = rebuilt else { continue };
            let stored = bucket.stored_segment(self.store, &self.opener, part)?;
            let bytes = |segment: &crate::vault::segment::Segment| {
                segment.encode(self.opener.policy, self.opener.searchable(part))
            };
            if stored.as_ref().map(bytes) != Some(bytes(&rebuilt)) {
                found.segments.add(Place::new(FILE, "damage-segment").at(bucket.id));
            }
        }
        Ok(())
    }
}
