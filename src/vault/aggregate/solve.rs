//! Which sums follow from others by adding and taking away.
//!
//! Sums are rows of ones over unknown counts, and kept as a reduced echelon form: a sum follows if
//! taking the rows away leaves nothing of it. It is reckoned modulo a prime, which is exact but for
//! a system that has the prime among its determinants; no table makes one by chance.

use super::moves::Move;
use std::collections::BTreeMap;

/// The Mersenne prime 2⁶¹ − 1.
const PRIME: u64 = (1 << 61) - 1;

/// Factors of unknowns, by their places, none of them zero.
type Row = Vec<(usize, u64)>;

/// The sums that are known.
#[derive(Default)]
pub(super) struct Sums {
    /// By the unknown that a row begins from: its factor there is one, and no other row has it.
    rows: BTreeMap<usize, Row>,
}

impl Sums {
    /// Adds a sum over some unknowns, each named once, in order.
    pub(super) fn learn(&mut self, unknowns: &[usize]) {
        let row = self.reduced(unknowns);
        let Some((pivot, factor)) = row.first().copied() else { return };
        let inverse = power(factor, PRIME - 2);
        let row: Row = row.into_iter().map(|(at, factor)| (at, times(factor, inverse))).collect();
        for other in self.rows.values_mut() {
            let has = other.binary_search_by_key(&pivot, |(at, _)| *at);
            if let Some((_, factor)) = has.ok().and_then(|at| other.get(at)).copied() {
                *other = less(other, &row, factor);
            }
        }
        self.rows.insert(pivot, row);
    }

    /// Whether the sum over some unknowns, each named once, in order, follows.
    pub(super) fn tells(&self, unknowns: &[usize]) -> bool {
        self.reduced(unknowns).is_empty()
    }

    /// Changes of `unknowns` that leave every sum that is known as it is: one for each of them from which
    /// no row begins, so that all others are put together of these. Those with factors that are no small
    /// whole numbers are left out.
    pub(super) fn moves(&self, unknowns: &[usize]) -> Vec<Move> {
        let free = unknowns.iter().filter(|at| !self.rows.contains_key(at));
        let mut moves: BTreeMap<usize, Option<Move>> =
            free.map(|at| (*at, Some(Move::from([(*at, 1)])))).collect();
        for (pivot, row) in &self.rows {
            for (at, factor) in row.iter().filter(|(at, _)| at != pivot) {
                let Some(one) = moves.get_mut(at) else { continue };
                match (one.as_mut(), small(PRIME - factor)) {
                    (Some(one), Some(by)) => drop(one.insert(*pivot, by)),
                    _ => *one = None,
                }
            }
        }
        moves.into_values().flatten().collect()
    }

    /// What is left of a sum when all that is known is taken away.
    fn reduced(&self, unknowns: &[usize]) -> Row {
        let mut left: Row = unknowns.iter().map(|at| (*at, 1)).collect();
        for row in unknowns.iter().filter_map(|at| self.rows.get(at)) {
            // No row has the pivot of another, so each is still there once.
            left = less(&left, row, 1);
        }
        left
    }
}

/// The small whole number, of either sign, that a factor stands for.
fn small(factor: u64) -> Option<i64> {
    const SMALL: u64 = 1000;
    let signed = |size: u64| i64::try_from(size).ok();
    if factor < SMALL {
        signed(factor)
    } else {
        signed(PRIME.checked_sub(factor)?).filter(|size| size.unsigned_abs() < SMALL).map(|n| -n)
    }
}

/// `row` less `factor` times `other`.
fn less(row: &Row, other: &Row, factor: u64) -> Row {
    let minus = PRIME - factor;
    let mut done = Vec::with_capacity(row.len() + other.len());
    let (mut row, mut other) = (row.iter().copied().peekable(), other.iter().copied().peekable());
    loop {
        let (at, factor) = match (row.peek().copied(), other.peek().copied()) {
            (None, None) => return done,
            (Some(one), None) => {
                row.next();
                one
            }
            (Some(one), Some((place, _))) if one.0 < place => {
                row.next();
                one
            }
            (Some((at, one)), Some((place, two))) if at == place => {
                row.next();
                other.next();
                (at, (one + times(two, minus)) % PRIME)
            }
            (_, Some((place, two))) => {
                other.next();
                (place, times(two, minus))
            }
        };
        if factor != 0 {
            done.push((at, factor));
        }
    }
}

fn times(one: u64, two: u64) -> u64 {
    let product = u128::from(one) * u128::from(two) % u128::from(PRIME);
    // What is left of a division by a number of 61 bits has no more.
    u64::try_from(product).unwrap_or_default()
}

fn power(base: u64, exponent: u64) -> u64 {
    let (mut base, mut exponent, mut done) = (base, exponent, 1);
    while exponent > 0 {
        if exponent & 1 == 1 {
            done = times(done, base);
        }
        base = times(base, base);
        exponent >>= 1;
    }
    done
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_follows_from_sums_is_told_and_nothing_else() {
        let mut sums = Sums::default();
        for sum in [&[0, 1][..], &[1, 2], &[0, 1, 2, 3]] {
            sums.learn(sum);
        }
        // 2 + 3 is all but 0 + 1; of 0, 1 and 2 only the differences are known.
        for (sum, told) in [
            (&[2, 3][..], true),
            (&[0, 3], true),
            (&[0], false),
            (&[3], false),
            (&[0, 2], false),
            (&[], true),
        ] {
            assert_eq!(sums.tells(sum), told, "{sum:?}");
        }
        sums.learn(&[0, 2]);
        // Twice 1 is 0 + 1 and 1 + 2 less 0 + 2.
        assert!((0..4).all(|at| sums.tells(&[at])));
    }
}
