//! `kedang edit` changes fields of records.

use std::path::PathBuf;

use crate::cmd::alteration::{self, Task};
use crate::cmd::input::{self, Entered};
use crate::cmd::selection::{self, Takes};
use crate::cmd::{Example, Globals, contact, covering, fields, session};
use crate::error::{Code, Exit, Failure, Result};
use crate::host::Host;
use crate::model::Dictionary;
use crate::policy::{Policy, stem_from};
use crate::ui::Ui;
use crate::vault::Vault;

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example {
        what: "Change an address from standard input",
        line: "printf 新街口1号 | kedang edit K-12 --set address=-",
    },
    Example {
        what: "Change several fields at once",
        line: "echo '{\"city\":\"上海\",\"stage\":\"现有\"}' | kedang edit K-12 --json -",
    },
    Example {
        what: "Keep that a customer declined to give an e-mail address",
        line: "kedang edit K-12 --set email= --decline email",
    },
    Example {
        what: "Release what was quarantined, once you know on what ground it is held",
        line: "kedang edit K-12 --set state=active",
    },
    Example {
        what: "Give every customer of a tag another owner",
        line: "kedang edit tag:expo --set owner=李 --yes",
    },
];

/// Change fields of records
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Records: numbers (K-12, K-15..K-40) or terms (grade:A, tag:expo); - reads them from
    /// standard input
    #[arg(value_name = "SELECTOR", required = true)]
    pub selector: Vec<String>,

    /// Set a field; FIELD=- reads its value from standard input, FIELD= clears it
    #[arg(long, value_name = "FIELD=VALUE")]
    pub set: Vec<String>,

    /// Read one JSON object of fields from a file; - is standard input
    #[arg(long, value_name = "FILE")]
    pub json: Option<PathBuf>,

    /// Where the values come from, kept with each of them
    #[arg(long, value_name = "SOURCE")]
    pub source: Option<String>,

    /// A field that the person declined to give: it counts as answered; several by repeating it
    #[arg(long, value_name = "FIELD")]
    pub decline: Vec<String>,
}

/// Runs `kedang edit`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    let mut vault = session::open(ui, host, globals, "edit")?;
    let policy = vault.policy();
    fields::refuse_secrets(policy, &args.set)?;
    let selector = selection::read(host, &vault, &args.selector, Takes::Change)?;
    let mut entered = input::pairs(host, &args.set)?;
    refuse_clearing(policy, &entered)?;
    if let Some(path) = &args.json {
        entered.extend(contact::json(host, policy, path)?);
    }
    let declined = covering::declined(policy, &args.decline)?;
    if entered.is_empty() && declined.is_none() {
        return Err(Failure::new(Code::NothingToSet));
    }
    let task = Task { schema: "kedang.edit/1", selector: &selector, asks: true };
    if declined.is_none() && releases(policy, &entered) {
        return alteration::run(ui, globals, &mut vault, &task, Vault::release_quarantined);
    }
    let mut values = fields::read(policy, &entered)?.values(ui, policy)?;
    fields::tell_totals(ui, policy, &entered);
    if let Some(source) = fields::source(ui, policy, args.source.as_deref())? {
        let each = values.iter_mut().flat_map(|(field, all)| all.iter_mut().map(|v| (*field, v)));
        stem_from(policy, each, &source);
    }
    values.extend(declined);
    alteration::run(ui, globals, &mut vault, &task, |vault, aim| {
        vault.set_fields(aim, "edit", &values)
    })
}

/// Refuses to clear a field that only grows: what happened is not undone by leaving it out.
fn refuse_clearing(policy: &Policy, entered: &Entered) -> Result<()> {
    for (name, _) in entered.iter().filter(|(_, texts)| texts.is_empty()) {
        let field = fields::find(policy, name)?;
        if policy.only_grows(field) {
            let id = policy.field(field).id.as_str();
            return Err(Failure::new(Code::OnlyGrows).arg("field", id));
        }
    }
    Ok(())
}

/// Whether nothing is entered but that the record is used from now on: the one state that a person
/// sets, of what is in quarantine.
fn releases(policy: &Policy, entered: &Entered) -> bool {
    let state = policy.known().state;
    let active = |text: &String| {
        policy.normalise(state, text).is_ok_and(|all| all.iter().all(|one| one.text == "active"))
    };
    match entered.as_slice() {
        [(name, texts)] => {
            policy.resolve(name) == Some(state) && texts.len() == 1 && texts.iter().all(active)
        }
        _ => false,
    }
}
