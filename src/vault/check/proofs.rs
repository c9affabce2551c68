//! What stands beside the database: destruction.log, and the files themselves.

use super::ledger::Ledger;
use super::{Area, Checked, Findings};
use crate::crypto::{self, sshsig};
use crate::files;
use crate::log::destruction;
use crate::vault::error::{Place, Result};
use crate::vault::session::Vault;
use crate::vault::state::State;
use std::os::unix::fs::PermissionsExt;

const FILE: &str = "destruction.log";

/// What belongs into a vault's directory.
const KNOWN: [&str; 8] = [
    "header",
    "records.db",
    "records.db-wal",
    "records.db-shm",
    "keyhole",
    FILE,
    "lock",
    "ballast",
];

impl Vault {
    /// Verifies destruction.log by itself, then against the log.
    pub(super) fn check_destruction_log(&self, ledger: &Ledger) -> Result<Checked> {
        let mut findings = Findings::new(Area::DestructionLog);
        let path = self.paths.destruction_log();
        let Some(bytes) = files::read_if_there(&path, 1 << 30)? else {
            findings.add(Place::new(FILE, "damage-missing"));
            return Ok(findings.done());
        };
        let verify = |key: &str, payload: &[u8], signature: &str| {
            sshsig::verify(signature, destruction::NAMESPACE, payload)
                .is_ok_and(|signer| signer.to_openssh() == key)
        };
        let mut hashes = Vec::new();
        let each = |_: &destruction::Line, text: &str| {
            hashes.push(crypto::sha256(text.as_bytes()));
        };
        let report = destruction::verify(bytes.as_slice(), crypto::sha256, verify, each)
            .map_err(|source| files::FileError { path, source })?;
        findings.looked_at(report.lines);
        for found in &report.findings {
            findings.add(Place::new(FILE, "damage-line").at(found.line));
        }
        let ours = report.genesis.as_ref().is_some_and(|g| g.vault.0 == *self.id().as_bytes());
        if !ours {
            findings.add(Place::new(FILE, "damage-other-vault"));
        }
        // Behind the genesis line come those of the log, in its order; a last one may be missing
        // after a crash, and is appended by the next writer.
        let logged = ledger.lines.iter();
        let in_file = hashes.iter().filter(|hash| ledger.lines.contains(hash));
        if report.findings.is_empty() && logged.ne(in_file) {
            findings.add(Place::new(FILE, "damage-lines-differ").at(report.lines));
        }
        if report.unfinished {
            findings.add(Place::new(FILE, "damage-unfinished-line").at(report.lines + 1));
        }
        Ok(findings.done())
    }

    /// The newest checkpoint's state without the proofs that failed: to see how far damage goes.
    pub(super) fn unproved_state(&self) -> Result<Option<State>> {
        let Some(row) = self.store.last_checkpoint()? else { return Ok(None) };
        let Ok(checkpoint) = self.verified_checkpoint(&row) else { return Ok(None) };
        let Ok(wrap) = self.open_keyhole(&checkpoint) else { return Ok(None) };
        Ok(Some(State { checkpoint, wrap, buckets: self.store.buckets()? }))
    }

    /// What is no damage but worth knowing.
    pub(super) fn notices(&self) -> Result<(bool, Vec<(&'static str, String)>)> {
        let mut notices = Vec::new();
        let dir = self.paths.dir();
        let listed = std::fs::read_dir(dir)
            .map_err(|source| files::FileError { path: dir.to_path_buf(), source })?;
        for entry in listed.flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            if !KNOWN.contains(&name.as_str()) {
                notices.push(("check-stranger", name.clone()));
            }
            let open = entry.metadata().is_ok_and(|data| data.permissions().mode() & 0o077 != 0);
            if open {
                notices.push(("check-permissions", name));
            }
        }
        notices.sort();
        Ok((self.state.checkpoint.pending != 0, notices))
    }
}
