//! The lines of destruction.log that entries of the log give, each held to the entry and to who
//! signed it.

use super::super::examine::verify_line;
use super::replay::{Replay, Signers, holds};
use crate::crypto;
use crate::log::destruction::{Event, Line};
use crate::log::{Signed, Statement};
use crate::model::Capability;

impl Replay {
    /// What two persons decided on has that right before its intent, behind what belongs to the intent.
    pub(super) fn decided(&mut self, seq: u64) {
        let before = [self.erased.as_mut().map(|(last, _)| last), Some(&mut self.wish)];
        for last in before.into_iter().flatten().filter(|last| **last + 1 == seq) {
            *last = seq;
        }
    }

    /// The end of a destruction, with the line that says so.
    pub(super) fn finish(
        &mut self,
        intent: u64,
        text: &str,
        signers: &Signers<'_>,
    ) -> Result<(), &'static str> {
        let pending = self.intent.take();
        let line = self.take_line(text, signers)?;
        let pending = pending.filter(|pending| pending.seq == intent && pending.destroyed);
        let (Some(pending), Event::Destruction(destruction)) = (pending, &line.payload.event)
        else {
            return Err("damage-done");
        };
        let fits = destruction.intent == intent
            && destruction.numbers == pending.numbers
            && destruction.scope == pending.scope
            && destruction.suppressed == pending.suppresses
            && destruction.commitments == pending.commitments;
        holds(fits, "damage-done")
    }

    /// A statement of the roster, with its line of destruction.log unless it is the first one.
    pub(super) fn enrol(
        &mut self,
        signed: &Signed,
        line: Option<&str>,
        signers: &Signers<'_>,
    ) -> Result<(), &'static str> {
        let next = usize::try_from(self.statements).ok();
        let known = next.and_then(|n| signers.statements.get(n));
        let first = self.statements == 0;
        self.statements += 1;
        holds(known == Some(signed) && line.is_none() == first, "damage-roster")?;
        let Some(text) = line else { return Ok(()) };
        let line = self.signed_line(text, signers)?;
        let statement = Statement::from_text(&signed.statement).map_err(|_| "damage-roster")?;
        let Event::Roster(change) = &line.payload.event else { return Err("damage-done") };
        holds(change.tells(&statement.step), "damage-done")
    }

    /// A destination whose key file was rewritten, or of which somebody says that it is gone.
    pub(super) fn scrub(&mut self, text: &str, signers: &Signers<'_>) -> Result<(), &'static str> {
        let line = self.take_line(text, signers)?;
        let able = |capability| signers.member.capabilities.has(capability);
        holds(matches!(line.payload.event, Event::Scrub(_)), "damage-done")?;
        holds(able(Capability::Purge) || able(Capability::Backup), "damage-log-capability")
    }

    /// The next line of destruction.log: it follows from the one before, and who signed the entry
    /// signed it.
    pub(super) fn take_line(
        &mut self,
        text: &str,
        signers: &Signers<'_>,
    ) -> Result<Line, &'static str> {
        let line = self.signed_line(text, signers)?;
        let own = line.payload.event.signer() == signers.member.operator;
        holds(own, "damage-done").map(|()| line)
    }

    /// The next line, whoever signed it.
    pub(super) fn signed_line(
        &mut self,
        text: &str,
        signers: &Signers<'_>,
    ) -> Result<Line, &'static str> {
        let before = std::mem::replace(&mut self.line_head, crypto::sha256(text.as_bytes()));
        self.lines += 1;
        self.done.push(self.line_head);
        let line = Line::parse(text).map_err(|_| "damage-done")?;
        let key = (signers.key)(&line.payload.event).ok_or("damage-done")?;
        let fits = line.payload.line == self.lines
            && line.payload.prev == before
            && verify_line(&key.to_openssh(), line.signed.as_bytes(), &line.signature);
        holds(fits, "damage-done").map(|()| line)
    }
}
