//! `kedang list`: selectors in every spelling, columns, order, counts.

use snapbox::str;

use crate::people::four;

#[test]
fn the_default_columns_in_both_languages() {
    let sandbox = four();
    sandbox.run("list").assert(str![[r#"
Number    Name    Company           Phone           E-mail            Stage   Grade  Tags       Region
---------------------------------------------------------------------------------------------------------------
K-000001  张伟芳                    +8613800000013  Wei@example.com   active  A      展会, VIP  上海市浦东新区
K-000002  李娜                      +8613800000014                            C
K-000003          北京示例有限公司  +861061234567                             VIP    展会
K-000004  王芳                                      fang@example.com
--- exit 0

"#]]);
    sandbox.run("--lang zh list").assert(str![[r#"
编号      姓名    公司              手机            邮箱              阶段  等级  标签       地区
------------------------------------------------------------------------------------------------------------
K-000001  张伟芳                    +8613800000013  Wei@example.com   现有  A     展会, VIP  上海市浦东新区
K-000002  李娜                      +8613800000014                          C
K-000003          北京示例有限公司  +861061234567                           VIP   展会
K-000004  王芳                                      fang@example.com
--- exit 0

"#]]);
    sandbox.run("list grade:A --format json").assert(str![[r#"
{"schema":"kedang.list/1","items":[
{"number":"K-000001","name":"张伟芳","company":null,"phone":["+8613800000013"],"email":["Wei@example.com"],"stage":"active","grade":"A","tags":["展会","VIP"],"region":"310115 上海市浦东新区"}
]}
--- exit 0

"#]]);
    sandbox.run("list grade:A --format csv").assert(str![[r#"
number,name,company,phone,email,stage,grade,tags,region
K-000001,张伟芳,,+8613800000013,Wei@example.com,active,A,"展会,VIP",310115 上海市浦东新区
--- exit 0

"#]]);
}

#[test]
fn selectors_are_understood_as_they_are_typed() {
    let sandbox = four();
    let numbers = |words: &[&str]| {
        let args = ["list", "--columns", "number", "--format", "csv"].into_iter();
        let listed = sandbox.kedang(args.chain(words.iter().copied())).end();
        assert_eq!(listed.status, Some(0), "{listed}");
        let lines: Vec<&str> = listed.stdout.lines().skip(1).collect();
        lines.join(" ").replace("K-00000", "")
    };
    for (words, found) in [
        (&["13800000013"][..], "1"),
        (&["138 0000 0013"], "1"),
        (&["伟芳"], "1"),
        (&["wei@"], "1"),
        (&["61234567"], "3"),
        (&["grade:A,VIP"], "1 3"),
        (&["等级：A，VIP"], "1 3"),
        (&["name.has:伟芳", "tag:VIP", "等级：A，B"], "1"),
        (&["tag:展会", "tag.not:vip"], "3"),
        (&["K-2..K-3"], "2 3"),
        (&["k-000004", "1"], "1 4"),
        (&["region:沪"], "1"),
        (&["source:unstated"], "4"),
        (&["floor_rule:none"], "2 3 4"),
        (&["floor_rule:floor:ecommerce"], "1"),
        (&["stage:流失"], ""),
    ] {
        assert_eq!(numbers(words), found, "{words:?}");
    }
    let piped = sandbox.kedang(["list", "-", "--count"]).input("伟芳\ngrade:A\n").end();
    assert_eq!(piped.stdout, "1\n");
}

#[test]
fn columns_order_and_limit_are_chosen() {
    let sandbox = four();
    sandbox.run("list --columns number,等级,name --sort grade").assert(str![[r#"
Number    Grade  Name
------------------------
K-000003  VIP
K-000001  A      张伟芳
K-000002  C      李娜
K-000004         王芳
--- exit 0

"#]]);
    sandbox.run("list --columns 编号,grade --sort -grade --limit 2 --format csv").assert(str![[
        r#"
number,grade
K-000002,C
K-000001,A
--- exit 0

"#
    ]]);
    sandbox.run("list --columns number --sort -number --limit 1 --format csv").assert(str![[r#"
number
K-000004
--- exit 0

"#]]);
    sandbox.run("list --columns number,id_number grade:C").assert(str![[r#"
Number    ID number
-----------------------------
K-000002  110105********002X
--- exit 0

"#]]);
    sandbox.run("list --columns number,id_number grade:C --reveal --format jsonl").assert(str![[
        r#"
{"number":"K-000002","id_number":"11010519491231002X"}
--- exit 0

"#
    ]]);
}

#[test]
fn counts_are_bare_numbers() {
    let sandbox = four();
    sandbox.run("list tag:展会 --count").assert(str![[r#"
2
--- exit 0

"#]]);
    sandbox.run("list --count --format json").assert(str![[r#"
{"schema":"kedang.count/1","item":{"count":4}}
--- exit 0

"#]]);
    sandbox.run("list grade:B").assert(str![[r#"
--- stderr
no records
--- exit 0

"#]]);
}

#[test]
fn mistakes_are_told_without_what_was_typed() {
    let sandbox = four();
    sandbox.run("list grad:A").assert(str![[r#"
--- stderr
error: selector 1 names no term that there is
hint: did you mean grade?
--- exit 2

"#]]);
    sandbox.run("--lang zh list stage:张三").assert(str![[r#"
--- stderr
错误：无法识别第 1 个选择条件：该字段没有这个值
--- exit 2

"#]]);
    sandbox.run("list name.before:张三").assert(str![[r#"
--- stderr
error: selector 1 cannot be read: before and after need a field that holds days
--- exit 2

"#]]);
    sandbox.run("list --columns nmae").assert(str![[r#"
--- stderr
error: there is no field “nmae”
hint: did you mean name?
--- exit 2

"#]]);
    sandbox.run("list 身份证：11010519491231002X").assert(str![[r#"
--- stderr
error: id_number is of level 1 and must not stand in a command line; give it on standard input
hint: kedang list - < FILE
--- exit 2

"#]]);
    sandbox.run("list 11010519491231002X").assert(str![[r#"
--- stderr
error: id_number is of level 1 and must not stand in a command line; give it on standard input
hint: kedang list - < FILE
--- exit 2

"#]]);
    sandbox.kedang(["list", "-"]).input("").end().assert(str![[r#"
--- stderr
error: say which records: numbers or terms
--- exit 2

"#]]);
}

#[test]
fn names_are_found_by_pinyin_and_in_other_characters() {
    let sandbox = four();
    let count = |line: &str| sandbox.run(&format!("list --count {line}")).stdout;
    for (line, found) in [
        ("zhangweifang", "1\n"),
        ("zwf", "1\n"),
        ("fang", "2\n"),
        ("張偉芳", "1\n"),
        ("name.has:偉", "1\n"),
        ("name.has:wangf", "0\n"),
        ("beijing", "1\n"),
        ("zhangwei grade:A", "1\n"),
        ("name:zhangweifang", "0\n"),
    ] {
        assert_eq!(count(line), found, "{line}");
    }
    // Destroying takes no bare word, whatever it sounds like.
    assert_eq!(sandbox.run("purge run zwf --dry-run").status, Some(2));
}

#[test]
fn amounts_and_numbers_are_compared_as_such() {
    let sandbox = crate::sandbox::Sandbox::vault();
    let rows = "类型,公司,手机,注册资本,员工人数,主要管理者,内部组织机构\n\
                企业,甲公司,13800000013,50万元,9,王芳；李娜,销售部\n\
                企业,乙公司,13800000014,\"1,200,000\",100,,\n\
                企业,丙公司,13800000015,USD 900,20,,\n";
    std::fs::write(sandbox.path("companies.csv"), rows).unwrap();
    let done = sandbox.run("import companies.csv");
    assert_eq!(done.status, Some(0), "{done}");
    let found =
        |line: &str| sandbox.run(&format!("list --columns company --format csv {line}")).stdout;
    for (line, companies) in [
        ("registered_capital.over:50万", "乙公司"),
        ("注册资本.低于:100万", "甲公司"),
        ("registered_capital.over:USD800", "丙公司"),
        ("staff_count.over:9 staff_count.under:100", "丙公司"),
        ("managers.has:李娜", "甲公司"),
    ] {
        assert_eq!(found(line), format!("company\r\n{companies}\r\n"), "{line}");
    }
    sandbox.run("list company.over:9").assert(str![[r#"
--- stderr
error: selector 1 cannot be read: over and under need a field that holds amounts or numbers
--- exit 2

"#]]);
    sandbox.run("--lang zh list 注册资本.高于:很多").assert(str![[r#"
--- stderr
错误：无法识别第 1 个选择条件：应为金额或整数
--- exit 2

"#]]);
}
