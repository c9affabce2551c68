//! What stands in the way of notices, consents and uses of records, as failures with hints.

use super::{Arg, Code, Failure};
use crate::vault::{Error, Unfounded};

/// The failure for what is owed to the persons whose records these are.
pub(super) fn failure(error: Error) -> Failure {
    match error {
        Error::BadNotice(reason) => {
            Failure::new(Code::BadNotice).arg("reason", Arg::Message(reason))
        }
        // The verb tells the reasons in words.
        Error::Unfounded(reasons) => {
            let codes: Vec<&str> = reasons.iter().map(Unfounded::id).collect();
            Failure::new(Code::Unfounded)
                .arg("count", reasons.len())
                .arg("reasons", codes.join(", "))
                .reasons(codes.iter().map(|code| (*code).to_owned()).collect())
        }
        Error::PolicyWithout(field) => {
            Failure::new(Code::PolicyWithout).arg("field", field).hint("hint-policy-without")
        }
        Error::NoNotice(version) => {
            Failure::new(Code::NoNotice).arg("version", version).hint("hint-notice-list")
        }
        other => Failure::new(Code::Bug).because(other),
    }
}
