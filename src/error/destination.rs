//! Backup destinations that are not what was asked of them.

use super::restore::brief;
use super::{Arg, Code, Failure, Message};
use crate::files::Keeper;
use crate::vault::Unfit;
use std::path::Path;

/// The failure with its hints.
pub(super) fn failure(unfit: Unfit) -> Failure {
    let named = |code, name: String| Failure::new(code).arg("name", name);
    let lying = |code, path: &Path| Failure::new(code).arg("path", path);
    match unfit {
        Unfit::Name => Failure::new(Code::DestinationName).hint("hint-backup-name"),
        Unfit::Path => Failure::new(Code::DestinationPath),
        Unfit::NameTaken(name) => named(Code::DestinationNameTaken, name).hint("hint-backup-name"),
        Unfit::Unknown(name) => named(Code::NoDestination, name).hint("hint-backup-list"),
        Unfit::Unreachable(name) => {
            named(Code::DestinationUnreachable, name).hint("hint-backup-list")
        }
        Unfit::Occupied(path) => lying(Code::DestinationOccupied, &path),
        Unfit::Foreign(path) => lying(Code::DestinationForeign, &path),
        Unfit::Copied(name) => named(Code::DestinationCopied, name),
        Unfit::Detached(name, None) => {
            let hint = Message::new("hint-backup-attach").arg("name", name.as_str());
            named(Code::DestinationDetached, name).hint(hint).hint("hint-backup-name")
        }
        Unfit::Detached(name, Some(living)) => named(Code::DestinationOfLiving, name)
            .arg("path", living.as_path())
            .hint("hint-backup-name"),
        Unfit::Other(name) => named(Code::DestinationOther, name).hint("hint-backup-list"),
        Unfit::Inside { path, within } => {
            lying(Code::DestinationInside, &path).arg("within", within.as_path())
        }
        Unfit::KeepsVersions(path, keeper) => {
            let hint = |id| Message::new(id).arg("path", path.as_path());
            let failure = lying(Code::KeepsVersions, &path).arg("keeper", name_of(&keeper));
            // One that has keys stays one that has keys.
            let keys = path.join("key").exists();
            let failure = if keys { failure } else { failure.hint(hint("hint-backup-data-only")) };
            failure.hint(hint("hint-backup-versioned"))
        }
        Unfit::Branch(name, entry) => named(Code::DestinationBranch, name).arg("entry", entry),
        Unfit::Ahead { name, path, numbers, further, anew } => {
            let hint = |id| Message::new(id).arg("path", path.as_path());
            let give_up = Message::new("hint-backup-give-up").arg("name", name.as_str());
            let failure = named(Code::DestinationAhead, name)
                .arg("path", path.as_path())
                .arg("count", numbers.len())
                .arg("numbers", brief(&numbers))
                .hint(hint("hint-restore-from"))
                .hint(hint("hint-backup-name"));
            let others = Message::new("hint-backup-others").arg("count", anew.len());
            let others = others.arg("numbers", brief(&anew));
            let failure = if anew.is_empty() { failure } else { failure.hint(others) };
            if further { failure } else { failure.hint(give_up) }
        }
        Unfit::Tells { name, path, numbers, certificates, listed } => {
            let failure = named(Code::DestinationTells, name)
                .arg("path", path.as_path())
                .arg("count", numbers.len())
                .arg("numbers", brief(&numbers))
                .arg("known", certificates.len() as u64)
                .arg("listed", u64::from(listed))
                .arg("certificates", Arg::Names(certificates));
            let failure = if listed { failure.hint("hint-purge-due") } else { failure };
            failure.hint("hint-number-anew").hint("hint-backup-name")
        }
        Unfit::LastCopy(name) => named(Code::LastCopy, name),
        Unfit::KeptVault(name) => named(Code::KeptVault, name),
        Unfit::StillThere { name, path, kept } => {
            let to_do = if kept { "hint-delete-vault" } else { "hint-delete-copy" };
            let hint = Message::new(to_do).arg("path", path.as_str()).arg("name", name.as_str());
            named(Code::DestinationThere, name).arg("path", path).hint(hint)
        }
        Unfit::BackAgain { name, path, kept } => {
            let to_do = if kept { "hint-vault-is-back" } else { "hint-copy-is-back" };
            let hint = Message::new(to_do).arg("path", path.as_str());
            named(Code::DestinationThere, name).arg("path", path).hint(hint)
        }
        Unfit::NoVersions(name) => named(Code::NoVersions, name).hint("hint-backup-list"),
        Unfit::NotRewritten(name) => {
            let hint = Message::new("hint-backup-scrub").arg("name", name.as_str());
            named(Code::KeyFileNotRewritten, name).hint(hint)
        }
        Unfit::BeforeRotation { name, artefact } => {
            let hint = Message::new("hint-backup-again").arg("name", name.as_str());
            named(Code::BeforeRotation, name).arg("artefact", artefact).hint(hint)
        }
    }
}

/// What keeps versions, as people call it.
fn name_of(keeper: &Keeper) -> Arg {
    match keeper {
        Keeper::FileSystem(name) | Keeper::Synchronised(name) => (*name).into(),
        Keeper::ObjectStore(kind) => kind.as_str().into(),
        Keeper::Snapshots(dir) | Keeper::WorkTree(dir) => dir.as_path().into(),
    }
}
