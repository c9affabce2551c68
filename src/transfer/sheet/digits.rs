//! What a number format shows of a number beside the number itself: leading zeros, letters before it,
//! and digits behind it.
//!
//! A spreadsheet keeps customer numbers, postcodes and land lines as numbers, and a format such as `000000`
//! or `"KH"00000` shows what was meant. The cell holds 123 then. Zeros that fill a number up to a length are
//! certain, so they are put back; letters before a number and digits on either side are told. Letters behind it are taken
//! for a unit (`0"kg"`) and left out, as is Chinese text on either side (`"约"0`).

use calamine::Style;

use super::money::Money;

/// What a format shows before a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Digits {
    /// Digits that are shown at least.
    width: usize,
    /// Whether nothing but these is shown.
    alone: bool,
    /// Whether letters, digits or a plus stand before the number, or digits behind it.
    marked: bool,
}

/// The format that shows a number as it is.
const GENERAL: [&str; 2] = ["General", "G/通用格式"];

/// What is behind the name of that format, where `rest` begins with it.
pub(super) fn behind_general(rest: &str) -> Option<&str> {
    GENERAL.iter().find_map(|name| {
        let (begin, behind) = rest.split_at_checked(name.len())?;
        begin.eq_ignore_ascii_case(name).then_some(behind)
    })
}

/// What the format of a cell in this style says.
pub(super) fn of_style(style: &Style) -> (Money, Digits) {
    let format = style.number_format.as_ref().map(|format| format.format_code.as_str());
    let money = format.map_or(Money::Plain, Money::of_format);
    let digits = format.map(|format| Digits::of_format(format, money != Money::Plain));
    (money, digits.unwrap_or_default())
}

impl Digits {
    /// What a format says of positive numbers. `is_money` is a format that names a currency.
    pub(super) fn of_format(format: &str, is_money: bool) -> Self {
        let (mut before, mut behind) = (String::new(), String::new());
        let (mut begun, mut whole) = (false, true);
        let (mut width, mut alone, mut broken) = (0, true, false);
        let mut all = format.chars();
        loop {
            let rest = all.as_str();
            let Some(c) = all.next().filter(|c| *c != ';') else { break };
            // Its Chinese name, as some programs write it, has letters of dates behind the stroke.
            if let Some(behind) = behind_general(rest) {
                all = behind.chars();
                (begun, alone) = (true, false);
                continue;
            }
            let literal = match c {
                '"' => all.by_ref().take_while(|c| *c != '"').collect(),
                '\\' | '!' => all.next().into_iter().collect(),
                '_' | '*' => {
                    _ = all.next();
                    continue;
                }
                '[' => {
                    all.by_ref().take_while(|c| *c != ']').for_each(drop);
                    continue;
                }
                '0' => {
                    (begun, width) = (true, width + usize::from(whole));
                    continue;
                }
                '#' | '?' | ',' | '@' => {
                    (begun, alone) = (true, false);
                    continue;
                }
                // Decimals, exponents and fractions are of amounts, of which zeros in front say nothing.
                '.' | 'E' | 'e' | '/' | '%' if begun => {
                    (whole, broken) = (false, true);
                    if c == '/' {
                        // The denominator of every number is of its fraction: `# ?/8`.
                        let behind = all.as_str().trim_start_matches(|c: char| c.is_ascii_digit());
                        all = behind.chars();
                    }
                    continue;
                }
                c => c.to_string(),
            };
            alone &= literal.trim().is_empty();
            (if begun { &mut behind } else { &mut before }).push_str(&literal);
        }
        let marks = |c: char| c.is_ascii_alphanumeric() || c == '+';
        let digits = |c: char| c.is_ascii_digit();
        let marked = begun && (!is_money && before.contains(marks) || behind.contains(digits));
        let width = if broken || width < 2 { 0 } else { width };
        Self { width, alone: alone && width > 0, marked }
    }

    /// Puts the zeros that are shown back before a number; no when what is shown cannot be told.
    pub(super) fn restore(self, number: &mut String) -> bool {
        if self.marked {
            return false;
        }
        let is_whole = number.bytes().all(|b| b.is_ascii_digit());
        if !is_whole || number.len() >= self.width {
            return true;
        }
        if self.alone {
            *number = format!("{number:0>width$}", width = self.width);
        }
        self.alone
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zeros_that_are_shown_are_put_back_and_other_texts_told() {
        for (format, number, shown) in [
            ("000000", "123", Some("000123")),
            ("000000", "1234567", Some("1234567")),
            ("000000;-000000", "123", Some("000123")),
            ("[$-804]000000", "123", Some("000123")),
            ("00", "1.5", Some("1.5")),
            ("General", "123", Some("123")),
            ("0", "123", Some("123")),
            ("0_ ", "123", Some("123")),
            ("#,##0.00", "123", Some("123")),
            ("00.00", "1", Some("1")),
            ("0.00E+00", "123", Some("123")),
            ("0\"分\"", "95", Some("95")),
            ("0000\"年\"", "2026", Some("2026")),
            ("000-0000-0000", "13800000013", Some("13800000013")),
            ("000-0000-0000", "1234567", None),
            ("\"KH\"00000", "123", None),
            ("\"KH\"0", "123", None),
            ("\"KH\"General", "123", None),
            ("General\"件\"", "123", Some("123")),
            ("G/通用格式", "123", Some("123")),
            ("\"KH\"G/通用格式", "123", None),
            ("0,000", "1234", Some("1234")),
            ("0,000", "5", None),
            ("0\"00\"", "123", None),
            ("# ?/8", "1.5", Some("1.5")),
            ("# ?/10", "0.3", Some("0.3")),
            ("# ??/16", "3", Some("3")),
            ("# ??/??", "1.5", Some("1.5")),
            ("# ?/8\"8\"", "1.5", None),
            ("0\"kg\"", "123", Some("123")),
            ("\\K\\H0", "123", None),
            ("\"+44 \"0", "2079460958", None),
            ("\"¥\"#,##0", "123", Some("123")),
            ("\"约\"0", "123", Some("123")),
        ] {
            let mut text = number.to_owned();
            let told = Digits::of_format(format, false).restore(&mut text);
            assert_eq!(told.then_some(text.as_str()), shown, "{format}");
        }
        assert_eq!(Digits::of_format("\"US$\"0.00", true), Digits::default());
        assert_ne!(Digits::of_format("000000", false), Digits::default());
    }
}
