//! Counting the values of a field, such as tags and grades: read from the search segments, so that
//! a million records are counted without opening one.

use super::bucket::{Bucket, Opener};
use super::error::{Error, Place, Result};
use super::search::Found;
use super::segment::{View, any_value};
use super::session::Vault;
use crate::crypto;
use crate::log::{Act, Code, Numbers};
use crate::model::{Capability, FieldId, Part, RecordNumber, Selector};
use crate::store::BucketRow;
use std::collections::HashMap;
use zeroize::Zeroizing;

impl Vault {
    /// How many of the selected records hold each value of a searchable `field`; logged as a look
    /// by `verb` at that field's level, without numbers, since no record is named.
    pub fn tally(
        &mut self,
        verb: &'static str,
        selector: &Selector,
        field: FieldId,
    ) -> Result<HashMap<String, u64>> {
        self.require(Capability::Read)?;
        self.require_field(field)?;
        self.hold_shared()?;
        let (mut counts, mut found) = self.counted(selector, field)?;
        let seen = self.state.checkpoint.seq;
        self.hold_exclusive()?;
        self.recover_to_look()?;
        if self.written_since(seen)? {
            (counts, found) = self.counted(selector, field)?;
        }
        let levels = match self.policy.part(field) {
            Part::Operational => Vec::new(),
            Part::Level(level) => vec![level],
        };
        let act = Act::Disclose {
            verb: Code::fixed(verb),
            numbers: Numbers::new(),
            count: counts.values().sum(),
            levels,
            purpose: None,
            revealed: false,
            terms: None,
        };
        self.log_look(&act, &found)?;
        self.release()?;
        Ok(counts)
    }

    /// The counts, and the segments that had to be made for them.
    fn counted(
        &self,
        selector: &Selector,
        field: FieldId,
    ) -> Result<(HashMap<String, u64>, Found)> {
        let (mut found, mut only, mut restricted) = (Found::default(), None, Vec::new());
        if !selector.is_empty() || self.own(Capability::Read)?.is_some() {
            found = self.find(selector)?;
            only = Some(std::mem::take(&mut found.numbers).into_iter().collect::<Numbers>());
        } else {
            restricted = self.all_restricted()?;
        }
        let opener = self.opener();
        let part = self.policy.part(field);
        let place = opener.searchable(part).iter().position(|id| *id == field);
        let place = place.ok_or(Error::Bug("a field that no segment holds"))?;
        let mut counts: HashMap<String, u64> = HashMap::new();
        let mut buffer = Zeroizing::new(Vec::new());
        for row in &self.state.buckets {
            let wanted = |number: RecordNumber| {
                only.as_ref().is_none_or(|only| only.contains(number))
                    && restricted.binary_search(&number).is_err()
            };
            let mut count = |text: &str| {
                match counts.get_mut(text) {
                    Some(count) => *count += 1,
                    None => drop(counts.insert(text.to_owned(), 1)),
                }
                // No is the answer that asks for the next value.
                false
            };
            let stored = self.each_body(&opener, (row, part), &mut buffer, &mut |at, body| {
                if RecordNumber::at(row.id, at).is_some_and(wanted) {
                    any_value(body, place, &mut count);
                }
            })?;
            if !stored && !found.stale.contains(&(part, row.id)) {
                found.stale.push((part, row.id));
            }
        }
        Ok((counts, found))
    }

    /// Hands over what the segment of a bucket's part holds of each record; tells whether it was
    /// there, or had to be made from the records.
    fn each_body(
        &self,
        opener: &Opener<'_>,
        (row, part): (&BucketRow, Part),
        buffer: &mut Zeroizing<Vec<u8>>,
        take: &mut dyn FnMut(u8, &[u8]),
    ) -> Result<bool> {
        let searchable = opener.searchable(part);
        let counter = row.counters.get(part.index()).copied().unwrap_or_default();
        let context = opener.ring.segment_context(row.id, part, counter);
        let key = opener.ring.segment(&opener.bucket_key(row)?, row.id, part)?;
        let bytes = self.store.with_segment(part, row.id, |sealed| {
            sealed.and_then(|sealed| crypto::open_into(&key, &context, sealed, buffer).ok())
        })?;
        let mut rebuilt = Zeroizing::new(Vec::new());
        let current =
            bytes.filter(|b| matches!(View::read(b, self.policy, searchable), Ok(Some(_))));
        let stored = current.is_some();
        let bytes = if let Some(bytes) = current {
            bytes
        } else {
            let bucket = Bucket::load(&self.store, opener, row)?;
            let segment = bucket.rebuilt_segment(&self.store, opener, part)?;
            rebuilt.clone_from(&segment.encode(self.policy, searchable));
            &rebuilt
        };
        let bad = || Error::damaged(Place::new("records.db", "damage-segment").at(row.id));
        let view = View::read(bytes, self.policy, searchable).ok().flatten().ok_or_else(bad)?;
        for record in view.records() {
            let (at, body) = record.map_err(|_| bad())?;
            take(at, body);
        }
        Ok(stored)
    }
}

#[cfg(test)]
mod tests {
    use super::super::change::Aim;
    use super::super::sample::{Sample, selector};
    use crate::model::Value;
    use crate::policy::Policy;

    #[test]
    fn values_are_counted_with_and_without_segments() {
        let sample = Sample::new();
        let people: Vec<String> = (0..300).map(|n| format!("139{n:08}")).collect();
        let people: Vec<_> = people.iter().map(|phone| ("张伟", phone.as_str(), "")).collect();
        sample.add(&people);
        let tags = Policy::builtin().known().tags;
        let mut vault = sample.open();
        for (words, tag) in [("K-1..K-260", "展会"), ("K-250..K-300", "VIP")] {
            let selector = selector(words);
            let aim = Aim { selector: &selector, confirmed: None, rehearsal: false };
            vault.add_tags(aim, &[Value::plain(tag)]).unwrap();
        }
        let mut count = |words: &str, tag: &str| {
            let counts = vault.tally("tag", &selector(words), tags).unwrap();
            counts.get(tag).copied().unwrap_or_default()
        };
        assert_eq!((count("", "展会"), count("", "VIP"), count("", "x")), (260, 51, 0));
        assert_eq!((count("tag:vip", "展会"), count("K-299..K-400", "VIP")), (11, 2));
        drop(vault);
        let store = crate::store::Store::open(&sample.dir().join("records.db")).unwrap();
        store.tamper("DELETE FROM segment");
        drop(store);
        let counts = sample.open().tally("tag", &selector(""), tags).unwrap();
        assert_eq!(counts.get("展会"), Some(&260));
        // What had to be made was kept for the next one.
        assert!(sample.open().find(&selector("tag:vip")).unwrap().stale.is_empty());
    }
}
