//! What a scan over packed segments asks of a selector before it looks at any record.

use std::borrow::Cow;

use super::{Lookup, Selector, Test};
use crate::model::name::may_be_in;
use crate::model::shown_bytes;

impl Selector {
    /// Whether every bare word is found in `record`.
    pub fn words_match(&self, record: &impl Lookup) -> bool {
        self.words.iter().all(|word| {
            word.iter().any(|(field, test)| record.any(*field, |text| test.holds(text)))
        })
    }
}

impl Test {
    /// Whether any text packed into `bytes` may satisfy it; "no" is certain, "yes" is not.
    pub fn may_hold_in(&self, bytes: &[u8]) -> bool {
        match self {
            Self::Contains(needle) => needle.is_in_bytes(bytes),
            Self::Name(name) => name.is_in_bytes(bytes),
            Self::Any(tests) => tests.iter().any(|test| test.may_hold_in(bytes)),
            Self::Named(name) => may_be_in(name, bytes),
            Self::Whole(value) if has_no_case(value) => {
                let found = |bytes: &[u8]| memchr::memmem::find(bytes, value.as_bytes()).is_some();
                found(bytes) || matches!(shown_bytes(bytes), Cow::Owned(shown) if found(&shown))
            }
            Self::Equal(value) | Self::Prefix(value) if has_no_case(value) => {
                memchr::memmem::find(bytes, value.as_bytes()).is_some()
            }
            _ => true,
        }
    }
}

/// Letters of either case may stand in the text, so only texts without any can be searched as
/// they are.
fn has_no_case(value: &str) -> bool {
    !value.bytes().any(|byte| byte.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scan_never_says_no_to_what_holds() {
        let bytes = "\u{3}+8613800000013Wei@Example.com张伟芳".as_bytes();
        for test in [
            Test::contains("伟芳"),
            Test::contains("example"),
            Test::name("张偉"),
            Test::name("zwf"),
            Test::Equal("+8613800000013".to_owned()),
            Test::Equal("wei@example.com".to_owned()),
            Test::Prefix("+8613".to_owned()),
        ] {
            assert!(test.may_hold_in(bytes), "{test:?}");
        }
        assert!(!Test::contains("娜").may_hold_in(bytes));
        assert!(!Test::Equal("+8613800000014".to_owned()).may_hold_in(bytes));
    }
}
