//! `kedang consent refuse` keeps that persons did not agree, so that nobody asks them again too
//! early.

use super::answer::{self, Said};
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
    /// Records: numbers (K-12, K-15..K-40) or terms (grade:A, tag:expo); - reads them from
    /// standard input
    #[arg(value_name = "SELECTOR", required = true)]
    pub selector: Vec<String>,

    /// What was refused: analysis, recommend, marketing or the Chinese name; several by repeating
    /// it
    #[arg(long, value_name = "PURPOSE", required = true)]
    pub purpose: Vec<String>,

    /// It is the separate consent to use level-1 values for the purpose that was refused
    #[arg(long)]
    pub sensitive: bool,

    /// How it was said: form, written, spoken, phone, online, email or the Chinese name
    #[arg(long, value_name = "METHOD")]
    pub method: String,

    /// Where the evidence is: a form's number, a recording; no customer's data
    #[arg(long, value_name = "REFERENCE")]
    pub evidence: Option<String>,

    /// The version of the notice that was given before
    #[arg(long, value_name = "N")]
    pub notice: Option<u32>,

    /// The day it was said; today without
    #[arg(long, value_name = "DAY")]
    pub date: Option<String>,

    /// The customer came with it unasked, although it was refused a short time ago
    #[arg(long)]
    pub volunteered: bool,
}

/// Runs `kedang consent refuse`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    let said = Said {
        command: ("consent refuse", "kedang.consent.refuse/1"),
        answer: Answer::Refused,
        selector: &args.selector,
        purposes: &args.purpose,
        sensitive: args.sensitive,
        method: &args.method,
        evidence: args.evidence.as_deref(),
        notice: args.notice,
        date: args.date.as_deref(),
        expires: None,
        volunteered: args.volunteered,
    };
    answer::keep(ui, host, globals, &said)
}
