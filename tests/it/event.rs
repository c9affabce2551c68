//! `kedang event`, `kedang assess` and links: what happened with customers, what was found, who
//! belongs to whom.

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
    on(&sandbox, "2026-03-05", "--lang zh event list K-1 --type complaint,").assert(str![[r#"
--- stderr
错误：“complaint,”不是 --type 的可选值；可选值有：购买、联系、反馈、投诉、服务请求、退信、无法接通、项目、竞争对手、年度季度业绩、重大变动
--- exit 2

"#]]);
    on(&sandbox, "2026-03-05", "--lang zh event list K-1 --since 3d").assert(str![[r#"
编号      姓名    日期        事件  详情    备注  由什么落实
-------------------------------------------------------------
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
error: “purchas” is not a value of --type; known are purchase, contact, feedback, complaint, service_request, bounce, unreachable, project, competitor, periodic, major_change
--- exit 2

"#]]);
    sandbox.run("event add K-1 --type complaint --amount 5").assert(str![[r#"
--- stderr
error: the value of events is refused: this type of event carries no amount
--- exit 7

"#]]);
    sandbox.run("event add K-1 --type contact --date 2026-03-02").assert(str![[r#"
--- stderr
error: the value of events is refused: the date lies in the future
--- exit 7

"#]]);
    sandbox.run("--lang zh event add K-1 --type 反馈 --score 101").assert(str![[r#"
--- stderr
错误：事件 的值不予接受：客户评分为 0 至 100
--- exit 7

"#]]);
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
fn a_scorecard_is_whole_and_the_newest_is_shown() {
    let sandbox = four();
    let scores = "character=4,capacity=3,capital=4,collateral=2,condition=3";
    sandbox
        .run(&format!("assess K-1 --standard 5c --score {scores} --date 2026-02-01"))
        .assert(str![[r#"
--- stderr
one record changed
--- exit 0

"#]]);
    let evidence = [
        "assess",
        "K-1",
        "--standard",
        "5C",
        "--score",
        "品格=5,能力=5,资本=5,担保品=5,环境状况=4",
        "--evidence",
        "-",
    ];
    sandbox.kedang(evidence).input("近三年无逾期").end().assert(str![[r#"
--- stderr
one record changed
--- exit 0

"#]]);
    sandbox.run("assess").assert(str![[r#"
Number    Name    Date        Standard   Total %  Scores                                                          Valid until  Evidence      By
--------------------------------------------------------------------------------------------------------------------------------------------------
K-000001  张伟芳  2026-03-01  5C credit       96  character 5, capacity 5, capital 5, collateral 5, conditions 4  2027-03-01   近三年无逾期  wang
--- exit 0

"#]]);
    sandbox.run("--lang zh assess K-1 --standard 5c").assert(str![[r#"
编号      姓名    日期        评估标准     总分%  各项得分                                      有效期至    依据          由什么落实
-------------------------------------------------------------------------------------------------------------------------------------
K-000001  张伟芳  2026-03-01  5C 信用评估     96  品格 5、能力 5、资本 5、担保品 5、环境状况 4  2027-03-01  近三年无逾期  wang
--- exit 0

"#]]);
    sandbox.run("assess K-1 --format json").assert(str![[r#"
{"schema":"kedang.assess.list/1","items":[
{"number":"K-000001","name":"张伟芳","standard":"5c","date":"2026-03-01","scores":{"character":5,"capacity":5,"capital":5,"collateral":5,"condition":4},"total":96,"by":"wang","evidence":"近三年无逾期","valid_until":"2027-03-01"}
]}
--- exit 0

"#]]);
    sandbox.run("assess K-1 --format csv").assert(str![[r#"
number,name,date,standard,total,scores,valid_until,evidence,by
K-000001,张伟芳,2026-03-01,5c,96,"character=5,capacity=5,capital=5,collateral=5,condition=4",2027-03-01,近三年无逾期,wang
--- exit 0

"#]]);
    sandbox.run("assess K-1 --standard 5c --score character=4").assert(str![[r#"
--- stderr
error: the value of assessments is refused: every factor of the standard needs a score (kedang policy show --section assessment)
--- exit 7

"#]]);
    sandbox.run("assess K-1 --standard 5c --score charm=4").assert(str![[r#"
--- stderr
error: the value of assessments is refused: the standard has no such factor (kedang policy show --section assessment)
--- exit 7

"#]]);
    sandbox.run("assess K-1 --standard 5c --score much").assert(str![[r#"
--- stderr
error: --score takes factors with whole numbers, such as character=4,capacity=3
--- exit 2

"#]]);
    sandbox.run("assess K-1 --standard 7q").assert(str![[r#"
--- stderr
error: “7q” is not a value of --standard; known are 5c, 5p, 6a, partner
--- exit 2

"#]]);
    let six = "economic=1,technical=1,managerial=1,organisational=1,financial=1,commercial=1";
    sandbox.run(&format!("assess K-1 --standard 6a --score {six}")).assert(str![[r#"
--- stderr
error: the value of assessments is refused: the standard is not for customers of this kind
--- exit 7

"#]]);
    sandbox.run(&format!("assess K-3 --standard 6a --score {six}")).assert(str![[r#"
--- stderr
one record changed
--- exit 0

"#]]);
}

#[test]
fn links_lead_to_records_that_are_there_and_tell_when_they_are_not_any_more() {
    let sandbox = four();
    sandbox.run("edit K-1 --set links=任职于:K-3").assert(str![[r#"
--- stderr
one record changed
--- exit 0

"#]]);
    sandbox.run("edit K-1 --set links=works_at:K-99").assert(str![[r#"
--- stderr
error: there is no record K-000099
hint: kedang list
--- exit 8

"#]]);
    sandbox.run("edit K-1 --set links=works_at:K-1").assert(str![[r#"
--- stderr
error: the value of links is refused: a record cannot be linked to itself
--- exit 7

"#]]);
    sandbox.run("edit K-1 --set links=work_at:K-3").assert(str![[r#"
--- stderr
error: the value of links is refused: a link cannot say this (for example works_at:K-7)
hint: did you mean works_at?
--- exit 7

"#]]);
    sandbox.run("list links:K-3 --columns number,links").assert(str![[r#"
Number    Links
----------------------------
K-000001  works at K-000003
--- exit 0

"#]]);
    sandbox.run("list links:works_at --columns number,links --format json").assert(str![[r#"
{"schema":"kedang.list/1","items":[
{"number":"K-000001","links":[{"kind":"works_at","to":"K-000003"}]}
]}
--- exit 0

"#]]);
    let purged = sandbox.run("purge run K-3 --reason ended --basis X --yes --count 1");
    assert_eq!(purged.status, Some(0), "{purged}");
    sandbox.run("--lang zh show K-1").assert(str![[r#"
编号        K-000001
姓名        张伟芳
手机        +8613800000013
邮箱        Wei@example.com
类型        个人
阶段        现有
等级        A
标签        展会, VIP
地区        上海市浦东新区
来源        展会
负责人      李
关联        任职于 K-000003 （已销毁）
建档日期    2026-03-01
更新日期    2026-03-01
往来与变动  2026-03-01 change
状态        正常
--- exit 0

"#]]);
    sandbox.run("edit K-2 --set links=works_at:K-3").assert(str![[r#"
--- stderr
error: record K-000003 has been destroyed
hint: kedang certificate show K-000003
--- exit 8

"#]]);
}

#[test]
fn an_owner_hands_over_and_the_history_tells() {
    let sandbox = four();
    assert_eq!(sandbox.run("edit K-1 K-2 --set owner=王").status, Some(0));
    sandbox.run("edit owner:王 --set owner=李 --yes").assert(str![[r#"
--- stderr
2 records changed
--- exit 0

"#]]);
    sandbox.run("history K-1").assert(str![[r#"
Number    Time              Operator  Act         Levels  What
------------------------------------------------------------------------------------------------------------------------------------------------------------
K-000001  2026-03-01 09:30  wang      added       2, 3
K-000001  2026-03-01 09:30  wang      edited      3       owner: 李 → 王
K-000001  2026-03-01 09:30  wang      edited      3       owner: 王 → 李
K-000001                              as entered          phone: 138-0000-0013 → +8613800000013; e-mail: Wei@Example.com → Wei@example.com; grade: 主力 → A
--- exit 0

"#]]);
    sandbox.run("list owner:王 --count").assert(str![[r#"
0
--- exit 0

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
    on(&sandbox, "2026-03-10", "verify mark K-4 --method phone --result confirmed").assert(str![[r#"
--- stderr
one record changed
--- exit 0

"#]]);
    on(&sandbox, "2026-03-10", "verify due --within 7d").assert(str![[r#"
--- stderr
nothing is due
--- exit 0

"#]]);
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
Number         K-000001
Name           张伟芳
Phone          +8613800000013
E-mail         Wei@example.com
Kind           person
Stage          active
Grade          A
Tags           展会, VIP
Region         上海市浦东新区
Source         exhibition
Owner          李
Last contact   2026-03-12
Events         2026-03-12 contact, wang
               2026-03-12 purchase, wang
               2026-03-12 purchase, wang
Created        2026-03-01
Updated        2026-03-12
Verified       2026-03-12
Verify method  inferred
Verify result  confirmed
Activity       2026-03-12 deal, 2026-03-12 deal, 2026-03-12 deal
State          active
--- exit 0

"#]]);
}
