//! What the steps of a share have in common: its number, a reference, and the share as it is then.

use super::row::Row;
use crate::cmd::{Globals, covering, session};
use crate::error::{Exit, Message, Result};
use crate::host::Host;
use crate::ui::{Format, Ui};
use crate::vault::ShareStep;

/// Which share, and what proves the step.
#[derive(Debug, clap::Args)]
pub struct Step {
    /// The number of the share: S-3
    #[arg(value_name = "SHARE")]
    pub share: String,

    /// What proves it: the number of a receipt, a letter, a message; no customer's data
    #[arg(long, value_name = "REFERENCE")]
    pub reference: Option<String>,
}

/// Notes the step.
pub(super) fn take(
    ui: &Ui,
    host: &Host,
    globals: &Globals,
    (command, step, typed): (&'static str, ShareStep, &Step),
) -> Result<Exit> {
    let reference = covering::reference("--reference", typed.reference.as_deref())?;
    let number = super::number(&typed.share)?;
    let mut vault = session::open(ui, host, globals, command)?;
    let (policy, today) = (vault.policy(), vault.today()?);
    let share = vault.take_step((number, step), reference, globals.dry_run)?;
    if ui.format() != Format::Table {
        let schema = format!("kedang.{}/1", command.replace(' ', "."));
        ui.record(&schema, &Row::new((ui, policy), &share, today))?;
    }
    let id = match step {
        _ if globals.dry_run => "share-would",
        ShareStep::Returned => "share-returned",
        ShareStep::Destroyed => "share-destroyed",
        ShareStep::Revoked => "share-revoked",
        ShareStep::Told => "share-told",
    };
    let message = Message::new(id).arg("share", super::name(number));
    ui.status(message.arg("recipient", share.handover.recipient.as_str()));
    Ok(Exit::Done)
}
