//! `kedang operator recover` lets the first operator back in with the recovery code.

use std::path::PathBuf;

use serde::Serialize;

use super::way_in::WayIn;
use crate::cmd::{Example, Globals, session};
use crate::error::{Exit, Result};
use crate::host::Host;
use crate::ui::{Cell, Ui, View};

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example {
        what: "Type the recovery code and a new passphrase",
        line: "kedang operator recover",
    },
    Example {
        what: "Make a new identity file instead",
        line: "kedang operator recover --recovery-file code --new-identity ./new.identity",
    },
];

/// Come back in with the recovery code, and set a new passphrase or identity
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Read the recovery code from a file
    #[arg(long, value_name = "FILE", conflicts_with = "recovery_fd")]
    pub recovery_file: Option<PathBuf>,

    /// Read the recovery code from an open file descriptor
    #[arg(long, value_name = "N")]
    pub recovery_fd: Option<u32>,

    /// What lets the operator in from now on
    #[command(flatten)]
    pub way_in: WayIn,
}

/// What lets the operator in now, or with `--dry-run` would.
#[derive(Debug, Serialize)]
struct Back {
    operator: String,
    operator_name: String,
    slots: Vec<&'static str>,
}

impl View for Back {
    const COLUMNS: &'static [&'static str] = &["operator", "operator_name", "slots"];

    fn cells(&self) -> Vec<Cell> {
        let slots = self.slots.iter().map(|slot| Cell::Word(slot)).collect();
        vec![Cell::text(&self.operator), Cell::text(&self.operator_name), Cell::Many(slots)]
    }
}

/// Runs `kedang operator recover`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    args.way_in.require_vacant()?;
    let given = (args.recovery_file.as_deref(), args.recovery_fd);
    let credential = session::recovery_code(ui, host, given)?;
    let mut vault = session::open_with(ui, host, globals, &credential, "operator recover")?;
    let everywhere = if globals.dry_run {
        true
    } else {
        vault.release()?;
        args.way_in.make(ui, host)?.with(|opens| Ok(vault.let_in(opens)?))?
    };
    let own = super::named(&vault, &vault.operator().to_string())?;
    let mut slots = own.opens;
    if globals.dry_run && !slots.contains(&args.way_in.kind()) {
        slots.push(args.way_in.kind());
    }
    let member = own.operator.member;
    let back = Back { operator: member.operator.to_string(), operator_name: member.name, slots };
    ui.record("kedang.operator.recover/1", &back)?;
    ui.status(if globals.dry_run { "operator-planned" } else { "operator-recovered" });
    Ok(if everywhere { Exit::Done } else { Exit::Residual })
}
