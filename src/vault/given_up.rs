//! Why a record is not there any more: destroyed, or given up by a restore of data that had it not.

use super::error::{Error, Result};
use super::records::gone;
use super::session::Vault;
use crate::log::Act;
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
        let mut given_up = None;
        self.store.each_entry(1, |row| {
            let entry = self.open_entry(&row)?;
            match &entry.act {
                Act::Intent { numbers, scope: None, .. } if numbers.contains(number) => {
                    given_up = None;
                }
                Act::Restored(restored) if restored.lost.contains(number) => {
                    given_up = day_at(entry.time, &self.environment.zone);
                }
                Act::Restored(restored)
                    if restored.numbers.contains(number) || restored.destroyed.contains(number) =>
                {
                    given_up = None;
                }
                _ => {}
            }
            Ok::<_, Error>(true)
        })?;
        Ok(given_up.map_or(said, |day| Error::GivenUp(number, day)))
    }
}
