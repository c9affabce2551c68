//! The dictionary of fields in a policy document: names, types, levels, options, tags.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::document::is_default;
use crate::model::Part;

/// One field of a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// ASCII name, unique; what is stored and what JSON shows.
    #[schemars(length(min = 1), regex(pattern = r"^[a-z0-9_]+$"))]
    pub id: String,
    /// Chinese name, unique.
    #[serde(rename = "zh")]
    #[schemars(length(min = 1))]
    pub label_zh: String,
    /// English name.
    #[serde(rename = "en")]
    #[schemars(length(min = 1))]
    pub label_en: String,
    /// Further names, understood as column headers and in selectors.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// Level of information (信息级别): 1 most sensitive, 2, 3; 0 operational, which every operator
    /// opens because destruction on schedule needs it.
    #[serde(rename = "level", with = "part_number")]
    #[schemars(with = "u8", range(min = 0, max = 3))]
    pub part: Part,
    /// What kind of information it is, as notices to customers name it.
    pub category: Category,
    /// How its values are read and checked.
    #[serde(rename = "type", default, skip_serializing_if = "is_default")]
    pub kind: FieldKind,
    /// The values of a `choice` or `open_choice`; what a `link` may say.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<Choice>,
    /// How it is shown to those who may not see it whole.
    #[serde(default, skip_serializing_if = "is_default")]
    pub mask: Mask,
    /// What else holds for it.
    #[serde(default, skip_serializing_if = "is_default")]
    #[schemars(with = "Vec<Trait>")]
    pub traits: Traits,
    /// Ids of the kinds of customer that have it (适用类型); none: all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<String>,
    /// The unit of its values (计量单位), such as `CNY`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// What to enter, in Chinese; for the data dictionary.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note_zh: String,
    /// What to enter, in English.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note_en: String,
}

impl Field {
    /// The choices it has; none when it is not a choice.
    pub fn choices(&self) -> &[Choice] {
        &self.options
    }
}

/// Properties of a field that are yes or no.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<Trait>", into = "Vec<Trait>")]
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
    /// Keeps what fails its validator, to be verified, instead of refusing it.
    pub lenient: bool,
    /// Each value says where it came from.
    pub sourced: bool,
}

/// One property of a field, as a document names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Trait {
    /// May hold several values.
    Multi,
    /// Packed into the search segment of its level, so that selectors find by it quickly.
    Searchable,
    /// Searched by a bare word.
    Bare,
    /// Two records with the same value are duplicates.
    Unique,
    /// Set by the program, not by hand.
    System,
    /// Shown by a list that names no columns.
    DefaultColumn,
    /// Keeps what fails its validator, to be verified (待验证), instead of refusing it; for numbers
    /// and addresses.
    Lenient,
    /// Each value says where it came from; `verify scan` finds those that do not.
    Sourced,
}

impl From<Vec<Trait>> for Traits {
    fn from(list: Vec<Trait>) -> Self {
        let has = |one| list.contains(&one);
        Self {
            multi: has(Trait::Multi),
            searchable: has(Trait::Searchable),
            bare: has(Trait::Bare),
            unique: has(Trait::Unique),
            system: has(Trait::System),
            default_column: has(Trait::DefaultColumn),
            lenient: has(Trait::Lenient),
            sourced: has(Trait::Sourced),
        }
    }
}

impl From<Traits> for Vec<Trait> {
    fn from(traits: Traits) -> Self {
        let all = [
            (traits.multi, Trait::Multi),
            (traits.searchable, Trait::Searchable),
            (traits.bare, Trait::Bare),
            (traits.unique, Trait::Unique),
            (traits.system, Trait::System),
            (traits.default_column, Trait::DefaultColumn),
            (traits.lenient, Trait::Lenient),
            (traits.sourced, Trait::Sourced),
        ];
        all.into_iter().filter_map(|(holds, one)| holds.then_some(one)).collect()
    }
}

/// Classes of information, as notices to customers name them.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    /// One line of text.
    #[default]
    Text,
    /// Text of several lines.
    Note,
    /// The name of a person or an organisation.
    Name,
    /// A telephone number, kept as E.164 (`+8613800000013`, an extension after `;ext=`).
    Phone,
    /// An e-mail address with its domain in lower case.
    Email,
    /// A postcode.
    Postcode,
    /// A Chinese identity number (GB 11643).
    IdNumber,
    /// A unified social credit code (GB 32100).
    CreditCode,
    /// A bank account; a card number when it passes Luhn's check.
    BankAccount,
    /// An administrative division: `310000 上海市`, or text that names none that is known.
    Region,
    /// An amount of money.
    Amount,
    /// A whole number.
    Number,
    /// A calendar day that has come, `2026-01-31`; one that lies ahead is refused.
    Date,
    /// A calendar day that may lie ahead, such as the end of a contract; a duration in a selector
    /// counts forwards.
    Deadline,
    /// One of the options; the id is kept.
    Choice,
    /// One of the options, or any other text.
    OpenChoice,
    /// A rung of the ladder of grades; its id is kept.
    Grade,
    /// Labels; see `tags`.
    Tags,
    /// Something that happened, of a type of `event`; kept as JSON.
    Event,
    /// A scorecard of `assessment`; kept as JSON.
    Assessment,
    /// A link to another record, which its options name: `works_at:K-7`; kept as JSON.
    Link,
    /// What a person agreed to or refused; kept as JSON, set by the program.
    Consent,
    /// What a person asked about the own data; kept as JSON, set by the program.
    Request,
    /// Why a record is not to be destroyed; kept as JSON, set by the program.
    Hold,
}

impl FieldKind {
    /// Whether its values are kept as JSON, so that lists of them are lists of objects.
    pub const fn is_structured(self) -> bool {
        matches!(self, Self::Event | Self::Assessment | Self::Link) || self.is_duty()
    }

    /// Whether its values are numbers, days or codes.
    pub const fn is_of_digits(self) -> bool {
        matches!(
            self,
            Self::Phone
                | Self::Postcode
                | Self::IdNumber
                | Self::CreditCode
                | Self::BankAccount
                | Self::Amount
                | Self::Number
                | Self::Date
                | Self::Deadline
        )
    }

    /// Whether its values are what is owed to a person: commands of their own write them.
    pub const fn is_duty(self) -> bool {
        matches!(self, Self::Consent | Self::Request | Self::Hold)
    }

    /// Its word in a document.
    pub fn word(self) -> String {
        match serde_json::to_value(self) {
            Ok(serde_json::Value::String(word)) => word,
            _ => String::new(),
        }
    }
}

/// One value out of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// ASCII id; what is stored and what JSON shows.
    #[schemars(length(min = 1), regex(pattern = r"^[a-z0-9_]+$"))]
    pub id: String,
    /// Chinese name.
    #[serde(rename = "zh")]
    #[schemars(length(min = 1))]
    pub label_zh: String,
    /// English name.
    #[serde(rename = "en")]
    #[schemars(length(min = 1))]
    pub label_en: String,
    /// Other names it is known by.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
}

/// Which tags there are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TagRules {
    /// Whether other tags than those of the groups may be used.
    pub open: bool,
    /// Tags that belong together (标签分组).
    #[serde(rename = "group", default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<TagGroup>,
}

impl Default for TagRules {
    fn default() -> Self {
        Self { open: true, groups: Vec::new() }
    }
}

/// Tags that belong together, such as those about behaviour.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TagGroup {
    /// ASCII id.
    #[schemars(length(min = 1), regex(pattern = r"^[a-z0-9_]+$"))]
    pub id: String,
    /// Chinese name.
    #[serde(rename = "zh")]
    #[schemars(length(min = 1))]
    pub label_zh: String,
    /// English name.
    #[serde(rename = "en")]
    #[schemars(length(min = 1))]
    pub label_en: String,
    /// The tags.
    pub tags: Vec<Tag>,
}

/// One tag of the vocabulary.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tag {
    /// The tag as it is kept and shown.
    #[schemars(length(min = 1))]
    pub name: String,
    /// Other names, kept as `name`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
}

/// How a value is shown to those who may not see it whole; the mask is as long as the value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
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

    use super::Part;
    use crate::model::Level;

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
