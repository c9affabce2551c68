//! `kedang request list` shows what waits for an answer, and what became of the rest.

use super::row;
use crate::cmd::{Example, Globals, session};
use crate::error::{Code, Exit, Failure, Result};
use crate::host::Host;
use crate::model::{RequestState, date};
use crate::policy::Policy;
use crate::ui::{Cell, Language, Ui, View};
use crate::vault::{Became, ListedRequest, RequestQuestion};
use jiff::civil::Date;

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example { what: "List what waits for an answer", line: "kedang request list" },
    Example {
        what: "Let cron speak up only when an answer is due within five days",
        line: "kedang request list --due-within 5d --exit-code --quiet",
    },
    Example {
        what: "List every request there ever was, with what became of it",
        line: "kedang request list --all",
    },
];

/// List the requests that wait for an answer
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Include what is answered or closed, and what was asked about records that are destroyed
    #[arg(long)]
    pub all: bool,

    /// Only what is to be answered within this time, such as 5d; overdue ones too
    #[arg(long, value_name = "TIME")]
    pub due_within: Option<String>,

    /// Only requests for this: access, copy, portability, correction, erasure, restriction or the
    /// Chinese name
    #[arg(long, value_name = "RIGHT")]
    pub right: Option<String>,

    /// Exit with status 4 if the list is not empty
    #[arg(long)]
    pub exit_code: bool,
}

/// Runs `kedang request list`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    let mut vault = session::open(ui, host, globals, "request list")?;
    let (policy, today) = (vault.policy(), vault.today()?);
    let bad = || Failure::new(Code::BadDuration).arg("argument", "--due-within");
    let within = args.due_within.as_deref();
    let within = within.map(|text| date::Duration::parse(text).ok_or_else(bad)).transpose()?;
    let right = args.right.as_deref().map(|name| super::right(ui, policy, name)).transpose()?;
    let due = within.map(|length| length.after(today));
    let found = vault.list_requests(&RequestQuestion { all: args.all, due, right })?;
    let chinese = ui.language() == Language::Chinese;
    let rows = found.iter().map(|one| Row { one, policy, chinese, today });
    let count = ui.rows("kedang.request.list/1", rows)?;
    if count == 0 {
        ui.status(if args.all { "request-never" } else { "request-none" });
    }
    Ok(if args.exit_code && count > 0 { Exit::Found } else { Exit::Done })
}

/// A request in a list.
struct Row<'a> {
    one: &'a ListedRequest,
    policy: &'static Policy,
    chinese: bool,
    today: Date,
}

impl Row<'_> {
    /// Days until the answer is due; negative when it is overdue, nothing once it is given.
    fn days_left(&self) -> Option<i32> {
        let due = self.one.due.filter(|_| self.one.is_waiting())?;
        Some(self.today.until(due).map_or(0, |span| span.get_days()))
    }

    fn state(&self) -> &'static str {
        match self.one.became {
            Became::Open => "asked-open",
            Became::Overdue => "asked-overdue",
            Became::Granted => "asked-granted",
            Became::Refused => "asked-refused",
            Became::Closed => "asked-closed",
            Became::Destroyed => "asked-destroyed",
        }
    }
}

impl View for Row<'_> {
    const COLUMNS: &'static [&'static str] = &[
        "request",
        "number",
        "right",
        "opened",
        "answer_by",
        "first_answer_by",
        "days_left",
        "request_state",
        "answered",
        "refusal",
        "closed",
        "certificate",
    ];

    fn cells(&self) -> Vec<Cell> {
        let day = |day: Option<Date>| day.map_or(Cell::Empty, Cell::Date);
        let refusal = self.one.refusal.as_deref().unwrap_or_default();
        vec![
            Cell::text(row::name(self.one.number)),
            self.one.record.into(),
            row::right(self.policy, self.one.right, self.chinese),
            day(self.one.opened),
            day(self.one.due),
            day(self.one.first_due),
            self.days_left().map_or(Cell::Empty, |days| Cell::Number(days.into())),
            Cell::Word(self.state()),
            day(self.one.answered),
            row::choice(self.policy.refusals(), refusal, self.chinese),
            day(self.one.closed),
            Cell::maybe(self.one.certificate.as_deref()),
        ]
    }
}

impl serde::Serialize for Row<'_> {
    fn serialize<S: serde::Serializer>(
        &self,
        serializer: S,
    ) -> std::result::Result<S::Ok, S::Error> {
        use serde::ser::SerializeMap;
        let day = |day: Option<Date>| day.map(|day| day.to_string());
        let answer = self.one.answer.map(|answer| match answer {
            RequestState::Granted => "granted",
            _ => "refused",
        });
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("request", &row::name(self.one.number))?;
        map.serialize_entry("number", &self.one.record.to_string())?;
        map.serialize_entry("right", self.one.right.id())?;
        map.serialize_entry("opened", &day(self.one.opened))?;
        map.serialize_entry("answer_by", &day(self.one.due))?;
        map.serialize_entry("first_answer_by", &day(self.one.first_due))?;
        map.serialize_entry("put_off_because", &self.one.extension)?;
        map.serialize_entry("days_left", &self.days_left())?;
        map.serialize_entry("state", self.one.became.id())?;
        map.serialize_entry("answer", &answer)?;
        map.serialize_entry("answered", &day(self.one.answered))?;
        map.serialize_entry("refusal", &self.one.refusal)?;
        map.serialize_entry("closed", &day(self.one.closed))?;
        map.serialize_entry("certificate", &self.one.certificate)?;
        map.end()
    }
}
