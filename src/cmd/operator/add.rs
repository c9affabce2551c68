//! `kedang operator add` lets somebody into the vault.

use super::row::{Row, label};
use super::way_in::WayIn;
use crate::cmd::audit::proposal;
use crate::cmd::{Example, Globals, fields, session};
use crate::error::{Code, Exit, Failure, Message, Result};
use crate::host::Host;
use crate::model::{Capability, Clearance, Level};
use crate::policy::{Policy, Role};
use crate::ui::Ui;
use crate::vault::{NewOperator, Vault};

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example {
        what: "Let in a clerk, who types a passphrase",
        line: "kedang operator add 陈静 --role clerk",
    },
    Example {
        what: "Let in a nightly job that destroys what is due and reads nothing",
        line: "kedang operator add night --role reaper --new-identity ./night.identity",
    },
    Example {
        what: "Let in whoever holds a hardware key",
        line: "kedang operator add 王芳 --role 保管员 --recipient \
               age1t7rxyev2z3rw82stdlrrepyc39nvn86l5078zqkf5uasdy86jp6svpy7pa",
    },
];

/// Let somebody into the vault
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Name of the operator
    #[arg(value_name = "NAME")]
    pub name: String,

    /// Role in the policy
    #[arg(long, value_name = "ROLE")]
    pub role: String,

    /// Most sensitive level that the keys open (0 opens none), at most what the role gives
    #[arg(long, value_name = "LEVEL", value_parser = clap::value_parser!(u8).range(0..=3))]
    pub clearance: Option<u8>,

    /// Propose it, for another to approve with `audit approve`, and change nothing
    #[arg(long)]
    pub propose: bool,

    /// What lets the operator in
    #[command(flatten)]
    pub way_in: WayIn,
}

const SCHEMA: &str = "kedang.operator.add/1";

/// Runs `kedang operator add`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    let mut vault = session::open(ui, host, globals, "operator add")?;
    let role = role(ui, vault.policy(), &args.role)?;
    let new = NewOperator {
        name: args.name.clone(),
        role: role.id.parse().map_err(|_| Failure::new(Code::Bug))?,
        clearance: clearance(role, args.clearance)?,
        capabilities: role.capabilities.iter().copied().collect(),
    };
    vault.require_addable(&new)?;
    args.way_in.require_vacant()?;
    if globals.dry_run {
        let planned = planned(ui, &vault, role, &new, args.way_in.kind());
        ui.record(SCHEMA, &planned)?;
        ui.status("operator-planned");
        return Ok(Exit::Done);
    }
    if !args.propose {
        vault.require_operators_alone()?;
    }
    // Others may work while somebody thinks of a passphrase.
    vault.release()?;
    let made = args.way_in.make(ui, host)?;
    if args.propose {
        let number = made.with(|opens| Ok(vault.propose_operator(&new, opens)?))?;
        return proposal::made(ui, &mut vault, &[number]).map(|()| Exit::Done);
    }
    let (number, everywhere) = made.with(|opens| Ok(vault.add_operator(&new, opens)?))?;
    let added = super::named(&vault, &number.to_string())?;
    ui.record(SCHEMA, &Row::new(vault.policy(), ui.language(), &added))?;
    ui.status(
        Message::new("operator-added").arg("name", new.name).arg("number", number.to_string()),
    );
    Ok(if everywhere { Exit::Done } else { Exit::Residual })
}

/// The role that `name` means.
fn role<'p>(ui: &Ui, policy: &'p Policy, name: &str) -> Result<&'p Role> {
    policy.role(name).ok_or_else(|| {
        let names = policy.roles().iter().map(|role| (role.id.as_str(), role.label_zh.as_str()));
        fields::not_listed(ui, ("--role", name), names)
    })
}

/// The clearance asked for, which the role bounds.
fn clearance(role: &Role, asked: Option<u8>) -> Result<Clearance> {
    let most = role.clearance();
    let Some(clearance) = asked.and_then(Clearance::new) else { return Ok(most) };
    let beyond = |level| clearance.opens(level) && !most.opens(level);
    if Level::ALL.into_iter().any(beyond) {
        let failure = Failure::new(Code::AboveRole).arg("role", role.id.as_str());
        return Err(failure.arg("level", most.get()));
    }
    Ok(clearance)
}

fn planned(ui: &Ui, vault: &Vault, role: &Role, new: &NewOperator, kind: &'static str) -> Row {
    Row {
        operator: vault.next_operator().to_string(),
        operator_name: new.name.clone(),
        role: role.id.clone(),
        clearance: new.clearance.get(),
        capabilities: new.capabilities.iter().map(Capability::id).collect(),
        slots: vec![kind],
        since: None,
        until: None,
        role_name: label(role, ui.language()).to_owned(),
    }
}
