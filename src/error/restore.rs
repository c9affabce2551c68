//! What restores refuse, as failures with codes, arguments and hints.

use super::{Arg, Code, Failure, Message};
use crate::log::Numbers;
use crate::vault::Stale;

/// Up to so many ranges of numbers are written out.
const WRITTEN_OUT: usize = 6;

/// Numbers for a person: all of them when they are few, else where they lie.
fn brief(numbers: &Numbers) -> String {
    match (numbers.first(), numbers.last()) {
        (Some(first), Some(last)) if numbers.ranges().count() > WRITTEN_OUT => {
            format!("{first} … {last}")
        }
        _ => numbers.human(),
    }
}

/// A key file that is older than what is known.
pub(super) fn stale(stale: &Stale) -> Failure {
    Failure::new(Code::StaleKeyFile)
        .arg("sources", stale.sources.join(", "))
        .arg("withheld", stale.withheld.len())
        .arg("numbers", brief(&stale.withheld))
        .arg("erased", stale.erased.len())
        .arg("parts", brief(&stale.erased))
        .arg("unknown", stale.unknown)
        .arg("header", u8::from(stale.header))
        .hint("hint-newer-key-file")
        .hint("hint-accept-stale")
}

/// A log that ends before what this user has seen.
pub(super) fn behind(here: u64, seen: u64) -> Failure {
    Failure::new(Code::RestoreBehind)
        .arg("found", here)
        .arg("seen", seen)
        .hint("hint-accept-rollback")
}

/// Records without a key of which nobody says that they were destroyed.
pub(super) fn unexplained(numbers: &Numbers) -> Failure {
    Failure::new(Code::RecordsWithoutKey)
        .arg("count", numbers.len())
        .arg("numbers", brief(numbers))
        .hint("hint-newer-key-file")
}

/// A directory that lacks what a restore needs.
pub(super) fn lacking(code: Code, path: &std::path::Path, hint: &'static str) -> Failure {
    Failure::new(code).arg("path", Arg::from(path)).hint(Message::new(hint))
}
