//! Padding: what is sealed shows only the size of a step, because a length tells a lot about a
//! short value.

/// Bytes of the length that stands before padded data.
pub(super) const LENGTH: usize = 4;
/// Up to this size padding goes in steps of [`STEP`] bytes, above it follows Padmé.
const SMALL: usize = 1024;
/// See [`SMALL`].
const STEP: usize = 64;

/// Bytes that `len` bytes of data take with their length and padding, before nonce and tag:
/// multiples of 64 up to 1 KiB, above that Padmé, which wastes at most 12 % and tells
/// O(log log n) bits of the length.
pub(super) const fn padded_len(len: usize) -> usize {
    let total = len + LENGTH;
    if total <= SMALL {
        return total.next_multiple_of(STEP);
    }
    let exponent = total.ilog2();
    let mask = (1 << (exponent - exponent.ilog2() - 1)) - 1;
    (total + mask) & !mask
}

/// Appends `data` with its length before it and zeros behind it.
///
/// # Panics
/// When `data` has 4 GiB or more, which the limits on input exclude.
#[expect(clippy::expect_used, reason = "input is limited far below 4 GiB")]
pub(super) fn put(out: &mut Vec<u8>, data: &[u8]) {
    let length = u32::try_from(data.len()).expect("plaintext below 4 GiB");
    let end = out.len() + padded_len(data.len());
    out.extend_from_slice(&length.to_le_bytes());
    out.extend_from_slice(data);
    out.resize(end, 0);
}

/// The data in padded bytes: one length has one padding, anything else is nothing.
pub(super) fn take(padded: &[u8]) -> Option<&[u8]> {
    let (length, rest) = padded.split_first_chunk()?;
    let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
    let (data, padding) = rest.split_at_checked(length)?;
    let zero = padding.iter().fold(0, |seen, byte| seen | byte) == 0;
    (zero && padded.len() == padded_len(length)).then_some(data)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn padding_has_known_sizes() {
        // Computed with a few lines of Python from the description of Padmé.
        for (len, padded) in [
            (0, 64),
            (60, 64),
            (61, 128),
            (124, 128),
            (1019, 1024),
            (1020, 1024),
            (1021, 1088),
            (1084, 1088),
            (1085, 1152),
            (2044, 2048),
            (2045, 2176),
            (4000, 4096),
            (20_000, 20_480),
            (65_532, 65_536),
            (65_533, 67_584),
            (1_000_000, 1_015_808),
        ] {
            assert_eq!(padded_len(len), padded, "{len}");
        }
    }

    proptest! {
        #[test]
        fn padding_never_wastes_more_than_it_promises(len in 1020_usize..100_000_000) {
            let padded = padded_len(len);
            prop_assert!(padded >= len + LENGTH);
            prop_assert!((padded - len - LENGTH) * 100 <= 12 * (len + LENGTH));
        }
    }
}
