//! Deciding: another approves a proposal, which carries it out, or rejects it.

use super::demand::{capability, order};
use super::{Proposal, Standing};
use crate::log::{Act, Decided, Plan, Reference, Step};
use crate::model::Selector;
use crate::policy::Document;
use crate::vault::error::{Error, Result};
use crate::vault::export::{Export as Order, ExportColumn, ExportOptions, Exported, Form};
use crate::vault::pseudonym::Audience;
use crate::vault::purge::Purged;
use crate::vault::rotate::Rotated;
use crate::vault::rules::{Applied, Apply};
use crate::vault::session::Vault;

/// A proposal that is to be approved.
pub struct Approve<'a> {
    /// Its number.
    pub number: u64,
    /// What the decision is based on.
    pub reference: Option<Reference>,
    /// Told how many of how many buckets are done, where a policy is put in force.
    pub progress: &'a dyn Fn(u64, u64),
}

/// What came of an approval.
pub enum Approved {
    /// Records were destroyed.
    Purged(Purged),
    /// A policy is in force.
    Applied(Applied),
    /// Somebody is an operator, or is none any more; whether every backup destination knows.
    Enrolled(bool),
    /// The same, and all keys were renewed with it.
    Rotated(Rotated),
    /// Who proposed the export may carry it out, once.
    Granted,
}

/// An approved export that is to be carried out.
pub struct Export {
    /// The number of the proposal.
    pub number: u64,
    /// How it is written, which must be as proposed but for marks and names.
    pub form: Form,
    /// The age recipients that it is sealed to, in order, which must be as proposed.
    pub to: Vec<String>,
    /// For whom pseudonyms stand in the place of what identifies: less leaves than was approved.
    pub pseudonyms: Option<Audience>,
}

impl Vault {
    /// Approves a proposal and carries it out, if nothing has changed since; otherwise it stays as
    /// it is. An export is only granted.
    pub fn approve(&mut self, order: &Approve<'_>) -> Result<Approved> {
        let done = self.hold_exclusive().and_then(|()| {
            self.recover()?;
            let done = self.approve_locked(order);
            self.decision = None;
            done
        });
        let released = self.release();
        let done = done?;
        released?;
        Ok(done)
    }

    /// Whether [`Vault::approve`] would go ahead, as far as that can be said beforehand.
    pub fn may_approve(&mut self, number: u64) -> Result<Proposal> {
        self.hold_shared()?;
        let found = self.open_proposal(number);
        self.release()?;
        found
    }

    /// Rejects a proposal; who made it withdraws it.
    pub fn reject(&mut self, number: u64, reference: Option<Reference>) -> Result<()> {
        self.change(|transaction| {
            let vault = &transaction.vault;
            let proposal = vault.find_proposal(number)?;
            if proposal.operator != vault.operator {
                vault.require(capability(&proposal.plan))?;
            }
            match proposal.standing {
                Standing::Open => {}
                Standing::Approved if proposal.plan.is_granted() => {}
                standing => return Err(Error::NotPending(number, standing.message())),
            }
            transaction.log(Act::Decided(Decided { proposal: number, approved: false, reference }));
            Ok(())
        })
    }

    fn approve_locked(&mut self, order: &Approve<'_>) -> Result<Approved> {
        let proposal = self.open_proposal(order.number)?;
        let reference = order.reference.clone();
        let decided = Decided { proposal: order.number, approved: true, reference };
        match &proposal.plan {
            Plan::Purge { .. } => {
                self.decision = Some(decided);
                self.purge_approved(&proposal.plan)
            }
            Plan::Policy { document, .. } => {
                let document: Option<Document> = document
                    .as_ref()
                    .map(|text| serde_json::from_str(text).map_err(|_| Error::Bug("a plan")))
                    .transpose()?;
                let apply = Apply {
                    document: document.as_ref(),
                    prospect: None,
                    rehearsal: false,
                    progress: order.progress,
                };
                self.decision = Some(decided);
                self.apply_locked(&apply).map(Approved::Applied)
            }
            Plan::Export { .. } | Plan::Share { .. } => self.transact(|transaction| {
                transaction.log(Act::Decided(decided));
                Ok(Approved::Granted)
            }),
            Plan::Operators { step: Step::Remove { operator }, rotate: true, .. } => {
                self.require_removable(*operator)?;
                self.decision = Some(decided);
                self.rotate_now(Some(*operator), order.progress).map(Approved::Rotated)
            }
            Plan::Operators { step, slot, .. } => {
                let (header, line) = match (step, slot) {
                    (Step::Add(member), Some(slot)) => {
                        // A number is in the slot, and in what was signed for it.
                        if self.roster.next_number() != member.operator {
                            return Err(Error::NotPending(order.number, "approval-number"));
                        }
                        let slot = serde_json::from_str(slot).map_err(|_| Error::Bug("a plan"))?;
                        self.header_with(member, slot)?
                    }
                    (Step::Remove { operator }, _) => self.header_without(*operator)?,
                    (Step::Add(_), None) => return Err(Error::Bug("a newcomer without a slot")),
                };
                self.decision = Some(decided);
                self.replace_header(&header, vec![line]).map(Approved::Enrolled)
            }
        }
    }

    fn purge_approved(&mut self, plan: &Plan) -> Result<Approved> {
        let order = order(plan).ok_or(Error::Bug("a plan"))?;
        self.require_free(&order.numbers)?;
        let done = self.purge_locked(&order, None)?;
        let mut purged = Purged { done: vec![done], failed: None };
        self.settle_purge(&mut purged.done, false);
        Ok(Approved::Purged(purged))
    }

    /// A proposal that this operator may approve, and of which nothing has changed; the lock is
    /// held.
    fn open_proposal(&self, number: u64) -> Result<Proposal> {
        let proposal = self.find_proposal(number)?;
        self.require(capability(&proposal.plan))?;
        if proposal.operator == self.operator {
            return Err(Error::NotYours(number));
        }
        if proposal.standing != Standing::Open {
            return Err(Error::NotPending(number, proposal.standing.message()));
        }
        self.require_unchanged(&proposal)?;
        Ok(proposal)
    }

    /// Refuses a plan that is not what was proposed any more: made by somebody who left, under
    /// another policy or other keys, or about records that changed since.
    fn require_unchanged(&self, proposal: &Proposal) -> Result<()> {
        let changed = |what| Err(Error::NotPending(proposal.number, what));
        let proposer = self.roster.get(proposal.operator);
        let able =
            |member: &crate::log::Member| member.capabilities.has(capability(&proposal.plan));
        if !proposer.is_some_and(able) {
            return changed("approval-left");
        }
        if proposal.policy != self.policy_hash {
            return changed("approval-policy");
        }
        if proposal.generation != self.ring.generation {
            return changed("approval-rotated");
        }
        let Plan::Purge { numbers, .. } = &proposal.plan else { return Ok(()) };
        let mut touched = false;
        self.store.each_entry(proposal.number + 1, |row| {
            touched = match self.open_entry(&row)?.act {
                Act::Change { parts, .. } => {
                    parts.iter().any(|change| !change.numbers.intersection(numbers).is_empty())
                }
                Act::Intent { numbers: gone, .. } => !gone.intersection(numbers).is_empty(),
                Act::Restored(_) => true,
                _ => false,
            };
            Ok::<_, Error>(!touched)
        })?;
        if touched { changed("approval-records") } else { Ok(()) }
    }

    /// Carries out an approved export, once, for who proposed it: exactly the records, fields and
    /// form that were approved, under the assessment and for the recipients that were.
    pub fn export_approved(
        &mut self,
        order: &Export,
        emit: &mut dyn FnMut(&[u8]) -> std::io::Result<()>,
    ) -> Result<Exported> {
        let done = self.hold_exclusive().and_then(|()| {
            self.recover_to_look()?;
            self.export_locked(order, emit)
        });
        let released = self.release();
        let done = done?;
        released?;
        Ok(done)
    }

    /// What was approved for this operator to carry out, once, if nothing has changed since; the lock
    /// is held.
    pub(in crate::vault) fn granted(&self, number: u64) -> Result<Proposal> {
        let proposal = self.find_proposal(number)?;
        if proposal.operator != self.operator {
            return Err(Error::NotYours(number));
        }
        if proposal.standing != Standing::Approved {
            return Err(Error::NotPending(number, proposal.standing.message()));
        }
        self.require_unchanged(&proposal)?;
        Ok(proposal)
    }

    fn export_locked(
        &mut self,
        order: &Export,
        emit: &mut dyn FnMut(&[u8]) -> std::io::Result<()>,
    ) -> Result<Exported> {
        let number = order.number;
        let proposal = self.granted(number)?;
        let refused = |why| Err(Error::NotPending(number, why));
        let Plan::Export { numbers, columns, form, purpose, reveal, assessment, to } =
            &proposal.plan
        else {
            return refused("approval-no-export");
        };
        if super::propose::form(order.form) != *form {
            return refused("approval-form");
        }
        if order.to != *to {
            return refused("approval-to");
        }
        if self.assessment.is_some() && self.assessment != *assessment {
            return refused("approval-assessment");
        }
        // Whoever got another key, because the first was lost, is not to be sealed for with that.
        if self.owners_registered_since(to, number)? {
            return refused("approval-recipient");
        }
        self.assessment.clone_from(assessment);
        let column = |id: &crate::log::Code| match id.as_str() {
            "number" => Ok(ExportColumn::Number),
            id => self.policy.id(id).map(ExportColumn::Field).ok_or(Error::Bug("a plan")),
        };
        let selector = Selector {
            numbers: numbers.ranges().map(|(first, last)| first..=last).collect(),
            ..Selector::default()
        };
        let mut whole = Order {
            selector: &selector,
            columns: Vec::new(),
            purpose: purpose.as_str(),
            reveal: *reveal,
            form: order.form,
            options: ExportOptions { masks: true, to: to.clone(), ..ExportOptions::default() },
        };
        let columns = columns.iter().map(column).collect::<Result<Vec<_>>>()?;
        // All that may leave was not named field by field: with pseudonyms free text stays.
        let is_named = order.pseudonyms.is_none() || self.export_columns(&whole)? != columns;
        whole.columns = if is_named { columns } else { Vec::new() };
        whole.options.pseudonyms.clone_from(&order.pseudonyms);
        self.export_granted(&whole, (number, numbers), emit)
    }
}

impl Standing {
    /// The message that says why a proposal is not to be decided on, or carried out.
    const fn message(self) -> &'static str {
        match self {
            Self::Open => "approval-open",
            Self::Approved => "approval-approved",
            Self::Rejected => "approval-rejected",
            Self::Used => "approval-used",
            Self::Expired => "approval-expired",
        }
    }
}
