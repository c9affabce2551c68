//! Countries of addresses, as other programs export them: what tells a foreign postcode from a Chinese
//! one that lost digits.

/// The names that exports have most, folded, and the two letters of ISO 3166. Whoever is not among
/// them is written with the two letters.
const NAMES: [(&str, &[&str]); 34] = [
    (
        "CN",
        &["china", "prc", "中国", "中国大陆", "中华人民共和国", "chn", "peoplesrepublicofchina"],
    ),
    ("US", &["unitedstates", "unitedstatesofamerica", "usa", "美国"]),
    ("GB", &["unitedkingdom", "greatbritain", "england", "uk", "gbr", "英国"]),
    ("AE", &["unitedarabemirates", "uae", "阿联酋"]),
    ("AT", &["austria", "österreich", "奥地利"]),
    ("AU", &["australia", "澳大利亚"]),
    ("BE", &["belgium", "比利时"]),
    ("BR", &["brazil", "巴西"]),
    ("CA", &["canada", "加拿大"]),
    ("CH", &["switzerland", "瑞士"]),
    ("DE", &["germany", "deutschland", "德国"]),
    ("DK", &["denmark", "丹麦"]),
    ("ES", &["spain", "西班牙"]),
    ("FI", &["finland", "芬兰"]),
    ("FR", &["france", "法国"]),
    ("ID", &["indonesia", "印度尼西亚", "印尼"]),
    ("IN", &["india", "印度"]),
    ("IT", &["italy", "italia", "意大利"]),
    ("JP", &["japan", "日本"]),
    ("KR", &["korea", "southkorea", "republicofkorea", "韩国"]),
    ("MX", &["mexico", "墨西哥"]),
    ("MY", &["malaysia", "马来西亚"]),
    ("NL", &["netherlands", "thenetherlands", "荷兰"]),
    ("NO", &["norway", "挪威"]),
    ("NZ", &["newzealand", "新西兰"]),
    ("PH", &["philippines", "菲律宾"]),
    ("PL", &["poland", "波兰"]),
    ("PT", &["portugal", "葡萄牙"]),
    ("RU", &["russia", "russianfederation", "俄罗斯"]),
    ("SE", &["sweden", "瑞典"]),
    ("SG", &["singapore", "新加坡"]),
    ("TH", &["thailand", "泰国"]),
    ("TR", &["turkey", "türkiye", "土耳其"]),
    ("VN", &["vietnam", "越南"]),
];

/// The two letters of a foreign country; nothing for China, and for what is no known country.
pub(super) fn foreign(text: &str) -> Option<String> {
    let plain: String = text.chars().filter(|c| c.is_alphabetic()).collect();
    let plain = plain.to_lowercase();
    let named = NAMES.iter().find(|(_, names)| names.contains(&plain.as_str()));
    let code = match named {
        Some((code, _)) => (*code).to_owned(),
        None if plain.len() == 2 && plain.is_ascii() => plain.to_ascii_uppercase(),
        None => return None,
    };
    (code != "CN").then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_foreign_country_is_told_from_china_and_from_nothing() {
        for (text, code) in [
            ("United States", Some("US")),
            ("us", Some("US")),
            ("UK", Some("GB")),
            ("德国", Some("DE")),
            ("SG", Some("SG")),
            ("China", None),
            ("CN", None),
            ("中国", None),
            ("Atlantis", None),
            ("", None),
        ] {
            assert_eq!(foreign(text).as_deref(), code, "{text}");
        }
    }
}
