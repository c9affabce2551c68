//! Finding records: the search segments are opened, bucket by bucket and in parallel, and looked
//! at. No index of values exists anywhere.

use super::bucket::{Bucket, Opener};
use super::due::operational;
use super::error::{Error, Place, Result};
use super::restricted;
use super::segment::{View, any_value};
use super::session::Vault;
use crate::crypto::{self, Key};
use crate::model::{FieldId, Level, Lookup, Op, Part, RecordNumber, Selector, Term, Test};
use crate::store::{BucketRow, Store};
use jiff::civil::Date;
use zeroize::Zeroizing;

/// What a search found.
#[derive(Default)]
pub(crate) struct Found {
    /// The records, by number.
    pub(crate) numbers: Vec<RecordNumber>,
    /// Segments that were absent or stale and had to be made from the records.
    pub(crate) stale: Vec<(Part, u64)>,
    /// Restricted records that would be among them, by number, where those are kept apart.
    pub(crate) restricted: Vec<RecordNumber>,
}

/// From this many buckets on a second thread pays for itself.
const WORTH_A_THREAD: usize = 32;

/// A selector made ready for scanning.
struct Query<'a> {
    selector: &'a Selector,
    opener: Opener<'a>,
    /// The parts whose segments are opened, the one that lists every record first.
    parts: Vec<Part>,
    /// For each field by number: its part's place in `parts`, and its place in the segment.
    places: Vec<Option<(usize, usize)>>,
    /// Terms on fields that no segment holds: the records themselves are opened for them.
    slow: Vec<&'a Term>,
    slow_parts: Vec<Part>,
    /// Records that are restricted on this day are kept apart.
    apart: Option<Date>,
}

impl Vault {
    /// The records that `selector` takes, whoever asks, in order of their numbers. Terms above the clearance
    /// are refused; a number that is typed out must exist.
    pub(crate) fn find_everywhere(&self, selector: &Selector) -> Result<Found> {
        self.find_all(selector, None)
    }

    /// The same with those that are restricted today kept apart.
    pub(crate) fn find_apart(&self, selector: &Selector) -> Result<Found> {
        self.find_all(selector, Some(self.today()?))
    }

    fn find_all(&self, selector: &Selector, apart: Option<Date>) -> Result<Found> {
        for part in selector.parts(self.policy) {
            if let Part::Level(level) = part {
                self.require_part(selector, level)?;
            }
        }
        let query = Query { apart, ..Query::new(selector, self.opener()) };
        let wanted = |row: &&BucketRow| {
            selector.numbers.is_empty()
                || selector
                    .numbers
                    .iter()
                    .any(|range| range.start().bucket() <= row.id && row.id <= range.end().bucket())
        };
        let rows: Vec<&BucketRow> = self.state.buckets.iter().filter(wanted).collect();
        let found = self.scan(&query, &rows)?;
        self.typed_out_exist(selector, &found)?;
        Ok(found)
    }

    fn require_part(&self, selector: &Selector, level: Level) -> Result<()> {
        let named = selector.fields().find(|field| self.policy.part(*field) == Part::Level(level));
        let id = named.map(|field| self.policy.field(field).id.as_str());
        self.require_level(level, id)
    }

    fn scan(&self, query: &Query<'_>, rows: &[&BucketRow]) -> Result<Found> {
        let mut all = Found::default();
        for mut found in self.in_shares(rows, &|store, rows| query.scan(store, rows))? {
            all.numbers.append(&mut found.numbers);
            all.stale.append(&mut found.stale);
            all.restricted.append(&mut found.restricted);
        }
        Ok(all)
    }

    /// Divides `rows`, of which each stands for a bucket, among threads that pay for themselves,
    /// and gives what they made of their shares, in order. The lock is held, so every connection sees
    /// the same state.
    pub(super) fn in_shares<R: Sync, T: Send>(
        &self,
        rows: &[R],
        work: &(dyn Fn(&Store, &[R]) -> Result<T> + Sync),
    ) -> Result<Vec<T>> {
        let threads = std::thread::available_parallelism().map_or(1, usize::from).min(8);
        if threads == 1 || rows.len() < WORTH_A_THREAD {
            return Ok(vec![work(&self.store, rows)?]);
        }
        let path = &self.paths.records();
        std::thread::scope(|scope| {
            let workers: Vec<_> = rows
                .chunks(rows.len().div_ceil(threads))
                .map(|rows| scope.spawn(move || work(&Store::open(path)?, rows)))
                .collect();
            let bug = || Err(Error::Bug("a search thread panicked"));
            workers.into_iter().map(|worker| worker.join().unwrap_or_else(|_| bug())).collect()
        })
    }

    /// `K-12` that does not exist is an error; a hole in `K-1..K-40` is none.
    fn typed_out_exist(&self, selector: &Selector, found: &Found) -> Result<()> {
        for range in &selector.numbers {
            let number = *range.start();
            if range.start() != range.end() || found.numbers.binary_search(&number).is_ok() {
                continue;
            }
            let opener = self.opener();
            let there = match self.state.bucket(number.bucket()) {
                Some(row) => Bucket::load(&self.store, &opener, row)?.entry(number).is_some(),
                None => false,
            };
            if !there {
                return Err(self.absent(number)?);
            }
        }
        Ok(())
    }
}

impl<'a> Query<'a> {
    fn new(selector: &'a Selector, opener: Opener<'a>) -> Self {
        let policy = opener.policy;
        let mut parts: Vec<Part> = selector.parts(policy);
        // Level 3 (its kind) and the operational part (its state) list every record.
        let base = parts.iter().position(|part| *part == Part::Level(Level::Three));
        if let Some(at) = base {
            parts.swap(0, at);
        } else {
            parts.retain(|part| *part != Part::Operational);
            parts.insert(0, Part::Operational);
        }
        let fields = policy.fields().count();
        let place = |field: FieldId| {
            let part = policy.part(field);
            let at = parts.iter().position(|p| *p == part)?;
            let index = opener.searchable(part).iter().position(|f| *f == field)?;
            Some((at, index))
        };
        let places: Vec<_> =
            (0..fields).map(|n| u16::try_from(n).ok().and_then(|n| place(FieldId(n)))).collect();
        let held = |field: FieldId| places.get(usize::from(field.0)).copied().flatten().is_some();
        let slow: Vec<&Term> = selector
            .terms
            .iter()
            .filter(|term| match term {
                Term::Field { field, .. } => !held(*field),
                Term::State { .. } => true,
                Term::Due(_) => false,
            })
            .collect();
        let slow_parts = selector.parts(policy);
        Self { selector, opener, parts, places, slow, slow_parts, apart: None }
    }

    fn scan(&self, store: &Store, rows: &[&BucketRow]) -> Result<Found> {
        let mut found = Found::default();
        let mut buffers: Vec<Zeroizing<Vec<u8>>> =
            self.parts.iter().map(|_| Zeroizing::new(Vec::new())).collect();
        for row in rows {
            self.scan_bucket(store, row, &mut buffers, &mut found)?;
        }
        Ok(found)
    }

    fn scan_bucket(
        &self,
        store: &Store,
        row: &BucketRow,
        buffers: &mut [Zeroizing<Vec<u8>>],
        found: &mut Found,
    ) -> Result<()> {
        let key = self.opener.bucket_key(row)?;
        let mut opened: Vec<Option<&[u8]>> = Vec::with_capacity(self.parts.len());
        let (Some((base, parts)), Some((base_buffer, buffers))) =
            (self.parts.split_first(), buffers.split_first_mut())
        else {
            return Ok(());
        };
        opened.push(None);
        for (part, buffer) in parts.iter().zip(buffers) {
            opened.push(self.open_segment(store, (row, &key), *part, buffer)?);
        }
        // The part that lists every record comes last: for a rare word it is seldom needed.
        let all_there = opened.iter().skip(1).all(Option::is_some);
        if all_there && !self.may_match(&opened) {
            return Ok(());
        }
        if let Some(first) = opened.first_mut() {
            *first = self.open_segment(store, (row, &key), *base, base_buffer)?;
        }
        let stale = self.parts.iter().zip(&opened).filter(|(_, bytes)| bytes.is_none());
        found.stale.extend(stale.map(|(part, _)| (*part, row.id)));
        let there: Option<Vec<&[u8]>> = opened.iter().copied().collect();
        if let Some(there) = there {
            return if self.may_match(&opened) {
                self.match_records(store, row, &there, found)
            } else {
                Ok(())
            };
        }
        let rebuilt = self.rebuild(store, row)?;
        let there: Vec<&[u8]> = rebuilt.iter().map(|bytes| bytes.as_slice()).collect();
        self.match_records(store, row, &there, found)
    }

    /// Opens the segment of a part, if it is there and current.
    fn open_segment<'b>(
        &self,
        store: &Store,
        (row, bucket_key): (&BucketRow, &Key),
        part: Part,
        buffer: &'b mut Zeroizing<Vec<u8>>,
    ) -> Result<Option<&'b [u8]>> {
        let counter = row.counters.get(part.index()).copied().unwrap_or_default();
        let context = self.opener.ring.segment_context(row.id, part, counter);
        let key = self.opener.ring.segment(bucket_key, row.id, part)?;
        let bytes = store.with_segment(part, row.id, |sealed| {
            sealed.and_then(|s| crypto::open_into(&key, &context, s, buffer).ok())
        })?;
        let searchable = self.opener.searchable(part);
        let current =
            |b: &&[u8]| matches!(View::read(b, self.opener.policy, searchable), Ok(Some(_)));
        Ok(bytes.filter(current))
    }

    /// The segments of all parts as the records themselves say they are.
    fn rebuild(&self, store: &Store, row: &BucketRow) -> Result<Vec<Zeroizing<Vec<u8>>>> {
        let bucket = Bucket::load(store, &self.opener, row)?;
        let encoded = |part: &Part| {
            let segment = bucket.rebuilt_segment(store, &self.opener, *part)?;
            Ok(segment.encode(self.opener.policy, self.opener.searchable(*part)))
        };
        self.parts.iter().map(encoded).collect()
    }

    /// Whether the bytes of the segments leave any chance: most buckets hold nothing of a rare
    /// word, and one pass over their bytes shows it.
    fn may_match(&self, opened: &[Option<&[u8]>]) -> bool {
        let part = |field: FieldId| {
            self.places.get(usize::from(field.0)).copied().flatten().map(|(part, _)| part)
        };
        let possible = |field: FieldId, test: &Test| {
            let Some(part) = part(field) else { return true };
            opened.get(part).copied().flatten().is_none_or(|bytes| test.may_hold_in(bytes))
        };
        // One look at a segment serves every field there that is asked the same.
        let asked = |word: &[(FieldId, Test)], (field, test): &(FieldId, Test)| {
            word.iter().any(|(other, same)| same.is(test) && part(*other) == part(*field))
        };
        let word = |word: &Vec<(FieldId, Test)>| {
            let mut all = word.iter().enumerate();
            all.any(|(n, one)| {
                !word.get(..n).is_some_and(|before| asked(before, one)) && possible(one.0, &one.1)
            })
        };
        let term = |term: &Term| match term {
            Term::Field { field, op, tests } if *op != Op::Not => {
                tests.iter().any(|test| possible(*field, test))
            }
            _ => true,
        };
        self.selector.words.iter().all(word) && self.selector.terms.iter().all(term)
    }

    fn match_records(
        &self,
        store: &Store,
        row: &BucketRow,
        opened: &[&[u8]],
        found: &mut Found,
    ) -> Result<()> {
        let damaged = || Error::damaged(Place::new("records.db", "damage-segment").at(row.id));
        let mut views = Vec::with_capacity(opened.len());
        for (part, bytes) in self.parts.iter().zip(opened) {
            let view = View::read(bytes, self.opener.policy, self.opener.searchable(*part));
            views.push(view.ok().flatten().ok_or_else(damaged)?.records().peekable());
        }
        let Some((base, others)) = views.split_first_mut() else { return Ok(()) };
        let mut candidates = Vec::new();
        for record in base {
            let (place, body) = record.map_err(|_| damaged())?;
            let mut bodies = [&[][..]; 4];
            let (first, rest) = bodies.split_at_mut(1);
            first.fill(body);
            for (other, slot) in others.iter_mut().zip(rest) {
                while other.next_if(|r| r.as_ref().is_ok_and(|(p, _)| *p < place)).is_some() {}
                let same = other.next_if(|r| r.as_ref().is_ok_and(|(p, _)| *p == place));
                if let Some(Ok((_, body))) = same {
                    *slot = body;
                }
            }
            let Some(number) = RecordNumber::at(row.id, place) else { continue };
            let values = Values { bodies: &bodies, places: &self.places };
            let fast = |term: &&Term| !self.slow.iter().any(|slow| std::ptr::eq(*slow, *term));
            let holds = self.selector.includes(number)
                && self.selector.terms.iter().filter(fast).all(|term| term.matches(&values))
                && self.selector.words_match(&values);
            if holds {
                candidates.push(number);
            }
        }
        if !self.slow.is_empty() && !candidates.is_empty() {
            self.keep_slow(store, row, &mut candidates)?;
        }
        if let Some(today) = self.apart.filter(|_| !candidates.is_empty()) {
            let seen = self.parts.iter().position(|part| *part == Part::Operational);
            let made;
            let duties = if let Some(bytes) = seen.and_then(|at| opened.get(at)) {
                bytes
            } else {
                made = operational(store, &self.opener, row)?;
                made.as_slice()
            };
            let within = (&self.opener, row.id, duties);
            let mut taken = restricted::take_out(within, today, &mut candidates)?;
            found.restricted.append(&mut taken);
        }
        found.numbers.append(&mut candidates);
        Ok(())
    }

    /// Opens the candidates themselves for the terms that no segment answers.
    fn keep_slow(
        &self,
        store: &Store,
        row: &BucketRow,
        candidates: &mut Vec<RecordNumber>,
    ) -> Result<()> {
        let bucket = Bucket::load(store, &self.opener, row)?;
        let mut kept = Vec::new();
        for number in candidates.iter() {
            let Some(entry) = bucket.entry(*number) else { continue };
            let row = bucket.row(store, *number)?;
            let fields = self.opener.fields(entry, &row, &self.slow_parts)?;
            if self.slow.iter().all(|term| term.matches(&fields)) {
                kept.push(*number);
            }
        }
        *candidates = kept;
        Ok(())
    }
}

/// The values of one record in its segments.
struct Values<'a> {
    bodies: &'a [&'a [u8]],
    places: &'a [Option<(usize, usize)>],
}

impl Lookup for Values<'_> {
    fn any(&self, field: FieldId, mut test: impl FnMut(&str) -> bool) -> bool {
        let Some((part, index)) = self.places.get(usize::from(field.0)).copied().flatten() else {
            return false;
        };
        self.bodies.get(part).is_some_and(|body| any_value(body, index, &mut test))
    }
}
