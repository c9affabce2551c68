//! Sharing (借阅、发放): records handed over to a registered recipient, as a numbered share.
//!
//! A share is an export with an addressee. It goes the same way through the program: the purpose and
//! the consents decide which records and fields may leave, level 1 waits for its separate consent, a
//! second person agrees where the policy wants one, and the look is logged before a byte leaves. What
//! is added:
//!
//! * **Recipients** are the organisation's own register, as backup destinations are: an entry of the
//!   log names the one before it, the newest signed checkpoint names the newest. Each has an agreement
//!   of confidentiality, a country, and the age keys that its files are sealed to.
//! * **The share is the look.** Its entry is the `disclose` entry of the export, which has the number,
//!   the recipient and all terms among its own, so that whoever reads looks (history, evidence, sums,
//!   rules about the extraordinary, `check`) sees shares without knowing of them. Steps that follow
//!   (given back, destroyed there, revoked, told) are entries of their own; shares and steps form one
//!   chain, of which the checkpoint names the newest, with the count of numbers given out.
//! * **All refusals at once** ([`judge`]): whoever prepares a share need not try seven times.
//! * **Only sealed.** The file is sealed here, to the keys of the register, and nobody who calls this
//!   sees its text; each record in it carries the share's number, which a sheet has as its last column.
//! * **Who must be told** ([`due`]) follows from the register and the log: what was destroyed, or of
//!   which the consent was withdrawn, after it was shared. No record keeps a state for it, so it can be
//!   told when the record is long gone.
//!
//! The whole is done under the exclusive lock: a number that is given out belongs to a file that was
//! written, unless the disk fails at that moment; then `share return --destroyed` closes it, which the
//! error says.

mod due;
mod fault;
mod judge;
mod recipients;
mod register;
mod steps;
mod sums;

pub use due::{ShareDuty, Told as ToldOf};
pub use fault::ShareFault;
pub use recipients::NewRecipient;
pub use register::{Share, ShareStanding, Taken};
pub use sums::{ShareSum, ShareSums};

use super::approval;
use super::error::{Error, Result};
use super::export::{Drawn, Export, ExportColumn, ExportOptions, Exported, Form, parts};
use super::session::Vault;
use crate::crypto::{Dialogue, Recipients, SealedWriter, SealingError};
use crate::log::{
    Act, Code, Handover, Numbers, Plan, Reference, Relation, ShareKind, Shared, Terms,
};
use crate::model::date::parse_day;
use crate::model::{Capability, Part, Selector};
use jiff::civil::Date;
use judge::Judged;
use std::io::Write;

/// Who may look into the registers: who hands over, who answers persons, who oversees, and the job
/// that destroys.
pub(super) const MAY_LOOK: [Capability; 4] =
    [Capability::Read, Capability::Export, Capability::Audit, Capability::Purge];

/// What is to be handed over, and on which terms.
pub struct ShareOrder<'a> {
    /// Which records and fields, for what, and how it is written.
    pub what: Export<'a>,
    /// Whether it comes back.
    pub kind: ShareKind,
    /// The recipient's name.
    pub recipient: &'a str,
    /// What the recipient is in law; nothing said is the strictest.
    pub relation: Option<Relation>,
    /// The last day.
    pub until: Option<Date>,
    /// What lets it go abroad.
    pub cross_border: Option<Reference>,
}

/// What was handed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handed {
    /// The number of the share; of a plan the one that it would get.
    pub number: u64,
    /// On which terms.
    pub handover: Handover,
    /// How many records, and what did not leave.
    pub exported: Exported,
}

/// How a share is called.
pub(super) fn name(number: u64) -> String {
    format!("S-{number}")
}

impl Vault {
    /// Finds the records, judges, logs the share, and writes it to `sink`, sealed to the recipient.
    /// When the log cannot be written, nothing is.
    ///
    /// # Errors
    /// [`Error::NotShared`] with everything that stands against it; a single reason is the error
    /// itself.
    pub fn share(
        &mut self,
        order: &ShareOrder<'_>,
        (dialogue, sink): (&Dialogue, &mut dyn Write),
    ) -> Result<Handed> {
        self.sharing(|vault| {
            let judged = vault.judge(order, true)?;
            vault.hand_over_to((None, order), &judged, (dialogue, sink))
        })
    }

    /// Carries out an approved share, once, for who proposed it: exactly the records and terms that
    /// were approved. An assessment that was cited for it has to be the one that was approved.
    pub fn share_approved(
        &mut self,
        (number, kind, form): (u64, ShareKind, Form),
        (dialogue, sink): (&Dialogue, &mut dyn Write),
    ) -> Result<Handed> {
        self.sharing(|vault| {
            let refused = |why| Error::NotPending(number, why);
            let proposal = vault.granted(number)?;
            let Plan::Share { numbers, purpose, reveal, handover } = &proposal.plan else {
                return Err(refused("approval-no-share"));
            };
            if kind != handover.kind {
                return Err(refused("approval-kind"));
            }
            if approval::form(form) != handover.form {
                return Err(refused("approval-form"));
            }
            let approved = handover.assessment.clone();
            if vault.assessment.is_some() && vault.assessment != approved {
                return Err(refused("approval-assessment"));
            }
            vault.assessment = approved;
            let selector = Selector {
                numbers: numbers.ranges().map(|(first, last)| first..=last).collect(),
                ..Selector::default()
            };
            let what = Export {
                selector: &selector,
                columns: vault.columns_named(&handover.columns)?,
                purpose: purpose.as_str(),
                reveal: *reveal,
                form,
                options: ExportOptions::default(),
            };
            let order = order_of(handover, what);
            let judged = vault.judge(&order, false)?;
            if judged.numbers() != *numbers {
                return Err(refused("approval-records"));
            }
            if let Some(term) = differing(&judged.handover, handover) {
                return Err(refused(term));
            }
            if vault.registered_since(&handover.recipient, number)? {
                return Err(refused("approval-recipient"));
            }
            vault.hand_over_to((Some(number), &order), &judged, (dialogue, sink))
        })
    }

    /// What a share would come to, done `alone` or proposed; nothing leaves, so nothing is logged.
    pub fn plan_share(&mut self, order: &ShareOrder<'_>, alone: bool) -> Result<Handed> {
        self.hold_shared()?;
        let judged = self.judge(order, alone)?;
        let numbers = &judged.found.numbers;
        let held = self.would_hold(&order.what, (numbers, &judged.columns), &judged.lens)?;
        if alone {
            let parts = parts(self.policy, &judged.columns);
            self.require_ordinary(&self.share_act(order, &judged, &parts)?)?;
        }
        self.release()?;
        let exported = Exported { count: numbers.len() as u64, held, ..judged.stayed };
        let number = self.state.checkpoint.share_numbers + 1;
        Ok(Handed { number, handover: judged.handover, exported })
    }

    /// Proposes a share; gives the proposal's number and what it comes to.
    pub fn propose_share(&mut self, order: &ShareOrder<'_>) -> Result<(u64, Exported)> {
        let (numbers, planned) = self.proposing(|vault| {
            let judged = vault.judge(order, false)?;
            let (numbers, columns) = (&judged.found.numbers, &judged.columns);
            let held = vault.would_hold(&order.what, (numbers, columns), &judged.lens)?;
            let plan = Plan::Share {
                numbers: judged.numbers(),
                purpose: order.purpose()?,
                reveal: order.what.reveal,
                handover: Box::new(judged.handover),
            };
            let count = judged.found.numbers.len() as u64;
            Ok((vec![plan], Exported { count, held, ..judged.stayed }))
        })?;
        Ok((numbers.first().copied().ok_or(Error::Bug("no proposal"))?, planned))
    }

    /// The number that was given out last, as far as this vault knows: that of the share that it
    /// has logged, even if the file could not be written.
    pub const fn newest_share(&self) -> u64 {
        self.state.checkpoint.share_numbers
    }

    fn sharing(&mut self, work: impl FnOnce(&mut Self) -> Result<Handed>) -> Result<Handed> {
        let done = self.hold_exclusive().and_then(|()| {
            self.recover_to_look()?;
            work(self)
        });
        let released = self.release();
        let done = done?;
        released?;
        Ok(done)
    }

    /// Logs what was judged, and writes it.
    fn hand_over_to(
        &mut self,
        (granted, order): (Option<u64>, &ShareOrder<'_>),
        judged: &Judged,
        (dialogue, sink): (&Dialogue, &mut dyn Write),
    ) -> Result<Handed> {
        let keys = keys(judged, dialogue)?;
        // Tried before it is logged: a number is not given out for what cannot be sealed.
        let tried = SealedWriter::new(&keys, std::io::sink());
        drop(tried.map_err(|error| unsealed(error, judged))?);
        let number = self.state.checkpoint.share_numbers + 1;
        let parts = parts(self.policy, &judged.columns);
        let act = self.share_act(order, judged, &parts)?;
        self.log_granted_look(granted, &act, &judged.found)?;
        let exported = self.write_share((number, order), judged, (&keys, sink));
        let exported = exported.map_err(|error| Error::Halfway(Box::new(error)))?;
        Ok(Handed { number, handover: judged.handover.clone(), exported })
    }

    /// Writes the file of a share that is logged.
    fn write_share(
        &self,
        (number, order): (u64, &ShareOrder<'_>),
        judged: &Judged,
        (keys, sink): (&[Recipients], &mut dyn Write),
    ) -> Result<Exported> {
        let parts = parts(self.policy, &judged.columns);
        let sheet = Drawn::of(self, &order.what)?;
        let sheet = sheet.shared(name(number), &judged.handover.recipient);
        let sheet = sheet.sheet(self.policy, &judged.columns, &judged.lens);
        let mut file = SealedWriter::new(keys, sink).map_err(|error| unsealed(error, judged))?;
        let exported = self.write_out(
            (&judged.found.numbers, None),
            (&parts, &judged.stayed),
            &sheet,
            &mut |bytes| file.write_all(bytes),
        )?;
        file.finish().map_err(Error::Output)?;
        Ok(exported)
    }

    /// The entry of the log.
    fn share_act(&self, order: &ShareOrder<'_>, judged: &Judged, parts: &[Part]) -> Result<Act> {
        let leaving = self.leaving(&judged.lens, &judged.found.numbers, parts)?;
        let checkpoint = &self.state.checkpoint;
        let shared = Shared {
            number: checkpoint.share_numbers + 1,
            handover: judged.handover.clone(),
            previous: checkpoint.shares,
        };
        let terms = self.terms(&judged.stayed.left_out).map(|terms| *terms).unwrap_or_default();
        Ok(Act::Disclose {
            verb: Code::fixed(order.kind.verb()),
            numbers: judged.numbers(),
            count: judged.found.numbers.len() as u64,
            revealed: leaving.reveals(),
            levels: leaving.levels,
            purpose: Some(order.purpose()?),
            terms: Some(Box::new(Terms {
                share: Some(Box::new(shared)),
                withheld: leaving.withheld,
                ..terms
            })),
        })
    }

    fn columns_named(&self, ids: &[Code]) -> Result<Vec<ExportColumn>> {
        let column = |id: &Code| match id.as_str() {
            "number" => Ok(ExportColumn::Number),
            id => self.policy.id(id).map(ExportColumn::Field).ok_or(Error::Bug("a plan")),
        };
        ids.iter().map(column).collect()
    }
}

impl ShareOrder<'_> {
    fn purpose(&self) -> Result<Code> {
        self.what.purpose.parse().map_err(|_| Error::Bug("purpose"))
    }
}

impl Judged {
    fn numbers(&self) -> Numbers {
        self.found.numbers.iter().copied().collect()
    }
}

/// The first of the terms that are not what was approved, as the id of a message.
fn differing(now: &Handover, approved: &Handover) -> Option<&'static str> {
    let terms = [
        ("approval-agreement", now.agreement == approved.agreement),
        ("approval-relation", now.relation == approved.relation),
        ("approval-country", (&now.country, now.abroad) == (&approved.country, approved.abroad)),
        ("approval-ground", now.cross_border == approved.cross_border),
        // Whatever else was taken over from what was approved, and whatever a later version adds.
        ("approval-terms", now == approved),
    ];
    terms.into_iter().find(|(_, same)| !same).map(|(term, _)| term)
}

/// The order that was approved.
fn order_of<'a>(handover: &'a Handover, what: Export<'a>) -> ShareOrder<'a> {
    ShareOrder {
        what,
        kind: handover.kind,
        recipient: &handover.recipient,
        relation: handover.relation,
        until: parse_day(&handover.until),
        cross_border: handover.cross_border.clone(),
    }
}

fn keys(judged: &Judged, dialogue: &Dialogue) -> Result<Vec<Recipients>> {
    let unusable = |_| Error::Share(ShareFault::NoKey(judged.handover.recipient.clone()));
    judged.keys.iter().map(|text| Recipients::parse(text, dialogue).map_err(unusable)).collect()
}

fn unsealed(error: SealingError, judged: &Judged) -> Error {
    match error {
        SealingError::Io(error) => Error::Output(error),
        SealingError::Box(_) => Error::Share(ShareFault::NoKey(judged.handover.recipient.clone())),
    }
}

#[cfg(test)]
mod tests;
