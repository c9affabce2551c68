//! The recovery code: 160 random bits that a person can write on paper and type back.
//!
//! Eight groups of four of Crockford's base-32 digits, which leave out I, L, O and U; what is
//! easily mistaken is read as what it was. There is no check digit: a wrong code does not open.

use unicode_normalization::UnicodeNormalization as _;
use zeroize::Zeroizing;

use super::derive;
use super::random::{Random, RandomError};
use super::secret::Key;

/// Crockford's digits in the order of their values.
const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Bytes of a code.
const BYTES: usize = 20;
/// Digits of a code.
const LEN: usize = 32;
/// Digits of a group.
const GROUP: usize = 4;

/// A recovery code; wiped when dropped, prints nothing of itself.
pub struct RecoveryCode(Zeroizing<[u8; BYTES]>);

/// The text has not 32 digits of a recovery code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a recovery code")]
pub struct NotACode;

impl RecoveryCode {
    /// A new code from the operating system's randomness.
    pub fn generate(random: &mut Random) -> Result<Self, RandomError> {
        random.key_bytes().map(Self)
    }

    /// Reads a code as people type it: lower case, full width, with or without dashes and blanks,
    /// O for 0, I or L for 1.
    pub fn parse(text: &str) -> Result<Self, NotACode> {
        let mut bytes = Zeroizing::new([0; BYTES]);
        let mut out = bytes.iter_mut();
        let (mut bits, mut held, mut digits) = (Zeroizing::new(0_u16), 0, 0);
        for c in text.nfkc().filter(|c| !c.is_whitespace() && !is_dash(*c)) {
            *bits = *bits << 5 | u16::from(value(c).ok_or(NotACode)?);
            digits += 1;
            held += 5;
            if held >= 8 {
                held -= 8;
                let [_, low] = (*bits >> held).to_be_bytes();
                *out.next().ok_or(NotACode)? = low;
                *bits &= (1 << held) - 1;
            }
        }
        if digits == LEN { Ok(Self(bytes)) } else { Err(NotACode) }
    }

    /// The code to show once: eight groups of four digits with dashes between.
    pub fn text(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(LEN + LEN / GROUP));
        for (i, digit) in self.digits().iter().enumerate() {
            if i > 0 && i % GROUP == 0 {
                text.push('-');
            }
            text.push(char::from(*digit));
        }
        text
    }

    /// The last four digits, which are typed back to show that the code was kept.
    pub fn last_four(&self) -> Zeroizing<String> {
        let digits = self.digits();
        Zeroizing::new(digits.iter().skip(LEN - GROUP).map(|d| char::from(*d)).collect())
    }

    /// Whether `text`, as people type it, is the last four digits.
    pub fn ends_with(&self, text: &str) -> bool {
        let typed = text.nfkc().filter(|c| !c.is_whitespace() && !is_dash(*c)).map(value);
        typed.eq(self.digits().iter().skip(LEN - GROUP).map(|d| value(char::from(*d))))
    }

    /// The key that it makes with a slot's salt.
    pub fn key(&self, salt: &[u8; 16]) -> Key {
        derive::recovery_key(&self.0, salt)
    }

    fn digits(&self) -> Zeroizing<[u8; LEN]> {
        let mut digits = Zeroizing::new([0; LEN]);
        for (eight, five) in digits.chunks_exact_mut(8).zip(self.0.chunks_exact(5)) {
            let bits = five.iter().fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
            for (i, digit) in eight.iter_mut().rev().enumerate() {
                let value = usize::try_from(bits >> (5 * i) & 31).unwrap_or_default();
                *digit = DIGITS.get(value).copied().unwrap_or_default();
            }
        }
        digits
    }
}

/// The value of a digit.
fn value(c: char) -> Option<u8> {
    let c = match c.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    DIGITS.iter().position(|digit| char::from(*digit) == c).and_then(|i| u8::try_from(i).ok())
}

/// The hyphen and what input methods and word processors make of it.
const fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TEXT: &str = "0010-40R2-0G6G-R50G-1W40-M2C0-R60W-0H01";

    /// The bytes 00 01 … with a last digit that is not 0.
    fn code() -> RecoveryCode {
        RecoveryCode::parse(TEXT).unwrap()
    }

    #[test]
    fn a_code_has_a_known_text() {
        let code = RecoveryCode(Zeroizing::new(std::array::from_fn(|i| u8::try_from(i).unwrap())));
        // Computed with Python's base64.b32encode and a translation of the alphabet.
        assert_eq!(code.text().as_str(), "000G-40R4-0M30-E209-185G-R38E-1W81-24GK");
        assert_eq!(code.last_four().as_str(), "24GK");
    }

    #[test]
    fn codes_are_read_as_people_type_them() {
        for text in [
            TEXT.to_lowercase(),
            TEXT.replace('-', " "),
            TEXT.replace('-', ""),
            TEXT.replace('-', "\u{2014}"),
            TEXT.replace('0', "O"),
            TEXT.replace('0', "o").replace('1', "l"),
            TEXT.replace('1', "I"),
            TEXT.replace('0', "\u{ff10}").replace('R', "\u{ff32}"),
            format!("  {TEXT}\n"),
        ] {
            assert_eq!(RecoveryCode::parse(&text).unwrap().0, code().0, "{text}");
        }
    }

    #[test]
    fn what_is_no_code_is_refused() {
        for text in
            ["", "0010", &TEXT.replacen('0', "", 1), &format!("{TEXT}0"), &TEXT.replace('R', "U")]
        {
            assert_eq!(RecoveryCode::parse(text).err(), Some(NotACode), "{text}");
        }
    }

    #[test]
    fn the_last_four_are_compared_as_typed() {
        assert!(code().ends_with("0h01"));
        assert!(code().ends_with(" oHoL "));
        assert!(!code().ends_with("0h0"));
        assert!(!code().ends_with("0h02"));
        assert!(!code().ends_with(""));
    }

    proptest! {
        #[test]
        fn every_code_reads_back(bytes: [u8; BYTES]) {
            let code = RecoveryCode(Zeroizing::new(bytes));
            prop_assert_eq!(*RecoveryCode::parse(&code.text()).unwrap().0, bytes);
            prop_assert!(code.ends_with(&code.last_four()));
        }

        #[test]
        fn nothing_typed_panics(text: String) {
            drop(RecoveryCode::parse(&text));
        }
    }
}
