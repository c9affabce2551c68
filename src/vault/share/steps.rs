//! What becomes of a share: given back, destroyed there, revoked, told.

use super::{Share, ShareFault, Taken};
use crate::log::{Act, Reference, ShareEvent, ShareKind, ShareStep};
use crate::model::Capability;
use crate::vault::error::{Error, Result};
use crate::vault::session::Vault;

impl Vault {
    /// Notes a step of share `number`; gives the share as it is then. A rehearsal keeps nothing.
    pub fn take_step(
        &mut self,
        (number, step): (u64, ShareStep),
        reference: Option<Reference>,
        rehearsal: bool,
    ) -> Result<Share> {
        self.require(Capability::Export)?;
        self.alone(rehearsal, |transaction| {
            let vault = &*transaction.vault;
            let mut all = vault.shares_seen()?.into_iter();
            let known = all.find(|share| share.number == number);
            let mut share = known.ok_or(Error::Share(ShareFault::NoShare(number)))?;
            let took = |step| share.steps.iter().any(|taken| taken.step == step);
            // What is issued stays there: only its destruction ends it.
            if share.handover.kind == ShareKind::Issued && step == ShareStep::Returned {
                return Err(Error::Share(ShareFault::Issued(number)));
            }
            // Whoever gave it back may still be told of what is destroyed here, and what proves the end
            // may come later than the end.
            let proves = step.ends() && reference.is_some();
            if share.is_over() && step != ShareStep::Told && !proves {
                return Err(Error::Share(ShareFault::Over(number)));
            }
            if step == ShareStep::Revoked && took(step) {
                return Err(Error::Share(ShareFault::Revoked(number)));
            }
            let (time, name) = ((vault.environment.now)(), vault.operator_name()?.to_owned());
            share.steps.push(Taken { step, time, name, reference: reference.clone() });
            let previous = transaction.checkpoint.shares;
            let event = ShareEvent { share: number, step, reference, previous };
            transaction.checkpoint.shares = transaction.log(Act::Share(Box::new(event)));
            Ok(share)
        })
    }
}
