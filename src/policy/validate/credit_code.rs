//! Unified social credit codes, GB 32100: who registers, what kind, six digits of region, the nine
//! characters of an organisation code (GB 11714, with a check of its own), a check (mod 31).

use super::compact;
use crate::policy::Code;

/// The characters in order of their values; I, O, S, V, Z are not used.
const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// Authorities that register: 机构编制 外交 司法 文化 民政 旅游 宗教 工会 工商 军委 农业 其他.
const AUTHORITIES: &[u8] = b"123456789ANY";

/// Weights of the eight characters of an organisation code.
const WEIGHTS: [usize; 8] = [3, 7, 9, 10, 5, 8, 4, 2];

/// The normal form, in capitals.
pub(in crate::policy) fn read(text: &str) -> Result<String, Code> {
    let mut text = compact(text);
    text.make_ascii_uppercase();
    check(text.as_bytes()).map(|()| text)
}

fn check(text: &[u8]) -> Result<(), Code> {
    if text.len() != 18 {
        return Err(Code::CreditCodeLength);
    }
    let value = |b: &u8| ALPHABET.iter().position(|known| known == b);
    let values: Option<Vec<usize>> = text.iter().map(value).collect();
    let values = values.ok_or(Code::CreditCodeCharacters)?;
    let [authority, kind, ..] = text else { return Err(Code::CreditCodeLength) };
    if !AUTHORITIES.contains(authority) || !kind.is_ascii_digit() {
        return Err(Code::CreditCodeAuthority);
    }
    if !text.get(2..8).is_some_and(|region| region.iter().all(u8::is_ascii_digit)) {
        return Err(Code::CreditCodeRegion);
    }
    // Weights are the powers of 3 modulo 31; with the check character's weight of one the sum
    // is a multiple of 31.
    let weights = std::iter::successors(Some(1), |weight| Some(weight * 3 % 31));
    let sum: usize =
        values.iter().take(17).zip(weights).map(|(value, weight)| value * weight).sum();
    if values.last() != Some(&((31 - sum % 31) % 31)) {
        return Err(Code::CreditCodeCheck);
    }
    match text.get(8..17) {
        Some(organisation) if organisation_fits(organisation) => Ok(()),
        _ => Err(Code::CreditCodeOrganisation),
    }
}

/// Whether the last of nine characters is the check of the eight before it (GB 11714, mod 11).
fn organisation_fits(code: &[u8]) -> bool {
    let value = |b: &u8| match b {
        b'0'..=b'9' => usize::from(b - b'0'),
        letter => usize::from(letter.wrapping_sub(b'A')) + 10,
    };
    let sum: usize = code.iter().zip(WEIGHTS).map(|(b, weight)| value(b) * weight).sum();
    let check = match 11 - sum % 11 {
        10 => b'X',
        11 => b'0',
        digit => b"0123456789".get(digit).copied().unwrap_or_default(),
    };
    code.last() == Some(&check)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn good_codes_are_kept_in_capitals() {
        // The example of GB 32100, and the one of python-stdnum.
        for good in ["91350100M000100Y43", "91110000600037341L", "91110000600037341l"] {
            assert_eq!(read(good), Ok(good.to_ascii_uppercase()), "{good}");
        }
    }

    #[test]
    fn each_fault_has_its_code() {
        for (bad, code) in [
            ("", Code::CreditCodeLength),
            ("91110000600037341", Code::CreditCodeLength),
            ("一二三", Code::CreditCodeLength),
            ("9111000060003734IL", Code::CreditCodeCharacters),
            ("91110000600037341-", Code::CreditCodeLength),
            ("B1110000600037341L", Code::CreditCodeAuthority),
            ("9N110000600037341L", Code::CreditCodeAuthority),
            ("91A10000600037341L", Code::CreditCodeRegion),
            ("91110000600037342L", Code::CreditCodeCheck),
            ("91110000600037341M", Code::CreditCodeCheck),
            ("91110000600037342P", Code::CreditCodeOrganisation),
        ] {
            assert_eq!(read(bad), Err(code), "{bad}");
        }
    }
}
