//! What differs between two policy documents, as written.
//!
//! Entries are the same when their ids are: one that moved or changed is not a removed and an
//! added one. What a change does to records is not told here; that needs a vault.

use serde_json::{Map, Value};

use super::document::Document;

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What happened.
    pub what: What,
    /// The section, which is a key at the top.
    pub section: String,
    /// Where: `field[phone].aliases`.
    pub at: String,
    /// What stood there, as JSON; nothing for what is new or moved.
    pub before: Option<Value>,
    /// What stands there now; nothing for what is gone or moved.
    pub after: Option<Value>,
}

/// What happened to a place in a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It has another value.
    Changed,
    /// The entries of a list stand in another order.
    Moved,
}

impl What {
    /// Its ASCII id.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Changed => "changed",
            Self::Moved => "moved",
        }
    }
}

/// Every difference, in the order of the sections.
pub fn changes(before: &Document, after: &Document) -> Vec<Change> {
    let mut differ = Differ { section: String::new(), changes: Vec::new() };
    let (before, after) = (before.to_tree(), after.to_tree());
    for key in keys(&before, &after) {
        differ.section.clone_from(key);
        differ.place(key.clone(), before.get(key), after.get(key));
    }
    differ.changes
}

/// The keys of both, in the order of the second, those that are gone last.
fn keys<'a>(before: &'a Map<String, Value>, after: &'a Map<String, Value>) -> Vec<&'a String> {
    after.keys().chain(before.keys().filter(|key| !after.contains_key(*key))).collect()
}

struct Differ {
    section: String,
    changes: Vec<Change>,
}

impl Differ {
    fn place(&mut self, at: String, before: Option<&Value>, after: Option<&Value>) {
        match (before, after) {
            (Some(before), Some(after)) if before == after => {}
            (Some(Value::Object(before)), Some(Value::Object(after))) => {
                for key in keys(before, after) {
                    self.place(format!("{at}.{key}"), before.get(key), after.get(key));
                }
            }
            (Some(Value::Array(before)), Some(Value::Array(after)))
                if before.iter().chain(after).all(Value::is_object) =>
            {
                self.entries(&at, before, after);
            }
            // A whole list that is new or gone is told entry by entry.
            (None, Some(Value::Array(after))) if after.iter().any(Value::is_object) => {
                self.entries(&at, &[], after);
            }
            (Some(Value::Array(before)), None) if before.iter().any(Value::is_object) => {
                self.entries(&at, before, &[]);
            }
            (before, after) => {
                let what = match (before, after) {
                    (None, _) => What::Added,
                    (_, None) => What::Removed,
                    _ => What::Changed,
                };
                self.push(what, at, before, after);
            }
        }
    }

    /// Two lists of entries.
    fn entries(&mut self, at: &str, before: &[Value], after: &[Value]) {
        let find =
            |list: &'_ [Value], name: &str| list.iter().position(|one| identity(one) == name);
        for one in before {
            let name = identity(one);
            if find(after, &name).is_none() {
                self.push(What::Removed, format!("{at}[{name}]"), Some(one), None);
            }
        }
        let mut order = Vec::new();
        for one in after {
            let name = identity(one);
            let place = find(before, &name);
            order.extend(place);
            let old = place.and_then(|place| before.get(place));
            if old.is_some() {
                self.place(format!("{at}[{name}]"), old, Some(one));
            } else {
                self.push(What::Added, format!("{at}[{name}]"), None, Some(one));
            }
        }
        if !order.is_sorted() {
            self.push(What::Moved, at.to_owned(), None, None);
        }
    }

    fn push(&mut self, what: What, at: String, before: Option<&Value>, after: Option<&Value>) {
        let section = self.section.clone();
        let (before, after) = (before.cloned(), after.cloned());
        self.changes.push(Change { what, section, at, before, after });
    }
}

/// What an entry is known by: its id, name or grade, else all of it.
fn identity(entry: &Value) -> String {
    let key = ["id", "name", "grade"].into_iter().find_map(|key| entry.get(key)?.as_str());
    let whole = || {
        let kind = entry.get("kind")?.as_str()?;
        let any = entry.get("any")?.as_array()?.iter().filter_map(Value::as_str);
        Some(format!("{kind}: {}", any.collect::<Vec<_>>().join(", ")))
    };
    key.map(str::to_owned).or_else(whole).unwrap_or_else(|| entry.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::Policy;

    fn told(change: impl Fn(&mut Document)) -> Vec<String> {
        let before = Policy::builtin().document();
        let mut after = before.clone();
        change(&mut after);
        let shown = |value: &Option<Value>| value.as_ref().map(Value::to_string);
        changes(before, &after)
            .iter()
            .map(|c| {
                let (old, new) = (shown(&c.before), shown(&c.after));
                let values = if c.what == What::Changed { (old, new) } else { (None, None) };
                match values {
                    (Some(old), Some(new)) => format!("{} {}: {old} → {new}", c.what.id(), c.at),
                    _ => format!("{} {}", c.what.id(), c.at),
                }
            })
            .collect()
    }

    #[test]
    fn equal_documents_do_not_differ() {
        assert_eq!(told(|_| {}), Vec::<String>::new());
    }

    #[test]
    fn each_difference_is_told_where_it_is() {
        let changed = told(|document| {
            document.version = 90;
            let phone = document.fields.iter_mut().find(|field| field.id == "phone").unwrap();
            phone.traits.bare = false;
            document.fields.retain(|field| field.id != "qq");
            document.ladder[2].cycle_days = 200;
            document.ladder.swap(0, 1);
            let mut floor = document.floors[0].clone();
            "other".clone_into(&mut floor.id);
            document.floors.push(floor);
            document.required.pop();
        });
        let traits = r#"["multi","searchable","bare","unique","default_column"]"#;
        let fewer = r#"["multi","searchable","unique","default_column"]"#;
        assert_eq!(
            changed,
            [
                format!("changed version: {} → 90", Policy::builtin().document().version),
                "removed field[qq]".to_owned(),
                format!("changed field[phone].traits: {traits} → {fewer}"),
                "removed required[org: phone, email]".to_owned(),
                "changed grade[B].cycle_days: 180 → 200".to_owned(),
                "moved grade".to_owned(),
                "added floor[other]".to_owned(),
            ]
        );
    }
}
