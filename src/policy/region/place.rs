//! Whether two statements of a place can both be true, as far as that is sure.

use super::table::{Rung, is_city, rung, today};
use super::{chain, is_separator, number};

/// The division that an address begins with. Only one that is written out with its 市 or 区 and
/// stands behind its province or city is sure: 上海路 is not in 上海, and new towns all over the
/// country borrow the names of districts.
pub(in crate::policy) fn begins_with(address: &str) -> Option<u32> {
    let joined: String = address.chars().filter(|c| !is_separator(*c)).collect();
    let text = joined.strip_prefix("中华人民共和国").unwrap_or(&joined);
    let text = text.strip_prefix("中国").unwrap_or(text);
    let chain = chain::read(text).ok().filter(|chain| chain.full)?;
    let above = [chain.code / 10_000 * 10_000, chain.code / 100 * 100];
    let named = |code| today().at(code).is_some_and(|place| text.starts_with(place.short()));
    above.into_iter().any(named).then_some(chain.code)
}

/// Today's code in the stored form of a region.
pub(in crate::policy) fn known_code(stored: &str) -> Option<u32> {
    super::code(stored).and_then(number).filter(|code| today().at(*code).is_some())
}

/// The province of a division, by the first two digits of its code.
pub(in crate::policy) const fn province(code: u32) -> u32 {
    code / 10_000
}

/// Whether two divisions lie in different provinces, or in different cities.
pub(in crate::policy) fn differ(one: u32, other: u32) -> bool {
    if province(one) != province(other) {
        return true;
    }
    let whole = |code| rung(code) == Rung::Province;
    let same_city = is_city(one) || one / 100 == other / 100;
    !whole(one) && !whole(other) && !same_city
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_begins_with_a_division_or_says_nothing() {
        for (address, code) in [
            ("上海市浦东新区张江镇碧波路690号", Some(310_115)),
            ("上海浦东新区世纪大道", Some(310_115)),
            ("中国 广东省 深圳市 南山区", Some(440_305)),
            ("杭州市西湖区文三路", Some(330_106)),
            ("上海路12号", None),
            ("北京东路1号", None),
            ("滨海新区第一大街", None),
            ("中山路5号", None),
            ("朝阳区建国路", None),
            ("12 Main Street", None),
            ("", None),
        ] {
            assert_eq!(begins_with(address), code, "{address}");
        }
    }

    #[test]
    fn places_differ_only_where_that_is_sure() {
        for (one, other, expected) in [
            (310_115, 310_000, false),
            (310_115, 310_101, false),
            (500_101, 500_229, false),
            (440_305, 440_000, false),
            (440_305, 440_304, false),
            (440_305, 440_106, true),
            (440_300, 310_000, true),
        ] {
            assert_eq!(differ(one, other), expected, "{one} {other}");
        }
        assert_eq!(known_code("310115 上海市浦东新区张江镇"), Some(310_115));
        assert_eq!(known_code("999999 某地"), None);
        assert_eq!(known_code("海外"), None);
    }
}
