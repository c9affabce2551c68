//! `kedang recipient remove` takes somebody off the register.

use super::Row;
use crate::cmd::{Example, Globals, session};
use crate::error::{Exit, Message, Result};
use crate::host::Host;
use crate::ui::{Format, Ui};

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[Example {
    what: "Share nothing more with a recipient",
    line: "kedang recipient remove 示例呼叫中心",
}];

/// Take a recipient off the register; what it has stays in the register of shares
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The name
    #[arg(value_name = "NAME")]
    pub name: String,
}

/// Runs `kedang recipient remove`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    let mut vault = session::open(ui, host, globals, "recipient remove")?;
    let removed = vault.remove_recipient(args.name.trim(), globals.dry_run)?;
    if ui.format() != Format::Table {
        ui.record("kedang.recipient.remove/1", &Row::new(&removed))?;
    }
    let id = if globals.dry_run { "recipient-would-remove" } else { "recipient-removed" };
    ui.status(Message::new(id).arg("name", removed.name));
    Ok(Exit::Done)
}
