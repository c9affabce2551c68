//! `kedang consent refuse` keeps that persons did not agree, so that nobody asks them again too
//! early.

use super::answer::{self, Kind, Said};
use crate::cmd::{Example, Globals};
use crate::error::{Exit, Result};
use crate::host::Host;
use crate::model::Answer;
use crate::ui::Ui;

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[Example {
    what: "Keep that a customer did not want to be sent offers",
    line: "kedang consent refuse K-12 --purpose marketing --method phone --notice 1",
}];

/// Keep that persons refused a purpose after a notice; consents to it end
#[derive(Debug, clap::Args)]
pub struct Args {
    /// What was said, and how.
    #[command(flatten)]
    pub said: Said,
}

/// Runs `kedang consent refuse`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    let kind = Kind {
        command: "consent refuse",
        schema: "kedang.consent.refuse/1",
        answer: Answer::Refused,
        expires: None,
    };
    answer::keep(ui, host, globals, (&kind, &args.said))
}
