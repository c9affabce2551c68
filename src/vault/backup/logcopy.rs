//! The log at a destination: sealed entries and checkpoints, only ever appended to.
//!
//! Each frame ends with a sum of itself: after a power cut an unsynced tail may have any part of
//! it missing, and must not be taken for damage of what was synced before.

use crate::crypto;
use crate::files;
use crate::store::LogRow;
use crate::vault::error::{Error, Result};
use std::io::{BufReader, ErrorKind, Read};
use std::path::Path;

/// What a frame holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Frame {
    Entry,
    Checkpoint,
}

impl Frame {
    const fn number(self) -> u8 {
        match self {
            Self::Entry => 1,
            Self::Checkpoint => 2,
        }
    }
}

/// Bytes before the sealed ones.
const HEAD: usize = 1 + 8 + 4 + 4;
/// Bytes behind them.
const SUM: usize = 8;
/// No entry of ours is longer.
const LONGEST: usize = 64 << 20;

/// Appends a frame to `out`.
pub(crate) fn put(out: &mut Vec<u8>, frame: Frame, row: &LogRow) -> Result<()> {
    let sealed = row.sealed.as_bytes();
    let length = u32::try_from(sealed.len()).map_err(|_| Error::Bug("log frame"))?;
    let start = out.len();
    out.push(frame.number());
    out.extend_from_slice(&row.seq.to_be_bytes());
    out.extend_from_slice(&row.generation.to_be_bytes());
    out.extend_from_slice(&length.to_be_bytes());
    out.extend_from_slice(sealed);
    let sum = sum(out.get(start..).unwrap_or_default(), &[]);
    out.extend_from_slice(&sum);
    Ok(())
}

/// The sum at the end of a frame.
fn sum(head: &[u8], sealed: &[u8]) -> [u8; SUM] {
    let mut hasher = crypto::digest::Hasher::new();
    hasher.update(head);
    hasher.update(sealed);
    let digest = hasher.finish();
    std::array::from_fn(|at| digest.0.get(at).copied().unwrap_or_default())
}

/// How many bytes the frame of a row has.
pub(crate) fn length(row: &LogRow) -> u64 {
    (HEAD + row.sealed.as_bytes().len() + SUM) as u64
}

/// Hands every whole frame to `each`; gives how many bytes they have. A file that is not there has
/// none. What stands behind the last whole frame was never finished; whoever knows how far the
/// frames must go compares.
pub(crate) fn read(path: &Path, mut each: impl FnMut(Frame, LogRow) -> Result<()>) -> Result<u64> {
    let file = match files::open_regular(path) {
        Ok(file) => file,
        Err(error) if error.source.kind() == ErrorKind::NotFound => return Ok(0),
        Err(error) => return Err(error.into()),
    };
    let mut reader = BufReader::with_capacity(1 << 20, file);
    let mut whole = 0;
    while let Some((frame, row)) = next(path, &mut reader)? {
        whole += length(&row);
        each(frame, row)?;
    }
    Ok(whole)
}

/// The next whole frame, if there is one.
fn next(path: &Path, reader: &mut impl Read) -> Result<Option<(Frame, LogRow)>> {
    let mut head = [0; HEAD];
    if !filled(path, reader, &mut head)? {
        return Ok(None);
    }
    let mut fields = crate::vault::bytes::Reader::new(&head);
    let frame = match fields.u8() {
        Ok(1) => Frame::Entry,
        Ok(2) => Frame::Checkpoint,
        _ => return Ok(None),
    };
    let (Ok(seq), Ok(generation), Ok(length)) = (fields.u64(), fields.u32(), fields.u32()) else {
        return Ok(None);
    };
    let length = length as usize;
    if length > LONGEST {
        return Ok(None);
    }
    let (mut sealed, mut found) = (vec![0; length], [0; SUM]);
    if !filled(path, reader, &mut sealed)? || !filled(path, reader, &mut found)? {
        return Ok(None);
    }
    let sealed_here = LogRow { seq, generation, sealed: crypto::read_back(&sealed) };
    Ok((sum(&head, &sealed) == found).then_some((frame, sealed_here)))
}

/// Fills `bytes`; no when the file ends before.
fn filled(path: &Path, reader: &mut impl Read, bytes: &mut [u8]) -> Result<bool> {
    match reader.read_exact(bytes) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => Ok(false),
        Err(source) => Err(files::FileError { path: path.to_path_buf(), source }.into()),
    }
}

#[expect(clippy::disallowed_methods, reason = "what strangers and crashes do to files")]
#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Sealed;

    #[test]
    fn frames_come_back_and_an_unfinished_one_is_left_out() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("log");
        assert_eq!(read(&path, |_, _| Ok(())).unwrap(), 0);
        let row = |seq: u64| LogRow {
            seq,
            generation: 1,
            sealed: Sealed::from_sealed_bytes(vec![7; usize::try_from(seq).unwrap() * 30]),
        };
        let mut out = Vec::new();
        put(&mut out, Frame::Entry, &row(1)).unwrap();
        put(&mut out, Frame::Checkpoint, &row(1)).unwrap();
        let whole = out.len();
        put(&mut out, Frame::Entry, &row(2)).unwrap();
        for cut in whole..out.len() {
            std::fs::write(&path, &out[..cut]).unwrap();
            let mut found = Vec::new();
            let length = read(&path, |frame, row| {
                found.push((frame, row));
                Ok(())
            });
            assert_eq!(length.unwrap(), whole as u64);
            assert_eq!(found, [(Frame::Entry, row(1)), (Frame::Checkpoint, row(1))]);
        }
        // A hole anywhere ends what can be read.
        for at in 0..whole {
            let mut holed = out.clone();
            holed[at] ^= 1;
            std::fs::write(&path, &holed).unwrap();
            assert!(read(&path, |_, _| Ok(())).unwrap() < whole as u64, "byte {at}");
        }
    }
}
