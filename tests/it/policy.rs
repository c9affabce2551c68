//! `kedang policy`: shown, checked and compared, mostly without a vault.

use snapbox::str;

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
    let sandbox = with(&[("version = 2", "version = \"two\"")]);
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
