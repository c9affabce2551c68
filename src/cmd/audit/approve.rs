//! `kedang audit approve` carries out what somebody else proposed.

use super::proposal::{self, Row, SCHEMA};
use crate::cmd::{Example, Globals, covering, operator, policy, purge, session, share};
use crate::error::{Code, Exit, Failure, Message, Result};
use crate::host::Host;
use crate::policy::{Document, Policy};
use crate::ui::Ui;
use crate::vault::{Approve, Approved, Plan, Proposal, Purged, Vault};

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example { what: "See what was proposed, and decide", line: "kedang audit approve P-40" },
    Example {
        what: "The same without a question",
        line: "kedang audit approve P-40 --reference MEMO-2026-03 --yes",
    },
];

/// Approve what somebody else proposed, which carries it out; an export is carried out by whoever
/// proposed it
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Number of the proposal, as `audit pending` lists it
    #[arg(value_name = "PROPOSAL")]
    pub proposal: String,

    /// Reference of the decision, free of personal data: up to 64 of A-Z a-z 0-9 space . / _ -
    #[arg(long, value_name = "REF")]
    pub reference: Option<String>,
}

/// Runs `kedang audit approve`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    let number = proposal::number(&args.proposal)?;
    let reference = covering::reference("--reference", args.reference.as_deref())?;
    let mut vault = session::open(ui, host, globals, "audit approve")?;
    let proposed = vault.may_approve(number)?;
    proposal::tell(ui, &proposed);
    foretell(ui, &mut vault, &proposed)?;
    if globals.dry_run {
        ui.record(SCHEMA, &Row::new(&proposed))?;
        return Ok(Exit::Done);
    }
    let count = proposal::count(&proposed.plan);
    ui.confirm_count(&Message::new("ask-count").arg("count", count), count)?;
    let done = vault.approve(&Approve { number, reference, progress: &|_, _| {} })?;
    let decided = vault.proposal(number)?;
    let exit = report(ui, &vault, &decided, &done)?;
    if let Plan::Purge { numbers, .. } = &proposed.plan {
        share::remind(ui, &mut vault, numbers);
    }
    Ok(exit)
}

/// Of a policy, what differs and what that does to the records.
fn foretell(ui: &Ui, vault: &mut Vault, proposed: &Proposal) -> Result<()> {
    let Plan::Policy { document, .. } = &proposed.plan else { return Ok(()) };
    let document = document.as_ref().map(|text| serde_json::from_str::<Document>(text));
    let document = document.transpose().map_err(|_| Failure::new(Code::Bug))?;
    let new = document.as_ref().unwrap_or_else(|| Policy::builtin().document());
    policy::apply::foretell(ui, vault, new)
}

fn report(ui: &Ui, vault: &Vault, proposed: &Proposal, done: &Approved) -> Result<Exit> {
    let mut row = Row::new(proposed);
    let (mut exit, mut told) = (Exit::Done, "approval-done");
    let (mut left, mut rotated): (&[String], _) = (&[], None);
    match done {
        Approved::Purged(Purged { done, .. }) => {
            let done = done.first();
            row.certificate = done.map(|done| done.certificate.as_str());
            left = done.map(|done| done.residual.as_slice()).unwrap_or_default();
        }
        Approved::Granted if matches!(proposed.plan, Plan::Share { .. }) => {
            told = "approval-granted-share";
        }
        Approved::Granted => told = "approval-granted",
        Approved::Enrolled(everywhere) if !everywhere => exit = Exit::Residual,
        Approved::Rotated(done) => {
            rotated = Some(done);
        }
        Approved::Applied(_) | Approved::Enrolled(_) => {}
    }
    ui.record(SCHEMA, &row)?;
    ui.status(proposal::about(told, proposed));
    Ok(match rotated {
        Some(done) => operator::rotate::left_behind(ui, vault, done)?,
        None if !left.is_empty() => purge::left_behind(ui, vault, left)?,
        None => exit,
    })
}
