//! Another header in the place of the present one.
//!
//! ```text
//! T1   Header logged: the hash in force, the hash to come, and the lines for destruction.log that
//!      come with new statements of the roster
//! 1    the file replaced
//! T2   Roster logged for each new statement with its line, HeaderSettled; the lines appended
//! ```
//! Between T1 and T2 a reader accepts either header, and the next writer settles on the one that
//! is there ([`super::recover`]): if the new one is, its statements are logged then. They are
//! believed for their signatures, so it does not matter who settles; but only an administrator
//! may sign the lines, so they are signed in T1.

use super::error::{Error, Place, Result};
use super::header::Header;
use super::session::Vault;
use super::transaction::Transaction;
use crate::crypto;
use crate::files;
use crate::log::{Act, Signed};

impl Vault {
    /// Puts `header` in the place of the present one, under the exclusive lock, and in key files;
    /// tells whether that is everywhere. `lines` are for the statements of the roster that only
    /// the new one has.
    pub(crate) fn replace_header(&mut self, header: &Header, lines: Vec<String>) -> Result<bool> {
        let (bytes, new) = header.encode(&self.ring.header_mac_key())?;
        let old = self.header.hash;
        self.transact(|transaction| {
            transaction.checkpoint.header_next = Some(new);
            transaction.log(Act::Header { old, new, lines });
            Ok(())
        })?;
        (self.environment.reached)("header-announced");
        let replaced = files::replace(&self.paths.header(), &bytes);
        (self.environment.reached)("header-replaced");
        if self.refresh().is_err() || self.header.hash != new {
            // What can be read is the old one, and the next writer settles on it.
            replaced?;
            return Ok(self.key_files_need_nothing());
        }
        match (self.settle_new_header(), replaced) {
            (Ok(()), _) => Ok(self.renew_key_files()),
            (Err(_), Ok(())) => {
                // It is in force all the same, and the next writer settles it.
                (self.environment.warn)("warn-header");
                Ok(self.key_files_need_nothing())
            }
            (Err(_), Err(error)) => Err(Error::Uncertain(Box::new(error.into()))),
        }
    }

    /// Settles on the header that is there, durable.
    pub(crate) fn settle_new_header(&mut self) -> Result<()> {
        files::sync_dir(self.paths.dir())?;
        #[expect(clippy::redundant_closure, reason = "the method itself is of one lifetime only")]
        self.transact_on_ballast(|transaction| Transaction::settle_header(transaction))?;
        if self.on_ballast(|vault| vault.repair_destruction_log()).is_err() {
            // The log has its lines, and the next writer appends them.
            (self.environment.warn)("warn-destruction-log");
        }
        Ok(())
    }

    /// The lines for destruction.log that were announced with the header to come.
    fn announced_lines(&self) -> Result<Vec<String>> {
        let seq = self.state.checkpoint.seq;
        let bad = || Error::damaged(Place::new("records.db", "damage-unknown-header").at(seq));
        let row = self.store.entry(seq)?.ok_or_else(bad)?;
        match self.open_entry(&row)?.act {
            Act::Header { lines, .. } => Ok(lines),
            _ => Err(bad()),
        }
    }
}

impl Transaction<'_> {
    /// Logs that the header that is there is in force, with what is new in its roster.
    pub(crate) fn settle_header(&mut self) -> Result<()> {
        let announced = self.checkpoint.header_next == Some(self.vault.header.hash);
        let news = announced && !self.new_statements()?.is_empty();
        let lines = if news { self.vault.announced_lines()? } else { Vec::new() };
        self.settle_with(lines)
    }

    /// The same with the lines for the new statements at hand.
    pub(crate) fn settle_with(&mut self, lines: Vec<String>) -> Result<()> {
        let new = self.new_statements()?;
        if lines.len() != new.len() {
            return Err(Error::damaged(Place::new("header", "damage-roster")));
        }
        for (signed, line) in new.into_iter().zip(lines) {
            self.checkpoint.destruction_lines += 1;
            self.checkpoint.destruction_head = crypto::sha256(line.as_bytes());
            self.log(Act::Roster { signed, line: Some(line) });
        }
        let hash = self.vault.header.hash;
        self.checkpoint.header = hash;
        self.checkpoint.header_next = None;
        self.log(Act::HeaderSettled { hash });
        Ok(())
    }

    /// The statements that the header has and the log has not.
    pub(crate) fn new_statements(&self) -> Result<Vec<Signed>> {
        let Vault { header, roster, .. } = &*self.vault;
        let known = roster.count_at(self.checkpoint.roster).and_then(|n| usize::try_from(n).ok());
        let known = known.ok_or(Error::damaged(Place::new("header", "damage-roster")))?;
        Ok(header.header.roster.iter().skip(known).cloned().collect())
    }
}
