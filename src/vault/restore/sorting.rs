//! Going through data once to see what becomes of each record.

use super::artefact::Artefact;
use super::matrix::{Case, Known, case};
use super::refusal::Unrestorable;
use crate::log::Numbers;
use crate::vault::backup::folder::Folder;
use crate::vault::backup::keyfile::KeyFile;
use crate::vault::backup::rows::mark;
use crate::vault::error::Result;
use crate::vault::session::Vault;

/// What becomes of the records of the data.
#[derive(Debug, Default)]
pub(crate) struct Sorted {
    /// They come back.
    pub(crate) restore: Numbers,
    /// Destroyed since.
    pub(crate) destroyed: Numbers,
    /// Destroyed since, though there is a key.
    pub(crate) withheld: Numbers,
    /// Their key opens newer rows only.
    pub(crate) rekeyed: Numbers,
    /// An earlier restore gave them up.
    pub(crate) lost: Numbers,
    /// Nothing explains that there is no key.
    pub(crate) unexplained: Numbers,
    /// How many there are in all.
    pub(crate) rows: u64,
}

/// What records are sorted by.
pub(crate) struct By<'a> {
    pub(crate) keys: &'a KeyFile,
    pub(crate) tombstones: &'a Numbers,
    pub(crate) lost: &'a Numbers,
}

impl By<'_> {
    /// Sorts the records of an artefact. What comes of it holds: the hash was compared.
    pub(crate) fn sort(&self, artefact: &Artefact) -> Result<Sorted> {
        let mut sorted = Sorted::default();
        let mut rows = artefact.read()?;
        while let Some(row) = rows.next()? {
            let number = row.record.number;
            let known = Known {
                key: self.keys.key(number).map(|key| mark(number, key)),
                tombstone: self.tombstones.contains(number),
                lost: self.lost.contains(number),
            };
            let set = match case(row.mark, known) {
                Case::Restore => &mut sorted.restore,
                Case::Destroyed => &mut sorted.destroyed,
                Case::Withheld => &mut sorted.withheld,
                Case::Rekeyed => &mut sorted.rekeyed,
                Case::Lost => &mut sorted.lost,
                Case::Unexplained => &mut sorted.unexplained,
            };
            set.insert(number);
            sorted.rows += 1;
        }
        if sorted.unexplained.is_empty() {
            Ok(sorted)
        } else {
            Err(Unrestorable::Unexplained(sorted.unexplained).into())
        }
    }

    /// Looks for records of which a part was erased in the artefacts written after that: gives
    /// those that have any, with the records to take from each.
    pub(crate) fn newer(
        &self,
        vault: &Vault,
        folder: &Folder,
        (base, wanted): (&Artefact, &Numbers),
    ) -> Result<Vec<(Artefact, Numbers)>> {
        let mut missing = wanted.clone();
        let mut found = Vec::new();
        if missing.is_empty() {
            return Ok(found);
        }
        for name in folder.artefacts()? {
            // One that is damaged gives nothing, and what it would have given is named as lost.
            let Ok(artefact) = Artefact::open(vault, &folder.artefact(&name)) else { continue };
            if artefact.manifest.seq <= base.manifest.seq {
                continue;
            }
            let Ok(sorted) = self.sort(&artefact) else { continue };
            let here = sorted.restore.intersection(&missing);
            missing = missing.difference(&here);
            if !here.is_empty() {
                found.push((artefact, here));
            }
        }
        Ok(found)
    }
}
