//! Chinese texts in the order of a list of names: by pinyin, character by character.
//!
//! The first character decides, by its syllable without the tone and then by its code point, so that
//! all 张 stand together and before all 章; then the second. Traditional characters stand with the
//! simplified ones. Of a character with several readings the usual one counts, at the head of a name
//! the one it has as a surname (单 is shan), and some words have their own (重庆 is chong qing). All
//! of it is a table, so that the order is the same on every machine.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::pinyin::TABLE;
use super::variants::simplified;
use super::whole::{has_han, is_han};

/// Which reading of several counts; its header tells how its lines are read.
const CHOSEN: &str = include_str!("order.txt");

/// What stands for the first syllable; the others follow.
const FIRST: u32 = 0x4e00;
/// What stands for a character without a known reading: behind all syllables.
const UNREAD: char = '\u{9fff}';
/// The most characters of a name; what is longer is no person's.
const LONGEST: usize = 4;

static READINGS: LazyLock<Readings> = LazyLock::new(Readings::new);

/// What stands for the syllable of each character.
struct Readings {
    usual: HashMap<char, char>,
    surnames: HashMap<char, char>,
    words: Vec<([char; 2], [char; 2])>,
}

impl Readings {
    fn new() -> Self {
        let lines = || TABLE.lines().filter(|line| !line.starts_with('#'));
        let syllables: HashMap<&str, char> = (FIRST..)
            .zip(lines().filter_map(|line| Some(line.split_once(' ')?.0)))
            .filter_map(|(code, syllable)| Some((syllable, char::from_u32(code)?)))
            .collect();
        let sound = |syllable: &str| syllables.get(syllable).copied().unwrap_or(UNREAD);
        let (mut usual, mut surnames) = (HashMap::with_capacity(22_000), HashMap::new());
        let mut words = Vec::new();
        let chosen = CHOSEN.lines().filter(|line| !line.starts_with('#'));
        for (syllable, read_so) in lines().chain(chosen).filter_map(|line| line.split_once(' ')) {
            if let Some(word) = syllable.strip_prefix('=') {
                let mut sounds = read_so.split(' ').map(sound);
                if let ([a, b], Some(one), Some(two)) =
                    (&*word.chars().collect::<Vec<_>>(), sounds.next(), sounds.next())
                {
                    words.push(([*a, *b], [one, two]));
                }
            } else if let Some(syllable) = syllable.strip_prefix('+') {
                surnames.extend(read_so.chars().map(|c| (c, sound(syllable))));
            } else {
                usual.extend(read_so.chars().map(|c| (c, sound(syllable))));
            }
        }
        Self { usual, surnames, words }
    }

    /// How the characters that a text begins with are read, where it is not the usual way.
    fn head(&self, chars: &[char], is_name: bool) -> Vec<char> {
        if let [first, second, ..] = chars
            && let Some((_, sounds)) =
                self.words.iter().find(|(word, _)| word == &[*first, *second])
        {
            return sounds.to_vec();
        }
        let is_surname = is_name && (2..=LONGEST).contains(&chars.len());
        let surname = chars.first().filter(|_| is_surname).and_then(|c| self.surnames.get(c));
        surname.copied().into_iter().collect()
    }
}

/// A text whose code points are in the order in which `text` stands in a list; of a text without
/// Chinese it is the text. `is_name` is whether it begins with a surname, if it is short.
pub fn by_sound(text: &str, is_name: bool) -> String {
    if !has_han(text) {
        return text.to_owned();
    }
    let readings = &*READINGS;
    let chars: Vec<char> = text.chars().map(simplified).collect();
    let mut head = readings.head(&chars, is_name).into_iter();
    let mut key = String::with_capacity(text.len() * 3 + 1);
    for c in chars {
        let chosen = head.next();
        if is_han(c) {
            key.push(chosen.or_else(|| readings.usual.get(&c).copied()).unwrap_or(UNREAD));
        }
        key.push(c);
    }
    // 张 and 張 are the same until the end.
    key.push('\0');
    key.push_str(text);
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted<'t>(texts: &[&'t str], is_name: bool) -> Vec<&'t str> {
        let mut texts = texts.to_vec();
        texts.sort_by_cached_key(|text| by_sound(text, is_name));
        texts
    }

    /// Every list stands in the order that it is to have, and is sorted from its other end.
    #[test]
    fn names_stand_as_in_a_list_of_names() {
        for names in [
            &["阿里", "安娜", "白洁", "蔡伟", "陈晨", "陈丹", "丁一", "李娜", "王芳", "张三"][..],
            &["张安", "张伟", "张伟芳", "章安", "赵一"],
            &["张安", "張安", "张伟", "張偉", "章安"],
            // Surnames are read as such: ou, shan, xie, zeng, zha, zhai.
            &["牛一", "区一", "潘一", "单一", "解一", "谢一", "云一", "曾一", "查一", "翟一"],
            &["万俟一", "莫一", "牟一", "王一", "余一", "尉迟一", "岳一", "张一", "长孙一", "赵一"],
            &["Anna", "Zoe", "阿里", "𠮷田"],
            &["", "1号", "a", "阿", "张", "张a", "张阿"],
        ] {
            let other_end: Vec<&str> = names.iter().rev().copied().collect();
            assert_eq!(sorted(&other_end, true), names);
        }
    }

    #[test]
    fn what_is_no_name_begins_with_no_surname() {
        for texts in [
            &["大连一厂", "单位", "上海公司"][..],
            &["长城公司", "重庆公司", "楚天公司", "厦门公司"],
            &["区一", "曲一"],
        ] {
            let other_end: Vec<&str> = texts.iter().rev().copied().collect();
            assert_eq!(sorted(&other_end, false), texts);
        }
        // Too long for a person's.
        assert_eq!(sorted(&["上海公司", "单县第一公司"], true), ["单县第一公司", "上海公司"]);
    }

    #[test]
    fn every_character_that_is_looked_for_by_pinyin_has_its_place() {
        let readings = &*READINGS;
        let all = TABLE.lines().filter(|line| !line.starts_with('#'));
        let all = all.filter_map(|line| line.split_once(' ')).flat_map(|(_, chars)| chars.chars());
        assert!(all.clone().count() > 10_000);
        for c in all {
            assert!(readings.usual.get(&c).is_some_and(|sound| *sound < UNREAD), "{c}");
        }
        for (word, sounds) in &readings.words {
            assert!(sounds.iter().all(|sound| *sound < UNREAD), "{word:?}");
        }
        assert!(readings.words.len() > 3 && readings.surnames.len() > 20);
        assert!(readings.surnames.values().all(|sound| *sound < UNREAD));
    }
}
