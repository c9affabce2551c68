//! Rewriting what a destination has besides data: log, destruction.log, key file.
//!
//! The key file moves under a new key of the destination in the order of a purge, so that blocks
//! of older key files are dead. Everything here happens under the vault's exclusive lock.

use super::aside::Kept;
use super::folder::{About, Folder};
use super::keyfile::{self, Facts, KeyFile, Written};
use super::logcopy::{self, Frame};
use super::only_there::OnlyThere;
use crate::crypto::Key;
use crate::files;
use crate::log::destruction::whole_destructions;
use crate::log::{Act, Destination, Numbers};
use crate::model::{Digest, RecordNumber};
use crate::store::{LogRow, Store};
use crate::vault::bucket::Bucket;
use crate::vault::error::{Error, Place, Result, Unfit};
use crate::vault::header::Unverified;
use crate::vault::keyhole::{Epoch, Keyhole, Slot};
use crate::vault::restore::Lines;
use crate::vault::session::Vault;
use crate::vault::turns;
use std::io::Write;
use std::path::Path;

/// What a key file written now says; the same for every destination.
pub(crate) struct Contents {
    pub(crate) facts: Facts,
    header: Vec<u8>,
    destruction_log: Vec<u8>,
    pub(super) keys: Vec<(RecordNumber, Key)>,
}

/// The key that a key file was moved under.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NewKey {
    pub(crate) number: u64,
    /// The number of the key before it, which lay there and was destroyed. Where its keyhole was
    /// lost nobody saw what became of it.
    pub(crate) destroyed: Option<u64>,
}

/// Log entries are written out in pieces of this size.
const PIECE: usize = 1 << 20;

impl Vault {
    /// Gathers what key files say at this moment.
    pub(crate) fn key_file_contents(&self) -> Result<Contents> {
        let checkpoint = &self.state.checkpoint;
        let (destruction_log, mut tombstones) = self.tombstones()?;
        let header = files::read_limited(&self.paths.header(), 16 << 20)?;
        if Unverified::read(&header)?.hash != self.header.hash {
            return Err(Error::damaged(Place::new("header", "damage-unknown-header")));
        }
        let buckets = self.state.buckets.len();
        let mut keys = Vec::with_capacity(buckets * 256); // Grown, it would leave copies behind.
        self.in_turns(turns::threads(buckets), &keys_of, &mut |of_bucket| {
            keys.extend(of_bucket.into_iter().flatten());
            Ok(())
        })?;
        // Whom a restore withheld was destroyed on a branch whose lines may not go on from ours.
        let living: Numbers = keys.iter().map(|(number, _)| *number).collect();
        for restored in self.restores()? {
            if !self.mutated("withheld-not-told") {
                tombstones = tombstones.union(&restored.destroyed.difference(&living));
            }
        }
        let facts = Facts {
            seq: checkpoint.seq,
            head: checkpoint.head,
            epoch: checkpoint.epoch,
            next_record: checkpoint.next_record,
            header: self.header.hash,
            tombstones: if self.mutated("tombstones-lost") { Numbers::new() } else { tombstones },
            lines: checkpoint.destruction_lines,
            line_head: checkpoint.destruction_head,
            keys: keys.len() as u64,
            time: (self.environment.now)(),
        };
        Ok(Contents { facts, header, destruction_log, keys })
    }

    /// destruction.log, and every record that it says was destroyed as a whole. Its lines are
    /// believed because their chain ends where the signed checkpoint says.
    pub(crate) fn tombstones(&self) -> Result<(Vec<u8>, Numbers)> {
        self.require_sound_destruction_log()?;
        let bytes = files::read_limited(&self.paths.destruction_log(), 1 << 30)?;
        let damaged = |at| Error::damaged(Place::new("destruction.log", "damage-line").at(at));
        let whole = whole_destructions(&bytes);
        let whole = whole.filter_map(|(at, one)| one.map_err(|_| damaged(at)).transpose());
        let whole = whole.collect::<Result<Vec<Numbers>>>()?;
        Ok((bytes, whole.iter().collect()))
    }

    /// Brings log and destruction.log at a destination up to date and moves its key file under a
    /// new key. Those with lower numbers are destroyed, as far as they lay there.
    pub(crate) fn rewrite(
        &mut self,
        destination: &Destination,
        folder: &Folder,
        contents: &Contents,
    ) -> Result<NewKey> {
        files::remove_leavings(folder.dir())?;
        self.copy_log(destination, folder)?;
        (self.environment.reached)("backup-log");
        let carried = self.carried(folder, contents)?;
        if destination.copy_of.is_some() {
            let (vault, id) = (Digest(*self.id().as_bytes()), destination.id);
            folder.describe(&About::new(vault, id, destination.name.clone(), destination.kind))?;
        }
        let slots = Slots::choose(folder, self.highest_key(destination)?)?;
        let next = Epoch { number: slots.next, key: Key::generate(&mut self.random)? };
        slots.write(folder, &next)?;
        (self.environment.reached)("backup-new-key");
        let all = contents.keys.iter().chain(&carried.keys);
        let mut keys: Vec<_> = all.map(|(number, key)| (*number, key)).collect();
        keys.sort_unstable_by_key(|(number, _)| *number);
        let tombstones = contents.facts.tombstones.union(&carried.tombstones);
        let facts = Facts { keys: keys.len() as u64, tombstones, ..contents.facts.clone() };
        let written = Written {
            destination: destination.id,
            header: &contents.header,
            facts: &facts,
            destruction_log: &contents.destruction_log,
        };
        keyfile::write(&folder.key(), &written, (&self.ring, &next), &keys, &mut self.random)?;
        (self.environment.reached)("backup-key-file");
        let back = self.read_key_file(folder)?;
        if back.facts != facts {
            return Err(Error::damaged_file(folder.key(), "key file"));
        }
        drop(back);
        let keyhole = Keyhole::open(&folder.keyhole())?;
        let (current, _) = keyhole
            .find(next.number, next.hash())
            .ok_or_else(|| Error::damaged_file(folder.keyhole(), "keyhole"))?;
        let old = 1 - current;
        let new = NewKey { number: next.number, destroyed: slots.old };
        if self.mutated("backup-slot-kept") {
            return Ok(new);
        }
        // One that reads as zeros too: they may never have reached the device.
        if !keyhole.destroy(old)? {
            return Err(Error::damaged_file(folder.keyhole(), "keyhole"));
        }
        (self.environment.reached)("backup-key-destroyed");
        Ok(new)
    }

    /// Opens the key file of a destination with the key in its keyhole, both read from disk.
    pub(crate) fn read_key_file(&self, folder: &Folder) -> Result<KeyFile> {
        let path = folder.key();
        let missing = || Error::damaged_file(path.clone(), "key file");
        let closed = keyfile::read(&path)?.ok_or_else(missing)?;
        let keyhole = Keyhole::read(&folder.keyhole())?;
        let lost = || Error::damaged_file(folder.keyhole(), "keyhole");
        let epoch = keyhole.numbered(closed.front.number).ok_or_else(lost)?;
        closed.open(&path, &self.ring, epoch)
    }

    /// Appends to the log at a destination what it lacks, and replaces destruction.log there.
    pub(crate) fn copy_log(&self, destination: &Destination, folder: &Folder) -> Result<()> {
        if self.mutated("log-uncopied") {
            return Ok(());
        }
        let Joint { from, whole, last, own, kept } = self.joint(destination, folder)?;
        kept.set_aside(folder)?;
        let branch = from != u64::MAX;
        let bring_lines = || {
            let path = folder.destruction_log();
            let there = files::read_if_there(&path, 1 << 30)?;
            if there.as_ref() == Some(&own) {
                return Ok(());
            }
            let damaged = |there: &Vec<u8>| !own.starts_with(there) && self.is_torn(&path, there);
            if there.as_ref().is_some_and(damaged) && !self.mutated("damaged-lines-overwritten") {
                folder.keep_damaged(&path)?;
                (self.environment.warn_at)("warn-lines-damaged", &destination.name);
            }
            Ok::<_, Error>(files::replace(&path, &own)?)
        };
        if branch {
            // Until the key file follows it goes with the log that is set aside, which does not
            // know whom this vault destroyed since.
            bring_lines()?;
        }
        self.append_log(folder, whole, last.map(|(frame, row)| (frame, row.seq)))?;
        bring_lines()
    }

    /// Whether a copy of destruction.log does not verify, or breaks off in a line.
    fn is_torn(&self, path: &Path, there: &[u8]) -> bool {
        let lines = Lines::parse(path, there, Digest(*self.id().as_bytes()));
        lines.map_or(true, |lines| lines.is_unfinished())
    }

    /// Refuses, without writing, where [`Vault::copy_log`] would.
    pub(super) fn require_writable(
        &self,
        destination: &Destination,
        folder: &Folder,
    ) -> Result<()> {
        self.joint(destination, folder).map(drop)
    }

    /// What only a destination has and this command gives up, if it does.
    pub(super) fn given_up_at(
        &self,
        destination: &Destination,
        folder: &Folder,
    ) -> Result<Option<OnlyThere>> {
        Ok(self.joint(destination, folder)?.kept.given_up)
    }

    /// Where what a destination has goes on being ours; nothing is written.
    fn joint(&self, destination: &Destination, folder: &Folder) -> Result<Joint> {
        let path = folder.log();
        let (mut whole, mut last) = frames_before(&path, u64::MAX)?;
        let mut from = u64::MAX;
        while let Some((frame, row)) = &last
            && !self.is_own_frame(*frame, row)?
        {
            // What a restore gave up, it gave up here too.
            let branch = || Error::Unfit(Unfit::Branch(destination.name.clone(), row.seq));
            from = self.restored_before(from.min(row.seq + 1))?.ok_or_else(branch)?;
            (whole, last) = frames_before(&path, from)?;
        }
        let own = files::read_limited(&self.paths.destruction_log(), 1 << 30)?;
        let kept = if self.mutated("backup-overwrites-what-it-lacks") {
            Kept::default()
        } else {
            self.what_to_keep(destination, folder, (from, &own))?
        };
        Ok(Joint { from, whole, last, own, kept })
    }

    /// Where the newest restore began that did so before entry `end`: hashes that it took over stand
    /// before its own entry.
    pub(super) fn restored_before(&self, end: u64) -> Result<Option<u64>> {
        let mut found = None;
        self.store.each_entry(1, |row| {
            if let Act::Restored(restored) = self.open_entry(&row)?.act {
                let began = row.seq - u64::from(!restored.suppressed.is_empty());
                found = Some(began).filter(|began| *began < end).or(found);
            }
            Ok::<_, Error>(row.seq <= end)
        })?;
        Ok(found)
    }

    /// Whether a frame at a destination is what our log has there, byte for byte.
    pub(crate) fn is_own_frame(&self, frame: Frame, row: &LogRow) -> Result<bool> {
        let own = match frame {
            Frame::Entry => self.store.entry(row.seq)?,
            Frame::Checkpoint => self.store.checkpoint_covering(row.seq)?,
        };
        Ok(own.as_ref() == Some(row))
    }

    /// Appends the frames behind the last one at a destination, durable. What could not be made so
    /// is cut off: a later sync that succeeds would not bring it to the device, yet whoever appends
    /// next would take it for being there.
    fn append_log(&self, folder: &Folder, whole: u64, last: Option<(Frame, u64)>) -> Result<()> {
        let path = folder.log();
        let appended = self.append_frames(folder, whole, last);
        if appended.is_err() && !self.mutated("unsynced-frames-kept") {
            // The first failure is the one to tell.
            drop(files::cut_and_append(&path, whole, &[]));
        }
        appended
    }

    fn append_frames(&self, folder: &Folder, whole: u64, last: Option<(Frame, u64)>) -> Result<()> {
        let path = folder.log();
        let mut file = files::append_behind(&path, whole)?;
        self.frames_behind(last, &mut |piece| {
            files::at(&path, file.write_all(piece))?;
            Ok(true)
        })?;
        files::at(&path, file.sync_all())?;
        Ok(files::sync_dir(folder.dir())?)
    }

    /// Hands the frames behind the `last` one to `each` in pieces, until it has enough.
    pub(crate) fn frames_behind(
        &self,
        last: Option<(Frame, u64)>,
        each: &mut dyn FnMut(&[u8]) -> Result<bool>,
    ) -> Result<()> {
        let mut out = Vec::with_capacity(PIECE);
        let mut covering: Option<LogRow> = None;
        let mut first = 1;
        if let Some((frame, seq)) = last {
            first = seq + 1;
            let own = self.store.checkpoint_covering(seq)?;
            if let Some(row) = own.filter(|row| frame == Frame::Entry && row.seq == seq) {
                logcopy::put(&mut out, Frame::Checkpoint, &row)?;
            }
        }
        let mut more = true;
        self.store.each_entry(first, |row| {
            logcopy::put(&mut out, Frame::Entry, &row)?;
            if covering.as_ref().is_none_or(|covering| covering.seq < row.seq) {
                covering = self.store.checkpoint_covering(row.seq)?;
            }
            if let Some(covering) = covering.as_ref().filter(|covering| covering.seq == row.seq) {
                logcopy::put(&mut out, Frame::Checkpoint, covering)?;
            }
            if out.len() >= PIECE {
                more = each(&out)?;
                out.clear();
            }
            Ok::<_, Error>(more)
        })?;
        if more { each(&out).map(|_| ()) } else { Ok(()) }
    }
}

/// Hands over the keys to the records of a bucket.
fn keys_of(
    _: &Store,
    bucket: Bucket,
    hand_over: &mut dyn FnMut(Vec<(RecordNumber, Key)>) -> Result<()>,
) -> Result<()> {
    let Bucket { id, directory, .. } = bucket;
    let number = |place| RecordNumber::at(id, place).ok_or(Error::Bug("place"));
    let keys = directory.0.into_iter().map(|(place, entry)| Ok((number(place)?, entry.key)));
    hand_over(keys.collect::<Result<_>>()?)
}

/// Where what a destination has goes on being ours.
struct Joint {
    /// The entry from which its log is another branch; `u64::MAX` where none is.
    from: u64,
    /// How many bytes of its log are ours, and the last frame of them.
    whole: u64,
    last: Option<(Frame, LogRow)>,
    /// Our destruction.log.
    own: Vec<u8>,
    /// What is to be set aside first.
    kept: Kept,
}

/// Which slot of a destination's keyhole takes the next key, and its number.
struct Slots {
    slot: Option<usize>,
    next: u64,
    /// The number of the key that the key file lies under, if it is there; without a key file, of
    /// the newest.
    old: Option<u64>,
}

impl Slots {
    /// The slot that the key file does not need. One that cannot be read is no reason to stop:
    /// the vault knows everything that it could say.
    fn choose(folder: &Folder, registered: u64) -> Result<Self> {
        let current = match keyfile::read(&folder.key()) {
            Ok(closed) => closed.map(|closed| closed.front.number),
            Err(Error::Damaged { .. }) => None,
            Err(error) => return Err(error),
        };
        let known = current.unwrap_or_default().max(registered);
        let keyhole = match Keyhole::read(&folder.keyhole()) {
            Ok(keyhole) => keyhole,
            Err(error) if error.source.kind() == std::io::ErrorKind::NotFound => {
                return Ok(Self { slot: None, next: known + 1, old: None });
            }
            Err(error) => return Err(error.into()),
        };
        let used = keyhole.slots().iter().position(|slot| match slot {
            Slot::Holds(epoch) => Some(epoch.number) == current,
            _ => false,
        });
        let newest = keyhole.newest();
        let old = if current.is_some() { current.filter(|_| used.is_some()) } else { newest };
        let slot = Some(1 - used.unwrap_or(1));
        Ok(Self { slot, next: known.max(newest.unwrap_or_default()) + 1, old })
    }

    fn write(&self, folder: &Folder, next: &Epoch) -> Result<()> {
        match self.slot {
            None => Ok(Keyhole::create(&folder.keyhole(), next)?),
            Some(slot) => Ok(Keyhole::open(&folder.keyhole())?.write(slot, next)?),
        }
    }
}

/// How many bytes the whole frames before entry `end` have at a destination, and the last of them.
fn frames_before(path: &Path, end: u64) -> Result<(u64, Option<(Frame, LogRow)>)> {
    let (mut bytes, mut last) = (0, None);
    logcopy::read(path, |frame, row| {
        if row.seq < end {
            bytes += logcopy::length(&row);
            last = Some((frame, row));
        }
        Ok(())
    })?;
    Ok((bytes, last))
}
