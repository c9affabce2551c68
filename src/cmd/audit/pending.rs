//! `kedang audit pending` lists what waits for a second person.

use super::proposal::{Row, SCHEMA};
use crate::cmd::{Example, Globals, session};
use crate::error::{Exit, Result};
use crate::host::Host;
use crate::ui::Ui;

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example { what: "List what waits", line: "kedang audit pending" },
    Example {
        what: "Let cron speak up only when something waits",
        line: "kedang audit pending --exit-code --quiet",
    },
];

/// List what was proposed and waits for a second person
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Exit with status 4 if the list is not empty
    #[arg(long)]
    pub exit_code: bool,
}

/// Runs `kedang audit pending`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    let mut vault = session::open(ui, host, globals, "audit pending")?;
    let waiting = vault.pending()?;
    let count = ui.rows(SCHEMA, waiting.iter().map(Row::new))?;
    if count == 0 {
        ui.status("approval-none");
    }
    Ok(if args.exit_code && count > 0 { Exit::Found } else { Exit::Done })
}
