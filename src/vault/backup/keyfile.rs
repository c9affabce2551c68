//! The key file of a destination: the record keys of the living, the tombstones of the dead.

use crate::crypto::{self, Context, Key, Random, digest::Hasher};
use crate::files::{self, PendingFile};
use crate::log::Numbers;
use crate::model::{Digest, RecordNumber};
use crate::vault::bytes::Reader;
use crate::vault::error::{Error, Result};
use crate::vault::header::Unverified;
use crate::vault::keyhole::{Epoch, Keyhole};
use crate::vault::keys::KeyRing;
use serde::{Deserialize, Serialize};
use std::io::Write;
use std::path::Path;
use zeroize::Zeroizing;

const MAGIC: &[u8] = b"kedang/k1/keys\n";
/// A header is no longer.
const HEADER_LIMIT: u64 = 16 << 20;
/// What a key file knows besides keys is no longer.
const FACTS_LIMIT: u64 = 1 << 28;
/// A million keys are 36 MB; nobody has a hundred million customers in one vault.
const LIMIT: u64 = 8 << 30;
/// The magic and the line in clear are shorter than this.
const FRONT: u64 = 4096;
/// So many keys stand in one piece.
const PIECE: usize = 8192;
/// Bytes of a key with its number.
const ENTRY: usize = 8 + Key::LEN;
/// Pieces before the keys.
const FIRST: u64 = 2;

/// The line in clear: which key opens the pieces.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Front {
    /// The vault's id.
    pub(crate) vault: Digest,
    /// The destination's id.
    pub(crate) destination: Digest,
    /// The number of the destination's key that seals the pieces.
    pub(crate) number: u64,
    /// The generation of the vault key.
    pub(crate) generation: u32,
    /// How many pieces there are.
    pub(crate) pieces: u64,
    /// How many bytes the header has.
    pub(crate) header: u64,
}

/// What the key file knows besides keys: the vault at the moment it was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Facts {
    /// The log entry it goes up to.
    pub(crate) seq: u64,
    /// The head there.
    pub(crate) head: Digest,
    /// The epoch.
    pub(crate) epoch: u64,
    /// The number that the next record gets.
    pub(crate) next_record: u64,
    /// The hash of the header in force.
    pub(crate) header: Digest,
    /// Every record ever destroyed as a whole.
    pub(crate) tombstones: Numbers,
    /// How many lines destruction.log has.
    pub(crate) lines: u64,
    /// The hash of the last of them.
    pub(crate) line_head: Digest,
    /// How many keys follow.
    pub(crate) keys: u64,
    /// When, in milliseconds since 1970 UTC.
    pub(crate) time: i64,
}

/// What is written beside the keys.
pub(crate) struct Written<'a> {
    /// The destination's id.
    pub(crate) destination: Digest,
    /// The vault's header, as the file has it.
    pub(crate) header: &'a [u8],
    /// What the key file knows.
    pub(crate) facts: &'a Facts,
    /// destruction.log.
    pub(crate) destruction_log: &'a [u8],
}

/// A key file as it lies there, its sum checked; sealed still but for the header.
pub(crate) struct Closed {
    /// The line in clear.
    pub(crate) front: Front,
    /// The vault's header.
    pub(crate) header: Unverified,
    /// The header's bytes.
    pub(crate) header_bytes: Vec<u8>,
    /// The file without its sum, and where the pieces begin in it: of tens of megabytes in a large
    /// vault nobody makes a copy.
    body: Vec<u8>,
    pieces: usize,
}

/// A key file that was opened.
pub(crate) struct KeyFile {
    /// What it knows.
    pub(crate) facts: Facts,
    /// destruction.log.
    pub(crate) destruction_log: Vec<u8>,
    keys: Vec<(RecordNumber, Key)>,
}

impl KeyFile {
    /// The key of a record, if it lives.
    pub(crate) fn key(&self, number: RecordNumber) -> Option<&Key> {
        let at = self.keys.binary_search_by_key(&number, |(known, _)| *known).ok()?;
        self.keys.get(at).map(|(_, key)| key)
    }

    /// Every record that it has a key of, ascending.
    pub(crate) fn living(&self) -> impl Iterator<Item = RecordNumber> {
        self.keys.iter().map(|(number, _)| *number)
    }
}

/// Collects what is written, and hashes it.
struct Out {
    file: PendingFile,
    hasher: Hasher,
}

impl Out {
    fn put(&mut self, path: &Path, bytes: &[u8]) -> Result<()> {
        self.hasher.update(bytes);
        Ok(files::at(path, self.file.write_all(bytes))?)
    }

    fn put_sealed(&mut self, path: &Path, sealed: &[u8]) -> Result<()> {
        let length = u32::try_from(sealed.len()).map_err(|_| Error::Bug("key file piece"))?;
        self.put(path, &length.to_be_bytes())?;
        self.put(path, sealed)
    }
}

/// Writes the key file in the place of the one before, durable. `keys` are as many as `facts` says,
/// ascending.
pub(crate) fn write(
    path: &Path,
    written: &Written<'_>,
    (ring, under): (&KeyRing, &Epoch),
    keys: &[(RecordNumber, &Key)],
    random: &mut Random,
) -> Result<()> {
    let facts = written.facts;
    if facts.keys != keys.len() as u64 {
        return Err(Error::Bug("key file count"));
    }
    let pieces = FIRST + facts.keys.div_ceil(PIECE as u64);
    let front = Front {
        vault: Digest(*ring.vault.as_bytes()),
        destination: written.destination,
        number: under.number,
        generation: ring.generation,
        pieces,
        header: written.header.len() as u64,
    };
    let mut out = Out { file: PendingFile::create(path)?, hasher: Hasher::new() };
    out.put(path, MAGIC)?;
    out.put(path, &[json(&front)?.as_slice(), b"\n"].concat())?;
    out.put(path, written.header)?;
    let key = ring.key_file_key(under);
    let mut seal = |out: &mut Out, piece: u64, plain: &[u8]| {
        let context = ring.key_file_context(piece, pieces, under.number);
        out.put_sealed(path, crypto::seal(&key, &context, plain, random).as_bytes())
    };
    seal(&mut out, 0, &json(facts)?)?;
    seal(&mut out, 1, written.destruction_log)?;
    let mut plain = Zeroizing::new(Vec::with_capacity(PIECE * ENTRY));
    for (piece, keys) in (FIRST..).zip(keys.chunks(PIECE)) {
        plain.clear();
        for (number, key) in keys {
            plain.extend_from_slice(&number.get().to_be_bytes());
            plain.extend_from_slice(key.expose());
        }
        seal(&mut out, piece, &plain)?;
    }
    let sum = std::mem::take(&mut out.hasher).finish();
    files::at(path, out.file.write_all(&sum.0))?;
    Ok(out.file.publish_over()?)
}

fn json(value: &impl Serialize) -> Result<Vec<u8>> {
    serde_json::to_vec(value).map_err(|_| Error::Bug("key file"))
}

/// Reads the key file; nothing when there is none.
pub(crate) fn read(path: &Path) -> Result<Option<Closed>> {
    let Some(bytes) = files::read_if_there(path, LIMIT)? else { return Ok(None) };
    let damaged = || Error::damaged_file(path.to_path_buf(), "key file");
    let (body, sum) = bytes.split_last_chunk::<32>().ok_or_else(damaged)?;
    if crypto::sha256(body).0 != *sum {
        return Err(damaged());
    }
    // The sum holds, so what cannot be understood was meant: it is newer.
    let rest = body.strip_prefix(MAGIC).ok_or(Error::Newer("key file"))?;
    let end = rest.iter().position(|byte| *byte == b'\n').ok_or_else(damaged)?;
    let (line, rest) = rest.split_at_checked(end).ok_or_else(damaged)?;
    let front: Front = serde_json::from_slice(line).map_err(|_| Error::Newer("key file"))?;
    let rest = rest.get(1..).unwrap_or_default();
    let length = usize::try_from(front.header).map_err(|_| damaged())?;
    let (header_bytes, pieces) = rest.split_at_checked(length).ok_or_else(damaged)?;
    let header = Unverified::read(header_bytes)?;
    if front.vault.0 != *header.vault.as_bytes() {
        return Err(damaged());
    }
    let (header_bytes, pieces) = (header_bytes.to_vec(), body.len() - pieces.len());
    let mut body = bytes;
    body.truncate(body.len() - 32);
    Ok(Some(Closed { front, header, header_bytes, body, pieces }))
}

/// The line in clear: enough to ask whose a key file is and how old, without reading the keys behind
/// it. Nothing where none can be read.
pub(crate) fn front_at(path: &Path) -> Option<Front> {
    let start = files::read_start(path, FRONT).ok()?;
    let line = start.strip_prefix(MAGIC)?.split(|byte| *byte == b'\n').next()?;
    serde_json::from_slice(line).ok()
}

/// What a key file knows besides keys, without reading those: the first of its pieces. It vouches for
/// itself; nothing where it cannot be read or opened.
pub(crate) fn facts_at(path: &Path, ring: &KeyRing, keyhole: &Keyhole) -> Option<Facts> {
    let front = front_at(path)?;
    // They stand in clear, before anything vouches for them.
    if front.header > HEADER_LIMIT {
        return None;
    }
    let before = MAGIC.len() as u64 + json(&front).ok()?.len() as u64 + 1 + front.header;
    let length = files::read_start(path, before + 4).ok()?;
    let length = u64::from(u32::from_be_bytes(*length.last_chunk()?));
    if length > FACTS_LIMIT {
        return None;
    }
    let start = files::read_start(path, before + 4 + length).ok()?;
    let sealed = start.get(usize::try_from(before + 4).ok()?..)?;
    let under = keyhole.numbered(front.number)?;
    let ring = ring.at(front.generation)?;
    let context = ring.key_file_context(0, front.pieces, front.number);
    let plain = crypto::open(&ring.key_file_key(under), &context, sealed).ok()?;
    serde_json::from_slice(&plain).ok()
}

impl Closed {
    /// Opens the pieces with the destination's key that the line in clear names.
    pub(crate) fn open(&self, path: &Path, ring: &KeyRing, under: &Epoch) -> Result<KeyFile> {
        let damaged = || Error::damaged_file(path.to_path_buf(), "key file");
        let front = &self.front;
        if front.number != under.number {
            return Err(damaged());
        }
        // One that no rotation has reached yet is of an older generation.
        let ring = &ring.at(front.generation).ok_or_else(damaged)?;
        let mut reader = Reader::new(self.body.get(self.pieces..).unwrap_or_default());
        let mut next = |piece: u64| {
            let length = reader.u32().map_err(|_| damaged())?;
            let sealed = reader.take(length as usize).map_err(|_| damaged())?;
            let context = ring.key_file_context(piece, front.pieces, front.number);
            Ok::<_, Error>((context, sealed))
        };
        let key = &ring.key_file_key(under);
        let open = |(context, sealed): (Context, &[u8])| {
            crypto::open(key, &context, sealed).map_err(|_| damaged())
        };
        let facts: Facts = serde_json::from_slice(&open(next(0)?)?).map_err(|_| damaged())?;
        let destruction_log = open(next(1)?)?.to_vec();
        // One for all the others: it is wiped once, not for every piece.
        let mut buffer = Zeroizing::default();
        let mut keys = Vec::with_capacity(usize::try_from(facts.keys).map_err(|_| damaged())?);
        for piece in FIRST..front.pieces {
            let (context, sealed) = next(piece)?;
            let plain = crypto::open_into(key, &context, sealed, &mut buffer);
            let mut entries = Reader::new(plain.map_err(|_| damaged())?);
            while !entries.is_empty() {
                let number = entries.u64().ok().and_then(RecordNumber::new).ok_or_else(damaged)?;
                let key = Key::from_bytes(entries.array().map_err(|_| damaged())?);
                if keys.last().is_some_and(|(last, _)| *last >= number) {
                    return Err(damaged());
                }
                keys.push((number, key));
            }
        }
        if !reader.is_empty() || keys.len() as u64 != facts.keys {
            return Err(damaged());
        }
        Ok(KeyFile { facts, destruction_log, keys })
    }
}

#[expect(clippy::disallowed_methods, reason = "what strangers and crashes do to files")]
#[cfg(test)]
mod tests {
    use super::*;
    use crate::vault::sample::Sample;

    #[test]
    fn a_key_file_opens_with_the_destinations_key_only_and_no_flip_is_silent() {
        let sample = Sample::new();
        let mut vault = sample.open();
        let path = sample.home.path().join("key");
        let epoch = |number, byte| Epoch { number, key: Key::from_bytes([byte; 32]) };
        let number = |n| RecordNumber::new(n).unwrap();
        let facts = Facts {
            seq: 9,
            head: Digest([3; 32]),
            epoch: 2,
            next_record: 20_001,
            header: vault.header.hash,
            tombstones: Numbers::from(number(7)),
            lines: 2,
            line_head: Digest([4; 32]),
            keys: 10_000,
            time: 7,
        };
        let header = std::fs::read(sample.dir().join("header")).unwrap();
        let written = Written {
            destination: Digest([9; 32]),
            header: &header,
            facts: &facts,
            destruction_log: b"lines\n",
        };
        let key = Key::from_bytes([9; 32]);
        let keys: Vec<_> = (1..=10_000).map(|n| (number(2 * n), &key)).collect();
        write(&path, &written, (&vault.ring, &epoch(3, 1)), &keys, &mut vault.random).unwrap();
        let closed = read(&path).unwrap().unwrap();
        let opened = closed.open(&path, &vault.ring, &epoch(3, 1)).unwrap();
        assert_eq!((&opened.facts, opened.destruction_log.as_slice()), (&facts, &b"lines\n"[..]));
        assert_eq!(opened.living().count(), 10_000);
        assert!(opened.key(number(20_000)).is_some() && opened.key(number(19_999)).is_none());
        for other in [epoch(3, 2), epoch(4, 1)] {
            assert!(closed.open(&path, &vault.ring, &other).is_err());
        }
        let bytes = std::fs::read(&path).unwrap();
        for at in (0..bytes.len()).step_by(997) {
            let mut flipped = bytes.clone();
            flipped[at] ^= 1;
            std::fs::write(&path, &flipped).unwrap();
            assert!(matches!(read(&path), Err(Error::Damaged { .. })), "byte {at}");
        }
    }
}
