//! What is kept about a person, for that person: everything that is the person's own, and nothing
//! that is anybody else's.
//!
//! Left out are links, which name other records; the fields that say who of the staff looks after
//! the record; who entered an event or a scorecard; and references to proceedings. Of what the log
//! tells, other records' numbers stay out, and operators are their roles.

use super::RequestFault;
use super::answer::Aftermath;
use crate::log::{Act, Code};
use crate::model::{
    Assessment, Consent, Event, FieldId, Fields, Level, Part, RecordNumber, SubjectRequest, Value,
};
use crate::policy::{FieldKind, Policy, Uncovered};
use crate::vault::account::Told;
use crate::vault::bucket::{Bucket, reachable};
use crate::vault::error::{Error, Result};
use crate::vault::records::gone;
use crate::vault::session::Vault;
use jiff::civil::Date;

/// Ids of fields that name people of the organisation, beside the one that says whose a record is.
const STAFF: &[&str] = &["reviewer"];

/// What a person is given.
#[derive(Clone, Debug)]
pub struct Dossier {
    /// The record.
    pub record: RecordNumber,
    /// The day of this.
    pub today: Date,
    /// The person's own values, of the levels.
    pub own: Fields,
    /// Consents and requests.
    pub duties: Fields,
    /// Each purpose by its id, and why the record is not used for it; nothing where it is.
    pub purposes: Vec<(String, Option<Uncovered>)>,
    /// When the record is destroyed.
    pub aftermath: Aftermath,
    /// What the log tells.
    pub told: Told,
    /// Levels of which the record has values that are not in this.
    pub left_out: Vec<Level>,
}

impl Dossier {
    /// The levels of which it has values.
    pub fn levels(&self, policy: &Policy) -> Vec<Level> {
        let has = |level: &Level| {
            self.own.iter().any(|(field, _)| policy.part(field) == Part::Level(*level))
        };
        Level::ALL.into_iter().filter(has).collect()
    }

    /// The person's requests, the oldest first.
    pub fn requests(&self, policy: &Policy) -> Vec<SubjectRequest> {
        super::requests_of(policy, &self.duties)
    }

    /// What the person agreed to or refused, the oldest first.
    pub fn consents(&self, policy: &Policy) -> Vec<Consent> {
        let texts = policy.known().consents.into_iter().flat_map(|field| self.duties.all(field));
        texts.filter_map(|value| Consent::parse(&value.text)).collect()
    }

    /// Takes up what `request` is by now.
    pub(super) fn note(&mut self, policy: &Policy, request: &SubjectRequest) -> Result<()> {
        let text = serde_json::to_string(request).map_err(|_| Error::Bug("a request"))?;
        super::put(&mut self.duties, super::field(policy)?, request.number, &text);
        Ok(())
    }

    /// What the log says of handing it over.
    pub(super) fn act(&self, policy: &Policy) -> Act {
        let levels = self.levels(policy);
        Act::Disclose {
            verb: Code::fixed(super::VERB),
            numbers: self.record.into(),
            count: 1,
            revealed: levels.contains(&Level::One),
            levels,
            purpose: None,
            terms: None,
        }
    }
}

impl Vault {
    /// What is kept about the person of `record`. Refuses where some of it is above the clearance,
    /// unless it may be `partial`. The lock is held.
    pub(super) fn dossier(&self, record: RecordNumber, partial: bool) -> Result<Dossier> {
        let (policy, today) = (self.policy, self.today()?);
        let (all, left_out) = self.everything(record)?;
        if let (Some(level), false) = (left_out.first(), partial) {
            return Err(Error::Request(RequestFault::Incomplete(*level)));
        }
        let (mut own, mut duties) = (Fields::new(), Fields::new());
        for (field, value) in all.iter() {
            match policy.part(field) {
                Part::Operational => duties.push(field, value.clone()),
                Part::Level(_) => {
                    let whole = || value.clone();
                    let kept = own_value(policy, field, value);
                    if let Some(value) = kept.or_else(|| self.mutated("others-told").then(whole)) {
                        own.push(field, value);
                    }
                }
            }
        }
        let renewed = self.renewals(today)?;
        let covers = |purpose| policy.uncovered(purpose, &all, today, &renewed);
        let purposes = policy.document().purposes.iter();
        let purposes = purposes.map(|purpose| (purpose.id.clone(), covers(purpose))).collect();
        let told = self.told_by_log(&record.into())?.remove(&record).unwrap_or_default();
        let aftermath = Aftermath::of(policy, &all, today);
        Ok(Dossier { record, today, own, duties, purposes, aftermath, told, left_out })
    }

    /// All values of a record that the clearance opens, and the levels that it does not.
    fn everything(&self, record: RecordNumber) -> Result<(Fields, Vec<Level>)> {
        let missing = || gone(record, self.state.checkpoint.next_record);
        let row = self.state.bucket(record.bucket()).ok_or_else(missing)?;
        let opener = self.opener();
        let bucket = Bucket::load(&self.store, &opener, row)?;
        let entry = bucket.entry(record).ok_or_else(missing)?;
        let closed = |level: &Level| {
            let revision = entry.revisions.get(Part::Level(*level).index());
            revision.is_some_and(|n| *n > 0) && !self.clearance().opens(*level)
        };
        let left_out = Level::ALL.into_iter().filter(closed).collect();
        let row = bucket.row(&self.store, record)?;
        Ok((opener.fields(entry, &row, &reachable(&self.ring))?, left_out))
    }
}

/// A value as the person may have it; nothing where it is about somebody else.
fn own_value(policy: &Policy, field: FieldId, value: &Value) -> Option<Value> {
    let about = policy.field(field);
    let known = policy.known();
    let of_staff = Some(field) == policy.owner() || STAFF.contains(&about.id.as_str());
    // Marks of activity say again, for the program, what the events say.
    if of_staff || Some(field) == known.activity {
        return None;
    }
    let text = match about.kind {
        FieldKind::Link => return None,
        FieldKind::Event => {
            let mut event = Event::parse(&value.text)?;
            event.by.clear();
            serde_json::to_string(&event).ok()?
        }
        FieldKind::Assessment => {
            let mut card = Assessment::parse(&value.text)?;
            card.by.clear();
            serde_json::to_string(&card).ok()?
        }
        _ => value.text.clone(),
    };
    Some(Value::plain(text))
}
