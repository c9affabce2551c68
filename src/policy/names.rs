//! Names of fields and choices: folding, and finding one by any of its names.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;

use super::dictionary::{Choice, Field};
use super::document::Document;
use super::rights::{HoldKind, RequestKind};
use super::roles::Role;
use super::rules::{Grade, Purpose};
use super::upkeep::{Assessment, EventType, Factor};
use super::{PolicyError, ids};
use crate::model::{FieldId, Reference, has_han};

/// A name with case, width, blanks, `-` and `_` folded away, so that `Last Contact`,
/// `last_contact` and `ｌａｓｔ－ｃｏｎｔａｃｔ` are one.
pub(super) fn fold(name: &str) -> String {
    name.nfkc()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '_' | '\u{feff}' | '*'))
        .flat_map(char::to_lowercase)
        .collect()
}

/// Every name of every field: the id as it is, and all names folded.
pub(super) fn index(fields: &[Field]) -> Result<HashMap<String, FieldId>, PolicyError> {
    let mut names = HashMap::with_capacity(fields.len() * 10);
    for (id, field) in (0..).map(FieldId).zip(fields) {
        let good = !field.id.is_empty()
            && field.id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
        if !good {
            return Err(PolicyError::BadName(field.id.clone()));
        }
        let folded = field.aliases.iter().chain([&field.id, &field.label_zh, &field.label_en]);
        for name in folded.map(|name| fold(name)).chain([field.id.clone()]) {
            if names.insert(name, id).is_some_and(|other| other != id) {
                return Err(PolicyError::BadName(field.id.clone()));
            }
        }
    }
    Ok(names)
}

/// Checks that requirements and rules name things that exist, and that references are acceptable.
pub(super) fn check_references(
    document: &Document,
    names: &HashMap<String, FieldId>,
) -> Result<(), PolicyError> {
    let has_choice = |field: &str, id: &String| {
        let mut fields = ids(document).map(|(_, f)| f).filter(|f| f.id == field);
        fields.any(|f| f.choices().iter().any(|choice| choice.id == *id))
    };
    let unresolved = |id: &String| Err(PolicyError::Unresolved(id.clone()));
    for requirement in &document.required {
        if !has_choice("kind", &requirement.kind) {
            return unresolved(&requirement.kind);
        }
        if let Some(id) = requirement.any.iter().find(|id| !names.contains_key(*id)) {
            return unresolved(id);
        }
    }
    for rule in &document.retention {
        if let Some(id) = rule.stages.iter().find(|id| !has_choice("stage", id)) {
            return unresolved(id);
        }
        let otherwise = Some(&rule.otherwise_since).filter(|id| !id.is_empty());
        let mut dates = rule.since.iter().chain(otherwise);
        if let Some(id) = dates.find(|id| !names.contains_key(*id)) {
            return unresolved(id);
        }
        if rule.basis.parse::<Reference>().is_err() {
            return Err(PolicyError::BadBasis(rule.id.clone()));
        }
    }
    Ok(())
}

/// What has an id, a name in both languages and aliases.
pub(super) trait Named {
    /// Its id, Chinese name, English name and aliases.
    fn parts(&self) -> (&str, &str, &str, &[String]);

    /// Every name it is known by, the id first.
    fn all_names(&self) -> impl Iterator<Item = &str> {
        let (id, zh, en, aliases) = self.parts();
        [id, zh, en].into_iter().chain(aliases.iter().map(String::as_str))
    }
}

macro_rules! named {
    ($($type:ty),+) => {
        $(impl Named for $type {
            fn parts(&self) -> (&str, &str, &str, &[String]) {
                (&self.id, &self.label_zh, &self.label_en, &self.aliases)
            }
        })+
    };
}

named!(Choice, Purpose, EventType, Field, HoldKind);

impl Named for Role {
    fn parts(&self) -> (&str, &str, &str, &[String]) {
        (&self.id, &self.label_zh, &self.label_en, &[])
    }
}

impl Named for RequestKind {
    fn parts(&self) -> (&str, &str, &str, &[String]) {
        (self.right.id(), &self.label_zh, &self.label_en, &self.aliases)
    }
}

impl Named for Assessment {
    fn parts(&self) -> (&str, &str, &str, &[String]) {
        (&self.id, &self.label_zh, &self.label_en, &[])
    }
}

impl Named for Factor {
    fn parts(&self) -> (&str, &str, &str, &[String]) {
        (&self.id, &self.label_zh, &self.label_en, &[])
    }
}

/// The one known by `name`: its id, a label or an alias, whatever the case.
pub(super) fn named<'a, T: Named>(list: &'a [T], name: &str) -> Option<&'a T> {
    let by_label = list.iter().find(|one| {
        let (id, zh, ..) = one.parts();
        zh == name || id == name
    });
    by_label
        .or_else(|| list.iter().find(|one| one.all_names().any(|n| n.eq_ignore_ascii_case(name))))
}

/// The choice known by `name`.
pub(super) fn choice<'a>(choices: &'a [Choice], name: &str) -> Option<&'a Choice> {
    named(choices, name)
}

impl Choice {
    /// Every name it is known by, the id first.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.all_names()
    }
}

impl Grade {
    /// Every name it is known by, the id first.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        [&self.id].into_iter().chain(&self.aliases).map(String::as_str)
    }
}

/// The grade known by `name`, whatever the case.
pub(super) fn grade<'a>(ladder: &'a [Grade], name: &str) -> Option<&'a Grade> {
    ladder.iter().find(|grade| grade.names().any(|known| known.eq_ignore_ascii_case(name)))
}

/// What belongs to the name that differs least from `name`, if by no more than a third of it and
/// at least one character; of several the first in order of the alphabet. Who typed Chinese is told
/// the Chinese name.
pub(super) fn nearest<'a>(
    name: &str,
    known: impl Iterator<Item = (&'a str, &'a str)>,
) -> Option<String> {
    let chinese = has_han(name);
    let name: Vec<char> = name.to_lowercase().chars().take(40).collect();
    let allowed = (name.len() / 3).max(1).min(name.len().saturating_sub(1));
    let scored = known.map(|(known, id)| (distance(&name, known), id, known));
    let (_, id, known) = scored.filter(|(distance, ..)| *distance <= allowed).min()?;
    Some(if chinese && has_han(known) { known } else { id }.to_owned())
}

/// How many characters must be put in, left out, replaced or swapped with the next to make one of
/// the other.
fn distance(from: &[char], to: &str) -> usize {
    let mut row: Vec<usize> = (0..=from.len()).collect();
    let (mut above_that, mut before) = (Vec::new(), None);
    for (line, to) in to.chars().flat_map(char::to_lowercase).enumerate() {
        let (mut corner, mut left, mut last) = (line, line + 1, None);
        let mut next = vec![left];
        for (at, (from, above)) in from.iter().zip(row.iter().skip(1)).enumerate() {
            left = (corner + usize::from(*from != to)).min(left + 1).min(above + 1);
            if before == Some(*from) && last == Some(to) {
                let swapped = at.checked_sub(1).and_then(|at| above_that.get(at));
                left = swapped.map_or(left, |swapped: &usize| left.min(swapped + 1));
            }
            (corner, last) = (*above, Some(*from));
            next.push(left);
        }
        (above_that, before) = (std::mem::replace(&mut row, next), Some(to));
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_count_single_changes() {
        let distance = |a: &str, b| distance(&a.chars().collect::<Vec<_>>(), b);
        assert_eq!(distance("grade", "grade"), 0);
        assert_eq!(distance("grad", "grade"), 1);
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("等及", "等级"), 1);
        assert_eq!(distance("graed", "grade"), 1);
        assert_eq!(distance("rgaed", "grade"), 2);
        assert_eq!(distance("机手", "手机"), 1);
    }

    #[test]
    fn only_what_looks_alike_is_offered() {
        let known = || [("grade", "grade"), ("等级", "grade"), ("tags", "tags")].into_iter();
        assert_eq!(nearest("gxayed", known()), None);
        assert_eq!(nearest("graed", known()).as_deref(), Some("grade"));
        assert_eq!(nearest("Grad", known()).as_deref(), Some("grade"));
        assert_eq!(nearest("等及", known()).as_deref(), Some("等级"));
        assert_eq!(nearest("zz", known()), None);
        assert_eq!(nearest("", known()), None);
    }
}
