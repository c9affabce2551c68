//! HMAC-SHA-256, which authenticates the header and is what keys are derived with.

use hmac::{Hmac, Mac as _};
use sha2::Sha256;

use super::secret::Key;

/// The bytes are not those the holder of the key authenticated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("message authentication code does not match")]
pub struct WrongMac;

/// The MAC of `bytes`.
pub fn authenticate(key: &Key, bytes: &[u8]) -> [u8; 32] {
    keyed(key.expose()).chain_update(bytes).finalize().into_bytes().into()
}

/// Checks, in constant time, that `mac` is that of `bytes`.
pub fn verify(key: &Key, bytes: &[u8], mac: &[u8]) -> Result<(), WrongMac> {
    keyed(key.expose()).chain_update(bytes).verify_slice(mac).map_err(|_| WrongMac)
}

/// The state of HMAC-SHA-256 under `key`, before any text.
#[expect(clippy::expect_used, reason = "HMAC takes keys of every length")]
pub(super) fn keyed(key: &[u8]) -> Hmac<Sha256> {
    Hmac::new_from_slice(key).expect("any length")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::hex;

    #[test]
    fn the_mac_is_hmac_sha_256() {
        // Computed with Python's hmac.new(bytes(range(32)), b"kedang", "sha256").
        let key = Key::from_bytes(std::array::from_fn(|i| u8::try_from(i).unwrap()));
        let mut text = String::new();
        hex::write(&mut text, &authenticate(&key, b"kedang")).unwrap();
        assert_eq!(text, "1580cfaef315832cc787b0ed61802b22b09addf3cd380a195f78a498f06a0806");
    }

    #[test]
    fn another_key_text_or_length_does_not_verify() {
        let key = Key::from_bytes([1; 32]);
        let mac = authenticate(&key, b"kedang");
        assert_eq!(verify(&key, b"kedang", &mac), Ok(()));
        assert_eq!(verify(&key, b"kedanG", &mac), Err(WrongMac));
        assert_eq!(verify(&Key::from_bytes([2; 32]), b"kedang", &mac), Err(WrongMac));
        assert_eq!(verify(&key, b"kedang", &mac[..31]), Err(WrongMac));
        assert_eq!(verify(&key, b"kedang", b""), Err(WrongMac));
    }
}
