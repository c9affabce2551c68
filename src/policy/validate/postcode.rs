//! Postcodes: six digits in China, three to thirteen letters and digits abroad.

use super::compact;
use crate::policy::Code;

/// The normal form: no blanks in a Chinese one, single blanks and capitals in a foreign one.
pub(in crate::policy) fn read(text: &str) -> Result<String, Code> {
    let plain = compact(text);
    if plain.bytes().all(|b| b.is_ascii_digit()) {
        // Seven digits are foreign, longer ones are something else altogether. With fewer than six
        // nobody can tell a foreign one from one that lost its 0 in a spreadsheet.
        return match plain.len() {
            6 if !in_use(&plain) => Err(Code::PostcodeArea),
            6..=7 => Ok(plain),
            3..=5 => Err(Code::PostcodeShort),
            _ => Err(Code::PostcodeLength),
        };
    }
    let mut text = text.to_owned();
    text.make_ascii_uppercase();
    let formed = text.bytes().all(|b| b.is_ascii_alphanumeric() || b" -".contains(&b))
        && text.bytes().any(|b| b.is_ascii_digit());
    match text.len() {
        _ if !formed => Err(Code::PostcodeCharacters),
        3..=13 => Ok(text),
        _ => Err(Code::PostcodeLength),
    }
}

/// Whether six digits are in an area of China Post, 01 to 86, or what stands for Hong Kong, Macau and
/// Taiwan there.
fn in_use(digits: &str) -> bool {
    let area = digits.get(..2).and_then(|area| area.parse().ok());
    area.is_some_and(|area: u8| (1..=86).contains(&area))
        || matches!(digits, "999077" | "999078" | "999079")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_and_foreign_codes_are_told() {
        for (text, normal) in [
            ("200120", "200120"),
            ("200 120", "200120"),
            ("999077", "999077"),
            ("sw1a 1aa", "SW1A 1AA"),
            ("1012 AB", "1012 AB"),
            ("de-10115", "DE-10115"),
            ("1000001", "1000001"),
            ("us-94105-1234", "US-94105-1234"),
        ] {
            assert_eq!(read(text).as_deref(), Ok(normal), "{text}");
        }
        for (text, code) in [
            ("000000", Code::PostcodeArea),
            ("999999", Code::PostcodeArea),
            ("870000", Code::PostcodeArea),
            ("12", Code::PostcodeLength),
            ("123", Code::PostcodeShort),
            ("10000", Code::PostcodeShort),
            ("13800000013", Code::PostcodeLength),
            ("无", Code::PostcodeCharacters),
            ("ABCDEF", Code::PostcodeCharacters),
            ("SW1A 1AA LONDON", Code::PostcodeLength),
        ] {
            assert_eq!(read(text), Err(code), "{text}");
        }
    }
}
