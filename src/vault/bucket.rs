//! One bucket opened: its key, directory and search segments, changed in memory and written back
//! as rows.

use super::content;
use super::directory::{Directory, Entry, row_hash, trail_link};
use super::error::{Error, Place, Result};
use super::keys::KeyRing;
use super::packed::Packed;
use super::segment::{self, Segment};
use crate::crypto::{self, Key, Random};
use crate::model::{Digest, FieldId, Fields, Part, RecordNumber, Sealed};
use crate::policy::Policy;
use crate::store::{BucketRow, RecordRow, Store, TrailRow};
use std::sync::Arc;
use zeroize::Zeroizing;

const FILE: &str = "records.db";

/// What sealing and opening need: the keys of the operator, the wrap key of the epoch, the rules.
pub(crate) struct Opener<'a> {
    pub(crate) ring: &'a KeyRing,
    pub(crate) wrap: &'a Key,
    pub(crate) epoch: u64,
    pub(crate) policy: &'a Policy,
    /// The searchable fields of each part, as segments list them.
    pub(crate) searchable: [Vec<FieldId>; 4],
}

impl<'a> Opener<'a> {
    pub(crate) fn new(ring: &'a KeyRing, wrap: &'a Key, epoch: u64, policy: &'a Policy) -> Self {
        let searchable = Part::ALL.map(|part| segment::searchable(policy, part));
        Self { ring, wrap, epoch, policy, searchable }
    }

    pub(crate) fn searchable(&self, part: Part) -> &[FieldId] {
        self.searchable.get(part.index()).map_or(&[], Vec::as_slice)
    }

    /// Opens a bucket key.
    pub(crate) fn bucket_key(&self, row: &BucketRow) -> Result<Key> {
        let context = self.ring.bucket_key_context(row.id, self.epoch);
        crypto::open_key(self.wrap, &context, row.wrapped_key.as_bytes())
            .map_err(|_| Error::damaged(Place::new(FILE, "damage-bucket-key").at(row.id)))
    }

    /// Opens a record's parts, those of `wanted` that the record has, after comparing the row
    /// with its directory entry.
    pub(crate) fn fields(&self, entry: &Entry, row: &RecordRow, wanted: &[Part]) -> Result<Fields> {
        let bad = |what| Error::damaged(Place::new(FILE, what).of(row.number));
        if row_hash(row.number.get(), entry.revisions, &row.parts) != entry.row {
            return Err(bad("damage-record"));
        }
        let mut fields = Fields::new();
        for part in wanted {
            let (Some(sealed), Some(revision)) =
                (row.parts.get(part.index()), entry.revisions.get(part.index()))
            else {
                continue;
            };
            if sealed.is_empty() {
                continue;
            }
            let key = self.ring.compartment(&entry.key, row.number, *part)?;
            let context = self.ring.compartment_context(row.number, *part, *revision);
            let bytes = crypto::open(&key, &context, sealed.as_bytes())
                .map_err(|_| bad("damage-compartment"))?;
            if content::is_newer(&bytes) {
                return Err(Error::Newer("record"));
            }
            content::decode((self.policy, *part), &bytes, &mut fields)
                .map_err(|_| bad("damage-compartment"))?;
        }
        Ok(fields)
    }
}

/// The parts that a ring opens.
pub(crate) fn reachable(ring: &KeyRing) -> Vec<Part> {
    Part::ALL.into_iter().filter(|part| ring.clearance.opens_part(*part)).collect()
}

/// A bucket in memory.
pub(crate) struct Bucket {
    pub(crate) id: u64,
    pub(crate) key: Key,
    pub(crate) directory: Directory,
    counters: [u32; 4],
    /// The segments that were opened because they change.
    segments: [Option<Segment>; 4],
    /// Parts whose segment cannot be kept and is dropped.
    dropped: [bool; 4],
}

/// What has to be written to make a changed bucket true.
#[derive(Default)]
pub(crate) struct Writes {
    pub(crate) bucket: Option<BucketRow>,
    pub(crate) directory: Sealed,
    pub(crate) segments: Vec<(Part, Option<Sealed>)>,
    pub(crate) inserted: Vec<RecordRow>,
    pub(crate) updated: Vec<RecordRow>,
    pub(crate) trail: Vec<TrailRow>,
}

impl Bucket {
    /// A bucket that has no record yet.
    pub(crate) fn new(id: u64, key: Key) -> Self {
        Self {
            id,
            key,
            directory: Directory::default(),
            counters: [0; 4],
            segments: std::array::from_fn(|_| Some(Segment::default())),
            dropped: [false; 4],
        }
    }

    /// Opens a bucket and its directory, and compares the directory with its hash.
    pub(crate) fn load(store: &Store, opener: &Opener<'_>, row: &BucketRow) -> Result<Self> {
        Self::load_in(&mut Zeroizing::default(), store, opener, row)
    }

    /// As [`Bucket::load`], in a buffer that is used again for the next one: it is wiped once, not
    /// for every bucket.
    pub(crate) fn load_in(
        buffer: &mut Zeroizing<Vec<u8>>,
        store: &Store,
        opener: &Opener<'_>,
        row: &BucketRow,
    ) -> Result<Self> {
        let bad = || Error::damaged(Place::new(FILE, "damage-directory").at(row.id));
        let sealed = store.directory(row.id)?.ok_or_else(bad)?;
        if crypto::sha256(sealed.as_bytes()) != row.directory_hash {
            return Err(bad());
        }
        let key = opener.bucket_key(row)?;
        let context = opener.ring.directory_context(row.id);
        let bytes =
            crypto::open_into(&key, &context, sealed.as_bytes(), buffer).map_err(|_| bad())?;
        let directory = Directory::decode(bytes).map_err(|_| bad())?;
        Ok(Self {
            id: row.id,
            key,
            directory,
            counters: row.counters,
            segments: [const { None }; 4],
            dropped: [false; 4],
        })
    }

    /// The directory entry of a record, if it is here.
    pub(crate) fn entry(&self, number: RecordNumber) -> Option<&Entry> {
        if number.bucket() == self.id { self.directory.0.get(&number.place()) } else { None }
    }

    /// A record's row, which the directory says is there.
    pub(crate) fn row(&self, store: &Store, number: RecordNumber) -> Result<RecordRow> {
        let missing = || Error::damaged(Place::new(FILE, "damage-record-missing").of(number));
        self.entry(number).ok_or_else(missing)?;
        store.record(number)?.ok_or_else(missing)
    }

    /// Opens the segment of a part for changes; rebuilds it from the records when it is absent or
    /// stale; marks it to be dropped when the clearance does not reach it.
    pub(crate) fn open_segment(
        &mut self,
        store: &Store,
        opener: &Opener<'_>,
        part: Part,
    ) -> Result<()> {
        let index = part.index();
        if self.segments.get(index).is_some_and(Option::is_some) {
            return Ok(());
        }
        if !opener.ring.clearance.opens_part(part) {
            if let Some(dropped) = self.dropped.get_mut(index) {
                *dropped = true;
            }
            return Ok(());
        }
        let segment = match self.stored_segment(store, opener, part)? {
            Some(segment) => segment,
            None => self.rebuilt_segment(store, opener, part)?,
        };
        if let Some(slot) = self.segments.get_mut(index) {
            *slot = Some(segment);
        }
        Ok(())
    }

    /// The stored segment, if it is current.
    pub(crate) fn stored_segment(
        &self,
        store: &Store,
        opener: &Opener<'_>,
        part: Part,
    ) -> Result<Option<Segment>> {
        let Some(sealed) = store.segment(part, self.id)? else { return Ok(None) };
        let counter = self.counters.get(part.index()).copied().unwrap_or_default();
        let key = opener.ring.segment(&self.key, self.id, part)?;
        let context = opener.ring.segment_context(self.id, part, counter);
        // One that does not open was rolled back or damaged: it is only a cache.
        let Ok(bytes) = crypto::open(&key, &context, sealed.as_bytes()) else { return Ok(None) };
        let segment = Segment::decode(&bytes, opener.policy, opener.searchable(part));
        Ok(segment.ok().flatten())
    }

    /// The segment of a part as the records themselves say it is.
    pub(crate) fn rebuilt_segment(
        &self,
        store: &Store,
        opener: &Opener<'_>,
        part: Part,
    ) -> Result<Segment> {
        let mut segment = Segment::default();
        for row in store.records_of(self.id)? {
            if let Some(entry) = self.entry(row.number) {
                let fields = opener.fields(entry, &row, &[part])?;
                segment.put(row.number.place(), &fields, opener.searchable(part));
            }
        }
        Ok(segment)
    }

    /// Puts a new record in.
    pub(crate) fn insert(
        &mut self,
        opener: &Opener<'_>,
        record: (RecordNumber, Key),
        packed: &Arc<Packed>,
        random: &mut Random,
    ) -> Result<RecordRow> {
        let (number, key) = record;
        let mut row = RecordRow { number, parts: Default::default() };
        let mut revisions = [0; 4];
        for part in Part::ALL {
            let plain = packed.part(part);
            if !plain.is_empty() {
                let sealed = seal_part(opener, (number, &key), (part, 1), plain, random)?;
                set(&mut row.parts, part, sealed);
                set(&mut revisions, part, 1);
            }
            if let Some(Some(segment)) = self.segments.get_mut(part.index()) {
                segment.put_packed(number.place(), packed, part);
            }
        }
        let hash = row_hash(number.get(), revisions, &row.parts);
        let entry = Entry { key, revisions, row: hash, trail: 0, trail_head: Digest::default() };
        self.directory.0.insert(number.place(), entry);
        Ok(row)
    }

    /// Seals the parts of a record that changed, and its trail entries with them; the segments of
    /// those parts must have been opened.
    pub(crate) fn update(
        &mut self,
        opener: &Opener<'_>,
        row: &mut RecordRow,
        change: &Change<'_>,
        random: &mut Random,
    ) -> Result<Vec<TrailRow>> {
        let number = row.number;
        let place = number.place();
        let entry = self.directory.0.get_mut(&place).ok_or(Error::NoRecord(number))?;
        let mut trail = Vec::new();
        for (part, history) in change.parts {
            let revision = entry.revisions.get(part.index()).copied().unwrap_or_default() + 1;
            let plain = content::encode(opener.policy, *part, change.fields);
            // A part that lost its last value is sealed empty: absent means never there.
            let plain = plain.unwrap_or_else(|| Zeroizing::new(vec![content::VERSION]));
            let sealed =
                seal_part(opener, (number, &entry.key), (*part, revision), &plain, random)?;
            set(&mut row.parts, *part, sealed);
            set(&mut entry.revisions, *part, revision);
            if let Some(history) = history {
                let n = entry.trail + 1;
                let key = opener.ring.compartment(&entry.key, number, *part)?;
                let context = opener.ring.trail_context(number, *part, n);
                let sealed = crypto::seal(&key, &context, history, random);
                entry.trail_head = trail_link(entry.trail_head, n, *part, &sealed);
                entry.trail = n;
                trail.push(TrailRow { record: number, n, part: *part, sealed });
            }
        }
        entry.row = row_hash(number.get(), entry.revisions, &row.parts);
        for (part, _) in change.parts {
            self.note_searchable(opener, *part, number, change.fields);
        }
        Ok(trail)
    }

    pub(crate) fn note_searchable(
        &mut self,
        opener: &Opener<'_>,
        part: Part,
        number: RecordNumber,
        fields: &Fields,
    ) {
        if let Some(Some(segment)) = self.segments.get_mut(part.index()) {
            segment.put(number.place(), fields, opener.searchable(part));
        }
    }

    /// Takes a record out; the segments of all parts must have been opened.
    pub(crate) fn remove(&mut self, number: RecordNumber) -> bool {
        self.segments.iter_mut().flatten().for_each(|segment| segment.remove(number.place()));
        self.directory.0.remove(&number.place()).is_some()
    }

    /// Gives the bucket another key: whatever was sealed under the old one and is not in
    /// [`Bucket::finish`]'s rows is lost with it.
    pub(crate) fn rekey(&mut self, key: Key) {
        self.key = key;
    }

    /// Seals what changed, under the wrap key of `opener`.
    pub(crate) fn finish(mut self, opener: &Opener<'_>, random: &mut Random) -> Result<Writes> {
        let ring = opener.ring;
        let mut writes = Writes::default();
        for part in Part::ALL {
            let index = part.index();
            let segment = self.segments.get(index).and_then(Option::as_ref);
            let dropped = self.dropped.get(index).copied().unwrap_or_default();
            let Some(counter) = self.counters.get_mut(index) else { continue };
            if let Some(segment) = segment.filter(|_| ring.clearance.opens_part(part)) {
                *counter += 1;
                let plain = segment.encode(opener.policy, opener.searchable(part));
                let key = ring.segment(&self.key, self.id, part)?;
                let context = ring.segment_context(self.id, part, *counter);
                let sealed = crypto::seal(&key, &context, &plain, random);
                writes.segments.push((part, Some(sealed)));
            } else if dropped || segment.is_some() {
                *counter += 1;
                writes.segments.push((part, None));
            }
        }
        let context = ring.directory_context(self.id);
        writes.directory = crypto::seal(&self.key, &context, &self.directory.encode(), random);
        let context = ring.bucket_key_context(self.id, opener.epoch);
        writes.bucket = Some(BucketRow {
            id: self.id,
            directory_hash: crypto::sha256(writes.directory.as_bytes()),
            counters: self.counters,
            wrapped_key: crypto::seal_key(opener.wrap, &context, &self.key, random),
        });
        Ok(writes)
    }
}

/// What changes of one record: its fields as they are to be, and for each changed part the
/// history entry that keeps what was there before.
pub(crate) struct Change<'a> {
    pub(crate) fields: &'a Fields,
    pub(crate) parts: &'a [(Part, Option<Zeroizing<Vec<u8>>>)],
}

impl Writes {
    /// Writes the rows.
    pub(crate) fn apply(&self, store: &Store) -> Result<()> {
        for row in &self.inserted {
            store.insert_record(row)?;
        }
        for row in &self.updated {
            store.update_record(row)?;
        }
        for row in &self.trail {
            store.insert_trail(row)?;
        }
        if let Some(bucket) = &self.bucket {
            for (part, sealed) in &self.segments {
                match sealed {
                    Some(sealed) => store.put_segment(*part, bucket.id, sealed)?,
                    None => drop(store.delete_segment(*part, bucket.id)?),
                }
            }
            store.put_directory(bucket.id, &self.directory)?;
            store.put_bucket(bucket)?;
        }
        Ok(())
    }
}

/// Seals one part of a record under its key.
pub(crate) fn seal_part(
    opener: &Opener<'_>,
    (number, key): (RecordNumber, &Key),
    (part, revision): (Part, u32),
    plain: &[u8],
    random: &mut Random,
) -> Result<Sealed> {
    let key = opener.ring.compartment(key, number, part)?;
    let context = opener.ring.compartment_context(number, part, revision);
    Ok(crypto::seal(&key, &context, plain, random))
}

fn set<T>(parts: &mut [T; 4], part: Part, value: T) {
    if let Some(slot) = parts.get_mut(part.index()) {
        *slot = value;
    }
}
