//! The policy that a vault is kept under: which one is in force, what another would make of the
//! records, and putting it in the place of the first.

mod apply;
#[cfg(test)]
mod days_tests;
#[cfg(test)]
mod forged_tests;
mod in_force;
#[cfg(test)]
mod proposal_tests;
mod prospect;
mod scan;
mod schedule;
mod shift;
#[cfg(test)]
mod tests;

pub use apply::{Applied, Apply};
pub(crate) use in_force::InForce;
pub use prospect::{Effect, Orphaned, Prospect};
pub use schedule::{Move, Schedule};
pub use shift::Shift;

/// The verb under which log and trails speak of what a new policy does to records.
pub(crate) const VERB: &str = "policy";
