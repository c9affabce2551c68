//! `kedang consent grant` keeps that persons agreed to a purpose.

use super::answer::{self, Kind, Said};
use crate::cmd::{Example, Globals};
use crate::error::{Exit, Result};
use crate::host::Host;
use crate::model::Answer;
use crate::ui::Ui;

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example {
        what: "Keep that a customer agreed on a form to be sent offers",
        line: "kedang consent grant K-12 --purpose marketing --method form --notice 1 --evidence F-2026-014",
    },
    Example {
        what: "Keep the separate consent to use ID number and bank account for the service",
        line: "kedang consent grant K-12 --purpose service --sensitive --method written --notice 1",
    },
    Example {
        what: "Keep what everyone with a tag agreed to at a fair, for a year",
        line: "kedang consent grant tag:expo --purpose marketing --method form --notice 1 --date 2026-02-20 --expires 1y --yes",
    },
];

/// Keep that persons agreed to a purpose after a notice
#[derive(Debug, clap::Args)]
pub struct Args {
    /// What was said, and how.
    #[command(flatten)]
    pub said: Said,

    /// The last day it holds, or for how long, such as 1y; without, until it is withdrawn
    #[arg(long, value_name = "DAY")]
    pub expires: Option<String>,
}

/// Runs `kedang consent grant`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    let kind = Kind {
        command: "consent grant",
        schema: "kedang.consent.grant/1",
        answer: Answer::Granted,
        expires: args.expires.as_deref(),
    };
    answer::keep(ui, host, globals, (&kind, &args.said))
}
