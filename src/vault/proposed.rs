//! Proposals to destroy (建议销毁): a verification may end in one, and whoever destroys decides.
//!
//! A proposal stands in the operational part, so that who destroys sees it without any level's key. It
//! gives no day: nothing that runs by itself destroys on account of it, and no period begins anew by
//! it, for nothing that is known of the customer changes. A later verification takes it back.

use super::audit::named;
use super::change::{Aim, Altered};
use super::due::DueState;
use super::error::{Error, Result};
use super::mark;
use super::purge::Order;
use super::session::Vault;
use crate::log::{Act, Detail, Numbers};
use crate::model::{Capability, Fields, Level, Proposed, Reason, RecordNumber, Reference, Value};
use std::collections::BTreeMap;

/// The id of the result of a verification that ends so.
const RESULT: &str = "destroy";

impl Vault {
    /// Notes that somebody who verified the selected records proposes to destroy them. `method` and
    /// `result` are ids of the policy, for the log.
    pub fn propose_destruction(
        &mut self,
        aim: Aim<'_>,
        (method, result): (&Value, &Value),
        reason: Reason,
    ) -> Result<Altered> {
        self.require(Capability::Write)?;
        // As of all that stands in the operational part: what follows from it needs level 3.
        self.require_level(Level::Three, None)?;
        let field = self.policy.known().proposed.ok_or(Error::PolicyWithout("proposed"))?;
        let proposed = Value::plain(Proposed { day: self.today()?, reason }.to_string());
        let detail = mark::detail(method, result)?;
        self.alter(aim, ("verify", Some(detail)), &[field], |_, _| {
            Ok(move |fields: &mut Fields| fields.set(field, [proposed.clone()]))
        })
    }

    /// What is proposed and nothing keeps, as one order for each reason, on the basis of the decision.
    /// The lock is held.
    pub(super) fn proposed_orders(&self, basis: &Reference) -> Result<Vec<Order>> {
        let mut reasons: BTreeMap<Reason, Numbers> = BTreeMap::new();
        for due in self.find_due(&|due| due.state == DueState::Proposed)? {
            if let Some(proposed) = due.proposed {
                reasons.entry(proposed.reason).or_default().insert(due.number);
            }
        }
        reasons.values().try_for_each(|numbers| self.require_free(numbers))?;
        let order = |(reason, numbers)| Order {
            numbers,
            reason,
            basis: basis.clone(),
            scope: None,
            suppress: false,
        };
        Ok(reasons.into_iter().map(order).collect())
    }

    /// The names of those who proposed to destroy `numbers`, as the log has it.
    pub(super) fn proposers(&self, numbers: &Numbers) -> Result<BTreeMap<RecordNumber, String>> {
        let mut names = BTreeMap::new();
        if numbers.is_empty() {
            return Ok(names);
        }
        self.store.each_entry(1, |row| {
            let entry = self.open_entry(&row)?;
            if let Act::Change { detail: Some(Detail::Verified { result, .. }), .. } = &entry.act
                && result.as_str() == RESULT
            {
                for number in named(&entry.act).intersection(numbers).iter() {
                    names.insert(number, self.name_of(entry.operator));
                }
            }
            Ok::<_, Error>(true)
        })?;
        Ok(names)
    }
}

#[cfg(test)]
#[path = "proposed_tests.rs"]
mod tests;
