//! What names of divisions stood for lately: the rows of a file say the same few over and over, and
//! to read a chain of names costs a hundred times what it costs to find it here.
//!
//! Each thread has its own. Only what names a division and nothing more is kept, so that nothing of a
//! customer stays here.

use std::cell::RefCell;
use std::collections::HashMap;

/// Names that are kept; China has some 3,200 divisions, and people write each in a few ways.
const MOST: usize = 8192;
/// Bytes of the longest that is kept.
const LONGEST: usize = 120;

thread_local! {
    static NAMES: RefCell<HashMap<String, String>> = RefCell::default();
}

/// The stored form of what `text` names, as `resolve` tells it; `is_known` says of a stored form
/// whether it is a division and nothing more.
pub(super) fn resolved<E>(
    text: &str,
    resolve: impl FnOnce(&str) -> Result<String, E>,
    is_known: impl FnOnce(&str) -> bool,
) -> Result<String, E> {
    if let Some(stored) = NAMES.with_borrow(|names| names.get(text).cloned()) {
        return Ok(stored);
    }
    let stored = resolve(text)?;
    if text.len() <= LONGEST && is_known(&stored) {
        NAMES.with_borrow_mut(|names| {
            if names.len() >= MOST {
                names.clear();
            }
            names.insert(text.to_owned(), stored.clone());
        });
    }
    Ok(stored)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_division_is_resolved_once_and_what_is_more_each_time() {
        let asked = std::cell::Cell::new(0);
        let resolve = |text: &str| {
            asked.set(asked.get() + 1);
            if text.is_empty() { Err(()) } else { Ok(format!("310115 {text}")) }
        };
        let all =
            |text: &str| (resolved(text, resolve, |stored| !stored.contains('镇')), asked.get());
        assert_eq!(all("浦东"), (Ok("310115 浦东".to_owned()), 1));
        assert_eq!(all("浦东"), (Ok("310115 浦东".to_owned()), 1));
        assert_eq!(all("浦东张江镇"), (Ok("310115 浦东张江镇".to_owned()), 2));
        assert_eq!(all("浦东张江镇"), (Ok("310115 浦东张江镇".to_owned()), 3));
        assert_eq!(all(""), (Err(()), 4));
        assert_eq!(all(""), (Err(()), 5));
        let long = "东".repeat(LONGEST);
        assert_eq!([all(&long).1, all(&long).1], [6, 7]);
        for one in 0..2 * MOST {
            drop(all(&one.to_string()));
        }
        assert!(NAMES.with_borrow(HashMap::len) <= MOST);
    }
}
