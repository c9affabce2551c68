//! The order in which records are shown.

use super::records::Record;
use crate::model::{FieldId, Quantity, by_sound};
use crate::policy::{FieldKind, Policy};

/// What records are sorted by; otherwise they come by their numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Order {
    /// The field; none sorts by number.
    pub field: Option<FieldId>,
    /// The other way round.
    pub descending: bool,
}

/// Sorts records: grades and choices as the policy lists them, amounts and counts by their size, all
/// else by its text, Chinese by pinyin; what has no value comes last either way, and equals stay in the order of their
/// numbers.
pub(super) fn sort(records: &mut [Record], policy: &Policy, order: Order) {
    records.sort_by_cached_key(|record| key(record, policy, &[order]));
}

/// What a record is sorted by, where it is sorted by several fields one after the other.
pub(super) fn key(record: &Record, policy: &Policy, orders: &[Order]) -> Key {
    let one = |order: &Order| {
        let text = order.field.map(|field| record.fields.text(field));
        let is_empty = text.is_some_and(str::is_empty);
        let (rank, text) = match order.field {
            None => (Rank::of(record.number.get().into()), String::new()),
            Some(field) => {
                let text = text.unwrap_or_default();
                (rank(policy, field, text), by_sound(text, field == policy.known().name))
            }
        };
        (is_empty, Directed { rank, text, descending: order.descending })
    };
    Key(orders.iter().map(one).collect())
}

/// The place of a value; those without one come behind all that have one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// Its currency, yuan first, and its place or size: nobody knows a rate of exchange here.
    Placed(String, i128),
    Unplaced,
}

impl Rank {
    const fn of(place: i128) -> Self {
        Self::Placed(String::new(), place)
    }
}

fn rank(policy: &Policy, field: FieldId, text: &str) -> Rank {
    let about = policy.field(field);
    let place = match about.kind {
        FieldKind::Grade => policy.ladder().iter().position(|grade| grade.id == text),
        FieldKind::Number | FieldKind::Amount => {
            let key = Quantity::parse(text).map(Quantity::into_key);
            return key.map_or(Rank::Unplaced, |(currency, size)| Rank::Placed(currency, size));
        }
        _ => about.choices().iter().position(|choice| choice.id == text),
    };
    place.and_then(|place| i128::try_from(place).ok()).map_or(Rank::Unplaced, Rank::of)
}

/// What a record is sorted by.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key(Vec<(bool, Directed)>);

/// A key that compares the other way round when it is to.
#[derive(Clone, PartialEq, Eq)]
struct Directed {
    rank: Rank,
    text: String,
    descending: bool,
}

impl Ord for Directed {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let way = self.rank.cmp(&other.rank).then_with(|| self.text.cmp(&other.text));
        if self.descending { way.reverse() } else { way }
    }
}

impl PartialOrd for Directed {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Fields, RecordNumber, Value};

    fn sorted(texts: &[&str], field: FieldId, descending: bool) -> Vec<u64> {
        let mut records: Vec<Record> = (1..)
            .zip(texts)
            .map(|(n, text)| {
                let mut fields = Fields::new();
                if !text.is_empty() {
                    fields.push(field, Value::plain(*text));
                }
                Record { number: RecordNumber::new(n).unwrap(), fields }
            })
            .collect();
        sort(&mut records, Policy::builtin(), Order { field: Some(field), descending });
        records.iter().map(|record| record.number.get()).collect()
    }

    #[test]
    fn amounts_go_by_their_size_and_equals_by_the_next_field() {
        let policy = Policy::builtin();
        let capital = policy.id("registered_capital").unwrap();
        let amounts = ["1000.00", "20.50", "", "-3.00", "USD 10.00", "USD 5.00", "EUR 7.00"];
        assert_eq!(sorted(&amounts, capital, false), [4, 2, 1, 7, 6, 5, 3]);
        assert_eq!(sorted(&amounts, capital, true), [5, 6, 7, 1, 2, 4, 3]);
        let known = policy.known();
        let order = |field, descending| Order { field: Some(field), descending };
        let record = |n: u64, grade: &str, name: &str| {
            let mut fields = Fields::new();
            fields.push(known.grade, Value::plain(grade));
            fields.push(known.name, Value::plain(name));
            Record { number: RecordNumber::new(n).unwrap(), fields }
        };
        let mut records = [record(1, "B", "a"), record(2, "A", "a"), record(3, "A", "b")];
        let orders = [order(known.grade, false), order(known.name, true)];
        records.sort_by_cached_key(|record| key(record, policy, &orders));
        let numbers: Vec<u64> = records.iter().map(|record| record.number.get()).collect();
        assert_eq!(numbers, [3, 2, 1]);
    }

    #[test]
    fn names_go_by_their_sound_and_the_same_name_by_the_number() {
        let known = Policy::builtin().known();
        let names = ["章安", "曾丽", "张伟", "Anna", "", "张伟", "阿里"];
        assert_eq!(sorted(&names, known.name, false), [4, 7, 2, 3, 6, 1, 5]);
        assert_eq!(sorted(&names, known.name, true), [1, 3, 6, 2, 7, 4, 5]);
    }

    #[test]
    fn grades_go_by_the_ladder_and_nothing_comes_last() {
        let known = Policy::builtin().known();
        let grades = ["B", "", "VIP", "A", "B"];
        assert_eq!(sorted(&grades, known.grade, false), [3, 4, 1, 5, 2]);
        assert_eq!(sorted(&grades, known.grade, true), [1, 5, 4, 3, 2]);
        let days = ["2026-02-01", "2026-01-01", ""];
        assert_eq!(sorted(&days, known.verified, false), [2, 1, 3]);
        assert_eq!(sorted(&days, known.verified, true), [1, 2, 3]);
    }
}
