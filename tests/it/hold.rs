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
    by(&sandbox, "custodian", "hold place K-1 --kind litigation --reference C-2026-31").assert(
        str![[r#"
--- stderr
one record changed
--- exit 0

"#]],
    );
    sandbox.run("purge due --exit-code").assert(str![[r#"
--- stderr
nothing is due
--- exit 0

"#]]);
    sandbox.run("purge run K-1 --reason request --basis REQ-1 --yes --count 1").assert(str![[r#"
--- stderr
error: record K-000001 must not be destroyed: litigation (hold:litigation) stands until it is lifted
hint: kedang purge due --explain --within 3650d
--- exit 9

"#]]);
    sandbox.run("hold list").assert(str![[r#"
Number    Hold        Placed      Until  Reference  Kept until  Rule
-------------------------------------------------------------------------------------------------------
K-000001  litigation  2026-03-01         C-2026-31  2022-05-01  prospect without contact for two years
--- exit 0

"#]]);
    sandbox.run("hold list --format json").assert(str![[r#"
{"schema":"kedang.hold.list/1","items":[
{"number":"K-000001","hold_kind":"litigation","hold_since":"2026-03-01","hold_until":null,"reference":"C-2026-31","kept_until":"2022-05-01","rule":"prospect_idle","overdue":true}
]}
--- exit 0

"#]]);
    by(&sandbox, "custodian", "hold lift K-1 --kind litigation").assert(str![[r#"
--- stderr
error: holds of the kind “litigation” (litigation) are lifted by: administrator
hint: kedang operator list
--- exit 14

"#]]);
    sandbox.run("hold lift K-1 --kind 诉讼 --reference C-2026-32").assert(str![[r#"
--- stderr
nothing to do: the record is so already
--- exit 0

"#]]);
    sandbox.run("hold lift K-1 --kind 诉讼 --reference C-2026-31").assert(str![[r#"
--- stderr
one record changed
--- exit 0

"#]]);
    sandbox.run("--lang zh hold list").assert(str![[r#"
--- stderr
没有暂缓销毁的档案
--- exit 0

"#]]);
    let due = sandbox.run("purge due --exit-code");
    assert_eq!(due.status, Some(4), "{due}");
    let log = sandbox.run("audit log verb:hold --format csv").stdout;
    assert_eq!(log.lines().filter(|line| line.contains(",change,hold,")).count(), 2, "{log}");
}

#[test]
fn only_the_roles_of_the_policy_place_and_lift() {
    let sandbox = sandbox();
    by(&sandbox, "clerk", "edit K-2 --set owner=clerk").assert(str![[r#"
--- stderr
error: K-000002 is not one of your records, and your role reaches only those; a custodian can do it, or make it yours
hint: for a custodian: kedang edit K-000002 --set owner=NAME
--- exit 14

"#]]);
    sandbox.run("edit K-2 --set owner=clerk").assert(str![[r#"
--- stderr
one record changed
--- exit 0

"#]]);
    by(&sandbox, "clerk", "hold place K-2 --kind dispute").assert(str![[r#"
--- stderr
error: holds of the kind “dispute” (dispute) are placed by: administrator, custodian
hint: kedang operator list
--- exit 14

"#]]);
    by(&sandbox, "custodian", "hold place K-2 --kind dispute --until 2026-12-31").assert(str![[
        r#"
--- stderr
one record changed
--- exit 0

"#
    ]]);
    // Put off by who may place it, brought forward by who may lift it.
    by(&sandbox, "custodian", "hold place K-2 --kind dispute --until 2026-06-30").assert(str![[
        r#"
--- stderr
one record changed
--- exit 0

"#
    ]]);
    by(&sandbox, "custodian", "hold place K-2 --kind inquiry --until 2026-12-31").assert(str![[
        r#"
--- stderr
one record changed
--- exit 0

"#
    ]]);
    by(&sandbox, "custodian", "hold place K-2 --kind inquiry --until 2026-06-30").assert(str![[
        r#"
--- stderr
error: holds of the kind “official inquiry” (inquiry) are lifted by: administrator
hint: kedang operator list
--- exit 14

"#
    ]]);
    by(&sandbox, "custodian", "hold place K-2 --kind inquiry").assert(str![[r#"
--- stderr
one record changed
--- exit 0

"#]]);
    sandbox.run("hold list K-2 --format csv").assert(str![[r#"
number,hold_kind,hold_since,hold_until,reference,kept_until,rule
K-000002,dispute,2026-03-01,2026-06-30,,2028-02-01,prospect_idle
K-000002,inquiry,2026-03-01,,,2028-02-01,prospect_idle
--- exit 0

"#]]);
    sandbox.run("hold place K-2 --kind dispute --until 2026-02-28").assert(str![[r#"
--- stderr
error: the last day of the hold is past
--- exit 2

"#]]);
    sandbox.run("hold place K-2 --kind nothing").assert(str![[r#"
--- stderr
error: “nothing” is not a value of --kind; known are litigation, inquiry, dispute
--- exit 2

"#]]);
}

#[test]
fn the_plain_hold_is_cleared_by_who_administers() {
    let sandbox = sandbox();
    by(&sandbox, "custodian", "edit K-2 --set hold=是").assert(str![[r#"
--- stderr
one record changed
--- exit 0

"#]]);
    by(&sandbox, "custodian", "edit K-2 --set hold=否").assert(str![[r#"
--- stderr
error: holds of the kind “hold” (hold) are lifted by: administrator
hint: kedang operator list
--- exit 14

"#]]);
    by(&sandbox, "custodian", "--lang zh hold lift K-2 --kind hold").assert(str![[r#"
--- stderr
错误：“暂缓销毁”（hold）类暂缓只能由以下角色解除：管理员
提示：kedang operator list
--- exit 14

"#]]);
    sandbox.run("hold lift K-2 --kind hold").assert(str![[r#"
--- stderr
one record changed
--- exit 0

"#]]);
}

#[test]
fn terms_ask_and_a_rehearsal_keeps_nothing() {
    let sandbox = sandbox();
    // What is past its last day is found by its number alone.
    let kept = sandbox.run("edit K-1 --set last_contact=2026-02-01");
    assert_eq!(kept.status, Some(0), "{kept}");
    sandbox.run("hold place tag:展会 --kind dispute").assert(str![[r#"
--- stderr
2 records are to be changed, from K-000001 to K-000002
error: there is no terminal to confirm on; nothing was done
hint: run it on a terminal, or add --yes
--- exit 5

"#]]);
    sandbox.run("hold place tag:展会 --kind dispute --dry-run").assert(str![[r#"
2 of 2 records would change; nothing was done
--- exit 0

"#]]);
    sandbox.run("hold place tag:展会 --kind dispute --yes").assert(str![[r#"
--- stderr
2 records changed
--- exit 0

"#]]);
    // A hold does not count as a change of the record.
    let later = sandbox.kedang(["hold", "lift", "K-2", "--kind", "dispute"]);
    let later = later.env("KEDANG_TEST_NOW", "2026-05-01T09:30:00Z").end();
    assert_eq!(later.status, Some(0), "{later}");
    let shown = sandbox.run("show K-2");
    assert!(shown.stdout.contains("2026-03-01") && !shown.stdout.contains("2026-05-01"), "{shown}");
}
