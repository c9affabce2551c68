//! From a passphrase to a key: Argon2id, with bounds on what a header may ask for.
//!
//! A header is read before anything in it is trusted, so parameters above the ceiling would let
//! who can write the file exhaust the reader's memory, and parameters below the floor would let
//! him weaken the next slot; both are refused.

use argon2::{Algorithm, Argon2, Params, Version};
use unicode_normalization::UnicodeNormalization as _;
use zeroize::Zeroizing;

use super::secret::Key;

/// Bytes of the salt of a slot.
pub const SALT: usize = 16;

/// What the key derivation costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over the memory.
    pub time: u32,
    /// Lanes (Argon2's parallelism).
    pub lanes: u32,
}

/// The parameters are outside what this program accepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CostError {
    /// Weaker than [`Cost::FLOOR`].
    #[error("key derivation weaker than the floor")]
    TooLow,
    /// More than [`Cost::CEILING`].
    #[error("key derivation beyond the ceiling")]
    TooHigh,
}

impl Cost {
    /// What new slots get: 128 MiB, 3 passes, 1 lane; 0.3–0.5 s on a small machine.
    pub const DEFAULT: Self = Self { memory_kib: 128 * 1024, time: 3, lanes: 1 };
    /// The least that is written or read: 64 MiB, 3 passes, 1 lane.
    pub const FLOOR: Self = Self { memory_kib: 64 * 1024, time: 3, lanes: 1 };
    /// The most that is read: 1 GiB, 10 passes, 8 lanes.
    pub const CEILING: Self = Self { memory_kib: 1024 * 1024, time: 10, lanes: 8 };

    /// Checks that every parameter lies between floor and ceiling.
    pub fn check(self) -> Result<(), CostError> {
        let Self { memory_kib, time, lanes } = self;
        let (floor, ceiling) = (Self::FLOOR, Self::CEILING);
        if memory_kib > ceiling.memory_kib || time > ceiling.time || lanes > ceiling.lanes {
            return Err(CostError::TooHigh);
        }
        if memory_kib < floor.memory_kib || time < floor.time || lanes < floor.lanes {
            return Err(CostError::TooLow);
        }
        Ok(())
    }
}

impl Default for Cost {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// A passphrase in Unicode normalisation form C, so that the same characters typed with another
/// input method or on another system open the same slot. Nothing else is folded: case, width and
/// blanks count. Wiped when dropped.
pub struct Passphrase(Zeroizing<String>);

impl Passphrase {
    /// The passphrase `text`, normalised.
    pub fn new(text: &str) -> Self {
        // NFC makes UTF-8 at most three times longer; growing would leave copies unwiped.
        let mut normal = Zeroizing::new(String::with_capacity(3 * text.len()));
        normal.extend(text.nfc());
        Self(normal)
    }

    /// How many characters it has, to hold a rule on its length.
    pub fn chars(&self) -> usize {
        self.0.chars().count()
    }

    /// The key that it makes with `salt`: Argon2id (version 0x13) of the passphrase in UTF-8.
    pub fn key(&self, salt: &[u8; SALT], cost: Cost) -> Result<Key, CostError> {
        cost.check()?;
        let params = Params::new(cost.memory_kib, cost.time, cost.lanes, Some(Key::LEN))
            .map_err(|_| CostError::TooHigh)?;
        let mut out = Zeroizing::new([0; Key::LEN]);
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(self.0.as_bytes(), salt, out.as_mut_slice())
            .map_err(|_| CostError::TooHigh)?;
        Ok(Key::from_bytes(*out))
    }
}

impl PartialEq for Passphrase {
    fn eq(&self, other: &Self) -> bool {
        subtle::ConstantTimeEq::ct_eq(self.0.as_bytes(), other.0.as_bytes()).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_is_argon2id() {
        // Computed with the reference implementation (argon2-cffi, hash_secret_raw, type ID).
        let key = Passphrase::new("密码 correct horse").key(&[5; SALT], Cost::FLOOR).unwrap();
        let mut text = String::new();
        crate::model::hex::write(&mut text, key.expose()).unwrap();
        assert_eq!(text, "066e06ba98ac958c638464b152b85c49748f8d1fbcaea1a6c1fb76500d2aaa8c");
    }

    #[test]
    fn composed_and_decomposed_characters_are_the_same_passphrase() {
        assert!(Passphrase::new("caf\u{e9}") == Passphrase::new("cafe\u{301}"));
        assert!(Passphrase::new("Ａ") != Passphrase::new("A"), "width counts");
        assert!(Passphrase::new("a ") != Passphrase::new("a"), "blanks count");
        // The character that grows most: room was made for it.
        assert_eq!(Passphrase::new("\u{1d160}").chars(), 3);
    }

    #[test]
    fn every_parameter_has_a_floor_and_a_ceiling() {
        let default = Cost::DEFAULT;
        assert_eq!(default.check(), Ok(()));
        assert_eq!(Cost::FLOOR.check(), Ok(()));
        assert_eq!(Cost::CEILING.check(), Ok(()));
        for (cost, error) in [
            (Cost { memory_kib: 65_535, ..default }, CostError::TooLow),
            (Cost { time: 2, ..default }, CostError::TooLow),
            (Cost { lanes: 0, ..default }, CostError::TooLow),
            (Cost { memory_kib: 1_048_577, ..default }, CostError::TooHigh),
            (Cost { time: 11, ..default }, CostError::TooHigh),
            (Cost { lanes: 9, ..default }, CostError::TooHigh),
            (Cost { memory_kib: u32::MAX, time: 0, lanes: 0 }, CostError::TooHigh),
        ] {
            assert_eq!(cost.check(), Err(error), "{cost:?}");
            assert_eq!(Passphrase::new("x").key(&[0; SALT], cost).err(), Some(error), "{cost:?}");
        }
    }
}
