//! Pinyin: Latin letters as the characters that are read so, `zhangwei` or `zw`.
//!
//! Characters have all their readings, as surnames too (单 is shan and dan). What is looked for is
//! cut into syllables in every way it can be (`xian` is 先 and 西安) and becomes, for each way, one
//! set of characters after the other; looking is then nothing but asking sets.

use std::collections::HashMap;

use super::variants::with_others;

/// A line for each syllable and the simplified characters read so; its header names the source.
pub(super) const TABLE: &str = include_str!("pinyin.txt");

/// The characters that have readings, U+4E00 to U+9FFF.
const FIRST: u32 = 0x4e00;
const COUNT: usize = 0x5200;

/// Ways of cutting that are looked for at the most.
const MOST: usize = 32;
/// Letters of the longest syllable.
const LONGEST: usize = 6;
/// Letters that are looked at; no name is longer.
const LETTERS: std::ops::RangeInclusive<usize> = 2..=40;

/// A set of characters.
struct Chars(Vec<u64>);

/// What a text sounds like: for each way of reading it, the places of its sets in `sets`.
pub(super) struct Sounds {
    sets: Vec<Chars>,
    ways: Vec<Vec<usize>>,
    /// Every character that some way begins with.
    begins: Chars,
}

/// One syllable, or the letters that one begins with.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Sound {
    Syllable(String),
    Initial(String),
}

impl Sounds {
    /// Nothing for a text that is no pinyin: one letter, or anything but letters in it.
    pub(super) fn new(text: &str) -> Option<Self> {
        let ways = ways(text)?;
        let mut places: HashMap<Sound, usize> = HashMap::new();
        let mut sets = Vec::new();
        let mut place_of = |sound: Sound| {
            *places.entry(sound).or_insert_with_key(|sound| {
                sets.push(Chars::read_as(sound));
                sets.len() - 1
            })
        };
        let ways: Vec<Vec<usize>> =
            ways.into_iter().map(|way| way.into_iter().map(&mut place_of).collect()).collect();
        let mut begins = Chars::none();
        for first in ways.iter().filter_map(|way| sets.get(*way.first()?)) {
            begins.add_all(first);
        }
        (!ways.is_empty()).then_some(Self { sets, ways, begins })
    }

    /// Whether some run of characters in `bytes` is read so. A blank or a dot between two of them
    /// is passed over.
    pub(super) fn are_in(&self, bytes: &[u8]) -> bool {
        let mut rest = bytes;
        while let Some((_, next)) = rest.split_first() {
            let Some((at, behind)) = read_char(rest) else {
                rest = next;
                continue;
            };
            if self.begins.has(at) && self.ways.iter().any(|way| self.follows(way, rest)) {
                return true;
            }
            rest = behind;
        }
        false
    }

    fn follows(&self, way: &[usize], mut bytes: &[u8]) -> bool {
        way.iter().all(|set| {
            let bare = bytes.strip_prefix(b" ").or_else(|| bytes.strip_prefix("·".as_bytes()));
            let Some((at, behind)) = read_char(bare.unwrap_or(bytes)) else { return false };
            bytes = behind;
            self.sets.get(*set).is_some_and(|set| set.has(at))
        })
    }
}

/// The place of the character that `bytes` begin with, and what follows it.
fn read_char(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let [a @ 0xe4..=0xe9, b @ 0x80..=0xbf, c @ 0x80..=0xbf, behind @ ..] = bytes else {
        return None;
    };
    let code = (u32::from(a & 0x0f) << 12) | (u32::from(b & 0x3f) << 6) | u32::from(c & 0x3f);
    Some((code.checked_sub(FIRST)? as usize, behind))
}

impl Chars {
    fn none() -> Self {
        Self(vec![0; COUNT / 64])
    }

    /// The characters of which some reading is `sound`, in all their written forms.
    fn read_as(sound: &Sound) -> Self {
        let mut chars = Self::none();
        for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
            let Some((syllable, read_so)) = line.split_once(' ') else { continue };
            if sound.is(syllable) {
                read_so.chars().flat_map(with_others).for_each(|c| chars.add(c));
            }
        }
        chars
    }

    fn add(&mut self, c: char) {
        let Some(at) = u32::from(c).checked_sub(FIRST).map(|at| at as usize) else { return };
        if let Some(word) = self.0.get_mut(at / 64) {
            *word |= 1 << (at % 64);
        }
    }

    fn add_all(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word |= other);
    }

    fn has(&self, at: usize) -> bool {
        self.0.get(at / 64).is_some_and(|word| word >> (at % 64) & 1 == 1)
    }
}

impl Sound {
    /// Whether `syllable` of the table is it. Passports write ü as yu.
    fn is(&self, syllable: &str) -> bool {
        match self {
            Self::Syllable(sound) => {
                sound == syllable
                    || sound.contains("yu") && sound.replacen("yu", "v", 1) == syllable
            }
            Self::Initial(letters) => syllable.starts_with(letters.as_str()),
        }
    }

    fn exists(&self) -> bool {
        let mut lines = TABLE.lines().filter_map(|line| line.split_once(' '));
        lines.any(|(syllable, _)| self.is(syllable))
    }
}

/// Every way to read `text` as syllables, or as their first letters.
fn ways(text: &str) -> Option<Vec<Vec<Sound>>> {
    let text = text.to_lowercase().replace('ü', "v");
    let pieces: Vec<&str> =
        text.split([' ', '\'', '’', '-', '·']).filter(|piece| !piece.is_empty()).collect();
    let plain = pieces.iter().all(|piece| piece.bytes().all(|b| b.is_ascii_lowercase()));
    if !plain || !LETTERS.contains(&pieces.iter().map(|piece| piece.len()).sum()) {
        return None;
    }
    let mut all: Vec<Vec<Sound>> = vec![Vec::new()];
    for piece in pieces {
        let endings = syllables(piece).into_iter().chain(initials(piece));
        let endings: Vec<_> = endings.collect();
        let longer = |way: &Vec<Sound>| {
            let way = way.clone();
            endings.iter().map(move |ending| [way.as_slice(), ending].concat()).collect::<Vec<_>>()
        };
        all = all.iter().flat_map(longer).take(MOST).collect();
    }
    Some(all)
}

/// Every way to cut `piece` into syllables.
fn syllables(piece: &str) -> Vec<Vec<Sound>> {
    // The ways to read the last letters, the fewest first.
    let mut ways: Vec<Vec<Vec<Sound>>> = vec![vec![Vec::new()]];
    for from in (0..piece.len()).rev() {
        let mut here = Vec::new();
        for length in 1..=LONGEST.min(piece.len() - from) {
            let Some(letters) = piece.get(from..from + length) else { continue };
            let sound = Sound::Syllable(letters.to_owned());
            let behind = ways.get(ways.len() - length).filter(|_| sound.exists());
            let longer = |way: &Vec<Sound>| [std::slice::from_ref(&sound), way].concat();
            here.extend(behind.into_iter().flatten().map(longer));
        }
        here.truncate(MOST);
        ways.push(here);
    }
    ways.pop().unwrap_or_default()
}

/// `piece` as first letters; where it has zh, ch or sh, also with these as one.
fn initials(piece: &str) -> Vec<Vec<Sound>> {
    let letter = |c: char| Sound::Initial(c.to_string());
    let mut all = vec![piece.chars().map(letter).collect()];
    if ["zh", "ch", "sh"].iter().any(|double| piece.contains(double)) {
        let mut way: Vec<Sound> = Vec::new();
        for c in piece.chars() {
            match way.last_mut() {
                Some(Sound::Initial(before))
                    if c == 'h' && ["z", "c", "s"].contains(&&**before) =>
                {
                    before.push(c);
                }
                _ => way.push(letter(c)),
            }
        }
        all.push(way);
    }
    all
}
