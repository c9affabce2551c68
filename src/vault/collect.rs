//! Collecting no more than a purpose uses (最小化收集), and only with the approval that the policy asks
//! for. What was collected on which terms stands in the log with what was written.

use super::error::{Error, Result};
use super::session::Vault;
use super::transaction::Transaction;
use crate::log::{Act, Code, Collected, Consented};
use crate::model::{FieldId, Level, Part, Reference};
use crate::policy::{Category, Policy, Purpose};

/// On which terms a command collects.
#[derive(Clone, Debug, Default)]
pub struct Collecting {
    /// For what; none: nobody says.
    pub purpose: Option<&'static Purpose>,
    /// Why more is collected than the purpose uses.
    pub justified: Option<Reference>,
    /// The ticket by which it was approved.
    pub ticket: Option<Reference>,
    /// The id of the policy's channel by which a whole file comes: a word of the policy, as nothing of
    /// a record stands in the log.
    pub channel: Option<Code>,
    /// What the persons of a whole file agreed to.
    pub consented: Vec<Consented>,
    /// Whether what a third party provided without a ground is quarantined though the policy leaves
    /// that open. It stands in the record, and not in the log as well.
    pub quarantine: bool,
}

impl Collecting {
    /// The purpose, where a field is outside what it uses and nobody justified it.
    pub(crate) fn outside(&self, policy: &Policy, field: FieldId) -> Option<&'static Purpose> {
        let bound = self.purpose.filter(|_| self.justified.is_none());
        let about = policy.field(field);
        // Where a record comes from and who looks after it is bookkeeping, whatever it is for.
        let personal = matches!(about.part, Part::Level(Level::One | Level::Two));
        let kept = about.category == Category::System && !personal;
        bound.filter(|purpose| !kept && !policy.sees(purpose, field))
    }

    /// Refuses a field that is outside what the purpose uses.
    pub(crate) fn require(&self, policy: &Policy, field: FieldId) -> Result<()> {
        match self.outside(policy, field) {
            None => Ok(()),
            Some(purpose) => {
                Err(Error::TooMuch(policy.field(field).id.clone(), purpose.id.clone()))
            }
        }
    }

    /// As the log tells it; nothing where nobody said anything.
    fn told(&self) -> Option<Box<Collected>> {
        let told = Collected {
            purpose: self.purpose.and_then(|purpose| purpose.id.parse().ok()),
            justified: self.justified.clone(),
            ticket: self.ticket.clone(),
            channel: self.channel.clone(),
            consented: self.consented.clone(),
        };
        (told != Collected::default()).then(|| Box::new(told))
    }
}

impl Vault {
    /// Notes on which terms this command collects; refuses to import without a ticket where the
    /// policy asks for one.
    pub fn collect_on(&mut self, terms: Collecting) {
        self.collecting = terms;
    }

    /// Refuses an import that nobody approved, where the policy asks for that.
    pub(crate) fn require_ticket(&self) -> Result<()> {
        let asked = self.policy.document().collection.ticket;
        if asked && self.collecting.ticket.is_none() { Err(Error::NoTicket) } else { Ok(()) }
    }
}

impl Transaction<'_> {
    /// Tells in an entry on which terms what is new in it was collected.
    pub(crate) fn tell_terms(&self, act: &mut Act) {
        if let Act::Change { verb, collected, .. } = act
            && matches!(verb.as_str(), "add" | "import")
        {
            *collected = self.vault.collecting.told();
        }
    }
}
