//! `kedang audit bundle` makes a directory for an outside auditor.

use std::path::PathBuf;

use crate::cmd::{Example, Globals, session, target};
use crate::error::{Code, Exit, Failure, Message, Result};
use crate::host::Host;
use crate::model::date;
use crate::ui::{Cell, Ui, View};
use crate::vault::{BundleOrder, Bundled, Vault};

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example { what: "Hand the whole log to an auditor", line: "kedang audit bundle ./audit" },
    Example {
        what: "Hand out what was done this year",
        line: "kedang audit bundle ./audit --since 1y",
    },
];

/// What goes along: how to check the bundle, in words and as scripts.
const PAGES: &[(&str, &str)] = &[
    ("README.md", include_str!("README.md")),
    ("verify.sh", include_str!("verify.sh")),
    ("verify-log.sh", include_str!("verify-log.sh")),
];

/// Make a directory for an outside auditor: log, signatures, roster, policy, destruction log, and a
/// page that explains how to check them with common tools; no customer's data
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The directory to make; it must not exist
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,

    /// Begin at this day (2026-01-31), or so long ago (30d, 1y), instead of at the first entry
    #[arg(long, value_name = "DAY")]
    pub since: Option<String>,
}

/// Runs `kedang audit bundle`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    target::require_apart(&args.dir)?;
    let mut vault = session::open(ui, host, globals, "audit bundle")?;
    let since = args.since.as_deref().map(|text| since(&vault, text)).transpose()?;
    let order = BundleOrder { dir: &args.dir, since, pages: PAGES };
    if globals.dry_run {
        vault.plan_bundle(&order)?;
        let planned = Message::new("audit-bundle-planned");
        ui.status(planned.arg("path", args.dir.as_path()));
        return Ok(Exit::Done);
    }
    let made = vault.bundle(&order)?;
    ui.record("kedang.audit.bundle/1", &Row::new(&made, &vault))?;
    ui.status(Message::new("audit-bundle-made").arg("path", args.dir.as_path()));
    Ok(Exit::Done)
}

/// When a day begins, or a day so long ago.
fn since(vault: &Vault, text: &str) -> Result<i64> {
    let today = vault.today()?;
    let back = || date::Duration::parse(text).map(|length| length.before(today));
    let day = date::parse_day(text).or_else(back);
    let time = day.and_then(|day| vault.begin_of(day));
    time.ok_or_else(|| Failure::new(Code::BadDate).arg("argument", "--since"))
}

/// What was made.
#[derive(serde::Serialize)]
struct Row {
    vault: String,
    first: u64,
    last: u64,
    checkpoints: u64,
    head: String,
}

impl Row {
    fn new(made: &Bundled, vault: &Vault) -> Self {
        Self {
            vault: vault.id().fingerprint(),
            first: made.first,
            last: made.last,
            checkpoints: made.checkpoints,
            head: made.head.to_string(),
        }
    }
}

impl View for Row {
    const COLUMNS: &'static [&'static str] =
        &["vault", "first_entry", "last_entry", "checkpoints", "head"];

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::text(&self.vault),
            Cell::count(self.first),
            Cell::count(self.last),
            Cell::count(self.checkpoints),
            Cell::text(&self.head),
        ]
    }
}
