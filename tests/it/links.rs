//! Links between records, and customers handed from one owner to another.

use snapbox::str;

use crate::people::four;
use crate::sandbox::Sandbox;

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
编号          K-000001
姓名          张伟芳
手机          +8613800000013
邮箱          Wei@example.com
类型          个人
阶段          现有
等级          A
标签          展会, VIP
地区          上海市浦东新区
来源          展会
负责人        李
关联          任职于 K-000003 （已不存在）
建档日期      2026-03-01
更新日期      2026-03-01
往来与变动    2026-03-01 变动
状态          正常
法定保存至    2029-03-01
法定保存依据  交易信息自交易完成起三年
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
fn a_company_and_its_people_come_in_one_file() {
    let sandbox = Sandbox::vault();
    let rows = concat!(
        r#"{"name":"张伟","phone":"13800000013","external_id":"P-1","links":[{"kind":"works_at","to":"external_id=C-1"},"refers:external_id=P-2"]}"#,
        "\n",
        r#"{"company":"上海远山有限公司","kind":"企业","phone":"13800000014","external_id":"C-1","links":{"kind":"法人代表","to":"外部编号=P-1"}}"#,
        "\n",
        r#"{"name":"李娜","phone":"13800000015","external_id":"P-2"}"#,
        "\n",
    );
    std::fs::write(sandbox.path("all.jsonl"), rows).unwrap();
    let dry = sandbox.run("import all.jsonl --dry-run --results dry.csv");
    assert_eq!(dry.status, Some(0), "{dry}");
    sandbox.run("import all.jsonl --results done.csv").assert(str![[r#"
Rows read         3
Created           3
Updated           0
Unchanged         0
Skipped           0
Rejected          0
Awaiting consent  0
--- exit 0

"#]]);
    let read = |name| std::fs::read_to_string(sandbox.path(name)).unwrap();
    assert_eq!(read("dry.csv"), read("done.csv"));
    sandbox.run("list --columns number,name,company,links").assert(str![[r#"
Number    Name  Company           Links
---------------------------------------------------------------------
K-000001  李娜
K-000002  张伟                    works at K-000003; refers K-000001
K-000003        上海远山有限公司  legal representative K-000002
--- exit 0

"#]]);
    assert_eq!(sandbox.run("check").status, Some(0));
    std::fs::write(
        sandbox.path("one.csv"),
        "姓名,手机,关联\n王芳,13800000016,任职于:外部编号=C-9\n",
    )
    .unwrap();
    sandbox.run("import one.csv").assert(str![[r#"
--- stderr
error: line 2: the value of links is refused: the record that a link names is not there
hint: kedang import one.csv --on-error skip --rejects rejects.csv
--- exit 7

"#]]);
}

/// What one vault hands out with its numbers comes into another, where others have them.
#[test]
fn links_of_an_export_lead_to_its_own_rows() {
    let from = Sandbox::vault();
    std::fs::write(
        from.path("people.csv"),
        "外部编号,姓名,手机,关联\nP,员工,13800000013,任职于:外部编号=C\nC,甲公司,13800000014,\n",
    )
    .unwrap();
    assert_eq!(from.run("import people.csv").status, Some(0));
    for format in ["csv", "xlsx", "json", "jsonl"] {
        for (lang, people) in
            [("en", ""), ("zh", "姓名,手机\n生人,13900000013\n路人,13900000014\n")]
        {
            let to = Sandbox::vault();
            let path = to.path("all");
            let line = format!(
                "--lang {lang} export --purpose service --format {format} -o {}",
                path.display()
            );
            let done = from.run(&line);
            assert_eq!(done.status, Some(0), "{done}");
            if !people.is_empty() {
                std::fs::write(to.path("here.csv"), people).unwrap();
                assert_eq!(to.run("import here.csv").status, Some(0));
            }
            let done = to.run("import all");
            assert_eq!(done.status, Some(0), "{done}");
            let company = to.run("list 甲公司 --columns number --format jsonl").stdout;
            let number = company.split('"').nth(3).unwrap();
            let said = to.run("list 员工 --columns links --format jsonl").stdout;
            assert!(said.contains(&format!("\"to\":\"{number}\"")), "{format}: {said} {company}");
        }
    }
}
