//! A small part of the [`Ui`] that outlives it: what the vault says while it works.

use super::{Catalogue, Ui, complain};
use crate::error::Message;

/// Says warnings, and says on a terminal what is waited for.
#[derive(Debug)]
pub struct Voice {
    catalogue: Catalogue,
    quiet: bool,
    terminal: bool,
}

impl Ui<'_> {
    /// A voice in the same language.
    pub fn voice(&self) -> Voice {
        Voice {
            catalogue: Catalogue::new(self.language()),
            quiet: self.is_quiet(),
            terminal: self.host().stderr_is_terminal(),
        }
    }
}

impl Voice {
    /// Says something that may be wrong.
    pub fn warning(&self, message: &Message) {
        let label = self.catalogue.text(&Message::new("ui-warning"));
        complain(&format!("{label}{}", self.catalogue.text(message)));
    }

    /// Says something to a person at a terminal; a cron job is not told.
    pub fn on_terminal(&self, message: &Message) {
        if self.terminal && !self.quiet {
            complain(&self.catalogue.text(message));
        }
    }
}
