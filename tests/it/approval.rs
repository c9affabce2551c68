//! Two persons: what one proposes with `--propose`, another approves with `audit approve`.

use std::path::Path;

use snapbox::str;

use crate::people::four;
use crate::sandbox::{Run, Sandbox};

/// Runs a line as the second administrator.
fn second(sandbox: &Sandbox, line: &str) -> Run {
    sandbox.kedang(line.split_whitespace()).env("KEDANG_IDENTITY", sandbox.path("second"))
}

/// Four customers, two administrators, and a policy that demands a second person.
fn two(demand: &str) -> Sandbox {
    let sandbox = four();
    let added = sandbox.run("operator add li --role administrator --new-identity second");
    assert_eq!(added.status, Some(0), "{added}");
    apply(&sandbox, "approval.toml", 90, demand);
    sandbox
}

fn written(sandbox: &Sandbox, name: &str, version: u32, demand: &str) {
    let text = sandbox.run("policy show --default").stdout;
    let from = text.lines().find(|line| line.starts_with("version = ")).unwrap();
    let text = text.replacen(from, &format!("version = {version}"), 1);
    std::fs::write(sandbox.path(name), format!("{text}\n[approval]\n{demand}\n")).unwrap();
}

fn apply(sandbox: &Sandbox, name: &str, version: u32, demand: &str) {
    written(sandbox, name, version, demand);
    let applied = sandbox.kedang(["policy", "apply", name, "--yes"]).end();
    assert_eq!(applied.status, Some(0), "{applied}");
}

fn exists(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

#[test]
fn a_purge_is_proposed_by_one_and_done_by_another() {
    let sandbox = two("purge = true");
    sandbox
        .run("purge run K-2 --reason request --basis REQ-7 --yes --count 1")
        .assert(str![[r#""#]]);
    let proposed = sandbox.run("purge run K-2 --reason request --basis REQ-7 --propose");
    proposed.assert(str![[r#""#]]);
    sandbox.run("audit approve P-13 --yes").assert(str![[r#""#]]);
    second(&sandbox, "--lang zh audit pending").end().assert(str![[r#""#]]);
    second(&sandbox, "audit pending --exit-code --format jsonl").end().assert(str![[r#""#]]);
    // Nobody is there to answer.
    second(&sandbox, "audit approve P-13").end().assert(str![[r#""#]]);
    second(&sandbox, "audit approve P-13 --reference MEMO-3 --yes").end().assert(str![[r#""#]]);
    assert_eq!(sandbox.run("show K-2").status, Some(8));
    second(&sandbox, "audit approve P-13 --yes").end().assert(str![[r#""#]]);
    sandbox.run("audit pending").assert(str![[r#""#]]);
    sandbox.run("audit log --limit 6 --quiet").assert(str![[r#""#]]);
    assert_eq!(sandbox.run("check --quiet").status, Some(0));
}

#[test]
fn a_plan_that_changed_is_refused_until_it_is_rejected() {
    let sandbox = two("purge = true");
    sandbox.run("purge run K-2 --reason request --basis REQ-7 --propose");
    sandbox.run("grade set A K-2 --yes");
    second(&sandbox, "audit approve P-13 --yes").end().assert(str![[r#""#]]);
    sandbox.run("--lang zh audit reject P-13 --reference MEMO-4").assert(str![[r#""#]]);
    second(&sandbox, "audit approve P-13 --yes").end().assert(str![[r#""#]]);
    second(&sandbox, "audit reject P-12").end().assert(str![[r#""#]]);
}

#[test]
fn an_approved_export_is_carried_out_once() {
    let sandbox = two("export_above = 2\nvalid_days = 3");
    let refused = sandbox.run("export --purpose service -o all.csv");
    refused.assert(str![[r#""#]]);
    assert!(!exists(&sandbox.path("all.csv")));
    assert_eq!(sandbox.run("export K-1 K-2 --purpose service -o two.csv").status, Some(0));
    sandbox.run("export --purpose service --fields number,grade --propose").assert(str![[r#""#]]);
    sandbox.run("export --approved P-14 -o all.csv").assert(str![[r#""#]]);
    assert!(!exists(&sandbox.path("all.csv")));
    second(&sandbox, "audit approve P-14 --yes").end().assert(str![[r#""#]]);
    sandbox.run("export --approved P-14 -o all.csv").assert(str![[r#""#]]);
    let written = std::fs::read_to_string(sandbox.path("all.csv")).unwrap();
    assert_eq!(written.lines().count(), 5, "{written}");
    assert_eq!(sandbox.run("export --approved P-14 -o again.csv").status, Some(9));
    assert!(!exists(&sandbox.path("again.csv")));
}

#[test]
fn a_policy_and_operators_change_by_two_as_well() {
    let sandbox = two("policy = true\noperators = true");
    written(&sandbox, "next.toml", 91, "policy = false\noperators = true");
    sandbox.run("policy apply next.toml --yes").assert(str![[r#""#]]);
    let proposed = sandbox.run("policy apply next.toml --propose --quiet --format jsonl");
    assert!(proposed.stdout.contains(r#""proposal":"P-14","#), "{proposed}");
    second(&sandbox, "audit approve P-14 --yes").end().assert(str![[r#""#]]);

    let add = "operator add chen --role clerk --new-identity third";
    sandbox.run(add).assert(str![[r#""#]]);
    assert!(!exists(&sandbox.path("third")));
    let proposed = sandbox.run(&format!("{add} --propose --quiet --format jsonl"));
    let number = proposed.stdout.split('"').nth(3).unwrap().to_owned();
    assert!(exists(&sandbox.path("third")) && number.starts_with("P-"), "{proposed}");
    let third = |line: &str| {
        sandbox.kedang(line.split_whitespace()).env("KEDANG_IDENTITY", sandbox.path("third")).end()
    };
    assert_eq!(third("list").status, Some(12), "not yet");
    let approved = second(&sandbox, &format!("audit approve {number} --yes")).end();
    assert_eq!(approved.status, Some(0), "{approved}");
    assert_eq!(third("list").status, Some(0));

    let proposed = sandbox.run("operator remove chen --propose --quiet --format jsonl");
    let number = proposed.stdout.split('"').nth(3).unwrap().to_owned();
    let approved = second(&sandbox, &format!("audit approve {number} --yes")).end();
    assert_eq!(approved.status, Some(0), "{approved}");
    assert_eq!(third("list").status, Some(12));
    assert_eq!(sandbox.run("check --quiet").status, Some(0));
}

#[test]
fn who_is_alone_demands_nobody() {
    let sandbox = four();
    written(&sandbox, "own.toml", 90, "purge = true");
    sandbox.run("policy apply own.toml --yes").assert(str![[r#""#]]);
}
