//! The policy as one document: what serde reads and writes, with no behaviour of its own.
//!
//! Everything is owned text, lists and numbers, so that the same document can come from a file.
//! [`Policy`](super::Policy) is a document that passed its checks.

use serde::{Deserialize, Serialize};

use crate::model::{Level, Part, Reason};

/// An organisation's rules for its customer records.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Counts from 1; each applied change raises it.
    pub version: u32,
    /// The dictionary of fields; a [`FieldId`](crate::model::FieldId) is a place in it.
    pub fields: Vec<Field>,
    /// What a record of each kind must have.
    pub required: Vec<Requirement>,
    /// The grades, the highest first.
    pub ladder: Vec<Grade>,
    /// Days between two verifications of a record that has no grade.
    pub ungraded_cycle_days: u16,
    /// What records may be used for.
    pub purposes: Vec<Choice>,
    /// When records are to be destroyed; the first rule that applies to a record holds.
    pub retention: Vec<RetentionRule>,
}

/// One field of a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    /// ASCII name, unique; what is stored and what JSON shows.
    pub id: String,
    /// Chinese name, unique.
    pub label_zh: String,
    /// English name.
    pub label_en: String,
    /// Further names, understood as column headers and in selectors.
    pub aliases: Vec<String>,
    /// The part of the record that holds it.
    #[serde(with = "part_number")]
    pub part: Part,
    /// What kind of information it is.
    pub category: Category,
    /// How its values are read and checked.
    pub kind: FieldKind,
    /// How it is shown to those who may not see it whole.
    pub mask: Mask,
    /// What else holds for it.
    #[serde(default)]
    pub traits: Traits,
}

impl Field {
    /// The choices it has; none when it is not a choice.
    pub fn choices(&self) -> &[Choice] {
        match &self.kind {
            FieldKind::Choice(choices) | FieldKind::OpenChoice(choices) => choices,
            _ => &[],
        }
    }
}

/// Properties of a field that are yes or no.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "independent switches of a written document")]
pub struct Traits {
    /// May hold several values.
    pub multi: bool,
    /// Packed into the search segment of its part, so that selectors find by it quickly.
    pub searchable: bool,
    /// Searched by a bare word.
    pub bare: bool,
    /// Two records with the same value are duplicates.
    pub unique: bool,
    /// Set by the program, not by hand.
    pub system: bool,
    /// Shown by a list that names no columns.
    pub default_column: bool,
}

/// Classes of information, as notices to customers name them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    /// 身份信息: who somebody is.
    Identity,
    /// 联系信息: how to reach them.
    Contact,
    /// 交易信息: dealings.
    Transaction,
    /// 偏好信息: wishes, needs.
    Preference,
    /// 分类信息: how the organisation classes them.
    Classification,
    /// 系统信息: what the program keeps about the record itself.
    System,
}

/// How the values of a field are read, checked and compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    /// The name of a person or an organisation.
    Name,
    /// One line of text.
    Text,
    /// Text of several lines.
    Note,
    /// A telephone number, kept as E.164 (`+8613800000013`, an extension after `;ext=`).
    Phone,
    /// An e-mail address with its domain in lower case.
    Email,
    /// A Chinese identity number (GB 11643).
    IdNumber,
    /// A unified social credit code (GB 32100).
    CreditCode,
    /// A bank account; a card number when it passes Luhn's check.
    BankAccount,
    /// An administrative division: `310000 上海市`, or text that names none that is known.
    Region,
    /// A calendar day that normally lies behind, `2026-01-31`.
    Date,
    /// A calendar day that normally lies ahead; a duration in a selector counts forwards.
    Deadline,
    /// One of a list; the id is kept.
    Choice(Vec<Choice>),
    /// One of a list, or any other text.
    OpenChoice(Vec<Choice>),
    /// A rung of the ladder; its id is kept.
    Grade,
    /// Free labels.
    Tags,
}

/// One value out of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// ASCII id; what is stored and what JSON shows.
    pub id: String,
    /// Chinese name.
    pub label_zh: String,
    /// English name.
    pub label_en: String,
    /// Other names it is known by.
    pub aliases: Vec<String>,
}

/// One rung of the ladder of grades.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grade {
    /// Its id and name: `VIP`.
    pub id: String,
    /// Names of the same rung in other vocabularies.
    pub aliases: Vec<String>,
    /// Days between two verifications.
    pub cycle_days: u16,
}

/// What a record of one kind must have: at least one of `any`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Requirement {
    /// Id of the kind: `person` or `org`.
    pub kind: String,
    /// Ids of fields, one of which must have a value.
    pub any: Vec<String>,
}

/// When to destroy records of certain stages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RetentionRule {
    /// ASCII id, stored with the record the rule applies to.
    pub id: String,
    /// What it says, in Chinese.
    pub label_zh: String,
    /// What it says, in English.
    pub label_en: String,
    /// Ids of the stages it applies to; none: whatever the stage.
    pub stages: Vec<String>,
    /// Ids of date fields; the period runs from the latest of those that have a value.
    pub since: Vec<String>,
    /// The date field to run from when none of `since` has a value; empty: the rule does not apply.
    pub otherwise_since: String,
    /// Length of the period in months.
    pub months: u16,
    /// Why records that fall under it are destroyed.
    pub reason: Reason,
    /// Reference for the log: at most 64 characters `[A-Za-z0-9 ./_-]`, no 7 digits in a row.
    pub basis: String,
    /// Where the period comes from.
    pub source: String,
}

/// How a value is shown to those who may not see it whole; the mask is as long as the value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mask {
    /// Shown whole.
    #[default]
    None,
    /// The first character of a name: `张*`.
    Name,
    /// `138****5678`.
    Phone,
    /// The first letter and the domain.
    Email,
    /// The first six and the last four characters.
    IdNumber,
    /// The last four digits.
    Card,
    /// Nothing.
    All,
}

/// A part in the document is its number: 0 operational, 1–3 the levels.
mod part_number {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    use super::{Level, Part};

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature serde calls")]
    pub(super) fn serialize<S: Serializer>(part: &Part, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_u8(part.get())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Part, D::Error> {
        let number = u8::deserialize(from)?;
        let last = Level::Three.get();
        Part::from_number(number).ok_or_else(|| D::Error::custom(format!("0 to {last} expected")))
    }
}
