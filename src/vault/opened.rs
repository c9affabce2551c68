//! A record opened where its bytes lie: an export reads a million of them, and a text of its own
//! for each value would cost as much as the ciphers.

use super::bucket::Opener;
use super::content;
use super::directory::{Entry, row_hash_of};
use super::error::{Error, Place, Result};
use super::segment::{View, each_value};
use crate::crypto::{self, Key};
use crate::model::{About, FieldId, Lookup, Part, RecordNumber};
use crate::store::{BucketRow, Store};
use zeroize::Zeroizing;

/// The bytes of a bucket's search segment, if it is current.
pub(crate) fn segment_bytes(
    store: &Store,
    opener: &Opener<'_>,
    (row, key): (&BucketRow, &Key),
    part: Part,
) -> Result<Option<Zeroizing<Vec<u8>>>> {
    let counter = row.counters.get(part.index()).copied().unwrap_or_default();
    let key = opener.ring.segment(key, row.id, part)?;
    let context = opener.ring.segment_context(row.id, part, counter);
    Ok(store.with_segment(part, row.id, |sealed| {
        sealed.and_then(|sealed| crypto::open(&key, &context, sealed).ok())
    })?)
}

/// What the search segments of a bucket say of its records, for parts of which nothing else is
/// wanted: one opening for 256 records.
#[derive(Default)]
pub(crate) struct FromSegments {
    segments: Vec<(Part, Zeroizing<Vec<u8>>)>,
}

impl FromSegments {
    /// Takes the segment of `part`; no when it is absent or stale.
    pub(crate) fn take(
        &mut self,
        store: &Store,
        opener: &Opener<'_>,
        bucket: (&BucketRow, &Key),
        part: Part,
    ) -> Result<bool> {
        let Some(bytes) = segment_bytes(store, opener, bucket, part)? else { return Ok(false) };
        let view = View::read(&bytes, opener.policy, opener.searchable(part));
        let usable = matches!(view, Ok(Some(view)) if view.records().all(|record| record.is_ok()));
        if usable {
            self.segments.push((part, bytes));
        }
        Ok(usable)
    }

    /// The bodies by place, for each segment.
    pub(crate) fn bodies(&self, opener: &Opener<'_>) -> Bodies<'_> {
        let mut all = Vec::new();
        for (part, bytes) in &self.segments {
            let mut bodies: Vec<&[u8]> = vec![&[]; 256];
            let view = View::read(bytes, opener.policy, opener.searchable(*part));
            for (place, body) in view.ok().flatten().into_iter().flat_map(View::records).flatten() {
                if let Some(slot) = bodies.get_mut(usize::from(place)) {
                    *slot = body;
                }
            }
            all.push((*part, bodies));
        }
        Bodies(all)
    }
}

/// Bodies of segments by place.
pub(crate) struct Bodies<'s>(Vec<(Part, Vec<&'s [u8]>)>);

/// Buffers for one record at a time.
pub(crate) type Buffers = [Zeroizing<Vec<u8>>; 4];

/// The values of a record as they leave, those of one field one behind the other.
pub(crate) struct Opened<'b> {
    /// The record's number.
    pub(crate) number: RecordNumber,
    values: Vec<(FieldId, &'b str)>,
    /// What is known about some of them. Segments do not have it.
    pub(crate) abouts: Vec<(FieldId, &'b str, Box<About>)>,
}

impl<'b> Opened<'b> {
    /// Opens the parts of `wanted` that the record has, after comparing the row with its
    /// directory entry.
    pub(crate) fn open(
        buffers: &'b mut Buffers,
        opener: &Opener<'_>,
        entry: &Entry,
        (number, parts): (RecordNumber, [&[u8]; 4]),
        wanted: &[Part],
    ) -> Result<Self> {
        if wanted.is_empty() {
            return Ok(Self { number, values: Vec::with_capacity(16), abouts: Vec::new() });
        }
        let bad = |what| Error::damaged(Place::new("records.db", what).of(number));
        if row_hash_of(number.get(), entry.revisions, parts) != entry.row {
            return Err(bad("damage-record"));
        }
        let (mut values, mut abouts) = (Vec::with_capacity(32), Vec::new());
        let rows = parts.into_iter().zip(entry.revisions).zip(buffers);
        for (part, ((sealed, revision), buffer)) in Part::ALL.into_iter().zip(rows) {
            if sealed.is_empty() || !wanted.contains(&part) {
                continue;
            }
            let key = opener.ring.compartment(&entry.key, number, part)?;
            let context = opener.ring.compartment_context(number, part, revision);
            let damaged = || bad("damage-compartment");
            let bytes = crypto::open_into(&key, &context, sealed, buffer).map_err(|_| damaged())?;
            if content::is_newer(bytes) {
                return Err(Error::Newer("record"));
            }
            content::each((opener.policy, part), bytes, &mut |named, stored| {
                let Ok(field) = named else { return Ok(()) };
                values.push((field, opener.policy.bare(field, stored.text)));
                abouts.extend(stored.about()?.map(|about| (field, stored.text, about)));
                Ok(())
            })
            .map_err(|_| damaged())?;
        }
        Ok(Self { number, values, abouts })
    }

    /// A record of which these values are told.
    pub(crate) fn of(number: RecordNumber, values: &'b [(FieldId, String)]) -> Self {
        let values = values.iter().map(|(field, text)| (*field, text.as_str())).collect();
        Self { number, values, abouts: Vec::new() }
    }

    /// The same with `masks` in the places of the values of secret fields, one after the other. What is
    /// known about those stays behind: it names them.
    pub(crate) fn masked<'m>(
        &self,
        is_secret: &dyn Fn(FieldId) -> bool,
        masks: &'m [String],
    ) -> Opened<'m>
    where
        'b: 'm,
    {
        let mut masks = masks.iter();
        let values = self.values.iter().filter_map(|(field, text)| {
            let text = if is_secret(*field) { masks.next()?.as_str() } else { *text };
            Some((*field, text))
        });
        let open = self.abouts.iter().filter(|(field, ..)| !is_secret(*field));
        let abouts = open.map(|(field, text, about)| (*field, *text, about.clone())).collect();
        Opened { number: self.number, values: values.collect(), abouts }
    }

    /// Every value with its field.
    pub(crate) fn values(&self) -> impl Iterator<Item = (FieldId, &'b str)> {
        self.values.iter().copied()
    }

    /// Adds what the segments say.
    pub(crate) fn add(&mut self, opener: &Opener<'_>, bodies: &Bodies<'b>) {
        for (part, bodies) in &bodies.0 {
            let searchable = opener.searchable(*part);
            let body = bodies.get(usize::from(self.number.place())).copied().unwrap_or_default();
            each_value(body, &mut |at, text| {
                let value = |field: &FieldId| (*field, opener.policy.bare(*field, text));
                self.values.extend(searchable.get(at).map(value));
            });
        }
    }

    /// Every value of `field`.
    pub(crate) fn all(&self, field: FieldId) -> impl Iterator<Item = &'b str> {
        self.values.iter().filter(move |(id, _)| *id == field).map(|(_, text)| *text)
    }
}

impl Lookup for Opened<'_> {
    fn any(&self, field: FieldId, test: impl FnMut(&str) -> bool) -> bool {
        self.all(field).any(test)
    }
}
