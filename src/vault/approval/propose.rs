//! Proposing: the plan that would be carried out is logged instead.

use super::{Proposal, Standing};
use crate::crypto::PrivateHalf;
use crate::log::{Act, Code, Plan, Step};
use crate::model::{Capability, OperatorNumber};
use crate::policy::Document;
use crate::vault::chosen::Chosen;
use crate::vault::error::{Error, Result};
use crate::vault::export::{Export, ExportColumn, Exported, Form};
use crate::vault::operators::{NewOperator, Opens, newcomer};
use crate::vault::purge::{Order, Target};
use crate::vault::rules::InForce;
use crate::vault::session::Vault;

impl Vault {
    /// Proposes to destroy what `target` comes to, one proposal for each order, if that is still
    /// what was `planned`. What waits already is not proposed again.
    pub fn propose_purge(&mut self, target: &Target<'_>, planned: &[Order]) -> Result<Vec<u64>> {
        self.require(Capability::Purge)?;
        self.proposing(|vault| {
            if vault.orders(target)? != planned {
                return Err(Error::SelectionChanged);
            }
            Ok((planned.iter().map(Plan::from).collect(), ()))
        })
        .map(|(numbers, ())| numbers)
    }

    /// Proposes to hand out what `order` comes to, sealed to the age recipients `to`; gives the
    /// proposal and what it is about.
    pub fn propose_export(&mut self, order: &Export<'_>, to: &[String]) -> Result<(u64, Exported)> {
        self.require_assessment("export", order.reveal)?;
        let (numbers, planned) = self.proposing(|vault| {
            let columns = vault.export_columns(order)?;
            let lens = vault.lens_of(order)?;
            let Chosen { found, stayed, .. } = vault.chosen(&lens, order)?;
            vault.require_fits(order, (&found.numbers, &columns), &lens)?;
            let held = vault.would_hold(order, (&found.numbers, &columns), &lens)?;
            let count = found.numbers.len() as u64;
            let name = |column: &ExportColumn| match column {
                ExportColumn::Number => Ok(Code::fixed("number")),
                ExportColumn::Field(field) => vault.policy.field(*field).id.parse(),
            };
            let columns = columns.iter().map(name).collect::<std::result::Result<_, _>>();
            let plan = Plan::Export {
                numbers: found.numbers.into_iter().collect(),
                columns: columns.map_err(|_| Error::Bug("id of a field"))?,
                form: form(order.form),
                purpose: order.purpose.parse().map_err(|_| Error::Bug("purpose"))?,
                reveal: order.reveal,
                assessment: vault.assessment.clone(),
                to: to.to_vec(),
            };
            Ok((vec![plan], Exported { count, held, ..stayed }))
        })?;
        let number = numbers.first().copied().ok_or(Error::Bug("no proposal"))?;
        Ok((number, planned))
    }

    /// Proposes to put a policy in force; none is the one that the program brings along.
    pub fn propose_policy(&mut self, document: Option<&Document>) -> Result<u64> {
        self.require(Capability::Administer)?;
        let (new, text) = match document {
            Some(document) => InForce::of(document).map(|(new, text)| (new, Some(text)))?,
            None => (InForce::builtin(), None),
        };
        self.require_newer(document)?;
        let plan = Plan::Policy { version: new.policy.document().version, document: text };
        let (numbers, ()) = self.proposing(|_| Ok((vec![plan], ())))?;
        numbers.first().copied().ok_or(Error::Bug("no proposal"))
    }

    /// Proposes to make somebody an operator, whom `opens` lets in.
    pub fn propose_operator(&mut self, new: &NewOperator, opens: &Opens) -> Result<u64> {
        self.require_addable(new)?;
        self.release()?;
        let half = PrivateHalf::generate(Some(self.half.genesis), &mut self.random)?;
        let number = self.roster.next_number();
        let slot = self.slot(&half, number, opens)?;
        let slot = serde_json::to_string(&slot).map_err(|_| Error::Bug("a slot"))?;
        let step = Step::Add(newcomer(new, &half, number));
        self.propose_operators(Plan::Operators { step, rotate: false, slot: Some(slot) })
    }

    /// Proposes that somebody is to be an operator no more.
    /// `rotate` renews all keys with it.
    pub fn propose_removal(&mut self, operator: OperatorNumber, rotate: bool) -> Result<u64> {
        self.require_removable(operator)?;
        let step = Step::Remove { operator };
        self.propose_operators(Plan::Operators { step, rotate, slot: None })
    }

    fn propose_operators(&mut self, plan: Plan) -> Result<u64> {
        let (numbers, ()) = self.proposing(|_| Ok((vec![plan], ())))?;
        numbers.first().copied().ok_or(Error::Bug("no proposal"))
    }

    /// Logs plans that are made under the lock, all in one transaction, and gives their numbers.
    pub(in crate::vault) fn proposing<T>(
        &mut self,
        plan: impl FnOnce(&Self) -> Result<(Vec<Plan>, T)>,
    ) -> Result<(Vec<u64>, T)> {
        let done = self.hold_exclusive().and_then(|()| {
            self.recover()?;
            let (plans, told) = plan(self)?;
            let waiting = self.recent()?;
            let numbers = self.transact(|transaction| {
                let mut number = |plan: Plan| {
                    let known = waiting.iter().find(|one| is_same(one, &plan));
                    let new = || transaction.log(Act::Proposed(Box::new(plan.clone())));
                    known.map_or_else(new, |known| known.number)
                };
                Ok(plans.into_iter().map(&mut number).collect())
            })?;
            Ok((numbers, told))
        });
        let released = self.release();
        let done = done?;
        released?;
        Ok(done)
    }
}

/// Whether a proposal waits and is for the same.
fn is_same(proposal: &Proposal, plan: &Plan) -> bool {
    proposal.standing == Standing::Open && proposal.plan == *plan
}

/// How an export is written, without how it looks.
pub(in crate::vault) const fn form(form: Form) -> Code {
    match form {
        Form::Csv { .. } => Code::fixed("csv"),
        Form::Json => Code::fixed("json"),
        Form::JsonLines => Code::fixed("jsonl"),
        Form::Xlsx { .. } => Code::fixed("xlsx"),
        Form::Cards => Code::fixed("vcard"),
        Form::Html { .. } => Code::fixed("html"),
    }
}
