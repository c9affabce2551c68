//! `kedang tag add` puts a tag on records.

use crate::cmd::alteration::{self, Task};
use crate::cmd::selection::{self, Takes};
use crate::cmd::{Example, Globals, session};
use crate::error::{Exit, Result};
use crate::host::Host;
use crate::ui::Ui;

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example { what: "Tag two customers", line: "kedang tag add expo K-12 K-15" },
    Example {
        what: "Tag everyone of a region without being asked",
        line: "kedang tag add expo region:上海 --yes",
    },
];

/// Put a tag on records
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The tag
    #[arg(value_name = "TAG")]
    pub tag: String,

    /// Records: numbers (K-12, K-15..K-40) or terms (grade:A, tag:expo); - reads them from
    /// standard input
    #[arg(value_name = "SELECTOR", required = true)]
    pub selector: Vec<String>,
}

/// Runs `kedang tag add`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    let mut vault = session::open(ui, host, globals, "tag add")?;
    let tags = super::named(ui, &vault, &args.tag)?;
    let selector = selection::read(host, &vault, &args.selector, Takes::Change)?;
    let task = Task { schema: "kedang.tag.add/1", selector: &selector, asks: true };
    alteration::run(ui, globals, &mut vault, &task, |vault, aim| vault.add_tags(aim, &tags))
}
