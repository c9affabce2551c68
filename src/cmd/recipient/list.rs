//! `kedang recipient list` lists who may be given records.

use super::Row;
use crate::cmd::{Example, Globals, session};
use crate::error::{Exit, Result};
use crate::host::Host;
use crate::ui::Ui;

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] =
    &[Example { what: "List all recipients with their agreements", line: "kedang recipient list" }];

/// List the registered recipients
#[derive(Debug, clap::Args)]
pub struct Args {}

/// Runs `kedang recipient list`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, _args: &Args) -> Result<Exit> {
    let mut vault = session::open(ui, host, globals, "recipient list")?;
    let all = vault.recipients()?;
    if ui.rows("kedang.recipient.list/1", all.iter().map(Row::new))? == 0 {
        ui.status("recipient-none");
    }
    Ok(Exit::Done)
}
