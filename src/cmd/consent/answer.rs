//! What granting and refusing have in common: the same is asked, shown and kept.

use super::{day, told};
use crate::cmd::alteration::{self, Task};
use crate::cmd::selection::{self, Takes};
use crate::cmd::{Globals, covering, session};
use crate::error::{Code, Exit, Failure, Result};
use crate::host::Host;
use crate::model::Answer;
use crate::model::date::{Duration, parse_day};
use crate::ui::Ui;
use crate::vault::Answers;

/// What was said, and how: the options that granting and refusing share.
#[derive(Debug, clap::Args)]
pub struct Said {
    /// Records: numbers (K-12, K-15..K-40) or terms (grade:A, tag:expo); - reads them from
    /// standard input
    #[arg(value_name = "SELECTOR", required = true)]
    pub selector: Vec<String>,

    /// What it is about: analysis, recommend, marketing or the Chinese name; several by repeating it
    #[arg(long, value_name = "PURPOSE", required = true)]
    pub purpose: Vec<String>,

    /// It is about the separate consent to use level-1 values for the purpose
    #[arg(long)]
    pub sensitive: bool,

    /// It is about handing over to this registered recipient, for the recipient's own ends or abroad
    #[arg(long, value_name = "NAME", conflicts_with = "sensitive")]
    pub recipient: Option<String>,

    /// How it was said: form, written, spoken, phone, online, email or the Chinese name
    #[arg(long, value_name = "METHOD")]
    pub method: String,

    /// Where the evidence is: a form's number, a recording; no customer's data
    #[arg(long, value_name = "REFERENCE")]
    pub evidence: Option<String>,

    /// The version of the notice that was given before
    #[arg(long, value_name = "N")]
    pub notice: Option<u32>,

    /// The day it was said; today without
    #[arg(long, value_name = "DAY")]
    pub date: Option<String>,

    /// The customer came with it unasked, although it was refused a short time ago
    #[arg(long)]
    pub volunteered: bool,
}

/// In what granting and refusing differ.
pub(super) struct Kind<'a> {
    pub(super) command: &'static str,
    pub(super) schema: &'static str,
    pub(super) answer: Answer,
    /// The last day it holds, or for how long.
    pub(super) expires: Option<&'a str>,
}

/// Keeps it of the selected records.
pub(super) fn keep(
    ui: &Ui,
    host: &Host,
    globals: &Globals,
    (kind, said): (&Kind<'_>, &Said),
) -> Result<Exit> {
    let schema = kind.schema;
    let evidence = covering::reference("--evidence", said.evidence.as_deref())?;
    let mut vault = session::open(ui, host, globals, kind.command)?;
    let policy = vault.policy();
    let date = day(&vault, "--date", said.date.as_deref())?;
    let until = match kind.expires {
        None => None,
        Some(text) => {
            let length = || Duration::parse(text).map(|length| length.after(date));
            let last = parse_day(text).or_else(length);
            Some(last.ok_or_else(|| Failure::new(Code::BadDate).arg("argument", "--expires"))?)
        }
    };
    let selector = selection::read(host, &vault, &said.selector, Takes::Change)?;
    let answers = Answers {
        answer: kind.answer,
        purposes: &said.purpose,
        sensitive: said.sensitive,
        recipient: said.recipient.as_deref(),
        method: &said.method,
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
