//! `kedang share return` notes that nothing of a share is out any more.

use super::step;
use crate::cmd::{Example, Globals};
use crate::error::{Exit, Result};
use crate::host::Host;
use crate::ui::Ui;
use crate::vault::ShareStep;

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example {
        what: "Note that what was lent is back",
        line: "kedang share return S-1 --reference RET-2026-03",
    },
    Example {
        what: "Note that the recipient confirmed to have destroyed what was issued",
        line: "kedang share return S-2 --destroyed --reference CERT-2026-03",
    },
];

/// Note that a share was given back, or that the recipient destroyed it
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Which share, and what proves it.
    #[command(flatten)]
    pub step: step::Step,

    /// The recipient confirmed to have destroyed it
    #[arg(long)]
    pub destroyed: bool,
}

/// Runs `kedang share return`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    let step = if args.destroyed { ShareStep::Destroyed } else { ShareStep::Returned };
    step::take(ui, host, globals, ("share return", step, &args.step))
}
