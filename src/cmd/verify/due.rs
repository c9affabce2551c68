//! `kedang verify due` lists the records whose review is due.

use crate::cmd::record_view::{disclose, levels};
use crate::cmd::selection::{self, Takes};
use crate::cmd::{Example, Globals, session};
use crate::error::{Code, Exit, Failure, Result};
use crate::host::Host;
use crate::model::{Capability, Level, Part, RecordNumber, date};
use crate::policy::Policy;
use crate::ui::{Cell, Ui, View};
use crate::vault::{Record, Request};

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example { what: "List what is due today", line: "kedang verify due" },
    Example { what: "List what falls due within a month", line: "kedang verify due --within 30d" },
    Example {
        what: "Let cron speak up only when something is due",
        line: "kedang verify due --exit-code --quiet",
    },
];

/// List the records to be reviewed, by the cycle of their grade
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Records: numbers (K-12, K-15..K-40) or terms (grade:A, tag:expo); - reads them from
    /// standard input
    #[arg(value_name = "SELECTOR")]
    pub selector: Vec<String>,

    /// Include what falls due within this time, such as 30d
    #[arg(long, value_name = "TIME")]
    pub within: Option<String>,

    /// Exit with status 4 if the list is not empty
    #[arg(long)]
    pub exit_code: bool,
}

/// Runs `kedang verify due`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    let mut vault = session::open(ui, host, globals, "verify due")?;
    vault.require(Capability::Read)?;
    let policy = vault.policy();
    let mut selector = selection::read(host, &vault, &args.selector, Takes::Look)?;
    let today = vault.today()?;
    let last = match args.within.as_deref().map(date::Duration::parse) {
        None => today,
        Some(Some(length)) => length.after(today),
        Some(None) => return Err(Failure::new(Code::BadDuration).arg("argument", "--within")),
    };
    let due = format!("due.before:{}", date::plus_days(last, 1));
    selector.terms.extend(selection::parse(policy, &[due], today)?.terms);
    let parts: Vec<Part> = [Level::Two, Level::Three]
        .into_iter()
        .filter(|level| vault.clearance().opens(*level))
        .map(Part::Level)
        .collect();
    let request = Request {
        verb: "verify",
        selector: &selector,
        levels: levels(&parts),
        parts,
        purpose: None,
        revealed: false,
        order: None,
        limit: None,
    };
    let mut rows = Vec::new();
    disclose(&mut vault, &request, |record| {
        rows.extend(Row::of(policy, record, today));
        Ok(())
    })?;
    rows.sort_by_key(|row| (row.due, row.number));
    match ui.rows("kedang.verify.due/1", rows)? {
        0 => ui.status("verify-none-due"),
        _ if args.exit_code => return Ok(Exit::Found),
        _ => {}
    }
    Ok(Exit::Done)
}

/// One record to be reviewed; the most overdue come first.
#[derive(serde::Serialize)]
struct Row {
    #[serde(serialize_with = "as_text")]
    number: RecordNumber,
    name: Option<String>,
    #[serde(serialize_with = "as_text")]
    due: jiff::civil::Date,
    grade: Option<String>,
    owner: Option<String>,
    verified: Option<String>,
}

fn as_text<S: serde::Serializer>(
    value: &impl std::fmt::Display,
    serializer: S,
) -> std::result::Result<S::Ok, S::Error> {
    serializer.collect_str(value)
}

impl Row {
    fn of(policy: &Policy, record: &Record, today: jiff::civil::Date) -> Option<Self> {
        let known = policy.known();
        let text = |field| record.fields.get(field).map(|value| value.text.clone());
        Some(Self {
            number: record.number,
            name: text(known.name).or_else(|| text(known.company)),
            due: policy.review_day(&record.fields, today)?,
            grade: text(known.grade),
            owner: policy.id("owner").and_then(text),
            verified: text(known.verified),
        })
    }
}

impl View for Row {
    const COLUMNS: &'static [&'static str] =
        &["number", "name", "due", "grade", "owner", "verified"];

    fn cells(&self) -> Vec<Cell> {
        vec![
            self.number.into(),
            Cell::maybe(self.name.as_deref()),
            Cell::Date(self.due),
            Cell::maybe(self.grade.as_deref()),
            Cell::maybe(self.owner.as_deref()),
            Cell::maybe(self.verified.as_deref()),
        ]
    }
}
