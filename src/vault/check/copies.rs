//! Key files at destinations: without them the data beside them opens nothing.
//!
//! `backup verify` reads everything that lies at a destination. `check` reads the key files alone,
//! of the destinations in reach: nothing else outside the vault is needed to open what it wrote.

use super::{Area, Finding, Findings, Notice};
use crate::vault::error::{Place, Result};
use crate::vault::session::Vault;

impl Vault {
    /// Opens every key file in reach. What to do about a finding, a notice tells.
    pub(super) fn check_key_files(&self, notices: &mut Vec<Notice>) -> Result<Findings> {
        let mut all = Findings::new(Area::KeyFiles);
        for seen in self.verify_key_files()? {
            all.looked_at(1);
            let (mut damaged, mut older) = (false, false);
            for file in seen.files {
                let name = match file.file.as_str() {
                    "keyhole" => "destination/keyhole",
                    _ => "destination/key",
                };
                for found in file.findings {
                    let place = Place::new(name, found.what);
                    let place = Place { record: found.record, index: found.index, ..place };
                    let destination = Some(seen.destination.clone());
                    all.keep(Finding { place, older: found.older, destination });
                    older |= found.older;
                    damaged |= !found.older;
                }
            }
            if damaged {
                notices.push(("check-key-file", seen.destination));
            } else if older {
                notices.push(("check-key-file-older", seen.destination));
            }
        }
        Ok(all)
    }
}
