//! Other tables that show the same.
//!
//! Every combination that a table lists is somebody's, so whoever reads it knows each hidden count to be
//! one at least. A count is exact for him if no other table of whole numbers from one up shows the
//! same sums. That there is another is shown by finding it: a move takes records from some hidden
//! counts to others and leaves each shown sum as it is. Moves are put together few at a time, so one may
//! be missed; then more is hidden than must be, never less.

use super::solve::Sums;
use std::collections::BTreeMap;

/// So many moves are put together at most.
const DEPTH: usize = 5;

/// So many ways are tried for all sums of a table.
const TRIES: usize = 20_000;

/// How many records each hidden count gains, by its place.
pub(super) type Move = BTreeMap<usize, i64>;

/// The moves of a table.
pub(super) struct Moves<'t> {
    counts: &'t [u64],
    basis: Vec<Move>,
    /// Those of them, and of their reverses, that take no count below one.
    found: Vec<Move>,
    tries: usize,
}

impl<'t> Moves<'t> {
    /// Those that leave `known` sums as they are and change nothing but `hidden` counts.
    pub(super) fn new(known: &Sums, hidden: &[usize], counts: &'t [u64]) -> Self {
        let basis = known.moves(hidden);
        let mut all = Self { counts, basis, found: Vec::new(), tries: TRIES };
        let both = all.basis.iter().flat_map(|one| [one.clone(), reversed(one)]);
        all.found = both.filter(|one| all.blocked(one).is_none()).collect();
        all
    }

    /// Whether the sum over some hidden counts is another one in another table that shows the same.
    pub(super) fn change(&mut self, sum: &[usize]) -> bool {
        if self.found.iter().any(|one| gain(one, sum) != 0) {
            return true;
        }
        let first = |one: &&Move| gain(one, sum) != 0;
        let both = self.basis.iter().filter(first).flat_map(|one| [one.clone(), reversed(one)]);
        for one in both.collect::<Vec<_>>() {
            if let Some(found) = self.mended(&one, sum, DEPTH) {
                self.found.push(found);
                return true;
            }
        }
        false
    }

    /// The move with others added to it, until it takes no count below one and changes `sum`.
    fn mended(&mut self, one: &Move, sum: &[usize], depth: usize) -> Option<Move> {
        let Some(cell) = self.blocked(one) else {
            return (gain(one, sum) != 0).then(|| one.clone());
        };
        if depth == 0 {
            return None;
        }
        for at in 0..self.basis.len() {
            let other = self.basis.get(at)?;
            let Some(by) = other.get(&cell) else { continue };
            self.tries = self.tries.checked_sub(1)?;
            let other = if *by > 0 { other.clone() } else { reversed(other) };
            if let Some(found) = self.mended(&added(one, &other), sum, depth - 1) {
                return Some(found);
            }
        }
        None
    }

    /// A count that the move takes below one.
    fn blocked(&self, one: &Move) -> Option<usize> {
        let below = |(cell, by): (&usize, &i64)| {
            let count = self.counts.get(*cell).and_then(|count| i64::try_from(*count).ok());
            (count.unwrap_or_default().saturating_add(*by) < 1).then_some(*cell)
        };
        one.iter().find_map(below)
    }
}

fn reversed(one: &Move) -> Move {
    one.iter().map(|(cell, by)| (*cell, -by)).collect()
}

/// Both moves, one after the other.
fn added(one: &Move, other: &Move) -> Move {
    let mut sum = one.clone();
    for (cell, by) in other {
        *sum.entry(*cell).or_default() += by;
    }
    sum.retain(|_, by| *by != 0);
    sum
}

/// What the sum over some counts gains.
fn gain(one: &Move, sum: &[usize]) -> i64 {
    sum.iter().filter_map(|cell| one.get(cell)).sum()
}
