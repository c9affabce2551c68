//! `kedang show`: everything of a record, level 1 masked.

use snapbox::str;

use crate::people::four;

#[test]
fn a_record_stands_upright_in_both_languages() {
    let sandbox = four();
    sandbox.run("show K-1").assert(str![[r#"
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
Created            2026-03-01
Updated            2026-03-01
State              active
Kept by law until  2029-03-01
Statutory period   transaction information, three years
--- exit 0

"#]]);
    sandbox.run("--lang zh show K-2").assert(str![[r#"
编号          K-000002
姓名          李娜
手机          +8613800000014
身份证号      110105********002X （待同意）
银行账号      ************0005 （待同意）
类型          个人
等级          C
来源          推荐
建档日期      2026-03-01
更新日期      2026-03-01
状态          正常
法定保存依据  无
--- exit 0

"#]]);
    sandbox.run("show 2 --reveal").assert(str![[r#"
Number            K-000002
Name              李娜
Phone             +8613800000014
ID number         11010519491231002X (awaiting consent)
Bank account      6200000000000005 (awaiting consent)
Kind              person
Grade             C
Source            referral
Created           2026-03-01
Updated           2026-03-01
State             active
Statutory period  none
--- exit 0

"#]]);
}

#[test]
fn programs_get_ids_and_masked_values() {
    let sandbox = four();
    sandbox.run("show K-2 --format json").assert(str![[r#"
{"schema":"kedang.show/1","items":[
{"number":"K-000002","name":"李娜","phone":["+8613800000014"],"id_number":"110105********002X","bank_account":"************0005","kind":"person","grade":"C","source":"referral","created":"2026-03-01","updated":"2026-03-01","state":"active","floor_rule":"none","awaiting_consent":["id_number","bank_account"]}
]}
--- exit 0

"#]]);
    sandbox.run("show K-2 K-3 --reveal --format jsonl").assert(str![[r#"
{"number":"K-000002","name":"李娜","phone":["+8613800000014"],"id_number":"11010519491231002X","bank_account":"6200000000000005","kind":"person","grade":"C","source":"referral","created":"2026-03-01","updated":"2026-03-01","state":"active","floor_rule":"none","awaiting_consent":["id_number","bank_account"]}
{"number":"K-000003","company":"北京示例有限公司","phone":["+861061234567"],"kind":"org","grade":"VIP","tags":["展会"],"source":"online","created":"2026-03-01","updated":"2026-03-01","state":"active","floor_rule":"none"}
--- exit 0

"#]]);
}

#[test]
fn what_is_not_there_is_told() {
    let sandbox = four();
    sandbox.run("show K-77").assert(str![[r#"
--- stderr
error: there is no record K-000077
hint: kedang list
--- exit 8

"#]]);
    sandbox.run("show grade:B").assert(str![[r#"
--- stderr
no records
--- exit 0

"#]]);
    sandbox.run("show id_number:11010519491231002X").assert(str![[r#"
--- stderr
error: id_number is of level 1 and must not stand in a command line; give it on standard input
hint: kedang list - < FILE
--- exit 2

"#]]);
    let piped = sandbox
        .kedang(["show", "-", "--format", "jsonl"])
        .input("id_number:11010519491231002x")
        .end();
    assert!(piped.stdout.contains("K-000002"), "{piped}");
}

#[test]
fn the_log_says_which_levels_were_shown() {
    let sandbox = four();
    for line in ["show K-1", "show K-2", "show K-2 --reveal", "list K-2 --columns number,grade"] {
        assert_eq!(sandbox.run(line).status, Some(0));
    }
    let json = sandbox.run("history K-1 K-2 --format jsonl").stdout;
    let shown: Vec<serde_json::Value> = json
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap())
        .filter(|event| ["show", "list"].contains(&event["verb"].as_str().unwrap()))
        .collect();
    let told: Vec<String> = shown
        .iter()
        .map(|e| format!("{} {} {}", e["number"].as_str().unwrap(), e["parts"], e["revealed"]))
        .collect();
    assert_eq!(
        told,
        [
            "K-000001 [2,3] false",
            "K-000002 [1,2,3] false",
            "K-000002 [1,2,3] true",
            "K-000002 [3] false"
        ]
    );
}
