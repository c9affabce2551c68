//! What a purge leaves at destinations: copies that still open, until a rewriting settles them.

use crate::log::{Destination, Kind};
use crate::vault::error::Result;
use crate::vault::purge::Destroyed;
use crate::vault::session::Vault;
use crate::vault::transaction::Transaction;

/// Registered names of places with copies, as a line of destruction.log lists them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Copies {
    /// Those that have keys: each opens what is destroyed until it is settled.
    pub(crate) residual: Vec<String>,
    /// Those that have sealed rows only.
    pub(crate) data_only: Vec<String>,
}

impl Vault {
    /// The places that hold copies now.
    pub(crate) fn copies(&self) -> Result<Copies> {
        let (rows, keys): (Vec<Destination>, Vec<Destination>) =
            self.destinations()?.into_iter().partition(|known| known.kind == Kind::DataOnly);
        let names = |all: Vec<Destination>| all.into_iter().map(|known| known.name).collect();
        Ok(Copies { residual: names(keys), data_only: names(rows) })
    }

    /// Step 6 of a purge, once for all its orders. After a failure nothing more is touched on the
    /// strength of what may not be so.
    pub(in crate::vault) fn settle_purge(&mut self, done: &mut [Destroyed], failed: bool) {
        let left = match failed {
            _ if done.is_empty() => return,
            false => self.scrub_owed(),
            true => self.outstanding().unwrap_or_default(),
        };
        for done in done {
            done.residual.clone_from(&left);
        }
    }
}

impl Transaction<'_> {
    /// Marks every place with keys as owing from this line of destruction.log on; gives their
    /// names.
    pub(crate) fn owe(&mut self, line: u64) -> Result<Vec<String>> {
        let mut all = self.vault.destinations()?;
        if self.vault.mutated("nothing-owed") {
            return Ok(Vec::new());
        }
        let mut changed = false;
        for known in all.iter_mut().filter(|known| known.kind != Kind::DataOnly) {
            changed |= known.owed.is_none();
            known.owed.get_or_insert(line);
        }
        if changed {
            self.register(all);
        }
        Ok(self.vault.copies()?.residual)
    }
}
