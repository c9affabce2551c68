//! The registers of recipients and of shares, as the log adds them up: each entry names the one before
//! it, numbers are given out one after the other, and nothing goes to somebody who is not registered.

use super::replay::{Replay, holds};
use crate::log::{Act, Checkpoint, Member, Recipient, ShareEvent, Shared};
use crate::model::Capability;
use std::collections::BTreeMap;

impl Replay {
    /// What is shown, and what goes to others: a recipient, a share, or what became of it.
    pub(super) fn gave(
        &mut self,
        seq: u64,
        act: &Act,
        member: &Member,
    ) -> Result<(), &'static str> {
        let needed = match act {
            Act::Recipient(recipient) => {
                self.shares.registered(seq, recipient)?;
                Capability::Administer
            }
            Act::Share(event) => {
                self.shares.went_on(seq, event)?;
                Capability::Export
            }
            Act::Disclose { levels, .. } => {
                let opens = levels.iter().all(|level| member.clearance.opens(*level));
                holds(opens, "damage-log-capability")?;
                let Some(shared) = act.shared() else { return Ok(()) };
                self.shares.shared(seq, shared)?;
                Capability::Export
            }
            _ => return Ok(()),
        };
        holds(member.capabilities.has(needed), "damage-log-capability")
    }
}

/// What the entries so far say of both registers.
#[derive(Default)]
pub(super) struct Shares {
    recipients: u64,
    newest: u64,
    numbers: u64,
    /// The agreement and the country of each recipient who may be given something.
    known: BTreeMap<String, (String, String)>,
}

impl Shares {
    /// A recipient is registered, changed or removed.
    pub(super) fn registered(&mut self, seq: u64, one: &Recipient) -> Result<(), &'static str> {
        let before = std::mem::replace(&mut self.recipients, seq);
        let agreement = one.agreement.as_ref().filter(|_| !one.removed);
        match agreement {
            Some(agreement) => {
                self.known.insert(one.name.clone(), (agreement.to_string(), one.country.clone()))
            }
            None => self.known.remove(&one.name),
        };
        holds(one.previous == before, "damage-log-order")
    }

    /// Something was handed over.
    pub(super) fn shared(&mut self, seq: u64, shared: &Shared) -> Result<(), &'static str> {
        let before = std::mem::replace(&mut self.newest, seq);
        self.numbers += 1;
        let terms = &shared.handover;
        let known = self.known.get(&terms.recipient);
        let agreed = known.is_some_and(|(agreement, country)| {
            (agreement.as_str(), country) == (terms.agreement.as_str(), &terms.country)
        });
        let follows = (shared.previous, shared.number) == (before, self.numbers);
        holds(follows && agreed, "damage-log-order")
    }

    /// Something became of a share.
    pub(super) fn went_on(&mut self, seq: u64, event: &ShareEvent) -> Result<(), &'static str> {
        let before = std::mem::replace(&mut self.newest, seq);
        let known = (1..=self.numbers).contains(&event.share);
        holds(known && event.previous == before, "damage-log-order")
    }

    /// Whether a checkpoint says the same.
    pub(super) fn agrees(&self, checkpoint: &Checkpoint) -> bool {
        (checkpoint.recipients, checkpoint.shares, checkpoint.share_numbers)
            == (self.recipients, self.newest, self.numbers)
    }
}
