//! The dictionary of fields in the built-in policy.

use super::{choices, words};
use crate::model::{Level, Part};
use crate::policy::document::{Category, Field, FieldKind, Mask, Traits};

const OPERATIONAL: Part = Part::Operational;
const ONE: Part = Part::Level(Level::One);
const TWO: Part = Part::Level(Level::Two);
const THREE: Part = Part::Level(Level::Three);

/// All fields, in the order in which a record is shown.
pub(super) fn all() -> Vec<Field> {
    [who(), contact(), sensitive(), classes(), dealings(), upkeep(), operational()].concat()
}

/// A text field; the methods below say what else it is.
fn field(names: [&str; 3], aliases: &str, part: Part, category: Category) -> Field {
    let [id, zh, en] = names.map(str::to_owned);
    Field {
        id,
        label_zh: zh,
        label_en: en,
        aliases: words(aliases),
        part,
        category,
        kind: FieldKind::Text,
        mask: Mask::None,
        traits: Traits::default(),
    }
}

impl Field {
    fn kind(self, kind: FieldKind) -> Self {
        Self { kind, ..self }
    }

    fn mask(self, mask: Mask) -> Self {
        Self { mask, ..self }
    }

    fn multi(mut self) -> Self {
        self.traits.multi = true;
        self
    }

    fn searched(mut self) -> Self {
        self.traits.searchable = true;
        self
    }

    fn bare(mut self) -> Self {
        self.traits.bare = true;
        self.searched()
    }

    fn unique(mut self) -> Self {
        self.traits.unique = true;
        self.searched()
    }

    fn column(mut self) -> Self {
        self.traits.default_column = true;
        self
    }

    /// Set by the program; such fields are few, short, and always searched.
    fn system(mut self) -> Self {
        self.traits.system = true;
        self.searched()
    }
}

fn who() -> Vec<Field> {
    use Category::Identity;
    vec![
        field(
            ["name", "姓名", "name"],
            "名字 客户姓名 称呼 full_name customer_name",
            TWO,
            Identity,
        )
        .kind(FieldKind::Name)
        .mask(Mask::Name)
        .bare()
        .column(),
        field(
            ["company", "公司", "company"],
            "公司名称 单位 企业名称 客户名称 工作单位 organisation organization employer",
            TWO,
            Identity,
        )
        .kind(FieldKind::Name)
        .bare()
        .column(),
        field(["gender", "性别", "gender"], "sex", TWO, Identity)
            .kind(FieldKind::Choice(choices::genders())),
        field(
            ["birth_date", "出生日期", "birth date"],
            "生日 出生年月 birthday dob",
            TWO,
            Identity,
        )
        .kind(FieldKind::Date)
        .mask(Mask::All),
        field(["position", "职务", "position"], "职位 职称 title job_title", TWO, Identity),
        field(["occupation", "职业", "occupation"], "profession", TWO, Identity),
        field(["legal_rep", "法人代表", "legal representative"], "法定代表人 法人", TWO, Identity)
            .kind(FieldKind::Name)
            .mask(Mask::Name),
        field(
            ["credit_code", "统一社会信用代码", "credit code"],
            "信用代码 税号 营业执照号 uscc",
            TWO,
            Identity,
        )
        .kind(FieldKind::CreditCode),
    ]
}

fn contact() -> Vec<Field> {
    use Category::Contact;
    vec![
        field(
            ["phone", "手机", "phone"],
            "电话 手机号 手机号码 联系电话 座机 固话 固定电话 联系方式 mobile tel telephone cell",
            TWO,
            Contact,
        )
        .kind(FieldKind::Phone)
        .mask(Mask::Phone)
        .multi()
        .bare()
        .unique()
        .column(),
        field(
            ["email", "邮箱", "e-mail"],
            "电子邮箱 电子邮件 邮件 邮箱地址 mail email_address",
            TWO,
            Contact,
        )
        .kind(FieldKind::Email)
        .mask(Mask::Email)
        .multi()
        .bare()
        .unique()
        .column(),
        field(["wechat", "微信", "WeChat"], "微信号 weixin", TWO, Contact)
            .mask(Mask::Name)
            .searched(),
        field(["qq", "QQ", "QQ"], "QQ号", TWO, Contact).mask(Mask::Name),
        field(["fax", "传真", "fax"], "传真号", TWO, Contact)
            .kind(FieldKind::Phone)
            .mask(Mask::Phone),
        field(["website", "网址", "website"], "网站 官网 url homepage", TWO, Contact),
        field(
            ["address", "地址", "address"],
            "联系地址 通讯地址 详细地址 住址 家庭住址 公司地址 street_address",
            TWO,
            Contact,
        )
        .searched(),
        field(["postcode", "邮编", "postcode"], "邮政编码 zip zip_code postal_code", TWO, Contact),
        field(["contact_person", "联系人", "contact person"], "联系人姓名 contact", TWO, Contact)
            .kind(FieldKind::Name)
            .mask(Mask::Name)
            .bare(),
    ]
}

fn sensitive() -> Vec<Field> {
    use Category::{Identity, Preference, Transaction};
    vec![
        field(
            ["id_number", "身份证号", "ID number"],
            "身份证 身份证号码 证件号 证件号码 idcard id_card",
            ONE,
            Identity,
        )
        .kind(FieldKind::IdNumber)
        .mask(Mask::IdNumber)
        .unique(),
        field(
            ["bank_account", "银行账号", "bank account"],
            "银行卡号 银行卡 银行账户 卡号 账号 bank_card",
            ONE,
            Transaction,
        )
        .kind(FieldKind::BankAccount)
        .mask(Mask::Card),
        field(["bank_name", "开户银行", "bank"], "开户行 开户银行名称", ONE, Transaction)
            .mask(Mask::All),
        field(["family", "家庭情况", "family"], "家庭 家庭成员", ONE, Preference)
            .kind(FieldKind::Note)
            .mask(Mask::All),
    ]
}

fn classes() -> Vec<Field> {
    use Category::Classification;
    vec![
        field(["kind", "类型", "kind"], "客户类型 客户类别 type", THREE, Classification)
            .kind(FieldKind::Choice(choices::kinds()))
            .searched(),
        field(
            ["stage", "阶段", "stage"],
            "客户阶段 生命周期 生命周期阶段 客户状态 lifecycle",
            THREE,
            Classification,
        )
        .kind(FieldKind::Choice(choices::stages()))
        .searched()
        .column(),
        field(
            ["grade", "等级", "grade"],
            "级别 客户等级 客户级别 分级 rank",
            THREE,
            Classification,
        )
        .kind(FieldKind::Grade)
        .searched()
        .column(),
        field(["tags", "标签", "tags"], "客户标签 tag label labels", THREE, Classification)
            .kind(FieldKind::Tags)
            .multi()
            .searched()
            .column(),
        field(
            ["region", "地区", "region"],
            "区域 所在地区 省市 省 省份 市 城市 区 区县 县 province state_province city district",
            THREE,
            Classification,
        )
        .kind(FieldKind::Region)
        .searched()
        .column(),
        field(["industry", "行业", "industry"], "所属行业 sector", THREE, Classification)
            .searched(),
        field(["intent", "意向级别", "intent"], "意向 意向等级", THREE, Classification)
            .kind(FieldKind::Choice(choices::intents()))
            .searched(),
    ]
}

fn dealings() -> Vec<Field> {
    use Category::{Preference, System, Transaction};
    vec![
        field(
            ["source", "来源", "source"],
            "信息来源 客户来源 渠道 获客渠道 channel",
            THREE,
            System,
        )
        .kind(FieldKind::OpenChoice(choices::sources()))
        .searched(),
        field(
            ["owner", "负责人", "owner"],
            "责任人 业务员 客户经理 销售 跟进人 account_manager",
            THREE,
            System,
        )
        .searched(),
        field(
            ["last_contact", "最近联系", "last contact"],
            "最近联系日期 最后联系 最近跟进 最近跟进时间 last_contacted",
            THREE,
            Transaction,
        )
        .kind(FieldKind::Date)
        .searched(),
        field(
            ["payment_terms", "付款方式", "payment terms"],
            "付款条件 结算方式",
            TWO,
            Transaction,
        ),
        field(["needs", "需求", "needs"], "合作需求 客户需求 requirements", TWO, Preference)
            .kind(FieldKind::Note),
        field(["preferences", "偏好", "preferences"], "兴趣 爱好 兴趣爱好", TWO, Preference)
            .kind(FieldKind::Note),
        field(["notes", "备注", "notes"], "说明 备注信息 note remark remarks", TWO, System)
            .kind(FieldKind::Note),
        field(
            ["external_id", "外部编号", "external id"],
            "原编号 客户编号 客户编码 customer_id",
            THREE,
            System,
        )
        .searched(),
    ]
}

/// What is kept about the record itself, not settable by hand.
fn upkeep() -> Vec<Field> {
    let system = |names, aliases| field(names, aliases, THREE, Category::System).system();
    vec![
        system(["created", "建档日期", "created"], "创建日期 创建时间 建档时间 created_at")
            .kind(FieldKind::Date),
        system(["updated", "更新日期", "updated"], "更新时间 修改时间 最后修改时间 updated_at")
            .kind(FieldKind::Date),
        system(["verified", "核对日期", "verified"], "最近核对 复核日期 verified_at")
            .kind(FieldKind::Date),
        system(["verify_method", "核对方式", "verify method"], "复核方式")
            .kind(FieldKind::Choice(choices::methods())),
        system(["verify_result", "核对结果", "verify result"], "复核结果")
            .kind(FieldKind::Choice(choices::results())),
    ]
}

/// What destruction on schedule and the check of consent need; opened by every operator.
fn operational() -> Vec<Field> {
    let duty = |names, aliases| field(names, aliases, OPERATIONAL, Category::System).searched();
    vec![
        duty(["state", "状态", "state"], "档案状态 record_state")
            .kind(FieldKind::Choice(choices::states()))
            .system(),
        duty(["consent_date", "同意日期", "consent date"], "授权日期 同意时间 consent")
            .kind(FieldKind::Date),
        duty(
            ["sensitive_consent", "敏感信息单独同意日期", "sensitive consent date"],
            "单独同意日期 敏感信息同意日期 单独同意 sensitive_consent_date",
        )
        .kind(FieldKind::Date),
        duty(["retain_until", "保存至", "retain until"], "保存期限 保留至 keep_until")
            .kind(FieldKind::Deadline),
        duty(["hold", "暂缓销毁", "hold"], "保全 legal_hold")
            .kind(FieldKind::Choice(choices::yes_no())),
        duty(["destroy_on", "应销毁日期", "destroy on"], "销毁日期")
            .kind(FieldKind::Deadline)
            .system(),
        duty(["destroy_rule", "销毁规则", "destroy rule"], "").system(),
    ]
}
