//! Secret keys that cannot be copied, printed or serialised by accident.

use std::fmt;

use subtle::ConstantTimeEq;
use zeroize::{Zeroize, ZeroizeOnDrop};

use super::random::{Random, RandomError};

/// A 32-byte secret key. It is wiped when dropped, has no `Clone`, prints nothing of itself, and
/// compares in constant time.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct Key([u8; Key::LEN]);

impl Key {
    /// Its size in bytes.
    pub const LEN: usize = 32;

    /// A new key from the operating system's randomness.
    pub fn generate(random: &mut Random) -> Result<Self, RandomError> {
        random.key()
    }

    /// The key with these bytes. The caller wipes what it copied them from.
    pub const fn from_bytes(bytes: [u8; Self::LEN]) -> Self {
        Self(bytes)
    }

    /// The key with these bytes, or nothing unless there are exactly 32.
    pub fn from_slice(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// The bytes themselves, to seal them or to derive from them; never to print.
    pub const fn expose(&self) -> &[u8; Self::LEN] {
        &self.0
    }

    /// A second copy, where two owners are really needed; spelled out because every copy is one
    /// more place to wipe.
    #[must_use]
    pub const fn duplicate(&self) -> Self {
        Self(self.0)
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl Eq for Key {}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_prints_nothing_of_itself() {
        assert_eq!(format!("{:?}", Key::from_bytes([0xab; 32])), "Key(…)");
    }

    #[test]
    fn keys_compare_by_every_byte() {
        let key = Key::from_bytes([7; 32]);
        let mut other = [7; 32];
        assert_eq!(key, Key::from_bytes(other));
        other[31] = 8;
        assert_ne!(key, Key::from_bytes(other));
    }

    #[test]
    fn only_32_bytes_make_a_key() {
        assert!(Key::from_slice(&[1; 31]).is_none());
        assert!(Key::from_slice(&[1; 33]).is_none());
        assert_eq!(Key::from_slice(&[1; 32]), Some(Key::from_bytes([1; 32])));
    }
}
