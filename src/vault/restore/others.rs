//! What other destinations know: whoever restores from one hears every other that can be reached,
//! where the register has it or beside the source.
//!
//! A destruction.log is believed once it verifies by itself; a key file, once the private half of
//! whoever restores opens it; a log, as far as a checkpoint in it verifies that an operator signed;
//! a manifest, once an operator signed it. What cannot be believed says nothing, nor does what is
//! the same as here: of a log that goes on under newer keys, a restore takes only what its keys open.

use super::artefact::signed_manifest;
use super::branches::{States, is_same};
use super::evidence::Witness;
use super::lines::Lines;
use super::rotations::Rotations;
use super::source::Source;
use super::wishes::Wishes;
use crate::files;
use crate::log::{Act, Checkpoint, Kind, Numbers, Restored, Roster};
use crate::model::{Digest, hex};
use crate::store::LogRow;
use crate::vault::accept::given_up;
use crate::vault::anew::Restores;
use crate::vault::backup::folder::{About, Folder};
use crate::vault::backup::keyfile::{self, Facts, KeyFile};
use crate::vault::backup::logcopy::{self, Frame};
use crate::vault::check::head_at;
use crate::vault::error::{Error, Result};
use crate::vault::keyhole::Keyhole;
use crate::vault::keys::KeyRing;
use crate::vault::session::Vault;
use crate::vault::state::{entry_of, verified};
use crate::vault::unlock;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// What all of them have seen, added up.
#[derive(Default)]
pub(crate) struct Seen {
    /// Their copies of destruction.log.
    pub(crate) lines: Vec<Lines>,
    /// Those that cannot be read.
    pub(crate) passed: Vec<PathBuf>,
    /// The states that they know.
    pub(crate) witnesses: Vec<Witness>,
    /// Destroyed as a whole, as their key files and logs say.
    pub(crate) whole: Numbers,
    /// A part of them was erased.
    pub(crate) part: Numbers,
    /// They live there, as key files say of a state that the log here does not have.
    pub(crate) living: Numbers,
    /// So many generations of keys came that nobody here has.
    pub(crate) generations: u32,
    /// Whether passphrases or identities were replaced, or an operator removed.
    pub(crate) header: bool,
    /// Which of them know of a later state.
    pub(crate) sources: Vec<String>,
    /// Epochs that began with a rotation, as their logs say.
    pub(crate) rotated: BTreeSet<u64>,
    /// What their logs have of persons who are not to be entered again.
    pub(crate) wishes: Wishes,
    /// Where they were found.
    pub(crate) found: Vec<Found>,
}

/// Another destination, where it was found.
pub(crate) struct Found {
    pub(crate) about: About,
    pub(crate) path: PathBuf,
    pub(crate) known: Known,
}

/// What its key file says of itself.
#[derive(Clone, Copy, Default)]
pub(crate) struct Known {
    /// The number of the key that it lies under; 0 where there is none.
    pub(crate) key: u64,
    /// How many lines of destruction.log it knows; none where nothing opens it.
    pub(crate) lines: Option<u64>,
}

/// The keys and the operators that what lies at a destination is read with.
type Reader = (KeyRing, Roster);

/// What the log of one of them has that the log here has not.
#[derive(Default)]
pub(crate) struct Branch {
    /// Records that it says were destroyed as a whole, of those who may be the same here.
    pub(crate) whole: Numbers,
    part: Numbers,
    /// Epochs of which it is known what they began with.
    begun: Vec<u64>,
    header: bool,
    /// The destinations in its register, where that changed.
    pub(crate) registered: BTreeSet<Digest>,
    /// Whether it has anything that is neither a destruction nor about backups, or cannot be read.
    other: bool,
    /// Whether an intent took whole records.
    intents: BTreeMap<u64, bool>,
    /// The last checkpoint that can be opened.
    last: Option<LogRow>,
    /// The newest entry, opened or not.
    end: u64,
    /// The first entry, or checkpoint of one, that the log here has not.
    pub(crate) parted: Option<u64>,
    generation: u32,
    rotations: Rotations,
    wishes: Wishes,
}

/// Which files of a destination say nothing that those here do not.
#[derive(Clone, Copy)]
struct Same {
    key: bool,
    log: bool,
}

/// Every other destination of the vault that can be reached, at its own place.
fn others(vault: &Vault, source: &Source) -> Result<Vec<(Folder, About)>> {
    let real = |path: PathBuf| path.canonicalize().ok();
    let own = real(source.folder.dir().to_path_buf());
    let registered =
        vault.destinations()?.into_iter().filter(|known| known.kind != Kind::KeptVault);
    let mut paths: Vec<PathBuf> = registered.map(|known| PathBuf::from(known.path)).collect();
    let beside = own.as_deref().map(|own| std::fs::read_dir(files::parent(own)));
    // A directory that cannot be listed shows nothing.
    paths.extend(beside.into_iter().flatten().flatten().flatten().map(|entry| entry.path()));
    let mut asked: BTreeSet<PathBuf> = own.into_iter().collect();
    let mut found = Vec::new();
    for path in paths.into_iter().filter_map(real) {
        let folder = Folder::new(&path);
        if asked.insert(path)
            && let Ok(Some(about)) = folder.identity()
            && about.vault == source.vault()
        {
            found.push((folder, about));
        }
    }
    Ok(found)
}

impl Seen {
    /// Asks every other destination; `known` are the hashes of the lines of destruction.log that
    /// are known without them.
    pub(crate) fn gather(vault: &Vault, source: &Source, known: &BTreeSet<Digest>) -> Result<Self> {
        let mut seen = Self::default();
        let restores = vault.restores()?;
        let log = source.log()?;
        for (folder, about) in others(vault, source)? {
            // One that is empty says no more than one that is lost.
            let empty = folder.log().metadata().is_ok_and(|about| about.len() == 0);
            let same = Same {
                key: files::is_prefix(&folder.key(), &source.folder.key()),
                log: files::is_prefix(&folder.log(), &log) && !empty,
            };
            let known = seen.ask(vault, (&folder, same), (known, &restores))?;
            seen.found.push(Found { about, path: folder.dir().to_path_buf(), known });
        }
        Ok(seen)
    }

    /// Whom they have and the log here does not: given up with it, unless that vault lives on.
    pub(super) fn besides(&self, lives_on: bool) -> Numbers {
        if lives_on { Numbers::new() } else { self.living.clone() }
    }

    /// Asks one; gives what its key file says of itself.
    fn ask(
        &mut self,
        vault: &Vault,
        (folder, same): (&Folder, Same),
        (known, restores): (&BTreeSet<Digest>, &[Restored]),
    ) -> Result<Known> {
        let closed = keyfile::read(&folder.key()).ok().flatten();
        let key = closed.as_ref().map_or(0, |closed| closed.front.number);
        let entered = closed.map(|closed| {
            let reader = unlock::enter(&closed.header, vault.operator, &vault.half);
            (closed, reader)
        });
        let (mut reader, mut facts, mut revoked) = (None, None, false);
        let mut told = Known { key, lines: None };
        match entered {
            Some((closed, Ok((ring, roster)))) => {
                let keys = keys_of(folder, &closed, &ring);
                told.lines = keys.as_ref().map(|keys| keys.facts.lines);
                if let Some(keys) = keys.filter(|_| !same.key) {
                    if head_at(vault, keys.facts.seq)? != Some(keys.facts.head) {
                        self.living = self.living.union(&keys.living().collect());
                    }
                    facts = Some(keys.facts);
                }
                reader = Some((ring, roster));
            }
            // Whoever restores here was removed there.
            Some((_, Err(Error::Revoked))) => revoked = true,
            _ => {}
        }
        let branch = if same.log {
            Branch::default()
        } else {
            Branch::read(vault, folder, reader.as_ref())?
        };
        let newest = reader.as_ref().map_or(vault.ring.newest(), |(ring, _)| ring.newest());
        let unread = branch.generation.saturating_sub(newest);
        let before = self.witnesses.len();
        // What was set aside there was given up, if it is our log that goes on there.
        let ours = branch.is_ours(vault, same) && !vault.mutated("set-aside-unheard");
        let aside = if ours { States::set_aside_at(vault, folder) } else { States::default() };
        let aside = (restores, &aside);
        self.witness(vault, folder, (facts.as_ref(), &branch, reader.as_ref()), aside)?;
        let epoch = self.witnesses.iter().skip(before).map(|witness| witness.epoch).max();
        let given_up = given_up(restores, (branch.end, None), epoch);
        self.rotated.extend(&branch.rotations.begun);
        let mut removes = false;
        for path in folder.destruction_logs() {
            match Lines::read(&path, Digest(*vault.id().as_bytes())) {
                Ok(Some(lines)) => {
                    removes |= lines.removed_beyond(known).next().is_some();
                    self.lines.push(lines);
                }
                Ok(None) => {}
                Err(_) => self.passed.push(path),
            }
        }
        self.whole = self.whole.union(&branch.whole);
        if let Some(facts) = facts.as_ref().filter(|facts| !facts.tombstones.is_empty()) {
            let told = (facts.epoch, branch.parted);
            let whole = Restores::of(vault)?.same(&facts.tombstones, told);
            self.whole = self.whole.union(&whole);
        }
        self.wishes.append(branch.wishes);
        if given_up {
            return Ok(told);
        }
        self.part = self.part.union(&branch.part);
        self.generations = self.generations.max(unread);
        let header = branch.header || removes || revoked;
        self.header |= header || unread > 0;
        if header || unread > 0 || !branch.whole.is_empty() || !branch.part.is_empty() {
            self.sources.push(folder.dir().display().to_string());
        }
        Ok(told)
    }

    /// Notes the newest state that a destination knows, and what its manifests tell.
    fn witness(
        &mut self,
        vault: &Vault,
        folder: &Folder,
        (facts, branch, reader): (Option<&Facts>, &Branch, Option<&Reader>),
        (restores, aside): (&[Restored], &States),
    ) -> Result<()> {
        let (ring, roster) = reader.map_or((&vault.ring, &vault.roster), |(r, o)| (r, o));
        let end = &vault.state.checkpoint;
        let dir = folder.dir();
        let mut see = |name: String, of: &Checkpoint, same: bool, begun: &[u64]| -> Result<()> {
            let Checkpoint { seq, head, epoch, next_record: next, .. } = *of;
            let here = head_at(vault, seq)? == Some(head);
            let minor = same || given_up(restores, (seq, Some(head)), Some(epoch));
            let (at, begun) = (Some(dir.to_path_buf()), begun.to_vec());
            self.witnesses.push(Witness { name, seq, head, epoch, next, here, begun, at, minor });
            Ok(())
        };
        let last = branch.last.as_ref().and_then(|row| verified(row, ring, roster).ok());
        if let Some(last) = &last {
            let name = folder.log().display().to_string();
            see(name, last, is_same(end, last), &branch.begun)?;
        }
        if let Some(facts) = facts.filter(|facts| last.is_none_or(|last| last.seq < facts.seq)) {
            let Facts { seq, head, epoch, next_record, .. } = *facts;
            let of = Checkpoint { seq, head, epoch, next_record, ..*end };
            see(folder.key().display().to_string(), &of, false, &branch.begun)?;
        }
        for name in folder.artefacts().unwrap_or_default() {
            let dir = folder.artefact(&name);
            // What nobody signed says nothing.
            let Ok(manifest) = signed_manifest(vault, &dir) else { continue };
            let row = hex::decode_all(&manifest.checkpoint).map(|bytes| LogRow {
                seq: manifest.seq,
                generation: manifest.generation,
                sealed: crate::crypto::read_back(&bytes),
            });
            let whole = row.and_then(|row| verified(&row, ring, roster).ok());
            let of = Checkpoint {
                seq: manifest.seq,
                head: manifest.head,
                root: manifest.root,
                epoch: manifest.epoch,
                next_record: manifest.next_record,
                ..whole.unwrap_or(*end)
            };
            let here = head_at(vault, of.seq)? == Some(of.head);
            let minor = is_same(end, &of) || !here && aside.know((of.seq, of.head));
            see(dir.join("manifest").display().to_string(), &of, minor, &branch.begun)?;
        }
        Ok(())
    }
}

/// What the key file there says, opened with the key in the keyhole there.
fn keys_of(folder: &Folder, closed: &keyfile::Closed, ring: &KeyRing) -> Option<KeyFile> {
    let keyhole = Keyhole::read(&folder.keyhole()).ok()?;
    let under = keyhole.numbered(closed.front.number)?;
    closed.open(&folder.key(), ring, under).ok()
}

impl Branch {
    /// The same, read with the keys of whoever works here.
    pub(crate) fn at(vault: &Vault, folder: &Folder) -> Result<Self> {
        Self::read(vault, folder, reader_at(vault, folder).as_ref())
    }

    /// Whether it tells of destructions of whole records and of backups, and of nothing else.
    pub(crate) fn is_of_destructions(&self) -> bool {
        !self.other && !self.header && self.part.is_empty()
    }

    /// Whether the log there is there, and ours or goes on from it.
    fn is_ours(&self, vault: &Vault, same: Same) -> bool {
        let lost = !same.log && self.end == 0 && !vault.mutated("lost-logs-ours");
        let goes_on = self.parted.is_none_or(|parted| parted > vault.state.checkpoint.seq);
        !lost && (goes_on || vault.mutated("other-logs-ours"))
    }

    /// What the log of a destination has from the first frame on that the log here has not.
    fn read(vault: &Vault, folder: &Folder, reader: Option<&Reader>) -> Result<Self> {
        let ring = reader.map_or(&vault.ring, |(ring, _)| ring);
        let mut branch = Self::default();
        logcopy::read(&folder.log(), |frame, row| {
            if branch.parted.is_none() && !vault.is_own_frame(frame, &row)? {
                branch.parted = Some(row.seq);
            }
            branch.end = row.seq;
            branch.generation = branch.generation.max(row.generation);
            match frame {
                Frame::Entry if branch.parted.is_some() => branch.take(ring, &row),
                Frame::Checkpoint if row.generation <= ring.newest() => branch.last = Some(row),
                _ => {}
            }
            Ok(())
        })
        .or_else(|error| match error {
            // A medium that cannot be read says nothing more.
            Error::File(_) => Ok(0),
            other => Err(other),
        })?;
        if !branch.whole.is_empty() || !branch.part.is_empty() {
            let (restores, told) = (Restores::of(vault)?, (u64::MAX, branch.parted));
            let same = |numbers: &Numbers| restores.same(numbers, told);
            (branch.whole, branch.part) = (same(&branch.whole), same(&branch.part));
            branch.wishes.tell_apart(same);
        }
        Ok(branch)
    }

    fn take(&mut self, ring: &KeyRing, row: &LogRow) {
        let entry = entry_of(ring, row).ok();
        self.rotations.follow(row, entry.as_ref().map(|entry| &entry.act));
        let Some(entry) = entry else {
            self.other = true;
            return;
        };
        self.wishes.follow(ring, row, &entry.act);
        self.other |= !matches!(
            entry.act,
            Act::Intent { .. }
                | Act::Destroyed { .. }
                | Act::Done { .. }
                | Act::Recovered { .. }
                | Act::Destinations { .. }
                | Act::Backup { .. }
                | Act::Scrub { .. }
                | Act::Drill { .. }
                | Act::Forgot { .. }
                | Act::Verified { .. }
        );
        match entry.act {
            Act::Intent { scope, .. } => {
                self.intents.insert(row.seq, scope.is_none());
            }
            Act::Destroyed { intent, numbers, epoch, .. } => {
                let Some(whole) = self.intents.get(&intent) else { return };
                let taken = if *whole { &mut self.whole } else { &mut self.part };
                *taken = taken.union(&numbers);
                self.begun.push(epoch);
            }
            Act::Resealed { epoch, .. } => self.begun.push(epoch),
            Act::Restored(restored) => self.begun.push(restored.epoch),
            Act::Header { .. } => self.header = true,
            Act::Destinations { all } => self.registered = all.iter().map(|one| one.id).collect(),
            _ => {}
        }
    }
}

/// What a destination is read with by whoever works here, if the header there lets him in.
pub(crate) fn reader_at(vault: &Vault, folder: &Folder) -> Option<Reader> {
    let closed = keyfile::read(&folder.key()).ok().flatten()?;
    unlock::enter(&closed.header, vault.operator, &vault.half).ok()
}
