//! What restores left to be done.

use super::{Replay, Report};
use crate::log::Numbers;
use crate::vault::error::Result;
use crate::vault::session::Vault;

impl Report {
    /// Whether restores left anything to be done. For whom imports do not refuse nobody can do anything.
    pub fn owes(&self) -> bool {
        let back = !self.revived.is_empty() || !self.returned.is_empty();
        back || !self.unexplained.is_empty()
    }
}

impl Vault {
    /// What destinations in reach tell of that restores brought back, and what nobody can tell.
    pub(super) fn check_elsewhere(&self, replay: &Replay, report: &mut Report) -> Result<()> {
        let lives = replay.all_living();
        let living = |numbers: &Numbers| Ok(lives.intersection(numbers));
        report.revived.extend(self.told_elsewhere(&living)?);
        report.unexplained = self.unexplained_among(&living)?;
        report.returned = self.returned()?;
        let beside = self.unregistered()?.into_iter();
        report.notices.extend(beside.map(|path| ("check-beside", path.display().to_string())));
        Ok(())
    }
}
