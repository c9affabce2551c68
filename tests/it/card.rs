//! `kedang card`: the customer card for people, for paper and for programs.

use snapbox::str;

use crate::people::{add, four};

#[test]
fn a_card_has_sections_and_room_to_sign() {
    let sandbox = four();
    sandbox.run("card K-1").assert(str![[r#"
Customer card  K-000001

Card
  Created            2026-03-01
  Stage              active
  Grade              A
  Source             exhibition
  Owner              李
  Next verification  2026-05-30

Identity
  Name  张伟芳

Contact
  Phone   +8613800000013
  E-mail  Wei@example.com

Classification
  Kind    person
  Tags    展会; VIP
  Region  上海市浦东新区

Record
  Updated            2026-03-01
  State              active
  Kept by law until  2029-03-01
  Statutory period   transaction information, three years

Review
  Supervisor's signature  ____________________
  Date                    ____________________
--- exit 0

"#]]);
    sandbox.run("--lang zh card K-2 K-3").assert(str![[r#"
客户资料卡  K-000002

建卡信息
  建档日期  2026-03-01
  等级      C
  来源      推荐
  下次复核  2027-03-01

身份信息
  姓名      李娜
  身份证号  110105********002X （待同意）

联系信息
  手机  +8613800000014

交易信息
  银行账号  ************0005 （待同意）

分类信息
  类型  个人

档案信息
  更新日期      2026-03-01
  状态          正常
  法定保存依据  无

审核
  主管审核签字  ____________________
  日期          ____________________

客户资料卡  K-000003

建卡信息
  建档日期  2026-03-01
  等级      VIP
  来源      在线表单
  下次复核  2026-05-30

身份信息
  公司  北京示例有限公司

联系信息
  手机  +861061234567

分类信息
  类型  企业
  标签  展会

档案信息
  更新日期      2026-03-01
  状态          正常
  法定保存依据  无

审核
  主管审核签字  ____________________
  日期          ____________________
--- exit 0

"#]]);
}

#[test]
fn a_card_says_the_same_to_programs() {
    let sandbox = four();
    sandbox.run("card K-2 --format json").assert(str![[r#"
{"schema":"kedang.card/1","items":[
{"number":"K-000002","head":{"created":"2026-03-01","grade":"C","source":"referral","review_due":"2027-03-01"},"identity":{"name":"李娜","id_number":"110105********002X"},"contact":{"phone":["+8613800000014"]},"transaction":{"bank_account":"************0005"},"classification":{"kind":"person"},"system":{"updated":"2026-03-01","state":"active","floor_rule":"none"},"awaiting_consent":true}
]}
--- exit 0

"#]]);
    sandbox.run("card K-2 --format csv --reveal").assert(str![[r#"
number,section,field,value
K-000002,head,created,2026-03-01
K-000002,head,grade,C
K-000002,head,source,referral
K-000002,head,review_due,2027-03-01
K-000002,identity,name,李娜
K-000002,identity,id_number,11010519491231002X
K-000002,contact,phone,+8613800000014
K-000002,transaction,bank_account,6200000000000005
K-000002,classification,kind,person
K-000002,system,updated,2026-03-01
K-000002,system,state,active
K-000002,system,floor_rule,none
--- exit 0

"#]]);
    sandbox.run("card K-1..K-3 --dry-run").assert(str![[r#"
--- stderr
3 cards would be shown
--- exit 0

"#]]);
    // Each card is a disclosure; what was only planned is none.
    let log = sandbox.run("history K-2 --format csv");
    assert_eq!(log.stdout.matches(",card,").count(), 2, "{log}");
    assert_eq!(log.stdout.matches("revealed").count(), 1, "{log}");
}

#[test]
fn a_page_is_whole_escaped_and_private() {
    use std::os::unix::fs::PermissionsExt;
    let sandbox = four();
    add(
        &sandbox,
        r#"{"name":"<script>alert(1)</script>","phone":"13800000015","notes":"一\n&二","consent_date":"2026-01-02"}"#,
    );
    sandbox.run("--lang zh card K-2 K-5 --html -o cards.html").assert(str![[r#"
--- stderr
已将 2 张资料卡写入 cards.html
--- exit 0

"#]]);
    let path = sandbox.path("cards.html");
    let mode = std::fs::metadata(&path).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let html = std::fs::read_to_string(&path).unwrap();
    assert!(html.starts_with("<!DOCTYPE html>\n") && html.ends_with("</html>\n"));
    assert_eq!(html.matches("<article>").count(), 2);
    assert!(!html.contains("<script") && html.contains("&lt;script&gt;"), "{html}");
    assert!(html.contains("一\n&amp;二") && html.contains("主管审核签字"), "{html}");
    assert!(html.contains("110105********002X") && !html.contains("11010519491231002X"), "{html}");
    assert!(html.contains("同意情况") && html.contains("2026-01-02"), "{html}");
    let revealed = sandbox.run("card K-2 --html --reveal");
    assert!(revealed.stdout.contains("11010519491231002X"), "{revealed}");
    sandbox.run("card K-1 --html -o cards.html").assert(str![[r#"
--- stderr
error: cards.html exists already
--- exit 9

"#]]);
    sandbox.run("card K-1 -o cards.html").assert(str![[r#"
--- stderr
error: missing: --html
hint: kedang card --help
--- exit 2

"#]]);
    sandbox.run("card K-1 --html --format json").assert(str![[r#"
--- stderr
{"schema":"kedang.error/1","code":"usage","exit":2,"message":"--html cannot be used together with --format","hints":["kedang card --help"],"committed":false,"retryable":false}
--- exit 2

"#]]);
    sandbox.run("card K-9").assert(str![[r#"
--- stderr
error: there is no record K-000009
hint: kedang list
--- exit 8

"#]]);
}

#[test]
fn events_scorecards_and_links_have_sections_of_their_own() {
    let sandbox = four();
    let json = r#"{"name":"赵六","phone":"13800000016","source":"展会","links":["works_at:K-3"],
        "events":[{"type":"购买","date":"2026-01-05","amount":"1200"},
            {"type":"投诉","date":"2026-02-01","remark":"送货迟了"}],
        "assessments":[{"standard":"5c","date":"2026-01-31","scores":{"character":4,"capacity":3,
            "capital":5,"collateral":2,"condition":3}}]}"#;
    add(&sandbox, json);
    for day in 1..=19 {
        let line = format!("event add K-5 --type contact --date 2025-12-{day:02} --quiet");
        let added = sandbox.run(&line);
        assert_eq!(added.status, Some(0), "{added}");
    }
    sandbox.run("--lang zh card K-5").assert(str![[r#"
客户资料卡  K-000005

建卡信息
  建档日期  2026-03-01
  来源      展会
  下次复核  2026-02-08

身份信息
  姓名  赵六

联系信息
  手机  +8613800000016

交易信息
  最近联系  2025-12-19

分类信息
  类型  个人

档案信息
  更新日期      2026-03-01
  复核期限      2026-02-08
  状态          正常
  法定保存至    2029-02-01
  法定保存依据  交易信息自交易完成起三年

事件
  2026-02-01  投诉，送货迟了
  2026-01-05  购买，1200.00
  2025-12-19  联系，wang
  2025-12-18  联系，wang
  2025-12-17  联系，wang
  2025-12-16  联系，wang
  2025-12-15  联系，wang
  2025-12-14  联系，wang
  2025-12-13  联系，wang
  2025-12-12  联系，wang
  2025-12-11  联系，wang
  2025-12-10  联系，wang
  2025-12-09  联系，wang
  2025-12-08  联系，wang
  2025-12-07  联系，wang
  2025-12-06  联系，wang
  2025-12-05  联系，wang
  2025-12-04  联系，wang
  2025-12-03  联系，wang
  2025-12-02  联系，wang
  另有更早的 1 条

评估
  2026-01-31  5C 信用评估 68% (品格 4、能力 3、资本 5、担保品 2、环境状况 3)

关联
  任职于  K-000003

统计分析资料
  购买         1 次; 1200.00
  联系         19 次
  投诉         1 次
  5C 信用评估  68%; 2026-01-31

审核
  主管审核签字  ____________________
  日期          ____________________
--- exit 0

"#]]);
    let card = sandbox.run("card K-5 --format json");
    let events = r#""events":[{"type":"complaint","date":"2026-02-01","remark":"送货迟了"},{"#;
    assert!(card.stdout.contains(events), "{card}");
    assert_eq!(card.stdout.matches(r#""type":"contact""#).count(), 19, "{card}");
    assert!(card.stdout.contains(r#""links":[{"kind":"works_at","to":"K-000003"}]"#), "{card}");
    let page = sandbox.run("card K-5 --html");
    assert!(page.stdout.contains("<p>and one earlier</p>"), "{page}");
}

#[test]
fn the_state_of_a_contact_stands_beside_it() {
    let sandbox = four();
    for _ in 0..3 {
        let line = "verify mark K-4 --contact email --method email --result unreachable --quiet";
        assert_eq!(sandbox.run(line).status, Some(0));
    }
    let card = sandbox.run("--lang zh card K-4");
    assert!(card.stdout.contains("  邮箱  fang@example.com（失效，失败次数 3）"), "{card}");
    let card = sandbox.run("card K-4 --format jsonl");
    assert!(
        card.stdout.contains(r#""contacts":[{"field":"email","value":"fang@example.com""#),
        "{card}"
    );
    // Nobody reaches her any more: that is serious, and may end with a destruction.
    sandbox.run("verify scan K-4 --severity serious").assert(str![[r#"
Number    Severity  Field   Finding
------------------------------------------------------------------------------
K-000004  serious   e-mail  nobody is reached by any of the contacts any more
--- stderr
1 × nobody said where the record came from
1 × nobody is reached by any of the contacts any more
1 × nobody is reached by it any more; try another way, or enter what is right
one record scanned, 3 findings
score 70.0 of 100 on average; 1 serious, 2 minor; no record is below 60
note: what no verification brings back to life can be proposed for destruction: kedang verify mark K-000004 --method phone --result destroy --reason expired
--- exit 4

"#]]);
}
