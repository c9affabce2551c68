//! Writing a data artefact: the sealed rows as they lie in the database, at the disk's speed.
//!
//! Several threads read buckets in turns and compare every row with its directory, so that a backup
//! never takes over damage in silence. The thread that called them writes what they have read in
//! the order of the buckets: the file is the one that a single thread would write. None of them
//! opens a record.

use super::rows::{self, Line, Sum};
use crate::files;
use crate::model::{Digest, RecordNumber};
use crate::store::{Parts, Store, Trails};
use crate::vault::bucket::Bucket;
use crate::vault::directory::{Entry, row_hash_of, trail_link_of};
use crate::vault::error::{Error, Place, Result};
use crate::vault::session::Vault;
use crate::vault::turns;
use std::io::Write;
use std::path::Path;

/// So much is handed over at once, and the row that goes beyond it; or what a bucket has left.
const PIECE: usize = if cfg!(test) { 4 << 10 } else { 1 << 20 };

/// What was copied.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Copied {
    pub(crate) records: u64,
    pub(crate) trail: u64,
    pub(crate) bytes: u64,
    pub(crate) hash: Digest,
}

/// Writes every record to a new file, durable. `progress` is told how many of how many buckets
/// are done.
pub(crate) fn write(vault: &Vault, path: &Path, progress: &dyn Fn(u64, u64)) -> Result<Copied> {
    write_by(turns::threads(vault.state.buckets.len()), vault, path, progress)
}

/// As [`write`], by so many threads that read.
fn write_by(
    threads: usize,
    vault: &Vault,
    path: &Path,
    progress: &dyn Fn(u64, u64),
) -> Result<Copied> {
    let mut file = files::create_new(path)?;
    files::at(path, file.write_all(rows::MAGIC))?;
    let mut bytes = rows::MAGIC.len() as u64;
    let mut sum = Sum::new();
    let (mut done, all) = (0, vault.state.buckets.len() as u64);
    vault.in_turns(threads, &read, &mut |piece: Option<Piece>| {
        let Some(piece) = piece else {
            done += 1;
            progress(done, all);
            return Ok(());
        };
        piece.lines.iter().for_each(|line| sum.add(line));
        bytes += piece.bytes.len() as u64;
        Ok(files::at(path, file.write_all(&piece.bytes))?)
    })?;
    files::at(path, file.sync_all())?;
    let (records, trail) = sum.count();
    Ok(Copied { records, trail, bytes, hash: sum.finish() })
}

/// Some records of a bucket.
struct Piece {
    /// Their rows, as they stand in the data.
    bytes: Vec<u8>,
    /// What the hash of the data has of each.
    lines: Vec<Line>,
}

impl Piece {
    /// An empty one, with room for so many records of common size.
    fn of(records: usize) -> Self {
        Self { bytes: Vec::with_capacity(records << 10), lines: Vec::with_capacity(records) }
    }
}

/// Reads the rows of a bucket.
fn read(
    store: &Store,
    bucket: Bucket,
    hand_over: &mut dyn FnMut(Piece) -> Result<()>,
) -> Result<()> {
    let Bucket { id, directory, .. } = bucket;
    let (all, mut seen) = (directory.0.len(), 0);
    let mut piece = Piece::of(all);
    store.with_trails_of(id, |trails| {
        store.each_record_of(id, |number, parts| {
            let unknown =
                || Error::damaged(Place::new("records.db", "damage-record-unknown").of(number));
            let entry = directory.0.get(&number.place()).ok_or_else(unknown)?;
            copy_record(entry, (number, parts), trails, &mut piece)?;
            seen += 1;
            if piece.bytes.len() < PIECE {
                return Ok(());
            }
            hand_over(std::mem::replace(&mut piece, Piece::of(all - seen)))
        })
    })?;
    hand_over(piece)?;
    if seen == all {
        return Ok(());
    }
    let missing = directory.0.keys().find_map(|place| {
        let number = RecordNumber::at(id, *place)?;
        matches!(store.record(number), Ok(None)).then_some(number)
    });
    let place = Place::new("records.db", "damage-record-missing");
    Err(Error::damaged(missing.map_or(place.clone(), |number| place.of(number))))
}

fn copy_record(
    entry: &Entry,
    (number, parts): (RecordNumber, Parts<'_>),
    trails: &mut Trails<'_>,
    piece: &mut Piece,
) -> Result<()> {
    let bad = |what| Error::damaged(Place::new("records.db", what).of(number));
    let Entry { revisions, row, trail, trail_head, .. } = *entry;
    if row_hash_of(number.get(), revisions, parts) != row {
        return Err(bad("damage-record"));
    }
    let mark = rows::mark(number, &entry.key);
    rows::put(&mut piece.bytes, number, mark, (revisions, trail), parts)?;
    if trail > 0 {
        let (mut count, mut head) = (0, Digest::default());
        trails.each_of(number, |n, part, sealed| {
            count += 1;
            head = trail_link_of(head, n, part, sealed);
            rows::put_trail(&mut piece.bytes, part, sealed)
        })?;
        if (count, head) != (trail, trail_head) {
            return Err(bad("damage-trail"));
        }
    }
    piece.lines.push(Line { number, mark, row, trail, trail_head });
    Ok(())
}

#[cfg(test)]
#[path = "data_tests.rs"]
mod tests;
