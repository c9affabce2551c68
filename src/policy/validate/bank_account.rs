//! Bank accounts. Company accounts have no common form, so only what is certainly a card of
//! 银联 (16 to 19 digits that begin with 62) must pass Luhn's check.

use super::{compact, shortened};
use crate::policy::Code;

/// Lengths of a number that begins like a card of 银联: it has 16 to 19 digits. Those of 17 and 18
/// were issued too, but company accounts of that length begin with any digits.
const CARD: [usize; 2] = [16, 19];

/// The normal form: 6 to 34 digits and capitals, as many as an IBAN may have.
pub(in crate::policy) fn read(text: &str) -> Result<String, Code> {
    let mut text = compact(text);
    text.make_ascii_uppercase();
    if !text.bytes().all(|b| b.is_ascii_alphanumeric())
        || text.bytes().filter(u8::is_ascii_digit).count() < 6.min(text.len())
    {
        return Err(Code::BankCharacters);
    }
    if !(6..=34).contains(&text.len()) {
        return Err(Code::BankLength);
    }
    let digits = text.bytes().all(|b| b.is_ascii_digit());
    if shortened::is_rounded(&text) {
        return Err(Code::AccountRounded);
    }
    let card = digits && text.starts_with("62") && CARD.contains(&text.len());
    if card && !passes_luhn(text.as_bytes()) { Err(Code::BankCardCheck) } else { Ok(text) }
}

fn passes_luhn(digits: &[u8]) -> bool {
    let value =
        |(place, digit): (usize, &u8)| match (place % 2, u32::from(digit.wrapping_sub(b'0'))) {
            (0, value) => value,
            (_, value) => value * 2 / 10 + value * 2 % 10,
        };
    digits.iter().rev().enumerate().map(value).sum::<u32>().is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cards_must_pass_the_check_and_accounts_need_not() {
        for (text, normal) in [
            ("6200 0000 0000 0005", "6200000000000005"),
            ("44031234567890123456", "44031234567890123456"),
            ("4403123456789010", "4403123456789010"),
            ("de89 3704 0044 0532 0130 00", "DE89370400440532013000"),
        ] {
            assert_eq!(read(text).as_deref(), Ok(normal), "{text}");
        }
    }

    #[test]
    fn each_fault_has_its_code() {
        for (bad, code) in [
            ("", Code::BankLength),
            ("12345", Code::BankLength),
            ("12345678901234567890123456789012345", Code::BankLength),
            ("account", Code::BankCharacters),
            ("6200_0000", Code::BankCharacters),
            ("一二三四五六", Code::BankCharacters),
            ("6200000000000006", Code::BankCardCheck),
            ("622202100111624000", Code::AccountRounded),
            ("6222 0210 0111 6240 0", Code::AccountRounded),
            ("6200000000000000001", Code::BankCardCheck),
        ] {
            assert_eq!(read(bad), Err(code), "{bad}");
        }
        assert!(read("62000000000000O5").is_ok(), "with a letter it is no card");
    }
}
