//! `kedang share list` lists what was handed over.

use super::row::Row;
use crate::cmd::{Example, Globals, session};
use crate::error::{Exit, Result};
use crate::host::Host;
use crate::ui::Ui;

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example { what: "List every share there was", line: "kedang share list" },
    Example {
        what: "List what one recipient still has",
        line: "kedang share list --recipient 示例呼叫中心 --open",
    },
];

/// List the register of shares: what went out, to whom, for what, until when
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Only what this recipient was given
    #[arg(long, value_name = "NAME")]
    pub recipient: Option<String>,

    /// Only what is neither given back nor confirmed destroyed
    #[arg(long)]
    pub open: bool,
}

/// Runs `kedang share list`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    let mut vault = session::open(ui, host, globals, "share list")?;
    let (policy, today) = (vault.policy(), vault.today()?);
    let mut shares = vault.shares()?;
    let to = args.recipient.as_deref().map(str::trim);
    shares.retain(|share| {
        to.is_none_or(|name| share.handover.recipient == name)
            && (!args.open || share.standing(today).is_open())
    });
    let rows = shares.iter().map(|share| Row::new((ui, policy), share, today));
    if ui.rows("kedang.share.list/1", rows)? == 0 {
        ui.status("share-none");
    }
    Ok(Exit::Done)
}
