//! Which row of a table names the columns.
//!
//! Above the table there may be a title over merged cells, who made the list, a date, and headings
//! that group columns. The header is that of the first [`LOOKED_AT`] rows which names the most fields;
//! where none names any, the first with at least half as many cells as the fullest of them.

/// So many rows that are not blank are looked at.
pub(in crate::transfer) const LOOKED_AT: usize = 20;

/// The place of the header among the first rows, given how many cells of each are not blank, and how
/// many are names of fields.
pub(in crate::transfer) fn header(rows: &[(usize, usize)]) -> Option<usize> {
    let most = rows.iter().map(|(filled, _)| *filled).max()?;
    let named = rows.iter().map(|(_, names)| *names).max()?;
    rows.iter().position(
        |(filled, names)| {
            if named == 0 { filled * 2 >= most } else { *names == named }
        },
    )
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
            let rows: Vec<_> = filled.iter().map(|count| (*count, 0)).collect();
            assert_eq!(header(&rows), expected, "{filled:?}");
        }
    }

    #[test]
    fn headings_over_groups_of_columns_are_passed_over() {
        assert_eq!(header(&[(1, 0), (3, 1), (6, 5), (6, 0), (6, 1)]), Some(2));
        assert_eq!(header(&[(2, 2), (9, 0)]), Some(0));
    }
}
