//! `kedang policy`: shown, checked and compared, mostly without a vault.

use snapbox::str;

use crate::people::add;
use crate::sandbox::{Sandbox, Transcript};
use crate::source::root;

/// The built-in policy as it ships.
const TEXT: &str =
    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/policy/builtin/policy.toml"));

fn run(sandbox: &Sandbox, line: &str) -> Transcript {
    let words: Vec<&str> = line.split_whitespace().collect();
    sandbox.kedang(words).env("KEDANG_VAULT", "/nowhere").env("KEDANG_IDENTITY", "/nowhere").end()
}

/// A sandbox with the built-in policy, in which each pair's first text is replaced by its second.
fn with(pairs: &[(&str, &str)]) -> Sandbox {
    let sandbox = Sandbox::new();
    let text = pairs.iter().fold(TEXT.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "{from}");
        text.replacen(from, to, 1)
    });
    std::fs::write(sandbox.path("p.toml"), text).unwrap();
    sandbox
}

#[test]
fn the_built_in_policy_is_shown_as_it_ships_and_is_fine() {
    let sandbox = with(&[]);
    assert_eq!(run(&sandbox, "policy show --default").stdout, TEXT);
    run(&sandbox, "policy check p.toml").assert(str![[r#"
--- stderr
p.toml: nothing is wrong
--- exit 0

"#]]);
}

#[test]
fn faults_are_told_with_both_places_in_both_languages() {
    let sandbox = with(&[
        ("months = 36\nreason", "months = 24\nreason"),
        ("mask = \"card\"", "mask = \"cardd\""),
    ]);
    let english = run(&sandbox, "policy check p.toml");
    assert_eq!(english.status, Some(7), "{english}");
    for part in [
        "field[bank_account].mask",
        "did you mean card?",
        "retention[churned].months",
        "24 months; the law asks for 36; see line ",
        "(floor[ecommerce].months)",
        "p.toml: 2 faults",
    ] {
        assert!(english.to_string().replace("\n ", "").contains(part), "{part}: {english}");
    }
    let chinese = run(&sandbox, "--lang zh policy check p.toml");
    assert!(chinese.to_string().contains("法律要求 36 个月"), "{chinese}");
    let json = run(&sandbox, "policy check p.toml --format json").stdout;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let item = &json["items"][1];
    let line = |number: &serde_json::Value| {
        let text = std::fs::read_to_string(sandbox.path("p.toml")).unwrap();
        text.lines().nth(usize::try_from(number.as_u64().unwrap()).unwrap() - 1).unwrap().to_owned()
    };
    assert_eq!(
        (item["code"].as_str(), line(&item["line"])),
        (Some("below-floor"), "months = 24".into())
    );
    assert_eq!(line(&item["other_line"]), "months = 36");
}

#[test]
fn a_faulty_policy_is_not_compared() {
    let sandbox = with(&[("version = 5", "version = \"three\"")]);
    let refused = run(&sandbox, "policy diff p.toml --default");
    assert_eq!(refused.status, Some(7), "{refused}");
    assert!(refused.stderr.contains("hint: kedang policy check p.toml"), "{refused}");
}

#[test]
fn differences_are_told_where_they_are() {
    let sandbox =
        with(&[("cycle_days = 180", "cycle_days = 120"), ("failures = 3", "failures = 2")]);
    run(&sandbox, "policy diff p.toml --default --exit-code").assert(str![[r#"
Change   Where                Before  After
--------------------------------------------
changed  grade[B].cycle_days  180     120
changed  contact.failures     3       2
--- stderr
2 differences
--- exit 4

"#]]);
}

#[test]
fn a_vault_shows_its_policy_by_section() {
    let sandbox = Sandbox::vault();
    let shown = sandbox.run("policy show --section collection");
    shown.assert(str![[r#"
[collection]
forbidden = ["bought_list"]
third_party = ["partner", "referral", "bought_list"]
--- exit 0

"#]]);
    let json = sandbox.run("policy show --section grade --format json").stdout;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["item"]["grade"][0]["id"], "VIP");
    let unknown = sandbox.run("policy show --section grades");
    assert_eq!(unknown.status, Some(2), "{unknown}");
    assert!(unknown.stderr.contains("did you mean grade?"), "{unknown}");
    assert!(sandbox.run("policy levels").stdout.contains("organisation's duty"));
}

#[test]
fn no_measure_is_called_enforced_that_the_program_does_not_do() {
    let sandbox = Sandbox::new();
    let levels = run(&sandbox, "policy levels --default --format csv").stdout;
    for line in levels.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        assert_eq!(cells[2] == "organisation", cells[3].is_empty(), "{line}");
    }
    assert!(levels.contains("1,encrypted_transfer,organisation,"), "{levels}");
}

#[test]
fn every_fault_has_its_text() {
    for language in kedang::ui::Language::ALL {
        let catalogue = kedang::ui::Catalogue::new(language);
        for code in kedang::policy::FaultCode::ALL {
            assert!(catalogue.get(&format!("policy-{}", code.id())).is_some(), "{}", code.id());
        }
    }
}

/// The schema is what the program itself reads files by; `scripts/check_policy_schema.py` asks an
/// independent implementation for a second opinion.
#[test]
fn the_shipped_schema_is_the_one_the_program_shows() {
    let shipped = std::fs::read_to_string(root("docs/policy.schema.json")).unwrap();
    assert_eq!(run(&Sandbox::new(), "policy show --schema").stdout, shipped);
}

/// The built-in policy in version 90, in which each pair's first text is replaced by its second,
/// beside a vault with the customers of the demonstration.
fn demo(pairs: &[(&str, &str)]) -> Sandbox {
    let sandbox = Sandbox::vault();
    let rows = std::fs::read(root("src/cmd/demo/customers.csv")).unwrap();
    std::fs::write(sandbox.path("c.csv"), rows).unwrap();
    assert_eq!(sandbox.run("import c.csv").status, Some(0));
    write(&sandbox, "90", pairs);
    sandbox
}

pub(crate) fn write(sandbox: &Sandbox, version: &str, pairs: &[(&str, &str)]) {
    let text = pairs.iter().fold(TEXT.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "{from}");
        text.replacen(from, to, 1)
    });
    let (head, rest) = text.split_once("\nversion = ").unwrap();
    let (_, rest) = rest.split_once('\n').unwrap();
    let text = format!("{head}\nversion = {version}\n{rest}");
    std::fs::write(sandbox.path("p.toml"), text).unwrap();
}

/// Shorter cycles and periods, a field that becomes required, and a type that some values fail.
const STRICTER: &[(&str, &str)] = &[
    (
        "cycle_days = 90\nservice_zh = \"专人管理，每季度上门",
        "cycle_days = 20\nservice_zh = \"专人管理，每季度上门",
    ),
    ("ungraded_days = 365", "ungraded_days = 1"),
    ("months = 24\nreason", "months = 3\nreason"),
    ("[[grade]]\n", "[[required]]\nkind = \"person\"\nany = [\"qq\"]\n\n[[grade]]\n"),
    ("id = \"address\"", "id = \"address\"\ntype = \"postcode\""),
    (
        "\"employer\"]\nlevel = 2\ncategory = \"identity\"\ntype = \"name\"\ntraits = [",
        "\"employer\"]\nlevel = 2\ncategory = \"identity\"\ntype = \"name\"\ntraits = [\"unique\", ",
    ),
];

/// Runs a line a month after the customers were imported.
fn later(sandbox: &Sandbox, line: &str) -> Transcript {
    let run = sandbox.kedang(line.split_whitespace());
    run.env("KEDANG_TEST_NOW", "2026-04-01T09:30:00Z").end()
}

/// The rows of a list, by what identifies them.
fn rows(sandbox: &Sandbox, line: &str, keys: &[&str]) -> std::collections::BTreeSet<String> {
    let listed = later(sandbox, &format!("{line} --format jsonl"));
    assert!([Some(0), Some(4)].contains(&listed.status), "{listed}");
    let row = |line: &str| {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        keys.iter().map(|key| row[key].as_str().unwrap_or_default()).collect::<Vec<_>>().join(" ")
    };
    listed.stdout.lines().map(row).collect()
}

/// For each figure of `policy diff`, the rows that the verb of that name shows.
fn shown(sandbox: &Sandbox) -> Vec<(&'static str, std::collections::BTreeSet<String>)> {
    let found = rows(sandbox, "verify scan", &["number", "field", "code"]);
    let (missing, other) = found.into_iter().partition(|row| row.contains(" missing"));
    vec![
        ("verify_due", rows(sandbox, "verify due", &["number"])),
        ("purge_due", rows(sandbox, "purge due", &["number"])),
        ("verify_scan_missing", missing),
        ("verify_scan_other", other),
    ]
}

#[test]
fn the_effect_that_is_foretold_is_what_the_verbs_show_afterwards() {
    let sandbox = demo(STRICTER);
    let foretold = later(&sandbox, "policy diff p.toml --format json");
    assert_eq!(foretold.status, Some(0), "{foretold}");
    let foretold: serde_json::Value = serde_json::from_str(&foretold.stdout).unwrap();
    let items = foretold["items"].as_array().unwrap();
    let before = shown(&sandbox);
    let applied = later(&sandbox, "policy apply p.toml --yes --format json");
    assert_eq!(applied.status, Some(0), "{applied}");
    let applied: serde_json::Value = serde_json::from_str(&applied.stdout).unwrap();
    let after = shown(&sandbox);
    for ((name, before), (_, after)) in before.iter().zip(&after) {
        let figure = items.iter().find(|item| item["where"] == *name).unwrap();
        let told = |key: &str| figure[key].as_u64().unwrap();
        let gained = after.difference(before).count() as u64;
        let lost = before.difference(after).count() as u64;
        assert_eq!(
            (told("before"), told("after")),
            (before.len() as u64, after.len() as u64),
            "{name}"
        );
        assert_eq!((told("gained"), told("lost")), (gained, lost), "{name}");
        assert!(gained > 0, "{name}: nothing to compare");
        assert!(applied["item"]["effect"].as_array().unwrap().contains(figure), "{name}");
    }
    let check = sandbox.run("check");
    assert_eq!(check.status, Some(0), "{check}");
}

#[test]
fn a_policy_is_applied_once_it_is_confirmed_and_can_be_left_again() {
    let sandbox = demo(&[("cycle_days = 180", "cycle_days = 120")]);
    sandbox.run("policy apply p.toml").assert(str![[r#"
--- stderr
changed version: 5 → 90
changed grade[B].cycle_days: 180 → 120
note: nothing becomes due, and verify scan finds the same
error: there is no terminal to confirm on; nothing was done
hint: run it on a terminal, or add --yes
--- exit 5

"#]]);
    sandbox.run("policy apply p.toml --dry-run").assert(str![[r#"
Version before  5
Version         90
Hash            [..]
Differences     2
Rescheduled     0
--- stderr
changed version: 5 → 90
changed grade[B].cycle_days: 180 → 120
note: nothing becomes due, and verify scan finds the same
nothing was applied
--- exit 0

"#]]);
    assert_eq!(sandbox.run("policy show --section version").stdout, "version = 5\n");
    sandbox.run("policy apply p.toml --yes").assert(str![[r#"
Version before  5
Version         90
Hash            [..]
Differences     2
Rescheduled     0
Entry           7
--- stderr
changed version: 5 → 90
changed grade[B].cycle_days: 180 → 120
note: nothing becomes due, and verify scan finds the same
version 90 of the policy is in force
--- exit 0

"#]]);
    assert_eq!(sandbox.run("policy show --section version").stdout, "version = 90\n");
    sandbox.run("policy apply p.toml --yes").assert(str![[r#"
--- stderr
error: the policy in the file is version 90, and version 90 is in force: give it a higher one
hint: write version = 91
--- exit 9

"#]]);
    assert_eq!(sandbox.run("policy apply --default --yes").status, Some(0));
    sandbox.run("policy apply --default").assert(str![[r#"
--- stderr
the built-in policy is in force already
--- exit 0

"#]]);
    assert_eq!(sandbox.run("policy apply").status, Some(2));
}

#[test]
fn what_orphans_data_is_refused_with_its_place() {
    let option = "  { id = \"loyal\", zh = \"忠诚\", en = \"loyal\", aliases = [\"忠诚客户\", \"忠实\", \"忠实客户\"] },\n";
    let sandbox = demo(&[
        (option, ""),
        ("steps = [\"潜在\", \"现有\", \"忠实\"]", "steps = [\"潜在\", \"现有\"]"),
        ("[\"active\", \"loyal\", \"churned\"]", "[\"active\", \"churned\"]"),
        ("[\"active\", \"loyal\", \"churned\"]", "[\"active\", \"churned\"]"),
        (
            "aliases = [\"投入\", \"客户投入\", \"费用\", \"招待\", \"礼品\"]\ncarries = [\"amount\"]",
            "aliases = [\"投入\", \"客户投入\", \"费用\", \"招待\", \"礼品\"]",
        ),
        ("[tags]\nopen = true", "[tags]\nopen = false"),
    ]);
    assert_eq!(sandbox.run("event add K-1 --type spend --amount 5").status, Some(0));
    let refused = sandbox.run("policy apply p.toml --yes");
    assert_eq!(refused.status, Some(9), "{refused}");
    let parts = [
        "warning: line ",
        "records hold the option loyal of stage",
        "records hold the option amount of spend",
        "records have tags that are not in the list",
    ];
    for part in parts {
        assert!(refused.stderr.contains(part), "{part}: {refused}");
    }
    let told = sandbox.run("policy diff p.toml --format jsonl").stdout;
    let row = told.lines().find(|line| line.contains("orphaned")).unwrap();
    let row: serde_json::Value = serde_json::from_str(row).unwrap();
    let loyal = sandbox.run("list stage:loyal --count").stdout;
    assert_eq!(row["before"].to_string(), loyal.trim_end());
    let text = std::fs::read_to_string(sandbox.path("p.toml")).unwrap();
    let line = usize::try_from(row["line"].as_u64().unwrap()).unwrap();
    assert_eq!(text.lines().nth(line - 1), Some("options = ["));
    assert_eq!(sandbox.run("check").status, Some(0));
}

#[test]
fn holds_and_states_of_contacts_are_not_orphaned() {
    let sandbox = Sandbox::vault();
    add(&sandbox, r#"{"name":"张伟","phone":"13800000013","email":"wei@example.com"}"#);
    for line in [
        "hold place K-1 --kind litigation",
        "verify mark K-1 --contact email --method phone --result confirmed",
    ] {
        assert_eq!(sandbox.run(line).status, Some(0), "{line}");
    }
    let pairs = [
        ("zh = \"诉讼仲裁\"\nen = \"litigation\"", "zh = \"诉讼仲裁\"\nen = \"lawsuit\""),
        ("id = \"litigation\"", "id = \"lawsuit\""),
        ("\"wechat\", \"email\", \"address\"]\n", "\"wechat\", \"address\"]\n"),
    ];
    write(&sandbox, "90", &pairs);
    let refused = sandbox.run("policy apply p.toml --yes");
    assert_eq!(refused.status, Some(9), "{refused}");
    for part in
        ["under a hold of the kind litigation", "states of contacts of email", "(one record)"]
    {
        assert!(refused.stderr.contains(part), "{part}: {refused}");
    }
    assert_eq!(sandbox.run("hold lift K-1 --kind litigation").status, Some(0));
    write(&sandbox, "90", &pairs[..2]);
    let applied = sandbox.run("policy apply p.toml --yes");
    assert_eq!(applied.status, Some(0), "{applied}");
    let unknown = sandbox.run("hold lift K-1 --kind litigation");
    assert_eq!(unknown.status, Some(2), "{unknown}");
}

#[test]
fn what_the_system_says_is_said_in_the_readers_language() {
    let sandbox = Sandbox::new();
    let missing = run(&sandbox, "--lang zh policy check nope.toml");
    assert!(missing.stderr.contains("没有这个文件或目录"), "{missing}");
    let json = run(&sandbox, "--lang zh policy check nope.toml --format json");
    assert!(json.stderr.contains("No such file or directory"), "{json}");
}

#[test]
fn a_policy_half_applied_is_there_and_its_segments_follow() {
    let pairs = [("id = \"position\"", "id = \"position\"\ntraits = [\"searchable\"]")];
    for step in ["policy-applied", "policy-segments"] {
        let sandbox = demo(&[pairs[0], ("months = 24\nreason", "months = 3\nreason")]);
        let died = sandbox
            .kedang(["policy", "apply", "p.toml", "--yes"])
            .env("KEDANG_TEST_STOP", step)
            .end();
        assert_eq!(died.status, None, "{step}: {died}");
        assert_eq!(sandbox.run("policy show --section version").stdout, "version = 90\n");
        assert_eq!(sandbox.run("check").status, Some(0), "{step}");
        let found = sandbox.run("list position.has:经理 --count");
        assert_eq!(found.status, Some(0), "{step}: {found}");
        let check = sandbox.run("check");
        assert_eq!((check.status, check.stderr.contains("note:")), (Some(0), false), "{check}");
    }
}
