//! Withdrawing: what it ends, and what follows for the record's days.

use super::{Unfounded, Withdrawal, spelt};
use crate::log::{Code, Consented, Detail};
use crate::model::date::parse_day;
use crate::model::{Answer, Consent, FieldId, Fields, Value};
use crate::policy::Policy;
use crate::vault::error::{Error, Result};
use jiff::civil::Date;

/// What follows for a record: the last days of its use and of its keeping, and what gives them, by
/// the ids of [`crate::policy::Ground`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Following {
    /// The last day it is used, where it is kept longer.
    pub used: Option<(Date, String)>,
    /// The last day it is kept.
    pub kept: Option<(Date, String)>,
}

impl Withdrawal<'_> {
    /// The ids of the purposes, none standing for all, and what stands against it.
    pub(super) fn purposes(
        &self,
        policy: &Policy,
        today: Date,
    ) -> (Vec<Option<String>>, Vec<Unfounded>) {
        let mut against = Vec::new();
        if self.date > today {
            against.push(Unfounded::Future);
        }
        if self.purposes.is_empty() {
            return (vec![None], against);
        }
        let mut ids = Vec::new();
        for name in self.purposes {
            if let Some(purpose) = policy.purpose(name) {
                ids.push(Some(purpose.id.clone()));
            } else {
                let nearest = policy.nearest_purpose(name);
                against.push(Unfounded::UnknownPurpose(name.clone(), nearest));
            }
        }
        ids.dedup();
        (ids, against)
    }

    /// Whether it ends this consent: to a purpose and, with it, to level-1 values for that; or only
    /// the latter, or only those that name a recipient.
    pub(super) fn ends(&self, one: &Consent, purpose: Option<&str>) -> bool {
        let living = one.withdrawn.is_empty()
            && one.answer == Answer::Granted
            && parse_day(&one.until).is_none_or(|last| self.date <= last);
        living
            && purpose.is_none_or(|id| one.purpose == id)
            && self.recipient.is_none_or(|name| one.recipient == name)
            && (one.sensitive || !self.sensitive)
    }

    /// Ends what it is about; tells whether there was anything. Who withdraws the separate consent,
    /// or everything, withdraws the one that was kept as a mere day too.
    pub(in crate::vault) fn end(
        &self,
        policy: &Policy,
        field: FieldId,
        purpose: Option<&str>,
        fields: &mut Fields,
    ) -> bool {
        let mut ended = false;
        let mut all: Vec<Value> = fields.all(field).cloned().collect();
        for value in &mut all {
            let Some(mut one) = Consent::parse(&value.text) else { continue };
            if self.ends(&one, purpose) {
                one.withdrawn = self.date.to_string();
                *value = spelt(&one);
                ended = true;
            }
        }
        fields.set(field, all);
        let day = policy.known().sensitive_consent;
        let own = self.recipient.is_none();
        if own && (self.sensitive || purpose.is_none()) && fields.get(day).is_some() {
            fields.set(day, []);
            ended = true;
        }
        ended
    }

    pub(super) fn detail(&self, purpose: Option<&str>) -> Result<Detail> {
        let purpose = match purpose {
            Some(id) => id.parse().map_err(|_| Error::Bug("purpose"))?,
            None => Code::fixed("all"),
        };
        let (answer, sensitive) = (Code::fixed("withdrawn"), self.sensitive);
        let recipient = self.recipient.map(str::to_owned);
        Ok(Detail::Consented(Consented { purpose, answer, sensitive, notice: 0, recipient }))
    }
}

/// What follows from a record as it will be.
pub(super) fn following(policy: &Policy, fields: &Fields) -> Following {
    let mut after = fields.clone();
    policy.schedule(&mut after);
    let known = policy.known();
    let until = |day: Option<FieldId>, rule: Option<FieldId>| {
        let (day, rule) = (after.text(day?), after.text(rule?));
        Some((parse_day(day.get(..10)?)?, rule.to_owned()))
    };
    Following {
        used: until(known.restrict_on, known.restrict_rule),
        kept: until(Some(known.destroy_on), Some(known.destroy_rule)),
    }
}
