//! Telephone numbers, kept as E.164: `+8613800000013`, an extension as `;ext=12` (RFC 3966).

use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumberFormat, Region};

use super::compact;
use crate::policy::Code;

/// The normal form. Numbers without a country code are Chinese.
pub(in crate::policy) fn read(text: &str) -> Result<String, Code> {
    if is_mobile(text) {
        return Ok(["+86", text].concat());
    }
    let bare = compact(text);
    let national = ["+86", "0086", "86"].iter().find_map(|prefix| bare.strip_prefix(prefix));
    if let Some(mobile) =
        [Some(bare.as_str()), national].into_iter().flatten().find(|t| is_mobile(t))
    {
        return Ok(format!("+86{mobile}"));
    }
    foreign_or_fixed(text)
}

/// Whether `text` is a Chinese mobile number, eleven digits that begin with 13 to 19.
pub(in crate::policy) fn is_mobile(text: &str) -> bool {
    matches!(text.as_bytes(), [b'1', b'3'..=b'9', rest @ ..]
        if rest.len() == 9 && rest.iter().all(u8::is_ascii_digit))
}

/// Land lines, service numbers and other countries go through the numbering plans of
/// libphonenumber; half a megabyte of tables that plain mobile numbers never load.
fn foreign_or_fixed(text: &str) -> Result<String, Code> {
    let (text, own_extension) = split_extension(text);
    if !text.bytes().any(|b| b.is_ascii_digit()) || text.chars().any(char::is_alphabetic) {
        return Err(Code::Phone);
    }
    let number = PHONE_NUMBER_UTIL.parse(text, Some(Region::CN)).map_err(|_| Code::Phone)?;
    if !PHONE_NUMBER_UTIL.is_valid_number(&number) {
        return Err(Code::Phone);
    }
    let plain = PHONE_NUMBER_UTIL.format(&number, PhoneNumberFormat::E164);
    if own_extension.is_empty() {
        Ok(plain.into_owned())
    } else {
        Ok(format!("{plain};ext={own_extension}"))
    }
}

/// `010-12345678转801`, `… ext 801`, `…;ext=801` and `…#801`: the number and the extension's digits.
fn split_extension(text: &str) -> (&str, &str) {
    for mark in [";ext=", "分机", "转", "ext.", "ext", "#"] {
        let Some((number, extension)) = text.split_once(mark) else { continue };
        let extension = extension.trim_matches([' ', ':', '-']);
        if (1..=6).contains(&extension.len()) && extension.bytes().all(|b| b.is_ascii_digit()) {
            return (number.trim_end_matches([' ', ',', '-']), extension);
        }
    }
    (text, "")
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
            ("+864008208820", &["400-820-8820", "4008208820"]),
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
    fn what_is_no_number_is_refused() {
        let bad =
            ["", "12345678901", "1380000001", "138000000133", "12800000013", "phone", "+", "１"];
        for text in bad.into_iter().chain(["1800 flowers", "+86 1234", "13800000013x"]) {
            assert_eq!(read(text), Err(Code::Phone), "{text}");
        }
    }
}
