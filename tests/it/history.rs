//! `kedang history`: the life of a record.

use snapbox::str;

use crate::people::four;

#[test]
fn a_life_is_told_in_both_languages() {
    let sandbox = four();
    for line in [
        "edit K-1 --set grade=B",
        "tag remove VIP K-1",
        "verify mark K-1 --method 电话 --result confirmed",
        "show K-1",
    ] {
        assert_eq!(sandbox.run(line).status, Some(0));
    }
    sandbox.run("history K-1").assert(str![[r#"
Number    Time              Operator  Act         Levels  What
-------------------------------------------------------------------------------------------------------------------------------------------
K-000001  2026-03-01 09:30  wang      added       2, 3
K-000001  2026-03-01 09:30  wang      edited      3       grade: A → B
K-000001  2026-03-01 09:30  wang      tagged      3       tags: 展会, VIP → 展会
K-000001  2026-03-01 09:30  wang      verified    3       verified: – → 2026-03-01; verify method: – → phone; verify result: – → confirmed
K-000001  2026-03-01 09:30  wang      shown       2, 3
K-000001                              as entered          phone: 138-0000-0013 → +8613800000013; e-mail: Wei@Example.com → Wei@example.com
--- exit 0

"#]]);
    sandbox.run("--lang zh history K-1").assert(str![[r#"
编号      时间              操作员  操作          级别  内容
--------------------------------------------------------------------------------------------------------------------------------------
K-000001  2026-03-01 09:30  wang    录入          2, 3
K-000001  2026-03-01 09:30  wang    修改          3     等级：A → B
K-000001  2026-03-01 09:30  wang    标签          3     标签：展会, VIP → 展会
K-000001  2026-03-01 09:30  wang    核对          3     核对日期：– → 2026-03-01；核对方式：– → 电话；核对结果：– → 属实
K-000001  2026-03-01 09:30  wang    查看          2, 3
K-000001  2026-03-01 09:30  wang    查看历史      2, 3
K-000001                            录入时的写法        手机：138-0000-0013 → +8613800000013；邮箱：Wei@Example.com → Wei@example.com
--- exit 0

"#]]);
    sandbox.run("history K-3 --format json").assert(str![[r#"
{"schema":"kedang.history/1","items":[
{"number":"K-000003","seq":5,"time":"2026-03-01T09:30:00Z","operator":"O-1","name":"wang","verb":"add","parts":[0,2,3],"revealed":false,"changes":[]},
{"number":"K-000003","seq":null,"time":null,"operator":null,"name":null,"verb":"entered","parts":[],"revealed":false,"changes":[{"field":"phone","before":["010-61234567"],"after":["+861061234567"]},{"field":"source","before":["官网"],"after":["online"]}]}
]}
--- exit 0

"#]]);
}

#[test]
fn level_one_values_of_the_past_are_masked_unless_revealed() {
    let sandbox = four();
    let edit = sandbox.kedang(["edit", "K-2", "--set", "id_number=-"]);
    assert_eq!(edit.input("110101198001010037").end().status, Some(0));
    sandbox.run("history K-2 --format csv").assert(str![[r#"
number,time,operator,verb,levels,what
K-000002,2026-03-01T09:30:00Z,wang,add,"1,2,3",
K-000002,2026-03-01T09:30:00Z,wang,edit,"1,3",ID number: 110105********002X → 110101********0037
--- exit 0

"#]]);
    let full = sandbox.run("history K-2 --reveal --format jsonl");
    assert!(full.stdout.contains("11010519491231002X"), "{full}");
    let after = sandbox.run("history K-2 --format jsonl");
    assert!(after.stdout.contains(r#""verb":"history","parts":[1],"revealed":true"#), "{after}");
    assert!(!after.stdout.contains("11010519491231002X"), "{after}");
}

#[test]
fn evidence_tells_what_a_record_rests_on_and_what_is_due() {
    let sandbox = four();
    for line in [
        "edit K-2 --set stage=prospect --set last_contact=2025-01-31",
        "verify mark K-2 --method 电话 --result confirmed",
        "export K-2 --purpose service --fields number -o e.csv",
        "show K-2",
        "request open K-2 --right erasure --relation self --checked document",
        "request answer R-1 --refuse statutory",
    ] {
        assert_eq!(sandbox.run(line).status, Some(0), "{line}");
    }
    sandbox.run("history K-2 --evidence").assert(str![[r#""#]]);
    sandbox.run("--lang zh history K-2 --evidence").assert(str![[r#""#]]);
    sandbox.run("history K-2 --evidence --format jsonl").assert(str![[r#""#]]);
}
