//! What restores refuse, as failures with codes, arguments and hints.

use super::{Code, Failure, Message};
use crate::log::Numbers;
use crate::vault::{Stale, Unrestorable};
use std::path::Path;

/// Up to so many ranges of numbers are written out.
const WRITTEN_OUT: usize = 6;

/// Numbers for a person: all of them when they are few, else where they lie.
pub(super) fn brief(numbers: &Numbers) -> String {
    match (numbers.first(), numbers.last()) {
        (Some(first), Some(last)) if numbers.ranges().count() > WRITTEN_OUT => {
            format!("{first} … {last}")
        }
        _ => numbers.human(),
    }
}

/// The failure that follows from what stands against a restore.
pub(super) fn failure(why: Unrestorable) -> Failure {
    let at = |code, path: &Path, hint| Failure::new(code).arg("path", path).hint(hint);
    match why {
        Unrestorable::NoDestination(path) => {
            at(Code::NotADestination, &path, Message::new("hint-destination"))
        }
        Unrestorable::NoKeyFile(path) => {
            at(Code::NoKeyFile, &path, Message::new("hint-other-key-file"))
        }
        Unrestorable::NoArtefact(path) => at(Code::NoArtefact, &path, Message::new("hint-data")),
        Unrestorable::Renamed { path, name } => {
            let right = path.with_file_name(&name);
            let hint = Message::new("hint-rename-artefact").arg("path", path.as_path());
            let failure = Failure::new(Code::RenamedArtefact).arg("path", path.as_path());
            let failure = failure.arg("name", name);
            // Where that is there already, the renamed one is a second copy of it.
            let free = right.symlink_metadata().is_err();
            if free { failure.hint(hint.arg("right", right.as_path())) } else { failure }
        }
        Unrestorable::Stale(why) => stale(&why),
        Unrestorable::Behind { here, seen } => Failure::new(Code::RestoreBehind)
            .arg("found", here)
            .arg("seen", seen)
            .hint("hint-accept-rollback"),
        Unrestorable::OnlyAtPlace { path, name, lost, older } => Failure::new(Code::RestoreGivesUp)
            .arg("path", path.as_path())
            .arg("count", lost.len())
            .arg("numbers", brief(&lost))
            .arg("older", older.len())
            .arg("parts", brief(&older))
            .hint(Message::new("hint-backup-first").arg("name", name))
            .hint("hint-accept-rollback"),
        Unrestorable::Elsewhere { at, here, seen } => Failure::new(Code::RestoreElsewhere)
            .arg("path", at.as_path())
            .arg("found", here)
            .arg("seen", seen)
            .hint(from(&at))
            .hint("hint-accept-rollback"),
        Unrestorable::Newer { path, here, of } => Failure::new(Code::CopyNewer)
            .arg("path", path.as_path())
            .arg("found", here)
            .arg("seen", of)
            .hint("hint-newer-key-file")
            .hint("hint-older-data"),
        Unrestorable::Unexplained(numbers) => Failure::new(Code::RecordsWithoutKey)
            .arg("count", numbers.len())
            .arg("numbers", brief(&numbers))
            .hint("hint-newer-key-file"),
        Unrestorable::OtherVault(path) => {
            Failure::new(Code::OtherVault).arg("path", path.as_path())
        }
        Unrestorable::Inside { path, within } => Failure::new(Code::RestoreInside)
            .arg("path", path.as_path())
            .arg("within", within.as_path()),
        Unrestorable::HeadNotExplained { here, seen } => {
            Failure::new(Code::HeadNotExplained).arg("found", here).arg("seen", seen)
        }
    }
}

/// A key file that is older than what is known.
fn stale(stale: &Stale) -> Failure {
    let failure = Failure::new(Code::StaleKeyFile)
        .arg("sources", stale.sources.join(", "))
        .arg("withheld", stale.withheld.len())
        .arg("numbers", brief(&stale.withheld))
        .arg("erased", stale.erased.len())
        .arg("parts", brief(&stale.erased))
        .arg("unknown", stale.unknown)
        .arg("header", u8::from(stale.header));
    let newer = stale.newest.as_deref().map_or_else(|| Message::new("hint-newer-key-file"), from);
    failure.hint(newer).hint("hint-accept-stale")
}

/// How to restore from where the newest state is; one without a key file lends its data only.
fn from(at: &Path) -> Message {
    let id = if at.join("key").exists() { "hint-restore-from" } else { "hint-newer-key-file" };
    Message::new(id).arg("path", at)
}
