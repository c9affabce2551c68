//! What key files say of records that a restore gave up.
//!
//! Whom a restore gave up lives in copies that are newer than the data it took. Nobody who is known here
//! ordered him to be destroyed, so his key goes from each key file into the next while a copy from before that
//! restore is left: a later restore from that copy finds him again. Whose tombstone only the key file
//! there has stays dead as well.

use super::folder::Folder;
use super::keyfile::Facts;
use super::only_there::There;
use super::rewrite::Contents;
use crate::crypto::Key;
use crate::log::{Kind, Numbers};
use crate::model::{Digest, RecordNumber};
use crate::vault::error::Result;
use crate::vault::restore::Lines;
use crate::vault::session::Vault;

/// What goes from one key file into the next besides what the vault says.
#[derive(Default)]
pub(super) struct Carried {
    /// Keys of records that restores gave up, while a copy from before that has them.
    pub(super) keys: Vec<(RecordNumber, Key)>,
    /// Records that do not live here, and were destroyed on a branch that the vault has not.
    pub(super) tombstones: Numbers,
}

impl Vault {
    /// What of the key file there is to go on: of records that do not live here.
    pub(super) fn carried(&self, folder: &Folder, contents: &Contents) -> Result<Carried> {
        let Facts { keys, tombstones, next_record, .. } = &contents.facts;
        // Numbers are given out one after the other: where each has its record or its tombstone,
        // nobody was given up.
        let all_told = keys + tombstones.len() + 1 >= *next_record;
        if all_told && self.is_key_file_of_ours(folder)? {
            return Ok(Carried::default());
        }
        // There may be none yet, or nothing opens it any more.
        let There::Open(there) = self.key_file_at(folder)? else { return Ok(Carried::default()) };
        let living: Numbers = contents.keys.iter().map(|(number, _)| *number).collect();
        let weak = |named| self.mutated(named);
        let buried = there.facts.tombstones.difference(tombstones).difference(&living);
        let buried = if weak("tombstones-not-carried") { Numbers::new() } else { buried };
        let mut carried = Carried { tombstones: buried, keys: Vec::new() };
        let mut wanted: Numbers = there.living().collect();
        wanted = wanted.difference(tombstones).difference(&there.facts.tombstones);
        wanted = wanted.difference(&living);
        if wanted.is_empty() || weak("given-up-keys-dropped") {
            return Ok(carried);
        }
        let vault = Digest(*self.id().as_bytes());
        for path in folder.destruction_logs() {
            if let Ok(Some(lines)) = Lines::read(&path, vault) {
                wanted = wanted.difference(&lines.tombstones());
            }
        }
        let held = self.held_by_older_copies(folder, &wanted)?;
        let duplicate = |number| there.key(number).map(|key| (number, key.duplicate()));
        carried.keys = held.iter().filter_map(duplicate).collect();
        Ok(carried)
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
