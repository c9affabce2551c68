//! The policy document: fields, levels, ladder, retention, purposes; normalisers and validators.
//!
//! [`Document`] is what is written down; [`Policy`] is a document that passed its checks, with the
//! look-ups the rest of the program asks for. The built-in policy is [`Policy::builtin`].
//!
//! Values enter through [`Policy::normalise`] and nowhere else, so that every value in a vault has
//! one spelling; selectors go through the same code and therefore find it.

mod activity;
mod ahead;
mod asked;
mod builtin;
mod checks;
mod column_map;
mod contact;
mod contradiction;
mod country;
mod coverage;
mod dictionary;
mod diff;
mod document;
mod enter;
mod example;
mod fault;
mod finding;
mod flaw;
mod ground;
mod header_rows;
mod headers;
#[cfg(test)]
mod headers_tests;
mod known;
mod laid;
mod levels;
mod marks;
mod mask;
mod names;
mod neglect;
mod normalise;
mod oversight;
mod quarantine;
mod region;
mod reporting;
mod retention;
mod rights;
mod risk;
mod risk_words;
mod roles;
mod rules;
mod settled;
mod severity;
mod sharing;
mod sourced;
mod standard;
mod standing;
mod structured;
mod terms;
mod text;
mod unreached;
mod upkeep;
mod validate;

use std::collections::HashMap;
use std::sync::OnceLock;

pub use asked::Asked;
pub use column_map::{ColumnMap, MapFault, ready_maps};
pub use contact::{By, Contact, INVALID, NotFound, Noted, TO_VERIFY, VALID, Which};
pub use country::is_country;
pub use coverage::{AnswerState, GivenNotices, Renewed, Uncovered};
pub use dictionary::{
    Category, Choice, Field, FieldKind, Mask, Tag, TagGroup, TagRules, Trait, Traits,
};
pub use diff::{Change, What, changes};
pub use document::Document;
pub use enter::{CONTACTS, Listed};
pub use fault::{Fault, FaultCode, Path, Spot, Step};
pub use finding::{Code, Finding};
pub use flaw::Flaw;
pub use ground::Ground;
pub use headers::{Column, HeaderError, Headers, NamePart, Piece};
pub use known::Known;
pub use laid::By as LaidBy;
pub use levels::How;
pub use oversight::{Anomaly, Approval, Day, Reaction, Watched};
pub use quarantine::{QUARANTINED, contact_state};
pub use region::{code as region_code, name as region_name};
pub use reporting::{Indicator, Measured, ReportRules};
pub use rights::{
    ConsentRules, Demanded, Ended, HoldKind, ImpactRules, RequestKind, RequestRules, Sensitive,
};
pub use risk::{Aspect, Held, Risk, risks};
pub use roles::Role;
pub use rules::{
    Basis, Collection, Covers, Floor, Grade, Modifier, Purpose, Requirement, RetentionRule,
    Review as ReviewRules, Signal, Vocabulary,
};
pub use severity::Severity;
pub use sharing::{Abroad, ShareRules};
pub use sourced::{SHARE_COLUMNS, SOURCES, stem_from};
pub use standard::{Duty, Fate, Law, Standard};
pub use standing::{Bound, NO_FLOOR, PLAIN_HOLD, Standing, Verdict};
pub use structured::{NamedLink, SaidLinks};
pub use text::{LONGEST, json_schema, locate, parse, sections};
pub use upkeep::{
    Assessment, BackupRules, Carries, Clock, Completeness, Contacts, EventType, Factor, Feature,
    LogRules, Measure, Quality, SPEND,
};

use crate::model::review::{Pace, Sign, Signs};
use crate::model::{FieldId, Label, Lookup, Part, Review};
use jiff::civil::Date;

/// A document that passed its checks, ready for use.
#[derive(Clone, Debug)]
pub struct Policy {
    document: Document,
    known: Known,
    names: HashMap<String, FieldId>,
    bare: Vec<FieldId>,
    structured: Vec<FieldId>,
    contacts: Vec<FieldId>,
    /// The fields of each requirement, one of which must have a value.
    required: Vec<Vec<FieldId>>,
    review: Review,
}

/// Why a document is no policy. Ids are the document's own, never a customer's data.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PolicyError {
    /// The text is not a policy document.
    #[error("not a policy document")]
    Malformed,
    /// A field that the program itself relies on is missing, or in the wrong part.
    #[error("field {0} is missing or in the wrong part")]
    MissingField(&'static str),
    /// Two fields have the same name, or an id that is empty or not ASCII.
    #[error("name {0} is taken or not acceptable")]
    BadName(String),
    /// A rule or requirement names a field, a stage or a kind that does not exist.
    #[error("{0} does not exist")]
    Unresolved(String),
    /// A retention rule's reference is not acceptable as one.
    #[error("reference of rule {0} is not acceptable")]
    BadBasis(String),
}

impl Policy {
    /// The policy every vault begins with.
    ///
    /// # Panics
    /// Never in a tested build: a test compiles it.
    pub fn builtin() -> &'static Self {
        static BUILTIN: OnceLock<Policy> = OnceLock::new();
        #[expect(clippy::expect_used, reason = "the document is part of the program and tested")]
        BUILTIN
            .get_or_init(|| Self::new(builtin::document()).expect("the built-in policy is valid"))
    }

    /// The built-in policy as the log would keep it.
    pub fn builtin_canonical() -> &'static str {
        builtin::CANONICAL
    }

    /// The built-in policy as it is written, with its remarks.
    pub fn builtin_text() -> &'static str {
        builtin::TEXT
    }

    /// Checks `document` and makes it a policy.
    pub fn new(document: Document) -> Result<Self, PolicyError> {
        let names = names::index(&document.fields)?;
        let known = Known::find(&document, &names)?;
        names::check_references(&document, &names)?;
        let bare = ids(&document).filter(|(_, f)| f.traits.bare).map(|(id, _)| id).collect();
        let structured =
            ids(&document).filter(|(_, f)| f.kind.is_structured()).map(|(id, _)| id).collect();
        let review = review_of(&document, &known);
        let contacts = document.contact.order.iter().filter_map(|id| names.get(id).copied());
        let contacts = contacts.collect();
        let exact = |id: &String| ids(&document).find(|(_, f)| f.id == *id).map(|(id, _)| id);
        let required = document.required.iter();
        let required = required.map(|one| one.any.iter().filter_map(exact).collect()).collect();
        Ok(Self { document, known, names, bare, structured, contacts, required, review })
    }

    /// The policy that `text` is, JSON as [`Document::to_canonical`] gives it. It was judged when it
    /// was applied, and is not judged again by whatever a later program finds fault with: that would
    /// lock the vault. The error is the first thing that this program does not understand.
    pub fn from_stored(text: &str) -> Result<Self, Box<Fault>> {
        let read = serde_json::from_str::<Document>(text).ok();
        let policy = read.and_then(|document| Self::new(document).ok());
        policy.ok_or_else(|| Box::new(text::fault_of_stored(text)))
    }

    /// The policy written as JSON.
    pub fn from_json(bytes: &[u8]) -> Result<Self, PolicyError> {
        serde_json::from_slice(bytes).map_err(|_| PolicyError::Malformed).and_then(Self::new)
    }

    /// The document as [`Document::to_canonical`] gives it.
    pub fn canonical_bytes(&self) -> Vec<u8> {
        self.document.to_canonical().into_bytes()
    }

    /// The document.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// The fields the program itself relies on.
    pub fn known(&self) -> &Known {
        &self.known
    }

    /// All fields, in order of their ids.
    pub fn fields(&self) -> impl Iterator<Item = (FieldId, &Field)> {
        ids(&self.document)
    }

    /// The field `id`.
    ///
    /// # Panics
    /// When `id` is not of this policy.
    pub fn field(&self, id: FieldId) -> &Field {
        #[expect(clippy::indexing_slicing, reason = "ids are made by this policy")]
        &self.document.fields[usize::from(id.0)]
    }

    /// What a field is called where a failure names it: its Chinese name, else its id.
    pub fn called(&self, field: FieldId) -> Label {
        let field = self.field(field);
        Label { zh: field.label_zh.clone(), en: field.id.clone() }
    }

    /// The part that holds `field`.
    pub fn part(&self, field: FieldId) -> Part {
        self.field(field).part
    }

    /// The field whose id is exactly `id`: what stored records and JSON name.
    pub fn id(&self, id: &str) -> Option<FieldId> {
        self.names.get(id).copied().filter(|found| self.field(*found).id == id)
    }

    /// The choices `field` has; none for a field that is not a choice.
    pub fn choices(&self, field: FieldId) -> &[Choice] {
        self.field(field).choices()
    }

    /// `text` of `field` as people read it, in Chinese or English: a choice's name instead of its
    /// id, a region without its code, everything else as it is. It normalises back to `text`.
    pub fn shown<'a>(&'a self, field: FieldId, text: &'a str, chinese: bool) -> &'a str {
        let field = self.field(field);
        if field.kind == FieldKind::Region {
            return region_name(text);
        }
        let choice = field.choices().iter().find(|choice| choice.id == text);
        choice.map_or(text, |choice| if chinese { &choice.label_zh } else { &choice.label_en })
    }

    /// What of a value is one that `field` lists, where it lists its values but takes any other text
    /// too: a choice, or the division that a region begins with. Of other fields it is all of it.
    pub fn listed<'t>(&self, field: FieldId, text: &'t str) -> Option<&'t str> {
        let field = self.field(field);
        match field.kind {
            FieldKind::OpenChoice => {
                field.choices().iter().any(|choice| choice.id == text).then_some(text)
            }
            FieldKind::Region => region::listed(text),
            _ => Some(text),
        }
    }

    /// The stages of a customer's life.
    pub fn stages(&self) -> &[Choice] {
        self.choices(self.known.stage)
    }

    /// The grades, the highest first.
    pub fn ladder(&self) -> &[Grade] {
        &self.document.ladder
    }

    /// The day on which a record is to be verified again, as seen on `today`: by the cycle of its
    /// grade since it was last verified or made, by what makes that shorter, or because an event
    /// wants it. Needs level 3. For many records use [`Review::on`].
    pub fn review_day(&self, record: &impl Lookup, today: Date) -> Option<Date> {
        self.review.on(today).due(record).map(|due| due.day)
    }

    /// The purpose with this id or name.
    pub fn purpose(&self, name: &str) -> Option<&Purpose> {
        names::named(&self.document.purposes, name)
    }

    /// The id of the purpose of which a name looks like `name`.
    pub fn nearest_purpose(&self, name: &str) -> Option<String> {
        use names::Named as _;
        let purposes = self.document.purposes.iter();
        names::nearest(
            name,
            purposes.flat_map(|one| one.all_names().map(|name| (name, one.id.as_str()))),
        )
    }
}

#[cfg(test)]
mod demo_tests;

#[cfg(test)]
mod maps_tests;

#[cfg(test)]
mod retention_cases;

/// Of `known`, the one that differs least from `name`, if it does not differ much.
pub fn nearest_of(name: &str, known: &[String]) -> Option<String> {
    names::nearest(name, known.iter().map(|one| (one.as_str(), one.as_str())))
}

/// The rules of reviews, as records are held against them.
fn review_of(document: &Document, known: &Known) -> Review {
    let pace = |modifier: &Modifier| Pace {
        id: modifier.id.clone(),
        sign: match modifier.signal {
            Signal::Active => Sign::Active,
            Signal::Idle => Sign::Idle,
            Signal::Volatile => Sign::Volatile,
        },
        within_days: modifier.within_days,
        count: modifier.at_least,
        percent: modifier.percent,
    };
    Review {
        grade: known.grade,
        since: vec![known.verified, known.created],
        cycles: document.ladder.iter().map(|g| (g.id.clone(), g.cycle_days)).collect(),
        otherwise_days: document.review.ungraded_days,
        paces: document.review.modifiers.iter().map(pace).collect(),
        signs: Signs {
            activity: known.activity,
            last_contact: Some(known.last_contact),
            by: known.review_by,
        },
    }
}

fn ids(document: &Document) -> impl Iterator<Item = (FieldId, &Field)> {
    (0..).map(FieldId).zip(&document.fields)
}

#[cfg(test)]
#[path = "mod_tests.rs"]
mod tests;
