//! The directory of a bucket: the record keys, and what binds each record's rows to this moment.

use super::bytes::{Malformed, Reader};
use crate::crypto::{Key, digest};
use crate::model::{Digest, Part, Sealed};
use std::collections::BTreeMap;
use zeroize::Zeroizing;

/// Version byte of the layout.
const VERSION: u8 = 1;

/// What the directory says about one record.
pub(crate) struct Entry {
    /// The record key; once it is gone, so is the record.
    pub(crate) key: Key,
    /// How often each part was sealed, 0 for a part that never was.
    pub(crate) revisions: [u32; 4],
    /// [`row_hash`] of the record's row.
    pub(crate) row: Digest,
    /// How many entries the record's trail has.
    pub(crate) trail: u32,
    /// The chain over them ([`trail_link`]); all zeros when there are none.
    pub(crate) trail_head: Digest,
}

/// The records of a bucket by place.
#[derive(Default)]
pub(crate) struct Directory(pub(crate) BTreeMap<u8, Entry>);

impl Directory {
    /// The layout described in the format: version, count, then the entries by place.
    pub(crate) fn encode(&self) -> Zeroizing<Vec<u8>> {
        let mut out = Zeroizing::new(Vec::with_capacity(3 + self.0.len() * 118));
        out.push(VERSION);
        // At most 256 places, so two bytes hold the count.
        out.extend_from_slice(&u16::try_from(self.0.len()).unwrap_or(u16::MAX).to_be_bytes());
        for (place, entry) in &self.0 {
            out.push(*place);
            out.extend_from_slice(entry.key.expose());
            entry.revisions.iter().for_each(|r| out.extend_from_slice(&r.to_be_bytes()));
            out.extend_from_slice(&entry.row.0);
            out.extend_from_slice(&entry.trail.to_be_bytes());
            if entry.trail > 0 {
                out.extend_from_slice(&entry.trail_head.0);
            }
        }
        out
    }

    /// Reads the layout; anything that [`Directory::encode`] would not write is malformed.
    pub(crate) fn decode(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut reader = Reader::new(bytes);
        if reader.u8()? != VERSION {
            return Err(Malformed);
        }
        let mut entries = BTreeMap::new();
        for _ in 0..reader.u16()? {
            let place = reader.u8()?;
            if entries.last_key_value().is_some_and(|(last, _)| *last >= place) {
                return Err(Malformed);
            }
            let key = Key::from_bytes(reader.array()?);
            let revisions = [reader.u32()?, reader.u32()?, reader.u32()?, reader.u32()?];
            let row = Digest(reader.array()?);
            let trail = reader.u32()?;
            let trail_head = if trail > 0 { Digest(reader.array()?) } else { Digest::default() };
            entries.insert(place, Entry { key, revisions, row, trail, trail_head });
        }
        reader.end()?;
        Ok(Self(entries))
    }
}

/// Binds the four sealed parts of a record, with their revisions, to its directory entry:
/// SHA-256 over the label, the number, and for each part its revision, length and sealed bytes.
pub(crate) fn row_hash(number: u64, revisions: [u32; 4], parts: &[Sealed; 4]) -> Digest {
    row_hash_of(number, revisions, parts.each_ref().map(Sealed::as_bytes))
}

/// [`row_hash`] of parts that lie elsewhere.
pub(crate) fn row_hash_of(number: u64, revisions: [u32; 4], parts: [&[u8]; 4]) -> Digest {
    let mut hasher = digest::Hasher::new();
    hasher.update(b"kedang/k1/row");
    hasher.update(&number.to_be_bytes());
    for (part, revision) in parts.iter().zip(revisions) {
        hasher.update(&revision.to_be_bytes());
        hasher.update(&u32::try_from(part.len()).unwrap_or(u32::MAX).to_be_bytes());
        hasher.update(part);
    }
    hasher.finish()
}

/// The next link of a record's trail: SHA-256 over the label, the previous link, the entry's
/// place, its part and its sealed bytes.
pub(crate) fn trail_link(previous: Digest, n: u32, part: Part, sealed: &Sealed) -> Digest {
    trail_link_of(previous, n, part, sealed.as_bytes())
}

/// [`trail_link`] of an entry that lies elsewhere.
pub(crate) fn trail_link_of(previous: Digest, n: u32, part: Part, sealed: &[u8]) -> Digest {
    let mut hasher = digest::Hasher::new();
    hasher.update(b"kedang/k1/trail");
    hasher.update(&previous.0);
    hasher.update(&n.to_be_bytes());
    hasher.update(&[part.get()]);
    hasher.update(sealed);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(byte: u8, trail: u32) -> Entry {
        Entry {
            key: Key::from_bytes([byte; 32]),
            revisions: [1, 0, 2, u32::from(byte)],
            row: Digest([byte; 32]),
            trail,
            trail_head: Digest(if trail > 0 { [9; 32] } else { [0; 32] }),
        }
    }

    #[test]
    fn a_directory_comes_back_and_nothing_else_is_read_as_one() {
        let directory = Directory([(0, entry(1, 0)), (7, entry(2, 3)), (255, entry(3, 0))].into());
        let bytes = directory.encode();
        let back = Directory::decode(&bytes).unwrap();
        assert_eq!(*back.encode(), *bytes);
        assert_eq!(back.0.keys().copied().collect::<Vec<_>>(), [0, 7, 255]);
        assert!(Directory::decode(&bytes[..bytes.len() - 1]).is_err());
        let mut unordered = bytes.to_vec();
        unordered[3] = 200;
        assert!(Directory::decode(&unordered).is_err());
    }

    #[test]
    fn a_row_hash_tells_records_revisions_and_parts_apart() {
        let sealed = |n: u8| Sealed::from_sealed_bytes(vec![n; 3]);
        let parts = [sealed(1), sealed(2), sealed(3), sealed(4)];
        let base = row_hash(1, [1; 4], &parts);
        assert_ne!(base, row_hash(2, [1; 4], &parts));
        assert_ne!(base, row_hash(1, [1, 1, 1, 2], &parts));
        assert_ne!(base, row_hash(1, [1; 4], &[sealed(1), sealed(3), sealed(2), sealed(4)]));
    }
}
