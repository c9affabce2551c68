//! What stands in the way of notices, consents and uses of records, as failures with hints.

use super::{Arg, Code, Failure, Message};
use crate::policy::{Demanded, Uncovered};
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
        Error::NotCovered(record, bar) => Failure::new(Code::NotCovered)
            .arg("by", if bar.recipient.is_some() { "recipient" } else { "purpose" })
            .arg("record", record)
            .arg("recipient", bar.recipient.unwrap_or_default())
            .arg("reason", Arg::Message(reason(bar.why)))
            .hint(Message::new("hint-consents").arg("record", record)),
        Error::OutsidePurpose(field, purpose) => {
            Failure::new(Code::OutsidePurpose).arg("field", field).arg("purpose", purpose)
        }
        Error::NeedsAssessment(act) => {
            let (by, act) = match act {
                Some(Demanded::Sensitive) => ("policy", "consent-act-sensitive"),
                Some(Demanded::Export) => ("policy", "consent-act-export"),
                Some(Demanded::Share) => ("policy", "consent-act-share"),
                None => ("law", "consent-act-abroad"),
            };
            Failure::new(Code::NeedsAssessment)
                .arg("by", by)
                .arg("act", Arg::Message(act))
                .hint("hint-assessment")
        }
        Error::TooMuch(field, purpose) => Failure::new(Code::TooMuch)
            .arg("field", field)
            .arg("purpose", purpose)
            .hint("hint-justify"),
        Error::NoSeparateConsent(field) => {
            Failure::new(Code::NoSeparateConsent).arg("field", field).hint("hint-separate-consent")
        }
        Error::NotDeclined(record, field) => Failure::new(Code::NotDeclined)
            .arg("record", record)
            .arg("field", field.as_str())
            .hint(Message::new("hint-decline").arg("record", record).arg("field", field)),
        Error::NoTicket => Failure::new(Code::NoTicket).hint("hint-ticket"),
        Error::PolicyWithout(field) => {
            Failure::new(Code::PolicyWithout).arg("field", field).hint("hint-policy-without")
        }
        Error::NoNotice(version) => {
            Failure::new(Code::NoNotice).arg("version", version).hint("hint-notice-list")
        }
        other => Failure::new(Code::Bug).because(other),
    }
}

/// The message that says why a record is not covered.
const fn reason(why: Uncovered) -> &'static str {
    match why {
        Uncovered::Restricted => "consent-is-restricted",
        Uncovered::NoConsent => "consent-is-missing",
        Uncovered::Refused => "consent-is-refused",
        Uncovered::Withdrawn => "consent-is-withdrawn",
        Uncovered::Expired => "consent-is-expired",
        Uncovered::Outdated => "consent-is-outdated",
        Uncovered::NotToRecipient => "consent-is-not-to-recipient",
    }
}
