//! The files beside the database: keyhole, destruction.log, and what else lies in the directory.

use super::replay::Replay;
use super::{Area, Checked, FILE, Findings, Notice};
use crate::crypto;
use crate::files::{FileError, SlotFile, at};
use crate::log::Checkpoint;
use crate::log::destruction::{self, Event};
use crate::model::Digest;
use crate::vault::error::{Place, Result};
use crate::vault::examine::verify_line;
use crate::vault::keyhole::{Keyhole, Slot};
use crate::vault::session::Vault;
use std::fs::File;
use std::io::{BufReader, ErrorKind};
use std::os::unix::fs::PermissionsExt;

const LINES: &str = "destruction.log";

/// The files a vault consists of, and those that SQLite makes beside records.db.
const KNOWN: [&str; 11] = [
    "header",
    FILE,
    "records.db-wal",
    "records.db-shm",
    "records.db-journal",
    "keyhole",
    LINES,
    "lock",
    "ballast",
    "beside",
    // The mark of a vault that is being put together; a restore that was cut short may leave it.
    "unpublished",
];

impl Vault {
    /// Between commands one slot is whole, the other empty, and everything around them zeros. A
    /// whole second key is what a crash can leave, and the next writer clears it; bytes that are
    /// no key are damage, although the next writer clears those in a slot too.
    pub(in crate::vault) fn check_keyhole(
        &self,
        checkpoint: &Checkpoint,
        files: &mut Findings,
        notices: &mut Vec<Notice>,
    ) -> Result<()> {
        let path = self.paths.keyhole();
        let keyhole = Keyhole::read(&path)?;
        let torn = keyhole.slots().iter().any(|slot| matches!(slot, Slot::Torn));
        let used = keyhole.slots().iter().filter(|slot| !matches!(slot, Slot::Empty)).count();
        if !SlotFile::open_read_only(&path)?.is_blank_around()? {
            files.add(Place::new("keyhole", "damage-stray-bytes"));
        }
        if checkpoint.pending == 0 && torn {
            files.add(Place::new("keyhole", "damage-stray-bytes"));
        } else if checkpoint.pending == 0 && used > 1 {
            notices.push(("check-stray-slot", "keyhole".to_owned()));
        }
        Ok(())
    }

    /// destruction.log verifies by itself, and is what the log says, line by line. Lines that are
    /// missing at the end, and a last one that was never finished, are what a crash leaves.
    pub(super) fn check_destruction_log(
        &self,
        checkpoint: &Checkpoint,
        replay: &Replay,
        notices: &mut Vec<Notice>,
    ) -> Result<Checked> {
        let mut findings = Findings::new(Area::DestructionLog);
        let path = self.paths.destruction_log();
        let file = match File::open(&path) {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::NotFound => {
                findings.add(Place::new(LINES, "damage-missing"));
                return Ok(findings.done());
            }
            Err(source) => return Err(FileError { path, source }.into()),
        };
        let mut logged = replay.done.iter();
        let mut unlike = Vec::new();
        let each = |line: &destruction::Line, text: &str| {
            let is_logged = !matches!(line.payload.event, Event::Genesis(_));
            if is_logged && logged.next() != Some(&crypto::sha256(text.as_bytes())) {
                unlike.push(line.payload.line);
            }
        };
        let read = destruction::verify(BufReader::new(file), crypto::sha256, verify_line, each);
        let found = at(&path, read)?;
        findings.looked_at(found.lines);
        for finding in &found.findings {
            findings.add(Place::new(LINES, "damage-line-unsigned").at(finding.line));
        }
        for line in unlike.into_iter().filter(|_| replay.sound) {
            findings.add(Place::new(LINES, "damage-line").at(line));
        }
        let vault = Digest(*self.id().as_bytes());
        match found.genesis {
            Some(genesis) if genesis.vault == vault => {}
            Some(_) => findings.add(Place::new(LINES, "damage-other-vault").at(1)),
            None => findings.add(Place::new(LINES, "damage-line-unsigned").at(1)),
        }
        let (lines, head) = (checkpoint.destruction_lines, checkpoint.destruction_head);
        if found.lines > lines || (found.lines == lines && found.head != head) {
            findings.add(Place::new(LINES, "damage-line").at(found.lines));
        } else if found.lines < lines {
            notices.push(("check-lines-missing", LINES.to_owned()));
        }
        if found.unfinished {
            notices.push(("check-unfinished-line", LINES.to_owned()));
        }
        Ok(findings.done())
    }

    /// Files that others can read, and files that are none of ours.
    pub(super) fn notice_files(&self, notices: &mut Vec<Notice>) -> Result<()> {
        let dir = self.paths.dir();
        let others = |mode: u32| mode & 0o077 != 0;
        if others(at(dir, std::fs::metadata(dir))?.permissions().mode()) {
            notices.push(("check-permissions", ".".to_owned()));
        }
        let mut named = Vec::new();
        for entry in at(dir, std::fs::read_dir(dir))? {
            let entry = at(dir, entry)?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if entry.metadata().is_ok_and(|meta| others(meta.permissions().mode())) {
                named.push(("check-permissions", name.clone()));
            }
            if !KNOWN.contains(&name.as_str()) {
                named.push(("check-stranger", name));
            }
        }
        named.sort();
        notices.extend(named);
        Ok(())
    }
}
