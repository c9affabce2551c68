//! Data artefacts: manifests, rows, and whether the key file knows every record.
//!
//! Which are to be there, the log tells: what was written to a destination and not forgotten since.
//! The newest of them is missed, until another is written. Older ones that are not there are only
//! told: storage has rules of its own for what is old.

use super::{VerifiedFile, Visit};
use crate::log::{Act, Numbers};
use crate::model::Digest;
use crate::vault::Unrestorable;
use crate::vault::backup::keyfile::KeyFile;
use crate::vault::backup::manifest::Manifest;
use crate::vault::backup::rows::{self, Row};
use crate::vault::error::{Error, Result};
use crate::vault::restore::artefact::Artefact;
use crate::vault::restore::branches::GivenUp;
use crate::vault::session::Vault;
use std::collections::BTreeMap;
use std::path::Path;

impl Vault {
    /// The data artefacts that the log says lie at each destination, in the order of the log. A log
    /// that cannot be read is the business of `check`, and says nothing here.
    pub(super) fn written_artefacts(&self) -> Result<BTreeMap<Digest, Vec<String>>> {
        let mut ids: BTreeMap<String, Digest> = BTreeMap::new();
        let mut written: BTreeMap<Digest, Vec<String>> = BTreeMap::new();
        let read = self.store.each_entry(1, |row| {
            match self.open_entry(&row)?.act {
                Act::Destinations { all } => {
                    ids = all.into_iter().map(|known| (known.name, known.id)).collect();
                    // Whoever is stated to be gone is missed by nobody, also if he comes back.
                    written.retain(|id, _| ids.values().any(|known| known == id));
                }
                Act::Backup { destination, artefact: Some(artefact), .. } => {
                    if let Some(id) = ids.get(&destination) {
                        written.entry(*id).or_default().push(artefact);
                    }
                }
                Act::Forgot { destination, artefacts } => {
                    let there = ids.get(&destination).and_then(|id| written.get_mut(id));
                    if let Some(there) = there {
                        there.retain(|name| !artefacts.contains(name));
                    }
                }
                _ => {}
            }
            Ok::<_, Error>(true)
        });
        match read {
            Err(Error::Damaged { .. }) => Ok(BTreeMap::new()),
            read => read.map(|()| written),
        }
    }
}

impl Visit<'_> {
    /// Of what was `written` here, what is not here.
    pub(super) fn missing(&mut self, written: &[String]) -> Result<()> {
        let there = self.folder.artefacts()?;
        for (at, name) in (1..).zip(written).filter(|(_, name)| !there.contains(*name)) {
            if at < written.len() {
                self.notices.push(("backup-copy-gone", name.clone()));
            } else if !self.vault.mutated("artefacts-unmissed") {
                let mut manifest = VerifiedFile::new(format!("{name}/manifest"));
                manifest.add("damage-missing");
                self.files.push(manifest);
            }
        }
        Ok(())
    }

    /// Looks at one artefact; gives its manifest when that is sound.
    pub(super) fn artefact(
        &mut self,
        name: &str,
        keys: Option<&KeyFile>,
    ) -> Result<Option<Manifest>> {
        let mut manifest = VerifiedFile::new(format!("{name}/manifest"));
        let mut data = VerifiedFile::new(format!("{name}/data"));
        let dir = self.folder.artefact(name);
        let opened = Artefact::open(self.vault, &dir);
        let strange = matches!(
            opened,
            Err(Error::Damaged { .. } | Error::Unrestorable(Unrestorable::Newer { .. }))
        );
        if strange && self.is_given_up(&dir)? {
            self.notices.push(("backup-given-up", manifest.file));
            return Ok(None);
        }
        let Some(artefact) = manifest.take(opened)? else {
            self.files.push(manifest);
            return Ok(None);
        };
        manifest.count = 1;
        if artefact.manifest.artefact != name {
            manifest.add("damage-manifest-name");
        }
        let of = artefact.manifest.seq;
        if self.opens_to.is_some_and(|to| of > to) {
            manifest.add_newer("damage-copy-newer", of);
        }
        let counted = self.rows(&artefact, keys, &mut data);
        data.take(counted)?;
        self.files.extend([manifest, data]);
        Ok(Some(artefact.manifest))
    }

    fn is_given_up(&mut self, dir: &Path) -> Result<bool> {
        let given_up = match &self.given_up {
            Some(given_up) => given_up,
            None => self.given_up.insert(GivenUp::at(self.vault, self.folder)?),
        };
        given_up.has(dir)
    }

    fn rows(
        &mut self,
        artefact: &Artefact,
        keys: Option<&KeyFile>,
        data: &mut VerifiedFile,
    ) -> Result<()> {
        let mut reading = artefact.read()?;
        let mut unknown = Numbers::new();
        let mut renewed = false;
        while let Some(row) = reading.next()? {
            data.count += 1;
            if row.record.number.get() >= artefact.manifest.next_record {
                data.add_of("damage-data-number", row.record.number);
            }
            match keys.map_or(Known::Fits, |keys| known(keys, &row)) {
                Known::Fits => {}
                Known::Renewed => renewed = true,
                Known::Lacks => unknown.insert(row.record.number),
            }
        }
        // The rows are believed now that the hash of the whole fits.
        for number in self.unexplained(unknown)?.iter() {
            data.add_of("damage-key-lacks", number);
        }
        if renewed {
            self.notices.push(("backup-renewed", data.file.clone()));
        }
        Ok(())
    }
}

impl Visit<'_> {
    /// Those of `unknown` that have no key though nobody gave them up.
    fn unexplained(&self, unknown: Numbers) -> Result<Numbers> {
        if unknown.is_empty() {
            return Ok(unknown);
        }
        let restores = self.vault.restores()?;
        let lost = restores.iter().fold(Numbers::new(), |all, one| all.union(&one.lost));
        let living = self.vault.living_of(&unknown)?;
        Ok(unknown.difference(&lost.difference(&living)))
    }
}

/// What the key file knows of a row.
enum Known {
    /// Its key, or that it was destroyed.
    Fits,
    /// Another key: the record was erased in part since.
    Renewed,
    /// Nothing.
    Lacks,
}

fn known(keys: &KeyFile, row: &Row) -> Known {
    let number = row.record.number;
    match keys.key(number) {
        Some(key) if rows::mark(number, key) == row.mark => Known::Fits,
        Some(_) => Known::Renewed,
        None if keys.facts.tombstones.contains(number) => Known::Fits,
        None => Known::Lacks,
    }
}
