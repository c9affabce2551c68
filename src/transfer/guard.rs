//! Cells that a spreadsheet would run as a formula, made harmless and restored.
//!
//! A cell is *live* when, after any white space and apostrophes, it begins with one of
//! `= + - @`, their full-width forms, a tab or a line break. Guarding puts one apostrophe before
//! a live cell. Because an apostrophe in front never changes whether a cell is live, taking one
//! apostrophe from before a live cell is the exact inverse: `unguard(guard(x)) = x` for every
//! text, those that begin with apostrophes included. A text that reads as the error of a cell
//! (`#N/A`) is guarded too: without a guard it is an error, and no value.
//!
//! Spreadsheets have a mark of their own: an apostrophe before digits says that they are text
//! (`'13800000013`). Unguarding takes that off as well; a text that really begins so gets a guard,
//! whatever the style, and so does every other one that unguarding would shorten.

/// What a guard is.
pub(super) const GUARD: char = '\'';

/// Whether `cell` is written with a guard: it is live, or could be taken for one with a mark.
pub fn guarded(cell: &str) -> bool {
    live(cell) || cell.starts_with(GUARD) && is_number(cell.trim_start_matches(GUARD))
}

/// What a cell shows whose formula failed, beside `Err:502`.
const ERRORS: [&str; 8] =
    ["#N/A", "#DIV/0!", "#NAME?", "#REF!", "#VALUE!", "#NUM!", "#NULL!", "#DATA!"];

/// Whether a text is what a cell shows instead of a value: an ods file and a table saved as text have
/// an error as no more than that.
pub fn shows_error(text: &str) -> bool {
    let text = text.trim();
    let number = text.strip_prefix("Err:");
    ERRORS.contains(&text)
        || number.is_some_and(|n| n.len() == 3 && n.bytes().all(|b| b.is_ascii_digit()))
}

fn live(cell: &str) -> bool {
    let is_mark = |c: char| c == GUARD || c.is_whitespace();
    if shows_error(cell.trim_start_matches(is_mark)) {
        return true;
    }
    for c in cell.chars() {
        match c {
            '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠' => {
                return true;
            }
            GUARD => {}
            c if c.is_whitespace() => {}
            _ => return false,
        }
    }
    false
}

/// Whether unguarding would shorten `cell`: wherever it is to be read again it takes a guard, whether a
/// spreadsheet would run it or not.
pub(super) fn shortened(cell: &str) -> bool {
    unguard(cell).len() < cell.len()
}

/// The text that was guarded, or `cell` itself when it carries no guard.
pub fn unguard(cell: &str) -> &str {
    let bare = cell.strip_prefix(GUARD);
    bare.filter(|rest| guarded(rest) || is_number(rest)).unwrap_or(cell)
}

/// Whether `text` is what spreadsheets mark lest they count with it: a number, a day, a code.
fn is_number(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_digit() || c.is_ascii_uppercase() || " -./:,()+x".contains(c);
    text.starts_with(|c: char| c.is_ascii_digit()) && text.chars().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn guard(cell: &str) -> String {
        if guarded(cell) { format!("{GUARD}{cell}") } else { cell.to_owned() }
    }

    #[test]
    fn an_error_that_is_text_is_one() {
        for text in ["#N/A", " #DIV/0! ", "#NAME?", "Err:502"] {
            assert!(shows_error(text), "{text}");
        }
        for text in ["", "#", "#N/A 待查", "Err:5022", "Err:x12", "N/A"] {
            assert!(!shows_error(text), "{text}");
        }
    }

    #[test]
    fn what_a_spreadsheet_would_run_is_guarded() {
        for cell in [
            "=1+1",
            "+8613800000013",
            "-1",
            "@SUM(A1)",
            "\tx",
            "\rx",
            "\nx",
            "＝1",
            "＋86",
            "－1",
            "＠a",
            "  =1",
            "\u{3000}=1",
            "\u{A0}+1",
            "'=1",
            " '=1",
            "' =1",
            "''-",
        ] {
            assert!(guarded(cell), "{cell:?}");
            assert_eq!(unguard(&guard(cell)), cell);
        }
    }

    #[test]
    fn what_is_harmless_is_left_alone() {
        for cell in ["", " ", "'", "张伟", "1-2", "a@b.cn", "'s", "''", "K-1", "\"=1", "'t Hooft"]
        {
            assert_eq!(guard(cell), cell);
            assert_eq!(unguard(cell), cell);
        }
    }

    #[test]
    fn the_mark_of_a_spreadsheet_is_taken_off() {
        for text in ["13800000013", "021-64318888", "11010119900307002X", "2026-01-31"] {
            let marked = format!("'{text}");
            assert_eq!(unguard(&marked), text);
            assert_eq!(unguard(&guard(&marked)), marked, "a text that begins so comes back");
        }
    }

    proptest! {
        #[test]
        fn unguard_is_the_inverse_of_guard(cell in "['1X=+@＝＠ \t\r\n\u{3000}a张-]{0,8}|.{0,8}") {
            let guarded = guard(&cell);
            prop_assert_eq!(unguard(&guarded), cell.as_str());
            prop_assert!(guarded.len() <= cell.len() + 1);
        }
    }
}
