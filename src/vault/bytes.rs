//! Reading and writing the fixed binary layouts of the format; integers are big-endian.

/// The bytes do not have the layout of the format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("malformed bytes")]
pub(crate) struct Malformed;

/// A cursor over bytes that gives an error, not a panic, at their end.
#[derive(Clone, Copy)]
pub(crate) struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    pub(crate) const fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    pub(crate) const fn is_empty(self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn take(&mut self, n: usize) -> Result<&'a [u8], Malformed> {
        let (head, tail) = self.0.split_at_checked(n).ok_or(Malformed)?;
        self.0 = tail;
        Ok(head)
    }

    pub(crate) fn array<const N: usize>(&mut self) -> Result<[u8; N], Malformed> {
        self.take(N)?.try_into().map_err(|_| Malformed)
    }

    pub(crate) fn u8(&mut self) -> Result<u8, Malformed> {
        Ok(u8::from_be_bytes(self.array()?))
    }

    pub(crate) fn u16(&mut self) -> Result<u16, Malformed> {
        Ok(u16::from_be_bytes(self.array()?))
    }

    pub(crate) fn u32(&mut self) -> Result<u32, Malformed> {
        Ok(u32::from_be_bytes(self.array()?))
    }

    pub(crate) fn u64(&mut self) -> Result<u64, Malformed> {
        Ok(u64::from_be_bytes(self.array()?))
    }

    /// A length: seven bits a byte, the lowest first, the top bit says that more follow; at most
    /// four bytes, the shortest form only.
    pub(crate) fn length(&mut self) -> Result<usize, Malformed> {
        let mut value = 0_usize;
        for shift in [0, 7, 14, 21] {
            let byte = self.u8()?;
            value |= usize::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return if byte == 0 && shift > 0 { Err(Malformed) } else { Ok(value) };
            }
        }
        Err(Malformed)
    }

    /// Bytes behind their length.
    pub(crate) fn sized(&mut self) -> Result<&'a [u8], Malformed> {
        let n = self.length()?;
        self.take(n)
    }

    /// UTF-8 text behind its length in bytes.
    pub(crate) fn text(&mut self) -> Result<&'a str, Malformed> {
        std::str::from_utf8(self.sized()?).map_err(|_| Malformed)
    }

    /// Nothing may follow.
    pub(crate) fn end(self) -> Result<(), Malformed> {
        if self.is_empty() { Ok(()) } else { Err(Malformed) }
    }
}

/// Appends a length in the form that [`Reader::length`] reads. No value of ours reaches 2²⁸ bytes:
/// inputs are limited to a megabyte a field.
pub(crate) fn put_length(out: &mut Vec<u8>, mut n: usize) {
    while n >= 0x80 {
        out.push(low_seven(n) | 0x80);
        n >>= 7;
    }
    out.push(low_seven(n));
}

const fn low_seven(n: usize) -> u8 {
    n.to_le_bytes()[0] & 0x7f
}

/// Appends bytes behind their length.
pub(crate) fn put_sized(out: &mut Vec<u8>, bytes: &[u8]) {
    put_length(out, bytes.len());
    out.extend_from_slice(bytes);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn lengths_come_back(n in 0_usize..1 << 28) {
            let mut out = Vec::new();
            put_length(&mut out, n);
            let mut reader = Reader::new(&out);
            prop_assert_eq!(reader.length(), Ok(n));
            prop_assert!(reader.is_empty());
        }
    }

    #[test]
    fn long_forms_and_short_input_are_malformed() {
        assert_eq!(Reader::new(&[0x80, 0]).length(), Err(Malformed));
        assert_eq!(Reader::new(&[0x80]).length(), Err(Malformed));
        assert_eq!(Reader::new(&[0xff; 5]).length(), Err(Malformed));
        assert_eq!(Reader::new(&[3, 1, 2]).sized(), Err(Malformed));
    }
}
