//! `kedang share show` shows one share with all its terms.

use super::row::Row;
use crate::cmd::{Example, Globals, session};
use crate::error::{Exit, Result};
use crate::host::Host;
use crate::ui::Ui;
use crate::vault::{Error, ShareFault};

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example { what: "Show a share and what became of it", line: "kedang share show S-1" },
    Example {
        what: "Show its fields, levels, records and terms to a program",
        line: "kedang share show S-1 --format json",
    },
];

/// Show one share: records, recipient, terms, and what became of it
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The number of the share: S-3
    #[arg(value_name = "SHARE")]
    pub share: String,
}

/// Runs `kedang share show`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    let number = super::number(&args.share)?;
    let mut vault = session::open(ui, host, globals, "share show")?;
    let (policy, today) = (vault.policy(), vault.today()?);
    let shares = vault.shares()?;
    let found = shares.iter().find(|share| share.number == number);
    let share = found.ok_or(Error::Share(ShareFault::NoShare(number)))?;
    ui.record("kedang.share.show/1", &Row::new((ui, policy), share, today))?;
    Ok(Exit::Done)
}
