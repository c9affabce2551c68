//! Two customers of one file that share an identifier: colleagues at one switchboard.
//!
//! Where rows update what they meet, the first row that meets a record of the vault brings it up to
//! date, whatever it says otherwise: somebody asked for that, and has the record's history. A second row
//! of another name is of another customer, whether the first one made the record, changed it or found
//! it as it was; so a file says the same of its customers however often it is imported. And of a record
//! that its own file has just brought, nobody has seen what it was: there two values of another
//! identifier are two customers as well.

use super::known::folded;
use super::rules::Rules;
use crate::model::{FieldId, Fields, folded_name};

/// What a customer is called: hashes of the name and of the company as names are compared, 0 for none. Thirty-two bits are
/// enough to tell two apart, and are kept for each row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Called([u32; 2]);

impl Called {
    pub(super) fn of(rules: &Rules, fields: &Fields) -> Self {
        let known = rules.policy.known();
        let hash = |field: FieldId| {
            let text = fields.get(field).map(|value| &value.text)?;
            let hash = rules.keys.name(field, &folded_name(text));
            u32::try_from(hash >> 32).ok().map(|hash| hash.max(1))
        };
        Self([known.name, known.company].map(|field| hash(field).unwrap_or_default()))
    }

    /// Whether these are two names; companies are asked where not both have a name.
    pub(super) fn differs(self, other: Self) -> bool {
        let mut pairs = self.0.into_iter().zip(other.0);
        pairs.find(|(one, other)| *one != 0 && *other != 0).is_some_and(|(one, other)| one != other)
    }

    /// Takes what it lacks from what another row calls the same customer.
    pub(super) fn complete(&mut self, other: Self) {
        for (own, other) in self.0.iter_mut().zip(other.0) {
            if *own == 0 {
                *own = other;
            }
        }
    }
}

/// A record that the file has made, as it is kept while the file is gone through.
pub(super) struct Made {
    /// The line of the row.
    pub(super) line: u64,
    pub(super) called: Called,
    /// The identifiers that it has, as bits: their places among [`Rules::unique`].
    pub(super) has: u32,
}

/// What rows of the file have called a record that they did not make, and the line of the first.
#[derive(Clone, Copy)]
pub(super) struct Met {
    pub(super) line: u64,
    pub(super) called: Called,
}

/// The identifiers that a row has, as such bits.
pub(super) fn bits(rules: &Rules, identifiers: &[(FieldId, u64)]) -> u32 {
    let places = rules.unique.iter().zip(0..u32::BITS);
    let has = places.filter(|(field, _)| identifiers.iter().any(|(of, _)| of == *field));
    has.fold(0, |bits, (_, place)| bits | 1 << place)
}

/// Whether a row and a record say two names, or each another value of an identifier.
pub(super) fn contradict(rules: &Rules, row: &Fields, record: &Fields) -> bool {
    let same = |field, text: &str, other: &str| {
        folded(rules.policy, field, text) == folded(rules.policy, field, other)
    };
    let differs = |field: &FieldId| {
        let mut kept = record.all(*field).peekable();
        row.get(*field).is_some()
            && kept.peek().is_some()
            && !kept.any(|kept| row.all(*field).any(|one| same(*field, &one.text, &kept.text)))
    };
    Called::of(rules, row).differs(Called::of(rules, record)) || rules.unique.iter().any(differs)
}
