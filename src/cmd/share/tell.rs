//! `kedang share tell` notes that a recipient was told.

use super::step;
use crate::cmd::{Example, Globals};
use crate::error::{Exit, Result};
use crate::host::Host;
use crate::ui::Ui;
use crate::vault::ShareStep;

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[Example {
    what: "Note the letter by which the recipient was told",
    line: "kedang share tell S-1 --reference LETTER-2026-03",
}];

/// Note that the recipient was told of what was destroyed, withdrawn or revoked
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Which share, and what proves it.
    #[command(flatten)]
    pub step: step::Step,
}

/// Runs `kedang share tell`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    step::take(ui, host, globals, ("share tell", ShareStep::Told, &args.step))
}
