//! What stands in the way of notices, consents and uses of records, as failures with hints.

use super::{Arg, Code, Failure};
use crate::vault::Error;

/// The failure for what is owed to the persons whose records these are.
pub(super) fn failure(error: Error) -> Failure {
    match error {
        Error::BadNotice(reason) => {
            Failure::new(Code::BadNotice).arg("reason", Arg::Message(reason))
        }
        Error::NoNotice(version) => {
            Failure::new(Code::NoNotice).arg("version", version).hint("hint-notice-list")
        }
        other => Failure::new(Code::Bug).because(other),
    }
}
