//! Unified social credit codes, GB 32100: eighteen characters, the last a check (mod 31).

use super::compact;
use crate::policy::Code;

/// The characters in order of their values; I, O, S, V, Z are not used.
const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// The normal form, in capitals.
pub(in crate::policy) fn read(text: &str) -> Result<String, Code> {
    let mut text = compact(text);
    text.make_ascii_uppercase();
    let values: Option<Vec<usize>> =
        text.bytes().map(|b| ALPHABET.iter().position(|known| *known == b)).collect();
    let values = values.filter(|values| values.len() == 18).ok_or(Code::CreditCode)?;
    // Weights are the powers of 3 modulo 31; with the check character's weight of one the sum
    // is a multiple of 31.
    let weights = std::iter::successors(Some(1), |weight| Some(weight * 3 % 31));
    let sum: usize =
        values.iter().take(17).zip(weights).map(|(value, weight)| value * weight).sum();
    let check = (31 - sum % 31) % 31;
    if values.last() == Some(&check) { Ok(text) } else { Err(Code::CreditCode) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_character_must_fit() {
        // The example of GB 32100, and the one of python-stdnum.
        for good in ["91350100M000100Y43", "91110000600037341L", "91110000600037341l"] {
            assert_eq!(read(good), Ok(good.to_ascii_uppercase()), "{good}");
        }
        for bad in ["", "91110000600037342L", "91110000600037341", "9111000060003734IL", "一二三"]
        {
            assert_eq!(read(bad), Err(Code::CreditCode), "{bad}");
        }
    }
}
