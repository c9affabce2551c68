//! The vault at the place, which goes aside: records that only it has are not given up unasked.
//!
//! Its log is taken over, so an anchor has nothing against it. Its rows are not: where the data is of
//! an older state, whoever came since is lost, and whoever was changed since is as he was.
//!
//! ```text
//! at the place      1 … 4    5 K-6 added    6 K-2 edited
//! data              1 … 4                                   lost: K-6; older: K-2
//! ```

use super::artefact::Artefact;
use super::nearby::newest;
use super::plan::RestorePlan;
use super::publish::Occupied;
use super::refusal::Unrestorable;
use super::undone::Undone;
use crate::log::{Checkpoint, Numbers};
use crate::vault::check::{Replay, head_at};
use crate::vault::error::Result;
use crate::vault::session::Vault;

/// What was done since to those who come back; refused where a vault at the place, which nobody said is
/// given up, has more.
pub(super) fn undone_since(
    vault: &Vault,
    replay: &Replay,
    (plan, wanted): (&RestorePlan, &[(Artefact, Numbers)]),
    asked: Option<&Occupied>,
) -> Result<Undone> {
    if let Some(old) = asked {
        old.require_no_more(vault, replay, (plan, wanted))?;
    }
    Undone::gather(vault, wanted, plan.log_end)
}

impl Occupied {
    /// The newest state of the vault at the place, where it lies on the log here.
    pub(super) fn end(&self, vault: &Vault) -> Result<Option<Checkpoint>> {
        let Some(end) = newest(vault, &self.paths) else { return Ok(None) };
        Ok((head_at(vault, end.seq)? == Some(end.head)).then_some(end))
    }

    /// Refuses where the vault at the place has records, or later states of them, that the plan does
    /// not bring back. A state of it that is not on the log here is asked for as anchors are.
    fn require_no_more(
        &self,
        vault: &Vault,
        replay: &Replay,
        (plan, wanted): (&RestorePlan, &[(Artefact, Numbers)]),
    ) -> Result<()> {
        let end = self.end(vault)?.filter(|_| !vault.mutated("rows-at-place-unheard"));
        let Some(end) = end else { return Ok(()) };
        let there = if end.seq == plan.log_end {
            replay.all_living()
        } else {
            replay.past(vault, end.seq)?.all_living()
        };
        let lost = plan.lost.intersection(&there);
        let older = Undone::gather(vault, wanted, end.seq)?.outdated;
        if lost.is_empty() && older.is_empty() {
            return Ok(());
        }
        let (path, name) = (plan.to.clone(), plan.destination.clone());
        Err(Unrestorable::OnlyAtPlace { path, name, lost, older }.into())
    }
}
