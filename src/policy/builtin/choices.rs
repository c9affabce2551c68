//! The lists of choices in the built-in policy, with the names other vocabularies give them.

use super::choice;
use crate::policy::document::Choice;

/// 客户类型.
pub(super) fn kinds() -> Vec<Choice> {
    vec![
        choice("person", "个人", "person", "个人客户 自然人 individual"),
        choice(
            "org",
            "企业",
            "organisation",
            "企业客户 公司 组织 单位 机构 政府机构 集体 organization company",
        ),
    ]
}

/// 生命周期阶段: five vocabularies on four stages.
pub(super) fn stages() -> Vec<Choice> {
    vec![
        choice(
            "prospect",
            "潜在",
            "prospect",
            "潜在客户 未来 未来客户 新 新客户 意向 意向客户 lead potential",
        ),
        choice(
            "active",
            "现有",
            "active",
            "现有客户 在册 在册客户 正在 正在交易 老 老客户 existing current",
        ),
        choice("loyal", "忠诚", "loyal", "忠诚客户 忠实 忠实客户"),
        choice("churned", "流失", "churned", "流失客户 曾经 曾经交易 已流失 lost former"),
    ]
}

/// 来源: the ways customer-record policies name for collecting data.
pub(super) fn sources() -> Vec<Choice> {
    vec![
        choice("unstated", "未注明", "unstated", "不详 未知 unknown"),
        choice("visit", "拜访", "visit", "上门 面对面 走访"),
        choice("phone", "电话", "phone", "来电 致电 电话访问 客服热线 热线 hotline"),
        choice("online", "在线表单", "online form", "官网 网站 表单 网上 website web"),
        choice("app", "应用", "app", "小程序 客户端"),
        choice("exhibition", "展会", "exhibition", "展览 展销会 expo fair"),
        choice("referral", "推荐", "referral", "客户推荐 合作推荐 转介绍 介绍"),
        choice("store", "门店", "store", "来店 到店 门市 shop"),
        choice("email", "邮件", "email", "电子邮件 邮件调查"),
        choice("social", "社交媒体", "social media", "微信 微博 公众号 wechat"),
        choice("purchase", "购买", "purchase", "直接购买 订单 order"),
        choice("partner", "合作伙伴", "partner", "第三方 third_party"),
    ]
}

/// 核对方式.
pub(super) fn methods() -> Vec<Choice> {
    vec![
        choice("phone", "电话", "phone", "电话回访 call"),
        choice("email", "邮件", "email", "电子邮件 邮箱 mail"),
        choice("visit", "拜访", "visit", "上门 面谈 回访"),
        choice("wechat", "微信", "WeChat", "社交媒体"),
        choice("post", "信函", "post", "信件 邮寄 letter"),
        choice("form", "问卷", "questionnaire", "表单 survey"),
        choice("document", "证件", "document", "证照 材料"),
        choice("inferred", "推断", "inferred", "互动推断 按互动推断"),
    ]
}

/// 核对结果.
pub(super) fn results() -> Vec<Choice> {
    vec![
        choice("confirmed", "属实", "confirmed", "无变化 正确 一致 ok"),
        choice("changed", "有变化", "changed", "变化 已变更 已更新"),
        choice("unreachable", "无法联系", "unreachable", "联系不上 失联 无人接听"),
    ]
}

/// 性别.
pub(super) fn genders() -> Vec<Choice> {
    vec![
        choice("male", "男", "male", "男性 先生 m"),
        choice("female", "女", "female", "女性 女士 f"),
        choice("other", "其他", "other", "未说明"),
    ]
}

/// 意向级别.
pub(super) fn intents() -> Vec<Choice> {
    vec![
        choice("high", "高", "high", "强"),
        choice("middle", "中", "middle", "一般 medium"),
        choice("low", "低", "low", "弱"),
    ]
}

/// 状态.
pub(super) fn states() -> Vec<Choice> {
    vec![
        choice("active", "正常", "active", "使用中 normal"),
        choice("restricted", "封存", "restricted", "已封存 sealed"),
    ]
}

/// 是 and 否.
pub(super) fn yes_no() -> Vec<Choice> {
    vec![choice("yes", "是", "yes", "y true 1 有"), choice("no", "否", "no", "n false 0 无")]
}
