//! One row of an export of each system that has a map.

/// System, header, row, and the record that it becomes.
pub(super) const EXPORTS: &[(&str, &str, &str, &str)] = &[
    (
        "salesforce",
        "Contact ID,Salutation,First Name,Last Name,Title,Account Name,Mailing Street,Mailing City,\
         Mailing State/Province,Mailing Zip/Postal Code,Mailing Country,Phone,Fax,Mobile,Email,\
         Account Owner,Lead Source,Birthdate,Description,Last Modified Date",
        "0035g00000AbCdE,Ms.,Anna,Example,Buyer,Example Ltd,1 High Street,Leeds,,LS1 1AA,UK,\
         +44 113 496 0001,,+44 7400 123456,anna@example.com,wang,Web,1990-01-31,met at the fair,2026-03-05T10:20:30Z",
        "name=Anna Example|company=Example Ltd|birth_date=1990-01-31|position=Buyer|\
         phone=+441134960001|phone=+447400123456|email=anna@example.com|address=1 High Street|\
         postcode=LS1 1AA|region=Leeds|source=online|owner=wang|notes=met at the fair|\
         external_id=0035g00000AbCdE",
    ),
    (
        "zoho",
        "Record Id,Contact Owner,Lead Source,First Name,Last Name,Account Name,Email,Title,Phone,Mobile,\
         Date of Birth,Mailing Street,Mailing City,Mailing State,Mailing Zip,Description,Created Time,Modified Time,Tag",
        "zcrm_1,wang,Trade Show,Anna,Example,Example Ltd,anna@example.com,Buyer,13800000013,13900000016,\
         1990-01-31,世纪大道1号,上海市,上海市,200120,note,2026-01-01 10:00:00,2026-03-05 10:20:30,",
        "name=Anna Example|company=Example Ltd|birth_date=1990-01-31|position=Buyer|\
         phone=+8613800000013|phone=+8613900000016|email=anna@example.com|address=世纪大道1号|\
         postcode=200120|region=310000 上海市|source=exhibition|owner=wang|notes=note|\
         external_id=zcrm_1",
    ),
    (
        "espocrm",
        "Name,First Name,Last Name,Account,Title,Email,Phone,Street,City,State,Postal Code,Country,\
         Description,Assigned User,Created At,Modified At",
        "Anna Example,Anna,Example,Example Ltd,Buyer,anna@example.com,13800000013,1 High Street,,,LS1 1AA,\
         UK,note,wang,2026-01-01 10:00:00,2026-03-05 10:20:30",
        "name=Anna Example|company=Example Ltd|position=Buyer|phone=+8613800000013|\
         email=anna@example.com|address=1 High Street|postcode=LS1 1AA|owner=wang|notes=note",
    ),
    (
        "hubspot",
        "Record ID,First Name,Last Name,Email,Phone Number,Contact owner,Lead Status,Lifecycle Stage,\
         Company Name,Job Title,City,Street Address,Postal Code,Create Date,Last Modified Date",
        "51,Anna,Example,anna@example.com,13800000013,wang,New,Marketing Qualified Lead,Example Ltd,Buyer,\
         深圳市,深南大道1号,518000,2026-01-01 10:00,2026-03-05 10:20",
        "name=Anna Example|company=Example Ltd|position=Buyer|phone=+8613800000013|\
         email=anna@example.com|address=深南大道1号|postcode=518000|stage=prospect|\
         region=440300 广东省深圳市|owner=wang|external_id=51",
    ),
    (
        "google",
        "First Name,Middle Name,Last Name,Organization Name,Organization Title,Birthday,Notes,Labels,\
         E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Value,Phone 1 - Label,Phone 1 - Value,Phone 2 - Value,\
         Address 1 - Street,Address 1 - City,Address 1 - Region,Address 1 - Postal Code,Website 1 - Value",
        "伟,,张,示例公司,经理,1990-01-31,备注,* myContacts,Work,a@example.com,b@example.com,Mobile,\
         13800000013,13900000016,深南大道1号,深圳市,广东省,518000,https://example.com",
        "name=张伟|company=示例公司|birth_date=1990-01-31|position=经理|phone=+8613800000013|\
         phone=+8613900000016|email=a@example.com|email=b@example.com|website=https://example.com|\
         address=深南大道1号|postcode=518000|region=440300 广东省深圳市|notes=备注",
    ),
    (
        "outlook",
        "Title,First Name,Last Name,Company,Job Title,Business Street,Business City,Business State,\
         Business Postal Code,Business Fax,Business Phone,Mobile Phone,Birthday,E-mail Address,\
         E-mail 2 Address,Notes,Web Page",
        "Ms.,Anna,Example,Example Ltd,Buyer,1 High Street,Leeds,,LS1 1AA,+44 113 496 0003,\
         +44 113 496 0001,+44 7400 123456,1990-01-31,anna@example.com,a@example.org,note,\
         https://example.com",
        "name=Anna Example|company=Example Ltd|birth_date=1990-01-31|position=Buyer|\
         phone=+441134960001|phone=+447400123456|email=anna@example.com|email=a@example.org|\
         fax=+441134960003|website=https://example.com|address=1 High Street|postcode=LS1 1AA|\
         region=Leeds|notes=note",
    ),
    (
        "纷享销客",
        "客户名称（必填）,客户编号,客户级别,来源,一级行业,省,市,区,详细地址,电话,邮件,网址,传真,备注,负责人（必填）,\
         负责人主属部门,创建时间,最后修改时间",
        "示例公司,KH-001,重要客户,展会,制造业,广东省,深圳市,南山区,深南大道1号,0755-26000001,a@example.com,\
         https://example.com,,备注,wang,销售一部,2026-01-01 10:00,2026-03-05 10:20",
        "company=示例公司|phone=+8675526000001|email=a@example.com|website=https://example.com|\
         address=深南大道1号|grade=A|region=440305 广东省深圳市南山区|industry=制造业|\
         source=exhibition|owner=wang|notes=备注|external_id=KH-001",
    ),
    // Numbers by their labels: a fax is none to call.
    (
        "google",
        "First Name,Phone 1 - Label,Phone 1 - Value,Phone 2 - Type,Phone 2 - Value",
        "安娜,Work Fax,021-61234567,Mobile,13800000013",
        "name=安娜|phone=+8613800000013|fax=+862161234567",
    ),
    // Accounts have an address of their own, contacts that of theirs.
    (
        "salesforce",
        "Account Name,Type,Phone,Billing Street,Billing City,Billing State/Province,\
         Billing Zip/Postal Code,Billing Country,Account Owner",
        "示例公司,Customer - Direct,021-61234567,深南大道1号,深圳市,广东省,518000,China,wang",
        "company=示例公司|phone=+862161234567|address=深南大道1号|postcode=518000|\
         region=440300 广东省深圳市|owner=wang",
    ),
    (
        "salesforce",
        "First Name,Mailing City,Billing State/Province,Billing Street",
        "安娜,深圳市,北京市,长安街1号",
        "name=安娜|region=440300 广东省深圳市",
    ),
    (
        "zoho",
        "Account Name,Account Owner,Phone,Billing Street,Billing City,Billing Code",
        "示例公司,wang,021-61234567,深南大道1号,深圳市,518000",
        "company=示例公司|phone=+862161234567|address=深南大道1号|postcode=518000|\
         region=440300 广东省深圳市|owner=wang",
    ),
    // Six digits and a Chinese name abroad are neither a Chinese postcode nor a Chinese division.
    (
        "hubspot",
        "First Name,City,State/Region,Postal Code,Country/Region",
        "Anna,Mumbai,,400001,India",
        "name=Anna|postcode=IN-400001|region=Mumbai",
    ),
    (
        "google",
        "First Name,Address 1 - City,Address 1 - Postal Code,Address 1 - Country,Address 2 - Country",
        "Anna,河南,123456,South Korea,China",
        "name=Anna|postcode=KR-123456|region=KR 河南",
    ),
    (
        "outlook",
        "First Name,Business City,Business Postal Code,Business Country/Region,Home Country/Region",
        "Anna,Singapore,018956,Singapore,",
        "name=Anna|postcode=SG-018956|region=Singapore",
    ),
    (
        "outlook",
        "名,商务地址 市/县,商务地址 邮政编码,商务地址 国家/地区",
        "安娜,深圳市,518000,中国",
        "name=安娜|postcode=518000|region=440300 广东省深圳市",
    ),
    (
        "salesforce",
        "First Name,Billing Country,Mailing City,Mailing Zip/Postal Code,Mailing Country",
        "Anna,China,Delhi,110001,IN",
        "name=Anna|postcode=IN-110001|region=Delhi",
    ),
    ("zoho", "First Name,Zip Code,Country", "Anna,400001,印度", "name=Anna|postcode=IN-400001"),
    (
        "espocrm",
        "Name,Postal Code,Country",
        "Anna,050000,Kazakhstan",
        "name=Anna|postcode=KZ-050000",
    ),
    (
        "纷享销客",
        "姓名,国家,省,市,区,详细地址",
        "安娜,韩国,京畿道,河南市,,路1号",
        "name=安娜|address=路1号|region=京畿道河南市",
    ),
];
