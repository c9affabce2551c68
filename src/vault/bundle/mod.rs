//! The bundle for an outside auditor: a directory that verifies by itself, with no key of the vault
//! and no program of ours.
//!
//! | file | what it holds |
//! |---|---|
//! | `log.jsonl` | each entry: its number, its sealed bytes, the key of this one value, and the entry |
//! | `checkpoints.jsonl` | each signed record and its signature |
//! | `roster.jsonl` | each statement of the roster and its signature, from the first |
//! | `policy.json` | the policy in force, byte by byte as it was hashed |
//! | `destruction.log` | as it lies in the vault |
//! | `heads.json` | where everything ends, who made this and when |
//! | `SHA256SUMS`, `SHA256SUMS.sig` | of all of these, signed by who made it |
//!
//! The chain runs over sealed bytes, so an outsider sees that no entry is missing, moved or new,
//! and by whose signature. That an entry says what stands beside its sealed bytes he could only take
//! on trust: the log's key stays in the vault, for it opens what is written tomorrow. So each entry
//! comes with the key that `HChaCha20` makes of the log's key and this entry's nonce. It opens these
//! bytes as `ChaCha20` and nothing else, and nobody finds another key that makes another readable text
//! of them; so whoever makes the bundle cannot put other words into it either.
//!
//! The log holds no customer's value, and so neither does the bundle. Names of operators and the
//! paths of backups are in it.

mod sheets;

use super::error::Result;
use super::session::Vault;
use super::transaction::bad_log;
use crate::crypto::{self, Purpose, sshsig};
use crate::files::{self, FileError, PendingDir, at};
use crate::log::{Checkpoint, Code, SignedCheckpoint};
use crate::model::{Capability, Digest};
use crate::store::LogRow;
use sheets::{CheckpointLine, EntryLine, Heads, Sheets, hex, require_named};
use std::path::Path;

/// What the signature over the sums is for; keeps it apart from those of certificates.
const NAMESPACE: &str = "kedang-audit";

/// The verb in the log.
const VERB: Code = Code::fixed("audit-bundle");

/// What is to be made.
pub struct BundleOrder<'a> {
    /// The directory; it must not exist.
    pub dir: &'a Path,
    /// From when on, in milliseconds since 1970 UTC; the whole log without.
    pub since: Option<i64>,
    /// Pages that go along: a file's name and its text.
    pub pages: &'a [(&'a str, &'a str)],
}

/// What was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bundled {
    /// The first entry in it.
    pub first: u64,
    /// The last.
    pub last: u64,
    /// How many signed records.
    pub checkpoints: u64,
    /// The head of the chain at the last entry.
    pub head: Digest,
}

impl Vault {
    /// Logs that a bundle is handed out, then makes it; it is complete or absent.
    pub fn bundle(&mut self, order: &BundleOrder<'_>) -> Result<Bundled> {
        self.plan_bundle(order)?;
        self.log_reading(VERB)?;
        self.hold_shared()?;
        let made = self.make_bundle(order);
        self.release()?;
        made
    }

    /// Whether [`Vault::bundle`] would be allowed, and its directory is free.
    pub fn plan_bundle(&self, order: &BundleOrder<'_>) -> Result<()> {
        self.require(Capability::Audit)?;
        require_free(order.dir)
    }

    fn make_bundle(&self, order: &BundleOrder<'_>) -> Result<Bundled> {
        let pending = PendingDir::create(files::parent(order.dir))?;
        let mut sheets = Sheets::new(pending.path());
        for (name, text) in order.pages {
            sheets.write(name, text.as_bytes())?;
        }
        let footing = self.footing(order.since)?;
        let last = self.state.checkpoint;
        let first = footing.map_or(0, |footing| footing.seq) + 1;
        self.write_entries(&mut sheets, first, last.seq)?;
        let checkpoints = self.write_checkpoints(&mut sheets, footing.as_ref(), last.seq)?;
        let mut roster = sheets.begin("roster.jsonl")?;
        self.header.header.roster.iter().try_for_each(|signed| roster.line(signed))?;
        sheets.end(roster)?;
        sheets.write("policy.json", &self.policy.canonical_bytes())?;
        let lines = self.paths.destruction_log();
        let lines = at(&lines, std::fs::read(&lines))?;
        sheets.write("destruction.log", &lines)?;
        sheets.write_json("heads.json", &self.heads(order, (first, &last)))?;
        let sums = sheets.sums();
        sheets.write("SHA256SUMS", sums.as_bytes())?;
        let signature = sshsig::sign(&self.half.signing_key, NAMESPACE, sums.as_bytes());
        sheets.write("SHA256SUMS.sig", signature.as_bytes())?;
        pending.publish(order.dir)?;
        Ok(Bundled { first, last: last.seq, checkpoints, head: last.head })
    }

    fn heads(&self, order: &BundleOrder<'_>, (first, last): (u64, &Checkpoint)) -> Heads {
        Heads {
            format: "kedang-audit/1",
            vault: self.id().to_string(),
            made_by: self.operator.0,
            made: (self.environment.now)(),
            tool: self.environment.tool,
            since: order.since,
            first,
            last: last.seq,
            head: last.head,
            epoch: last.epoch,
            roster: last.roster,
            policy: self.policy_hash,
            destruction_lines: last.destruction_lines,
            destruction_head: last.destruction_head,
        }
    }

    /// The checkpoint that the bundle goes on from: the last one before the time that is asked for.
    fn footing(&self, since: Option<i64>) -> Result<Option<Checkpoint>> {
        let Some(since) = since else { return Ok(None) };
        let mut first = self.state.checkpoint.seq + 1;
        self.store.each_entry(1, |row| {
            let later = self.open_entry(&row)?.time >= since;
            if later {
                first = row.seq;
            }
            Ok::<_, super::Error>(!later)
        })?;
        let before = self.store.checkpoint_before(first)?;
        before.map(|row| self.verified_checkpoint(&row)).transpose()
    }

    fn write_entries(&self, sheets: &mut Sheets<'_>, first: u64, last: u64) -> Result<()> {
        let mut file = sheets.begin("log.jsonl")?;
        self.store.each_entry(first, |row| {
            if row.seq > last {
                return Ok(false);
            }
            let entry = self.open_entry(&row)?;
            let key = self.ring.log_key(row.generation);
            let key = key.ok_or_else(|| bad_log("damage-log-entry", row.seq))?;
            let key = crypto::key_of_one(key, row.sealed.as_bytes())
                .map_err(|_| bad_log("damage-log-entry", row.seq))?;
            file.line(&EntryLine {
                seq: row.seq,
                generation: row.generation,
                sealed: super::header::Base64::from(&row.sealed),
                key: hex(&key),
                entry: &entry,
            })?;
            Ok::<_, super::Error>(true)
        })?;
        sheets.end(file)
    }

    /// Writes the footing, if there is one, and every checkpoint after it; gives how many.
    fn write_checkpoints(
        &self,
        sheets: &mut Sheets<'_>,
        footing: Option<&Checkpoint>,
        last: u64,
    ) -> Result<u64> {
        let mut file = sheets.begin("checkpoints.jsonl")?;
        let (mut next, mut count) = (footing.map_or(1, |footing| footing.seq), 0);
        while next <= last {
            let row = self.store.checkpoint_covering(next)?;
            let row = row.ok_or_else(|| bad_log("damage-log-tail", next))?;
            let signed = self.signed_checkpoint(&row)?;
            file.line(&CheckpointLine {
                seq: row.seq,
                bytes: hex(&signed.bytes),
                signature: hex(&signed.signature),
            })?;
            (next, count) = (row.seq + 1, count + 1);
        }
        sheets.end(file)?;
        Ok(count)
    }

    /// A checkpoint as it was signed, after its signature held.
    fn signed_checkpoint(&self, row: &LogRow) -> Result<SignedCheckpoint> {
        self.verified_checkpoint(row)?;
        let bad = || bad_log("damage-checkpoint", row.seq);
        let key = self.ring.log_key(row.generation).ok_or_else(bad)?;
        let context = self.ring.log_context(Purpose::Checkpoint, row.seq, row.generation);
        let bytes = crypto::open(key, &context, row.sealed.as_bytes()).map_err(|_| bad())?;
        SignedCheckpoint::decode(&bytes).map_err(|_| bad())
    }
}

/// Refuses a directory that is there, before anything is logged.
fn require_free(dir: &Path) -> Result<()> {
    require_named(dir)?;
    if dir.symlink_metadata().is_ok() {
        let source = std::io::ErrorKind::AlreadyExists.into();
        return Err(FileError { path: dir.to_path_buf(), source }.into());
    }
    Ok(())
}

#[cfg(test)]
mod tests;
