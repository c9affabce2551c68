//! The fields that the program itself relies on, found once when a policy is made.

use std::collections::HashMap;

use super::{Document, FieldKind, PolicyError};
use crate::model::{FieldId, Level, Part};

/// Declares [`Known`] and its search from one list, so that neither can forget a field.
macro_rules! known {
    (
        $($(#[$doc:meta])* $name:ident: $part:expr, $kind:ident;)*
        @optional
        $($(#[$may_doc:meta])* $may:ident: $may_part:expr, $may_kind:ident;)*
    ) => {
        /// The places of the fields that the program itself relies on.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct Known {
            $($(#[$doc])* pub $name: FieldId,)*
            $($(#[$may_doc])* pub $may: Option<FieldId>,)*
        }

        impl Known {
            /// Their ids, the parts that they must be in, and the types that they must have.
            pub(super) const FIELDS: &[(&str, Part, FieldKind)] =
                &[$((stringify!($name), $part, FieldKind::$kind),)*];

            /// The same of those that a policy may do without.
            pub(super) const OPTIONAL: &[(&str, Part, FieldKind)] =
                &[$((stringify!($may), $may_part, FieldKind::$may_kind),)*];

            /// Finds each by its id, in the part that it must be in.
            pub(super) fn find(
                document: &Document,
                names: &HashMap<String, FieldId>,
            ) -> Result<Self, PolicyError> {
                Ok(Self {
                    $($name: find(document, names, stringify!($name), $part)?,)*
                    $($may: find_optional(document, names, stringify!($may), $may_part)?,)*
                })
            }
        }
    };
}

const OPERATIONAL: Part = Part::Operational;
const ONE: Part = Part::Level(Level::One);
const TWO: Part = Part::Level(Level::Two);
const THREE: Part = Part::Level(Level::Three);

known! {
    /// 类型: `person` or `org`.
    kind: THREE, Choice;
    /// 阶段: `prospect`, `active`, `loyal`, `churned`.
    stage: THREE, Choice;
    /// 等级: a rung of the ladder.
    grade: THREE, Grade;
    /// 标签: free labels.
    tags: THREE, Tags;
    /// 地区: an administrative division.
    region: THREE, Region;
    /// 来源: where the record came from; `unstated` when nobody said.
    source: THREE, OpenChoice;
    /// 建档日期: the day the record was made.
    created: THREE, Date;
    /// 更新日期: the day it was last changed.
    updated: THREE, Date;
    /// 核对日期: the day somebody last checked that it is true.
    verified: THREE, Date;
    /// 核对方式: how.
    verify_method: THREE, Choice;
    /// 核对结果: with what result.
    verify_result: THREE, Choice;
    /// 最近联系: the day of the last contact.
    last_contact: THREE, Date;
    /// 姓名.
    name: TWO, Name;
    /// 公司.
    company: TWO, Name;
    /// 手机, 电话.
    phone: TWO, Phone;
    /// 邮箱.
    email: TWO, Email;
    /// 性别.
    gender: TWO, Choice;
    /// 出生日期.
    birth_date: TWO, Date;
    /// 身份证号.
    id_number: ONE, IdNumber;
    /// 状态: `active` or `restricted`.
    state: OPERATIONAL, Choice;
    /// 同意日期: the day of the general consent.
    consent_date: OPERATIONAL, Date;
    /// 敏感信息单独同意日期: the day of the separate consent to hold level-1 values.
    sensitive_consent: OPERATIONAL, Date;
    /// 保存至: set by hand; the record is kept until then whatever the rules say, and is due after.
    retain_until: OPERATIONAL, Deadline;
    /// 暂缓销毁: `yes` keeps the record from being destroyed on schedule.
    hold: OPERATIONAL, Choice;
    /// 应销毁日期: the day the retention rules give, computed at each write.
    destroy_on: OPERATIONAL, Deadline;
    /// 销毁规则: the id of the rule that gave it.
    destroy_rule: OPERATIONAL, Text;
    @optional
    /// 事件: what happened with the customer.
    events: TWO, Event;
    /// 评估: scorecards.
    assessments: TWO, Assessment;
    /// 关联: links to other records.
    links: TWO, Link;
    /// 往来与变动: marks of dealings and of changes, a day each, for the clock of reviews.
    activity: THREE, Text;
    /// 复核期限: the day by which an event wants the record reviewed.
    review_by: THREE, Deadline;
    /// 拒绝提供: ids of fields that the person declined to give.
    declined: THREE, Text;
    /// 下次回访: the day of the next step with the customer.
    next_visit: THREE, Deadline;
    /// 同意: what the person agreed to or refused, by purpose.
    consents: OPERATIONAL, Consent;
    /// 请求: what the person asked about the own data.
    requests: OPERATIONAL, Request;
    /// 暂缓销毁的事由: why the record is not to be destroyed.
    holds: OPERATIONAL, Hold;
    /// 封存日期: the last day on which the record was used; after it the record is only kept.
    restrict_on: OPERATIONAL, Deadline;
    /// 封存依据: what gave that day.
    restrict_rule: OPERATIONAL, Text;
    /// 法定保存至: the last day of the longest statutory period that binds the record.
    floor_on: OPERATIONAL, Deadline;
    /// 法定保存依据: which period that is; `none` when there is none.
    floor_rule: OPERATIONAL, Text;
    /// 建议销毁: the day and the reason of a proposal to destroy the record.
    proposed: OPERATIONAL, Text;
}

/// Options that the program itself sets or looks for, by field.
pub(super) const OPTIONS: &[(&str, &[&str])] = &[
    ("kind", &["person", "org"]),
    ("source", &["unstated"]),
    ("gender", &["male", "female"]),
    ("verify_result", &["confirmed", "changed", "unreachable"]),
    ("state", &["active", "restricted"]),
    ("hold", &["yes"]),
];

/// Fields that the program looks for in search segments: whether there is a record at all, when it
/// is verified, whether it is due to be destroyed, what is counted without opening a record.
pub(super) const SEARCHED: &[&str] = &[
    "kind",
    "grade",
    "tags",
    "created",
    "verified",
    "state",
    "hold",
    "destroy_on",
    "destroy_rule",
    "consents",
    "requests",
    "holds",
    "restrict_on",
    "restrict_rule",
    "floor_on",
    "floor_rule",
    "proposed",
];

/// Fields that only the program sets, and no others.
pub(super) const SYSTEM: &[&str] = &[
    "created",
    "updated",
    "verified",
    "verify_method",
    "verify_result",
    "activity",
    "review_by",
    "declined",
    "state",
    "destroy_on",
    "destroy_rule",
    "consents",
    "requests",
    "holds",
    "restrict_on",
    "restrict_rule",
    "floor_on",
    "floor_rule",
    "proposed",
];

/// Fields that the program relies on and reads every value of; it goes by the one value of all others.
pub(super) const SEVERAL: &[&str] = &[
    "tags",
    "name",
    "company",
    "phone",
    "email",
    "id_number",
    "events",
    "assessments",
    "links",
    "activity",
    "declined",
    "consents",
    "requests",
    "holds",
];

/// States of a contact that the program itself sets.
pub(super) const CONTACT_STATES: &[&str] = &["to_verify", "valid", "invalid"];

/// A field that a policy may do without; if it has one of this id, it is in the right part.
fn find_optional(
    document: &Document,
    names: &HashMap<String, FieldId>,
    id: &'static str,
    part: Part,
) -> Result<Option<FieldId>, PolicyError> {
    let declared = document.fields.iter().any(|field| field.id == id);
    declared.then(|| find(document, names, id, part)).transpose()
}

fn find(
    document: &Document,
    names: &HashMap<String, FieldId>,
    id: &'static str,
    part: Part,
) -> Result<FieldId, PolicyError> {
    let missing = PolicyError::MissingField(id);
    let found = *names.get(id).ok_or(missing.clone())?;
    let field = document.fields.get(usize::from(found.0)).ok_or(missing.clone())?;
    if field.id == id && field.part == part { Ok(found) } else { Err(missing) }
}
