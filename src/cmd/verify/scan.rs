//! `kedang verify scan` looks for records that cannot be true or complete.
//!
//! Findings are shown as they come; duplicates come last, because they show only when all records
//! have been seen.

use super::health::{Health, Unseen};
use super::pass::{Met, open_parts, pass};
use crate::cmd::fields::{label, reason};
use crate::cmd::selection::{self, Takes};
use crate::cmd::{Example, Globals, session};
use crate::error::{Code as Failed, Exit, Failure, Message, Result};
use crate::host::Host;
use crate::model::{RecordNumber, Selector};
use crate::policy::{Code, Finding, Policy, Severity as Weight};
use crate::ui::{Cell, Column, Language, Rows, Ui, View};
use crate::vault::{Twin, Vault};

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example { what: "Check all records", line: "kedang verify scan" },
    Example {
        what: "Check one source's customers, for a script",
        line: "kedang verify scan source:展会 --format jsonl",
    },
    Example { what: "See how good the data is", line: "kedang verify scan --summary" },
    Example {
        what: "Find the worst records; fail only if one is below the policy's pass mark",
        line: "kedang verify scan --records --fail-under policy",
    },
];

/// Find records whose values are wrong, missing, stale or contradictory; exit status 4 if there are
/// any
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Records: numbers (K-12, K-15..K-40) or terms (grade:A, tag:expo); - reads them from
    /// standard input
    #[arg(value_name = "SELECTOR")]
    pub selector: Vec<String>,

    /// List and count for the exit status only findings of this severity
    #[arg(long, value_name = "SEVERITY", value_enum)]
    pub severity: Option<Severity>,

    /// Show only how many findings there are and the overall score
    #[arg(long, conflicts_with = "records")]
    pub summary: bool,

    /// Show each record with its score instead of the findings, the lowest first
    #[arg(long)]
    pub records: bool,

    /// Exit with status 4 only if a record's score is below this: 0 to 100, or policy for the pass
    /// mark of the policy
    #[arg(long, value_name = "SCORE")]
    pub fail_under: Option<String>,
}

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Severity {
    /// Says something wrong, or keeps the record from serving
    #[value(alias = "严重")]
    Serious,
    /// Untidy, unsure or late
    #[value(alias = "轻微")]
    Minor,
}

/// Runs `kedang verify scan`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    let mut vault = session::open(ui, host, globals, "verify scan")?;
    let policy = vault.policy();
    let limit = args.fail_under.as_deref().map(|text| limit(policy, text)).transpose()?;
    let selector = selection::read(host, &vault, &args.selector, Takes::Look)?;
    let listing = !args.summary && !args.records;
    let list = listing.then(|| ui.list("kedang.verify.scan/1", Row::columns())).transpose()?;
    let health = Health::new(policy).apart_from(unseen(&mut vault, &selector)?);
    let mut scan = Scan { ui, policy, args, list, health, found: 0, lost: Vec::new() };
    scan.look(&mut vault, &selector)?;
    scan.show()?;
    let failed = match limit {
        Some(limit) => scan.health.below(limit) > 0,
        None => scan.found > 0,
    };
    scan.tell();
    Ok(if failed { Exit::Found } else { Exit::Done })
}

/// What this operator does not see. Records of others are counted whatever terms were given: how
/// many of them the terms take would tell what stands in them.
fn unseen(vault: &mut Vault, selector: &Selector) -> Result<Unseen> {
    let open = open_parts(vault);
    let closed = vault.policy().fields().filter(|(_, field)| !open.contains(&field.part));
    let fields = closed.count() as u64;
    let typed = !selector.is_empty() && !selector.looks_inside();
    Ok(Unseen { fields, records: if typed { 0 } else { vault.others()? } })
}

/// The score that `--fail-under` names.
fn limit(policy: &Policy, text: &str) -> Result<u8> {
    if matches!(text, "policy" | "制度") {
        return Ok(policy.document().quality.pass_score);
    }
    text.parse().ok().filter(|score| *score <= 100).ok_or_else(|| {
        Failure::new(Failed::UnknownValue)
            .arg("option", "--fail-under")
            .arg("value", text)
            .arg("known", "0–100, policy")
    })
}

/// A scan that is being made.
struct Scan<'u, 'h, 'a> {
    ui: &'u Ui<'h>,
    policy: &'static Policy,
    args: &'a Args,
    /// The findings, where they are shown.
    list: Option<Rows<'u, 'h>>,
    health: Health,
    /// Findings that count for the exit status.
    found: u64,
    /// The first few records that are dead or whose customer nobody reaches.
    lost: Vec<String>,
}

/// So many lost records are named in the hint.
const NAMED: usize = 5;

/// What may end with the destruction of a record.
const LOST: [Code; 2] = [Code::Dead, Code::Unreachable];

impl Scan<'_, '_, '_> {
    fn look(&mut self, vault: &mut Vault, selector: &Selector) -> Result<()> {
        pass(vault, ("verify", selector), &mut |met| match met {
            Met::Record(record, findings) => {
                self.health.begin(record.number);
                let proposed = self.policy.proposed(&record.fields).is_some();
                findings.iter().try_for_each(|finding| {
                    if LOST.contains(&finding.code) && !proposed {
                        self.lose(record.number);
                    }
                    self.take(record.number, finding, None)
                })
            }
            Met::Twin(twin) => {
                let finding = Finding::new(twin.field, Code::Duplicate);
                self.take(twin.number, &finding, Some(twin))
            }
        })
    }

    /// Notes a record that may end with its destruction, which nobody proposed yet.
    fn lose(&mut self, number: RecordNumber) {
        let number = number.to_string();
        // It may be dead for one reason and for the other.
        if self.lost.len() < NAMED && self.lost.last() != Some(&number) {
            self.lost.push(number);
        }
    }

    /// Counts a finding, and shows it where findings are shown.
    fn take(&mut self, number: RecordNumber, finding: &Finding, twin: Option<&Twin>) -> Result<()> {
        self.health.note(number, finding.code);
        let severity = finding.code.severity();
        if !self.args.severity.is_none_or(|only| only.is(severity)) {
            return Ok(());
        }
        self.found += 1;
        let Some(list) = &mut self.list else { return Ok(()) };
        list.push(&Row::of(self.ui, self.policy, (number, finding), twin))
    }

    /// Shows what is not shown yet.
    fn show(&mut self) -> Result<()> {
        let summary = self.health.summary();
        match self.list.take() {
            Some(list) => list.finish_with("summary", &summary).map(drop),
            None if self.args.records => {
                self.ui.rows("kedang.verify.records/1", self.health.scores()).map(drop)
            }
            None => self.ui.record("kedang.verify.summary/1", &summary),
        }
    }

    /// Says on standard error what it comes to.
    fn tell(&self) {
        let (ui, summary) = (self.ui, self.health.summary());
        for (code, count) in self.health.codes() {
            let finding = ui.text(&Message::new(format!("finding-{}", code.id())));
            ui.status(Message::new("verify-summary").arg("count", *count).arg("finding", finding));
        }
        let found = self.health.codes().values().sum::<u64>();
        ui.status(
            Message::new("verify-scanned").arg("scanned", summary.scanned).arg("found", found),
        );
        if let Some(score) = summary.mean().filter(|_| found > 0) {
            let message = Message::new("verify-score").arg("score", score);
            let message = message.arg("serious", summary.serious).arg("minor", summary.minor);
            ui.status(
                message.arg("failing", summary.failing).arg("pass", summary.pass_score.to_string()),
            );
        }
        for (id, count) in [
            ("verify-unseen-fields", summary.unseen_fields),
            ("verify-unseen-records", summary.unseen_records),
        ] {
            if count > 0 {
                ui.note(Message::new(id).arg("count", count));
            }
        }
        if !self.lost.is_empty() {
            ui.note(Message::new("verify-lost").arg("records", self.lost.join(" ")));
        }
    }
}

impl Severity {
    fn is(self, weight: Weight) -> bool {
        weight
            == match self {
                Self::Serious => Weight::Serious,
                Self::Minor => Weight::Minor,
            }
    }
}

/// One thing that is wrong with a record.
#[derive(serde::Serialize)]
struct Row<'a> {
    number: String,
    field: &'a str,
    code: &'static str,
    severity: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    nearest: Option<&'a str>,
    /// Further fields it is about.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fields: Vec<&'a str>,
    /// The first of the records with the same identifier.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    with: Vec<String>,
    #[serde(skip)]
    label: String,
    #[serde(skip)]
    finding: String,
}

impl<'a> Row<'a> {
    fn columns() -> Vec<Column> {
        Self::COLUMNS.iter().map(|id| Column::new(id)).collect()
    }

    fn of(
        ui: &Ui<'_>,
        policy: &'a Policy,
        (number, finding): (RecordNumber, &'a Finding),
        twin: Option<&Twin>,
    ) -> Self {
        let name = |field| label(policy, field, ui.language());
        let others: Vec<&str> = finding.others.iter().map(|field| name(*field)).collect();
        let with: Vec<String> =
            twin.into_iter().flat_map(|twin| &twin.others).map(ToString::to_string).collect();
        let mut names: Vec<&str> = with.iter().map(String::as_str).collect();
        if twin.is_some_and(|twin| twin.count > twin.others.len() as u64) {
            names.push("…");
        }
        let mut label = name(finding.field).to_owned();
        if finding.code == Code::Incomplete {
            names.clone_from(&others);
        } else {
            // Any of them would do.
            label = [label.as_str()].into_iter().chain(others).collect::<Vec<_>>().join("/");
        }
        let mut told = reason(ui, finding);
        if matches!(finding.code, Code::AmbiguousRegion | Code::FormerRegion) {
            names.extend(finding.nearest.as_deref());
        }
        if !names.is_empty() {
            told += if ui.language() == Language::Chinese { "：" } else { ": " };
            told += &names.join(if ui.language() == Language::Chinese { "、" } else { ", " });
        }
        Self {
            number: number.to_string(),
            field: &policy.field(finding.field).id,
            code: finding.code.id(),
            severity: finding.code.severity().id(),
            nearest: finding.nearest.as_deref(),
            fields: finding.others.iter().map(|field| policy.field(*field).id.as_str()).collect(),
            with,
            label,
            finding: told,
        }
    }
}

impl View for Row<'_> {
    const COLUMNS: &'static [&'static str] = &["number", "severity", "field", "finding"];

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::text(&self.number),
            Cell::Word(self.severity),
            Cell::Named { id: self.field.to_owned(), name: self.label.clone() },
            Cell::Named { id: self.code.to_owned(), name: self.finding.clone() },
        ]
    }
}
