//! The forms in which customers come in and go out: spreadsheets, address books, JSON, exports of other
//! systems, and a file sealed for somebody.

use std::io::Read;

use rust_xlsxwriter::{Format, Workbook};
use snapbox::str;

use crate::sandbox::Sandbox;

/// A workbook as people have them; the names and numbers are made up.
fn workbook(sandbox: &Sandbox) {
    let mut book = Workbook::new();
    let page = book.add_worksheet().set_name("客户").unwrap();
    page.merge_range(0, 0, 0, 3, "客户名单", &Format::new()).unwrap();
    for (at, name) in (0..).zip(["姓名", "手机", "身份证号", "备注"]) {
        page.write_string(1, at, name).unwrap();
    }
    page.write_string(2, 0, "张伟芳").unwrap();
    page.write_number(2, 1, 13_800_000_013.0).unwrap();
    page.write_string(2, 3, "=1+1").unwrap();
    page.write_string(3, 0, "李娜").unwrap();
    page.write_number(3, 1, 13_800_000_014.0).unwrap();
    page.write_number(3, 2, 110_105_194_912_310_020.0).unwrap();
    book.add_worksheet().set_name("说明").unwrap();
    book.save(sandbox.path("customers.xlsx")).unwrap();
}

#[test]
fn a_workbook_is_imported_and_digits_it_has_lost_are_not_made_up() {
    let sandbox = Sandbox::vault();
    workbook(&sandbox);
    sandbox.run("import customers.xlsx --on-error skip --rejects rejects.csv").assert(str![[r#"
Rows read         2
Created           1
Updated           0
Unchanged         0
Skipped           0
Rejected          1
Awaiting consent  0
--- stderr
note: read sheet 1 of 2; --sheet names another one
note: one row that was left out is in rejects.csv
--- exit 3

"#]]);
    sandbox.run("list --columns number,name,phone,notes").assert(str![[r#"
Number    Name    Phone           Notes
----------------------------------------
K-000001  张伟芳  +8613800000013  =1+1
--- exit 0

"#]]);
    let rejects = std::fs::read_to_string(sandbox.path("rejects.csv")).unwrap();
    assert!(rejects.contains("李娜,13800000014,") && rejects.contains(",4,"), "{rejects}");
    sandbox.run("import customers.xlsx --sheet 3").assert(str![[r#"
--- stderr
error: there is no such sheet; the file has 2, to be given by name or by number
--- exit 2

"#]]);
    sandbox.run("--lang zh import customers.xlsx --sheet 客户 --dry-run").assert(str![[r#"
--- stderr
错误：第 4 行：身份证号 的值不予接受：数字超过十五位，表格软件只保留了前十五位；请将该列设为文本格式后重新录入
提示：kedang import customers.xlsx --on-error skip --rejects rejects.csv
--- exit 7

"#]]);
    // Zeros that the format shows are put back; letters that it shows are not there.
    shown_otherwise(&sandbox);
    sandbox.run("import codes.xlsx --on-error skip").assert(str![[r#"
Rows read         2
Created           1
Updated           0
Unchanged         0
Skipped           0
Rejected          1
Awaiting consent  0
--- stderr
note: line 3 is left out: external id: the format of the cell shows more than its number, such as leading zeros or letters; format the column as text and enter what is shown
--- exit 3

"#]]);
    sandbox.run("list K-2 --columns number,name,external_id").assert(str![[r#"
Number    Name  External id
----------------------------
K-000002  张三  000123
--- exit 0

"#]]);
    std::fs::write(sandbox.path("plain.csv"), "姓名,手机\n王芳,13800000019\n").unwrap();
    for (file, option, value) in [
        ("customers.xlsx", "--delimiter", ";"),
        ("customers.xlsx", "--encoding", "gb18030"),
        ("plain.csv", "--sheet", "1"),
    ] {
        let refused = sandbox.run(&format!("import {file} {option} {value} --dry-run"));
        assert!(refused.status == Some(2) && refused.stderr.contains(option), "{refused}");
    }
}

/// A workbook in which formats show more than cells hold.
fn shown_otherwise(sandbox: &Sandbox) {
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    page.write_row(0, 0, ["姓名", "手机", "外部编号"]).unwrap();
    for (row, name, format) in [(1, "张三", "000000"), (2, "李四", "\"KH\"00000")] {
        let format = Format::new().set_num_format(format);
        page.write_string(row, 0, name).unwrap();
        page.write_number(row, 1, 13_800_000_020.0 + f64::from(row)).unwrap();
        page.write_number_with_format(row, 2, 123.0, &format).unwrap();
    }
    book.save(sandbox.path("codes.xlsx")).unwrap();
}

#[test]
fn files_that_are_damaged_or_made_to_hurt_end_with_7_and_change_nothing() {
    let sandbox = Sandbox::vault();
    workbook(&sandbox);
    let whole = std::fs::read(sandbox.path("customers.xlsx")).unwrap();
    let bomb = {
        let mut archive = zip::ZipWriter::new_append(std::io::Cursor::new(whole.clone())).unwrap();
        let options = zip::write::SimpleFileOptions::default();
        archive.start_file("xl/worksheets/sheet9.xml", options).unwrap();
        std::io::copy(&mut std::io::repeat(b' ').take(64 << 20), &mut archive).unwrap();
        archive.finish().unwrap().into_inner()
    };
    let deep = ["[".repeat(100_000), "]".repeat(100_000)].concat();
    let card = "BEGIN:VCARD\nVERSION:3.0\nFN:张伟\n";
    let before = sandbox.run("audit verify --format json");
    assert_eq!(before.status, Some(0), "{before}");
    for (name, bytes, code) in [
        ("cut.xlsx", &whole[..whole.len() / 2], "bad-sheet"),
        ("bomb.xlsx", &bomb, "unpacks-too-much"),
        ("deep.json", format!("[{deep}").as_bytes(), "bad-array"),
        ("cut.json", b"[{\"name\":\"a\"", "bad-array"),
        ("cut.vcf", card.as_bytes(), "bad-card"),
    ] {
        std::fs::write(sandbox.path(name), bytes).unwrap();
        let failed = sandbox.run(&format!("--format json import {name}"));
        assert_eq!(failed.status, Some(7), "{name}: {failed}");
        assert!(failed.stderr.contains(&format!("\"code\":\"{code}\"")), "{name}: {failed}");
    }
    assert_eq!(sandbox.run("audit verify --format json").stdout, before.stdout);
    assert_eq!(sandbox.run("list --count").stdout, "0\n");
}

#[test]
fn an_address_book_is_imported() {
    let sandbox = Sandbox::vault();
    let cards = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:张;伟芳;;;\r\nFN:张伟芳\r\nTEL;TYPE=CELL:138-0000-0013\r\n\
                 TEL;TYPE=CELL:13900000016\r\nEMAIL:zhang@example.com\r\nEND:VCARD\r\n";
    std::fs::write(sandbox.path("cards.vcf"), cards).unwrap();
    let done = sandbox.run("import cards.vcf");
    assert_eq!(done.status, Some(0), "{done}");
    sandbox.run("list --columns number,name,phone,email").assert(str![[r#"
Number    Name    Phone                           E-mail
--------------------------------------------------------------------
K-000001  张伟芳  +8613800000013, +8613900000016  zhang@example.com
--- exit 0

"#]]);
}

#[test]
fn what_is_exported_as_a_document_comes_in_again() {
    let sandbox = Sandbox::vault();
    let people =
        "姓名,手机,备注\n𠮷田一,13800000013,\"第一行\n\"\"=1+1\"\"\"\n李娜,13800000014,@x\n";
    std::fs::write(sandbox.path("people.csv"), people).unwrap();
    assert_eq!(sandbox.run("import people.csv").status, Some(0));
    let export = |sandbox: &Sandbox, format: &str| {
        sandbox.run(&format!("--format {format} export --purpose service")).stdout
    };
    for format in ["json", "jsonl", "csv"] {
        let other = Sandbox::vault();
        std::fs::write(other.path("all"), export(&sandbox, format)).unwrap();
        let done = other.run("import all");
        assert_eq!(done.status, Some(0), "{done}");
        assert_eq!(export(&other, format), export(&sandbox, format));
    }
}

#[test]
fn the_export_of_another_system_is_shown_and_then_imported() {
    let sandbox = Sandbox::vault();
    let contacts = "Contact ID,First Name,Last Name,Account Name,Mobile,Lead Source,Segment\n\
                    003A,Anna,Example,Example Ltd,+44 7400 123456,Trade Show,x\n\
                    003B,伟芳,张,示例公司,1.38E+10,Web,y\n";
    std::fs::write(sandbox.path("contacts.csv"), contacts).unwrap();
    sandbox.run("import contacts.csv --map salesforce --preview").assert(str![[r#"
Column        Field        Line 2         Line 3
---------------------------------------------------
Contact ID    external id  003A           003B
First Name    name         Anna Example   张伟芳
Last Name     name
Account Name  company      Example Ltd    示例公司
Mobile        phone        +447400123456
Lead Source   source       exhibition     online
Segment
--- stderr
note: line 3 is left out: phone: a spreadsheet has shortened the number to a power of ten; format the column as text and enter it again
nothing was written
--- exit 0

"#]]);
    assert_eq!(sandbox.run("list --count").stdout, "0\n");
    let map = "[columns]\n\"Segment\" = \"tags\"\n\"Mobile\" = \"\"\n\"Last Name\" = \"name\"\n";
    std::fs::write(sandbox.path("map.toml"), map).unwrap();
    sandbox.run("--lang zh import contacts.csv --map map.toml --preview").assert(str![[r#"
列            字段  第 2 行  第 3 行
-------------------------------------
Contact ID
First Name
Last Name     姓名  Example  张
Account Name
Mobile
Lead Source
Segment       标签  x        y
--- stderr
什么都没有写入
--- exit 0

"#]]);
    std::fs::write(sandbox.path("bad.toml"), "[columns]\nA = \"nmae\"\n").unwrap();
    sandbox.run("import contacts.csv --map bad.toml").assert(str![[r#"
--- stderr
error: there is no field “nmae”
--- exit 2

"#]]);
    // What the most protected level holds is masked, and who may not write is shown nothing.
    let people = "姓名,手机,身份证号\n张伟芳,13800000013,11010519491231002X\n";
    std::fs::write(sandbox.path("people.csv"), people).unwrap();
    let shown = sandbox.run("import people.csv --preview").stdout;
    assert!(
        shown.contains("110105********002X") && !shown.contains("11010519491231002X"),
        "{shown}"
    );
    let added = sandbox.run("operator add li --role viewer --new-identity li.id");
    assert_eq!(added.status, Some(0), "{added}");
    let refused = sandbox.run("--identity li.id import people.csv --preview");
    assert_eq!((refused.status, refused.stdout.as_str()), (Some(14), ""), "{refused}");
    sandbox.run("import contacts.csv --map sap").assert(str![[r#"
--- stderr
error: there is no file sap
caused by: there is no such file or directory
hint: the maps that come with kedang are espocrm, fxiaoke, google, hubspot, outlook, salesforce, zoho
--- exit 24

"#]]);
}

#[test]
fn a_sealed_export_is_opened_by_whom_it_is_for() {
    let sandbox = Sandbox::vault();
    std::fs::write(sandbox.path("people.csv"), "姓名,手机\n张伟芳,13800000013\n").unwrap();
    assert_eq!(sandbox.run("import people.csv").status, Some(0));
    let key = age::x25519::Identity::generate();
    let other = age::x25519::Identity::generate();
    let line = format!("export --purpose service --fields name,phone --to {} -o", key.to_public());
    let done = sandbox.run(&format!("{line} one.age"));
    assert_eq!(done.status, Some(0), "{done}");
    let sealed = std::fs::read(sandbox.path("one.age")).unwrap();
    assert!(!sealed.windows(6).any(|bytes| bytes == "张伟".as_bytes()));
    let opened = age::decrypt(&key, &sealed).unwrap();
    assert_eq!(String::from_utf8(opened).unwrap(), "name,phone\n张伟芳,'+8613800000013\n");
    assert!(age::decrypt(&other, &sealed).is_err());
    let both = format!("{line} two.age --to {}", other.to_public());
    assert_eq!(sandbox.run(&both).status, Some(0));
    assert!(age::decrypt(&other, &std::fs::read(sandbox.path("two.age")).unwrap()).is_ok());
    sandbox.run("export --purpose service --to age1x -o three.age").assert(str![[r#"
--- stderr
error: what was given is no age recipient, or the plugin that it needs is not installed
--- exit 7

"#]]);
    assert!(!sandbox.path("three.age").exists());
    // A registered recipient is named, and its keys are those of the register.
    let add = format!("recipient add 伙伴 --contact desk --to {}", other.to_public());
    assert_eq!(sandbox.run(&add).status, Some(0));
    // What stands against a share by the register stands against a file that is sealed for it, too.
    let to_partner = "export --purpose service --to @伙伴 -o four.age";
    sandbox.run(to_partner).assert(str![[r#"
--- stderr
error: there is no agreement of confidentiality with 伙伴
hint: kedang recipient add NAME --replace --agreement REF --agreed DAY …
hint: kedang share issue … --recipient NAME
--- exit 14

"#]]);
    let agreed = format!("{add} --agreement NDA-1 --agreed 2026-01-01 --replace");
    assert_eq!(sandbox.run(&format!("{agreed} --country SG --until 2026-02-28")).status, Some(0));
    let refused = sandbox.run(&format!("--format json {to_partner}"));
    assert_eq!(refused.status, Some(14), "{refused}");
    for reason in ["agreement-over", "abroad", "needs-assessment"] {
        assert!(refused.stderr.contains(&format!("\"{reason}\"")), "{reason}: {refused}");
    }
    assert!(!sandbox.path("four.age").exists());
    // So does it where the key itself is typed.
    let typed = format!("export --purpose service --to {} -o four.age", other.to_public());
    let refused = sandbox.run(&typed);
    assert_eq!(refused.status, Some(14), "{refused}");
    assert!(refused.stderr.contains("hint: kedang share issue"), "{refused}");
    assert!(!sandbox.path("four.age").exists());
    let nowhere = sandbox.run(&format!("{agreed} --country XX --until 1y"));
    assert!(nowhere.status == Some(7) && nowhere.stderr.contains("country"), "{nowhere}");
    assert_eq!(sandbox.run(&format!("{agreed} --country CN --until 1y")).status, Some(0));
    let named = sandbox.run("export --purpose service --fields name --to @伙伴 -o four.age");
    assert_eq!(named.status, Some(0), "{named}");
    let opened = age::decrypt(&other, &std::fs::read(sandbox.path("four.age")).unwrap()).unwrap();
    assert_eq!(String::from_utf8(opened).unwrap(), "name\n张伟芳\n");
    sandbox.run("export --purpose service --to @nobody -o five.age").assert(str![[r#"
--- stderr
error: no recipient nobody is registered
hint: kedang recipient list
--- exit 8

"#]]);
    assert!(!sandbox.path("five.age").exists());
}

/// Nothing that a file says is lost in silence, and nothing is made of what it does not say.
#[test]
fn what_is_passed_over_is_told() {
    let sandbox = Sandbox::vault();
    let card = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:张伟芳\r\nTEL:13800000013\r\nADR:;;一路1号;;;;\r\n\
                ADR:;;二路2号;;;;\r\nBDAY:--0307\r\nEND:VCARD\r\n";
    std::fs::write(sandbox.path("card.vcf"), card).unwrap();
    sandbox.run("import card.vcf --dry-run").assert(str![[r#"
Rows read         1
Created           1
Updated           0
Unchanged         0
Skipped           0
Rejected          0
Awaiting consent  0
--- stderr
note: passed over, as no field takes it: vCard ADR (2), vCard BDAY (--MM-DD)
nothing was written
--- exit 0

"#]]);
    let google =
        "First Name,Birthday,Phone 1 - Value\n李娜, --03-07,13800000014 ::: 13800000015\n,,\n";
    std::fs::write(sandbox.path("google.csv"), google).unwrap();
    sandbox.run("--lang zh import google.csv --map google").assert(str![[r#"
读取行数  1
新建      1
更新      0
未变      0
略过      0
拒收      0
待同意    0
--- stderr
说明：没有字段可存，已略过：Birthday (--MM-DD)
--- exit 0

"#]]);
    let old = "BEGIN:VCARD\r\nVERSION:2.1\r\nTEL:13800000017\r\nN;ENCODING=QUOTED-PRINTABLE:=D5=C5;=CE=B0;;;\r\nEND:VCARD\r\n";
    std::fs::write(sandbox.path("old.vcf"), old).unwrap();
    sandbox.run("import old.vcf").assert(str![[r#"
--- stderr
error: line 1: the value of the whole row is refused: quoted-printable text that is not in the encoding that it names, or names none and is not UTF-8; name the encoding with --encoding
hint: kedang import old.vcf --on-error skip --rejects rejects.vcf
--- exit 7

"#]]);
    let skipped = sandbox.run("import old.vcf --on-error skip --rejects rejects.vcf");
    assert_eq!(skipped.status, Some(3), "{skipped}");
    let rejects = std::fs::read_to_string(sandbox.path("rejects.vcf")).unwrap();
    assert!(rejects.contains("\r\nX-KEDANG-REJECTED:line 1; the whole row: "), "{rejects}");
    let done = sandbox.run("import rejects.vcf --encoding gb18030");
    assert!(done.status == Some(0) && !done.stderr.contains("passed over"), "{done}");
    let twice = "姓名,手机,来源,客户来源\n王芳,13800000016,展会,展会\n";
    std::fs::write(sandbox.path("twice.csv"), twice).unwrap();
    let refused = sandbox.run("--lang zh import twice.csv");
    assert!(refused.stderr.contains("“来源”和“客户来源”"), "{refused}");
    let done = sandbox.run("import twice.csv --map fxiaoke");
    assert_eq!(done.status, Some(0), "{done}");
}
