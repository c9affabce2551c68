//! `kedang verify`: what is wrong, what is due, what was checked.

use snapbox::str;

use crate::people::four;
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
],"summary":{"scanned":1,"clean":0,"findings":2,"serious":1,"minor":1,"score":75.0,"lowest":75,"failing":0,"pass_score":60,"codes":{"awaiting-consent":1,"incomplete":1}}}
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
Number    Name              Due         Grade  Owner  Verified
---------------------------------------------------------------
K-000001  张伟芳            2026-05-30  A      李
K-000003  北京示例有限公司  2026-05-30  VIP
--- exit 0

"#]]);
    sandbox.run("--lang zh verify due --within 1y kind:person").assert(str![[r#"
编号      姓名    应核对日期  等级  负责人  核对日期
-----------------------------------------------------
K-000001  张伟芳  2026-05-30  A     李
K-000002  李娜    2027-03-01  C
K-000004  王芳    2027-03-01
--- exit 0

"#]]);
    sandbox.run("verify due --within 90d --exit-code --quiet --format csv").assert(str![[r#"
number,name,due,grade,owner,verified
K-000001,张伟芳,2026-05-30,A,李,
K-000003,北京示例有限公司,2026-05-30,VIP,,
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
{"number":"K-000001","name":"张伟芳","due":"2026-05-30","grade":"A","owner":"李","verified":null}
{"number":"K-000003","name":"北京示例有限公司","due":"2026-05-30","grade":"VIP","owner":null,"verified":null}
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
number,name,due,grade,owner,verified
K-000003,北京示例有限公司,2026-05-30,VIP,,
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
