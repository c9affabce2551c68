//! A set of record numbers, for log entries and certificates.
//!
//! Kept as sorted, disjoint, non-adjacent ranges: an import of a million records is one range,
//! and even every second number of a million costs 8 MB. Its text form is in `numbers_text`.

use crate::model::RecordNumber;

/// An ordered set of record numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Numbers {
    /// First and last of each range, both included; ascending, with a gap between any two.
    ranges: Vec<(u64, u64)>,
}

impl Numbers {
    /// The empty set.
    pub const fn new() -> Self {
        Self { ranges: Vec::new() }
    }

    /// Every number from `first` to `last`, both included; none when `last` is before `first`.
    pub fn range(first: RecordNumber, last: RecordNumber) -> Self {
        let ranges = if first <= last { vec![(first.get(), last.get())] } else { Vec::new() };
        Self { ranges }
    }

    /// How many numbers there are.
    pub fn len(&self) -> u64 {
        self.ranges.iter().map(|(first, last)| last - first + 1).sum()
    }

    /// Whether there is none.
    pub const fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }

    /// Whether `number` is among them; logarithmic in the number of ranges.
    pub fn contains(&self, number: RecordNumber) -> bool {
        let n = number.get();
        let at = self.ranges.partition_point(|(_, last)| *last < n);
        self.ranges.get(at).is_some_and(|(first, _)| *first <= n)
    }

    /// The smallest number.
    pub fn first(&self) -> Option<RecordNumber> {
        self.ranges.first().and_then(|(first, _)| RecordNumber::new(*first))
    }

    /// The largest number.
    pub fn last(&self) -> Option<RecordNumber> {
        self.ranges.last().and_then(|(_, last)| RecordNumber::new(*last))
    }

    /// The numbers, ascending.
    pub fn iter(&self) -> impl Iterator<Item = RecordNumber> {
        self.ranges.iter().flat_map(|(first, last)| *first..=*last).filter_map(RecordNumber::new)
    }

    /// First and last of each range, ascending.
    pub fn ranges(&self) -> impl Iterator<Item = (RecordNumber, RecordNumber)> {
        let number = RecordNumber::new;
        self.ranges.iter().filter_map(move |(first, last)| number(*first).zip(number(*last)))
    }

    /// Adds one number. Constant behind the last one, linear elsewhere: collect unsorted numbers
    /// instead.
    pub fn insert(&mut self, number: RecordNumber) {
        let n = number.get();
        match self.ranges.last_mut() {
            Some((_, last)) if n == *last + 1 => *last = n,
            Some((_, last)) if n <= *last => *self = self.union(&Self { ranges: vec![(n, n)] }),
            _ => self.ranges.push((n, n)),
        }
    }

    /// Adds the numbers from `first` to `last`, which must lie behind all others.
    pub(super) fn push_range(&mut self, first: RecordNumber, last: RecordNumber) {
        match self.ranges.last_mut() {
            Some(before) if before.1 + 1 == first.get() => before.1 = last.get(),
            _ => self.ranges.push((first.get(), last.get())),
        }
    }

    /// What is in either.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        [self, other].into_iter().collect()
    }

    /// What is here and not in `other`.
    #[must_use]
    pub fn difference(&self, other: &Self) -> Self {
        let mut rest = Vec::new();
        let mut cuts = other.ranges.iter().copied().peekable();
        for (mut first, last) in self.ranges.iter().copied() {
            while let Some((from, to)) = cuts.next_if(|(from, to)| *from <= last && *to <= last) {
                if first < from {
                    rest.push((first, from - 1));
                }
                first = first.max(to + 1);
            }
            // A cut that reaches beyond this range stays for the next one.
            let end = cuts.peek().map_or(last, |(from, _)| last.min(from - 1));
            if first <= end {
                rest.push((first, end));
            }
        }
        Self { ranges: rest }
    }

    /// What is in both.
    #[must_use]
    pub fn intersection(&self, other: &Self) -> Self {
        self.difference(&self.difference(other))
    }

    /// Whether all of them are in `other`.
    pub fn is_subset(&self, other: &Self) -> bool {
        self.difference(other).is_empty()
    }

    /// Joins sorted ranges that overlap or touch.
    fn joined(sorted: Vec<(u64, u64)>) -> Self {
        let mut ranges: Vec<(u64, u64)> = Vec::with_capacity(sorted.len());
        for (first, last) in sorted {
            match ranges.last_mut() {
                Some(before) if first <= before.1 + 1 => before.1 = before.1.max(last),
                _ => ranges.push((first, last)),
            }
        }
        Self { ranges }
    }
}

impl<'a> FromIterator<&'a Numbers> for Numbers {
    /// All that is in any of them, sorted once however many they are.
    fn from_iter<T: IntoIterator<Item = &'a Self>>(iter: T) -> Self {
        let mut all: Vec<(u64, u64)> =
            iter.into_iter().flat_map(|one| one.ranges.clone()).collect();
        all.sort_unstable();
        Self::joined(all)
    }
}

impl FromIterator<RecordNumber> for Numbers {
    /// Takes numbers in any order and any number of times; ascending ones cost no extra memory.
    fn from_iter<T: IntoIterator<Item = RecordNumber>>(iter: T) -> Self {
        let mut numbers = Self::new();
        let mut behind = Vec::new();
        for number in iter {
            if numbers.last().is_none_or(|last| last < number) {
                numbers.insert(number);
            } else {
                behind.push((number.get(), number.get()));
            }
        }
        behind.sort_unstable();
        numbers.union(&Self::joined(behind))
    }
}

impl From<RecordNumber> for Numbers {
    fn from(number: RecordNumber) -> Self {
        Self::range(number, number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn set(numbers: &BTreeSet<u64>) -> Numbers {
        numbers.iter().filter_map(|n| RecordNumber::new(*n)).collect()
    }

    fn plain(numbers: &Numbers) -> BTreeSet<u64> {
        numbers.iter().map(RecordNumber::get).collect()
    }

    fn some() -> impl Strategy<Value = BTreeSet<u64>> {
        proptest::collection::btree_set(1_u64..60, 0..40)
    }

    #[test]
    fn a_million_numbers_are_one_range() {
        let million: Numbers = (1..=1_000_000).filter_map(RecordNumber::new).collect();
        assert_eq!((million.len(), million.ranges().count()), (1_000_000, 1));
    }

    #[test]
    fn the_largest_number_has_its_place() {
        let top = RecordNumber::new(i64::MAX.unsigned_abs()).unwrap();
        let mut numbers = Numbers::from(top);
        numbers.insert(top);
        assert_eq!((numbers.len(), numbers.last()), (1, Some(top)));
        assert!(numbers.difference(&numbers.clone()).is_empty());
    }

    proptest! {
        #[test]
        fn it_is_a_set(a in some(), b in some()) {
            let (x, y) = (set(&a), set(&b));
            prop_assert_eq!(plain(&x), a.clone());
            prop_assert_eq!(x.len(), a.len() as u64);
            prop_assert_eq!(x.union(&y), set(&(&a | &b)));
            prop_assert_eq!(x.difference(&y), set(&(&a - &b)));
            prop_assert_eq!(x.intersection(&y), set(&(&a & &b)));
            prop_assert_eq!(x.is_subset(&y), a.is_subset(&b));
            prop_assert_eq!(x.first().map(RecordNumber::get), a.first().copied());
            prop_assert_eq!(x.last().map(RecordNumber::get), a.last().copied());
            for n in 1..60 {
                prop_assert_eq!(x.contains(RecordNumber::new(n).unwrap()), a.contains(&n));
            }
        }

        #[test]
        fn the_order_of_coming_does_not_matter(order in Just((1..50_u64).collect::<Vec<_>>()).prop_shuffle(), keep in 0..50_usize) {
            let chosen: Vec<u64> = order.into_iter().take(keep).collect();
            let mut one_by_one = Numbers::new();
            for n in &chosen {
                one_by_one.insert(RecordNumber::new(*n).unwrap());
            }
            let collected: Numbers = chosen.iter().filter_map(|n| RecordNumber::new(*n)).collect();
            prop_assert_eq!(&collected, &set(&chosen.into_iter().collect()));
            prop_assert_eq!(one_by_one, collected);
        }
    }
}
