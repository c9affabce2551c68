//! Sums of amounts of money, each currency by itself: nobody knows a rate of exchange here.

use std::collections::BTreeMap;
use std::fmt;

/// Amounts added up, in hundredths, by the code of their currency; that of yuan is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Money(BTreeMap<String, i128>);

impl Money {
    /// Adds an amount as fields and events keep it, `1234.50` or `USD 1234.50`; tells whether it
    /// was one.
    pub fn add(&mut self, amount: &str) -> bool {
        let (currency, number) = amount.rsplit_once(' ').unwrap_or(("", amount));
        let Some(hundredths) = hundredths(number) else { return false };
        let sum = self.0.entry(currency.to_owned()).or_default();
        // Amounts have seventeen digits at most: there is room for all that could ever be kept.
        *sum = sum.saturating_add(hundredths);
        true
    }

    /// Whether nothing was added.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The sums as they are kept, yuan first.
    pub fn sums(&self) -> Vec<String> {
        self.0.iter().map(|(currency, sum)| written(currency, *sum)).collect()
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sums().join(", "))
    }
}

/// An amount of money in its currency, or a whole number, that others are held against.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// Its code; empty for yuan and for numbers.
    currency: String,
    hundredths: i128,
}

impl Quantity {
    /// Reads what fields keep: `1234.50`, `USD 1234.50`, `300`.
    pub fn parse(text: &str) -> Option<Self> {
        let (currency, number) = text.rsplit_once(' ').unwrap_or(("", text));
        let whole = || number.parse::<i64>().ok().map(|number| i128::from(number) * 100);
        let hundredths = hundredths(number).or_else(whole)?;
        Some(Self { currency: currency.to_owned(), hundredths })
    }

    /// What it is sorted by: its currency, that of yuan and of numbers being empty, and its size.
    pub fn into_key(self) -> (String, i128) {
        (self.currency, self.hundredths)
    }
}

/// Only within a currency: nobody knows a rate of exchange here.
impl PartialOrd for Quantity {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        (self.currency == other.currency).then(|| self.hundredths.cmp(&other.hundredths))
    }
}

fn hundredths(number: &str) -> Option<i128> {
    let (whole, part) = number.split_once('.')?;
    let (minus, whole) = whole.strip_prefix('-').map_or((false, whole), |whole| (true, whole));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if part.len() != 2 || !digits(part) || !digits(whole) {
        return None;
    }
    let sum: i128 = format!("{whole}{part}").parse().ok()?;
    Some(if minus { -sum } else { sum })
}

fn written(currency: &str, sum: i128) -> String {
    let blank = if currency.is_empty() { "" } else { " " };
    let (minus, sum) = (if sum < 0 { "-" } else { "" }, sum.unsigned_abs());
    format!("{currency}{blank}{minus}{}.{:02}", sum / 100, sum % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_currency_is_added_up_by_itself_to_the_hundredth() {
        let mut money = Money::default();
        for amount in ["1200.00", "0.10", "0.20", "USD 5.50", "-0.05", "USD -6.00"] {
            assert!(money.add(amount), "{amount}");
        }
        assert_eq!(money.to_string(), "1200.25, USD -0.50");
        for amount in ["", "12", "1.2", "x.00", "1.00.00", "--1.00", "1e3.00"] {
            assert!(!money.add(amount), "{amount}");
        }
        assert_eq!(money.sums().len(), 2);
        let quantity = |text: &str| Quantity::parse(text).unwrap();
        assert!(quantity("300") > quantity("-5") && quantity("1000.00") > quantity("999.99"));
        assert!(quantity("USD 5.00") < quantity("USD 10.00"));
        assert_eq!(quantity("USD 5.00").partial_cmp(&quantity("1.00")), None);
        assert_eq!(Quantity::parse("many"), None);
        assert!(Money::default().is_empty() && Money::default().to_string().is_empty());
    }
}
