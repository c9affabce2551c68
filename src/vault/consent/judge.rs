//! What stands against an answer or a withdrawal, all of it at once.

use super::{Answers, Withdrawal, consents_field, is_same, last_about, parsed};
use crate::log::{Notice, Numbers};
use crate::model::date::{parse_day, plus_months};
use crate::model::{Answer, Consent, RecordNumber};
use crate::policy::{Basis, Policy};
use crate::vault::error::Result;
use crate::vault::notice::renewed;
use crate::vault::session::Vault;
use jiff::civil::Date;

/// Why an answer is not kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unfounded {
    /// No version of the notice is named.
    NoNotice,
    /// There is no such version.
    UnknownNotice(u32),
    /// The notice is not about the purpose.
    NotInNotice(u32, String),
    /// The notice was not given yet on that day.
    NoticeLater(u32),
    /// A later notice was given by then, and consents to the purpose are asked for anew.
    NoticeReplaced(u32, String),
    /// The policy has no such purpose; the one whose name looks like it.
    UnknownPurpose(String, Option<String>),
    /// The purpose has another basis than consent.
    NeedsNone(String),
    /// No recipient of this name is registered.
    UnknownRecipient(String),
    /// The policy has no such method.
    UnknownMethod(String),
    /// The day has not come.
    Future,
    /// It would end before it begins.
    EndsBefore,
    /// Something later was said about the same by then: the record.
    OutOfOrder(RecordNumber),
    /// The person refused a short time ago: the record, and the day from which to ask again.
    AskedAgain(RecordNumber, Date),
}

impl Unfounded {
    /// Its ASCII id.
    pub const fn id(&self) -> &'static str {
        match self {
            Self::NoNotice => "no-notice",
            Self::UnknownNotice(_) => "unknown-notice",
            Self::NotInNotice(..) => "not-in-notice",
            Self::NoticeLater(_) => "notice-later",
            Self::NoticeReplaced(..) => "notice-replaced",
            Self::UnknownPurpose(..) => "unknown-purpose",
            Self::NeedsNone(_) => "needs-none",
            Self::UnknownRecipient(_) => "unknown-recipient",
            Self::UnknownMethod(_) => "unknown-method",
            Self::Future => "future",
            Self::EndsBefore => "ends-before",
            Self::OutOfOrder(_) => "out-of-order",
            Self::AskedAgain(..) => "asked-again",
        }
    }
}

impl Vault {
    /// What stands against an answer in what the persons said before.
    pub(super) fn against_each(
        &self,
        numbers: &Numbers,
        new: &[Consent],
        order: &Answers<'_>,
    ) -> Result<Vec<Unfounded>> {
        let policy = self.policy;
        let field = consents_field(policy)?;
        let months = i32::from(policy.document().consent.ask_again_months);
        let mut against = Vec::new();
        self.each_answered(numbers, &mut |number, fields| {
            for consent in new {
                let Some(last) = last_about(fields, field, consent) else { continue };
                if is_same(&last, consent) {
                    continue;
                }
                let said = parse_day(&last.date).max(parse_day(&last.withdrawn));
                if said.is_some_and(|day| order.date < day) {
                    against.push(Unfounded::OutOfOrder(number));
                }
                let again = parse_day(&last.date).map(|day| plus_months(day, months));
                if let (Answer::Refused, Some(again), false) =
                    (last.answer, again, order.volunteered)
                    && order.date < again
                {
                    against.push(Unfounded::AskedAgain(number, again));
                }
            }
        })?;
        Ok(against)
    }

    /// What stands against a withdrawal: that it is older than what it ends.
    pub(super) fn against_withdrawing(
        &self,
        numbers: &Numbers,
        order: &Withdrawal<'_>,
        purposes: &[Option<String>],
    ) -> Result<Vec<Unfounded>> {
        let field = consents_field(self.policy)?;
        let mut against = Vec::new();
        self.each_answered(numbers, &mut |number, fields| {
            let mut ended = parsed(fields, field).filter(|one| {
                let meant = |purpose: &Option<String>| order.ends(one, purpose.as_deref());
                purposes.iter().any(meant)
            });
            if ended.any(|one| one.day().is_some_and(|day| order.date < day)) {
                against.push(Unfounded::OutOfOrder(number));
            }
        })?;
        Ok(against)
    }
}

impl Answers<'_> {
    /// What stands against the answer whoever gave it.
    pub(super) fn against(
        &self,
        policy: &Policy,
        notices: &[Notice],
        today: Date,
    ) -> Vec<Unfounded> {
        let mut against = Vec::new();
        if self.date > today {
            against.push(Unfounded::Future);
        }
        if self.until.is_some_and(|last| last < self.date) {
            against.push(Unfounded::EndsBefore);
        }
        if policy.consent_method(self.method).is_none() {
            against.push(Unfounded::UnknownMethod(self.method.to_owned()));
        }
        let notice =
            self.notice.map(|version| (version, notices.iter().find(|n| n.version == version)));
        match notice {
            None => against.push(Unfounded::NoNotice),
            Some((version, None)) => against.push(Unfounded::UnknownNotice(version)),
            Some((version, Some(notice))) => {
                if parse_day(&notice.from).is_none_or(|from| self.date < from) {
                    against.push(Unfounded::NoticeLater(version));
                }
            }
        }
        let renewed = renewed(notices, self.date);
        for name in self.purposes {
            let Some(purpose) = policy.purpose(name) else {
                let nearest = policy.nearest_purpose(name);
                against.push(Unfounded::UnknownPurpose(name.clone(), nearest));
                continue;
            };
            if purpose.basis != Basis::Consent && !self.sensitive && self.recipient.is_none() {
                against.push(Unfounded::NeedsNone(purpose.id.clone()));
            }
            let Some((version, Some(notice))) = notice else { continue };
            if !notice.purposes.iter().any(|id| id.as_str() == purpose.id) {
                against.push(Unfounded::NotInNotice(version, purpose.id.clone()));
            } else if renewed.get(&purpose.id).is_some_and(|oldest| version < *oldest) {
                against.push(Unfounded::NoticeReplaced(version, purpose.id.clone()));
            }
        }
        against
    }

    /// The answer as it is kept, once for each purpose that the policy has.
    pub(super) fn consents(&self, policy: &Policy) -> Vec<Consent> {
        let mut ids: Vec<&str> = Vec::new();
        for purpose in self.purposes.iter().filter_map(|name| policy.purpose(name)) {
            if !ids.contains(&purpose.id.as_str()) {
                ids.push(&purpose.id);
            }
        }
        let method = policy.consent_method(self.method).map_or("", |choice| choice.id.as_str());
        let consent = |id: &str| Consent {
            purpose: id.to_owned(),
            sensitive: self.sensitive,
            recipient: self.recipient.unwrap_or_default().to_owned(),
            answer: self.answer,
            date: self.date.to_string(),
            method: method.to_owned(),
            evidence: self.evidence.map_or_else(String::new, |one| one.as_str().to_owned()),
            notice: self.notice.unwrap_or_default(),
            until: self.until.map_or_else(String::new, |day| day.to_string()),
            withdrawn: String::new(),
        };
        ids.into_iter().map(consent).collect()
    }
}
