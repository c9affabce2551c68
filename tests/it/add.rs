//! `kedang add`: one customer from options, from JSON, and all that is refused.

use snapbox::str;

use crate::people::{add, four};
use crate::sandbox::Sandbox;

#[test]
fn a_customer_gets_the_next_number() {
    let sandbox = Sandbox::vault();
    sandbox.run("add --name 张伟 --phone 13800000013 --province 广东省 --city 深圳 --tag 展会 --tag VIP").assert(str![[r#"
K-000001
--- exit 0

"#]]);
    let json = sandbox.kedang(["add", "--json", "-", "--format", "json"]);
    json.input(r#"{"name":"李娜","email":"na@example.com"}"#).end().assert(str![[r#"
{"schema":"kedang.add/1","item":{"number":"K-000002","quarantined":false,"dry_run":false}}
--- exit 0

"#]]);
    sandbox.run("--dry-run add --name 王芳 --phone 13800000015").assert(str![[r#"
nothing was added; the record would be K-000003
--- exit 0

"#]]);
    sandbox.run("list --columns number,name,region,tags,source --format csv").assert(str![[r#"
number,name,region,tags,source
K-000001,张伟,440300 广东省深圳市,"展会,VIP",unstated
K-000002,李娜,,,unstated
--- exit 0

"#]]);
}

#[test]
fn every_fault_is_named_at_once_and_no_value() {
    let sandbox = Sandbox::vault();
    let bad = r#"{"phone":"12345","email":"x","grade":"高价","stage":"activ"}"#;
    sandbox.kedang(["add", "--json", "-"]).input(bad).end().assert(str![[r#"
--- stderr
error: 5 values are refused: phone: too short for a telephone number (for example 13800000013, of a company 95588); e-mail: not an e-mail address, it has no @ (for example li@example.com); grade: not one of the values of this field; stage: not one of the values of this field; name: required, but there is none
hint: did you mean VIP?
hint: did you mean active?
--- exit 7

"#]]);
    sandbox.kedang(["--lang", "zh", "add", "--json", "-"]).input(bad).end().assert(str![[r#"
--- stderr
错误：有 5 处不予接受：手机：号码太短（例如 13800000013，企业客服如 95588）；邮箱：不是邮箱地址，缺少 @（例如 li@example.com）；等级：不是该字段的可选值；阶段：不是该字段的可选值；姓名：必填而未填
提示：您要找的是不是 VIP？
提示：您要找的是不是 现有？
--- exit 7

"#]]);
    // One element of a list is one value, as several are.
    let listed = r#"{"name":"张伟","phone":"13800000013","tags":["展会;VIP"]}"#;
    let refused = sandbox.kedang(["add", "--json", "-"]).input(listed).end();
    assert_eq!(refused.status, Some(7), "{refused}");
    let event = r#"{"name":"张伟","phone":"13800000013",
        "events":[{"type":"purchse","date":"2026-01-05"}],
        "assessments":[{"standard":"5c","date":"2026-02-01","scores":{"character":5,"capacity":5,
            "capital":5,"collateral":5,"condition":4},"total":7}]}"#
        .replace('\n', " ");
    let near = sandbox.kedang(["add", "--json", "-"]).input(&*event).end();
    assert!(near.stderr.contains("did you mean purchase?"), "{near}");
    std::fs::write(sandbox.path("events.jsonl"), &event).unwrap();
    let near = sandbox.run("import events.jsonl");
    assert!(near.stderr.contains("did you mean purchase?"), "{near}");
    // What is kept instead of a total is said.
    let total = event.replace("purchse", "purchase");
    let told = sandbox.kedang(["--dry-run", "add", "--json", "-"]).input(&*total).end();
    assert!(told.stderr.contains("totals that the scores do not come to"), "{told}");
    assert_eq!(told.status, Some(0), "{told}");
    let twice = r#"{"name":"张伟","phone":"13800000013","phone":"13800000014"}"#;
    sandbox.kedang(["add", "--json", "-"]).input(twice).end().assert(str![[r#"
--- stderr
error: the key phone stands in the JSON twice; put several values in an array
--- exit 7

"#]]);
    sandbox.run("add --name 张伟").assert(str![[r#"
--- stderr
error: required fields are missing: phone/e-mail
--- exit 7

"#]]);
    sandbox.run("add --name 张伟 --phone 138****0013").assert(str![[r#"
--- stderr
error: the value of phone is refused: it is a masked value, as it was shown, and says nothing any more
--- exit 7

"#]]);
    let failed = sandbox.kedang(["--format", "json", "add", "--json", "-"]).input(bad).end();
    assert!(failed.stderr.contains(r#""code":"bad-values","exit":7"#), "{failed}");
    assert!(sandbox.run("list").stdout.is_empty());
}

#[test]
fn what_is_no_field_of_a_person_is_refused() {
    let sandbox = Sandbox::vault();
    sandbox.run("add --name 张伟 --set emai=a@example.com").assert(str![[r#"
--- stderr
error: there is no field “emai”
hint: did you mean email?
--- exit 2

"#]]);
    sandbox.run("add --name 张伟 --set created=2020-01-01").assert(str![[r#"
--- stderr
error: created is kept by the program and cannot be set by hand
--- exit 2

"#]]);
    sandbox.run("add --name 张伟 --set 姓名=李娜").assert(str![[r#"
--- stderr
error: name can have one value only
--- exit 2

"#]]);
}

#[test]
fn level_one_values_come_through_standard_input_only() {
    let sandbox = Sandbox::vault();
    let line = "add --name 张伟 --phone 13800000013 --set 身份证号=";
    sandbox.run(&format!("{line}11010519491231002X")).assert(str![[r#"
--- stderr
error: id_number is of level 1 and must not stand in a command line; give it on standard input
hint: --set id_number=- < FILE
--- exit 2

"#]]);
    let piped = sandbox.kedang(format!("{line}-").split_whitespace());
    piped.input("11010519491231002X\n").end().assert(str![[r#"
K-000001
--- stderr
note: level-1 values are held until the customer gives a separate consent (sensitive_consent); they are neither exported nor shared
--- exit 0

"#]]);
}

#[test]
fn a_duplicate_names_the_record_that_has_the_value() {
    let sandbox = four();
    sandbox.run("add --name 某 --phone 13800000013").assert(str![[r#"
--- stderr
error: phone is the same as in record K-000001
--- exit 9

"#]]);
    sandbox.run("--lang zh add --name 某 --email WEI@example.com").assert(str![[r#"
--- stderr
错误：邮箱 与客户档案 K-000001 相同
--- exit 9

"#]]);
    let id = r#"{"name":"某","phone":"13800000099","id_number":"11010519491231002X"}"#;
    let failed = sandbox.kedang(["add", "--json", "-"]).input(id).end();
    assert_eq!(failed.status, Some(9), "{failed}");
    assert!(failed.stderr.contains("K-000002"), "{failed}");
    assert_eq!(add(&sandbox, r#"{"name":"某","phone":"13800000099"}"#), "K-000005");
}
