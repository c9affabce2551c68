//! Two persons, asked of the log: an act that needed a second person and had none is damage, however
//! it came to be signed.

use crate::log::{Act, Entry, Member, Plan};
use crate::model::OperatorNumber;
use crate::policy::Document;
use crate::vault::approval::{capability, exempt, grants, needs};
use std::collections::BTreeMap;

/// What two persons have agreed on so far.
#[derive(Default)]
pub(super) struct Approvals {
    /// The policy in force, unless it is the program's own, which demands nothing.
    document: Option<Box<Document>>,
    proposals: BTreeMap<u64, Proposed>,
    /// What this transaction may do.
    granted: Vec<Plan>,
    suppresses: bool,
}

struct Proposed {
    by: OperatorNumber,
    plan: Plan,
    approved: bool,
    closed: bool,
}

impl Approvals {
    /// Takes up one entry; gives what is wrong with it.
    pub(super) fn take(
        &mut self,
        seq: u64,
        entry: &Entry,
        member: &Member,
    ) -> Result<(), &'static str> {
        let wrong = "damage-approval";
        self.suppresses |= matches!(entry.act, Act::Suppressed { .. });
        match &entry.act {
            Act::Proposed(plan) => {
                let (by, plan) = (entry.operator, (**plan).clone());
                let able = member.capabilities.has(capability(&plan));
                let proposed = Proposed { by, plan, approved: false, closed: false };
                self.proposals.insert(seq, proposed);
                if able { Ok(()) } else { Err("damage-log-capability") }
            }
            Act::Decided(decided) => {
                let proposal = self.proposals.get_mut(&decided.proposal).ok_or(wrong)?;
                let able = member.capabilities.has(capability(&proposal.plan));
                let own = proposal.by == entry.operator;
                let open = !(proposal.closed || decided.approved && proposal.approved);
                let export = proposal.plan.is_granted();
                let fits = open && if decided.approved { able && !own } else { able || own };
                proposal.approved |= decided.approved;
                proposal.closed = !(decided.approved && export);
                if decided.approved && !export && fits {
                    self.granted.push(proposal.plan.clone());
                }
                if fits { Ok(()) } else { Err(wrong) }
            }
            Act::Used { proposal } => {
                let proposal = self.proposals.get_mut(proposal).ok_or(wrong)?;
                let fits = proposal.approved && !proposal.closed && proposal.by == entry.operator;
                proposal.closed = true;
                if fits {
                    self.granted.push(proposal.plan.clone());
                }
                if fits { Ok(()) } else { Err(wrong) }
            }
            act => self.judge(act),
        }
    }

    /// Holds an act to what the policy before it demands.
    fn judge(&mut self, act: &Act) -> Result<(), &'static str> {
        let needed = self.document.as_ref().and_then(|document| {
            let plan = needs(document, act, self.suppresses)?;
            (!exempt(document, &plan)).then_some(plan)
        });
        if let Act::Policy { document, .. } = act {
            self.document = document.as_ref().and_then(|text| serde_json::from_str(text).ok());
        }
        let Some(needed) = needed else { return Ok(()) };
        let place = self.granted.iter().position(|granted| grants(granted, &needed));
        match place {
            Some(place) => {
                self.granted.swap_remove(place);
                Ok(())
            }
            None => Err("damage-approval"),
        }
    }

    /// What was granted and not done in its transaction is not done later.
    pub(super) fn end(&mut self) {
        self.granted.clear();
        self.suppresses = false;
    }
}
