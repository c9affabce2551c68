//! What stands on a customer card: the head, a section for each category of information, the
//! consents, and room for signatures.
//!
//! Only fields with values are on it, but for the head, whose blanks are to be filled in by hand.
//! Level 1 is masked unless it is to be revealed.

use std::borrow::Cow;

use jiff::civil::Date;
use serde::ser::{SerializeMap, Serializer};
use serde_json::Value as Json;

use crate::cmd::contact::{Beside, Told};
use crate::cmd::duties::Words;
use crate::cmd::fields::label;
use crate::cmd::record_view::{capital, masked, object};
use crate::error::{Message, Result};
use crate::model::date::parse_day;
use crate::model::{FieldId, Level, Part, Value};
use crate::policy::{CONTACTS, Category, Field, Policy};
use crate::ui::{Language, Ui};
use crate::vault::{Record, Vault};

/// The head of a card, whatever the categories of these fields.
const HEAD: [&str; 9] = [
    "created",
    "first_contact",
    "intent",
    "stage",
    "grade",
    "source",
    "owner",
    "verified",
    "next_visit",
];

/// What the customer agreed to.
const CONSENTS: [&str; 2] = ["consent_date", "sensitive_consent"];

/// So many events a card has room for.
const NEWEST: usize = 20;

/// Who signed the card.
const SIGNED: &str = "reviewer";

/// The categories in the order of a card.
const CATEGORIES: [(Category, &str); 6] = [
    (Category::Identity, "identity"),
    (Category::Contact, "contact"),
    (Category::Transaction, "transaction"),
    (Category::Preference, "preference"),
    (Category::Classification, "classification"),
    (Category::System, "system"),
];

/// A customer card in one language.
pub(super) struct Card {
    /// The record's number.
    pub(super) number: String,
    /// What it is.
    pub(super) title: String,
    /// Its sections.
    pub(super) sections: Vec<Section>,
    /// Whether its level-1 values are held for want of a separate consent.
    held: bool,
    /// What is known of its contacts, as `show` tells it.
    contacts: Vec<Json>,
}

/// A heading and the facts under it.
pub(super) struct Section {
    /// Its ASCII id.
    pub(super) id: String,
    /// The heading.
    pub(super) heading: String,
    /// The facts.
    pub(super) facts: Vec<Fact>,
    /// Whether they are things of one kind, such as events, each of them a JSON object.
    list: bool,
}

impl Section {
    /// The facts that a person is shown, and how many more there are: of a list the newest only.
    pub(super) fn shown(&self) -> (&[Fact], usize) {
        let end = if self.list { self.facts.len().min(NEWEST) } else { self.facts.len() };
        let (shown, more) = self.facts.split_at(end);
        (shown, more.len())
    }

    /// The facts that say something.
    pub(super) fn told(&self) -> impl Iterator<Item = &Fact> {
        self.facts.iter().filter(|fact| !fact.values.is_empty())
    }
}

/// What a field says.
pub(super) struct Fact {
    /// The field's id, or what else it is about.
    pub(super) id: String,
    /// Its name.
    pub(super) label: String,
    /// What it says; nothing for what is empty.
    pub(super) values: Vec<Shown>,
    /// Whether it may have several values.
    several: bool,
    /// Whether there is room to write by hand.
    pub(super) blank: bool,
}

/// A value for programs and for people.
pub(super) struct Shown {
    /// As it is kept, masked where it has to be.
    pub(super) text: String,
    /// In the words of the language.
    shown: String,
}

impl Shown {
    /// What it is in words.
    pub(super) const fn told(text: String, shown: String) -> Self {
        Self { text, shown }
    }

    /// A text that is the same for both.
    pub(super) fn plain(text: String) -> Self {
        Self { shown: text.clone(), text }
    }
}

impl Fact {
    /// A fact that is no field and may have several values.
    pub(super) fn several(id: &str, label: &str, values: Vec<Shown>) -> Self {
        let (id, label) = (id.to_owned(), capital(label));
        Self { id, label, values, several: true, blank: false }
    }

    /// The object that it is where it stands in a list; its text where that is masked.
    fn object(&self) -> Json {
        let text = self.values.first().map_or("", |value| value.text.as_str());
        object(text).unwrap_or_else(|| text.into())
    }

    /// Its values for people.
    pub(super) fn shown(&self) -> String {
        self.values.iter().map(|value| value.shown.as_str()).collect::<Vec<_>>().join("; ")
    }
}

/// Makes cards.
pub(super) struct Maker<'u, 'h> {
    ui: &'u Ui<'h>,
    policy: &'static Policy,
    reveal: bool,
    today: Date,
    beside: Beside,
}

impl<'u, 'h> Maker<'u, 'h> {
    /// Makes cards as they are on the day `today`.
    pub(super) fn new(ui: &'u Ui<'h>, vault: &Vault, reveal: bool) -> Result<Self> {
        let (policy, today) = (vault.policy(), vault.today()?);
        Ok(Self { ui, policy, reveal, today, beside: Beside::new(ui) })
    }

    pub(super) fn language(&self) -> Language {
        self.ui.language()
    }

    pub(super) fn title(&self) -> String {
        self.say("title")
    }

    /// How often something happened.
    pub(super) fn times(&self, count: u64) -> String {
        self.ui.text(&Message::new("card-times").arg("count", count))
    }

    /// That there are so many more in a list.
    pub(super) fn earlier(&self, count: usize) -> String {
        self.ui.text(&Message::new("card-earlier").arg("count", count))
    }

    /// The policy in force.
    pub(super) fn policy(&self) -> &'static Policy {
        self.policy
    }

    pub(super) fn say(&self, id: &str) -> String {
        self.ui.text(&Message::new(format!("card-{id}")))
    }

    fn words(&self) -> Words<'_> {
        Words { catalogue: self.ui.catalogue(), policy: self.policy }
    }

    /// The card of a record.
    pub(super) fn card(&self, record: &Record) -> Card {
        let mut sections = vec![self.head(record)];
        for (category, id) in CATEGORIES {
            sections.push(self.category(record, category, id));
        }
        let lists = self.policy.fields().filter(|(_, about)| about.kind.is_structured());
        sections.extend(lists.map(|(field, _)| self.list(record, field)));
        sections.extend(self.library(record));
        sections.push(self.section("consents", self.named(record, &CONSENTS)));
        sections.retain(|section| !section.facts.is_empty());
        sections.push(self.signatures(record));
        Card {
            number: record.number.to_string(),
            title: self.title(),
            sections,
            held: self.policy.awaits_consent(&record.fields, self.today),
            contacts: self.contacts(record),
        }
    }

    /// What is known of each contact besides its text.
    fn contacts(&self, record: &Record) -> Vec<Json> {
        let known = record.fields.iter().filter_map(|(field, value)| {
            let about = value.about.as_deref()?;
            let id = self.policy.field(field).id.as_str();
            serde_json::to_value(Told::new(Some(id), self.text(field, &value.text), about)).ok()
        });
        known.collect()
    }

    /// `text` of `field` as the card may show it.
    fn text<'t>(&self, field: FieldId, text: &'t str) -> Cow<'t, str> {
        if self.reveal {
            self.policy.bare(field, text).into()
        } else {
            masked(self.policy, field, text)
        }
    }

    pub(super) fn section(&self, id: &str, facts: Vec<Fact>) -> Section {
        Section { id: id.to_owned(), heading: self.say(id), facts, list: false }
    }

    /// Events, scorecards or links, each a fact: the newest first where they have days.
    fn list(&self, record: &Record, field: FieldId) -> Section {
        let id = &self.policy.field(field).id;
        let fact = |value: &Value| {
            let text = self.text(field, &value.text).into_owned();
            let told = self.words().told(field, &text).unwrap_or_else(|| text.clone());
            let words = match told.split_once(' ') {
                Some((day, rest)) if parse_day(day).is_some() => Some((day, rest)),
                _ => told.rsplit_once(' '),
            };
            let (label, shown) = words.unwrap_or(("", &told));
            let values = vec![Shown { shown: shown.to_owned(), text }];
            Fact { id: id.clone(), label: label.to_owned(), values, several: false, blank: false }
        };
        let mut facts: Vec<Fact> = record.fields.all(field).map(fact).collect();
        if facts.iter().all(|fact| parse_day(&fact.label).is_some()) {
            // Of one day, the one that was entered last.
            facts.reverse();
            facts.sort_by(|one, other| other.label.cmp(&one.label));
        }
        let heading = capital(label(self.policy, field, self.language()));
        Section { id: id.clone(), heading, facts, list: true }
    }

    /// The head, with room for what is not known yet.
    fn head(&self, record: &Record) -> Section {
        let fields = HEAD.into_iter().filter_map(|id| self.policy.id(id));
        let mut facts: Vec<Fact> = fields.map(|field| self.fact(record, field)).collect();
        facts.extend(self.policy.review_day(&record.fields, self.today).map(|day| {
            let day = day.to_string();
            let value = Shown { text: day.clone(), shown: day };
            self.other("review_due", vec![value])
        }));
        self.section("head", facts)
    }

    /// The fields of a category that have values and stand nowhere else.
    fn category(&self, record: &Record, category: Category, id: &str) -> Section {
        let named = |id: &str| HEAD.contains(&id) || CONSENTS.contains(&id) || id == SIGNED;
        let elsewhere = |about: &Field| named(&about.id) || about.kind.is_structured();
        let fields = self.policy.fields().filter(|(field, about)| {
            about.category == category
                && !elsewhere(about)
                && Some(*field) != self.policy.known().activity
                && record.fields.get(*field).is_some()
        });
        self.section(id, fields.map(|(field, _)| self.fact(record, field)).collect())
    }

    /// Those of the fields `ids` that have values.
    fn named(&self, record: &Record, ids: &[&str]) -> Vec<Fact> {
        let fields = ids.iter().filter_map(|id| self.policy.id(id));
        let filled = fields.filter(|field| record.fields.get(*field).is_some());
        filled.map(|field| self.fact(record, field)).collect()
    }

    /// Who signed, and room to sign.
    fn signatures(&self, record: &Record) -> Section {
        let mut facts = self.named(record, &[SIGNED]);
        for id in ["signature", "signed_on"] {
            facts.push(Fact { blank: true, ..self.other(id, Vec::new()) });
        }
        self.section("signatures", facts)
    }

    /// A fact that is no field.
    fn other(&self, id: &str, values: Vec<Shown>) -> Fact {
        let label = self.say(id);
        Fact { id: id.to_owned(), label, values, several: false, blank: false }
    }

    fn fact(&self, record: &Record, field: FieldId) -> Fact {
        let about = self.policy.field(field);
        let chinese = self.language() == Language::Chinese;
        let held = self.policy.part(field) == Part::Level(Level::One)
            && self.policy.awaits_consent(&record.fields, self.today);
        let held = if held { self.ui.text(&"show-held".into()) } else { String::new() };
        let value = |value: &Value| {
            let text = self.text(field, &value.text).into_owned();
            let about = value.about.as_deref();
            let beside = about.map(|about| self.beside.text(self.policy, about));
            let told = self.words().told(field, &text);
            let shown = told.unwrap_or_else(|| self.policy.shown(field, &text, chinese).to_owned());
            let shown = format!("{shown}{} {held}", beside.unwrap_or_default());
            Shown { text, shown: shown.trim_end().to_owned() }
        };
        Fact {
            id: about.id.clone(),
            label: capital(label(self.policy, field, self.language())),
            values: record.fields.all(field).map(value).collect(),
            several: about.traits.multi,
            blank: false,
        }
    }
}

impl serde::Serialize for Card {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("number", &self.number)?;
        for section in self.sections.iter().filter(|section| section.told().next().is_some()) {
            map.serialize_entry(&section.id, section)?;
        }
        if self.held {
            map.serialize_entry("awaiting_consent", &true)?;
        }
        if !self.contacts.is_empty() {
            map.serialize_entry(CONTACTS, &self.contacts)?;
        }
        map.end()
    }
}

impl serde::Serialize for Section {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        if self.list {
            return serializer.collect_seq(self.told().map(Fact::object));
        }
        let mut map = serializer.serialize_map(None)?;
        for fact in self.told() {
            map.serialize_entry(&fact.id, fact)?;
        }
        map.end()
    }
}

impl serde::Serialize for Fact {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let mut texts = self.values.iter().map(|value| value.text.as_str());
        if self.several {
            return serializer.collect_seq(texts);
        }
        texts.next().serialize(serializer)
    }
}
