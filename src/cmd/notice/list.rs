//! `kedang notice list` lists the versions of the notice.

use super::Row;
use crate::cmd::{Example, Globals, session};
use crate::error::{Exit, Result};
use crate::host::Host;
use crate::ui::Ui;

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[Example {
    what: "List all versions with the hashes of their texts",
    line: "kedang notice list",
}];

/// List the versions of the notice: since when, for which purposes, with the hash of the text
#[derive(Debug, clap::Args)]
pub struct Args {}

/// Runs `kedang notice list`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, _args: &Args) -> Result<Exit> {
    let mut vault = session::open(ui, host, globals, "notice list")?;
    let policy = vault.policy();
    let notices = vault.notices()?;
    let rows = notices.iter().map(|notice| Row::new(ui, policy, notice));
    if ui.rows("kedang.notice.list/1", rows)? == 0 {
        ui.status("notice-none");
    }
    Ok(Exit::Done)
}
