//! What the store may hold: sealed blobs and hashes.

/// Bytes that came out of a cipher. The store accepts nothing else as a blob, so that plain text
/// cannot get there by mistake; only `crypto` (when it seals) and `store` (when it reads back)
/// make one, and a test holds the source to that.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Sealed(Vec<u8>);

impl Sealed {
    /// Wraps bytes that are sealed already.
    pub const fn from_sealed_bytes(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    /// The sealed bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// Whether there is nothing: an absent part is stored as an empty blob.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// A SHA-256 digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, PartialOrd, Ord, Hash)]
pub struct Digest(pub [u8; 32]);

impl std::fmt::Display for Digest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}
