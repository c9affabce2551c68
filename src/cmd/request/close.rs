//! `kedang request close` ends a request that was answered.

use super::row::{self, Row};
use crate::cmd::{Example, Globals, session};
use crate::error::{Exit, Message, Result};
use crate::host::Host;
use crate::model::{RequestState, Right};
use crate::policy::Standing;
use crate::ui::Ui;
use crate::vault::Answered;

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] =
    &[Example { what: "Lift a restriction", line: "kedang request close R-3" }];

/// Close a request that was answered and carried out; it lifts a restriction
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The request: R-3
    #[arg(value_name = "REQUEST")]
    pub request: String,
}

/// Runs `kedang request close`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    let number = super::number(&args.request)?;
    let mut vault = session::open(ui, host, globals, "request close")?;
    let done = vault.close_request(number, globals.dry_run)?;
    let shown = Row::new(
        (ui, vault.policy()),
        (done.record, &done.request),
        Some(&done.aftermath),
        globals.dry_run,
    );
    ui.record("kedang.request.close/1", &shown)?;
    if globals.dry_run {
        ui.status("request-rehearsed");
    } else {
        let message = Message::new(told(&done)).arg("request", row::name(number));
        ui.status(message.arg("record", done.record));
    }
    Ok(Exit::Done)
}

/// What closing came to.
fn told(done: &Answered) -> &'static str {
    let granted = done.request.state == RequestState::Granted;
    match done.request.right {
        Right::Restriction if granted && done.aftermath.standing == Standing::Active => {
            "request-lifted"
        }
        Right::Erasure if granted => "request-erasure-withdrawn",
        _ => "request-closed",
    }
}
