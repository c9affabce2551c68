//! A hash and signatures for tests: they notice every change, and withstand nobody.

use crate::model::Digest;

/// Four runs of FNV-1a with different starts.
pub(super) fn hash(bytes: &[u8]) -> Digest {
    let mut digest = [0; 32];
    for (run, chunk) in digest.chunks_exact_mut(8).enumerate() {
        let start = 0xcbf2_9ce4_8422_2325 ^ run as u64;
        let fnv = |state: u64, byte: &u8| (state ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        chunk.copy_from_slice(&bytes.iter().fold(start, fnv).to_be_bytes());
    }
    Digest(digest)
}

/// The signature of `bytes` by the holder of `key`: the hash of both, twice, 64 bytes in hex.
pub(super) fn sign(key: &str, bytes: &[u8]) -> String {
    hash(&[key.as_bytes(), b"\0", bytes].concat()).to_string().repeat(2)
}

/// Whether `signature` is what [`sign`] gives.
pub(super) fn verify(key: &str, bytes: &[u8], signature: &str) -> bool {
    sign(key, bytes) == signature
}
