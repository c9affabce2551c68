//! The fields that the program itself relies on, found once when a policy is made.

use std::collections::HashMap;

use super::{Document, PolicyError};
use crate::model::{FieldId, Level, Part};

/// Declares [`Known`] and its search from one list, so that neither can forget a field.
macro_rules! known {
    ($($(#[$doc:meta])* $name:ident: $part:expr,)*) => {
        /// The places of the fields that the program itself relies on.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct Known {
            $($(#[$doc])* pub $name: FieldId,)*
        }

        impl Known {
            /// Finds each by its id, in the part that it must be in.
            pub(super) fn find(
                document: &Document,
                names: &HashMap<String, FieldId>,
            ) -> Result<Self, PolicyError> {
                Ok(Self { $($name: find(document, names, stringify!($name), $part)?,)* })
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
    kind: THREE,
    /// 阶段: `prospect`, `active`, `loyal`, `churned`.
    stage: THREE,
    /// 等级: a rung of the ladder.
    grade: THREE,
    /// 标签: free labels.
    tags: THREE,
    /// 地区: an administrative division.
    region: THREE,
    /// 来源: where the record came from; `unstated` when nobody said.
    source: THREE,
    /// 建档日期: the day the record was made.
    created: THREE,
    /// 更新日期: the day it was last changed.
    updated: THREE,
    /// 核对日期: the day somebody last checked that it is true.
    verified: THREE,
    /// 核对方式: how.
    verify_method: THREE,
    /// 核对结果: with what result.
    verify_result: THREE,
    /// 最近联系: the day of the last contact.
    last_contact: THREE,
    /// 姓名.
    name: TWO,
    /// 公司.
    company: TWO,
    /// 手机, 电话.
    phone: TWO,
    /// 邮箱.
    email: TWO,
    /// 性别.
    gender: TWO,
    /// 出生日期.
    birth_date: TWO,
    /// 身份证号.
    id_number: ONE,
    /// 状态: `active` or `restricted`.
    state: OPERATIONAL,
    /// 同意日期: the day of the general consent.
    consent_date: OPERATIONAL,
    /// 敏感信息单独同意日期: the day of the separate consent to hold level-1 values.
    sensitive_consent: OPERATIONAL,
    /// 保存至: set by hand; the record is kept until then whatever the rules say, and is due after.
    retain_until: OPERATIONAL,
    /// 暂缓销毁: `yes` keeps the record from being destroyed on schedule.
    hold: OPERATIONAL,
    /// 应销毁日期: the day the retention rules give, computed at each write.
    destroy_on: OPERATIONAL,
    /// 销毁规则: the id of the rule that gave it.
    destroy_rule: OPERATIONAL,
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
