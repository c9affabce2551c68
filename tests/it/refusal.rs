//! What is refused: told with the next step, on record before it is told, and no lock in the way.

use snapbox::str;

use crate::people;
use crate::sandbox::{Sandbox, Transcript};

/// Two customers, the first of them the clerk's, and a clerk.
fn sandbox() -> Sandbox {
    let sandbox = Sandbox::vault();
    people::add(&sandbox, r#"{"name":"张伟芳","phone":"13800000013","owner":"陈静"}"#);
    people::add(&sandbox, r#"{"name":"李娜","phone":"13800000014"}"#);
    let added = sandbox.run("operator add 陈静 --role clerk --new-identity clerk");
    assert_eq!(added.status, Some(0), "{added}");
    sandbox
}

fn clerk(sandbox: &Sandbox, line: &str) -> Transcript {
    sandbox.run(&format!("--identity clerk {line}"))
}

#[test]
fn a_refusal_names_the_next_step_and_stands_in_the_log() {
    let sandbox = sandbox();
    clerk(&sandbox, "edit K-1 --set grade=A").assert(str![[r#"
--- stderr
one record changed
--- exit 0

"#]]);
    clerk(&sandbox, "edit K-2 --set grade=A").assert(str![[r#"
--- stderr
error: K-000002 is not one of your records, and your role reaches only those; a custodian can do it, or make it yours
hint: for a custodian: kedang edit K-000002 --set owner=NAME
--- exit 14

"#]]);
    clerk(&sandbox, "edit K-1 --set owner=王").assert(str![[r#"
--- stderr
error: the records that your role enters or changes stay yours; a custodian can give them to somebody else
--- exit 14

"#]]);
    clerk(&sandbox, "--lang zh edit K-2 --set grade=A").assert(str![[r#"
--- stderr
错误：K-000002 不由您负责，而您的角色只能处理自己负责的客户；可由保管员办理，或由其改由您负责
提示：由保管员执行：kedang edit K-000002 --set owner=姓名
--- exit 14

"#]]);
    clerk(&sandbox, "purge run K-1 --reason request --basis R-1").assert(str![[r#"
--- stderr
error: you lack the capability “purge”
hint: kedang operator list
--- exit 14

"#]]);
    clerk(&sandbox, "list --columns id_number").assert(str![[r#"
--- stderr
error: id_number is of level 1, above your clearance
hint: kedang operator list
--- exit 13

"#]]);
    clerk(&sandbox, "export --purpose service --format json").assert(str![[r#"
--- stderr
{"schema":"kedang.error/1","code":"capability","exit":14,"message":"you lack the capability “export”","hints":["kedang operator list"],"committed":false,"retryable":false}
--- exit 14

"#]]);
    sandbox.run("audit log --limit 6 --format csv").assert(str![[r#"
seq,time,operator,act,verb,records,count,levels,purpose,reason,basis
10,2026-03-01T09:30:00Z,陈静,refused,edit,,,,,given-away,
11,2026-03-01T09:30:00Z,陈静,refused,edit,,,,,not-own,
12,2026-03-01T09:30:00Z,陈静,refused,purge-run,,,,,capability,
13,2026-03-01T09:30:00Z,陈静,refused,list,,,1,,clearance,
14,2026-03-01T09:30:00Z,陈静,refused,export,,,,,capability,
15,2026-03-01T09:30:00Z,wang,disclose,audit-log,,,,,,
--- exit 0

"#]]);
}

#[test]
fn terms_take_only_ones_own_to_be_changed_and_an_added_record_is_ones_own() {
    let sandbox = sandbox();
    let tagged = clerk(&sandbox, "tag add 新 kind:person --yes --format json");
    assert!(tagged.stdout.contains(r#""numbers":["K-000001"]"#), "{tagged}");
    let added = sandbox.kedang(["--identity", "clerk", "add", "--json", "-"]);
    let added = added.input(r#"{"name":"王芳","phone":"13800000015"}"#).end();
    assert_eq!(added.status, Some(0), "{added}");
    let shown = sandbox.run("list owner:陈静 --columns number,owner --format csv");
    assert_eq!(shown.stdout, "number,owner\r\nK-000001,陈静\r\nK-000003,陈静\r\n", "{shown}");
}

#[test]
fn a_look_is_for_the_purpose_of_the_role() {
    let sandbox = sandbox();
    assert_eq!(clerk(&sandbox, "show K-2").status, Some(0));
    assert_eq!(sandbox.run("show K-2").status, Some(0));
    let log = sandbox.run("audit log --limit 3 --format jsonl").stdout;
    let purposes: Vec<serde_json::Value> =
        log.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()).collect();
    let purposes: Vec<_> = purposes.iter().map(|entry| entry["purpose"].as_str()).collect();
    assert_eq!(purposes, [Some("service"), None, None]);
}

#[test]
fn a_refusal_that_cannot_be_logged_is_a_refusal_with_a_warning() {
    let sandbox = sandbox();
    let lock = std::fs::File::open(sandbox.path("vault/lock")).unwrap();
    lock.lock_shared().unwrap();
    clerk(&sandbox, "--wait 0 export --purpose service").assert(str![[r#"
--- stderr
warning: the refusal could not be logged
error: you lack the capability “export”
hint: kedang operator list
--- exit 14

"#]]);
    drop(lock);
    let log = sandbox.run("audit log --format jsonl");
    assert!(!log.stdout.contains("refused"), "{log}");
}

#[test]
fn who_is_no_operator_any_more_is_not_in_the_log() {
    let sandbox = sandbox();
    let removed = sandbox.run("operator remove 陈静 --yes");
    assert!(matches!(removed.status, Some(0 | 6)), "{removed}");
    let refused = clerk(&sandbox, "export --purpose service");
    assert!(matches!(refused.status, Some(12 | 14)), "{refused}");
    let log = sandbox.run("audit log --format jsonl");
    assert!(!log.stdout.contains(r#""refused""#), "{log}");
}
