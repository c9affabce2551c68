//! Why a record is not there any more: destroyed, or given up by a restore of data that had it not,
//! whether that restore knew of it or went back to before its number was given out.

use super::error::{Error, Result};
use super::records::gone;
use super::session::Vault;
use crate::log::{Act, Kind};
use crate::model::RecordNumber;
use crate::model::date::day_at;

impl Vault {
    /// An error as it is true: what was found to be gone may have been given up.
    pub(crate) fn told_absent(&self, error: Error) -> Error {
        match error {
            Error::Destroyed(number) => self.absent(number).unwrap_or(Error::Destroyed(number)),
            other => other,
        }
    }

    /// The error that says why there is no record of this number, after a look into the log: a
    /// destruction must not be stated that never was.
    pub(crate) fn absent(&self, number: RecordNumber) -> Result<Error> {
        let said = gone(number, self.state.checkpoint.next_record);
        if !matches!(said, Error::Destroyed(_)) {
            return Ok(said);
        }
        let (mut destroyed, mut given_up, mut passed_over) = (false, None, None);
        self.store.each_entry(1, |row| {
            let entry = self.open_entry(&row)?;
            match &entry.act {
                Act::Intent { numbers, scope: None, .. } if numbers.contains(number) => {
                    (destroyed, given_up) = (true, None);
                }
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
        // Those to which nobody went since may have it.
        let older = self.destinations()?.into_iter().filter(|known| known.seq < entry);
        let older = older.filter(|known| known.kind != Kind::KeptVault).map(|known| known.name);
        Ok(Error::GivenUp(number, day, older.collect()))
    }
}
