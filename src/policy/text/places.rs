//! Where a path of a document lies in its text.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::policy::fault::{Spot, Step};

/// A text and what was parsed from it.
pub(super) struct Places<'t> {
    text: &'t str,
    table: &'t DeTable<'t>,
}

/// One level of what was parsed.
#[derive(Clone, Copy)]
enum Node<'t> {
    Table(&'t DeTable<'t>),
    Value(&'t Spanned<DeValue<'t>>),
}

impl<'t> Places<'t> {
    pub(super) fn new(text: &'t str, table: &'t DeTable<'t>) -> Self {
        Self { text, table }
    }

    /// Fills in line and column, and the ids of entries for a person. A path that ends at
    /// something that is not there lies at the last thing that is.
    pub(super) fn locate(&self, spot: &mut Spot) {
        let (mut node, mut at, mut name) = (Node::Table(self.table), None, String::new());
        let steps = &spot.path.0;
        for (place, step) in steps.iter().enumerate() {
            let last = place + 1 == steps.len();
            let next = match step {
                Step::Key(key) => {
                    name.push_str(if place == 0 { "" } else { "." });
                    name.push_str(key);
                    node.key(key).map(|(key, value)| {
                        // The key is where a person looks; a value of several lines ends far off.
                        at = Some(if last && !value.is_long() { value.start() } else { key });
                        value
                    })
                }
                Step::Index(index) => {
                    let next = node.index(*index);
                    let id = next.and_then(Node::id).map(str::to_owned);
                    name.extend(["[", &id.unwrap_or_else(|| index.to_string()), "]"]);
                    if let Some(next) = next {
                        at = Some(next.start());
                    }
                    next
                }
            };
            match next {
                Some(next) => node = next,
                None => name = spot.path.to_string(),
            }
            if next.is_none() {
                break;
            }
        }
        spot.name = name;
        spot.place = Some(place(self.text, at.unwrap_or_default()));
    }
}

impl<'t> Node<'t> {
    fn table(self) -> Option<&'t DeTable<'t>> {
        match self {
            Self::Table(table) => Some(table),
            Self::Value(value) => value.get_ref().as_table(),
        }
    }

    /// Where `key` begins, and its value.
    fn key(self, key: &str) -> Option<(usize, Self)> {
        let (key, value) = self.table()?.get_key_value(key)?;
        Some((key.span().start, Self::Value(value)))
    }

    fn index(self, index: usize) -> Option<Self> {
        match self {
            Self::Table(_) => None,
            Self::Value(value) => value.get_ref().as_array()?.get(index).map(Self::Value),
        }
    }

    /// The id of an entry.
    fn id(self) -> Option<&'t str> {
        self.table()?.get("id")?.get_ref().as_str()
    }

    fn start(self) -> usize {
        match self {
            Self::Table(_) => 0,
            Self::Value(value) => value.span().start,
        }
    }

    /// Whether its own text begins somewhere else than where its key stands.
    fn is_long(self) -> bool {
        let Self::Value(value) = self else { return true };
        value.get_ref().is_table() || value.get_ref().is_array()
    }
}

/// Line and column of a byte, both from 1; a column is a character.
pub(super) fn place(text: &str, byte: usize) -> (usize, usize) {
    let before = text.get(..byte.min(text.len())).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    (line, before.get(start..).unwrap_or_default().chars().count() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_characters_from_one() {
        let text = "a\n客户 = 1\n";
        assert_eq!(place(text, 0), (1, 1));
        assert_eq!(place(text, text.find('=').unwrap()), (2, 4));
        assert_eq!(place(text, text.len()), (3, 1));
        assert_eq!(place(text, 1000), (3, 1));
    }
}
