//! The destruction of paper and media, which people do and see: a signed line of destruction.log,
//! beside those of records.
//!
//! The line and its log entry are one transaction; the file follows the log, as after a purge.

use super::destruction::moment;
use super::error::{Error, Result};
use super::session::Vault;
use crate::crypto;
use crate::log::destruction::{Event, Executor, Payload, Physical};
use crate::log::{Act, Code, Numbers, Reason, Reference};
use crate::model::{Capability, Digest, Marking, Means, Medium, OperatorNumber};
use jiff::civil::Date;

/// What somebody destroyed by hand or machine.
#[derive(Clone, Debug)]
pub struct Discarded {
    /// What kind of thing.
    pub medium: Medium,
    /// How many of it.
    pub quantity: u64,
    /// Who made it.
    pub make: Option<Marking>,
    /// Its model.
    pub model: Option<Marking>,
    /// Its serial number.
    pub serial: Option<Marking>,
    /// The records it held, as far as that is known; they may be destroyed long since.
    pub numbers: Numbers,
    /// How.
    pub method: Means,
    /// Why.
    pub reason: Reason,
    /// On what basis.
    pub basis: Reference,
    /// On which day.
    pub day: Date,
    /// Who saw it: operators (`O-2`) or references, never names.
    pub witnesses: Vec<Reference>,
}

/// Where a destruction of paper or media stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Discard {
    /// The line of destruction.log.
    pub line: u64,
    /// The number of the certificate.
    pub certificate: String,
}

impl Vault {
    /// Refuses what cannot be so: no thing, a day to come, a record that never was, no witness,
    /// or one that is not known or is the one who records it.
    pub fn examine_discarded(&mut self, what: &Discarded) -> Result<()> {
        self.require(Capability::Purge)?;
        self.hold_shared()?;
        let next = self.state.checkpoint.next_record;
        self.release()?;
        if let Some(last) = what.numbers.last().filter(|last| last.get() >= next) {
            return Err(Error::NoRecord(last));
        }
        if what.quantity == 0 || what.day > self.today()? {
            return Err(Error::NotDone);
        }
        let seen = !what.witnesses.is_empty();
        if seen && what.witnesses.iter().all(|witness| self.can_witness(witness)) {
            Ok(())
        } else {
            Err(Error::BadWitness)
        }
    }

    /// A witness is another operator of this vault, or a reference that names somebody elsewhere;
    /// one without a digit would be a name.
    fn can_witness(&self, witness: &Reference) -> bool {
        let text = witness.as_str();
        let operator = text.strip_prefix("O-").or_else(|| text.strip_prefix("o-"));
        let Some(operator) = operator else {
            return text.contains(|c: char| c.is_ascii_digit());
        };
        let known = |number: OperatorNumber| {
            self.roster.everybody().iter().any(|known| known.member.operator == number)
        };
        let number = operator.parse().ok().map(OperatorNumber);
        number.is_some_and(|number| number != self.operator && known(number))
    }

    /// Records that it was done, signed by the operator who works.
    pub fn discard(&mut self, what: &Discarded) -> Result<Discard> {
        self.examine_discarded(what)?;
        let done = self.hold_exclusive().and_then(|()| {
            self.recover()?;
            self.on_ballast(|vault| vault.require_sound_destruction_log())?;
            self.discard_locked(what)
        });
        let released = self.release();
        let done = done?;
        released?;
        Ok(done)
    }

    fn discard_locked(&mut self, what: &Discarded) -> Result<Discard> {
        let done = self.transact_on_ballast(|transaction| {
            let (line, text) = transaction.vault.physical_line(what)?;
            let certificate = transaction.vault.certificate_number(line);
            let checkpoint = &mut transaction.checkpoint;
            checkpoint.destruction_head = crypto::sha256(text.as_bytes());
            checkpoint.destruction_lines = line;
            transaction.log(Act::Physical { line: text });
            Ok(Discard { line, certificate })
        })?;
        (self.environment.reached)("physical-logged");
        // The file must never say what a power cut could take from the log again.
        let appended =
            self.fold_wal().and_then(|()| self.on_ballast(|vault| vault.repair_destruction_log()));
        let unfinished =
            |source| Error::Unfinished { step: "destruction-log", source: Box::new(source) };
        appended.map(|()| done).map_err(unfinished)
    }

    /// The signed line, with its number.
    fn physical_line(&self, what: &Discarded) -> Result<(u64, String)> {
        let checkpoint = &self.state.checkpoint;
        let line = checkpoint.destruction_lines + 1;
        let (tool, version) = self.environment.tool.split_once(' ').unwrap_or(("kedang", ""));
        let text = |marking: &Option<Marking>| marking.as_ref().map(ToString::to_string);
        let physical = Physical {
            certificate: self.certificate_number(line),
            vault: Digest(*self.id().as_bytes()),
            medium: Code::fixed(what.medium.id()),
            quantity: what.quantity,
            make: text(&what.make),
            model: text(&what.model),
            serial: text(&what.serial),
            numbers: what.numbers.clone(),
            method: Code::fixed(what.method.id()),
            reason: what.reason,
            basis: what.basis.clone(),
            day: what.day.to_string(),
            witnesses: what.witnesses.clone(),
            executor: Executor { operator: self.operator, role: self.member()?.role.clone() },
            time: moment((self.environment.now)(), &self.environment.zone)?,
            tool: tool.parse().map_err(|_| Error::Bug("tool"))?,
            version: version.to_owned(),
            policy: self.policy_hash,
            log_head: checkpoint.head,
            log_seq: checkpoint.seq,
        };
        let event = Event::Physical(Box::new(physical));
        let payload = Payload::new(line, checkpoint.destruction_head, event);
        Ok((line, super::destruction::signed_line(&self.half, &payload)))
    }
}

#[cfg(test)]
#[path = "physical_tests.rs"]
mod tests;
