//! In which province a Chinese postcode lies, by its first two digits.
//!
//! Source: the two-digit areas of the postcodes of China Post, as listed by Wikipedia, "List of
//! postal codes in China" (facts, rewritten as a table). Where an area is known to reach over the
//! border of a province, both are named, so that nobody is told of a contradiction that is none:
//! the banners of eastern Inner Mongolia that Jilin and Heilongjiang serve (13, 15, 16), places in
//! Hebei that Beijing serves (10), and what was Sichuan until Chongqing left it in 1997 (63, 64).

/// The provinces of each area, by the two digits that their divisions' codes begin with.
const AREAS: &[(&str, &[u32])] = &[
    ("01 02", &[15]),
    ("03 04", &[14]),
    ("05 06 07", &[13]),
    ("10", &[11, 13]),
    ("11 12", &[21]),
    ("13", &[22, 15]),
    ("15 16", &[23, 15]),
    ("20", &[31]),
    ("21 22", &[32]),
    ("23 24", &[34]),
    ("25 26 27", &[37]),
    ("30", &[12]),
    ("31 32", &[33]),
    ("33 34", &[36]),
    ("35 36", &[35]),
    ("40", &[50]),
    ("41 42", &[43]),
    ("43 44", &[42]),
    ("45 46 47", &[41]),
    ("51 52", &[44]),
    ("53 54", &[45]),
    ("55 56", &[52]),
    ("57", &[46]),
    ("61 62", &[51]),
    ("63 64", &[51, 50]),
    ("65 66 67", &[53]),
    ("71 72", &[61]),
    ("73 74", &[62]),
    ("75", &[64]),
    ("81", &[63]),
    ("83 84", &[65]),
    ("85 86", &[54]),
];

/// The provinces in which `postcode` may lie; nothing for one that is not Chinese, or of an area
/// that is not in use.
pub(in crate::policy) fn provinces(postcode: &str) -> Option<&'static [u32]> {
    let chinese = postcode.len() == 6 && postcode.bytes().all(|b| b.is_ascii_digit());
    let area = postcode.get(..2).filter(|_| chinese)?;
    let known = |(areas, _): &&(&str, &[u32])| areas.split(' ').any(|known| known == area);
    AREAS.iter().find(known).map(|(_, provinces)| *provinces)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_lie_in_their_provinces() {
        for (postcode, province) in [
            ("100000", 11), // 北京
            ("200120", 31), // 上海浦东
            ("010010", 15), // 呼和浩特
            ("030001", 14), // 太原
            ("050000", 13), // 石家庄
            ("110000", 21), // 沈阳
            ("130000", 22), // 长春
            ("150000", 23), // 哈尔滨
            ("137400", 15), // 乌兰浩特, served by Jilin
            ("210000", 32), // 南京
            ("230000", 34), // 合肥
            ("250000", 37), // 济南
            ("310000", 33), // 杭州
            ("330000", 36), // 南昌
            ("350000", 35), // 福州
            ("400000", 50), // 重庆
            ("410000", 43), // 长沙
            ("430000", 42), // 武汉
            ("450000", 41), // 郑州
            ("518000", 44), // 深圳
            ("530000", 45), // 南宁
            ("550000", 52), // 贵阳
            ("570000", 46), // 海口
            ("610000", 51), // 成都
            ("650000", 53), // 昆明
            ("710000", 61), // 西安
            ("730000", 62), // 兰州
            ("750000", 64), // 银川
            ("810000", 63), // 西宁
            ("830000", 65), // 乌鲁木齐
            ("850000", 54), // 拉萨
        ] {
            assert!(provinces(postcode).unwrap().contains(&province), "{postcode}");
        }
    }

    #[test]
    fn what_is_no_area_says_nothing() {
        for text in ["10115", "SW1A 1AA", "999077", "080000", "", "邮编邮编邮"] {
            assert_eq!(provinces(text), None, "{text}");
        }
        let areas: Vec<_> = AREAS.iter().flat_map(|(areas, _)| areas.split(' ')).collect();
        let once: std::collections::HashSet<_> = areas.iter().collect();
        assert_eq!(once.len(), areas.len());
    }
}
