//! `kedang request --right erasure`: from the wish to the certificate, by whoever destroys.

use snapbox::str;

use std::os::unix::fs::PermissionsExt;

use crate::certificate::read;
use crate::people::four;
use crate::request::{SELF, later, must};

/// The erasure from the wish to the certificate: whoever destroys opens no level.
#[test]
fn an_erasure_ends_in_a_certificate_that_the_requester_can_open() {
    let sandbox = four();
    must(&sandbox, "edit K-2 --set stage=prospect");
    must(&sandbox, "operator add 夜班 --role reaper --new-identity reaper.id");
    must(&sandbox, &format!("request open K-2 --right erasure {SELF} --opening o.json"));
    let mode = std::fs::metadata(sandbox.path("o.json")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let night = "--identity reaper.id --quiet purge run --due --yes --max 20";
    sandbox.run(night).assert(str![[r#"
--- exit 0

"#]]);
    let granted = must(&sandbox, "request answer R-1 --grant");
    assert_eq!(granted.stderr, "K-000002 is destroyed by the next `kedang purge run --due`\n");
    assert!(granted.stdout.contains("Rule        erasure asked for, R-1"), "{granted}");
    let destroyed = must(&sandbox, night);
    assert!(destroyed.stdout.contains("K-000002  customer's request  R-1 PIPL 47"), "{destroyed}");
    must(&sandbox, "certificate show K-2 -o c.txt");
    assert!(read(&sandbox, "c.txt").contains("R-1 PIPL 47"));
    let opened = must(&sandbox, "certificate open c.txt o.json");
    assert!(opened.stderr.contains("the certificate is about the record of this opening"));
    let listed = must(&sandbox, "request list --all --format jsonl");
    assert!(listed.stdout.contains(r#""state":"destroyed""#), "{listed}");
    assert!(!listed.stdout.contains(r#""certificate":null"#), "{listed}");
    sandbox.run("request close R-1").assert(str![[r#"
--- stderr
error: the record that R-1 was about is not there any more
hint: kedang request list --all
--- exit 8

"#]]);
    must(&sandbox, "check");
}

#[test]
fn a_statutory_period_restricts_the_record_and_the_night_after_it_destroys_it() {
    let sandbox = four();
    must(&sandbox, "edit K-1 --set last_contact=2024-02-29");
    must(&sandbox, "operator add 夜班 --role reaper --new-identity reaper.id");
    must(&sandbox, &format!("request open K-1 --right erasure {SELF}"));
    sandbox.run("request answer R-1 --grant").assert(str![[r#"
Request     R-1
Number      K-000001
Right       erasure
Came on     2026-03-01
Answer by   2026-03-16
Asked by    the person
Identity    document
State       granted
Answered    2026-03-01
Kept until  2027-02-28
Rule        transaction information, three years
--- stderr
K-000001 is restricted from now on and destroyed by itself after 2027-02-28: transaction information, three years
--- exit 0

"#]]);
    let night = "--identity reaper.id --quiet purge run --due --yes --max 20";
    for (day, destroyed) in [("2026-03-02", false), ("2027-02-28", false), ("2027-03-01", true)] {
        let done = later(&sandbox, day, night);
        assert_eq!(done.status, Some(0), "{done}");
        assert_eq!(done.stdout.contains("R-1 PIPL 47"), destroyed, "{day}: {done}");
    }
}
