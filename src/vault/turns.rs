//! Reading every bucket at the speed of all processors: several threads take buckets in turns, each
//! through a connection of its own, and what they make of them is taken in the order of the
//! buckets, as if one had read them all.
//!
//! Whoever asks for this holds the vault's lock, so that nobody writes and all connections see the
//! same state. That they do is looked at before the first bucket is read: a stranger who knows no
//! lock could have written in between.

use super::bucket::{Bucket, Opener};
use super::error::{Error, Result};
use super::session::Vault;
use crate::store::{self, BucketRow, LogRow, Store};
use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use zeroize::Zeroizing;

/// So many things that one thread has made may wait to be taken.
const WAITING: usize = 4;

/// Makes something of a bucket, in as many pieces as it likes, and hands them over.
pub(crate) type Make<'a, T> =
    dyn Fn(&Store, Bucket, &mut dyn FnMut(T) -> Result<()>) -> Result<()> + Sync + 'a;

/// What a thread hands over: a piece, the end of a bucket, or why there is no more.
type Handed<T> = Result<Option<T>>;

/// How many threads it takes for so many buckets.
pub(crate) fn threads(buckets: usize) -> usize {
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    processors.min(8).min(buckets)
}

impl Vault {
    /// Lets so many threads make something of every bucket, and has it taken by `take`: the pieces
    /// of each bucket, by its number, and nothing at its end.
    pub(crate) fn in_turns<T: Send>(
        &self,
        threads: usize,
        make: &Make<'_, T>,
        take: &mut dyn FnMut(Option<T>) -> Result<()>,
    ) -> Result<()> {
        let newest = self.store.last_checkpoint()?;
        (self.environment.reached)("turns-begun");
        let newest = newest.filter(|_| !self.mutated("turns-unlike"));
        let (path, newest) = (&self.paths.records(), newest.as_ref());
        let Self { ring, state, policy, .. } = self;
        std::thread::scope(|scope| {
            let lane = |first| {
                let (send, taken) = sync_channel(WAITING);
                let mut mine = state.buckets.iter().skip(first).step_by(threads);
                scope.spawn(move || {
                    let opener = Opener::new(ring, &state.wrap, state.checkpoint.epoch, policy);
                    if let Err(error) = read((path, newest), &opener, &mut mine, (make, &send)) {
                        // Whoever takes no more has failed, and says why.
                        drop(send.send(Err(error)));
                    }
                });
                taken
            };
            // Dropped on every way out, so that no thread waits for ever.
            let lanes: Vec<Receiver<Handed<T>>> = (0..threads).map(lane).collect();
            for (_, lane) in state.buckets.iter().zip(lanes.iter().cycle()) {
                while let Some(piece) = lane.recv().map_err(|_| Error::Bug("reading thread"))?? {
                    take(Some(piece))?;
                }
                take(None)?;
            }
            Ok(())
        })
    }
}

/// Reads buckets one after the other, if the store is as it was when `newest` was read.
fn read<T>(
    (path, newest): (&Path, Option<&LogRow>),
    opener: &Opener<'_>,
    buckets: &mut dyn Iterator<Item = &BucketRow>,
    (make, send): (&Make<'_, T>, &SyncSender<Handed<T>>),
) -> Result<()> {
    let store = Store::open(path)?;
    store.snapshot()?;
    if newest.is_some() && store.last_checkpoint()?.as_ref() != newest {
        return Err(store::Error::Busy.into());
    }
    let mut buffer = Zeroizing::default();
    let hand_over = |handed| send.send(handed).map_err(|_| Error::Bug("taking thread"));
    for row in buckets {
        let bucket = Bucket::load_in(&mut buffer, &store, opener, row)?;
        make(&store, bucket, &mut |piece| hand_over(Ok(Some(piece))))?;
        hand_over(Ok(None))?;
    }
    Ok(())
}

#[cfg(test)]
#[path = "turns_tests.rs"]
mod tests;
