//! The order in which records are shown.

use super::records::Record;
use crate::model::FieldId;
use crate::policy::{FieldKind, Policy};

/// What records are sorted by; otherwise they come by their numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Order {
    /// The field; none sorts by number.
    pub field: Option<FieldId>,
    /// The other way round.
    pub descending: bool,
}

/// Sorts records: grades and choices as the policy lists them, all else by its text; what has no
/// value comes last either way, and equals stay in the order of their numbers.
pub(super) fn sort(records: &mut [Record], policy: &Policy, order: Order) {
    let Some(field) = order.field else {
        if order.descending {
            records.reverse();
        }
        return;
    };
    let rank = |text: &str| -> usize {
        let field = policy.field(field);
        let place = match field.kind {
            FieldKind::Grade => policy.ladder().iter().position(|grade| grade.id == text),
            _ => field.choices().iter().position(|choice| choice.id == text),
        };
        place.unwrap_or(usize::MAX)
    };
    records.sort_by_cached_key(|record| {
        let text = record.fields.text(field).to_owned();
        let (rank, empty) = (rank(&text), text.is_empty());
        (empty, Directed { rank, text, descending: order.descending })
    });
}

/// A key that compares the other way round when it is to.
#[derive(PartialEq, Eq)]
struct Directed {
    rank: usize,
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
