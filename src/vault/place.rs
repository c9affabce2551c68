//! Where in a vault damage was found.

use crate::model::RecordNumber;

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
