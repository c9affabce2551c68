//! Shows a failure: `error:`, `caused by:`, `hint:` for people, one JSON line for programs.

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
        let causes: Vec<String> = failure.causes.iter().map(|cause| self.text(cause)).collect();
        match self.format() {
            Format::Json | Format::Jsonl => failure_line(failure, &message, (&hints, &causes)),
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
            let cause = cause.to_string();
            complain(&format!("{}{}", self.label("ui-cause", Style::new()), sanitise(&cause)));
        }
        for hint in hints {
            let label = self.label("ui-hint", AnsiColor::Cyan.on_default());
            complain(&format!("{label}{hint}"));
        }
    }
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
