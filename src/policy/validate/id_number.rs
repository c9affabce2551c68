//! Chinese identity numbers, GB 11643: six digits of region, a birth date, three of order, and a
//! check digit (ISO 7064 MOD 11-2).

use jiff::civil::Date;

use super::compact;
use crate::model::date::day;
use crate::policy::{Code, region};

/// The first two digits of the region of an identity number; 81, 82 and 83 are those of residence
/// permits of people from Hong Kong, Macau and Taiwan. The number of a permanent residence card of a
/// foreigner begins with 9: it is another document, with other digits behind.
const PROVINCES: [u8; 35] = [
    11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52,
    53, 54, 61, 62, 63, 64, 65, 71, 81, 82, 83,
];

/// The normal form: eighteen characters with a capital X, or the fifteen digits of the old form.
pub(in crate::policy) fn read(text: &str) -> Result<String, Code> {
    let mut text = compact(text);
    text.make_ascii_uppercase();
    check(text.as_bytes()).map(|()| text)
}

fn check(text: &[u8]) -> Result<(), Code> {
    let (body, last) = match text {
        [body @ .., last] if text.len() == 18 => (body, Some(*last)),
        body if text.len() == 15 => (body, None),
        _ => return Err(Code::IdLength),
    };
    let well_formed = body.iter().all(u8::is_ascii_digit)
        && last.is_none_or(|last| last.is_ascii_digit() || last == b'X');
    if !well_formed {
        return Err(Code::IdCharacters);
    }
    let province = number(body.get(..2).unwrap_or_default());
    if body.first() == Some(&b'9') {
        return Err(Code::IdForeign);
    }
    if !PROVINCES.iter().any(|known| u16::from(*known) == province) {
        return Err(Code::IdRegion);
    }
    if birth(text).is_none() {
        return Err(Code::IdDate);
    }
    match last {
        Some(last) if last != check_digit(body) => Err(Code::IdCheckDigit),
        _ => Ok(()),
    }
}

/// The check digit of the first seventeen digits, `0`–`9` or `X`.
pub(in crate::policy) fn check_digit(body: &[u8]) -> u8 {
    // ISO 7064 MOD 11-2: the whole, each digit weighted by a power of two, leaves 1 modulo 11.
    let sum = body.iter().fold(0, |sum: u32, digit| (sum + u32::from(digit - b'0')) * 2 % 11);
    match (12 - sum) % 11 {
        10 => b'X',
        digit => b"0123456789".get(digit as usize).copied().unwrap_or_default(),
    }
}

/// The same number in its other form: of fifteen digits in eighteen, and of one of the last century
/// the other way round.
pub(in crate::policy) fn other_form(text: &str) -> Option<String> {
    match text.len() {
        15 => {
            let (place, rest) = text.split_at_checked(6)?;
            let body = format!("{place}19{rest}");
            let digits = body.bytes().all(|b| b.is_ascii_digit());
            digits.then(|| format!("{body}{}", char::from(check_digit(body.as_bytes()))))
        }
        18 => Some(format!("{}{}", text.get(..6)?, text.get(6..17)?.strip_prefix("19")?)),
        _ => None,
    }
}

/// The birth date inside a number of either form.
pub(in crate::policy) fn birth(text: &[u8]) -> Option<Date> {
    let (year, rest) = match text.len() {
        18 => (number(text.get(6..10)?), text.get(10..14)?),
        15 => (1900 + number(text.get(6..8)?), text.get(8..12)?),
        _ => return None,
    };
    let (month, of_month) = (number(rest.get(..2)?), number(rest.get(2..)?));
    let date = day(year.try_into().ok()?, month.try_into().ok()?, of_month.try_into().ok()?)?;
    (date.year() >= 1850).then_some(date)
}

/// Whether a division had the six digits that a number of either form begins with, when its
/// holder was born or later. Those of Hong Kong, Macau, Taiwan and of foreigners name none; and
/// as example.com is nobody's domain, `…990` is nobody's place: made-up customers have it.
pub(in crate::policy) fn has_known_place(text: &[u8]) -> bool {
    let code = text.get(..6).unwrap_or_default();
    let digits = code.iter().fold(0, |value: u32, digit| value * 10 + u32::from(digit & 15));
    let year = birth(text).map_or(0, Date::year);
    let excepted = matches!(code, [b'7'..=b'9', ..] | [_, _, _, b'9', b'9', b'0']);
    excepted || region::had_code(digits, year)
}

/// The id of the gender inside a number of either form: its order number is odd for men.
pub(in crate::policy) fn gender(text: &[u8]) -> Option<&'static str> {
    let digit = if text.len() == 18 { text.get(16) } else { text.get(14) }?;
    Some(if digit % 2 == 1 { "male" } else { "female" })
}

/// The value of at most four digits.
fn number(digits: &[u8]) -> u16 {
    digits.iter().fold(0, |value, digit| value * 10 + u16::from(digit.wrapping_sub(b'0')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn good_numbers_are_kept_and_their_x_is_a_capital() {
        // 11010519491231002X is the example of GB 11643 itself.
        for (text, normal) in [
            ("11010519491231002x", "11010519491231002X"),
            ("440524188001010014", "440524188001010014"),
            ("110105 19491231 002X", "11010519491231002X"),
            ("110105491231002", "110105491231002"),
        ] {
            assert_eq!(read(text).as_deref(), Ok(normal), "{text}");
        }
    }

    #[test]
    fn a_number_has_two_forms() {
        let (long, short) = ("11010519491231002X", "110105491231002");
        assert_eq!(other_form(long).as_deref(), Some(short));
        assert_eq!(other_form(short).as_deref(), Some(long));
        assert_eq!(other_form("440524188001010014"), None);
        assert_eq!(other_form("12345"), None);
    }

    #[test]
    fn each_fault_has_its_code() {
        for (text, code) in [
            ("", Code::IdLength),
            ("1101051949123100", Code::IdLength),
            ("11010519491231A02X", Code::IdCharacters),
            ("1101054912310A2", Code::IdCharacters),
            ("110105491301002", Code::IdDate),
            ("101105194912310020", Code::IdRegion),
            ("910105194912310020", Code::IdForeign),
            ("990000199001010010", Code::IdForeign),
            ("110105194913310020", Code::IdDate),
            ("110105194902300020", Code::IdDate),
            ("110105194912310021", Code::IdCheckDigit),
        ] {
            assert_eq!(read(text), Err(code), "{text}");
        }
    }

    #[test]
    fn a_place_is_known_at_the_time_of_birth() {
        for (text, known) in [
            ("11010519491231002X", true),
            ("110105491231002", true),
            ("110103201501010010", false),
            ("110103194901010010", true),
            ("830000199001010010", true),
            ("440990195001010010", true),
            ("440991195001010010", false),
        ] {
            assert_eq!(has_known_place(text.as_bytes()), known, "{text}");
        }
    }

    #[test]
    fn birth_and_gender_are_told_from_either_form() {
        for text in ["11010519491231002X", "110105491231002"] {
            assert_eq!(birth(text.as_bytes()).unwrap().to_string(), "1949-12-31");
            assert_eq!(gender(text.as_bytes()), Some("female"));
        }
    }

    proptest::proptest! {
        #[test]
        fn one_wrong_digit_is_always_found(order in 0u32..1000, at in 0usize..17, other in 0u8..10) {
            let mut body = format!("31010119900101{order:03}").into_bytes();
            let check = check_digit(&body);
            let changed = body[at] != b'0' + other;
            body[at] = b'0' + other;
            body.push(check);
            let text = String::from_utf8(body).unwrap();
            proptest::prop_assert_eq!(read(&text).is_err(), changed);
        }
    }
}
