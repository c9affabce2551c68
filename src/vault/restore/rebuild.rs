//! Putting records together again, bucket by bucket: rows as they were sealed, under directories
//! and search segments that are new.
//!
//! One thread reads rows and writes what is done, in order; the others open records and seal
//! buckets. So much waits that nobody idles, and no more.

use super::artefact::{Artefact, Reading};
use crate::crypto::{self, Key, Random};
use crate::log::Numbers;
use crate::model::{Digest, RecordNumber};
use crate::store::TrailRow;
use crate::vault::backup::keyfile::KeyFile;
use crate::vault::backup::rows::Row;
use crate::vault::bucket::{Bucket, Opener, Writes, reachable};
use crate::vault::directory::{Entry, row_hash, trail_link};
use crate::vault::error::{Error, Place, Result};
use crate::vault::keys::KeyRing;
use crate::vault::rotate::Reseal;
use std::collections::{BTreeMap, VecDeque};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Mutex, PoisonError};

/// The rows of one bucket.
pub(crate) struct Job {
    pub(crate) id: u64,
    /// Each with the generation that it is sealed under.
    pub(crate) rows: Vec<(u32, Row)>,
}

/// A bucket put together.
pub(crate) struct Rebuilt {
    /// What has to be written.
    pub(crate) writes: Writes,
    /// Records whose rows are not what their key sealed; they are left out.
    pub(crate) unopened: Numbers,
}

/// Rows of several artefacts, of each those that are wanted, by number.
pub(crate) struct Rows<'a> {
    streams: Vec<Stream<'a>>,
}

struct Stream<'a> {
    generation: u32,
    reading: Reading<'a>,
    wanted: &'a Numbers,
    next: Option<Row>,
}

impl Stream<'_> {
    /// The next row that is wanted. What is read past is hashed all the same.
    fn advance(&mut self) -> Result<Option<Row>> {
        let row = self.next.take();
        while let Some(next) = self.reading.next()? {
            if self.wanted.contains(next.record.number) {
                self.next = Some(next);
                break;
            }
        }
        Ok(row)
    }
}

impl<'a> Rows<'a> {
    /// Begins to read the artefacts; no record may be wanted of two of them.
    pub(crate) fn new(wanted: &'a [(Artefact, Numbers)]) -> Result<Self> {
        let mut streams = Vec::with_capacity(wanted.len());
        for (artefact, wanted) in wanted {
            let generation = artefact.manifest.generation;
            let mut stream = Stream { generation, reading: artefact.read()?, wanted, next: None };
            stream.advance()?;
            streams.push(stream);
        }
        Ok(Self { streams })
    }

    fn first(&self) -> Option<RecordNumber> {
        let next = |stream: &Stream<'_>| stream.next.as_ref().map(|row| row.record.number);
        self.streams.iter().filter_map(next).min()
    }

    /// The rows of the next bucket that has any.
    pub(crate) fn bucket(&mut self) -> Result<Option<Job>> {
        let Some(first) = self.first() else { return Ok(None) };
        let mut job = Job { id: first.bucket(), rows: Vec::new() };
        while let Some(number) = self.first().filter(|number| number.bucket() == job.id) {
            let holds = |stream: &&mut Stream<'_>| {
                stream.next.as_ref().is_some_and(|row| row.record.number == number)
            };
            let stream = self.streams.iter_mut().find(holds).ok_or(Error::Bug("row stream"))?;
            let generation = stream.generation;
            job.rows.extend(stream.advance()?.map(|row| (generation, row)));
        }
        Ok(Some(job))
    }
}

/// What the rows are put together with.
pub(crate) struct With<'a> {
    opener: &'a Opener<'a>,
    keys: &'a KeyFile,
    /// The older generations that rows are sealed under.
    older: Vec<KeyRing>,
}

impl<'a> With<'a> {
    /// What the rows of `wanted` take.
    pub(crate) fn new(
        opener: &'a Opener<'a>,
        keys: &'a KeyFile,
        wanted: &[(Artefact, Numbers)],
    ) -> Self {
        let mut generations: Vec<u32> =
            wanted.iter().map(|(artefact, _)| artefact.manifest.generation).collect();
        generations.sort_unstable();
        generations.dedup();
        generations.retain(|generation| *generation != opener.ring.generation);
        let older = generations.into_iter().filter_map(|generation| opener.ring.at(generation));
        Self { opener, keys, older: older.collect() }
    }
}

impl With<'_> {
    /// Puts every bucket together and hands it to `take`, by number.
    pub(crate) fn rebuild(
        &self,
        rows: &mut Rows<'_>,
        random: &Random,
        take: &mut dyn FnMut(Rebuilt) -> Result<()>,
    ) -> Result<()> {
        let threads = std::thread::available_parallelism().map_or(1, usize::from).min(8);
        let mut randoms = Vec::with_capacity(threads);
        for _ in 0..threads {
            randoms.push(random.fork()?);
        }
        let (hand_out, jobs) = channel();
        let jobs = &Mutex::new(jobs);
        let (send, done) = channel();
        std::thread::scope(|scope| {
            for mut random in randoms {
                let send = send.clone();
                scope.spawn(move || {
                    while let Some(job) = next_of(jobs) {
                        let id = job.id;
                        if send.send((id, self.bucket(job, &mut random))).is_err() {
                            return;
                        }
                    }
                });
            }
            drop(send);
            // Dropped on every way out, so that nobody waits for ever.
            let hand_out = hand_out;
            let mut order = VecDeque::new();
            let mut ready: BTreeMap<u64, Rebuilt> = BTreeMap::new();
            loop {
                while order.len() < 4 * threads
                    && let Some(job) = rows.bucket()?
                {
                    order.push_back(job.id);
                    hand_out.send(job).map_err(|_| Error::Bug("restoring thread"))?;
                }
                let Some(first) = order.front().copied() else { return Ok(()) };
                if let Some(rebuilt) = ready.remove(&first) {
                    order.pop_front();
                    take(rebuilt)?;
                } else {
                    let (id, rebuilt) = done.recv().map_err(|_| Error::Bug("restoring thread"))?;
                    ready.insert(id, rebuilt?);
                }
            }
        })
    }

    /// Puts one bucket together under a key of its own.
    fn bucket(&self, job: Job, random: &mut Random) -> Result<Rebuilt> {
        let mut bucket = Bucket::new(job.id, Key::generate(random)?);
        let (mut inserted, mut trail) = (Vec::with_capacity(job.rows.len()), Vec::new());
        let mut unopened = Numbers::new();
        for (generation, row) in job.rows {
            let number = row.record.number;
            let present = self.present(generation, row, random);
            let put = present.and_then(|row| self.record(&mut bucket, &row).map(|()| row));
            match put {
                Ok(row) => {
                    inserted.push(row.record);
                    trail.extend(row.trail);
                }
                Err(Error::Damaged { .. }) => unopened.insert(number),
                Err(error) => return Err(error),
            }
        }
        let mut writes = bucket.finish(self.opener, random)?;
        (writes.inserted, writes.trail) = (inserted, trail);
        Ok(Rebuilt { writes, unopened })
    }

    /// A record as it is under the generation in use: of an older one it is opened, whole, and
    /// sealed again.
    pub(crate) fn present(
        &self,
        generation: u32,
        mut row: Row,
        random: &mut Random,
    ) -> Result<Row> {
        let to = self.opener.ring;
        if generation == to.generation {
            return Ok(row);
        }
        let bad = || Error::damaged(Place::new("data", "damage-record").of(row.record.number));
        let from = self.older.iter().find(|ring| ring.generation == generation);
        let from = from.ok_or_else(bad)?;
        let mut entry = self.entry(&row)?;
        Reseal { from, to }.record(&mut entry, &mut row.record, &mut row.trail, random)?;
        Ok(row)
    }

    /// What a directory says of a record that is as its rows are.
    fn entry(&self, row: &Row) -> Result<Entry> {
        let number = row.record.number;
        let bad = || Error::damaged(Place::new("data", "damage-record").of(number));
        let link = |head, step: &TrailRow| trail_link(head, step.n, step.part, &step.sealed);
        Ok(Entry {
            key: self.keys.key(number).ok_or_else(bad)?.duplicate(),
            revisions: row.revisions,
            row: row_hash(number.get(), row.revisions, &row.record.parts),
            trail: u32::try_from(row.trail.len()).map_err(|_| bad())?,
            trail_head: row.trail.iter().fold(Digest::default(), link),
        })
    }

    /// Opens what the clearance reaches of a record, and enters it in directory and segments.
    pub(crate) fn record(&self, bucket: &mut Bucket, row: &Row) -> Result<()> {
        let number = row.record.number;
        let bad = || Error::damaged(Place::new("data", "damage-record").of(number));
        let entry = self.entry(row)?;
        let parts = row.record.parts.iter().zip(row.revisions);
        if parts.into_iter().any(|(part, revision)| part.is_empty() != (revision == 0)) {
            return Err(bad());
        }
        let ring = self.opener.ring;
        for step in &row.trail {
            if ring.clearance.opens_part(step.part) {
                let key = ring.compartment(&entry.key, number, step.part)?;
                let context = ring.trail_context(number, step.part, step.n);
                crypto::open(&key, &context, step.sealed.as_bytes()).map_err(|_| bad())?;
            }
        }
        let parts = reachable(ring);
        let fields = self.opener.fields(&entry, &row.record, &parts)?;
        for part in parts {
            bucket.note_searchable(self.opener, part, number, &fields);
        }
        bucket.directory.0.insert(number.place(), entry);
        Ok(())
    }
}

fn next_of(jobs: &Mutex<Receiver<Job>>) -> Option<Job> {
    jobs.lock().unwrap_or_else(PoisonError::into_inner).recv().ok()
}
