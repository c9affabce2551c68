//! The rules of a policy document about keeping data true and safe: quality, contacts, scorecards,
//! events, measures.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::dictionary::Choice;
use super::document::is_default;

/// When data counts as good.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Quality {
    /// A record whose score, of 100, is lower fails the scan.
    #[schemars(range(max = 100))]
    pub pass_score: u8,
    /// Points a serious finding takes off.
    #[schemars(range(max = 100))]
    pub serious_points: u8,
    /// Points a minor finding takes off.
    #[schemars(range(max = 100))]
    pub minor_points: u8,
    /// Days after which a record nobody verified or dealt with is a dead one (死档).
    #[schemars(range(min = 1))]
    pub dead_after_days: u16,
    /// How complete records of a grade must be.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub completeness: Vec<Completeness>,
}

impl Default for Quality {
    fn default() -> Self {
        Self {
            pass_score: 60,
            serious_points: 20,
            minor_points: 5,
            dead_after_days: 730,
            completeness: Vec::new(),
        }
    }
}

/// How complete records of a grade must be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Completeness {
    /// Id of the grade.
    pub grade: String,
    /// Percent of `fields` that must have a value.
    #[schemars(range(max = 100))]
    pub percent: u8,
    /// Ids of the fields that count.
    #[schemars(length(min = 1))]
    pub fields: Vec<String>,
}

/// How long the log of everything done is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LogRules {
    /// Length of the period in months; no shorter than any period of `floor` that applies and is
    /// about something that the log proves. The program itself never shortens the log.
    #[schemars(range(min = 1))]
    pub keep_months: u16,
}

impl Default for LogRules {
    fn default() -> Self {
        Self { keep_months: 36 }
    }
}

/// How backups are looked after.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BackupRules {
    /// Days between two rehearsed restores (恢复演练周期); 0: no cycle.
    pub drill_days: u16,
}

/// Ways to reach a customer, and when one counts as invalid.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Contacts {
    /// Bounces or unreachable calls after which a contact is invalid (失效); 0: never by count.
    pub failures: u16,
    /// Whether a contact is valid only when two different methods have confirmed it (双重确认).
    #[serde(default, skip_serializing_if = "is_default")]
    pub double_check: bool,
    /// Ids of contact fields in the order in which they are tried (其他渠道核实); the values of
    /// these have a state, and no others.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub order: Vec<String>,
    /// The states of a contact: `to_verify`, `valid`, `invalid`.
    #[serde(rename = "state", default, skip_serializing_if = "Vec::is_empty")]
    pub states: Vec<Choice>,
}

/// A scorecard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Assessment {
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
    /// Ids of the kinds of customer it is for; none: all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<String>,
    /// Months after which it is to be made anew; 0: never.
    #[serde(default, skip_serializing_if = "is_default")]
    pub valid_months: u16,
    /// The highest score of a factor.
    #[schemars(range(min = 1, max = 100))]
    pub max_score: u8,
    /// What is judged.
    #[serde(rename = "factor")]
    #[schemars(length(min = 1))]
    pub factors: Vec<Factor>,
}

/// What a scorecard judges.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Factor {
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
    /// Its weight in percent; those of one scorecard make 100.
    #[schemars(range(min = 1, max = 100))]
    pub weight: u8,
}

/// A kind of event in a customer's record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EventType {
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
    /// Other names it is known by.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// What it does to the review clock.
    #[serde(default, skip_serializing_if = "is_default")]
    pub clock: Clock,
    /// For `pull_forward`: the review is due in so many days at the latest.
    #[serde(default, skip_serializing_if = "is_default")]
    pub within_days: u16,
    /// What else it carries.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub carries: Vec<Carries>,
    /// Whether it is a dealing with the customer: periods that run from `last_contact` run from the
    /// day of the latest one at the earliest. Absent: yes, unless it carries a failed contact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dealing: Option<bool>,
    /// Whether it is a transaction (交易), and so a dealing: periods of `floor` with `transactions`
    /// bind a record that has one, whatever its stage.
    #[serde(default, skip_serializing_if = "is_default")]
    pub transaction: bool,
}

impl EventType {
    /// Whether it is a dealing with the customer; who was not reached was not dealt with.
    pub fn is_dealing(&self) -> bool {
        let stated =
            self.dealing.unwrap_or_else(|| !self.carries.contains(&Carries::FailedContact));
        self.transaction || stated
    }
}

/// The id of the type of event that says what the organisation spent on a customer (公司投入).
pub const SPEND: &str = "spend";

/// What an event does to the review clock.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Clock {
    /// Nothing.
    #[default]
    None,
    /// Begins a new cycle: somebody dealt with the customer and found the record right.
    Reset,
    /// Makes the review due soon: something may have changed.
    PullForward,
}

/// What an event carries besides its day and a remark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Carries {
    /// An amount of money.
    Amount,
    /// A score given by the customer.
    Score,
    /// The contact that failed.
    FailedContact,
    /// The year or quarter it is about.
    Period,
    /// The day of the next step.
    NextStep,
    /// That it is a major change.
    Major,
}

/// What one level of information asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Measure {
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
    /// The levels that ask for it: 1, 2, 3.
    #[schemars(length(min = 1), inner(range(min = 1, max = 3)))]
    pub levels: Vec<u8>,
    /// What the program does for it; none: it is the organisation's duty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub feature: Option<Feature>,
}

/// What the program does for the protection of information. Whether that enforces a measure or
/// leaves evidence of it is the program's to say, not the document's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Feature {
    /// Everything is sealed before it reaches the disk.
    SealedStorage,
    /// Each level has keys of its own, which only those cleared for it hold.
    LevelKeys,
    /// Level-1 values are shown masked unless `--reveal` is given.
    Masking,
    /// Level-1 values are not taken from a command line.
    NoArguments,
    /// Level-1 values without a separate consent are neither exported nor shared.
    SeparateConsent,
    /// Every disclosure is signed into the log.
    AccessLog,
    /// `check` finds what was damaged or tampered with.
    IntegrityCheck,
    /// `verify due` and `verify scan` say which records are to be looked at.
    Review,
    /// `purge` destroys the keys and proves it.
    Destruction,
}
