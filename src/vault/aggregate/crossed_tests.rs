//! What a table shows, and the sums beside it, held against a solver that shares nothing with it.

use super::*;
use proptest::prelude::*;

const K: u64 = 5;

fn table(cells: &[(&str, u64)]) -> Counts {
    let words = |text: &str| text.split('|').map(str::to_owned).collect();
    cells.iter().map(|(text, count)| (words(text), *count)).collect()
}

/// Each count as it is shown.
fn told(cells: &[(&str, u64)]) -> Result<Vec<Option<u64>>, TooFine> {
    let cells = table(cells);
    let hidden = hidden(&cells, (K, Heeds::Bounds))?;
    Ok(cells.into_values().zip(hidden).map(|(count, hidden)| (!hidden).then_some(count)).collect())
}

/// A fraction in its lowest terms.
type Fraction = (i128, i128);

fn fraction(top: i128, bottom: i128) -> Fraction {
    let (mut a, mut b) = (top.abs(), bottom.abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    let sign = if bottom < 0 { -1 } else { 1 };
    (sign * top / a.max(1), sign * bottom / a.max(1))
}

/// How many of some rows of fractions are independent.
fn rank(rows: &[Vec<i128>]) -> usize {
    let mut rows: Vec<Vec<Fraction>> =
        rows.iter().map(|row| row.iter().map(|n| (*n, 1)).collect()).collect();
    let mut rank = 0;
    for column in 0..rows.first().map_or(0, Vec::len) {
        let Some(pivot) = (rank..rows.len()).find(|at| rows[*at][column].0 != 0) else { continue };
        rows.swap(rank, pivot);
        for at in rank + 1..rows.len() {
            let (a, b) = (rows[at][column], rows[rank][column]);
            for place in column..rows[at].len() {
                let (x, y) = (rows[at][place], rows[rank][place]);
                // x − y·a/b
                let less = fraction(y.0 * a.0 * b.1, y.1 * a.1 * b.0);
                rows[at][place] = fraction(x.0 * less.1 - less.0 * x.1, x.1 * less.1);
            }
        }
        rank += 1;
    }
    rank
}

/// The counts by the fields of `choice`, each with the places of those it is made of.
fn sums(cells: &Counts, choice: usize) -> BTreeMap<Vec<String>, (u64, Vec<usize>)> {
    let mut sums: BTreeMap<Vec<String>, (u64, Vec<usize>)> = BTreeMap::new();
    for (at, (words, count)) in cells.iter().enumerate() {
        let chosen = words.iter().enumerate().filter(|(field, _)| choice >> field & 1 == 1);
        let sum = sums.entry(chosen.map(|(_, word)| word.clone()).collect()).or_default();
        sum.0 += count;
        sum.1.push(at);
    }
    sums
}

fn ones(places: &[usize], among: usize) -> Vec<i128> {
    (0..among).map(|at| i128::from(places.contains(&at))).collect()
}

/// Whether a small count or sum follows from what the reports by any of the fields show, the one by
/// all of them and those by fewer; each of them is asked for by itself. Nothing where one of fewer is
/// refused.
fn gives_away(cells: &Counts, whole: Option<&[bool]>) -> Option<bool> {
    let all = (1_usize << cells.keys().next().map_or(0, Vec::len)) - 1;
    let (mut known, mut small) = (Vec::new(), Vec::new());
    for choice in 0..=all {
        let sums = sums(cells, choice);
        let counts: Counts = sums.iter().map(|(words, sum)| (words.clone(), sum.0)).collect();
        let gone = match whole {
            _ if choice != all => hidden(&counts, (K, Heeds::Bounds)).ok()?,
            Some(whole) => whole.to_vec(),
            None => vec![true; cells.len()],
        };
        for ((count, places), gone) in sums.into_values().zip(gone) {
            let row = ones(&places, cells.len());
            assert!(gone || count >= K, "{count}");
            if !gone {
                known.push(row.clone());
            }
            if count < K {
                small.push(row);
            }
        }
    }
    let before = rank(&known);
    Some(small.into_iter().any(|row| {
        let more: Vec<Vec<i128>> = known.iter().cloned().chain([row]).collect();
        rank(&more) == before
    }))
}

#[test]
fn the_next_smallest_goes_with_a_small_one() {
    let counts = told(&[("A", 9), ("B", 3), ("C", 7), ("D", 20)]).unwrap();
    assert_eq!(counts, [Some(9), None, None, Some(20)]);
    // One and one are two, which is known from the sum.
    assert_eq!(told(&[("A", 9), ("B", 1), ("C", 1)]).unwrap(), [None; 3]);
    assert_eq!(told(&[]).unwrap(), []);
    assert_eq!(told(&[("A", 3)]).unwrap(), [None]);
}

#[test]
fn no_row_and_no_column_lacks_a_single_count() {
    let cells = [("A|x", 3), ("A|y", 10), ("A|z", 11), ("B|x", 12), ("B|y", 13), ("B|z", 40)];
    assert_eq!(told(&cells).unwrap(), [None, None, Some(11), None, None, Some(40)]);
}

#[test]
fn what_follows_from_several_sums_at_once_is_hidden_too() {
    let mut cells = Vec::new();
    for (row, counts) in
        [("A", [3, 3, 2, 10]), ("B", [3, 3, 10, 10]), ("C", [10, 10, 3, 3]), ("D", [10, 10, 3, 3])]
    {
        for (column, count) in ["x", "y", "z", "w"].into_iter().zip(counts) {
            cells.push((format!("{row}|{column}"), count));
        }
    }
    let cells: Vec<(&str, u64)> = cells.iter().map(|(words, n)| (words.as_str(), *n)).collect();
    let cells = table(&cells);
    let hide = |heeds| hidden(&cells, (K, heeds)).unwrap();
    // Of each row and column two are missing that come to `k`; A and B less x and y are still A|z.
    assert_eq!(gives_away(&cells, Some(&hide(Heeds::Nothing))), Some(true));
    assert_eq!(gives_away(&cells, Some(&hide(Heeds::Sums))), Some(false));
    assert_eq!(gives_away(&cells, Some(&hide(Heeds::Bounds))), Some(false));
    assert!(hide(Heeds::Bounds).iter().filter(|gone| !**gone).count() >= 4);
}

#[test]
fn what_sums_by_fewer_fields_give_away_is_refused() {
    // B has only x, so it is 10, and A|x is the rest of x.
    assert_eq!(told(&[("A|x", 3), ("A|y", 20), ("B|x", 10)]), Err(TooFine::Told));
    // Here neither count by city is shown, so nothing follows.
    let cells = [("A|上海", 18), ("A|北京", 2), ("B|上海", 10)];
    assert_eq!(told(&cells).unwrap(), [None, None, Some(10)]);
}

#[test]
fn more_than_can_be_held_against_each_other_is_refused() {
    let cells: Counts = (0..=MOST_HIDDEN).map(|n| (vec![n.to_string()], 1)).collect();
    assert_eq!(hidden(&cells, (K, Heeds::Bounds)), Err(TooFine::Many));
}

#[test]
fn a_word_of_few_is_not_shown_where_anybody_makes_words() {
    let cells = [("A|王家", 1), ("A|张家", 3), ("A|", 2), ("A|贸易", 30), ("B|贸易", 20)];
    let folded = fold(table(&cells), (&[false, true], "other"), K);
    let expected = [("A|", 2), ("A|other", 4), ("A|贸易", 30), ("B|贸易", 20)];
    assert_eq!(folded, table(&expected));
}

/// Counts of three fields of three words each, small ones among them.
fn counts() -> impl Strategy<Value = Counts> {
    let cell = (0..3_u8, 0..3_u8, 0..3_u8, prop_oneof![1..5_u64, 1..40_u64]);
    prop::collection::vec(cell, 1..24).prop_map(|cells| {
        let words = |(a, b, c, n): (u8, u8, u8, u64)| (vec![a, b, c], n);
        let named = |words: Vec<u8>| words.iter().map(u8::to_string).collect();
        cells.into_iter().map(words).map(|(words, n)| (named(words), n)).collect()
    })
}

proptest! {
    /// Whoever has the reports by any of the fields learns no small count and no small sum by adding and
    /// taking away.
    #[test]
    fn no_sums_tell(cells in counts()) {
        if let Ok(gone) = hidden(&cells, (K, Heeds::Bounds)) {
            prop_assert_eq!(gives_away(&cells, Some(&gone)), Some(false));
        }
    }

    /// Nor when he knows that no count is less than one.
    #[test]
    fn no_bounds_tell(cells in few()) {
        if let Ok(gone) = hidden(&cells, (K, Heeds::Bounds)) {
            prop_assert_eq!(exact(&cells, (&gone, Heeds::Bounds)), Some(Vec::new()));
        }
    }
}

/// A few small counts of two fields, so that every table that shows the same can be tried.
fn few() -> impl Strategy<Value = Counts> {
    let cell = (0..3_u8, 0..3_u8, 1..9_u64);
    prop::collection::vec(cell, 1..8).prop_map(|cells| {
        let named = |(a, b, n): (u8, u8, u64)| (vec![a.to_string(), b.to_string()], n);
        cells.into_iter().map(named).collect()
    })
}

/// The small counts that are the same in every table that shows what the reports by any of the fields
/// show; nothing where one of fewer fields is refused.
fn exact(cells: &Counts, (whole, heeds): (&[bool], Heeds)) -> Option<Vec<usize>> {
    let mut shown: Vec<(u64, Vec<usize>)> = Vec::new();
    for choice in 0..4 {
        let sums = sums(cells, choice);
        let counts: Counts = sums.iter().map(|(words, sum)| (words.clone(), sum.0)).collect();
        let gone = match choice {
            3 => whole.to_vec(),
            _ => hidden(&counts, (K, heeds)).ok()?,
        };
        shown.extend(sums.into_values().zip(gone).filter(|(_, gone)| !gone).map(|(sum, _)| sum));
    }
    let counts: Vec<u64> = cells.values().copied().collect();
    let mut seen: Vec<BTreeSet<u64>> = vec![BTreeSet::new(); counts.len()];
    try_all(&mut Vec::new(), &shown, &mut seen);
    let small = counts.iter().enumerate().filter(|(_, count)| **count < K);
    Some(small.map(|(at, _)| at).filter(|at| seen[*at].len() == 1).collect())
}

/// Tries every table of counts from one up; `seen` gets what each count is in those that show the same.
fn try_all(table: &mut Vec<u64>, shown: &[(u64, Vec<usize>)], seen: &mut [BTreeSet<u64>]) {
    let fits = shown.iter().all(|(sum, places)| {
        let known: Vec<u64> = places.iter().filter_map(|at| table.get(*at)).copied().collect();
        let open = (places.len() - known.len()) as u64;
        let so_far: u64 = known.iter().sum();
        if open == 0 { so_far == *sum } else { so_far + open <= *sum }
    });
    if !fits {
        return;
    }
    if table.len() == seen.len() {
        for (seen, count) in seen.iter_mut().zip(table.iter()) {
            seen.insert(*count);
        }
        return;
    }
    // A count of which no sum is shown may be anything.
    let of = shown.iter().filter(|(_, places)| places.contains(&table.len()));
    let most = of.map(|(sum, places)| sum + 1 - places.len() as u64).min();
    for count in 1..=most.unwrap_or(2) {
        table.push(count);
        try_all(table, shown, seen);
        table.pop();
    }
}

#[test]
fn what_is_exact_because_nothing_is_less_than_one_is_hidden_or_refused() {
    // Five persons in five towns: each has one.
    let five: Vec<String> = (0..5).map(|n| n.to_string()).collect();
    let five: Vec<(&str, u64)> = five.iter().map(|town| (town.as_str(), 1)).collect();
    assert_eq!(told(&five), Err(TooFine::Told));
    let cells = table(&[
        ("loyal|A", 13),
        ("loyal|B", 2),
        ("loyal|C", 18),
        ("none|A", 6),
        ("none|B", 1),
        ("none|C", 11),
        ("prospect|A", 1),
        ("prospect|C", 9),
    ]);
    let sums = hidden(&cells, (K, Heeds::Sums)).unwrap();
    assert_eq!(exact(&cells, (&sums, Heeds::Sums)), Some(vec![4, 6]), "not caught");
    let bounds = hidden(&cells, (K, Heeds::Bounds));
    assert!(bounds.is_ok_and(|gone| exact(&cells, (&gone, Heeds::Bounds)) == Some(Vec::new())));
}

/// A table that looks at each row and column by itself gives counts away, and is caught.
#[test]
fn a_table_that_heeds_no_sums_is_caught() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let caught = runner.run(&counts(), |cells| {
        let gone = hidden(&cells, (K, Heeds::Nothing)).unwrap();
        prop_assert!(gives_away(&cells, Some(&gone)) != Some(true));
        Ok(())
    });
    assert!(caught.is_err());
}
