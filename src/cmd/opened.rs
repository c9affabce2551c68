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
use crate::ui::Ui;
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
        if let (Some(opened), Err(failure)) = (opened, &ended) {
            opened.note(ui, failure);
        }
        ended
    }
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
