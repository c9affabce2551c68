//! What another policy would make of the records here, before anybody decides on it.

use super::InForce;
use super::scan::{Scan, Seen};
use super::schedule::Move;
use super::shift::Shift;
use crate::log::{Act, Code, Numbers};
use crate::model::{Capability, Digest, Level, RecordNumber, Selector};
use crate::policy::{Document, Fault, FaultCode};
use crate::vault::error::{Error, Result};
use crate::vault::search::Found;
use crate::vault::session::Vault;

/// What another policy would do.
#[derive(Clone, Debug)]
pub struct Prospect {
    /// How the figures move.
    pub effect: Effect,
    /// What records hold and the policy gives no meaning any more; it is refused for that.
    pub orphaned: Vec<Orphaned>,
    /// How many records get another day of destruction, if that can be told.
    pub rescheduled: Option<u64>,
    /// These records with both days, where they were asked for.
    pub moves: Vec<Move>,
    /// What it was seen in, so that nobody has to look again while nothing was written.
    pub(super) basis: Basis,
}

/// The state of the vault that a prospect is of.
#[derive(Clone, Debug)]
pub(super) struct Basis {
    /// The hash of the other policy.
    pub(super) policy: Digest,
    /// The last entry of the log.
    pub(super) seq: u64,
    /// The records to be written anew, and how many of them get another day of destruction.
    pub(super) moved: Vec<RecordNumber>,
    pub(super) days: u64,
}

/// How the figures of the verbs move that tell what is to be done. Those that need a level above
/// the clearance are unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Effect {
    /// Records that `verify due` lists.
    pub review: Option<Shift>,
    /// Records that `purge due` lists.
    pub destruction: Option<Shift>,
    /// Required fields that `verify scan` misses.
    pub missing: Option<Shift>,
    /// Whatever else `verify scan` finds, as far as the clearance reaches.
    pub invalid: Shift,
    /// Records with values of fields that the policy does not know; they are carried along.
    pub unknown: Shift,
    /// Records of who said no to a purpose that rests on consent no more: the no stays.
    pub refused: Shift,
    /// Whether every level was open.
    pub complete: bool,
}

/// Something that a policy does away with and records hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Orphaned {
    /// What, and where in the new document.
    pub fault: Fault,
    /// How many records, or of a role how many operators; none if that is above the clearance.
    pub records: Option<u64>,
}

impl Vault {
    /// What the policy `document` would do to the records. It is logged as the look that counting
    /// is.
    pub fn prospect(&mut self, document: &Document) -> Result<Prospect> {
        self.prospect_of(document, false)
    }

    /// The same with each record whose days move; needs level 3.
    pub fn prospect_each(&mut self, document: &Document) -> Result<Prospect> {
        self.require_level(Level::Three, None)?;
        self.prospect_of(document, true)
    }

    fn prospect_of(&mut self, document: &Document, lists: bool) -> Result<Prospect> {
        self.require_one_of(&[Capability::Read, Capability::Administer])?;
        let (new, _) = InForce::of(document)?;
        self.hold_shared()?;
        let mut found = self.find_to_rule()?;
        let scan = Scan::new(self, new, true)?.listing(lists);
        let mut seen = self.look(&scan, &found.numbers)?;
        let end = self.state.checkpoint.seq;
        self.hold_exclusive()?;
        self.recover_to_look()?;
        if self.written_since(end)? {
            found = self.find_to_rule()?;
            seen = self.look(&scan, &found.numbers)?;
        }
        let act = Act::Disclose {
            verb: Code::fixed("policy-diff"),
            numbers: Numbers::new(),
            count: seen.records,
            levels: Vec::new(),
            purpose: None,
            revealed: false,
            terms: None,
        };
        self.log_look(&act, &found)?;
        let seq = self.state.checkpoint.seq;
        self.release()?;
        Ok(told(&scan, seen, (new.hash, seq)))
    }
}

impl Vault {
    /// The records that a policy is about: for who may look at restricted ones, those too.
    pub(super) fn find_to_rule(&self) -> Result<Found> {
        let all = Selector::default();
        if self.sees_restricted()? { self.find_everywhere(&all) } else { self.find(&all) }
    }
}

/// What can be told of what was seen.
fn told(scan: &Scan, seen: Seen, (policy, seq): (Digest, u64)) -> Prospect {
    let three = scan.opens(Level::Three);
    let two = scan.opens(Level::Two);
    let effect = Effect {
        review: three.then_some(seen.review),
        destruction: three.then_some(seen.destruction),
        missing: (two && three).then_some(seen.missing),
        invalid: seen.invalid,
        unknown: seen.unknown,
        refused: seen.refused,
        complete: scan.opens(Level::One),
    };
    let rescheduled = three.then_some(seen.rescheduled);
    let orphaned = orphaned(scan, &seen);
    let (moves, basis) =
        (seen.moves, Basis { policy, seq, moved: seen.moved, days: seen.rescheduled });
    Prospect { effect, orphaned, rescheduled, moves, basis }
}

/// The risks that are cases, and those of which nobody can tell.
pub(super) fn orphaned(scan: &Scan, seen: &Seen) -> Vec<Orphaned> {
    let case = |(risk, count): (_, &u64)| match scan.can_tell(risk) {
        true if *count == 0 => None,
        true => Some(Orphaned { fault: risk.fault.clone(), records: Some(*count) }),
        false => Some(Orphaned { fault: risk.fault.clone(), records: None }),
    };
    let held = scan.risks.iter().zip(&seen.held).filter_map(case);
    held.chain(scan.lost_roles.iter().cloned()).collect()
}

/// Why a policy that orphans these is refused.
pub(super) fn refused(orphaned: &[Orphaned]) -> Option<Error> {
    let first @ Orphaned { fault, records } = orphaned.first()?;
    if fault.code == FaultCode::HeldRole {
        let (role, operators) = (fault.word.clone(), records.unwrap_or_default());
        return Some(Error::PolicyRole { role, operators });
    }
    Some(Error::PolicyOrphans { first: Box::new(first.clone()), count: orphaned.len() })
}
