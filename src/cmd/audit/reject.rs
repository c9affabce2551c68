//! `kedang audit reject` says no to what somebody proposed.

use super::proposal::{self, Row, SCHEMA};
use crate::cmd::{Example, Globals, covering, session};
use crate::error::{Exit, Result};
use crate::host::Host;
use crate::ui::Ui;

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[Example {
    what: "Reject a proposal, with a reference of the decision",
    line: "kedang audit reject P-40 --reference MEMO-2026-03",
}];

/// Reject what somebody proposed, or withdraw what one proposed oneself
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Number of the proposal, as `audit pending` lists it
    #[arg(value_name = "PROPOSAL")]
    pub proposal: String,

    /// Reference of the decision, free of personal data: up to 64 of A-Z a-z 0-9 space . / _ -
    #[arg(long, value_name = "REF")]
    pub reference: Option<String>,
}

/// Runs `kedang audit reject`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    let number = proposal::number(&args.proposal)?;
    let reference = covering::reference("--reference", args.reference.as_deref())?;
    let mut vault = session::open(ui, host, globals, "audit reject")?;
    if globals.dry_run {
        ui.record(SCHEMA, &Row::new(&vault.proposal(number)?))?;
        return Ok(Exit::Done);
    }
    vault.reject(number, reference)?;
    let rejected = vault.proposal(number)?;
    ui.record(SCHEMA, &Row::new(&rejected))?;
    ui.status(proposal::about("approval-said-no", &rejected));
    Ok(Exit::Done)
}
