//! `kedang audit standard`: the table says what there is, and the log says since when.

use kedang::cmd;
use kedang::policy::Standard;
use kedang::vault::Act;
use snapbox::str;

use crate::people::four;
use crate::source::root;

/// Whether a test that is named is there: `it audit`, `it audit::name`, `vault::forgery_tests`.
fn exists(test: &str) -> bool {
    let (base, path) = match test.strip_prefix("it ") {
        Some(path) => ("tests/it", path),
        None => ("src", test),
    };
    let place = root(base).join(path.replace("::", "/"));
    place.with_extension("rs").exists() || place.join("mod.rs").exists()
}

/// A command or a test that went away must not be named as what serves a duty.
#[test]
fn every_command_test_and_act_that_is_named_exists() {
    let paths: Vec<String> = cmd::paths().iter().map(|path| path.join(" ")).collect();
    let verbs: Vec<String> = paths.iter().map(|path| path.replace(' ', "-")).collect();
    for duty in &Standard::table().duties {
        let name = format!("{} {}", duty.law, duty.article);
        for command in &duty.by {
            assert!(paths.contains(command), "{name}: {command}");
        }
        for test in &duty.tests {
            assert!(exists(test), "{name}: {test}");
        }
        for kind in &duty.evidence {
            let verb = |path: &String| path == kind || path.starts_with(&format!("{kind}-"));
            let known = Act::NAMES.contains(&kind.as_str()) || verbs.iter().any(verb);
            assert!(known, "{name}: {kind}");
        }
    }
}

#[test]
fn duties_are_dated_by_the_log_of_this_vault() {
    let sandbox = four();
    let duties = || {
        let run = sandbox.run("audit standard --law pipl --format json");
        assert_eq!(run.status, Some(0), "{run}");
        let json: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
        json["items"].as_array().unwrap().clone()
    };
    let of = |article: &str| {
        let all = duties();
        all.into_iter().find(|duty| duty["article"] == article).unwrap()
    };
    assert_eq!(of("47")["since"], serde_json::Value::Null, "nobody was destroyed yet");
    let purge = sandbox.run("purge run K-2 --reason request --basis REQ-7 --yes --count 1");
    assert_eq!(purge.status, Some(0), "{purge}");
    assert_eq!((of("47")["since"].is_i64(), &of("47")["entries"]), (true, &1.into()));
    assert_eq!(of("51-3")["how"], "enforced");
    assert_eq!((of("31")["how"].clone(), of("31")["since"].is_null()), ("open".into(), true));
}

#[test]
fn a_law_is_named_in_either_language() {
    let sandbox = four();
    sandbox.run("audit standard --law aml").assert(str![[r#"
Law                        Article  Duty                                                                                   How                      By                          Since             Last
-------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------
Anti-Money-Laundering Law  34       identity data ten years (financial institutions): no rule is shorter where it applies  enforced by the program  policy check, policy apply  2026-03-01 09:30
--- stderr
note: an alignment, not a claim of conformity and no legal advice; a duty without a date is one that nothing in this log shows yet
--- exit 0

"#]]);
    sandbox.run("--lang zh audit standard --law 反洗钱法").assert(str![[r#"
依据      条款  义务                                              落实方式  由什么落实                  起始              最近
-------------------------------------------------------------------------------------------------------------------------------
反洗钱法  34    金融机构客户身份资料保存十年：适用时制度不得更短  程序强制  policy check, policy apply  2026-03-01 09:30
--- stderr
说明：仅为对照，不声称符合，也不构成法律意见；没有日期的，是日志中尚无任何条目可以证明的
--- exit 0

"#]]);
    sandbox.run("audit standard --law bgb").assert(str![[r#"
--- stderr
error: “bgb” is not a value of --law; known are pipl, dsl, ndr, csl, ecl, aml, gbt35273, gdpr, ccpa, nist, records
--- exit 2

"#]]);
}
