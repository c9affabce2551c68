//! Reading and writing the binary encodings of this module: big-endian integers and, as in SSH,
//! strings behind their length in four bytes. Reading is strict: what is not exactly an encoding
//! of this format is refused.

use super::secret::Key;

/// Why a binary encoding is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Malformed {
    /// Its version byte is not one this program knows: written by a newer one.
    #[error("encoding has version {0}")]
    Version(u8),
    /// Too short, too long, or with contents that contradict each other.
    #[error("encoding has the wrong shape")]
    Shape,
}

/// Reads an encoding from its beginning.
pub(super) struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    pub(super) const fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// Reads an encoding that begins with the byte `version`.
    pub(super) fn versioned(bytes: &'a [u8], version: u8) -> Result<Self, Malformed> {
        let mut reader = Self::new(bytes);
        match reader.u8()? {
            found if found == version => Ok(reader),
            found => Err(Malformed::Version(found)),
        }
    }

    /// Ends the reading: nothing may be left.
    pub(super) const fn end(self) -> Result<(), Malformed> {
        if self.0.is_empty() { Ok(()) } else { Err(Malformed::Shape) }
    }

    /// The next `N` bytes.
    pub(super) fn array<const N: usize>(&mut self) -> Result<&'a [u8; N], Malformed> {
        let (head, tail) = self.0.split_first_chunk().ok_or(Malformed::Shape)?;
        self.0 = tail;
        Ok(head)
    }

    /// The next 32 bytes as a key.
    pub(super) fn key(&mut self) -> Result<Key, Malformed> {
        self.array().map(|bytes| Key::from_bytes(*bytes))
    }

    /// The next byte.
    pub(super) fn u8(&mut self) -> Result<u8, Malformed> {
        self.array().map(|[byte]| *byte)
    }

    /// The next four bytes as an integer.
    pub(super) fn u32(&mut self) -> Result<u32, Malformed> {
        self.array().map(|bytes| u32::from_be_bytes(*bytes))
    }

    /// The next string.
    pub(super) fn string(&mut self) -> Result<&'a [u8], Malformed> {
        let len = usize::try_from(self.u32()?).map_err(|_| Malformed::Shape)?;
        let (head, tail) = self.0.split_at_checked(len).ok_or(Malformed::Shape)?;
        self.0 = tail;
        Ok(head)
    }
}

/// Appends a string; longer than 4 GiB does not occur, and its length would be cut off.
#[expect(clippy::cast_possible_truncation, reason = "names, keys and signatures only")]
pub(super) fn put_string(out: &mut Vec<u8>, string: &[u8]) {
    out.extend_from_slice(&(string.len() as u32).to_be_bytes());
    out.extend_from_slice(string);
}
