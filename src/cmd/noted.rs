//! What became of the contacts that somebody tried, as verbs tell it: its state, and which one to
//! try next.

use crate::error::{Code, Failure, Message};
use crate::model::RecordNumber;
use crate::policy::{By, INVALID, Noted, Policy, TO_VERIFY, Which};
use crate::ui::Ui;
use crate::vault::Error;

/// What became of one contact.
#[derive(serde::Serialize)]
pub(super) struct Row {
    number: String,
    contact: String,
    state: Option<String>,
    failures: u16,
    next: Option<String>,
}

impl Row {
    /// The contact of one record.
    pub(super) fn of(policy: &Policy, (number, noted): &(RecordNumber, Noted)) -> Self {
        Self {
            number: number.to_string(),
            contact: policy.contact_name(noted.contact),
            state: noted.state.clone(),
            failures: noted.failures,
            next: noted.next.map(|next| policy.contact_name(next)),
        }
    }

    /// Says what is to be done next, where something is.
    pub(super) fn explain(&self, ui: &Ui<'_>) {
        let id = match (self.state.as_deref(), &self.next) {
            (Some(INVALID), Some(_)) => "verify-contact-invalid",
            (Some(INVALID), None) => "verify-contact-last",
            (Some(TO_VERIFY), _) if self.failures == 0 => "verify-contact-half",
            _ => return,
        };
        let message = Message::new(id).arg("record", self.number.as_str());
        let message = message.arg("contact", self.contact.as_str());
        ui.status(message.arg("next", self.next.as_deref().unwrap_or_default()));
    }
}

/// The failure of a verb that was to find `which` contact of a record.
pub(super) fn failure(which: &Which, error: Error) -> Failure {
    match error {
        Error::Contact { record, field, count } if count > 1 && which.by == By::Only => {
            let failure = Failure::new(Code::SeveralContacts).arg("record", record);
            failure.arg("field", field).arg("count", count)
        }
        other => other.into(),
    }
}
