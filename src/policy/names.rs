//! Names of fields and choices: folding, and finding one by any of its names.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;

use super::document::{Choice, Document, Field};
use super::{PolicyError, ids};
use crate::model::FieldId;

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
        if !is_reference(&rule.basis) {
            return Err(PolicyError::BadBasis(rule.id.clone()));
        }
    }
    Ok(())
}

/// Whether `text` may stand in the log as a reference: 1 to 64 characters `[A-Za-z0-9 ./_-]`
/// without seven digits in a row, so that no phone or identity number can hide there.
pub fn is_reference(text: &str) -> bool {
    let allowed = |b: u8| b.is_ascii_alphanumeric() || b" ./_-".contains(&b);
    let long_number = text.as_bytes().windows(7).any(|seven| seven.iter().all(u8::is_ascii_digit));
    (1..=64).contains(&text.len()) && text.bytes().all(allowed) && !long_number
}

/// The choice known by `name`: its id, a label or an alias, whatever the case.
pub(super) fn choice<'a>(choices: &'a [Choice], name: &str) -> Option<&'a Choice> {
    choices.iter().find(|choice| choice.names().any(|known| known.eq_ignore_ascii_case(name)))
}

impl Choice {
    /// Every name it is known by, the id first.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        [&self.id, &self.label_zh, &self.label_en]
            .into_iter()
            .chain(&self.aliases)
            .map(String::as_str)
    }
}
