//! What the values that are spelt as JSON have in common.

/// Whether a piece says nothing, so that it is left out of the spelling.
pub(super) fn is_default<T: Default + PartialEq>(piece: &T) -> bool {
    *piece == T::default()
}
