//! `purge run --suppress`: who asked for it is refused by `import`, `add` and `edit` alike.

use snapbox::str;

use crate::people::{add, four};
use crate::sandbox::Sandbox;

/// A vault whose K-2 was destroyed and is not to be entered again.
fn suppressed() -> Sandbox {
    let sandbox = four();
    let run = "purge run K-2 --suppress --reason request --basis R-1 --yes --count 1 --format json";
    let done = sandbox.run(run);
    assert!(done.stdout.contains("\"suppressed\":true"), "{done}");
    assert_eq!(done.status, Some(0), "{done}");
    sandbox
}

#[test]
fn an_import_leaves_the_person_out_however_spelled() {
    let sandbox = suppressed();
    let rows = "姓名,手机,身份证\n李娜,１３８００００００１４,\n李 娜,,11010519491231002x\n赵敏,13800000018,\n";
    std::fs::write(sandbox.path("rows.csv"), rows).unwrap();
    sandbox.run("import rows.csv").assert(str![[r#"
--- stderr
error: 2 rows are wrong; the first is line 2, phone: suppressed, as somebody whose record was destroyed asked for it
hint: kedang import rows.csv --on-error skip --rejects rejects.csv
--- exit 7

"#]]);
    sandbox.run("--lang zh import rows.csv --on-error skip --rejects out.csv").assert(str![[r#"
读取行数  3
新建      1
更新      0
未变      0
略过      0
拒收      2
待同意    0
--- stderr
说明：未导入的 2 行已写入 out.csv
--- exit 3

"#]]);
    let listed = std::fs::read_to_string(sandbox.path("out.csv")).unwrap();
    assert_eq!(listed.lines().count(), 3, "{listed}");
    sandbox.run("import rows.csv --on-error skip --dry-run").assert(str![[r#"
Rows read         3
Created           0
Updated           0
Unchanged         1
Skipped           0
Rejected          2
Awaiting consent  0
--- stderr
note: line 2 is left out: phone: suppressed, as somebody whose record was destroyed asked for it
note: line 3 is left out: ID number: suppressed, as somebody whose record was destroyed asked for it
nothing was written
--- exit 3

"#]]);
    let preview = sandbox.run("import rows.csv --preview");
    assert!(!preview.stdout.contains("李娜") && preview.stdout.contains("赵敏"), "{preview}");
    assert!(preview.stderr.contains("line 2 is left out: phone: suppressed"), "{preview}");
    assert_eq!(sandbox.run("list --count").stdout, "4\n");
    assert_eq!(sandbox.run("check").status, Some(0));
}

#[test]
fn nobody_enters_the_person_by_hand_either() {
    let sandbox = suppressed();
    let json = r#"{"name":"李娜","phone":"+86 138-0000-0014"}"#;
    sandbox.kedang(["add", "--json", "-"]).input(json).end().assert(str![[r#"
--- stderr
error: phone is that of somebody whose record was destroyed and who asked not to be entered again; nothing was done
--- exit 9

"#]]);
    let edit = ["edit", "K-1", "--set", "phone=-"];
    sandbox.kedang(edit).input("13800000014").end().assert(str![[r#"
--- stderr
error: phone is that of somebody whose record was destroyed and who asked not to be entered again; nothing was done
--- exit 9

"#]]);
    add(&sandbox, r#"{"name":"李娜","phone":"13800000019"}"#);
    let both = sandbox.run("purge run K-1 --suppress --level 1 --reason request --basis R-1");
    both.assert(str![[r#"
--- stderr
error: --suppress cannot be used together with --level
hint: kedang purge run --help
--- exit 2

"#]]);
}
