//! Base64 (RFC 4648 §4, padded): for bitmaps of record numbers, for the machine block of a
//! certificate and for OpenSSH public keys. One byte string has one spelling, so nothing that is
//! signed or compared can be altered without a change of its bytes.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// The text of `bytes`, padded, without line breaks.
pub(super) fn encode(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// The bytes of `text`, or nothing unless it is exactly what [`encode`] gives for them.
pub(super) fn decode(text: &str) -> Option<Vec<u8>> {
    STANDARD.decode(text).ok()
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
