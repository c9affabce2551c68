//! Destructions that only a destination tells of.
//!
//! Whoever gives up a branch of the log knows how far it went, not always what was done on it: a
//! destination that was away may come back and tell of a destruction of somebody who lives here. Its
//! destruction.log verifies by itself, so it is believed; nothing is kept beside it.
//!
//! ```text
//! own             1 … 4    5 K-7
//! at usb          1 … 4    5 K-2        K-2 lives here: to be destroyed again
//!                          6 K-3        K-3 is not here: nothing
//! ```
//! Its key file tells as much, but for certificate and reason: tombstones, which it vouches for by itself
//! also where the files beside it are lost, damaged or older. One that goes on from ours may tell of
//! somebody of whom our lines do not: it was carried on from one key file into the next.
//!
//! A vault that was restored beside one that lives on hears that one, and its destinations, in the same
//! way.
//!
//! Until that is done, nothing is written over what tells of it, and the record is listed with what
//! restores brought back ([`super::revived`]).
//!
//! Where no copy tells, only the epochs are known that destructions began before the restore. It is said
//! that so many of the records which it brought back may have been destroyed, until a copy that explains
//! each of those epochs is in reach, or the records are gone.

use super::anew::Restores;
use super::backup::folder::Folder;
use super::backup::keyfile;
use super::bucket::Bucket;
use super::directory::Entry;
use super::error::{Error, Result, Unfit};
use super::keyhole::Keyhole;
use super::keys::KeyRing;
use super::restore::{Branch, Lines, reader_at, rotated_at};
use super::revived::{Revived, Undoings};
use super::session::Vault;
use crate::crypto;
use crate::files;
use crate::log::destruction::{Destruction, Event, whole_destructions};
use crate::log::{Act, Destination, Kind, Numbers, Reason};
use crate::model::{Capability, Digest, RecordNumber};
use std::collections::BTreeSet;
use std::path::PathBuf;

/// destruction.log is read into memory.
const LIMIT: u64 = 1 << 30;

/// Its name in a vault.
const LINES: &str = "destruction.log";

/// On what basis it is done again where nothing but a key file tells.
const BY_KEY_FILE: &str = "key file";

/// Where a destruction is told of that the vault does not know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Teller {
    /// The registered name of the destination.
    pub name: String,
    /// The number of the certificate there; none where only the key file tells.
    pub certificate: Option<String>,
}

/// Destructions that nobody can read, before a restore.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unexplained {
    /// The entry of the restore.
    pub entry: u64,
    /// When that was, in milliseconds since 1970 UTC.
    pub time: i64,
    /// How many they may be.
    pub count: u64,
    /// The records that came back then and live: those that were destroyed are among them.
    pub numbers: Numbers,
}

/// What the log was asked for already.
#[derive(Default)]
struct Asked {
    undoings: Option<Undoings>,
    restores: Option<Restores>,
}

/// Tells which of some records live.
pub(crate) type Living<'a> = &'a dyn Fn(&Numbers) -> Result<Numbers>;

impl Vault {
    /// What destinations in reach tell was destroyed, of records that live here.
    pub(crate) fn told_elsewhere(&self, living: Living<'_>) -> Result<Vec<Revived>> {
        let (mut told, own) = (Vec::new(), self.own_lines()?);
        for known in self.destinations()?.iter().filter(|known| known.kind == Kind::Full) {
            if let Some(folder) = self.hear(known) {
                told.extend(self.told_there((known, &folder), &own, living)?);
            }
        }
        if let Some(dir) = self.living()?.filter(|_| !self.mutated("living-unheard")) {
            let name = dir.display().to_string();
            let there = self.told_by_lines((&name, vec![dir.join(LINES)]), &own, living)?;
            // Its destinations mostly tell the same.
            let is_new = |one: &Revived| {
                let same = |other: &Revived| {
                    let of = |one: &Revived| one.told.clone().and_then(|by| by.certificate);
                    of(other) == of(one) && other.numbers == one.numbers
                };
                !told.iter().any(same)
            };
            let there: Vec<Revived> = there.into_iter().filter(is_new).collect();
            told.extend(there);
        }
        // What a line tells of too, has a reason there, and whether the person is to stay out.
        let whole = |one: &&Revived| one.is_told_by_line() && one.scope.is_none();
        let by_line = told.iter().filter(whole);
        let by_line = by_line.fold(Numbers::new(), |all, one| all.union(&one.numbers));
        for one in told.iter_mut().filter(|one| !one.is_told_by_line()) {
            one.numbers = one.numbers.difference(&by_line);
        }
        told.retain(|one| !one.numbers.is_empty());
        Ok(told)
    }

    /// What one destination tells.
    pub(crate) fn told_at(
        &self,
        at: (&Destination, &Folder),
        living: Living<'_>,
    ) -> Result<Vec<Revived>> {
        self.told_there(at, &self.own_lines()?, living)
    }

    /// The same, where `own` is our destruction.log.
    fn told_there(
        &self,
        (destination, folder): (&Destination, &Folder),
        own: &[u8],
        living: Living<'_>,
    ) -> Result<Vec<Revived>> {
        let name = destination.name.clone();
        let mut told = self.told_by_lines((&name, folder.destruction_logs()), own, living)?;
        if let Some(buried) = self.buried_at(folder, own)? {
            let numbers = living(&buried)?;
            if !numbers.is_empty() {
                let basis = BY_KEY_FILE.parse().map_err(|_| Error::Bug("basis"))?;
                let teller = Some(Teller { name, certificate: None });
                told.push(Revived {
                    numbers,
                    scope: None,
                    reason: Reason::Other,
                    basis,
                    line: None,
                    entry: 0,
                    time: 0,
                    suppress: false,
                    told: teller,
                });
            }
        }
        Ok(told)
    }

    /// The bytes of our own destruction.log; one that is missing is named elsewhere.
    fn own_lines(&self) -> Result<Vec<u8>> {
        Ok(files::read_if_there(&self.paths.destruction_log(), LIMIT)?.unwrap_or_default())
    }

    /// What the copies of destruction.log of somebody of that name tell, besides our `own`.
    fn told_by_lines(
        &self,
        (name, paths): (&str, Vec<PathBuf>),
        own: &[u8],
        living: Living<'_>,
    ) -> Result<Vec<Revived>> {
        let mut told = Vec::new();
        let known: BTreeSet<Digest> =
            own.split(|byte| *byte == b'\n').map(crypto::sha256).collect();
        let (mut heard, mut asked) = (BTreeSet::new(), Asked::default());
        for path in paths {
            // What cannot be read, or does not verify, tells nothing; `backup verify` names it.
            let Ok(Some(there)) = files::read_if_there(&path, LIMIT) else { continue };
            if own.starts_with(&there) {
                continue;
            }
            let Ok(lines) = Lines::parse(&path, &there, Digest(*self.id().as_bytes())) else {
                continue;
            };
            // A log that goes on from ours has seen what ours has: so far each of its own lines has not.
            let Some(epoch) = lines.beyond(&known).next().map(|told| told.epoch) else { continue };
            let beyond = (lines.shared(&known), epoch);
            for (hash, event) in lines.events_beyond(&known) {
                // Files that were set aside one after the other tell the same.
                let Event::Destruction(said) = event else { continue };
                if heard.insert(hash)
                    && let Some(one) = self.told(&said, beyond, &mut asked, living)?
                {
                    let (name, certificate) = (name.to_owned(), Some(said.certificate));
                    told.push(Revived { told: Some(Teller { name, certificate }), ..one });
                }
            }
        }
        Ok(told)
    }

    /// Whom the key file there says was destroyed; where it goes on from our own `lines`, whoever is
    /// not in them.
    fn buried_at(&self, folder: &Folder, own: &[u8]) -> Result<Option<Numbers>> {
        if self.mutated("key-files-mute") {
            return Ok(None);
        }
        let Ok(keyhole) = Keyhole::read(&folder.keyhole()) else { return Ok(None) };
        let facts_by = |ring: &KeyRing| keyfile::facts_at(&folder.key(), ring, &keyhole);
        // On another branch the keys may have come later.
        let reader = || reader_at(self, folder).filter(|_| !self.mutated("other-branch-mute"));
        let theirs = || facts_by(&reader()?.0);
        let Some(facts) = facts_by(&self.ring).or_else(theirs) else { return Ok(None) };
        if facts.tombstones.is_empty() {
            return Ok(None);
        }
        let last = usize::try_from(facts.lines).map_err(|_| Error::Bug("lines"))?;
        let mut lines = own.split(|byte| *byte == b'\n').map(crypto::sha256);
        let ours = last == 0 || lines.nth(last - 1) == Some(facts.line_head);
        if !ours {
            let told = (facts.epoch, Branch::at(self, folder)?.parted);
            return Ok(Some(Restores::of(self)?.same(&facts.tombstones, told)));
        }
        let known = whole_destructions(own).filter_map(|(_, one)| one.ok().flatten());
        let known: Vec<Numbers> = known.collect();
        Ok(Some(facts.tombstones.difference(&known.iter().collect())))
    }

    /// What is to be destroyed again of what a line says that stands behind the `shared` ones; the first
    /// of those destroyed in `epoch`.
    fn told(
        &self,
        said: &Destruction,
        (shared, epoch): (u64, u64),
        Asked { undoings, restores }: &mut Asked,
        living: Living<'_>,
    ) -> Result<Option<Revived>> {
        let mut numbers = living(&said.numbers)?;
        if !numbers.is_empty() {
            let restores = match restores {
                Some(restores) => restores,
                None => restores.insert(Restores::of(self)?),
            };
            numbers = restores.same(&numbers, (epoch, None));
        }
        if let (Some(scope), false) = (&said.scope, numbers.is_empty()) {
            let undoings = match undoings {
                Some(undoings) => undoings,
                None => undoings.insert(self.undoings()?),
            };
            numbers = numbers.difference(&undoings.erased_behind(self.policy, shared, scope));
        }
        let Destruction { scope, reason, basis, suppressed: suppress, .. } = said.clone();
        let (line, entry, time, told) = (None, 0, 0, None);
        let one = Revived { numbers, scope, reason, basis, line, entry, time, suppress, told };
        Ok((!one.numbers.is_empty()).then_some(one))
    }

    /// Destructions before restores of which nothing in reach says whom they took.
    pub fn unexplained(&mut self) -> Result<Vec<Unexplained>> {
        self.require(Capability::Purge)?;
        self.hold_shared()?;
        let found = self.unexplained_among(&|numbers| self.living_of(numbers));
        self.release()?;
        found
    }

    /// The same, where `living` tells who lives.
    pub(crate) fn unexplained_among(&self, living: Living<'_>) -> Result<Vec<Unexplained>> {
        let mut all = Vec::new();
        self.store.each_entry(1, |row| {
            let entry = self.open_entry(&row)?;
            if let Act::Restored(restored) = entry.act
                && !restored.unknown.is_empty()
            {
                all.push((row.seq, entry.time, restored));
            }
            Ok::<_, Error>(true)
        })?;
        let explained = if all.is_empty() { BTreeSet::new() } else { self.epochs_in_reach()? };
        let mut found = Vec::new();
        for (entry, time, restored) in all {
            let count = restored.unknown.iter().filter(|epoch| !explained.contains(epoch)).count();
            let numbers = living(&restored.numbers)?;
            if count > 0 && !numbers.is_empty() {
                found.push(Unexplained { entry, time, count: count as u64, numbers });
            }
        }
        Ok(found)
    }

    /// The epochs of which it is known in reach what they began with: a destruction, as a copy of
    /// destruction.log says, or a rotation, as a log does.
    fn epochs_in_reach(&self) -> Result<BTreeSet<u64>> {
        let reached = self.destinations()?.into_iter().filter_map(|known| self.hear(&known));
        let reached: Vec<Folder> = reached.collect();
        let there = reached.iter().flat_map(Folder::destruction_logs);
        let vault = Digest(*self.id().as_bytes());
        let living = self.living()?.map(|dir| dir.join(LINES));
        let copies = there.chain([self.paths.destruction_log()]).chain(living);
        let lines = copies.filter_map(|path| Lines::read(&path, vault).ok().flatten());
        let told = lines.flat_map(|lines| lines.begun().collect::<Vec<_>>());
        Ok(told.chain(reached.iter().flat_map(|folder| rotated_at(self, folder))).collect())
    }

    /// Those of `numbers` of which there is a record. The lock is held.
    pub(crate) fn living_of(&self, numbers: &Numbers) -> Result<Numbers> {
        let mut living = Numbers::new();
        self.each_living(numbers, |number, _| living.insert(number))?;
        Ok(living)
    }

    /// Hands on each of `numbers` of which there is a record, with what its bucket has of it. The lock
    /// is held.
    pub(crate) fn each_living(
        &self,
        numbers: &Numbers,
        mut each: impl FnMut(RecordNumber, &Entry),
    ) -> Result<()> {
        let opener = self.opener();
        let mut all = numbers.iter().peekable();
        while let Some(id) = all.peek().map(|number| number.bucket()) {
            let here = std::iter::from_fn(|| all.next_if(|number| number.bucket() == id));
            let Some(row) = self.state.bucket(id) else {
                here.for_each(drop);
                continue;
            };
            let bucket = Bucket::load(&self.store, &opener, row)?;
            here.for_each(|number| {
                if let Some(entry) = bucket.entry(number) {
                    each(number, entry);
                }
            });
        }
        Ok(())
    }

    /// Refuses to write over what a destination tells of destructions, while somebody of them lives
    /// here; `logged` are records that its log says were destroyed, whether a line does or not.
    pub(crate) fn require_nothing_told(
        &self,
        (destination, folder): (&Destination, &Folder),
        logged: &Numbers,
    ) -> Result<()> {
        let told = self.told_at((destination, folder), &|some| self.living_of(some))?;
        let numbers = told.iter().fold(self.living_of(logged)?, |all, one| all.union(&one.numbers));
        if numbers.is_empty() || self.mutated("destinations-unheard") {
            return Ok(());
        }
        let listed = !told.is_empty();
        let by = told.into_iter().filter_map(|one| one.told);
        let certificates = by.filter_map(|by| by.certificate).collect();
        let (name, path) = (destination.name.clone(), folder.dir().to_path_buf());
        Err(Error::Unfit(Unfit::Tells { name, path, numbers, certificates, listed }))
    }
}
