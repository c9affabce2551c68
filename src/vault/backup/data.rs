//! Writing a data artefact: the sealed rows as they lie in the database, at the disk's speed.
//!
//! One thread reads rows and compares each with its directory, so that a backup never takes over
//! damage in silence; another hashes and writes. Neither opens a record.

use super::rows;
use crate::crypto::digest::Hasher;
use crate::files;
use crate::model::{Digest, RecordNumber};
use crate::store::{BucketRow, Parts};
use crate::vault::bucket::{Bucket, Opener};
use crate::vault::directory::{Entry, row_hash_of, trail_link_of};
use crate::vault::error::{Error, Place, Result};
use crate::vault::session::Vault;
use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};

/// So much is handed over at once.
const PIECE: usize = 1 << 20;

/// So many pieces may wait to be written.
const WAITING: usize = 4;

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
    let file = files::create_new(path)?;
    std::thread::scope(|scope| {
        let (full, filled) = sync_channel(WAITING);
        let (empty, emptied) = channel();
        let writer = scope.spawn(move || drain(file, &filled, &empty));
        let mut out = Pieces { buffer: rows::MAGIC.to_vec(), bytes: 0, full, emptied };
        let copied = copy(vault, &mut out, progress);
        let Pieces { bytes, full, .. } = out;
        drop(full);
        let hash = match writer.join() {
            Ok(written) => files::at(path, written)?,
            Err(_) => return Err(Error::Bug("writing thread")),
        };
        Ok(Copied { bytes, hash, ..copied? })
    })
}

/// Hashes and writes pieces until there are no more; gives buffers back.
fn drain(
    mut file: File,
    filled: &Receiver<Vec<u8>>,
    empty: &Sender<Vec<u8>>,
) -> std::io::Result<Digest> {
    let mut hasher = Hasher::new();
    for mut piece in filled {
        hasher.update(&piece);
        file.write_all(&piece)?;
        piece.clear();
        // Nobody may be filling any more.
        drop(empty.send(piece));
    }
    file.sync_all()?;
    Ok(hasher.finish())
}

/// The piece being filled.
struct Pieces {
    buffer: Vec<u8>,
    bytes: u64,
    full: SyncSender<Vec<u8>>,
    emptied: Receiver<Vec<u8>>,
}

impl Pieces {
    /// Hands over what is there, once it is enough or `last`.
    fn pass_on(&mut self, last: bool) -> Result<()> {
        if self.buffer.len() < PIECE && !last {
            return Ok(());
        }
        let next = self.emptied.try_recv();
        let next = next.unwrap_or_else(|_| Vec::with_capacity(PIECE + PIECE / 8));
        let piece = std::mem::replace(&mut self.buffer, next);
        self.bytes += piece.len() as u64;
        // A writer that failed has gone, and says why where it is joined.
        self.full.send(piece).map_err(|_| Error::Bug("writing thread"))
    }
}

fn copy(vault: &Vault, out: &mut Pieces, progress: &dyn Fn(u64, u64)) -> Result<Copied> {
    let opener = vault.opener();
    let buckets = &vault.state.buckets;
    let mut copied = Copied::default();
    for (done, row) in (1..).zip(buckets) {
        copy_bucket(vault, &opener, row, &mut copied, out)?;
        progress(done, buckets.len() as u64);
    }
    out.pass_on(true)?;
    Ok(copied)
}

fn copy_bucket(
    vault: &Vault,
    opener: &Opener<'_>,
    row: &BucketRow,
    copied: &mut Copied,
    out: &mut Pieces,
) -> Result<()> {
    let bucket = Bucket::load(&vault.store, opener, row)?;
    let mut seen = 0;
    vault.store.each_record_of(row.id, |number, parts| {
        let unknown =
            || Error::damaged(Place::new("records.db", "damage-record-unknown").of(number));
        let entry = bucket.entry(number).ok_or_else(unknown)?;
        copy_record(vault, entry, (number, parts), out)?;
        seen += 1;
        copied.trail += u64::from(entry.trail);
        out.pass_on(false)
    })?;
    copied.records += seen as u64;
    if seen == bucket.directory.0.len() {
        return Ok(());
    }
    let missing = bucket.directory.0.keys().find_map(|place| {
        let number = RecordNumber::at(row.id, *place)?;
        matches!(vault.store.record(number), Ok(None)).then_some(number)
    });
    let place = Place::new("records.db", "damage-record-missing");
    Err(Error::damaged(missing.map_or(place.clone(), |number| place.of(number))))
}

fn copy_record(
    vault: &Vault,
    entry: &Entry,
    (number, parts): (RecordNumber, Parts<'_>),
    out: &mut Pieces,
) -> Result<()> {
    let bad = |what| Error::damaged(Place::new("records.db", what).of(number));
    if row_hash_of(number.get(), entry.revisions, parts) != entry.row {
        return Err(bad("damage-record"));
    }
    let mark = rows::mark(number, &entry.key);
    rows::put(&mut out.buffer, number, mark, (entry.revisions, entry.trail), parts)?;
    if entry.trail == 0 {
        return Ok(());
    }
    let (mut count, mut head) = (0, Digest::default());
    vault.store.each_trail_of(number, |n, part, sealed| {
        count += 1;
        head = trail_link_of(head, n, part, sealed);
        rows::put_trail(&mut out.buffer, part, sealed)
    })?;
    if (count, head) == (entry.trail, entry.trail_head) { Ok(()) } else { Err(bad("damage-trail")) }
}
