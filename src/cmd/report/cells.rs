//! The lines of a report, and which of their numbers are too small to be shown.
//!
//! A small count may tell a person apart in a report that is handed on. So a count below `k` is
//! left out; where the counts of a section add up to one that is known, another goes with it, or
//! the one left out could be worked out from the rest.

/// One line: how many records something is true of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Line {
    /// What it is, by an ASCII id or the word that the records have.
    pub(super) id: String,
    /// The same in the language shown.
    pub(super) name: String,
    /// How many; none: too few to be shown.
    pub(super) count: Option<u64>,
    /// Of how many, where that says something.
    pub(super) of: Option<u64>,
    /// Further counts of records that whoever reads it could work out.
    tells: Vec<u64>,
}

impl Line {
    /// A line that tells a count.
    pub(super) fn new(id: impl Into<String>, name: impl Into<String>, count: u64) -> Self {
        Self { id: id.into(), name: name.into(), count: Some(count), ..Self::default() }
    }

    /// The same with another count.
    pub(super) fn counted(self, count: u64) -> Self {
        Self { count: Some(count), ..self }
    }

    /// The same as a part of a whole.
    pub(super) fn of(self, whole: u64) -> Self {
        Self { of: Some(whole), ..self }
    }

    /// The same where a further count of records follows from it.
    pub(super) fn telling(mut self, count: u64) -> Self {
        self.tells.push(count);
        self
    }

    /// The share in percent, to a tenth.
    pub(super) fn percent(&self) -> Option<f64> {
        let (count, of) = (self.count?, self.of?);
        share(count, of)
    }
}

/// A part of a whole in percent, to a tenth; none of nothing. What is not all is never shown as
/// all, nor what is something as nothing.
pub(super) fn share(part: u64, whole: u64) -> Option<f64> {
    let tenths = (part.saturating_mul(2000).saturating_add(whole)).checked_div(whole * 2)?;
    let tenths = match tenths {
        1000.. if part < whole => 999,
        0 if part > 0 => 1,
        tenths => tenths,
    };
    u32::try_from(tenths).ok().map(|tenths| f64::from(tenths) / 10.0)
}

/// Leaves out what is smaller than `k`. `adds_up`: the lines are parts of one known whole.
pub(super) fn suppress(lines: &mut [Line], k: u64, adds_up: bool) {
    let is_small = |count: u64| count > 0 && count < k;
    let mut small = 0;
    for line in lines.iter_mut() {
        let Some(count) = line.count else { continue };
        let rest = line.of.filter(|_| !adds_up).and_then(|of| of.checked_sub(count));
        let told = rest.into_iter().chain(line.tells.iter().copied());
        if is_small(count) || told.into_iter().any(is_small) {
            line.count = None;
            small += 1;
        }
    }
    if adds_up && small == 1 {
        let shown = lines.iter_mut().filter(|line| line.count.is_some_and(|count| count > 0));
        if let Some(next) = shown.min_by_key(|line| line.count) {
            next.count = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(counts: &[u64], k: u64, adds_up: bool) -> Vec<Option<u64>> {
        let mut lines: Vec<Line> = counts.iter().map(|n| Line::new("x", "x", *n)).collect();
        suppress(&mut lines, k, adds_up);
        lines.iter().map(|line| line.count).collect()
    }

    #[test]
    fn what_is_left_out_cannot_be_worked_out_from_the_rest() {
        assert_eq!(left(&[9, 2, 7, 0], 5, true), [Some(9), None, None, Some(0)]);
        assert_eq!(left(&[9, 2, 3], 5, true), [Some(9), None, None]);
        assert_eq!(left(&[9, 2, 7], 5, false), [Some(9), None, Some(7)]);
        assert_eq!(left(&[9, 2, 7], 0, true), [Some(9), Some(2), Some(7)]);
        assert_eq!(left(&[3], 5, true), [None]);
    }

    #[test]
    fn few_of_a_whole_or_all_but_few_tell_as_much() {
        let mut lines = [("a", 98), ("b", 50), ("c", 100), ("d", 0), ("e", 2)]
            .map(|(id, n)| Line::new(id, id, n).of(100));
        suppress(&mut lines, 5, false);
        let shown: Vec<_> = lines.iter().filter(|l| l.count.is_some()).map(|l| &*l.id).collect();
        assert_eq!(shown, ["b", "c", "d"]);
        // All of the forty have it; but then sixty-one less one have another kind.
        let mut lines = [Line::new("f", "f", 40).of(40).telling(1)];
        suppress(&mut lines, 5, false);
        assert_eq!(lines[0].count, None);
    }

    #[test]
    fn a_share_is_rounded_but_never_to_all_or_nothing() {
        assert_eq!((share(1, 3), share(2, 3)), (Some(33.3), Some(66.7)));
        assert_eq!((share(0, 5), share(5, 5), share(0, 0)), (Some(0.0), Some(100.0), None));
        assert_eq!((share(99_999, 100_000), share(1, 100_000)), (Some(99.9), Some(0.1)));
    }
}
