//! `backup verify`: everything at a destination is held to the vault's log, and everything wrong
//! is named with its file. Nothing is written.

mod data;
mod keys;
mod log;
mod opens;

use super::folder::{About, Folder};
use super::keyfile::KeyFile;
use crate::files::FileError;
use crate::log::{Destination, Kind};
use crate::model::{Digest, RecordNumber};
use crate::vault::Unrestorable;
use crate::vault::error::{Error, Place, Result};
use crate::vault::restore::branches::GivenUp;
use crate::vault::session::Vault;

/// So many findings of one file are kept; what has more is wrong as a whole.
const KEPT: usize = 100;

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackupFinding {
    /// What exactly, as the id of a message.
    pub what: &'static str,
    /// The record, where there is one.
    pub record: Option<RecordNumber>,
    /// The log entry or line, where there is one.
    pub index: Option<u64>,
    /// Whether it shows an older state, not damage.
    pub older: bool,
}

/// A file at a destination.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifiedFile {
    /// Its name at the destination: `key`, `20261121T233015Z/data`.
    pub file: String,
    /// How many keys, lines, entries or records were looked at.
    pub count: u64,
    /// What is wrong with it.
    pub findings: Vec<BackupFinding>,
}

/// A destination as it was found.
#[derive(Clone, Debug)]
pub struct VerifiedBackup {
    /// Its registered name.
    pub destination: String,
    /// Whether it could be reached; otherwise nothing was looked at.
    pub reached: bool,
    /// File by file.
    pub files: Vec<VerifiedFile>,
    /// What is not damage but worth knowing: the id of a message, and a file.
    pub notices: Vec<(&'static str, String)>,
}

impl VerifiedFile {
    fn new(file: impl Into<String>) -> Self {
        Self { file: file.into(), count: 0, findings: Vec::new() }
    }

    fn add(&mut self, what: &'static str) {
        self.keep(BackupFinding { what, record: None, index: None, older: false });
    }

    fn add_at(&mut self, what: &'static str, index: u64) {
        self.keep(BackupFinding { what, record: None, index: Some(index), older: false });
    }

    fn add_of(&mut self, what: &'static str, record: RecordNumber) {
        self.keep(BackupFinding { what, record: Some(record), index: None, older: false });
    }

    fn add_told(&mut self, record: RecordNumber) {
        let what = "damage-tells-destroyed";
        self.keep(BackupFinding { what, record: Some(record), index: None, older: true });
    }

    fn add_older(&mut self, what: &'static str) {
        self.keep(BackupFinding { what, record: None, index: None, older: true });
    }

    fn add_newer(&mut self, what: &'static str, index: u64) {
        self.keep(BackupFinding { what, record: None, index: Some(index), older: true });
    }

    fn keep(&mut self, finding: BackupFinding) {
        if self.findings.len() < KEPT && !self.findings.contains(&finding) {
            self.findings.push(finding);
        }
    }

    /// Takes what a file should not be as a finding; gives back any other error, which stops.
    fn take<T>(&mut self, result: Result<T>) -> Result<Option<T>> {
        match result {
            Ok(value) => Ok(Some(value)),
            Err(Error::Damaged { place: Place { what, record, index, .. }, .. }) => {
                self.keep(BackupFinding { what, record, index, older: false });
                Ok(None)
            }
            Err(Error::File(FileError { source, .. }))
                if source.kind() == std::io::ErrorKind::NotFound =>
            {
                self.add("damage-missing");
                Ok(None)
            }
            Err(Error::Unrestorable(Unrestorable::NoArtefact(_))) => {
                self.add("damage-missing");
                Ok(None)
            }
            Err(Error::Unrestorable(Unrestorable::Renamed { .. })) => {
                self.add("damage-manifest-name");
                Ok(None)
            }
            Err(Error::Unrestorable(Unrestorable::Newer { .. })) => {
                self.add("damage-manifest-branch");
                Ok(None)
            }
            // Nothing vouches for the number of a format in a file without a sum of its own.
            Err(Error::Newer("manifest")) => {
                self.add("damage-malformed");
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }
}

/// One destination being looked at.
struct Visit<'a> {
    vault: &'a Vault,
    destination: &'a Destination,
    folder: &'a Folder,
    files: Vec<VerifiedFile>,
    notices: Vec<(&'static str, String)>,
    /// The log entry up to which copies open, where they lie without keys.
    opens_to: Option<u64>,
    /// What was given up there, once that was asked.
    given_up: Option<GivenUp<'a>>,
}

impl<'a> Visit<'a> {
    fn new(vault: &'a Vault, destination: &'a Destination, folder: &'a Folder) -> Self {
        let (files, notices) = (Vec::new(), Vec::new());
        Self { vault, destination, folder, files, notices, opens_to: None, given_up: None }
    }
}

impl Vault {
    /// Looks at a destination, or at all that are registered; at one data artefact, or at all.
    pub fn verify_backups(
        &mut self,
        name: Option<&str>,
        artefact: Option<&str>,
    ) -> Result<Vec<VerifiedBackup>> {
        self.require_keeper()?;
        self.hold_shared()?;
        let done = self.verify_held(name, artefact);
        self.release()?;
        done
    }

    fn verify_held(
        &self,
        name: Option<&str>,
        artefact: Option<&str>,
    ) -> Result<Vec<VerifiedBackup>> {
        let wanted = match name {
            Some(name) => vec![self.reached(name)?.0],
            None => self.destinations()?,
        };
        let written = self.written_artefacts()?;
        let mut done = Vec::new();
        for destination in wanted.iter().filter(|known| known.kind != Kind::KeptVault) {
            let folder = Folder::new(destination.path.as_ref());
            done.push(if self.reach(destination).is_some() {
                let written = written.get(&destination.id).map(Vec::as_slice).unwrap_or_default();
                Visit::new(self, destination, &folder).look(artefact, written)?
            } else {
                let destination = destination.name.clone();
                VerifiedBackup {
                    destination,
                    reached: false,
                    files: Vec::new(),
                    notices: Vec::new(),
                }
            });
        }
        Ok(done)
    }
}

impl Vault {
    /// Looks whether the key files in reach can be read and are not older than registered, and at
    /// nothing else there. What owes a destruction is older, and no finding for that: it is rewritten
    /// before it is anything else.
    pub(in crate::vault) fn verify_key_files(&self) -> Result<Vec<VerifiedBackup>> {
        let mut done = Vec::new();
        for destination in self.destinations()? {
            let due = destination.kind == Kind::Full && destination.key > 0;
            if !due || self.reach(&destination).is_none() {
                continue;
            }
            let folder = Folder::new(destination.path.as_ref());
            let mut visit = Visit::new(self, &destination, &folder);
            visit.readable()?;
            let Visit { mut files, notices, .. } = visit;
            if destination.owed.is_some() {
                for file in &mut files {
                    file.findings.retain(|found| !found.older);
                }
            }
            let destination = destination.name;
            done.push(VerifiedBackup { destination, reached: true, files, notices });
        }
        Ok(done)
    }
}

impl Visit<'_> {
    fn look(mut self, artefact: Option<&str>, written: &[String]) -> Result<VerifiedBackup> {
        self.about()?;
        let keys = match self.destination.kind {
            Kind::Full => {
                let keys = self.keys()?;
                self.lines(keys.as_ref())?;
                self.told()?;
                self.log(keys.as_ref())?;
                keys
            }
            Kind::DataOnly => self.keys_elsewhere()?,
            Kind::KeptVault => None,
        };
        if artefact.is_none() {
            self.missing(written)?;
        }
        self.artefacts(artefact, keys.as_ref())?;
        let destination = self.destination.name.clone();
        let Self { files, notices, .. } = self;
        Ok(VerifiedBackup { destination, reached: true, files, notices })
    }

    fn about(&mut self) -> Result<()> {
        let mut found = VerifiedFile::new("about");
        let vault = Digest(*self.vault.id().as_bytes());
        let Destination { id, name, kind, copy_of, .. } = self.destination.clone();
        match found.take(self.folder.about())? {
            Some(None) => found.add("damage-missing"),
            // It was copied, and is itself when it is rewritten.
            Some(Some(about)) if Some(about.id) == copy_of && about.kind == kind => {}
            Some(Some(about)) if about != About::new(vault, id, name, kind) => {
                found.add("damage-about");
            }
            _ => {}
        }
        found.count = 1;
        self.files.push(found);
        Ok(())
    }

    fn artefacts(&mut self, wanted: Option<&str>, keys: Option<&KeyFile>) -> Result<()> {
        let names = match wanted {
            Some(name) => vec![name.to_owned()],
            None => self.folder.artefacts()?,
        };
        let mut newest = (0, 0);
        for name in names {
            if let Some(manifest) = self.artefact(&name, keys)? {
                newest = newest.max((manifest.epoch, manifest.next_record));
            }
        }
        let facts = keys.map(|keys| &keys.facts);
        if facts.is_some_and(|facts| newest > (facts.epoch, facts.next_record))
            && let Some(key) = self.files.iter_mut().find(|found| found.file == "key")
        {
            key.add_older("damage-key-older");
        }
        Ok(())
    }
}

#[expect(clippy::disallowed_methods, reason = "what strangers and crashes do to files")]
#[cfg(test)]
mod tests;
