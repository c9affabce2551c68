//! Bytes of any supported encoding, as UTF-8, a piece at a time.
//!
//! A malformed sequence is an error with its place in the file and never a replacement
//! character: a name that silently became `张�` is a record nobody can verify any more. Because
//! decoding goes on to the end of the file, one that begins as UTF-8 and changes later is
//! refused too. Text is appended to a `String` and not given out through `Read`, so that its
//! reader need not check a second time that it is UTF-8.

use std::io::{self, Read};

use encoding_rs::{DecoderResult, Encoding, GB18030};

use super::detect::{self, HEAD, is_nobodys};

/// Why bytes could not be turned into text.
#[derive(Debug, thiserror::Error)]
pub enum DecodeError {
    /// The label names no encoding that is supported.
    #[error("unknown encoding label")]
    UnknownLabel,
    /// The bytes are not surely in any one encoding; it has to be named.
    #[error("the encoding cannot be told")]
    Undetected {
        /// The one that it looks like, as in the WHATWG encoding standard.
        likely: Option<&'static str>,
    },
    /// A sequence is not valid in the encoding.
    #[error("malformed {encoding} at byte {offset}")]
    Malformed {
        /// Where the sequence begins: bytes from the beginning of the file, counted from 0.
        offset: u64,
        /// The name of the encoding, as in the WHATWG encoding standard.
        encoding: &'static str,
    },
    /// The source could not be read.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// Reads `R` and gives its text as UTF-8, without a byte order mark.
pub struct Decoder<R> {
    source: R,
    encoding: &'static Encoding,
    codec: encoding_rs::Decoder,
    /// Bytes read and not decoded yet are `input[start..]`.
    input: Vec<u8>,
    start: usize,
    /// Bytes of the file that the decoder has taken.
    taken: u64,
    state: State,
    /// Nobody named the encoding, and it is not UTF-8: what makes no sense in it is a wrong guess.
    guessed: bool,
}

#[derive(Clone, Copy)]
enum State {
    Reading,
    /// The source has ended; the decoder has not been told.
    Ended,
    Finished,
    /// Malformed at this offset. Kept, so that asking again gives the same answer.
    Malformed(u64),
    /// Text that makes no sense in an encoding that was guessed.
    Senseless,
}

impl<R: Read> Decoder<R> {
    /// Reads the first 64 KiB of `source` and decides on its encoding. A byte order mark decides
    /// first, then `label` (a name as in the WHATWG encoding standard, such as `gbk` or
    /// `utf-16le`), then the bytes themselves.
    ///
    /// # Errors
    /// [`DecodeError::UnknownLabel`], [`DecodeError::Undetected`], [`DecodeError::Io`].
    pub fn new(mut source: R, label: Option<&str>) -> Result<Self, DecodeError> {
        let mut input = Vec::with_capacity(HEAD);
        let limit = u64::try_from(HEAD).unwrap_or(u64::MAX);
        source.by_ref().take(limit).read_to_end(&mut input)?;
        let whole = input.len() < HEAD;
        let (encoding, mark) = detect::encoding_of(&input, whole, label)?;
        Ok(Self {
            source,
            encoding,
            codec: encoding.new_decoder_without_bom_handling(),
            input,
            start: mark,
            taken: u64::try_from(mark).unwrap_or(u64::MAX),
            state: State::Reading,
            guessed: label.is_none() && mark == 0 && encoding == GB18030,
        })
    }

    /// The name of the encoding, as in the WHATWG encoding standard.
    pub fn encoding(&self) -> &'static str {
        self.encoding.name()
    }

    /// Appends the next piece of text, at most a few hundred KiB, and says how many bytes of
    /// UTF-8 it has; 0 is the end. Text before a malformed sequence is given out before the error.
    ///
    /// # Errors
    /// [`DecodeError::Malformed`], [`DecodeError::Io`].
    pub fn fill(&mut self, text: &mut String) -> Result<usize, DecodeError> {
        let before = text.len();
        while text.len() == before {
            match self.state {
                State::Finished => break,
                State::Malformed(offset) => {
                    return Err(DecodeError::Malformed { offset, encoding: self.encoding.name() });
                }
                State::Senseless => return Err(DecodeError::Undetected { likely: None }),
                State::Reading | State::Ended => {
                    self.read()?;
                    self.decode(text);
                }
            }
        }
        Ok(text.len() - before)
    }

    /// Reads more when nothing is left to decode.
    fn read(&mut self) -> io::Result<()> {
        if self.start < self.input.len() || matches!(self.state, State::Ended) {
            return Ok(());
        }
        self.start = 0;
        self.input.resize(HEAD, 0);
        let read = loop {
            match self.source.read(&mut self.input) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                result => break result,
            }
        };
        self.input.truncate(*read.as_ref().unwrap_or(&0));
        if read? == 0 {
            self.state = State::Ended;
        }
        Ok(())
    }

    fn decode(&mut self, text: &mut String) {
        let input = self.input.get(self.start..).unwrap_or_default();
        let room = self.codec.max_utf8_buffer_length_without_replacement(input.len());
        text.reserve(room.unwrap_or(HEAD));
        let last = matches!(self.state, State::Ended);
        let before = text.len();
        let (result, taken) = self.codec.decode_to_string_without_replacement(input, text, last);
        self.start += taken;
        self.taken += u64::try_from(taken).unwrap_or(u64::MAX);
        match result {
            DecoderResult::Malformed(length, after) => {
                let back = u64::from(length) + u64::from(after);
                self.state = State::Malformed(self.taken.saturating_sub(back));
            }
            DecoderResult::InputEmpty if last => self.state = State::Finished,
            DecoderResult::InputEmpty | DecoderResult::OutputFull => {}
        }
        let decoded = text.get(before..).unwrap_or_default();
        if self.guessed && decoded.chars().any(is_nobodys) {
            self.state = State::Senseless;
            text.truncate(before);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::UTF_8;

    /// Gives its bytes out in pieces of `step`, so that characters are cut everywhere.
    struct Drip<'a>(&'a [u8], usize);

    impl Read for Drip<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let n = self.1.min(buffer.len());
            self.0.read(&mut buffer[..n])
        }
    }

    fn all(source: impl Read, label: Option<&str>) -> Result<String, DecodeError> {
        let mut decoder = Decoder::new(source, label)?;
        let mut text = String::new();
        while decoder.fill(&mut text)? > 0 {}
        assert_eq!(decoder.fill(&mut text)?, 0, "the end stays the end");
        Ok(text)
    }

    fn utf16(text: &str, little: bool) -> Vec<u8> {
        let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
        units.flat_map(|u: u16| if little { u.to_le_bytes() } else { u.to_be_bytes() }).collect()
    }

    #[test]
    fn every_encoding_gives_the_same_text() {
        let text = "姓名,备注\n㐂𠮷,😀 \u{202E}مرحبا\n".repeat(1500);
        let gb = GB18030.encode(&text).0;
        let marked = ["\u{FEFF}", &text].concat();
        assert!(all(Drip(text.as_bytes(), 997), None).unwrap() == text);
        assert!(all(marked.as_bytes(), None).unwrap() == text);
        assert!(all(Drip(&gb, 4093), None).unwrap() == text);
        assert!(all(&*gb, Some("gbk")).unwrap() == text);
        assert!(all(Drip(&utf16(&text, true), 1001), None).unwrap() == text);
        assert!(all(&*utf16(&text, false), None).unwrap() == text);
    }

    #[test]
    fn a_file_that_changes_after_the_head_is_an_error_at_its_place() {
        let good = "name,phone\n".repeat(10_000);
        let bytes = [good.as_bytes(), &GB18030.encode("张伟").0, b"\n"].concat();
        let fault = all(&*bytes, None).unwrap_err();
        let at = u64::try_from(good.len()).unwrap();
        assert!(
            matches!(fault, DecodeError::Malformed { offset, encoding: "UTF-8" } if offset == at)
        );
    }

    #[test]
    fn a_guess_that_makes_no_sense_later_is_one_no_more() {
        let good = "姓名,手机\n".repeat(HEAD);
        let text = [good.as_str(), "\u{E000}\n"].concat();
        let bytes = GB18030.encode(&text).0;
        for _ in 0..2 {
            assert!(matches!(all(&*bytes, None), Err(DecodeError::Undetected { .. })));
        }
        assert!(all(&*bytes, Some("gb18030")).unwrap() == text);
    }

    #[test]
    fn a_fault_is_reported_after_the_text_before_it_and_stays() {
        let mut decoder = Decoder::new(Drip(b"ab\xFFcd", 1), Some("utf-8")).unwrap();
        let mut text = String::new();
        assert_eq!(decoder.fill(&mut text).unwrap(), 2);
        for _ in 0..2 {
            let fault = decoder.fill(&mut text).unwrap_err();
            assert!(matches!(fault, DecodeError::Malformed { offset: 2, .. }));
        }
        assert_eq!(text, "ab");
    }

    #[test]
    fn offsets_count_the_mark_and_a_cut_end_is_malformed() {
        let cases: [(&[u8], Option<&str>, u64); 6] = [
            (b"\xEF\xBB\xBFa\xE5\xBC", None, 4),
            (b"\xFF\xFEa\0\0\xD8", None, 4),
            (b"\xFF\xFEa\0b", None, 4),
            (b"\xFF\xFEa\0\0\xD8b\0", None, 4),
            (b"a\x81", Some("gbk"), 1),
            (b"a\x81\x30\x81b", Some("gbk"), 1),
        ];
        for (bytes, label, at) in cases {
            for step in [1, 2, 64] {
                let fault = all(Drip(bytes, step), label).unwrap_err();
                assert!(
                    matches!(fault, DecodeError::Malformed { offset, .. } if offset == at),
                    "{bytes:?} {fault:?}"
                );
            }
        }
    }

    #[test]
    fn a_failing_source_is_an_error() {
        struct Broken;
        impl Read for Broken {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(io::Error::other("disk"))
            }
        }
        let source = b"a".chain(Broken);
        assert!(matches!(Decoder::new(source, None), Err(DecodeError::Io(_))));
        let long = vec![b'a'; HEAD];
        let mut decoder = Decoder::new(long.chain(Broken), None).unwrap();
        let mut text = String::new();
        decoder.fill(&mut text).unwrap();
        assert!(matches!(decoder.fill(&mut text), Err(DecodeError::Io(_))));
        assert_eq!(decoder.encoding(), UTF_8.name());
    }
}
