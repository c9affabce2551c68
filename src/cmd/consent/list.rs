//! `kedang consent list` lists what persons answered, and what that is worth today.

use super::purpose_name;
use crate::cmd::notice::purpose_id;
use crate::cmd::selection::{self, Takes};
use crate::cmd::{Example, Globals, session};
use crate::error::{Code, Exit, Failure, Result};
use crate::host::Host;
use crate::model::{Answer, date};
use crate::policy::{AnswerState, Policy};
use crate::ui::{Cell, Language, Ui, View};
use crate::vault::GivenAnswer;

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example { what: "List what a customer answered", line: "kedang consent list K-12" },
    Example {
        what: "List whose consent to offers was withdrawn",
        line: "kedang consent list --purpose marketing --state withdrawn",
    },
    Example {
        what: "Let cron speak up only when consents end within a month",
        line: "kedang consent list --expires-within 30d --exit-code --quiet",
    },
];

/// List what persons agreed to or refused, one row an answer, and what it is worth today
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Records: numbers (K-12, K-15..K-40) or terms (grade:A, tag:expo); - reads them from
    /// standard input
    #[arg(value_name = "SELECTOR")]
    pub selector: Vec<String>,

    /// Only answers about this purpose
    #[arg(long, value_name = "PURPOSE")]
    pub purpose: Option<String>,

    /// Only answers in this state
    #[arg(long, value_name = "STATE", value_enum)]
    pub state: Option<State>,

    /// Only consents that hold and end within this time, such as 30d
    #[arg(long, value_name = "TIME")]
    pub expires_within: Option<String>,

    /// Exit with status 4 if the list is not empty
    #[arg(long)]
    pub exit_code: bool,
}

/// What an answer is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum State {
    /// It holds
    Granted,
    /// It was a no
    Refused,
    /// It was withdrawn
    Withdrawn,
    /// Its time is over
    Expired,
    /// It was given under a notice that another replaced
    Outdated,
    /// A later answer about the same holds
    Replaced,
}

impl State {
    const fn is(self, state: AnswerState) -> bool {
        matches!(
            (self, state),
            (Self::Granted, AnswerState::Granted)
                | (Self::Refused, AnswerState::Refused)
                | (Self::Withdrawn, AnswerState::Withdrawn)
                | (Self::Expired, AnswerState::Expired)
                | (Self::Outdated, AnswerState::Outdated)
                | (Self::Replaced, AnswerState::Replaced)
        )
    }
}

/// Runs `kedang consent list`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    let mut vault = session::open(ui, host, globals, "consent list")?;
    let (policy, today) = (vault.policy(), vault.today()?);
    let selector = selection::read(host, &vault, &args.selector, Takes::Look)?;
    let purpose = args.purpose.as_deref().map(|name| purpose_id(ui, policy, name)).transpose()?;
    let last = match args.expires_within.as_deref().map(date::Duration::parse) {
        None => None,
        Some(Some(length)) => Some(length.after(today)),
        Some(None) => {
            return Err(Failure::new(Code::BadDuration).arg("argument", "--expires-within"));
        }
    };
    let wanted = |one: &GivenAnswer| {
        let ends = one.consent.last_day();
        purpose.is_none_or(|id| one.consent.purpose == id)
            && args.state.is_none_or(|state| state.is(one.state))
            && last.is_none_or(|last| {
                one.state == AnswerState::Granted && ends.is_some_and(|day| day <= last)
            })
    };
    let answers = vault.answers(&selector)?;
    let rows = answers.into_iter().filter(wanted).map(|one| Row::new(ui, policy, one));
    match ui.rows("kedang.consent.list/1", rows)? {
        0 => ui.status("consent-none"),
        _ if args.exit_code => return Ok(Exit::Found),
        _ => {}
    }
    Ok(Exit::Done)
}

/// One answer.
#[derive(serde::Serialize)]
struct Row {
    number: String,
    purpose: String,
    sensitive: bool,
    recipient: Option<String>,
    answer: Answer,
    state: &'static str,
    date: String,
    method: String,
    evidence: Option<String>,
    notice: u32,
    until: Option<String>,
    withdrawn: Option<String>,
    #[serde(skip)]
    purpose_name: String,
    #[serde(skip)]
    method_name: String,
}

impl Row {
    fn new(ui: &Ui<'_>, policy: &Policy, one: GivenAnswer) -> Self {
        let GivenAnswer { number, consent, state } = one;
        let some = |text: String| Some(text).filter(|text| !text.is_empty());
        let chinese = ui.language() == Language::Chinese;
        let method = policy.consent_method(&consent.method);
        let method = method.map(|one| if chinese { &one.label_zh } else { &one.label_en });
        Self {
            number: number.to_string(),
            purpose_name: purpose_name(ui, policy, &consent.purpose),
            method_name: method.unwrap_or(&consent.method).clone(),
            purpose: consent.purpose,
            sensitive: consent.sensitive,
            recipient: some(consent.recipient),
            answer: consent.answer,
            state: state.id(),
            date: consent.date,
            method: consent.method,
            evidence: some(consent.evidence),
            notice: consent.notice,
            until: some(consent.until),
            withdrawn: some(consent.withdrawn),
        }
    }
}

impl View for Row {
    const COLUMNS: &'static [&'static str] = &[
        "number",
        "purpose",
        "sensitive",
        "recipient",
        "state",
        "date",
        "method",
        "evidence",
        "notice",
        "until",
        "withdrawn",
    ];

    fn cells(&self) -> Vec<Cell> {
        let named = |id: &String, name: &String| Cell::Named { id: id.clone(), name: name.clone() };
        vec![
            Cell::text(self.number.as_str()),
            named(&self.purpose, &self.purpose_name),
            Cell::Word(if self.sensitive { "yes" } else { "no" }),
            Cell::maybe(self.recipient.as_deref()),
            Cell::Word(self.state),
            Cell::text(self.date.as_str()),
            named(&self.method, &self.method_name),
            Cell::maybe(self.evidence.as_deref()),
            Cell::count(self.notice.into()),
            Cell::maybe(self.until.as_deref()),
            Cell::maybe(self.withdrawn.as_deref()),
        ]
    }
}
