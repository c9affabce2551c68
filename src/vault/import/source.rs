//! Where batches of rows come from: rows that were kept to be read again, then the file.

use std::collections::VecDeque;
use std::io::Read;
use std::num::NonZeroU64;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::transfer::{Form, Naming, Room, RowBatch, Rows, RowsError, RowsOptions, SheetPlace};

/// Rows of one batch: enough to make the hand-over cheap, few enough to keep memory small.
const ROWS: usize = 512;

/// A file being read, batch by batch.
pub(super) struct Source {
    reader: Rows<Counted>,
    again: VecDeque<RowBatch>,
    given: u64,
    /// What the batch before took.
    room: Room,
    /// How many rows more may be read now.
    left: u64,
    /// Whether the file has no more.
    ended: bool,
    /// What stopped reading ahead: it is told behind the rows that were kept.
    broken: Option<Box<RowsError>>,
    read: Arc<AtomicU64>,
}

/// Counts the bytes that pass.
struct Counted {
    input: Box<dyn Read + Send>,
    read: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let length = self.input.read(buffer)?;
        self.read.fetch_add(length as u64, Ordering::Relaxed);
        Ok(length)
    }
}

impl Source {
    /// Finds out what `input` is, and reads its header, which `naming` tells from titles.
    pub(super) fn open(
        input: Box<dyn Read + Send>,
        options: RowsOptions<'_>,
        naming: Naming,
    ) -> Result<Self, RowsError> {
        let read = Arc::new(AtomicU64::new(0));
        let reader = Rows::named(Counted { input, read: Arc::clone(&read) }, options, naming)?;
        let (again, left, room) = (VecDeque::new(), u64::MAX, Room::default());
        Ok(Self { reader, again, given: 0, room, left, ended: false, broken: None, read })
    }

    /// The header's cells; JSON lines have none.
    pub(super) fn header(&self) -> Option<&[String]> {
        self.reader.header()
    }

    /// The form of the file.
    pub(super) fn form(&self) -> Form {
        self.reader.form()
    }

    /// Which sheet is read.
    pub(super) fn sheet(&self) -> Option<SheetPlace> {
        self.reader.sheet()
    }

    /// The name of the file's encoding.
    pub(super) fn encoding(&self) -> &'static str {
        self.reader.encoding()
    }

    /// A count of the bytes read so far, for whoever shows progress.
    pub(super) fn meter(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.read)
    }

    /// How many batches have been given out, which is the place of the next one.
    pub(super) fn given(&self) -> u64 {
        self.given
    }

    /// Puts batches that were read before in front of the rest of the file.
    pub(super) fn again(&mut self, batches: Vec<RowBatch>) {
        let rows: usize = batches.iter().map(RowBatch::len).sum();
        self.left = self.left.saturating_add(rows as u64);
        self.again = batches.into();
        self.given = 0;
    }

    /// Reads on while that is at most about `most` bytes, so many rows at a time, and keeps it for the
    /// reading proper. What is wrong with the file shows then, behind what can be read of it.
    pub(super) fn read_ahead(&mut self, (rows, most): (NonZeroU64, usize), told: &dyn Fn(u64)) {
        let (mut kept, mut bytes) = (Vec::new(), 0);
        'file: while !self.ended {
            self.allow(rows.get());
            while self.left > 0 {
                let batch = match self.next() {
                    Ok(Some((_, batch))) => batch,
                    Ok(None) => break 'file,
                    Err(error) => {
                        self.broken = Some(Box::new(error));
                        break 'file;
                    }
                };
                bytes += batch.bytes();
                kept.push(batch);
                told(self.read.load(Ordering::Relaxed));
                if bytes > most {
                    break 'file;
                }
            }
        }
        self.again(kept);
    }

    /// Lets `rows` more rows be read, and none behind them.
    pub(super) fn allow(&mut self, rows: u64) {
        self.left = rows;
    }

    /// Whether all rows of the file have been read.
    pub(super) fn has_ended(&self) -> bool {
        self.ended && self.again.is_empty()
    }

    /// The next batch with its place in the order; nothing at the end, or where no more is allowed.
    pub(super) fn next(&mut self) -> Result<Option<(u64, RowBatch)>, RowsError> {
        let most = usize::try_from(self.left).map_or(ROWS, |left| left.min(ROWS));
        if most == 0 {
            return Ok(None);
        }
        let batch = if let Some(batch) = self.again.pop_front() {
            batch
        } else if let Some(error) = self.broken.take() {
            return Err(*error);
        } else {
            let mut batch = RowBatch::with_room(&self.room);
            if !self.reader.read_batch(&mut batch, most)? {
                self.ended = true;
                return Ok(None);
            }
            self.room = batch.room();
            batch
        };
        self.left = self.left.saturating_sub(batch.len() as u64);
        let place = self.given;
        self.given += 1;
        Ok(Some((place, batch)))
    }
}
