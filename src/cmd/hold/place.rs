//! `kedang hold place` keeps records from being destroyed.

use crate::cmd::alteration::{self, Task};
use crate::cmd::selection::{self, Takes};
use crate::cmd::{Example, Globals, session};
use crate::error::{Code, Exit, Failure, Result};
use crate::host::Host;
use crate::model::date::{Duration, parse_day};
use crate::ui::Ui;
use crate::vault::NewHold;

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example {
        what: "Keep what a lawsuit is about until it is over",
        line: "kedang hold place K-12 --kind litigation --reference C-2026-31",
    },
    Example {
        what: "Keep it for a year at the most",
        line: "kedang hold place K-12 K-15 --kind dispute --until 1y",
    },
];

/// Keep records from being destroyed, whatever the rules say
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Records: numbers (K-12, K-15..K-40) or terms (grade:A, tag:expo); - reads them from
    /// standard input
    #[arg(value_name = "SELECTOR", required = true)]
    pub selector: Vec<String>,

    /// Why: litigation, inquiry, dispute or another kind of the policy, or the Chinese name
    #[arg(long, value_name = "KIND")]
    pub kind: String,

    /// The last day it stands, or for how long, such as 1y; without, until it is lifted
    #[arg(long, value_name = "DAY")]
    pub until: Option<String>,

    /// The number of a case, free of personal data: up to 64 of A-Z a-z 0-9 space . / _ -
    #[arg(long, value_name = "REF")]
    pub reference: Option<String>,
}

/// Runs `kedang hold place`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    let mut vault = session::open(ui, host, globals, "hold place")?;
    let (policy, today) = (vault.policy(), vault.today()?);
    let day = |text: &str| {
        parse_day(text).or_else(|| Duration::parse(text).map(|length| length.after(today)))
    };
    let bad = || Failure::new(Code::BadDate).arg("argument", "--until");
    let until = args.until.as_deref().map(|text| day(text).ok_or_else(bad)).transpose()?;
    let kind = super::kind(ui, policy, &args.kind)?;
    let new = NewHold { kind, until, reference: super::reference(args.reference.as_deref())? };
    let selector = selection::read(host, &vault, &args.selector, Takes::Change)?;
    let task = Task { schema: "kedang.hold.place/1", selector: &selector, asks: true };
    alteration::run(ui, globals, &mut vault, &task, |vault, aim| vault.place_hold(aim, &new))
}
