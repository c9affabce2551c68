//! Synthetic customers that several tests begin with.

use crate::sandbox::Sandbox;

/// Adds one customer from a JSON object and gives its number.
pub(crate) fn add(sandbox: &Sandbox, json: &str) -> String {
    let added = sandbox.kedang(["add", "--json", "-"]).input(json).end();
    assert_eq!(added.status, Some(0), "{added}");
    added.stdout.trim_end().to_owned()
}

/// A vault with four customers: two persons, one of them with level-1 values, an organisation, and
/// one of whom little is known.
pub(crate) fn four() -> Sandbox {
    let sandbox = Sandbox::vault();
    for json in [
        r#"{"name":"张伟芳","phone":"138-0000-0013","email":"Wei@Example.com","grade":"主力",
            "tags":["展会","VIP"],"region":"上海市浦东新区","source":"展会","stage":"现有",
            "owner":"李"}"#,
        r#"{"name":"李娜","phone":"13800000014","id_number":"11010519491231002X",
            "bank_account":"6200000000000005","grade":"C","source":"推荐"}"#,
        r#"{"kind":"org","company":"北京示例有限公司","phone":"010-61234567","tags":"展会",
            "source":"官网","grade":"VIP"}"#,
        r#"{"name":"王芳","email":"fang@example.com"}"#,
    ] {
        add(&sandbox, json);
    }
    sandbox
}
