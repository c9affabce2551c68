//! What a line of the destruction log says.
//!
//! The fields of a destruction are the union of what record policies and NIST SP 800-88 ask of a
//! destruction record, as far as the vault has the data. There is no name, no contact, no host
//! name and no path among them: the executor is a number and a role, a place is the registered
//! name of a destination. What could hold a remark is a [`Code`].

use super::LineError;
use crate::log::change::Rows;
use crate::log::code::Code;
use crate::log::moment::Moment;
use crate::log::numbers::Numbers;
use crate::log::register::Scope;
use crate::log::serial::{self, Unread};
use crate::log::statement::Step;
use crate::model::{Capabilities, Digest, Level, OperatorNumber, Part, Reason, Reference};
use serde::{Deserialize, Serialize};

/// What is signed in one line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payload {
    format: Format,
    /// The number of the line, from 1.
    pub line: u64,
    /// The hash of the line before, without its newline; zeros in the first.
    pub prev: Digest,
    /// What happened.
    #[serde(flatten)]
    pub event: Event,
}

/// The version of the format, the same in every line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Format {
    #[serde(rename = "kedang-destruction/1")]
    One,
}

/// What a line records.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum Event {
    /// The log begins.
    Genesis(Genesis),
    /// Who may sign has changed.
    Roster(RosterChange),
    /// Records were destroyed.
    Destruction(Box<Destruction>),
    /// Copies at a destination are beyond reach.
    Scrub(Scrub),
    /// Paper or media were destroyed.
    Physical(Box<Physical>),
}

/// The first line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Genesis {
    /// The vault id: SHA-256 of the 32 bytes of the key.
    pub vault: Digest,
    /// The first operator, `O-1`, who may sign everything.
    #[serde(with = "serial::operator_text")]
    pub operator: OperatorNumber,
    /// The id of that operator's role.
    pub role: Code,
    /// The genesis key in OpenSSH text, `ssh-ed25519 AAAA…`, without a comment.
    pub key: String,
    /// When the vault was made.
    pub time: Moment,
    /// The head of the log at that time.
    pub head: Digest,
}

/// An operator comes or goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RosterChange {
    /// Who signs the line.
    #[serde(with = "serial::operator_text")]
    pub by: OperatorNumber,
    /// Whether the operator is added or removed.
    pub act: Change,
    /// The operator.
    #[serde(with = "serial::operator_text")]
    pub operator: OperatorNumber,
    /// The id of the role.
    pub role: Code,
    /// What the operator may do.
    #[serde(with = "serial::capabilities")]
    pub capabilities: Capabilities,
    /// The operator's key in OpenSSH text.
    pub key: String,
    /// When.
    pub time: Moment,
}

impl RosterChange {
    /// Whether it says in this file what `step` says in the log.
    pub fn tells(&self, step: &Step) -> bool {
        match step {
            Step::Add(member) => {
                self.act == Change::Add
                    && self.operator == member.operator
                    && (&self.role, self.capabilities) == (&member.role, member.capabilities)
            }
            Step::Remove { operator } => self.act == Change::Remove && self.operator == *operator,
        }
    }
}

/// The direction of a [`RosterChange`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// The operator may sign from here on.
    Add,
    /// The operator may no longer sign.
    Remove,
}

/// Records were destroyed, and that was checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Destruction {
    /// The certificate's number, see [`certificate_number`].
    pub certificate: String,
    /// The vault id.
    pub vault: Digest,
    /// When the intent was made durable.
    pub started: Moment,
    /// When the last copy of the key was proved gone.
    pub completed: Moment,
    /// The records.
    pub numbers: Numbers,
    /// How many they are.
    pub count: u64,
    /// How many parts of each kind they had.
    pub parts: Vec<PartCount>,
    /// How many rows of each table are gone.
    pub rows: Rows,
    /// Why.
    pub reason: Reason,
    /// On what basis.
    pub basis: Reference,
    /// The entry of the log that decided it.
    pub intent: u64,
    /// Who did it and signs.
    pub executor: Executor,
    /// The method after NIST SP 800-88: `purge`.
    pub method: Code,
    /// Its techniques: `cryptographic-erase`, `key-block-overwrite`, `row-deletion`.
    pub techniques: Vec<Code>,
    /// The key that was destroyed.
    pub key: KeyFacts,
    /// What was checked afterwards.
    pub checks: Vec<Check>,
    /// Whether the law still asked for keeping the records.
    pub retention: Retention,
    /// The most sensitive level among the records before.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "serial::maybe_level")]
    pub before: Option<Level>,
    /// Their state now: `destroyed`.
    pub after: Code,
    /// The program.
    pub tool: Code,
    /// Its version.
    pub version: String,
    /// The hash of the policy in force.
    pub policy: Digest,
    /// The head of the log before the entry that records the completion.
    pub log_head: Digest,
    /// The number of that head's entry.
    pub log_seq: u64,
    /// Registered names of destinations whose key files still open a copy at this moment; each
    /// [`Scrub`] further on in the log settles one.
    pub residual: Vec<String>,
    /// What no program above the file system can prove: `ssd-remapping`, `copy-on-write`,
    /// `snapshots`, …
    pub not_proved: Vec<Code>,
    /// Commitments that requesters were given; empty without a request.
    pub commitments: Vec<Digest>,
    /// What of the records was erased, when it was not the whole of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<Scope>,
    /// Registered names of destinations that hold sealed rows only, which no key there opens.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub data_only: Vec<String>,
    /// Of those in `residual`, the ones on storage that keeps versions: their key file can be
    /// rewritten, and older versions of it stay.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub versioned: Vec<String>,
    /// Of those in `residual`, whole vaults that a restore set aside.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub set_aside: Vec<String>,
    /// Whether keyed hashes are kept, at the person's wish, so that imports refuse the person.
    #[serde(default, skip_serializing_if = "is_not")]
    pub suppressed: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over references to fields")]
const fn is_not(flag: &bool) -> bool {
    !*flag
}

/// Copies at a destination no longer open, as far as destructions up to a line go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scrub {
    /// The vault id.
    pub vault: Digest,
    /// The registered name of the destination.
    pub destination: String,
    /// `key-file-rewritten` when the program did it and read it back, `stated-gone` when a person
    /// states that the copy exists no more, `stated-versions-gone` that no older version of its key
    /// file does.
    pub how: Code,
    /// The last line of the destruction log that is covered.
    pub through: u64,
    /// The number of the destination's key that was destroyed; none for a statement, and where
    /// the key lay there no more when the key file was rewritten.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<u64>,
    /// Who did or states it, and signs.
    pub executor: Executor,
    /// When.
    pub time: Moment,
}

/// Paper or media were destroyed, and somebody saw it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Physical {
    /// The certificate's number, see [`certificate_number`].
    pub certificate: String,
    /// The vault id.
    pub vault: Digest,
    /// What kind of thing: `paper`, `disk`, `ssd`, `tape`, `optical`, `usb`, `phone`, `other`.
    pub medium: Code,
    /// How many of it.
    pub quantity: u64,
    /// Who made it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub make: Option<String>,
    /// Its model.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    /// Its serial number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub serial: Option<String>,
    /// The records it held, when that is known; may be empty.
    pub numbers: Numbers,
    /// The method: `shred`, `incinerate`, `degauss`, `crush`, `overwrite`, `other`.
    pub method: Code,
    /// Why.
    pub reason: Reason,
    /// On what basis.
    pub basis: Reference,
    /// On which day, `2026-11-21`, as stated.
    pub day: String,
    /// Who saw it, by operator number or reference, never a name; at least one.
    pub witnesses: Vec<Reference>,
    /// Who records and signs it.
    pub executor: Executor,
    /// When it was recorded.
    pub time: Moment,
    /// The program.
    pub tool: Code,
    /// Its version.
    pub version: String,
    /// The hash of the policy in force.
    pub policy: Digest,
    /// The head of the log before the entry that records it.
    pub log_head: Digest,
    /// The number of that head's entry.
    pub log_seq: u64,
}

/// How many of the destroyed records had one part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartCount {
    /// The part: 0 operational, 1–3 the levels.
    #[serde(with = "serial::part")]
    pub part: Part,
    /// How many.
    pub count: u64,
}

/// Who destroyed: never a name or a contact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Executor {
    /// The operator.
    #[serde(with = "serial::operator_text")]
    pub operator: OperatorNumber,
    /// The id of the role.
    pub role: Code,
}

/// What is known of the key whose destruction destroyed the records.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyFacts {
    /// The cipher: `xchacha20-poly1305`.
    pub algorithm: Code,
    /// The length of the key in bits: 256.
    pub bits: u16,
    /// The epoch whose key was destroyed.
    pub epoch: u64,
    /// The hash of that key.
    pub hash: Digest,
    /// The only place where it lay: `keyhole`.
    pub location: Code,
    /// When the last copy was cleared.
    pub cleared: Moment,
}

/// One check and what came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// The id of the check.
    pub check: Code,
    /// Its result.
    pub result: Outcome,
}

/// The result of a check, in the words of NIST SP 800-88.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Outcome {
    /// It was checked and holds.
    Pass,
    /// It was checked and does not hold.
    Failed,
    /// It could not be checked.
    Unknown,
}

/// The check against statutory periods.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Retention {
    /// The ids of the rules that were evaluated.
    pub rules: Vec<Code>,
    /// Pass when none of them asks for keeping.
    pub result: Outcome,
}

/// The number of the certificate that `line` of the destruction log of `vault` gives: the first
/// eight digits of the vault id, a hyphen, the line.
pub fn certificate_number(vault: Digest, line: u64) -> String {
    format!("{:.8}-{line}", vault.to_string())
}

impl Payload {
    /// A payload of the current format.
    pub const fn new(line: u64, prev: Digest, event: Event) -> Self {
        Self { format: Format::One, line, prev, event }
    }

    /// The text to sign: compact JSON.
    pub fn to_text(&self) -> String {
        String::from_utf8(serial::json(self)).unwrap_or_default()
    }

    /// Reads exactly what [`Payload::to_text`] gives.
    pub fn from_text(text: &str) -> Result<Self, LineError> {
        let formats = ["kedang-destruction/1"];
        let types = ["genesis", "roster", "destruction", "scrub", "physical"];
        let read = serial::parse(text.as_bytes(), "/format", &formats);
        if read == Err(Unread::Malformed) {
            return Ok(serial::parse(text.as_bytes(), "/type", &types)?);
        }
        Ok(read?)
    }
}

impl Event {
    /// Who signs the line.
    pub fn signer(&self) -> OperatorNumber {
        match self {
            Self::Genesis(genesis) => genesis.operator,
            Self::Roster(change) => change.by,
            Self::Destruction(destruction) => destruction.executor.operator,
            Self::Scrub(scrub) => scrub.executor.operator,
            Self::Physical(physical) => physical.executor.operator,
        }
    }
}
