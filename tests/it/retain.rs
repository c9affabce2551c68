//! What is kept and for how long: restricted records, what comes due and why, and what another policy
//! would move.

use std::collections::BTreeMap;

use snapbox::str;

use crate::people::add;
use crate::sandbox::{Sandbox, Transcript};

/// K-1 is gone for years; K-2 a prospect whose two years end this month; K-3 one of long ago whose
/// case is before a court; K-4 a customer whom a day was set for, within a statutory period; K-5 a
/// customer who stays.
fn sandbox() -> Sandbox {
    let sandbox = Sandbox::vault();
    for json in [
        r#"{"name":"张伟芳","phone":"13800000013","stage":"流失","last_contact":"2020-05-01"}"#,
        r#"{"name":"李娜","phone":"13800000014","stage":"潜在","last_contact":"2024-03-20"}"#,
        r#"{"name":"王芳","phone":"13800000015","stage":"潜在","last_contact":"2020-01-01"}"#,
        r#"{"name":"赵敏","phone":"13800000016","stage":"现有","last_contact":"2024-06-15",
            "retain_until":"2026-02-01"}"#,
        r#"{"name":"孙丽","phone":"13800000017","stage":"现有","last_contact":"2026-02-01"}"#,
    ] {
        add(&sandbox, json);
    }
    let held = sandbox.run("hold place K-3 --kind 诉讼 --reference C-2026-31");
    assert_eq!(held.status, Some(0), "{held}");
    let added = sandbox.run("operator add 陈静 --role custodian --new-identity custodian");
    assert_eq!(added.status, Some(0), "{added}");
    sandbox
}

fn custodian(sandbox: &Sandbox, line: &str) -> Transcript {
    sandbox.run(&format!("--identity custodian {line}"))
}

#[test]
fn what_comes_due_is_told_with_rule_source_and_what_stops_it() {
    let sandbox = sandbox();
    sandbox.run("purge due").assert(str![[r#"
Number    Kept until  Rule                           Reason          Basis
----------------------------------------------------------------------------------------
K-000001  2023-05-01  customer gone for three years  business ended  PIPL 47-1-1 ECL 31
--- exit 0

"#]]);
    sandbox.run("purge due --within 30d --explain --format jsonl").assert(str![[r#"
{"number":"K-000001","kept_until":"2023-05-01","rule":"churned","reason":"ended","basis":"PIPL 47-1-1 ECL 31","state":"due","source":"个人信息保护法第四十七条；电子商务法第三十一条：交易信息保存不少于三年","restricted_since":"2023-05-01","restricted_by":"churned","statutory_period":"floor:ecommerce","statutory_until":"2023-05-01","statutory_source":"电子商务法第三十一条：商品和服务信息、交易信息保存不少于三年（电子商务平台经营者）","holds":[],"consents":[],"proposed_on":null,"proposed_by":null}
{"number":"K-000002","kept_until":"2026-03-20","rule":"prospect_idle","reason":"expired","basis":"PIPL 19 47-1-1","state":"upcoming","source":"个人信息保护法第十九条、第四十七条：实现目的所必要的最短时间","restricted_since":null,"restricted_by":null,"statutory_period":null,"statutory_until":null,"statutory_source":null,"holds":[],"consents":[],"proposed_on":null,"proposed_by":null}
{"number":"K-000003","kept_until":"2022-01-01","rule":"prospect_idle","reason":"expired","basis":"PIPL 19 47-1-1","state":"held","source":"个人信息保护法第十九条、第四十七条：实现目的所必要的最短时间","restricted_since":"2022-01-01","restricted_by":"hold","statutory_period":null,"statutory_until":null,"statutory_source":null,"holds":[{"kind":"litigation","since":"2026-03-01","reference":"C-2026-31"}],"consents":[],"proposed_on":null,"proposed_by":null}
--- exit 0

"#]]);
    sandbox.run("--lang zh purge due --within 30d").assert(str![[r#"
编号      保存至      规则                原因      依据                状态
---------------------------------------------------------------------------------
K-000001  2023-05-01  客户流失三年        业务结束  PIPL 47-1-1 ECL 31  到期
K-000002  2026-03-20  潜在客户两年未联系  期限到期  PIPL 19 47-1-1      即将到期
K-000003  2022-01-01  潜在客户两年未联系  期限到期  PIPL 19 47-1-1      暂缓
--- exit 0

"#]]);
    sandbox.run("purge due K-5 --within 6m").assert(str![[r#"
--- stderr
nothing is due, and nothing comes due within that time
--- exit 0

"#]]);
    sandbox.run("purge due --within soon").assert(str![[r#"
--- stderr
error: --within is not a time such as 30d
--- exit 2

"#]]);
}

#[test]
fn a_restricted_record_is_shown_by_its_number_to_those_who_may() {
    let sandbox = sandbox();
    custodian(&sandbox, "list 赵敏").assert(str![[r#"
--- stderr
no records
--- exit 0

"#]]);
    custodian(&sandbox, "list --count").assert(str![[r#"
2
--- exit 0

"#]]);
    custodian(&sandbox, "show K-4").assert(str![[r#"
--- stderr
error: K-000004 is restricted since 2026-02-01: kept until the day set for it (retain_until), kept until 2027-06-15: it is not used, and only those with the capability “restricted” look at it
hint: kedang operator list
--- exit 14

"#]]);
    custodian(&sandbox, "--lang zh edit K-4 --set grade=A").assert(str![[r#"
--- stderr
错误：K-000004 自 2026-02-01 起封存：保存至该日为止（retain_until），保存至 2027-06-15：不再使用，仅有“查看封存”（restricted）权限者可凭编号查看
提示：kedang operator list
--- exit 14

"#]]);
    custodian(&sandbox, "export K-4 --purpose service").assert(str![[r#"
--- stderr
error: K-000004 is restricted since 2026-02-01: kept until the day set for it (retain_until), kept until 2027-06-15: it is not used, and only those with the capability “restricted” look at it
hint: kedang operator list
--- exit 14

"#]]);
    let refused = sandbox.run("audit log --format csv").stdout;
    let refused: Vec<&str> = refused.lines().filter(|line| line.contains(",restricted,")).collect();
    assert_eq!(refused.len(), 3, "{refused:#?}");
    sandbox.run("show K-4 --format csv").assert(str![[r#"
number,name,company,gender,birth_date,position,occupation,legal_rep,credit_code,legal_form,ownership,departments,managers,founded,business_scope,registered_capital,staff_count,market_position,credit_standing,phone,email,wechat,qq,fax,website,address,postcode,contact_person,purchasing_head,id_number,bank_account,bank_name,family,kind,stage,grade,tags,region,industry,intent,potential,source,owner,last_contact,first_contact,next_visit,reviewer,payment_terms,payment_day,needs,preferences,notes,external_id,events,assessments,links,created,updated,verified,verify_method,verify_result,activity,review_by,declined,state,consent_date,sensitive_consent,retain_until,hold,destroy_on,destroy_rule,restrict_on,restrict_rule,floor_on,floor_rule,consents,requests,holds,proposed
K-000004,赵敏,,,,,,,,,,,,,,,,,,+8613800000016,,,,,,,,,,,,,,person,active,,,,,,,unstated,,2024-06-15,,,,,,,,,,,,,2026-03-01,2026-03-01,,,,,,,restricted,,,2026-02-01,,2027-06-15,floor:ecommerce,2026-02-01,retain_until,2027-06-15,floor:ecommerce,,,,
--- exit 0

"#]]);
    let shown = sandbox.run("show K-4");
    assert!(shown.stdout.contains("restricted"), "{shown}");
    assert!(
        shown.stderr.contains("destroyed after 2027-06-15 (transaction information, three years)"),
        "{shown}"
    );
    sandbox.run("export K-4 K-5 --purpose service --fields number").assert(str![[r#"
number
K-000005
--- stderr
note: one record is restricted and was left out
--- exit 0

"#]]);
    sandbox.run("purge run K-4 --reason request --basis REQ-1 --yes --count 1").assert(str![[r#"
--- stderr
error: record K-000004 must not be destroyed: transaction information, three years (floor:ecommerce) stands until 2027-06-15 (电子商务法第三十一条：商品和服务信息、交易信息保存不少于三年（电子商务平台经营者）)
hint: kedang purge due --explain --within 3650d
--- exit 9

"#]]);
}

/// K-5 is in use, and the three years of the E-Commerce Law bind it.
#[test]
fn a_record_in_use_is_not_destroyed_while_the_law_keeps_it() {
    let sandbox = sandbox();
    let added = sandbox.run("operator add 夜 --role reaper --new-identity reaper");
    assert_eq!(added.status, Some(0), "{added}");
    let order = "purge run K-5 --reason request --basis REQ-1 --yes --count 1";
    sandbox.run(order).assert(str![[r#"
--- stderr
error: record K-000005 must not be destroyed: transaction information, three years (floor:ecommerce) stands until 2029-02-01 (电子商务法第三十一条：商品和服务信息、交易信息保存不少于三年（电子商务平台经营者）)
hint: kedang request open K-000005 --right erasure --relation self --checked document
--- exit 9

"#]]);
    for line in [
        format!("--identity reaper {order}"),
        format!("{order} --dry-run"),
        format!("{order} --field last_contact"),
        format!("{order} --level 2"),
        order.replace("--yes --count 1", "--propose"),
    ] {
        let refused = sandbox.run(&line);
        assert_eq!(refused.status, Some(9), "{line} {refused}");
        assert!(refused.stderr.contains("floor:ecommerce"), "{line} {refused}");
    }
    sandbox.run(&format!("--lang zh {order}")).assert(str![[r#"
--- stderr
错误：客户档案 K-000005 不得销毁：交易信息自交易完成起三年（floor:ecommerce），至 2029-02-01 为止（电子商务法第三十一条：商品和服务信息、交易信息保存不少于三年（电子商务平台经营者））
提示：kedang request open K-000005 --right 删除 --relation 本人 --checked 核对证件
--- exit 9

"#]]);
    // What the hint says restricts it until then.
    let asked = sandbox.run("request open K-5 --right erasure --relation self --checked document");
    assert_eq!(asked.status, Some(0), "{asked}");
    sandbox.run("request answer R-1 --grant").assert(str![[r#"
Request     R-1
Number      K-000005
Right       erasure
Came on     2026-03-01
Answer by   2026-03-16
Asked by    the person
Identity    document
State       granted
Answered    2026-03-01
Kept until  2029-02-01
Rule        transaction information, three years
--- stderr
K-000005 is restricted from now on and destroyed by itself after 2029-02-01: transaction information, three years
--- exit 0

"#]]);
    sandbox.run("purge due K-5 --explain --within 6y --format json").assert(str![[r#"
{"schema":"kedang.purge.due/1","items":[
{"number":"K-000005","kept_until":"2029-02-01","rule":"floor:ecommerce","reason":"request","basis":"R-1 PIPL 47","state":"upcoming","source":"个人信息保护法第四十七条；GDPR 17","restricted_since":"2026-02-28","restricted_by":"request:1","statutory_period":"floor:ecommerce","statutory_until":"2029-02-01","statutory_source":"电子商务法第三十一条：商品和服务信息、交易信息保存不少于三年（电子商务平台经营者）","holds":[],"consents":[],"proposed_on":null,"proposed_by":null}
]}
--- exit 0

"#]]);
    let later = sandbox.kedang(["--identity", "reaper", "purge", "run", "--due", "--yes"]);
    let done = later.env("KEDANG_TEST_NOW", "2029-02-02T03:00:00Z").end();
    assert!(done.stdout.contains("K-000005"), "{done}");
    let certificate = sandbox.run("certificate show K-5 --format json").stdout;
    assert!(certificate.contains("ecommerce"), "{certificate}");
}

/// The day after its last day a record is used no more, whether or not the nightly job ran.
#[test]
fn a_record_past_its_last_day_waits_unused_for_the_nightly_job() {
    let sandbox = sandbox();
    let on = |day: &str, line: &str| {
        let run = sandbox.kedang(line.split(' '));
        run.env("KEDANG_TEST_NOW", format!("{day}T09:00:00Z")).end()
    };
    let used = |day| {
        let listed = on(day, "list 李娜 --columns number --format csv").stdout.contains("K-000002");
        let export = "export --purpose service --fields number --format csv";
        assert_eq!(on(day, export).stdout.contains("K-000002"), listed, "{day}");
        listed
    };
    assert!(used("2026-03-20"));
    assert!(!used("2026-03-21"));
    let late = on("2026-03-21", "--identity custodian show K-2");
    assert_eq!(late.status, Some(14), "{late}");
    let due = on("2026-03-21", "purge due K-2 --format csv");
    assert!(due.stdout.contains("K-000002,2026-03-20,prospect_idle"), "{due}");
    // Who may look at restricted records may still keep it.
    let kept = on("2026-03-21", "edit K-2 --set retain_until=2026-12-31");
    assert_eq!(kept.status, Some(0), "{kept}");
    assert!(used("2026-03-21"));
    let done = on("2027-01-01", "purge run --due --yes --format json");
    assert!(done.stdout.contains("K-000002"), "{done}");
}

#[test]
fn the_nightly_job_destroys_on_the_day_and_certifies_that_no_period_runs() {
    let sandbox = sandbox();
    // A prospect who bought last month is not idle, whatever the field says of contacts.
    add(
        &sandbox,
        r#"{"name":"钱进","phone":"13800000018","stage":"潜在","last_contact":"2024-02-01",
        "events":[{"type":"购买","date":"2026-02-10","amount":5}]}"#,
    );
    let nightly = |day: &str| {
        let line = "purge run --due --yes --quiet --format jsonl";
        let run =
            sandbox.kedang(line.split(' ')).env("KEDANG_TEST_NOW", format!("{day}T03:00:00Z"));
        let done = run.end();
        assert_eq!(done.status, Some(0), "{done}");
        let row = |line: &str| {
            let row: serde_json::Value = serde_json::from_str(line).unwrap();
            format!("{} {} {}", row["numbers"][0].as_str().unwrap(), row["reason"], row["basis"])
        };
        done.stdout.lines().map(row).collect::<Vec<_>>().join(", ")
    };
    assert_eq!(nightly("2026-03-01"), r#"K-000001 "ended" "PIPL 47-1-1 ECL 31""#);
    let certificate = sandbox.run("certificate show K-1");
    assert!(certificate.stdout.contains("ecommerce"), "{certificate}");
    sandbox.run("certificate show K-1 --format json");
    assert_eq!(nightly("2026-03-20"), "");
    assert_eq!(nightly("2026-03-21"), r#"K-000002 "expired" "PIPL 19 47-1-1""#);
    // What only a statutory period kept goes for the reason that ended its use.
    assert_eq!(nightly("2027-06-15"), "");
    assert_eq!(nightly("2027-06-16"), r#"K-000004 "expired" "PIPL 47-1-2""#);
    let left = sandbox.kedang(["hold", "list", "--overdue", "--format", "csv"]);
    left.env("KEDANG_TEST_NOW", "2027-06-16T09:00:00Z").end().assert(str![[r#"
number,hold_kind,hold_since,hold_until,reference,kept_until,rule
K-000003,litigation,2026-03-01,,C-2026-31,2022-01-01,prospect_idle
--- exit 0

"#]]);
}

/// Number, day and rule of what `purge due` lists.
fn due(sandbox: &Sandbox) -> BTreeMap<String, (String, String)> {
    let listed = sandbox.run("purge due --within 200y --format jsonl");
    assert_eq!(listed.status, Some(0), "{listed}");
    let row = |line: &str| {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        let text = |key: &str| row[key].as_str().unwrap().to_owned();
        (text("number"), (text("kept_until"), text("rule")))
    };
    listed.stdout.lines().map(row).collect()
}

#[test]
fn what_another_policy_moves_was_foretold_record_by_record() {
    let sandbox = sandbox();
    let mut text = sandbox.run("policy show --default").stdout;
    for (from, to) in [
        ("\nversion = 5\n", "\nversion = 90\n"),
        ("months = 24\nreason = \"expired\"", "months = 12\nreason = \"expired\""),
        // The ten years of the Anti-Money Laundering Law bind from now on.
        ("covers = \"records\"\napplies = false", "covers = \"records\"\napplies = true"),
        ("months = 36\nreason = \"ended\"", "months = 120\nreason = \"ended\""),
    ] {
        assert!(text.contains(from), "{from}");
        text = text.replacen(from, to, 1);
    }
    std::fs::write(sandbox.path("p.toml"), text).unwrap();
    let foretold = sandbox.run("policy diff p.toml --records --format jsonl");
    assert_eq!(foretold.status, Some(0), "{foretold}");
    let mut expected = due(&sandbox);
    let mut moved = Vec::new();
    for line in foretold.stdout.lines().filter(|line| line.contains("\"schedule\"")) {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        let text = |at: &str, key: &str| row[at][key].as_str().unwrap().to_owned();
        let number = row["where"].as_str().unwrap().to_owned();
        let before = expected.remove(&number).unwrap_or_default();
        assert_eq!(before, (text("before", "kept_until"), text("before", "rule")), "{number}");
        let after = (text("after", "kept_until"), text("after", "rule"));
        if !after.0.is_empty() {
            expected.insert(number.clone(), after);
        }
        moved.push(number);
    }
    assert_eq!(moved, ["K-000001", "K-000002", "K-000003", "K-000004"]);
    let applied = sandbox.run("policy apply p.toml --yes");
    assert_eq!(applied.status, Some(0), "{applied}");
    assert_eq!(due(&sandbox), expected);
    let days: Vec<&str> = expected.values().map(|(day, _)| day.as_str()).collect();
    assert_eq!(days, ["2030-05-01", "2025-03-20", "2021-01-01", "2034-06-15"]);
    let check = sandbox.run("check");
    assert_eq!(check.status, Some(0), "{check}");
    custodian(&sandbox, "policy diff p.toml --records").assert(str![[r#"
Change  Where                          Before  After
-----------------------------------------------------
effect  due for review                      0      0
effect  due for destruction                 0      0
effect  required and missing                0      0
effect  other findings of verify scan       3      3
--- stderr
no difference
note: nothing becomes due, and verify scan finds the same
--- exit 0

"#]]);
}
