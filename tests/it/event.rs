//! `kedang event`: what happened with customers, and what follows from it for their review.

use snapbox::str;

use crate::people::four;
use crate::sandbox::{Sandbox, Transcript};

/// Runs a line on another day.
fn on(sandbox: &Sandbox, day: &str, line: &str) -> Transcript {
    let run = sandbox.kedang(line.split_whitespace());
    run.env("KEDANG_TEST_NOW", format!("{day}T09:30:00Z")).end()
}

#[test]
fn an_event_is_entered_listed_and_sets_fields_with_it() {
    let sandbox = four();
    sandbox
        .run("event add K-1 --type 采购计划 --amount 1.2万 --next 2026-04-01 --set stage=忠诚")
        .assert(str![[r#"
--- stderr
one record changed
--- exit 0

"#]]);
    let remark =
        sandbox.kedang(["event", "add", "K-1", "--type", "投诉", "--by", "小王", "--remark", "-"]);
    remark.input("送货晚了三天\n").end().assert(str![[r#"
--- stderr
one record changed
--- exit 0

"#]]);
    on(&sandbox, "2026-03-05", "event add K-1 --type feedback --score 60").assert(str![[r#"
--- stderr
one record changed
--- exit 0

"#]]);
    on(&sandbox, "2026-03-05", "event list").assert(str![[r#"
Number    Name    Date        Event      Details                 Remark        By
------------------------------------------------------------------------------------
K-000001  张伟芳  2026-03-05  feedback   60/100                                wang
K-000001  张伟芳  2026-03-01  complaint                          送货晚了三天  小王
K-000001  张伟芳  2026-03-01  project    12000.00, → 2026-04-01                wang
--- exit 0

"#]]);
    on(&sandbox, "2026-03-05", "--lang zh event list K-1 --type complaint").assert(str![[r#"
编号      姓名    日期        事件  详情  备注          经手人
---------------------------------------------------------------
K-000001  张伟芳  2026-03-01  投诉        送货晚了三天  小王
--- exit 0

"#]]);
    on(&sandbox, "2026-03-05", "--lang zh event list K-1 --since 3d").assert(str![[r#"
编号      姓名    日期        事件  详情    备注  经手人
---------------------------------------------------------
K-000001  张伟芳  2026-03-05  反馈  60/100        wang
--- exit 0

"#]]);
    sandbox.run("event list K-1 --type project --format json").assert(str![[r#"
{"schema":"kedang.event.list/1","items":[
{"number":"K-000001","name":"张伟芳","type":"project","date":"2026-03-01","amount":"12000.00","next":"2026-04-01","by":"wang"}
]}
--- exit 0

"#]]);
    sandbox.run("event list K-1 --until 2026-03-01 --format csv").assert(str![[r#"
number,name,date,type,amount,score,period,next,failed,major,remark,by
K-000001,张伟芳,2026-03-01,complaint,,,,,,,送货晚了三天,小王
K-000001,张伟芳,2026-03-01,project,12000.00,,,2026-04-01,,,,wang
--- exit 0

"#]]);
    sandbox
        .run("list K-1 --columns stage,next_visit,review_by,activity,last_contact")
        .assert(str![[r#"
Stage  Next visit  Review by   Activity                                                              Last contact
------------------------------------------------------------------------------------------------------------------
loyal  2026-04-01  2026-03-08  2026-03-01 change, 2026-03-01 deal, 2026-03-01 deal, 2026-03-05 deal
--- exit 0

"#]]);
    sandbox.run("event list K-2").assert(str![[r#"
--- stderr
no events
--- exit 0

"#]]);
}

#[test]
fn what_an_event_must_not_be_is_refused_by_name() {
    let sandbox = four();
    sandbox.run("event add K-1 --type purchas").assert(str![[r#"
--- stderr
error: “purchas” is not a value of --type; known are purchase, contact, feedback, complaint, service_request, bounce, unreachable, project, competitor, periodic, major_change, spend
hint: did you mean purchase?
--- exit 2

"#]]);
    sandbox.run("event add K-1 --type complaint --amount -5").assert(str![[r#"
--- stderr
error: the value of events is refused: this type of event carries no amount
--- exit 7

"#]]);
    sandbox.run("event add K-1 --type contact --date 2026-03-02").assert(str![[r#"
--- stderr
error: the value of events is refused: the date or period lies in the future; give one that has come (such as 2026-01-31)
--- exit 7

"#]]);
    sandbox.run("--lang zh event add K-1 --type 反馈 --score 101").assert(str![[r#"
--- stderr
错误：事件 的值不予接受：客户评分为 0 至 100
--- exit 7

"#]]);
    let vain = r#"{"events":[{"type":"bounce","date":"2026-02-20","failed":"phone:4"}]}"#;
    sandbox.kedang(["edit", "K-1", "--json", "-"]).input(vain).end().assert(str![[r#"
--- stderr
error: the value of events is refused: not a contact of the record (for example phone, or phone:2 for the second)
--- exit 7

"#]]);
    let row =
        r#"{"phone":"13800000013","events":[{"type":"bounce","date":"2026-02-20","failed":"qq"}]}"#;
    let line = ["import", "-", "--on-conflict", "update"];
    let refused = sandbox.kedang(line).input(row).end();
    assert_eq!(refused.status, Some(7), "{refused}");
    let row = row.replace("qq", "phone:4");
    let refused = sandbox.kedang(line).input(row).end();
    assert!(refused.stderr.contains("the value of events is refused: not a contact"), "{refused}");
    sandbox.run("event add K-9 --type contact").assert(str![[r#"
--- stderr
error: there is no record K-000009
hint: kedang list
--- exit 8

"#]]);
    sandbox.run("event add tag:展会 --type contact").assert(str![[r#"
--- stderr
2 records are to be changed, from K-000001 to K-000003
error: there is no terminal to confirm on; nothing was done
hint: run it on a terminal, or add --yes
--- exit 5

"#]]);
    sandbox.run("--dry-run event add K-1..K-4 --type contact").assert(str![[r#"
4 of 4 records would change; nothing was done
--- exit 0

"#]]);
    sandbox.run("event list K-1 --since soon").assert(str![[r#"
--- stderr
error: --since is not a date such as 2026-01-31
--- exit 2

"#]]);
}

#[test]
fn events_move_the_work_list() {
    let sandbox = four();
    // A complaint wants a review within a week.
    on(&sandbox, "2026-03-05", "event add K-4 --type complaint").assert(str![[r#"
--- stderr
one record changed
--- exit 0

"#]]);
    on(&sandbox, "2026-03-10", "verify due --within 7d").assert(str![[r#"
Number    Name  Due         Grade  Owner  Verified  Dealings  Why
--------------------------------------------------------------------------------
K-000004  王芳  2026-03-12                                 1  an event wants it
--- exit 0

"#]]);
    on(&sandbox, "2026-03-10", "verify mark K-4 --method phone --result confirmed").assert(str![[
        r#"
--- stderr
one record changed
--- exit 0

"#
    ]]);
    on(&sandbox, "2026-03-10", "verify due --within 7d").assert(str![[r#"
--- stderr
nothing is due
--- exit 0

"#]]);
}

#[test]
fn dealings_make_cycles_shorter() {
    let sandbox = four();
    // A contact begins a new cycle; three dealings make it half as long.
    on(&sandbox, "2026-03-12", "event add K-1 --type contact").assert(str![[r#"
--- stderr
one record changed
--- exit 0

"#]]);
    on(&sandbox, "2026-03-12", "verify due K-1 --within 1y").assert(str![[r#"
Number    Name    Due         Grade  Owner  Verified    Dealings  Why
----------------------------------------------------------------------------
K-000001  张伟芳  2026-06-10  A      李     2026-03-12         1  its cycle
--- exit 0

"#]]);
    on(&sandbox, "2026-03-12", "event add K-1 --type purchase").assert(str![[r#"
--- stderr
one record changed
--- exit 0

"#]]);
    on(&sandbox, "2026-03-12", "event add K-1 --type purchase").assert(str![[r#"
--- stderr
one record changed
--- exit 0

"#]]);
    on(&sandbox, "2026-03-12", "--lang zh verify due K-1 --within 1y").assert(str![[r#"
编号      姓名    应核对日期  等级  负责人  核对日期    往来次数  原因
-------------------------------------------------------------------------------
K-000001  张伟芳  2026-04-26  A     李      2026-03-12         3  近期往来频繁
--- exit 0

"#]]);
    on(&sandbox, "2026-03-12", "verify due --owner 李 --within 1y --format json").assert(str![[r#"
{"schema":"kedang.verify.due/1","items":[
{"number":"K-000001","name":"张伟芳","due":"2026-04-26","grade":"A","owner":"李","verified":"2026-03-12","activity":3,"why":"active"}
]}
--- exit 0

"#]]);
    on(&sandbox, "2026-03-12", "show K-1").assert(str![[r#"
Number             K-000001
Name               张伟芳
Phone              +8613800000013
E-mail             Wei@example.com
Kind               person
Stage              active
Grade              A
Tags               展会, VIP
Region             上海市浦东新区
Source             exhibition
Owner              李
Last contact       2026-03-12
Events             2026-03-12 contact, wang
                   2026-03-12 purchase, wang
                   2026-03-12 purchase, wang
Created            2026-03-01
Updated            2026-03-12
Verified           2026-03-12
Verify method      inferred
Verify result      confirmed
Activity           2026-03-12 deal, 2026-03-12 trade, 2026-03-12 trade
State              active
Kept by law until  2029-03-12
Statutory period   transaction information, three years
--- exit 0

"#]]);
}

#[test]
fn three_calls_in_vain_make_a_contact_invalid_and_the_next_is_proposed() {
    let sandbox = four();
    let failed = "event add K-1 --type 无法接通 --failed 手机";
    sandbox.run(failed).assert(str![[r#"
--- stderr
one record changed
--- exit 0

"#]]);
    sandbox.run(failed).assert(str![[r#"
--- stderr
one record changed
--- exit 0

"#]]);
    sandbox.run(&format!("{failed} --format json")).assert(str![[r#"
{"schema":"kedang.event.add/1","item":{"selected":1,"changed":1,"numbers":["K-000001"],"dry_run":false,"contacts":[{"number":"K-000001","contact":"phone:1","state":"invalid","failures":3,"next":"email:1"}]}}
--- stderr
K-000001: phone:1 is invalid now; next to try: email:1
--- exit 0

"#]]);
    sandbox.run("show K-1").assert(str![[r#"
Number             K-000001
Name               张伟芳
Phone              +8613800000013 (invalid, failed 3)
E-mail             Wei@example.com
Kind               person
Stage              active
Grade              A
Tags               展会, VIP
Region             上海市浦东新区
Source             exhibition
Owner              李
Events             2026-03-01 unreachable, phone, wang
                   2026-03-01 unreachable, phone, wang
                   2026-03-01 unreachable, phone, wang
Created            2026-03-01
Updated            2026-03-01
Review by          2026-03-31
State              active
Kept by law until  2029-03-01
Statutory period   transaction information, three years
--- exit 0

"#]]);
    sandbox.run("event add K-1 --type bounce --failed email:2").assert(str![[r#"
--- stderr
error: record K-000001 has no such email
--- exit 8

"#]]);
    sandbox.run("event add K-1 --type bounce --failed grade").assert(str![[r#"
--- stderr
error: the value of events is refused: not a contact of the record (for example phone, or phone:2 for the second)
--- exit 7

"#]]);
}
