//! What somebody else provided, without a consent or a basis: kept apart until there is one.

use crate::sandbox::{Sandbox, Transcript};

const PROVIDED: &str = r#"{"name":"李娜","phone":"13800000014","source":"合作伙伴"}"#;

fn add(sandbox: &Sandbox, json: &str) -> Transcript {
    sandbox.kedang("add --quarantine --json -".split_whitespace()).input(json).end()
}

#[test]
fn it_is_in_no_list_and_no_export_until_its_owner_agreed() {
    let sandbox = Sandbox::vault();
    add(&sandbox, PROVIDED).assert(snapbox::str![[r#"
K-000001
--- stderr
note: a third party provided K-000001, and nothing says on what ground it is held: it is in quarantine, and destroyed after 30 days unless a consent or basis is stated
--- exit 0

"#]]);
    add(&sandbox, r#"{"name":"张伟","phone":"13800000013","source":"展会"}"#).assert(
        snapbox::str![[r#"
K-000002
--- exit 0

"#]],
    );
    sandbox.run("list --format csv").assert(snapbox::str![[r#"
number,name,company,phone,email,stage,grade,tags,region
K-000002,张伟,,+8613800000013,,,,,
--- exit 0

"#]]);
    sandbox.run("export --purpose service --format csv").assert(snapbox::str![[r#"
number,name,company,gender,birth_date,position,occupation,legal_rep,credit_code,legal_form,ownership,departments,managers,founded,business_scope,registered_capital,staff_count,market_position,credit_standing,phone,email,wechat,qq,fax,website,address,postcode,contact_person,purchasing_head,kind,stage,grade,tags,region,industry,intent,potential,source,owner,last_contact,first_contact,next_visit,reviewer,payment_terms,payment_day,needs,preferences,notes,external_id,events,assessments,links,created,updated,verified,verify_method,verify_result,activity,review_by,declined,state,consent_date,sensitive_consent,retain_until,hold,destroy_on,destroy_rule,restrict_on,restrict_rule,floor_on,floor_rule,consents,requests,holds,proposed
K-000002,张伟,,,,,,,,,,,,,,,,,,'+8613800000013,,,,,,,,,,person,,,,,,,,exhibition,,,,,,,,,,,,,,,2026-03-01,2026-03-01,,,,,,,active,,,,,,,,,,none,,,,
--- stderr
note: one record is restricted and was left out
--- exit 0

"#]]);
    sandbox.run("list state:quarantined --columns number,state --format csv").assert(
        snapbox::str![[r#"
number,state
K-000001,quarantined
--- exit 0

"#]],
    );
    sandbox.run("purge due --within 40d --format csv").assert(snapbox::str![[r#"
number,kept_until,rule,reason,basis,state
K-000001,2026-03-31,collection:quarantine,expired,PIPL 47-1-4,upcoming
--- exit 0

"#]]);
    std::fs::write(sandbox.path("privacy.txt"), "隐私政策\n").unwrap();
    sandbox.run("notice add privacy.txt --purpose marketing --retention 二年");
    sandbox.run("consent grant K-1 --purpose marketing --method form --notice 1");
    sandbox.run("list --columns number,state --format csv").assert(snapbox::str![[r#"
number,state
K-000001,active
K-000002,active
--- exit 0

"#]]);
}

#[test]
fn rows_of_a_third_party_are_imported_into_quarantine() {
    let sandbox = Sandbox::vault();
    let rows = "name,phone,source,consent_date\n李娜,13800000014,推荐,\n周七,13800000015,推荐,2026-01-05\n";
    std::fs::write(sandbox.path("rows.csv"), rows).unwrap();
    sandbox.run("import rows.csv --quarantine --format json").assert(snapbox::str![[r#"
{"schema":"kedang.import/1","item":{"read":2,"created":2,"updated":0,"unchanged":0,"skipped":0,"rejected":0,"held":0,"quarantined":1,"due":0,"restricted":0,"erased_back":0,"encoding":"UTF-8","batches":["B-3"],"dry_run":false}}
--- stderr
note: one record of which a third party told is in quarantine, until a consent or basis is stated: kedang list state:quarantined
--- exit 0

"#]]);
    sandbox.run("show K-1").assert(snapbox::str![[r#"
Number            K-000001
Name              李娜
Phone             +8613800000014
Kind              person
Source            referral
Created           2026-03-01
Updated           2026-03-01
State             quarantined
Destroy on        2026-03-31
Destroy rule      from a third party, no basis in time
Statutory period  none
--- stderr
note: K-000001 is in quarantine until a consent or basis is stated: not used, destroyed after 2026-03-31 (from a third party, no basis in time)
--- exit 0

"#]]);
    // What the law makes keep stays, though nobody may use it.
    sandbox.run("event add K-1 --type purchase --amount 3000 --yes");
    let purge = "purge run K-1 --reason other --basis M-1 --yes --count 1";
    let kept = sandbox.run(purge);
    assert_eq!(kept.status, Some(9), "{kept}");
    assert!(kept.stderr.contains("2029-03-01"), "{kept}");
    std::fs::write(sandbox.path("more.csv"), "phone,region\n13800000014,上海\n").unwrap();
    let met = sandbox.run("import more.csv --on-conflict update");
    assert!(met.stderr.contains("K-000001 is in quarantine"), "{met}");
    sandbox.run("edit K-1 --set state=active").assert(snapbox::str![[r#"
--- stderr
one record changed
--- exit 0

"#]]);
    sandbox.run("edit K-1 --set state=restricted").assert(snapbox::str![[r#"
--- stderr
error: state is kept by the program and cannot be set by hand
--- exit 2

"#]]);
    sandbox.run("list --columns number,state --format csv").assert(snapbox::str![[r#"
number,state
K-000001,active
K-000002,active
--- exit 0

"#]]);
}

#[test]
fn a_customer_of_whom_a_third_party_tells_more_is_kept_apart() {
    let sandbox = Sandbox::vault();
    std::fs::write(
        sandbox.path("own.csv"),
        "name,phone,stage,source\n李娜,13800000014,现有,展会\n",
    )
    .unwrap();
    sandbox.run("import own.csv");
    std::fs::write(sandbox.path("more.csv"), "phone,region\n13800000014,上海\n").unwrap();
    let import = "import more.csv --channel 合作伙伴 --quarantine --on-conflict update";
    let rehearsed = sandbox.run(&format!("{import} --dry-run"));
    assert!(rehearsed.stderr.contains("of which a third party told"), "{rehearsed}");
    sandbox.run(import).assert(snapbox::str![[r#"
Rows read         1
Created           0
Updated           1
Unchanged         0
Skipped           0
Rejected          0
Awaiting consent  0
--- stderr
note: one record of which a third party told is in quarantine, until a consent or basis is stated: kedang list state:quarantined
--- exit 0

"#]]);
    sandbox.run("list --count").assert(snapbox::str![[r#"
0
--- exit 0

"#]]);
    sandbox.run("show K-1").assert(snapbox::str![[r#"
Number             K-000001
Name               李娜
Phone              +8613800000014
Kind               person
Stage              active
Region             上海市
Source             exhibition
Created            2026-03-01
Updated            2026-03-01
Activity           2026-03-01 change
State              quarantined
Kept by law until  2029-03-01
Statutory period   transaction information, three years
--- stderr
note: K-000001 is in quarantine until a consent or basis is stated: not used
--- exit 0

"#]]);
    sandbox.run("purge due --within 40d --format csv").assert(snapbox::str![[r#"
number,kept_until,rule,reason,basis,state
--- stderr
nothing is due, and nothing comes due within that time
--- exit 0

"#]]);
    let json = sandbox.run("show K-1 --format json").stdout;
    assert!(json.contains(r#""state":"quarantined""#), "{json}");
    sandbox.run("edit K-1 --set state=active");
    sandbox.run("list --count").assert(snapbox::str![[r#"
1
--- exit 0

"#]]);
    // All of a new record came by the file, whatever source its row names.
    std::fs::write(sandbox.path("new.csv"), "name,phone,source\n王芳,13800000015,老王\n").unwrap();
    sandbox.run("import new.csv --channel 合作伙伴 --quarantine");
    let due = sandbox.run("purge due --within 40d --format csv");
    assert!(due.stdout.contains("K-000002,2026-03-31,collection:quarantine"), "{due}");
    assert_eq!(sandbox.run("check").status, Some(0));
}
