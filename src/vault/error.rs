//! What can go wrong in a use case: data for the message, no prose.

use crate::model::{Capability, Label, Level, RecordNumber};
use std::path::PathBuf;

pub use super::{place::Place, unfit::Unfit};

/// The outcome of a use case.
pub type Result<T> = std::result::Result<T, Error>;

/// A use case failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no vault in this directory.
    #[error("no vault at {0}")]
    NoVault(PathBuf),
    /// There is a vault already where one should be made.
    #[error("{0} is a vault")]
    Exists(PathBuf),
    /// Something else is already where a vault should be made.
    #[error("{0} exists")]
    Taken(PathBuf),
    /// Somebody else held the lock for too long.
    #[error("locked")]
    Locked {
        /// Seconds waited.
        seconds: u64,
        /// What the holder says of itself.
        holder: String,
    },
    /// The passphrase opens no slot.
    #[error("wrong passphrase")]
    WrongPassphrase,
    /// None of the identities opens a slot.
    #[error("wrong identity")]
    WrongIdentity,
    /// The program that talks to a hardware key is not installed.
    #[error("plugin {0} is missing")]
    NoPlugin(String),
    /// That program failed, or the key was not there.
    #[error("plugin failed")]
    PluginFailed,
    /// The recovery code opens no slot.
    #[error("wrong recovery code")]
    WrongRecoveryCode,
    /// Who works here is no operator any more.
    #[error("no longer an operator")]
    Revoked,
    /// The header has no slot of the kind that the credential needs.
    #[error("no slot of this kind")]
    NoSlot(&'static str),
    /// The name of an operator or vault is empty, too long, or holds control characters.
    #[error("not a usable name")]
    BadName,
    /// The identity file is none.
    #[error("not an identity file")]
    NotAnIdentity,
    /// The keys of this operator do not reach.
    #[error("clearance too low")]
    Clearance {
        /// The level that would be needed.
        needed: Level,
        /// Id of the field, where one was named.
        field: Option<String>,
    },
    /// This operator may not do that.
    #[error("capability {0:?} is missing")]
    Capability(Capability),
    /// The record is not one of this operator's own, and his role reaches only those.
    #[error("record {0} is not one's own")]
    NotOwn(RecordNumber),
    /// A hold cannot be placed or lifted so.
    #[error("hold: {0:?}")]
    Hold(super::hold::HoldFault),
    /// The record is restricted, and this operator may not look at such.
    #[error("record {} is restricted", .0.number)]
    Restricted(Box<super::restricted::Restriction>),
    /// The record would be somebody else's or nobody's, and this operator's role keeps his own.
    #[error("a record would be given away")]
    GivenAway,
    /// Damaged or tampered with.
    #[error("damaged: {place:?}")]
    Damaged {
        /// Where, and what.
        place: Place,
        /// The whole path, when the file lies outside the vault.
        path: Option<PathBuf>,
    },
    /// Older than the last state that this user, or the keyhole, has seen.
    #[error("older than the last head seen")]
    Older {
        /// Newest log entry here.
        here: u64,
        /// Newest log entry seen before, 0 when only the keyhole tells.
        seen: u64,
    },
    /// Written by a newer version, or with parameters that this one refuses.
    #[error("newer format or refused parameters: {0}")]
    Newer(&'static str),
    /// The policy in force has something that this program does not know.
    #[error("a policy that cannot be read")]
    PolicyUnreadable {
        /// The word.
        word: String,
        /// Where it stands.
        at: String,
    },
    /// A policy is no newer than the one in force.
    #[error("version {given}, and {in_force} is in force")]
    PolicyVersion {
        /// Its version.
        given: u32,
        /// The version in force.
        in_force: u32,
    },
    /// Records hold what a policy does not know any more.
    #[error("{count} things are orphaned")]
    PolicyOrphans {
        /// The first of them: a field, an option, a grade.
        first: Box<super::Orphaned>,
        /// How many such things there are.
        count: usize,
    },
    /// Operators have a role that a policy does not know any more.
    #[error("{operators} operators have the role {role}")]
    PolicyRole {
        /// The id of the role.
        role: String,
        /// How many have it.
        operators: u64,
    },
    /// Another policy was put in force after the vault was opened.
    #[error("another policy is in force")]
    PolicyChanged,
    /// The policy wants two persons for this, and only one is here: the id of what is wanted.
    #[error("{0} needs approval")]
    NeedsApproval(&'static str),
    /// Nothing was proposed under this number.
    #[error("no proposal {0}")]
    NoProposal(u64),
    /// No import that wrote anything has this number.
    #[error("no batch {0}")]
    NoBatch(u64),
    /// A proposal is not to be decided on or carried out: its number, and why as a message's id.
    #[error("proposal {0}: {1}")]
    NotPending(u64, &'static str),
    /// Nobody approves what he proposed, nor carries out what another did.
    #[error("proposal {0} is not for this operator")]
    NotYours(u64),
    /// Too few present operators could ever do what a policy wants two persons for.
    #[error("nobody could approve {0}")]
    NobodyApproves(&'static str),
    /// What was to be shown is out of the ordinary, and a rule refuses it.
    #[error("refused by rule {}", rule.id)]
    Extraordinary {
        /// The rule.
        rule: &'static crate::policy::Anomaly,
        /// What was counted.
        count: u64,
    },
    /// There is no such record.
    #[error("no record {0}")]
    NoRecord(RecordNumber),
    /// The record was destroyed.
    #[error("record {0} was destroyed")]
    Destroyed(RecordNumber),
    /// The record was not in the data that the vault was restored from on that day.
    #[error("record {0} was given up by the restore of {1}")]
    GivenUp(RecordNumber, jiff::civil::Date, Vec<String>),
    /// The record was not destroyed, so nothing certifies that it was.
    #[error("record {0} was not destroyed")]
    NotDestroyed(RecordNumber),
    /// Nothing was destroyed by this line of destruction.log, or there is no such line.
    #[error("line {0} records no destruction")]
    NoSuchLine(u64),
    /// Another machine serves the storage on which a vault should be made.
    #[error("{path} is on network storage")]
    OnNetwork {
        /// Where.
        path: PathBuf,
        /// The name of the file system.
        name: String,
    },
    /// A commitment is for one record, destroyed at its owner's request, that names the owner.
    #[error("nothing to commit to")]
    NoOpening,
    /// What is to be recorded as destroyed is no thing at all, or of a day to come.
    #[error("nothing that was done")]
    NotDone,
    /// There is no witness, or one who is no witness: unknown, a name, or who records it.
    #[error("no witness")]
    BadWitness,
    /// The record is on hold, restricted for a period that still runs, or at its owner's wish.
    #[error("record {} is held", .0.number)]
    Held(Box<super::retained::Retained>),
    /// Another record has the same phone, e-mail or ID number.
    #[error("conflict with {other}")]
    Conflict {
        /// Id of the field.
        field: String,
        /// The record that has the value.
        other: RecordNumber,
    },
    /// A record has no such contact, or several where one was meant.
    #[error("record {record} has {count} of {field}")]
    Contact {
        /// The record.
        record: RecordNumber,
        /// Id of the field.
        field: String,
        /// How many values the record has there.
        count: usize,
    },
    /// A value is not to be entered, at the wish of a person who was destroyed: the field's id.
    #[error("a value of {0} is suppressed")]
    Suppressed(String),
    /// Some values are not to be entered, and the keys of this operator do not open the list.
    #[error("the list of suppressed values is above the clearance")]
    SuppressedAbove,
    /// The record would lack something that it must have.
    #[error("record {record} would lack what it must have")]
    Lacks {
        /// The record.
        record: RecordNumber,
        /// Ids of the fields of which it needs one.
        any: Vec<String>,
    },
    /// A record must not hold what was given.
    #[error("{field}: {}", code.id())]
    Refused {
        /// The record; none: a new one.
        record: Option<RecordNumber>,
        /// Id of the field.
        field: String,
        /// What is wrong.
        code: crate::policy::Code,
    },
    /// An answer of a person is not to be kept: all that is wrong with it.
    #[error("{} reasons against an answer", .0.len())]
    Unfounded(Vec<super::consent::Unfounded>),
    /// The purpose does not cover a record that was typed out.
    #[error("record {0} is not covered: {1:?}")]
    NotCovered(RecordNumber, super::cover::Bar),
    /// The purpose does not use what a field holds: what both are called.
    #[error("{} is not used for {}", .0.en, .1.en)]
    OutsidePurpose(Label, Label),
    /// Such a look takes the number of an impact assessment; none: because it goes abroad.
    #[error("no impact assessment is named")]
    NeedsAssessment(Option<crate::policy::Demanded>),
    /// A field is outside what the purpose of the collection uses: the ids of both.
    #[error("{0} is not collected for {1}")]
    TooMuch(String, String),
    /// The policy refuses level-1 values without a separate consent: the id of the field.
    #[error("{0} without a separate consent")]
    NoSeparateConsent(String),
    /// The policy wants every import approved, and no ticket is named.
    #[error("no ticket")]
    NoTicket,
    /// The policy in force has no field of this id, and the command needs it.
    #[error("the policy has no field {0}")]
    PolicyWithout(&'static str),
    /// What was given is no notice to persons: why, as the id of a message.
    #[error("no notice: {0}")]
    BadNotice(&'static str),
    /// No notice has this version.
    #[error("no notice {0}")]
    NoNotice(u32),
    /// There is no such operator, or no longer.
    #[error("no such operator")]
    NoOperator,
    /// An operator of that name is there already.
    #[error("an operator of that name exists")]
    OperatorExists,
    /// Nobody would be left to administer.
    #[error("the last administrator")]
    LastAdministrator,
    /// Nobody removes himself.
    #[error("one's own removal")]
    RemovesSelf,
    /// Who adds or removes an operator is cleared for less than that one.
    #[error("an operator cleared for more than oneself")]
    AboveOwn,
    /// What remains of a record after an erasure is beyond the keys that would seal it anew.
    #[error("what remains of record {record} is above the clearance")]
    RestAbove {
        /// The record.
        record: RecordNumber,
        /// The level that would be needed.
        needed: Level,
    },
    /// Other records are selected than those that were confirmed.
    #[error("other records are selected by now")]
    SelectionChanged,
    /// The destruction is past its point of no return, but not finished.
    #[error("irrevocable but unfinished: {step}")]
    Unfinished {
        /// The step that failed.
        step: &'static str,
        /// Why.
        source: Box<Error>,
    },
    /// What somebody else left unfinished cannot be finished now, so nothing else was begun.
    #[error("unfinished before this")]
    LeftUnfinished(#[source] Box<Error>),
    /// A rotation of all keys is past its point of no return, but not finished.
    #[error("keys half rotated")]
    Rotating {
        /// Whether another command left it so, and nothing else was begun.
        left: bool,
        /// Why it is not finished now.
        source: Box<Error>,
    },
    /// The system failed while a transaction was confirmed: it may be there or not.
    #[error("unknown whether it was written")]
    Uncertain(#[source] Box<Error>),
    /// The log could not be written, so nothing is shown.
    #[error("the log could not be written")]
    NotLogged(#[source] Box<Error>),
    /// The file system is full.
    #[error("disk full")]
    Full(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// A file could not be read or written.
    #[error(transparent)]
    File(crate::files::FileError),
    /// The store failed.
    #[error(transparent)]
    Store(crate::store::Error),
    /// The number of records is not the one that was confirmed.
    #[error("{found} records, not {confirmed}")]
    CountChanged {
        /// How many there are now.
        found: u64,
        /// How many were confirmed.
        confirmed: u64,
    },
    /// The operating system gives no random bytes.
    #[error("no randomness")]
    NoRandomness,
    /// A CSV file cannot be read, or not any further.
    #[error(transparent)]
    Csv(#[from] crate::transfer::RowsError),
    /// A level-1 field was named for an export that does not reveal level 1.
    #[error("level 1 is not to be revealed")]
    NotRevealed(Label),
    /// What is handed out could not be written.
    #[error("output")]
    Output(#[source] std::io::Error),
    /// No column of a file has the name of a field.
    #[error("no known column")]
    NoHeader,
    /// Two columns of a file hold one field: their names.
    #[error("two columns hold one field")]
    ColumnTwice([String; 2]),
    /// Rows are to be matched by the field with this id, and the file has no column for it.
    #[error("no column for {0}")]
    KeyNotInFile(String),
    /// Rows of a file are wrong.
    #[error("{count} rows are wrong")]
    BadRows {
        /// How many.
        count: u64,
        /// What is wrong with the first of them.
        first: super::import::Fault,
    },
    /// Rows of a file are in conflict with each other or with records.
    #[error("{count} rows are in conflict")]
    Conflicts {
        /// How many.
        count: u64,
        /// The first of them.
        first: super::import::Fault,
    },
    /// A record has a value of the field with this id, so nobody declined to give it.
    #[error("{1} has a value")]
    NotDeclined(RecordNumber, String),
    /// It failed behind something that was written, and stays.
    #[error("something was written before")]
    Halfway(#[source] Box<Error>),
    /// Nothing is done about a request.
    #[error("request: {0:?}")]
    Request(super::request::RequestFault),
    /// A backup destination is not what is asked of it.
    #[error("destination: {0:?}")]
    Unfit(Unfit),
    /// Nothing is restored, or a restored log not accepted.
    #[error("not restored: {0:?}")]
    Unrestorable(super::restore::Unrestorable),
    /// Something stands against a share, or an entry of its registers.
    #[error("share: {0:?}")]
    Share(super::share::ShareFault),
    /// Something stands against what is to be handed out, or counted.
    #[error("{0:?}")]
    Export(super::export_fault::ExportFault),
    /// Several things stand against a share.
    #[error("{} reasons against a share", .0.len())]
    NotShared(Vec<Error>),
    /// A bug in kedang.
    #[error("bug: {0}")]
    Bug(&'static str),
}
