//! `kedang edit`: fields of one record, of many, and the questions asked before.

use snapbox::str;

use crate::people::four;

#[test]
fn fields_are_set_cleared_and_read_from_standard_input() {
    let sandbox = four();
    sandbox.run("edit K-1 --set grade=B --set 负责人= --set city=北京").assert(str![[r#"
--- stderr
one record changed
--- exit 0

"#]]);
    let address = sandbox.kedang(["edit", "1", "--set", "address=-"]).input("新街口1号\n").end();
    address.assert(str![[r#"
--- stderr
one record changed
--- exit 0

"#]]);
    let json = sandbox.kedang(["edit", "K-1", "--json", "-", "--format", "json"]);
    json.input(r#"{"stage":"流失","tags":["a","b"]}"#).end().assert(str![[r#"
{"schema":"kedang.edit/1","item":{"selected":1,"changed":1,"numbers":["K-000001"],"dry_run":false}}
--- exit 0

"#]]);
    let columns = "grade,owner,region,address,stage,tags";
    sandbox.run(&format!("list K-1 --columns {columns} --format jsonl")).assert(str![[r#"
{"grade":"B","owner":null,"region":"110000 北京市","address":"新街口1号","stage":"churned","tags":["a","b"]}
--- exit 0

"#]]);
}

#[test]
fn no_change_is_said_and_not_logged() {
    let sandbox = four();
    sandbox.run("edit K-1 --set grade=A").assert(str![[r#"
--- stderr
nothing to do: the record is so already
--- exit 0

"#]]);
    sandbox.run("--lang zh edit K-1 --set grade=A").assert(str![[r#"
--- stderr
无须修改：选中的 1 份档案本来就是这样
--- exit 0

"#]]);
    let history = sandbox.run("history K-1 --format csv");
    assert!(!history.stdout.contains("edit"), "{history}");
    sandbox.run("--dry-run edit K-1 --set grade=C").assert(str![[r#"
1 of 1 records would change; nothing was done
--- exit 0

"#]]);
    assert!(sandbox.run("list K-1 --columns grade").stdout.contains('A'));
}

#[test]
fn terms_on_more_than_one_record_are_asked_about() {
    let sandbox = four();
    sandbox.run("edit tag:展会 --set owner=李").assert(str![[r#"
--- stderr
2 records are to be changed, from K-000001 to K-000003
error: there is no terminal to confirm on; nothing was done
hint: run it on a terminal, or add --yes
--- exit 5

"#]]);
    sandbox.run("--lang zh edit tag:展会 --set owner=王").assert(str![[r#"
--- stderr
将修改 2 份档案，从 K-000001 到 K-000003
错误：没有可供确认的终端，什么都没有做
提示：请在终端上运行，或加上 --yes
--- exit 5

"#]]);
    sandbox.run("edit tag:展会 --set owner=李 --yes").assert(str![[r#"
--- stderr
1 of 2 records changed; the others were so already
--- exit 0

"#]]);
    // One record, or numbers typed out, need no question.
    sandbox.run("edit grade:C --set owner=王").assert(str![[r#"
--- stderr
one record changed
--- exit 0

"#]]);
    sandbox.run("edit K-1..K-4 --set owner=王").assert(str![[r#"
--- stderr
3 of 4 records changed; the others were so already
--- exit 0

"#]]);
    sandbox.run("edit grade:B --set owner=王").assert(str![[r#"
--- stderr
no records
--- exit 0

"#]]);
}

#[test]
fn what_would_harm_a_record_is_refused() {
    let sandbox = four();
    sandbox.run("edit 张伟芳 --set grade=B").assert(str![[r#"
--- stderr
error: a command that changes or destroys takes numbers (K-12) and named terms (grade:A) only, no bare words
--- exit 2

"#]]);
    sandbox.run("edit K-9 --set grade=B").assert(str![[r#"
--- stderr
error: there is no record K-000009
hint: kedang list
--- exit 8

"#]]);
    sandbox.run("edit K-1 --set phone=13800000014").assert(str![[r#"
--- stderr
error: phone is the same as in record K-000002
--- exit 9

"#]]);
    sandbox.run("edit K-4 --set email=").assert(str![[r#"
--- stderr
error: record K-000004 would be left without phone/email, which it must have
--- exit 7

"#]]);
    sandbox.run("edit K-1 --set verified=2026-01-01").assert(str![[r#"
--- stderr
error: verified is kept by the program and cannot be set by hand
--- exit 2

"#]]);
    sandbox.run("edit K-1").assert(str![[r#"
--- stderr
error: say what to change: --set FIELD=VALUE or --json FILE
--- exit 2

"#]]);
    let nothing = sandbox.kedang(["edit", "-", "--set", "grade=B"]).input("\n").end();
    nothing.assert(str![[r#"
--- stderr
error: say which records: numbers or terms
--- exit 2

"#]]);
}
