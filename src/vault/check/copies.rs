//! Key files at destinations: without them the data beside them opens nothing.
//!
//! `backup verify` reads everything that lies at a destination. `check` reads the key files alone,
//! of the destinations in reach: nothing else outside the vault is needed to open what it wrote.

use super::{Area, Findings, Notice};
use crate::vault::error::{Place, Result};
use crate::vault::session::Vault;

impl Vault {
    /// Opens every key file in reach. A finding has no room for the destination's name; a notice
    /// tells it.
    pub(super) fn check_key_files(&self, notices: &mut Vec<Notice>) -> Result<Findings> {
        let mut all = Findings::new(Area::KeyFiles);
        for seen in self.verify_key_files()? {
            all.looked_at(1);
            let mut named = false;
            for file in seen.files {
                let name = match file.file.as_str() {
                    "keyhole" => "destination/keyhole",
                    _ => "destination/key",
                };
                // An older one is a matter of `backup list` and `check --environment`.
                for finding in file.findings.iter().filter(|finding| !finding.older) {
                    all.add(Place {
                        record: finding.record,
                        index: finding.index,
                        ..Place::new(name, finding.what)
                    });
                    named = true;
                }
            }
            if named {
                notices.push(("check-key-file", seen.destination));
            }
        }
        Ok(all)
    }
}
