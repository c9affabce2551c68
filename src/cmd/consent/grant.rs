//! `kedang consent grant` keeps that persons agreed to a purpose.

use super::answer::{self, Said};
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
    /// Records: numbers (K-12, K-15..K-40) or terms (grade:A, tag:expo); - reads them from
    /// standard input
    #[arg(value_name = "SELECTOR", required = true)]
    pub selector: Vec<String>,

    /// What was agreed to: analysis, recommend, marketing or the Chinese name; several by repeating
    /// it
    #[arg(long, value_name = "PURPOSE", required = true)]
    pub purpose: Vec<String>,

    /// It is the separate consent to use level-1 values for the purpose
    #[arg(long)]
    pub sensitive: bool,

    /// How it was given: form, written, spoken, phone, online, email or the Chinese name
    #[arg(long, value_name = "METHOD")]
    pub method: String,

    /// Where the evidence is: a form's number, a recording; no customer's data
    #[arg(long, value_name = "REFERENCE")]
    pub evidence: Option<String>,

    /// The version of the notice that was given before
    #[arg(long, value_name = "N")]
    pub notice: Option<u32>,

    /// The day it was given; today without
    #[arg(long, value_name = "DAY")]
    pub date: Option<String>,

    /// The last day it holds, or for how long, such as 1y; without, until it is withdrawn
    #[arg(long, value_name = "DAY")]
    pub expires: Option<String>,

    /// The customer came with it unasked, although it was refused a short time ago
    #[arg(long)]
    pub volunteered: bool,
}

/// Runs `kedang consent grant`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    let said = Said {
        command: ("consent grant", "kedang.consent.grant/1"),
        answer: Answer::Granted,
        selector: &args.selector,
        purposes: &args.purpose,
        sensitive: args.sensitive,
        method: &args.method,
        evidence: args.evidence.as_deref(),
        notice: args.notice,
        date: args.date.as_deref(),
        expires: args.expires.as_deref(),
        volunteered: args.volunteered,
    };
    answer::keep(ui, host, globals, &said)
}
