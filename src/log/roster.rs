//! The roster: who is an operator, replayed from signed statements.
//!
//! The header lists operators too, but whoever holds the vault key could write it. The roster is
//! believed for its signatures: the first statement is signed by the genesis key, whose hash is
//! the vault id, and adds operator 1 with that key; each later one is signed by somebody who was
//! an administrator at that point. So a key cannot be put under another's name, and an operator
//! who was removed cannot bring himself back.

use super::Hash;
use super::statement::{Member, Signed, Statement, StatementError, Step};
use crate::model::{Capability, Clearance, Digest, OperatorNumber};

/// The operators of a vault, now and at every statement before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Roster {
    genesis: String,
    operators: Vec<Operator>,
    heads: Vec<Digest>,
}

/// An operator, present or past.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operator {
    /// What the roster says.
    pub member: Member,
    /// From when, in milliseconds since 1970 UTC.
    pub since: i64,
    /// Until when; none while present.
    pub until: Option<i64>,
    added: u64,
    removed: Option<u64>,
}

/// A statement that the roster does not take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("roster statement {statement}: {fault}")]
pub struct RosterError {
    /// The number of the first wrong statement, by its place.
    pub statement: u64,
    /// What is wrong with it.
    pub fault: RosterFault,
}

/// What is wrong with a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RosterFault {
    /// The text cannot be read.
    #[error(transparent)]
    Text(#[from] StatementError),
    /// The number is not the next, or it names another statement as the one before.
    #[error("out of place")]
    Place,
    /// The signature is not that of the operator it names.
    #[error("wrong signature")]
    Signature,
    /// The signer is not an operator at this point, or no administrator.
    #[error("signed by no administrator")]
    Signer,
    /// The first statement does not add operator 1, an administrator with the genesis key.
    #[error("not the genesis key's first statement")]
    Genesis,
    /// The operator's number, signing key or recipient has been used before.
    #[error("a number or key that was used before")]
    Reused,
    /// The name, a key or the recipient has not the form it must have.
    #[error("an operator's name, key or recipient is malformed")]
    Member,
    /// The operator to remove is not present.
    #[error("no such operator")]
    Absent,
    /// Nobody would be left to administer.
    #[error("the last administrator")]
    LastAdministrator,
    /// The signer's clearance does not reach that of the operator who is added or removed.
    #[error("the signer's clearance is too low")]
    Clearance,
}

impl Roster {
    /// The roster of a vault with this genesis key (64 hex digits), before its first statement.
    pub fn start(genesis: &str) -> Self {
        Self { genesis: genesis.to_owned(), operators: Vec::new(), heads: Vec::new() }
    }

    /// Replays `statements`. `verify` takes a key (64 hex digits), the signed bytes and a
    /// signature (hex).
    pub fn replay(
        statements: &[Signed],
        genesis: &str,
        hash: Hash,
        verify: impl Fn(&str, &[u8], &str) -> bool,
    ) -> Result<Self, RosterError> {
        let mut roster = Self::start(genesis);
        for signed in statements {
            roster.take(signed, hash, &verify)?;
        }
        Ok(roster)
    }

    /// Takes up one more statement, or names what is wrong with it and stays as it was.
    pub fn take(
        &mut self,
        signed: &Signed,
        hash: Hash,
        verify: impl Fn(&str, &[u8], &str) -> bool,
    ) -> Result<(), RosterError> {
        let fault = |fault| RosterError { statement: self.count(), fault };
        let statement = Statement::from_text(&signed.statement).map_err(|e| fault(e.into()))?;
        let key = self.check(&statement).map_err(fault)?;
        if !verify(key, signed.statement.as_bytes(), &signed.signature) {
            return Err(fault(RosterFault::Signature));
        }
        self.enter(statement);
        self.heads.push(signed.digest(hash));
        Ok(())
    }

    /// Whether `statement` may come next, signature aside: to be asked before signing. Gives the
    /// key that must sign it.
    pub fn check(&self, statement: &Statement) -> Result<&str, RosterFault> {
        if statement.n != self.count() || statement.prev != self.head() {
            return Err(RosterFault::Place);
        }
        if let Step::Add(member) = &statement.step {
            self.check_member(member)?;
        }
        if self.heads.is_empty() {
            return self.check_genesis(statement);
        }
        let signer = self.get(statement.by).ok_or(RosterFault::Signer)?;
        if !signer.capabilities.has(Capability::Administer) {
            return Err(RosterFault::Signer);
        }
        self.check_step(&statement.step, signer)?;
        Ok(&signer.signing_key)
    }

    /// The statement that makes `step` the next, for `by` to sign.
    pub fn next(&self, by: OperatorNumber, since: i64, step: Step) -> Statement {
        Statement { n: self.count(), prev: self.head(), by, since, step }
    }

    /// The number that the next operator gets.
    pub fn next_number(&self) -> OperatorNumber {
        let last = self.operators.iter().map(|operator| operator.member.operator.0).max();
        OperatorNumber(last.unwrap_or(0).saturating_add(1))
    }

    /// How many statements there are.
    pub fn count(&self) -> u64 {
        self.heads.len() as u64
    }

    /// The hash of the last statement; zeros before the first.
    pub fn head(&self) -> Digest {
        self.heads.last().copied().unwrap_or_default()
    }

    /// How many statements there were when `head` was the head.
    pub fn count_at(&self, head: Digest) -> Option<u64> {
        let position = self.heads.iter().position(|known| *known == head);
        if head == Digest::default() { Some(0) } else { position.map(|at| at as u64 + 1) }
    }

    /// The operators now, in the order of their coming.
    pub fn members(&self) -> impl Iterator<Item = &Member> {
        self.members_at(self.count())
    }

    /// The operators when there were `count` statements.
    pub fn members_at(&self, count: u64) -> impl Iterator<Item = &Member> {
        self.operators.iter().filter(move |o| o.present_at(count)).map(|o| &o.member)
    }

    /// Operator `number`, if present now.
    pub fn get(&self, number: OperatorNumber) -> Option<&Member> {
        self.get_at(number, self.count())
    }

    /// Operator `number`, if present when there were `count` statements.
    pub fn get_at(&self, number: OperatorNumber, count: u64) -> Option<&Member> {
        self.members_at(count).find(|member| member.operator == number)
    }

    /// Everybody who is or was an operator, in the order of their coming.
    pub fn everybody(&self) -> &[Operator] {
        &self.operators
    }

    fn check_genesis(&self, statement: &Statement) -> Result<&str, RosterFault> {
        let first = OperatorNumber(1);
        match &statement.step {
            Step::Add(member)
                if statement.by == first
                    && member.operator == first
                    && member.signing_key == self.genesis
                    && member.capabilities.has(Capability::Administer) =>
            {
                Ok(&self.genesis)
            }
            _ => Err(RosterFault::Genesis),
        }
    }

    /// What must hold of a new operator, whoever signs.
    fn check_member(&self, member: &Member) -> Result<(), RosterFault> {
        let hex = |c: char| matches!(c, '0'..='9' | 'a'..='f');
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
        let key = member.signing_key.len() == 64 && member.signing_key.chars().all(hex);
        let recipient = member.recipient.starts_with("age1") && member.recipient.chars().all(plain);
        let name = !member.name.trim().is_empty() && !member.name.chars().any(char::is_control);
        if !(key && recipient && name) {
            return Err(RosterFault::Member);
        }
        let used = |before: &Operator| {
            before.member.operator == member.operator
                || before.member.signing_key == member.signing_key
                || before.member.recipient == member.recipient
        };
        if self.operators.iter().any(used) { Err(RosterFault::Reused) } else { Ok(()) }
    }

    /// What `signer` must be able to.
    fn check_step(&self, step: &Step, signer: &Member) -> Result<(), RosterFault> {
        let about = match step {
            Step::Add(member) => member,
            Step::Remove { operator } => self.get(*operator).ok_or(RosterFault::Absent)?,
        };
        let others = |m: &&Member| m.operator != about.operator;
        let administers = |m: &Member| m.capabilities.has(Capability::Administer);
        if matches!(step, Step::Remove { .. }) && !self.members().filter(others).any(administers) {
            return Err(RosterFault::LastAdministrator);
        }
        if reach(signer.clearance) < reach(about.clearance) {
            return Err(RosterFault::Clearance);
        }
        Ok(())
    }

    fn enter(&mut self, statement: Statement) {
        let (n, since) = (statement.n, statement.since);
        match statement.step {
            Step::Add(member) => {
                self.operators.push(Operator {
                    member,
                    since,
                    until: None,
                    added: n,
                    removed: None,
                });
            }
            Step::Remove { operator } => {
                let present = |o: &&mut Operator| o.member.operator == operator;
                if let Some(leaver) = self.operators.iter_mut().find(present) {
                    (leaver.until, leaver.removed) = (Some(since), Some(n));
                }
            }
        }
    }
}

impl Operator {
    /// Whether present when there were `count` statements.
    fn present_at(&self, count: u64) -> bool {
        self.added < count && self.removed.is_none_or(|n| n >= count)
    }
}

/// How many levels a clearance opens.
const fn reach(clearance: Clearance) -> u8 {
    match clearance.get() {
        0 => 0,
        most_sensitive => 4 - most_sensitive,
    }
}

#[cfg(test)]
#[path = "roster_tests.rs"]
mod tests;
