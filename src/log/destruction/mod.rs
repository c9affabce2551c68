//! The destruction log: `destruction.log`, signed JSON Lines without personal data.
//!
//! It can be handed to anybody and checked with nothing else in hand: it begins with the genesis
//! key and repeats every change of who may sign. Each line is
//!
//! ```text
//! {"payload":"<compact JSON, as a string>","signature":"<armoured SSHSIG>"}
//! ```
//!
//! so that common tools check it too: `jq -rj .payload` gives the exact bytes that are signed and
//! `jq -r .signature` the signature file for `ssh-keygen -Y verify -n kedang-destruction`.
//!
//! A payload has `format`, `line` (from 1), `prev` (SHA-256 of the whole line before, without its
//! newline; zeros in the first), and by `type`:
//!
//! | type | what | signed by |
//! |---|---|---|
//! | `genesis` | the vault and its first key; line 1 and no other | that key, whose hash is the vault id |
//! | `roster` | an operator comes or goes | an operator with `administer` |
//! | `destruction` | what was destroyed | an operator with `purge` |
//!
//! A line ends with one LF. What comes after the last LF is a line whose writing was interrupted,
//! not damage: it is cut off and written again from the log. Lines missing at the end cannot be
//! seen from the file; compare [`Report::lines`] and [`Report::head`] with a checkpoint or with a
//! certificate.

mod payload;
mod verify;

pub use payload::{
    Change, Check, Destruction, Event, Executor, Genesis, KeyFacts, Outcome, PartCount, Payload,
    Retention, RosterChange, certificate_number,
};
pub use verify::{Fault, Finding, Report, verify};

use super::serial::{self, Unread};
use serde::{Deserialize, Serialize};

/// The namespace of the signatures (`ssh-keygen -n`).
pub const NAMESPACE: &str = "kedang-destruction";

/// One line, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it says.
    pub payload: Payload,
    /// The exact text that is signed.
    pub signed: String,
    /// The armoured SSHSIG.
    pub signature: String,
}

/// Why a text is no line of the destruction log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LineError {
    /// Not the canonical JSON of a line and its payload.
    #[error("not a line of a destruction log")]
    Malformed,
    /// A format or a type of line that this version does not know.
    #[error("a line of a newer version")]
    Newer,
}

/// The outer JSON of a line.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Envelope {
    payload: String,
    signature: String,
}

/// The line, without its newline, that carries `signed`, a payload's text, and its armoured
/// SSHSIG.
pub fn line(signed: &str, signature: &str) -> String {
    let envelope = Envelope { payload: signed.to_owned(), signature: signature.to_owned() };
    String::from_utf8(serial::json(&envelope)).unwrap_or_default()
}

impl Line {
    /// Reads exactly what [`line`] gives for the text of a payload; no newline. The signature is
    /// not checked here.
    pub fn parse(line: &str) -> Result<Self, LineError> {
        let Envelope { payload: signed, signature } =
            serial::parse(line.as_bytes(), "", &[]).map_err(|_| LineError::Malformed)?;
        Ok(Self { payload: Payload::from_text(&signed)?, signed, signature })
    }
}

impl From<Unread> for LineError {
    fn from(unread: Unread) -> Self {
        match unread {
            Unread::Newer => Self::Newer,
            Unread::Malformed => Self::Malformed,
        }
    }
}

#[cfg(test)]
pub(super) mod sample;
