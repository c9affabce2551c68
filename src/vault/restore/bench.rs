//! The place where a vault is put together again: a private directory with a database of its own,
//! beside where the vault is to be, that disappears unless it is published.
//!
//! The log goes in first, because everything else is held to it: it is checked entry by entry as
//! `check` does it, in the very form in which it will be used.

use super::source::{Source, damaged};
use super::wishes::Wishes;
use crate::crypto::{self, Key, Random};
use crate::files::{self, Lock};
use crate::log::{Act, Chain, Checkpoint, Numbers};
use crate::model::Digest;
use crate::store::Store;
use crate::vault::anchor::AnchorFile;
use crate::vault::backup::logcopy::{self, Frame};
use crate::vault::check::{Replay, replayed};
use crate::vault::collect::Collecting;
use crate::vault::error::{Error, Place as InVault, Result};
use crate::vault::header::Unverified;
use crate::vault::keyhole::Keyhole;
use crate::vault::paths::Paths;
use crate::vault::rules::InForce;
use crate::vault::session::{Environment, Vault, absolute};
use crate::vault::state::State;
use crate::vault::unlock::{self, Unlocked, verify_statement};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Marks a directory that is not a vault yet; whoever finds one that nobody works in clears it.
const UNPUBLISHED: &str = "unpublished";

/// A vault that is being put together.
pub(crate) struct Bench {
    pub(crate) vault: Vault,
    pub(crate) place: Place,
    pub(crate) ordered: Ordered,
    /// The bytes of the header, when the log knows operators that the key file's does not.
    pub(crate) header: Option<Vec<u8>>,
}

/// Whom a destruction names that the log breaks off in: a copy of it that was cut short.
#[derive(Default)]
pub(crate) struct Ordered {
    /// Records that are to go as a whole.
    pub(crate) whole: Numbers,
    /// Records of which a part is to go.
    pub(crate) part: Numbers,
    /// How many generations of keys the log goes on with that nobody here has.
    pub(crate) generations: u32,
    /// Whose persons are not to be entered again.
    pub(crate) wishes: Wishes,
}

/// The directory of a bench. Dropped unpublished, it disappears, its keys first.
pub(crate) struct Place {
    dir: PathBuf,
    published: bool,
}

impl Bench {
    /// A new directory, which holds nothing yet.
    pub(crate) fn new(
        dir: &Path,
        source: &Source,
        unlocked: Unlocked,
        environment: Environment,
    ) -> Result<Self> {
        files::create_dir(dir)?;
        let made = Self::make(dir, source, unlocked, environment);
        if made.is_err() {
            // Nothing but an empty database can be in it yet.
            drop(std::fs::remove_dir_all(dir));
        }
        made
    }

    fn make(
        dir: &Path,
        source: &Source,
        unlocked: Unlocked,
        environment: Environment,
    ) -> Result<Self> {
        let paths = absolute(dir)?;
        files::write_new(&dir.join(UNPUBLISHED), b"")?;
        let mut lock = Lock::open(&paths.lock())?;
        lock.exclusive(&environment.process, Duration::ZERO, &|_| {})?;
        // SQLite gives its other files the mode that this one has.
        drop(files::create_new(&paths.records())?);
        let store = Store::create(&paths.records())?;
        // Nobody else can have it open, and so much is written that it is better written once.
        store.leave_wal()?;
        let Unlocked { half, ring, operator, roster } = unlocked;
        // Until the log is proved: that names the policy in force.
        let InForce { policy, hash: policy_hash } = InForce::builtin();
        let vault = Vault {
            store,
            lock,
            header: source.header.clone(),
            roster,
            ring,
            half,
            operator,
            policy,
            policy_hash,
            random: Random::new(environment.random)?,
            // Not the user's: that one moves when there is a vault to anchor.
            anchor: AnchorFile::new(dir.join("anchor"), dir),
            state: State::nothing(),
            ballast_spent: false,
            gives_up: None,
            decision: None,
            assessment: None,
            collecting: Collecting::default(),
            paths,
            environment,
        };
        let place = Place { dir: dir.to_path_buf(), published: false };
        Ok(Self { vault, place, ordered: Ordered::default(), header: None })
    }

    /// Takes in the log that lies at a destination, up to its last whole transaction.
    pub(crate) fn take_log(&mut self, path: &Path) -> Result<()> {
        let store = &self.vault.store;
        let bad = || damaged(path, "log", "damage-log-gap");
        if path.symlink_metadata().is_err() {
            return Err(damaged(path, "log", "damage-missing"));
        }
        store.begin()?;
        let (mut seq, mut waiting) = (0, Vec::new());
        logcopy::read(path, |frame, row| match frame {
            Frame::Entry => {
                seq += 1;
                if row.seq != seq {
                    return Err(bad());
                }
                waiting.push(row);
                Ok(())
            }
            Frame::Checkpoint => {
                if row.seq != seq || waiting.is_empty() {
                    return Err(bad());
                }
                for entry in waiting.drain(..) {
                    store.insert_entry(&entry)?;
                }
                Ok(store.insert_checkpoint(&row)?)
            }
        })?;
        Ok(store.commit()?)
    }

    /// Goes on with the log of another database of the same vault, if that continues this one;
    /// says whether it does.
    pub(crate) fn continue_with(&mut self, other: &Store) -> Result<bool> {
        let Some(last) = self.vault.store.last_checkpoint()? else { return Ok(false) };
        let end = self.vault.verified_checkpoint(&last)?;
        if !self.is_continued_by(other, &end)? {
            return Ok(false);
        }
        let store = &self.vault.store;
        store.begin()?;
        other.each_entry(end.seq + 1, |row| {
            store.insert_entry(&row)?;
            Ok::<_, Error>(true)
        })?;
        for row in other.checkpoints()?.iter().filter(|row| row.seq > end.seq) {
            store.insert_checkpoint(row)?;
        }
        store.commit()?;
        Ok(true)
    }

    /// Whether a database has the log up to `end`, and goes on from there to a checkpoint that
    /// holds.
    fn is_continued_by(&self, other: &Store, end: &Checkpoint) -> Result<bool> {
        let Some(last) = other.last_checkpoint()?.filter(|row| row.seq > end.seq) else {
            return Ok(false);
        };
        let Some(last) = held(self.vault.verified_checkpoint(&last))? else { return Ok(false) };
        let mut chain = Chain::start(Digest(*self.vault.id().as_bytes()));
        let mut continues = false;
        other.each_entry(1, |row| {
            let follows = row.seq == chain.seq + 1;
            chain.advance(row.sealed.as_bytes(), crypto::sha256);
            continues |= row.seq == end.seq && chain.head == end.head;
            Ok::<_, Error>(follows)
        })?;
        Ok(continues && (chain.seq, chain.head) == (last.seq, last.head))
    }

    /// Checks the log from its first entry; `path` is where it came from. From here on the vault's
    /// state is that of its newest checkpoint, without any record.
    pub(crate) fn prove_log(&mut self, path: &Path) -> Result<Replay> {
        self.take_roster()?;
        self.cut_unfinished()?;
        let replay = replayed(&self.vault).map_err(|error| match error {
            Error::Damaged { place, path: None } => {
                // What it says of the database it says of the log that the database was filled from.
                let place = InVault { file: "log", ..place };
                Error::Damaged { place, path: Some(path.to_path_buf()) }
            }
            other => other,
        })?;
        let last = self.vault.store.last_checkpoint()?;
        let last = last.ok_or_else(|| damaged(path, "log", "damage-no-checkpoint"))?;
        let checkpoint = self.vault.verified_checkpoint(&last)?;
        self.vault.use_generation_of(&checkpoint)?;
        let wrap = Key::from_bytes([0; 32]);
        self.vault.state = State { checkpoint, wrap, buckets: Vec::new() };
        if checkpoint.pending != 0 {
            return Err(damaged(path, "log", "damage-intent"));
        }
        self.vault.take_policy(&checkpoint)?;
        Ok(replay)
    }

    /// Takes up the statements of the roster that the log has and the key file's header has not:
    /// the log is rewritten first. Who is no operator any more loses the slots; who became one
    /// has none yet, and has to be added again.
    fn take_roster(&mut self) -> Result<()> {
        let vault = &mut self.vault;
        let (known, mut logged, mut news) = (vault.roster.count(), 0, Vec::new());
        vault.store.each_entry(1, |row| {
            // What does not open is told with its place when the log is proved.
            if let Some(Act::Roster { signed, .. }) = held(vault.open_entry(&row))?.map(|e| e.act) {
                if logged >= known {
                    news.push(signed);
                }
                logged += 1;
            }
            Ok::<_, Error>(true)
        })?;
        if news.is_empty() {
            return Ok(());
        }
        for signed in &news {
            vault.roster.take(signed, crypto::sha256, verify_statement).map_err(|error| {
                Error::damaged(InVault::new("header", "damage-roster").at(error.statement))
            })?;
        }
        vault.roster.get(vault.operator).ok_or(Error::Revoked)?;
        let mut header = vault.header.header.clone();
        header.roster.extend(news);
        header.slots.retain(|slot| vault.roster.get(slot.operator()).is_some());
        let (bytes, _) = header.encode(&vault.ring.header_mac_key())?;
        vault.header = Unverified::read(&bytes)?;
        self.header = Some(bytes);
        Ok(())
    }

    /// A copy of the log that was torn while it was written may end in a destruction. It goes back
    /// to where none was under way, and whom it named is kept in mind: nobody of them comes back
    /// unasked.
    fn cut_unfinished(&mut self) -> Result<()> {
        self.cut_unreadable()?;
        while let Some(last) = self.vault.store.last_checkpoint()? {
            if self.vault.verified_checkpoint(&last)?.pending == 0 {
                break;
            }
            let kept = self.vault.store.checkpoint_before(last.seq)?.map_or(0, |row| row.seq);
            let (vault, ordered) = (&self.vault, &mut self.ordered);
            vault.store.each_entry(kept + 1, |row| {
                let act = vault.open_entry(&row)?.act;
                ordered.wishes.follow(&vault.ring, &row, &act);
                if let Act::Intent { numbers, scope, .. } = act {
                    let named =
                        if scope.is_none() { &mut ordered.whole } else { &mut ordered.part };
                    *named = named.union(&numbers);
                }
                Ok::<_, Error>(true)
            })?;
            self.vault.store.cut_log(kept)?;
        }
        Ok(())
    }

    /// A log that was brought here after a rotation goes on under keys that a key file from before
    /// does not bring. It goes back to where they were not in use yet.
    fn cut_unreadable(&mut self) -> Result<()> {
        let newest = self.vault.ring.newest();
        while let Some(last) = self.vault.store.last_checkpoint()?
            && last.generation > newest
        {
            self.ordered.generations = self.ordered.generations.max(last.generation - newest);
            let kept = self.vault.store.checkpoint_before(last.seq)?.map_or(0, |row| row.seq);
            self.vault.store.cut_log(kept)?;
        }
        Ok(())
    }

    /// Takes another header than that of the key file, from the vault that lies at `paths`, if
    /// that is the one the log speaks of.
    pub(crate) fn take_header(&mut self, paths: &Paths) -> Result<Option<Vec<u8>>> {
        let Some(bytes) =
            held(files::read_if_there(&paths.header(), 16 << 20).map_err(Into::into))?.flatten()
        else {
            return Ok(None);
        };
        let Ok(header) = Unverified::read(&bytes) else { return Ok(None) };
        let vault = &mut self.vault;
        let known = header.hash == vault.state.checkpoint.header
            && header.header.roster == vault.header.header.roster;
        let entered = known.then(|| unlock::enter(&header, vault.operator, &vault.half));
        let Some(Ok((ring, _))) = entered else { return Ok(None) };
        vault.ring = ring;
        let checkpoint = vault.state.checkpoint;
        vault.use_generation_of(&checkpoint)?;
        vault.header = header;
        Ok(Some(bytes))
    }
}

impl Place {
    /// Where that is.
    pub(crate) fn dir(&self) -> &Path {
        &self.dir
    }

    /// It lies under another name now, still unpublished.
    pub(crate) fn moved(&mut self, to: &Path) {
        self.dir = to.to_path_buf();
    }

    /// It is a vault now, under its own name.
    pub(crate) fn publish(&mut self) {
        self.published = true;
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if !self.published && is_marked(&self.dir) {
            // Without the mark it is a vault that has just changed places with this one.
            clear(&self.dir);
        }
    }
}

/// What a step found, or nothing where what it looked at is damaged or cannot be read.
fn held<T>(result: Result<T>) -> Result<Option<T>> {
    match result {
        Ok(found) => Ok(Some(found)),
        Err(Error::Damaged { .. } | Error::File(_) | Error::Newer(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Removes a directory that never became a vault, its keys first.
fn clear(dir: &Path) {
    if let Ok(keyhole) = Keyhole::open(&dir.join("keyhole")) {
        for slot in [0, 1] {
            // Removed in any case; a device that cannot be written has worse troubles.
            drop(keyhole.destroy(slot));
        }
    }
    drop(std::fs::remove_dir_all(dir));
}

/// Whether a directory is marked as one that is not a vault yet.
pub(crate) fn is_marked(dir: &Path) -> bool {
    dir.join(UNPUBLISHED).exists()
}

/// Removes the marker of a directory that is a vault now.
pub(crate) fn unmark(dir: &Path) -> files::Result<()> {
    files::remove(&dir.join(UNPUBLISHED))
}

/// Clears what restores to `target` left that died before they were done: marked directories
/// beside it, of the names that restores give, in which nobody works.
pub(crate) fn clear_leavings(target: &Path) {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let ours = [format!("{name}.restoring-"), format!("{name}.before-restore-")];
    clear_abandoned(files::parent(target), &ours);
}

/// Clears what drills in `place` left that died.
pub(crate) fn clear_rehearsals(place: &Path) {
    clear_abandoned(place, &["drill-".to_owned()]);
}

/// Clears the marked directories in `place` whose names begin so and in which nobody works.
fn clear_abandoned(place: &Path, ours: &[String]) {
    let Ok(listed) = std::fs::read_dir(place) else { return };
    for entry in listed.flatten() {
        let found = entry.file_name().to_string_lossy().into_owned();
        let dir = entry.path();
        let ours = ours.iter().any(|name| found.starts_with(name));
        if ours && is_marked(&dir) && is_abandoned(&dir) {
            clear(&dir);
        }
    }
}

/// Whether nobody holds the lock of a directory.
fn is_abandoned(dir: &Path) -> bool {
    let lock = Lock::open(&dir.join("lock"));
    lock.is_ok_and(|mut lock| lock.exclusive("", Duration::ZERO, &|_| {}).is_ok())
}
