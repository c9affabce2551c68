//! What of a text shows: without characters that have no width, and without the blanks that people put
//! between the two characters of a short Chinese name to set it as wide as a long one. And names without
//! the dot between the parts of 阿里木·买买提, for which people type five characters, or none.

use std::borrow::Cow;

/// `text` without what does not show.
pub fn shown(text: &str) -> Cow<'_, str> {
    match shown_bytes(text.as_bytes()) {
        Cow::Borrowed(_) => Cow::Borrowed(text),
        Cow::Owned(bytes) => String::from_utf8(bytes).map_or(Cow::Borrowed(text), Cow::Owned),
    }
}

/// The same of bytes among which texts lie: whatever is left out of a text is left out of them.
pub fn shown_bytes(bytes: &[u8]) -> Cow<'_, [u8]> {
    let marks = memchr::memchr3_iter(b' ', 0xE2, 0xEF, bytes);
    // A rare mark has a first byte of its own.
    let rare = memchr::memchr_iter(0xF3, bytes);
    let found = |at: usize| hidden(bytes, at) > 0;
    if !marks.chain(rare).any(found) {
        return Cow::Borrowed(bytes);
    }
    Cow::Owned(without(bytes, hidden))
}

/// `bytes` without the dots between Chinese characters.
pub(super) fn undotted(bytes: &[u8]) -> Cow<'_, [u8]> {
    let marks = memchr::memchr3_iter(b'.', 0xC2, 0xE2, bytes);
    let found = |at: usize| dot(bytes, at) > 0;
    if !marks.chain(memchr::memchr_iter(0xE3, bytes)).any(found) {
        return Cow::Borrowed(bytes);
    }
    Cow::Owned(without(bytes, dot))
}

/// `bytes` without what is `gone`, which says how many at a place are.
fn without(bytes: &[u8], gone: fn(&[u8], usize) -> usize) -> Vec<u8> {
    let mut left = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match gone(bytes, at) {
            0 => {
                left.push(*byte);
                at += 1;
            }
            // What stands between them is gone, so a blank stands between two characters.
            length => at += length,
        }
    }
    left
}

/// How many bytes at `at` do not show.
fn hidden(bytes: &[u8], at: usize) -> usize {
    match bytes.get(at..).unwrap_or_default() {
        // U+200B to U+200D, U+2060, U+FEFF; selectors of a variant: U+FE00 to U+FE0F, and U+E0100 to
        // U+E01EF.
        [0xE2, 0x80, 0x8B..=0x8D, ..]
        | [0xE2, 0x81, 0xA0, ..]
        | [0xEF, 0xBB, 0xBF, ..]
        | [0xEF, 0xB8, 0x80..=0x8F, ..] => 3,
        [0xF3, 0xA0, 0x84..=0x87, ..] => 4,
        [b' ', ..] => usize::from(between_han(bytes, at, 1)),
        _ => 0,
    }
}

/// How many bytes at `at` are a dot between two Chinese characters.
fn dot(bytes: &[u8], at: usize) -> usize {
    let length = match bytes.get(at..).unwrap_or_default() {
        [b'.', ..] => 1,
        // ·
        [0xC2, 0xB7, ..] => 2,
        // •, ‧ and ・
        [0xE2, 0x80, 0xA2 | 0xA7, ..] | [0xE3, 0x83, 0xBB, ..] => 3,
        _ => return 0,
    };
    if between_han(bytes, at, length) { length } else { 0 }
}

/// Whether what is `length` long at `at` stands between two Chinese characters, whatever hides beside it.
fn between_han(bytes: &[u8], at: usize, length: usize) -> bool {
    let mut behind = at + length;
    loop {
        match hidden_mark(bytes, behind) {
            0 => break,
            length => behind += length,
        }
    }
    let next = matches!(bytes.get(behind), Some(0xE3..=0xE9 | 0xF0));
    // Of a character before it only the last byte is seen: of Latin letters that is plain.
    let before = at.checked_sub(1).and_then(|at| bytes.get(at));
    next && before.is_some_and(|byte| (0x80..=0xBF).contains(byte))
}

/// [`hidden`], but for blanks.
fn hidden_mark(bytes: &[u8], at: usize) -> usize {
    if bytes.get(at) == Some(&b' ') { 0 } else { hidden(bytes, at) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_does_not_show_goes() {
        for (text, left) in [
            ("张伟", "张伟"),
            ("张 伟", "张伟"),
            ("张 \u{200B}伟", "张伟"),
            ("Anna Example", "Anna Example"),
            ("Anna 李", "Anna 李"),
            ("李 Anna", "李 Anna"),
            ("葛\u{E0101}飾\u{FE0F}", "葛飾"),
            ("\u{FEFF}a\u{2060}b\u{200D}", "ab"),
            ("—，。“”", "—，。“”"),
            ("\u{10FFFF} \u{E0080}", "\u{10FFFF} \u{E0080}"),
        ] {
            assert_eq!(shown(text), left, "{text:?}");
        }
    }
}
