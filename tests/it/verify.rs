//! `kedang verify`: what is wrong, what is due, what was checked.

use snapbox::str;

use crate::people::{add, four};
use crate::sandbox::Sandbox;

#[test]
fn findings_are_listed_and_have_their_own_status() {
    let sandbox = four();
    sandbox.run("verify scan").assert(str![[r#"
Number    Severity  Field                   Finding
------------------------------------------------------------------------------------------------------------------------------------------------
K-000001  minor     grade                   fewer fields are filled in than the grade asks for: address, industry
K-000002  minor     grade                   fewer fields are filled in than the grade asks for: e-mail, address, region, industry, owner, stage
K-000002  serious   sensitive consent date  held without a separate consent: neither exported nor shared
K-000003  minor     grade                   fewer fields are filled in than the grade asks for: e-mail, address, region, industry, owner, stage
K-000004  minor     source                  nobody said where the record came from
--- stderr
1 × nobody said where the record came from
1 × held without a separate consent: neither exported nor shared
3 × fewer fields are filled in than the grade asks for
4 records scanned, 5 findings
score 90.0 of 100 on average; 1 serious, 4 minor; no record is below 60
--- exit 4

"#]]);
    sandbox.run("--lang zh verify scan").assert(str![[r#"
编号      严重程度  字段                  问题
-----------------------------------------------------------------------------------------------------------
K-000001  轻微      等级                  填写的字段少于该等级的要求：地址、行业
K-000002  轻微      等级                  填写的字段少于该等级的要求：邮箱、地址、地区、行业、负责人、阶段
K-000002  严重      敏感信息单独同意日期  未取得单独同意，只保存，不导出、不共享
K-000003  轻微      等级                  填写的字段少于该等级的要求：邮箱、地址、地区、行业、负责人、阶段
K-000004  轻微      来源                  没有注明来源
--- stderr
1 处：没有注明来源
1 处：未取得单独同意，只保存，不导出、不共享
3 处：填写的字段少于该等级的要求
已检查 4 份档案，发现 5 处问题
平均 90.0 分（满分 100）；严重 1 处，轻微 4 处；没有低于 60 分的档案
--- exit 4

"#]]);
    sandbox.run("verify scan K-2 --format json").assert(str![[r#"
{"schema":"kedang.verify.scan/1","items":[
{"number":"K-000002","field":"grade","code":"incomplete","severity":"minor","fields":["email","address","region","industry","owner","stage"]},
{"number":"K-000002","field":"sensitive_consent","code":"awaiting-consent","severity":"serious"}
],"summary":{"scanned":1,"clean":0,"findings":2,"serious":1,"minor":1,"score":75.0,"lowest":75,"failing":0,"pass_score":60,"unseen_fields":0,"unseen_records":0,"codes":{"awaiting-consent":1,"incomplete":1}}}
--- stderr
1 × held without a separate consent: neither exported nor shared
1 × fewer fields are filled in than the grade asks for
one record scanned, 2 findings
score 75.0 of 100 on average; 1 serious, 1 minor; no record is below 60
--- exit 4

"#]]);
    sandbox.run("verify scan grade:A").assert(str![[r#"
Number    Severity  Field  Finding
-------------------------------------------------------------------------------------------------
K-000001  minor     grade  fewer fields are filled in than the grade asks for: address, industry
--- stderr
1 × fewer fields are filled in than the grade asks for
one record scanned, one finding
score 95.0 of 100 on average; 0 serious, 1 minor; no record is below 60
--- exit 4

"#]]);
}

#[test]
fn reviews_fall_due_by_the_cycle_of_the_grade() {
    let sandbox = four();
    sandbox.run("verify due").assert(str![[r#"
--- stderr
nothing is due
--- exit 0

"#]]);
    sandbox.run("verify due --within 90d").assert(str![[r#"
Number    Name              Due         Grade  Owner  Verified  Dealings  Why
------------------------------------------------------------------------------------
K-000001  张伟芳            2026-05-30  A      李                      0  its cycle
K-000003  北京示例有限公司  2026-05-30  VIP                            0  its cycle
--- exit 0

"#]]);
    sandbox.run("--lang zh verify due --within 1y kind:person").assert(str![[r#"
编号      姓名    应核对日期  等级  负责人  核对日期  往来次数  原因
-------------------------------------------------------------------------
K-000001  张伟芳  2026-05-30  A     李                       0  复核周期
K-000002  李娜    2027-03-01  C                              0  复核周期
K-000004  王芳    2027-03-01                                 0  复核周期
--- exit 0

"#]]);
    sandbox.run("verify due --within 90d --exit-code --quiet --format csv").assert(str![[r#"
number,name,due,grade,owner,verified,activity,why
K-000001,张伟芳,2026-05-30,A,李,,0,cycle
K-000003,北京示例有限公司,2026-05-30,VIP,,,0,cycle
--- exit 4

"#]]);
    sandbox.run("verify due --within soon").assert(str![[r#"
--- stderr
error: --within is not a time such as 30d
--- exit 2

"#]]);
    // Three months later all but the lowest grades are due.
    let later = sandbox.kedang(["verify", "due", "--format", "jsonl"]);
    later.env("KEDANG_TEST_NOW", "2026-06-01T00:00:00Z").end().assert(str![[r#"
{"number":"K-000001","name":"张伟芳","due":"2026-05-30","grade":"A","owner":"李","verified":null,"activity":0,"why":"cycle"}
{"number":"K-000003","name":"北京示例有限公司","due":"2026-05-30","grade":"VIP","owner":null,"verified":null,"activity":0,"why":"cycle"}
--- exit 0

"#]]);
}

#[test]
fn who_was_reached_is_due_later_and_who_was_not_stays_due() {
    let sandbox = four();
    let later = |sandbox: &Sandbox, line: &str| {
        let run = sandbox.kedang(line.split_whitespace());
        run.env("KEDANG_TEST_NOW", "2026-06-01T00:00:00Z").end()
    };
    later(&sandbox, "verify mark K-1 --method 电话 --result confirmed").assert(str![[r#"
--- stderr
one record changed
--- exit 0

"#]]);
    later(&sandbox, "verify mark K-3 --method email --result unreachable --format json")
        .assert(str![[r#"
{"schema":"kedang.verify.mark/1","item":{"selected":1,"changed":1,"numbers":["K-000003"],"dry_run":false}}
--- exit 0

"#]]);
    later(&sandbox, "verify due --format csv").assert(str![[r#"
number,name,due,grade,owner,verified,activity,why
K-000003,北京示例有限公司,2026-05-30,VIP,,,0,cycle
--- exit 0

"#]]);
    later(&sandbox, "list K-1 K-3 --columns number,verified,verify_method,verify_result").assert(
        str![[r#"
Number    Verified    Verify method  Verify result
---------------------------------------------------
K-000001  2026-06-01  phone          confirmed
K-000003              email          unreachable
--- exit 0

"#]],
    );
    later(&sandbox, "verify mark K-1 --method 心电感应 --result confirmed").assert(str![[r#"
--- stderr
error: “心电感应” is not a value of --method; known are phone, email, visit, wechat, post, form, document, inferred
--- exit 2

"#]]);
    later(&sandbox, "--lang zh verify mark 张伟芳 --method 电话 --result confirmed").assert(str![
        [r#"
--- stderr
错误：会修改或销毁档案的命令只接受编号（K-12）和带名称的条件（等级:A），不接受单独的词
--- exit 2

"#]
    ]);
}

/// A vault whose records contradict themselves and each other.
fn unsound() -> Sandbox {
    let sandbox = Sandbox::vault();
    for json in [
        r#"{"name":"张三","phone":"13800000021","source":"展会","region":"上海市浦东新区",
            "address":"江苏省苏州市姑苏区观前街1号","postcode":"100000",
            "birth_date":"1990-05-01","first_contact":"1989-01-01","legal_form":"有限责任公司"}"#,
        r#"{"kind":"org","company":"甲示例公司","phone":"13800000022","source":"拜访",
            "credit_code":"91350100M000100Y43"}"#,
        r#"{"kind":"org","company":"乙示例公司","phone":"13800000023","source":"拜访",
            "credit_code":"91350100M000100Y43","last_contact":"2021-01-01"}"#,
        r#"{"name":"李四","phone":"13800000024","source":"推荐"}"#,
    ] {
        add(&sandbox, json);
    }
    sandbox
}

#[test]
fn contradictions_duplicates_and_dead_records_are_found() {
    let sandbox = unsound();
    sandbox.run("verify scan").assert(str![[r#"
Number    Severity  Field          Finding
----------------------------------------------------------------------------------------------------
K-000001  minor     legal form     this kind of customer has no such field
K-000001  serious   postcode       the postcode is one of another province than the region
K-000001  serious   address        the address begins with another province or city than the region
K-000001  serious   first contact  the date lies before another that must come first
K-000003  serious   verified       nobody verified, contacted or changed the record for very long
K-000002  serious   credit code    another record has the same: K-000003
K-000003  serious   credit code    another record has the same: K-000002
--- stderr
1 × this kind of customer has no such field
1 × the postcode is one of another province than the region
1 × the address begins with another province or city than the region
1 × the date lies before another that must come first
1 × nobody verified, contacted or changed the record for very long
2 × another record has the same
4 records scanned, 7 findings
score 68.8 of 100 on average; 6 serious, 1 minor; one record is below 60
note: what no verification brings back to life can be proposed for destruction: kedang verify mark K-000003 --method phone --result destroy --reason expired
--- exit 4

"#]]);
    // One record is compared with all others.
    sandbox.run("verify scan K-3 --severity serious --format jsonl").assert(str![[r#"
{"number":"K-000003","field":"verified","code":"dead","severity":"serious"}
{"number":"K-000003","field":"credit_code","code":"duplicate","severity":"serious","with":["K-000002"]}
--- stderr
1 × nobody verified, contacted or changed the record for very long
1 × another record has the same
one record scanned, 2 findings
score 60.0 of 100 on average; 2 serious, 0 minor; no record is below 60
note: what no verification brings back to life can be proposed for destruction: kedang verify mark K-000003 --method phone --result destroy --reason expired
--- exit 4

"#]]);
    sandbox.run("--lang zh verify scan --severity 严重").assert(str![[r#"
编号      严重程度  字段              问题
---------------------------------------------------------------------
K-000001  严重      邮编              邮编所在的省份与地区不符
K-000001  严重      地址              地址开头的省市与地区不符
K-000001  严重      首次接待          日期早于应在其前的另一日期
K-000003  严重      核对日期          死档：长期无人核对、联系或更新
K-000002  严重      统一社会信用代码  与其他档案相同：K-000003
K-000003  严重      统一社会信用代码  与其他档案相同：K-000002
--- stderr
1 处：这类客户没有该字段
1 处：邮编所在的省份与地区不符
1 处：地址开头的省市与地区不符
1 处：日期早于应在其前的另一日期
1 处：死档：长期无人核对、联系或更新
2 处：与其他档案相同
已检查 4 份档案，发现 7 处问题
平均 68.8 分（满分 100）；严重 6 处，轻微 1 处；1 份档案低于 60 分
说明：经核对仍无法激活的档案可以建议销毁：kedang verify mark K-000003 --method phone --result destroy --reason expired
--- exit 4

"#]]);
}

#[test]
fn a_scan_has_totals_scores_and_thresholds() {
    let sandbox = unsound();
    sandbox.run("verify scan --summary --quiet").assert(str![[r#"
Scanned              4
Without a finding    1
Findings             7
Serious              6
Minor                1
Score                68.8
Lowest score         35
Below the pass mark  1
Pass mark            60
Fields not seen      0
Records not seen     0
--- exit 4

"#]]);
    sandbox.run("verify scan --summary --quiet --format json").assert(str![[r#"
{"schema":"kedang.verify.summary/1","item":{"scanned":4,"clean":1,"findings":7,"serious":6,"minor":1,"score":68.8,"lowest":35,"failing":1,"pass_score":60,"unseen_fields":0,"unseen_records":0,"codes":{"address-region":1,"day-order":1,"dead":1,"duplicate":2,"postcode-region":1,"wrong-kind":1}}}
--- exit 4

"#]]);
    sandbox.run("--lang zh verify scan --records --quiet").assert(str![[r#"
编号      评分  严重  轻微
---------------------------
K-000001    35     3     1
K-000003    60     2     0
K-000002    80     1     0
K-000004   100     0     0
--- exit 4

"#]]);
    sandbox.run("verify scan --records --quiet --format jsonl K-1 K-4").assert(str![[r#"
{"number":"K-000001","score":35,"serious":3,"minor":1}
{"number":"K-000004","score":100,"serious":0,"minor":0}
--- exit 4

"#]]);
    // A threshold looks at scores instead of at whether there is a finding.
    for (line, status) in [
        ("verify scan --fail-under policy", 4),
        ("verify scan K-2 --fail-under policy", 0),
        ("verify scan K-2 --fail-under 81", 4),
        ("verify scan K-2 --fail-under 80", 0),
        ("verify scan K-1 --fail-under 0 --summary", 0),
        ("verify scan K-4 --severity serious", 0),
        ("verify scan K-2 --severity minor", 0),
        ("verify scan K-2 --severity serious", 4),
    ] {
        let scanned = sandbox.run(line);
        assert_eq!(scanned.status, Some(status), "{line}\n{scanned}");
    }
    sandbox.run("verify scan --fail-under 101").assert(str![[r#"
--- stderr
error: “101” is not a value of --fail-under; known are 0–100, policy
--- exit 2

"#]]);
}

#[test]
fn what_is_not_seen_is_told() {
    let sandbox = four();
    crate::policy::write(&sandbox, "90", &[("own = [\"write\"]", "own = [\"read\", \"write\"]")]);
    for line in [
        "policy apply p.toml --yes",
        "operator add clerk --role clerk --new-identity clerk",
        "edit K-1 --set owner=clerk",
    ] {
        assert_eq!(sandbox.run(line).status, Some(0), "{line}");
    }
    sandbox.run("--identity clerk verify scan --summary").assert(str![[r#"
Scanned              1
Without a finding    0
Findings             1
Serious              0
Minor                1
Score                95.0
Lowest score         95
Below the pass mark  0
Pass mark            60
Fields not seen      4
Records not seen     3
--- stderr
1 × fewer fields are filled in than the grade asks for
one record scanned, one finding
score 95.0 of 100 on average; 0 serious, 1 minor; no record is below 60
note: 4 fields are above your clearance and were not checked
note: 3 records are not yours and were not checked
--- exit 4

"#]]);
    let json = sandbox.run("--identity clerk verify scan grade:A --format json");
    assert!(json.stdout.contains(r#""unseen_fields":4,"unseen_records":3"#), "{json}");
    let typed = sandbox.run("--identity clerk --lang zh verify scan K-1 --format json");
    assert!(typed.stdout.contains(r#""unseen_fields":4,"unseen_records":0"#), "{typed}");
    assert!(typed.stderr.contains("有 4 个字段超出您的权限级别"), "{typed}");
}
