//! Two persons: what one proposes with `--propose`, another approves with `audit approve`.

use std::path::Path;

use snapbox::str;

use crate::people::{self, four};
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
    sandbox.run("purge run K-2 --reason request --basis REQ-7 --yes --count 1").assert(str![[r#"
--- stderr
error: the policy wants two persons for this: destroying records
hint: kedang purge run … --propose
--- exit 14

"#]]);
    let proposed = sandbox.run("purge run K-2 --reason request --basis REQ-7 --propose");
    proposed.assert(str![[r#"
Proposal  Time              Operator  What   Count  Records   Detail          Until             Standing  Certificate
----------------------------------------------------------------------------------------------------------------------
P-13      2026-03-01 09:30  wang      purge      1  K-000002  request, REQ-7  2026-03-08 09:30  open
--- stderr
P-13: proposed; somebody else approves it with: kedang audit approve P-13
--- exit 0

"#]]);
    sandbox.run("audit approve P-13 --yes").assert(str![[r#"
--- stderr
error: P-13 is for somebody else: nobody approves what he proposed, and nobody carries out what another did
hint: kedang audit pending
--- exit 14

"#]]);
    second(&sandbox, "--lang zh audit pending").end().assert(str![[r#"
提议  时间              操作员  事项  数量  档案      说明            截止              状态  证明编号
-------------------------------------------------------------------------------------------------------
P-13  2026-03-01 09:30  wang    销毁     1  K-000002  request, REQ-7  2026-03-08 09:30  待批
--- exit 0

"#]]);
    second(&sandbox, "audit pending --exit-code --format jsonl").end().assert(str![[r#"
{"proposal":"P-13","time":1772357400000,"operator":"O-1","name":"wang","plan":"purge","count":1,"numbers":["K-000002"],"detail":["request","REQ-7"],"until":1772962200000,"standing":"open","certificate":null}
--- exit 4

"#]]);
    // Nobody is there to answer.
    second(&sandbox, "audit approve P-13").end().assert(str![[r#"
--- stderr
warning: P-13 by wang: one record is to be destroyed for good (K-000002), basis REQ-7
in detail: request, REQ-7
error: there is no terminal to confirm on; nothing was done
hint: run it on a terminal, or add --yes
--- exit 5

"#]]);
    second(&sandbox, "audit approve P-13 --reference MEMO-3 --yes").end().assert(str![[r#"
Proposal     P-13
Time         2026-03-01 09:30
Operator     wang
What         purge
Count        1
Records      K-000002
Detail       request, REQ-7
Until        2026-03-08 09:30
Standing     approved
Certificate  [..]
--- stderr
warning: P-13 by wang: one record is to be destroyed for good (K-000002), basis REQ-7
in detail: request, REQ-7
P-13: approved and carried out
--- exit 0

"#]]);
    assert_eq!(sandbox.run("show K-2").status, Some(8));
    the_log_tells_both(&sandbox);
}

/// Of the proposal that was approved: it is not approved again, and the log says who did what.
fn the_log_tells_both(sandbox: &Sandbox) {
    second(sandbox, "audit approve P-13 --yes").end().assert(str![[r#"
--- stderr
error: P-13: it is approved already
hint: kedang audit pending
--- exit 9

"#]]);
    sandbox.run("audit pending").assert(str![[r#"
--- stderr
nothing waits for a second person
--- exit 0

"#]]);
    sandbox.run("audit log --limit 6 --quiet").assert(str![[r#"
Entry  Time              Operator  Kind                 Act            Records   Count  Levels  Purpose  Reason                       Basis
---------------------------------------------------------------------------------------------------------------------------------------------
   14  2026-03-01 09:30  wang      refused              audit-approve                                    for somebody else to decide
   15  2026-03-01 09:30  li        decided on           audit-approve                                                                 MEMO-3
   16  2026-03-01 09:30  li        destruction decided                 K-000002      1                   customer's request           REQ-7
   17  2026-03-01 09:30  li        destroyed                           K-000002      1
   18  2026-03-01 09:30  li        destruction proved                  K-000002      1
   19  2026-03-01 09:30  wang      shown                audit-log
--- exit 0

"#]]);
    assert_eq!(sandbox.run("check --quiet").status, Some(0));
}

#[test]
fn a_plan_that_changed_is_refused_until_it_is_rejected() {
    let sandbox = two("purge = true");
    sandbox.run("purge run K-2 --reason request --basis REQ-7 --propose");
    sandbox.run("grade set A K-2 --yes");
    second(&sandbox, "audit approve P-12 --yes").end().assert(str![[r#"
--- stderr
error: P-12: records changed since it was proposed
hint: kedang audit pending
--- exit 9

"#]]);
    sandbox.run("--lang zh audit reject P-12 --reference MEMO-4").assert(str![[r#"
提议      P-12
时间      2026-03-01 09:30
操作员    wang
事项      销毁
数量      1
档案      K-000002
说明      request, REQ-7
截止      2026-03-08 09:30
状态      已驳回
--- stderr
P-12：已驳回
--- exit 0

"#]]);
    second(&sandbox, "audit approve P-12 --yes").end().assert(str![[r#"
--- stderr
error: P-12: it was rejected or withdrawn
hint: kedang audit pending
--- exit 9

"#]]);
    second(&sandbox, "audit reject P-7").end().assert(str![[r#"
--- stderr
error: nothing was proposed as P-7
hint: kedang audit pending
--- exit 8

"#]]);
}

#[test]
fn an_approved_export_is_carried_out_once() {
    let sandbox = two("export_above = 2\nvalid_days = 3");
    let refused = sandbox.run("export --purpose service -o all.csv");
    refused.assert(str![[r#"
--- stderr
error: the policy wants two persons for this: exporting so many records
hint: kedang export … --propose
--- exit 14

"#]]);
    assert!(!exists(&sandbox.path("all.csv")));
    assert_eq!(sandbox.run("export K-1 K-2 --purpose service -o two.csv").status, Some(0));
    sandbox.run("export --purpose service --fields number,grade --propose").assert(str![[r#"
Proposal  Time              Operator  What    Count  Records            Detail                       Until             Standing  Certificate
---------------------------------------------------------------------------------------------------------------------------------------------
P-14      2026-03-01 09:30  wang      export      4  K-000001…K-000004  service, csv, number, grade  2026-03-04 09:30  open
--- stderr
P-14: proposed; somebody else approves it with: kedang audit approve P-14
--- exit 0

"#]]);
    sandbox.run("export --approved P-14 -o all.csv").assert(str![[r#"
--- stderr
error: P-14: nobody has approved it yet
hint: kedang audit pending
--- exit 9

"#]]);
    assert!(!exists(&sandbox.path("all.csv")));
    second(&sandbox, "audit approve P-14 --yes").end().assert(str![[r#"
Proposal     P-14
Time         2026-03-01 09:30
Operator     wang
What         export
Count        4
Records      K-000001…K-000004
Detail       service, csv, number, grade
Until        2026-03-04 09:30
Standing     approved
--- stderr
warning: P-14 by wang: 4 records are to be exported (K-000001…K-000004) for the purpose service
in detail: service, csv, number, grade
P-14: approved; who proposed it may run, once: kedang export --approved P-14 -o FILE
--- exit 0

"#]]);
    sandbox.run("export --approved P-14 -o all.csv").assert(str![[r#"
--- stderr
4 records written to all.csv
--- exit 0

"#]]);
    let written = std::fs::read_to_string(sandbox.path("all.csv")).unwrap();
    assert_eq!(written.lines().count(), 5, "{written}");
    assert_eq!(sandbox.run("export --approved P-14 -o again.csv").status, Some(9));
    assert!(!exists(&sandbox.path("again.csv")));
    // For whom it is sealed, and under which assessment, is approved too and not said again.
    let key = age::x25519::Identity::generate();
    let line = "export --purpose service --assessment PIA-1 --propose --format jsonl --to";
    let proposed = sandbox.run(&format!("{line} {}", key.to_public())).stdout;
    let proposed: serde_json::Value = serde_json::from_str(&proposed).unwrap();
    let (number, detail) = (proposed["proposal"].as_str().unwrap(), proposed["detail"].to_string());
    assert!(detail.contains("assessment=PIA-1") && detail.contains("to=age1"), "{detail}");
    assert_eq!(second(&sandbox, &format!("audit approve {number} --yes")).end().status, Some(0));
    let carry_out = format!("export --approved {number} --format jsonl");
    let other = sandbox.run(&format!("{carry_out} --assessment PIA-2 -o out.age"));
    assert_eq!(other.status, Some(9), "{other}");
    assert_eq!(sandbox.run(&format!("{carry_out} -o out.age")).status, Some(0));
    let sealed = std::fs::read(sandbox.path("out.age")).unwrap();
    assert_eq!(age::decrypt(&key, &sealed).unwrap().split(|byte| *byte == b'\n').count(), 5);
    assert_eq!(sandbox.run("export K-1 K-2 --purpose service -o -").stdout.lines().count(), 3);
}

#[test]
fn a_policy_and_operators_change_by_two_as_well() {
    let sandbox = two("policy = true\noperators = true");
    written(&sandbox, "next.toml", 91, "policy = false\noperators = true");
    sandbox.run("policy apply next.toml --yes").assert(str![[r#"
--- stderr
changed version: 90 → 91
removed approval.policy: true
note: nothing becomes due, and verify scan finds the same
error: the policy wants two persons for this: putting a policy in force
hint: kedang policy apply … --propose
--- exit 14

"#]]);
    let proposed = sandbox.run("policy apply next.toml --propose --quiet --format jsonl");
    assert!(proposed.stdout.contains(r#""proposal":"P-15","#), "{proposed}");
    second(&sandbox, "audit approve P-15 --yes").end().assert(str![[r#"
Proposal     P-15
Time         2026-03-01 09:30
Operator     wang
What         policy
Detail       v91
Until        2026-03-08 09:30
Standing     approved
--- stderr
warning: P-15 by wang: version 91 of the policy is to be put in force
changed version: 90 → 91
removed approval.policy: true
note: nothing becomes due, and verify scan finds the same
P-15: approved and carried out
--- exit 0

"#]]);

    let add = "operator add chen --role clerk --new-identity third";
    sandbox.run(add).assert(str![[r#"
--- stderr
error: the policy wants two persons for this: changing operators
hint: kedang operator … --propose
--- exit 14

"#]]);
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
    sandbox.run("policy apply own.toml --yes").assert(str![[r#"
--- stderr
changed version: 5 → 90
added approval: –
note: nothing becomes due, and verify scan finds the same
error: the policy wants two persons for this, and fewer than two operators may do it: destroying records
--- exit 9

"#]]);
}

/// Taking an import back destroys what it made: that too is proposed by one and done by another.
#[test]
fn what_an_import_made_is_destroyed_by_two() {
    let sandbox = two("purge = true");
    std::fs::write(
        sandbox.path("new.csv"),
        "姓名,手机\n张三,13800000099\n王芳,13800000091\n王四,13800000092\n",
    )
    .unwrap();
    people::add(&sandbox, r#"{"name":"王五","phone":"13800000091"}"#);
    let imported = sandbox.run("import new.csv --on-conflict update --format json");
    assert_eq!(imported.status, Some(0), "{imported}");
    let batch = sandbox.run("batch list --format jsonl").stdout;
    let batch: serde_json::Value = serde_json::from_str(batch.lines().last().unwrap()).unwrap();
    let batch = batch["batch"].as_str().unwrap();
    let alone = sandbox.run(&format!("batch revert {batch} --yes --count 3"));
    assert_eq!(alone.status, Some(14), "{alone}");
    assert!(
        alone.stderr.contains(&format!("hint: kedang batch revert {batch} --propose")),
        "{alone}"
    );
    let rehearsed = sandbox.run(&format!("batch revert {batch} --propose --dry-run"));
    assert!(rehearsed.stderr.contains("nothing was done"), "{rehearsed}");
    assert!(!sandbox.run("audit pending").stdout.contains("P-"), "a rehearsal proposes nothing");
    let proposed = sandbox.run(&format!("batch revert {batch} --propose"));
    assert_eq!(proposed.status, Some(0), "{proposed}");
    assert!(proposed.stdout.contains(&format!("other, {batch}")), "{proposed}");
    assert!(proposed.stderr.contains("one record its former values back"), "{proposed}");
    let name = || sandbox.run("list 13800000091 --columns name --format csv").stdout;
    assert!(name().contains("王芳"), "nothing is given back yet");
    assert_eq!(sandbox.run("list 13800000099 --count").stdout, "1\n");
    let proposal = proposed.stderr.split(':').next().unwrap().to_owned();
    let done = second(&sandbox, &format!("audit approve {proposal} --yes")).end();
    assert_eq!(done.status, Some(0), "{done}");
    assert_eq!(sandbox.run("list 13800000099 --count").stdout, "0\n");
    assert!(name().contains("王芳"));
    // Who proposed it may give the rest back alone: nothing is destroyed by it.
    let rest = sandbox.run(&format!("batch revert {batch} --yes"));
    assert_eq!(rest.status, Some(0), "{rest}");
    assert!(name().contains("王五"), "{rest}");
    let again = sandbox.run(&format!("batch revert {batch} --propose"));
    assert!(again.stderr.contains("nothing is taken back"), "{again}");
    assert_eq!(sandbox.run("check --quiet").status, Some(0));
}

/// Who touches a record of it in the meantime has the proposal refused.
#[test]
fn a_proposed_way_back_does_not_take_what_was_edited_since() {
    let sandbox = two("purge = true");
    std::fs::write(sandbox.path("new.csv"), "姓名,手机\n张三,13800000099\n").unwrap();
    assert_eq!(sandbox.run("import new.csv").status, Some(0));
    let batch = sandbox.run("batch list --format jsonl").stdout;
    let batch: serde_json::Value = serde_json::from_str(batch.lines().last().unwrap()).unwrap();
    let proposed =
        sandbox.run(&format!("batch revert {} --propose", batch["batch"].as_str().unwrap()));
    assert_eq!(proposed.status, Some(0), "{proposed}");
    let number: serde_json::Value =
        serde_json::from_str(&sandbox.run("list 13800000099 --format json").stdout).unwrap();
    let number = number["items"][0]["number"].as_str().unwrap();
    assert_eq!(sandbox.run(&format!("edit {number} --set grade=A")).status, Some(0));
    let proposal = proposed.stderr.split(':').next().unwrap();
    let refused = second(&sandbox, &format!("audit approve {proposal} --yes")).end();
    assert_eq!(refused.status, Some(9), "{refused}");
    assert_eq!(sandbox.run("list 13800000099 --count").stdout, "1\n");
}
