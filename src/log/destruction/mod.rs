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
//! | `scrub` | copies at a destination no longer open | an operator with `purge` or `backup` |
//! | `physical` | paper or media that were destroyed | an operator with `purge` |
//!
//! A line ends with one LF. What comes after the last LF is a line whose writing was interrupted,
//! not damage: it is cut off and written again from the log. Lines missing at the end cannot be
//! seen from the file; compare [`Report::lines`] and [`Report::head`] with a checkpoint or with a
//! certificate.

mod payload;
#[cfg(test)]
pub(super) mod sample;
mod verify;

pub use payload::{
    Change, Check, Destruction, Event, Executor, Genesis, KeyFacts, Outcome, PartCount, Payload,
    Physical, Retention, RosterChange, Scrub, certificate_number,
};
pub use verify::{BLANK, Fault, Finding, Report, verify};

use super::Numbers;
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
    /// Reads exactly what [`line()`] gives for the text of a payload; no newline. The signature is
    /// not checked here.
    pub fn parse(line: &str) -> Result<Self, LineError> {
        let Envelope { payload: signed, signature } =
            serial::parse(line.as_bytes(), "", &[]).map_err(|_| LineError::Malformed)?;
        Ok(Self { payload: Payload::from_text(&signed)?, signed, signature })
    }
}

/// What each line says was destroyed, with the line's number (from 1): nothing where it is of another
/// event.
pub fn destructions(
    lines: &[u8],
) -> impl Iterator<Item = (u64, Result<Option<Box<Destruction>>, LineError>)> + '_ {
    let lines = lines.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    let destroyed = |line: &[u8]| {
        let line = Line::parse(std::str::from_utf8(line).map_err(|_| LineError::Malformed)?)?;
        Ok(match line.payload.event {
            Event::Destruction(one) => Some(one),
            _ => None,
        })
    };
    (1..).zip(lines.map(destroyed))
}

/// The same of whole records: whom each line says was destroyed.
pub fn whole_destructions(
    lines: &[u8],
) -> impl Iterator<Item = (u64, Result<Option<Numbers>, LineError>)> + '_ {
    let whole = |one: Option<Box<Destruction>>| {
        one.filter(|one| one.scope.is_none()).map(|one| one.numbers)
    };
    destructions(lines).map(move |(at, one)| (at, one.map(whole)))
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
mod tests {
    use super::sample::{destruction, genesis, numbers, roster};
    use super::*;
    use crate::model::{Capability, Digest};
    use proptest::prelude::*;

    #[test]
    fn every_type_of_line_is_read_back() {
        let change = roster(1, Change::Add, 2, &[Capability::Purge, Capability::Administer]);
        for event in [genesis(), change, destruction(2, 1, numbers([1, 2, 900]))] {
            let payload = Payload::new(2, Digest([4; 32]), event);
            let text = payload.to_text();
            let signature = "-----BEGIN SSH SIGNATURE-----\nU1NI\n-----END SSH SIGNATURE-----\n";
            let line = line(&text, signature);
            assert!(!line.contains('\n'));
            let signature = signature.to_owned();
            assert_eq!(Line::parse(&line), Ok(Line { payload, signed: text, signature }));
        }
    }

    #[test]
    fn a_payload_is_flat_and_names_nobody() {
        let text = Payload::new(2, Digest([4; 32]), destruction(2, 1, numbers([1, 2]))).to_text();
        let json: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(json["format"], "kedang-destruction/1");
        assert_eq!(json["type"], "destruction");
        assert_eq!(json["numbers"], "1-2");
        assert_eq!(json["executor"]["operator"], "O-1");
        assert_eq!(json["checks"][0]["result"], "PASS");
        let fields: Vec<_> = json.as_object().unwrap().keys().map(String::as_str).collect();
        for personal in ["name", "contact", "host", "path", "phone"] {
            assert!(!fields.contains(&personal), "{personal}");
        }
    }

    proptest! {
        #[test]
        fn an_envelope_carries_any_text(payload: String, signature: String) {
            let text = line(&payload, &signature);
            prop_assert!(!text.contains('\n'));
            let read: Envelope = serde_json::from_str(&text).unwrap();
            prop_assert_eq!((read.payload, read.signature), (payload, signature));
        }

        #[test]
        fn every_set_of_numbers_is_read_back(all in proptest::collection::vec(1_u64..5000, 1..200), n in 1..1_u64 << 53) {
            let payload = Payload::new(n, Digest([4; 32]), destruction(n, 1, numbers(all)));
            prop_assert_eq!(Payload::from_text(&payload.to_text()), Ok(payload));
        }
    }
}
