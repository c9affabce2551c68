//! Which row of a sheet names the columns.
//!
//! Above the table there may be a title over merged cells, who made the list, and a date: rows with
//! few cells. The header is the first row with at least half as many cells as the fullest of the
//! first [`LOOKED_AT`].

/// So many rows that are not blank are looked at.
pub(super) const LOOKED_AT: usize = 20;

/// The place of the header among the first rows, given how many cells of each are not blank.
pub(super) fn header(filled: &[usize]) -> Option<usize> {
    let most = filled.iter().copied().max()?;
    filled.iter().position(|count| count * 2 >= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_passed_over() {
        for (filled, expected) in [
            (vec![], None),
            (vec![3], Some(0)),
            (vec![1, 2, 2], Some(0)),
            (vec![1, 3, 3], Some(1)),
            (vec![1, 2, 9, 7, 9], Some(2)),
            (vec![5, 9, 9, 9], Some(0)),
        ] {
            assert_eq!(header(&filled), expected, "{filled:?}");
        }
    }
}
