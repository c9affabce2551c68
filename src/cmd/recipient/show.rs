//! `kedang recipient show` shows one recipient.

use super::Row;
use crate::cmd::{Example, Globals, session};
use crate::error::{Exit, Result};
use crate::host::Host;
use crate::ui::Ui;
use crate::vault::{Error, ShareFault};

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[Example {
    what: "Show the agreement and the keys of a recipient",
    line: "kedang recipient show 示例呼叫中心",
}];

/// Show one registered recipient
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The name
    #[arg(value_name = "NAME")]
    pub name: String,
}

/// Runs `kedang recipient show`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    let mut vault = session::open(ui, host, globals, "recipient show")?;
    let all = vault.recipients()?;
    let found = all.iter().find(|one| one.name == args.name.trim());
    let none = || Error::Share(ShareFault::NoRecipient(args.name.clone()));
    ui.record("kedang.recipient.show/1", &Row::new(found.ok_or_else(none)?))?;
    Ok(Exit::Done)
}
