//! Checking a destruction log by itself, line by line, in constant memory.

use super::payload::{Change, Event, Genesis, Payload, RosterChange, certificate_number};
use super::{Line, LineError};
use crate::log::{Hash, base64};
use crate::model::{Capabilities, Capability, Digest, OperatorNumber};
use std::collections::BTreeMap;
use std::io::{BufRead, Read};

/// The longest line that is read; a million scattered record numbers make about a quarter of a
/// megabyte.
const LONGEST: usize = 16 << 20;

/// What a file has where the power went before a sector reached the device, though later ones did.
/// No line has such a byte, so the log ends before the line that has one.
pub const BLANK: u8 = 0;

/// What a device writes whole or not at all, in bytes: the smallest that there is.
const SECTOR: u64 = 512;

/// What is wrong with a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// It cannot be read, or is of a newer version.
    #[error(transparent)]
    Line(#[from] LineError),
    /// It is longer than 16 MiB; nothing behind it was read.
    #[error("too long")]
    TooLong,
    /// Its number is not the next: lines are missing, doubled or out of order.
    #[error("not the next line")]
    Number,
    /// It names another line as the one before: that one was changed, or this one is not its own.
    #[error("does not follow from the line before")]
    Chain,
    /// The genesis line is not the first, or its key's hash is not the vault id.
    #[error("not a genesis line in its place")]
    Genesis,
    /// The signer is unknown here, was removed, or may not sign this kind of line.
    #[error("signed by nobody who may")]
    Signer,
    /// The signature is not the signer's.
    #[error("wrong signature")]
    Signature,
    /// Its parts contradict each other or the lines before.
    #[error("contradicts itself or the lines before")]
    Content,
}

/// A line and what is wrong with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Finding {
    /// The line by its place in the file, from 1.
    pub line: u64,
    /// What is wrong.
    pub fault: Fault,
}

/// What a destruction log turned out to be.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// How many finished lines there are.
    pub lines: u64,
    /// The hash of the last of them; zeros for none.
    pub head: Digest,
    /// How many bytes they have, newlines included: where an unfinished line begins.
    pub length: u64,
    /// Whether a line follows them that has no newline, or blank sectors.
    pub unfinished: bool,
    /// Whether what follows them has blank sectors. A power cut leaves such, and the vault knows from
    /// its log what stood there; whoever has the file alone does not.
    pub blank: bool,
    /// The first line, if it is as it must be.
    pub genesis: Option<Genesis>,
    /// Every wrong line, the first one first. Those after it may be wrong in consequence.
    pub findings: Vec<Finding>,
}

/// Checks a destruction log from its first line. `verify_sig` takes a key in OpenSSH text, the
/// signed bytes and an armoured SSHSIG, and holds it to [`super::NAMESPACE`]. `each` is given
/// every good line with its text. The error is the reader's.
pub fn verify(
    mut reader: impl BufRead,
    hash: Hash,
    verify_sig: impl Fn(&str, &[u8], &str) -> bool,
    mut each: impl FnMut(&Line, &str),
) -> std::io::Result<Report> {
    let mut state =
        State { hash, report: Report::default(), expected: 1, signers: BTreeMap::new() };
    let mut bytes = Vec::new();
    loop {
        bytes.clear();
        reader.by_ref().take(LONGEST as u64 + 1).read_until(b'\n', &mut bytes)?;
        let torn = is_torn(&bytes, state.report.length);
        let Some(line) = bytes.strip_suffix(b"\n").filter(|_| !torn) else {
            state.end(&bytes);
            state.report.blank = torn;
            return Ok(state.report);
        };
        match state.feed(line, &verify_sig) {
            Ok((read, text)) => each(&read, text),
            Err(fault) => state.find(state.report.lines, fault),
        }
    }
}

/// Whether a power cut left these bytes so, that stand `offset` bytes behind the beginning of the file:
/// sectors never reached the device, from where the line begins or a sector does to the end of a
/// sector or of the file. Any other zero was written by somebody, and is damage.
fn is_torn(bytes: &[u8], offset: u64) -> bool {
    let Some(start) = bytes.iter().position(|byte| *byte == BLANK) else { return false };
    let blank = bytes.iter().skip(start).take_while(|byte| **byte == BLANK).count();
    let at_edge = |at: usize| (offset + at as u64).is_multiple_of(SECTOR);
    let end = start + blank;
    (start == 0 || at_edge(start)) && (end == bytes.len() || at_edge(end))
}

struct State {
    hash: Hash,
    report: Report,
    /// The number that the next line must have.
    expected: u64,
    signers: BTreeMap<OperatorNumber, Signer>,
}

struct Signer {
    key: String,
    capabilities: Capabilities,
}

impl State {
    fn find(&mut self, line: u64, fault: Fault) {
        self.report.findings.push(Finding { line, fault });
    }

    /// Judges what is left when no further newline comes.
    fn end(&mut self, rest: &[u8]) {
        if rest.len() > LONGEST {
            self.find(self.report.lines + 1, Fault::TooLong);
        } else {
            self.report.unfinished = !rest.is_empty();
        }
    }

    fn feed<'t>(
        &mut self,
        bytes: &'t [u8],
        verify_sig: impl Fn(&str, &[u8], &str) -> bool,
    ) -> Result<(Line, &'t str), Fault> {
        let before = std::mem::replace(&mut self.report.head, (self.hash)(bytes));
        let expected = self.expected;
        self.report.lines += 1;
        self.report.length += bytes.len() as u64 + 1;
        self.expected = expected.saturating_add(1);
        let text = std::str::from_utf8(bytes).map_err(|_| LineError::Malformed)?;
        let line = Line::parse(text)?;
        // After a gap, count on from where the file goes on: one finding for one missing line.
        self.expected = line.payload.line.saturating_add(1);
        if line.payload.line != expected {
            return Err(Fault::Number);
        }
        if line.payload.prev != before {
            return Err(Fault::Chain);
        }
        let key = self.key(&line.payload)?;
        if !verify_sig(key, line.signed.as_bytes(), &line.signature) {
            return Err(Fault::Signature);
        }
        self.enter(&line.payload)?;
        Ok((line, text))
    }

    /// The key that must have signed.
    fn key<'p>(&'p self, payload: &'p Payload) -> Result<&'p str, Fault> {
        let needed = match &payload.event {
            Event::Genesis(genesis) => {
                let id = raw_key(&genesis.key).map(|key| (self.hash)(&key));
                let first = payload.line == 1 && genesis.operator == OperatorNumber(1);
                return if first && id == Some(genesis.vault) {
                    Ok(&genesis.key)
                } else {
                    Err(Fault::Genesis)
                };
            }
            Event::Roster(_) => [Capability::Administer].as_slice(),
            Event::Destruction(_) | Event::Physical(_) => &[Capability::Purge],
            Event::Scrub(_) => &[Capability::Purge, Capability::Backup],
        };
        let signer = self.signers.get(&payload.event.signer()).ok_or(Fault::Signer)?;
        if needed.iter().any(|needed| signer.capabilities.has(*needed)) {
            Ok(&signer.key)
        } else {
            Err(Fault::Signer)
        }
    }

    /// Takes up what a signed line says, if it can be so.
    fn enter(&mut self, payload: &Payload) -> Result<(), Fault> {
        match &payload.event {
            Event::Genesis(genesis) => {
                let signer = Signer { key: genesis.key.clone(), capabilities: Capabilities::all() };
                self.signers.insert(genesis.operator, signer);
                self.report.genesis = Some(genesis.clone());
                Ok(())
            }
            Event::Roster(change) => self.change(change),
            Event::Destruction(destruction) => {
                let number = certificate_number(destruction.vault, payload.line);
                let holds = self.is_ours(destruction.vault)
                    && destruction.certificate == number
                    && destruction.count == destruction.numbers.len()
                    && destruction.intent <= destruction.log_seq;
                if holds { Ok(()) } else { Err(Fault::Content) }
            }
            Event::Scrub(scrub) => {
                let holds = self.is_ours(scrub.vault) && scrub.through < payload.line;
                if holds { Ok(()) } else { Err(Fault::Content) }
            }
            Event::Physical(physical) => {
                let number = certificate_number(physical.vault, payload.line);
                let seen = !physical.witnesses.is_empty();
                let holds = self.is_ours(physical.vault) && physical.certificate == number && seen;
                if holds { Ok(()) } else { Err(Fault::Content) }
            }
        }
    }

    /// Whether `vault` is the one whose log this is.
    fn is_ours(&self, vault: Digest) -> bool {
        self.report.genesis.as_ref().is_some_and(|genesis| genesis.vault == vault)
    }

    fn change(&mut self, change: &RosterChange) -> Result<(), Fault> {
        let known = self.signers.get(&change.operator);
        match change.act {
            Change::Add if known.is_none() && raw_key(&change.key).is_some() => {
                let signer = Signer { key: change.key.clone(), capabilities: change.capabilities };
                self.signers.insert(change.operator, signer);
                Ok(())
            }
            Change::Remove if known.is_some_and(|signer| signer.key == change.key) => {
                self.signers.remove(&change.operator);
                Ok(())
            }
            _ => Err(Fault::Content),
        }
    }
}

/// The 32 bytes of an Ed25519 key in OpenSSH text without a comment.
fn raw_key(text: &str) -> Option<[u8; 32]> {
    let blob = base64::decode(text.strip_prefix("ssh-ed25519 ")?)?;
    blob.strip_prefix(b"\0\0\0\x0bssh-ed25519\0\0\0\x20")?.try_into().ok()
}

#[cfg(test)]
#[path = "verify_tests.rs"]
mod tests;
