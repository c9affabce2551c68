//! Telephone numbers, kept as E.164: `+8613800000013`, an extension as `;ext=12` (RFC 3966).

use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumberFormat, Region};

use super::{compact, phone_fault};
use crate::policy::Code;
use crate::policy::normalise::tidy;

/// The normal form. Numbers without a country code are Chinese.
pub(in crate::policy) fn read(text: &str) -> Result<String, Code> {
    if is_mobile(text) {
        return Ok(["+86", text].concat());
    }
    let bare = compact(text);
    let national = ["+86", "0086", "86"].iter().find_map(|prefix| bare.strip_prefix(prefix));
    let either = [Some(bare.as_str()), national];
    if let Some(mobile) = either.iter().flatten().find(|t| is_mobile(t) || is_hotline(t)) {
        return Ok(format!("+86{mobile}"));
    }
    foreign_or_fixed(text)
}

/// Whether `text` is a Chinese mobile number, eleven digits that begin with 13 to 19.
pub(in crate::policy) fn is_mobile(text: &str) -> bool {
    matches!(text.as_bytes(), [b'1', b'3'..=b'9', rest @ ..]
        if rest.len() == 9 && rest.iter().all(u8::is_ascii_digit))
}

/// Whether a number that was taken for a Chinese one, written so, may be one of another country: it names
/// none, and is no Chinese mobile number, which people take abroad with them. What is grouped as North
/// Americans do (1-380-555-0123) is none.
pub(in crate::policy) fn may_be_foreign(written: &str) -> bool {
    let text = tidy(written);
    let bare: String = compact(&text).chars().filter(|c| !"()./".contains(*c)).collect();
    let begins = |prefix: &str| bare.starts_with(prefix);
    let named = begins("+") || begins("00") || begins("86") && bare.len() > 11;
    let apart = |rest: &str| !rest.starts_with(|c: char| c.is_ascii_digit());
    let grouped = text.strip_prefix('1').is_some_and(apart);
    !named && (grouped || !is_mobile(&bare))
}

/// Whether `text` is the short number of a company for its customers: 95588, 962288, 10086.
fn is_hotline(text: &str) -> bool {
    let lengths: &[usize] = match text.as_bytes() {
        [b'9', b'5' | b'6', ..] => &[5, 6],
        [b'1', b'0', b'0', ..] => &[5],
        _ => &[],
    };
    lengths.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
}

/// Land lines, service numbers and other countries go through the numbering plans of
/// libphonenumber; half a megabyte of tables that plain mobile numbers never load.
fn foreign_or_fixed(text: &str) -> Result<String, Code> {
    let (text, own_extension) = split_extension(text)?;
    if text.chars().any(char::is_alphabetic) {
        return Err(Code::PhoneLetters);
    }
    if !text.bytes().any(|b| b.is_ascii_digit()) {
        return Err(Code::Phone);
    }
    let parsed = PHONE_NUMBER_UTIL.parse(text, Some(Region::CN));
    let number = parsed.map_err(|_| phone_fault::of(text, None))?;
    if phone_fault::is_bare(text) {
        return Err(Code::PhoneBare);
    }
    if !PHONE_NUMBER_UTIL.is_valid_number(&number) {
        return Err(phone_fault::of(text, Some(number.country_code)));
    }
    let plain = PHONE_NUMBER_UTIL.format(&number, PhoneNumberFormat::E164);
    if own_extension.is_empty() {
        Ok(plain.into_owned())
    } else {
        Ok(format!("{plain};ext={own_extension}"))
    }
}

/// `010-12345678转801`, `… ext 801`, `…;ext=801`, `…#801` and `010-12345678-801`: the number and the
/// extension's digits.
fn split_extension(text: &str) -> Result<(&str, &str), Code> {
    for mark in [";ext=", "分机", "转", "ext.", "ext", "EXT", "#"] {
        let Some((number, extension)) = text.split_once(mark) else { continue };
        let extension = extension.trim_matches([' ', ':', '-']);
        if !(1..=6).contains(&extension.len()) || !extension.bytes().all(|b| b.is_ascii_digit()) {
            return Err(Code::PhoneExtension);
        }
        let number = number.trim_end_matches([' ', ',', '-', '转']);
        return Ok((number, extension));
    }
    Ok(hyphenated(text).unwrap_or((text, "")))
}

/// 区号-号码-分机 of a Chinese land line; elsewhere what stands behind the last dash is of the number.
fn hyphenated(text: &str) -> Option<(&str, &str)> {
    let digits = |text: &str, lengths: std::ops::RangeInclusive<usize>| {
        lengths.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
    };
    let (number, extension) = text.rsplit_once('-')?;
    let (area, local) = number.rsplit_once(['-', ' ', ')'])?;
    let area = area.trim_matches(['(', ')', ' ']);
    let rest = ["+86", "0086", "86"].into_iter().find_map(|prefix| area.strip_prefix(prefix));
    let area = rest.map_or(area, |rest| rest.trim_start_matches(['-', ' ', '('])).trim_end();
    let is_area = digits(area, 2..=4) && (rest.is_some() || area.starts_with('0'));
    (is_area && digits(local, 7..=8) && digits(extension, 1..=6)).then_some((number, extension))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_of_a_number_is_one() {
        for (normal, spellings) in [
            (
                "+8613800000013",
                &["13800000013", "138 0000 0013", "138-0000-0013", "+86 138 0000 0013"][..],
            ),
            (
                "+8613800000013",
                &["8613800000013", "008613800000013", "\u{202d}13800000013\u{202c}"],
            ),
            ("+862161234567", &["021-61234567", "(021) 6123 4567", "+86 21 6123 4567"]),
            ("+862161234567;ext=801", &["021-61234567转801", "021-61234567 ext 801"]),
            ("+862161234567;ext=801", &["021-61234567-分机801", "+862161234567;ext=801"]),
            ("+862161234567;ext=801", &["021-61234567转分机801", "021-61234567 EXT:801"]),
            ("+862161234567;ext=801", &["021-61234567-801", "+86-21-61234567-801"]),
            ("+862161234567;ext=801", &["(021) 61234567-801", "86 21 61234567-801"]),
            ("+862161234567", &["862161234567", "021 6123-4567"]),
            ("+493012345671", &["+49-30-1234567-1"]),
            ("+864008208820", &["400-820-8820", "4008208820"]),
            ("+868008100001", &["800-810-0001"]),
            ("+8695588", &["95588", "+86 95588"]),
            ("+867927234567", &["0792-7234567"]),
            ("+12015550123", &["+1 201-555-0123", "001 201 555 0123"]),
            ("+85221234567", &["+852 2123 4567"]),
        ] {
            for spelling in spellings {
                assert_eq!(read(spelling).as_deref(), Ok(normal), "{spelling}");
            }
            assert_eq!(read(normal).as_deref(), Ok(normal));
        }
    }

    #[test]
    fn a_number_that_names_no_country_may_be_foreign_unless_it_is_a_mobile_number() {
        for text in ["020 7946 0958", "010-6431-8888", "(090) 1234-5678", "1-380-555-0123", "95588"]
        {
            assert!(may_be_foreign(text), "{text}");
        }
        for text in [
            "13800000013",
            "138-0000-0013",
            "１３８ ００００ ００１３",
            "+86 10 6431 8888",
            "＋86 10 6431 8888",
            "(0086) 10-64318888",
            "86 10 64318888",
        ] {
            assert!(!may_be_foreign(text), "{text}");
        }
    }

    #[test]
    fn each_fault_has_its_code() {
        for (text, code) in [
            ("", Code::Phone),
            ("+", Code::Phone),
            ("１", Code::Phone),
            ("phone", Code::PhoneLetters),
            ("1800 flowers", Code::PhoneLetters),
            ("13800000013x", Code::PhoneLetters),
            ("1380000001", Code::PhoneMobileLength),
            ("138000000133", Code::PhoneMobileLength),
            ("+86 138 0000 001", Code::PhoneMobileLength),
            ("12800000013", Code::PhoneMobilePrefix),
            ("12345678901", Code::PhoneMobilePrefix),
            ("61234567", Code::PhoneNoArea),
            ("026-61234567", Code::PhoneArea),
            ("0300-1234567", Code::PhoneArea),
            ("021-6123456", Code::PhoneLocal),
            ("0792-72345678", Code::PhoneLocal),
            ("400-820-882", Code::PhoneService),
            ("(312) 596-1000", Code::PhoneBare),
            ("415-555-2671", Code::PhoneBare),
            ("2125550123", Code::PhoneBare),
            ("2161234567", Code::PhoneBare),
            ("1064318888", Code::PhoneBare),
            ("(10) 6431-8888", Code::PhoneBare),
            ("7927234567", Code::PhoneBare),
            ("31259610000", Code::PhoneBare),
            ("8612345678", Code::PhoneBare),
            ("+86 26 61234567", Code::PhoneArea),
            ("021-61234567-8012345", Code::PhoneLocal),
            ("12345", Code::PhoneShort),
            ("110", Code::PhoneShort),
            ("+999 12345678", Code::PhoneCountry),
            ("+1 201 555", Code::PhoneForeign),
            ("021-61234567转", Code::PhoneExtension),
            ("021-61234567转8012345", Code::PhoneExtension),
        ] {
            assert_eq!(read(text), Err(code), "{text}");
        }
    }
}
