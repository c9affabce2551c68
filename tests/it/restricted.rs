//! Restricted records in the verbs that look at many: no card, no review, no scan has one.

use crate::people::four;
use crate::request::{SELF, later, must};
use crate::sandbox::Sandbox;

/// Four customers, of whom the second is restricted at her own wish, and a clerk.
fn sandbox() -> Sandbox {
    let sandbox = four();
    must(&sandbox, "operator add clerk --role clerk --new-identity clerk");
    must(&sandbox, &format!("request open K-2 --right restriction {SELF}"));
    must(&sandbox, "request answer R-1 --grant");
    sandbox
}

#[test]
fn no_card_has_a_restricted_record_but_for_who_may_look_at_it() {
    let sandbox = sandbox();
    let cards = must(&sandbox, "card kind:person --format jsonl").stdout;
    assert!(cards.contains("K-000001") && !cards.contains("K-000002"), "{cards}");
    assert!(must(&sandbox, "card K-2").stdout.contains("李娜"));
    let refused = sandbox.run("--identity clerk card K-2");
    assert_eq!((refused.status, refused.stdout.as_str()), (Some(14), ""), "{refused}");
    let page = sandbox.run("--identity clerk card K-1 K-2 --html -o cards.html");
    assert_eq!(page.status, Some(14), "{page}");
    assert!(!sandbox.path("cards.html").exists());
}

/// Years later everybody is due for a review and dead, and the restricted one is not among them.
#[test]
fn no_review_and_no_scan_has_a_restricted_record() {
    let sandbox = sandbox();
    for line in ["verify due --format csv", "verify scan --format jsonl", "verify scan --records"] {
        let seen = later(&sandbox, "2029-01-01", line);
        assert!(seen.stdout.contains("K-000001"), "{line}: {seen}");
        assert!(!seen.to_string().contains("K-000002"), "{line}: {seen}");
        let summary = later(&sandbox, "2029-01-01", "verify scan --summary --format json").stdout;
        assert!(summary.contains(r#""scanned":3"#), "{summary}");
    }
    for line in
        ["verify scan K-2", "verify due K-2", "verify mark K-2 --method phone --result confirmed"]
    {
        let refused = later(&sandbox, "2029-01-01", &format!("--identity clerk {line}"));
        assert_eq!(refused.status, Some(14), "{line}: {refused}");
    }
}

/// A range tells no more than its numbers would one by one; a term would tell what the record holds.
#[test]
fn a_range_that_is_changed_says_how_many_it_left_out() {
    let sandbox = sandbox();
    for (selector, told) in [("K-1..K-3", true), ("kind:person", false)] {
        let line = format!("event add {selector} --type contact --dry-run");
        let done = must(&sandbox, &line);
        assert_eq!(done.stderr.contains("one record is restricted"), told, "{done}");
    }
}
