//! Weaknesses that tests give to a restore, to see that each would be caught. In a release build
//! none of them can be given.

use super::evidence::Evidence;
use super::others::Seen;
use super::plan::RestorePlan;
use crate::log::Numbers;
use crate::vault::session::Vault;

impl Evidence {
    /// `restore-tombstones`: nobody says who was destroyed. `restore-stale`: any key file is new
    /// enough. `restore-unknown`: what nobody can tell is not noted. `restore-torn`: nor counted.
    pub(super) fn weaken(&mut self, vault: &Vault) {
        if vault.mutated("restore-tombstones") {
            self.tombstones = Numbers::new();
        }
        if vault.mutated("restore-stale") {
            self.stale = super::evidence::Stale::default();
        }
        if vault.mutated("restore-torn") {
            self.stale.unknown = 0;
        }
        if vault.mutated("restore-unknown") {
            self.unknown.clear();
        }
    }
}

impl Seen {
    /// `restore-hears-nobody`: no other destination is asked. `rotations-unheard`: what began an
    /// epoch is not.
    pub(super) fn weaken(&mut self, vault: &Vault) {
        if vault.mutated("restore-hears-nobody") {
            *self = Self::default();
        }
        if vault.mutated("rotations-unheard") {
            self.rotated.clear();
        }
    }
}

impl RestorePlan {
    /// `restore-epoch`: the epoch goes on. `restore-numbers`: numbers go on where the data ends.
    /// `restore-lost`: those who do not come back are not named.
    pub(super) fn weaken(&mut self, vault: &Vault) {
        if vault.mutated("restore-epoch") {
            self.epoch -= 1;
        }
        if vault.mutated("restore-numbers") {
            self.next_record = self.restored.last().map_or(1, |last| last.get() + 1);
        }
        if vault.mutated("restore-lost") {
            self.lost = Numbers::new();
        }
    }
}
