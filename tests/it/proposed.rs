//! A verification that ends in the proposal to destroy: listed, decided by a person, or taken back.

use snapbox::str;

use crate::people::add;
use crate::request::{later, must};
use crate::sandbox::Sandbox;

/// Long after the last dealing with anybody.
const DAY: &str = "2029-03-01";

/// Three prospects, none of them due.
fn sandbox() -> Sandbox {
    let sandbox = Sandbox::vault();
    for phone in ["13800000013", "13800000014", "13800000015"] {
        let json = format!(
            r#"{{"name":"张伟","phone":"{phone}","stage":"潜在","last_contact":"2026-02-01"}}"#
        );
        add(&sandbox, &json);
    }
    must(&sandbox, "operator add reaper --role reaper --new-identity reaper");
    sandbox
}

#[test]
fn a_proposal_is_listed_and_decided_by_a_person() {
    let sandbox = sandbox();
    sandbox.run("verify mark K-2 --method phone --result destroy").assert(str![[r#"
--- stderr
error: missing: --reason
hint: kedang verify mark --help
--- exit 2

"#]]);
    sandbox.run("verify mark K-2 --method phone --result confirmed --reason ended").assert(str![[
        r#"
--- stderr
error: --reason says why a record should be destroyed, and goes with --result destroy
--- exit 2

"#
    ]]);
    let mark = "verify mark K-2 K-3 --method 电话 --result 建议销毁 --reason 业务结束";
    sandbox.run(mark).assert(str![[r#"
--- stderr
2 records changed
--- exit 0

"#]]);
    sandbox.run("verify due --within 1y --format csv").assert(str![[r#"
number,name,due,grade,owner,verified,activity,why
K-000001,张伟,2027-03-01,,,,0,cycle
--- exit 0

"#]]);
    sandbox.run("--identity reaper purge due").assert(str![[r#"
Number    Kept until  Rule                      Reason          Basis
----------------------------------------------------------------------
K-000002  2028-02-01  proposed for destruction  business ended
K-000003  2028-02-01  proposed for destruction  business ended
--- exit 0

"#]]);
    sandbox.run("--identity reaper --lang zh purge due --explain").assert(str![[r#"
编号      保存至      规则      原因      依据  状态      出处  最后使用日  封存依据  法定期限  法定期限至  法定期限出处  暂缓销毁事由  同意记录  建议日期    建议人
---------------------------------------------------------------------------------------------------------------------------------------------------------------------
K-000002  2028-02-01  建议销毁  业务结束        建议销毁                                                                                          2026-03-01  wang
K-000003  2028-02-01  建议销毁  业务结束        建议销毁                                                                                          2026-03-01  wang
--- exit 0

"#]]);
    sandbox.run("purge due --explain --format json").assert(str![[r#"
{"schema":"kedang.purge.due/1","items":[
{"number":"K-000002","kept_until":"2028-02-01","rule":"proposed","reason":"ended","basis":null,"state":"proposed","source":"","restricted_since":null,"restricted_by":null,"statutory_period":null,"statutory_until":null,"statutory_source":null,"holds":[],"consents":[],"proposed_on":"2026-03-01","proposed_by":"wang"},
{"number":"K-000003","kept_until":"2028-02-01","rule":"proposed","reason":"ended","basis":null,"state":"proposed","source":"","restricted_since":null,"restricted_by":null,"statutory_period":null,"statutory_until":null,"statutory_source":null,"holds":[],"consents":[],"proposed_on":"2026-03-01","proposed_by":"wang"}
]}
--- exit 0

"#]]);
    sandbox.run("--identity reaper purge run --due --yes").assert(str![[r#"
--- stderr
nothing is due
--- exit 0

"#]]);
    sandbox.run("verify mark K-3 --method phone --result confirmed").assert(str![[r#"
--- stderr
one record changed
--- exit 0

"#]]);
    sandbox.run("--identity reaper purge run --proposed --basis D-7 --yes").assert(str![[r#"
--- stderr
error: --yes alone does not destroy: add --count 1 if that is how many you mean; nothing was done
--- exit 5

"#]]);
    sandbox.run("--identity reaper purge run --proposed --basis D-7 --yes --count 1").assert(str![
        [r#"
Certificate  Count  Numbers   Reason          Basis
----------------------------------------------------
[..]-3       1  K-000002  business ended  D-7
--- stderr
one record destroyed, checked and signed for
--- exit 0

"#]
    ]);
    sandbox.run("purge run --proposed --basis D-7").assert(str![[r#"
--- stderr
nothing is proposed for destruction, or something keeps what is: kedang purge due --explain
--- exit 0

"#]]);
}

#[test]
fn what_the_scan_gives_up_is_proposed_with_the_line_it_gives() {
    let sandbox = sandbox();
    let json =
        r#"{"name":"王强","phone":"13800000016","stage":"现有","last_contact":"2020-02-01"}"#;
    add(&sandbox, json);
    let scan = later(&sandbox, DAY, "verify scan K-4 --summary");
    let line = scan.stderr.lines().find_map(|line| line.split("kedang verify").nth(1)).unwrap();
    let done = later(&sandbox, DAY, &format!("verify{line}"));
    assert_eq!(done.status, Some(0), "{done}");
    let again = later(&sandbox, DAY, "verify scan K-4 --summary");
    assert!(!again.stderr.contains("--result destroy"), "{again}");
}

/// Breaks when the field is written although the policy does not have it.
#[test]
fn an_older_policy_has_no_place_for_a_proposal() {
    let sandbox = sandbox();
    let text = must(&sandbox, "policy show --default").stdout;
    let older: Vec<&str> =
        text.split("[[field]]").filter(|part| !part.contains("id = \"proposed\"")).collect();
    let rest = text.split("[[field]]").last().unwrap();
    let (_, rest) = rest.split_once("# ----").unwrap();
    let older = format!("{}\n# ----{rest}", older.join("[[field]]"));
    let older = older.replacen("version = ", "version = 9", 1);
    std::fs::write(sandbox.path("older.toml"), older).unwrap();
    must(&sandbox, &format!("policy apply {} --yes", sandbox.path("older.toml").display()));
    let mark = "verify mark K-2 --method phone --result destroy --reason ended";
    sandbox.run(mark).assert(str![[r#"
--- stderr
error: the policy in force has no field proposed, which this command needs
hint: add it from the built-in policy (kedang policy show --default), then kedang policy apply FILE
--- exit 9

"#]]);
    must(&sandbox, "verify due");
}
