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
    crate::model::hex::decode(text).map(Digest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_are_sha_256_in_one_piece_or_many() {
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(sha256(b"abc").to_string(), abc);
        let mut hasher = Hasher::new();
        hasher.update(b"a");
        hasher.update(b"bc");
        assert_eq!(hasher.finish(), sha256(b"abc"));
        assert_eq!(from_hex(abc), Some(sha256(b"abc")));
        assert_eq!(from_hex(&abc.to_uppercase()), None);
    }

    #[test]
    fn a_chain_has_known_links() {
        // Computed with Python's hashlib from the documented layout.
        let previous = Digest(std::array::from_fn(|i| u8::try_from(32 + i).unwrap()));
        let link = chain("kedang/k1/log", &previous, &[b"ab", b"", b"c"]);
        assert_eq!(
            link.to_string(),
            "f7f24e5cd6505e50c1b421d6b9274e2d6aa7c673d9d5fb5fdc511095088f5582"
        );
    }

    #[test]
    fn parts_cannot_be_shifted_against_each_other() {
        let start = Digest::default();
        let links = [
            chain("l", &start, &[b"ab", b"c"]),
            chain("l", &start, &[b"a", b"bc"]),
            chain("l", &start, &[b"abc"]),
            chain("l", &start, &[b"abc", b""]),
            chain("la", &start, &[b"bc"]),
            chain("l", &Digest([1; 32]), &[b"abc"]),
        ];
        for (i, link) in links.iter().enumerate() {
            assert!(!links[..i].contains(link), "{i}");
        }
    }
}
