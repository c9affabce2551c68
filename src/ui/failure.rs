//! Shows a failure: `error:`, `caused by:`, `hint:` for people, one JSON line for programs.

use std::io::{self, ErrorKind};

use anstyle::{AnsiColor, Style};
use serde::Serialize;

use super::{Format, Ui, complain, json, sanitise};
use crate::error::{Code, Failure};

/// The failure line for programs.
#[derive(Serialize)]
struct Line<'a> {
    schema: &'static str,
    code: &'static str,
    exit: u8,
    message: &'a str,
    hints: &'a [String],
    committed: Option<bool>,
    retryable: bool,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    reasons: &'a [String],
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    causes: &'a [String],
}

impl Ui<'_> {
    /// Shows `failure` on standard error, in one JSON line when the format is JSON. Says nothing
    /// when the reader of the output went away: that is how `| head` ends.
    pub fn failure(&self, failure: &Failure) {
        if failure.code == Code::ReaderGone {
            return;
        }
        let message = self.text(&failure.message());
        let hints: Vec<String> = failure.hints.iter().map(|hint| self.text(hint)).collect();
        let mut causes: Vec<String> = failure.causes.iter().map(|cause| self.text(cause)).collect();
        match self.format() {
            Format::Json | Format::Jsonl => {
                // A program gets the system's own words.
                let chain = failure.source.iter().flat_map(anyhow::Error::chain);
                let system = chain.filter_map(|cause| cause.downcast_ref::<io::Error>());
                causes.extend(
                    system.filter(|error| of_system(error).is_some()).map(ToString::to_string),
                );
                failure_line(failure, &message, (&hints, &causes));
            }
            Format::Table | Format::Csv => self.failure_text(failure, &message, (&hints, &causes)),
        }
    }

    fn failure_text(
        &self,
        failure: &Failure,
        message: &str,
        (hints, causes): (&[String], &[String]),
    ) {
        let red = AnsiColor::Red.on_default().bold();
        complain(&format!("{}{message}", self.label("ui-error", red)));
        for cause in causes {
            complain(&format!("{}{cause}", self.label("ui-cause", Style::new())));
        }
        for cause in failure.source.iter().flat_map(anyhow::Error::chain) {
            let told = cause.downcast_ref().and_then(of_system).map(|id| self.text(&id.into()));
            let told = told.unwrap_or_else(|| sanitise(&cause.to_string()).into_owned());
            complain(&format!("{}{told}", self.label("ui-cause", Style::new())));
        }
        for hint in hints {
            let label = self.label("ui-hint", AnsiColor::Cyan.on_default());
            complain(&format!("{label}{hint}"));
        }
    }
}

/// Input/output error, and too many open files, which the standard library has no kinds for.
const EIO: i32 = 5;
const EMFILE: i32 = 24;

/// The message for an error of the system that people meet.
fn of_system(error: &io::Error) -> Option<&'static str> {
    // What a library made of its own says more than its kind.
    if error.get_ref().is_some() {
        return None;
    }
    Some(match error.kind() {
        ErrorKind::NotFound => "ui-os-not-found",
        ErrorKind::PermissionDenied => "ui-os-denied",
        ErrorKind::AlreadyExists => "ui-os-exists",
        ErrorKind::StorageFull => "ui-os-full",
        ErrorKind::QuotaExceeded => "ui-os-quota",
        ErrorKind::FileTooLarge => "ui-os-too-large",
        ErrorKind::ReadOnlyFilesystem => "ui-os-read-only",
        ErrorKind::IsADirectory => "ui-os-directory",
        ErrorKind::NotADirectory => "ui-os-no-directory",
        ErrorKind::DirectoryNotEmpty => "ui-os-not-empty",
        ErrorKind::InvalidFilename => "ui-os-name",
        ErrorKind::ResourceBusy => "ui-os-busy",
        ErrorKind::TimedOut => "ui-os-timed-out",
        ErrorKind::UnexpectedEof => "ui-os-ended",
        ErrorKind::StaleNetworkFileHandle => "ui-os-stale",
        ErrorKind::OutOfMemory => "ui-os-memory",
        _ if error.raw_os_error() == Some(EIO) => "ui-os-io",
        _ if error.raw_os_error() == Some(EMFILE) => "ui-os-files",
        _ => return None,
    })
}

fn failure_line(failure: &Failure, message: &str, (hints, causes): (&[String], &[String])) {
    let line = Line {
        schema: "kedang.error/1",
        code: failure.code.id(),
        exit: failure.exit().status(),
        message,
        hints,
        committed: failure.committed,
        retryable: failure.retryable,
        reasons: &failure.reasons,
        causes,
    };
    let mut bytes = Vec::new();
    // A plain struct written to memory cannot fail.
    json::write(&mut bytes, &line).ok();
    complain(&String::from_utf8_lossy(&bytes));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::{Catalogue, Language};

    #[test]
    fn what_the_system_says_is_said_in_both_languages() {
        for number in [1, 2, 5, 13, 17, 20, 21, 24, 27, 28, 30, 36, 39, 122] {
            let error = io::Error::from_raw_os_error(number);
            let id = of_system(&error).unwrap_or_else(|| panic!("{error}"));
            for language in Language::ALL {
                assert!(Catalogue::new(language).get(id).is_some(), "{id}");
            }
        }
        assert_eq!(of_system(&io::Error::from_raw_os_error(7)), None);
        let own = io::Error::new(ErrorKind::NotFound, "no such thing of mine");
        assert_eq!(of_system(&own), None);
    }
}
