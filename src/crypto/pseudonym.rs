//! Pseudonyms: what stands for a value where the value itself must not leave.
//!
//! Keyed, because a plain hash of a telephone number is undone by trying all of them; 80 bits, so
//! that no two of a hundred million values meet by chance; with a letter in front, so that no
//! spreadsheet takes one for a number.

use super::mac;
use super::secret::Key;
use crate::model::hex;

/// Bytes of the code that are kept.
const LENGTH: usize = 10;

/// The pseudonym of `value` in `field` under a key of
/// [`pseudonym_key`](super::derive::pseudonym_key): the same for the same, and nobody without the
/// key can tell it from a random one.
pub fn pseudonym(key: &Key, field: &str, value: &str) -> String {
    let code = mac::authenticate(key, &[field.as_bytes(), &[0], value.as_bytes()].concat());
    let mut text = String::from("p");
    // Writing to a string does not fail.
    _ = hex::write(&mut text, code.get(..LENGTH).unwrap_or_default());
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_the_same_for_the_same_key_field_and_value_only() {
        let key = Key::from_bytes(std::array::from_fn(|i| u8::try_from(i).unwrap()));
        let one = pseudonym(&key, "phone", "+8613800000013");
        // Computed with Python's hmac from the documented input.
        assert_eq!(one, "pcaeb776a4be7ac384a22");
        assert_eq!(pseudonym(&key, "phone", "+8613800000013"), one);
        assert_ne!(pseudonym(&key, "fax", "+8613800000013"), one);
        assert_ne!(pseudonym(&key, "phone", "+8613800000014"), one);
        assert_ne!(pseudonym(&Key::from_bytes([1; 32]), "phone", "+8613800000013"), one);
    }
}
