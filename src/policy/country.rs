//! Countries: of recipients, by the two letters of ISO 3166-1; and of addresses, as other programs
//! export them, where they tell a foreign postcode from a Chinese one and a foreign city from a
//! Chinese one of the same name, and a foreign telephone number from a Chinese one.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::finding::{Code, Finding};
use super::validate::phone;
use super::{FieldKind, Policy, region};
use crate::model::{FieldId, Fields, Value, has_han, simplified};

/// Every country: its two letters, its three, then its names.
const COUNTRIES: &str = include_str!("countries.txt");

/// What says that nobody knows the country.
const NOTHING: [&str; 9] =
    ["n/a", "unknown", "other", "none", "null", "无", "未知", "其他", "不详"];

/// Divisions of China with postal systems of their own, or none, and telephone numbers of their own.
const OWN_POST: [&str; 3] = ["HK", "MO", "TW"];

/// How the codes of those divisions begin.
const OWN_CODES: [&str; 3] = ["71", "81", "82"];

/// Short names of countries that are nothing else.
const SHORT: [&str; 4] = ["uk", "us", "usa", "uae"];

/// What follows the name of a country in that of a street or house in China, a direction between them or
/// none.
const STREETS: [&str; 18] = [
    "路", "街", "大街", "大道", "巷", "弄", "村", "新村", "苑", "园", "花园", "花苑", "城", "广场",
    "公馆", "公寓", "大厦", "中心",
];

/// Bytes of the longest name of a country in Han characters that an address begins with.
const LONGEST: usize = 36;

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

    /// Whether what looks like a Chinese mobile number may be a North American one there: eleven digits
    /// that begin with 1 are what people write in both.
    pub(super) fn writes_as_here(&self) -> bool {
        matches!(self.mark.as_str(), "US" | "CA")
    }

    /// Whether telephone numbers are not Chinese there: what is called like a division of China is no
    /// country, in whatever column it stands.
    pub(super) fn is_elsewhere(&self) -> bool {
        self.known || !region::is_like_one(&self.mark)
    }
}

impl Policy {
    /// A telephone number among the new values of a record that would be taken for a Chinese one, while
    /// region or address are in another country.
    pub(crate) fn stray_phone(&self, before: Option<&Fields>, after: &Fields) -> Option<Finding> {
        let none = Fields::new();
        let before = before.unwrap_or(&none);
        let is_new = |(field, value): &(FieldId, &Value)| {
            before.all(*field).all(|other| other.text != value.text)
        };
        let mut strays = after.iter().filter(|(field, value)| self.is_stray(*field, value));
        let (field, _) = strays.find(is_new)?;
        self.is_abroad(after).then(|| Finding::new(field, Code::PhoneAbroad))
    }

    /// Whether a value is a telephone number that is Chinese only because it names no country.
    pub(super) fn is_stray(&self, field: FieldId, value: &Value) -> bool {
        self.field(field).kind == FieldKind::Phone
            && value.text.starts_with("+86")
            && value.original.as_deref().is_some_and(phone::may_be_foreign)
    }

    /// Whether a record is of somebody outside mainland China, as region or address say.
    fn is_abroad(&self, fields: &Fields) -> bool {
        let region = fields.text(self.known().region);
        if let Some(code) = region::code(region) {
            return OWN_CODES.iter().any(|own| code.starts_with(own));
        }
        let address = self.id("address").map_or("", |address| fields.text(address));
        // Before the region somebody's country may be put: `SH 浦东新区` is Saint Helena there only.
        let by_letters = || region.split_once(' ').filter(|(first, _)| is_country(first));
        by_letters().is_some_and(|(first, rest)| first != "CN" && has_han(rest))
            || names_elsewhere(region)
            || names_elsewhere(address)
    }
}

/// Whether a text begins with another country than China, or ends with one behind a comma: 英国伦敦,
/// London, United Kingdom.
fn names_elsewhere(text: &str) -> bool {
    let elsewhere = |name: &str| NAMES.get(&plain(name)).is_some_and(|code| *code != "CN");
    let mut pieces = text.split([',', '，']);
    let ends = [pieces.next(), pieces.next_back()];
    // Two letters are a province as often as a country: SH, GD.
    let is_name = |name: &str| name.len() > 3 || SHORT.contains(&name);
    if ends.into_iter().flatten().any(|end| elsewhere(end) && is_name(&plain(end))) {
        return true;
    }
    let text = text.trim_start();
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
    ends.take_while(|end| *end <= LONGEST).any(|end| {
        let (name, rest) = text.split_at(end);
        // 香港中路, 新加坡花园 are in China.
        let rest = rest.strip_prefix(['中', '东', '南', '西', '北']).unwrap_or(rest);
        let is_street = STREETS.iter().any(|street| rest.starts_with(street));
        has_han(name) && !is_street && elsewhere(name)
    })
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

    /// Which numbers are strays, and where: a mobile number is taken along, a land line is not.
    #[test]
    fn a_number_without_its_country_is_not_guessed_to_be_chinese() {
        let policy = Policy::builtin();
        let record = |pairs: &[(&str, &str)]| {
            let mut fields = Fields::new();
            for (name, text) in pairs {
                let field = policy.id(name).unwrap();
                fields.set(field, policy.normalise(field, text).unwrap());
            }
            fields
        };
        let stray = |place: (&str, &str), phone: &str| {
            policy.stray_phone(None, &record(&[place, ("phone", phone)])).is_some()
        };
        for place in [
            ("region", "英国"),
            ("region", "英国伦敦"),
            ("region", "KR 河南"),
            ("region", "台湾省"),
            ("region", "香港"),
            ("region", "London, UK"),
            ("region", "Germany, Berlin"),
            ("address", "10 Downing Street, London, United Kingdom"),
            ("address", "日本东京都千代田区"),
            ("address", "美國加州"),
            ("address", "日本广岛"),
            ("address", "美国西雅图"),
        ] {
            assert!(stray(place, "020 7946 0958"), "{place:?}");
            assert!(!stray(place, "13800000013") && !stray(place, "+86 20 7946 0958"), "{place:?}");
        }
        for place in [
            ("region", "上海市"),
            ("region", "火星"),
            ("address", "香港中路7号"),
            ("address", "澳门路1号"),
            ("address", "新加坡花园3幢"),
            ("address", "1 Century Avenue, SH"),
            ("address", "SH 浦东新区世纪大道1号"),
            ("region", "CN 不知哪里"),
            ("address", "Pudong, Shanghai, China"),
            ("address", "中国上海市"),
        ] {
            assert!(!stray(place, "020 7946 0958"), "{place:?}");
        }
        let both = record(&[("region", "上海"), ("address", "美国加州"), ("fax", "020 7946 0958")]);
        assert_eq!(policy.stray_phone(None, &both), None, "the region is said");
        let kept = record(&[("region", "英国"), ("fax", "020 7946 0958")]);
        let fax = policy.id("fax").unwrap();
        assert_eq!(policy.stray_phone(None, &kept), Some(Finding::new(fax, Code::PhoneAbroad)));
        assert_eq!(policy.stray_phone(Some(&kept), &kept), None, "what is there stays");
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
