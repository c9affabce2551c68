//! What other programs have to say to the person at the terminal: the plugin of a hardware key
//! asks for a touch or a PIN in its own words.
//!
//! Free functions, because whoever talks to a plugin keeps them longer than a command's voice.
//! Without a terminal nothing is shown and nobody answers.

use super::sanitise;
use crate::host::{self, Secret};

/// Shows a message.
pub fn tell(message: &str) {
    drop(host::say(&format!("{}\n", sanitise(message))));
}

/// Asks for a secret without showing it.
pub fn ask_secret(question: &str) -> Option<Secret> {
    host::ask_hidden(&prompt(question)).ok()
}

/// Asks for one line.
pub fn ask(question: &str) -> Option<String> {
    host::ask_shown(&prompt(question)).ok()
}

fn prompt(question: &str) -> String {
    format!("{}: ", sanitise(question).trim_end_matches([':', '：', ' ']))
}
