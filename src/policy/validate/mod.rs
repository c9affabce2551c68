//! One validator for each form of value: tidy text in, its normal form or a code out.
//!
//! Each has a fast path of plain byte tests for what nearly every row of a file holds.

pub(super) mod amount;
pub(super) mod bank_account;
pub(super) mod credit_code;
pub(super) mod day;
pub(super) mod email;
pub(super) mod id_number;
pub(super) mod phone;
mod phone_fault;
pub(super) mod postcode;
pub(super) mod postcode_region;
pub(super) mod shortened;

/// The ASCII text without blanks, dashes and the invisible marks that spreadsheets paste along
/// with numbers.
fn compact(text: &str) -> String {
    if text.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return text.to_owned();
    }
    text.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '\u{200b}'..='\u{200f}'))
        .filter(|c| !matches!(c, '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}'))
        .collect()
}
