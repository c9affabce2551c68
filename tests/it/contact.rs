//! Contacts: several of a record, each with state, source, and when and how it was verified.

use snapbox::str;

use crate::people::add;
use crate::sandbox::Sandbox;

/// A customer with four contacts, of two of which something is known.
pub(crate) fn customer() -> Sandbox {
    let sandbox = Sandbox::vault();
    add(
        &sandbox,
        r#"{"name":"张伟芳","source":"展会","address":"新街口1号","email":"wei@example.com",
            "phone":["13800000013",{"值":"138-0000-0014","状态":"有效","来源":"推荐",
            "核对日期":"2026-02-01","核对方式":"拜访"}]}"#,
    );
    sandbox
}

#[test]
fn what_is_known_of_a_contact_is_shown_and_handed_out_and_comes_back() {
    let sandbox = customer();
    let all = r#"{"contacts":[{"field":"email","value":"wei@example.com","state":"to_verify"},
        {"field":"wechat","value":"weifang","source":"客户自己填写"}]}"#;
    sandbox.kedang(["edit", "K-1", "--json", "-"]).input(all).end().assert(str![[r#"
--- stderr
one record changed
--- exit 0

"#]]);
    sandbox.run("show K-1").assert(str![[r#"
Number            K-000001
Name              张伟芳
Phone             +8613800000013, +8613800000014 (valid, 2026-02-01)
E-mail            wei@example.com (to verify)
WeChat            weifang
Address           新街口1号
Kind              person
Source            exhibition
Created           2026-03-01
Updated           2026-03-01
Activity          2026-03-01 change
State             active
Statutory period  none
--- exit 0

"#]]);
    sandbox.run("--lang zh show K-1").assert(str![[r#"
编号          K-000001
姓名          张伟芳
手机          +8613800000013, +8613800000014（有效，2026-02-01）
邮箱          wei@example.com（待验证）
微信          weifang
地址          新街口1号
类型          个人
来源          展会
建档日期      2026-03-01
更新日期      2026-03-01
往来与变动    2026-03-01 变动
状态          正常
法定保存依据  无
--- exit 0

"#]]);
    sandbox.run("show K-1 --format json").assert(str![[r#"
{"schema":"kedang.show/1","items":[
{"number":"K-000001","name":"张伟芳","phone":["+8613800000013","+8613800000014"],"email":["wei@example.com"],"wechat":"weifang","address":"新街口1号","kind":"person","source":"exhibition","created":"2026-03-01","updated":"2026-03-01","activity":["2026-03-01 change"],"state":"active","floor_rule":"none","contacts":[{"field":"phone","value":"+8613800000014","state":"valid","source":"referral","verified":"2026-02-01","method":"visit","failures":0},{"field":"email","value":"wei@example.com","state":"to_verify","source":null,"verified":null,"method":null,"failures":0},{"field":"wechat","value":"weifang","state":null,"source":"客户自己填写","verified":null,"method":null,"failures":0}]}
]}
--- exit 0

"#]]);
    sandbox.run("list --columns number,email --format jsonl").assert(str![[r#"
{"number":"K-000001","email":["wei@example.com"],"contacts":[{"field":"email","value":"wei@example.com","state":"to_verify","source":null,"verified":null,"method":null,"failures":0}]}
--- exit 0

"#]]);
    sandbox.run("list --columns number,phone").assert(str![[r#"
Number    Phone
-----------------------------------------
K-000001  +8613800000013, +8613800000014
--- exit 0

"#]]);
    sandbox.run("export --purpose service --fields number,phone --format csv").assert(str![[r#"
number,phone
K-000001,"'+8613800000013;+8613800000014"
--- exit 0

"#]]);
    let line = "export --purpose service --format jsonl --fields name,phone,email,wechat,address";
    let exported = sandbox.run(line);
    exported.assert(str![[r#"
{"name":"张伟芳","phone":["+8613800000013","+8613800000014"],"email":["wei@example.com"],"wechat":"weifang","address":"新街口1号","contacts":[{"field":"phone","value":"+8613800000014","state":"valid","source":"referral","verified":"2026-02-01","method":"visit","failures":0},{"field":"email","value":"wei@example.com","state":"to_verify","source":null,"verified":null,"method":null,"failures":0},{"field":"wechat","value":"weifang","state":null,"source":"客户自己填写","verified":null,"method":null,"failures":0}]}
--- exit 0

"#]]);
    let other = Sandbox::vault();
    add(&other, &exported.stdout);
    assert_eq!(other.run(line).stdout, exported.stdout);
}

#[test]
fn what_is_known_stays_until_the_value_goes() {
    let sandbox = customer();
    let phones = r#"{"phone":["13800000014","13800000015"]}"#;
    assert_eq!(sandbox.kedang(["edit", "K-1", "--json", "-"]).input(phones).end().status, Some(0));
    sandbox.run("list --columns phone --format jsonl").assert(str![[r#"
{"phone":["+8613800000014","+8613800000015"],"contacts":[{"field":"phone","value":"+8613800000014","state":"valid","source":"referral","verified":"2026-02-01","method":"visit","failures":0}]}
--- exit 0

"#]]);
    let csv = "phone,email\n13800000014,wei2@example.com\n";
    let import = sandbox.kedang(["import", "-", "--on-conflict", "update"]).input(csv).end();
    assert_eq!(import.status, Some(0), "{import}");
    sandbox.run("list --columns phone,email --format jsonl").assert(str![[r#"
{"phone":["+8613800000014","+8613800000015"],"email":["wei2@example.com"],"contacts":[{"field":"phone","value":"+8613800000014","state":"valid","source":"referral","verified":"2026-02-01","method":"visit","failures":0}]}
--- exit 0

"#]]);
    // What is told of one contact takes no other away.
    let one = r#"{"contacts":[{"field":"phone","value":"13800000019","failures":3}]}"#;
    assert_eq!(sandbox.kedang(["edit", "K-1", "--json", "-"]).input(one).end().status, Some(0));
    let row = r#"{"email":"wei2@example.com","contacts":[{"field":"phone","value":"13800000018","state":"invalid"}]}"#;
    let import = sandbox.kedang(["import", "-", "--on-conflict", "update"]).input(row);
    let import = import.end();
    assert_eq!(import.status, Some(0), "{import}");
    sandbox.run("list --columns phone --format jsonl").assert(str![[r#"
{"phone":["+8613800000014","+8613800000015","+8613800000019","+8613800000018"],"contacts":[{"field":"phone","value":"+8613800000014","state":"valid","source":"referral","verified":"2026-02-01","method":"visit","failures":0},{"field":"phone","value":"+8613800000019","state":"invalid","source":null,"verified":null,"method":null,"failures":3},{"field":"phone","value":"+8613800000018","state":"invalid","source":null,"verified":null,"method":null,"failures":0}]}
--- exit 0

"#]]);
    assert_eq!(sandbox.run("edit K-1 --set phone=13800000016").status, Some(0));
    sandbox.run("list --columns phone --format jsonl").assert(str![[r#"
{"phone":["+8613800000016"]}
--- exit 0

"#]]);
}

#[test]
fn three_vain_attempts_make_a_contact_invalid_and_the_next_is_proposed() {
    let sandbox = customer();
    let line = "verify mark K-1 --contact phone:2 --method phone --result unreachable";
    sandbox.run(line).assert(str![[r#"
--- stderr
one record changed
--- exit 0

"#]]);
    sandbox.run(&format!("{line} --format json")).assert(str![[r#"
{"schema":"kedang.verify.mark/1","item":{"selected":1,"changed":1,"numbers":["K-000001"],"dry_run":false,"contacts":[{"number":"K-000001","contact":"phone:2","state":"valid","failures":2,"next":null}]}}
--- exit 0

"#]]);
    sandbox.run(&format!("{line} --dry-run")).assert(str![[r#"
1 of 1 records would change; nothing was done
--- stderr
K-000001: phone:2 is invalid now; next to try: phone:1
--- exit 0

"#]]);
    sandbox.run(line).assert(str![[r#"
--- stderr
one record changed
K-000001: phone:2 is invalid now; next to try: phone:1
--- exit 0

"#]]);
    let value = sandbox.kedang([
        "verify",
        "mark",
        "K-1",
        "--contact",
        "手机",
        "--contact-value",
        "-",
        "--method",
        "电话",
        "--result",
        "unreachable",
        "--format",
        "json",
    ]);
    value.input("138 0000 0014\n").end().assert(str![[r#"
{"schema":"kedang.verify.mark/1","item":{"selected":1,"changed":1,"numbers":["K-000001"],"dry_run":false,"contacts":[{"number":"K-000001","contact":"phone:2","state":"invalid","failures":4,"next":"phone:1"}]}}
--- stderr
K-000001: phone:2 is invalid now; next to try: phone:1
--- exit 0

"#]]);
}

#[test]
fn an_invalid_contact_is_found_and_its_history_told_until_it_is_right_again() {
    let sandbox = customer();
    let line = "verify mark K-1 --contact phone:2 --method phone --result unreachable";
    for _ in 0..3 {
        assert_eq!(sandbox.run(line).status, Some(0));
    }
    sandbox.run("verify scan").assert(str![[r#"
Number    Severity  Field  Finding
-----------------------------------------------------------------------------------------------------
K-000001  minor     phone  nobody is reached by it any more; try another way, or enter what is right
--- stderr
1 × nobody is reached by it any more; try another way, or enter what is right
one record scanned, one finding
score 95.0 of 100 on average; 0 serious, 1 minor; no record is below 60
--- exit 4

"#]]);
    sandbox.run("--lang zh verify scan --format csv").assert(str![[r#"
number,severity,field,finding
K-000001,minor,phone,contact-invalid
--- stderr
1 处：已失效，请改用其他方式核实，或更正
已检查 1 份档案，发现 1 处问题
平均 95.0 分（满分 100）；严重 0 处，轻微 1 处；没有低于 60 分的档案
--- exit 4

"#]]);
    sandbox.run("--lang zh history K-1").assert(str![[r#"
编号      时间              操作员  操作          级别  内容
----------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------
K-000001  2026-03-01 09:30  wang    录入          2, 3
K-000001  2026-03-01 09:30  wang    核对          2     手机：+8613800000013, +8613800000014（有效，2026-02-01，来源：推荐） → +8613800000013, +8613800000014（有效，2026-02-01，失败次数 1，来源：推荐）
K-000001  2026-03-01 09:30  wang    核对          2     手机：+8613800000013, +8613800000014（有效，2026-02-01，失败次数 1，来源：推荐） → +8613800000013, +8613800000014（有效，2026-02-01，失败次数 2，来源：推荐）
K-000001  2026-03-01 09:30  wang    核对          2     手机：+8613800000013, +8613800000014（有效，2026-02-01，失败次数 2，来源：推荐） → +8613800000013, +8613800000014（失效，2026-02-01，失败次数 3，来源：推荐）
K-000001  2026-03-01 09:30  wang    核对
K-000001  2026-03-01 09:30  wang    核对
K-000001                            录入时的写法        手机：138-0000-0014 → +8613800000014
--- exit 0

"#]]);
    sandbox.run("verify mark K-1 --contact phone:2 --method visit --result confirmed").assert(
        str![[r#"
--- stderr
one record changed
--- exit 0

"#]],
    );
    sandbox.run("list --columns phone,verified --format jsonl").assert(str![[r#"
{"phone":["+8613800000013","+8613800000014"],"verified":null,"contacts":[{"field":"phone","value":"+8613800000014","state":"valid","source":"referral","verified":"2026-03-01","method":"visit","failures":0}]}
--- exit 0

"#]]);
    sandbox.run("history K-1 --format jsonl").assert(str![[r#"
{"number":"K-000001","seq":3,"time":"2026-03-01T09:30:00Z","operator":"O-1","name":"wang","verb":"add","parts":[0,2,3],"revealed":false,"changes":[]}
{"number":"K-000001","seq":4,"time":"2026-03-01T09:30:00Z","operator":"O-1","name":"wang","verb":"verify","parts":[2],"revealed":false,"changes":[{"field":"phone","before":["+8613800000013","+8613800000014"],"after":["+8613800000013","+8613800000014"],"contacts_before":[{"value":"+8613800000014","state":"valid","source":"referral","verified":"2026-02-01","method":"visit","failures":0}],"contacts_after":[{"value":"+8613800000014","state":"valid","source":"referral","verified":"2026-02-01","method":"visit","failures":1}]}]}
{"number":"K-000001","seq":5,"time":"2026-03-01T09:30:00Z","operator":"O-1","name":"wang","verb":"verify","parts":[2],"revealed":false,"changes":[{"field":"phone","before":["+8613800000013","+8613800000014"],"after":["+8613800000013","+8613800000014"],"contacts_before":[{"value":"+8613800000014","state":"valid","source":"referral","verified":"2026-02-01","method":"visit","failures":1}],"contacts_after":[{"value":"+8613800000014","state":"valid","source":"referral","verified":"2026-02-01","method":"visit","failures":2}]}]}
{"number":"K-000001","seq":6,"time":"2026-03-01T09:30:00Z","operator":"O-1","name":"wang","verb":"verify","parts":[2],"revealed":false,"changes":[{"field":"phone","before":["+8613800000013","+8613800000014"],"after":["+8613800000013","+8613800000014"],"contacts_before":[{"value":"+8613800000014","state":"valid","source":"referral","verified":"2026-02-01","method":"visit","failures":2}],"contacts_after":[{"value":"+8613800000014","state":"invalid","source":"referral","verified":"2026-02-01","method":"visit","failures":3}]}]}
{"number":"K-000001","seq":7,"time":"2026-03-01T09:30:00Z","operator":"O-1","name":"wang","verb":"verify","parts":[],"revealed":false,"changes":[]}
{"number":"K-000001","seq":8,"time":"2026-03-01T09:30:00Z","operator":"O-1","name":"wang","verb":"verify","parts":[],"revealed":false,"changes":[]}
{"number":"K-000001","seq":9,"time":"2026-03-01T09:30:00Z","operator":"O-1","name":"wang","verb":"history","parts":[2],"revealed":false,"changes":[]}
{"number":"K-000001","seq":10,"time":"2026-03-01T09:30:00Z","operator":"O-1","name":"wang","verb":"verify","parts":[2],"revealed":false,"changes":[{"field":"phone","before":["+8613800000013","+8613800000014"],"after":["+8613800000013","+8613800000014"],"contacts_before":[{"value":"+8613800000014","state":"invalid","source":"referral","verified":"2026-02-01","method":"visit","failures":3}],"contacts_after":[{"value":"+8613800000014","state":"valid","source":"referral","verified":"2026-03-01","method":"visit","failures":0}]}]}
{"number":"K-000001","seq":11,"time":"2026-03-01T09:30:00Z","operator":"O-1","name":"wang","verb":"list","parts":[2,3],"revealed":false,"changes":[]}
{"number":"K-000001","seq":null,"time":null,"operator":null,"name":null,"verb":"entered","parts":[],"revealed":false,"changes":[{"field":"phone","before":["138-0000-0014"],"after":["+8613800000014"]}]}
--- exit 0

"#]]);
}

#[test]
fn no_contact_is_guessed() {
    let sandbox = customer();
    let mark = |contact: &str| {
        sandbox
            .run(&format!("verify mark K-1 --contact {contact} --method phone --result confirmed"))
    };
    mark("phone").assert(str![[r#"
--- stderr
error: record K-000001 has 2 values of phone; say which is meant: phone:1, or --contact-value
--- exit 2

"#]]);
    mark("phone:3").assert(str![[r#"
--- stderr
error: record K-000001 has no such phone
--- exit 8

"#]]);
    mark("wechat").assert(str![[r#"
--- stderr
error: record K-000001 has no such wechat
--- exit 8

"#]]);
    mark("phone:0").assert(str![[r#"
--- stderr
error: behind phone: stands which of its values is meant, counted from 1: phone:2; beside --contact-value there is nothing behind it
--- exit 2

"#]]);
    mark("notes").assert(str![[r#"
--- stderr
error: notes is no way to reach a customer, by the policy's list contact.order, and has no state
--- exit 2

"#]]);
    mark("phone:1 --contact-value 13800000013").assert(str![[r#"
--- stderr
error: behind phone: stands which of its values is meant, counted from 1: phone:2; beside --contact-value there is nothing behind it
--- exit 2

"#]]);
    mark("phone --contact-value 13800000099").assert(str![[r#"
--- stderr
error: record K-000001 has no such phone
--- exit 8

"#]]);
    sandbox.run("--lang zh verify mark K-1 --contact 手机 --method 电话 --result 属实").assert(
        str![[r#"
--- stderr
错误：档案 K-000001 的 手机 有 2 个值，请写明是哪一个：手机:1，或用 --contact-value
--- exit 2

"#]],
    );
}

#[test]
fn what_is_wrong_in_a_contact_is_refused_by_field_and_never_by_value() {
    let sandbox = Sandbox::vault();
    for object in [
        r#"{"name":"张伟","phone":{"value":"12345","state":"valid"}}"#,
        r#"{"name":"张伟","phone":{"value":"13900001237","state":"vallid"}}"#,
        r#"{"name":"张伟","phone":{"value":"13900001237","note":"x"}}"#,
        r#"{"name":"张伟","contacts":[{"field":"notes","value":"x"}]}"#,
        r#"{"name":"张伟","notes":{"value":"13900001237"}}"#,
    ] {
        let refused = sandbox.kedang(["add", "--json", "-"]).input(object).end();
        assert!(!refused.stderr.contains("13900001237"), "{refused}");
        assert!(refused.stdout.is_empty(), "{refused}");
        assert!(refused.status > Some(0), "{refused}");
    }
    let vallid = r#"{"name":"张伟","phone":{"value":"13900001237","state":"vallid"}}"#;
    sandbox.kedang(["add", "--json", "-"]).input(vallid).end().assert(str![[r#"
--- stderr
error: the value of phone is refused: no such state of a contact: to_verify, valid or invalid
hint: did you mean valid?
--- exit 7

"#]]);
    let note = r#"{"name":"张伟","phone":{"value":"13900001237","note":"x"}}"#;
    sandbox.kedang(["--lang", "zh", "add", "--json", "-"]).input(note).end().assert(str![[r#"
--- stderr
错误：手机 的值不予接受：联系方式只能写 value、state、source、verified、method、failures（值、状态、来源、核对日期、核对方式、失败次数）
--- exit 7

"#]]);
}

#[test]
fn what_is_known_goes_with_its_field_and_is_in_every_backup() {
    let sandbox = customer();
    let done = |line: &str, status: i32| {
        let run = sandbox.run(line);
        assert_eq!(run.status, Some(status), "{run}");
        run.stdout
    };
    done("verify mark K-1 --contact email --method email --result unreachable", 0);
    done("verify mark K-1 --contact phone:1 --method visit --result confirmed", 0);
    done("check", 0);
    let before = done("show K-1 --format json", 0);
    assert_eq!(before.matches(r#""failures":"#).count(), 3, "{before}");
    done("purge run K-1 --field email --reason request --basis REQ-1 --yes --count 1", 0);
    let after = done("show K-1 --format json", 0);
    assert_eq!(after.matches(r#""failures":"#).count(), 2, "{after}");
    assert!(!after.contains("email") && after.contains(r#""method":"visit""#), "{after}");
    let told = done("history K-1 --format json", 0);
    assert!(!told.contains(r#""field":"email""#), "{told}");
    done("check", 0);
    // A drill restores the copy elsewhere and compares it with the vault, value by value.
    done("backup run safe --name safe", 0);
    let drilled = done("backup drill safe --format json", 0);
    assert!(
        drilled.contains(r#""sampled":1"#) && drilled.contains(r#""findings":[]"#),
        "{drilled}"
    );
}
