//! Certificates of destruction: taken from the log and signed.
//!
//! What a certificate says is the signed lines of destruction.log; its text is made by whoever
//! words it, and signed here once more so that `ssh-keygen` can check the file itself. Ed25519
//! signatures are deterministic: a certificate that is issued again is the same bytes, unless a
//! copy was settled meanwhile. Who has only the file checks it with [`super::examine`].

use super::destruction::moment;
use super::error::{Error, Place, Result};
use super::session::Vault;
use super::suppress::{KeptOut, Unkept};
use crate::crypto::{VerifyingKey, sshsig};
use crate::log::destruction::{Event, Line, NAMESPACE};
use crate::log::{Act, Certificate, Numbers, Subject, Unrefused};
use crate::model::{OperatorNumber, RecordNumber};
use std::ops::RangeInclusive;

/// Which certificates somebody wants.
#[derive(Clone, Copy, Debug)]
pub enum Wanted<'a> {
    /// Those of the records in these ranges, one for each destruction; a number that stands alone
    /// must have been destroyed.
    Records(&'a [RangeInclusive<RecordNumber>]),
    /// That of one line of destruction.log, for everything it names.
    Line(u64),
}

/// A signature over a certificate's text, and the file that lets `ssh-keygen` check it.
pub struct Attested {
    /// The armoured SSHSIG.
    pub signature: String,
    /// The keys that signed text and lines, as `allowed_signers` has them.
    pub allowed_signers: String,
}

impl Vault {
    /// The certificates that are `wanted`, in the order of their lines. Issuing is logged; a
    /// rehearsal issues nothing.
    pub fn certificates(
        &mut self,
        wanted: Wanted<'_>,
        rehearsal: bool,
    ) -> Result<Vec<Certificate>> {
        if rehearsal {
            self.hold_shared()?;
            let found = self.certified(wanted);
            self.release()?;
            return found;
        }
        self.hold_exclusive()?;
        let issued = self.recover_to_look().and_then(|()| {
            let certificates = self.certified(wanted)?;
            self.log_issued(&certificates)?;
            Ok(certificates)
        });
        self.release()?;
        issued
    }

    fn log_issued(&mut self, certificates: &[Certificate]) -> Result<()> {
        let logged = self.transact_on_ballast(|transaction| {
            for Certificate { line, numbers, .. } in certificates {
                transaction.log(Act::Certificate { line: *line, numbers: numbers.clone() });
            }
            Ok(())
        });
        logged.map_err(|error| match error {
            error @ Error::Damaged { .. } => error,
            other => Error::NotLogged(Box::new(other)),
        })
    }

    fn certified(&self, wanted: Wanted<'_>) -> Result<Vec<Certificate>> {
        let ranges = match wanted {
            Wanted::Records(ranges) => ranges,
            Wanted::Line(_) => &[],
        };
        let range =
            |range: &RangeInclusive<RecordNumber>| Numbers::range(*range.start(), *range.end());
        let records = ranges.iter().fold(Numbers::new(), |all, one| all.union(&range(one)));
        let mut certificates: Vec<Certificate> = Vec::new();
        for text in self.logged_lines()? {
            let line = Line::parse(&text).map_err(|_| damaged())?;
            for certificate in &mut certificates {
                if certificate.settle(&text).map_err(|_| damaged())? {
                    self.require_genuine(&line)?;
                }
            }
            let numbers = match (wanted, &line.payload.event) {
                (Wanted::Records(_), Event::Destruction(found)) => {
                    Some(found.numbers.intersection(&records)).filter(|found| !found.is_empty())
                }
                (Wanted::Line(n), event) if n == line.payload.line => numbers_of(event),
                _ => None,
            };
            if let Some(numbers) = numbers {
                self.require_genuine(&line)?;
                certificates.push(Certificate::from_line(&text, &numbers).map_err(|_| damaged())?);
            }
        }
        match wanted {
            Wanted::Records(ranges) => self.require_all_destroyed(ranges, &certificates)?,
            Wanted::Line(line) if certificates.is_empty() => return Err(Error::NoSuchLine(line)),
            Wanted::Line(_) => {}
        }
        let (undoings, places) = (self.undoings()?, self.places()?);
        let asks =
            |one: &Certificate| matches!(&one.subject, Subject::Records(said) if said.suppressed);
        let asked = certificates.iter().any(asks);
        let wishes = if asked { self.kept_out()? } else { KeptOut::default() };
        for certificate in &mut certificates {
            let of = (certificate.line, &certificate.numbers);
            certificate.comeback = self.comeback(&undoings, of)?;
            if let Subject::Records(said) = &certificate.subject {
                let lost = wishes.lost_of(&certificate.numbers).filter(|_| said.suppressed);
                certificate.unrefused = lost.map(|one| self.unrefused(one)).transpose()?;
                let mut owing = self.owing(&places, certificate.line);
                owing.retain(|copy| certificate.outstanding().all(|name| name != copy.name));
                certificate.copies = owing;
            }
        }
        Ok(certificates)
    }

    fn unrefused(&self, Unkept { entry, time, numbers }: Unkept) -> Result<Unrefused> {
        Ok(Unrefused { entry, time: moment(time, &self.environment.zone)?, numbers })
    }

    /// Refuses when a record that was named alone was not destroyed.
    fn require_all_destroyed(
        &self,
        wanted: &[RangeInclusive<RecordNumber>],
        certificates: &[Certificate],
    ) -> Result<()> {
        let covered =
            certificates.iter().fold(Numbers::new(), |covered, one| covered.union(&one.numbers));
        let alone = wanted.iter().filter(|range| range.start() == range.end());
        let Some(number) = alone.map(|r| *r.start()).find(|number| !covered.contains(*number))
        else {
            return Ok(());
        };
        let given_out = number.get() < self.state.checkpoint.next_record;
        Err(if given_out { Error::NotDestroyed(number) } else { Error::NoRecord(number) })
    }

    /// Refuses a logged line that is not signed by whom it names.
    fn require_genuine(&self, line: &Line) -> Result<()> {
        let key = self.signer_key(line.payload.event.signer()).ok_or_else(damaged)?;
        let signer = sshsig::verify(&line.signature, NAMESPACE, line.signed.as_bytes());
        if signer.as_ref() == Ok(&key) { Ok(()) } else { Err(damaged()) }
    }

    /// The key of an operator, present or past.
    pub(crate) fn signer_key(&self, operator: OperatorNumber) -> Option<VerifyingKey> {
        let known = self.roster.everybody().iter().find(|o| o.member.operator == operator)?;
        known.member.signing_key.parse().ok()
    }

    /// Signs the text of a certificate as the operator who works.
    pub fn attest(&self, certificate: &Certificate, text: &str) -> Result<Attested> {
        let settlers = certificate.settled.iter().map(|settled| settled.scrub.executor.operator);
        let mut operators: Vec<OperatorNumber> = settlers.collect();
        operators.extend([self.operator, certificate.executor().operator]);
        operators.sort_unstable();
        operators.dedup();
        let mut allowed_signers = String::new();
        for operator in operators {
            let key = self.signer_key(operator).ok_or(Error::Bug("executor without a key"))?;
            let name = operator.to_string();
            allowed_signers += &(sshsig::allowed_signer(&name, NAMESPACE, &key) + "\n");
        }
        let signature = sshsig::sign(&self.half.signing_key, NAMESPACE, text.as_bytes());
        Ok(Attested { signature, allowed_signers })
    }
}

/// The records that a destruction names; nothing for lines that give no certificate.
fn numbers_of(event: &Event) -> Option<Numbers> {
    match event {
        Event::Destruction(destruction) => Some(destruction.numbers.clone()),
        Event::Physical(physical) => Some(physical.numbers.clone()),
        Event::Genesis(_) | Event::Roster(_) | Event::Scrub(_) => None,
    }
}

fn damaged() -> Error {
    Error::damaged(Place::new("records.db", "damage-done"))
}
