//! Which destinations there are: the register in the log, and how one is found by name or path.

use super::folder::{About, Folder, enclosing};
use super::keyfile;
use crate::files;
use crate::log::{Act, Destination, Kind};
use crate::model::{Capability, Digest};
use crate::vault::anchor::AnchorFile;
use crate::vault::error::{Error, Place, Result, Unfit};
use crate::vault::paths::Paths;
use crate::vault::restore::artefact::signed_manifest;
use crate::vault::restore::place_of;
use crate::vault::session::Vault;
use crate::vault::transaction::Transaction;
use std::path::{Path, PathBuf};

/// The longest name of a destination, in characters.
const LONGEST: usize = 32;

/// What a new disk has by itself.
const FOREIGN_BUT_FINE: &str = "lost+found";

/// A destination as somebody asks for it.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "independent switches of a command line")]
pub struct BackupTo<'a> {
    /// A directory, or the name of one that is registered.
    pub to: &'a Path,
    /// The name of a new one; its last component without.
    pub name: Option<&'a str>,
    /// Whether a new one holds sealed rows only.
    pub data_only: bool,
    /// Whether its storage may keep versions of what is overwritten.
    pub versioned: bool,
    /// Whether one that was left to the vault beside which this one was restored is taken over.
    pub attach: bool,
    /// Whether what only this destination has is given up.
    pub accept_rollback: bool,
}

/// What was found for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) destination: Destination,
    /// Whether it still has to be registered.
    pub(crate) new: bool,
}

impl Vault {
    /// The registered destinations: one entry of the log.
    pub(crate) fn destinations(&self) -> Result<Vec<Destination>> {
        let seq = self.state.checkpoint.destinations;
        if seq == 0 {
            return Ok(Vec::new());
        }
        let damaged = || Error::damaged(Place::new("records.db", "damage-log-entry").at(seq));
        let row = self.store.entry(seq)?.ok_or_else(damaged)?;
        match self.open_entry(&row)?.act {
            Act::Destinations { all } => Ok(all),
            _ => Err(damaged()),
        }
    }

    /// The registered destination of this name.
    pub(crate) fn destination(&self, name: &str) -> Result<Destination> {
        let mut all = self.destinations()?.into_iter();
        let found = all.find(|destination| destination.name == name);
        found.ok_or_else(|| Error::Unfit(Unfit::Unknown(name.to_owned())))
    }

    /// The registered destination that somebody means: by its name, or by the directory that says
    /// that it is one, wherever its disk is mounted today.
    pub(crate) fn meant_by(&self, text: &str) -> Result<Destination> {
        let all = self.destinations()?;
        if let Some(named) = all.iter().find(|destination| destination.name == text) {
            return Ok(named.clone());
        }
        let unknown = || Error::Unfit(Unfit::Unknown(text.to_owned()));
        let path = whole(Path::new(text))?;
        let folder = Folder::new(&path);
        let about = folder.identity()?.ok_or_else(unknown)?;
        let id = self.one_of(about.id, &folder, None);
        let known = all.iter().find(|destination| destination.id == id);
        let known = known.filter(|_| about.vault.0 == *self.id().as_bytes()).ok_or_else(unknown)?;
        self.moved(known, text_of(&path)?)
    }

    /// A destination that was found at `path`; refused when it also lies where it is registered.
    fn moved(&self, known: &Destination, path: String) -> Result<Destination> {
        if self.lies_twice(known, &path) {
            return Err(Error::Unfit(Unfit::Copied(known.name.clone())));
        }
        Ok(Destination { path, ..known.clone() })
    }

    /// Whether a destination that was found at `path` lies where it is registered too.
    fn lies_twice(&self, known: &Destination, path: &str) -> bool {
        known.path != path && self.reach(known).is_some()
    }

    /// Refuses unless this operator may keep the register.
    pub(crate) fn require_keeper(&self) -> Result<()> {
        self.require_one_of(&[Capability::Backup, Capability::Purge])
    }

    /// Where a destination lies now, if what lies there says that it is this one, and it is ours to
    /// write to.
    pub(crate) fn reach(&self, destination: &Destination) -> Option<Folder> {
        if destination.detached { None } else { self.hear(destination) }
    }

    /// The same, where nothing is to be written: a vault that was restored beside another reads what
    /// the other one's destinations tell.
    pub(crate) fn hear(&self, destination: &Destination) -> Option<Folder> {
        let folder = Folder::new(Path::new(&destination.path));
        let is_this = |vault: Digest, id| {
            vault.0 == *self.id().as_bytes()
                && self.one_of(id, &folder, Some(destination)) == destination.id
        };
        let ours = match folder.about() {
            Ok(Some(about)) if is_this(about.vault, about.id) => true,
            // It is not signed, and may be damaged and still read.
            Ok(_) | Err(Error::Damaged { .. }) => {
                let front = keyfile::front_at(&folder.key());
                front.is_some_and(|front| is_this(front.vault, front.destination))
                    || self.has_data_of(destination, &folder)
            }
            Err(_) => false,
        };
        ours.then_some(folder)
    }

    /// Whether a directory that does not say that it is this destination holds data that was written
    /// for it: there is no key file where rows lie only.
    fn has_data_of(&self, destination: &Destination, folder: &Folder) -> bool {
        let artefacts = folder.artefacts().unwrap_or_default();
        destination.kind == Kind::DataOnly
            && artefacts.iter().any(|name| {
                let manifest = signed_manifest(self, &folder.artefact(name));
                manifest.is_ok_and(|manifest| manifest.destination == destination.id)
            })
    }

    /// Why a destination cannot be reached: its disk is not there, or what lies there does not say
    /// that it is this one any more.
    pub(super) fn unreachable(destination: &Destination) -> Error {
        if destination.detached {
            return Error::Unfit(Unfit::Detached(destination.name.clone(), None));
        }
        match Folder::new(Path::new(&destination.path)).about() {
            Err(error @ Error::Damaged { .. }) => error,
            _ => Error::Unfit(Unfit::Unreachable(destination.name.clone())),
        }
    }

    /// The destination that `wanted` names, registered or new; nothing is written.
    pub(crate) fn find_destination(&mut self, wanted: &BackupTo<'_>) -> Result<Found> {
        let all = self.destinations()?;
        let named = wanted.to.to_str().and_then(|text| all.iter().find(|d| d.name == text));
        if let Some(destination) = named {
            let destination = self.as_wanted(destination.clone(), wanted)?;
            return match self.reach(&destination) {
                Some(_) => Ok(Found { destination, new: false }),
                None => Err(Self::unreachable(&destination)),
            };
        }
        let path = whole(wanted.to)?;
        if let Some(within) = enclosing(&path)? {
            return Err(Error::Unfit(Unfit::Inside { path, within }));
        }
        match Folder::new(&path).identity()? {
            Some(about) => self.described(&all, about, &path, wanted),
            None => self.undescribed(&all, &path, wanted),
        }
    }

    /// A directory that says what it is.
    fn described(
        &mut self,
        all: &[Destination],
        about: About,
        path: &Path,
        wanted: &BackupTo<'_>,
    ) -> Result<Found> {
        if about.vault.0 != *self.id().as_bytes() {
            return Err(Error::Unfit(Unfit::Foreign(path.to_path_buf())));
        }
        let at = text_of(path)?;
        let id = self.one_of(about.id, &Folder::new(path), None);
        let Some(known) = all.iter().find(|destination| destination.id == id) else {
            // Its maker died before he registered it, or somebody stated that it was gone.
            let destination = new(about.name, about.kind, &at, about.id, wanted.versioned);
            check_name(&destination.name)?;
            free(all, &destination.name)?;
            return Ok(Found { destination: self.as_wanted(destination, wanted)?, new: true });
        };
        if self.lies_twice(known, &at) {
            let mut copy = self.copied_to(known, &at)?;
            if let Some(name) = wanted.name {
                check_name(name)?;
                free(all, name)?;
                name.clone_into(&mut copy.name);
            }
            return Ok(Found { destination: self.as_wanted(copy, wanted)?, new: true });
        }
        let destination = self.moved(known, at)?;
        Ok(Found { destination: self.as_wanted(destination, wanted)?, new: false })
    }

    /// A directory that is not there, or empty.
    fn undescribed(
        &mut self,
        all: &[Destination],
        path: &Path,
        wanted: &BackupTo<'_>,
    ) -> Result<Found> {
        if !is_empty(path)? {
            return Err(Error::Unfit(Unfit::Occupied(path.to_path_buf())));
        }
        let at = text_of(path)?;
        let last = path.file_name().unwrap_or_default().to_string_lossy();
        let name = wanted.name.unwrap_or(&last);
        check_name(name)?;
        if let Some(known) = all.iter().find(|destination| destination.name == name) {
            let same = known.path == at;
            let name = name.to_owned();
            return Err(Error::Unfit(if same {
                Unfit::Unreachable(name)
            } else {
                Unfit::NameTaken(name)
            }));
        }
        let kind = if wanted.data_only { Kind::DataOnly } else { Kind::Full };
        let id = Digest(self.random.nonce());
        let destination = new(name.to_owned(), kind, &at, id, wanted.versioned);
        Ok(Found { destination: self.as_wanted(destination, wanted)?, new: true })
    }

    /// Refuses a name or a kind that is not the registered one; a destination that is left to the
    /// vault beside which this one was restored, unless it is to be taken over and that vault is
    /// there no more; and storage that keeps versions by now, unless somebody accepts that.
    fn as_wanted(
        &self,
        mut destination: Destination,
        wanted: &BackupTo<'_>,
    ) -> Result<Destination> {
        let renamed = wanted.name.is_some_and(|name| name != destination.name);
        if destination.kind == Kind::KeptVault {
            return Err(Error::Unfit(Unfit::KeptVault(destination.name)));
        }
        if renamed || (wanted.data_only && destination.kind != Kind::DataOnly) {
            return Err(Error::Unfit(Unfit::Other(destination.name)));
        }
        if destination.detached {
            let living = self.beside()?;
            if living.is_some() || !wanted.attach {
                return Err(Error::Unfit(Unfit::Detached(destination.name, living)));
            }
            destination.detached = false;
        }
        if destination.kind == Kind::Full {
            destination.versions |= wanted.versioned;
            if let Some(keeper) = self.new_keeper(&destination)? {
                let path = PathBuf::from(destination.path);
                return Err(Error::Unfit(Unfit::KeepsVersions(path, keeper)));
            }
        }
        Ok(destination)
    }

    /// What keeps versions where a key file lies, unless that is registered: storage changes behind
    /// the vault's back.
    pub(super) fn new_keeper(&self, destination: &Destination) -> Result<Option<files::Keeper>> {
        let keys = destination.kind == Kind::Full && !destination.versions;
        if !keys || self.mutated("storage-looked-at-once") {
            return Ok(None);
        }
        Ok(files::keeper(Path::new(&destination.path))?)
    }

    /// A destination as it is now, where that can be seen: on storage that keeps versions, and owing
    /// what an old key file there does not know.
    pub(super) fn as_it_lies(&self, destination: Destination) -> Destination {
        let mut destination = self.as_owed(destination);
        // What cannot be looked at is not reached either.
        let keeper = self.reach(&destination).and_then(|_| self.new_keeper(&destination).ok());
        destination.versions |= keeper.flatten().is_some();
        destination
    }

    /// Where the vault lives beside which this one was restored, when this user has an anchor of each.
    pub(crate) fn living(&self) -> Result<Option<PathBuf>> {
        let main = AnchorFile::main(&self.environment.anchors, self.id(), self.paths.dir());
        let own = self.anchor.path != main.path;
        if own { main.lives_elsewhere(self.id()) } else { Ok(None) }
    }

    /// Where the vault lives beside which this one was restored, as far as this user knows.
    pub(crate) fn beside(&self) -> Result<Option<PathBuf>> {
        let main = AnchorFile::main(&self.environment.anchors, self.id(), self.paths.dir());
        main.lives_elsewhere(self.id())
    }
}

impl Transaction<'_> {
    /// Puts `all` in the place of the register; at most once in a transaction.
    pub(crate) fn register(&mut self, all: Vec<Destination>) {
        self.checkpoint.destinations = self.log(Act::Destinations { all });
    }

    /// Puts `destination` in the place of the one with its id, or behind the others.
    pub(crate) fn register_one(&mut self, destination: Destination) -> Result<()> {
        let mut all = self.vault.destinations()?;
        match all.iter_mut().find(|known| known.id == destination.id) {
            Some(known) => *known = destination,
            None => all.push(destination),
        }
        self.register(all);
        Ok(())
    }
}

fn new(name: String, kind: Kind, path: &str, id: Digest, versions: bool) -> Destination {
    let versions = versions && kind == Kind::Full;
    Destination { versions, ..place_of((name, kind), Path::new(path), id) }
}

fn free(all: &[Destination], name: &str) -> Result<()> {
    let taken = all.iter().any(|destination| destination.name == name);
    if taken { Err(Error::Unfit(Unfit::NameTaken(name.to_owned()))) } else { Ok(()) }
}

/// Certificates carry the name to anybody, so it must not hold a phone number either.
pub(crate) fn check_name(name: &str) -> Result<()> {
    let all: Vec<char> = name.chars().collect();
    let seven = all.windows(7).any(|seven| seven.iter().all(|c| c.is_numeric()));
    let plain = all.iter().all(|c| !c.is_control() && *c != '/');
    let long = all.len() > LONGEST;
    let odd = name.trim() != name || name.is_empty() || [".", ".."].contains(&name);
    if odd || seven || !plain || long { Err(Error::Unfit(Unfit::Name)) } else { Ok(()) }
}

/// The whole path as the register has it.
pub(super) fn place_named(path: &Path) -> Result<String> {
    text_of(&whole(path)?)
}

/// The whole path, resolved as far as it exists.
fn whole(path: &Path) -> Result<PathBuf> {
    let paths = Paths::new(path);
    let wrong = |source| Error::from(files::FileError { path: path.to_path_buf(), source });
    paths.map(|paths| paths.dir().to_path_buf()).map_err(wrong)
}

fn text_of(path: &Path) -> Result<String> {
    path.to_str().map(ToOwned::to_owned).ok_or(Error::Unfit(Unfit::Path))
}

/// Whether nothing is there, or a directory with nothing in it that matters.
fn is_empty(path: &Path) -> Result<bool> {
    let listed = match std::fs::read_dir(path) {
        Ok(listed) => listed,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(true),
        other => files::at(path, other)?,
    };
    for entry in listed {
        let name = files::at(path, entry)?.file_name();
        // What a process left that died before it had said what the directory is.
        if name != FOREIGN_BUT_FINE && !name.to_string_lossy().starts_with("about.new-") {
            return Ok(false);
        }
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_can_stand_in_a_certificate() {
        for good in ["nas", "异地备份", "USB 2026", "a", "1234567890".split_at(6).0] {
            assert!(check_name(good).is_ok(), "{good}");
        }
        let long = "x".repeat(33);
        for bad in ["", " a", "a/b", "a\nb", "13800000013", ".", "..", &long] {
            assert!(check_name(bad).is_err(), "{bad:?}");
        }
    }
}
