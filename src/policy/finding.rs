//! What is wrong with a value or a record: the field and a code, never the value.

use crate::model::FieldId;

/// Something wrong with a value or a record.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", code.id())]
pub struct Finding {
    /// The field.
    pub field: FieldId,
    /// What is wrong.
    pub code: Code,
    /// For an unknown choice, the id of one that looks like it.
    pub nearest: Option<String>,
}

impl Finding {
    /// `code` at `field`.
    pub const fn new(field: FieldId, code: Code) -> Self {
        Self { field, code, nearest: None }
    }
}

/// Declares [`Code`] with its ids from one list.
macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $id:literal,)*) => {
        /// What can be wrong; its id leads to the message.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[$doc])* $name,)*
        }

        impl Code {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// Its ASCII id, also the key of its message.
            pub const fn id(self) -> &'static str {
                match self {
                    $(Self::$name => $id,)*
                }
            }
        }
    };
}

codes! {
    /// A value that was masked when it was shown: it says nothing any more.
    Masked = "masked",
    /// Longer than the field takes.
    TooLong = "too-long",
    /// No telephone number, or one that its country does not have.
    Phone = "phone",
    /// No e-mail address, or one whose domain has no dot.
    Email = "email",
    /// An identity number of a wrong length or with letters in it.
    IdForm = "id-form",
    /// The first digits of an identity number name no province.
    IdRegion = "id-region",
    /// The birth date inside an identity number is none.
    IdDate = "id-date",
    /// The check digit of an identity number does not fit.
    IdCheckDigit = "id-check-digit",
    /// An identity number of fifteen digits, not issued since 1999.
    IdOldForm = "id-old-form",
    /// The birth date inside the identity number is another than the one given.
    IdBirthDate = "id-birth-date",
    /// The gender inside the identity number is another than the one given.
    IdGender = "id-gender",
    /// A credit code of a wrong length, with a letter it cannot have, or whose check fails.
    CreditCode = "credit-code",
    /// No bank account, or a card number whose check digit does not fit.
    BankAccount = "bank-account",
    /// No day of the calendar.
    Day = "day",
    /// Day and month cannot be told apart: write the year first.
    AmbiguousDay = "ambiguous-day",
    /// A day that cannot lie ahead does.
    FutureDay = "future-day",
    /// Not on the list of choices.
    UnknownChoice = "unknown-choice",
    /// A region that names no known administrative division.
    UnknownRegion = "unknown-region",
    /// A region by a name that several divisions have.
    AmbiguousRegion = "ambiguous-region",
    /// A division that is no more and was divided among several.
    FormerRegion = "former-region",
    /// A required field has no value.
    Missing = "missing",
    /// Nobody said where the record came from.
    NoSource = "no-source",
    /// Level-1 values without a separate consent: held, neither exported nor shared.
    AwaitingConsent = "awaiting-consent",
    /// A value that is not in its normal form; entered under an older policy.
    NotNormal = "not-normal",
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_unique_and_fit_a_catalogue() {
        let ids: std::collections::HashSet<_> = Code::ALL.iter().map(|code| code.id()).collect();
        assert_eq!(ids.len(), Code::ALL.len());
        assert!(ids.iter().all(|id| id.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')));
    }
}
