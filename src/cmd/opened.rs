//! The vault that a command has open, until the command has ended: if it ends with a refusal, that
//! goes on record before anybody is told of it.
//!
//! One place for all commands: whatever refused, and wherever, the failure comes by here. What was
//! refused before a vault was open is in no log.

use std::cell::{RefCell, RefMut};
use std::fmt;
use std::rc::Rc;

use super::needs::{Need, need};
use crate::error::{Arg, Code, Exit, Failure, Message, Result};
use crate::model::Level;
use crate::policy::Policy;
use crate::ui::{Language, Ui};
use crate::vault::Vault;

/// Where a command's vault is kept. Copies share the place.
#[derive(Clone, Default)]
pub struct Place(Rc<RefCell<Option<Opened>>>);

/// An open vault and the command's words.
struct Opened {
    vault: Vault,
    command: String,
}

/// Says nothing: a vault holds keys.
impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Place")
    }
}

impl Place {
    /// Keeps the vault that `command` has opened, and lends it; refuses unless its operator may run
    /// the command.
    pub(super) fn keep(&self, vault: Vault, command: &str) -> Result<RefMut<'_, Vault>> {
        // A command that opens a second vault while it has one is a bug, not a panic.
        let mut place = self.0.try_borrow_mut().map_err(|_| Failure::new(Code::Bug))?;
        *place = Some(Opened { vault, command: command.to_owned() });
        let lent = RefMut::filter_map(place, |opened| opened.as_mut().map(|o| &mut o.vault));
        let vault = lent.map_err(|_| Failure::new(Code::Bug))?;
        match need(command) {
            Some(Need::OneOf(list)) => vault.require_one_of(list)?,
            Some(Need::Opening) => {}
            Some(Need::Nothing) | None => return Err(Failure::new(Code::Bug)),
        }
        Ok(vault)
    }

    /// Ends the command: lets go of its vault, after a refusal has been logged there.
    pub(super) fn end<T>(&self, ui: &Ui<'_>, ended: Result<T>) -> Result<T> {
        let opened = self.0.try_borrow_mut().ok().and_then(|mut place| place.take());
        match (opened, ended) {
            (Some(opened), Err(failure)) => {
                let policy = opened.vault.policy();
                opened.note(ui, &failure);
                Err(named(ui, policy, failure))
            }
            (_, ended) => ended,
        }
    }
}

/// The failure with the policy's Chinese names in place of ids, for who reads Chinese; hints are
/// commands, and stay as they are.
fn named(ui: &Ui<'_>, policy: &Policy, mut failure: Failure) -> Failure {
    if ui.language() != Language::Chinese {
        return failure;
    }
    let field = |id: &str| policy.id(id).map(|field| policy.field(field).label_zh.clone());
    let purpose = |id: &str| {
        let found = policy.document().purposes.iter().find(|one| one.id == id);
        found.map(|one| one.label_zh.clone())
    };
    let role = |id: &str| {
        let found = policy.roles().iter().find(|role| role.id == id);
        found.map(|role| role.label_zh.clone())
    };
    for (name, arg) in &mut failure.args {
        let Arg::Text(text) = arg else { continue };
        let each = |separator: &str, name: &dyn Fn(&str) -> Option<String>| {
            let names: Option<Vec<String>> = text.split(separator).map(name).collect();
            names.map(|names| names.join(if separator == "/" { separator } else { "、" }))
        };
        let told = match *name {
            "field" => field(text),
            "fields" => each("/", &field).or_else(|| each(", ", &field)),
            "purpose" => purpose(text),
            "role" | "roles" => each(", ", &role),
            _ => None,
        };
        if let Some(told) = told {
            *arg = Arg::Text(told);
        }
    }
    failure
}

impl Opened {
    fn note(mut self, ui: &Ui<'_>, failure: &Failure) {
        if !matches!(failure.exit(), Exit::Clearance | Exit::Capability) {
            return;
        }
        let verb = self.command.replace(' ', "-");
        let level = if failure.exit() == Exit::Clearance { level_of(failure) } else { None };
        if self.vault.log_refused(&verb, failure.code.id(), level).is_err() {
            ui.warning(Message::new("warn-refusal"));
        }
    }
}

/// The level that was missing.
fn level_of(failure: &Failure) -> Option<Level> {
    let number = failure.args.iter().find(|(name, _)| *name == "level").map(|(_, arg)| arg);
    let is = |level: &Level| matches!(number, Some(Arg::Number(n)) if *n == i64::from(level.get()));
    Level::ALL.into_iter().find(is)
}
