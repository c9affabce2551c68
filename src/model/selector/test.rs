//! One value of a term, made ready to be compared with a million texts.

use std::fmt;

use std::sync::Arc;

use memchr::memmem::Finder;

use crate::model::{Name, Quantity, folded_name, shown};

/// What a text is compared with.
#[derive(Clone)]
pub enum Test {
    /// Equal, whatever the case of ASCII letters.
    Equal(String),
    /// Equal to it as far as it shows, whatever the case of ASCII letters.
    Whole(String),
    /// A name that is equal to it, which is folded as names are.
    Named(String),
    /// Begins with it.
    Prefix(String),
    /// Contains it.
    Contains(Box<Needle>),
    /// A name that contains it, in whatever characters either is written, or by its sound.
    Name(Arc<Name>),
    /// Any of several.
    Any(Vec<Test>),
    /// A day before this one, both written `2026-01-31`.
    Before(String),
    /// A day after this one.
    After(String),
    /// An amount or a number above this one.
    Over(Quantity),
    /// An amount or a number below this one.
    Under(Quantity),
}

impl Test {
    /// A text that contains `needle`, whatever the case of ASCII letters.
    pub fn contains(needle: &str) -> Self {
        Self::Contains(Box::new(Needle::new(needle)))
    }

    /// A name that contains `name`, which is NFKC-folded.
    pub fn name(name: &str) -> Self {
        Self::Name(Arc::new(Name::new(name)))
    }

    /// Whether it is the very same test as `other`, so that one answer serves both.
    pub fn is(&self, other: &Self) -> bool {
        matches!((self, other), (Self::Name(one), Self::Name(other)) if Arc::ptr_eq(one, other))
    }

    /// Whether it holds for `text`.
    pub fn holds(&self, text: &str) -> bool {
        match self {
            Self::Equal(value) => text.eq_ignore_ascii_case(value),
            Self::Whole(value) => shown(text).eq_ignore_ascii_case(value),
            Self::Named(name) => folded_name(text) == *name,
            Self::Prefix(prefix) => text.starts_with(prefix.as_str()),
            Self::Contains(needle) => needle.is_in(text),
            Self::Name(name) => name.is_in(text),
            Self::Any(tests) => tests.iter().any(|test| test.holds(text)),
            Self::Before(day) => text.get(..10).is_some_and(|text| text < day.as_str()),
            Self::After(day) => text.get(..10).is_some_and(|text| text > day.as_str()),
            Self::Over(limit) => Quantity::parse(text).is_some_and(|found| found > *limit),
            Self::Under(limit) => Quantity::parse(text).is_some_and(|found| found < *limit),
        }
    }
}

/// Says nothing: what somebody searches for is a customer's data.
impl fmt::Debug for Test {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Equal(_) => "Equal(…)",
            Self::Whole(_) => "Whole(…)",
            Self::Named(_) => "Named(…)",
            Self::Prefix(_) => "Prefix(…)",
            Self::Contains(_) => "Contains(…)",
            Self::Name(_) => "Name(…)",
            Self::Any(_) => "Any(…)",
            Self::Before(_) => "Before(…)",
            Self::After(_) => "After(…)",
            Self::Over(_) => "Over(…)",
            Self::Under(_) => "Under(…)",
        })
    }
}

/// A text to be found inside others.
#[derive(Clone)]
pub struct Needle {
    finder: Finder<'static>,
    /// Its first byte in both cases, when it holds letters whose case must not matter.
    first: Option<(u8, u8)>,
}

impl Needle {
    /// Prepares the search for `text`.
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let cased = bytes.iter().any(u8::is_ascii_alphabetic);
        let first = bytes.first().filter(|_| cased);
        Self {
            finder: Finder::new(bytes).into_owned(),
            first: first.map(|b| (b.to_ascii_lowercase(), b.to_ascii_uppercase())),
        }
    }

    /// Whether `text` contains it.
    pub fn is_in(&self, text: &str) -> bool {
        self.is_in_bytes(text.as_bytes())
    }

    /// Whether `bytes` contain it; also for a whole segment, before its records are looked at.
    pub fn is_in_bytes(&self, bytes: &[u8]) -> bool {
        let Some((lower, upper)) = self.first else { return self.finder.find(bytes).is_some() };
        let needle = self.finder.needle();
        memchr::memchr2_iter(lower, upper, bytes).any(|at| {
            bytes.get(at..at + needle.len()).is_some_and(|part| part.eq_ignore_ascii_case(needle))
        })
    }
}

impl fmt::Debug for Needle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Needle(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn needles_are_found_whatever_their_case() {
        for (needle, text, found) in [
            ("伟芳", "李伟芳", true),
            ("伟芳", "李伟", false),
            ("Expo", "2026 EXPO 上海", true),
            ("@a.com", "x@A.COM", true),
            ("a", "", false),
            ("xyz", "xy", false),
            ("", "anything", true),
        ] {
            assert_eq!(Needle::new(needle).is_in(text), found, "{needle} in {text}");
        }
    }

    #[test]
    fn days_compare_by_their_first_ten_characters() {
        let before = Test::Before("2026-01-31".to_owned());
        assert!(before.holds("2026-01-30T23:59:59Z"));
        assert!(!before.holds("2026-01-31"));
        assert!(!before.holds("soon"));
        let after = Test::After("2026-01-31".to_owned());
        assert!(!after.holds("2026-01-31T10:00:00Z"));
        assert!(after.holds("2026-02-01"));
    }

    #[test]
    fn a_debug_print_shows_no_search_term() {
        assert!(!format!("{:?}", Test::contains("张三")).contains('张'));
    }
}
