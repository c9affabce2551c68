//! `kedang share issue` hands over what stays with the recipient (发放).

use super::hand_over::{self, Way, What};
use crate::cmd::{Example, Globals};
use crate::error::{Exit, Result};
use crate::host::Host;
use crate::ui::Ui;
use crate::vault::ShareKind;

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example {
        what: "Give a call centre that works for the organisation what it needs, for three months",
        line: "kedang share issue tag:expo --recipient 示例呼叫中心 --purpose service \
               --relation entrusted --fields number,name,phone --expires 3m -o calls.csv.age",
    },
    Example {
        what: "See what would leave, and what stands against it",
        line: "kedang share issue tag:expo --recipient 示例呼叫中心 --purpose service \
               --relation entrusted --expires 3m --dry-run",
    },
    Example {
        what: "Propose it, where the policy wants a second person to agree",
        line: "kedang share issue tag:expo --recipient 示例呼叫中心 --purpose service \
               --relation entrusted --expires 3m --propose",
    },
];

/// Hand records over to stay with a recipient until they expire, sealed and numbered
#[derive(Debug, clap::Args)]
pub struct Args {
    /// What, to whom and for what.
    #[command(flatten)]
    pub what: What,

    /// The last day, after which the recipient destroys it, or for how long, such as 3m
    #[arg(
        long,
        value_name = "DAY",
        required_unless_present = "approved",
        conflicts_with = "approved"
    )]
    pub expires: Option<String>,
}

/// Runs `kedang share issue`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    let way = Way {
        command: "share issue",
        schema: "kedang.share.issue/1",
        kind: ShareKind::Issued,
        until: ("--expires", args.expires.as_deref()),
    };
    hand_over::run(ui, host, globals, (&way, &args.what))
}
