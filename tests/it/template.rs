//! `kedang template`: a form that an import takes, and the data dictionary.

use std::io::Read;

use snapbox::str;

use crate::sandbox::Sandbox;

/// The text of a file inside a workbook.
fn part(path: &std::path::Path, name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn the_dictionary_says_what_each_field_takes() {
    let sandbox = Sandbox::new();
    let line = "template --default --fields 姓名,phone,grade,registered_capital,source";
    sandbox.run(line).assert(str![[r#"
Chinese name  English name        Id                  Type                             Level  Category        Required                                              Options                                                                                                        Unit  Example      Note
-----------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------
姓名          name                name                name                             2      identity        person: required                                                                                                                                                           张三
手机          phone               phone               telephone number                 2      contact         person: this or e-mail; organisation: this or e-mail                                                                                                                       13800000013  several values: put ; between them
等级          grade               grade               grade                            3      classification                                                        VIP, A, B, C                                                                                                         VIP
注册资本      registered capital  registered_capital  amount                           2      identity                                                                                                                                                                             CNY   1234.50
来源          source              source              one of the options, or any text  3      record                                                                unstated, visit, phone, online form, app, exhibition, referral, store, email, social media, purchase, partner        unstated
--- exit 0

"#]]);
    let line = "--lang zh template --default --fields phone,gender --format csv";
    sandbox.run(line).assert(str![[r#"
zh,en,id,type,level,category,required,options,unit,example,note
手机,phone,phone,电话号码,2,联系信息,个人：与邮箱任填其一；企业：与邮箱任填其一,,,13800000013,可填多个值，以分号分隔
性别,gender,gender,选项之一,2,身份信息,,男（male、男性、先生、m）；女（female、女性、女士、f）；其他（other、未说明）,,男,
--- exit 0

"#]]);
    sandbox.run("template --default --fields phone,kind --format jsonl").assert(str![[r#"
{"id":"phone","zh":"手机","en":"phone","type":"phone","level":2,"category":"contact","required":[{"kind":"person","any":["phone","email"]},{"kind":"org","any":["phone","email"]}],"options":[],"unit":"","example":"13800000013","note":"several values: put ; between them"}
{"id":"kind","zh":"类型","en":"kind","type":"choice","level":3,"category":"classification","required":[],"options":[{"id":"person","zh":"个人","en":"person","aliases":["个人客户","自然人","individual","顾客"]},{"id":"org","zh":"企业","en":"organisation","aliases":["企业客户","公司","组织","单位","机构","政府机构","集体","organization","company","普通公司","特殊公司","合作伙伴","合作方","partner"]}],"unit":"","example":"person","note":""}
--- exit 0

"#]]);
    sandbox.run("template --default --fields created").assert(str![[r#"
--- stderr
error: created is kept by the program and cannot be set by hand
--- exit 2

"#]]);
    sandbox.run("template --default --kind 机器人").assert(str![[r#"
--- stderr
error: “机器人” is not a value of --kind; known are person, org
--- exit 2

"#]]);
    sandbox.run("template --default -o form.ods").assert(str![[r#"
--- stderr
error: “form.ods” is not a value of --output; known are FILE.csv, FILE.xlsx
--- exit 2

"#]]);
    // What only organisations have is not asked of a person; the program's own fields of nobody.
    let count = |kind: &str| {
        let run = sandbox.run(&format!("template --default --kind {kind} --format jsonl"));
        let ids: Vec<String> =
            run.stdout.lines().map(|line| line.split('"').nth(3).unwrap().to_owned()).collect();
        assert!(!ids.contains(&"created".to_owned()), "{ids:?}");
        (ids.contains(&"gender".to_owned()), ids.contains(&"credit_code".to_owned()))
    };
    assert_eq!((count("person"), count("企业")), ((true, false), (false, true)));
}

#[test]
fn a_template_goes_back_through_an_import() {
    let sandbox = Sandbox::vault();
    sandbox.run("--lang zh template --kind 个人 -o form.csv --dictionary fields.csv --bom").assert(
        str![[r#"
--- stderr
已将 44 个字段写入 form.csv、fields.csv
--- exit 0

"#]],
    );
    let form = std::fs::read_to_string(sandbox.path("form.csv")).unwrap();
    assert!(form.starts_with("\u{feff}姓名,公司,"), "{form}");
    let empty = sandbox.run("import form.csv");
    empty.assert(str![[r#"
Rows read         0
Created           0
Updated           0
Unchanged         0
Skipped           0
Rejected          0
Awaiting consent  0
--- exit 0

"#]]);
    // One right row of the dictionary's examples.
    let names: Vec<&str> = form.trim_start_matches('\u{feff}').trim_end().split(',').collect();
    let dictionary = sandbox.run("--lang zh template --kind 个人 --format csv").stdout;
    let example = |name: &&str| {
        let line = dictionary.lines().find(|line| line.split(',').next() == Some(name)).unwrap();
        // The last cell but one; notes have no comma in Chinese, and examples none at all.
        line.trim_end().rsplit(',').nth(1).unwrap().to_owned()
    };
    let row: Vec<String> = names.iter().map(example).collect();
    assert!(row.iter().filter(|cell| !cell.is_empty()).count() > 20, "{row:?}");
    std::fs::write(sandbox.path("filled.csv"), format!("{form}{}\n", row.join(","))).unwrap();
    let filled = sandbox.run("import filled.csv --format json");
    assert_eq!(filled.status, Some(0), "{filled}");
    assert!(filled.stdout.contains("\"created\":1"), "{filled}");
    let shown = sandbox.run("show K-1 --format json");
    assert!(shown.stdout.contains("\"name\":\"张三\""), "{shown}");
    sandbox.run("template -o form.csv").assert(str![[r#"
--- stderr
error: form.csv exists already
--- exit 9

"#]]);
}

#[test]
fn a_workbook_has_lists_and_the_dictionary() {
    let sandbox = Sandbox::vault();
    sandbox.run("--lang zh template -o form.xlsx").assert(str![[r#"
--- stderr
已将 56 个字段写入 form.xlsx
--- exit 0

"#]]);
    let path = sandbox.path("form.xlsx");
    let texts = part(&path, "xl/sharedStrings.xml");
    for text in ["姓名", "身份证号", "数据字典", "个人：必填", "440524188001010014"]
    {
        let found = texts.contains(text) || part(&path, "xl/workbook.xml").contains(text);
        assert!(found, "{text}");
    }
    let form = part(&path, "xl/worksheets/sheet1.xml");
    assert!(form.contains("\"男,女,其他\"") && form.contains("\"VIP,A,B,C\""), "{form}");
    sandbox.run("template -o other.xlsx --dry-run").assert(str![[r#"
--- stderr
would write other.xlsx
--- exit 0

"#]]);
    assert!(!sandbox.path("other.xlsx").exists());
}
