//! Two persons: what one proposes, another approves.
//!
//! A proposal is an entry of the log that holds the exact plan, and its number is that entry's. What
//! became of it stands in later entries, so its state is never kept anywhere: it is read from the
//! log, back from the end as far as a proposal may be old. Approving a purge, a policy or a change
//! of operators carries it out, in one transaction with the decision; approving an export lets the
//! one who proposed it export, once.
//!
//! [`demand`] is the one place that asks whether a second person was needed. It sees every act that
//! is logged, just before it is sealed and signed, so that no command can forget it; and `check`
//! asks the same of the log, so that a changed program cannot pass it over either.

mod decide;
mod demand;
mod propose;

use super::error::{Error, Result};
use super::session::Vault;
use crate::log::{Act, Decided, Entry, Plan};
use crate::model::{Capability, Digest, OperatorNumber};
use crate::policy::Approval;
pub use decide::{Approve, Approved, Export as ApprovedExport};
#[cfg(test)]
pub(super) use demand::Needed;
pub use demand::capability;
pub(crate) use demand::{exempt, grants, is_decided_on, needs};
pub(super) use propose::form;
use std::collections::HashMap;

/// A day in milliseconds.
const DAY: i64 = 86_400_000;

/// A plan that somebody proposed.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// Its number, which is that of its entry in the log.
    pub number: u64,
    /// When it was proposed, in milliseconds since 1970 UTC.
    pub time: i64,
    /// Until when it can be decided on; an approved export: be carried out.
    pub until: i64,
    /// Who proposed it.
    pub operator: OperatorNumber,
    /// The name of who proposed it.
    pub name: String,
    /// What is proposed.
    pub plan: Plan,
    /// What became of it.
    pub standing: Standing,
    /// The hash of the policy under which it was proposed.
    policy: Digest,
    /// The generation of the vault key under which it was proposed.
    generation: u32,
}

/// What became of a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nobody has decided yet.
    Open,
    /// It was approved; all but exports are carried out with that.
    Approved,
    /// It was rejected or withdrawn.
    Rejected,
    /// It was an export, and is carried out.
    Used,
    /// Its time is up.
    Expired,
}

impl Standing {
    /// Its ASCII id.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Approved => "approved",
            Self::Rejected => "rejected",
            Self::Used => "used",
            Self::Expired => "lapsed",
        }
    }
}

/// What later entries say of a proposal.
#[derive(Clone, Copy, Default)]
struct Later {
    approved: Option<i64>,
    rejected: bool,
    used: bool,
}

impl Later {
    fn take(&mut self, entry: &Entry) {
        match &entry.act {
            Act::Decided(Decided { approved: true, .. }) => self.approved = Some(entry.time),
            Act::Decided(_) => self.rejected = true,
            Act::Used { .. } => self.used = true,
            _ => {}
        }
    }
}

/// The proposal that an act is about.
const fn about(act: &Act) -> Option<u64> {
    match act {
        Act::Decided(decided) => Some(decided.proposal),
        Act::Used { proposal } => Some(*proposal),
        _ => None,
    }
}

impl Vault {
    /// The proposals that wait for somebody: open ones, and approved exports that were not carried
    /// out. Whoever may not do such a thing himself, nor read the log, sees only his own.
    pub fn pending(&mut self) -> Result<Vec<Proposal>> {
        self.hold_shared()?;
        let recent = self.recent();
        self.release()?;
        let sees = |proposal: &Proposal| {
            proposal.operator == self.operator
                || self.require(Capability::Audit).is_ok()
                || self.require(capability(&proposal.plan)).is_ok()
        };
        let waits = |proposal: &Proposal| match proposal.standing {
            Standing::Open => true,
            Standing::Approved => proposal.plan.is_granted(),
            _ => false,
        };
        Ok(recent?.into_iter().filter(|one| waits(one) && sees(one)).collect())
    }

    /// One proposal, whatever became of it.
    pub fn proposal(&mut self, number: u64) -> Result<Proposal> {
        self.hold_shared()?;
        let found = self.find_proposal(number);
        self.release()?;
        found
    }

    /// What the policy in force has two persons for.
    pub fn approval(&self) -> &'static Approval {
        &self.policy.document().approval
    }

    /// The proposals that are young enough to matter, the oldest first; the lock is held.
    fn recent(&self) -> Result<Vec<Proposal>> {
        let now = (self.environment.now)();
        // An export may be carried out for as long again as it could be decided on.
        let oldest = now - 2 * self.valid_ms();
        let (mut later, mut found) = (HashMap::<u64, Later>::new(), Vec::new());
        let mut seq = self.state.checkpoint.seq;
        while let Some(row) = self.store.entry(seq)? {
            let entry = self.open_entry(&row)?;
            if entry.time <= oldest {
                break;
            }
            if let Some(number) = about(&entry.act) {
                later.entry(number).or_default().take(&entry);
            }
            if matches!(entry.act, Act::Proposed(_)) {
                let later = later.get(&seq).copied().unwrap_or_default();
                found.extend(self.read(seq, row.generation, entry, later));
            }
            seq -= 1;
        }
        found.reverse();
        Ok(found)
    }

    /// The proposal `number`, with what the entries behind it say; the lock is held.
    fn find_proposal(&self, number: u64) -> Result<Proposal> {
        let none = || Error::NoProposal(number);
        let row = self.store.entry(number)?.ok_or_else(none)?;
        let entry = self.open_entry(&row)?;
        let mut later = Later::default();
        self.store.each_entry(number + 1, |row| {
            let entry = self.open_entry(&row)?;
            if about(&entry.act) == Some(number) {
                later.take(&entry);
            }
            Ok::<_, Error>(true)
        })?;
        self.read(number, row.generation, entry, later).ok_or_else(none)
    }

    fn read(&self, number: u64, generation: u32, entry: Entry, later: Later) -> Option<Proposal> {
        let name = self.name_of(entry.operator);
        let Entry { time, operator, policy, act, .. } = entry;
        let Act::Proposed(plan) = act else { return None };
        let until = later.approved.unwrap_or(time).saturating_add(self.valid_ms());
        let standing = match later {
            Later { rejected: true, .. } => Standing::Rejected,
            Later { used: true, .. } => Standing::Used,
            Later { approved: Some(_), .. } if !plan.is_granted() => Standing::Approved,
            _ if until < (self.environment.now)() => Standing::Expired,
            Later { approved: Some(_), .. } => Standing::Approved,
            _ => Standing::Open,
        };
        let plan = *plan;
        Some(Proposal { number, time, until, operator, name, plan, standing, policy, generation })
    }

    fn valid_ms(&self) -> i64 {
        i64::from(self.approval().valid_days) * DAY
    }
}

#[cfg(test)]
mod order_tests;
#[cfg(test)]
mod tests;
