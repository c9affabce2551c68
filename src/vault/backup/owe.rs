//! What a purge leaves at destinations: copies that still open, until a rewriting settles them.
//!
//! The register says what each owes. It cannot see that somebody puts an old key file back, so whoever
//! asks what is owed looks at what lies there: a key file under a key with a lower number than the
//! registered one is of an older state, and owes every destruction that it does not know. Nothing
//! remembers that but the file itself, until a rewriting signs for it.

use super::folder::Folder;
use super::keyfile;
use crate::files;
use crate::log::destruction::{Event, Line};
use crate::log::{Copied, CopyKind, Destination, Kind};
use crate::vault::error::{Error, Result};
use crate::vault::purge::Destroyed;
use crate::vault::session::Vault;
use crate::vault::transaction::Transaction;
use std::cell::OnceCell;

/// Registered names of places with copies, as a line of destruction.log lists them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Copies {
    /// Those that have keys: each opens what is destroyed until it is settled.
    pub(crate) residual: Vec<String>,
    /// Of these, the ones on storage that keeps versions.
    pub(crate) versioned: Vec<String>,
    /// And those that are vaults that were set aside.
    pub(crate) set_aside: Vec<String>,
    /// Those that have sealed rows only.
    pub(crate) data_only: Vec<String>,
}

/// What kind of copy a registered place holds, when it has keys.
fn kind_of(known: &Destination) -> Option<CopyKind> {
    match known.kind {
        Kind::DataOnly => None,
        Kind::KeptVault => Some(CopyKind::SetAside),
        Kind::Full if known.versions => Some(CopyKind::Versioned),
        Kind::Full => Some(CopyKind::KeyFile),
    }
}

/// Whether the key file there lies under a key that was destroyed before.
pub(super) fn is_put_back(known: &Destination, folder: &Folder) -> bool {
    keyfile::front_at(&folder.key()).is_some_and(|front| front.number < known.key)
}

/// Whether there is no key file, or a damaged one, or no keyhole that could have its key. What cannot
/// be read today says nothing.
fn is_lost(folder: &Folder) -> bool {
    match keyfile::read(&folder.key()) {
        Ok(None) | Err(Error::Damaged { .. }) => true,
        Ok(Some(_)) => folder.keyhole().symlink_metadata().is_err(),
        Err(_) => false,
    }
}

impl Vault {
    /// The places that hold copies now.
    pub(crate) fn copies(&self) -> Result<Copies> {
        let mut copies = Copies::default();
        for known in self.destinations()? {
            let Some(kind) = kind_of(&known) else {
                copies.data_only.push(known.name);
                continue;
            };
            match kind {
                CopyKind::Versioned => copies.versioned.push(known.name.clone()),
                CopyKind::SetAside => copies.set_aside.push(known.name.clone()),
                CopyKind::KeyFile => {}
            }
            copies.residual.push(known.name);
        }
        Ok(copies)
    }

    /// The registered places, with what each owes, and those that came back and owe, as far as the
    /// log tells of them.
    pub(crate) fn places(&self) -> Result<Vec<Destination>> {
        Ok(self.registered_places()?.into_iter().chain(self.back_if_told()).collect())
    }

    /// The registered ones alone.
    fn registered_places(&self) -> Result<Vec<Destination>> {
        Ok(self.destinations()?.into_iter().map(|known| self.as_owed(known)).collect())
    }

    /// A place with what it owes, as the register has it and as the key file shows that lies there.
    /// What cannot be asked what it knows is taken to know nothing.
    pub(crate) fn as_owed(&self, mut known: Destination) -> Destination {
        let folder = self.reach(&known).filter(|_| known.kind == Kind::Full);
        if let Some(folder) = folder
            && is_put_back(&known, &folder)
            && !self.mutated("put-back-unseen")
        {
            let lines = self.read_key_file(&folder).map_or(0, |keys| keys.facts.lines);
            known.owed = known.owed.into_iter().chain(self.first_owed_behind(lines)).min();
        }
        known
    }

    /// Whether a place in reach is to get a new key file though it owes nothing: the one there is
    /// older than registered, or nothing opens it.
    pub(super) fn needs_key_file(&self, known: &Destination) -> bool {
        let folder = self.reach(known).filter(|_| known.kind == Kind::Full && known.key > 0);
        folder.is_some_and(|folder| is_put_back(known, &folder) || is_lost(&folder))
    }

    /// Those of the `places` with a copy that does not know this line of destruction.log: what was put
    /// back, or set aside, after an older line said that it was settled.
    pub(crate) fn owing(&self, places: &[Destination], line: u64) -> Vec<Copied> {
        if self.mutated("older-lines-believed") {
            return Vec::new();
        }
        let owing = places.iter().filter(|known| known.owed.is_some_and(|first| first <= line));
        let copied = |known: &Destination| {
            kind_of(known).map(|kind| Copied { name: known.name.clone(), kind })
        };
        owing.filter_map(copied).collect()
    }

    /// Which of the places of these names still open a copy in which way, so that each
    /// is told with what settles it.
    pub fn kinds_of_copies(&self, names: &[String]) -> Result<Vec<(CopyKind, Vec<String>)>> {
        let mut all: Vec<(CopyKind, Vec<String>)> = Vec::new();
        let (registered, back) = (self.registered_places()?, OnceCell::new());
        for name in names {
            let owes = |known: &&Destination| known.name == *name && known.owed.is_some();
            // What came back may have the name of another that owes nothing; only then the whole log
            // is asked.
            let back = || back.get_or_init(|| self.back_if_told()).iter().find(owes);
            let known = registered.iter().find(owes).or_else(back);
            let kind = known.and_then(kind_of).unwrap_or(CopyKind::KeyFile);
            match all.iter_mut().find(|(one, _)| *one == kind) {
                Some((_, together)) => together.push(name.clone()),
                None => all.push((kind, vec![name.clone()])),
            }
        }
        all.sort_by_key(|(kind, _)| *kind);
        Ok(all)
    }

    /// Whether data lies somewhere that was written before a part of records was erased: it does
    /// not bring these records back.
    pub fn has_copies(&self) -> Result<bool> {
        Ok(self.destinations()?.iter().any(|known| known.kind != Kind::KeptVault))
    }

    /// Whether records were destroyed after that line of destruction.log.
    pub(super) fn destroyed_since(&self, lines: u64) -> Result<bool> {
        Ok(self.first_destroyed_behind(lines)?.is_some())
    }

    /// The first line of destruction.log behind that one that destroys.
    pub(super) fn first_destroyed_behind(&self, lines: u64) -> Result<Option<u64>> {
        let bytes = files::read_limited(&self.paths.destruction_log(), 1 << 30)?;
        let text = String::from_utf8_lossy(&bytes);
        let later = text.lines().skip(usize::try_from(lines).unwrap_or(usize::MAX));
        let mut destroys = (lines + 1..).zip(later).filter(|(_, line)| {
            let line = Line::parse(line);
            line.is_ok_and(|line| matches!(line.payload.event, Event::Destruction(_)))
        });
        Ok(destroys.next().map(|(line, _)| line))
    }

    /// Before a purge: registers which destinations lie on storage that keeps versions by now, and
    /// which vaults were restored beside this one, so that its line says so. What cannot be noted is
    /// looked at again in step 6, and stops nobody.
    pub(in crate::vault) fn look_at_storage(&mut self) {
        let looked = self.destinations().and_then(|all| {
            let mut now: Vec<Destination> =
                all.iter().map(|known| self.as_it_lies(known.clone())).collect();
            for known in &all {
                self.tell_apart(&mut now, known, &known.path);
            }
            now.extend(self.beside_to_register()?);
            if now == all {
                return Ok(());
            }
            self.transact_on_ballast(|transaction| {
                transaction.register(now.clone());
                Ok(())
            })
        });
        drop(looked);
    }

    /// Step 6 of a purge, once for all its orders. After a failure nothing more is touched on the
    /// strength of what may not be so.
    pub(in crate::vault) fn settle_purge(&mut self, done: &mut [Destroyed], failed: bool) {
        let left = match failed {
            _ if done.is_empty() => return,
            false => self.scrub_owed(),
            true => self.outstanding().unwrap_or_default(),
        };
        for done in done {
            done.residual.clone_from(&left);
        }
    }
}

impl Transaction<'_> {
    /// Marks every place with keys as owing from this line of destruction.log on; gives their
    /// names.
    pub(crate) fn owe(&mut self, line: u64) -> Result<Vec<String>> {
        let mut all = self.vault.destinations()?;
        if self.vault.mutated("nothing-owed") {
            return Ok(Vec::new());
        }
        let mut changed = false;
        for known in all.iter_mut().filter(|known| known.kind != Kind::DataOnly) {
            changed |= known.owed.is_none();
            known.owed.get_or_insert(line);
        }
        if changed {
            self.register(all);
        }
        Ok(self.vault.copies()?.residual)
    }
}

#[cfg(test)]
#[path = "put_back_tests.rs"]
mod tests;
