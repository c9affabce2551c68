//! `audit anomalies`, and what is said before anything out of the ordinary is shown.

use snapbox::str;

use crate::people::four;
use crate::sandbox::{Sandbox, Transcript};

/// A night in March.
const NIGHT: &str = "2026-03-04T02:00:00Z";

fn at(sandbox: &Sandbox, time: &str, line: &str) -> Transcript {
    sandbox.kedang(line.split_whitespace()).env("KEDANG_TEST_NOW", time).end()
}

/// The built-in policy with other numbers.
fn apply(sandbox: &Sandbox, changes: &[(&str, &str)]) {
    let mut text = sandbox.run("policy show --default").stdout;
    for (from, to) in changes {
        assert!(text.contains(from), "{from}");
        text = text.replacen(from, to, 1);
    }
    let version = text.lines().find(|line| line.starts_with("version = ")).unwrap().to_owned();
    std::fs::write(sandbox.path("own.toml"), text.replacen(&version, "version = 90", 1)).unwrap();
    let applied = sandbox.run("policy apply own.toml --yes");
    assert_eq!(applied.status, Some(0), "{applied}");
}

#[test]
fn reading_much_at_night_is_noticed_and_the_nightly_job_is_not() {
    let sandbox = four();
    apply(&sandbox, &[("above = 60", "above = 10"), ("above = 30", "above = 5")]);
    for line in ["verify due", "verify scan", "purge due", "backup run ./nas"] {
        let done = at(&sandbox, NIGHT, line);
        assert!(done.status == Some(0) || done.status == Some(4), "{done}");
        assert!(!done.stderr.contains("ordinary"), "{done}");
    }
    at(&sandbox, NIGHT, "audit anomalies").assert(str![[r#""#]]);
    for _ in 0..12 {
        let later = at(&sandbox, "2026-03-04T03:00:00Z", "show K-1 --quiet");
        assert_eq!(later.status, Some(0), "{later}");
    }
    at(&sandbox, "2026-03-04T03:00:00Z", "list K-4 --columns number").assert(str![[r#""#]]);
    at(&sandbox, "2026-03-04T09:00:00Z", "audit anomalies").assert(str![[r#""#]]);
    at(&sandbox, "2026-03-04T09:00:00Z", "--lang zh audit anomalies --since 1d --format jsonl")
        .assert(str![[r#""#]]);
    at(&sandbox, "2026-03-09T09:00:00Z", "audit anomalies --since 1d").assert(str![[r#""#]]);
}

#[test]
fn a_rule_may_refuse() {
    let sandbox = four();
    apply(&sandbox, &[("above = 60\naction = \"warn\"", "above = 1\naction = \"refuse\"")]);
    assert_eq!(sandbox.run("show K-2").status, Some(0));
    sandbox.run("show K-2").assert(str![[r#""#]]);
    sandbox.run("audit log --limit 3").assert(str![[r#""#]]);
}
