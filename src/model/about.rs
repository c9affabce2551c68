//! What is known of one value besides its text: whether a customer is reached by it, where it came
//! from, when and how that was verified.
//!
//! Nearly no value has it, so a [`Value`](super::Value) only points at it. What its words mean, and
//! which fields may have it, is the policy's business.

use super::wipe_text;

/// What is known of a contact, and of any value where it came from. Words are ids of the policy;
/// none: nobody said.
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
    /// Of a value that is given: whether what else the field holds stays. It is not kept.
    pub beside: bool,
    /// Of an event that is given: whether the failure that it tells was counted where it comes from. It
    /// is not kept.
    pub counted: bool,
}

impl About {
    /// A contact of which only the state is known.
    pub fn of_state(state: &str) -> Self {
        let mut about = Self::default();
        about.state = Some(state.to_owned());
        about
    }

    /// What is known when this is said of a contact of which `before` was known: what is not said
    /// stays. Failures are counted anew when a state is stated.
    #[must_use]
    pub fn over(&self, before: &Self) -> Self {
        let either =
            |new: &Option<String>, old: &Option<String>| new.as_ref().or(old.as_ref()).cloned();
        let stated = self.state.is_some() || self.failures > 0;
        Self {
            state: either(&self.state, &before.state),
            source: either(&self.source, &before.source),
            verified: either(&self.verified, &before.verified),
            method: either(&self.method, &before.method),
            failures: if stated { self.failures } else { before.failures },
            beside: self.beside && before.beside,
            counted: self.counted && before.counted,
        }
    }

    /// Whether anything of it is kept.
    pub fn is_kept(&self) -> bool {
        let words = [&self.state, &self.source, &self.verified, &self.method];
        self.failures > 0 || words.iter().any(|word| word.is_some())
    }

    /// What of it is kept.
    #[must_use]
    pub fn kept(&self) -> Self {
        self.over(&Self::default())
    }

    /// Whether it says nothing, so that it need not be kept.
    pub fn is_blank(&self) -> bool {
        *self == Self::default()
    }
}

/// Where and when somebody was reached is a customer's data as the value itself is.
impl Drop for About {
    fn drop(&mut self) {
        let words = [&mut self.state, &mut self.source, &mut self.verified, &mut self.method];
        words.into_iter().flatten().for_each(wipe_text);
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
    fn what_is_not_said_stays() {
        let mut before = About::of_state("valid");
        (before.source, before.failures) = (Some("展会".to_owned()), 2);
        let mut sourced = About::default();
        sourced.source = Some("官网".to_owned());
        let after = sourced.over(&before);
        assert_eq!((after.state.as_deref(), after.failures), (Some("valid"), 2));
        assert_eq!(after.source.as_deref(), Some("官网"));
        let after = About::of_state("invalid").over(&before);
        assert_eq!((after.state.as_deref(), after.failures), (Some("invalid"), 0));
        assert_eq!(after.source, before.source);
    }

    #[test]
    fn what_says_nothing_is_blank_and_a_debug_print_shows_nothing() {
        assert!(About::default().is_blank());
        let about = About::of_state("valid");
        assert!(!about.is_blank());
        assert_eq!(format!("{about:?}"), "About(…)");
    }
}
