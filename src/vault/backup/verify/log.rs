//! The copies of log and destruction.log at a destination.

use super::keys::last_line;
use super::{VerifiedFile, Visit};
use crate::crypto;
use crate::files;
use crate::log::{Chain, destruction};
use crate::model::Digest;
use crate::store::LogRow;
use crate::vault::backup::keyfile::KeyFile;
use crate::vault::backup::logcopy::{self, Frame};
use crate::vault::error::Result;
use crate::vault::examine::verify_line;
use std::io::ErrorKind;

const LIMIT: u64 = 1 << 30;

/// How far the copy of the log is sound.
struct Walk {
    chain: Chain,
    last: Option<(Frame, LogRow)>,
    broken: bool,
}

impl Visit<'_> {
    /// The copy of destruction.log verifies, and the vault's own goes on from it.
    pub(super) fn lines(&mut self, keys: Option<&KeyFile>) -> Result<()> {
        let mut file = VerifiedFile::new("destruction.log");
        let there = files::read_regular(&self.folder.destruction_log(), LIMIT);
        if let Some(there) = file.take(there.map_err(Into::into))? {
            let own = self.own_lines()?;
            let read =
                destruction::verify(there.as_slice(), crypto::sha256, verify_line, |_, _| {});
            let path = self.folder.destruction_log();
            let report = files::at(&path, read)?;
            file.count = report.lines;
            for finding in report.findings {
                file.add_at("damage-line-unsigned", finding.line);
            }
            if there.starts_with(&own) && there.len() > own.len() {
                file.add_older("damage-vault-older");
            } else if !own.starts_with(&there) {
                file.add("damage-line");
            } else if report.unfinished {
                self.notices.push(("backup-unfinished", "destruction.log".to_owned()));
            }
        }
        if let Some(keys) = keys
            && last_line(&keys.destruction_log) != keys.facts.line_head
            && let Some(key) = self.files.iter_mut().find(|found| found.file == "key")
        {
            key.add("damage-line");
        }
        self.files.push(file);
        Ok(())
    }

    /// What the copies of destruction.log tell was destroyed, and lives: a restore from here would
    /// be refused.
    pub(super) fn told(&mut self) -> Result<()> {
        let vault = self.vault;
        let living = |numbers: &_| vault.living_of(numbers);
        let told = vault.told_at((self.destination, self.folder), &living)?;
        if let Some(file) = self.files.iter_mut().find(|found| found.file == "destruction.log") {
            for number in told.iter().flat_map(|one| one.numbers.iter()) {
                file.add_told(number);
            }
        }
        Ok(())
    }

    /// The vault's own destruction.log, as it lies there.
    fn own_lines(&self) -> Result<Vec<u8>> {
        Ok(files::read_limited(&self.vault.paths.destruction_log(), LIMIT)?)
    }

    /// The copy of the log is chained and signed from the first entry on, and is ours.
    pub(super) fn log(&mut self, keys: Option<&KeyFile>) -> Result<()> {
        let mut file = VerifiedFile::new("log");
        let path = self.folder.log();
        let start = Chain::start(Digest(*self.vault.id().as_bytes()));
        let mut walk = Walk { chain: start, last: None, broken: false };
        let read = logcopy::read(&path, |frame, row| {
            self.frame(&mut walk, frame, row, &mut file);
            Ok(())
        });
        if let Some(whole) = file.take(read)? {
            self.end(&walk, whole, &mut file)?;
        }
        let least = keys.map_or(0, |keys| keys.facts.seq).max(self.destination.seq);
        if !walk.broken && file.findings.is_empty() && walk.chain.seq < least {
            file.add_at("damage-log-gap", walk.chain.seq + 1);
        }
        file.count = walk.chain.seq;
        self.files.push(file);
        Ok(())
    }

    fn frame(&self, walk: &mut Walk, frame: Frame, row: LogRow, file: &mut VerifiedFile) {
        // Behind the first break nothing fits, and that is no news.
        if walk.broken {
            return;
        }
        let sound = match frame {
            Frame::Entry => {
                let next = row.seq == walk.chain.seq + 1;
                walk.chain.advance(row.sealed.as_bytes(), crypto::sha256);
                if next { Ok(()) } else { Err("damage-log-gap") }
            }
            Frame::Checkpoint => match self.vault.verified_checkpoint(&row) {
                Ok(checkpoint)
                    if (row.seq, checkpoint.head) == (walk.chain.seq, walk.chain.head) =>
                {
                    Ok(())
                }
                Ok(_) => Err("damage-log-chain"),
                Err(_) => Err("damage-checkpoint"),
            },
        };
        let ours = || self.vault.is_own_frame(frame, &row);
        let sound = sound.and_then(|()| match ours() {
            Ok(true) => Ok(()),
            _ => Err("damage-log-branch"),
        });
        if let Err(what) = sound {
            walk.broken = true;
            file.add_at(what, row.seq);
        }
        walk.last = Some((frame, row));
    }

    /// The end of the copy: the last frame is ours, and what stands behind it is the beginning of
    /// what we would have written.
    fn end(&mut self, walk: &Walk, whole: u64, file: &mut VerifiedFile) -> Result<()> {
        let path = self.folder.log();
        let length = match std::fs::metadata(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => {
                file.add("damage-missing");
                return Ok(());
            }
            found => files::at(&path, found)?.len(),
        };
        if walk.broken {
            return Ok(());
        }
        let Some((frame, row)) = &walk.last else {
            file.add("damage-malformed");
            return Ok(());
        };
        let torn = files::read_tail(&path, length.saturating_sub(whole))?;
        let mut expected = Vec::new();
        self.vault.frames_behind(Some((*frame, row.seq)), &mut |piece| {
            expected.extend_from_slice(piece);
            Ok(expected.len() < torn.len())
        })?;
        if !expected.starts_with(&torn) {
            file.add("damage-log-tail");
        } else if !torn.is_empty() || *frame == Frame::Entry {
            self.notices.push(("backup-unfinished", "log".to_owned()));
        }
        Ok(())
    }
}
