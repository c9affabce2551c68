//! `kedang tag list` lists the tags in use.

use crate::cmd::selection::{self, Takes};
use crate::cmd::{Example, Globals, session};
use crate::error::{Exit, Result};
use crate::host::Host;
use crate::ui::{Cell, Ui, View};

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example { what: "List all tags", line: "kedang tag list" },
    Example { what: "List the tags of one grade's customers", line: "kedang tag list grade:A" },
];

/// List the tags in use and how many records have each
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Records: numbers (K-12, K-15..K-40) or terms (grade:A, tag:expo); - reads them from
    /// standard input
    #[arg(value_name = "SELECTOR")]
    pub selector: Vec<String>,
}

/// Runs `kedang tag list`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    let mut vault = session::open(ui, host, globals, "tag list")?;
    let selector = selection::read(host, &vault, &args.selector, Takes::Look)?;
    let tags = vault.policy().known().tags;
    let counts = vault.tally("tag", &selector, tags)?;
    let mut rows: Vec<Row> = counts.into_iter().map(|(tag, count)| Row { tag, count }).collect();
    rows.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.tag.cmp(&b.tag)));
    if ui.rows("kedang.tag.list/1", rows)? == 0 {
        ui.status("tag-none");
    }
    Ok(Exit::Done)
}

/// One tag; the most used come first.
#[derive(serde::Serialize)]
struct Row {
    tag: String,
    count: u64,
}

impl View for Row {
    const COLUMNS: &'static [&'static str] = &["tag", "count"];

    fn cells(&self) -> Vec<Cell> {
        vec![Cell::text(&self.tag), Cell::count(self.count)]
    }
}
