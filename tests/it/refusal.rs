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
    clerk(&sandbox, "edit K-1 --set grade=A").assert(str![]);
    clerk(&sandbox, "edit K-2 --set grade=A").assert(str![]);
    clerk(&sandbox, "edit K-1 --set owner=王").assert(str![]);
    clerk(&sandbox, "--lang zh edit K-2 --set grade=A").assert(str![]);
    clerk(&sandbox, "purge run K-1 --reason request --basis R-1").assert(str![]);
    clerk(&sandbox, "list --columns id_number").assert(str![]);
    clerk(&sandbox, "export --purpose service --format json").assert(str![]);
    sandbox.run("audit log --limit 6 --format csv").assert(str![]);
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
    assert_eq!(shown.stdout, "number,owner\nK-000001,陈静\nK-000003,陈静\n", "{shown}");
}

#[test]
fn a_refusal_that_cannot_be_logged_is_a_refusal_with_a_warning() {
    let sandbox = sandbox();
    let lock = std::fs::File::open(sandbox.path("vault/lock")).unwrap();
    lock.lock_shared().unwrap();
    clerk(&sandbox, "--wait 0 export --purpose service").assert(str![]);
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
