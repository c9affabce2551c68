//! Numbers that a spreadsheet has spoilt before they were saved as text: `1.38E+10` for a telephone
//! number, zeros behind the fifteenth digit of an identity number. Nothing can be made of them, and
//! whoever has the file must be told why.

use crate::policy::Code;

/// A spreadsheet keeps so many digits of a number.
const KEPT: usize = 15;

/// Why `text`, refused as `code` by a validator of long numbers, is none.
pub(in crate::policy) fn refine(text: &str, code: Code) -> Code {
    if is_scientific(text) {
        Code::Shortened
    } else if code != Code::AccountRounded && is_rounded(text) {
        Code::Rounded
    } else {
        code
    }
}

/// Digits with a power of ten: `1.38E+10`.
fn is_scientific(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let Some((number, power)) = text.split_once(['E', 'e']) else { return false };
    let (whole, part) = number.split_once('.').unwrap_or((number, "0"));
    // Without its sign a power behind a whole number may be part of some code.
    let signed = power.strip_prefix('+');
    let power = signed.or_else(|| number.contains('.').then_some(power));
    digits(whole) && digits(part) && power.is_some_and(digits)
}

/// More digits than a spreadsheet keeps, and nothing but zeros where it keeps none.
pub(super) fn is_rounded(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
        && text.get(KEPT..).is_some_and(|rest| rest.len() > 1 && rest.bytes().all(|b| b == b'0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_spoils_is_told() {
        for (text, code) in [
            ("1.38E+10", Code::Shortened),
            ("1E+10", Code::Shortened),
            ("1.38e10", Code::Shortened),
            ("4.40301199001010e+17", Code::Shortened),
            ("440301199001010000", Code::Rounded),
            ("6222020200112230000", Code::Rounded),
            ("13800000013", Code::Phone),
            ("440301199001010010", Code::Phone),
            ("E+10", Code::Phone),
            ("12E10", Code::Phone),
            ("1.3.8E+10", Code::Phone),
        ] {
            assert_eq!(refine(text, Code::Phone), code, "{text}");
        }
    }
}
