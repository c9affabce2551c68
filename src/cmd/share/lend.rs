//! `kedang share lend` hands over what comes back (借阅).

use super::hand_over::{self, Way, What};
use crate::cmd::{Example, Globals};
use crate::error::{Exit, Result};
use crate::host::Host;
use crate::ui::Ui;
use crate::vault::ShareKind;

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[Example {
    what: "Lend records for two weeks",
    line: "kedang share lend K-10..K-14 --recipient 示例呼叫中心 --purpose service \
           --relation entrusted --due 14d -o loan.csv.age",
}];

/// Lend records until a day, sealed and numbered
#[derive(Debug, clap::Args)]
pub struct Args {
    /// What, to whom and for what.
    #[command(flatten)]
    pub what: What,

    /// The day by which it is given back, or how long it is lent, such as 14d
    #[arg(
        long,
        value_name = "DAY",
        required_unless_present = "approved",
        conflicts_with = "approved"
    )]
    pub due: Option<String>,
}

/// Runs `kedang share lend`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    let way = Way {
        command: "share lend",
        schema: "kedang.share.lend/1",
        kind: ShareKind::Lent,
        until: ("--due", args.due.as_deref()),
    };
    hand_over::run(ui, host, globals, (&way, &args.what))
}
