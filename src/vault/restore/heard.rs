//! What copies of destruction.log tell a restore, wherever they lie: at the source, where somebody says,
//! in vaults beside it, and at every other destination.

use super::lines::{Lines, leave_out_settled};
use super::others::Seen;
use super::plan::RestoreOrder;
use super::source::Source;
use crate::model::Digest;
use crate::vault::check::Replay;
use crate::vault::error::{Error, Result};
use crate::vault::session::{Vault, absolute};
use std::collections::BTreeSet;
use std::path::PathBuf;

/// What everybody tells that can be reached.
pub(super) struct Heard {
    pub(super) lines: Vec<Lines>,
    /// The hashes of the lines that are known without other destinations.
    pub(super) known: BTreeSet<Digest>,
    pub(super) seen: Seen,
    /// Copies of destruction.log that are damaged or break off.
    pub(super) passed: Vec<PathBuf>,
}

impl Heard {
    pub(super) fn gather(
        order: &RestoreOrder<'_>,
        (vault, source): (&Vault, &Source),
        beside: Vec<PathBuf>,
        replay: &Replay,
    ) -> Result<Self> {
        let mut passed = Vec::new();
        let mut lines = lines(order, source, beside, &mut passed)?;
        let own = lines.first().map(Lines::hashes).unwrap_or_default();
        let known = own.into_iter().chain(replay.done.iter().copied()).collect();
        let mut seen = Seen::gather(vault, source, &known)?;
        seen.weaken(vault);
        lines.append(&mut seen.lines);
        passed.append(&mut seen.passed);
        passed.extend(lines.iter().filter(|one| one.is_unfinished()).map(|one| one.path.clone()));
        passed.sort();
        passed.dedup();
        leave_out_settled(vault, &mut lines, &known)?;
        Ok(Self { lines, known, seen, passed })
    }
}

/// Every copy of destruction.log. The key file's own comes first.
fn lines(
    order: &RestoreOrder<'_>,
    source: &Source,
    vaults: Vec<PathBuf>,
    passed: &mut Vec<PathBuf>,
) -> Result<Vec<Lines>> {
    let vault = source.vault();
    let mut all = vec![Lines::parse(&source.folder.key(), &source.keys.destruction_log, vault)?];
    for path in source.folder.destruction_logs() {
        match Lines::read(&path, vault) {
            Ok(lines) => all.extend(lines),
            Err(Error::Damaged { .. }) if order.accept_stale => passed.push(path),
            Err(error) => return Err(error),
        }
    }
    for path in order.destruction_logs {
        all.push(Lines::given(path, vault)?.require_finished()?);
    }
    for dir in vaults {
        let path = absolute(&dir)?.destruction_log();
        match Lines::read(&path, vault) {
            Ok(lines) => all.extend(lines),
            // Nothing in it can be believed; it goes aside with the rest, or stays where it is.
            Err(Error::Damaged { .. } | Error::File(_)) => passed.push(path),
            Err(error) => return Err(error),
        }
    }
    Ok(all)
}
