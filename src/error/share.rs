//! What stands against a share, as failures with hints.

use super::{Arg, Code, Failure, Message};
use crate::vault::{Error, ShareFault};

/// The failure that one thing is.
pub(super) fn failure(fault: ShareFault) -> Failure {
    let of = |code, name: String| Failure::new(code).arg("name", name);
    let share = |code, number: u64| {
        Failure::new(code).arg("share", format!("S-{number}")).hint("hint-shares")
    };
    match fault {
        ShareFault::NoRecipient(name) => of(Code::NoRecipient, name).hint("hint-recipients"),
        ShareFault::NoAgreement(name) => of(Code::NoAgreement, name).hint("hint-recipient-replace"),
        ShareFault::AgreementOver(name, day) => {
            of(Code::AgreementOver, name).arg("day", day.to_string()).hint("hint-recipient-replace")
        }
        ShareFault::NoKey(name) => of(Code::NoRecipientKey, name).hint("hint-recipient-key"),
        ShareFault::Abroad(name, country) => {
            of(Code::Abroad, name).arg("country", country).hint("hint-cross-border")
        }
        ShareFault::NeverAbroad(name, country) => {
            of(Code::NeverAbroad, name).arg("country", country).hint("hint-policy-share")
        }
        ShareFault::DayPast(day) => {
            Failure::new(Code::SharePast).arg("day", day.to_string()).hint("hint-last-day")
        }
        ShareFault::Outlives(name, day) => of(Code::OutlivesAgreement, name)
            .arg("day", day.to_string())
            .hint("hint-last-day")
            .hint("hint-recipient-replace"),
        ShareFault::Nothing(restricted, left_out) => {
            let restricted = (restricted > 0)
                .then(|| Message::new("export-restricted").arg("count", restricted));
            let why = |(why, count): (crate::policy::Uncovered, u64)| {
                Message::new(format!("consent-left-{}", why.id())).arg("count", count)
            };
            let causes = restricted.into_iter().chain(left_out.reasons().map(why)).collect();
            Failure { causes, ..Failure::new(Code::NothingToShare).hint("hint-share-terms") }
        }
        ShareFault::KnownRecipient(name) => {
            of(Code::RecipientExists, name).hint("hint-recipient-replace")
        }
        ShareFault::SpeltOtherwise(name) => {
            let hint = Message::new("hint-recipient-spelt").arg("name", name.as_str());
            of(Code::RecipientExists, name).hint(hint)
        }
        ShareFault::KeyTaken(name) => Failure::new(Code::BadRecipientEntry)
            .arg("reason", Arg::Message("share-fault-key-taken"))
            .hint(Message::new("hint-recipient-key-taken").arg("name", name)),
        ShareFault::BadEntry(reason) => {
            Failure::new(Code::BadRecipientEntry).arg("reason", Arg::Message(reason))
        }
        ShareFault::NoShare(number) => share(Code::NoShare, number),
        ShareFault::Issued(number) => {
            let name = format!("S-{number}");
            let hint = Message::new("hint-share-close").arg("share", name.as_str());
            Failure::new(Code::ShareIssued).arg("share", name).hint(hint)
        }
        ShareFault::Over(number) => share(Code::ShareOver, number),
        ShareFault::Revoked(number) => share(Code::ShareRevoked, number),
    }
}

/// The failure of several reasons: each in words and with its hints, the ids for programs.
pub(super) fn all(reasons: Vec<Error>) -> Failure {
    let reasons: Vec<Failure> = reasons.into_iter().map(Failure::from).collect();
    let ids = reasons.iter().map(|one| one.code.id().to_owned()).collect();
    let mut hints: Vec<Message> = Vec::new();
    for hint in reasons.iter().flat_map(|one| &one.hints) {
        if !hints.contains(hint) {
            hints.push(hint.clone());
        }
    }
    let each = |one: &Failure| std::iter::once(one.message()).chain(one.causes.clone());
    let causes = reasons.iter().flat_map(each).collect();
    let failure = Failure::new(Code::NotShared).arg("count", reasons.len()).reasons(ids);
    Failure { hints, causes, ..failure }
}
