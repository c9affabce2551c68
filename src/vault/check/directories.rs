//! The list of buckets and their directories, unopened: what somebody can hold to the newest
//! checkpoint whose keys open no record.

use super::{Area, Checked, FILE, Findings};
use crate::crypto;
use crate::log::Checkpoint;
use crate::vault::error::{Place, Result};
use crate::vault::session::Vault;
use crate::vault::state::root;

impl Vault {
    /// Compares the list with the root that was signed, and each directory with its hash there.
    pub(super) fn check_directories(&self, checkpoint: &Checkpoint) -> Result<Checked> {
        let mut findings = Findings::new(Area::Buckets);
        let buckets = self.store.buckets()?;
        if root(&buckets) != checkpoint.root || buckets.len() as u64 != checkpoint.buckets {
            findings.add(Place::new(FILE, "damage-root").at(checkpoint.seq));
        }
        for row in &buckets {
            findings.looked_at(1);
            let sealed = self.store.directory(row.id)?;
            let hash = sealed.map(|sealed| crypto::sha256(sealed.as_bytes()));
            if hash != Some(row.directory_hash) {
                findings.add(Place::new(FILE, "damage-directory").at(row.id));
            }
        }
        let known = |id: &u64| buckets.binary_search_by_key(id, |row| row.id).is_ok();
        if !self.store.directory_ids()?.iter().all(known) {
            findings.add(Place::new(FILE, "damage-directory-count"));
        }
        Ok(findings.done())
    }
}
