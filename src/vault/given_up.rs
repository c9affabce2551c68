//! Why a record is not there any more: destroyed, or given up by a restore of data that had it not,
//! whether that restore knew of it or went back to before its number was given out.

use super::error::{Error, Result};
use super::records::gone;
use super::session::Vault;
use crate::log::{Act, Destination, Kind};
use crate::model::RecordNumber;
use crate::model::date::day_at;
use std::path::Path;

impl Vault {
    /// An error as it is true: what was found to be gone may have been given up.
    pub(crate) fn told_absent(&self, error: Error) -> Error {
        match error {
            Error::Destroyed(number) => self.absent(number).unwrap_or(Error::Destroyed(number)),
            other => other,
        }
    }

    /// The error that says why there is no record of this number, after a look into the log: a
    /// destruction must not be stated that never was. Of one that was given up it names the copies that
    /// may have it: written since it was added, where that is known, and not since it was given up.
    pub(crate) fn absent(&self, number: RecordNumber) -> Result<Error> {
        let said = gone(number, self.state.checkpoint.next_record);
        if !matches!(said, Error::Destroyed(_)) {
            return Ok(said);
        }
        let (mut destroyed, mut given_up, mut passed_over) = (false, None, None);
        let mut added = 0;
        self.store.each_entry(1, |row| {
            let entry = self.open_entry(&row)?;
            match &entry.act {
                Act::Intent { numbers, scope: None, .. } if numbers.contains(number) => {
                    (destroyed, given_up) = (true, None);
                }
                Act::Change { created, .. } if created.contains(number) => added = row.seq,
                Act::Restored(restored) => {
                    let since =
                        day_at(entry.time, &self.environment.zone).map(|day| (row.seq, day));
                    if restored.lost.contains(number) {
                        (destroyed, given_up) = (false, since);
                    } else if restored.destroyed.contains(number) {
                        (destroyed, given_up) = (true, None);
                    } else if restored.numbers.contains(number) {
                        (destroyed, given_up) = (false, None);
                    }
                    // Where nothing else is told of it, the number was given out on a branch.
                    passed_over =
                        passed_over.or(since.filter(|_| number.get() < restored.next_record));
                }
                _ => {}
            }
            Ok::<_, Error>(true)
        })?;
        // Lines that a restore took over tell of destructions that the log does not.
        if destroyed || self.tombstones()?.1.contains(number) {
            return Ok(said);
        }
        let Some((entry, day)) = given_up.or(passed_over) else { return Ok(said) };
        let weak = self.mutated("copies-without-it-named");
        let all = self.destinations()?.into_iter().filter(|known| known.seq < entry);
        let have = all.filter(|known| known.seq >= added || weak).filter_map(held_at);
        Ok(Error::GivenUp(number, day, have.collect()))
    }
}

/// What a copy that may have a record is called. That a vault lies where it was set aside is seen; what
/// is not known of it is not told.
fn held_at(known: Destination) -> Option<String> {
    match known.kind {
        Kind::KeptVault => (known.seq > 0 && Path::new(&known.path).exists()).then_some(known.path),
        Kind::Full | Kind::DataOnly => Some(known.name),
    }
}
