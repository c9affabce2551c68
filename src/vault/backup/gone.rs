//! What somebody states that exists no more: a copy, or the older versions of a key file.
//!
//! Nothing can prove such a statement, and it is signed. So it is refused where the program itself
//! sees that it is not so; and what lies there again later owes every destruction that it does not know,
//! whatever was stated: whoever asks what is owed sees it, and a rewriting registers it again.

use super::folder::Folder;
use super::settle::{Scrubbed, ScrubbedDestination};
use crate::files;
use crate::log::{Act, Code, Destination, Kind};
use crate::vault::anchor::is_one;
use crate::vault::error::{Error, Result, Unfit};
use crate::vault::paths::Paths;
use crate::vault::restore::forget;
use crate::vault::session::{Vault, read_header};
use std::path::{Path, PathBuf};

/// How it stands in destruction.log.
const GONE: Code = Code::fixed("stated-gone");
const VERSIONS_GONE: Code = Code::fixed("stated-versions-gone");

/// What is stated to exist no more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gone {
    /// All of the copy; it leaves the register.
    Copy,
    /// The versions of its key file, and of its keyhole, that are older than the last destruction.
    Versions,
}

impl Vault {
    /// What [`Vault::scrub_gone`] would do.
    pub fn plan_gone(&mut self, name: &str, what: Gone) -> Result<ScrubbedDestination> {
        self.require_keeper()?;
        self.hold_shared()?;
        let known = self.to_be_gone(name, what);
        self.release()?;
        Ok(stated(known?.name, what))
    }

    /// States that the copy at a destination, or what is older of it, exists no more.
    pub fn scrub_gone(&mut self, name: &str, what: Gone) -> Result<ScrubbedDestination> {
        self.require_keeper()?;
        let done = self.hold_exclusive().and_then(|()| {
            self.recover()?;
            let destination = self.to_be_gone(name, what)?;
            if destination.kind == Kind::KeptVault {
                forget(&self.paths, Path::new(&destination.path))?;
            }
            self.transact_on_ballast(|transaction| {
                let mut all = transaction.vault.destinations()?;
                let how = match what {
                    Gone::Copy => GONE,
                    Gone::Versions => VERSIONS_GONE,
                };
                if destination.kind != Kind::DataOnly {
                    transaction.sign_scrub(&destination.name, how, None)?;
                }
                match what {
                    Gone::Copy => all.retain(|known| known.id != destination.id),
                    Gone::Versions => all
                        .iter_mut()
                        .filter(|known| known.id == destination.id)
                        .for_each(|known| known.owed = None),
                }
                transaction.register(all);
                Ok(())
            })?;
            (self.environment.reached)("scrub-logged");
            self.publish_lines()
        });
        let released = self.release();
        done?;
        released?;
        Ok(stated(name.to_owned(), what))
    }

    /// The destination of this name, unless it is plain to see that what is to be stated is wrong.
    fn to_be_gone(&self, name: &str, what: Gone) -> Result<Destination> {
        let known = self.destination(name).map_err(|error| self.back_of(name).unwrap_or(error))?;
        match what {
            Gone::Copy if self.lies_there(&known) && !self.mutated("gone-without-looking") => {
                let kept = known.kind == Kind::KeptVault;
                Err(Error::Unfit(Unfit::StillThere { name: known.name, path: known.path, kept }))
            }
            Gone::Copy => Ok(known),
            Gone::Versions if !known.versions => Err(Error::Unfit(Unfit::NoVersions(known.name))),
            Gone::Versions => {
                let (known, folder) = self.reached(name)?;
                let lines = self.read_key_file(&folder)?.facts.lines;
                if self.destroyed_since(lines)? {
                    return Err(Error::Unfit(Unfit::NotRewritten(known.name)));
                }
                Ok(known)
            }
        }
    }
}

impl Vault {
    /// What of this name came back that was stated to be gone before.
    fn back_of(&self, name: &str) -> Option<Error> {
        let known = self.back_if_told().into_iter().find(|known| known.name == name)?;
        let Destination { name, path, kind, .. } = known;
        Some(Error::Unfit(Unfit::BackAgain { name, path, kept: kind == Kind::KeptVault }))
    }

    /// What left the register and lies where it was, and owes: a disk that was lost and found.
    pub(crate) fn back_again(&self) -> Result<Vec<Destination>> {
        if !self.may_be_stated_gone() {
            return Ok(Vec::new());
        }
        let mut left: Vec<Destination> = Vec::new();
        self.store.each_entry(1, |row| {
            if let Act::Destinations { all } = self.open_entry(&row)?.act {
                left.retain(|known| all.iter().all(|one| one.id != known.id));
                left.extend(all);
            }
            Ok::<_, Error>(true)
        })?;
        let now = self.destinations()?;
        left.retain(|known| known.kind != Kind::DataOnly && !known.detached);
        // At a place that is another's now only what says who it is can be told from that.
        let is_itself = |known: &Destination| {
            known.kind == Kind::Full
                && self.reach(known).is_some()
                && !self.mutated("one-disk-one-place")
        };
        let is_left = |known: &Destination, one: &Destination| {
            one.id != known.id && (one.path != known.path || is_itself(known))
        };
        left.retain(|known| now.iter().all(|one| is_left(known, one)));
        let mut back = Vec::new();
        for mut known in left.into_iter().filter(|known| self.lies_there(known)) {
            if self.mutated("gone-for-ever") {
                break;
            }
            known.owed = match self.reach(&known).filter(|_| known.kind == Kind::Full) {
                Some(folder) => self.owed_at(&folder)?,
                None => self.first_owed_behind(0),
            };
            if known.owed.is_some() {
                back.push(known);
            }
        }
        Ok(back)
    }

    /// The same, or nothing where the log cannot be read so far: what is registered is told and
    /// rewritten all the same, and `check` says what is wrong with the log.
    pub(super) fn back_if_told(&self) -> Vec<Destination> {
        self.back_again().unwrap_or_default()
    }

    /// Whether a line of destruction.log may say of a copy that it is gone: no other way leads a
    /// place with keys out of the register, and the whole log need not be opened to see it.
    fn may_be_stated_gone(&self) -> bool {
        // Of one that was cut short the log must be asked.
        if !self.ends_with_last_line() && !self.mutated("cut-lines-believed") {
            return true;
        }
        let lines = files::read_limited(&self.paths.destruction_log(), 1 << 30);
        lines.map_or(true, |lines| String::from_utf8_lossy(&lines).contains(GONE.as_str()))
    }

    /// Whether the copy, or what may be it, lies where it is registered: what its keyhole holds opens
    /// it, and what says that it is another destination is another one.
    fn lies_there(&self, known: &Destination) -> bool {
        let folder = Folder::new(Path::new(&known.path));
        let is_there = |path: PathBuf| path.symlink_metadata().is_ok();
        match folder.about() {
            Ok(Some(about)) if known.kind != Kind::KeptVault => {
                self.one_of(about.id, &folder, None) == known.id
            }
            Ok(_) => is_there(folder.keyhole()) && self.may_be_copy(folder.dir()),
            Err(_) => is_there(folder.about_path()),
        }
    }

    /// Whether what lies there may be a copy: it is neither this vault itself, which was moved there,
    /// nor one that says that it is another.
    fn may_be_copy(&self, path: &Path) -> bool {
        let header = Paths::new(path).map(|paths| read_header(&paths));
        let other = header.is_ok_and(|read| read.is_ok_and(|read| read.vault != self.id()));
        let other = other && !self.mutated("other-vaults-copies");
        let itself = is_one(path, self.paths.dir()) && !self.mutated("itself-a-copy");
        !other && !itself
    }

    /// The first destruction that the key file there does not know.
    pub(super) fn owed_at(&self, folder: &Folder) -> Result<Option<u64>> {
        let knows = match self.read_key_file(folder) {
            Ok(keys) if self.is_on_our_log(&keys.facts)? => keys.facts.lines,
            _ => 0,
        };
        Ok(self.first_owed_behind(knows))
    }

    /// The first destruction behind that line; lines that are not there to be asked are taken to tell of one.
    pub(super) fn first_owed_behind(&self, knows: u64) -> Option<u64> {
        let cut = self.state.checkpoint.destruction_lines > knows && !self.ends_with_last_line();
        let cut = cut && !self.mutated("cut-lines-settle");
        let asked = if cut { None } else { self.first_destroyed_behind(knows).ok() };
        asked.unwrap_or(Some(knows + 1))
    }
}

fn stated(name: String, what: Gone) -> ScrubbedDestination {
    let what = match what {
        Gone::Copy => Scrubbed::Gone,
        Gone::Versions => Scrubbed::VersionsGone,
    };
    ScrubbedDestination { name, what, key: 0, why: None }
}

#[expect(clippy::disallowed_methods, reason = "what people do to files")]
#[cfg(test)]
mod tests {
    use super::super::run::tests::wanted;
    use super::*;
    use crate::model::RecordNumber;
    use crate::vault::backup::{Backup, BackupTo};
    use crate::vault::sample::{Sample, order};

    fn backed_up(versioned: bool) -> (Sample, PathBuf) {
        let sample = Sample::new();
        sample.add(&[("张伟", "13800000001", ""), ("李娜", "13800000002", "")]);
        let nas = sample.home.path().join("nas");
        let wanted = BackupTo { versioned, ..wanted(&nas) };
        sample.open().backup(&Backup { wanted, progress: &|_, _| {} }).unwrap();
        (sample, nas)
    }

    fn number(n: u64) -> RecordNumber {
        RecordNumber::new(n).unwrap()
    }

    fn unfit(done: Result<ScrubbedDestination>) -> Unfit {
        match done {
            Err(Error::Unfit(unfit)) => unfit,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn nobody_states_that_what_lies_there_is_gone() {
        let (sample, nas) = backed_up(false);
        let still = Unfit::StillThere {
            name: "nas".to_owned(),
            path: nas.to_str().unwrap().to_owned(),
            kept: false,
        };
        assert_eq!(unfit(sample.open().plan_gone("nas", Gone::Copy)), still);
        assert_eq!(unfit(sample.open().scrub_gone("nas", Gone::Copy)), still);
        std::fs::write(nas.join("about"), "torn").unwrap();
        assert_eq!(unfit(sample.open().scrub_gone("nas", Gone::Copy)), still);
        std::fs::remove_file(nas.join("about")).unwrap();
        assert_eq!(unfit(sample.open().scrub_gone("nas", Gone::Copy)), still);
        std::fs::remove_file(nas.join("keyhole")).unwrap();
        assert_eq!(sample.open().scrub_gone("nas", Gone::Copy).unwrap().what, Scrubbed::Gone);
        assert_eq!(sample.open().destinations().unwrap(), []);
    }

    /// A disk that was lost, stated to be gone and found again still opens what was destroyed meanwhile:
    /// that is told, and a scrub settles it.
    #[test]
    fn what_comes_back_owes_what_was_destroyed_meanwhile() {
        let comes_back = |weakness: &'static str| {
            let (sample, nas) = backed_up(false);
            let away = nas.with_file_name("drawer");
            std::fs::rename(&nas, &away).unwrap();
            sample.open().purge(&order(number(2).into())).unwrap();
            sample.open().scrub_gone("nas", Gone::Copy).unwrap();
            assert_eq!(sample.open().places().unwrap(), []);
            std::fs::rename(&away, &nas).unwrap();
            let mutant = Box::new(move |named: &str| named == weakness);
            let environment = crate::vault::Environment { mutant, ..sample.environment() };
            let vault = Vault::open(&sample.dir(), &sample.credential(), environment).unwrap();
            let owing = vault.outstanding().unwrap();
            drop(vault);
            (sample, nas, owing)
        };
        assert_eq!(comes_back("gone-for-ever").2, [""; 0], "not caught");
        let (sample, nas, owing) = comes_back("");
        assert_eq!(owing, ["nas"]);
        let certificate = |line| {
            let wanted = crate::vault::Wanted::Line(line);
            sample.open().certificates(wanted, true).unwrap().remove(0)
        };
        let line = sample.open().places().unwrap().remove(0).owed.unwrap();
        assert_eq!(certificate(line).copies.len(), 1);
        let (dir, credential) = (sample.dir(), sample.credential());
        let deep = crate::vault::Depth::Everything;
        let report = Vault::check(&dir, &credential, sample.environment(), deep).unwrap();
        assert!(report.notices.iter().any(|(id, _)| *id == "check-came-back"));
        assert_eq!(sample.open().scrub(&[]).unwrap()[0].what, Scrubbed::Settled);
        assert!(certificate(line).copies.is_empty());
        let listed = sample.open().list_backups().unwrap().remove(0);
        assert_eq!((listed.destination.name.as_str(), listed.destination.owed), ("nas", None));
        let keys = sample.open().read_key_file(&Folder::new(&nas)).unwrap();
        assert!(keys.key(number(2)).is_none());
    }

    /// An old entry of the log that cannot be read hides what came back, not what is registered.
    #[test]
    fn what_is_registered_is_told_though_the_log_cannot_be_read_through() {
        let (sample, nas) = backed_up(false);
        let usb = nas.with_file_name("usb");
        sample.open().backup(&Backup { wanted: wanted(&usb), progress: &|_, _| {} }).unwrap();
        std::fs::remove_dir_all(&usb).unwrap();
        sample.open().scrub_gone("usb", Gone::Copy).unwrap();
        std::fs::rename(&nas, nas.with_file_name("drawer")).unwrap();
        sample.open().purge(&order(number(2).into())).unwrap();
        let store = crate::store::Store::open(&sample.dir().join("records.db")).unwrap();
        store.tamper("UPDATE log SET sealed = randomblob(length(sealed)) WHERE seq = 2");
        drop(store);
        let mut vault = sample.open();
        assert!(vault.back_again().is_err());
        assert_eq!(vault.outstanding().unwrap(), ["nas"]);
        assert_eq!(vault.plan_scrub(&[]).unwrap()[0].what, Scrubbed::Outstanding);
        drop(vault);
        let (dir, credential) = (sample.dir(), sample.credential());
        let deep = crate::vault::Depth::Everything;
        let report = Vault::check(&dir, &credential, sample.environment(), deep).unwrap();
        assert!(report.findings().next().is_some());
    }

    #[test]
    fn where_versions_are_kept_a_rewritten_key_file_settles_nothing() {
        let (sample, nas) = backed_up(true);
        let away = nas.with_file_name("away");
        std::fs::rename(&nas, &away).unwrap();
        assert_eq!(sample.open().purge(&order(number(2).into())).unwrap().residual, ["nas"]);
        std::fs::rename(&away, &nas).unwrap();
        let refused = unfit(sample.open().scrub_gone("nas", Gone::Versions));
        assert_eq!(refused, Unfit::NotRewritten("nas".to_owned()));
        for _ in 0..2 {
            let done = sample.open().scrub(&[]).unwrap();
            assert_eq!((done.len(), done[0].what), (1, Scrubbed::Versions));
        }
        sample.open().backup(&Backup { wanted: wanted(&nas), progress: &|_, _| {} }).unwrap();
        assert_eq!(sample.open().purge(&order(number(1).into())).unwrap().residual, ["nas"]);
        let stated = sample.open().scrub_gone("nas", Gone::Versions).unwrap();
        assert_eq!(stated.what, Scrubbed::VersionsGone);
        assert!(sample.open().scrub(&[]).unwrap().is_empty());
        assert_eq!(sample.open().destinations().unwrap().len(), 1);
    }

    /// Somebody makes a work tree of the storage after the first backup: a purge settles nothing
    /// there, and a backup is written only where that is accepted.
    #[test]
    fn storage_that_keeps_versions_by_now_is_noticed() {
        let by = |weakness: &'static str| {
            let (sample, nas) = backed_up(false);
            std::fs::create_dir(nas.with_file_name(".git")).unwrap();
            let mutant = Box::new(move |named: &str| named == weakness);
            let environment = crate::vault::Environment { mutant, ..sample.environment() };
            let mut vault = Vault::open(&sample.dir(), &sample.credential(), environment).unwrap();
            let residual = vault.purge(&order(number(2).into())).unwrap().residual;
            let done = vault.backup(&Backup { wanted: wanted(&nas), progress: &|_, _| {} });
            (sample, nas, residual, done)
        };
        let (_, _, residual, done) = by("storage-looked-at-once");
        assert!(residual.is_empty() && done.is_ok(), "the weakness was not caught");

        let (sample, nas, residual, done) = by("");
        assert_eq!(residual, ["nas"]);
        assert!(done.is_ok(), "the purge registered it");
        let line = sample.open().destinations().unwrap().remove(0).owed.unwrap();
        let wanted_line = crate::vault::Wanted::Line(line);
        let told = sample.open().certificates(wanted_line, true).unwrap().remove(0);
        let kinds: Vec<_> = told.residual().map(|copy| copy.kind).collect();
        assert_eq!(kinds, [crate::log::CopyKind::Versioned], "its line says so");
        assert_eq!(sample.open().scrub(&[]).unwrap()[0].what, Scrubbed::Versions);
        drop((sample, nas));

        let (sample, nas) = backed_up(false);
        std::fs::create_dir(nas.with_file_name(".git")).unwrap();
        let try_at = |versioned| {
            let wanted = BackupTo { versioned, ..wanted(&nas) };
            sample.open().backup(&Backup { wanted, progress: &|_, _| {} })
        };
        let refused = try_at(false).unwrap_err();
        assert!(matches!(refused, Error::Unfit(Unfit::KeepsVersions(..))), "{refused:?}");
        try_at(true).unwrap();
        assert!(sample.open().destinations().unwrap()[0].versions);
        try_at(false).unwrap();
    }

    #[test]
    fn versions_are_gone_only_where_some_were_kept() {
        let (sample, _nas) = backed_up(false);
        let refused = unfit(sample.open().scrub_gone("nas", Gone::Versions));
        assert_eq!(refused, Unfit::NoVersions("nas".to_owned()));
    }
}
