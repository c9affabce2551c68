//! SHA-256, at once and in pieces, and the chaining that log and history use. SHA-256 because an
//! auditor can redo it with the tools at hand.

use sha2::{Digest as _, Sha256};

use crate::model::Digest;

/// The SHA-256 of `bytes`.
pub fn sha256(bytes: &[u8]) -> Digest {
    Digest(Sha256::digest(bytes).into())
}

/// SHA-256 of what comes in pieces.
#[derive(Clone, Default)]
pub struct Hasher(Sha256);

impl Hasher {
    /// A hasher that has seen nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the next bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The digest of all bytes taken.
    pub fn finish(self) -> Digest {
        Digest(self.0.finalize().into())
    }
}

/// The next link of a chain: SHA-256(len ‖ `label` ‖ `previous` ‖ for each part: len ‖ part),
/// lengths as 8 bytes big-endian, so that no two lists of parts hash the same bytes.
pub fn chain(label: &str, previous: &Digest, parts: &[&[u8]]) -> Digest {
    let mut hasher = Hasher::new();
    hasher.update(&(label.len() as u64).to_be_bytes());
    hasher.update(label.as_bytes());
    hasher.update(&previous.0);
    for part in parts {
        hasher.update(&(part.len() as u64).to_be_bytes());
        hasher.update(part);
    }
    hasher.finish()
}

/// Reads a digest from 64 hexadecimal digits in lower case, as it is written.
pub fn from_hex(text: &str) -> Option<Digest> {
    super::hex::decode(text).map(Digest)
}
