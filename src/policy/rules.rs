//! The rules of a policy document: grades, purposes, collection, retention, review.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::dictionary::Category;
use super::document::is_default;
use crate::model::{Label, Reason};

/// One rung of the ladder of grades.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Grade {
    /// Its id and name: `VIP`.
    #[schemars(length(min = 1))]
    pub id: String,
    /// Names of the same rung in other vocabularies; each name means one rung.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// Days between two verifications.
    #[schemars(range(min = 1, max = 3660))]
    pub cycle_days: u16,
    /// What service these customers get, in Chinese.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub service_zh: String,
    /// What service these customers get, in English.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub service_en: String,
}

/// One of the vocabularies in use for grades or for stages; its steps are understood on input.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Vocabulary {
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
    /// Its words, the highest or the earliest first.
    #[schemars(length(min = 1))]
    pub steps: Vec<String>,
}

/// What a record of one kind must have: at least one of `any`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Requirement {
    /// Id of the kind: `person` or `org`.
    pub kind: String,
    /// Ids of fields, one of which must have a value.
    #[schemars(length(min = 1))]
    pub any: Vec<String>,
    /// Ids of purposes that need it; none: it is needed whatever the purpose.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub purposes: Vec<String>,
    /// Ids of stages whose records need it; none: whatever the stage.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stages: Vec<String>,
    /// Ids of channels, options of the field `source`, whose records need it, such as a consent for
    /// what somebody else provided; none: whatever the channel.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
}

/// What records may be used for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
// Whoever writes a policy says what makes a purpose lawful; one that was kept may have left it out.
#[schemars(extend("required" = ["id", "zh", "en", "basis"]))]
pub struct Purpose {
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
    /// What makes it lawful (合法性基础, PIPL 13).
    #[serde(default, skip_serializing_if = "is_default")]
    pub basis: Basis,
    /// The classes of information it may use; none: all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub uses: Vec<Category>,
}

impl Purpose {
    /// What it is called where a failure names it: its Chinese name, else its id.
    pub fn called(&self) -> Label {
        Label { zh: self.label_zh.clone(), en: self.id.clone() }
    }
}

/// What makes a purpose lawful: the seven cases of PIPL 13.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// 取得个人同意.
    #[default]
    Consent,
    /// 订立、履行合同所必需.
    Contract,
    /// 履行法定职责或者法定义务所必需.
    LegalDuty,
    /// 应对突发公共卫生事件或紧急情况.
    Emergency,
    /// 为公共利益实施新闻报道、舆论监督.
    PublicInterest,
    /// 处理已经合法公开的个人信息.
    Published,
    /// 法律、行政法规规定的其他情形.
    OtherLaw,
}

/// How records may be collected. Channels are the options of the field `source`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Collection {
    /// Ids of channels that must not be used (禁用渠道); a value that names one is refused.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub forbidden: Vec<String>,
    /// Ids of channels through which somebody else provides the data (第三方提供); what such
    /// records need is said by `required` with `sources`, and where that says nothing, a consent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub third_party: Vec<String>,
    /// Whether a third party's record that lacks what it needs is always quarantined (待核); `false`
    /// leaves it to `--quarantine`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub quarantine: bool,
    /// Days after which a quarantined record is destroyed unless it was released.
    #[serde(default = "quarantine_days", skip_serializing_if = "is_quarantine_days")]
    #[schemars(range(min = 1, max = 366))]
    pub quarantine_days: u16,
    /// Whether an import names the ticket by which it was approved (收集须经审批).
    #[serde(default, skip_serializing_if = "is_default")]
    pub ticket: bool,
}

/// 三十日，建议值: what a policy that says nothing means.
const fn quarantine_days() -> u16 {
    30
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature serde calls")]
fn is_quarantine_days(days: &u16) -> bool {
    *days == quarantine_days()
}

impl Default for Collection {
    fn default() -> Self {
        Self {
            forbidden: Vec::new(),
            third_party: Vec::new(),
            quarantine: false,
            quarantine_days: quarantine_days(),
            ticket: false,
        }
    }
}

/// When to destroy records of certain stages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RetentionRule {
    /// ASCII id, stored with the record the rule applies to.
    #[schemars(length(min = 1), regex(pattern = r"^[a-z0-9_]+$"))]
    pub id: String,
    /// What it says, in Chinese.
    #[serde(rename = "zh")]
    #[schemars(length(min = 1))]
    pub label_zh: String,
    /// What it says, in English.
    #[serde(rename = "en")]
    #[schemars(length(min = 1))]
    pub label_en: String,
    /// Ids of the stages it applies to; none: whatever the stage.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stages: Vec<String>,
    /// Ids of purposes: it keeps a record for them as long as they have a basis, and ends none that
    /// other rules keep; none: it is about every record.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub purposes: Vec<String>,
    /// Ids of date fields; the period runs from the latest of those that have a value. Where
    /// `last_contact` is among them, a later dealing (`event.dealing`) counts as one.
    #[schemars(length(min = 1))]
    pub since: Vec<String>,
    /// The date field to run from when none of `since` has a value; empty: the rule does not apply.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub otherwise_since: String,
    /// Length of the period in months.
    pub months: u16,
    /// Why records that fall under it are destroyed.
    pub reason: Reason,
    /// Reference for the log: at most 64 characters `[A-Za-z0-9 ./_-]`, no 7 digits in a row.
    pub basis: String,
    /// Where the period comes from.
    #[schemars(length(min = 1))]
    pub source: String,
}

/// The shortest period for which the law has something kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Floor {
    /// ASCII id.
    #[schemars(length(min = 1), regex(pattern = r"^[a-z0-9_]+$"))]
    pub id: String,
    /// What it says, in Chinese.
    #[serde(rename = "zh")]
    #[schemars(length(min = 1))]
    pub label_zh: String,
    /// What it says, in English.
    #[serde(rename = "en")]
    #[schemars(length(min = 1))]
    pub label_en: String,
    /// What is to be kept.
    pub covers: Covers,
    /// Whether this organisation is subject to it (是否适用于本单位).
    pub applies: bool,
    /// Ids of the stages whose records it is about; none: whatever the stage.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stages: Vec<String>,
    /// Whether it is about a record with a transaction (`event.transaction`) as well, whatever its
    /// stage.
    #[serde(default, skip_serializing_if = "is_default")]
    pub transactions: bool,
    /// Ids of date fields of a record; its period runs from the latest of those that have a value.
    /// Where `last_contact` is among them, a later dealing (`event.dealing`) counts as one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub since: Vec<String>,
    /// The date field to run from when none of `since` has a value; absent: the day the record was
    /// made.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub otherwise_since: String,
    /// Length of the period in months.
    #[schemars(range(min = 1))]
    pub months: u16,
    /// Where it is written.
    #[schemars(length(min = 1))]
    pub source: String,
}

/// What a statutory period is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Covers {
    /// Customer records: no retention rule may be shorter.
    Records,
    /// The log of accesses, which the program never shortens.
    Log,
    /// Records of what was provided or entrusted to others.
    Shares,
    /// Impact assessments.
    Assessments,
    /// Records of destruction, which the program never shortens.
    Destructions,
}

/// When records are to be verified again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Review {
    /// Days between two verifications of a record that has no grade.
    #[schemars(range(min = 1, max = 3660))]
    pub ungraded_days: u16,
    /// What makes a cycle shorter or longer; the shortest that applies holds.
    #[serde(rename = "modifier", default, skip_serializing_if = "Vec::is_empty")]
    pub modifiers: Vec<Modifier>,
}

/// What makes a review cycle shorter or longer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Modifier {
    /// ASCII id.
    #[schemars(length(min = 1), regex(pattern = r"^[a-z0-9_]+$"))]
    pub id: String,
    /// What it says, in Chinese.
    #[serde(rename = "zh")]
    #[schemars(length(min = 1))]
    pub label_zh: String,
    /// What it says, in English.
    #[serde(rename = "en")]
    #[schemars(length(min = 1))]
    pub label_en: String,
    /// What is looked at.
    pub signal: Signal,
    /// Over how many days back.
    #[schemars(range(min = 1, max = 3660))]
    pub within_days: u16,
    /// From how many on it applies; `idle` applies up to so many instead.
    pub at_least: u16,
    /// What the cycle becomes, in percent of the grade's.
    #[schemars(range(min = 10, max = 400))]
    pub percent: u16,
}

/// What a modifier of the review cycle looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Signal {
    /// Events of dealing with the customer (活跃度).
    Active,
    /// That there were none.
    Idle,
    /// Changes of the record's values (变化可能性).
    Volatile,
}
