//! What becomes of one record of the data: the one decision that everything else serves.

use crate::vault::backup::rows::Mark;

/// What becomes of a record of the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Case {
    /// A key, and nobody says that it was destroyed: it comes back.
    Restore,
    /// Destroyed since, and its key is gone: it is counted.
    Destroyed,
    /// Destroyed since, but this key file is older and would open it: it stays destroyed.
    Withheld,
    /// A part of it was erased since: its key opens newer rows only.
    Rekeyed,
    /// An earlier restore gave it up.
    Lost,
    /// Neither a key nor anybody who says why not: never to be passed over.
    Unexplained,
}

/// What is known of a record besides its row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Known {
    /// The mark of its key, if the key file has one.
    pub(crate) key: Option<Mark>,
    /// Whether anything says that it was destroyed.
    pub(crate) tombstone: bool,
    /// Whether an earlier restore gave it up.
    pub(crate) lost: bool,
}

/// The case of a record whose row has this mark.
pub(crate) fn case(mark: Mark, known: Known) -> Case {
    match known {
        Known { key: Some(_), tombstone: true, .. } => Case::Withheld,
        Known { key: None, tombstone: true, .. } => Case::Destroyed,
        Known { key: Some(key), .. } if key == mark => Case::Restore,
        Known { key: Some(_), .. } => Case::Rekeyed,
        Known { key: None, lost: true, .. } => Case::Lost,
        Known { key: None, lost: false, .. } => Case::Unexplained,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_record_has_its_case() {
        let (row, other) = ([1; 8], [2; 8]);
        let of = |key, tombstone, lost| case(row, Known { key, tombstone, lost });
        assert_eq!(of(Some(row), false, false), Case::Restore);
        assert_eq!(of(Some(row), false, true), Case::Restore, "a later restore found it again");
        assert_eq!(of(Some(other), false, false), Case::Rekeyed);
        assert_eq!(of(None, false, true), Case::Lost);
        assert_eq!(of(None, false, false), Case::Unexplained);
        // Whatever else is known, what was destroyed does not come back.
        for lost in [false, true] {
            assert_eq!(of(None, true, lost), Case::Destroyed);
            assert_eq!(of(Some(row), true, lost), Case::Withheld);
            assert_eq!(of(Some(other), true, lost), Case::Withheld);
        }
    }
}
