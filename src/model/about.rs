//! What is known of one value besides its text: whether a customer is reached by it, where it came
//! from, when and how that was verified.
//!
//! Nearly no value has it, so a [`Value`](super::Value) only points at it. What its words mean, and
//! which fields may have it, is the policy's business.

use zeroize::Zeroize;

/// What is known of a contact. Words are ids of the policy; none: nobody said.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct About {
    /// Its state: `to_verify`, `valid`, `invalid`.
    pub state: Option<String>,
    /// Where this value came from; a channel or other text, as the record's own source.
    pub source: Option<String>,
    /// The day it was last found right, `2026-01-31`.
    pub verified: Option<String>,
    /// How it was found right.
    pub method: Option<String>,
    /// Times in a row that nobody was reached by it.
    pub failures: u16,
}

impl About {
    /// A contact of which only the state is known.
    pub fn of_state(state: &str) -> Self {
        let mut about = Self::default();
        about.state = Some(state.to_owned());
        about
    }

    /// Whether it says nothing, so that it need not be kept.
    pub fn is_blank(&self) -> bool {
        *self == Self::default()
    }
}

/// Where and when somebody was reached is a customer's data as the value itself is.
impl Drop for About {
    fn drop(&mut self) {
        self.state.zeroize();
        self.source.zeroize();
        self.verified.zeroize();
        self.method.zeroize();
    }
}

impl std::fmt::Debug for About {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("About(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_says_nothing_is_blank_and_a_debug_print_shows_nothing() {
        assert!(About::default().is_blank());
        let about = About::of_state("valid");
        assert!(!about.is_blank());
        assert_eq!(format!("{about:?}"), "About(…)");
    }
}
