//! `kedang import`: real files, both languages, and what bad input gets.

use snapbox::str;

use crate::sandbox::Sandbox;

const PEOPLE: &str = "\
姓名,手机,身份证,省,市,标签,等级,来源,喜欢的颜色\n\
张伟芳,138-0000-0013,11010519491231002X,上海市,上海市,展会；VIP、复购,高价值,展会,红\n\
李娜,13800000014,,广东省,深圳,,主力,,蓝\n";

fn file(sandbox: &Sandbox, name: &str, bytes: &[u8]) {
    std::fs::write(sandbox.path(name), bytes).unwrap();
}

#[test]
fn a_file_becomes_records_and_a_second_time_changes_nothing() {
    let sandbox = Sandbox::vault();
    file(&sandbox, "people.csv", PEOPLE.as_bytes());
    sandbox.run("import people.csv --dry-run").assert(str![[r#"
Rows read         2
Created           2
Updated           0
Unchanged         0
Skipped           0
Rejected          0
Awaiting consent  1
--- stderr
note: one column has no field's name and is passed over: 喜欢的颜色
note: one new record has level-1 values without a separate consent: they are held, neither exported nor shared
nothing was written
--- exit 0

"#]]);
    sandbox.run("import people.csv").assert(str![[r#"
Rows read         2
Created           2
Updated           0
Unchanged         0
Skipped           0
Rejected          0
Awaiting consent  1
--- stderr
note: one column has no field's name and is passed over: 喜欢的颜色
note: one new record has level-1 values without a separate consent: they are held, neither exported nor shared
--- exit 0

"#]]);
    sandbox.run("list --columns number,name,phone,id_number,region,tags,grade,source").assert(str![[r#"
Number    Name    Phone           ID number           Region        Tags             Grade  Source
-------------------------------------------------------------------------------------------------------
K-000001  张伟芳  +8613800000013  110105********002X  上海市        展会, VIP, 复购  VIP    exhibition
K-000002  李娜    +8613800000014                      广东省深圳市                   A      unstated
--- exit 0

"#]]);
    sandbox.run("--lang zh import people.csv").assert(str![[r#"
读取行数  2
新建      0
更新      0
未变      2
略过      0
拒收      0
待同意    0
--- stderr
说明：有 1 列不对应任何字段，已略过：喜欢的颜色
--- exit 0

"#]]);
    sandbox.run("--format json import people.csv").assert(str![[r#"
{"schema":"kedang.import/1","item":{"read":2,"created":0,"updated":0,"unchanged":2,"skipped":0,"rejected":0,"held":0,"quarantined":0,"due":0,"restricted":0,"erased_back":0,"encoding":"UTF-8","batches":[],"dry_run":false}}
--- stderr
note: one column has no field's name and is passed over: 喜欢的颜色
--- exit 0

"#]]);
}

#[test]
fn gb18030_and_utf_16_are_found_out() {
    let sandbox = Sandbox::vault();
    // 姓名,手机 / 王芳,13800000021 in GB18030.
    let gb = b"\xD0\xD5\xC3\xFB,\xCA\xD6\xBB\xFA\n\xCD\xF5\xB7\xBC,13800000021\n";
    file(&sandbox, "gb.csv", gb);
    sandbox.run("--format jsonl import gb.csv").assert(str![[r#"
{"read":1,"created":1,"updated":0,"unchanged":0,"skipped":0,"rejected":0,"held":0,"quarantined":0,"due":0,"restricted":0,"erased_back":0,"encoding":"gb18030","batches":["B-3"],"dry_run":false}
--- stderr
note: read as GB18030; if names look wrong, name the encoding: --encoding
--- exit 0

"#]]);
    let utf16: Vec<u8> = "\u{feff}姓名\t手机\r\n赵敏\t13800000022\r\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    sandbox.kedang(["--format", "jsonl", "import", "-"]).input(utf16).end().assert(str![[r#"
{"read":1,"created":1,"updated":0,"unchanged":0,"skipped":0,"rejected":0,"held":0,"quarantined":0,"due":0,"restricted":0,"erased_back":0,"encoding":"UTF-16LE","batches":["B-4"],"dry_run":false}
--- exit 0

"#]]);
    sandbox.run("list --columns number,name,phone --format csv").assert(str![[r#"
number,name,phone
K-000001,王芳,+8613800000021
K-000002,赵敏,+8613800000022
--- exit 0

"#]]);
    sandbox.run("import gb.csv --encoding utf-8").assert(str![[r#"
--- stderr
error: line 1 is not valid UTF-8
hint: kedang import gb.csv --encoding gb18030
--- exit 7

"#]]);
    sandbox.run("import gb.csv --encoding klingon").assert(str![[r#"
--- stderr
error: there is no encoding “klingon”
--- exit 2

"#]]);
}

#[test]
fn conflicts_stop_it_unless_told_otherwise() {
    let sandbox = Sandbox::vault();
    file(&sandbox, "people.csv", PEOPLE.as_bytes());
    assert_eq!(sandbox.run("--quiet import people.csv").status, Some(0));
    let other = "姓名,电话,备注\n张三,13800000013,新备注\n王芳,13800000015,\n";
    file(&sandbox, "other.csv", other.as_bytes());
    sandbox.run("import other.csv").assert(str![[r#"
--- stderr
error: one row is in conflict with another row or a record; the first is line 2, field phone
hint: kedang import other.csv --on-conflict update
--- exit 9

"#]]);
    sandbox.run("--lang zh import other.csv").assert(str![[r#"
--- stderr
错误：有 1 行与其他行或已有档案冲突；第一处在第 2 行，字段 手机
提示：kedang import other.csv --on-conflict update
--- exit 9

"#]]);
    sandbox.run("--format jsonl import other.csv --on-conflict skip").assert(str![[r#"
{"read":2,"created":1,"updated":0,"unchanged":0,"skipped":1,"rejected":0,"held":0,"quarantined":0,"due":0,"restricted":0,"erased_back":0,"encoding":"UTF-8","batches":["B-4"],"dry_run":false}
--- stderr
note: line 2 is left out: phone: the same as in record K-000001
--- exit 0

"#]]);
    sandbox.run("--format jsonl import other.csv --on-conflict update").assert(str![[r#"
{"read":2,"created":0,"updated":1,"unchanged":1,"skipped":0,"rejected":0,"held":0,"quarantined":0,"due":0,"restricted":0,"erased_back":0,"encoding":"UTF-8","batches":["B-5"],"dry_run":false}
--- exit 0

"#]]);
    sandbox.run("list K-1 --columns name,phone,id_number,notes --format csv").assert(str![[r#"
name,phone,id_number,notes
张三,+8613800000013,110105********002X,新备注
--- exit 0

"#]]);
}

#[test]
fn wrong_rows_stop_it_or_are_kept_apart() {
    let sandbox = Sandbox::vault();
    let rows = "姓名,手机\n张三,13800000013\n李四,12\n王五\n,13800000016\n";
    file(&sandbox, "rows.csv", rows.as_bytes());
    sandbox.run("import rows.csv").assert(str![[r#"
--- stderr
error: 3 rows are wrong; the first is line 3, phone: not a telephone number (for example 13800000013, 010-61234567, +1 201 555 0123)
hint: kedang import rows.csv --on-error skip --rejects rejects.csv
--- exit 7

"#]]);
    sandbox.run("--lang zh import rows.csv").assert(str![[r#"
--- stderr
错误：有 3 行有误；第一处在第 3 行，手机：不是电话号码（例如 13800000013、010-61234567、+1 201 555 0123）
提示：kedang import rows.csv --on-error skip --rejects rejects.csv
--- exit 7

"#]]);
    sandbox.run("import rows.csv --on-error skip --rejects bad.csv").assert(str![[r#"
Rows read         4
Created           1
Updated           0
Unchanged         0
Skipped           0
Rejected          3
Awaiting consent  0
--- stderr
note: 3 rows that were left out are in bad.csv
--- exit 3

"#]]);
    let bad = std::fs::read_to_string(sandbox.path("bad.csv")).unwrap();
    snapbox::assert_data_eq!(
        bad,
        str![[r#"
姓名,手机,line,field,reason
李四,12,3,phone,"not a telephone number (for example 13800000013, 010-61234567, +1 201 555 0123)"
王五,,4,the whole row,"1 columns, the header has 2"
,13800000016,5,name,"required, but there is none"

"#]]
    );
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(sandbox.path("bad.csv")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    sandbox.run("import rows.csv --on-error skip --rejects bad.csv").assert(str![[r#"
--- stderr
error: bad.csv exists already
--- exit 9

"#]]);
    assert_eq!(sandbox.run("import rows.csv --results -").status, Some(2));
    let inside = sandbox.run("import rows.csv --results vault/list.csv");
    assert!(inside.status == Some(9) && inside.stderr.contains("lies in a vault"), "{inside}");
    let inside = sandbox.run("operator add li --role auditor --new-identity vault/li");
    assert!(inside.status == Some(9) && inside.stderr.contains("lies in a vault"), "{inside}");
    sandbox.run("import rows.csv --on-error skip --rejects list.csv --results ./list.csv").assert(
        str![[r#"
--- stderr
error: --rejects and --results both name ./list.csv; each needs a file of its own
--- exit 2

"#]],
    );
    sandbox.run("--lang zh import rows.csv --on-error skip").assert(str![[r#"
读取行数  4
新建      0
更新      0
未变      1
略过      0
拒收      3
待同意    0
--- stderr
说明：第 3 行未导入：手机：不是电话号码（例如 13800000013、010-61234567、+1 201 555 0123）
说明：第 4 行未导入：整行：有 1 列，而表头有 2 列
说明：第 5 行未导入：姓名：必填而未填
--- exit 3

"#]]);
}

#[test]
fn what_is_no_table_of_customers_is_refused() {
    let sandbox = Sandbox::vault();
    for (name, bytes) in [
        ("open.csv", "姓名,手机\n张三,\"1380".as_bytes()),
        ("nul.csv", b"name,phone\na,1\n\0"),
        ("header.csv", b"a,b\n1,2\n"),
        ("twice.csv", b"name,name\n1,2\n"),
        ("empty.csv", b""),
        ("row.csv", "张伟,13800000001,微信,电话\n李娜,13800000002,微信,电话\n".as_bytes()),
        ("big5.csv", b"name,phone\n\xB3\xAF\xA4j\xA4\xE5,13800000003\n"),
    ] {
        file(&sandbox, name, bytes);
    }
    sandbox.run("import open.csv").assert(str![[r#"
--- stderr
error: the quoted field that begins in line 2 is never closed
--- exit 7

"#]]);
    sandbox.run("import nul.csv").assert(str![[r#"
--- stderr
error: there is a NUL in line 3
--- exit 7

"#]]);
    sandbox.run("import header.csv").assert(str![[r#"
--- stderr
error: no line is surely the header: none names known columns, or one looks like a customer
hint: kedang import header.csv --header-row 1
--- exit 7

"#]]);
    sandbox.run("import twice.csv").assert(str![[r#"
--- stderr
error: two columns of the header mean the same field: name, name
--- exit 7

"#]]);
    sandbox.run("import empty.csv").assert(str![[r#"
--- stderr
error: no line is surely the header: none names known columns, or one looks like a customer
hint: kedang import empty.csv --header-row 1
--- exit 7

"#]]);
    for preview in ["", " --preview"] {
        sandbox.run(&format!("import row.csv{preview}")).assert(str![[r#"
--- stderr
error: no line is surely the header: none names known columns, or one looks like a customer
hint: kedang import row.csv --header-row 1
--- exit 7

"#]]);
        sandbox.run(&format!("import big5.csv{preview}")).assert(str![[r#"
--- stderr
error: the encoding of the file cannot be told; it has to be named
hint: kedang import big5.csv --encoding Big5
--- exit 7

"#]]);
    }
    sandbox.run("import missing.csv").assert(str![[r#"
--- stderr
error: there is no file missing.csv
caused by: there is no such file or directory
--- exit 24

"#]]);
    sandbox.run("import .").assert(str![[r#"
--- stderr
error: cannot read or write .
caused by: it is a directory
--- exit 24

"#]]);
}

/// Records made and changed by one file, a second time and in part: `check` replays the log.
#[test]
fn what_was_imported_is_sound() {
    let sandbox = Sandbox::vault();
    let person = |n: u32| format!("客{n},199{n:08},,备注{n}\n");
    let mut text: String = "姓名,手机,邮箱,备注\n".to_owned();
    text.extend((0..600).map(person));
    text.push_str("客7,19900000007,c7@example.com,改\n客7,,c7@example.com,再改\n");
    file(&sandbox, "many.csv", text.as_bytes());
    for (created, updated) in [(600, 2), (0, 0)] {
        let end = sandbox.run("--format jsonl import many.csv --on-conflict update");
        let expected = format!("\"created\":{created},\"updated\":{updated},");
        assert!(end.stdout.contains(&expected), "{end}");
        assert_eq!(sandbox.run("check").status, Some(0));
        assert_eq!(sandbox.run("audit verify").status, Some(0));
    }
    let shown = sandbox.run("list K-8 --columns name,email,notes --format csv");
    assert_eq!(shown.stdout, "name,email,notes\r\n客7,c7@example.com,再改\r\n");
}

#[test]
fn what_spreadsheet_programs_write_is_understood_or_named() {
    let sandbox = Sandbox::vault();
    file(&sandbox, "excel.csv", "sep=;\r\n姓名;手机\r\n张伟;13800000013\r\n".as_bytes());
    let both = "import excel.csv --channel exhibition --source 2026春季展名册";
    assert_eq!(sandbox.run(both).status, Some(0));
    let shown = sandbox.run("show K-1 --format json").stdout;
    assert!(shown.contains(r#""source":"exhibition""#), "{shown}");
    assert!(shown.contains("2026春季展名册"), "{shown}");
    file(&sandbox, "page.xls", b"<html><table><tr><td>name</td></tr></table></html>");
    sandbox.run("import page.xls").assert(str![[r#"
--- stderr
error: page.xls is a page of HTML or XML, whatever its name: open it in a spreadsheet program and save it as xlsx
--- exit 7

"#]]);
    // 姓名 in GB18030, and then what it is not.
    let broken =
        [&b"\xD0\xD5\xC3\xFB,\xCA\xD6\xBB\xFA\n"[..], b"\xCD\xF5\xB7\xBC,1\xFF\xFF\n"].concat();
    file(&sandbox, "broken.csv", &broken);
    sandbox.run("import broken.csv --encoding gb18030").assert(str![[r#"
--- stderr
error: line 2 is not valid gb18030
hint: save the file as UTF-8 where it comes from, or name its encoding, such as --encoding big5
--- exit 7

"#]]);
}

#[test]
fn an_import_that_breaks_off_says_what_is_there() {
    let sandbox = Sandbox::vault();
    let text = "姓名,手机\n张伟,13800000013\n李娜,13800000014\n王芳,12\n赵敏,13800000016\n";
    file(&sandbox, "rows.csv", text.as_bytes());
    sandbox.run("import rows.csv --commit-every 1").assert(str![[r#"
--- stderr
B-3 is committed: the first row of the file is done; after a break the same command goes on from there
B-4 is committed: the first 2 rows of the file are done; after a break the same command goes on from there
error: line 4: the value of phone is refused: not a telephone number (for example 13800000013, 010-61234567, +1 201 555 0123)
hint: kedang import rows.csv --on-error skip --rejects rejects.csv
hint: B-3 to B-4 with the first 2 rows of the file are there; once it is mended, the same command finds them unchanged and goes on behind them
--- exit 7

"#]]);
    file(&sandbox, "rows.csv", text.replace(",12\n", ",13800000015\n").as_bytes());
    let rest = sandbox.run("import rows.csv --commit-every 1 --format json");
    assert!(rest.stdout.contains(r#""created":2,"updated":0,"unchanged":2"#), "{rest}");
}
