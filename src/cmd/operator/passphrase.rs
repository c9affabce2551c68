//! `kedang operator passphrase` changes the operator's own passphrase.

use std::path::PathBuf;

use serde::Serialize;

use crate::cmd::{Example, Globals, session};
use crate::error::{Exit, Result};
use crate::host::Host;
use crate::ui::{Cell, Ui, View};

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example { what: "Change it, answering questions", line: "kedang operator passphrase" },
    Example {
        what: "Change it in a script",
        line: "kedang operator passphrase --passphrase-file old --new-passphrase-file new",
    },
];

/// Change your passphrase
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Read the new passphrase from a file
    #[arg(long, value_name = "FILE", conflicts_with = "new_passphrase_fd")]
    pub new_passphrase_file: Option<PathBuf>,

    /// Read the new passphrase from an open file descriptor
    #[arg(long, value_name = "N")]
    pub new_passphrase_fd: Option<u32>,
}

/// What was changed, or with `--dry-run` would be.
#[derive(Debug, Serialize)]
struct Changed {
    operator: u32,
    operator_name: String,
    passphrase: &'static str,
}

impl View for Changed {
    const COLUMNS: &'static [&'static str] = &["operator", "operator_name", "passphrase"];

    fn cells(&self) -> Vec<Cell> {
        let Self { operator, operator_name, passphrase } = self;
        vec![Cell::count((*operator).into()), Cell::text(operator_name), Cell::Word(passphrase)]
    }
}

/// Runs `kedang operator passphrase`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    let mut vault = session::open(ui, host, globals, "operator passphrase")?;
    // Others may work while somebody thinks of a passphrase.
    vault.release()?;
    let files = (args.new_passphrase_file.as_deref(), args.new_passphrase_fd);
    let passphrase = session::new_passphrase(ui, host, files, "--new-passphrase-file")?;
    let changed = Changed {
        operator: vault.operator().0,
        operator_name: vault.operator_name()?.to_owned(),
        passphrase: if vault.has_passphrase() { "changed" } else { "added" },
    };
    let everywhere = globals.dry_run || vault.change_passphrase(&passphrase)?;
    ui.record("kedang.operator-passphrase/1", &changed)?;
    ui.status(if globals.dry_run { "operator-planned" } else { "operator-passphrase-changed" });
    Ok(if everywhere { Exit::Done } else { Exit::Residual })
}
