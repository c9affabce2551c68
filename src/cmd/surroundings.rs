//! How the machine's circumstances are shown: by `check --environment`, and where a vault is made.

use crate::error::Message;
use crate::ui::{Cell, Ui, View, name_list};
use crate::vault::{Circumstance, Grade};

/// A circumstance in words.
pub(super) fn message(ui: &Ui<'_>, found: &Circumstance) -> Message {
    let names: Vec<&str> = found.what.iter().map(String::as_str).collect();
    Message::new(found.detail).arg("what", name_list(ui.language(), &names))
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
        let detail = ui.text(&message(ui, found));
        Self { check: found.check, result, code, what: found.what.join(", "), detail }
    }
}

impl View for Row {
    const COLUMNS: &'static [&'static str] = &["check", "result", "detail"];

    fn cells(&self) -> Vec<Cell> {
        vec![Cell::Word(self.check), Cell::Word(self.result), Cell::text(self.detail.as_str())]
    }
}
