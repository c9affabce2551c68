//! The policy that a vault is kept under: which one is in force, and putting another in its place.

mod in_force;

pub(crate) use in_force::InForce;

/// The verb under which log and trails speak of what a new policy does to records.
pub(crate) const VERB: &str = "policy";
