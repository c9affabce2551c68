//! `kedang tag remove` takes a tag off records.

use crate::cmd::alteration::{self, Task};
use crate::cmd::selection::{self, Takes};
use crate::cmd::{Example, Globals, session};
use crate::error::{Exit, Result};
use crate::host::Host;
use crate::ui::Ui;

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] =
    &[Example { what: "Take a tag off one customer", line: "kedang tag remove expo K-12" }];

/// Take a tag off records
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

/// Runs `kedang tag remove`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    let mut vault = session::open(ui, host, globals, "tag remove")?;
    let named = super::named(ui, &vault, &args.tag);
    // A record may have a tag that the policy allows no more.
    let kept = || vault.policy().kept_tags(&args.tag);
    let tags = named.as_ref().map_or_else(|_| kept(), Clone::clone);
    let selector = selection::read(host, &vault, &args.selector, Takes::Change)?;
    let task = Task { schema: "kedang.tag.remove/1", selector: &selector, asks: true };
    let done = alteration::carry_out(ui, globals, &mut vault, &task, |vault, aim| {
        Ok(vault.remove_tags(aim, &tags)?)
    })?;
    if done.changed.is_empty() {
        named?;
    }
    alteration::report::<()>(ui, task.schema, (&done, globals.dry_run), &[])?;
    Ok(Exit::Done)
}
