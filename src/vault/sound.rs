//! What a new version of a record must not hold, whoever writes it: what the policy refuses, and
//! links to records that are not there.
//!
//! Values are normalised before they come here. This is about what only the vault knows, or only a
//! whole record tells: which records there are, what day it is, what was there before.

use super::bucket::{Bucket, Opener};
use super::error::{Error, Result};
use super::records::{Record, gone};
use super::session::Vault;
use crate::model::{Capability, Fields, Link, RecordNumber};
use crate::policy::{Code, FieldKind};
use crate::store::Store;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// Where records are looked up.
#[derive(Clone, Copy)]
pub(crate) struct Living<'a> {
    pub(crate) store: &'a Store,
    pub(crate) opener: &'a Opener<'a>,
    pub(crate) next_record: u64,
    /// Whether values come back that a record had: what it was let in with, it is let in with again.
    pub(crate) gives_back: bool,
}

impl Living<'_> {
    /// Refuses `after` as a new version of record `number`; nothing is before a new record.
    pub(crate) fn require_sound(
        &self,
        number: RecordNumber,
        (before, after): (Option<&Fields>, &Fields),
        today: Date,
    ) -> Result<()> {
        let policy = self.opener.policy;
        let refused = |field, code| {
            let field = policy.field(field).id.clone();
            Error::Refused { record: before.map(|_| number), field, code }
        };
        let refusal = policy.refusal_of_any(before, after, today);
        let asked = || (!self.gives_back).then(|| policy.stray_phone(before, after));
        let refusal = refusal.or_else(|| asked().flatten());
        if let Some(finding) = refusal.or_else(|| policy.unmet_failure(before, after)) {
            return Err(refused(finding.field, finding.code));
        }
        if let Some(field) = policy.without_separate(before, after, today) {
            let field = policy.field(field).id.clone();
            return Err(Error::NoSeparateConsent(field));
        }
        for (field, text) in policy.new_links(before, after) {
            let Some(link) = Link::parse(text) else { continue };
            if link.to == number {
                return Err(refused(field, Code::LinkSelf));
            }
            if !self.lives(link.to)? {
                return Err(gone(link.to, self.next_record));
            }
        }
        Ok(())
    }

    /// Whether there is a record of this number.
    pub(crate) fn lives(&self, number: RecordNumber) -> Result<bool> {
        let Some(row) = self.store.bucket(number.bucket())? else { return Ok(false) };
        let bucket = Bucket::load(self.store, self.opener, &row)?;
        Ok(bucket.entry(number).is_some())
    }
}

impl Vault {
    /// Those of the records that links of `records` name which are there no more. Numbers are no
    /// personal data; nothing is logged.
    pub fn destroyed_targets(&mut self, records: &[Record]) -> Result<BTreeSet<RecordNumber>> {
        self.require(Capability::Read)?;
        let policy = self.policy;
        let links = records.iter().flat_map(|record| record.fields.iter());
        let links = links.filter(|(field, _)| policy.field(*field).kind == FieldKind::Link);
        let targets: BTreeSet<RecordNumber> =
            links.filter_map(|(_, value)| Some(Link::parse(&value.text)?.to)).collect();
        let mut destroyed = BTreeSet::new();
        if targets.is_empty() {
            return Ok(destroyed);
        }
        self.hold_shared()?;
        let opener = self.opener();
        let next_record = self.state.checkpoint.next_record;
        let store = &self.store;
        let living = Living { store, opener: &opener, next_record, gives_back: false };
        for target in targets {
            if !living.lives(target)? {
                destroyed.insert(target);
            }
        }
        self.release()?;
        Ok(destroyed)
    }
}

#[cfg(test)]
mod tests {
    use super::super::change::Aim;
    use super::super::sample::{Sample, order, selector};
    use super::*;
    use crate::model::FieldId;
    use crate::policy::Policy;

    fn set(sample: &Sample, record: &str, field: FieldId, entered: &str) -> Result<()> {
        let selector = selector(record);
        let aim = Aim { selector: &selector, confirmed: None, rehearsal: false };
        let values = Policy::builtin().normalise(field, entered).unwrap();
        sample.open().set_fields(aim, "edit", &[(field, values)]).map(drop)
    }

    #[test]
    fn links_lead_to_records_that_are_there() {
        let sample = Sample::new();
        sample.add(&[("张伟", "13800000013", ""), ("李娜", "13800000014", "")]);
        let links = Policy::builtin().known().links.unwrap();
        set(&sample, "K-1", links, "works_at:K-2").unwrap();
        assert_eq!(sample.open().select(&selector("links:K-2")).unwrap().to_string(), "1");
        assert_eq!(sample.open().select(&selector("关联:任职于")).unwrap().to_string(), "1");
        assert!(sample.open().select(&selector("links:refers")).unwrap().is_empty());
        let refused = set(&sample, "K-1", links, "refers:K-9").unwrap_err();
        assert!(matches!(refused, Error::NoRecord(_)), "{refused}");
        let refused = set(&sample, "K-1", links, "refers:K-1").unwrap_err();
        assert!(matches!(refused, Error::Refused { code: Code::LinkSelf, .. }), "{refused}");
        let targets = |sample: &Sample| {
            let mut vault = sample.open();
            let mut records = Vec::new();
            let numbers: Vec<_> = vault.select(&selector("K-1")).unwrap().iter().collect();
            vault.hold_shared().unwrap();
            let parts = crate::model::Part::ALL;
            vault
                .stream(&numbers, &parts, &mut |record| {
                    records.push(record.clone());
                    Ok(())
                })
                .unwrap();
            vault.release().unwrap();
            vault.destroyed_targets(&records).unwrap().len()
        };
        assert_eq!(targets(&sample), 0);
        let number = RecordNumber::new(2).unwrap();
        sample.open().purge(&order(number.into())).unwrap();
        assert_eq!(targets(&sample), 1);
        // What was linked stays linked, and can still be changed.
        set(&sample, "K-1", links, "works_at:K-2; refers:K-2").unwrap_err();
        set(&sample, "K-1", Policy::builtin().known().name, "张炜").unwrap();
    }

    #[test]
    fn what_lies_ahead_is_refused() {
        let sample = Sample::new();
        sample.add(&[("张伟", "13800000013", "")]);
        let events = Policy::builtin().known().events.unwrap();
        let event = |day: &str| format!(r#"{{"type":"contact","date":"{day}"}}"#);
        let refused = set(&sample, "K-1", events, &event("2026-03-02")).unwrap_err();
        assert!(matches!(refused, Error::Refused { code: Code::FutureDay, .. }), "{refused}");
        set(&sample, "K-1", events, &event("2026-03-01")).unwrap();
        assert_eq!(sample.open().select(&selector("activity.has:deal")).unwrap().len(), 1);
        assert_eq!(sample.open().select(&selector("last_contact:2026-03-01")).unwrap().len(), 1);
    }
}
