//! The policy as one document: what is written in a file, with no behaviour of its own.
//!
//! Everything is owned text, lists and numbers. The same types read TOML, which people write, and
//! JSON, which is hashed and kept; their doc comments become the descriptions in the JSON Schema
//! that editors use (`docs/policy.schema.json`), and that schema is also what a file is checked by.
//! So there is one place that says what a policy is: here, in [`dictionary`](super::dictionary),
//! [`rules`](super::rules), [`roles`](super::roles), [`rights`](super::rights),
//! [`upkeep`](super::upkeep), [`sharing`](super::sharing), [`oversight`](super::oversight) and [`reporting`](super::reporting). [`Policy`](super::Policy) is a document that passed its checks.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::dictionary::{Field, TagRules};
use super::oversight::{Anomaly, Approval};
use super::reporting::{Indicator, ReportRules};
use super::rights::{ConsentRules, HoldKind, ImpactRules, RequestRules};
use super::roles::Role;
use super::rules::{
    Collection, Floor, Grade, Purpose, Requirement, RetentionRule, Review, Vocabulary,
};
use super::sharing::ShareRules;
use super::upkeep::{Assessment, BackupRules, Contacts, EventType, LogRules, Measure, Quality};

/// An organisation's rules for its customer records (客户资料管理制度).
///
/// Lists keep their order: fields are shown in it, grades descend in it, and of several retention
/// rules the first that applies holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// Counts from 1; each applied change raises it.
    #[schemars(range(min = 1))]
    pub version: u32,
    /// The dictionary of fields (字段词典).
    #[serde(rename = "field")]
    pub fields: Vec<Field>,
    /// What a record of each kind must have (必填项).
    #[serde(rename = "required", default, skip_serializing_if = "Vec::is_empty")]
    pub required: Vec<Requirement>,
    /// The grades, the highest first (客户等级).
    #[serde(rename = "grade")]
    pub ladder: Vec<Grade>,
    /// Vocabularies of grades, each step the name of a grade (分级方案).
    #[serde(rename = "ladder", default, skip_serializing_if = "Vec::is_empty")]
    pub ladders: Vec<Vocabulary>,
    /// Vocabularies of the customer's life, each step the name of a stage (生命周期方案).
    #[serde(rename = "lifecycle", default, skip_serializing_if = "Vec::is_empty")]
    pub lifecycles: Vec<Vocabulary>,
    /// Which tags there are (标签).
    #[serde(default, skip_serializing_if = "is_default")]
    pub tags: TagRules,
    /// What records may be used for (使用目的).
    #[serde(rename = "purpose")]
    pub purposes: Vec<Purpose>,
    /// What operators are for and what they may do (角色). Each organisation has some; only a policy
    /// that was applied before there were roles has none.
    #[serde(rename = "role", default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<Role>,
    /// How records may be collected (收集渠道).
    #[serde(default, skip_serializing_if = "is_default")]
    pub collection: Collection,
    /// When records are to be destroyed; the first rule that applies to a record holds (保存期限).
    #[serde(rename = "retention", default, skip_serializing_if = "Vec::is_empty")]
    pub retention: Vec<RetentionRule>,
    /// The shortest periods that the law sets (法定最低保存期限).
    #[serde(rename = "floor", default, skip_serializing_if = "Vec::is_empty")]
    pub floors: Vec<Floor>,
    /// What a consent is worth, and what follows when it ends (同意).
    #[serde(default, skip_serializing_if = "is_default")]
    pub consent: ConsentRules,
    /// What persons may ask for, and by when they are answered (个人信息主体的请求).
    #[serde(default, skip_serializing_if = "is_default")]
    pub request: RequestRules,
    /// Reasons not to destroy a record for the time being (暂缓销毁的事由).
    #[serde(rename = "hold", default, skip_serializing_if = "Vec::is_empty")]
    pub holds: Vec<HoldKind>,
    /// For what the number of an impact assessment is demanded (影响评估).
    #[serde(default, skip_serializing_if = "is_default")]
    pub impact: ImpactRules,
    /// How records are handed over to others (对外提供).
    #[serde(default, skip_serializing_if = "is_default")]
    pub share: ShareRules,
    /// How long the log of everything done is kept (操作日志保存期限).
    #[serde(default, skip_serializing_if = "is_default")]
    pub log: LogRules,
    /// How backups are looked after (备份与恢复演练).
    #[serde(default, skip_serializing_if = "is_default")]
    pub backup: BackupRules,
    /// When records are to be verified again (复核周期).
    pub review: Review,
    /// When data counts as good (数据质量).
    #[serde(default, skip_serializing_if = "is_default")]
    pub quality: Quality,
    /// Ways to reach a customer, and when one counts as invalid (联系方式状态).
    #[serde(default, skip_serializing_if = "is_default")]
    pub contact: Contacts,
    /// Scorecards: 5C, 5P, 6A and others (评估).
    #[serde(rename = "assessment", default, skip_serializing_if = "Vec::is_empty")]
    pub assessments: Vec<Assessment>,
    /// Kinds of events in a customer's record (事件).
    #[serde(rename = "event", default, skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<EventType>,
    /// What each level of information asks for (分级保护措施).
    #[serde(rename = "measure", default, skip_serializing_if = "Vec::is_empty")]
    pub measures: Vec<Measure>,
    /// Which acts need a second person (双人审批).
    #[serde(default, skip_serializing_if = "is_default")]
    pub approval: Approval,
    /// What is out of the ordinary, and what happens then (异常行为).
    #[serde(rename = "anomaly", default, skip_serializing_if = "Vec::is_empty")]
    pub anomalies: Vec<Anomaly>,
    /// How reports are made (报告).
    #[serde(default, skip_serializing_if = "is_default")]
    pub report: ReportRules,
    /// What indicators are called and are to reach (指标).
    #[serde(rename = "indicator", default, skip_serializing_if = "Vec::is_empty")]
    pub indicators: Vec<Indicator>,
}

/// Whether a value says nothing, so that it is left out of what is written.
pub(super) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
