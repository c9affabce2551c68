//! What is kept and for how long: restricted records, what comes due and why, and what another policy
//! would move.

use std::collections::BTreeMap;

use snapbox::str;

use crate::people::add;
use crate::sandbox::{Sandbox, Transcript};

/// K-1 is gone for years; K-2 a prospect whose two years end this month; K-3 one of long ago whose
/// case is before a court; K-4 a customer whom a day was set for, within a statutory period; K-5 a
/// customer who stays.
fn sandbox() -> Sandbox {
    let sandbox = Sandbox::vault();
    for json in [
        r#"{"name":"张伟芳","phone":"13800000013","stage":"流失","last_contact":"2020-05-01"}"#,
        r#"{"name":"李娜","phone":"13800000014","stage":"潜在","last_contact":"2024-03-20"}"#,
        r#"{"name":"王芳","phone":"13800000015","stage":"潜在","last_contact":"2020-01-01"}"#,
        r#"{"name":"赵敏","phone":"13800000016","stage":"现有","last_contact":"2024-06-15",
            "retain_until":"2026-02-01"}"#,
        r#"{"name":"孙丽","phone":"13800000017","stage":"现有","last_contact":"2026-02-01"}"#,
    ] {
        add(&sandbox, json);
    }
    let held = sandbox.run("hold place K-3 --kind 诉讼 --reference C-2026-31");
    assert_eq!(held.status, Some(0), "{held}");
    let added = sandbox.run("operator add 陈静 --role custodian --new-identity custodian");
    assert_eq!(added.status, Some(0), "{added}");
    sandbox
}

fn custodian(sandbox: &Sandbox, line: &str) -> Transcript {
    sandbox.run(&format!("--identity custodian {line}"))
}

#[test]
fn what_comes_due_is_told_with_rule_source_and_what_stops_it() {
    let sandbox = sandbox();
    sandbox.run("purge due").assert(str![]);
    sandbox.run("purge due --within 30d --explain --format jsonl").assert(str![]);
    sandbox.run("--lang zh purge due --within 30d").assert(str![]);
    sandbox.run("purge due K-5 --within 6m").assert(str![]);
    sandbox.run("purge due --within soon").assert(str![]);
}

#[test]
fn a_restricted_record_is_shown_by_its_number_to_those_who_may() {
    let sandbox = sandbox();
    custodian(&sandbox, "list 赵敏").assert(str![]);
    custodian(&sandbox, "list --count").assert(str![]);
    custodian(&sandbox, "show K-4").assert(str![]);
    custodian(&sandbox, "--lang zh edit K-4 --set grade=A").assert(str![]);
    custodian(&sandbox, "export K-4 --purpose service").assert(str![]);
    let refused = sandbox.run("audit log --format csv").stdout;
    let refused: Vec<&str> = refused.lines().filter(|line| line.contains(",restricted,")).collect();
    assert_eq!(refused.len(), 3, "{refused:#?}");
    sandbox.run("show K-4 --format csv").assert(str![]);
    let shown = sandbox.run("show K-4");
    assert!(shown.stdout.contains("restricted"), "{shown}");
    assert!(shown.stderr.contains("destroyed after 2027-06-15 (floor:ecommerce)"), "{shown}");
    sandbox.run("export K-4 K-5 --purpose service --fields number").assert(str![]);
    sandbox.run("purge run K-4 --reason request --basis REQ-1 --yes --count 1").assert(str![]);
}

#[test]
fn the_nightly_job_destroys_on_the_day_and_certifies_that_no_period_runs() {
    let sandbox = sandbox();
    let nightly = |day: &str| {
        let line = "purge run --due --yes --quiet --format jsonl";
        let run =
            sandbox.kedang(line.split(' ')).env("KEDANG_TEST_NOW", format!("{day}T03:00:00Z"));
        let done = run.end();
        assert_eq!(done.status, Some(0), "{done}");
        let row = |line: &str| {
            let row: serde_json::Value = serde_json::from_str(line).unwrap();
            format!("{} {} {}", row["numbers"][0].as_str().unwrap(), row["reason"], row["basis"])
        };
        done.stdout.lines().map(row).collect::<Vec<_>>().join(", ")
    };
    assert_eq!(nightly("2026-03-01"), r#"K-000001 "ended" "PIPL 47-1-1 ECL 31""#);
    let certificate = sandbox.run("certificate show K-1");
    assert!(certificate.stdout.contains("ecommerce"), "{certificate}");
    sandbox.run("certificate show K-1 --format json");
    assert_eq!(nightly("2026-03-20"), "");
    assert_eq!(nightly("2026-03-21"), r#"K-000002 "expired" "PIPL 19 47-1-1""#);
    // What only a statutory period kept goes for the reason that ended its use.
    assert_eq!(nightly("2027-06-15"), "");
    assert_eq!(nightly("2027-06-16"), r#"K-000004 "expired" "PIPL 47-1-2""#);
    let left = sandbox.kedang(["hold", "list", "--overdue", "--format", "csv"]);
    left.env("KEDANG_TEST_NOW", "2027-06-16T09:00:00Z").end().assert(str![]);
}

/// Number, day and rule of what `purge due` lists.
fn due(sandbox: &Sandbox) -> BTreeMap<String, (String, String)> {
    let listed = sandbox.run("purge due --within 200y --format jsonl");
    assert_eq!(listed.status, Some(0), "{listed}");
    let row = |line: &str| {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        let text = |key: &str| row[key].as_str().unwrap().to_owned();
        (text("number"), (text("kept_until"), text("rule")))
    };
    listed.stdout.lines().map(row).collect()
}

#[test]
fn what_another_policy_moves_was_foretold_record_by_record() {
    let sandbox = sandbox();
    let mut text = sandbox.run("policy show --default").stdout;
    for (from, to) in [
        ("\nversion = 5\n", "\nversion = 90\n"),
        ("months = 24\nreason = \"expired\"", "months = 12\nreason = \"expired\""),
        // The ten years of the Anti-Money Laundering Law bind from now on.
        ("covers = \"records\"\napplies = false", "covers = \"records\"\napplies = true"),
        ("months = 36\nreason = \"ended\"", "months = 120\nreason = \"ended\""),
    ] {
        assert!(text.contains(from), "{from}");
        text = text.replacen(from, to, 1);
    }
    std::fs::write(sandbox.path("p.toml"), text).unwrap();
    let foretold = sandbox.run("policy diff p.toml --records --format jsonl");
    assert_eq!(foretold.status, Some(0), "{foretold}");
    let mut expected = due(&sandbox);
    let mut moved = Vec::new();
    for line in foretold.stdout.lines().filter(|line| line.contains("\"schedule\"")) {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        let text = |at: &str, key: &str| row[at][key].as_str().unwrap().to_owned();
        let number = row["where"].as_str().unwrap().to_owned();
        let before = expected.remove(&number).unwrap_or_default();
        assert_eq!(before, (text("before", "kept_until"), text("before", "rule")), "{number}");
        let after = (text("after", "kept_until"), text("after", "rule"));
        if !after.0.is_empty() {
            expected.insert(number.clone(), after);
        }
        moved.push(number);
    }
    assert_eq!(moved, ["K-000001", "K-000002", "K-000003", "K-000004"]);
    let applied = sandbox.run("policy apply p.toml --yes");
    assert_eq!(applied.status, Some(0), "{applied}");
    assert_eq!(due(&sandbox), expected);
    let days: Vec<&str> = expected.values().map(|(day, _)| day.as_str()).collect();
    assert_eq!(days, ["2030-05-01", "2025-03-20", "2021-01-01", "2034-06-15"]);
    let check = sandbox.run("check");
    assert_eq!(check.status, Some(0), "{check}");
    custodian(&sandbox, "policy diff p.toml --records").assert(str![]);
}
