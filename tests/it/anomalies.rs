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
pub(crate) fn apply(sandbox: &Sandbox, changes: &[(&str, &str)]) {
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
    at(&sandbox, NIGHT, "audit anomalies").assert(str![[r#"
--- stderr
nothing was out of the ordinary
--- exit 0

"#]]);
    for _ in 0..12 {
        let later = at(&sandbox, "2026-03-04T03:00:00Z", "show K-1 --quiet");
        assert_eq!(later.status, Some(0), "{later}");
    }
    at(&sandbox, "2026-03-04T03:00:00Z", "list K-4 --columns number").assert(str![[r#"
Number
---------
K-000004
--- stderr
warning: too many looks within a minute: 13, and more than 10 is out of the ordinary; it is on record (kedang audit anomalies)
warning: many looks at night: 13, and more than 5 is out of the ordinary; it is on record (kedang audit anomalies)
--- exit 0

"#]]);
    at(&sandbox, "2026-03-04T09:00:00Z", "audit anomalies").assert(str![[r#"
Out of the ordinary             Operator  From              Until             Count  Above  Noticed  Refused
-------------------------------------------------------------------------------------------------------------
many looks at night             wang      2026-03-04 03:00  2026-03-04 03:00     13      5        1        0
too many looks within a minute  wang      2026-03-04 03:00  2026-03-04 03:00     13     10        1        0
--- exit 4

"#]]);
    at(&sandbox, "2026-03-04T09:00:00Z", "--lang zh audit anomalies --since 1d --format jsonl")
        .assert(str![[r#"
{"anomaly":"night","what":"off_hours","operator":"O-1","name":"wang","from":1772593200000,"until":1772593200000,"count":13,"above":5,"noticed":1,"refused":0}
{"anomaly":"rate","what":"rate","operator":"O-1","name":"wang","from":1772593200000,"until":1772593200000,"count":13,"above":10,"noticed":1,"refused":0}
--- exit 4

"#]]);
    at(&sandbox, "2026-03-09T09:00:00Z", "audit anomalies --since 1d").assert(str![[r#"
--- stderr
nothing was out of the ordinary
--- exit 0

"#]]);
}

#[test]
fn a_rule_may_refuse() {
    let sandbox = four();
    apply(&sandbox, &[("above = 60\naction = \"warn\"", "above = 2\naction = \"refuse\"")]);
    // Looking at what a policy would do was the first look.
    assert_eq!(sandbox.run("show K-2").status, Some(0));
    sandbox.run("show K-2").assert(str![[r#"
--- stderr
error: nothing is shown: by the rule rate of the policy 3 is too many, more than 2
hint: kedang audit anomalies
--- exit 14

"#]]);
    sandbox.run("audit log --limit 3").assert(str![[r#"
Entry  Time              Operator  Kind                 Act        Records  Count  Levels  Purpose  Reason               Basis
-------------------------------------------------------------------------------------------------------------------------------
   10  2026-03-01 09:30  wang      out of the ordinary  show                    3                                        rate
   11  2026-03-01 09:30  wang      refused              show                                        out of the ordinary
   12  2026-03-01 09:30  wang      shown                audit-log
--- exit 0

"#]]);
}
