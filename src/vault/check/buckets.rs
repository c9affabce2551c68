//! Every bucket: its key, directory, rows, compartments, trails and segments, compared with each
//! other and with what the log says. Several threads share the buckets; each holds one at a time.

use super::replay::Replay;
use super::{Area, Checked, FILE, Findings, Notice};
use crate::crypto;
use crate::model::{Part, RecordNumber};
use crate::store::{BucketRow, RecordRow, Store};
use crate::vault::bucket::{Bucket, Opener, reachable};
use crate::vault::directory::{Entry, trail_link};
use crate::vault::error::{Error, Place, Result};
use crate::vault::segment::Segment;
use crate::vault::session::Vault;
use crate::vault::state::State;

impl Vault {
    /// Checks all buckets of the state that the vault was given.
    pub(super) fn check_buckets(
        &self,
        replay: &Replay,
        notices: &mut Vec<Notice>,
    ) -> Result<Vec<Checked>> {
        let rows = &self.state.buckets;
        let threads = std::thread::available_parallelism().map_or(1, usize::from).min(8);
        let share = rows.len().div_ceil(threads).max(1);
        let path = self.paths.records();
        let Self { ring, state, policy, .. } = self;
        let work = |rows: &[BucketRow]| {
            let State { checkpoint, wrap, .. } = state;
            let opener = Opener::new(ring, wrap, checkpoint.epoch, policy);
            let store = Store::open(&path)?;
            let next = checkpoint.next_record;
            let mut check = Check { store, opener, replay, next, tally: Tally::new() };
            rows.iter().try_for_each(|row| check.bucket(row))?;
            Ok(check.tally)
        };
        let work = &work;
        let parts: Vec<Result<Tally>> = std::thread::scope(|scope| {
            let lanes: Vec<_> =
                rows.chunks(share).map(|rows| scope.spawn(move || work(rows))).collect();
            let bug = |_| Err(Error::Bug("a checking thread panicked"));
            lanes.into_iter().map(|lane| lane.join().unwrap_or_else(bug)).collect()
        });
        let mut whole = Tally::new();
        for part in parts {
            whole.add(part?);
        }
        if !whole.incomplete {
            self.check_strays(&mut whole)?;
        }
        self.check_lost(replay, &mut whole);
        if whole.stale > 0 {
            notices.push(("check-stale", whole.stale.to_string()));
        }
        Ok(vec![whole.buckets.done(), whole.records.done(), whole.segments.done()])
    }

    /// Rows that belong to no bucket.
    fn check_strays(&self, whole: &mut Tally) -> Result<()> {
        if self.store.count_records()? != whole.rows {
            whole.records.add(Place::new(FILE, "damage-record-count"));
        }
        if self.store.count_trail()? != whole.trail {
            whole.records.add(Place::new(FILE, "damage-trail-count"));
        }
        if self.store.count_segments()? != whole.stored {
            whole.segments.add(Place::new(FILE, "damage-segment-count"));
        }
        let known = |id: &u64| self.state.bucket(*id).is_some();
        if !self.store.directory_ids()?.iter().all(known) {
            whole.buckets.add(Place::new(FILE, "damage-directory-count"));
        }
        Ok(())
    }

    /// Buckets that should be there because records in them live.
    fn check_lost(&self, replay: &Replay, whole: &mut Tally) {
        for id in replay.buckets().filter(|id| self.state.bucket(*id).is_none()) {
            if let Some(number) = replay.living(id).next().filter(|_| replay.sound) {
                whole.records.add(Place::new(FILE, "damage-record-missing").of(number));
            }
        }
    }
}

/// What one thread found.
struct Tally {
    buckets: Findings,
    records: Findings,
    segments: Findings,
    rows: u64,
    trail: u64,
    /// Search segments of buckets that are there.
    stored: u64,
    stale: u64,
    /// Whether a directory could not be opened, so that the sums mean nothing.
    incomplete: bool,
}

impl Tally {
    const fn new() -> Self {
        Self {
            buckets: Findings::new(Area::Buckets),
            records: Findings::new(Area::Records),
            segments: Findings::new(Area::Segments),
            rows: 0,
            trail: 0,
            stored: 0,
            stale: 0,
            incomplete: false,
        }
    }

    fn add(&mut self, other: Self) {
        self.buckets.append(other.buckets);
        self.records.append(other.records);
        self.segments.append(other.segments);
        self.rows += other.rows;
        self.trail += other.trail;
        self.stored += other.stored;
        self.stale += other.stale;
        self.incomplete |= other.incomplete;
    }
}

struct Check<'a> {
    store: Store,
    opener: Opener<'a>,
    replay: &'a Replay,
    next: u64,
    tally: Tally,
}

impl Check<'_> {
    fn damage(&mut self, what: &'static str, number: RecordNumber) {
        self.tally.records.add(Place::new(FILE, what).of(number));
    }

    fn bucket(&mut self, row: &BucketRow) -> Result<()> {
        let loaded = Bucket::load(&self.store, &self.opener, row);
        self.tally.buckets.looked_at(1);
        let Some(bucket) = self.tally.buckets.take(loaded)? else {
            self.tally.incomplete = true;
            return Ok(());
        };
        let rows = self.store.records_of(row.id)?;
        self.tally.rows += rows.len() as u64;
        for part in Part::ALL {
            let stored = self.store.with_segment(part, row.id, |sealed| sealed.is_some())?;
            self.tally.stored += u64::from(stored);
        }
        let mut segments: [Segment; 4] = std::array::from_fn(|_| Segment::default());
        let mut whole = true;
        for (place, entry) in &bucket.directory.0 {
            let Some(number) = RecordNumber::at(row.id, *place) else {
                self.tally.buckets.add(Place::new(FILE, "damage-directory").at(row.id));
                continue;
            };
            self.explain(number, entry);
            let there = rows.iter().find(|row| row.number == number);
            if let Some(record) = there {
                whole &= self.record(entry, record, &mut segments)?;
            } else {
                self.damage("damage-record-missing", number);
                whole = false;
            }
            self.trail(number, entry)?;
        }
        for stray in rows.iter().filter(|row| bucket.entry(row.number).is_none()) {
            self.damage("damage-record-unknown", stray.number);
        }
        self.living(&bucket);
        if whole {
            self.segments(&bucket, row, &segments)?;
        }
        Ok(())
    }

    /// Holds a directory entry to what the log says of the record.
    fn explain(&mut self, number: RecordNumber, entry: &Entry) {
        let explained = self.replay.revisions(number) == Some(entry.revisions);
        if number.get() >= self.next || (self.replay.sound && !explained) {
            self.damage("damage-revision", number);
        }
    }

    /// Whoever lives by the log must be in the directory.
    fn living(&mut self, bucket: &Bucket) {
        if self.replay.sound {
            let absent = self.replay.living(bucket.id).filter(|n| bucket.entry(*n).is_none());
            let absent: Vec<_> = absent.collect();
            for number in absent {
                self.damage("damage-record-missing", number);
            }
        }
    }

    /// Opens what the clearance reaches of a record, and notes it in the segments it belongs in.
    fn record(
        &mut self,
        entry: &Entry,
        row: &RecordRow,
        segments: &mut [Segment; 4],
    ) -> Result<bool> {
        self.tally.records.looked_at(1);
        let parts = reachable(self.opener.ring);
        let opened = self.opener.fields(entry, row, &parts);
        let Some(fields) = self.tally.records.take(opened)? else { return Ok(false) };
        let sealed = row.parts.iter().zip(entry.revisions);
        if sealed.into_iter().any(|(part, revision)| part.is_empty() != (revision == 0)) {
            self.damage("damage-record", row.number);
        }
        for part in parts {
            if let Some(segment) = segments.get_mut(part.index()) {
                segment.put(row.number.place(), &fields, self.opener.searchable(part));
            }
        }
        Ok(true)
    }

    /// Follows the chain of a record's events and history, and opens what the clearance reaches.
    fn trail(&mut self, number: RecordNumber, entry: &Entry) -> Result<()> {
        self.tally.trail += u64::from(entry.trail);
        if entry.trail == 0 {
            return Ok(());
        }
        let ring = self.opener.ring;
        let (mut head, mut good) = (crate::model::Digest::default(), true);
        let rows = self.store.trail(number)?;
        for (n, row) in (1..).zip(&rows) {
            head = trail_link(head, row.n, row.part, &row.sealed);
            good &= row.n == n;
            if ring.clearance.opens_part(row.part) {
                let key = ring.compartment(&entry.key, number, row.part)?;
                let context = ring.trail_context(number, row.part, row.n);
                good &= crypto::open(&key, &context, row.sealed.as_bytes()).is_ok();
            }
        }
        if !good || rows.len() as u64 != u64::from(entry.trail) || head != entry.trail_head {
            self.damage("damage-trail", number);
        }
        Ok(())
    }

    /// Compares the stored segments with what the records say. One that is absent, or lists other
    /// fields than the policy, is rebuilt by whoever searches next; one that does not open under
    /// its counter was put there by nobody who writes.
    fn segments(&mut self, bucket: &Bucket, row: &BucketRow, rebuilt: &[Segment; 4]) -> Result<()> {
        let Opener { ring, policy, .. } = &self.opener;
        for part in reachable(ring) {
            let fields = self.opener.searchable(part);
            let counter = row.counters.get(part.index()).copied().unwrap_or_default();
            let Some(sealed) = self.store.segment(part, row.id)? else {
                self.tally.stale += 1;
                continue;
            };
            let key = ring.segment(&bucket.key, row.id, part)?;
            let context = ring.segment_context(row.id, part, counter);
            let opened = crypto::open(&key, &context, sealed.as_bytes()).ok();
            let stored = opened.map(|bytes| Segment::decode(&bytes, policy, fields));
            let expected = rebuilt.get(part.index()).map(|segment| segment.encode(policy, fields));
            match stored {
                Some(Ok(None)) => self.tally.stale += 1,
                Some(Ok(Some(stored))) if Some(stored.encode(policy, fields)) == expected => {
                    self.tally.segments.looked_at(1);
                }
                _ => self.tally.segments.add(Place::new(FILE, "damage-segment").at(row.id)),
            }
        }
        Ok(())
    }
}
