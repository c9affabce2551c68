//! Entries of the log: what was done, by whom, when, under which policy.
//!
//! An entry names records by number and what was done to them by codes and counts; it holds no
//! value of a field, no search term and no hash of one, because the log outlives the records.
//! Revisions are not written down: every entry that lists a number under a part advances that
//! part's revision by exactly one, so that `check` replays them by counting.

use super::change::{Detail, PartChange, Rows};
use super::code::Code;
use super::destruction::Outcome;
use super::numbers::Numbers;
use super::oversight::{Decided, Machine, Plan, Tripped};
use super::register::{Destination, Restored, Scope};
use super::rights::{Collected, Notice, Terms};
use super::serial::{self, Unread};
use super::share::{Recipient, ShareEvent};
use super::statement::Signed;
use crate::model::{Digest, Level, OperatorNumber, Part, Reason, Reference};
use serde::{Deserialize, Serialize};

/// One entry of the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// When, in milliseconds since 1970 UTC.
    pub time: i64,
    /// Who. The checkpoint that follows is signed by the same operator.
    #[serde(with = "serial::operator")]
    pub operator: OperatorNumber,
    /// The hash of the policy in force.
    pub policy: Digest,
    /// From which machine, where the policy asks for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub machine: Option<Machine>,
    /// What.
    pub act: Act,
}

/// What an entry records. More acts may come; a reader that does not know one reports
/// [`EntryError::Newer`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Act {
    /// The vault was made. Always the first entry.
    Init {},
    /// One step of the roster.
    Roster {
        /// The statement and its signature.
        signed: Signed,
        /// The exact line for destruction.log, without its newline; none for the first statement,
        /// which stands in the file's first line.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        line: Option<String>,
    },
    /// The header is about to change; until it is settled either hash is accepted.
    Header {
        /// The hash of the header in force.
        old: Digest,
        /// The hash of the header that comes.
        new: Digest,
        /// Lines for destruction.log, one for each statement of the roster that comes with it:
        /// whoever settles the header may not be allowed to sign them.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        lines: Vec<String>,
    },
    /// From here on only this header is accepted.
    HeaderSettled {
        /// Its hash.
        hash: Digest,
    },
    /// Records were written.
    Change {
        /// The verb: add, edit, import, tag, grade, verify.
        verb: Code,
        /// For each part, the numbers whose revision of that part advanced by exactly one.
        parts: Vec<PartChange>,
        /// The numbers that this entry gave out.
        created: Numbers,
        /// What else is worth knowing about it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        detail: Option<Detail>,
        /// On which terms what is new in it was collected.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        collected: Option<Box<Collected>>,
        /// Whether of the operational part nothing advanced but days that follow from the rest:
        /// nobody decided anything about keeping or use. A program that did not tell says no.
        #[serde(default, skip_serializing_if = "super::register::is_not")]
        follows: bool,
    },
    /// Values were shown or handed out.
    Disclose {
        /// The verb: show, list, history, export.
        verb: Code,
        /// Whose.
        numbers: Numbers,
        /// How many records.
        count: u64,
        /// Which levels were in what was shown.
        #[serde(with = "serial::levels")]
        levels: Vec<Level>,
        /// The id of the purpose.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        purpose: Option<Code>,
        /// Whether level 1 was shown unmasked.
        revealed: bool,
        /// On which other terms.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        terms: Option<Box<Terms>>,
    },
    /// Something was refused.
    Refused {
        /// The verb.
        verb: Code,
        /// The code of the failure.
        why: Code,
        /// The level that was asked for.
        #[serde(default, skip_serializing_if = "Option::is_none", with = "serial::maybe_level")]
        level: Option<Level>,
    },
    /// A destruction was decided: the point of no return.
    Intent {
        /// What will be destroyed.
        numbers: Numbers,
        /// Why.
        reason: Reason,
        /// On what basis.
        basis: Reference,
        /// The epoch whose key will be destroyed.
        epoch: u64,
        /// Commitments that requesters were given; empty without a request.
        commitments: Vec<Digest>,
        /// What of them, when it is not the whole: it is gone from the rows already, and what
        /// remains is sealed under new record keys.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        scope: Option<Scope>,
        /// Whether every statutory period that binds the records was over; none where nobody
        /// asked, as by a program that knew of none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        retention: Option<Outcome>,
        /// For how many days the longest of the records that were due had been so; none where none
        /// was, and where nobody counted. The day itself dies with the record.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        late: Option<u32>,
    },
    /// The rows of an intent are gone, and every other key is wrapped anew.
    Destroyed {
        /// The number of the intent's entry.
        intent: u64,
        /// What was destroyed; as in the intent.
        numbers: Numbers,
        /// The epoch that begins.
        epoch: u64,
        /// How many rows of each table.
        rows: Rows,
    },
    /// The old epoch's key is proved gone.
    Done {
        /// The number of the intent's entry.
        intent: u64,
        /// The exact line for destruction.log, without its newline.
        line: String,
        /// Registered names of destinations that still hold a copy.
        residual: Vec<String>,
    },
    /// The register of destinations as it is from here on; the checkpoint names this entry.
    Destinations {
        /// All of them.
        all: Vec<Destination>,
    },
    /// A backup was written.
    Backup {
        /// Where.
        destination: String,
        /// The name of its data artefact; none when only key file and log were written.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        artefact: Option<String>,
        /// How many records it has.
        records: u64,
        /// How many bytes.
        bytes: u64,
        /// SHA-256 of its manifest; zeros without an artefact.
        manifest: Digest,
    },
    /// Copies at a destination are beyond reach, for every destruction up to a line.
    Scrub {
        /// The exact line for destruction.log, without its newline.
        line: String,
    },
    /// A backup was restored into a temporary place, checked, and the place removed.
    Drill {
        /// From where.
        destination: String,
        /// The data artefact.
        artefact: String,
        /// How many records came back.
        records: u64,
        /// How many were compared with those in the vault, value by value.
        sampled: u64,
        /// How many lines of its destruction.log verify.
        lines: u64,
        /// How many things were found wrong.
        findings: u64,
    },
    /// Data artefacts were deleted.
    Forgot {
        /// Where.
        destination: String,
        /// Their names.
        artefacts: Vec<String>,
    },
    /// The vault was put together again from a backup; this entry continues the newest log known.
    Restored(Box<Restored>),
    /// Paper or media were destroyed.
    Physical {
        /// The exact line for destruction.log, without its newline.
        line: String,
    },
    /// Keyed hashes of a destroyed person's phone, e-mail and ID numbers, at that person's wish.
    Suppressed {
        /// The entry of the same kind before this one; 0 for none.
        previous: u64,
        /// How many hashes.
        count: u64,
        /// They, sealed under a key of level 1, in base64.
        sealed: String,
    },
    /// A command found something unfinished and takes it up.
    Recovered {
        /// The number of the intent's entry; none where nothing was being destroyed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        intent: Option<u64>,
        /// The step it resumes from.
        from: Code,
    },
    /// Search segments were rebuilt; no revision changed.
    Segments {
        /// Of which part.
        #[serde(with = "serial::part")]
        part: Part,
        /// Of which buckets, ascending.
        buckets: Vec<u64>,
    },
    /// From this entry on, which carries its hash already, another policy is in force.
    Policy {
        /// Its version.
        version: u32,
        /// It, as canonical JSON; none for the one that the program brings along.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        document: Option<String>,
    },
    /// Something was proposed that another is to approve.
    Proposed(Box<Plan>),
    /// A proposal was approved, and then carried out in the same transaction, or rejected.
    Decided(Decided),
    /// An approved export begins; it is the entry behind this one.
    Used {
        /// The number of the proposal's entry.
        proposal: u64,
    },
    /// Something was out of the ordinary.
    Anomaly(Tripped),
    /// All keys are about to be renewed; the header that brings the new ones is announced in the
    /// same transaction.
    Rotation {
        /// The generation that is to come.
        generation: u32,
        /// The epoch whose key will be destroyed.
        epoch: u64,
    },
    /// Everything but the log is sealed under the new generation, in a new epoch.
    Resealed {
        /// The number of the rotation's entry.
        rotation: u64,
        /// The generation that begins.
        generation: u32,
        /// The epoch that begins.
        epoch: u64,
        /// How many records there are.
        records: u64,
    },
    /// The key of the epoch before a rotation is proved gone.
    Rotated {
        /// The number of the rotation's entry.
        rotation: u64,
    },
    /// Another notice to persons is given from now on.
    Notice(Box<Notice>),
    /// A recipient was registered, changed or removed; the newest entry of its name holds.
    Recipient(Box<Recipient>),
    /// Something became of a share, which is a look with a share among its terms.
    Share(Box<ShareEvent>),
    /// A certificate was issued.
    Certificate {
        /// From which line of destruction.log.
        line: u64,
        /// For which records.
        numbers: Numbers,
    },
    /// The log was verified from its first entry on, and the result is kept.
    Verified {
        /// Up to which entry.
        until: u64,
        /// How many things were found wrong; 0 is a pass.
        findings: u64,
    },
    /// What only a destination had was given up, records or what stood in its log: a backup may write
    /// over it.
    GaveUp {
        /// Where.
        destination: String,
        /// The records that lived there only; none where there were none, or nobody here could read them.
        numbers: Numbers,
        /// Those of them whose numbers were given out here as well, to others.
        anew: Numbers,
    },
}

/// Why bytes are no entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EntryError {
    /// Not the canonical JSON of an entry.
    #[error("not a log entry")]
    Malformed,
    /// An act that this version does not know.
    #[error("an act of a newer version")]
    Newer,
}

impl Entry {
    /// The bytes to seal: compact JSON.
    pub fn to_bytes(&self) -> Vec<u8> {
        serial::json(self)
    }

    /// Reads exactly what [`Entry::to_bytes`] gives.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, EntryError> {
        serial::parse(bytes, "/act/act", &Act::NAMES).map_err(|unread| match unread {
            Unread::Newer => EntryError::Newer,
            Unread::Malformed => EntryError::Malformed,
        })
    }
}

#[cfg(test)]
#[path = "entry_tests.rs"]
mod tests;
