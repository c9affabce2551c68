//! Records that have the same exact identifier: a phone, an e-mail, an ID number, a credit code.
//!
//! Identifiers are noted while records are looked at anyway, as 128-bit hashes under keys of this
//! run: nobody can prepare two that are equal, and by chance two never are, so nothing has to be
//! opened again. Thirty-two bytes an identifier, and no value in it.

use std::hash::{BuildHasher, Hasher, RandomState};

use super::error::{Error, Result};
use super::import::{folded, identifiers};
use super::records::Record;
use super::session::Vault;
use crate::model::{Capability, FieldId, RecordNumber, Selector};
use crate::policy::{FieldKind, Policy};

/// So many other records are named with each one.
const NAMED: usize = 5;

/// Identifiers that were noted.
pub struct Twins {
    policy: &'static Policy,
    fields: Vec<FieldId>,
    keys: [RandomState; 2],
    seen: Vec<Seen>,
}

/// An identifier of a record. The order brings equal ones together, by number.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Seen {
    hash: [u64; 2],
    number: u64,
    field: FieldId,
}

/// A record that shares an identifier with others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Twin {
    /// The record.
    pub number: RecordNumber,
    /// The field of the identifier.
    pub field: FieldId,
    /// The first few of the others.
    pub others: Vec<RecordNumber>,
    /// How many others there are.
    pub count: u64,
}

impl Vault {
    /// Nothing noted yet, of the exact identifiers that the clearance opens: unique fields, and
    /// credit codes.
    pub fn twins(&self) -> Twins {
        self.twins_under(self.policy)
    }

    /// The same by the rules of any policy.
    pub(crate) fn twins_under(&self, policy: &'static Policy) -> Twins {
        let exact = policy.fields().filter(|(_, field)| {
            let exact = field.traits.unique || field.kind == FieldKind::CreditCode;
            exact && self.ring.clearance.opens_part(field.part)
        });
        let fields = exact.map(|(id, _)| id).collect();
        let keys = [RandomState::new(), RandomState::new()];
        Twins { policy, fields, keys, seen: Vec::new() }
    }

    /// Notes the identifiers of all other records, so that a few are compared with the whole
    /// vault: from the search segments, and where those do not have a field that was met, by
    /// opening the records of the kinds that have it.
    pub fn note_everybody(&mut self, twins: &mut Twins) -> Result<()> {
        self.require(Capability::Read)?;
        self.hold_shared()?;
        let noted = self.note_segments(twins).and_then(|()| self.note_unsearchable(twins));
        self.release()?;
        noted
    }

    /// The numbers of those that this operator may look at; none: of all that are not restricted.
    fn comparable(&self) -> Result<Option<Vec<RecordNumber>>> {
        let limited = self.own(Capability::Read)?.is_some();
        limited.then(|| Ok(self.find(&Selector::default())?.numbers)).transpose()
    }

    fn note_segments(&self, twins: &mut Twins) -> Result<()> {
        let searchable = |field: &FieldId| self.policy.field(*field).traits.searchable;
        let fields: Vec<FieldId> = twins.fields.iter().copied().filter(searchable).collect();
        let look = |field, text: &str| (twins.hash(field, text), field);
        let found = identifiers(self, &fields, &look)?;
        let seen = |((hash, field), number)| Seen { hash, number, field };
        let (own, restricted) = (self.comparable()?, self.all_restricted()?);
        let mine = |seen: &Seen| {
            RecordNumber::new(seen.number).is_some_and(|number| {
                own.as_ref().is_none_or(|own| own.binary_search(&number).is_ok())
                    && restricted.binary_search(&number).is_err()
            })
        };
        twins.seen.extend(found.into_iter().flatten().map(seen).filter(mine));
        Ok(())
    }

    fn note_unsearchable(&self, twins: &mut Twins) -> Result<()> {
        let met = |field: &FieldId| twins.seen.iter().any(|seen| seen.field == *field);
        let unsearchable = |field: &FieldId| !self.policy.field(*field).traits.searchable;
        let fields: Vec<FieldId> = twins
            .fields
            .iter()
            .copied()
            .filter(|field| unsearchable(field) && met(field))
            .collect();
        for field in fields {
            let kinds = self.policy.field(field).kinds.join(",");
            let term = (!kinds.is_empty()).then(|| format!("kind:{kinds}"));
            let selector = Selector::parse(term.as_slice(), self.policy, self.today()?)
                .map_err(|_| Error::Bug("kinds"))?;
            let numbers = self.find(&selector)?.numbers;
            self.stream(&numbers, &[self.policy.part(field)], &mut |record| {
                twins.note_field(record, field);
                Ok(())
            })?;
        }
        Ok(())
    }
}

impl Twins {
    /// Nothing noted yet, to be joined with this one later: threads note apart.
    pub(crate) fn apart(&self) -> Self {
        let Self { policy, fields, keys, .. } = self;
        Self { policy, fields: fields.clone(), keys: keys.clone(), seen: Vec::new() }
    }

    /// Takes in what was noted apart.
    pub(crate) fn join(&mut self, other: Self) {
        self.seen.extend(other.seen);
    }

    /// The ids and types of the fields whose values are noted.
    pub(crate) fn identifiers(&self) -> impl Iterator<Item = (&str, FieldKind)> {
        self.fields.iter().map(|field| {
            let field = self.policy.field(*field);
            (field.id.as_str(), field.kind)
        })
    }

    /// Notes the identifiers of a record.
    pub fn note(&mut self, record: &Record) {
        for at in 0..self.fields.len() {
            if let Some(field) = self.fields.get(at).copied() {
                self.note_field(record, field);
            }
        }
    }

    fn note_field(&mut self, record: &Record, field: FieldId) {
        for value in record.fields.all(field) {
            let hash = self.hash(field, &value.text);
            self.seen.push(Seen { hash, number: record.number.get(), field });
        }
    }

    fn hash(&self, field: FieldId, text: &str) -> [u64; 2] {
        let text = folded(self.policy, field, text);
        self.keys.each_ref().map(|key| {
            let mut hasher = key.build_hasher();
            hasher.write_u16(field.0);
            hasher.write(text.as_bytes());
            hasher.finish()
        })
    }

    /// The records, by number, that `wanted` takes and that share an identifier with another.
    pub fn found(mut self, wanted: impl Fn(RecordNumber) -> bool) -> Result<Vec<Twin>> {
        self.seen.sort_unstable();
        self.seen.dedup();
        let mut twins = Vec::new();
        for group in self.seen.chunk_by(|a, b| a.hash == b.hash).filter(|group| group.len() > 1) {
            let number = |seen: &Seen| RecordNumber::new(seen.number).ok_or(Error::Bug("number"));
            let first = group.iter().take(NAMED + 1).map(number).collect::<Result<Vec<_>>>()?;
            for seen in group {
                let number = number(seen)?;
                if !wanted(number) {
                    continue;
                }
                let others = first.iter().copied().filter(|other| *other != number);
                twins.push(Twin {
                    number,
                    field: seen.field,
                    others: others.take(NAMED).collect(),
                    count: group.len() as u64 - 1,
                });
            }
        }
        twins.sort_unstable_by_key(|twin| (twin.number, twin.field));
        Ok(twins)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Clearance, Part, Value};
    use crate::vault::Request;
    use crate::vault::sample::{Sample, person, selector};

    /// Three people, of whom the first and the last share an e-mail address.
    fn sample() -> Sample {
        let sample = Sample::new();
        let email = Policy::builtin().known().email;
        let records = ["a@example.com", "b@example.com", "A@example.com"].map(|address| {
            let mut fields = person("张三", "", "");
            fields.push(email, Value::plain(address));
            fields
        });
        sample.open().change(|t| t.add("add", records.into())).unwrap();
        sample
    }

    fn noted(vault: &mut Vault, which: &str) -> Twins {
        let mut twins = vault.twins();
        let selector = selector(which);
        let request = Request {
            verb: "verify",
            selector: &selector,
            parts: Part::ALL.into(),
            levels: Vec::new(),
            purpose: None,
            revealed: false,
            order: None,
            limit: None,
        };
        let note = &mut |record: &Record| {
            twins.note(record);
            Ok(())
        };
        vault.disclose(&request, note).unwrap();
        twins
    }

    #[test]
    fn an_address_in_another_case_is_the_same() {
        let sample = sample();
        let mut vault = sample.open();
        let [first, last] = [1, 3].map(|n| RecordNumber::new(n).unwrap());
        let field = Policy::builtin().known().email;
        let twin = |number, other| Twin { number, field, others: vec![other], count: 1 };
        let both = [twin(first, last), twin(last, first)];
        assert_eq!(noted(&mut vault, "").found(|_| true).unwrap(), both);
        assert_eq!(noted(&mut vault, "").found(|n| n == last).unwrap(), both[1..]);
    }

    #[test]
    fn one_record_is_compared_with_all_others() {
        let sample = sample();
        let mut vault = sample.open();
        let mut twins = noted(&mut vault, "K-1");
        assert_eq!(noted(&mut vault, "K-1").found(|_| true).unwrap(), []);
        vault.note_everybody(&mut twins).unwrap();
        let found = twins.found(|number| number.get() == 1).unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].others[0].get(), 3);
    }

    #[test]
    fn what_is_not_open_is_not_compared() {
        let sample = sample();
        let mut vault = sample.open();
        vault.ring.clearance = Clearance::new(3).unwrap();
        assert!(vault.twins().fields.is_empty());
        let mut twins = vault.twins();
        vault.note_everybody(&mut twins).unwrap();
        assert!(twins.seen.is_empty());
    }
}
