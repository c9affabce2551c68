//! Which encoding a file is in, decided on its first bytes.
//!
//! The order is byte order mark, what the caller says, strict UTF-8, then a statistical guess
//! with the hint that the text comes from China. Of the guesses only the GB family is taken: the
//! single-byte encodings accept any bytes at all, so taking one would turn names into rubbish
//! without an error. Nor is it taken where the text would be no Chinese ([`is_chinese`]): the hint
//! lets Big5, Shift JIS and accented letters pass for it. Whoever has such a file names its encoding,
//! and so does whoever has one of the rare files that are as good UTF-8 as they are GBK.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, GB18030, GBK, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE};

use super::decode::DecodeError;
use std::cmp::Ordering;

/// How many of the first bytes are looked at.
pub(super) const HEAD: usize = 64 * 1024;

/// The byte order marks. A mark wins over what the caller says: no other encoding begins a
/// sensible text with these bytes.
const MARKS: [(&[u8], &Encoding); 4] = [
    (b"\xEF\xBB\xBF", UTF_8),
    (b"\xFF\xFE", UTF_16LE),
    (b"\xFE\xFF", UTF_16BE),
    (b"\x84\x31\x95\x33", GB18030),
];

/// How many well-formed characters beyond ASCII one malformed sequence is forgiven for when a
/// damaged UTF-8 file is told from another encoding. In GBK text about every seventh character
/// looks like UTF-8, so that text stays far below 1.
const DAMAGED: usize = 4;

/// The encoding of a file that begins with `head`, and the length of its byte order mark.
/// `whole` says that nothing follows `head`.
pub(super) fn encoding_of(
    head: &[u8],
    whole: bool,
    label: Option<&str>,
) -> Result<(&'static Encoding, usize), DecodeError> {
    let named = label.map(named).transpose()?;
    if let Some((mark, encoding)) = MARKS.iter().find(|(mark, _)| head.starts_with(mark)) {
        return Ok((encoding, mark.len()));
    }
    match named {
        Some(encoding) => Ok((encoding, 0)),
        None => unmarked(head, whole).map(|encoding| (encoding, 0)),
    }
}

/// The encoding that `label` names: the labels of the WHATWG encoding standard, and Windows'
/// name for GBK.
pub(super) fn named(label: &str) -> Result<&'static Encoding, DecodeError> {
    if label.trim().eq_ignore_ascii_case("cp936") {
        return Ok(GB18030);
    }
    Encoding::for_label(label.as_bytes())
        .filter(|encoding| *encoding != REPLACEMENT)
        .ok_or(DecodeError::UnknownLabel)
}

fn unmarked(head: &[u8], whole: bool) -> Result<&'static Encoding, DecodeError> {
    match std::str::from_utf8(head) {
        Ok(text) if could_be_gbk(text) => Err(DecodeError::Undetected { likely: None }),
        Ok(_) => Ok(UTF_8),
        Err(error) if error.error_len().is_none() && !whole => Ok(UTF_8),
        Err(_) if is_damaged_utf8(head) => Ok(UTF_8),
        Err(_) => guess(head, whole),
    }
}

/// Whether the bytes of `text` would be common Chinese characters in GBK just as well, as those
/// of 郑伟 and 袁伟诗 happen to be UTF-8. Real UTF-8 gives itself away by a character of three
/// bytes, by a byte that GB 2312 does not use, or by an accented letter among plain ones.
fn could_be_gbk(text: &str) -> bool {
    let (mut before, mut any) = ('\n', false);
    for c in text.chars() {
        if !c.is_ascii() && (c.len_utf8() != 2 || u32::from(c) & 0x3F < 0x21) {
            return false;
        }
        let letters = before.is_ascii_alphabetic() || c.is_ascii_alphabetic();
        if letters && before.is_ascii() != c.is_ascii() {
            return false;
        }
        any |= !c.is_ascii();
        before = c;
    }
    any
}

/// Whether `head` is so nearly UTF-8 that its fault must be reported as damage, instead of being
/// read in another encoding.
fn is_damaged_utf8(head: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    for chunk in head.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good >= bad * DAMAGED
}

fn guess(head: &[u8], whole: bool) -> Result<&'static Encoding, DecodeError> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(head, whole);
    let is_gb = |encoding| encoding == GBK || encoding == GB18030;
    if is_gb(detector.guess(Some(b"cn"), Utf8Detection::Deny)) && is_chinese(head) {
        return Ok(GB18030);
    }
    let likely = detector.guess(None, Utf8Detection::Deny);
    let likely = wide(head).unwrap_or(likely);
    Err(DecodeError::Undetected { likely: (!is_gb(likely)).then(|| likely.name()) })
}

/// UTF-16 without a mark: commas, tabs and line breaks have a zero beside them, always on the same side.
/// Other characters may have one too, on either side (一 is U+4E00).
fn wide(head: &[u8]) -> Option<&'static Encoding> {
    let is_mark = |byte: u8| matches!(byte, b',' | b';' | b'\t' | b'\r' | b'\n');
    let pairs = |is_one: &dyn Fn([u8; 2]) -> bool| {
        head.chunks_exact(2).filter(|pair| <[u8; 2]>::try_from(*pair).is_ok_and(is_one)).count()
    };
    let little = pairs(&|[c, zero]| zero == 0 && is_mark(c));
    let big = pairs(&|[zero, c]| zero == 0 && is_mark(c));
    match little.cmp(&big) {
        Ordering::Greater => Some(UTF_16LE),
        Ordering::Less => Some(UTF_16BE),
        Ordering::Equal => None,
    }
}

/// Whether `head`, taken for GB18030, is Chinese: at least half of its pairs of bytes are signs or
/// characters of GB 2312, and none is nobody's. An accented letter and the letter behind it make a
/// character of the rest of GBK, and so do most of those of Big5 and Shift JIS.
fn is_chinese(head: &[u8]) -> bool {
    let (text, _) = GB18030.decode_without_bom_handling(head);
    let (mut usual, mut all) = (0_usize, 0);
    for c in text.chars().filter(|c| !c.is_ascii() && *c != char::REPLACEMENT_CHARACTER) {
        if is_nobodys(c) {
            return false;
        }
        let mut spelt = [0; 4];
        let (bytes, ..) = GBK.encode(c.encode_utf8(&mut spelt));
        all += usize::from(bytes.len() == 2);
        usual += usize::from(matches!(*bytes, [0xA1..=0xA3 | 0xB0..=0xF7, 0xA1..=0xFE]));
    }
    usual * 2 >= all
}

/// Whether a character has no meaning that everybody knows: private use, or no character at all.
pub(super) fn is_nobodys(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{FDD0}'..='\u{FDEF}' | '\u{F0000}'..)
        || u32::from(c) & 0xFFFE == 0xFFFE
}

#[cfg(test)]
mod tests {
    use super::*;

    fn detect(head: &[u8]) -> Option<(&'static str, usize)> {
        encoding_of(head, true, None).ok().map(|(encoding, mark)| (encoding.name(), mark))
    }

    fn gbk(text: &str) -> Vec<u8> {
        GBK.encode(text).0.into_owned()
    }

    #[test]
    fn marks_decide_even_against_a_label() {
        assert_eq!(detect(b"\xEF\xBB\xBFa"), Some(("UTF-8", 3)));
        assert_eq!(detect(b"\xFF\xFEa\0"), Some(("UTF-16LE", 2)));
        assert_eq!(detect(b"\xFE\xFF\0a"), Some(("UTF-16BE", 2)));
        assert_eq!(detect(b"\x84\x31\x95\x33a"), Some(("gb18030", 4)));
        let (encoding, _) = encoding_of(b"\xFE\xFF\0a", true, Some("utf-16")).unwrap();
        assert_eq!(encoding, UTF_16BE);
    }

    #[test]
    fn chinese_text_without_a_mark_is_told_apart() {
        assert_eq!(detect(b""), Some(("UTF-8", 0)));
        assert_eq!(detect("姓名,手机\n".as_bytes()), Some(("UTF-8", 0)));
        assert_eq!(detect(&gbk("姓名,手机\n张伟,13800000013\n")), Some(("gb18030", 0)));
        assert_eq!(detect(&gbk("姓名\n")), Some(("gb18030", 0)));
        assert_eq!(detect(&gbk("name,phone\n单雄信,13800000013\n")), Some(("gb18030", 0)));
        let rare = GB18030.encode("姓名,备注\n㐂䶮𠮷,😀 很好\n").0;
        assert_eq!(detect(&rare), Some(("gb18030", 0)));
    }

    #[test]
    fn a_head_cut_within_a_character_is_still_utf8() {
        let text = "姓名".as_bytes();
        let (encoding, _) = encoding_of(&text[..5], false, None).unwrap();
        assert_eq!(encoding, UTF_8);
    }

    #[test]
    fn damaged_utf8_is_not_taken_for_another_encoding() {
        let damaged = ["姓名,手机\n张伟,".as_bytes(), b"\xC4", "李娜\n".as_bytes()].concat();
        assert_eq!(detect(&damaged), Some(("UTF-8", 0)));
    }

    #[test]
    fn what_no_guess_is_sure_of_must_be_named() {
        let latin = b"name,city\nJos\xE9 M\xFCller,K\xF6ln\n";
        assert!(matches!(encoding_of(latin, true, None), Err(DecodeError::Undetected { .. })));
        let (encoding, _) = encoding_of(latin, true, Some("latin1")).unwrap();
        assert_eq!(encoding.name(), "windows-1252");
    }

    #[test]
    fn what_only_passes_for_gb18030_must_be_named() {
        use encoding_rs::{BIG5, SHIFT_JIS, WINDOWS_1250, WINDOWS_1252};
        for (encoding, text) in [
            (WINDOWS_1252, "name,phone,source\nHélène Müller,+33612345678,visit\n"),
            (WINDOWS_1250, "name\nŁukasz Wiśniewski\nJiří Dvořák\n"),
            (BIG5, "姓名,手機\n陳大文,0912345678\n王小明,0912345679\n"),
            (BIG5, "name,phone\n林志玲,1\n"),
            (SHIFT_JIS, "名前,電話\n山田太郎,1\nサトウ,2\n"),
        ] {
            let bytes = encoding.encode(text).0;
            let Err(DecodeError::Undetected { likely }) = encoding_of(&bytes, true, None) else {
                panic!("{text}");
            };
            assert_eq!(likely, Some(encoding.name()), "{text}");
        }
        for text in ["name\n陶喆\n", "A股,T恤喆\n", "姓名：李四（镕）\n", "名\nŠ，张\n"]
        {
            assert_eq!(detect(&GB18030.encode(text).0), Some(("gb18030", 0)), "{text}");
        }
    }

    #[test]
    fn wide_text_is_named_whatever_its_characters() {
        for text in ["姓名,手机\n一,13800000013\n", "姓名\t备注\n甲\t一一一\n"] {
            let units: Vec<u16> = text.encode_utf16().collect();
            let little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
            let big: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
            for (bytes, name) in [(little, "UTF-16LE"), (big, "UTF-16BE")] {
                let Err(DecodeError::Undetected { likely }) = encoding_of(&bytes, true, None)
                else {
                    panic!("{text}");
                };
                assert_eq!(likely, Some(name), "{text}");
            }
        }
    }

    #[test]
    fn bytes_that_are_both_utf8_and_gbk_must_be_named() {
        for text in ["name,phone\n郑伟,138\n", "name\n袁伟诗", "name\n默千\n"] {
            let bytes = gbk(text);
            assert!(std::str::from_utf8(&bytes).is_ok());
            assert_eq!(detect(&bytes), None, "{text}");
        }
        for text in ["name\nJosé\n", "name\nÖzil,x\n", "name\nИван\n", "名\n郑伟\n", "a,\"·\"张"]
        {
            assert_eq!(detect(text.as_bytes()), Some(("UTF-8", 0)), "{text}");
        }
    }

    #[test]
    fn labels_are_checked_even_when_a_mark_decides() {
        for label in ["gbk", "GB18030", "gb2312", "cp936", " Big5 ", "utf8", "utf-16le"] {
            assert!(encoding_of(b"a", true, Some(label)).is_ok(), "{label}");
        }
        for label in ["", "klingon", "utf-32", "iso-2022-kr"] {
            let result = encoding_of(b"\xEF\xBB\xBFa", true, Some(label));
            assert!(matches!(result, Err(DecodeError::UnknownLabel)), "{label}");
        }
    }
}
