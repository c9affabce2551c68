//! Formats of the log: entries, chain, checkpoints, roster, destruction log, certificates.
//!
//! Formats only. Nothing here knows a cipher, a path, a row or a clock: a caller seals, hashes
//! and signs, and hands in a [`Hash`](type@Hash) or a closure that verifies. So every format can be tested
//! with a toy hash, and a second reader can be written from this page.
//!
//! # The log
//!
//! An [`Entry`] is one compact JSON object. It is sealed under the vault key; the chain runs over
//! the *sealed* bytes, so that changing keys never re-seals an old entry. With `h` SHA-256:
//!
//! ```text
//! head(0)   = vault id (32 bytes)
//! head(seq) = h("kedang/k1/log" ‖ head(seq − 1) ‖ seq as u64 big-endian ‖ sealed entry)
//! ```
//!
//! Sequence numbers count from 1 without a gap. Every transaction ends with one [`Checkpoint`]: a
//! record of fixed layout of what the vault is at that moment, signed by the operator who wrote.
//! The entries of one transaction are those after the checkpoint before it, up to its `seq`.
//!
//! No entry, line or certificate carries the value of a field, a search term, or the hash of one.
//! The types see to it: what looks like free text is a [`Code`] (lower-case ASCII), a
//! [`Reference`] (no seven digits in a row) or a set of [`Numbers`]. The exceptions are the names
//! of operators in [`Statement`]s, which stay sealed in the log, and the registered names of
//! backup destinations.
//!
//! # JSON
//!
//! All JSON here is compact, in the field order of the types, without absent options. A reader
//! serialises what it read and compares: bytes that differ are refused. That is stricter than a
//! list of rules, and it leaves one spelling of everything that is signed. An act, a step or a
//! line type that this version does not know is told apart as *newer* from damage.
//!
//! Integers stay below 2⁵³, so that JavaScript, jq and others read them exactly: sequence
//! numbers, epochs, buckets and counts grow by one for an event that takes microseconds, and
//! milliseconds since 1970 reach 2⁵³ in the year 287396. Record numbers, which may be any 63
//! bits after an import, stand in the text form of [`Numbers`]. Digests and keys are lower-case
//! hex.
//!
//! # Roster and destruction log
//!
//! A [`Signed`] statement adds or removes one operator; a [`Roster`] is believed only as far as
//! its statements verify from the genesis key. [`destruction`] describes `destruction.log`, and
//! a [`Certificate`] is one of its lines made out for chosen records, with the lines that settle
//! what remained, carried at the end of a text for people by [`machine_block`].
//!
//! # What is signed by what
//!
//! | bytes | signature |
//! |---|---|
//! | [`Statement`] as stored, begins with `{` | Ed25519, label of the roster |
//! | [`Checkpoint`] as encoded, begins with byte 1 | Ed25519, label of the checkpoint |
//! | payload of a line of destruction.log, begins with `{` | SSHSIG, namespace `kedang-destruction` |
//!
//! The label or namespace is the caller's to add; it keeps the kinds apart.

mod act;
mod base64;
mod block;
mod certificate;
mod chain;
mod change;
mod checkpoint;
mod code;
pub mod destruction;
mod entry;
mod moment;
mod numbers;
mod numbers_text;
mod oversight;
mod register;
mod rights;
mod roster;
mod serial;
mod share;
mod statement;
#[cfg(test)]
mod toy;

pub use crate::model::{Reason, Reference};
pub use block::{BlockError, extract_block, machine_block};
pub use certificate::{
    Certificate, CertificateError, Comeback, Copied, CopyKind, Residual, Settled, Subject,
    Unrefused,
};
pub use chain::Chain;
pub use change::{Detail, ImportCounts, PartChange, Rows};
pub use checkpoint::{Checkpoint, CheckpointError, SignedCheckpoint};
pub use code::{Code, NotACode};
pub use entry::{Act, Entry, EntryError};
pub use moment::Moment;
pub use numbers::Numbers;
pub use numbers_text::NumbersError;
pub use oversight::{Decided, Machine, Plan, Tripped};
pub use register::{Destination, Kind, Later, LostHead, Restored, Scope};
pub use rights::{Collected, Consented, Held, Notice, Pseudonymised, Requested, Terms};
pub use roster::{Operator, Roster, RosterError, RosterFault};
pub use share::{
    Handover, Recipient, Relation, ShareEvent, ShareKind, ShareStep, Shared, asks_each,
};
pub use statement::{Member, Signed, Statement, StatementError, Step};

/// The hash of the format, SHA-256, handed in by whoever may name ciphers.
pub type Hash = fn(&[u8]) -> crate::model::Digest;
