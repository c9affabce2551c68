//! Whether an act needs a second person, asked of every act before it is signed.

use crate::crypto::VerifyingKey;
use crate::log::destruction::{Event, Line, RosterChange};
use crate::log::{Act, Code, Decided, Handover, Plan, Step};
use crate::model::Capability;
use crate::policy::{Document, Policy};
use crate::vault::error::{Error, Result};
use crate::vault::purge::Order;
use crate::vault::session::Vault;
use crate::vault::transaction::Transaction;

/// What somebody must be able to do to propose a plan, and somebody else to approve it.
pub const fn capability(plan: &Plan) -> Capability {
    match plan {
        Plan::Purge { .. } => Capability::Purge,
        Plan::Export { .. } | Plan::Share { .. } => Capability::Export,
        Plan::Policy { .. } | Plan::Operators { .. } => Capability::Administer,
    }
}

/// What an act needs the approval of a second person for.
pub(crate) enum Needed {
    /// A plan. Of an export its entry says which records, for what purpose, under which assessment,
    /// and whether level 1.
    Plan(Plan),
    /// Changes of who is an operator, as destruction.log will have them.
    Operators(Vec<RosterChange>),
}

impl Needed {
    const fn id(&self) -> &'static str {
        match self {
            Self::Plan(plan) => plan.id(),
            Self::Operators(_) => "operators",
        }
    }
}

/// What an act needs approval for, if the policy has two persons for such an act.
pub(crate) fn needs(document: &Document, act: &Act, suppress: bool) -> Option<Needed> {
    let demanded = &document.approval;
    let plan = match act {
        Act::Disclose { .. } if act.shared().is_some() => needs_share(document, act)?,
        Act::Intent { numbers, reason, basis, scope, .. } if demanded.purge => Plan::Purge {
            numbers: numbers.clone(),
            reason: *reason,
            basis: basis.clone(),
            scope: scope.clone(),
            suppress,
        },
        Act::Disclose { verb, numbers, purpose: Some(purpose), revealed, terms, .. }
            if verb.as_str() == "export"
                && demanded.export_above.is_some_and(|limit| numbers.len() > limit) =>
        {
            Plan::Export {
                numbers: numbers.clone(),
                columns: Vec::new(),
                form: Code::fixed("csv"),
                purpose: purpose.clone(),
                reveal: *revealed,
                assessment: terms.as_ref().and_then(|terms| terms.assessment.clone()),
                to: Vec::new(),
            }
        }
        Act::Policy { version, document } if demanded.policy => {
            Plan::Policy { version: *version, document: document.clone() }
        }
        Act::Header { lines, .. } if demanded.operators && !lines.is_empty() => {
            let change = |line: &String| match Line::parse(line).ok()?.payload.event {
                Event::Roster(change) => Some(change),
                _ => None,
            };
            let changes: Option<Vec<_>> = lines.iter().map(change).collect();
            return Some(Needed::Operators(changes.unwrap_or_default()));
        }
        _ => return None,
    };
    Some(Needed::Plan(plan))
}

/// What a share needs approval for: sharing abroad, or so many records at once as an export does.
fn needs_share(document: &Document, act: &Act) -> Option<Plan> {
    let Act::Disclose { numbers, purpose, revealed, .. } = act else { return None };
    let handover = &act.shared()?.handover;
    shares_by_two(document, handover, numbers.len()).then_some(())?;
    Some(Plan::Share {
        numbers: numbers.clone(),
        purpose: purpose.clone()?,
        reveal: *revealed,
        handover: Box::new(handover.clone()),
    })
}

/// Whether the policy has two persons for handing over so many records on these terms. Whether that
/// is abroad follows from the country: what the terms say of it is said by who hands over.
fn shares_by_two(document: &Document, handover: &Handover, count: u64) -> bool {
    let many = document.approval.export_above.is_some_and(|limit| count > limit);
    many || document.approval.share && handover.country != document.share.home
}

/// Whether a second person may have decided on such an act, and it carries the decision out.
pub(crate) const fn is_decided_on(act: &Act) -> bool {
    match act {
        Act::Intent { .. } | Act::Policy { .. } => true,
        Act::Header { lines, .. } => !lines.is_empty(),
        _ => false,
    }
}

/// Whether `granted` is the approval of what is needed.
pub(crate) fn grants(granted: &Plan, needed: &Needed) -> bool {
    match (granted, needed) {
        (
            Plan::Export { numbers, purpose, reveal, assessment, .. },
            Needed::Plan(Plan::Export {
                numbers: shown,
                purpose: given,
                reveal: revealed,
                assessment: cited,
                ..
            }),
        ) => {
            // Plans did not always say on which assessment they rest; nor was one held to it then.
            (numbers, purpose) == (shown, given)
                && (assessment.is_none() || assessment == cited)
                && (*reveal || !revealed)
        }
        (
            Plan::Share { numbers, purpose, reveal, handover },
            Needed::Plan(Plan::Share {
                numbers: shown,
                purpose: given,
                reveal: revealed,
                handover: terms,
            }),
        ) => (numbers, purpose, handover) == (shown, given, terms) && (*reveal || !revealed),
        (Plan::Operators { step, .. }, Needed::Operators(changes)) => {
            matches!(changes.as_slice(), [one] if one.tells(step) && has_key(one, step))
        }
        (granted, Needed::Plan(needed)) => granted == needed,
        _ => false,
    }
}

/// Whether a change is of the very key that was approved.
fn has_key(change: &RosterChange, step: &Step) -> bool {
    let Step::Add(member) = step else { return true };
    let key: Option<VerifyingKey> = member.signing_key.parse().ok();
    key.is_some_and(|key| key.to_openssh() == change.key)
}

/// Whether what is due by the policy needs no approval, and this is said to be due.
pub(crate) fn exempt(document: &Document, needed: &Needed) -> bool {
    let Needed::Plan(Plan::Purge { reason, basis, scope: None, suppress: false, .. }) = needed
    else {
        return false;
    };
    !document.approval.purge_due && document.schedules(*reason, basis.as_str())
}

impl Transaction<'_> {
    /// Refuses to sign what the policy, as it was before, has two persons for, unless the decision
    /// of another stands in the same transaction.
    pub(in crate::vault) fn require_second_person(&self) -> Result<()> {
        let document = self.policy.document();
        let suppress = self.acts.iter().any(|act| matches!(act, Act::Suppressed { .. }));
        let needed = self.acts.iter().filter_map(|act| needs(document, act, suppress));
        for needed in needed {
            if exempt(document, &needed) && self.vault.is_due(&needed)? {
                continue;
            }
            if !self.is_granted(&needed)? {
                return Err(Error::NeedsApproval(needed.id()));
            }
        }
        Ok(())
    }

    fn is_granted(&self, needed: &Needed) -> Result<bool> {
        for act in &self.acts {
            let (number, own) = match act {
                Act::Decided(Decided { proposal, approved: true, .. }) => (*proposal, false),
                Act::Used { proposal } => (*proposal, true),
                _ => continue,
            };
            let proposal = self.vault.find_proposal(number)?;
            let fits = (proposal.operator == self.vault.operator) == own;
            if fits && grants(&proposal.plan, needed) {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

impl Vault {
    /// Refuses a purge that needs a second person, before anybody is asked anything.
    pub fn require_purge_alone(&self, orders: &[Order]) -> Result<()> {
        let document = self.policy.document();
        let alone = |order: &Order| exempt(document, &Needed::Plan(order.into()));
        if document.approval.purge && !orders.iter().all(alone) {
            return Err(Error::NeedsApproval("purge"));
        }
        Ok(())
    }

    /// Refuses another policy if that needs a second person, before anybody is asked anything.
    pub fn require_policy_alone(&self) -> Result<()> {
        if self.approval().policy { Err(Error::NeedsApproval("policy")) } else { Ok(()) }
    }

    /// Refuses a change of operators if that needs a second person, before anybody is asked anything.
    pub fn require_operators_alone(&self) -> Result<()> {
        if self.approval().operators { Err(Error::NeedsApproval("operators")) } else { Ok(()) }
    }

    /// Refuses to hand out so many records if that needs a second person.
    pub(in crate::vault) fn require_export_alone(&self, count: u64) -> Result<()> {
        match self.approval().export_above {
            Some(limit) if count > limit => Err(Error::NeedsApproval("export")),
            _ => Ok(()),
        }
    }

    /// Refuses to hand over so many records on these terms if that needs a second person.
    pub(in crate::vault) fn require_share_alone(
        &self,
        handover: &Handover,
        count: u64,
    ) -> Result<()> {
        if shares_by_two(self.policy.document(), handover, count) {
            return Err(Error::NeedsApproval("share"));
        }
        Ok(())
    }

    /// Refuses a policy that has two persons for what fewer than two of the present operators could
    /// do: nobody could ever approve it, and the policy itself might not be changed back.
    pub(in crate::vault) fn require_approvers(&self, policy: &Policy) -> Result<()> {
        let demanded = &policy.document().approval;
        let present = self.roster.everybody().iter().filter(|one| one.until.is_none());
        let members: Vec<_> = present.map(|one| one.member.capabilities).collect();
        for (wanted, capability, what) in [
            (demanded.purge, Capability::Purge, "purge"),
            (demanded.export_above.is_some(), Capability::Export, "export"),
            (demanded.share, Capability::Export, "share"),
            (demanded.policy, Capability::Administer, "policy"),
            (demanded.operators, Capability::Administer, "operators"),
        ] {
            if wanted && members.iter().filter(|able| able.has(capability)).count() < 2 {
                return Err(Error::NobodyApproves(what));
            }
        }
        Ok(())
    }

    /// Whether a plan destroys nothing but what is due now.
    fn is_due(&self, needed: &Needed) -> Result<bool> {
        let Needed::Plan(Plan::Purge { numbers, reason, basis, .. }) = needed else {
            return Ok(false);
        };
        let due = self.due_orders()?;
        let mut same = due.iter().filter(|due| due.reason == *reason && due.basis == *basis);
        Ok(same.any(|due| numbers.is_subset(&due.numbers)))
    }
}

impl From<&Order> for Plan {
    fn from(order: &Order) -> Self {
        let Order { numbers, reason, basis, scope, suppress } = order.clone();
        Self::Purge { numbers, reason, basis, scope, suppress }
    }
}

/// The order that a plan to destroy is.
pub(super) fn order(plan: &Plan) -> Option<Order> {
    let Plan::Purge { numbers, reason, basis, scope, suppress } = plan.clone() else { return None };
    Some(Order { numbers, reason, basis, scope, suppress })
}
