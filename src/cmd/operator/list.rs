//! `kedang operator list` shows who may open the vault.

use super::row::Row;
use crate::cmd::{Example, Globals, session};
use crate::error::{Exit, Result};
use crate::host::Host;
use crate::ui::Ui;

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example { what: "Show who may open the vault", line: "kedang operator list" },
    Example { what: "Show those who no longer may too", line: "kedang operator list --all" },
];

/// Show who may open the vault
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Show those who were removed too
    #[arg(long)]
    pub all: bool,
}

/// Runs `kedang operator list`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    let vault = session::open(ui, host, globals, "operator list")?;
    let (policy, language) = (vault.policy(), ui.language());
    let all = vault.operators(args.all);
    let rows = all.iter().map(|enrolled| Row::new(policy, language, enrolled));
    ui.rows("kedang.operator.list/1", rows)?;
    Ok(Exit::Done)
}
