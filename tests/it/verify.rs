//! `kedang verify`: what is wrong, what is due, what was checked.

use snapbox::str;

use crate::people::four;
use crate::sandbox::Sandbox;

#[test]
fn findings_are_listed_and_have_their_own_status() {
    let sandbox = four();
    sandbox.run("verify scan").assert(str![[r#"
Number    Field                   Finding
-----------------------------------------------------------------------------------------------
K-000002  sensitive consent date  held without a separate consent: neither exported nor shared
K-000004  source                  nobody said where the record came from
--- stderr
1 × nobody said where the record came from
1 × held without a separate consent: neither exported nor shared
4 records scanned, 2 findings
--- exit 4

"#]]);
    sandbox.run("--lang zh verify scan").assert(str![[r#"
编号      字段                  问题
-----------------------------------------------------------------------
K-000002  敏感信息单独同意日期  未取得单独同意，只保存，不导出、不共享
K-000004  来源                  没有注明来源
--- stderr
1 处：没有注明来源
1 处：未取得单独同意，只保存，不导出、不共享
已检查 4 份档案，发现 2 处问题
--- exit 4

"#]]);
    sandbox.run("verify scan K-2 --format json").assert(str![[r#"
{"schema":"kedang.verify.scan/1","items":[
{"number":"K-000002","field":"sensitive_consent","code":"awaiting-consent"}
]}
--- stderr
1 × held without a separate consent: neither exported nor shared
one record scanned, one finding
--- exit 4

"#]]);
    sandbox.run("verify scan grade:A").assert(str![[r#"
--- stderr
one record scanned, nothing found
--- exit 0

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
