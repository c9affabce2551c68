//! `kedang verify scan` looks for records that cannot be true or complete.

use std::collections::BTreeMap;

use crate::cmd::fields::{label, reason};
use crate::cmd::record_view::disclose;
use crate::cmd::selection::{self, Takes};
use crate::cmd::{Example, Globals, session};
use crate::error::{Exit, Message, Result};
use crate::host::Host;
use crate::model::{Capability, Part};
use crate::policy::Code;
use crate::ui::{Cell, Column, Ui, View};
use crate::vault::Request;

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example { what: "Check all records", line: "kedang verify scan" },
    Example {
        what: "Check one source's customers, for a script",
        line: "kedang verify scan source:展会 --format jsonl",
    },
];

/// Find records whose values are wrong in form or missing; exit status 4 if there are any
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Records: numbers (K-12, K-15..K-40) or terms (grade:A, tag:expo); - reads them from
    /// standard input
    #[arg(value_name = "SELECTOR")]
    pub selector: Vec<String>,
}

/// Runs `kedang verify scan`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    let mut vault = session::open(ui, host, globals, "verify scan")?;
    vault.require(Capability::Read)?;
    let (policy, today) = (vault.policy(), vault.today()?);
    let selector = selection::read(host, &vault, &args.selector, Takes::Look)?;
    let clearance = vault.clearance();
    let parts: Vec<Part> =
        Part::ALL.into_iter().filter(|part| clearance.opens_part(*part)).collect();
    // Records are looked at, but no value is shown: no level is in the output.
    let request = Request {
        verb: "verify",
        selector: &selector,
        parts: parts.clone(),
        levels: Vec::new(),
        purpose: None,
        revealed: false,
        order: None,
        limit: None,
    };
    let mut list = ui.list("kedang.verify.scan/1", Row::columns())?;
    let mut counts: BTreeMap<Code, u64> = BTreeMap::new();
    let scanned = disclose(&mut vault, &request, |record| {
        for finding in policy.findings(&record.fields, &parts, today) {
            *counts.entry(finding.code).or_default() += 1;
            list.push(&Row {
                number: record.number.to_string(),
                field: &policy.field(finding.field).id,
                label: label(policy, finding.field, ui.language()),
                code: finding.code.id(),
                nearest: finding.nearest.as_deref(),
                finding: reason(ui, &finding),
            })?;
        }
        Ok(())
    })?;
    let found = list.finish()?;
    for (code, count) in &counts {
        let finding = ui.text(&Message::new(format!("finding-{}", code.id())));
        ui.status(Message::new("verify-summary").arg("count", *count).arg("finding", finding));
    }
    ui.status(Message::new("verify-scanned").arg("scanned", scanned).arg("found", found));
    Ok(if found == 0 { Exit::Done } else { Exit::Found })
}

/// One thing that is wrong with a record.
#[derive(serde::Serialize)]
struct Row<'a> {
    number: String,
    field: &'a str,
    code: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    nearest: Option<&'a str>,
    #[serde(skip)]
    label: &'a str,
    #[serde(skip)]
    finding: String,
}

impl Row<'_> {
    fn columns() -> Vec<Column> {
        Self::COLUMNS.iter().map(|id| Column::new(id)).collect()
    }
}

impl View for Row<'_> {
    const COLUMNS: &'static [&'static str] = &["number", "field", "finding"];

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::text(&self.number),
            Cell::Named { id: self.field.to_owned(), name: self.label.to_owned() },
            Cell::Named { id: self.code.to_owned(), name: self.finding.clone() },
        ]
    }
}
