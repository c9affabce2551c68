//! A record opened where its bytes lie: an export reads a million of them, and a text of its own
//! for each value would cost as much as the ciphers.

use super::bucket::Opener;
use super::content;
use super::directory::{Entry, row_hash_of};
use super::error::{Error, Place, Result};
use crate::crypto;
use crate::model::{FieldId, Part, RecordNumber};
use zeroize::Zeroizing;

/// Buffers for one record at a time.
pub(crate) type Buffers = [Zeroizing<Vec<u8>>; 4];

/// The values of a record, those of one field one behind the other.
pub(crate) struct Opened<'b> {
    /// The record's number.
    pub(crate) number: RecordNumber,
    values: Vec<(FieldId, &'b str)>,
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
        let bad = |what| Error::damaged(Place::new("records.db", what).of(number));
        if row_hash_of(number.get(), entry.revisions, parts) != entry.row {
            return Err(bad("damage-record"));
        }
        let mut values = Vec::with_capacity(32);
        let rows = parts.into_iter().zip(entry.revisions).zip(buffers);
        for (part, ((sealed, revision), buffer)) in Part::ALL.into_iter().zip(rows) {
            if sealed.is_empty() || !wanted.contains(&part) {
                continue;
            }
            let key = opener.ring.compartment(&entry.key, number, part)?;
            let context = opener.ring.compartment_context(number, part, revision);
            let damaged = || bad("damage-compartment");
            let bytes = crypto::open_into(&key, &context, sealed, buffer).map_err(|_| damaged())?;
            content::each(opener.policy, bytes, &mut |field, text, _| values.push((field, text)))
                .map_err(|_| damaged())?;
        }
        Ok(Self { number, values })
    }

    /// Every value of `field`.
    pub(crate) fn all(&self, field: FieldId) -> impl Iterator<Item = &'b str> {
        self.values.iter().filter(move |(id, _)| *id == field).map(|(_, text)| *text)
    }

    /// The fields that have values.
    pub(crate) fn fields(&self) -> impl Iterator<Item = FieldId> {
        self.values.iter().map(|(field, _)| *field)
    }
}
