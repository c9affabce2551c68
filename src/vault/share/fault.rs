//! What stands against a share, or against an entry of its registers.

use crate::vault::cover::LeftOut;
use jiff::civil::Date;

/// One thing that stands against it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ShareFault {
    /// No recipient of this name is registered.
    NoRecipient(String),
    /// There is no agreement with the recipient.
    NoAgreement(String),
    /// The agreement with the recipient has ended, on this day.
    AgreementOver(String, Date),
    /// Nothing is known that a file for the recipient could be sealed to, or it cannot be used.
    NoKey(String),
    /// The recipient is abroad, and nothing is named that lets it go there: its name and country.
    Abroad(String, String),
    /// The policy lets nothing go abroad: the recipient's name and country.
    NeverAbroad(String, String),
    /// The day by which it is to come back, or be destroyed, is past.
    DayPast(Date),
    /// The recipient would have it longer than the agreement runs: its name, and the last day of that.
    Outlives(String, Date),
    /// None of the selected records may be handed over: how many are restricted, and why others stay.
    Nothing(u64, LeftOut),
    /// A recipient of this name is registered already.
    KnownRecipient(String),
    /// A recipient of this name, in another spelling, is or was registered.
    SpeltOtherwise(String),
    /// A key is this recipient's, so no other has it.
    KeyTaken(String),
    /// What is to be registered is no recipient: why, as the id of a message.
    BadEntry(&'static str),
    /// No share has this number.
    NoShare(u64),
    /// The share was issued, so nobody gives it back.
    Issued(u64),
    /// Nothing of the share is out any more.
    Over(u64),
    /// The share is revoked already.
    Revoked(u64),
}
