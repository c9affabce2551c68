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
        super::hex::write(f, &self.0)
    }
}

impl std::str::FromStr for Digest {
    type Err = NotADigest;

    /// Reads 64 hexadecimal digits in lower case, as it is written.
    fn from_str(text: &str) -> Result<Self, NotADigest> {
        super::hex::decode(text).map(Self).ok_or(NotADigest)
    }
}

/// The text is not 64 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a digest")]
pub struct NotADigest;

impl serde::Serialize for Digest {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Digest {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_is_read_as_it_is_written_and_no_other_way() {
        let digest = Digest(std::array::from_fn(|i| u8::try_from(i * 7).unwrap()));
        let text = digest.to_string();
        assert_eq!(text.parse(), Ok(digest));
        assert_eq!(text.to_uppercase().parse::<Digest>(), Err(NotADigest));
        assert_eq!(text.trim_end_matches(char::is_alphanumeric).parse::<Digest>(), Err(NotADigest));
    }
}
