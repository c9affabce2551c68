//! Amounts of money, kept as `1234.50`, in another currency than the field's, which is yuan where it
//! has none, as `USD 1234.50`; and whole numbers.

use crate::model::{currency, stated_currency};
use crate::policy::Code;

const YUAN: &str = "CNY";

/// The normal form of an amount in yuan or in a stated currency. `1.2万元` is 12000.00.
pub(in crate::policy) fn read(text: &str) -> Result<String, Code> {
    read_in("", text)
}

/// The normal form in a field of this unit, where a number alone is one of that: of a unit that is no
/// currency known here, each currency is another.
pub(in crate::policy) fn read_in(unit: &str, text: &str) -> Result<String, Code> {
    let text = text.to_uppercase();
    let (stated, text) = stated_currency(text.trim());
    let currency = stated.filter(|code| *code != home(unit)).unwrap_or_default();
    let (text, zeros) = match (text.strip_suffix('万'), text.strip_suffix('亿')) {
        (Some(text), _) => (text, 4),
        (_, Some(text)) => (text, 8),
        _ => (text, 0),
    };
    let (minus, text) = text.trim().strip_prefix('-').map_or(("", text), |rest| ("-", rest));
    let (whole, part) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
    let whole = grouped(whole).ok_or(Code::Amount)?;
    if !part.bytes().all(|b| b.is_ascii_digit()) || text.trim().ends_with('.') {
        return Err(Code::Amount);
    }
    let part = part.trim_end_matches('0');
    if part.len() > 2 + zeros {
        return Err(Code::AmountDecimals);
    }
    let digits = format!("{whole}{part:0<width$}", width = 2 + zeros);
    let digits = digits.trim_start_matches('0');
    let digits = format!("{digits:0>3}");
    if digits.len() > 17 {
        return Err(Code::AmountRange);
    }
    let (whole, cents) = digits.split_at_checked(digits.len() - 2).ok_or(Code::Amount)?;
    let minus = if digits.bytes().all(|b| b == b'0') { "" } else { minus };
    let blank = if currency.is_empty() { "" } else { " " };
    Ok(format!("{currency}{blank}{minus}{whole}.{cents}"))
}

/// The normal form of a whole number, at most fifteen digits.
pub(in crate::policy) fn read_number(text: &str) -> Result<String, Code> {
    let (minus, digits) = text.strip_prefix('-').map_or(("", text), |rest| ("-", rest));
    let digits = grouped(digits).ok_or(Code::Number)?;
    let digits = digits.trim_start_matches('0');
    match digits.len() {
        0 => Ok("0".to_owned()),
        1..=15 => Ok(format!("{minus}{digits}")),
        _ => Err(Code::AmountRange),
    }
}

/// Whether a unit is a currency and no multiple of one, such as 万元: an amount is kept in its currency,
/// so that `500万` would be stored as five million of them.
pub(in crate::policy) fn is_currency(unit: &str) -> bool {
    currency(unit).is_some()
}

/// The currency that a unit is; nothing for one that is none.
fn home(unit: &str) -> &'static str {
    if unit.is_empty() { YUAN } else { currency(unit).unwrap_or_default() }
}

/// The digits of a whole number, with or without a comma before every three.
fn grouped(text: &str) -> Option<String> {
    let groups: Vec<&str> = text.split(',').collect();
    let (first, rest) = groups.split_first()?;
    let digits = |group: &&str| !group.is_empty() && group.bytes().all(|b| b.is_ascii_digit());
    let formed = groups.iter().all(digits)
        && rest.iter().all(|group| group.len() == 3)
        && (rest.is_empty() || first.len() <= 3);
    formed.then(|| groups.concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_have_one_spelling() {
        for (text, normal) in [
            ("1234.5", "1234.50"),
            ("1,234.50", "1234.50"),
            ("¥1,234,567", "1234567.00"),
            ("1.2万元", "12000.00"),
            ("3亿", "300000000.00"),
            ("0.05", "0.05"),
            ("-12", "-12.00"),
            ("-0", "0.00"),
            ("usd 100", "USD 100.00"),
            ("100 美元", "USD 100.00"),
            ("HK$5", "HKD 5.00"),
            ("twd 100", "TWD 100.00"),
            ("1.2万 chf", "CHF 12000.00"),
            ("₩5", "KRW 5.00"),
            ("5港元", "HKD 5.00"),
            ("£5", "GBP 5.00"),
            ("5 Kč", "CZK 5.00"),
            ("zł5", "PLN 5.00"),
        ] {
            assert_eq!(read(text).as_deref(), Ok(normal), "{text}");
            assert_eq!(read(normal).as_deref(), Ok(normal));
        }
    }

    #[test]
    fn a_number_alone_is_of_the_unit_of_its_field() {
        for (unit, text, normal) in [
            ("USD", "5", "5.00"),
            ("USD", "$5", "5.00"),
            ("美元", "usd 5", "5.00"),
            ("USD", "￥5", "CNY 5.00"),
            ("USD", "5元", "CNY 5.00"),
            ("USD", "rmb 1.2万", "CNY 12000.00"),
            ("USD", "€5", "EUR 5.00"),
            ("CNY", "CNY 5.00", "5.00"),
            ("人民币", "¥5", "5.00"),
            ("万元", "¥5", "CNY 5.00"),
            ("CHF", "chf 5", "5.00"),
            ("日元", "JPY 5", "5.00"),
            ("卢布", "₽5", "5.00"),
        ] {
            let kept = read_in(unit, &crate::policy::normalise::tidy(text));
            assert_eq!(kept.as_deref(), Ok(normal), "{unit} {text}");
            assert_eq!(read_in(unit, normal).as_deref(), Ok(normal), "{unit}");
        }
    }

    #[test]
    fn a_multiple_of_a_currency_is_none() {
        for unit in ["CNY", "cny", "元", "人民币", "人民币元", "美元", "USD", "AUD", "€", "日元"]
        {
            assert!(is_currency(unit), "{unit}");
        }
        for unit in
            ["万元", "千元", "亿元", "10k CNY", "万", "kUSD", "万美元", "件", "XYZ", "PCS", "XAU"]
        {
            assert!(!is_currency(unit), "{unit}");
        }
    }

    #[test]
    fn each_fault_has_its_code() {
        for (text, code) in [
            ("", Code::Amount),
            ("much", Code::Amount),
            ("12,34", Code::Amount),
            ("1.2.3", Code::Amount),
            ("12.", Code::Amount),
            ("1.234", Code::AmountDecimals),
            ("1.23456789万", Code::AmountDecimals),
            ("1234567890123456", Code::AmountRange),
        ] {
            assert_eq!(read(text), Err(code), "{text}");
        }
        assert_eq!(read_number("1,200").as_deref(), Ok("1200"));
        assert_eq!(read_number("1.5"), Err(Code::Number));
    }
}
