//! The rows of a data artefact: sealed parts and trails, and nothing that opens them.

use crate::crypto::{self, Key, digest::Hasher};
use crate::model::{Digest, Part, RecordNumber, Sealed};
use crate::store::{RecordRow, TrailRow};
use crate::vault::directory::{row_hash, trail_link};
use crate::vault::error::{Error, Result};
use std::io::{ErrorKind, Read};

/// How the data begins.
pub(crate) const MAGIC: &[u8] = b"kedang/k1/data\n";

/// No sealed value of ours is longer.
const LONGEST: u32 = 64 << 20;

/// Tells whether a key is the one that seals a record's rows.
pub(crate) type Mark = [u8; 8];

/// The mark of a record's key: 256 random bits cannot be found from it.
pub(crate) fn mark(number: RecordNumber, key: &Key) -> Mark {
    let mut hasher = Hasher::new();
    hasher.update(b"kedang/k1/mark");
    hasher.update(&number.get().to_be_bytes());
    hasher.update(key.expose());
    let digest = hasher.finish();
    std::array::from_fn(|at| digest.0.get(at).copied().unwrap_or_default())
}

/// One record of the data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    /// Its sealed parts.
    pub(crate) record: RecordRow,
    /// The mark of the key that seals them.
    pub(crate) mark: Mark,
    /// How often each part was sealed.
    pub(crate) revisions: [u32; 4],
    /// Its trail, from 1.
    pub(crate) trail: Vec<TrailRow>,
}

impl Row {
    /// What the hash of the data has of it.
    pub(crate) fn line(&self) -> Line {
        let Self { record: RecordRow { number, parts }, mark, revisions, trail } = self;
        let link = |head, entry: &TrailRow| trail_link(head, entry.n, entry.part, &entry.sealed);
        Line {
            number: *number,
            mark: *mark,
            row: row_hash(number.get(), *revisions, parts),
            trail: u32::try_from(trail.len()).unwrap_or(u32::MAX),
            trail_head: trail.iter().fold(Digest::default(), link),
        }
    }
}

/// A record in the hash of the data: every bit of its row and of its trail is in it, through the
/// hashes that its directory has of them.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub(crate) number: RecordNumber,
    pub(crate) mark: Mark,
    pub(crate) row: Digest,
    pub(crate) trail: u32,
    pub(crate) trail_head: Digest,
}

/// The hash of data, record by record.
pub(crate) struct Sum {
    hasher: Hasher,
    records: u64,
    trail: u64,
}

impl Sum {
    /// Of no record.
    pub(crate) fn new() -> Self {
        let mut hasher = Hasher::new();
        hasher.update(MAGIC);
        Self { hasher, records: 0, trail: 0 }
    }

    /// Takes the next record.
    pub(crate) fn add(&mut self, line: &Line) {
        self.hasher.update(&line.number.get().to_be_bytes());
        self.hasher.update(&line.mark);
        self.hasher.update(&line.row.0);
        self.hasher.update(&line.trail.to_be_bytes());
        self.hasher.update(&line.trail_head.0);
        self.records += 1;
        self.trail += u64::from(line.trail);
    }

    /// How many records and trail entries it is of.
    pub(crate) fn count(&self) -> (u64, u64) {
        (self.records, self.trail)
    }

    /// The hash of all of them.
    pub(crate) fn finish(self) -> Digest {
        self.hasher.finish()
    }
}

/// Appends a record to `out`; its `trail` entries follow by [`put_trail`].
pub(crate) fn put(
    out: &mut Vec<u8>,
    number: RecordNumber,
    mark: Mark,
    (revisions, trail): ([u32; 4], u32),
    parts: [&[u8]; 4],
) -> Result<()> {
    out.extend_from_slice(&number.get().to_be_bytes());
    out.extend_from_slice(&mark);
    for revision in revisions {
        out.extend_from_slice(&revision.to_be_bytes());
    }
    out.extend_from_slice(&trail.to_be_bytes());
    parts.into_iter().try_for_each(|part| put_sealed(out, part))
}

/// Appends an entry of the trail of the record before.
pub(crate) fn put_trail(out: &mut Vec<u8>, part: Part, sealed: &[u8]) -> Result<()> {
    out.push(part.get());
    put_sealed(out, sealed)
}

fn put_sealed(out: &mut Vec<u8>, sealed: &[u8]) -> Result<()> {
    let length = u32::try_from(sealed.len()).map_err(|_| Error::Bug("data"))?;
    out.extend_from_slice(&length.to_be_bytes());
    out.extend_from_slice(sealed);
    Ok(())
}

/// Reads data record by record. Whoever uses what it gives has compared the hash of the whole
/// first, or discards everything when it differs.
pub(crate) struct Rows<R>(R);

/// What cannot be read as data.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Unread {
    /// It is not what [`put`] writes.
    #[error("malformed data")]
    Malformed,
    /// The reader failed.
    #[error(transparent)]
    Io(#[from] std::io::Error),
}

impl<R: Read> Rows<R> {
    /// Begins to read.
    pub(crate) fn new(mut reader: R) -> std::result::Result<Self, Unread> {
        let mut magic = [0; MAGIC.len()];
        reader.read_exact(&mut magic)?;
        if magic == *MAGIC { Ok(Self(reader)) } else { Err(Unread::Malformed) }
    }

    /// The next record; nothing at the end.
    pub(crate) fn next(&mut self) -> std::result::Result<Option<Row>, Unread> {
        let mut first = [0; 1];
        loop {
            match self.0.read(&mut first) {
                Ok(0) => return Ok(None),
                Ok(_) => break,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error.into()),
            }
        }
        let mut rest = [0; 7];
        self.0.read_exact(&mut rest)?;
        let mut number = [0; 8];
        number.iter_mut().zip(first.iter().chain(&rest)).for_each(|(to, from)| *to = *from);
        let number = RecordNumber::new(u64::from_be_bytes(number)).ok_or(Unread::Malformed)?;
        let mark = self.array()?;
        let revisions = [self.u32()?, self.u32()?, self.u32()?, self.u32()?];
        let count = self.u32()?;
        let parts = [self.sealed()?, self.sealed()?, self.sealed()?, self.sealed()?];
        let mut trail = Vec::new();
        for n in 1..=count {
            let [part] = self.array()?;
            let part = Part::from_number(part).ok_or(Unread::Malformed)?;
            trail.push(TrailRow { record: number, n, part, sealed: self.sealed()? });
        }
        Ok(Some(Row { record: RecordRow { number, parts }, mark, revisions, trail }))
    }

    /// Gives the reader back.
    pub(crate) fn into_inner(self) -> R {
        self.0
    }

    fn array<const N: usize>(&mut self) -> std::result::Result<[u8; N], Unread> {
        let mut bytes = [0; N];
        self.0.read_exact(&mut bytes)?;
        Ok(bytes)
    }

    fn u32(&mut self) -> std::result::Result<u32, Unread> {
        Ok(u32::from_be_bytes(self.array()?))
    }

    fn sealed(&mut self) -> std::result::Result<Sealed, Unread> {
        let length = self.u32()?;
        if length > LONGEST {
            return Err(Unread::Malformed);
        }
        let mut bytes = vec![0; length as usize];
        self.0.read_exact(&mut bytes)?;
        Ok(crypto::read_back(&bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sealed() -> impl Strategy<Value = Sealed> {
        proptest::collection::vec(any::<u8>(), 0..40).prop_map(Sealed::from_sealed_bytes)
    }

    fn row() -> impl Strategy<Value = Row> {
        let parts = [sealed(), sealed(), sealed(), sealed()];
        let trail = proptest::collection::vec((0_u8..4, sealed()), 0..4);
        (1_u64..1 << 40, any::<[u8; 8]>(), any::<[u32; 4]>(), parts, trail).prop_map(
            |(number, mark, revisions, parts, trail)| {
                let number = RecordNumber::new(number).unwrap();
                let trail = (1..).zip(trail).map(|(n, (part, sealed))| {
                    let part = Part::from_number(part).unwrap();
                    TrailRow { record: number, n, part, sealed }
                });
                let record = RecordRow { number, parts };
                Row { record, mark, revisions, trail: trail.collect() }
            },
        )
    }

    proptest! {
        #[test]
        fn rows_come_back_and_a_cut_is_noticed(rows in proptest::collection::vec(row(), 0..5), cut: prop::sample::Index) {
            let mut out = MAGIC.to_vec();
            let mut ends = vec![out.len()];
            for row in &rows {
                let trail = u32::try_from(row.trail.len()).unwrap();
                let parts = row.record.parts.each_ref().map(Sealed::as_bytes);
                put(&mut out, row.record.number, row.mark, (row.revisions, trail), parts).unwrap();
                for entry in &row.trail {
                    put_trail(&mut out, entry.part, entry.sealed.as_bytes()).unwrap();
                }
                ends.push(out.len());
            }
            let mut reader = Rows::new(out.as_slice()).unwrap();
            for row in &rows {
                let read = reader.next().unwrap();
                prop_assert_eq!(read.as_ref(), Some(row));
            }
            prop_assert!(reader.next().unwrap().is_none());
            let cut = cut.index(out.len());
            let read = Rows::new(&out[..cut]).and_then(|mut reader| {
                while reader.next()?.is_some() {}
                Ok(())
            });
            prop_assert_eq!(read.is_ok(), ends.contains(&cut));
        }
    }
}
