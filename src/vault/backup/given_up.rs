//! Keys of records that a restore gave up.
//!
//! Whom a restore gave up lives in copies that are newer than the data it took. Nobody who is known here
//! ordered him to be destroyed, so his key goes from each key file into the next while a copy from before that
//! restore is left: a later restore from that copy finds him again.

use super::folder::Folder;
use super::keyfile::Facts;
use super::rewrite::Contents;
use crate::crypto::Key;
use crate::log::{Kind, Numbers};
use crate::model::{Digest, RecordNumber};
use crate::vault::error::{Error, Result};
use crate::vault::restore::Lines;
use crate::vault::session::Vault;

impl Vault {
    /// The keys there of records that are neither living nor destroyed: restores gave them up, and a
    /// copy from before that has them.
    pub(super) fn given_up_keys(
        &self,
        folder: &Folder,
        contents: &Contents,
    ) -> Result<Vec<(RecordNumber, Key)>> {
        let Facts { keys, tombstones, next_record, .. } = &contents.facts;
        // Numbers are given out one after the other: where each has its record or its tombstone,
        // nobody was given up.
        let all_told = keys + tombstones.len() + 1 >= *next_record;
        if all_told || self.mutated("given-up-keys-dropped") {
            return Ok(Vec::new());
        }
        let there = match self.read_key_file(folder) {
            Ok(there) => there,
            // There is none yet, or nothing opens it any more.
            Err(Error::Damaged { .. }) => return Ok(Vec::new()),
            Err(Error::File(error)) if error.source.kind() == std::io::ErrorKind::NotFound => {
                return Ok(Vec::new());
            }
            Err(error) => return Err(error),
        };
        let mut wanted: Numbers = there.living().collect();
        wanted = wanted.difference(tombstones).difference(&there.facts.tombstones);
        wanted = wanted.difference(&contents.keys.iter().map(|(number, _)| *number).collect());
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        let vault = Digest(*self.id().as_bytes());
        for path in folder.destruction_logs() {
            if let Ok(Some(lines)) = Lines::read(&path, vault) {
                wanted = wanted.difference(&lines.tombstones());
            }
        }
        let held = self.held_by_older_copies(folder, &wanted)?;
        let duplicate = |number| there.key(number).map(|key| (number, key.duplicate()));
        Ok(held.iter().filter_map(duplicate).collect())
    }

    /// Those of `numbers` that a copy from before the newest restore may hold: one there or, since
    /// rows lie elsewhere too, at any destination without keys.
    fn held_by_older_copies(&self, folder: &Folder, numbers: &Numbers) -> Result<Numbers> {
        let Some(newest) = self.restores()?.iter().map(|restored| restored.epoch).max() else {
            return Ok(numbers.clone());
        };
        let mut behind = 0;
        let rows = self.destinations()?.into_iter().filter(|known| known.kind == Kind::DataOnly);
        let rows = rows.map(|known| self.reach(&known));
        for place in rows.chain([Some(folder.clone())]) {
            // What cannot be looked at may hold them all.
            let Some(place) = place else { return Ok(numbers.clone()) };
            for kept in self.kept(&place)? {
                match kept.manifest {
                    Some(manifest) if manifest.epoch >= newest => {}
                    Some(manifest) => behind = behind.max(manifest.next_record),
                    None => return Ok(numbers.clone()),
                }
            }
        }
        Ok(numbers.iter().filter(|number| number.get() < behind).collect())
    }
}
