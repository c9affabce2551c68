//! Copies that a restore leaves beside the vault that it makes, and what they still open.
//!
//! A vault that lay at the place is set aside; one that is damaged and lies elsewhere, where this
//! user saw it last, stays there. Both are registered, because both have keys. What a copy owes is
//! asked of the copy: every destruction behind the last line of destruction.log that it is known to
//! know, whatever older lines say was settled. Of what cannot be read nothing is known.
//! A vault that was restored beside one that lives on is a copy like them as soon as something is
//! destroyed here, and so is that one there: each is registered where the other lies, as far as this
//! user's anchors or the list in the vault tell it ([`super::noted`]). That list is there for all
//! others: who restores is not who purges at night.
//!
//! ```text
//! destruction.log      1 … 4    5 K-2 destroyed    6 nas settled
//! key file put back    1 … 4    owes from 5
//! set aside, as it was 1 … 6    owes nothing
//! set aside, unread    ?        owes from the first destruction
//! ```

use super::build::{free, place_of};
use super::lines::Lines;
use super::noted::{Noted, There};
use super::others::Known;
use crate::crypto;
use crate::log::destruction::{Event, Line};
use crate::log::{Destination, Kind};
use crate::model::Digest;
use crate::store::Store;
use crate::vault::anchor::AnchorFile;
use crate::vault::error::Result;
use crate::vault::paths::Paths;
use crate::vault::session::Vault;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// What a vault of the same id that lies elsewhere is registered by.
const BESIDE: &str = "vault-beside";

/// The lines of destruction.log that the restored vault has, read for what copies owe.
pub(super) struct Debts {
    /// Each line that destroys.
    destructions: BTreeSet<u64>,
    /// Of each place, the last line up to which a later one says that it is settled, of those that
    /// the log does not have.
    settled: BTreeMap<String, u64>,
    /// The last line that the log has; of those the register tells.
    registered: u64,
    hashes: BTreeSet<Digest>,
}

impl Debts {
    /// Reads the lines of the log, and the `adopted` ones that go on behind them.
    pub(super) fn read(vault: &Vault, adopted: &[String]) -> Result<Self> {
        let registered = vault.state.checkpoint.destruction_lines;
        let (mut destructions, mut settled) = (BTreeSet::new(), BTreeMap::new());
        let mut hashes = BTreeSet::new();
        for text in vault.logged_lines()?.iter().chain(adopted) {
            hashes.insert(crypto::sha256(text.as_bytes()));
            let Ok(Line { payload, .. }) = Line::parse(text) else { continue };
            match payload.event {
                Event::Destruction(_) => {
                    destructions.insert(payload.line);
                }
                Event::Scrub(scrub) if payload.line > registered => {
                    settled.insert(scrub.destination, scrub.through);
                }
                _ => {}
            }
        }
        Ok(Self { destructions, settled, registered, hashes })
    }

    /// The first destruction behind line `known`.
    pub(super) fn behind(&self, known: u64) -> Option<u64> {
        self.destructions.range(known + 1..).next().copied()
    }

    /// What a registered place owes: `there` says how many lines its copy knows, where that could
    /// be read.
    pub(super) fn of(&self, place: &Destination, there: Option<Known>) -> Option<u64> {
        if place.kind == Kind::DataOnly {
            return None;
        }
        let settled = self.settled.get(&place.name).copied().unwrap_or_default();
        let known = there.and_then(|there| there.lines);
        let owed = self.behind(known.unwrap_or_else(|| settled.max(self.registered)));
        place.owed.into_iter().chain(owed).min()
    }

    /// How many lines the vault at `paths` knows, as its newest checkpoint says, which an operator
    /// signed: none when that cannot be read. Of lines that it has and the restored vault has not,
    /// those before count.
    pub(super) fn known_at(&self, vault: &Vault, paths: &Paths) -> u64 {
        let newest = Store::open(&paths.records()).and_then(|store| store.last_checkpoint());
        let Ok(Some(row)) = newest else { return 0 };
        let Ok(end) = vault.verified_checkpoint(&row) else { return 0 };
        if self.hashes.contains(&end.destruction_head) {
            return end.destruction_lines;
        }
        let lines = Lines::read(&paths.destruction_log(), Digest(*vault.id().as_bytes()));
        let Ok(Some(lines)) = lines else { return 0 };
        if !lines.ends_with(end.destruction_lines, end.destruction_head) {
            return 0;
        }
        let first = self.destructions.iter().find(|line| !lines.shares(**line, &self.hashes));
        first.map_or(end.destruction_lines, |line| line - 1)
    }
}

impl Vault {
    /// Vaults of this id that lie elsewhere, as far as this user or the vault has seen them, and that
    /// the register does not have; also those whose disk is not there.
    pub(in crate::vault) fn unregistered(&self) -> Result<Vec<PathBuf>> {
        let main = AnchorFile::main(&self.environment.anchors, self.id(), self.paths.dir());
        let mut there = main.others(self.id());
        let away = |one: &There| one.is_away() && !self.mutated("unplugged-forgotten");
        let noted = self.noted().into_iter();
        let noted = noted.filter(|one| main.lives_at(&one.at, self.id()) || away(one));
        there.extend(noted.map(|one| one.at));
        there.sort();
        there.dedup();
        if !there.is_empty() {
            let all = self.destinations()?;
            let kept = |path: &PathBuf| {
                let same = |one: &Destination| Path::new(&one.path) == path;
                all.iter().any(|one| one.kind == Kind::KeptVault && same(one))
            };
            there.retain(|path| !kept(path));
        }
        Ok(there)
    }

    /// The list of the vault. One that cannot be read says nothing; the anchors may, and `check` names it.
    fn noted(&self) -> Vec<There> {
        let all = Noted::read(&self.paths).unwrap_or_default().places;
        if self.mutated("beside-unnoted") { Vec::new() } else { all }
    }

    /// These as the register is to have them, with what they owe.
    pub(in crate::vault) fn beside_to_register(&mut self) -> Result<Vec<Destination>> {
        let there = self.unregistered()?;
        if there.is_empty() || self.mutated("beside-unregistered") {
            return Ok(Vec::new());
        }
        let mut all = self.destinations()?;
        let (debts, before, noted) = (Debts::read(self, &[])?, all.len(), self.noted());
        for path in there {
            let away = noted.iter().find(|one| one.at == path && one.is_away());
            let known = match away {
                Some(away) if debts.hashes.contains(&away.head) => away.lines,
                Some(_) => 0,
                None => Paths::new(&path).map_or(0, |paths| debts.known_at(self, &paths)),
            };
            let id = Digest(self.random.nonce());
            let new = place_of((free(&all, BESIDE), Kind::KeptVault), &path, id);
            let reached = (self.environment.now)();
            all.push(Destination { reached, owed: debts.behind(known), ..new });
        }
        Ok(all.split_off(before))
    }
}
