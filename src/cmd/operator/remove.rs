//! `kedang operator remove` lets an operator go.

use super::row::Row;
use super::{named, rotate};
use crate::cmd::audit::proposal;
use crate::cmd::{Example, Globals, session};
use crate::error::{Exit, Failure, Message, Result};
use crate::host::Host;
use crate::ui::Ui;
use crate::vault::{Error, Vault};

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example {
        what: "See what an operator's removal comes to",
        line: "kedang operator remove 李敏 --dry-run",
    },
    Example { what: "Remove one, and make all keys anew", line: "kedang operator remove 李敏" },
    Example {
        what: "Remove one without making all keys anew",
        line: "kedang operator remove 李敏 --no-rotate",
    },
];

/// Remove an operator, and make all keys anew
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Name or number of the operator
    #[arg(value_name = "OPERATOR")]
    pub operator: String,

    /// Keep the keys; with an old copy the one removed still reads what is written later
    #[arg(long)]
    pub no_rotate: bool,

    /// Propose it, for another to approve with `audit approve`, and change nothing
    #[arg(long)]
    pub propose: bool,
}

const SCHEMA: &str = "kedang.operator.remove/1";

/// Runs `kedang operator remove`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    let mut vault = session::open(ui, host, globals, "operator remove")?;
    let leaver = named(&vault, &args.operator)?;
    let member = &leaver.operator.member;
    let clearance = vault.require_removable(member.operator)?;
    let row = Row::new(vault.policy(), ui.language(), &leaver);
    let of = |id| Message::new(id).arg("name", member.name.as_str());
    ui.status(of("operator-removing").arg("number", member.operator.to_string()));
    let still = of("operator-still-reads").arg("level", clearance.get());
    if globals.dry_run {
        if !args.no_rotate {
            rotate::rehearse(ui, &mut vault)?;
        }
        ui.record(SCHEMA, &row)?;
        ui.status("operator-planned");
        return Ok(Exit::Done);
    }
    if args.propose {
        let number = vault.propose_removal(member.operator, !args.no_rotate)?;
        return proposal::made(ui, &mut vault, &[number]).map(|()| Exit::Done);
    }
    vault.require_operators_alone()?;
    let planned = |vault: &mut Vault| vault.plan_rotation().map_err(without_rotation);
    let plan = if args.no_rotate { None } else { Some(planned(&mut vault)?) };
    vault.release()?;
    ui.confirm_count(&Message::new("ask-count").arg("count", 1), 1)?;
    let leaver = member.operator;
    let rotate = |plan| rotate::rotate(ui, &mut vault, Some(leaver), plan);
    let rotated = plan.as_ref().map(rotate).transpose()?;
    let everywhere = rotated.is_some() || vault.remove_operator(leaver)?;
    let removed = named(&vault, &leaver.to_string())?;
    ui.record(SCHEMA, &Row::new(vault.policy(), ui.language(), &removed))?;
    ui.status(of("operator-removed"));
    if let Some(rotated) = &rotated {
        return rotate::left_behind(ui, &vault, rotated);
    }
    ui.warning(still);
    Ok(if everywhere { Exit::Done } else { Exit::Residual })
}

/// Who cannot rotate can still remove.
fn without_rotation(error: Error) -> Failure {
    let needs_keys = matches!(error, Error::Clearance { .. });
    let failure = Failure::from(error);
    if needs_keys { failure.hint("hint-no-rotate") } else { failure }
}
