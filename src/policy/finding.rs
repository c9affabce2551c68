//! What is wrong with a value or a record: the field and a code, never the value.

use super::Policy;
use super::dictionary::FieldKind;
use super::names::Named;
use crate::model::FieldId;

/// Something wrong with a value or a record.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", code.id())]
pub struct Finding {
    /// The field.
    pub field: FieldId,
    /// What is wrong.
    pub code: Code,
    /// For an unknown choice, type, standard or factor, the id of one that looks like it, or its
    /// Chinese name for what was written in Chinese; for a region those that it may be.
    pub nearest: Option<String>,
    /// Further fields it is about: others that would do instead of a missing one, or all those
    /// without a value in a record that is not complete.
    pub others: Vec<FieldId>,
}

impl Finding {
    /// `code` at `field`.
    pub const fn new(field: FieldId, code: Code) -> Self {
        Self { field, code, nearest: None, others: Vec::new() }
    }

    /// `code` at the first of `fields`, about the rest of them too; nothing when there is none.
    pub fn about(fields: &[FieldId], code: Code) -> Option<Self> {
        let (field, others) = fields.split_first()?;
        Some(Self { others: others.to_vec(), ..Self::new(*field, code) })
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

            /// The id of its message.
            pub const fn message(self) -> &'static str {
                match self {
                    $(Self::$name => concat!("finding-", $id),)*
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
    /// A number of which a spreadsheet has kept a power of ten: 1.38E+10.
    Shortened = "shortened",
    /// A long number that ends in zeros behind the fifteenth digit and does not check.
    Rounded = "rounded",
    /// A bank account of more than fifteen digits that ends in zeros behind the fifteenth.
    AccountRounded = "account-rounded",
    /// A name with an e-mail address behind it, in a table without a column for that.
    NameWithAddress = "name-with-address",
    /// No telephone number at all.
    Phone = "phone",
    /// A telephone number with letters in it.
    PhoneLetters = "phone-letters",
    /// A mobile number that has not eleven digits.
    PhoneMobileLength = "phone-mobile-length",
    /// A mobile number that does not begin with 13 to 19.
    PhoneMobilePrefix = "phone-mobile-prefix",
    /// A local number without its area code.
    PhoneNoArea = "phone-no-area",
    /// Digits without a 0 or a + before them: a land line that lost its 0, or a foreign number.
    PhoneBare = "phone-bare",
    /// An area code that no city has.
    PhoneArea = "phone-area",
    /// Too many or too few digits behind the area code.
    PhoneLocal = "phone-local",
    /// A 400 or 800 number that has not ten digits.
    PhoneService = "phone-service",
    /// A short number that is nobody's own: 110, 12345.
    PhoneShort = "phone-short",
    /// A country code that no country has.
    PhoneCountry = "phone-country",
    /// A number without its country code beside another country than China.
    PhoneAbroad = "phone-abroad",
    /// A number that its country does not have.
    PhoneForeign = "phone-foreign",
    /// An extension that has not one to six digits.
    PhoneExtension = "phone-extension",
    /// No @ in an e-mail address.
    Email = "email",
    /// More than one @ in an e-mail address.
    EmailSeveral = "email-several",
    /// What stands before the @ of an e-mail address is not acceptable.
    EmailLocal = "email-local",
    /// What stands behind the @ of an e-mail address is no domain.
    EmailDomain = "email-domain",
    /// An identity number that has neither eighteen characters nor fifteen.
    IdLength = "id-length",
    /// An identity number with something else than digits and a last X.
    IdCharacters = "id-characters",
    /// The first digits of an identity number name no province.
    IdRegion = "id-region",
    /// The number of a foreigner's permanent residence card.
    IdForeign = "id-foreign",
    /// No division had the first six digits of an identity number since the birth in it.
    IdPlace = "id-place",
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
    /// A credit code that has not eighteen characters.
    CreditCodeLength = "credit-code-length",
    /// A credit code with a character it cannot have: I, O, S, V, Z among them.
    CreditCodeCharacters = "credit-code-characters",
    /// No authority registers under the first two characters of a credit code.
    CreditCodeAuthority = "credit-code-authority",
    /// The third to eighth characters of a credit code are no digits.
    CreditCodeRegion = "credit-code-region",
    /// The organisation code inside a credit code does not fit its own check.
    CreditCodeOrganisation = "credit-code-organisation",
    /// The check character of a credit code does not fit.
    CreditCodeCheck = "credit-code-check",
    /// A bank account of a length that none has.
    BankLength = "bank-length",
    /// A bank account with other signs than letters and digits, or hardly any digits.
    BankCharacters = "bank-characters",
    /// The check digit of a bank card does not fit.
    BankCardCheck = "bank-card-check",
    /// A postcode of fewer than six digits and no letters: one that lost a 0, or a foreign one.
    PostcodeShort = "postcode-short",
    /// A postcode of digits alone beside a country that is not known.
    PostcodeCountry = "postcode-country",
    /// A postcode of a length that none has.
    PostcodeLength = "postcode-length",
    /// Six digits of no area that has postcodes.
    PostcodeArea = "postcode-area",
    /// A postcode with characters that none has.
    PostcodeCharacters = "postcode-characters",
    /// No amount of money.
    Amount = "amount",
    /// An amount with more than two decimals.
    AmountDecimals = "amount-decimals",
    /// An amount or number of more than fifteen digits.
    AmountRange = "amount-range",
    /// Less than nothing of what there is some of or none.
    Negative = "negative",
    /// No whole number.
    Number = "number",
    /// Nothing that could be a day.
    Day = "day",
    /// A day that the calendar does not have.
    NoSuchDay = "no-such-day",
    /// A year of two digits.
    DayShortYear = "day-short-year",
    /// A year before 1850 or after 2200.
    DayYear = "day-year",
    /// Day and month cannot be told apart: write the year first.
    AmbiguousDay = "ambiguous-day",
    /// The year stands last.
    YearLast = "year-last",
    /// A day that cannot lie ahead does.
    FutureDay = "future-day",
    /// Not on the list of choices.
    UnknownChoice = "unknown-choice",
    /// A region that names no known administrative division.
    UnknownRegion = "unknown-region",
    /// A channel by which the policy does not allow records to be collected.
    ForbiddenChannel = "forbidden-channel",
    /// A region by a name that several divisions have.
    AmbiguousRegion = "ambiguous-region",
    /// A division that is no more and was divided among several.
    FormerRegion = "former-region",
    /// A province, city or district beside a region in which it does not lie.
    RegionPieces = "region-pieces",
    /// A code before the name of a region that is one of another.
    RegionCode = "region-code",
    /// No event.
    EventForm = "event-form",
    /// An event of no known type.
    EventType = "event-type",
    /// An amount in an event of a type that carries none.
    EventNoAmount = "event-no-amount",
    /// A score in an event of a type that carries none.
    EventNoScore = "event-no-score",
    /// A period in an event of a type that carries none.
    EventNoPeriod = "event-no-period",
    /// A next step in an event of a type that carries none.
    EventNoNext = "event-no-next",
    /// A failed contact in an event of a type that carries none.
    EventNoFailed = "event-no-failed",
    /// A major change in an event of a type that carries none.
    EventNoMajor = "event-no-major",
    /// A customer's score that is not 0 to 100.
    EventScore = "event-score",
    /// Neither a year nor a quarter.
    Period = "period",
    /// A failed contact that is none.
    FailedContact = "failed-contact",
    /// A failed contact whose place in the row is another contact's in the record.
    MisplacedContact = "misplaced-contact",
    /// No scorecard.
    AssessmentForm = "assessment-form",
    /// A scorecard of no known standard.
    AssessmentStandard = "assessment-standard",
    /// A factor that the standard does not have.
    AssessmentFactor = "assessment-factor",
    /// A score that the standard does not give.
    AssessmentScore = "assessment-score",
    /// A factor of the standard without a score.
    AssessmentMissing = "assessment-missing",
    /// A standard that is not for customers of this kind.
    AssessmentKind = "assessment-kind",
    /// No link.
    LinkForm = "link-form",
    /// No consent, request or hold as the program writes them.
    DutyForm = "duty-form",
    /// A link that says what no option says.
    LinkKind = "link-kind",
    /// A link to a record that is not there.
    LinkTarget = "link-target",
    /// A link by a number that no row of its file had.
    LinkStranger = "link-stranger",
    /// A link by a value that several records have.
    LinkSeveral = "link-several",
    /// A link of a record to itself.
    LinkSelf = "link-self",
    /// A NUL character, which no list that is exported could hold.
    Nul = "nul",
    /// More values than a field holds.
    TooMany = "too-many",
    /// Several values for a field that has one.
    OneValue = "one-value",
    /// One of several values has inside what stands between values.
    Divided = "divided",
    /// A required field has no value.
    Missing = "missing",
    /// Nobody said where the record came from.
    NoSource = "no-source",
    /// Nobody said where a value came from, of a field that wants it of each.
    NoValueSource = "no-value-source",
    /// Level-1 values without a separate consent: held, neither exported nor shared.
    AwaitingConsent = "awaiting-consent",
    /// A value that is not in its normal form; entered under an older policy.
    NotNormal = "not-normal",
    /// A field that a purpose of the policy needs has no value.
    MissingForPurpose = "missing-for-purpose",
    /// A value of a field that this kind of customer does not have.
    WrongKind = "wrong-kind",
    /// The postcode is one of another province than the region.
    PostcodeRegion = "postcode-region",
    /// The address begins with another province or city than the region.
    AddressRegion = "address-region",
    /// A day before another that must come first: a contact before the birth.
    DayOrder = "day-order",
    /// A consent under a notice that was replaced since: it holds no more.
    ConsentOutdated = "consent-outdated",
    /// A consent that is older than the notice in force.
    ConsentOlder = "consent-older",
    /// The day of the next verification has come.
    Overdue = "overdue",
    /// Nobody verified, contacted or changed the record for very long (死档).
    Dead = "dead",
    /// Fewer fields have values than the grade asks for.
    Incomplete = "incomplete",
    /// Another record has the same identifier.
    Duplicate = "duplicate",
    /// Nobody is reached by any of the contacts any more.
    Unreachable = "unreachable",
    /// A contact by which nobody is reached any more.
    ContactInvalid = "contact-invalid",
    /// A contact that nobody has verified yet.
    ContactToVerify = "contact-to-verify",
    /// A contact in a state that there is none of.
    ContactState = "contact-state",
    /// An object that says of a contact what nobody understands.
    ContactObject = "contact-object",
}

impl Policy {
    /// Where in the list of a field the choice stands that a finding holds to be meant.
    pub fn place_of_nearest(&self, finding: &Finding) -> Option<u16> {
        let name = finding.nearest.as_deref()?;
        let place = match self.field(finding.field).kind {
            FieldKind::Grade => self.ladder().iter().position(|g| g.names().any(|one| one == name)),
            FieldKind::Event => {
                self.document.events.iter().position(|e| e.all_names().any(|one| one == name))
            }
            _ => self.choices(finding.field).iter().position(|c| c.names().any(|one| one == name)),
        };
        place.and_then(|place| u16::try_from(place).ok())
    }

    /// What stands there, as people type it.
    pub fn choice_at(&self, field: FieldId, place: u16, chinese: bool) -> Option<&str> {
        let place = usize::from(place);
        let (id, zh) = match self.field(field).kind {
            FieldKind::Grade => return Some(&self.ladder().get(place)?.id),
            FieldKind::Event => {
                let (id, zh, ..) = self.document.events.get(place)?.parts();
                (id, zh)
            }
            _ => {
                let choice = self.choices(field).get(place)?;
                (&*choice.id, &*choice.label_zh)
            }
        };
        Some(if chinese { zh } else { id })
    }
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
