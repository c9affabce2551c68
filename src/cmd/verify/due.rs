//! `kedang verify due` lists the records whose review is due.

use crate::cmd::record_view::{disclose, levels};
use crate::cmd::selection::{self, Takes};
use crate::cmd::{Example, Globals, session};
use crate::error::{Code, Exit, Failure, Result};
use crate::host::Host;
use crate::model::review::{Reckoner, Why};
use crate::model::{Dictionary, Level, Part, RecordNumber, Term, date};
use crate::policy::Policy;
use crate::ui::{Cell, Language, Ui, View};
use crate::vault::{Record, Request};

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example { what: "List what is due today", line: "kedang verify due" },
    Example { what: "List what falls due within a month", line: "kedang verify due --within 30d" },
    Example { what: "List one person's work", line: "kedang verify due --owner 王 --within 1y" },
    Example {
        what: "Let cron speak up only when something is due",
        line: "kedang verify due --exit-code --quiet",
    },
];

/// List the records to be reviewed as a work list, by owner and day, with the reason; without those
/// proposed for destruction
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Records: numbers (K-12, K-15..K-40) or terms (grade:A, tag:expo); - reads them from
    /// standard input
    #[arg(value_name = "SELECTOR")]
    pub selector: Vec<String>,

    /// Only the records of this owner
    #[arg(long, value_name = "OWNER")]
    pub owner: Option<String>,

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
    let policy = vault.policy();
    let mut selector = selection::read(host, &vault, &args.selector, Takes::Look)?;
    let today = vault.today()?;
    let last = match args.within.as_deref().map(date::Duration::parse) {
        None => today,
        Some(Some(length)) => length.after(today),
        Some(None) => return Err(Failure::new(Code::BadDuration).arg("argument", "--within")),
    };
    let mut terms = vec![format!("due.before:{}", date::plus_days(last, 1))];
    terms.extend(args.owner.iter().map(|owner| format!("owner:{}", owner.replace(',', "\\,"))));
    selector.terms.extend(selection::parse(policy, &terms, today)?.terms);
    // What somebody proposed to destroy waits for a decision, not for a review.
    selector.terms.extend(policy.known().proposed.map(Term::empty));
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
    let teller = Teller { ui, policy, reckoner: policy.review().on(today) };
    let mut rows = Vec::new();
    disclose(&mut vault, &request, |record| {
        rows.extend(teller.row(record));
        Ok(())
    })?;
    rows.sort_by_cached_key(|row| (row.owner.is_none(), row.owner.clone(), row.due, row.number));
    match ui.rows("kedang.verify.due/1", rows)? {
        0 => ui.status("verify-none-due"),
        _ if args.exit_code => return Ok(Exit::Found),
        _ => {}
    }
    Ok(Exit::Done)
}

/// One record to be reviewed; those of one owner stand together, the most overdue first.
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
    /// Dealings in the past year.
    activity: u64,
    /// Why it is due then: `cycle`, `event`, or the id of what changed the cycle.
    why: String,
    #[serde(skip)]
    why_shown: String,
}

fn as_text<S: serde::Serializer>(
    value: &impl std::fmt::Display,
    serializer: S,
) -> std::result::Result<S::Ok, S::Error> {
    serializer.collect_str(value)
}

/// Puts records into rows.
struct Teller<'a, 'h> {
    ui: &'a Ui<'h>,
    policy: &'static Policy,
    reckoner: Reckoner,
}

impl Teller<'_, '_> {
    fn row(&self, record: &Record) -> Option<Row> {
        let known = self.policy.known();
        let text = |field| record.fields.get(field).map(|value| value.text.clone());
        let due = self.reckoner.due(&record.fields)?;
        Some(Row {
            number: record.number,
            name: text(known.name).or_else(|| text(known.company)),
            due: due.day,
            grade: text(known.grade),
            owner: self.policy.id("owner").and_then(text),
            verified: text(known.verified),
            activity: self.reckoner.dealings(&record.fields),
            why: due.why.id().to_owned(),
            why_shown: self.reason(due.why),
        })
    }

    /// The reason in the language shown.
    fn reason(&self, why: Why<'_>) -> String {
        let id = match why {
            Why::Cycle => "verify-why-cycle",
            Why::Event => "verify-why-event",
            Why::Pace(id) => {
                let chinese = self.ui.language() == Language::Chinese;
                let modifiers = &self.policy.document().review.modifiers;
                let label = modifiers
                    .iter()
                    .find(|one| one.id == id)
                    .map(|one| if chinese { &one.label_zh } else { &one.label_en });
                return label.map_or_else(|| id.to_owned(), Clone::clone);
            }
        };
        self.ui.text(&id.into())
    }
}

impl View for Row {
    const COLUMNS: &'static [&'static str] =
        &["number", "name", "due", "grade", "owner", "verified", "activity", "why"];

    fn cells(&self) -> Vec<Cell> {
        vec![
            self.number.into(),
            Cell::maybe(self.name.as_deref()),
            Cell::Date(self.due),
            Cell::maybe(self.grade.as_deref()),
            Cell::maybe(self.owner.as_deref()),
            Cell::maybe(self.verified.as_deref()),
            Cell::count(self.activity),
            Cell::Named { id: self.why.clone(), name: self.why_shown.clone() },
        ]
    }
}
