//! How the machine's circumstances are shown: by `check --environment`, and where a vault is made.

use crate::error::Message;
use crate::ui::{Cell, Ui, View};
use crate::vault::{Circumstance, Grade};

/// A circumstance in words.
pub(super) fn message(found: &Circumstance) -> Message {
    Message::new(found.detail).arg("what", found.what.as_str())
}

/// A circumstance as a row.
#[derive(serde::Serialize)]
pub(super) struct Row {
    check: &'static str,
    result: &'static str,
    code: &'static str,
    what: String,
    detail: String,
}

impl Row {
    /// The row of `found` in the language shown.
    pub(super) fn new(ui: &Ui<'_>, found: &Circumstance) -> Self {
        let result = match found.grade {
            Grade::Fine => "ok",
            Grade::Warn => "warn",
            Grade::Fail => "fail",
        };
        let code = found.detail.trim_start_matches("environment-");
        let detail = ui.text(&message(found));
        Self { check: found.check, result, code, what: found.what.clone(), detail }
    }
}

impl View for Row {
    const COLUMNS: &'static [&'static str] = &["check", "result", "detail"];

    fn cells(&self) -> Vec<Cell> {
        vec![Cell::Word(self.check), Cell::Word(self.result), Cell::text(self.detail.as_str())]
    }
}
