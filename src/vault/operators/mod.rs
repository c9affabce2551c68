//! Operators: who may open the vault, with what, and how far.
//!
//! What an operator may see is a matter of keys: the bundle sealed to him holds the keys of the
//! levels that his clearance reaches and no other. What he may do beside is a matter of the
//! program, and of the log, which refuses what somebody signs without the capability. Both stand
//! in the roster, in a statement that an administrator signed; the header carries it, the log
//! repeats it, and so does destruction.log, without the name.
//!
//! The private half of a newcomer is made here, sealed to what will open it, and forgotten.

mod add;
mod list;
mod recover;
mod remove;
#[cfg(test)]
mod tests;

pub(super) use add::newcomer;
pub use add::{NewOperator, Opens};
pub use list::Enrolled;

use super::destruction::{moment, signed_line};
use super::error::{Error, Result};
use super::header::Header;
use super::session::Vault;
use super::transaction::Transaction;
use super::unlock::ROSTER_LABEL;
use crate::crypto::{self, VerifyingKey};
use crate::log::destruction::{Change, Event, Payload, RosterChange};
use crate::log::{Member, RosterFault, Signed, Statement, Step};
use crate::model::{Capability, Digest, OperatorNumber};

impl Vault {
    /// Refuses a step that the roster would not take, before anything is asked or made.
    fn require_step(&self, step: &Step) -> Result<()> {
        self.require(Capability::Administer)?;
        let next = self.roster.next(self.operator, 0, step.clone());
        self.roster.check(&next).map(|_| ()).map_err(refused)
    }

    /// The header with one more statement, and the line for destruction.log that repeats it.
    fn with_statement(&self, step: &Step) -> Result<(Header, String)> {
        self.require_step(step)?;
        let checkpoint = &self.state.checkpoint;
        let place = (checkpoint.destruction_lines, checkpoint.destruction_head);
        let line = self.roster_line(step, place)?;
        let now = (self.environment.now)();
        let statement = self.roster.next(self.operator, now, step.clone()).to_text();
        let signature = self.half.signing_key.sign(ROSTER_LABEL, statement.as_bytes()).to_string();
        let mut header = self.header.header.clone();
        header.roster.push(Signed { statement, signature });
        Ok((header, line))
    }

    /// The line about a step, behind the `lines` that end with `head`.
    fn roster_line(&self, step: &Step, (lines, head): (u64, Digest)) -> Result<String> {
        let member = match step {
            Step::Add(member) => member,
            Step::Remove { operator } => {
                let all = self.roster.everybody().iter().map(|known| &known.member);
                let mut leaver = all.filter(|member| member.operator == *operator);
                leaver.next().ok_or(Error::NoOperator)?
            }
        };
        let act = if matches!(step, Step::Add(_)) { Change::Add } else { Change::Remove };
        let key: VerifyingKey = member.signing_key.parse().map_err(|_| Error::Bug("roster"))?;
        let change = RosterChange {
            by: self.operator,
            act,
            operator: member.operator,
            role: member.role.clone(),
            capabilities: member.capabilities,
            key: key.to_openssh(),
            time: moment((self.environment.now)(), &self.environment.zone)?,
        };
        let payload = Payload::new(lines + 1, head, Event::Roster(change));
        Ok(signed_line(&self.half, &payload))
    }

    /// What the roster says of an operator who is present.
    fn present(&self, operator: OperatorNumber) -> Result<&Member> {
        self.roster.get(operator).ok_or(Error::NoOperator)
    }
}

impl Transaction<'_> {
    /// Lines for the statements that the header has and the log has not, where those that were
    /// signed with them are lost: after a restore.
    pub(crate) fn lines_for_new_statements(&self) -> Result<Vec<String>> {
        let mut place = (self.checkpoint.destruction_lines, self.checkpoint.destruction_head);
        let mut lines = Vec::new();
        for signed in self.new_statements()? {
            let statement = Statement::from_text(&signed.statement);
            let step = statement.map_err(|_| Error::Bug("roster"))?.step;
            let line = self.vault.roster_line(&step, place)?;
            place = (place.0 + 1, crypto::sha256(line.as_bytes()));
            lines.push(line);
        }
        Ok(lines)
    }
}

/// What a person is told of a step that the roster does not take.
const fn refused(fault: RosterFault) -> Error {
    match fault {
        RosterFault::LastAdministrator => Error::LastAdministrator,
        RosterFault::Signer => Error::Capability(Capability::Administer),
        RosterFault::Absent => Error::NoOperator,
        RosterFault::Clearance => Error::AboveOwn,
        RosterFault::Member => Error::BadName,
        _ => Error::Bug("roster"),
    }
}
