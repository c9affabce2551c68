//! Contacts as commands read and tell them: in JSON, beside a value in a table, and by name in
//! `--contact`.

use std::borrow::Cow;
use std::path::Path;

use unicode_normalization::UnicodeNormalization;

use super::fields::find;
use super::input::{self, Entered};
use crate::error::{Code, Failure, Result};
use crate::host::Host;
use crate::model::{About, Dictionary};
use crate::policy::{By, CONTACTS, Listed, Policy, SOURCES, Which, contact_state};
use crate::ui::{Language, Ui};

/// The fields of one JSON object in a file; those that hold contacts may have objects inside, and
/// the keys `contacts` and `sources` may list values with what is known of them, as the JSON of
/// `show` does.
pub(super) fn json(host: &Host, policy: &Policy, path: &Path) -> Result<Entered> {
    // A policy may have a field of that name; then it is that field.
    let is_list =
        |name: &str| [CONTACTS, SOURCES].contains(&name) && policy.resolve(name).is_none();
    let takes_object = |name: &str, text: &str| {
        is_list(name) || policy.resolve(name).is_some_and(|field| policy.takes_object(field, text))
    };
    let mut all = Entered::new();
    for (name, texts) in input::json(host, path, &takes_object)? {
        if is_list(&name) {
            for text in texts.iter() {
                let (field, texts) = listed(policy, text)?;
                all.push((field, texts.into()));
            }
        } else {
            all.push((name, texts));
        }
    }
    Ok(all)
}

/// One of a list of contacts: its field, and the rest of it as the field takes it.
fn listed(policy: &Policy, text: &str) -> Result<(String, Vec<String>)> {
    match policy.listed_contact(text) {
        Ok((field, object)) => Ok((policy.field(field).id.clone(), vec![object])),
        Err(Listed::Malformed) => Err(Failure::new(Code::BadJson).arg("line", 1)),
        Err(Listed::NotAContact(field)) => {
            let id = policy.field(field).id.as_str();
            Err(Failure::new(Code::NotAContact).arg("field", id))
        }
        // It is told as other unknown names are.
        Err(Listed::Unknown(name)) => Ok((name, Vec::new())),
    }
}

/// The contact that `name` means: a field, and behind a colon which of its values, `phone:2`.
pub(super) fn named(policy: &Policy, name: &str) -> Result<Which> {
    let folded: String = name.nfkc().collect();
    let (name, ordinal) = match folded.split_once(':') {
        Some((name, ordinal)) => (name, Some(ordinal)),
        None => (folded.as_str(), None),
    };
    let field = find(policy, name.trim())?;
    let id = policy.field(field).id.as_str();
    if !policy.is_contact(field) {
        return Err(Failure::new(Code::NotAContact).arg("field", id));
    }
    let by = match ordinal.map(|ordinal| ordinal.trim().parse()) {
        None => By::Only,
        Some(Ok(ordinal)) if ordinal > 0 => By::Ordinal(ordinal),
        Some(_) => return Err(Failure::new(Code::BadOrdinal).arg("field", id)),
    };
    Ok(Which { field, by })
}

/// A contact in JSON. Its keys are understood on input.
#[derive(serde::Serialize)]
pub(super) struct Told<'a> {
    /// The field's id; none where it is clear.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) field: Option<&'a str>,
    value: Cow<'a, str>,
    state: Option<&'a str>,
    source: Option<&'a str>,
    verified: Option<&'a str>,
    method: Option<&'a str>,
    failures: u16,
}

impl<'a> Told<'a> {
    /// What is known of the contact with the text `value`, as far as that may be shown.
    pub(super) fn new(field: Option<&'a str>, value: Cow<'a, str>, about: &'a About) -> Self {
        Self {
            field,
            value,
            state: contact_state(about),
            source: about.source.as_deref(),
            verified: about.verified.as_deref(),
            method: about.method.as_deref(),
            failures: about.failures,
        }
    }
}

/// Where a value of another field than a contact came from, in JSON. Its keys are understood on
/// input.
#[derive(serde::Serialize)]
pub(super) struct Stems<'a> {
    /// The field's id.
    pub(super) field: &'a str,
    /// The value, as far as that may be shown.
    pub(super) value: Cow<'a, str>,
    /// The channel, or other text.
    pub(super) source: &'a str,
}

/// The words that stand beside a value in a table.
#[derive(Clone, Debug)]
pub(super) struct Beside {
    language: Language,
    failed: String,
    /// Whether it says too where a value came from.
    sources: bool,
}

impl Beside {
    /// Those of the language shown.
    pub(super) fn new(ui: &Ui<'_>) -> Self {
        let failed = ui.text(&"show-failed".into());
        Self { language: ui.language(), failed, sources: false }
    }

    /// The same that also say where a value came from.
    pub(super) fn with_sources(self) -> Self {
        Self { sources: true, ..self }
    }

    /// State, day and failures: `(valid, 2026-03-01)`, and the source: `(from exhibition)`; nothing
    /// when there are none.
    pub(super) fn text(&self, policy: &Policy, about: &About) -> String {
        let chinese = self.language == Language::Chinese;
        let state = contact_state(about).map(|id| policy.contact_state_shown(id, chinese));
        let failed = (about.failures > 0).then(|| format!("{} {}", self.failed, about.failures));
        let source = about.source.as_deref().filter(|_| self.sources).map(|source| {
            let shown = policy.shown(policy.known().source, source, chinese);
            if chinese { format!("来源：{shown}") } else { format!("from {shown}") }
        });
        let words = [state, about.verified.as_deref(), failed.as_deref(), source.as_deref()];
        let words: Vec<&str> = words.into_iter().flatten().collect();
        match (words.is_empty(), chinese) {
            (true, _) => String::new(),
            (false, true) => format!("（{}）", words.join("，")),
            (false, false) => format!(" ({})", words.join(", ")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contact_is_named_in_either_language_and_width() {
        let policy = Policy::builtin();
        let phone = policy.known().phone;
        for (name, by) in
            [("phone", By::Only), ("手机：2", By::Ordinal(2)), ("Phone: 1", By::Ordinal(1))]
        {
            assert_eq!(named(policy, name).unwrap(), Which { field: phone, by }, "{name}");
        }
        for (name, code) in [
            ("phone:0", Code::BadOrdinal),
            ("phone:x", Code::BadOrdinal),
            ("notes", Code::NotAContact),
            ("13800000013", Code::UnknownField),
        ] {
            assert_eq!(named(policy, name).unwrap_err().code, code, "{name}");
        }
    }

    #[test]
    fn a_list_of_contacts_names_fields_that_have_a_state() {
        let policy = Policy::builtin();
        let text = r#"{"字段":"手机","value":"1"}"#;
        let (field, texts) = listed(policy, text).unwrap();
        assert_eq!(
            (field.as_str(), texts),
            ("phone", vec![r#"{"value":"1","beside":true}"#.to_owned()])
        );
        for (text, code) in [
            (r#"{"value":"1"}"#, Code::BadJson),
            (r#"{"field":"notes","value":"1"}"#, Code::NotAContact),
        ] {
            assert_eq!(listed(policy, text).unwrap_err().code, code, "{text}");
        }
    }
}
