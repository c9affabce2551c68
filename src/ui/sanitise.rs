//! Makes text harmless for a terminal and for a reader.
//!
//! A customer's name is what somebody typed into a web form. Shown as it is, it could move the
//! cursor, set the terminal's title, or let the text run backwards so that one record looks like
//! another. Whatever has such an effect is shown as `\u{202e}`; nothing is dropped in silence.

use std::borrow::Cow;
use std::fmt::Write;

/// Whether `c` has an effect beyond its own looks: controls (C0, DEL, C1), characters that turn
/// or join text unseen, line and paragraph separators, and what has no agreed looks at all.
/// From Unicode's categories Cc, Cf, Zl, Zp, Co and the noncharacters; Cf is listed by hand since
/// it is short and stable.
pub const fn is_harmful(c: char) -> bool {
    matches!(c,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}'
        | '\u{ad}' | '\u{34f}' | '\u{600}'..='\u{605}' | '\u{61c}' | '\u{6dd}' | '\u{70f}'
        | '\u{890}' | '\u{891}' | '\u{8e2}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{e000}'..='\u{f8ff}' | '\u{fdd0}'..='\u{fdef}'
        | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}'
        | '\u{110bd}' | '\u{110cd}' | '\u{13430}'..='\u{1343f}' | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}' | '\u{f0000}'..='\u{10ffff}')
}

/// `text` with every harmful character escaped; for one line, so line ends are escaped too.
pub fn sanitise(text: &str) -> Cow<'_, str> {
    escape(text, is_harmful)
}

/// As [`sanitise`], but line ends stay: for texts of several lines such as a certificate.
pub fn sanitise_lines(text: &str) -> Cow<'_, str> {
    escape(text, |c| c != '\n' && is_harmful(c))
}

fn escape(text: &str, harmful: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.contains(&harmful) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '\n' if harmful(c) => safe.push_str("\\n"),
            '\r' => safe.push_str("\\r"),
            '\t' => safe.push_str("\\t"),
            c if harmful(c) => {
                // Writing to a string cannot fail.
                write!(safe, "\\u{{{:x}}}", u32::from(c)).ok();
            }
            c => safe.push(c),
        }
    }
    Cow::Owned(safe)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn attacks_are_shown_and_do_nothing() {
        for (attack, shown) in [
            ("\u{1b}]0;title\u{7}", r"\u{1b}]0;title\u{7}"),
            ("\u{1b}[2J\u{1b}[H", r"\u{1b}[2J\u{1b}[H"),
            ("\u{9b}31m", r"\u{9b}31m"),
            ("张\u{202e}三", r"张\u{202e}三"),
            ("a\u{2066}b\u{2069}", r"a\u{2066}b\u{2069}"),
            ("a\u{200b}b\u{feff}", r"a\u{200b}b\u{feff}"),
            ("two\nlines\r\n\tand", r"two\nlines\r\n\tand"),
            ("a\u{2028}b\u{2029}", r"a\u{2028}b\u{2029}"),
            ("\u{e0041}\u{f8ff}\u{3164}\0", r"\u{e0041}\u{f8ff}\u{3164}\u{0}"),
            ("\u{8}\u{7f}", r"\u{8}\u{7f}"),
        ] {
            assert_eq!(sanitise(attack), shown, "{attack:?}");
        }
    }

    #[test]
    fn ordinary_text_is_untouched() {
        for text in ["欧阳娜娜", "Zoë O’Neil", "𠮷野家", "ｶﾞ", "😀", "a  b", "·", ""]
        {
            assert!(matches!(sanitise(text), Cow::Borrowed(same) if same == text), "{text}");
        }
    }

    #[test]
    fn lines_stay_where_they_are_wanted() {
        assert_eq!(sanitise_lines("a\nb\u{1b}"), "a\nb\\u{1b}");
    }

    proptest! {
        #[test]
        fn nothing_harmful_comes_out(text in any::<String>()) {
            prop_assert!(!sanitise(&text).contains(is_harmful));
        }
    }
}
