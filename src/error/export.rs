//! What stands against a file that is to be handed out, as failures with hints.

use super::{Code, Failure};
use crate::vault::ExportFault;

/// The failure that one thing is.
pub(super) fn failure(fault: ExportFault) -> Failure {
    let of = |code, field: String| Failure::new(code).arg("field", field);
    match fault {
        ExportFault::NoCardPlace(field) => Failure::new(Code::NoCardPlace).arg("field", field),
        ExportFault::NoCardName => Failure::new(Code::NoCardName),
        ExportFault::NotCountable(field) => of(Code::NotCountable, field),
        ExportFault::NoPseudonym(field) => of(Code::NoPseudonym, field),
        ExportFault::TooManyFields { limit } => {
            Failure::new(Code::TooManyFields).arg("limit", limit as u64)
        }
        ExportFault::TooManyCells { limit } => {
            Failure::new(Code::TooManyCounts).arg("limit", limit as u64)
        }
        ExportFault::Told => Failure::new(Code::CountsTold),
        ExportFault::TooManyRows { count, limit } => Failure::new(Code::TooManyRows)
            .arg("count", count)
            .arg("limit", limit)
            .hint("hint-export-csv"),
        ExportFault::CellTooLong(record, field) => {
            of(Code::CellTooLong, field).arg("record", record).hint("hint-export-csv")
        }
    }
}
