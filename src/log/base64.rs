//! Strict base64 (RFC 4648 §4, padded): for bitmaps of record numbers, for the machine block of a
//! certificate and for OpenSSH public keys.
//!
//! Written out because strictness is the point: one byte string has one spelling, so nothing that
//! is signed or compared can be altered without a change of its bytes.

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The text of `bytes`, padded, without line breaks.
pub(super) fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let word =
            chunk.iter().enumerate().fold(0, |word, (i, b)| word | u32::from(*b) << (16 - 8 * i));
        for i in 0..4 {
            let sextet = (word >> (18 - 6 * i)) & 63;
            let symbol = ALPHABET.get(sextet as usize).copied().unwrap_or(b'=');
            text.push(char::from(if i > chunk.len() { b'=' } else { symbol }));
        }
    }
    text
}

/// The bytes of `text`, or nothing unless it is exactly what [`encode`] gives for them.
pub(super) fn decode(text: &str) -> Option<Vec<u8>> {
    let digits = text.trim_end_matches('=').as_bytes();
    let mut bytes = Vec::with_capacity(digits.len() / 4 * 3 + 2);
    for chunk in digits.chunks(4) {
        let mut word = 0;
        for (i, symbol) in chunk.iter().enumerate() {
            word |= value(*symbol)? << (18 - 6 * i);
        }
        let [_, quantum @ ..] = u32::to_be_bytes(word);
        bytes.extend_from_slice(quantum.get(..chunk.len() - 1)?);
    }
    (encode(&bytes) == text).then_some(bytes)
}

/// The six bits that `symbol` stands for.
fn value(symbol: u8) -> Option<u32> {
    let value = match symbol {
        b'A'..=b'Z' => symbol - b'A',
        b'a'..=b'z' => symbol - b'a' + 26,
        b'0'..=b'9' => symbol - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    };
    Some(u32::from(value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_vectors_of_rfc_4648_hold() {
        let vectors =
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")];
        for (bytes, text) in vectors {
            assert_eq!(encode(bytes.as_bytes()), text);
            assert_eq!(decode(text).as_deref(), Some(bytes.as_bytes()));
        }
    }

    #[test]
    fn a_second_spelling_is_refused() {
        for text in ["Zg", "Zg=", "Zh==", "Zm9=", "Zm9v=", "Zm9v\n", "Z m9", "Zm-_", "Z", "===="] {
            assert_eq!(decode(text), None, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_encoded_is_decoded(bytes: Vec<u8>) {
            prop_assert_eq!(decode(&encode(&bytes)), Some(bytes));
        }
    }
}
