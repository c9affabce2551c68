//! What somebody else provided, without a consent or a basis: kept apart until there is one.

use crate::sandbox::{Sandbox, Transcript};

const PROVIDED: &str = r#"{"name":"李娜","phone":"13800000014","source":"合作伙伴"}"#;

fn add(sandbox: &Sandbox, json: &str) -> Transcript {
    sandbox.kedang("add --quarantine --json -".split_whitespace()).input(json).end()
}

#[test]
fn it_is_in_no_list_and_no_export_until_its_owner_agreed() {
    let sandbox = Sandbox::vault();
    add(&sandbox, PROVIDED).assert(snapbox::str![[r#""#]]);
    add(&sandbox, r#"{"name":"张伟","phone":"13800000013","source":"展会"}"#)
        .assert(snapbox::str![[r#""#]]);
    sandbox.run("list --format csv").assert(snapbox::str![[r#""#]]);
    sandbox.run("export --purpose service --format csv").assert(snapbox::str![[r#""#]]);
    sandbox
        .run("list state:quarantined --columns number,state --format csv")
        .assert(snapbox::str![[r#""#]]);
    sandbox.run("purge due --within 40d --format csv").assert(snapbox::str![[r#""#]]);
    std::fs::write(sandbox.path("privacy.txt"), "隐私政策\n").unwrap();
    sandbox.run("notice add privacy.txt --purpose marketing --retention 二年");
    sandbox.run("consent grant K-1 --purpose marketing --method form --notice 1");
    sandbox.run("list --columns number,state --format csv").assert(snapbox::str![[r#""#]]);
}

#[test]
fn rows_of_a_third_party_are_imported_into_quarantine() {
    let sandbox = Sandbox::vault();
    let rows = "name,phone,source,consent_date\n李娜,13800000014,推荐,\n周七,13800000015,推荐,2026-01-05\n";
    std::fs::write(sandbox.path("rows.csv"), rows).unwrap();
    sandbox.run("import rows.csv --quarantine --format json").assert(snapbox::str![[r#""#]]);
    sandbox.run("show K-1").assert(snapbox::str![[r#""#]]);
    sandbox.run("edit K-1 --set state=active").assert(snapbox::str![[r#""#]]);
    sandbox.run("edit K-1 --set state=restricted").assert(snapbox::str![[r#""#]]);
    sandbox.run("list --columns number,state --format csv").assert(snapbox::str![[r#""#]]);
}
