//! `kedang verify mark` records that a customer was asked.

use crate::cmd::alteration::{self, Task};
use crate::cmd::selection::{self, Takes};
use crate::cmd::{Example, Globals, fields, session};
use crate::error::{Exit, Result};
use crate::host::Host;
use crate::model::Capability;
use crate::ui::Ui;

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example {
        what: "Record a telephone call",
        line: "kedang verify mark K-12 --method 电话 --result confirmed",
    },
    Example {
        what: "Record that nobody was reached",
        line: "kedang verify mark K-12 --method phone --result unreachable",
    },
];

/// Record that records were verified, how, and with what result
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Records: numbers (K-12, K-15..K-40) or terms (grade:A, tag:expo); - reads them from
    /// standard input
    #[arg(value_name = "SELECTOR", required = true)]
    pub selector: Vec<String>,

    /// How it was verified: phone, email, visit, … or the Chinese name
    #[arg(long, value_name = "METHOD")]
    pub method: String,

    /// What came of it
    #[arg(long, value_name = "RESULT", value_enum)]
    pub result: Outcome,
}

/// What came of a verification.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Outcome {
    /// The record is true
    #[value(alias = "属实")]
    Confirmed,
    /// The record had to be changed
    #[value(alias = "有变更")]
    Changed,
    /// Nobody was reached
    #[value(alias = "未联系上")]
    Unreachable,
}

impl Outcome {
    /// Its id in the policy.
    const fn id(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Changed => "changed",
            Self::Unreachable => "unreachable",
        }
    }
}

/// Runs `kedang verify mark`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    let mut vault = session::open(ui, host, globals, "verify mark")?;
    vault.require(Capability::Write)?;
    let (policy, known) = (vault.policy(), vault.policy().known());
    let method = fields::option(ui, policy, (known.verify_method, "--method"), &args.method)?;
    let result = fields::option(ui, policy, (known.verify_result, "--result"), args.result.id())?;
    let selector = selection::read(host, &vault, &args.selector, Takes::Change)?;
    // Nothing is asked: what was done on the telephone is only written down.
    let task = Task { schema: "kedang.verify.mark/1", selector: &selector, asks: false };
    let reached = args.result != Outcome::Unreachable;
    alteration::run(ui, globals, &mut vault, &task, |vault, aim| {
        vault.mark_verified(aim, (&method, &result), reached)
    })
}
