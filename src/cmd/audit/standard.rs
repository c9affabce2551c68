//! `kedang audit standard` says what becomes of each duty of the law, and since when.

use crate::cmd::{Example, Globals, session};
use crate::error::{Code, Exit, Failure, Message, Result};
use crate::host::Host;
use crate::policy::{Duty, Fate, Standard};
use crate::ui::{Cell, Language, Ui, View};
use crate::vault::{Evidence, Seen};

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example {
        what: "See what serves each duty of the PIPL, and since when",
        line: "kedang audit standard --law pipl",
    },
    Example { what: "List everything for a report", line: "kedang audit standard --format csv" },
];

/// List the duties of laws and standards: what enforces or evidences each here, and since when; an
/// alignment, no claim of conformity
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Only those of this law: pipl, dsl, ndr, csl, ecl, aml, gbt35273, gdpr, nist, records
    #[arg(long, value_name = "LAW")]
    pub law: Option<String>,
}

/// Runs `kedang audit standard`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    let table = Standard::table();
    let law = args.law.as_deref().map(|name| law(table, name)).transpose()?;
    let mut vault = session::open(ui, host, globals, "audit standard")?;
    let evidence = vault.evidence()?;
    let duties = table.duties.iter().filter(|duty| law.is_none_or(|law| duty.law == law));
    ui.rows("kedang.audit.standard/1", duties.map(|duty| Row::new(ui, table, duty, &evidence)))?;
    ui.note("audit-standard-alignment");
    Ok(Exit::Done)
}

/// The id of the law that `name` means: its id, or its name in either language.
fn law<'t>(table: &'t Standard, name: &str) -> Result<&'t str> {
    let is = |law: &&crate::policy::Law| {
        law.id.eq_ignore_ascii_case(name) || law.zh == name || law.en.eq_ignore_ascii_case(name)
    };
    let found = table.laws.iter().find(is).map(|law| law.id.as_str());
    found.ok_or_else(|| {
        let known: Vec<&str> = table.laws.iter().map(|law| law.id.as_str()).collect();
        let failure = Failure::new(Code::UnknownValue).arg("option", "--law");
        failure.arg("value", name).arg("known", known.join(", "))
    })
}

/// One duty.
#[derive(serde::Serialize)]
struct Row<'a> {
    law: &'a str,
    article: &'a str,
    duty: &'a str,
    how: &'static str,
    by: &'a [String],
    tests: &'a [String],
    /// When the log first shows it, in milliseconds since 1970 UTC.
    since: Option<i64>,
    last: Option<i64>,
    entries: u64,
    #[serde(skip)]
    law_name: &'a str,
    #[serde(skip)]
    how_name: String,
}

impl<'a> Row<'a> {
    fn new(ui: &Ui, table: &'a Standard, duty: &'a Duty, evidence: &Evidence) -> Self {
        let chinese = ui.language() == Language::Chinese;
        let law = table.law(&duty.law);
        let seen: Option<Seen> = evidence.of(&duty.evidence);
        Self {
            law: &duty.law,
            article: &duty.article,
            duty: if chinese { &duty.zh } else { &duty.en },
            how: duty.how.id(),
            by: &duty.by,
            tests: &duty.tests,
            since: seen.map(|seen| seen.first),
            // What is enforced holds at every moment, not at the last that the log shows.
            last: seen.filter(|_| duty.how != Fate::Enforced).map(|seen| seen.last),
            entries: seen.map_or(0, |seen| seen.count),
            law_name: law.map_or("", |law| if chinese { &law.zh } else { &law.en }),
            how_name: ui.text(&Message::new(format!("audit-duty-{}", duty.how.id()))),
        }
    }
}

impl View for Row<'_> {
    const COLUMNS: &'static [&'static str] =
        &["law", "article", "duty", "how", "by", "since", "last"];

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::Named { id: self.law.to_owned(), name: self.law_name.to_owned() },
            Cell::text(self.article),
            Cell::text(self.duty),
            Cell::Named { id: self.how.to_owned(), name: self.how_name.clone() },
            Cell::Many(self.by.iter().map(Cell::text).collect()),
            self.since.map_or(Cell::Empty, Cell::Time),
            self.last.map_or(Cell::Empty, Cell::Time),
        ]
    }
}
