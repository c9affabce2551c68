//! What the use cases report, as failures with codes, arguments and hints.

use std::path::PathBuf;

use super::{Arg, Code, Failure, Message};
use crate::files::FileError;
use crate::policy::{Fault, FaultCode};
use crate::store;
use crate::transfer::{DecodeError, RowsError, SheetError};
use crate::vault::{Error, Orphaned, Place, Retained};
use std::path::Path;

impl From<FileError> for Failure {
    fn from(error: FileError) -> Self {
        Self::io(&error.path, error.source)
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match error {
            Error::NoVault(_) | Error::Exists(_) | Error::Taken(_) | Error::OnNetwork { .. } => {
                where_it_lies(error)
            }
            Error::Locked { seconds, holder } => locked(seconds, holder_of(holder)),
            Error::WrongPassphrase
            | Error::WrongRecoveryCode
            | Error::WrongIdentity
            | Error::NoSlot(_)
            | Error::NoPlugin(_)
            | Error::PluginFailed
            | Error::NotAnIdentity
            | Error::BadName
            | Error::NoOperator
            | Error::OperatorExists
            | Error::LastAdministrator
            | Error::RemovesSelf
            | Error::AboveOwn
            | Error::Revoked
            | Error::Clearance { .. }
            | Error::Capability(_)
            | Error::NotOwn(_)
            | Error::Restricted(_)
            | Error::Hold(_)
            | Error::GivenAway => super::operator::failure(error),
            Error::Damaged { place, path } => damaged(&place, path),
            Error::Older { .. } | Error::Newer(_) => outdated(error),
            Error::PolicyUnreadable { .. }
            | Error::PolicyVersion { .. }
            | Error::PolicyOrphans { .. }
            | Error::PolicyRole { .. }
            | Error::PolicyChanged => policy(error),
            Error::NeedsApproval(_)
            | Error::NoProposal(_)
            | Error::NoBatch(_)
            | Error::NotPending(..)
            | Error::NotYours(_)
            | Error::NobodyApproves(_)
            | Error::Extraordinary { .. } => super::oversight::failure(error),
            Error::NoRecord(_)
            | Error::Destroyed(_)
            | Error::GivenUp(..)
            | Error::NotDestroyed(_)
            | Error::Held(_)
            | Error::Conflict { .. }
            | Error::Contact { .. }
            | Error::Suppressed(_)
            | Error::SuppressedAbove
            | Error::Lacks { .. }
            | Error::Refused { .. }
            | Error::RestAbove { .. } => record(error),
            Error::BadNotice(_)
            | Error::NoNotice(_)
            | Error::Unfounded(_)
            | Error::TooMuch(..)
            | Error::NoTicket
            | Error::NoSeparateConsent(_)
            | Error::NotCovered(..)
            | Error::OutsidePurpose(..)
            | Error::NeedsAssessment(_)
            | Error::NotDeclined(..)
            | Error::PolicyWithout(_) => super::rights::failure(error),
            Error::Unfinished { .. }
            | Error::LeftUnfinished(_)
            | Error::Rotating { .. }
            | Error::Uncertain(_)
            | Error::Halfway(_) => unfinished(error),
            Error::NotLogged(source) => not_logged(*source),
            Error::File(error) => error.into(),
            Error::Store(error) => store_failure(error),
            Error::Csv(_)
            | Error::NoHeader
            | Error::ColumnTwice(_)
            | Error::KeyNotInFile(_)
            | Error::BadRows { .. }
            | Error::Conflicts { .. } => import(error),
            Error::Request(fault) => super::request::failure(fault),
            other => alone(other),
        }
    }
}

/// The failure of an error that has no kin.
fn alone(error: Error) -> Failure {
    match error {
        Error::NoSuchLine(line) => Failure::new(Code::NoSuchLine).arg("line", line),
        Error::NoOpening | Error::NotDone | Error::BadWitness => Failure::new(undone(&error)),
        Error::SelectionChanged => Failure::new(Code::SelectionChanged).retryable(),
        Error::CountChanged { found, confirmed } => {
            Failure::new(Code::CountDiffers).arg("given", confirmed).arg("planned", found)
        }
        Error::Unfit(unfit) => super::destination::failure(unfit),
        Error::Unrestorable(why) => super::restore::failure(why),
        Error::Share(fault) => super::share::failure(fault),
        Error::Export(fault) => super::export::failure(fault),
        Error::NotShared(reasons) => super::share::all(reasons),
        Error::NotRevealed(field) => Failure::new(Code::NotRevealed).arg("field", field),
        Error::Full(source) => Failure::new(Code::DiskFull)
            .arg("path", Arg::Message("ui-disk"))
            .because(anyhow::Error::from_boxed(source)),
        Error::Output(error) => error.into(),
        Error::NoRandomness => Failure::new(Code::Failed).because(Error::NoRandomness),
        other => Failure::new(Code::Bug).because(other),
    }
}

/// A vault that is not where it should be, or something that is in its place.
fn where_it_lies(error: Error) -> Failure {
    let at = |code, path: &Path| Failure::new(code).arg("path", path);
    match error {
        Error::NoVault(path) => {
            let hint = hint("hint-init").arg("path", path.as_path());
            at(Code::NoVault, &path).hint(hint)
        }
        Error::Exists(path) => at(Code::VaultExists, &path),
        Error::Taken(path) => at(Code::FileExists, &path),
        Error::OnNetwork { path, name } => at(Code::NetworkStorage, &path).arg("name", name),
        other => Failure::new(Code::Bug).because(other),
    }
}

/// Why nothing was destroyed.
const fn undone(error: &Error) -> Code {
    match error {
        Error::NoOpening => Code::NoOpening,
        Error::NotDone => Code::NotDone,
        _ => Code::BadWitness,
    }
}

/// What is older or newer than it may be.
fn outdated(error: Error) -> Failure {
    match error {
        Error::Older { here, seen: 0 } => Failure::new(Code::OlderThanKeyhole).arg("found", here),
        Error::Older { here, seen } => {
            let failure = Failure::new(Code::Older).arg("found", here).arg("seen", seen);
            failure.hint("hint-accept-head")
        }
        Error::Newer("argon2") => Failure::new(Code::RefusedParameters),
        Error::Newer(found) => Failure::new(Code::NewerFormat).arg("found", found),
        other => Failure::new(Code::Bug).because(other),
    }
}

/// What a policy cannot do, or cannot be.
fn policy(error: Error) -> Failure {
    match error {
        Error::PolicyUnreadable { word, at } => {
            Failure::new(Code::NewerPolicy).arg("word", word).arg("where", at)
        }
        Error::PolicyVersion { given, in_force } => Failure::new(Code::PolicyVersion)
            .arg("given", given)
            .arg("version", in_force)
            .hint(hint("hint-policy-version").arg("next", in_force.saturating_add(1))),
        Error::PolicyOrphans { first, count } => {
            let Orphaned { fault: Fault { code, word, expected, .. }, records } = *first;
            // Of a list that is closed it is no single word.
            let word = if word.is_empty() { expected.clone() } else { word };
            let hint = match code {
                FaultCode::HeldLevel => hint("hint-policy-level").arg("word", word.as_str()),
                FaultCode::HeldUnit => hint("hint-policy-unit").arg("word", expected),
                _ => hint("hint-policy-orphans"),
            };
            Failure::new(Code::PolicyOrphans)
                .hint(hint)
                .arg("word", word)
                .arg("records", records.unwrap_or_default())
                .arg("count", count)
        }
        Error::PolicyRole { role, operators } => Failure::new(Code::PolicyRole)
            .arg("role", role)
            .arg("operators", operators)
            .hint("hint-policy-role"),
        Error::PolicyChanged => Failure::new(Code::PolicyChanged).retryable(),
        other => Failure::new(Code::Bug).because(other),
    }
}

/// What a record is not, or may not become.
fn record(error: Error) -> Failure {
    match error {
        Error::NoRecord(number) => {
            Failure::new(Code::NoRecord).arg("record", number).hint("hint-list")
        }
        Error::Destroyed(number) => Failure::new(Code::RecordPurged)
            .arg("record", number)
            .hint(hint("hint-certificate").arg("record", number)),
        Error::GivenUp(number, day, at) => Failure::new(Code::RecordLost)
            .arg("record", number)
            .arg("day", day.to_string())
            .arg("count", at.len() as u64)
            .arg("names", Arg::Names(at)),
        Error::NotDestroyed(number) => Failure::new(Code::NotPurged).arg("record", number),
        Error::Held(kept) => held(*kept),
        Error::Conflict { field, other } => {
            Failure::new(Code::Duplicate).arg("field", field).arg("record", other)
        }
        Error::Contact { record, field, count } => Failure::new(Code::NoContact)
            .arg("record", record)
            .arg("field", field)
            .arg("count", count),
        Error::Suppressed(field) => Failure::new(Code::Suppressed).arg("field", field),
        Error::SuppressedAbove => Failure::new(Code::SuppressedAbove).arg("level", 1_u8),
        Error::Lacks { record, any } => {
            Failure::new(Code::RecordLacks).arg("record", record).arg("fields", any.join("/"))
        }
        Error::Refused { field, code, .. } => {
            let reason = Arg::Message(code.message());
            Failure::new(Code::BadValue).arg("field", field).arg("reason", reason)
        }
        Error::RestAbove { record, needed } => {
            Failure::new(Code::RestAbove).arg("record", record).arg("level", needed.get())
        }
        other => Failure::new(Code::Bug).because(other),
    }
}

/// Something keeps a record; one that the law keeps while it is in use can be restricted until then.
fn held(kept: Retained) -> Failure {
    let hint = match (kept.in_use, kept.by_law()) {
        (true, true) => hint("hint-restrict").arg("record", kept.number),
        _ => hint("hint-purge-explain"),
    };
    Failure::new(Code::RecordHeld)
        .arg("record", kept.number)
        .arg("by", kept.by)
        .arg("named", kept.named)
        .arg("until", if kept.until.is_empty() { "none".to_owned() } else { kept.until })
        .arg("source", kept.source.unwrap_or_else(|| "none".to_owned()))
        .hint(hint)
}

/// What was begun, and perhaps done.
fn unfinished(error: Error) -> Failure {
    match error {
        Error::Unfinished { source, .. } => {
            Failure::new(Code::Unfinished).committed().retryable().because(*source)
        }
        Error::LeftUnfinished(source) => {
            Failure::new(Code::Unfinished).retryable().because(*source)
        }
        Error::Rotating { left, source } => {
            let failure = Failure::new(Code::RotationUnfinished).retryable().because(*source);
            if left { failure } else { failure.committed() }
        }
        Error::Uncertain(source) => {
            Failure::new(Code::Uncertain).perhaps_committed().hint("hint-log").because(*source)
        }
        Error::Halfway(source) => Failure::from(*source).committed(),
        other => Failure::new(Code::Bug).because(other),
    }
}

/// What is wrong with a file that is imported.
fn import(error: Error) -> Failure {
    match error {
        Error::Csv(error) => csv(error),
        Error::NoHeader => Failure::new(Code::NoHeader),
        Error::ColumnTwice([first, second]) => {
            Failure::new(Code::ColumnTwice).arg("first", first).arg("second", second)
        }
        Error::KeyNotInFile(field) => Failure::new(Code::KeyNotInFile).arg("field", field),
        Error::BadRows { count, first } => {
            Failure::new(Code::BadRows).arg("count", count).arg("line", first.line)
        }
        Error::Conflicts { count, first } => {
            Failure::new(Code::DuplicateRows).arg("count", count).arg("line", first.line)
        }
        other => Failure::new(Code::Bug).because(other),
    }
}

/// Somebody else has the lock.
fn locked(seconds: u64, holder: Arg) -> Failure {
    let failure = Failure::new(Code::LockTimeout).arg("seconds", seconds);
    failure.arg("holder", holder).hint("hint-wait")
}

/// What the holder of the lock wrote about itself; only writers do.
fn holder_of(text: String) -> Arg {
    if text.is_empty() { Arg::Message("ui-reader") } else { text.into() }
}

fn hint(id: &'static str) -> Message {
    Message::new(id)
}

fn damaged(place: &Place, path: Option<PathBuf>) -> Failure {
    let index = place.index.map(|index| format!("#{index}"));
    let place_text = place.record.map(|record| record.to_string()).or(index);
    let failure = Failure::new(Code::Damaged).arg("what", Arg::Message(place.what));
    // A file outside the vault is called by its path, and no check of the vault mends it.
    match path {
        Some(path) => {
            let anchor = place.file == "anchor";
            let hint = if anchor { "hint-check" } else { "hint-other-copy" };
            failure.arg("part", path.as_path()).arg("where", String::new()).hint(hint)
        }
        None => failure
            .arg("part", place.file)
            .arg("where", place_text.unwrap_or_default())
            .hint("hint-check"),
    }
}

fn sheet(error: &SheetError) -> Failure {
    match error {
        SheetError::FileTooLarge { limit } => Failure::new(Code::InputTooLong).arg("limit", *limit),
        SheetError::TooMuchInside => Failure::new(Code::UnpacksTooMuch),
        SheetError::Locked => Failure::new(Code::SheetLocked),
        SheetError::Malformed => Failure::new(Code::BadSheet),
        SheetError::NoSheet { sheets } => Failure::new(Code::UnknownSheet).arg("sheets", *sheets),
    }
}

fn csv(error: RowsError) -> Failure {
    let at = |code, line: u64| Failure::new(code).arg("line", line);
    let long = |code, line, limit| at(code, line).arg("limit", limit);
    match error {
        RowsError::Empty => Failure::new(Code::NoHeader),
        RowsError::OpenQuote { line, .. } => at(Code::CsvQuote, line),
        RowsError::Nul { line } => at(Code::CsvNul, line),
        RowsError::CellTooLong { line, limit, .. } => long(Code::FieldTooLong, line, limit),
        RowsError::RowTooLong { line, limit } => long(Code::RowTooLong, line, limit),
        RowsError::TooManyColumns { line, limit } => {
            at(Code::TooManyColumns, line).arg("limit", limit)
        }
        RowsError::Malformed { line, encoding, .. } => {
            at(Code::BadEncoding, line).arg("encoding", encoding)
        }
        RowsError::Encoding(DecodeError::UnknownLabel) => Failure::new(Code::UnknownEncoding),
        RowsError::Encoding(DecodeError::Io(error)) | RowsError::Io(error) => error.into(),
        RowsError::Encoding(DecodeError::Undetected { likely: Some(likely) }) => {
            Failure::new(Code::UnclearEncoding).arg("encoding", likely)
        }
        RowsError::Encoding(_) => Failure::new(Code::UnclearEncoding),
        RowsError::Array { line } => at(Code::BadArray, line),
        RowsError::Card { line } => at(Code::BadCard, line),
        RowsError::Compressed => Failure::new(Code::Compressed),
        RowsError::WrongOption { option } => Failure::new(Code::WrongOption).arg("option", option),
        RowsError::Markup => Failure::new(Code::Markup),
        RowsError::Sheet(error) => sheet(&error),
    }
}

/// Nothing was shown; but whether the log says that something was may be uncertain.
fn not_logged(source: Error) -> Failure {
    let failure = Failure::new(Code::LogUnwritable);
    let uncertain = matches!(source, Error::Uncertain(_));
    if uncertain { failure.perhaps_committed() } else { failure }.because(source)
}

fn store_failure(error: store::Error) -> Failure {
    match error {
        store::Error::Busy => {
            let holder = Arg::Message("ui-stranger");
            Failure::new(Code::LockTimeout)
                .arg("seconds", 0_u8)
                .arg("holder", holder)
                .because(error)
        }
        store::Error::Io(_) | store::Error::Setting(_) => {
            Failure::new(Code::Io).arg("path", "records.db").because(error)
        }
        other => Failure::new(Code::Bug).because(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A look that was refused because its entry may not be on the disk may be in the log all the same.
    #[test]
    fn what_may_be_in_the_log_is_not_said_to_be_absent() {
        let not_logged = |source| Failure::from(Error::NotLogged(Box::new(source))).committed;
        assert_eq!(not_logged(Error::Bug("x")), Some(false));
        assert_eq!(not_logged(Error::Uncertain(Box::new(Error::Bug("x")))), None);
    }
}
