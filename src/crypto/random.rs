//! Randomness, handed in by the host so that this module stays pure and tests can repeat it.
//!
//! Keys come from the operating system each time. Nonces only have to differ, and a bulk import
//! needs millions, so they come from a `ChaCha20` generator seeded by the operating system. Two
//! generators must never share a seed: another thread gets its own with [`Random::fork`].

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};
use zeroize::Zeroizing;

use super::secret::Key;

pub use crate::model::RandomError;

/// Fills the whole buffer with the operating system's randomness.
pub type OsRandom = fn(&mut [u8]) -> Result<(), RandomError>;

/// A source of keys and of nonces.
pub struct Random {
    os: OsRandom,
    nonces: ChaCha20Rng,
}

impl Random {
    /// A source that asks `os` for keys and for the seed of its nonces.
    pub fn new(os: OsRandom) -> Result<Self, RandomError> {
        let mut seed = Zeroizing::new([0; 32]);
        os(seed.as_mut_slice())?;
        Ok(Self { os, nonces: ChaCha20Rng::from_seed(*seed) })
    }

    /// An independently seeded source for another thread.
    pub fn fork(&self) -> Result<Self, RandomError> {
        Self::new(self.os)
    }

    /// A new secret key, from the operating system.
    pub fn key(&mut self) -> Result<Key, RandomError> {
        self.key_bytes().map(|bytes| Key::from_bytes(*bytes))
    }

    /// `N` secret bytes, from the operating system.
    pub fn key_bytes<const N: usize>(&mut self) -> Result<Zeroizing<[u8; N]>, RandomError> {
        let mut bytes = Zeroizing::new([0; N]);
        (self.os)(bytes.as_mut_slice())?;
        Ok(bytes)
    }

    /// `count` secret keys for a single call to the operating system; a bulk import needs one for
    /// each record.
    pub fn fill_keys(&mut self, count: usize) -> Result<Vec<Key>, RandomError> {
        let mut bytes = Zeroizing::new(vec![0; count * Key::LEN]);
        (self.os)(&mut bytes)?;
        Ok(bytes.chunks_exact(Key::LEN).filter_map(Key::from_slice).collect())
    }

    /// `N` bytes that need not be secret and must not repeat: a nonce or a salt.
    pub fn nonce<const N: usize>(&mut self) -> [u8; N] {
        let mut nonce = [0; N];
        self.nonces.fill_bytes(&mut nonce);
        nonce
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use std::cell::Cell;

    use super::*;

    thread_local!(static NEXT: Cell<u8> = const { Cell::new(0) });

    /// An operating system whose n-th call fills the buffer with the byte n.
    #[expect(clippy::unnecessary_wraps, reason = "the signature is that of the real source")]
    fn counting(buffer: &mut [u8]) -> Result<(), RandomError> {
        let n = NEXT.get().wrapping_add(1);
        NEXT.set(n);
        buffer.fill(n);
        Ok(())
    }

    /// A source that is the same in every test.
    pub(crate) fn repeatable() -> Random {
        NEXT.set(0);
        Random::new(counting).unwrap()
    }

    #[test]
    fn every_key_is_asked_of_the_operating_system() {
        let mut random = repeatable();
        assert_eq!(random.key().unwrap(), Key::from_bytes([2; 32]));
        assert_eq!(random.key().unwrap(), Key::from_bytes([3; 32]));
        assert_eq!(random.fill_keys(3).unwrap().len(), 3);
        assert_eq!(random.key().unwrap(), Key::from_bytes([5; 32]), "three keys took one call");
    }

    #[test]
    fn nonces_differ_and_so_do_those_of_a_fork() {
        let mut random = repeatable();
        let mut fork = random.fork().unwrap();
        let nonces: [[u8; 24]; 4] = [random.nonce(), random.nonce(), fork.nonce(), fork.nonce()];
        for (i, nonce) in nonces.iter().enumerate() {
            assert!(!nonces[..i].contains(nonce));
        }
    }

    #[test]
    fn without_randomness_there_is_no_source() {
        assert_eq!(Random::new(|_| Err(RandomError)).err(), Some(RandomError));
    }
}
