//! Fixed-size bytes in hexadecimal, lower case only: a value has one spelling.

use std::fmt;

/// The `N` bytes that `text` spells, or nothing.
pub fn decode<const N: usize>(text: &str) -> Option<[u8; N]> {
    let (pairs, odd) = text.as_bytes().as_chunks::<2>();
    if pairs.len() != N || !odd.is_empty() {
        return None;
    }
    let mut out = [0; N];
    for (byte, [high, low]) in out.iter_mut().zip(pairs) {
        *byte = digit(*high)? << 4 | digit(*low)?;
    }
    Some(out)
}

/// The bytes that `text` spells, however many, or nothing.
pub fn decode_all(text: &str) -> Option<Vec<u8>> {
    let (pairs, odd) = text.as_bytes().as_chunks::<2>();
    let pair = |[high, low]: &[u8; 2]| Some(digit(*high)? << 4 | digit(*low)?);
    if odd.is_empty() { pairs.iter().map(pair).collect() } else { None }
}

/// Writes `bytes`.
pub fn write(f: &mut impl fmt::Write, bytes: &[u8]) -> fmt::Result {
    bytes.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
}

const fn digit(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_one_spelling_is_read() {
        assert_eq!(decode("00ff1a"), Some([0, 255, 26]));
        for text in ["00FF1A", "00ff1", "00ff1a0", "00ff1a00", "00ff1g", ""] {
            assert_eq!(decode::<3>(text), None, "{text}");
        }
        assert_eq!(decode_all("00ff1a"), Some(vec![0, 255, 26]));
        assert_eq!(decode_all(""), Some(Vec::new()));
        for text in ["00FF1A", "00ff1", "0g"] {
            assert_eq!(decode_all(text), None, "{text}");
        }
        let mut text = String::new();
        write(&mut text, &[0, 255, 26]).unwrap();
        assert_eq!(text, "00ff1a");
    }
}
