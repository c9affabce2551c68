//! `kedang hold`: placed and lifted by the roles that the policy names, and what it stops.

use snapbox::str;

use crate::people::add;
use crate::sandbox::{Sandbox, Transcript};

/// A prospect of long ago, one of today, and a custodian.
fn sandbox() -> Sandbox {
    let sandbox = Sandbox::vault();
    for json in [
        r#"{"name":"张伟芳","phone":"13800000013","stage":"潜在","last_contact":"2020-05-01","tags":"展会"}"#,
        r#"{"name":"李娜","phone":"13800000014","stage":"潜在","last_contact":"2026-02-01","tags":"展会"}"#,
    ] {
        add(&sandbox, json);
    }
    for role in ["custodian", "clerk"] {
        let added =
            sandbox.run(&format!("operator add {role} --role {role} --new-identity {role}"));
        assert_eq!(added.status, Some(0), "{added}");
    }
    sandbox
}

fn by(sandbox: &Sandbox, role: &str, line: &str) -> Transcript {
    sandbox.run(&format!("--identity {role} {line}"))
}

#[test]
fn a_hold_stops_destruction_until_who_may_lifts_it() {
    let sandbox = sandbox();
    by(&sandbox, "custodian", "hold place K-1 --kind litigation --reference C-2026-31")
        .assert(str![]);
    sandbox.run("purge due --exit-code").assert(str![]);
    sandbox.run("purge run K-1 --reason request --basis REQ-1 --yes --count 1").assert(str![]);
    sandbox.run("hold list").assert(str![]);
    sandbox.run("hold list --format json").assert(str![]);
    by(&sandbox, "custodian", "hold lift K-1 --kind litigation").assert(str![]);
    sandbox.run("hold lift K-1 --kind 诉讼 --reference C-2026-32").assert(str![]);
    sandbox.run("hold lift K-1 --kind 诉讼 --reference C-2026-31").assert(str![]);
    sandbox.run("--lang zh hold list").assert(str![]);
    let due = sandbox.run("purge due --exit-code");
    assert_eq!(due.status, Some(4), "{due}");
    let log = sandbox.run("audit log --verb hold --format csv").stdout;
    assert_eq!(log.lines().count(), 3, "{log}");
}

#[test]
fn only_the_roles_of_the_policy_place_and_lift() {
    let sandbox = sandbox();
    by(&sandbox, "clerk", "edit K-2 --set owner=clerk").assert(str![]);
    sandbox.run("edit K-2 --set owner=clerk").assert(str![]);
    by(&sandbox, "clerk", "hold place K-2 --kind dispute").assert(str![]);
    by(&sandbox, "custodian", "hold place K-2 --kind dispute --until 2026-12-31").assert(str![]);
    // Put off by who may place it, brought forward by who may lift it.
    by(&sandbox, "custodian", "hold place K-2 --kind dispute --until 2026-06-30").assert(str![]);
    by(&sandbox, "custodian", "hold place K-2 --kind inquiry --until 2026-12-31").assert(str![]);
    by(&sandbox, "custodian", "hold place K-2 --kind inquiry --until 2026-06-30").assert(str![]);
    by(&sandbox, "custodian", "hold place K-2 --kind inquiry").assert(str![]);
    sandbox.run("hold list K-2 --format csv").assert(str![]);
    sandbox.run("hold place K-2 --kind dispute --until 2026-02-28").assert(str![]);
    sandbox.run("hold place K-2 --kind nothing").assert(str![]);
}

#[test]
fn the_plain_hold_is_cleared_by_who_administers() {
    let sandbox = sandbox();
    by(&sandbox, "custodian", "edit K-2 --set hold=是").assert(str![]);
    by(&sandbox, "custodian", "edit K-2 --set hold=否").assert(str![]);
    by(&sandbox, "custodian", "--lang zh hold lift K-2 --kind hold").assert(str![]);
    sandbox.run("hold lift K-2 --kind hold").assert(str![]);
}

#[test]
fn terms_ask_and_a_rehearsal_keeps_nothing() {
    let sandbox = sandbox();
    sandbox.run("hold place tag:展会 --kind dispute").assert(str![]);
    sandbox.run("hold place tag:展会 --kind dispute --dry-run").assert(str![]);
    sandbox.run("hold place tag:展会 --kind dispute --yes").assert(str![]);
    // A hold does not count as a change of the record.
    let later = sandbox.kedang(["hold", "lift", "K-2", "--kind", "dispute"]);
    let later = later.env("KEDANG_TEST_NOW", "2026-05-01T09:30:00Z").end();
    assert_eq!(later.status, Some(0), "{later}");
    let shown = sandbox.run("show K-2");
    assert!(shown.stdout.contains("2026-03-01") && !shown.stdout.contains("2026-05-01"), "{shown}");
}
