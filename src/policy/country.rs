//! Countries: of recipients, by the two letters of ISO 3166-1; and of addresses, as other programs
//! export them, where they tell a foreign postcode from a Chinese one and a foreign city from a
//! Chinese one of the same name.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::finding::Code;
use super::region;
use crate::model::simplified;

/// Every country: its two letters, its three, then its names.
const COUNTRIES: &str = include_str!("countries.txt");

/// What says that nobody knows the country.
const NOTHING: [&str; 9] =
    ["n/a", "unknown", "other", "none", "null", "无", "未知", "其他", "不详"];

/// Divisions of China with postal systems of their own, or none.
const OWN_POST: [&str; 3] = ["HK", "MO", "TW"];

/// The two letters by the folded names, the letters themselves among them.
static NAMES: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    let lines = COUNTRIES.lines().filter(|line| !line.starts_with('#'));
    let names = lines.flat_map(|line| {
        let code = line.split('/').next().unwrap_or_default();
        line.split('/').map(move |name| (plain(name), code))
    });
    names.collect()
});

/// The folded names of divisions with their own post, without letters that any name may contain.
static OWN_NAMES: LazyLock<Vec<(String, &'static str)>> = LazyLock::new(|| {
    let of = |code: &&'static str| {
        let line = COUNTRIES.lines().find(|line| line.split('/').next() == Some(code));
        let names = line.into_iter().flat_map(|line| line.split('/')).map(plain);
        let whole = names.filter(|name| !name.is_ascii() || name.len() > 4);
        whole.map(|name| (name, *code)).collect::<Vec<_>>()
    };
    OWN_POST.iter().flat_map(of).collect()
});

/// Whether `text` is a country of ISO 3166-1 by its two capital letters.
pub fn is_country(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_uppercase())
        && NAMES.get(&plain(text)).is_some_and(|code| *code == text)
}

/// Where an address is that is not in mainland China.
pub(super) struct Abroad {
    /// The two letters; of a country that is not known what was written.
    mark: String,
    known: bool,
}

impl Abroad {
    /// What a cell says; nothing for China, and where it says nothing.
    pub(super) fn of(text: &str) -> Option<Self> {
        let text = text.trim();
        let folded = plain(text);
        if folded.is_empty() || NOTHING.contains(&text.to_lowercase().as_str()) {
            return None;
        }
        // Macau SAR, China; 中国（香港）
        let within = || OWN_NAMES.iter().find(|(name, _)| folded.contains(name)).map(|own| own.1);
        // HK, China; 中国TW
        let beside = || {
            let rest = folded.replace("china", "").replace("中国", "");
            NAMES.get(&rest).copied().filter(|code| OWN_POST.contains(code))
        };
        match NAMES.get(&folded).copied().or_else(beside).or_else(within) {
            Some("CN") => None,
            Some(code) => Some(Self { mark: code.to_owned(), known: true }),
            // 中国（上海）
            None if folded.starts_with("中国") || folded.contains("china") && !is_open(&folded) => {
                None
            }
            None => Some(Self { mark: text.to_owned(), known: false }),
        }
    }

    /// A postcode there: digits alone get the letters of the country in front, or they would be a
    /// Chinese one.
    pub(super) fn postcode(&self, cell: &str) -> Result<String, Code> {
        let is_bare = |c: char| c.is_ascii_digit() || c == '-' || c == ' ';
        match cell.is_empty() || !cell.chars().all(is_bare) {
            true => Ok(cell.to_owned()),
            false if self.known => Ok(format!("{}-{cell}", self.mark)),
            false => Err(Code::PostcodeCountry),
        }
    }

    /// A region there: one that would be read as a Chinese division gets the country in front (河南市
    /// is in Korea, too).
    pub(super) fn region(&self, text: &str) -> String {
        let chinese = OWN_POST.contains(&self.mark.as_str());
        if text.is_empty() || chinese || !region::is_like_one(text) {
            return text.to_owned();
        }
        format!("{} {text}", self.mark)
    }
}

/// Whether a folded name is Republic of China: of Taiwan mostly, or of the other one misspelt.
fn is_open(folded: &str) -> bool {
    folded.ends_with("republicofchina") && !folded.contains("people")
}

/// A name in simplified characters, without case, blanks and punctuation.
fn plain(name: &str) -> String {
    simplified(name).chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_foreign_country_is_told_from_china_and_from_nothing() {
        for (text, mark) in [
            ("United States", Some("US")),
            ("us", Some("US")),
            ("UK", Some("GB")),
            ("Côte d’Ivoire", Some("CI")),
            ("德国", Some("DE")),
            ("SG", Some("SG")),
            ("Hong Kong SAR", Some("HK")),
            ("Atlantis", Some("Atlantis")),
            ("Republic of China", Some("Republic of China")),
            ("the People’s Republic of China", None),
            ("China", None),
            ("P. R. China", None),
            ("CN", None),
            ("中国", None),
            ("中国（上海）", None),
            ("N/A", None),
            ("-", None),
            ("", None),
        ] {
            assert_eq!(Abroad::of(text).map(|abroad| abroad.mark).as_deref(), mark, "{text}");
        }
    }

    /// Their postcodes, or that they have none, would be read as those of the mainland.
    #[test]
    fn no_spelling_of_hong_kong_macao_or_taiwan_is_the_mainland() {
        let spellings = [
            (
                "HK",
                "Hong Kong SAR China；China, Hong Kong；Hong Kong (China)；Hongkong；HKSAR；hkg；\
                    Hong Kong, People's Republic of China；Hong Kong Special Administrative Region of China；\
                    中国香港特区；中国（香港）；HK, China；China (HK)；中国HK；香港地区；中國香港；中华人民共和国香港特别行政区",
            ),
            (
                "MO",
                "Macau SAR China；Macao, China；Macau, China；Macau SAR, China；China (Macao)；MO, China；mac；\
                    澳門；中國澳門；中国澳门特区；澳門特別行政區",
            ),
            (
                "TW",
                "Taiwan (Republic of China)；Taiwan, Province of China；Taiwan, China；China Taiwan；TW, China；中国TW；twn；\
                    台灣；臺灣；中国台北；中国台湾地区；台湾地区；中華台北；中國臺灣",
            ),
        ];
        for (mark, all) in spellings {
            for text in all.split('；') {
                let found = Abroad::of(text).map(|abroad| (abroad.mark, abroad.known));
                assert_eq!(found, Some((mark.to_owned(), true)), "{text}");
            }
        }
    }

    #[test]
    fn countries_are_known_as_lists_and_programs_write_them() {
        for (mark, all) in [
            ("US", "美國；USA；U.S.A.；The United States；the United States of America"),
            ("KR", "韓國；大韩民国；Korea, Republic of；Korea (Republic of)；KOR"),
            ("KP", "Korea, Democratic People's Republic of"),
            ("GB", "英國；GBR；United Kingdom of Great Britain and Northern Ireland"),
            ("SG", "新加坡共和国"),
            ("IR", "Iran, Islamic Republic of"),
            ("MD", "Moldova, Republic of"),
            ("TZ", "Tanzania, United Republic of"),
            ("LA", "Lao People's Democratic Republic"),
            ("SY", "Syrian Arab Republic"),
            ("VN", "Viet Nam；VNM"),
            ("BO", "Bolivia, Plurinational State of"),
            ("VE", "Venezuela, Bolivarian Republic of"),
            ("FM", "Micronesia, Federated States of"),
            ("CD", "Congo, Democratic Republic of the；Congo, The Democratic Republic of the"),
            ("VI", "Virgin Islands, U.S."),
            ("VG", "Virgin Islands, British"),
            ("SH", "Saint Helena, Ascension and Tristan da Cunha"),
            ("CN", "中华人民共和国；中國大陸；P.R.C."),
        ] {
            for text in all.split('；') {
                let found = Abroad::of(text).map(|abroad| abroad.mark);
                assert_eq!(found.as_deref(), Some(mark).filter(|mark| *mark != "CN"), "{text}");
            }
        }
    }

    #[test]
    fn nothing_abroad_is_read_as_chinese() {
        let (korea, nowhere) = (Abroad::of("韩国").unwrap(), Abroad::of("Atlantis").unwrap());
        assert_eq!(korea.postcode("123456"), Ok("KR-123456".to_owned()));
        assert_eq!(korea.postcode("K 12345"), Ok("K 12345".to_owned()));
        assert_eq!(nowhere.postcode("123456"), Err(Code::PostcodeCountry));
        assert_eq!(korea.region("河南"), "KR 河南");
        assert_eq!(nowhere.region("410000"), "Atlantis 410000");
        assert_eq!(korea.region("Hanam"), "Hanam");
        let hong_kong = Abroad::of("HK").unwrap();
        assert_eq!(hong_kong.region("香港"), "香港");
        for text in ["KR 河南", "Atlantis 410000", "KR 朝阳区"] {
            assert!(!region::is_like_one(text), "{text}");
        }
    }

    #[test]
    fn countries_are_those_of_the_standard() {
        let lines = COUNTRIES.lines().filter(|line| !line.starts_with('#'));
        let codes: Vec<&str> = lines.filter_map(|line| line.split('/').next()).collect();
        assert!(codes.len() == 249 && codes.is_sorted() && codes.iter().all(|one| is_country(one)));
        let names = COUNTRIES.lines().filter(|line| !line.starts_with('#'));
        let mut three: Vec<&str> = names.filter_map(|line| line.split('/').nth(1)).collect();
        assert!(
            three.iter().all(|one| one.len() == 3 && one.chars().all(|c| c.is_ascii_uppercase()))
        );
        three.sort_unstable();
        three.dedup();
        assert_eq!(three.len(), 249);
        // No name is two countries'.
        for line in COUNTRIES.lines().filter(|line| !line.starts_with('#')) {
            let code = line.split('/').next().unwrap();
            assert!(line.split('/').all(|name| NAMES[&plain(name)] == code), "{line}");
        }
        assert!(!["XX", "EU", "UK", "cn", "CHN", ""].into_iter().any(is_country));
    }
}
