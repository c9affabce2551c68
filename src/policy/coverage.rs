//! Whether a record may be used for a purpose: by the purpose's own basis, or by the person's consent.
//!
//! Looks at the operational part alone, so that nobody has to open a level to know what must not be
//! shown. The last answer about a purpose is what holds; one that was given under a notice which was
//! later replaced for that purpose holds no more (个人信息保护法第十四条).

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::rights::Sensitive;
use super::rules::{Basis, Purpose};
use super::{Policy, Standing};
use crate::model::{Answer, Consent, FieldId, Fields, Level, Lookup, Part, Value};

/// For each purpose, by id, the oldest version of the notice under which a consent still holds.
pub type Renewed = BTreeMap<String, u32>;

/// What consents are measured by: the notices that were given by some day (告知书).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GivenNotices {
    /// For each purpose, by id, the newest version.
    pub newest: BTreeMap<String, u32>,
    /// For each purpose the oldest version under which a consent still holds.
    pub renewed: Renewed,
    /// The day from which the newest of all was given; empty: there is none.
    pub from: String,
}

/// Why a record must not be used for a purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Uncovered {
    /// 封存: it is kept only.
    Restricted,
    /// 未取得同意.
    NoConsent,
    /// 已拒绝.
    Refused,
    /// 已撤回同意.
    Withdrawn,
    /// 同意已到期.
    Expired,
    /// 告知内容已变更，须重新取得同意.
    Outdated,
    /// 未同意提供给该接收方.
    NotToRecipient,
}

impl Uncovered {
    /// All of them, in the order in which they are told.
    pub const ALL: [Self; 7] = [
        Self::Restricted,
        Self::NoConsent,
        Self::Refused,
        Self::Withdrawn,
        Self::Expired,
        Self::Outdated,
        Self::NotToRecipient,
    ];

    /// Its ASCII id, as JSON has it.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Restricted => "restricted",
            Self::NoConsent => "no-consent",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
            Self::Expired => "expired",
            Self::Outdated => "outdated",
            Self::NotToRecipient => "not-to-recipient",
        }
    }
}

impl Policy {
    /// Whether a purpose uses the category of a field.
    pub fn sees(&self, purpose: &Purpose, field: FieldId) -> bool {
        purpose.uses.is_empty() || purpose.uses.contains(&self.field(field).category)
    }

    /// Why `record`, of which the operational part is looked at, must not be used for `purpose` on
    /// `today`; nothing when it may.
    pub fn uncovered(
        &self,
        purpose: &Purpose,
        record: &impl Lookup,
        today: Date,
        renewed: &Renewed,
    ) -> Option<Uncovered> {
        if self.standing(record, today) != Standing::Active {
            return Some(Uncovered::Restricted);
        }
        self.unagreed(purpose, record, today, renewed)
    }

    /// The same by what the person answered alone, whether or not the record is used at all.
    pub fn unagreed(
        &self,
        purpose: &Purpose,
        record: &impl Lookup,
        today: Date,
        renewed: &Renewed,
    ) -> Option<Uncovered> {
        let about = (purpose.id.as_str(), false, "");
        let answer = self.known().consents.and_then(|field| last(record, field, about));
        let why = match answer {
            Some(answer) => unheld(&answer, today, renewed),
            None => Some(Uncovered::NoConsent),
        };
        // Whose consent was asked for and who said no is not covered by a basis that came later.
        let said_no = |why: &Uncovered| matches!(why, Uncovered::Withdrawn | Uncovered::Refused);
        why.filter(|why| purpose.basis == Basis::Consent || said_no(why))
    }

    /// Whether the last answer about a purpose is a refusal.
    pub(super) fn refused(&self, purpose: &Purpose, record: &impl Lookup) -> bool {
        let about = (purpose.id.as_str(), false, "");
        let answer = self.known().consents.and_then(|field| last(record, field, about));
        answer.is_some_and(|one| one.answer == Answer::Refused)
    }

    /// Whether the person said no to a purpose that rests on consent here, and not so in `other`. The
    /// operational part is looked at.
    pub fn said_no_to(&self, other: &Self, record: &impl Lookup, today: Date) -> bool {
        let by_consent = |purpose: &&Purpose| purpose.basis == Basis::Consent;
        let mut changed = self.document.purposes.iter().filter(by_consent).filter(|purpose| {
            other.purpose(&purpose.id).is_some_and(|now| now.basis != Basis::Consent)
        });
        changed.any(|purpose| {
            let why = self.unagreed(purpose, record, today, &Renewed::new());
            matches!(why, Some(Uncovered::Withdrawn | Uncovered::Refused))
        })
    }

    /// Why `record` must not be handed over to `recipient` for `purpose`, where that takes a separate
    /// consent which names the recipient (个人信息保护法第二十三条、第三十九条).
    pub fn unshared(
        &self,
        (purpose, recipient): (&Purpose, &str),
        record: &impl Lookup,
        today: Date,
        renewed: &Renewed,
    ) -> Option<Uncovered> {
        let about = (purpose.id.as_str(), false, recipient);
        let answer = self.known().consents.and_then(|field| last(record, field, about));
        let Some(answer) = answer else { return Some(Uncovered::NotToRecipient) };
        unheld(&answer, today, renewed)
    }

    /// Whether level-1 values of `record` may be used for `purpose`: by a separate consent, for this
    /// purpose or, as far as nobody said otherwise, for all (个人信息保护法第二十九条).
    pub fn covers_sensitive(
        &self,
        purpose: &Purpose,
        record: &impl Lookup,
        today: Date,
        renewed: &Renewed,
    ) -> bool {
        let about = (purpose.id.as_str(), true, "");
        let answer = self.known().consents.and_then(|field| last(record, field, about));
        match answer {
            Some(answer) => unheld(&answer, today, renewed).is_none(),
            None => record.any(self.known().sensitive_consent, |day| !day.is_empty()),
        }
    }
}

impl Policy {
    /// The field of a level-1 value that `after` has and `before` has not, where the policy refuses
    /// such values without a separate consent and the record has none.
    pub fn without_separate(
        &self,
        before: Option<&Fields>,
        after: &Fields,
        today: Date,
    ) -> Option<FieldId> {
        if self.document().consent.sensitive != Sensitive::Refuse {
            return None;
        }
        let came = |(field, value): &(FieldId, &Value)| {
            let kept = |before: &Fields| before.all(*field).any(|other| other.text == value.text);
            self.part(*field) == Part::Level(Level::One) && !before.is_some_and(kept)
        };
        let (field, _) = after.iter().find(came)?;
        (!self.has_separate(after, today)).then_some(field)
    }

    /// Whether a record has a separate consent that holds on `today`, for whatever purpose.
    pub(super) fn has_separate(&self, record: &Fields, today: Date) -> bool {
        let separate =
            |text: &str| Consent::parse(text).is_some_and(|one| one.sensitive && one.holds(today));
        let consents = self.known().consents;
        consents.is_some_and(|consents| record.any(consents, separate))
            || record.any(self.known().sensitive_consent, |day| !day.is_empty())
    }

    /// Every answer of a person in the order in which they were given, each with what it is worth on
    /// `today`. Looks at the operational part only.
    pub fn answers(
        &self,
        record: &impl Lookup,
        today: Date,
        renewed: &Renewed,
    ) -> Vec<(Consent, AnswerState)> {
        let mut all: Vec<Consent> = Vec::new();
        if let Some(field) = self.known().consents {
            record.any(field, |text| {
                all.extend(Consent::parse(text));
                false
            });
        }
        let about = |one: &Consent| (one.purpose.clone(), one.sensitive, one.recipient.clone());
        let lasts: Vec<bool> = (0..all.len())
            .map(|at| {
                let mut later = all.iter().skip(at + 1);
                all.get(at).is_some_and(|one| !later.any(|other| about(other) == about(one)))
            })
            .collect();
        let state = |(one, last): (Consent, bool)| {
            let state = match unheld(&one, today, renewed) {
                _ if !last => AnswerState::Replaced,
                None => AnswerState::Granted,
                Some(Uncovered::Refused) => AnswerState::Refused,
                Some(Uncovered::Withdrawn) => AnswerState::Withdrawn,
                Some(Uncovered::Outdated) => AnswerState::Outdated,
                Some(_) => AnswerState::Expired,
            };
            (one, state)
        };
        all.into_iter().zip(lasts).map(state).collect()
    }
}

/// What an answer is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnswerState {
    /// 有效.
    Granted,
    /// 已拒绝.
    Refused,
    /// 已撤回.
    Withdrawn,
    /// 已到期.
    Expired,
    /// 告知内容已变更.
    Outdated,
    /// A later answer about the same holds.
    Replaced,
}

impl AnswerState {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Granted,
        Self::Refused,
        Self::Withdrawn,
        Self::Expired,
        Self::Outdated,
        Self::Replaced,
    ];

    /// Its ASCII id.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Granted => "granted",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
            Self::Expired => "expired",
            Self::Outdated => "outdated",
            Self::Replaced => "replaced",
        }
    }
}

/// Why an answer is no consent on `today`.
fn unheld(answer: &Consent, today: Date, renewed: &Renewed) -> Option<Uncovered> {
    let outdated = renewed.get(&answer.purpose).is_some_and(|oldest| answer.notice < *oldest);
    if answer.answer == Answer::Refused {
        Some(Uncovered::Refused)
    } else if !answer.withdrawn.is_empty() && !answer.holds(today) {
        Some(Uncovered::Withdrawn)
    } else if !answer.holds(today) {
        Some(Uncovered::Expired)
    } else if outdated {
        Some(Uncovered::Outdated)
    } else {
        None
    }
}

/// The last answer about a purpose, by its id; about level-1 values; about a recipient, by its name.
fn last(
    record: &impl Lookup,
    field: FieldId,
    (purpose, sensitive, recipient): (&str, bool, &str),
) -> Option<Consent> {
    let mut last = None;
    record.any(field, |text| {
        let answer = Consent::parse(text);
        let about = |one: &Consent| {
            (one.purpose.as_str(), one.sensitive, one.recipient.as_str())
                == (purpose, sensitive, recipient)
        };
        last = answer.filter(about).or_else(|| last.take());
        false
    });
    last
}

#[cfg(test)]
#[path = "coverage_tests.rs"]
mod tests;
