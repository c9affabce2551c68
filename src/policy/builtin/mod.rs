//! The policy every vault begins with.
//!
//! Written as code and not as an embedded file: it is checked by the compiler and built in some
//! tens of microseconds, which every short command pays.

mod choices;
mod fields;

use super::document::{Choice, Document, Grade, Requirement, RetentionRule};
use crate::model::Reason;

/// The built-in document, version 1.
pub(super) fn document() -> Document {
    Document {
        version: 1,
        fields: fields::all(),
        required: required(),
        ladder: ladder(),
        ungraded_cycle_days: 365,
        purposes: purposes(),
        retention: retention(),
    }
}

/// Several words in one literal, separated by blanks.
fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

fn choice(id: &str, zh: &str, en: &str, aliases: &str) -> Choice {
    Choice {
        id: id.to_owned(),
        label_zh: zh.to_owned(),
        label_en: en.to_owned(),
        aliases: words(aliases),
    }
}

/// A person must have a name and a way to be reached; an organisation its own name and likewise.
/// Either channel will do: many customers give only one, and the least is to be collected.
fn required() -> Vec<Requirement> {
    let one_of = |kind: &str, any| Requirement { kind: kind.to_owned(), any: words(any) };
    vec![
        one_of("person", "name"),
        one_of("person", "phone email"),
        one_of("org", "company"),
        one_of("org", "phone email"),
    ]
}

/// Three vocabularies on one ladder: VIP and the rest, A B C, and by volume 主力 一般 零散. Cycles
/// are the shortest that any of them asks for.
fn ladder() -> Vec<Grade> {
    let grade = |id: &str, aliases, cycle_days| Grade {
        id: id.to_owned(),
        aliases: words(aliases),
        cycle_days,
    };
    vec![
        grade("VIP", "高价值 高价值客户 贵宾 重点 重点客户", 90),
        grade("A", "主力 主力客户 A级 A类", 90),
        grade("B", "一般 一般客户 B级 B类", 180),
        grade("C", "零散 零散客户 普通 普通客户 C级 C类", 365),
    ]
}

fn purposes() -> Vec<Choice> {
    vec![
        choice("service", "客户服务", "customer service", "服务"),
        choice("analysis", "市场分析", "market analysis", "分析"),
        choice("recommend", "产品推荐", "product recommendation", "推荐"),
        choice("marketing", "营销推广", "marketing", "营销 推广"),
    ]
}

/// No rule reaches an active or loyal customer, or one without a stage: what destroys records on
/// schedule must never take a living business relation.
fn retention() -> Vec<RetentionRule> {
    vec![
        RetentionRule {
            id: "retain_until".to_owned(),
            label_zh: "保存至该日为止".to_owned(),
            label_en: "kept until the day set for it".to_owned(),
            stages: vec![],
            since: words("retain_until"),
            otherwise_since: String::new(),
            months: 0,
            reason: Reason::Expired,
            basis: "PIPL 47-1-2".to_owned(),
            source: "个人信息保护法第四十七条：保存期限已届满".to_owned(),
        },
        RetentionRule {
            id: "prospect_idle".to_owned(),
            label_zh: "潜在客户两年未联系".to_owned(),
            label_en: "prospect without contact for two years".to_owned(),
            stages: words("prospect"),
            since: words("last_contact verified"),
            otherwise_since: "created".to_owned(),
            months: 24,
            reason: Reason::Expired,
            basis: "PIPL 19 47-1-1".to_owned(),
            source: "个人信息保护法第十九条、第四十七条：实现目的所必要的最短时间".to_owned(),
        },
        RetentionRule {
            id: "churned".to_owned(),
            label_zh: "客户流失三年".to_owned(),
            label_en: "customer gone for three years".to_owned(),
            stages: words("churned"),
            since: words("last_contact verified"),
            otherwise_since: "updated".to_owned(),
            months: 36,
            reason: Reason::Ended,
            basis: "PIPL 47-1-1 ECL 31".to_owned(),
            source: "个人信息保护法第四十七条；电子商务法第三十一条：交易信息保存不少于三年"
                .to_owned(),
        },
    ]
}
