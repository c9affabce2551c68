//! `kedang tag`: put on, taken off, counted.

use snapbox::str;

use crate::people::four;

#[test]
fn tags_come_and_go() {
    let sandbox = four();
    sandbox.run("tag list").assert(str![[r#"
Tag   Count
------------
展会      2
VIP       1
--- exit 0

"#]]);
    sandbox.run("tag add 重点 K-1 K-2").assert(str![[r#"
--- stderr
2 records changed
--- exit 0

"#]]);
    sandbox.run("tag add 重点 K-1..K-3 --format json").assert(str![[r#"
{"schema":"kedang.tag.add/1","item":{"selected":3,"changed":1,"numbers":["K-000003"],"dry_run":false}}
--- exit 0

"#]]);
    sandbox.run("tag remove 展会 K-3").assert(str![[r#"
--- stderr
one record changed
--- exit 0

"#]]);
    sandbox.run("--lang zh tag list").assert(str![[r#"
标签  数量
-----------
重点     3
VIP      1
展会     1
--- exit 0

"#]]);
    sandbox.run("tag list grade:A --format jsonl").assert(str![[r#"
{"tag":"VIP","count":1}
{"tag":"展会","count":1}
{"tag":"重点","count":1}
--- exit 0

"#]]);
    sandbox.run("list tag:重点 --count").assert(str![[r#"
3
--- exit 0

"#]]);
}

#[test]
fn many_are_asked_about_and_bare_words_refused() {
    let sandbox = four();
    sandbox.run("tag add x kind:person").assert(str![[r#"
--- stderr
3 records are to be changed, from K-000001 to K-000004
error: there is no terminal to confirm on; nothing was done
hint: run it on a terminal, or add --yes
--- exit 5

"#]]);
    sandbox.run("tag add x kind:person --dry-run").assert(str![[r#"
3 of 3 records would change; nothing was done
--- exit 0

"#]]);
    sandbox.run("--lang zh tag add x kind:person --dry-run").assert(str![[r#"
选中 3 份，将会修改 3 份；什么都没有做
--- exit 0

"#]]);
    sandbox.run("tag add x 伟芳").assert(str![[r#"
--- stderr
error: a command that changes or destroys takes numbers (K-12) and named terms (grade:A) only, no bare words
--- exit 2

"#]]);
    sandbox.run("--lang zh tag remove x 伟芳").assert(str![[r#"
--- stderr
错误：会修改或销毁档案的命令只接受编号（K-12）和带名称的条件（等级:A），不接受单独的词
--- exit 2

"#]]);
    sandbox.kedang(["tag", "add", " ", "K-1"]).end().assert(str![[r#"
--- stderr
error: the value of tags is refused: required, but there is none
--- exit 7

"#]]);
    sandbox.run("tag list tag:x").assert(str![[r#"
--- stderr
no tags
--- exit 0

"#]]);
}

#[test]
fn a_list_of_tags_is_closed_once_no_record_has_another() {
    let sandbox = four();
    crate::policy::write(&sandbox, "90", &[("open = true\ngroup", "open = false\ngroup")]);
    let refused = sandbox.run("policy apply p.toml --yes");
    assert_eq!(refused.status, Some(9), "{refused}");
    assert!(refused.stderr.contains("2 records"), "{refused}");
    sandbox.run("tag remove 展会 K-1..K-3").assert(str![[r#"
--- stderr
2 of 3 records changed; the others were so already
--- exit 0

"#]]);
    assert_eq!(sandbox.run("policy apply p.toml --yes").status, Some(0));
    sandbox.run("tag add VPI K-2").assert(str![[r#"
--- stderr
error: the value of tags is refused: not one of the values of this field
hint: did you mean VIP?
--- exit 7

"#]]);
    assert_eq!(sandbox.run("tag add VIP K-2").status, Some(0));
    assert_eq!(sandbox.run("tag remove 展会 K-1").status, Some(7));
}
