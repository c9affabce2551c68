//! What stands against a file that is to be handed out, or a count.

use crate::model::{Label, RecordNumber};

/// One thing that stands against it; fields by their ids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExportFault {
    /// A field was named for an address book, which has no place for it.
    NoCardPlace(Label),
    /// Nothing among the fields is what a card could be called.
    NoCardName,
    /// Records are not counted by a field.
    NotCountable(String),
    /// Counts by more fields at once than can be held against each other.
    TooManyFields {
        /// By how many they are made at most.
        limit: usize,
    },
    /// More counts, or more that must not be shown, than can be held against each other.
    TooManyCells {
        /// How many there may be.
        limit: usize,
    },
    /// A count that is too small would follow from sums that other reports show.
    Told,
    /// A field was named of which no pseudonym can leave.
    NoPseudonym(String),
    /// More records than a sheet has rows.
    TooManyRows {
        /// How many there are.
        count: u64,
        /// How many it has.
        limit: u64,
    },
    /// A value is longer than a spreadsheet's cell; its record and field.
    CellTooLong(RecordNumber, String),
}
