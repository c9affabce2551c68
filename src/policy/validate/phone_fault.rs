//! Why a telephone number is none. Whether it is one has been decided before; this only explains,
//! from the shape of Chinese numbers.

use super::compact;
use crate::policy::Code;

/// Area codes by the length of local numbers; its header names the source.
const AREAS: &str = include_str!("area_codes.txt");

/// The country code of China.
const CHINA: i32 = 86;

/// What is wrong with `text`, of which it is known that it is no valid number; `country` is the
/// country code it has, if it could be read at all.
pub(super) fn of(text: &str, country: Option<i32>) -> Code {
    let bare: String = compact(text).chars().filter(|c| !"()./".contains(*c)).collect();
    let (abroad, digits) = without_country(&bare);
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Code::Phone;
    }
    match country {
        Some(CHINA) if names_china(&bare) && !digits.starts_with('0') => match chinese(digits) {
            Code::PhoneBare => land_line(digits),
            code => code,
        },
        Some(CHINA) => chinese(digits),
        Some(_) => Code::PhoneForeign,
        None if abroad => Code::PhoneCountry,
        None => chinese(digits),
    }
}

/// Whether `text` is a land line without anything before its area code, as a spreadsheet leaves it that
/// takes a number for an amount, and as other countries write their own: `(312) 596-1000`.
pub(super) fn is_bare(text: &str) -> bool {
    let bare: String = compact(text).chars().filter(|c| !"()./".contains(*c)).collect();
    let begins = |prefix: &str| bare.starts_with(prefix);
    // 10 64318888 is of Beijing; nothing else of ten digits begins with a 1.
    let beijing = begins("10") && bare.len() == 10;
    bare.len() > 8
        && (beijing || !["0", "+", "1", "400", "800"].into_iter().any(begins))
        && !(begins("86") && bare.len() > 11)
}

fn names_china(bare: &str) -> bool {
    bare.starts_with("+86") || bare.starts_with("0086")
}

/// Whether a country other than China is named, and the digits behind the code of China.
fn without_country(bare: &str) -> (bool, &str) {
    for prefix in ["+86", "0086"] {
        if let Some(rest) = bare.strip_prefix(prefix) {
            return (false, rest);
        }
    }
    let rest = bare.strip_prefix('+').or_else(|| bare.strip_prefix("00"));
    (rest.is_some(), rest.unwrap_or(bare))
}

/// `digits` is not empty.
fn chinese(digits: &str) -> Code {
    if let Some(rest) = digits.strip_prefix('0') {
        return land_line(rest);
    }
    match digits.as_bytes() {
        [b'4' | b'8', b'0', b'0', ..] => Code::PhoneService,
        [] | [_] | [_, _] if digits.len() < 3 => Code::Phone,
        _ if digits.len() <= 6 => Code::PhoneShort,
        [b'1', b'3'..=b'9', ..] => Code::PhoneMobileLength,
        [b'1', ..] => Code::PhoneMobilePrefix,
        _ if digits.len() <= 8 => Code::PhoneNoArea,
        _ => Code::PhoneBare,
    }
}

/// `digits` begin with an area code without its 0.
fn land_line(digits: &str) -> Code {
    let area = AREAS.lines().filter(|line| !line.starts_with('#')).find_map(|line| {
        let (lengths, areas) = line.split_once(' ')?;
        let area = areas.split(' ').find(|area| digits.starts_with(area))?;
        Some((lengths, area))
    });
    let Some((lengths, area)) = area else { return Code::PhoneArea };
    let local = digits.len() - area.len();
    if lengths.bytes().any(|length| usize::from(length - b'0') == local) {
        Code::Phone
    } else {
        Code::PhoneLocal
    }
}
