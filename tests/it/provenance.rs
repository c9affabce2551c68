//! Where single values came from.

use crate::sandbox::Sandbox;

#[test]
fn each_value_keeps_its_own_source_and_comes_back_with_it() {
    let sandbox = Sandbox::vault();
    let json = r#"{"name":"张伟","source":"展会","phone":"13800000013","needs":{"value":"两台","source":"电话"}}"#;
    sandbox.kedang("add --json -".split_whitespace()).input(json).end();
    sandbox.run("edit K-1 --set preferences=登山 --source 推荐").assert(snapbox::str![[r#"
--- stderr
one record changed
--- exit 0

"#]]);
    sandbox.run("show K-1 --sources").assert(snapbox::str![[r#"
Number            K-000001
Name              张伟
Phone             +8613800000013
Kind              person
Source            exhibition
Needs             两台 (from phone)
Preferences       登山 (from referral)
Created           2026-03-01
Updated           2026-03-01
Activity          2026-03-01 change
State             active
Statutory period  none
--- exit 0

"#]]);
    sandbox.run("show K-1 --sources --lang zh").assert(snapbox::str![[r#"
编号          K-000001
姓名          张伟
手机          +8613800000013
类型          个人
来源          展会
需求          两台（来源：电话）
偏好          登山（来源：推荐）
建档日期      2026-03-01
更新日期      2026-03-01
往来与变动    2026-03-01 变动
状态          正常
法定保存依据  无
--- exit 0

"#]]);
    sandbox.run("history K-1 --format csv").assert(snapbox::str![[r#"
number,time,operator,verb,levels,what
K-000001,2026-03-01T09:30:00Z,wang,add,"2,3",
K-000001,2026-03-01T09:30:00Z,wang,edit,"2,3",preferences: – → 登山 (from referral)
K-000001,2026-03-01T09:30:00Z,wang,show,"2,3",
K-000001,2026-03-01T09:30:00Z,wang,show,"2,3",
--- exit 0

"#]]);
    let line = "export --purpose service --format jsonl --fields name,phone,notes,needs,source";
    sandbox.run("edit K-1 --set notes=来电 --source 推荐");
    let out = sandbox.run(line);
    out.assert(snapbox::str![[r#"
{"name":"张伟","phone":["+8613800000013"],"notes":"来电","needs":"两台","source":"exhibition","sources":[{"field":"needs","value":"两台","source":"phone"},{"field":"notes","value":"来电","source":"referral"}]}
--- exit 0

"#]]);
    let other = Sandbox::vault();
    std::fs::write(other.path("rows.jsonl"), &out.stdout).unwrap();
    assert_eq!(other.run("import rows.jsonl").status, Some(0));
    assert_eq!(other.run(line).stdout, out.stdout);
}

#[test]
fn a_file_comes_from_somewhere_and_a_column_says_more() {
    let sandbox = Sandbox::vault();
    let rows = "name,phone,phone.source,needs\n李娜,13800000014,门店,三台\n";
    std::fs::write(sandbox.path("rows.csv"), rows).unwrap();
    sandbox.run("import rows.csv --source 展会").assert(snapbox::str![[r#"
Rows read         1
Created           1
Updated           0
Unchanged         0
Skipped           0
Rejected          0
Awaiting consent  0
--- exit 0

"#]]);
    sandbox.run("show K-1 --sources").assert(snapbox::str![[r#"
Number            K-000001
Name              李娜 (from exhibition)
Phone             +8613800000014 (from store)
Kind              person
Source            exhibition
Needs             三台 (from exhibition)
Created           2026-03-01
Updated           2026-03-01
State             active
Statutory period  none
--- exit 0

"#]]);
    sandbox
        .run("import rows.csv --source 展会 --on-conflict update --format json")
        .assert(snapbox::str![[r#"
{"schema":"kedang.import/1","item":{"read":1,"created":0,"updated":0,"unchanged":1,"skipped":0,"rejected":0,"held":0,"quarantined":0,"due":0,"restricted":0,"erased_back":0,"encoding":"UTF-8","batches":[],"dry_run":false}}
--- exit 0

"#]]);
    sandbox.run("import rows.csv --source 外购名单").assert(snapbox::str![[r#"
--- stderr
error: the value of source is refused: the policy forbids this channel
--- exit 7

"#]]);
}
