//! `kedang hold lift` lets records go their way again.

use crate::cmd::alteration::{self, Task};
use crate::cmd::selection::{self, Takes};
use crate::cmd::{Example, Globals, session};
use crate::error::{Exit, Result};
use crate::host::Host;
use crate::policy::{HoldKind, PLAIN_HOLD};
use crate::ui::Ui;
use crate::vault::Lift;

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example { what: "The lawsuit is over", line: "kedang hold lift K-12 --kind litigation" },
    Example {
        what: "One of several cases is",
        line: "kedang hold lift K-12 --kind litigation --reference C-2026-31",
    },
];

/// Lift holds, so that the rules apply again; what is overdue is destroyed by the next purge
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Records: numbers (K-12, K-15..K-40) or terms (grade:A, tag:expo); - reads them from
    /// standard input
    #[arg(value_name = "SELECTOR", required = true)]
    pub selector: Vec<String>,

    /// Holds of this kind; hold is that of the plain field
    #[arg(long, value_name = "KIND")]
    pub kind: String,

    /// Only those with this number of a case
    #[arg(long, value_name = "REF")]
    pub reference: Option<String>,
}

/// Runs `kedang hold lift`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    let mut vault = session::open(ui, host, globals, "hold lift")?;
    let policy = vault.policy();
    let known = policy.hold_kind(&args.kind);
    // A record may be under a hold of a kind that the policy knows no more.
    let gone = HoldKind::gone(&args.kind).filter(|_| known.is_none());
    let is_plain = args.kind == PLAIN_HOLD;
    if !is_plain && known.is_none() && gone.is_none() {
        return Err(super::unknown(ui, policy, &args.kind));
    }
    let kind = known.or(gone.as_ref()).filter(|_| !is_plain);
    let lift = Lift { kind, reference: super::reference(args.reference.as_deref())? };
    let selector = selection::read(host, &vault, &args.selector, Takes::Change)?;
    let task = Task { schema: "kedang.hold.lift/1", selector: &selector, asks: true };
    let done = alteration::carry_out(ui, globals, &mut vault, &task, |vault, aim| {
        Ok(vault.lift_hold(aim, &lift)?)
    })?;
    if !is_plain && known.is_none() && done.changed.is_empty() {
        return Err(super::unknown(ui, policy, &args.kind));
    }
    alteration::report::<()>(ui, task.schema, (&done, globals.dry_run), &[])?;
    Ok(Exit::Done)
}
