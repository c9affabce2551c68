//! Simplified characters and their traditional forms.

use std::collections::HashMap;
use std::sync::LazyLock;

/// A line for each simplified character and its variants; its header names the source.
const TABLE: &str = include_str!("variants.txt");

/// Spellings that are looked for at the most; the pure ones come first.
const MOST: usize = 8;

static VARIANTS: LazyLock<HashMap<char, Vec<&'static str>>> = LazyLock::new(|| {
    let mut variants: HashMap<char, Vec<&'static str>> = HashMap::with_capacity(7000);
    for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
        line.chars().for_each(|c| variants.entry(c).or_default().push(line));
    }
    variants
});

/// All that `text` may be written as, itself first: in simplified characters, in traditional ones,
/// and mixed, as names typed on two machines are. A text without Chinese is only itself.
pub(super) fn spellings(text: &str) -> Vec<String> {
    if text.is_ascii() {
        return vec![text.to_owned()];
    }
    let choices: Vec<Vec<char>> = text.chars().map(|c| with_others(c).collect()).collect();
    let mut all = vec![text.to_owned(), text.chars().map(simplified).collect()];
    let (typed, other) = (Some(0), Some(1));
    for pick in [typed, other] {
        let char_of = |choice: &Vec<char>| choice.get(pick?).or(choice.first()).copied();
        all.push(choices.iter().filter_map(char_of).collect());
    }
    let mut mixed = vec![String::new()];
    for choice in &choices {
        let longer = |begin: &String| {
            let begin = begin.clone();
            choice.iter().map(move |c| format!("{begin}{c}")).collect::<Vec<_>>()
        };
        mixed = mixed.iter().flat_map(longer).take(MOST).collect();
    }
    all.extend(mixed);
    let mut seen = std::collections::HashSet::new();
    all.retain(|spelling| seen.insert(spelling.clone()));
    all.truncate(MOST);
    all
}

/// The character and whatever else it may be written as.
pub(super) fn with_others(c: char) -> impl Iterator<Item = char> {
    let lines = VARIANTS.get(&c).into_iter().flatten();
    std::iter::once(c).chain(lines.flat_map(|line| line.chars()).filter(move |other| *other != c))
}

/// `text` in simplified characters.
pub fn simple(text: &str) -> String {
    text.chars().map(simplified).collect()
}

/// The simplified character of which it is a form, else itself.
pub(super) fn simplified(c: char) -> char {
    VARIANTS.get(&c).and_then(|lines| lines.first()?.chars().next()).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pure_spellings_come_first_and_there_are_never_many() {
        assert_eq!(spellings("Zhang"), ["Zhang"]);
        assert_eq!(spellings("李四"), ["李四"]);
        assert_eq!(spellings("张伟"), ["张伟", "張偉", "张偉", "張伟"]);
        assert!(spellings("廣東發展銀行").contains(&"广东发展银行".to_owned()));
        assert_eq!(spellings("广东发展银行股份").len(), MOST);
    }
}
