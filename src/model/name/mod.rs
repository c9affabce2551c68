//! Names as people look for them: 张伟 finds 張偉 and is found by `zhangwei` and `zw`.
//!
//! Nothing of it is ever stored. What is looked for is turned into all
//! that may be written, once, so that a million names need not be folded: Chinese characters into
//! their simplified and traditional forms ([`variants`]), Latin letters into sets of characters
//! read so ([`pinyin`]). What does not show in a name, and a blank inside a Chinese one, is no part of
//! it ([`shown`]), nor is the dot inside one. ИВАНОВ finds Иванов, and O'Brien O’Brien. The same readings
//! sort lists ([`order`]).

mod order;
mod pinyin;
mod shown;
mod variants;
mod whole;

use std::borrow::Cow;

use super::selector::Needle;
pub use order::by_sound;
use pinyin::Sounds;
pub use shown::{shown, shown_bytes};
pub use variants::simple as simplified;
pub use whole::{has_han, whole_name};

/// A name, or part of one, to be found inside others.
pub struct Name {
    written: Vec<Needle>,
    /// In small letters, where it has letters outside ASCII, whose case matters to a [`Needle`].
    small: Option<Needle>,
    sounds: Option<Sounds>,
}

impl Name {
    /// Prepares the search for `text`, which is NFKC-folded and has only what shows.
    pub fn new(text: &str) -> Self {
        let plain = shown::undotted(text.as_bytes());
        let plain = std::str::from_utf8(&plain).unwrap_or(text);
        let spelt = variants::spellings(plain).into_iter().chain(with_apostrophes(plain));
        let written = spelt.map(|text| Needle::new(&text)).collect();
        let has_case = |c: char| !c.is_ascii() && (c.is_lowercase() || c.is_uppercase());
        let small = plain.contains(has_case).then(|| Needle::new(&small(plain)));
        Self { written, small, sounds: Sounds::new(text) }
    }

    /// Whether `text` contains it.
    pub fn is_in(&self, text: &str) -> bool {
        self.is_in_bytes(text.as_bytes())
    }

    /// Whether `bytes` contain it; also for a whole segment, before its records are looked at.
    pub fn is_in_bytes(&self, bytes: &[u8]) -> bool {
        if self.is_written(bytes) {
            return true;
        }
        let shown = shown_bytes(bytes);
        match shown::undotted(&shown) {
            Cow::Owned(plain) => self.is_written(&plain) || self.is_written(&shown),
            Cow::Borrowed(_) => matches!(&shown, Cow::Owned(shown) if self.is_written(shown)),
        }
    }

    fn is_written(&self, bytes: &[u8]) -> bool {
        self.written.iter().any(|needle| needle.is_in_bytes(bytes))
            || self.sounds.as_ref().is_some_and(|sounds| sounds.are_in(bytes))
            || self
                .small
                .as_ref()
                .is_some_and(|needle| needle.is_in(&small(&String::from_utf8_lossy(bytes))))
    }
}

/// A name as it is compared with the whole of another: without dots and what does not show, with one
/// apostrophe, in small letters.
pub fn folded_name(text: &str) -> String {
    let shown = shown(text);
    let plain = shown::undotted(shown.as_bytes());
    let plain = std::str::from_utf8(&plain).unwrap_or(&shown);
    small(plain)
}

/// With one apostrophe, in small letters.
fn small(text: &str) -> String {
    text.replace('’', "'").to_lowercase()
}

/// Whether the name `folded` may be among `bytes`, among which texts lie; "no" is certain. Letters may
/// stand there in either case.
pub(super) fn may_be_in(folded: &str, bytes: &[u8]) -> bool {
    let varies = |c: char| c == '\'' || c.is_lowercase() || c.is_uppercase();
    let found = |bytes: &[u8]| memchr::memmem::find(bytes, folded.as_bytes()).is_some();
    if folded.contains(varies) || found(bytes) {
        return true;
    }
    let shown = shown_bytes(bytes);
    match shown::undotted(&shown) {
        Cow::Owned(plain) => found(&plain) || found(&shown),
        Cow::Borrowed(_) => matches!(&shown, Cow::Owned(shown) if found(shown)),
    }
}

/// The spellings of a name with each apostrophe.
fn with_apostrophes(text: &str) -> Vec<String> {
    if !text.contains(['\'', '’']) {
        return Vec::new();
    }
    vec![text.replace('’', "'"), text.replace('\'', "’")]
}

#[cfg(test)]
mod tests {
    use super::Name;
    use crate::model::Test;

    #[test]
    fn traditional_finds_simplified_and_back() {
        for (query, text, found) in [
            ("张伟", "張偉", true),
            ("張偉", "张伟", true),
            ("张伟", "张偉", true),
            ("伟", "李偉芳", true),
            ("后", "皇後", true),
            ("龍", "龙", true),
            ("黄", "黃", true),
            ("张三", "張叁", false),
            ("张伟", "章伟", false),
            ("广东发展", "廣東發展有限公司", true),
        ] {
            assert_eq!(Name::new(query).is_in(text), found, "{query} in {text}");
        }
    }

    #[test]
    fn what_does_not_show_hides_no_name() {
        for text in
            ["张 伟", "张\u{200B}伟", "\u{FEFF}张伟", "张\u{E0100}伟\u{FE00}", "張 \u{2060}偉"]
        {
            for query in ["张伟", "張偉", "zhangwei", "伟"] {
                assert!(Name::new(query).is_in(text), "{query} in {text:?}");
            }
            let whole = Test::Whole("张伟".to_owned());
            let simplified = !text.contains('偉');
            assert_eq!(whole.holds(text), simplified, "{text:?}");
            assert_eq!(whole.may_hold_in(text.as_bytes()), simplified, "{text:?}");
        }
        assert!(Name::new("weizhang").is_in("Wei\u{200D}Zhang"));
        assert!(!Name::new("weizhang").is_in("Wei Zhang"));
    }

    #[test]
    fn a_whole_name_is_folded_as_a_part_of_one_is() {
        for (query, text, same) in [
            ("张三", "张·三", true),
            ("张・三", "张三", true),
            ("anna o'brien", "Anna O’Brien", true),
            ("MÜLLER", "Müller", true),
            ("иванов", "ИВАНОВ", true),
            ("张三", "张三丰", false),
            ("张伟", "張偉", false),
            ("a.b", "ab", false),
        ] {
            let test = Test::Named(super::folded_name(query));
            assert_eq!(test.holds(text), same, "{query} is {text}");
            assert!(!same || test.may_hold_in(format!("x{text}y").as_bytes()), "{query} {text}");
        }
        assert!(!Test::Named("张三".to_owned()).may_hold_in("李四".as_bytes()));
    }

    #[test]
    fn pinyin_finds_characters_in_full_and_by_initials() {
        for (query, text, found) in [
            ("zhangwei", "张伟", true),
            ("ZhangWei", "張偉", true),
            ("zhang wei", "张伟", true),
            ("zhang", "张伟", true),
            ("wei", "张伟", true),
            ("zw", "张伟", true),
            ("zhw", "张伟", true),
            ("z wei", "张伟", true),
            ("zhangwei", "张 伟", true),
            ("zhangwei", "李张伟", true),
            ("alm", "阿里木·买买提", true),
            ("mumai", "阿里木·买买提", true),
            ("zhangwei", "张三伟", false),
            ("zhangwe", "张伟", false),
            ("zhangwei", "张三", false),
            ("xian", "西安", true),
            ("xian", "先生", true),
            ("xi'an", "先生", false),
            ("xi'an", "西安", true),
            ("lvbu", "吕布", true),
            ("lübu", "吕布", true),
            ("lyubu", "吕布", true),
            ("z", "张伟", false),
            ("zhang1", "张伟", false),
            ("Wang", "David Wang", true),
            ("wang", "王芳", true),
        ] {
            assert_eq!(Name::new(query).is_in(text), found, "{query} in {text}");
        }
    }

    #[test]
    fn neither_case_nor_dots_nor_apostrophes_hide_a_name() {
        for dotted in
            ["阿里木·买买提", "阿里木•买买提", "阿里木.买买提", "阿里木・买买提", "阿里木‧买买提"]
        {
            for query in
                [dotted, "阿里木买买提", "阿里木·买买提", "木·买", "木 买", "alimumaimaiti"]
            {
                let query = super::shown(query);
                assert!(Name::new(&query).is_in(dotted), "{query} in {dotted}");
            }
            assert!(Name::new(dotted).is_in("阿里木买买提"), "{dotted}");
        }
        for (query, text, found) in [
            ("иванов", "Иванов", true),
            ("экострой", "ЭкоСтрой", true),
            ("ЭКОСТРОЙ", "ООО «ЭкоСтрой»", true),
            ("экострой", "ЭкоСтpой", false),
            ("ИВАНОВ", "Пётр Иванов", true),
            ("пётр иванов", "Пётр Иванов", true),
            ("Иванов", "ИВАНОВ", true),
            ("MÜLLER", "Hans Müller", true),
            ("müller", "MÜLLER", true),
            ("O'Brien", "Anna O’Brien", true),
            ("o’brien", "Anna O'Brien", true),
            ("Müller", "Muller", false),
            ("a·b", "a.b", false),
            ("张.伟", "张三.伟", false),
        ] {
            assert_eq!(Name::new(query).is_in(text), found, "{query} in {text}");
        }
    }

    #[test]
    fn surnames_are_found_by_their_reading_as_a_surname() {
        for (query, text) in [
            ("shanxiong", "单雄"),
            ("danxiong", "单雄"),
            ("qiuhe", "仇和"),
            ("ou", "区"),
            ("zengli", "曾丽"),
            ("xiezhen", "解珍"),
            ("zhai", "翟"),
            ("zhaliangyong", "查良鏞"),
            ("weichigong", "尉迟恭"),
            ("yuchigong", "尉遲恭"),
            ("moqi", "万俟"),
            ("gaiou", "盖欧"),
            ("yuepeng", "乐朋"),
            ("piao", "朴"),
        ] {
            assert!(Name::new(query).is_in(text), "{query} in {text}");
        }
    }

    #[test]
    fn a_segment_is_never_passed_over_by_mistake() {
        // Lengths between texts may look like the first byte of a character.
        let mut bytes = vec![0xe5, 0x01, 0xe6];
        bytes.extend("张伟".as_bytes());
        bytes.extend([0x06, 0xe4]);
        for query in ["zhangwei", "zw", "张伟"] {
            assert!(Name::new(query).is_in_bytes(&bytes), "{query}");
        }
        assert!(!Name::new("weiz").is_in_bytes(&bytes));
    }
}
