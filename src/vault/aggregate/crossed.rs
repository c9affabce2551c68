//! Which counts of a table may be shown.
//!
//! A count below `k` is not shown. Neither may it follow from what is: from the counts beside it,
//! and from the sums that a report by fewer of the same fields shows. So those tables are made
//! first, each as it would be made by itself, down to the one count of everything. Then
//!
//! * what is hidden of any sum that is shown are several counts that come to `k` at least; else the
//!   smallest beside them is hidden too, if there is one;
//! * no count and no sum below `k` follows from shown sums by adding and taking away ([`Sums`]), in
//!   however many steps; else more is hidden near it;
//! * nor is one the only number that fits, as each combination of the table is one record's at least
//!   ([`Moves`]);
//! * a table of which that cannot be said even when nothing of it is shown is refused.
//!
//! Combinations that nobody has are not among the counts, so whoever reads the table knows them to be
//! none, and each of the others to be one at least. Within which bounds a hidden count lies is not
//! hidden, as long as they leave more than one number.

use super::moves::Moves;
use super::solve::Sums;
use std::collections::{BTreeMap, BTreeSet};

/// More counts than these are not held against all sums.
pub(super) const MOST_HIDDEN: usize = 2_000;

/// After so many rounds of hiding more the table is given up: each takes up to a second.
const MOST_ROUNDS: usize = 100;

/// Counts by combinations of words.
pub(super) type Counts = BTreeMap<Vec<String>, u64>;

/// What is heeded; only a deliberate break of a test heeds less than all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Heeds {
    /// Each row by itself.
    Nothing,
    /// What follows from sums.
    Sums,
    /// What follows from them and from no count being less than one.
    Bounds,
}

/// Why a table is not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TooFine {
    /// More counts would have to be hidden than [`MOST_HIDDEN`], or in more than [`MOST_ROUNDS`].
    Many,
    /// A count below `k` follows from sums by fewer fields.
    Told,
}

/// Puts words that fewer than `k` records have under `other`, where anybody may have made them up;
/// `made_up` tells that of each field.
pub(super) fn fold(cells: Counts, (made_up, other): (&[bool], &str), k: u64) -> Counts {
    let mut held: BTreeMap<(usize, String), u64> = BTreeMap::new();
    for (words, count) in &cells {
        for (at, word) in words.iter().enumerate().filter(|(at, _)| made_up.get(*at) == Some(&true))
        {
            *held.entry((at, word.clone())).or_default() += count;
        }
    }
    let mut folded = Counts::new();
    for (mut words, count) in cells {
        for (at, word) in words.iter_mut().enumerate().filter(|(_, word)| !word.is_empty()) {
            if held.get(&(at, word.clone())).is_some_and(|all| *all < k) {
                other.clone_into(word);
            }
        }
        *folded.entry(words).or_default() += count;
    }
    folded
}

/// Of each count, in order, whether it is hidden. All have words of the same few fields, in an
/// order that is the same for any report by these fields: which of two equal counts is hidden goes
/// by it. What it does not heed is left to follow.
pub(super) fn hidden(cells: &Counts, (k, heeds): (u64, Heeds)) -> Result<Vec<bool>, TooFine> {
    let fields = cells.keys().next().map_or(0, Vec::len);
    let mut tables: Vec<Table> = Vec::new();
    for choice in 0..1_usize << fields {
        let mut table = Table::of(cells, choice);
        let coarser = tables.iter().enumerate().filter(|(other, _)| other & choice == *other);
        let lines = coarser.flat_map(|(_, other)| other.lines_of(&table)).collect();
        table.hidden = Hiding::of(&table.counts, lines, k).settled(heeds)?;
        tables.push(table);
    }
    Ok(tables.pop().map(|table| table.hidden).unwrap_or_default())
}

/// The counts by some of the fields.
struct Table {
    counts: Vec<u64>,
    hidden: Vec<bool>,
    /// To which of them each count by all of the fields belongs.
    of: Vec<usize>,
}

impl Table {
    /// That by the fields of which `choice` has the bit.
    fn of(cells: &Counts, choice: usize) -> Self {
        let key = |words: &[String]| -> Vec<String> {
            let chosen = words.iter().enumerate().filter(|(at, _)| choice >> at & 1 == 1);
            chosen.map(|(_, word)| word.clone()).collect()
        };
        let mut sums = Counts::new();
        for (words, count) in cells {
            *sums.entry(key(words)).or_default() += count;
        }
        let places: BTreeMap<&Vec<String>, usize> = sums.keys().zip(0..).collect();
        let of = cells.keys().filter_map(|words| places.get(&key(words)).copied()).collect();
        Self { of, counts: sums.into_values().collect(), hidden: Vec::new() }
    }

    /// What these are the sums of, among the counts of a finer table.
    fn lines_of(&self, finer: &Self) -> Vec<Line> {
        let mut cells = vec![BTreeSet::new(); self.counts.len()];
        for (sum, count) in self.of.iter().zip(&finer.of) {
            if let Some(cells) = cells.get_mut(*sum) {
                cells.insert(*count);
            }
        }
        let all = cells.into_iter().zip(self.counts.iter().zip(&self.hidden));
        let line = |(cells, (sum, hidden)): (BTreeSet<usize>, (&u64, &bool))| Line {
            by_size: Vec::new(),
            cells: cells.into_iter().collect(),
            sum: *sum,
            shown: !hidden,
            gone: (0, 0),
        };
        all.map(line).collect()
    }
}

/// Counts that add up to one by fewer fields.
struct Line {
    /// Their places, in order.
    cells: Vec<usize>,
    /// Those that may still be shown, the smallest last.
    by_size: Vec<usize>,
    sum: u64,
    /// Whether the sum is.
    shown: bool,
    /// How many of its counts are hidden, and what they come to.
    gone: (usize, u64),
}

/// Hides counts of a table, one after the other.
struct Hiding<'t> {
    counts: &'t [u64],
    k: u64,
    hidden: Vec<bool>,
    lines: Vec<Line>,
    /// The lines through each count.
    through: Vec<Vec<usize>>,
    /// Lines of which something was hidden since they were looked at.
    waiting: Vec<usize>,
}

impl<'t> Hiding<'t> {
    fn of(counts: &'t [u64], lines: Vec<Line>, k: u64) -> Self {
        let mut through = vec![Vec::new(); counts.len()];
        let mut lines = lines;
        for (at, line) in lines.iter_mut().enumerate() {
            line.by_size.clone_from(&line.cells);
            line.by_size.sort_by_key(|cell| std::cmp::Reverse((counts.get(*cell), *cell)));
            for cell in &line.cells {
                through
                    .get_mut(*cell)
                    .into_iter()
                    .for_each(|lines: &mut Vec<usize>| lines.push(at));
            }
        }
        let hidden = vec![false; counts.len()];
        Self { counts, k, hidden, lines, through, waiting: Vec::new() }
    }

    fn settled(mut self, heeds: Heeds) -> Result<Vec<bool>, TooFine> {
        let k = self.k;
        let small = self.counts.iter().enumerate().filter(|(_, count)| **count < k);
        small.for_each(|(cell, _)| self.hide(cell));
        let everything = vec![true; self.counts.len()];
        if everything.len() <= MOST_HIDDEN && !self.told(&everything, heeds).is_empty() {
            return Err(TooFine::Told);
        }
        for _ in 0..MOST_ROUNDS {
            self.fill();
            if self.hidden.iter().filter(|hidden| **hidden).count() > MOST_HIDDEN {
                return Err(TooFine::Many);
            }
            let told = self.told(&self.hidden, heeds);
            if told.is_empty() {
                return Ok(self.hidden);
            }
            if !self.hide_near(&told) {
                return Err(TooFine::Told);
            }
        }
        Err(TooFine::Many)
    }

    fn hide(&mut self, cell: usize) {
        let (Some(hidden), Some(count)) = (self.hidden.get_mut(cell), self.counts.get(cell)) else {
            return;
        };
        if std::mem::replace(hidden, true) {
            return;
        }
        for at in self.through.get(cell).into_iter().flatten() {
            self.lines.get_mut(*at).into_iter().for_each(|line| {
                line.gone = (line.gone.0 + 1, line.gone.1 + count);
            });
            self.waiting.push(*at);
        }
    }

    /// Hides the next smallest of every shown sum of which too little is hidden.
    fn fill(&mut self) {
        while let Some(at) = self.waiting.pop() {
            let line = self.lines.get(at).filter(|line| line.shown);
            let alone = |line: &Line| line.gone.0 == 1 || line.gone.1 < self.k;
            if line.is_some_and(|line| line.gone.0 > 0 && alone(line))
                && let Some(cell) = self.next(at)
            {
                self.hide(cell);
            }
        }
    }

    /// The smallest count of a line that is still shown.
    fn next(&mut self, line: usize) -> Option<usize> {
        let line = self.lines.get_mut(line)?;
        while let Some(cell) = line.by_size.last().copied() {
            if self.hidden.get(cell) == Some(&false) {
                return Some(cell);
            }
            line.by_size.pop();
        }
        None
    }

    /// The counts and sums below `k` that follow from what is shown when these are hidden.
    fn told(&self, hidden: &[bool], heeds: Heeds) -> Vec<Vec<usize>> {
        let unknown = |cells: &[usize]| -> Vec<usize> {
            cells.iter().copied().filter(|cell| hidden.get(*cell) == Some(&true)).collect()
        };
        let cells = self.counts.iter().enumerate().filter(|(_, count)| **count < self.k);
        let cells = cells.map(|(cell, _)| vec![cell]);
        // All counts of such a sum are below `k`, and hidden.
        let sums = self.lines.iter().filter(|line| line.sum < self.k);
        let all: BTreeSet<Vec<usize>> = cells.chain(sums.map(|line| line.cells.clone())).collect();
        if all.is_empty() || heeds == Heeds::Nothing {
            return Vec::new();
        }
        let mut known = Sums::default();
        let shown: BTreeSet<Vec<usize>> =
            self.lines.iter().filter(|line| line.shown).map(|line| unknown(&line.cells)).collect();
        for sum in &shown {
            known.learn(sum);
        }
        if heeds == Heeds::Sums {
            return all.into_iter().filter(|sum| known.tells(sum)).collect();
        }
        let places: Vec<usize> = (0..self.counts.len()).collect();
        let mut moves = Moves::new(&known, &unknown(&places), self.counts);
        all.into_iter().filter(|sum| known.tells(sum) || !moves.change(sum)).collect()
    }

    /// Hides for each of these sums the smallest count that a shown sum has beside it, or the
    /// smallest of all; tells whether there was any.
    fn hide_near(&mut self, told: &[Vec<usize>]) -> bool {
        let mut touched = BTreeSet::new();
        for sum in told {
            let of = |cell: &usize| self.through.get(*cell).into_iter().flatten().copied();
            let is_near = |at: &usize| {
                let line = self.lines.get(*at).filter(|line| line.shown);
                line.is_some_and(|line| line.cells.len() < self.counts.len())
            };
            let near: BTreeSet<usize> = sum.iter().flat_map(of).filter(is_near).collect();
            // What was hidden for another may do for this one.
            if !near.is_disjoint(&touched) {
                continue;
            }
            let beside: Vec<usize> = near.iter().filter_map(|at| self.next(*at)).collect();
            let by_size = |cell: &usize| (self.counts.get(*cell).copied(), *cell);
            let anywhere = || {
                let all = self.hidden.iter().enumerate().filter(|(_, hidden)| !**hidden);
                all.map(|(cell, _)| cell).min_by_key(by_size)
            };
            if let Some(cell) = beside.into_iter().min_by_key(by_size).or_else(anywhere) {
                self.hide(cell);
                touched.extend(self.through.get(cell).into_iter().flatten());
            }
        }
        !touched.is_empty()
    }
}

#[cfg(test)]
#[path = "crossed_tests.rs"]
mod tests;
