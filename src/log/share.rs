//! What entries say of what went out (借阅、发放): who may be given something, what was given to whom
//! as a numbered share, and what became of it.
//!
//! A recipient is an organisation or a department with a contact at work, no customer: it stands in
//! the log by its name. Of records there are numbers only, in the look that a share is.

use super::code::Code;
use crate::model::Reference;
use serde::{Deserialize, Serialize};

/// A recipient as it is from this entry on; the newest entry of a name holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipient {
    /// Its name, unique in the register.
    pub name: String,
    /// How it is reached at work.
    pub contact: String,
    /// Whether it is part of the organisation itself.
    #[serde(default, skip_serializing_if = "is_not")]
    pub internal: bool,
    /// Where it is, by ISO 3166: two capital letters.
    pub country: String,
    /// The agreement of confidentiality (保密协议).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agreement: Option<Reference>,
    /// The day of the agreement, `2026-01-31`; empty without one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub agreed: String,
    /// The last day of the agreement; empty where it has no end.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub until: String,
    /// The age recipients that files for it are sealed to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub to: Vec<String>,
    /// Whether it is given nothing any more.
    #[serde(default, skip_serializing_if = "is_not")]
    pub removed: bool,
    /// The entry of the register before this one; 0 for none.
    pub previous: u64,
}

impl Recipient {
    /// Whether this is one of its keys.
    pub fn has_key(&self, key: &str) -> bool {
        self.to.iter().any(|own| own.trim().eq_ignore_ascii_case(key.trim()))
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over references to fields")]
const fn is_not(flag: &bool) -> bool {
    !*flag
}

/// On which terms something is handed over, as it is proposed, approved and logged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Handover {
    /// Whether it comes back.
    pub kind: ShareKind,
    /// The recipient's name.
    pub recipient: String,
    /// Under which agreement.
    pub agreement: Reference,
    /// What the recipient is to the organisation; none for a part of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relation: Option<Relation>,
    /// The ids of the fields, and `number`, in their order.
    pub columns: Vec<Code>,
    /// How it is written: `csv`, `json`, `jsonl` …
    pub form: Code,
    /// The last day: then it is given back, or destroyed there; empty where there is none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub until: String,
    /// Where the recipient is.
    pub country: String,
    /// Whether that is abroad.
    #[serde(default, skip_serializing_if = "is_not")]
    pub abroad: bool,
    /// What lets it go abroad: a contract, a certification, an approval.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cross_border: Option<Reference>,
    /// The impact assessment (评估编号) that it rests on. It is one of the terms, so that whoever
    /// approves sees it, and no other can take its place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assessment: Option<Reference>,
}

impl Handover {
    /// Whether each person has to have agreed to this recipient: where it uses what it gets for its own
    /// ends, and whatever goes abroad (个人信息保护法第二十三条、第三十九条).
    pub fn asks(&self) -> bool {
        asks_each(self.abroad, self.relation)
    }
}

/// The same of a recipient.
pub fn asks_each(abroad: bool, relation: Option<Relation>) -> bool {
    abroad || relation == Some(Relation::Provided)
}

/// A share, as the look that it is has it among its terms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shared {
    /// Its number; each share is given out the next one.
    pub number: u64,
    /// On which terms.
    pub handover: Handover,
    /// The entry of the register of shares before this one; 0 for none.
    pub previous: u64,
}

/// What became of a share.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShareEvent {
    /// The number of the share.
    pub share: u64,
    /// What.
    pub step: ShareStep,
    /// What proves it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<Reference>,
    /// The entry of the register of shares before this one; 0 for none.
    pub previous: u64,
}

/// Whether a share comes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ShareKind {
    /// 发放: it stays, and is destroyed there when it expires.
    Issued,
    /// 借阅: it comes back.
    Lent,
}

impl ShareKind {
    /// Its ASCII id.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Issued => "issued",
            Self::Lent => "lent",
        }
    }

    /// The verb that hands over so.
    pub const fn verb(self) -> &'static str {
        match self {
            Self::Issued => "share-issue",
            Self::Lent => "share-lend",
        }
    }
}

/// What a recipient is to the organisation, in law.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    /// 委托处理 (个人信息保护法第二十一条): it works on the organisation's behalf.
    Entrusted,
    /// 提供 (第二十三条): it uses what it gets for its own ends.
    Provided,
    /// 共同处理 (第二十条): both decide.
    Joint,
}

impl Relation {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Entrusted, Self::Provided, Self::Joint];

    /// Its ASCII id.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Entrusted => "entrusted",
            Self::Provided => "provided",
            Self::Joint => "joint",
        }
    }
}

/// A step in the life of a share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ShareStep {
    /// 归还: it was given back.
    Returned,
    /// 已销毁: the recipient confirmed that it is destroyed there.
    Destroyed,
    /// 撤销: it is not to be used any more, before its time.
    Revoked,
    /// 已告知: the recipient was told of what was destroyed or withdrawn, or that it is revoked.
    Told,
}

impl ShareStep {
    /// Its ASCII id.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Returned => "returned",
            Self::Destroyed => "destroyed",
            Self::Revoked => "revoked",
            Self::Told => "told",
        }
    }

    /// The verb that notes it.
    pub const fn verb(self) -> &'static str {
        match self {
            Self::Returned | Self::Destroyed => "share-return",
            Self::Revoked => "share-revoke",
            Self::Told => "share-tell",
        }
    }

    /// Whether nothing is out after it.
    pub const fn ends(self) -> bool {
        matches!(self, Self::Returned | Self::Destroyed)
    }
}
