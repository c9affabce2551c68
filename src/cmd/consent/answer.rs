//! What granting and refusing have in common: the same is asked, shown and kept.

use super::{day, told};
use crate::cmd::alteration::{self, Task};
use crate::cmd::selection::{self, Takes};
use crate::cmd::{Globals, session};
use crate::error::{Code, Exit, Failure, Result};
use crate::host::Host;
use crate::model::date::{Duration, parse_day};
use crate::model::{Answer, Reference};
use crate::ui::Ui;
use crate::vault::Answers;

/// What was said, and how.
pub(super) struct Said<'a> {
    /// The command and its schema.
    pub(super) command: (&'static str, &'static str),
    pub(super) answer: Answer,
    pub(super) selector: &'a [String],
    pub(super) purposes: &'a [String],
    pub(super) sensitive: bool,
    pub(super) method: &'a str,
    pub(super) evidence: Option<&'a str>,
    pub(super) notice: Option<u32>,
    pub(super) date: Option<&'a str>,
    pub(super) expires: Option<&'a str>,
    pub(super) volunteered: bool,
}

/// Keeps it of the selected records.
pub(super) fn keep(ui: &Ui, host: &Host, globals: &Globals, said: &Said<'_>) -> Result<Exit> {
    let (command, schema) = said.command;
    let bad = |_| Failure::new(Code::BadReference);
    let evidence: Option<Reference> =
        said.evidence.map(|text| text.parse().map_err(bad)).transpose()?;
    let mut vault = session::open(ui, host, globals, command)?;
    let policy = vault.policy();
    let date = day(&vault, "--date", said.date)?;
    let until = match said.expires {
        None => None,
        Some(text) => {
            let length = || Duration::parse(text).map(|length| length.after(date));
            let last = parse_day(text).or_else(length);
            Some(last.ok_or_else(|| Failure::new(Code::BadDate).arg("argument", "--expires"))?)
        }
    };
    let selector = selection::read(host, &vault, said.selector, Takes::Change)?;
    let answers = Answers {
        answer: said.answer,
        purposes: said.purposes,
        sensitive: said.sensitive,
        method: said.method,
        evidence: evidence.as_ref(),
        notice: said.notice,
        date,
        until,
        volunteered: said.volunteered,
    };
    let task = Task { schema, selector: &selector, asks: true };
    let done = alteration::carry_out(ui, globals, &mut vault, &task, |vault, aim| {
        vault.answer(aim, &answers).map_err(|error| told(ui, policy, error))
    })?;
    alteration::report::<()>(ui, schema, (&done, globals.dry_run), &[])?;
    Ok(Exit::Done)
}
