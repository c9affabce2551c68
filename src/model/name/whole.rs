//! A name from its parts.

/// Whether `text` has a Han character (U+3400–U+9FFF, U+20000–U+3FFFF).
pub fn has_han(text: &str) -> bool {
    text.chars().any(is_han)
}

/// Whether it is one.
pub(super) const fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// A name as it is said: 张伟, the family name first, where it is written in Han characters, and
/// Anna Example elsewhere. Either part may be blank.
pub fn whole_name(family: &str, given: &str) -> String {
    let (family, given) = (family.trim(), given.trim());
    if has_han(family) || has_han(given) {
        return [family, given].concat();
    }
    [given, family].join(" ").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_family_name_stands_where_it_is_said() {
        for (family, given, whole) in [
            ("张", "伟", "张伟"),
            ("𠮷田", "一", "𠮷田一"),
            ("Example", "Anna", "Anna Example"),
            ("", " Anna ", "Anna"),
            ("Example", "", "Example"),
            ("", "", ""),
        ] {
            assert_eq!(whole_name(family, given), whole);
        }
    }
}
