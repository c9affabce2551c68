//! `kedang share revoke` ends a share before its time.

use super::step;
use crate::cmd::{Example, Globals};
use crate::error::{Exit, Result};
use crate::host::Host;
use crate::ui::Ui;
use crate::vault::ShareStep;

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] =
    &[Example { what: "End what was issued", line: "kedang share revoke S-1" }];

/// End a share before its time; the recipient is to be told, and to confirm
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Which share, and what proves it.
    #[command(flatten)]
    pub step: step::Step,
}

/// Runs `kedang share revoke`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    step::take(ui, host, globals, ("share revoke", ShareStep::Revoked, &args.step))
}
