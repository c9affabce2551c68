//! Consents from the day they are given to the night on which a record goes, because nothing but
//! one carried it; and looks for a purpose.

use crate::people;
use crate::sandbox::{Run, Sandbox, Transcript};

const FRIDAY: &str = "2026-03-06";
const MONDAY: &str = "2026-03-09";
const TUESDAY: &str = "2026-03-10";

/// A run at ten o'clock of a day.
fn on(sandbox: &Sandbox, day: &str, line: &str) -> Run {
    sandbox.kedang(line.split_whitespace()).env("KEDANG_TEST_NOW", format!("{day}T10:00:00Z"))
}

fn done(sandbox: &Sandbox, day: &str, line: &str) -> Transcript {
    let done = on(sandbox, day, line).end();
    assert_eq!(done.status, Some(0), "{line}\n{done}");
    done
}

/// Two prospects, of whom one has an ID number, and a notice about marketing and service.
fn told() -> Sandbox {
    let sandbox = Sandbox::vault();
    for json in [
        r#"{"name":"张伟芳","phone":"13800000013","stage":"潜在","source":"展会","id_number":"11010519491231002X"}"#,
        r#"{"name":"李娜","phone":"13800000014","stage":"潜在","source":"展会","payment_terms":"月结"}"#,
    ] {
        people::add(&sandbox, json);
    }
    let text = "我们为推广产品使用您的姓名和电话。\n";
    assert!(std::fs::write(sandbox.path("notice.txt"), text).is_ok());
    let add = "notice add notice.txt --purpose service --purpose marketing --retention 2y";
    assert_eq!(sandbox.run(add).status, Some(0));
    sandbox
}

const GRANT: &str = "consent grant K-1 K-2 --purpose marketing --method form --notice 1";
const EXPORT: &str = "export --purpose marketing --fields number,name";

#[test]
fn who_withdraws_on_monday_is_not_in_tuesdays_export_and_gone_when_the_policy_says() {
    let sandbox = told();
    done(&sandbox, FRIDAY, "operator add night --role reaper --new-identity night.id");
    done(&sandbox, FRIDAY, GRANT);
    let both = done(&sandbox, FRIDAY, EXPORT);
    assert!(both.stdout.contains("张伟芳") && both.stdout.contains("李娜"), "{both}");
    on(&sandbox, MONDAY, "consent withdraw K-1 --purpose marketing").end().assert(snapbox::str![[
        r#"
--- stderr
one record changed
note: K-000001: kept until 2026-03-23, then destroyed (consent withdrawn)
--- exit 0

"#
    ]]);
    on(&sandbox, TUESDAY, EXPORT).end().assert(snapbox::str![[r#"
number,name
K-000002,李娜
--- stderr
note: left out: 1 withdrawn
--- exit 0

"#]]);
    on(&sandbox, TUESDAY, &format!("--lang zh {EXPORT} --format json")).end().assert(
        snapbox::str![[r#"
{"schema":"kedang.export/1","items":[
{"number":"K-000002","name":"李娜"}
],"left_out":{"withdrawn":1}}
--- stderr
说明：未包含：已撤回 1 份
--- exit 0

"#]],
    );
    let log = done(&sandbox, TUESDAY, "audit log verb:export --limit 1 --format jsonl");
    assert!(log.stdout.contains(r#""left_out":{"withdrawn":1}"#), "{log}");
    assert!(!log.stdout.contains('张'), "{log}");

    // A program that does not ask for consents would hand both out.
    let weak = on(&sandbox, TUESDAY, EXPORT).env("KEDANG_TEST_MUTANT", "all-is-covered").end();
    assert!(weak.stdout.contains("张伟芳"), "{weak}");

    // The nightly job, with a credential that opens no level.
    let nightly = "--identity night.id purge run --due --yes";
    let early = done(&sandbox, "2026-03-23", nightly);
    assert_eq!(done(&sandbox, "2026-03-23", "list --count").stdout, "2\n", "{early}");
    done(&sandbox, "2026-03-24", nightly);
    let gone = on(&sandbox, "2026-03-24", "show K-1").end();
    assert_eq!(gone.status, Some(8), "{gone}");
    assert_eq!(done(&sandbox, "2026-03-24", "show K-2").status, Some(0));
    let certificate = done(&sandbox, "2026-03-24", "certificate show K-1");
    assert!(certificate.stdout.contains("consent withdrawn"), "{certificate}");
    assert!(certificate.stdout.contains("PIPL 15 47-1-3"), "{certificate}");
    assert_eq!(done(&sandbox, "2026-03-24", "check").status, Some(0));
}

#[test]
fn an_answer_without_all_that_makes_it_one_is_refused_with_every_reason() {
    let sandbox = told();
    let wrong = "consent grant K-1 --purpose marketng --purpose service --method form --date 2026-04-01 --expires 2026-03-01";
    on(&sandbox, FRIDAY, wrong).end().assert(snapbox::str![[r#"
--- stderr
error: refused: the day has not come yet; it would end before it begins; no version of the notice is named (--notice); the policy has no purpose marketng; customer service needs no consent (but for level-1 values: --sensitive)
hint: did you mean marketing?
hint: kedang notice list
--- exit 7

"#]]);
    on(&sandbox, FRIDAY, &format!("--lang zh {wrong} --format json"))
        .end()
        .assert(snapbox::str![[r#"
--- stderr
{"schema":"kedang.error/1","code":"unfounded","exit":7,"message":"不予登记：日期在将来；结束早于开始；没有写明告知书版本（--notice）；管理制度没有使用目的“marketng”；客户服务不需要同意（一级信息的单独同意用 --sensitive）","hints":["您要找的是不是 营销推广？","kedang notice list"],"committed":false,"retryable":false,"reasons":["future","ends-before","no-notice","unknown-purpose","needs-none"]}
--- exit 7

"#]]);
    let viewer = done(&sandbox, FRIDAY, "operator add v --role viewer --new-identity v.id");
    assert_eq!(viewer.status, Some(0));
    let not_allowed = on(&sandbox, FRIDAY, &format!("--identity v.id {wrong}")).end();
    assert_eq!(not_allowed.status, Some(14), "{not_allowed}");

    done(&sandbox, FRIDAY, "consent refuse K-1 --purpose marketing --method phone --notice 1");
    on(&sandbox, MONDAY, "consent grant K-1 --purpose 营销推广 --method 书面 --notice 1")
        .end()
        .assert(snapbox::str![[r#"
--- stderr
error: refused: K-000001 refused a short time ago and is not asked again before 2026-09-06
hint: if the customer came with it unasked: --volunteered
--- exit 7

"#]]);
    let unasked = "consent grant K-1 --purpose 营销推广 --method 书面 --notice 1 --volunteered --evidence F-7 --expires 1y";
    done(&sandbox, MONDAY, unasked);
    on(&sandbox, MONDAY, unasked).end().assert(snapbox::str![[r#"
--- stderr
nothing to do: the record is so already
--- exit 0

"#]]);
    on(&sandbox, MONDAY, "consent list").end().assert(snapbox::str![[r#"
Number    Purpose    Level 1  Recipient  State     Date        Method         Evidence  Notice  Until       Withdrawn
----------------------------------------------------------------------------------------------------------------------
K-000001  marketing  no                  replaced  2026-03-06  recorded call                 1
K-000001  marketing  no                  granted   2026-03-09  in writing     F-7            1  2027-03-09
--- exit 0

"#]]);
    let soon = "consent list --expires-within 30d --exit-code --quiet";
    assert_eq!(done(&sandbox, MONDAY, soon).stdout, "");
    assert_eq!(on(&sandbox, "2027-03-01", soon).end().status, Some(4));
}

#[test]
fn a_look_for_a_purpose_shows_what_the_purpose_uses_of_whom_it_covers() {
    let sandbox = told();
    done(&sandbox, FRIDAY, "consent grant K-2 --purpose marketing --method form --notice 1");
    on(&sandbox, FRIDAY, "list --purpose marketing").end().assert(snapbox::str![[r#"
Number    Name  Company  Phone           E-mail  Stage     Grade  Tags  Region
-------------------------------------------------------------------------------
K-000002  李娜           +8613800000014          prospect
--- stderr
note: left out: 1 without consent
--- exit 0

"#]]);
    on(&sandbox, FRIDAY, "list --purpose marketing --columns number,name --format json")
        .end()
        .assert(snapbox::str![[r#"
{"schema":"kedang.list/1","items":[
{"number":"K-000002","name":"李娜"}
],"left_out":{"no-consent":1}}
--- stderr
note: left out: 1 without consent
--- exit 0

"#]]);
    on(&sandbox, FRIDAY, "list --purpose marketing --columns payment_terms").end().assert(
        snapbox::str![[r#"
--- stderr
error: payment_terms is not used for marketing
--- exit 14

"#]],
    );
    on(&sandbox, FRIDAY, "show K-1 --purpose marketing").end().assert(snapbox::str![[r#"
--- stderr
error: K-000001 must not be used for this purpose: there is no consent
hint: kedang consent list K-000001
--- exit 14

"#]]);
    on(&sandbox, FRIDAY, "show K-1 --purpose service").end().assert(snapbox::str![[r#"
Number            K-000001
Name              张伟芳
Phone             +8613800000013
Kind              person
Stage             prospect
Source            exhibition
Created           2026-03-01
Updated           2026-03-01
State             active
Destroy on        2028-03-01
Destroy rule      prospect without contact for two years
Statutory period  none
--- stderr
note: K-000001: one value waits for a separate consent
--- exit 0

"#]]);
    assert_eq!(done(&sandbox, FRIDAY, "list --count --purpose marketing").stdout, "1\n");
    // Who names no purpose and has none by role sees that there is something, masked.
    assert!(done(&sandbox, FRIDAY, "show K-1").stdout.contains("awaiting consent"));

    let separate = "consent grant K-1 --purpose service --sensitive --method written --notice 1";
    done(&sandbox, FRIDAY, separate);
    let shown = done(&sandbox, FRIDAY, "show K-1 --purpose service --reveal");
    assert!(shown.stdout.contains("11010519491231002X"), "{shown}");
    let export = "export --purpose service --fields id_number --reveal";
    assert!(done(&sandbox, FRIDAY, export).stdout.contains("11010519491231002X"));
    done(&sandbox, MONDAY, "consent withdraw K-1 --purpose service --sensitive");
    let held = done(&sandbox, MONDAY, export);
    assert!(!held.stdout.contains("1101051949"), "{held}");
}

#[test]
fn the_policy_may_demand_an_impact_assessment() {
    let sandbox = told();
    let policy = sandbox.run("policy show --default").stdout;
    let mut strict = String::new();
    for line in policy.lines() {
        let version = line.starts_with("version = ");
        strict.push_str(if version { "version = 90" } else { line });
        strict.push('\n');
    }
    strict.push_str("\n[impact]\ndemanded_for = [\"sensitive\", \"export\"]\n");
    std::fs::write(sandbox.path("strict.toml"), strict).unwrap();
    let applied = done(&sandbox, FRIDAY, "policy apply strict.toml --yes");
    assert_eq!(applied.status, Some(0));
    on(&sandbox, FRIDAY, "show K-1 --reveal").end().assert(snapbox::str![[r#"
--- stderr
error: for showing level-1 values the policy demands an impact assessment
hint: --assessment NUMBER
--- exit 2

"#]]);
    let export = "export --purpose service --fields number";
    for line in [export, &format!("{export} --propose")] {
        assert_eq!(on(&sandbox, FRIDAY, line).end().status, Some(2), "{line}");
    }
    done(&sandbox, FRIDAY, "show K-1 --reveal --assessment PIA-2026-3");
    done(&sandbox, FRIDAY, &format!("{export} --assessment PIA-2026-3"));
    let log = done(&sandbox, FRIDAY, "audit log verb:export,show --format jsonl");
    assert_eq!(log.stdout.matches(r#""basis":"PIA-2026-3""#).count(), 2, "{log}");
}

#[test]
fn a_consent_older_than_the_notice_in_force_is_found() {
    let sandbox = told();
    done(&sandbox, FRIDAY, GRANT);
    let found = |day: &str| {
        let scan = on(&sandbox, day, "verify scan K-2 --format jsonl").end().stdout;
        let about = |line: &&str| line.contains("consent-o");
        scan.lines().filter(about).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(found(FRIDAY), [""; 0]);
    let add = "notice add notice.txt --purpose marketing --retention 2y";
    done(&sandbox, MONDAY, add);
    let row = |code: &str, severity: &str| {
        [format!(
            r#"{{"number":"K-000002","field":"consents","code":"{code}","severity":"{severity}"}}"#
        )]
    };
    assert_eq!(found(MONDAY), row("consent-older", "minor"));
    done(&sandbox, TUESDAY, &format!("{add} --renews"));
    assert_eq!(found(TUESDAY), row("consent-outdated", "serious"));
}
