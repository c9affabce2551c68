//! Values shown to those who may not see them whole, and the refusal of such values as input.
//!
//! Masks follow what is common in China (138****5678, an identity number's first six and last
//! four, the last four of a card); each is as long as the value.

use super::Policy;
use super::dictionary::Mask;
use crate::model::FieldId;

impl Policy {
    /// `text` of `field` with its mask on.
    pub fn mask(&self, field: FieldId, text: &str) -> String {
        masked(self.field(field).mask, text)
    }
}

fn masked(mask: Mask, text: &str) -> String {
    let length = text.chars().count();
    match mask {
        Mask::None => text.to_owned(),
        Mask::All => keep(text, 0, 0),
        Mask::Name => keep(text, 1.min(length.saturating_sub(1)), 0),
        Mask::IdNumber => keep(text, 6, 4),
        Mask::Card => keep(text, 0, 4),
        Mask::Phone => match text.strip_prefix("+86") {
            Some(national) => format!("+86{}", keep(national, 3, 4)),
            None => keep(text, 4, 2),
        },
        Mask::Email => match text.split_once('@') {
            Some((local, domain)) => format!("{}@{domain}", keep(local, 1, 0)),
            None => keep(text, 0, 0),
        },
    }
}

/// Stars for all but the `first` and `last` characters; for all when less than three would be
/// hidden, except behind the first character of a name or an address.
fn keep(text: &str, first: usize, last: usize) -> String {
    let length = text.chars().count();
    let short = length < first + last + 3 && last > 0;
    let shown = |place: usize| !short && (place < first || place + last >= length);
    text.chars().enumerate().map(|(place, c)| if shown(place) { c } else { '*' }).collect()
}

/// Whether `text` is a value that was masked, and so must not come in as one.
pub(super) fn is_masked(mask: Mask, text: &str) -> bool {
    match mask {
        Mask::None => false,
        Mask::All => text.bytes().all(|b| b == b'*'),
        Mask::Name => text.bytes().last() == Some(b'*'),
        Mask::Phone | Mask::IdNumber | Mask::Card => text.contains('*'),
        Mask::Email => text.split_once('@').map_or(text, |(local, _)| local).contains('*'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masks_show_what_is_customary_and_keep_the_length() {
        for (mask, text, shown) in [
            (Mask::Phone, "+8613812345678", "+86138****5678"),
            (Mask::Phone, "+12015550123", "+120******23"),
            (Mask::IdNumber, "11010519491231002X", "110105********002X"),
            (Mask::IdNumber, "123", "***"),
            (Mask::Card, "6200000000000005", "************0005"),
            (Mask::Name, "张三丰", "张**"),
            (Mask::Name, "张", "*"),
            (Mask::Email, "zhang@example.com", "z****@example.com"),
            (Mask::All, "1990-01-01", "**********"),
            (Mask::None, "上海", "上海"),
        ] {
            assert_eq!(masked(mask, text), shown);
            assert_eq!(text.chars().count(), shown.chars().count());
            assert_eq!(is_masked(mask, shown), mask != Mask::None, "{shown}");
            assert!(!is_masked(mask, text), "{text}");
        }
    }
}
