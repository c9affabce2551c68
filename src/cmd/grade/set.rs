//! `kedang grade set` gives records a grade.

use crate::cmd::alteration::{self, Task};
use crate::cmd::selection::{self, Takes};
use crate::cmd::{Example, Globals, fields, session};
use crate::error::{Exit, Result};
use crate::host::Host;
use crate::ui::Ui;

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example { what: "Grade one customer", line: "kedang grade set A K-12" },
    Example { what: "Use the words of another ladder", line: "kedang grade set 主力 K-12" },
];

/// Give records a grade
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The grade: VIP, A, B, C or a word that means one of them
    #[arg(value_name = "GRADE")]
    pub grade: String,

    /// Records: numbers (K-12, K-15..K-40) or terms (grade:A, tag:expo); - reads them from
    /// standard input
    #[arg(value_name = "SELECTOR", required = true)]
    pub selector: Vec<String>,
}

/// Runs `kedang grade set`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    let mut vault = session::open(ui, host, globals, "grade set")?;
    let policy = vault.policy();
    let grade = policy.known().grade;
    let value = fields::option(ui, policy, (grade, "GRADE"), &args.grade)?;
    let selector = selection::read(host, &vault, &args.selector, Takes::Change)?;
    let task = Task { schema: "kedang.grade.set/1", selector: &selector, asks: true };
    alteration::run(ui, globals, &mut vault, &task, |vault, aim| {
        vault.set_fields(aim, "grade", &[(grade, vec![value])])
    })
}
