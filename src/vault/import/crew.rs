//! The threads of an import, and the loop of the thread that called.
//!
//! Workers ask the desk what to do: seal a whole bucket if one waits, else read the next batch.
//! Reading pauses while too much is under way, so memory stays bounded without a channel that
//! could block anybody.

use std::collections::{BTreeMap, VecDeque};
use std::sync::atomic::Ordering;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use super::Import;
use super::known::Known;
use super::met::{Access, Records};
use super::reading::{Reader, Row};
use super::rules::Rules;
use super::sequencer::Sequencer;
use super::source::Source;
use crate::crypto::Random;
use crate::model::RecordNumber;
use crate::transfer::{RowBatch, RowsError};
use crate::vault::bucket::{Bucket, Opener, Writes};
use crate::vault::error::{Error, Result};
use crate::vault::packed::Packed;
use crate::vault::session::Vault;

/// Batches between their reading and their turn in the sequence.
const BATCHES: usize = 12;
/// Buckets between their closing and their writing.
const BUCKETS: usize = 32;

/// Rows of one bucket, to be sealed.
pub(super) struct Job {
    pub(super) id: u64,
    /// The bucket, if it has been there before.
    pub(super) base: Option<Bucket>,
    pub(super) rows: Vec<(RecordNumber, Arc<Packed>)>,
}

/// What a worker is to do.
enum Task {
    Read(Source),
    Seal(Job),
}

/// What a worker has done.
enum Done {
    Read(u64, RowBatch, Vec<Row>),
    Ended,
    Sealed(Writes),
    Broken(RowsError),
    Failed(Error),
}

struct Desk {
    papers: Mutex<Papers>,
    news: Condvar,
}

struct Papers {
    source: Option<Source>,
    jobs: VecDeque<Job>,
    /// Batches that are being read or wait for their turn.
    batches: usize,
    /// Buckets that are not written yet.
    buckets: usize,
    reading: bool,
    closed: bool,
}

impl Desk {
    fn papers(&self) -> MutexGuard<'_, Papers> {
        self.papers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn change(&self, change: impl FnOnce(&mut Papers)) {
        change(&mut self.papers());
        self.news.notify_all();
    }

    /// The next task; nothing when the desk is closed.
    fn task(&self) -> Option<Task> {
        let mut papers = self.papers();
        loop {
            if papers.closed {
                return None;
            }
            if let Some(job) = papers.jobs.pop_front() {
                return Some(Task::Seal(job));
            }
            let room = papers.batches < BATCHES && papers.buckets < BUCKETS;
            if papers.reading
                && room
                && let Some(source) = papers.source.take()
            {
                papers.batches += 1;
                return Some(Task::Read(source));
            }
            papers = self.news.wait(papers).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// Closes the desk whichever way its holder ends, so that nobody waits for ever.
struct Closing<'a>(&'a Desk);

impl Drop for Closing<'_> {
    fn drop(&mut self) {
        self.0.change(|papers| papers.closed = true);
    }
}

/// Who may open the records that rows meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opening {
    /// Nobody: the lock is not held.
    Nobody,
    /// Every worker, through a connection of its own.
    Workers,
    /// The thread that writes: nobody else can read the database now.
    Writer,
}

/// One stretch of an import.
pub(super) struct Round<'a> {
    pub(super) rules: &'a Rules,
    pub(super) known: &'a Known,
    /// Who may open the records that rows meet.
    pub(super) opening: Opening,
    /// Told how many bytes have been read.
    pub(super) progress: &'a dyn Fn(u64),
}

/// What to do with what comes of a stretch.
pub(super) struct Ends<'a> {
    /// Takes whole buckets, in order.
    pub(super) sink: &'a mut dyn FnMut(Writes) -> Result<()>,
    /// Keeps the batches, to be read again; the stretch ends when they are this many bytes.
    pub(super) keep: Option<(&'a mut Vec<RowBatch>, usize)>,
    /// The stretch ends when the updates that wait are this many bytes.
    pub(super) updates: usize,
}

impl<'a> Round<'a> {
    pub(super) fn new(
        rules: &'a Rules,
        known: &'a Known,
        opening: Opening,
        order: &'a Import<'_>,
    ) -> Self {
        Self { rules, known, opening, progress: order.progress }
    }

    /// Goes on with the file until it ends (then it says yes) or a limit of `ends` is reached.
    pub(super) fn run(
        &self,
        vault: &Vault,
        source: &mut Option<Source>,
        sequencer: &mut Sequencer<'_, '_>,
        ends: Ends<'_>,
    ) -> Result<bool> {
        let (opener, path) = (vault.opener(), vault.paths.records());
        let opener = &opener;
        let Self { rules, known, opening, progress } = self;
        let (meter, first) =
            source.as_ref().map(|source| (source.meter(), source.given())).unwrap_or_default();
        let desk = Desk {
            papers: Mutex::new(Papers {
                source: source.take(),
                jobs: VecDeque::new(),
                batches: 0,
                buckets: 0,
                reading: true,
                closed: false,
            }),
            news: Condvar::new(),
        };
        let threads = std::thread::available_parallelism().map_or(1, usize::from).min(8);
        let mut randoms = Vec::with_capacity(threads);
        for _ in 0..threads {
            randoms.push(vault.random.fork()?);
        }
        let ended = std::thread::scope(|scope| {
            let closing = Closing(&desk);
            let (send, receive) = channel();
            for mut random in randoms {
                let (send, desk, path, known) = (send.clone(), &desk, &path, *known);
                let opens = *opening == Opening::Workers;
                scope.spawn(move || {
                    let access = opens.then_some(Access::Own(path, None));
                    let records = access.map(|access| Records::new(access, opener));
                    let mut reader = Reader { rules, known, opener, records, made: 0..0 };
                    work(desk, &mut reader, &mut random, &send);
                });
            }
            drop(send);
            let mut clerk = Clerk::new(&desk, sequencer, ends, first);
            let access = match opening {
                Opening::Nobody => None,
                Opening::Workers => Some(Access::Own(&path, None)),
                Opening::Writer => Some(Access::Writer(&vault.store)),
            };
            let records = access.map(|access| Records::new(access, opener));
            let mut reader = Reader { rules, known, opener, records, made: 0..0 };
            let ended = clerk.run(&mut reader, &receive, &mut || {
                progress(meter.load(Ordering::Relaxed));
            });
            drop(closing);
            ended
        })?;
        *source = desk.papers.into_inner().unwrap_or_else(PoisonError::into_inner).source;
        Ok(ended)
    }
}

fn work(desk: &Desk, reader: &mut Reader<'_>, random: &mut Random, send: &Sender<Done>) {
    let _closing = Closing(desk);
    while let Some(task) = desk.task() {
        let done = match task {
            Task::Seal(job) => {
                seal(job, reader.opener, random).map_or_else(Done::Failed, Done::Sealed)
            }
            Task::Read(mut source) => {
                let next = source.next();
                // Another worker goes on reading while this one looks at the rows.
                desk.change(|papers| papers.source = Some(source));
                match next {
                    Ok(Some((place, batch))) => match reader.batch(&batch) {
                        Ok(rows) => Done::Read(place, batch, rows),
                        Err(error) => Done::Failed(error),
                    },
                    Ok(None) => Done::Ended,
                    Err(error) => Done::Broken(error),
                }
            }
        };
        if send.send(done).is_err() {
            return;
        }
    }
}

/// Seals a bucket's new records.
fn seal(job: Job, opener: &Opener<'_>, random: &mut Random) -> Result<Writes> {
    let mut keys = random.fill_keys(job.rows.len() + 1)?.into_iter();
    let mut key = || keys.next().ok_or(Error::Bug("a key is missing"));
    let mut bucket = match job.base {
        Some(bucket) => bucket,
        None => Bucket::new(job.id, key()?),
    };
    let mut inserted = Vec::with_capacity(job.rows.len());
    for (number, packed) in job.rows {
        inserted.push(bucket.insert(opener, (number, key()?), &packed, random)?);
    }
    let mut writes = bucket.finish(opener, random)?;
    writes.inserted = inserted;
    Ok(writes)
}

/// The thread that called: puts in order what the workers do.
struct Clerk<'a, 'e, 'b, 'w> {
    desk: &'a Desk,
    sequencer: &'a mut Sequencer<'b, 'w>,
    ends: Ends<'e>,
    kept: usize,
    batches: BTreeMap<u64, (RowBatch, Vec<Row>)>,
    next_batch: u64,
    /// Buckets by number: those that were handed out, with their rows when these are sealed.
    buckets: BTreeMap<u64, Option<Writes>>,
    ended: bool,
    /// Tasks that reading workers have not answered.
    limit: bool,
}

impl<'a, 'e, 'b, 'w> Clerk<'a, 'e, 'b, 'w> {
    fn new(
        desk: &'a Desk,
        sequencer: &'a mut Sequencer<'b, 'w>,
        ends: Ends<'e>,
        next_batch: u64,
    ) -> Self {
        Self {
            desk,
            sequencer,
            ends,
            kept: 0,
            batches: BTreeMap::new(),
            next_batch,
            buckets: BTreeMap::new(),
            ended: false,
            limit: false,
        }
    }

    fn run(
        &mut self,
        reader: &mut Reader<'_>,
        receive: &Receiver<Done>,
        progress: &mut dyn FnMut(),
    ) -> Result<bool> {
        loop {
            match receive.recv().map_err(|_| Error::Bug("an import thread ended"))? {
                Done::Read(place, batch, rows) => {
                    self.batches.insert(place, (batch, rows));
                    self.take_batches(reader)?;
                    progress();
                }
                Done::Ended => {
                    self.ended = true;
                    self.desk.change(|papers| {
                        papers.batches -= 1;
                        papers.reading = false;
                    });
                }
                Done::Sealed(writes) => self.take_bucket(writes)?,
                Done::Broken(error) => return Err(Error::Csv(error)),
                Done::Failed(error) => return Err(error),
            }
            let quiet = self.desk.papers().batches == 0;
            if quiet && self.ended && self.sequencer.settle_links(reader)? {
                self.hand_out();
            }
            if quiet && self.ended && self.sequencer.unwritten_from().is_some() {
                self.sequencer.close_bucket();
                self.hand_out();
            }
            if quiet && (self.ended || self.limit) && self.buckets.is_empty() {
                return Ok(self.ended);
            }
        }
    }

    fn take_batches(&mut self, reader: &mut Reader<'_>) -> Result<()> {
        while let Some((batch, rows)) = self.batches.remove(&self.next_batch) {
            self.next_batch += 1;
            self.sequencer.batch(reader, &batch, rows)?;
            if let Some((kept, most)) = &mut self.ends.keep {
                self.kept += batch.bytes();
                self.limit |= self.kept > *most;
                kept.push(batch);
            }
            self.limit |= self.sequencer.waits_long(self.ends.updates);
            let more = !self.limit && !self.ended;
            self.desk.change(|papers| {
                papers.batches -= 1;
                papers.reading = more;
            });
            self.hand_out();
        }
        Ok(())
    }

    fn hand_out(&mut self) {
        let jobs = std::mem::take(&mut self.sequencer.jobs);
        if !jobs.is_empty() {
            self.buckets.extend(jobs.iter().map(|job| (job.id, None)));
            self.desk.change(|papers| {
                papers.buckets += jobs.len();
                papers.jobs.extend(jobs);
            });
        }
    }

    fn take_bucket(&mut self, writes: Writes) -> Result<()> {
        let id = writes.bucket.as_ref().map(|row| row.id).unwrap_or_default();
        self.buckets.insert(id, Some(writes));
        while let Some(first) = self.buckets.first_entry()
            && first.get().is_some()
        {
            if let Some(writes) = first.remove() {
                (self.ends.sink)(writes)?;
            }
            self.desk.change(|papers| papers.buckets -= 1);
        }
        Ok(())
    }
}
