//! `kedang init` makes a vault and its first operator.

mod plan;

use std::path::PathBuf;

use serde::Serialize;

use crate::cmd::{Example, Globals, surroundings};
use crate::error::{Exit, Message, Result};
use crate::host::Host;
use crate::ui::{Cell, Ui, View};
use crate::vault::{Grade, surroundings_of};
use plan::Plan;

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example { what: "Make a vault, answering questions", line: "kedang init" },
    Example {
        what: "Make one in a script, opened by an identity file",
        line: "kedang --vault ./vault init --operator wang --new-identity ./wang.identity --no-recovery",
    },
];

/// Make a vault and its first operator
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Name of the first operator [default: admin]
    #[arg(long, value_name = "NAME")]
    pub operator: Option<String>,

    /// Name of the vault; the directory's if not given
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,

    /// Make an identity file that opens the vault; it must not exist yet
    #[arg(long, value_name = "FILE")]
    pub new_identity: Option<PathBuf>,

    /// Make no recovery code
    #[arg(long, conflicts_with = "recovery_file")]
    pub no_recovery: bool,

    /// Write the recovery code to a new file instead of showing it
    #[arg(long, value_name = "FILE")]
    pub recovery_file: Option<PathBuf>,
}

/// What was made, or with `--dry-run` would be.
#[derive(Debug, Serialize)]
struct Made {
    vault_id: Option<String>,
    fingerprint: Option<String>,
    vault_name: String,
    directory: String,
    operator: String,
    slots: Vec<&'static str>,
    identity_file: Option<String>,
    recovery_file: Option<String>,
}

impl View for Made {
    const COLUMNS: &'static [&'static str] = &[
        "vault_id",
        "fingerprint",
        "vault_name",
        "directory",
        "operator",
        "slots",
        "identity_file",
        "recovery_file",
    ];

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::maybe(self.vault_id.as_deref()),
            Cell::maybe(self.fingerprint.as_deref()),
            Cell::text(&self.vault_name),
            Cell::text(&self.directory),
            Cell::text(&self.operator),
            Cell::Many(self.slots.iter().map(|slot| Cell::Word(slot)).collect()),
            Cell::maybe(self.identity_file.as_deref()),
            Cell::maybe(self.recovery_file.as_deref()),
        ]
    }
}

/// Runs `kedang init`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    let plan = Plan::new(ui, host, globals, args)?;
    let mut made = view(&plan, args);
    if globals.dry_run {
        ui.record("kedang.init/1", &made)?;
        ui.status("init-planned");
        warn(ui, host, &plan)?;
        return Ok(Exit::Done);
    }
    let has_recovery = plan.has_recovery();
    warn(ui, host, &plan)?;
    let id = plan.make(ui, host, globals, args)?;
    made.vault_id = Some(id.to_string());
    made.fingerprint = Some(id.fingerprint());
    ui.record("kedang.init/1", &made)?;
    ui.status(Message::new("init-done").arg("path", made.directory.as_str()));
    if !has_recovery && !args.no_recovery {
        ui.note("init-no-recovery");
    }
    Ok(Exit::Done)
}

/// Says what weakens the vault's promises where it is to lie.
fn warn(ui: &Ui, host: &Host, plan: &Plan) -> Result<()> {
    let found = surroundings_of(&plan.dir, host.named_storage())?;
    for weak in found.iter().filter(|found| found.grade != Grade::Fine) {
        ui.warning(surroundings::message(ui, weak));
    }
    Ok(())
}

fn view(plan: &Plan, args: &Args) -> Made {
    let text = |path: &Option<PathBuf>| path.as_ref().map(|path| path.display().to_string());
    Made {
        vault_id: None,
        fingerprint: None,
        vault_name: plan.name.clone(),
        directory: plan.dir.display().to_string(),
        operator: plan.operator.clone(),
        slots: plan.slots(),
        identity_file: text(&args.new_identity),
        recovery_file: text(&args.recovery_file),
    }
}
