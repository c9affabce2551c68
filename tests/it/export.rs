//! `kedang export`: what leaves, in which form, and what stays.

use std::os::unix::fs::PermissionsExt;

use snapbox::str;

use crate::sandbox::Sandbox;

const PEOPLE: &str = "\
姓名,手机,邮箱,身份证,性别,市,标签,阶段,敏感信息单独同意日期,备注\n\
张伟芳,13800000013;021-61234567转12,a@example.com,,女,上海,展会；复购,忠实客户,,\"=1+1\"\n\
李娜,13800000014,,11010519491231002X,,,,,,\n\
王芳,13800000015,,350990195001010005,,,,,2026-01-01,\n";

pub(crate) fn people() -> Sandbox {
    let sandbox = Sandbox::vault();
    let end = sandbox.kedang(["--quiet", "import", "-"]).input(PEOPLE).end();
    assert_eq!(end.status, Some(0), "{end}");
    sandbox
}

#[test]
fn csv_speaks_the_language_and_guards_what_would_run() {
    let sandbox = people();
    let fields = "--fields number,name,phone,gender,region,tags,stage,notes";
    sandbox.run(&format!("export --purpose service {fields}")).assert(str![[r#"
number,name,phone,gender,region,tags,stage,notes
K-000001,张伟芳,"'+8613800000013;+862161234567#12",female,310000 上海市,"展会;复购",loyal,'=1+1
K-000002,李娜,'+8613800000014,,,,,
K-000003,王芳,'+8613800000015,,,,,
--- exit 0

"#]]);
    sandbox.run(&format!("--lang zh export --purpose 客户服务 {fields} K-1")).assert(str![[r#"
编号,姓名,手机,性别,地区,标签,阶段,备注
K-000001,张伟芳,"'+8613800000013;+862161234567#12",女,上海市,"展会;复购",忠诚,'=1+1
--- exit 0

"#]]);
    sandbox.run(&format!("export --purpose service {fields} K-3 --format jsonl")).assert(str![[
        r#"
{"number":"K-000003","name":"王芳","phone":["+8613800000015"]}
--- exit 0

"#
    ]]);
    sandbox.run(&format!("export --purpose service {fields} K-2..K-3 --format json")).assert(str![
        [r#"
{"schema":"kedang.export/1","items":[
{"number":"K-000002","name":"李娜","phone":["+8613800000014"]},
{"number":"K-000003","name":"王芳","phone":["+8613800000015"]}
]}
--- exit 0

"#]
    ]);
    sandbox.run("export --purpose service grade:VIP --format json").assert(str![[r#"
{"schema":"kedang.export/1","items":[]}
--- exit 0

"#]]);
}

#[test]
fn level_one_leaves_only_revealed_and_with_consent() {
    let sandbox = people();
    // Named without --reveal it has its mask on, which no import takes for a value.
    let masks = "export --purpose service --fields name,phone,id_number -o mask.csv";
    assert_eq!(sandbox.run(masks).status, Some(0));
    let masked = std::fs::read_to_string(sandbox.path("mask.csv")).unwrap();
    assert!(masked.contains("350990********0005") && !masked.contains("19500101"), "{masked}");
    assert!(!masked.contains("110105"), "without the consent not even that: {masked}");
    let back = sandbox.run("import mask.csv --on-conflict update");
    assert_eq!(back.status, Some(7), "{back}");
    for form in ["json", "jsonl", "html"] {
        let file = format!("mask.{form}");
        let line = format!("export --purpose service --fields name,id_number -o {file}");
        assert_eq!(sandbox.run(&line).status, Some(0), "{form}");
        let bytes = std::fs::read(sandbox.path(&file)).unwrap();
        assert!(!String::from_utf8_lossy(&bytes).contains("19500101"), "{form}");
    }
    let logged = sandbox.run("audit log verb:export revealed:yes --format csv").stdout;
    assert_eq!(logged.lines().count(), 1, "{logged}");
    sandbox.run("export --purpose service --sort id_number").assert(str![[r#"
--- stderr
error: id_number is of level 1, which is exported only with --reveal
--- exit 2

"#]]);
    sandbox.run("export --purpose service --fields name,id_number --reveal").assert(str![[r#"
name,id_number
张伟芳,
李娜,
王芳,350990195001010005
--- stderr
note: the level-1 values of one record were left out: there is no separate consent
--- exit 0

"#]]);
    let all = sandbox.run("--lang zh export --purpose service --reveal --format jsonl");
    assert!(!all.stdout.contains("11010519491231002X"), "{all}");
    assert!(all.stdout.contains("350990195001010005"), "{all}");
    assert!(all.stderr.contains("待同意"), "{all}");
}

#[test]
fn a_file_is_complete_or_absent_and_private() {
    let sandbox = people();
    sandbox.run("export --purpose service -o all.csv --bom").assert(str![[r#"
--- stderr
3 records written to all.csv
--- exit 0

"#]]);
    let bytes = std::fs::read(sandbox.path("all.csv")).unwrap();
    assert!(bytes.starts_with("\u{feff}number,name,".as_bytes()));
    let mode = std::fs::metadata(sandbox.path("all.csv")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    sandbox.run("--lang zh export --purpose service -o all.csv").assert(str![[r#"
--- stderr
错误：all.csv 已经存在
--- exit 9

"#]]);
    let fields = "export --purpose service K-1 --fields phone,notes";
    for (line, text) in [
        ("-o all.tsv", "phone\tnotes\n\"'+8613800000013;+862161234567#12\"\t'=1+1\n"),
        ("--plain -o plain.csv", "phone,notes\n\"+8613800000013;+862161234567#12\",=1+1\n"),
    ] {
        assert_eq!(sandbox.run(&format!("{fields} {line}")).status, Some(0), "{line}");
        let file = line.split(' ').next_back().unwrap();
        assert_eq!(std::fs::read_to_string(sandbox.path(file)).unwrap(), text, "{line}");
    }
    sandbox.run(&format!("{fields} -o all.pdf")).assert(str![[r#"
--- stderr
error: “.pdf” is not a value of --output; known are .csv, .tsv, .json, .jsonl, .xlsx, .vcf, .html
--- exit 2

"#]]);
    assert_eq!(sandbox.run(&format!("{fields} --plain -o plain.xlsx")).status, Some(2));
    // What was approved takes effect, and that is told before anything is opened.
    assert_eq!(sandbox.run("--vault none export --approved P-1 --dry-run").status, Some(2));
    assert_eq!(sandbox.run(&format!("{fields} --bom -o marked.json")).status, Some(2));
    sandbox.run("export --purpose service -o nowhere/all.csv").assert(str![[r#"
--- stderr
error: there is no file nowhere/all.csv
caused by: there is no such file or directory
--- exit 24

"#]]);
    sandbox.run("export --purpose fun").assert(str![[r#"
--- stderr
error: “fun” is not a value of --purpose; known are service, analysis, recommend, marketing
--- exit 2

"#]]);
    sandbox.run("export --purpose service --format table").assert(str![[r#"
--- stderr
error: “table” is not a value of --format; known are csv, json, jsonl, xlsx, vcard, html
--- exit 2

"#]]);
    sandbox.run("export --purpose service --dry-run").assert(str![[r#"
--- stderr
3 records would be exported
--- exit 0

"#]]);
    let nowhere = sandbox.run("export --purpose service -o none/all.csv --dry-run");
    assert_eq!(nowhere.status, Some(24), "{nowhere}");
}

#[test]
fn an_export_imports_again_as_the_same_records() {
    let sandbox = people();
    for language in ["en", "zh"] {
        let line = format!(
            "--lang {language} --quiet export --purpose service --reveal -o {language}.csv"
        );
        assert_eq!(sandbox.run(&line).status, Some(0));
        let again = sandbox.run(&format!("--lang {language} --format jsonl import {language}.csv"));
        // K-2 lost its ID number: it is held, so the row differs from the record.
        assert_eq!(again.status, Some(9), "{again}");
        let others =
            sandbox.run(&format!("--format jsonl import {language}.csv --on-conflict skip"));
        assert!(others.stdout.contains("\"unchanged\":2,\"skipped\":1"), "{others}");
    }
    // Into another vault the same customers come back.
    let other = Sandbox::vault();
    let bytes = std::fs::read(sandbox.path("zh.csv")).unwrap();
    let end = other.kedang(["--format", "jsonl", "import", "-"]).input(bytes).end();
    assert!(end.stdout.contains("\"created\":3"), "{end}");
    let fields = "name,phone,email,gender,region,tags,stage,notes";
    let line = format!("export --purpose service --fields {fields}");
    assert_eq!(other.run(&line).stdout, sandbox.run(&line).stdout);
}

/// The first sheet of a workbook as calamine reads it.
fn sheet(sandbox: &Sandbox, name: &str) -> Vec<Vec<calamine::Data>> {
    use calamine::Reader;
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(sandbox.path(name)).unwrap();
    let range = book.worksheet_range_at(0).unwrap().unwrap();
    range.rows().map(<[calamine::Data]>::to_vec).collect()
}

#[test]
fn a_workbook_has_texts_numbers_and_days_and_its_name_says_what_it_is() {
    use calamine::Data;
    let sandbox = Sandbox::vault();
    let people = "公司,手机,类型,注册资本,员工人数,注册日期,邮编,备注\n\
                  示例公司,13800000013,企业,1234.5,20,2001-02-03,010000,=1+1\n";
    std::fs::write(sandbox.path("people.csv"), people).unwrap();
    assert_eq!(sandbox.run("import people.csv").status, Some(0));
    let fields = "number,phone,registered_capital,staff_count,founded,postcode,notes";
    let line = format!("export --purpose service --fields {fields}");
    sandbox.run(&format!("{line} --columns-lang zh -o all.xlsx")).assert(str![[r#"
--- stderr
one record written to all.xlsx
--- exit 0

"#]]);
    let rows = sheet(&sandbox, "all.xlsx");
    let texts = |row: &[Data]| row.iter().map(ToString::to_string).collect::<Vec<_>>().join("|");
    assert_eq!(texts(&rows[0]), "编号|手机|注册资本|员工人数|注册日期|邮编|备注");
    assert_eq!(rows[1][1], Data::String("+8613800000013".to_owned()));
    assert_eq!(rows[1][2..4], [Data::Float(1234.5), Data::Float(20.0)]);
    assert!(matches!(rows[1][4], Data::DateTime(_)), "{:?}", rows[1]);
    assert_eq!(rows[1][5..], [Data::String("010000".to_owned()), Data::String("=1+1".to_owned())]);
    // What is named goes before what the file is called; sealed files are called .xlsx.age.
    assert_eq!(sandbox.run(&format!("{line} --format csv -o csv.xlsx")).status, Some(0));
    assert!(
        std::fs::read_to_string(sandbox.path("csv.xlsx")).unwrap().starts_with("number,phone,")
    );
    let unsealed = sandbox.run(&format!("{line} -o all.xlsx.AGE"));
    assert_eq!(unsealed.status, Some(2), "nobody takes what lies open for sealed: {unsealed}");
    assert!(!sandbox.path("all.xlsx.AGE").exists());
    let key = age::x25519::Identity::generate();
    let sealed = format!("{line} --to {} -o all.xlsx.age", key.to_public());
    assert_eq!(sandbox.run(&sealed).status, Some(0));
    let opened = age::decrypt(&key, &std::fs::read(sandbox.path("all.xlsx.age")).unwrap()).unwrap();
    assert!(opened.starts_with(b"PK"));
    sandbox.run("list --format xlsx").assert(str![[r#"
--- stderr
error: “xlsx” is not a value of --format; known are table, json, jsonl, csv
--- exit 2

"#]]);
    sandbox.run(&format!("{line} --columns-lang en -o all.vcf")).assert(str![[r#"
--- stderr
error: “vcard” is not a value of --format; known are csv, xlsx, html
--- exit 2

"#]]);
}

#[test]
fn cards_hold_what_an_address_book_has_a_place_for() {
    let sandbox = people();
    let done = sandbox.run("--format vcard export --purpose service K-1");
    let id: String = done.stdout.lines().find(|line| line.starts_with("UID")).unwrap().to_owned();
    assert!(id.starts_with("UID;VALUE=text:kedang-") && id.ends_with("-K-000001"), "{id}");
    let text = done.stdout.replace(&id, "UID").replace('\r', "");
    snapbox::assert_data_eq!(
        text,
        str![[r#"
BEGIN:VCARD
VERSION:4.0
UID
KIND:individual
FN:张伟芳
N:张伟芳;;;;
GENDER:F
TEL;TYPE=cell:+8613800000013
TEL;TYPE=voice:+862161234567#12
EMAIL:a@example.com
NOTE:=1+1
CATEGORIES:展会,复购
END:VCARD

"#]]
    );
    sandbox.run("export --purpose service --fields name,stage -o cards.vcf").assert(str![[r#"
--- stderr
error: an address book has no place for stage
--- exit 2

"#]]);
    sandbox.run("export --purpose service --fields phone -o cards.vcf").assert(str![[r#"
--- stderr
error: a card must have a name: add number, name or company to the fields
--- exit 2

"#]]);
    assert!(!sandbox.path("cards.vcf").exists());
    // Of a person whose name does not leave, the company is better than nothing.
    let line = "--format vcard export --purpose service K-1 --fields kind,company,phone";
    let done = sandbox.run(line);
    assert!(done.stdout.contains("\nFN:-\r"), "{done}");
    assert_eq!(sandbox.run("edit K-1 --set company=示例公司").status, Some(0));
    let done = sandbox.run(line);
    assert!(done.stdout.contains("\nFN:示例公司\r"), "{done}");
}

#[test]
fn a_page_shows_a_table_and_runs_nothing() {
    let sandbox = people();
    let line = "export --purpose service --fields name,notes -o all.html --columns-lang zh";
    assert_eq!(sandbox.run(&format!("{line} K-1")).status, Some(0));
    let page = std::fs::read_to_string(sandbox.path("all.html")).unwrap();
    for part in [
        "<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"zh-Hans\">",
        "default-src 'none'",
        "<h1>客户服务 2026-",
        // Each cell says to a spreadsheet that it is text.
        "<th scope=\"col\" sdnum=\"1033;0;@\">姓名</th><th scope=\"col\" sdnum=\"1033;0;@\">备注</th>",
        "<td sdnum=\"1033;0;@\">张伟芳</td><td sdnum=\"1033;0;@\">=1+1</td>",
        "th,td{mso-number-format:\"\\@\"}",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert!(!page.contains("<script"), "{page}");
}

#[test]
fn records_leave_in_the_order_that_is_asked_for() {
    let sandbox = people();
    let line = "export --purpose service --fields name,phone";
    sandbox.run(&format!("{line} --sort=-phone --limit 2")).assert(str![[r#"
name,phone
王芳,'+8613800000015
李娜,'+8613800000014
--- exit 0

"#]]);
    sandbox.run(&format!("{line} --sort stage,-number --format jsonl")).assert(str![[r#"
{"name":"张伟芳","phone":["+8613800000013","+862161234567;ext=12"]}
{"name":"王芳","phone":["+8613800000015"]}
{"name":"李娜","phone":["+8613800000014"]}
--- exit 0

"#]]);
    sandbox.run(&format!("{line} --limit 1 --dry-run")).assert(str![[r#"
--- stderr
one record would be exported
--- exit 0

"#]]);
    sandbox.run(&format!("{line} --sort id_number")).assert(str![[r#"
--- stderr
error: id_number is of level 1, which is exported only with --reveal
--- exit 2

"#]]);
}
