//! Administrative divisions: whatever people write for one becomes its code and full name.
//!
//! `沪`, `上海` and `上海市` are all `310000 上海市`; `广东深圳` is `440300 广东省深圳市`. The code comes first
//! so that everything inside a division begins with the same digits. The table (its header names
//! the source) holds provinces, prefectures and the districts of the four municipalities; what it
//! does not hold is kept behind the part it does, `440300 广东省深圳市南山区`.

use std::collections::HashMap;
use std::sync::LazyLock;

/// The table, one province a line.
const TABLE: &str = include_str!("table.txt");

/// Endings of division names; what follows a known division must end with one of them.
const ENDINGS: [char; 9] = ['区', '县', '市', '旗', '镇', '乡', '盟', '州', '道'];

/// Names that say no more than the division before them.
const EMPTY: [&str; 3] = ["市辖区", "县", "省直辖县级行政区划"];

static REGIONS: LazyLock<Regions> = LazyLock::new(Regions::read);

/// Every spelling of every division in the table.
struct Regions {
    /// Stored forms, `310000 上海市`.
    stored: Vec<String>,
    /// From a spelling to its place in `stored`.
    names: HashMap<String, usize>,
}

impl Regions {
    fn read() -> Self {
        let mut regions = Self { stored: Vec::new(), names: HashMap::new() };
        let lines = || TABLE.lines().filter(|line| !line.starts_with('#'));
        // Provinces first: 吉林 and 海南 alone mean the province, not the prefecture.
        lines().for_each(|line| regions.province(line));
        lines().for_each(|line| regions.divisions(line));
        regions
    }

    fn province(&mut self, line: &str) {
        let mut words = line.split(' ');
        let mut word = || words.next().unwrap_or_default();
        let (code, full, short, letters) = (word(), word(), word(), word());
        let at = self.store(format!("{code}0000 {full}"));
        for name in [full.to_owned(), short.to_owned()] {
            self.names.insert(name, at);
        }
        for letter in letters.chars() {
            self.names.insert(letter.to_string(), at);
        }
    }

    fn divisions(&mut self, line: &str) {
        let mut words = line.split(' ');
        let mut word = || words.next().unwrap_or_default();
        let (province, full, short, _) = (word(), word(), word(), word());
        for (code, names) in words.filter_map(|word| word.split_once(':')) {
            let (name, given) = names.split_once('=').unwrap_or((names, ""));
            let at = self.store(format!("{province}{code} {full}{name}"));
            let brief = if given.is_empty() { brief(name) } else { given };
            let paths = [full, short].map(|p| [format!("{p}{name}"), format!("{p}{brief}")]);
            // Districts of the same name are in many cities, so alone they say nothing.
            let alone = (!name.ends_with('区') || name.ends_with("林区"))
                .then(|| [name.to_owned(), brief.to_owned()]);
            for name in paths.into_iter().chain(alone).flatten() {
                self.names.entry(name).or_insert(at);
            }
        }
    }

    fn store(&mut self, text: String) -> usize {
        self.stored.push(text);
        self.stored.len() - 1
    }

    fn named(&self, name: &str) -> Option<&str> {
        self.names.get(name).and_then(|at| self.stored.get(*at)).map(String::as_str)
    }

    /// The longest known division that `text` begins with, and what follows it.
    fn beginning<'a>(&self, text: &'a str) -> Option<(&str, &'a str)> {
        let mut ends = text.char_indices().map(|(at, _)| at).skip(2);
        let mut best = None;
        while let Some((name, rest)) = ends.next().and_then(|end| text.split_at_checked(end)) {
            if let Some(stored) = self.named(name) {
                best = Some((stored, rest));
            }
        }
        best
    }
}

/// The name without the word for what kind of division it is, if two characters remain.
fn brief(name: &str) -> &str {
    let cut = ["地区", "林区", "新区", "市", "盟", "区", "县"];
    let brief = cut.iter().find_map(|ending| name.strip_suffix(ending));
    brief.filter(|brief| brief.chars().count() >= 2).unwrap_or(name)
}

/// The stored form of the division that `text` names; nothing if none is known. `text` is
/// NFKC-folded.
pub(super) fn resolve(text: &str) -> Option<String> {
    if let Some(stored) = REGIONS.named(text) {
        return Some(stored.to_owned());
    }
    if is_code(text) {
        return REGIONS.stored.iter().find(|stored| stored.starts_with(text)).cloned();
    }
    if let Some(code) = code(text) {
        let known = REGIONS.stored.iter().find(|stored| stored.starts_with(code))?;
        return text.starts_with(known.as_str()).then(|| text.to_owned());
    }
    let joined: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '/' | '-' | ',' | '、'))
        .collect();
    if let Some(stored) = REGIONS.named(&joined) {
        return Some(stored.to_owned());
    }
    let (stored, rest) = REGIONS.beginning(&joined)?;
    let (_, full) = stored.split_once(' ')?;
    if EMPTY.contains(&rest) || rest == full {
        return Some(stored.to_owned());
    }
    // A single character behind a name makes another name of it: 朝阳区 is not in 朝阳市.
    let division = rest.ends_with(ENDINGS) && rest.chars().count() >= 2;
    division.then(|| format!("{stored}{rest}"))
}

/// The six digits a stored form begins with; nothing for text that named no known division.
pub fn code(text: &str) -> Option<&str> {
    let (code, _) = text.split_once(' ')?;
    is_code(code).then_some(code)
}

fn is_code(text: &str) -> bool {
    text.len() == 6 && text.bytes().all(|b| b.is_ascii_digit())
}

/// The name in a stored form, without its code.
pub fn name(text: &str) -> &str {
    code(text).and_then(|code| text.strip_prefix(code)).map_or(text, str::trim_start)
}

/// Whether a stored form is a division of the table and nothing more.
pub(super) fn is_known(stored: &str) -> bool {
    REGIONS.named(name(stored)).is_some_and(|known| known == stored)
}

/// The digits shared by everything inside the division with `code`.
pub(super) fn first_digits(code: &str) -> &str {
    let cut = code.strip_suffix("00").unwrap_or(code);
    cut.strip_suffix("00").unwrap_or(cut)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_of_a_division_is_one() {
        for (stored, spellings) in [
            ("310000 上海市", &["沪", "上海", "上海市", "上海 上海市", "上海市市辖区", "申"][..]),
            ("440300 广东省深圳市", &["深圳", "深圳市", "广东深圳", "广东省 深圳市", "广东/深圳"]),
            ("310115 上海市浦东新区", &["上海浦东", "上海市浦东新区", "上海市-浦东新区", "310115"]),
            ("222400 吉林省延边朝鲜族自治州", &["延边", "吉林延边", "延边朝鲜族自治州"]),
            ("150000 内蒙古自治区", &["内蒙古", "蒙"]),
            ("710000 台湾省", &["台湾", "台"]),
            ("440300 广东省深圳市南山区", &["深圳南山区", "广东省深圳市南山区"]),
        ] {
            for spelling in spellings {
                assert_eq!(resolve(spelling).as_deref(), Some(stored), "{spelling}");
            }
            assert_eq!(resolve(stored).as_deref(), Some(stored));
        }
    }

    #[test]
    fn a_name_shared_with_a_province_is_the_province() {
        assert_eq!(resolve("吉林").as_deref(), Some("220000 吉林省"));
        assert_eq!(resolve("吉林市").as_deref(), Some("220200 吉林省吉林市"));
        assert_eq!(resolve("海南").as_deref(), Some("460000 海南省"));
        assert_eq!(resolve("青海海南").as_deref(), Some("632500 青海省海南藏族自治州"));
    }

    #[test]
    fn what_names_no_division_is_not_guessed() {
        for text in [
            "",
            "沪沪",
            "朝阳区",
            "上海路100号",
            "Berlin",
            "华东",
            "990000",
            "990000 无",
            "310000 无",
            "海",
        ] {
            assert_eq!(resolve(text), None, "{text}");
        }
    }

    #[test]
    fn the_table_is_whole() {
        assert_eq!(TABLE.lines().filter(|line| !line.starts_with('#')).count(), 34);
        let codes: std::collections::HashSet<_> =
            REGIONS.stored.iter().filter_map(|stored| code(stored)).collect();
        assert_eq!(codes.len(), REGIONS.stored.len());
        assert!(codes.len() > 400);
    }

    #[test]
    fn codes_shorten_to_what_their_division_shares() {
        assert_eq!(first_digits("310000"), "31");
        assert_eq!(first_digits("440300"), "4403");
        assert_eq!(first_digits("310115"), "310115");
        assert_eq!((code("310000 上海市"), name("310000 上海市")), (Some("310000"), "上海市"));
        assert_eq!((code("海外"), name("海外")), (None, "海外"));
    }
}
