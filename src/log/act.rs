//! What acts are called, and what looks say of themselves: beside the list of acts, which alone fills
//! a file.

use super::entry::Act;
use super::rights::Pseudonymised;
use super::share::Shared;
use crate::model::{Level, RecordNumber};

impl Act {
    /// The names of all acts that this version knows, in the order of the enum.
    pub const NAMES: [&'static str; 34] = [
        "init",
        "roster",
        "header",
        "header-settled",
        "change",
        "disclose",
        "refused",
        "intent",
        "destroyed",
        "done",
        "destinations",
        "backup",
        "scrub",
        "drill",
        "forgot",
        "restored",
        "physical",
        "suppressed",
        "recovered",
        "segments",
        "policy",
        "proposed",
        "decided",
        "used",
        "anomaly",
        "rotation",
        "resealed",
        "rotated",
        "notice",
        "recipient",
        "share",
        "certificate",
        "verified",
        "gave-up",
    ];

    /// Its name, as in the JSON.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Init {} => "init",
            Self::Roster { .. } => "roster",
            Self::Header { .. } => "header",
            Self::HeaderSettled { .. } => "header-settled",
            Self::Change { .. } => "change",
            Self::Disclose { .. } => "disclose",
            Self::Refused { .. } => "refused",
            Self::Intent { .. } => "intent",
            Self::Destroyed { .. } => "destroyed",
            Self::Done { .. } => "done",
            Self::Destinations { .. } => "destinations",
            Self::Backup { .. } => "backup",
            Self::Scrub { .. } => "scrub",
            Self::Drill { .. } => "drill",
            Self::Forgot { .. } => "forgot",
            Self::Restored(_) => "restored",
            Self::Physical { .. } => "physical",
            Self::Suppressed { .. } => "suppressed",
            Self::Recovered { .. } => "recovered",
            Self::Segments { .. } => "segments",
            Self::Policy { .. } => "policy",
            Self::Proposed(_) => "proposed",
            Self::Decided(_) => "decided",
            Self::Used { .. } => "used",
            Self::Anomaly(_) => "anomaly",
            Self::Rotation { .. } => "rotation",
            Self::Resealed { .. } => "resealed",
            Self::Rotated { .. } => "rotated",
            Self::Notice(_) => "notice",
            Self::Recipient(_) => "recipient",
            Self::Share(_) => "share",
            Self::Certificate { .. } => "certificate",
            Self::Verified { .. } => "verified",
            Self::GaveUp { .. } => "gave-up",
        }
    }

    /// The share that a look is, if it is one.
    pub fn shared(&self) -> Option<&Shared> {
        match self {
            Self::Disclose { terms: Some(terms), .. } => terms.share.as_deref(),
            _ => None,
        }
    }

    /// The levels of which a look has values of this record; none of what is no look.
    pub fn levels_of(&self, number: RecordNumber) -> Vec<Level> {
        let Self::Disclose { levels, terms, .. } = self else { return Vec::new() };
        let withheld = terms.as_ref().is_some_and(|terms| terms.withheld.contains(number));
        let left = levels.iter().filter(|level| !withheld || **level != Level::One);
        left.copied().collect()
    }

    /// For whom an export was sealed, as far as the log says so.
    pub fn sealed_for(&self) -> &[String] {
        match self {
            Self::Disclose { terms: Some(terms), .. } => &terms.sealed_for,
            _ => &[],
        }
    }

    /// For whom pseudonyms left instead of what identifies, if they did.
    pub fn pseudonyms(&self) -> Option<&Pseudonymised> {
        match self {
            Self::Disclose { terms: Some(terms), .. } => terms.pseudonyms.as_ref(),
            _ => None,
        }
    }
}
