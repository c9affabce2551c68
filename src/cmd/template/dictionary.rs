//! The data dictionary: what each field is, who must fill it in, and with what.

use std::collections::HashSet;

use super::COLUMNS;
use crate::error::Message;
use crate::model::FieldId;
use crate::policy::{Choice, Field, FieldKind, Policy, Requirement};
use crate::ui::{Cell, Language, Ui, View};

/// One field of the dictionary.
#[derive(serde::Serialize)]
pub(super) struct Entry {
    id: String,
    zh: String,
    en: String,
    #[serde(rename = "type")]
    kind: String,
    level: u8,
    category: String,
    required: Vec<Requirement>,
    options: Vec<Choice>,
    unit: String,
    example: String,
    note: String,
    #[serde(skip)]
    words: Phrases,
}

/// What of a field is said in the language shown.
struct Phrases {
    kind: String,
    category: String,
    required: String,
    /// The options with their other names.
    options: String,
    /// The options alone, which a table on a terminal has room for.
    names: String,
}

/// Puts the dictionary into words.
pub(super) struct Words<'u, 'h> {
    ui: &'u Ui<'h>,
    policy: &'static Policy,
}

impl<'u, 'h> Words<'u, 'h> {
    pub(super) fn new(ui: &'u Ui<'h>, policy: &'static Policy) -> Self {
        Self { ui, policy }
    }

    /// The headings of the dictionary as a table of its own.
    pub(super) fn headings(&self) -> Vec<String> {
        let heading = |id: &&str| self.ui.text(&Message::new(format!("column-{id}")));
        COLUMNS.iter().map(heading).collect()
    }

    pub(super) fn entry(&self, id: FieldId) -> Entry {
        let field = self.policy.field(id);
        let kind = field.kind.word();
        let category = word(&field.category);
        let words = Phrases {
            kind: self.say(&format!("type-{kind}")),
            category: self.say(&format!("category-{category}")),
            required: self.required(id),
            options: self.options(id),
            names: self.list(&self.policy.offered(id, self.chinese())),
        };
        Entry {
            id: field.id.clone(),
            zh: field.label_zh.clone(),
            en: field.label_en.clone(),
            kind,
            level: field.part.get(),
            category,
            required: self.policy.requirements(id).cloned().collect(),
            options: field.options.clone(),
            unit: field.unit.clone(),
            example: self.policy.example(id, self.chinese()).to_owned(),
            note: self.note(field),
            words,
        }
    }

    fn chinese(&self) -> bool {
        self.ui.language() == Language::Chinese
    }

    fn say(&self, id: &str) -> String {
        self.ui.text(&Message::new(format!("template-{id}")))
    }

    /// Several things in a row.
    fn list(&self, items: &[&str]) -> String {
        items.join(if self.chinese() { "、" } else { ", " })
    }

    /// Who must fill it in.
    fn required(&self, id: FieldId) -> String {
        let name = |field: &Field| {
            if self.chinese() { field.label_zh.clone() } else { field.label_en.clone() }
        };
        let told = self.policy.requirements(id).map(|requirement| {
            let kinds = self.policy.choices(self.policy.known().kind);
            let kind = kinds.iter().find(|kind| kind.id == requirement.kind);
            let kind = kind.map_or(requirement.kind.as_str(), |kind| self.label(kind));
            let own = &self.policy.field(id).id;
            let others = requirement.any.iter().filter(|other| *other != own);
            let others = others.filter_map(|other| self.policy.id(other));
            let others: Vec<String> = others.map(|other| name(self.policy.field(other))).collect();
            let others: Vec<&str> = others.iter().map(String::as_str).collect();
            let purposes = requirement.purposes.iter().filter_map(|id| self.policy.purpose(id));
            let purposes: Vec<&str> = purposes
                .map(|one| if self.chinese() { one.label_zh.as_str() } else { &one.label_en })
                .collect();
            let id = match (others.is_empty(), purposes.is_empty()) {
                (true, true) => "template-required",
                (false, true) => "template-required-any",
                (true, false) => "template-needed",
                (false, false) => "template-needed-any",
            };
            let message = Message::new(id).arg("kind", kind).arg("others", self.list(&others));
            self.ui.text(&message.arg("purposes", self.list(&purposes)))
        });
        told.collect::<Vec<_>>().join(if self.chinese() { "；" } else { "; " })
    }

    fn label<'c>(&self, choice: &'c Choice) -> &'c str {
        if self.chinese() { &choice.label_zh } else { &choice.label_en }
    }

    /// What may be entered, each with its other names.
    fn options(&self, id: FieldId) -> String {
        let field = self.policy.field(id);
        let offered = self.policy.offered(id, self.chinese());
        let told = |name: &str, mut others: Vec<&str>| {
            let mut seen = HashSet::from([name]);
            others.retain(|other| seen.insert(other));
            match (others.is_empty(), self.chinese()) {
                (true, _) => name.to_owned(),
                (false, true) => format!("{name}（{}）", self.list(&others)),
                (false, false) => format!("{name} ({})", self.list(&others)),
            }
        };
        let all: Vec<String> = if field.kind == FieldKind::Grade {
            let grades = self.policy.ladder().iter();
            grades.map(|grade| told(&grade.id, grade.names().collect())).collect()
        } else {
            let allowed = field.options.iter().filter(|one| offered.contains(&self.label(one)));
            allowed.map(|one| told(self.label(one), one.names().collect())).collect()
        };
        all.join(if self.chinese() { "；" } else { "; " })
    }

    /// What else there is to know.
    fn note(&self, field: &Field) -> String {
        let note = if self.chinese() { &field.note_zh } else { &field.note_en };
        let several = field.traits.multi.then(|| self.say("several"));
        let notes = [Some(note.clone()), several].into_iter().flatten();
        let notes: Vec<String> = notes.filter(|note| !note.is_empty()).collect();
        notes.join(if self.chinese() { "；" } else { "; " })
    }
}

/// The word for a value in a document.
fn word(value: &impl serde::Serialize) -> String {
    let value = serde_json::to_value(value).ok();
    value.and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

impl Entry {
    /// Its cells as texts, for a file of their own.
    pub(super) fn texts(&self) -> Vec<String> {
        let words = &self.words;
        let texts = [
            &self.zh,
            &self.en,
            &self.id,
            &words.kind,
            &self.level.to_string(),
            &words.category,
            &words.required,
            &words.options,
            &self.unit,
            &self.example,
            &self.note,
        ];
        texts.map(String::clone).to_vec()
    }
}

impl View for Entry {
    const COLUMNS: &'static [&'static str] = &[
        "zh", "en", "id", "type", "level", "category", "required", "options", "unit", "example",
        "note",
    ];

    fn cells(&self) -> Vec<Cell> {
        let cell = |(id, text): (&&str, String)| match *id {
            "options" if !text.is_empty() => {
                Cell::Named { id: text, name: self.words.names.clone() }
            }
            _ => Cell::text(text),
        };
        Self::COLUMNS.iter().zip(self.texts()).map(cell).collect()
    }
}
