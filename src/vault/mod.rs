#![doc = include_str!("format.md")]

mod accept;
mod account;
mod aggregate;
mod anchor;
mod anew;
mod approval;
mod audit;
mod backup;
mod batch;
mod beside;
mod bucket;
mod bundle;
mod bytes;
mod card;
mod causes;
mod certificate;
mod change;
mod check;
mod chosen;
mod collect;
mod consent;
mod content;
mod count;
mod cover;
mod destruction;
mod directory;
mod disclose;
mod due;
mod elsewhere;
mod erase;
mod error;
mod examine;
mod export;
mod export_fault;
mod export_fits;
mod form;
mod given_up;
mod handed;
mod header;
mod history;
mod hold;
mod import;
mod init;
mod keyhole;
mod keys;
mod mark;
mod mutant;
mod new_header;
mod notice;
mod opened;
mod opening;
mod operators;
mod order;
mod own;
mod packed;
mod passphrase;
mod paths;
mod pending;
mod physical;
mod place;
mod proposed;
mod protocol;
mod pseudonym;
mod purge;
mod records;
mod recover;
mod refusal;
mod rekey;
mod report;
mod request;
mod restore;
mod restricted;
mod retained;
#[cfg(test)]
mod retained_tests;
mod returned;
mod revived;
mod rotate;
mod rules;
mod search;
mod segment;
mod session;
mod share;
mod sheet;
mod sound;
mod state;
mod suppress;
mod surroundings;
mod syslog;
mod tally;
mod trail;
mod transaction;
mod turns;
mod twins;
mod typed;
mod unfit;
mod unlock;
mod watch;

pub use crate::transfer::{RowsOptions, SheetPlace};
pub use accept::Acceptance;
pub use account::{Account, Deed, Given, Looks, Told};
pub use aggregate::{Aggregate, Aggregated, OTHER_WORD};
pub use approval::{Approve, Approved, ApprovedExport, Proposal, Standing, capability};
pub use audit::{Asked, Condition, Evidence, Inquiry, Logged, Movement, Question, Seen, Tallied};
pub use backup::{
    BackedUp, Backup, BackupFinding, BackupTo, Behind, Considered, Gone, KeepReason, Kept, Listed,
    Manifest, Rules, Scrubbed, ScrubbedDestination, VerifiedBackup, VerifiedFile, enclosing_file,
    lies_in,
};
pub use batch::{Batch, Fate, Reverted, Reverting, Since};
pub use bundle::{BundleOrder, Bundled};
pub use certificate::{Attested, Wanted};
pub use change::{Addition, Aim, Altered};
pub use check::{Area, Checked, Depth, Drills, Finding, Notice, Report};
pub use collect::Collecting;
pub use consent::{Answers, Following, GivenAnswer, Unfounded, Withdrawal};
pub use cover::{Bar, Disclosed, LeftOut};
pub use disclose::Request;
pub use due::{Due, DueState};
pub use elsewhere::{Teller, Unexplained};
pub use erase::scope;
pub use error::{Error, Place, Result, Unfit};
pub use examine::{
    Examined, ExaminedLog, Forgery, LineCounts, Signer, allowed_signers, examine, examine_log,
};
pub use export::{Export, ExportColumn, ExportOptions, Exported, Form};
pub use export_fault::ExportFault;
pub use history::{Changed, Event, Life};
pub use hold::{HoldFault, Lift, NewHold, StandingHold};
pub use import::{Fault, Import, Imported, OnConflict, PassedOver, Preview, PreviewRow, Why};
pub use init::{NewVault, Prepared, check_name, prepare, recovery_code, vacant};
pub use mark::Marked;
pub use notice::{NewNotice, notice_text};
pub use opening::{NotAnOpening, Opening};
pub use operators::{Enrolled, NewOperator, Opens};
pub use order::Order as Sort;
pub use physical::{Discard, Discarded};
pub use pseudonym::Audience;
pub use purge::{Destroyed, Order, Purged, Target};
pub use records::{Ended, Record};
pub use report::{Coverage, Operational, Reporting};
pub use request::{
    Aftermath, Answered, Became, Dossier, ListedRequest, NewRequest, PutOff, Registered, Reply,
    RequestFault, RequestQuestion,
};
pub use restore::{
    Brought, DrillFinding, DrillOrder, Drilled, Owed, OwedSince, RestoreOrder, RestorePlan,
    Restoring, Stale, Undone, Unrestorable, backup_summary, prepare_restore,
};
pub use restricted::Restriction;
pub use retained::Retained;
pub use returned::Returned;
pub use revived::Revived;
pub use rotate::{Progress, Rotated, RotationPlan};
pub use rules::{Applied, Apply, Effect, Move, Orphaned, Prospect, Schedule, Shift};
pub use session::{Environment, Summary, Vault};
pub use share::{
    Handed, NewRecipient, Share, ShareDuty, ShareFault, ShareOrder, ShareStanding, ShareSum,
    ShareSums, Taken, ToldOf,
};
pub use suppress::Unkept;
pub use surroundings::{Circumstance, Grade, require_local, surroundings_of};
pub use twins::{Twin, Twins};
pub use unlock::Credential;
pub use watch::{Episode, Noticed};

// What verbs name of the layers below comes through here, so that they name no cipher.
pub use crate::crypto::{
    Dialogue, IdentityError, IdentityFile, Passphrase, Person, Recipients, RecoveryCode,
    SealedWriter, SealingError, VaultId,
};
pub use crate::log::destruction::{Destruction, Fault as LineFault, LineError, Outcome, Physical};
pub use crate::log::{
    Act, Certificate, Code, Comeback, Copied, CopyKind, Decided, Destination, Detail, Handover,
    Kind, Member, Moment, Numbers, Plan, Pseudonymised, Reason, Recipient, Reference, Relation,
    Residual, Rows, Scope, Settled, ShareKind, ShareStep, Shared, Step, Subject, Unrefused,
    extract_block,
};
// A notice of `check` is another thing.
pub use crate::log::Notice as SubjectNotice;
// A form to be filled in holds nobody's data, and is written by the codecs as they are.
pub use crate::transfer::{
    CsvStyle, CsvWriter, Flaw, IS_TEXT, Separator, XlsxColumn, XlsxSheet, guarded, workbook,
};

/// SHA-256 over pieces, one behind the other.
fn hash(pieces: &[&[u8]]) -> crate::model::Digest {
    let mut hasher = crate::crypto::digest::Hasher::new();
    for piece in pieces {
        hasher.update(piece);
    }
    hasher.finish()
}

#[cfg(test)]
mod capability_tests;
#[cfg(test)]
mod clearance_tests;
#[cfg(test)]
mod copies_tests;
#[cfg(test)]
mod erase_tests;
#[cfg(test)]
mod export_round_trip_tests;
#[cfg(test)]
mod export_tests;
#[cfg(test)]
mod flip_tests;
#[cfg(test)]
mod forgery_tests;
#[cfg(test)]
mod full_tests;
#[cfg(test)]
mod hostile_tests;
#[cfg(test)]
mod insider_tests;
#[cfg(test)]
mod life_tests;
#[cfg(test)]
mod line_tests;
#[cfg(test)]
mod own_tests;
#[cfg(test)]
mod pages;
#[cfg(test)]
mod purge_tests;
#[cfg(test)]
mod quarantine_tests;
#[cfg(test)]
mod restricted_tests;
#[cfg(test)]
pub(crate) mod sample;
#[cfg(test)]
mod stray_tests;
#[cfg(test)]
mod suppress_tests;
#[cfg(test)]
mod tamper_tests;
