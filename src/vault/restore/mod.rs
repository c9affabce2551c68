//! Restore: a vault put together again from a backup, everybody but the destroyed.
//!
//! ```text
//! 1  key file opened with a credential, nothing else; the log beside it checked entry by entry
//! 2  tombstones, epochs and numbers gathered from everywhere that can be reached
//! 3  an older key file than those show, or a log that ends before what this user saw: refused
//! 4  the data read once: what becomes of each record (`matrix`); records that would be given up of a
//!    vault at the place: refused
//! 5  a new vault built beside the place: a new epoch, new bucket keys, RESTORED in the log
//! 6  proved durable; whatever lay at the place set aside; the new vault gets its name
//! ```
//! A `drill` goes through steps 1 to 4, puts every record together in memory, and throws it away.
//!
//! Until step 6 nothing is touched but a directory that nobody knows. In step 6 the two directories
//! change places in one call, so that there is a whole vault at the place at every moment.

pub(crate) mod artefact;
mod bench;
mod beside;
pub(crate) mod branches;
mod build;
mod drill;
mod evidence;
mod heard;
mod in_place;
mod lines;
mod matrix;
mod mutant;
mod nearby;
mod noted;
mod others;
mod plan;
mod publish;
pub(super) mod reapply;
mod rebuild;
mod refusal;
mod rehearse;
mod rotations;
mod sorting;
mod source;
mod undone;
mod wishes;

pub(crate) use build::{free, place_of};
pub(crate) use lines::Lines;
pub(crate) use noted::{Noted, forget};
pub(crate) use others::{Branch, reader_at};
pub(crate) use rotations::rotated_at;

pub use build::Brought;
pub use drill::{DrillFinding, DrillOrder, Drilled};
pub use evidence::Stale;
pub use plan::{RestoreOrder, RestorePlan, Restoring, prepare_restore};
pub use refusal::Unrestorable;
pub use source::summary as backup_summary;
pub use undone::{Owed, OwedSince, Undone};

#[cfg(test)]
mod apart_tests;
#[cfg(test)]
mod beside_tests;
#[expect(clippy::disallowed_methods, reason = "what people and crashes do to files")]
#[cfg(test)]
mod drill_tests;
#[cfg(test)]
mod given_up_tests;
#[cfg(test)]
mod hostile_tests;
#[cfg(test)]
mod in_place_tests;
#[cfg(test)]
mod mutant_tests;
#[expect(clippy::disallowed_methods, reason = "what people and crashes do to files")]
#[cfg(test)]
mod nearby_tests;
#[cfg(test)]
mod only_there_tests;
#[cfg(test)]
mod others_tests;
#[cfg(test)]
mod parted_tests;
#[cfg(test)]
mod policy_tests;
#[cfg(test)]
mod revived_tests;
#[expect(clippy::disallowed_methods, reason = "what people and crashes do to files")]
#[cfg(test)]
mod set_aside_tests;
#[cfg(test)]
pub(super) mod tests;
#[cfg(test)]
mod told_tests;
#[cfg(test)]
mod torn_tests;
#[cfg(test)]
mod undone_tests;
#[cfg(test)]
mod wishes_tests;
