//! Selectors: which records a command takes.
//!
//! A selector is read from arguments, one token each:
//!
//! * numbers and ranges: `K-12`, `k-000012`, `12`, `K-15..K-40`, `3,5,K-9`; a number of seven or more
//!   digits needs its `K`, because without it it is taken for a telephone number;
//! * terms `field[.op]:value[,value…]`: `grade:A,VIP`, `tag.not:churned`, `name.has:张`,
//!   `due.before:30d`; a comma means or, `\,` is a comma; `contact_state:invalid` asks for the state
//!   of any contact;
//! * bare words, looked for in names, phones and e-mails; in names, as with `name.has:`, also in
//!   the other kind of characters and by pinyin (`zhangwei`, `zw`).
//!
//! All terms and words must hold; numbers are a union, and where there are numbers, a record must
//! also be among them. Tokens are NFKC-folded first, so that `等级：A，B` typed with a Chinese input
//! method works.
//!
//! What a field is called and how its values are written is the policy's business; it comes in
//! through [`Dictionary`]. Everything that can be worked out once is worked out while reading, for
//! matching runs over a million records.

mod due;
mod parse;
mod scan;
mod test;

use std::ops::RangeInclusive;

pub use due::DueTest;
use jiff::civil::Date;
pub use test::{Needle, Test};

use super::{FieldId, Fields, Part, RecordNumber, Review};

/// Which records a command takes; none of anything takes all.
#[derive(Clone, Debug, Default)]
pub struct Selector {
    /// Numbers; a record must be in one of the ranges, unless there is none.
    pub numbers: Vec<RangeInclusive<RecordNumber>>,
    /// Terms; all must hold.
    pub terms: Vec<Term>,
    /// Bare words; all must be found.
    pub words: Vec<Word>,
}

/// One term of a selector.
#[derive(Clone, Debug)]
pub enum Term {
    /// A condition on the values of a field.
    Field {
        /// The field.
        field: FieldId,
        /// How values are compared.
        op: Op,
        /// The values; one that holds is enough (for [`Op::Not`]: none may hold).
        tests: Vec<Test>,
    },
    /// A condition on the day when the record is to be verified again.
    Due(DueTest),
    /// A condition on the states of contacts.
    State {
        /// The fields that hold contacts.
        fields: Vec<FieldId>,
        /// Ids of states; a contact in one of them is enough.
        states: Vec<String>,
        /// Whether there must be no such contact instead.
        not: bool,
    },
}

/// What a term asks of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    /// `field:` it is one of the values.
    Is,
    /// `field.not:` no value is one of them.
    Not,
    /// `field.has:` it contains one of them.
    Has,
    /// `field.before:` it lies before that day.
    Before,
    /// `field.after:` it lies after that day.
    After,
    /// `field.over:` the amount or number is larger.
    Over,
    /// `field.under:` it is smaller.
    Under,
}

/// A bare word: a test for each field it is looked for in; one that holds is enough.
pub type Word = Vec<(FieldId, Test)>;

/// Why arguments are no selector. Positions count arguments from 1; what was typed is not
/// repeated, for it may be a customer's name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SelectorError {
    /// No field has this name.
    #[error("argument {position}: unknown term")]
    UnknownTerm {
        /// Which argument.
        position: usize,
        /// A name that looks like it.
        nearest: Option<String>,
    },
    /// No operator has this name; there are `not has before after over under`.
    #[error("argument {position}: unknown operator")]
    UnknownOp {
        /// Which argument.
        position: usize,
    },
    /// A number that no record can have, or a range that ends before it begins.
    #[error("argument {position}: not a number or range of records")]
    BadRange {
        /// Which argument.
        position: usize,
    },
    /// An empty argument, a term without a value, or nothing between two commas.
    #[error("argument {position}: nothing there")]
    Empty {
        /// Which argument.
        position: usize,
    },
    /// A value that the field cannot have.
    #[error("argument {position}: unfit value")]
    Unfit {
        /// Which argument.
        position: usize,
        /// The field; none for `due`.
        field: Option<FieldId>,
        /// What is wrong.
        why: Unfit,
    },
}

/// Why a value does not fit a term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// `before` and `after` need a field that holds days.
    NotADay,
    /// `over` and `under` need a field that holds amounts or numbers.
    NotANumber,
    /// An amount or a number was expected.
    BadNumber,
    /// A day or a duration was expected: `2026-01-31`, `30d`, `6m`, `1y`.
    BadDay,
    /// The list of choices has no such value.
    UnknownChoice {
        /// The id of one that looks like it.
        nearest: Option<String>,
    },
}

/// What a selector must know about fields; the policy provides it.
pub trait Dictionary {
    /// The field with this name in either language, whatever its case and width.
    fn resolve(&self, name: &str) -> Option<FieldId>;
    /// A name of a field that looks like `name`.
    fn nearest(&self, name: &str) -> Option<String>;
    /// The part that holds `field`.
    fn part(&self, field: FieldId) -> Part;
    /// The test for one value of a term. Durations count from `today`.
    fn test(&self, field: FieldId, op: Op, value: &str, today: Date) -> Result<Test, Unfit>;
    /// The tests for a bare word.
    fn word(&self, word: &str) -> Word;
    /// When records are to be verified again.
    fn review(&self) -> &Review;
    /// The fields that hold contacts.
    fn contacts(&self) -> &[FieldId] {
        &[]
    }
    /// The id of the state of contacts with this name.
    fn contact_state(&self, _name: &str) -> Result<String, Unfit> {
        Err(Unfit::UnknownChoice { nearest: None })
    }
}

/// The values of one record, as far as they are open.
pub trait Lookup {
    /// Whether `test` holds for any value of `field`; it need not be asked about the rest.
    fn any(&self, field: FieldId, test: impl FnMut(&str) -> bool) -> bool;

    /// Whether a contact of `field` is in one of `states`. Packed segments do not know.
    fn any_in_state(&self, _field: FieldId, _states: &[String]) -> bool {
        false
    }
}

impl Lookup for Fields {
    fn any(&self, field: FieldId, mut test: impl FnMut(&str) -> bool) -> bool {
        self.all(field).any(|value| test(&value.text))
    }

    fn any_in_state(&self, field: FieldId, states: &[String]) -> bool {
        let state = |value: &super::Value| value.about.as_ref().and_then(|a| a.state.clone());
        self.all(field).filter_map(state).any(|state| states.contains(&state))
    }
}

impl Selector {
    /// The names of terms that are about no single field.
    pub const TERMS: [&[&str]; 2] = [&parse::DUE, &parse::CONTACT_STATE];

    /// Reads `tokens`; durations count from `today`.
    pub fn parse<T: AsRef<str>>(
        tokens: &[T],
        dictionary: &impl Dictionary,
        today: Date,
    ) -> Result<Self, SelectorError> {
        parse::parse(tokens, dictionary, today)
    }

    /// Whether it takes every record, because nothing was asked.
    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty() && !self.looks_inside()
    }

    /// Whether it needs to see values: it has terms or words.
    pub fn looks_inside(&self) -> bool {
        !self.terms.is_empty() || self.has_words()
    }

    /// Whether it has bare words, which verbs that change or destroy do not take.
    pub fn has_words(&self) -> bool {
        !self.words.is_empty()
    }

    /// Every field its terms name, for the check against the operator's clearance; those of `due`
    /// are among them, those that bare words are looked for in are not.
    pub fn fields(&self) -> impl Iterator<Item = FieldId> {
        self.terms.iter().flat_map(|term| match term {
            Term::Field { field, .. } => vec![*field],
            Term::Due(due) => due.fields(),
            Term::State { fields, .. } => fields.clone(),
        })
    }

    /// The parts that must be open to match, words included, in stored order.
    pub fn parts(&self, dictionary: &impl Dictionary) -> Vec<Part> {
        let words = self.words.iter().flatten().map(|(field, _)| *field);
        let mut parts: Vec<_> =
            self.fields().chain(words).map(|field| dictionary.part(field)).collect();
        parts.sort_unstable();
        parts.dedup();
        parts
    }

    /// Whether `number` is among the numbers, or there are none.
    pub fn includes(&self, number: RecordNumber) -> bool {
        self.numbers.is_empty() || self.numbers.iter().any(|range| range.contains(&number))
    }

    /// Whether `number` stands in it by itself, not only in a range of numbers.
    pub fn types_out(&self, number: RecordNumber) -> bool {
        self.numbers.iter().any(|range| *range.start() == number && *range.end() == number)
    }

    /// Whether all terms and words hold for `record`; the numbers are [`Self::includes`]'s.
    pub fn matches(&self, record: &impl Lookup) -> bool {
        self.terms.iter().all(|term| term.matches(record))
            && self.words.iter().all(|word| {
                word.iter().any(|(field, test)| record.any(*field, |text| test.holds(text)))
            })
    }
}

impl Term {
    /// That `field` has no value.
    pub fn empty(field: FieldId) -> Self {
        Self::Field { field, op: Op::Not, tests: vec![Test::Prefix(String::new())] }
    }

    /// Whether it holds for `record`.
    pub fn matches(&self, record: &impl Lookup) -> bool {
        match self {
            Self::Due(due) => due.matches(record),
            Self::State { fields, states, not } => {
                fields.iter().any(|field| record.any_in_state(*field, states)) != *not
            }
            Self::Field { field, op, tests } => {
                let found = record.any(*field, |text| tests.iter().any(|test| test.holds(text)));
                found != (*op == Op::Not)
            }
        }
    }
}

#[cfg(test)]
mod tests;
