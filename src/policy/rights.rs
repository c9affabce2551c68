//! The rules of a policy document about what is owed to the persons: consent, requests, holds,
//! impact assessments.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::dictionary::Choice;
use super::document::is_default;
use super::{Policy, builtin, names};
use crate::model::{Label, Right};

/// What a consent is worth, and what follows when it ends (同意).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ConsentRules {
    /// Ids of the stages whose records nothing but a consent carries (仅凭同意保存); none: no stage, so
    /// that the end of a consent ends a use and no record.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stages: Vec<String>,
    /// What becomes of such a record when its last consent has ended.
    #[serde(default, skip_serializing_if = "is_default")]
    pub ended: Ended,
    /// Days after the end of the last consent until that happens.
    #[serde(default, skip_serializing_if = "is_default")]
    #[schemars(range(max = 366))]
    pub days: u16,
    /// Reference for the log and the certificate of such a destruction: at most 64 characters
    /// `[A-Za-z0-9 ./_-]`, no 7 digits in a row.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub basis: String,
    /// Where the rule comes from.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// What becomes of level-1 values without a separate consent.
    #[serde(default, skip_serializing_if = "is_default")]
    pub sensitive: Sensitive,
    /// Months after a refusal during which the same is not asked again (拒绝后不得频繁征求); 0: none.
    #[serde(default, skip_serializing_if = "is_default")]
    #[schemars(range(max = 120))]
    pub ask_again_months: u16,
    /// How a consent can be given (取得方式).
    #[serde(rename = "method", default, skip_serializing_if = "Vec::is_empty")]
    pub methods: Vec<Choice>,
}

/// What becomes of a record that only a consent carried.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Ended {
    /// 封存: kept and not used, until a retention rule ends it.
    #[default]
    Restrict,
    /// 销毁: destroyed, or restricted as long as a statutory period runs.
    Destroy,
}

/// What becomes of level-1 values without a separate consent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Sensitive {
    /// 待同意: kept, and neither shown for a purpose nor handed out.
    #[default]
    Pending,
    /// 拒收: not entered at all.
    Refuse,
}

/// What persons may ask for, and by when they are answered (个人信息主体的请求).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RequestRules {
    /// The rights, each with its period.
    #[serde(rename = "kind", default, skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<RequestKind>,
    /// Why a request may be refused (拒绝理由).
    #[serde(rename = "refusal", default, skip_serializing_if = "Vec::is_empty")]
    pub refusals: Vec<Choice>,
    /// Why an answer may be put off (延期理由).
    #[serde(rename = "extension", default, skip_serializing_if = "Vec::is_empty")]
    pub extensions: Vec<Choice>,
    /// Who may ask, seen from the person (请求人).
    #[serde(rename = "relation", default, skip_serializing_if = "Vec::is_empty")]
    pub relations: Vec<Choice>,
    /// How it is made sure that it is that person (身份核验).
    #[serde(rename = "check", default, skip_serializing_if = "Vec::is_empty")]
    pub checks: Vec<Choice>,
}

/// A right that persons have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RequestKind {
    /// Which.
    pub right: Right,
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
    /// Days within which it is answered.
    #[schemars(range(min = 1, max = 366))]
    pub days: u16,
    /// Days by which that may be put off, once (延期); 0: not at all.
    #[serde(default, skip_serializing_if = "is_default")]
    #[schemars(range(max = 366))]
    pub extend_days: u16,
    /// Reference for the log, and for the certificate of an erasure: at most 48 characters
    /// `[A-Za-z0-9 ./_-]`, no 7 digits in a row.
    pub basis: String,
    /// Where the period comes from.
    #[schemars(length(min = 1))]
    pub source: String,
}

/// A reason not to destroy a record for the time being (暂缓销毁的事由).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HoldKind {
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
    /// Ids of the roles that may place it; none: any that writes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub placed_by: Vec<String>,
    /// Ids of the roles that may lift it; none: any that administers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lifted_by: Vec<String>,
    /// Where it comes from.
    #[schemars(length(min = 1))]
    pub source: String,
}

/// For what the number of an impact assessment is demanded (个人信息保护影响评估).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ImpactRules {
    /// The acts; none: it is never demanded.
    pub demanded_for: Vec<Demanded>,
}

/// An act for which an impact assessment is demanded (PIPL 55).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Demanded {
    /// 处理敏感个人信息: level-1 values unmasked, or in what is handed out.
    Sensitive,
    /// 导出: handing records out of the vault.
    Export,
    /// 委托、提供: sharing records with others.
    Share,
}

impl HoldKind {
    /// Its name in both languages.
    pub fn label(&self) -> Label {
        Label { zh: self.label_zh.clone(), en: self.label_en.clone() }
    }

    /// A kind that no policy knows any more, where `id` could be one: a record may be under such a
    /// hold all the same. Whoever administers lifts it.
    pub fn gone(id: &str) -> Option<Self> {
        let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
        let like = id.starts_with(|c: char| c.is_ascii_lowercase())
            && id.len() <= 64
            && id.bytes().all(plain)
            && id.split(|c: char| !c.is_ascii_digit()).all(|digits| digits.len() < 7);
        like.then(|| Self {
            id: id.to_owned(),
            label_zh: id.to_owned(),
            label_en: id.to_owned(),
            aliases: Vec::new(),
            placed_by: Vec::new(),
            lifted_by: Vec::new(),
            source: String::new(),
        })
    }
}

impl Policy {
    /// What the policy says of consents; of what it leaves out the program's own list of methods
    /// holds.
    pub fn consent_methods(&self) -> &[Choice] {
        or_own(&self.document.consent.methods, |own| &own.consent.methods)
    }

    /// The way in which a consent is given that is known by `name`.
    pub fn consent_method(&self, name: &str) -> Option<&Choice> {
        names::named(self.consent_methods(), name)
    }

    /// The rights that persons have. No policy takes one away: of what it does not name the
    /// program's own holds.
    pub fn request_kind(&self, right: Right) -> Option<&RequestKind> {
        let kinds = self.document.request.kinds.iter().chain(&own().request.kinds);
        kinds.into_iter().find(|kind| kind.right == right)
    }

    /// The right known by `name`.
    pub fn right(&self, name: &str) -> Option<Right> {
        let kinds = || self.document.request.kinds.iter().chain(&own().request.kinds);
        let is = |known: &str| known.eq_ignore_ascii_case(name);
        let named = |kind: &&RequestKind| {
            let labels = [kind.right.id(), &kind.label_zh, &kind.label_en];
            labels.into_iter().any(is) || kind.aliases.iter().any(|alias| is(alias))
        };
        kinds().find(named).map(|kind| kind.right)
    }

    /// Why a request may be refused.
    pub fn refusals(&self) -> &[Choice] {
        or_own(&self.document.request.refusals, |own| &own.request.refusals)
    }

    /// Why an answer may be put off.
    pub fn extensions(&self) -> &[Choice] {
        or_own(&self.document.request.extensions, |own| &own.request.extensions)
    }

    /// Who may ask.
    pub fn relations(&self) -> &[Choice] {
        or_own(&self.document.request.relations, |own| &own.request.relations)
    }

    /// How it is made sure who asks.
    pub fn identity_checks(&self) -> &[Choice] {
        or_own(&self.document.request.checks, |own| &own.request.checks)
    }

    /// The kinds of holds.
    pub fn hold_kinds(&self) -> &[HoldKind] {
        or_own(&self.document.holds, |own| &own.holds)
    }

    /// The kind of hold known by `name`.
    pub fn hold_kind(&self, name: &str) -> Option<&HoldKind> {
        names::named(self.hold_kinds(), name)
    }
}

/// The program's own rules, for policies that were applied before there were any.
fn own() -> &'static super::Document {
    static OWN: std::sync::OnceLock<super::Document> = std::sync::OnceLock::new();
    OWN.get_or_init(builtin::document)
}

/// A list of a policy; of what it leaves out the program's own.
pub(super) fn or_own<T: 'static>(
    list: &[T],
    other: impl FnOnce(&'static super::Document) -> &'static Vec<T>,
) -> &[T] {
    if list.is_empty() { other(own()) } else { list }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_policy_takes_a_right_away() {
        let mut document = Policy::builtin().document().clone();
        document.request = RequestRules::default();
        document.consent = ConsentRules::default();
        document.holds.clear();
        let policy = Policy::new(document).unwrap();
        for right in Right::ALL {
            let kind = policy.request_kind(right).unwrap();
            assert_eq!(policy.right(&kind.label_zh), Some(right));
            assert_eq!(policy.right(right.id()), Some(right));
        }
        assert_eq!(policy.right("删除"), Some(Right::Erasure));
        assert_eq!(policy.right("nothing"), None);
        assert!(!policy.consent_methods().is_empty() && !policy.refusals().is_empty());
        assert!(!policy.relations().is_empty() && !policy.identity_checks().is_empty());
        assert_eq!(policy.hold_kind("诉讼").map(|kind| kind.id.as_str()), Some("litigation"));
    }
}
