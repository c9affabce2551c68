//! Where in a vault damage was found, and the errors that say so.

use super::error::Error;
use crate::model::RecordNumber;
use std::path::PathBuf;

/// Where damage was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file of the vault: `header`, `records.db`, `keyhole`, `destruction.log`, `anchor`.
    pub file: &'static str,
    /// What exactly is wrong there, as the id of a message.
    pub what: &'static str,
    /// The record, where there is one.
    pub record: Option<RecordNumber>,
    /// The log entry, bucket or line, where there is one.
    pub index: Option<u64>,
}

impl Place {
    /// Damage in a file as a whole.
    pub const fn new(file: &'static str, what: &'static str) -> Self {
        Self { file, what, record: None, index: None }
    }

    /// The same, of one record.
    #[must_use]
    pub const fn of(mut self, record: RecordNumber) -> Self {
        self.record = Some(record);
        self
    }

    /// The same, at one log entry, bucket or line.
    #[must_use]
    pub const fn at(mut self, index: u64) -> Self {
        self.index = Some(index);
        self
    }
}

impl Error {
    /// Damage at a place of the vault.
    pub(crate) const fn damaged(place: Place) -> Self {
        Self::Damaged { place, path: None }
    }

    /// Damage in a file outside the vault.
    pub(crate) const fn damaged_file(path: PathBuf, file: &'static str) -> Self {
        Self::Damaged { place: Place::new(file, "damage-malformed"), path: Some(path) }
    }

    /// Whether making room could help.
    pub(crate) fn is_full(&self) -> bool {
        matches!(self, Self::Full(_))
    }
}
